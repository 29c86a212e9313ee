//! The last day that the clock is believed to have shown.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Row;

/// The one row of its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockRow {
    /// That day, in China.
    pub known: NaiveDate,
}

impl ClockRow {
    /// Its key.
    pub const KEY: &'static str = "clock";
}

impl Row for ClockRow {
    const TABLE: &'static str = "clock";
    const CALLED: &'static str = "日期";
    fn key(&self) -> String {
        Self::KEY.to_owned()
    }
}
