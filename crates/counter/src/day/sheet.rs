//! What a manager signs: a day's figures, what is odd, the sample and what is due, as one text. Nothing in it names a
//! customer, and nothing in it changes while nothing happens; so its digest says exactly what was shown.

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};
use domain::event::VaultRef;
use domain::signature::Digest;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::due::{DueItem, OpenCallBacks, due};
use super::figures::{Figures, Totals};
use super::odd::{Odd, OpenService, odd};
use super::sample::{Sample, drawn};
use crate::counter::digest;
use crate::rights::retention::leaving;
use crate::view::reads::known;
use crate::{Counter, Host, Refusal};

/// Days from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "DayPeriod")]
pub struct Period {
    /// The first.
    #[ts(as = "String")]
    pub from: NaiveDate,
    /// The last.
    #[ts(as = "String")]
    pub to: NaiveDate,
}

/// Longer than a year nobody compares.
const LONGEST: i64 = 366;
/// Days.
const WEEK: i64 = 7;

impl Period {
    /// A period up to today.
    ///
    /// # Errors
    /// `day_period`.
    pub(super) fn of(from: NaiveDate, to: NaiveDate, today: NaiveDate) -> Result<Self, Refusal> {
        let days = (to - from).num_days();
        if !(0..LONGEST).contains(&days) {
            let message = "时段须从早到晚，且不超过一年；没有改动";
            return Err(Refusal::new("day_period", message).mend("请重新选择日期"));
        }
        if from > today {
            let message = format!("{from} 还没有到，没有记录可看");
            return Err(Refusal::new("day_period", message).mend("请选择今天或更早的日期"));
        }
        Ok(Self { from, to })
    }

    /// Whether it is one day.
    #[must_use]
    pub fn is_day(self) -> bool {
        self.from == self.to
    }

    /// What it is compared with: the same days of the week before where it begins on a Monday, the same days of the month
    /// before where it begins with a month (all of them where the month is over), and otherwise as many days before it.
    pub(super) fn before(self) -> Self {
        let Self { from, to } = self;
        let length = to - from + chrono::TimeDelta::days(1);
        if !self.is_day() && length.num_days() <= WEEK && from.weekday() == Weekday::Mon {
            let week = chrono::TimeDelta::days(WEEK);
            return Self { from: from - week, to: to - week };
        }
        if !self.is_day() && from.day() == 1 && (from.year(), from.month()) == (to.year(), to.month()) {
            let is_over = (to + Days::new(1)).day() == 1;
            let to = if is_over { from - Days::new(1) } else { to - Months::new(1) };
            return Self { from: from - Months::new(1), to };
        }
        Self { from: from - length, to: to - length }
    }
}

/// A day, or several, as they are shown. One day's is what is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DaySheet {
    /// Which days.
    pub period: Period,
    /// The store's code.
    pub store: String,
    /// Which version of the rules of what is odd.
    pub rules: u32,
    /// What is odd, the gravest first.
    pub odd: Vec<Odd>,
    /// The figures.
    pub figures: Figures,
    /// The period before, of the same length.
    pub before: Totals,
    /// The sample to look through; none where the period is not a day, or a day without a record.
    pub sample: Option<Sample>,
    /// What is overdue or due soon, as of now; empty where the period does not reach to today.
    pub due: Vec<DueItem>,
    /// How many more call-backs are due than are named in it.
    #[serde(default, skip_serializing_if = "is_none")]
    #[ts(optional, as = "Option<u64>")]
    pub call_backs_more: u64,
    /// How much of what is kept of customers goes within two weeks, or would have gone.
    #[serde(default, skip_serializing_if = "is_none")]
    #[ts(optional, as = "Option<u64>")]
    pub leaving: u64,
}

/// Serde asks by reference whether to skip.
const fn is_none(count: &u64) -> bool {
    *count == 0
}

