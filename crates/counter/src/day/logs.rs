//! Which days have something to sign, and whether a log of them was signed and still stands: what a calendar of days shows.
//! It says nothing of what is in a log, and reads no more of a day than its row and what came after its signature.

use chrono::{Datelike as _, Days, Months, NaiveDate};
use serde::Serialize;
use ts_rs::TS;

use super::look::signed;
use super::sheet::Period;
use crate::{Counter, Host, Refusal};

/// How the log of a day stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LogState {
    /// There are records, and nobody signed.
    Unsigned,
    /// What was signed is what the day was.
    Stands,
    /// Something came after the latest signature.
    Void,
}

/// A day that has records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct DayLog {
    /// Which.
    #[ts(as = "String")]
    pub day: NaiveDate,
    /// Its log.
    pub state: LogState,
}

/// The days with records in the months that a period touches, up to today, in order.
///
/// # Errors
/// `store`, where a row or a record cannot be read.
pub(super) fn logs_around<H: Host>(counter: &Counter<H>, period: Period) -> Result<Vec<DayLog>, Refusal> {
    let first = period.from - Days::new(u64::from(period.from.day0()));
    let next_month = period.to - Days::new(u64::from(period.to.day0())) + Months::new(1);
    let last = (next_month - Days::new(1)).min(counter.today());
    let mut logs = Vec::new();
    for day in first.iter_days().take_while(|day| *day <= last) {
        if let Some(state) = state(counter, day)? {
            logs.push(DayLog { day, state });
        }
    }
    Ok(logs)
}

/// `None` where nobody signed and the day has no record that a log speaks of: who came or left makes no log due.
fn state<H: Host>(counter: &Counter<H>, day: NaiveDate) -> Result<Option<LogState>, Refusal> {
    let Some(row) = counter.store().day(day)? else { return Ok(None) };
    let Some(latest) = row.signed.last() else { return Ok(row.last.map(|_| LogState::Unsigned)) };
    let up_to = signed(counter, *latest)?.up_to;
    let stands = counter.store().day_since(day, up_to, 1)?.is_empty();
    Ok(Some(if stands { LogState::Stands } else { LogState::Void }))
}
