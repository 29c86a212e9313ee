//! Periods end: what is past its last day is erased, recorded and counted; what was refused goes with its service; a
//! picture of a face goes when the report was used, and in any case after thirty days (个人信息保护法 第十九、四十七条).
//!
//! It runs by itself in idle moments and decides nothing: the days stand in [`domain::kept`]. What goes stood on the list of
//! [`LookRetention`] before: it looks as far ahead as a date may leap unasked. While the date is doubted nothing goes.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use command::{Caller, Command, Run, Who};
use domain::clock;
use domain::consent::Purpose;
use domain::event::{ErasedCount, RetentionRun};
use domain::ids::ServiceNumber;
use domain::kept::{Held, IMAGE_DAYS};
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use store::Tx;
use store::tables::HeldRow;
use ts_rs::TS;

use super::dated::DateDoubt;
use crate::view::reader::Reader;
use crate::{Counter, Host, Refusal, bounds};

/// So many items go at once, so that a tap that comes meanwhile does not wait; the rest goes in the next idle moment.
const AT_ONCE: u32 = 50;
/// So many are listed; more are counted.
const LISTED: u32 = 200;

impl<H: Host> Counter<H> {
    /// Erases what is past its last day, so many at once. Answers with how many items went: none once all have.
    ///
    /// # Errors
    /// `date_doubted`, and what the store answers; then nothing was erased.
    pub fn end_periods(&mut self) -> Result<u64, Refusal> {
        self.believed("到期的个人信息没有删除，都还在")?;
        let today = self.today();
        let mut over = past(self, today, AT_ONCE)?;
        over.extend(pictures(self, today)?);
        if over.is_empty() {
            return Ok(0);
        }
        let at = self.host().now();
        self.write::<_, Refusal>("system", "retention", |tx| {
            let erased = counts(&over);
            tx.record(RetentionRun { erased, at })?;
            erase(tx, &over, "保存期满")?;
            Ok(u64::try_from(over.len()).unwrap_or(u64::MAX))
        })
    }
}

/// Looks at what is past its last day or will soon be, and at what keeps it from being erased.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookRetention {}

/// One thing that goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Leaving {
    /// Whose: the customer's number.
    pub customer: String,
    /// What the customer is called, where that is known.
    pub customer_name: Option<String>,
    /// What it is.
    #[ts(type = "Held")]
    pub what: Held,
    /// For what it was agreed to; none where the law says how long it is kept.
    #[ts(type = "Purpose | null")]
    pub purpose: Option<Purpose>,
    /// From which service.
    pub service: Option<String>,
    /// Since when it is kept.
    #[ts(as = "String")]
    pub since: NaiveDate,
    /// The last day on which it is kept.
    #[ts(as = "String")]
    pub until: NaiveDate,
    /// Whether that day is over.
    pub over: bool,
}

/// What goes, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Retention {
    /// Why nothing is erased; none where the date is believed.
    pub doubt: Option<DateDoubt>,
    /// Up to which day the list looks.
    #[ts(as = "String")]
    pub up_to: NaiveDate,
    /// What goes, the longest past first.
    pub leaving: Vec<Leaving>,
    /// How many more there are.
    pub more: u64,
    /// How many items were erased today.
    pub erased_today: u64,
}

impl Command for LookRetention {
    const NAME: &'static str = "retention.look";
    const WHO: Who = Who::Person(&[Role::Officer, Role::StoreManager]);
    type Reply = Retention;
}

impl<H: Host> Run<Counter<H>> for LookRetention {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Retention, Refusal> {
        let (reader, store, today) = (Reader::of(counter, caller)?, counter.store(), counter.today());
        let (up_to, after) = foreseen(today);
        let rows = past(counter, after, LISTED)?;
        let listed = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        // A picture goes before the file would that holds it; the file is not listed a second time then.
        let last = |since: NaiveDate| since.checked_add_days(Days::new(IMAGE_DAYS - 1)).unwrap_or(since);
        let shown = |row: HeldRow| HeldRow { what: Held::Image, until: last(row.since), ..row };
        let pictures: Vec<HeldRow> = pictures(counter, after)?.into_iter().map(shown).collect();
        let files = rows.into_iter().filter(|row| pictures.iter().all(|picture| picture.item != row.item));
        let mut leaving = Vec::new();
        for row in files.chain(pictures.iter().cloned()) {
            let until = bounds::held_until(counter, &row)?;
            leaving.push(Leaving {
                customer_name: reader.customer(&row.customer)?.name,
                customer: row.customer.to_string(),
                what: row.what,
                purpose: row.what.purpose(),
                service: row.service.map(|service| service.to_string()),
                since: row.since,
                until,
                over: until < today,
            });
        }
        leaving.sort_by_key(|one: &Leaving| one.until);
        let erased =
            store.tallies(today, today)?.into_iter().filter(|tally| tally.key.starts_with("erased/"));
        Ok(Retention {
            doubt: counter.date_doubt()?.map(|doubt| DateDoubt::of(doubt, today)),
            up_to,
            more: store.count_held_past(after)?.saturating_sub(listed),
            leaving,
            erased_today: erased.map(|tally| tally.n).sum(),
        })
    }
}

