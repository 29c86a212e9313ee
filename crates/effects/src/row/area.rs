//! Operation areas as they were cleaned last (山东指南 第二十三条). An area that was never cleaned on record has no row.

use domain::ids::{AreaId, DocumentNumber};
use domain::premises::Cleaning;
use serde::{Deserialize, Serialize};

use super::Row;

/// An area's latest cleaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaRow {
    /// Which.
    pub area: AreaId,
    /// By which procedure.
    pub procedure: DocumentNumber,
    /// When, until when, and whether it was worked in since.
    pub cleaned: Cleaning,
}

impl Row for AreaRow {
    const TABLE: &'static str = "area";
    const CALLED: &'static str = "操作区域";
    fn key(&self) -> String {
        self.area.to_string()
    }
}
