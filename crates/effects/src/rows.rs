//! What effects read: rows by key, rows by a searched column, and when an earlier record was written.

use domain::Moment;

use crate::Value;

/// The rows as they stand before a record. A row is handed out as the JSON that a [`crate::Change::Put`] wrote.
pub trait Rows {
    /// Why they could not be read.
    type Fault;

    /// The row of that key, if there is one.
    ///
    /// # Errors
    /// Where the table cannot be read.
    fn doc(&self, table: &'static str, key: &str) -> Result<Option<String>, Self::Fault>;

    /// Key and row of all rows whose `column` holds `value`, in whatever order.
    ///
    /// # Errors
    /// Where the table cannot be read.
    fn docs_where(
        &self,
        table: &'static str,
        column: &'static str,
        value: &Value,
    ) -> Result<Vec<(String, String)>, Self::Fault>;

    /// The time in the header of the record of that sequence, if there is one.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    fn moment(&self, seq: u64) -> Result<Option<Moment>, Self::Fault>;
}
