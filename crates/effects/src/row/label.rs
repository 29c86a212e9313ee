//! Every physical copy of every label, by service and by the day on which it was issued.

use domain::ids::ServiceNumber;
use domain::in_china;
use domain::label::LabelCopy;

use super::{Columns, Row, number, text};

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

/// The key of a service's copy.
pub(crate) fn key(service: &ServiceNumber, copy: u32) -> String {
    format!("{service}.{copy:03}")
}
