//! Services in whatever state they are.

use domain::service::AnyService;

use super::{Columns, Row, Value, code, text};

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
