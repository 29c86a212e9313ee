//! How a store is founded and furnished: people, stock, equipment, evidence, and tables brought in from elsewhere.
//!
//! Each command is one record, or a few in one transaction, and judges all its fields before it writes. This module
//! refuses to decide whether the store may serve: `rules` does, from what is furnished here.

pub mod approvals;
pub mod equipment;
pub mod evidence;
pub mod fitness;
pub mod found;
pub mod import;
pub mod staff;
pub mod stock;
pub mod template;
pub mod upkeep;
pub(crate) mod wording;

use command::Caller;
use domain::ids::StaffId;
use domain::staff::StaffMember;

pub(crate) use command::fields;
pub use command::fields::FieldRefusal;
pub(crate) use command::fields::Fields;
pub use found::{NewStore, found, provinces};

use crate::{Counter, Host, Refusal};

/// The first number of a letter and two digits or more that is not taken: `S02`.
fn free_number(letter: char, taken: impl Fn(&str) -> bool) -> String {
    let mut number = 1_u32;
    loop {
        let candidate = format!("{letter}{number:02}");
        if !taken(&candidate) {
            return candidate;
        }
        number = number.saturating_add(1);
    }
}

/// The caller's file; the program itself has none.
fn known<H: Host>(counter: &Counter<H>, caller: &Caller) -> Result<Option<StaffMember>, Refusal> {
    match caller {
        Caller::Staff(id) => Ok(Some(counter.store().person(&StaffId::new(id.as_str())?)?.member)),
        Caller::System => Ok(None),
    }
}
