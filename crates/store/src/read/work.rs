//! What the daily work asks: opened containers that hold something.

use domain::stock::Container;

use super::Read;
use crate::tables;
use crate::{Store, StoreError, Tx};

reads! {
    /// The opened containers in which something is left, by id. What was disposed of holds nothing.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn containers_with_rest(&self, connection) -> Vec<Container> { tables::found(connection, "milligrams > 0", []) }
}
