//! Every physical copy of every label, by service and by the day on which it was issued.

use domain::ids::ServiceNumber;
use domain::in_china;
use domain::label::LabelCopy;

use super::{Columns, Row, number, text};

pub(super) const SCHEMA: &str = "
CREATE TABLE label (id TEXT PRIMARY KEY, doc TEXT NOT NULL, service TEXT NOT NULL, day TEXT NOT NULL,
                    printing INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX label_by_service ON label (service);
CREATE INDEX label_by_day ON label (day);
CREATE INDEX label_printing ON label (id) WHERE printing = 1;";

impl Row for LabelCopy {
    const TABLE: &'static str = "label";
    const CALLED: &'static str = "标签";
    fn key(&self) -> String {
        key(&self.service, self.copy)
    }
    fn columns(&self) -> Columns {
        vec![
            ("service", text(&self.service)),
            ("day", text(in_china(self.issued_at).date_naive())),
            ("printing", number(u64::from(self.open_attempt().is_some()))),
        ]
    }
}

pub(crate) fn key(service: &ServiceNumber, copy: u32) -> String {
    format!("{service}.{copy:03}")
}
