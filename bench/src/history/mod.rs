//! Stores with a past: the demo store as it is founded, and the same after five years. Both lie under `target/bench/`
//! as a computer of a store keeps them, so that the real window opens them too; they are written once and used again.
//!
//! Every service is written by its records from opened to handed over, through [`Store::transact`], an hour in one
//! transaction. Nothing goes around the ledger.

mod catalogue;
mod dice;
mod model;
mod mould;
mod people;
mod shelf;

use std::error::Error;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, Weekday};
use counter::demo;
use domain::Moment;
use domain::event::{AreaCleaned, EnvironmentRead, EquipmentCleaned, ProductTested};
use domain::ids::{AreaId, DocumentNumber, EquipmentId, Series, ServiceNumber, StaffId};
use domain::premises::{Cleaning, EnvironmentReading};
use domain::service::Step;
use serde::{Deserialize, Serialize};
use store::{Key, Stamp, Store, StoreError, Tx};

pub use catalogue::products;
pub use dice::Dice;
pub use model::{ADVISOR, LABEL, MANAGER, Machine, OPERATOR, check, said, staff};
use mould::{Mould, Visit};
use people::Person;
use shelf::Shelf;

/// Days of five years.
const DAYS: u32 = 1_826;
/// After so many days what expires in the demo store would stop the work, and the stores are written anew.
const FRESH: i64 = 14;
/// The hours at which services are handed over, each in one transaction.
const HOURS: Range<u32> = 10..20;
/// How long ago a service that is under way was opened.
const BEFORE: TimeDelta = TimeDelta::minutes(30);
/// So many days are gathered in the log before they are moved into the file.
const BETWEEN_RESTS: u32 = 4;

/// How much a store has behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Services that were handed over.
    pub services: u32,
    /// Products beside the demo store's own.
    pub products: u32,
}

impl Size {
    /// Just founded.
    pub const DEMO: Self = Self { services: 0, products: 0 };

    /// After five years, or what `TIAOHE_BENCH_SERVICES` and `TIAOHE_BENCH_PRODUCTS` say instead.
    pub fn five_years() -> Result<Self, Box<dyn Error>> {
        let asked = |name: &str, usual: u32| -> Result<u32, Box<dyn Error>> {
            std::env::var(name).map_or(Ok(usual), |number| Ok(number.parse()?))
        };
        Ok(Self {
            services: asked("TIAOHE_BENCH_SERVICES", 365_000)?,
            products: asked("TIAOHE_BENCH_PRODUCTS", 300_000)?,
        })
    }
}

/// What is written beside a store once it is whole.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Made {
    pub size: Size,
    pub on: NaiveDate,
    pub seconds: f64,
    pub bytes: u64,
}

/// A computer's home with one store in it.
#[derive(Debug, Clone)]
pub struct Home {
    /// What the environment calls `XDG_DATA_HOME`.
    pub data: PathBuf,
    pub made: Made,
}

/// Now, in the store.
pub fn now() -> Moment {
    domain::in_china(chrono::Local::now().fixed_offset())
}

impl Home {
    /// The home of a size, written if it is not there.
    pub fn of(size: Size) -> Result<Self, Box<dyn Error>> {
        let name = format!("store-{}-{}", size.services, size.products);
        let data = std::path::absolute(Path::new("target/bench").join(name))?;
        let marker = data.join("made.json");
        if let Ok(bytes) = std::fs::read(&marker) {
            let made: Made = serde_json::from_slice(&bytes)?;
            if made.size == size && (now().date_naive() - made.on).num_days() < FRESH {
                return Ok(Self { data, made });
            }
        }
        if data.exists() {
            std::fs::remove_dir_all(&data)?;
        }
        let on = now().date_naive();
        let mut home = Self { data, made: Made { size, on, seconds: 0.0, bytes: 0 } };
        let start = Instant::now();
        home.write(size)?;
        home.made.seconds = start.elapsed().as_secs_f64();
        home.made.bytes = std::fs::metadata(home.folder().join("store.db"))?.len();
        std::fs::write(marker, serde_json::to_vec_pretty(&home.made)?)?;
        Ok(home)
    }

