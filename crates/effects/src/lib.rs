//! What a record does: (rows as they stand, record) → row changes, or a contradiction.
//!
//! [`of_record`] is asked when a record is written and when the tables are made again, so both end at the same rows.
//! A store refuses a record that contradicts what is known; headquarters, to which the record has happened already,
//! keeps the contradiction as a finding. This crate refuses to know a database, a vault and how rows are found: it reads
//! through [`Rows`], and what follows from more than records is named as the store's alone ([`OfStore`]).

mod contradiction;
mod day;
mod down;
mod draft;
mod entries;
mod kinds;
mod label;
mod people;
mod premises;
mod record;
mod rights;
mod row;
mod rows;
mod service;
mod stock;

use chrono::NaiveDate;
use domain::Moment;
use domain::event::Event;

pub use contradiction::{Contradiction, Stopped};
pub use draft::{Change, OfStore};
pub use row::{
    ApprovalRow, ApprovedBy, BackupRow, BroughtRow, BulletinRow, CallBack, CaseRow, ChangeRow, ClockRow,
    Columns, CustomerRow, DayRow, Drill, Erased, Former, HeldRow, Imported, Lent, LookedRow, Mark,
    ReceiptRow, RecipeVersionRow, ReleasedRow, RequestRow, RestrictionRow, Row, SaleRow, SecurityRow,
    StaffRow, StoreRow, Tally, Trail, Usage, Value, What, code, number, text,
};
pub use rows::Rows;

use crate::draft::Draft;
use crate::kinds::{Effects, Log};
use crate::record::Record;

/// The place and time of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its sequence.
    pub seq: u64,
    /// The time in its header.
    pub at: Moment,
}

impl Place {
    /// The day that it belongs to, in China.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        domain::in_china(self.at).date_naive()
    }
}

/// What a reading or a change answers with.
pub(crate) type Outcome<R, T = ()> = Result<T, Stopped<<R as Rows>::Fault>>;

/// What a record changes, in order: each row at most once.
///
/// # Errors
/// [`Stopped::Against`] where the record contradicts what is known; the others where the rows cannot be read.
pub fn of_record<R: Rows>(rows: &R, place: Place, event: &Event) -> Result<Vec<Change>, Stopped<R::Fault>> {
    let Effects { log, carry } = kinds::of(event);
    let mut record = Record::new(rows, place, event);
    carry(&mut record)?;
    day::lies(&mut record.rows, place, log)?;
    Ok(record.rows.into_changes())
}

/// What a record changes whose kind this version does not know: it has its place in its day, and that is all that can be
/// said of it.
///
/// # Errors
/// Where the rows cannot be read.
pub fn of_unknown<R: Rows>(rows: &R, place: Place) -> Result<Vec<Change>, Stopped<R::Fault>> {
    let mut draft = Draft::new(rows);
    day::lies(&mut draft, place, Log::Silent)?;
    Ok(draft.into_changes())
}

/// Whether a day's log speaks of a record of that day: whether a figure of the day, or what is odd in it, follows from
/// that record. What only keeps the store going does not, such as who left, what was cleaned, the copy that is made when
/// the program is closed: it comes after the signature as a rule, and would show every signed day as void.
///
/// # Errors
/// Where the rows cannot be read.
pub fn day_speaks_of<R: Rows>(
    rows: &R,
    day: NaiveDate,
    seq: u64,
    event: &Event,
) -> Result<bool, Stopped<R::Fault>> {
    day::spoken(&Draft::new(rows), kinds::of::<R>(event).log, day, seq)
}
