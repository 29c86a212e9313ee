//! What of the vault lies at headquarters, too, or did: released by a record, ended by another, gone once a receipt named it.

use chrono::NaiveDate;
use domain::Moment;
use domain::event::VaultRef;
use domain::ids::{CustomerId, VaultId};
use domain::kept::Basis;
use domain::signature::Digest;
use serde::{Deserialize, Serialize};

use super::{Columns, Row, Value, number, text};

/// One item that was released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleasedRow {
    /// Which.
    pub item: VaultId,
    /// SHA-256 over the item's salt and bytes.
    pub commitment: Digest,
    /// Of whom.
    pub customer: CustomerId,
    /// By what right.
    pub basis: Basis,
    /// The record that released it.
    pub seq: u64,
    /// On which day.
    pub on: NaiveDate,
    /// The record that ended it: the item was erased, or recalled from headquarters.
    pub ended: Option<u64>,
    /// When headquarters said that it is gone there.
    pub gone: Option<Moment>,
}

impl ReleasedRow {
    /// The item, as the ledger knows it.
    #[must_use]
    pub fn reference(&self) -> VaultRef {
        VaultRef { id: self.item.clone(), commitment: self.commitment.clone() }
    }
}

impl Row for ReleasedRow {
    const TABLE: &'static str = "released";
    const CALLED: &'static str = "上传总部的条目";
    fn key(&self) -> String {
        self.item.to_string()
    }
    fn columns(&self) -> Columns {
        // One that ended and is not gone waits for headquarters by the record that ended it.
        let waits = self.ended.filter(|_| self.gone.is_none()).map_or(Value::Null, number);
        let stands = if self.ended.is_none() { number(self.seq) } else { Value::Null };
        vec![("customer", text(&self.customer)), ("stands", stands), ("waits", waits)]
    }
}