    /// Where the app keeps its files.
    fn app(&self) -> PathBuf {
        self.data.join("cn.tiaohe.counter")
    }

    fn folder(&self) -> PathBuf {
        self.app().join("demo")
    }

    /// Opens the store.
    pub fn open(&self) -> Result<Store, Box<dyn Error>> {
        Ok(Store::open(&self.folder(), &Key::read(&self.folder().join("demo.key"))?)?)
    }

    fn write(&self, size: Size) -> Result<(), Box<dyn Error>> {
        let (now, folder) = (now(), self.folder());
        std::fs::create_dir_all(&folder)?;
        let device = serde_json::json!({ "current": "demo", "last": ADVISOR, "auto_lock_minutes": 60 });
        std::fs::write(self.app().join("device.json"), serde_json::to_vec_pretty(&device)?)?;
        let key = Key::new()?;
        key.write(&folder.join("demo.key"))?;
        // Its papers are of today and its records five years old, so that the work goes on today.
        let first = now - Days::new(u64::from(DAYS) + 1);
        let mut store = demo::found(&folder, &key, &Machine { now, stamped: first }).map_err(said)?;
        if size.products > 0 {
            catalogue::list(&mut store, size.products, Stamp { at: first, monotonic: 0 })?;
        }
        if size.services > 0 {
            history(&mut store, size.services, now)?;
        }
        store.rest()?;
        Ok(())
    }
}

/// Writes services over all days up to yesterday.
fn history(store: &mut Store, services: u32, now: Moment) -> Result<(), Box<dyn Error>> {
    let mut day = Day {
        moulds: model::moulds(now)?,
        series: store.premises()?.series(),
        dice: Dice::new(u64::from(services)),
        shelf: Shelf::new(String::new()),
    };
    let start = Instant::now();
    let days: Vec<NaiveDate> =
        (1..=DAYS).rev().map(|before| now.date_naive() - Days::new(u64::from(before))).collect();
    let all: u64 = days.iter().map(|on| visitors(*on)).sum();
    let (mut seen, mut written) = (0, 0);
    for (before, on) in (1..=DAYS).rev().zip(days) {
        seen += visitors(on);
        let many = u32::try_from(u64::from(services) * seen / all)? - written;
        let mut served = 0;
        for hour in HOURS {
            let at = oclock(on, hour, now);
            let until = many * (hour - HOURS.start + 1) / (HOURS.end - HOURS.start);
            store.transact::<_, StoreError>(ADVISOR, "hour", Stamp { at, monotonic: 0 }, |tx| {
                if hour == HOURS.start {
                    opening(tx, at)?;
                }
                for serial in served + 1..=until {
                    let opened = at - TimeDelta::seconds(i64::from(until - serial) * 60);
                    day.serve(tx, (on, serial), opened, Step::Done)?;
                }
                Ok(())
            })?;
            served = until;
        }
        written += many;
        if before % BETWEEN_RESTS == 0 {
            store.rest()?;
        }
        if before % 100 == 0 {
            eprintln!("{written} of {services} services after {:.0} s", start.elapsed().as_secs_f64());
        }
    }
    Ok(())
}

/// How many come on a day beside another: at the week's end twice as many.
fn visitors(on: NaiveDate) -> u64 {
    if matches!(on.weekday(), Weekday::Sat | Weekday::Sun) { 2 } else { 1 }
}

fn oclock(on: NaiveDate, hour: u32, like: Moment) -> Moment {
    let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    on.and_time(time).and_local_timezone(like.timezone()).single().unwrap_or(like)
}

