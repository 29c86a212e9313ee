//! Equipment as it stands: cleaned until when, used when, tested or not.

use domain::premises::Equipment;

use super::Row;

pub(super) const SCHEMA: &str =
    "CREATE TABLE equipment (id TEXT PRIMARY KEY, doc TEXT NOT NULL) STRICT, WITHOUT ROWID;";

impl Row for Equipment {
    const TABLE: &'static str = "equipment";
    const CALLED: &'static str = "设备";
    fn key(&self) -> String {
        self.id.to_string()
    }
}
