//! What a register is, to the generic code: how an act is read, checked and recorded, and what a record does to an entry.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};
use domain::Moment;
use domain::event::{Event, VaultRef};
use domain::ids::{AreaId, IdError, LotId, Series, ServiceNumber, StaffId};
use domain::quantity::Milligrams;
use domain::signature::Signature;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::field::{Fields, Filling, Notes};
use crate::spec::{Clause, Spec};

/// An entry as it lies in the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry<E> {
    /// Its number, which people can read aloud.
    pub number: String,
    /// When it was entered.
    pub at: Moment,
    /// The records that made it, in order.
    pub records: Vec<u64>,
    /// Records that correct one of those.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<u64>,
    /// What stands in it.
    #[serde(flatten)]
    pub says: E,
}

/// Which entry a record is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touch {
    /// A new one.
    New(String),
    /// One that is there.
    Known(String),
    /// The latest whose column has this key; nothing where there is none.
    Latest(&'static str, String),
}

/// What refuses an act as a whole, beside single fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Stable code.
    pub code: &'static str,
    /// What is wrong and what was kept.
    pub message: String,
    /// The article that says so.
    pub clause: Clause,
    /// What mends it.
    pub mend: &'static str,
}

/// A person as far as a form asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Whether the person is in the store now.
    pub present: bool,
    /// Areas that the person may enter today.
    pub areas: Vec<AreaId>,
}

/// A unit as far as a form asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The lots in it.
    pub lots: Vec<LotId>,
    /// Its use-by day, once it is labelled.
    pub use_by: NaiveDate,
    /// How much was blended.
    pub weight: Milligrams,
    /// What the customer is given of it.
    pub net: Milligrams,
}

/// What the checks of forms ask of the store.
pub trait Shop {
    /// What reading the store can end with.
    type Error;
    /// Now.
    fn now(&self) -> Moment;
    /// Who has the window.
    fn who(&self) -> &str;
    /// The operation areas that the store has.
    ///
    /// # Errors
    /// What the store answers.
    fn areas(&self) -> Result<BTreeSet<AreaId>, Self::Error>;
    /// A person of the store.
    ///
    /// # Errors
    /// What the store answers.
    fn person(&self, id: &StaffId) -> Result<Option<Person>, Self::Error>;
    /// A unit that was made here.
    ///
    /// # Errors
    /// What the store answers.
    fn unit(&self, number: &ServiceNumber) -> Result<Option<Made>, Self::Error>;
    /// The longest that a cleaning holds, in hours, as the rulebooks say today.
    ///
    /// # Errors
    /// What the store answers, and where no rulebook says so.
    fn cleaning_hours(&self) -> Result<u32, Self::Error>;
    /// For how many months past its last day of use a sample is kept, where the rulebook says more than the law.
    fn sample_months(&self) -> Option<u32>;
    /// The entry of a register that was entered last.
    ///
    /// # Errors
    /// What the store answers.
    fn newest<R: Register>(&self) -> Result<Option<Entry<R::Says>>, Self::Error>;
    /// The latest entry of a register whose column has a key.
    ///
    /// # Errors
    /// What the store answers.
    fn latest<R: Register>(&self, column: &str, key: &str) -> Result<Option<Entry<R::Says>>, Self::Error>;
}

/// What an act's record is made with, beside what was filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct With<'a> {
    /// The entry's number.
    pub number: &'a str,
    /// When.
    pub at: Moment,
    /// Who has the window.
    pub by: StaffId,
    /// The signature, where the act needs one.
    pub signature: Option<Signature>,
}

/// Puts what identifies a person, or a file, into the vault.
pub trait Seal {
    /// What sealing can end with.
    type Error: From<IdError>;
    /// Seals bytes.
    ///
    /// # Errors
    /// What the vault answers.
    fn seal(&mut self, bytes: &[u8]) -> Result<VaultRef, Self::Error>;
}

/// Until when the next thing must be done with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Through that day.
    Day(NaiveDate),
    /// Until that moment: a period of hours ends in the middle of a day.
    Moment(Moment),
}