/// What is recorded every morning: the room is measured and the equipment cleaned.
fn opening(tx: &mut Tx<'_>, at: Moment) -> Result<(), StoreError> {
    let named = |error: domain::ids::IdError| StoreError::Contradiction(error.to_string());
    let (next_due, valid_until) = (at + TimeDelta::days(2), at + TimeDelta::days(2));
    let area = AreaId::new(model::AREA).map_err(named)?;
    let cleaning = Cleaning { at, valid_until, used_since: false };
    let (procedure, by) =
        (DocumentNumber::new("演示规程-QC-1").map_err(named)?, StaffId::new(OPERATOR).map_err(named)?);
    tx.record(AreaCleaned { area: area.clone(), procedure, cleaning, by })?;
    tx.record(EnvironmentRead {
        reading: EnvironmentReading { area, at, cfu: 120, temperature: 230, humidity: 450, next_due },
    })?;
    for id in model::EQUIPMENT {
        let (equipment, by) = (EquipmentId::new(id).map_err(named)?, StaffId::new(OPERATOR).map_err(named)?);
        let cleaning = Cleaning { at, valid_until, used_since: false };
        tx.record(EquipmentCleaned { equipment, cleaning, by })?;
    }
    Ok(())
}

/// A day of work at a store, as it is written.
pub struct Day {
    moulds: Vec<Mould>,
    series: Series,
    dice: Dice,
    shelf: Shelf,
}

impl Day {
    /// A day at a store that was opened, today: the room is measured, the equipment clean, and as many services handed
    /// over as are wanted, unless that was written already.
    pub fn today(store: &mut Store, done: u32) -> Result<Self, Box<dyn Error>> {
        let now = now();
        let mut day = Self {
            moulds: model::moulds(now)?,
            series: store.premises()?.series(),
            dice: Dice::new(7),
            shelf: Shelf::new(now.format("%y%m%d%H%M%S-").to_string()),
        };
        let today = now.date_naive();
        let there = store.last_serial(&day.series, today)?;
        let tests = demo::at(now).map_err(said)?.product_tests;
        store.transact::<_, StoreError>(ADVISOR, "today", Stamp { at: now, monotonic: 0 }, |tx| {
            opening(tx, now)?;
            for test in tests.into_iter().filter(|_| there == 0) {
                tx.record(ProductTested { test })?;
            }
            for serial in there + 1..=done {
                let opened = now - TimeDelta::seconds(i64::from(done - serial) * 60);
                day.serve(tx, (today, serial), opened, Step::Done)?;
            }
            Ok(())
        })?;
        Ok(day)
    }

    /// Writes services up to a step; answers with their numbers.
    pub fn at(
        &mut self,
        store: &mut Store,
        until: Step,
        many: u32,
    ) -> Result<Vec<ServiceNumber>, Box<dyn Error>> {
        let (now, today) = (now(), now().date_naive());
        // What was signed lies behind us: a clearance of a later minute is not one of today.
        let opened = Some(now - BEFORE).filter(|at| at.date_naive() == today).unwrap_or(now);
        let there = store.last_serial(&self.series, today)?;
        let done =
            store.transact::<_, StoreError>(ADVISOR, "open", Stamp { at: now, monotonic: 0 }, |tx| {
                (1..=many).map(|more| self.serve(tx, (today, there + more), opened, until)).collect()
            })?;
        Ok(done.value)
    }

    fn serve(
        &mut self,
        tx: &mut Tx<'_>,
        (on, serial): (NaiveDate, u32),
        opened: Moment,
        until: Step,
    ) -> Result<ServiceNumber, StoreError> {
        let named = |error: domain::ids::IdError| StoreError::Contradiction(error.to_string());
        let number = ServiceNumber::of(&self.series, on, serial);
        let person = Person::next(&mut self.dice);
        let none = || StoreError::Contradiction("no recipe fits the model customer".to_owned());
        let mould = self.dice.pick(&self.moulds).ok_or_else(none)?;
        let mut taken = Vec::with_capacity(mould.components.len());
        for (product, target) in &mould.components {
            taken.push(self.shelf.take(tx, product, *target, opened)?);
        }
        let (customer, contact) = (person.id().map_err(named)?, person.contact());
        let visit = Visit { number, customer, contact, opened, taken };
        mould.pour(tx, &visit, until)?;
        Ok(visit.number)
    }
}
