//! The enterprise and its store: one row.

use chrono::NaiveDate;
use domain::ids::{Life, Series};
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
    /// The lives that restores began, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lives: Vec<Life>,
    /// The headquarters that this store is enrolled at, by its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headquarters: Option<String>,
    /// The public keys that signed heads and labels before the present one, in hexadecimal digits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_keys: Vec<String>,
}

impl StoreRow {
    /// What numbers begin with now.
    #[must_use]
    pub fn series(&self) -> Series {
        Series { store: self.premises.code.clone(), life: self.lives.last().cloned() }
    }

    /// What numbers began with in any life.
    pub fn every_series(&self) -> impl Iterator<Item = Series> {
        let lives = std::iter::once(None).chain(self.lives.iter().cloned().map(Some));
        lives.map(|life| Series { store: self.premises.code.clone(), life })
    }
}

impl Row for StoreRow {
    const TABLE: &'static str = "store";
    const CALLED: &'static str = "门店";
    fn key(&self) -> String {
        self.premises.code.to_string()
    }
}
