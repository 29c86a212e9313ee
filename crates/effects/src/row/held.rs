//! What the vault holds of each customer: which item, of what kind, from which service, until when. A row goes with its
//! item.

use chrono::NaiveDate;
use domain::event::VaultRef;
use domain::ids::{CustomerId, ServiceNumber, VaultId};
use domain::kept::Held;
use domain::signature::Digest;
use serde::{Deserialize, Serialize};

use super::{Columns, Row, Value, text};

/// One item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldRow {
    /// Which.
    pub item: VaultId,
    /// SHA-256 over the item's salt and bytes.
    pub commitment: Digest,
    /// Of whom.
    pub customer: CustomerId,
    /// What it is.
    pub what: Held,
    /// From which service, where it is from one.
    pub service: Option<ServiceNumber>,
    /// Since when.
    pub since: NaiveDate,
    /// The last day on which it is kept.
    pub until: NaiveDate,
}

impl HeldRow {
    /// The item, as the ledger knows it.
    #[must_use]
    pub fn reference(&self) -> VaultRef {
        VaultRef { id: self.item.clone(), commitment: self.commitment.clone() }
    }
}

impl Row for HeldRow {
    const TABLE: &'static str = "held";
    const CALLED: &'static str = "个人信息条目";
    fn key(&self) -> String {
        self.item.to_string()
    }
    fn columns(&self) -> Columns {
        let service = self.service.as_ref().map_or(Value::Null, text);
        vec![("customer", text(&self.customer)), ("service", service), ("until", text(self.until))]
    }
}
