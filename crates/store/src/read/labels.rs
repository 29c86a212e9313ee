//! Copies of labels: those of a service, of a day, and those of which nobody knows yet whether they came out.

use chrono::NaiveDate;
use domain::ids::ServiceNumber;
use domain::label::LabelCopy;

use super::Read;
use crate::{Store, StoreError, Tx, tables};

reads! {
    /// The copies of a service's label, the first one first.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn labels_of(&self, connection, service: &ServiceNumber) -> Vec<LabelCopy> {
        tables::found(connection, "service = ?1", [service.as_str()])
    }

    /// The copies that were issued from one day to another, both included, by service and copy.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn labels_between(&self, connection, from: NaiveDate, to: NaiveDate) -> Vec<LabelCopy> {
        tables::found(connection, "day BETWEEN ?1 AND ?2", [from.to_string(), to.to_string()])
    }

    /// The copies with an attempt of which nobody has said how it ended.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn labels_printing(&self, connection) -> Vec<LabelCopy> {
        tables::found(connection, "printing = 1", [])
    }
}
