//! Received lots by zone, and opened containers.

use domain::stock::{Container, Lot};

use super::{Columns, Row, code, text};

pub(super) const LOT_SCHEMA: &str = "
CREATE TABLE lot (id TEXT PRIMARY KEY, doc TEXT NOT NULL, product TEXT NOT NULL, zone TEXT NOT NULL,
                  expires_on TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX lot_by_product ON lot (product, zone, expires_on);";

pub(super) const CONTAINER_SCHEMA: &str = "
CREATE TABLE container (id TEXT PRIMARY KEY, doc TEXT NOT NULL, lot TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX container_by_lot ON container (lot);";

impl Row for Lot {
    const TABLE: &'static str = "lot";
    const CALLED: &'static str = "批";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Columns {
        vec![
            ("product", text(&self.product)),
            ("zone", code(&self.zone)),
            ("expires_on", text(self.expires_on)),
        ]
    }
}

impl Row for Container {
    const TABLE: &'static str = "container";
    const CALLED: &'static str = "开封容器";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Columns {
        vec![("lot", text(&self.lot))]
    }
}
