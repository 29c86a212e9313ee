//! Equipment as it stands: cleaned until when, used when, tested or not.

use domain::premises::Equipment;

use super::Row;

impl Row for Equipment {
    const TABLE: &'static str = "equipment";
    const CALLED: &'static str = "设备";
    fn key(&self) -> String {
        self.id.to_string()
    }
}