/// Up to which last day a list looks, and the day after it.
fn foreseen(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let up_to = clock::foreseen(today);
    (up_to, up_to.succ_opt().unwrap_or(up_to))
}

/// How many things go by the day up to which the list looks.
pub(crate) fn leaving<H: Host>(counter: &Counter<H>) -> Result<u64, Refusal> {
    Ok(counter.store().count_held_past(foreseen(counter.today()).1)?)
}

/// What is past its last day, as far as no rulebook keeps it longer than the consent text: so many, the longest past first.
fn past<H: Host>(counter: &Counter<H>, day: NaiveDate, wanted: u32) -> Result<Vec<HeldRow>, Refusal> {
    let most = usize::try_from(wanted).unwrap_or(usize::MAX);
    let misdated = counter.held_since_doubt()?;
    let mut read = wanted;
    loop {
        let mut rows = counter.store().held_past(day, read)?;
        let whole = rows.len() < usize::try_from(read).unwrap_or(usize::MAX);
        let mut over = Vec::new();
        let further = misdated.iter().filter(|row| row.until >= day);
        rows.extend(further.cloned());
        for row in rows {
            if bounds::held_until(counter, &row)? < day {
                over.push(row);
            }
        }
        if whole || over.len() >= most {
            over.truncate(most);
            return Ok(over);
        }
        // What a rulebook keeps does not stand in the way of what comes after it.
        read = read.saturating_mul(2);
    }
}

/// Files with a picture in them that are older on a day than a picture may be, of services that nobody ended.
fn pictures<H: Host>(counter: &Counter<H>, on: NaiveDate) -> Result<Vec<HeldRow>, Refusal> {
    let Some(since) = on.checked_sub_days(Days::new(IMAGE_DAYS)) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for service in counter.store().open_services()? {
        for row in counter.store().held_from(service.progress().number())? {
            if row.what == Held::RawFile
                && row.since <= since
                && shows_a_face(counter.store().unseal(&row.reference())?)
            {
                found.push(row);
            }
        }
    }
    Ok(found)
}

fn shows_a_face(file: Option<Vec<u8>>) -> bool {
    file.is_some_and(|bytes| skintest::holds_image(&bytes))
}

fn counts(rows: &[HeldRow]) -> Vec<ErasedCount> {
    let mut counts: BTreeMap<Held, u32> = BTreeMap::new();
    for row in rows {
        *counts.entry(row.what).or_default() += 1;
    }
    counts.into_iter().map(|(what, count)| ErasedCount { what, count }).collect()
}

fn erase(tx: &mut Tx<'_>, rows: &[HeldRow], reason: &str) -> Result<(), Refusal> {
    for row in rows {
        tx.erase(&row.item, reason)?;
    }
    Ok(())
}

/// A service has ended: what the customer did not agree to have kept, and what shows a face, goes with it.
pub(crate) fn ends(tx: &mut Tx<'_>, number: &ServiceNumber) -> Result<(), Refusal> {
    let service = tx.service(number)?;
    let progress = service.progress();
    let refused = |row: &HeldRow| row.what.purpose().is_some_and(|purpose| !progress.allows(purpose));
    let held = tx.held_from(number)?;
    let (gone, kept): (Vec<HeldRow>, Vec<HeldRow>) = held.into_iter().partition(refused);
    erase(tx, &gone, "顾客没有同意保存，服务结束即删除")?;
    no_picture(tx, &kept)
}

/// The report was used: what shows a face is not needed any more.
pub(crate) fn report_used(tx: &mut Tx<'_>, number: &ServiceNumber) -> Result<(), Refusal> {
    let held = tx.held_from(number)?;
    no_picture(tx, &held)
}

fn no_picture(tx: &mut Tx<'_>, held: &[HeldRow]) -> Result<(), Refusal> {
    for row in held.iter().filter(|row| row.what == Held::RawFile) {
        if shows_a_face(tx.unseal(&row.reference())?) {
            tx.erase(&row.item, "分析报告已经用过，面部图像删除")?;
        }
    }
    Ok(())
}

/// Whether an analyser's file may be kept: one that shows a face only with the consent to that.
pub(crate) fn may_keep(allows_image: bool, file: &[u8]) -> bool {
    allows_image || !skintest::holds_image(file)
}

/// What a picture is agreed to for.
pub(crate) const PICTURE: Purpose = Purpose::FacialImage;
