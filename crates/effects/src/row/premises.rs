//! The enterprise and its store: one row.

use chrono::NaiveDate;
use domain::premises::{Enterprise, Premises};
use serde::{Deserialize, Serialize};

use super::Row;

/// Whose counter this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreRow {
    /// 试点企业.
    pub enterprise: Enterprise,
    /// 试点门店.
    pub premises: Premises,
    /// The last day of the production licence, once somebody stated it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence_until: Option<NaiveDate>,
}

impl Row for StoreRow {
    const TABLE: &'static str = "store";
    const CALLED: &'static str = "门店";
    fn key(&self) -> String {
        self.premises.code.to_string()
    }
}
