//! What follows from facts without a rule: the day, the end of a container's period, and the schema of them all.

use chrono::NaiveDate;

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