impl By {
    /// The day on which it ends, in China.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Moment(moment) => domain::in_china(moment).date_naive(),
        }
    }
}

/// A register.
pub trait Register: 'static {
    /// What stands in an entry.
    type Says: Fields + Clone + PartialEq + std::fmt::Debug + Serialize + DeserializeOwned;
    /// What was filled in, by act.
    type Form: Filling;
    /// What the check learns of the store for the record; nothing for most.
    type Known;
    /// Its descriptor.
    const SPEC: &'static Spec;

    /// Checks a form against what the store knows: single fields are noted, the whole is refused. What was noted or refused
    /// is not recorded.
    ///
    /// # Errors
    /// What the store answers.
    fn check<S: Shop>(
        form: &Self::Form,
        before: Option<&Entry<Self::Says>>,
        shop: &S,
        notes: &mut Notes,
    ) -> Result<Result<Self::Known, Stop>, S::Error>;

    /// The record of an act.
    ///
    /// # Errors
    /// What the vault answers.
    fn record<V: Seal>(
        form: Self::Form,
        known: Self::Known,
        with: With<'_>,
        vault: &mut V,
    ) -> Result<Event, V::Error>;

    /// Which entry a record is about, if it is about one of this register. `seq` and `at` are the record's.
    fn touches(event: &Event, seq: u64, at: Moment) -> Option<Touch>;

    /// What a new entry says.
    fn begins(event: &Event) -> Option<Self::Says>;

    /// What a later record changes in it.
    fn moves(says: &mut Self::Says, event: &Event);

    /// The state that it is in.
    fn state(says: &Self::Says) -> &'static str;

    /// What the numbers of a day begin with; the serial follows.
    #[must_use]
    fn prefix(series: &Series, day: NaiveDate) -> String {
        format!("{}-{series}-{}-", Self::SPEC.letters, day.format("%y%m%d"))
    }

    /// Until when the next thing must be done with it.
    #[must_use]
    fn due(_says: &Self::Says) -> Option<By> {
        None
    }

    /// What a rulebook adds to how long a thing is kept, where it asks for more months than the law; nothing for most.
    fn lengthened(_says: &mut Self::Says, _months: Option<u32>) {}

    /// What stands in a form before anything is typed.
    ///
    /// # Errors
    /// What the store answers.
    fn offer<S: Shop>(
        _act: &str,
        _before: Option<&Entry<Self::Says>>,
        _shop: &S,
    ) -> Result<Map<String, Value>, S::Error> {
        Ok(Map::new())
    }
}

/// The number of an entry whose record carries none: letters, day and the record's own sequence.
#[must_use]
pub fn numbered<R: Register>(seq: u64, at: Moment) -> Touch {
    Touch::New(format!("{}-{}-{seq}", R::SPEC.letters, domain::in_china(at).format("%y%m%d")))
}

/// The day after which an entry is kept for as long as the rulebook of its register says; none where it is not over yet.
#[must_use]
pub fn kept_since<R: Register>(says: &R::Says) -> Option<NaiveDate> {
    match says.cell(R::SPEC.kept_after?) {
        crate::cell::Cell::Day(day) => Some(day),
        crate::cell::Cell::Moment(at) => Some(domain::in_china(at).date_naive()),
        crate::cell::Cell::Nothing
        | crate::cell::Cell::Text(_)
        | crate::cell::Cell::Number { .. }
        | crate::cell::Cell::Yes(_)
        | crate::cell::Cell::Choice(..)
        | crate::cell::Cell::Link(..)
        | crate::cell::Cell::Sealed(_)
        | crate::cell::Cell::Lines(_)
        | crate::cell::Cell::Files(_) => None,
    }
}

/// A day by the law, or so many months after another where a rulebook asks for more; it never asks for less.
pub(crate) fn later(law: NaiveDate, since: NaiveDate, months: Option<u32>) -> NaiveDate {
    let asked = months.and_then(|count| since.checked_add_months(Months::new(count)));
    asked.map_or(law, |asked| asked.max(law))
}
