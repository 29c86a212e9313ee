//! What the daily work asks: opened containers that hold something, areas as they were cleaned, visits.

use chrono::NaiveDate;
use domain::ids::{AreaId, VisitId};
use domain::stock::Container;

use super::Read;
use crate::tables::{self, AreaRow, VisitRow};
use crate::{Store, StoreError, Tx};

reads! {
    /// The opened containers in which something is left, by id. What was disposed of holds nothing.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn containers_with_rest(&self, connection) -> Vec<Container> { tables::found(connection, "milligrams > 0", []) }

    /// The areas that were ever cleaned on record, by id.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn areas_cleaned(&self, connection) -> Vec<AreaRow> { tables::all(connection) }

    /// An area's latest cleaning, if it was ever cleaned on record.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn area_cleaned(&self, connection, area: &AreaId) -> Option<AreaRow> { tables::get(connection, area.as_str()) }

    /// One visit.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    fn visit(&self, connection, id: &VisitId) -> VisitRow { tables::need(connection, id.as_str()) }

    /// The visitors who are in an operation area now.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn visitors_inside(&self, connection) -> Vec<VisitRow> { tables::found(connection, "inside = 1", []) }

    /// The visits that began on a day.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn visits_on(&self, connection, day: NaiveDate) -> Vec<VisitRow> {
        tables::found(connection, "entered_on = ?1", [day.to_string()])
    }
}
