//! 环境监测: what was measured in an operation area, and when the monitoring plan asks for the next (山东指南 第十二条).

use chrono::{Days, TimeDelta};
use domain::Moment;
use domain::event::{EnvironmentRead, Event};
use domain::ids::AreaId;
use domain::premises::EnvironmentReading;
use domain::staff::Role;
use serde_json::{Map, Value, json};

use crate::acts;
use crate::cell::{Words, sign, words};
use crate::field::{Fields, Notes, why};
use crate::register::{Entry, Register, Seal, Shop, Stop, Touch, With, numbered};
use crate::spec::{Act, Owner, Spec, State, Tone, called, shandong};
use crate::types::{Figure, Unit};

/// The longest from one reading to the next: whatever the plan says, what is done once in years is not regular.
const MOST_DAYS: TimeDelta = TimeDelta::days(366);

macro_rules! measured {
    ($($(#[$doc:meta])* $name:ident $unit:literal $places:literal $least:literal $most:literal $type:ty;)+) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name;
        impl Unit for $name {
            const UNIT: Words = sign($unit);
            const PLACES: u8 = $places;
            const LEAST: i64 = $least;
            const MOST: i64 = $most;
        }
        impl Figure<$name> {
            /// As the record holds it.
            #[must_use]
            pub fn held(self) -> $type { <$type>::try_from(self.units).unwrap_or_default() }
        }
    )+ };
}

measured! {
    /// Airborne bacteria.
    Cfu "cfu/m³" 0 0 1_000_000 u32;
    /// Tenths of a degree Celsius.
    Celsius "℃" 1 -200 600 i16;
    /// Tenths of a per cent relative humidity.
    Humidity "%" 1 0 1_000 u16;
}

crate::entry! {
    /// A reading.
    pub struct Reading {
        /// Where.
        pub area: AreaId,
        /// When.
        pub read_at: Moment,
        /// Airborne bacteria.
        pub cfu: Figure<Cfu>,
        /// Temperature.
        pub temperature: Figure<Celsius>,
        /// Relative humidity.
        pub humidity: Figure<Humidity>,
        /// When the monitoring plan asks for the next reading.
        pub next_due: Moment,
    }
}

impl Reading {
    /// The reading as rules judge it.
    #[must_use]
    pub fn reading(&self) -> EnvironmentReading {
        let Self { area, read_at, cfu, temperature, humidity, next_due } = self.clone();
        let (cfu, temperature, humidity) = (cfu.held(), temperature.held(), humidity.held());
        EnvironmentReading { area, at: read_at, cfu, temperature, humidity, next_due }
    }
}

crate::form! {
    /// Records a reading of an operation area that the store has; a new store's first area comes with its first piece of
    /// equipment, or with this.
    pub struct Read {
        /// Where.
        pub area: AreaId,
        /// Airborne bacteria.
        pub cfu: Figure<Cfu>,
        /// Temperature.
        pub temperature: Figure<Celsius>,
        /// Relative humidity.
        pub humidity: Figure<Humidity>,
        /// When the monitoring plan asks for the next reading: a day, or a moment.
        pub next_due: Moment,
    }
}

acts! {
    /// Was measured.
    Read(Read) = Act {
        name: "room.read",
        words: words("登记监测", "Record a reading"),
        why: words("按监测计划测量操作区域。", "The operation area, as the monitoring plan asks."),
        kind: "environment.read",
        roles: &[Role::Operator, Role::Officer, Role::StoreManager],
        from: &[], to: "read", signed: None, clause: shandong("第十二条"), fields: &[],
    };
}

/// The register of readings.
pub struct Readings;

impl Register for Readings {
    type Says = Reading;
    type Form = Filled;
    type Known = ();
    const SPEC: &'static Spec = &Spec {
        code: "readings",
        letters: "HJ",
        words: words("环境监测", "Readings of the area"),
        why: words(
            "操作区域的空气菌落、温度和湿度，以及下次监测的时间。",
            "Bacteria, temperature and humidity of each area, and when the next is due.",
        ),
        icon: "thermometer",
        clause: shandong("第十二条"),
        owner: Owner::Store,
        readers: &[],
        names: &[],
        security: false,
        due: None,
        kept_after: Some("read_at"),
        listed: &["area", "read_at", "cfu", "temperature", "humidity", "next_due"],
        narrowed: &["area"],
        latest: &["area"],
        sorted: "read_at",
        states: &[State { code: "read", tone: Tone::Over, words: words("已监测", "measured") }],
        acts: ACTS,
        brought: None,
        fields: Reading::FIELDS,
        called: &[
            called("area", "操作区域", "Area"),
            called("read_at", "监测时间", "Measured"),
            called("cfu", "空气菌落", "Bacteria")
                .hint("培养后的计数，按最近一次检测报告", "the count after culture, by the latest report"),
            called("temperature", "温度", "Temperature"),
            called("humidity", "相对湿度", "Humidity"),
            called("next_due", "下次监测", "Next due").hint("按监测计划", "by the monitoring plan"),
        ],
    };

    fn check<S: Shop>(
        Filled::Read(Read { area, next_due, .. }): &Filled,
        _: Option<&Entry<Reading>>,
        shop: &S,
        notes: &mut Notes,
    ) -> Result<Result<(), Stop>, S::Error> {
        let known = shop.areas()?;
        if !known.is_empty() && !known.contains(area) {
            let zh = "没有这个操作区域：请核对区域编号；新的区域先在那里登记设备";
            notes.refuse("area", why(zh, "no such area: register the equipment of a new area first"));
        }
        notes.hold("next_due", shop.now() < *next_due, "须晚于本次监测", "after this reading");
        let regular = next_due.signed_duration_since(shop.now()) <= MOST_DAYS;
        notes.hold("next_due", regular, "须在 366 天以内：监测要定期做", "within 366 days of this reading");
        Ok(Ok(()))
    }

    fn record<V: Seal>(
        Filled::Read(form): Filled,
        (): (),
        with: With<'_>,
        _: &mut V,
    ) -> Result<Event, V::Error> {
        let Read { area, cfu, temperature, humidity, next_due } = form;
        let (cfu, temperature, humidity) = (cfu.held(), temperature.held(), humidity.held());
        let reading = EnvironmentReading { area, at: with.at, cfu, temperature, humidity, next_due };
        Ok(EnvironmentRead { reading }.into())
    }

    fn touches(event: &Event, seq: u64, at: Moment) -> Option<Touch> {
        matches!(event, Event::EnvironmentRead(_)).then(|| numbered::<Self>(seq, at))
    }

    fn begins(event: &Event) -> Option<Reading> {
        let Event::EnvironmentRead(event) = event else { return None };
        let EnvironmentReading { area, at: read_at, cfu, temperature, humidity, next_due } =
            event.reading.clone();
        let (cfu, temperature) = (Figure::of(cfu.into()), Figure::of(temperature.into()));
        Some(Reading { area, read_at, cfu, temperature, humidity: Figure::of(humidity.into()), next_due })
    }

    fn moves(_: &mut Reading, _: &Event) {}

    fn state(_: &Reading) -> &'static str {
        "read"
    }

    fn offer<S: Shop>(_: &str, _: Option<&Entry<Reading>>, shop: &S) -> Result<Map<String, Value>, S::Error> {
        let mut first = None;
        for area in shop.areas()? {
            let latest = shop.latest::<Self>("area", area.as_str())?;
            let owed = latest.is_none_or(|entry| entry.says.next_due < shop.now());
            if first.is_none() || owed {
                first = Some(area.to_string());
            }
            if owed {
                break;
            }
        }
        let tomorrow = shop.now().date_naive().checked_add_days(Days::new(1));
        let offered = [("area", json!(first)), ("next_due", json!(tomorrow))];
        Ok(offered.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }
}