impl DaySheet {
    pub(super) fn of<H: Host>(counter: &Counter<H>, period: Period) -> Result<Self, Refusal> {
        let (store, rules) = (counter.store(), &counter.assets().day_rules);
        let Period { from, to } = period;
        let (now, today) = (counter.host().now(), counter.today());
        let mut open = Vec::new();
        for service in store.open_services()? {
            let progress = service.progress();
            let opened = progress.opened().at.date_naive();
            // A service stands under each day on which it is open; a period shows those that were opened by its end.
            if opened > to {
                continue;
            }
            let trail = known(store.trail(progress.number()))?;
            open.push(OpenService {
                number: progress.number().clone(),
                step: service.step(),
                since: trail.as_ref().map_or(progress.opened().at, |trail| trail.since),
                record: trail.and_then(|trail| trail.records.last().copied()),
            });
        }
        let before = period.before();
        let reaches_today = to >= today;
        let call_backs = if reaches_today { OpenCallBacks::of(counter)? } else { OpenCallBacks::default() };
        let doubt = if reaches_today { counter.date_doubt()? } else { None };
        Ok(Self {
            period,
            store: store.premises()?.premises.code.to_string(),
            rules: rules.version,
            odd: odd(rules, &store.marks(from, to)?, &open, (now, doubt))?,
            figures: Figures::of(counter, from, to)?,
            before: Totals::of(&store.tallies(before.from, before.to)?),
            sample: if period.is_day() { sample(counter, from)? } else { None },
            due: if reaches_today { due(counter, &call_backs)? } else { Vec::new() },
            call_backs_more: call_backs.more,
            leaving: if reaches_today { leaving(counter)? } else { 0 },
        })
    }

    /// The text that is signed.
    pub(super) fn text(&self) -> Result<String, Refusal> {
        Ok(serde_json::to_string(self)?)
    }
}

/// SHA-256 of what is signed: of the sheet's text, and of the commitment of what the manager wrote.
pub(super) fn signed_over(text: &str, notes: Option<&VaultRef>) -> Digest {
    let notes = notes.map_or("", |notes| notes.commitment.as_str());
    digest(format!("{text}\n{notes}").as_bytes())
}

fn sample<H: Host>(counter: &Counter<H>, day: NaiveDate) -> Result<Option<Sample>, Refusal> {
    let store = counter.store();
    // A day on which nobody was served has its records too, and is signed; the first of them stays the first.
    let drawn_with = |row: store::tables::DayRow| row.last.or(row.spans.first().map(|(first, _)| *first));
    let Some(last) = store.day(day)?.and_then(drawn_with) else { return Ok(None) };
    let missing = || Refusal::new("not_found", format!("没有编号为 {last} 的记录；没有改动"));
    let record = store.record_at(last)?.ok_or_else(missing)?;
    let code = store.premises()?.premises.code;
    Ok(Some(drawn(&code, day, (last, &record.hash), &store.numbers_on(day)?)))
}

#[cfg(test)]
mod tests {
    use super::Period;

    #[test]
    fn a_period_is_compared_with_its_like() {
        for (name, [from, to], before) in [
            ("a day", ["2026-11-20", "2026-11-20"], ["2026-11-19", "2026-11-19"]),
            ("a Monday", ["2026-11-16", "2026-11-16"], ["2026-11-15", "2026-11-15"]),
            ("a week", ["2026-11-16", "2026-11-22"], ["2026-11-09", "2026-11-15"]),
            ("a week up to its Wednesday", ["2026-11-16", "2026-11-18"], ["2026-11-09", "2026-11-11"]),
            ("a month", ["2026-11-01", "2026-11-30"], ["2026-10-01", "2026-10-31"]),
            ("a month up to its 20th", ["2026-11-01", "2026-11-20"], ["2026-10-01", "2026-10-20"]),
            (
                "a month longer than the one before",
                ["2026-03-01", "2026-03-30"],
                ["2026-02-01", "2026-02-28"],
            ),
            ("any days", ["2026-11-18", "2026-11-20"], ["2026-11-15", "2026-11-17"]),
            ("from a Monday, longer than a week", ["2026-11-16", "2026-11-25"], ["2026-11-06", "2026-11-15"]),
        ] {
            let of = |[from, to]: [&str; 2]| Period { from: from.parse().unwrap(), to: to.parse().unwrap() };
            assert_eq!(of([from, to]).before(), of(before), "{name}");
        }
    }
}
