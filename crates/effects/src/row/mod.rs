//! The rows that records leave, one module a table: what lies in it, by what key, and by which columns it is found.
//!
//! A row is its value as JSON beside the columns that are searched. This module refuses to know how a table is made: the
//! store and headquarters each have a database of their own kind.

mod approval;
mod authorisation;
mod backup;
mod bulletin;
mod catalogue;
mod clock;
mod customer;
mod day;
mod equipment;
mod erased;
mod held;
mod imported;
pub(crate) mod label;
mod looked;
mod lot;
mod people;
mod premises;
mod receipt;
mod released;
mod sale;
mod service;
mod usage;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use approval::{ApprovalRow, ApprovedBy, BroughtRow};
pub use backup::{BackupRow, Drill};
pub use bulletin::{BulletinRow, RestrictionRow};
pub use catalogue::RecipeVersionRow;
pub use clock::ClockRow;
pub use customer::CustomerRow;
pub use day::{CallBack, DayRow, Mark, Tally, Trail, What};
pub use erased::Erased;
pub use held::HeldRow;
pub use imported::Imported;
pub use looked::LookedRow;
pub use people::{Former, Lent, StaffRow};
pub use premises::StoreRow;
pub use receipt::{CaseRow, ChangeRow, ReceiptRow, RequestRow, SecurityRow};
pub use released::ReleasedRow;
pub use sale::SaleRow;
pub use usage::Usage;

/// What a searched column holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Nothing.
    Null,
    /// A number, or 0 and 1 for no and yes.
    Integer(i64),
    /// A text.
    Text(String),
}

/// The searched columns of a row: name and value.
pub type Columns = Vec<(&'static str, Value)>;

/// A value that lies in a table of its own.
pub trait Row: Serialize + DeserializeOwned {
    /// The table.
    const TABLE: &'static str;
    /// What people call such a thing, for errors.
    const CALLED: &'static str;
    /// Its key.
    fn key(&self) -> String;
    /// What is searched beside the key.
    fn columns(&self) -> Columns {
        Vec::new()
    }
}

/// A number as a column holds it.
#[must_use]
pub fn number(value: u64) -> Value {
    Value::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}

/// A text as a column holds it.
pub fn text(value: impl ToString) -> Value {
    Value::Text(value.to_string())
}

/// A number as people mean it, whatever its case, blanks, width and hyphens: by this it is found beside how it was written.
pub(super) fn meant(number: impl ToString) -> Value {
    Value::Text(domain::clean::code_key(&number.to_string()))
}

/// What a code of an enum is when it is written down. A value that is no code becomes nothing, which its column refuses, so
/// that nothing is stored under an empty code.
pub fn code(value: &impl Serialize) -> Value {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => Value::Text(code),
        Ok(_) | Err(_) => Value::Null,
    }
}
