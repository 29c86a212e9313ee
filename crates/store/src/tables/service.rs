//! Services in whatever state they are.

use domain::service::AnyService;

use super::{Columns, Row, code, text};

pub(super) const SCHEMA: &str = "
CREATE TABLE service (id TEXT PRIMARY KEY, doc TEXT NOT NULL, step TEXT NOT NULL, customer TEXT NOT NULL)
STRICT, WITHOUT ROWID;
CREATE INDEX service_by_step ON service (step);
CREATE INDEX service_by_customer ON service (customer);";

impl Row for AnyService {
    const TABLE: &'static str = "service";
    const CALLED: &'static str = "服务";
    fn key(&self) -> String {
        self.progress().number().to_string()
    }
    fn columns(&self) -> Columns {
        vec![("step", code(&self.step())), ("customer", text(&self.progress().opened().customer))]
    }
}
