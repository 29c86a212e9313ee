//! Which vault items were erased, and which records were corrected.

use domain::ids::VaultId;
use serde::{Deserialize, Serialize};

use super::Row;

/// One erased item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    /// Which.
    pub item: VaultId,
    /// Sequence of the record that says so.
    pub seq: u64,
    /// Why.
    pub reason: String,
}

impl Row for Erased {
    const TABLE: &'static str = "erased";
    const CALLED: &'static str = "已删除条目";
    fn key(&self) -> String {
        self.item.to_string()
    }
}
