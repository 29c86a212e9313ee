//! Services in whatever state they are.

use domain::service::AnyService;
use rusqlite::types::Value;

use super::{Columns, Row, code, text};

// Rows are large, so they lie in the order in which they were opened and the keys beside them.
pub(super) const SCHEMA: &str = "
CREATE TABLE service (id TEXT NOT NULL PRIMARY KEY, doc TEXT NOT NULL, step TEXT NOT NULL, customer TEXT NOT NULL,
                      opened_on TEXT NOT NULL, done_on TEXT) STRICT;
CREATE INDEX service_open ON service (id) WHERE step NOT IN ('done', 'ended');
CREATE INDEX service_by_customer ON service (customer);
CREATE INDEX service_by_day ON service (opened_on);
CREATE INDEX service_done_by_day ON service (done_on) WHERE done_on IS NOT NULL;";

impl Row for AnyService {
    const TABLE: &'static str = "service";
    const CALLED: &'static str = "服务";
    fn key(&self) -> String {
        self.progress().number().to_string()
    }
    fn columns(&self) -> Columns {
        let (opened, done) = (self.progress().opened(), self.progress().done());
        vec![
            ("step", code(&self.step())),
            ("customer", text(&opened.customer)),
            ("opened_on", text(opened.at.date_naive())),
            ("done_on", done.map_or(Value::Null, |done| text(done.at.date_naive()))),
        ]
    }
}
