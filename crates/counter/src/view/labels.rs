//! Labels accounted for: the copies of one service, and those of a day. What came out of a printer was used, spoiled or
//! voided; what is none of these yet is open, and is named.

use chrono::NaiveDate;
use command::{Caller, Command, Run, Who};
use domain::Moment;
use domain::ids::ServiceNumber;
use domain::label::{Fate, LabelCopy, PrintEnd};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Counter, Host, Refusal};

/// Where a copy is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CopyState {
    /// Not printed yet.
    Issued,
    /// Handed to a printer.
    Printing,
    /// Nobody knows yet whether it came out.
    Unknown,
    /// The last attempt brought nothing out; it may be printed again.
    Failed,
    /// It came out, and was not read back yet.
    Printed,
    /// It was read back from its unit.
    Scanned,
    /// It left with its unit.
    Used,
    /// It came out and could not be used.
    Spoiled,
    /// It must not be used.
    Voided,
}

impl CopyState {
    /// Where a copy is.
    #[must_use]
    pub fn of(copy: &LabelCopy) -> Self {
        if let Some(closed) = &copy.closed {
            return match closed.fate {
                Fate::Used => Self::Used,
                Fate::Spoiled => Self::Spoiled,
                Fate::Voided => Self::Voided,
            };
        }
        if copy.scanned_at.is_some() {
            return Self::Scanned;
        }
        match copy.attempt().map(|attempt| attempt.ended.as_ref().map(|end| end.how)) {
            None => Self::Issued,
            Some(None) => Self::Printing,
            Some(Some(PrintEnd::Printed | PrintEnd::Saved)) => Self::Printed,
            Some(Some(PrintEnd::Failed | PrintEnd::Cancelled)) => Self::Failed,
            Some(Some(PrintEnd::Unknown)) => Self::Unknown,
        }
    }
}

words::worded!(CopyState: label_copy {
    Issued, Printing, Unknown, Failed, Printed, Scanned, Used, Spoiled, Voided,
});

/// One copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LabelRow {
    /// Of which service's unit.
    pub service: String,
    /// Which copy of that service, from 1.
    pub copy: u32,
    /// Where it is.
    pub state: CopyState,
    /// Whether a piece of paper (or a file) exists, or existed.
    pub came_out: bool,
    /// Whether it was printed to a file.
    pub to_file: bool,
    /// 补打: why there is another copy; none for the first.
    pub reprint: Option<String>,
    /// Why it is spoiled or void.
    pub reason: Option<String>,
    /// The printer of the last attempt; none for a file, or before one.
    pub printer: Option<String>,
    /// How many attempts there were.
    pub attempts: usize,
    /// What the spooler, or the person who looked, said of the last one.
    pub note: Option<String>,
    /// When it was issued.
    #[ts(as = "String")]
    pub issued_at: Moment,
    /// When it was read back.
    #[ts(as = "Option<String>")]
    pub scanned_at: Option<Moment>,
    /// When its way ended.
    #[ts(as = "Option<String>")]
    pub closed_at: Option<Moment>,
}

impl From<&LabelCopy> for LabelRow {
    fn from(copy: &LabelCopy) -> Self {
        let last = copy.attempt();
        Self {
            service: copy.service.to_string(),
            copy: copy.copy,
            state: CopyState::of(copy),
            came_out: copy.came_out(),
            to_file: copy.to_file(),
            reprint: copy.reprint.clone(),
            reason: copy.closed.as_ref().and_then(|closed| closed.reason.clone()),
            printer: last.and_then(|attempt| attempt.printer.clone()),
            attempts: copy.attempts.len(),
            note: last.and_then(|attempt| attempt.ended.as_ref()).and_then(|end| end.note.clone()),
            issued_at: copy.issued_at,
            scanned_at: copy.scanned_at,
            closed_at: copy.closed.as_ref().map(|closed| closed.at),
        }
    }
}

/// The labels of one day or of several, added up: `printed = used + spoiled + voided + open`, always.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LabelCounts {
    /// Copies that were issued.
    pub issued: usize,
    /// Of these, those that came out.
    pub printed: usize,
    /// Of what came out, what was printed to a file.
    pub to_file: usize,
    /// Of what came out, what left with its unit.
    pub used: usize,
    /// Of what came out, what was spoiled.
    pub spoiled: usize,
    /// Of what came out, what was voided.
    pub voided: usize,
    /// Of what came out, what is none of these yet.
    pub open: usize,
    /// Issued and void, and never came out.
    pub never_printed: usize,
    /// Issued, and not out yet: waiting, failed or not known.
    pub pending: usize,
    /// 补打: copies after the first.
    pub reprints: usize,
}

impl LabelCounts {
    /// Adds copies up.
    #[must_use]
    pub fn of(copies: &[LabelCopy]) -> Self {
        let mut counts = Self::default();
        for copy in copies {
            counts.issued += 1;
            counts.reprints += usize::from(copy.reprint.is_some());
            let fate = copy.closed.as_ref().map(|closed| closed.fate);
            if copy.came_out() {
                counts.printed += 1;
                counts.to_file += usize::from(copy.to_file());
                match fate {
                    Some(Fate::Used) => counts.used += 1,
                    Some(Fate::Spoiled) => counts.spoiled += 1,
                    Some(Fate::Voided) => counts.voided += 1,
                    None => counts.open += 1,
                }
            } else if fate.is_some() {
                counts.never_printed += 1;
            } else {
                counts.pending += 1;
            }
        }
        counts
    }

    /// Whether everything that was issued has come to its end.
    #[must_use]
    pub const fn settled(&self) -> bool {
        self.open == 0 && self.pending == 0
    }
}

/// The labels of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LabelDay {
    /// Which day: a copy belongs to the day on which it was issued, in China's civil time.
    #[ts(as = "String")]
    pub day: NaiveDate,
    /// Added up.
    pub counts: LabelCounts,
    /// Whether everything that was issued has come to its end.
    pub settled: bool,
    /// Each copy, what is open first.
    pub rows: Vec<LabelRow>,
}

/// Looks at the labels of a day.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookLabelDay {
    /// Which day.
    #[ts(as = "String")]
    pub day: NaiveDate,
}

impl Command for LookLabelDay {
    const NAME: &'static str = "labels.day";
    const WHO: Who = Who::Person(&[]);
    type Reply = LabelDay;
}

impl<H: Host> Run<Counter<H>> for LookLabelDay {
    fn run(self, counter: &mut Counter<H>, _: &Caller) -> Result<LabelDay, Refusal> {
        let copies = counter.store().labels_between(self.day, self.day)?;
        let counts = LabelCounts::of(&copies);
        let (closed, open): (Vec<&LabelCopy>, Vec<_>) = copies.iter().partition(|copy| !copy.is_live());
        let rows = open.into_iter().chain(closed).map(LabelRow::from).collect();
        Ok(LabelDay { day: self.day, settled: counts.settled(), counts, rows })
    }
}

/// Looks at the copies of a service's label.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookLabels {
    /// Of which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
}

impl Command for LookLabels {
    const NAME: &'static str = "labels.view";
    const WHO: Who = Who::Person(&[]);
    type Reply = Vec<LabelRow>;
}

impl<H: Host> Run<Counter<H>> for LookLabels {
    fn run(self, counter: &mut Counter<H>, _: &Caller) -> Result<Vec<LabelRow>, Refusal> {
        Ok(counter.store().labels_of(&self.service)?.iter().map(LabelRow::from).collect())
    }
}
