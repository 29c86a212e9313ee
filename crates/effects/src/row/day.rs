//! What a day's log is read from: where the day's records lie, its figures as they add up, and the few records that a
//! manager may have to look at. Each is kept while records are written, so that the busiest day of five years opens as
//! fast as the first one, and so that a month is a walk over an index and not over its records.
//!
//! It refuses to say what is odd: a mark has the figure, and the one who reads it has the threshold.

use chrono::NaiveDate;
use domain::Moment;
use domain::ids::{ServiceNumber, StaffId};
use serde::{Deserialize, Serialize};

use super::Row;

/// Where a day's records lie in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayRow {
    /// The day, by the time in each record's header.
    pub day: NaiveDate,
    /// First and last sequence of each run of records of the day. There is one run, unless the clock was set back.
    pub spans: Vec<(u64, u64)>,
    /// The last record that the day's log speaks of; `None` while there is none.
    pub last: Option<u64>,
    /// Records that correct one of this day, on whatever day they were written.
    pub corrections: Vec<u64>,
    /// Signed logs of the day, the latest last.
    pub signed: Vec<u64>,
}

impl DayRow {
    pub(crate) const fn new(day: NaiveDate) -> Self {
        Self { day, spans: Vec::new(), last: None, corrections: Vec::new(), signed: Vec::new() }
    }
}

impl Row for DayRow {
    const TABLE: &'static str = "day";
    const CALLED: &'static str = "日";
    fn key(&self) -> String {
        self.day.to_string()
    }
}

/// Figures of a period, added up over its days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// What is counted and of what, for example `lot/L1`.
    pub key: String,
    /// How often.
    pub n: u64,
    /// How much: milligrams, fen or seconds, as the key says.
    pub amount: u64,
    /// The most of a single time.
    pub most: u64,
}

/// What kind of thing was marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Two people signed a clearance; the figure is the seconds since the customer signed.
    Cleared,
    /// An officer released a unit; the figure is the seconds since its label was read back.
    Released,
    /// An officer refused a unit; the figure as above.
    Rejected,
    /// A weight was typed; the figure is that weight in milligrams.
    ByHand,
    /// A recipe was chosen against the ranking.
    AgainstRanking,
    /// A batch grew because too much was poured; the figure is its surplus in milligrams.
    Scaled,
    /// A blend was written off; the figure is its weight in milligrams.
    WrittenOff,
    /// A service was given up; the figure is the weight of what was in its vessel.
    Abandoned,
    /// A PIN was wrong; the figure is how many were in a row.
    PinFailed,
    /// The clock was set back; the figure is by how many seconds.
    ClockSetBack,
    /// The clock was ahead of headquarters'; the figure is by how many seconds.
    ClockAhead,
    /// The clock was behind headquarters'; the figure is by how many seconds.
    ClockBehind,
    /// A person said that the date is right; the figure is by how many days it had leapt.
    ClockConfirmed,
    /// A container's opening was corrected; the figure is by how many seconds.
    OpeningCorrected,
    /// A record was corrected; the figure is the sequence of the wrong one.
    Corrected,
    /// 补打: another copy of a unit's label; the figure is which copy of that service it is.
    Reprinted,
    /// A person's PIN was set by another, in the place of their own.
    PinReset,
    /// A PIN was set that somebody else has, too.
    PinShared,
    /// The officer approved things on the day on which another had set that PIN; the figure is how many things.
    Approved,
    /// A label was read back although its printer said that it did not come out; the figure is which copy it is.
    ReadAgainstPrinter,
}

/// A record that a manager may have to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The day that it stands under.
    pub day: NaiveDate,
    /// The record.
    pub seq: u64,
    /// When.
    pub at: Moment,
    /// What kind.
    pub what: What,
    /// In which service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceNumber>,
    /// Who signed, or whose it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub who: Vec<StaffId>,
    /// What [`What`] says of it.
    pub figure: u64,
    /// The reason that was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Mark {
    /// The key of the mark that a record left on its day.
    pub(crate) fn key_of(day: NaiveDate, seq: u64) -> String {
        format!("{day}/{seq:012}")
    }
}

impl Row for Mark {
    const TABLE: &'static str = "mark";
    const CALLED: &'static str = "标记";
    fn key(&self) -> String {
        Self::key_of(self.day, self.seq)
    }
}

/// The records of one service, and since when it is at its step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trail {
    /// Which.
    pub service: ServiceNumber,
    /// Its records, in order.
    pub records: Vec<u64>,
    /// When it came to the step that it is at.
    pub since: Moment,
}

impl Row for Trail {
    const TABLE: &'static str = "trail";
    const CALLED: &'static str = "服务的记录";
    fn key(&self) -> String {
        self.service.to_string()
    }
}

/// A call-back that is due and not made (个性化服务指南 7.5.1), of a customer who left a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallBack {
    /// When.
    pub due_on: NaiveDate,
    /// After which service.
    pub service: ServiceNumber,
}

impl Row for CallBack {
    const TABLE: &'static str = "call_back";
    const CALLED: &'static str = "回访";
    fn key(&self) -> String {
        format!("{}/{}", self.due_on, self.service)
    }
}
