//! Readings of the operation area and reports of product tests, one row each, by the record that brought them.

use domain::premises::{EnvironmentReading, ProductTest};
use serde::{Deserialize, Serialize};

use super::{Columns, Row, text};

/// A reading of the operation area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Sequence of the record that brought it.
    pub seq: u64,
    /// The reading.
    pub reading: EnvironmentReading,
}

/// A report of a product test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tested {
    /// Sequence of the record that brought it.
    pub seq: u64,
    /// The test.
    pub test: ProductTest,
}

impl Row for Reading {
    const TABLE: &'static str = "reading";
    const CALLED: &'static str = "环境监测";
    fn key(&self) -> String {
        format!("{:012}", self.seq)
    }
    fn columns(&self) -> Columns {
        vec![("area", text(&self.reading.area))]
    }
}

impl Row for Tested {
    const TABLE: &'static str = "tested";
    const CALLED: &'static str = "成品检验";
    fn key(&self) -> String {
        format!("{:012}", self.seq)
    }
    fn columns(&self) -> Columns {
        vec![("sampled_on", text(self.test.sampled_on))]
    }
}
