//! Visits of people from outside to the operation area (山东指南 第六条), by their day and by who is still inside.

use domain::Moment;
use domain::visitor::Visit;
use serde::{Deserialize, Serialize};

use super::{Columns, Row, number, text};

/// One visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitRow {
    /// As it began.
    pub visit: Visit,
    /// When it ended, once it did.
    pub left_at: Option<Moment>,
}

impl Row for VisitRow {
    const TABLE: &'static str = "visit";
    const CALLED: &'static str = "外来人员登记";
    fn key(&self) -> String {
        self.visit.id.to_string()
    }
    fn columns(&self) -> Columns {
        let inside = number(u64::from(self.left_at.is_none()));
        vec![("entered_on", text(self.visit.entered_at.date_naive())), ("inside", inside)]
    }
}
