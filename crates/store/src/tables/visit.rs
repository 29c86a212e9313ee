//! Visits of people from outside to the operation area (山东指南 第六条), by their day and by who is still inside.

use domain::Moment;
use domain::visitor::Visit;
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Columns, Row, text};

pub(super) const SCHEMA: &str = "
CREATE TABLE visit (id TEXT PRIMARY KEY, doc TEXT NOT NULL, entered_on TEXT NOT NULL, inside INTEGER NOT NULL)
STRICT, WITHOUT ROWID;
CREATE INDEX visit_by_day ON visit (entered_on);
CREATE INDEX visit_inside ON visit (id) WHERE inside = 1;";

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
        let inside = Value::Integer(i64::from(self.left_at.is_none()));
        vec![("entered_on", text(self.visit.entered_at.date_naive())), ("inside", inside)]
    }
}
