//! What follows from facts without a rule: the day, the end of a container's period, a number's proper form, and the schema of them all.

use chrono::NaiveDate;
use domain::filing::FilingNumber;
use serde::{Deserialize as _, Deserializer};

use super::{Container, Facts};

impl Facts {
    /// The day of judgement in China, whatever offset the moment was read at.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        domain::in_china(self.now).date_naive()
    }
}

impl Container {
    /// The last day on which it may be used by its period after opening.
    #[must_use]
    pub fn good_until(&self) -> NaiveDate {
        self.after_opening.after(self.opened_on)
    }
}

/// The JSON schema of [`Facts`].
#[must_use]
pub fn facts_schema() -> schemars::Schema {
    schemars::schema_for!(Facts)
}

/// A filing number in its proper form: facts come from outside, where a record's number would be read as it stands.
pub(super) fn proper<'de, D: Deserializer<'de>>(deserializer: D) -> Result<FilingNumber, D::Error> {
    FilingNumber::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}
