//! Received lots by zone, and opened containers.

use domain::stock::{Container, Lot};

use super::{Columns, Row, code, number, text};

pub(super) const LOT_SCHEMA: &str = "
CREATE TABLE lot (id TEXT NOT NULL PRIMARY KEY, doc TEXT NOT NULL, product TEXT NOT NULL, number TEXT NOT NULL,
                  zone TEXT NOT NULL, units INTEGER NOT NULL) STRICT;
CREATE INDEX lot_by_product ON lot (product);
CREATE INDEX lot_unopened ON lot (product) WHERE units > 0;
CREATE INDEX lot_by_number ON lot (number);
CREATE INDEX lot_by_zone ON lot (zone, id);";

pub(super) const CONTAINER_SCHEMA: &str = "
CREATE TABLE container (id TEXT PRIMARY KEY, doc TEXT NOT NULL, lot TEXT NOT NULL, milligrams INTEGER NOT NULL,
                        good_until TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX container_by_lot ON container (lot);
CREATE INDEX container_in_period ON container (good_until, milligrams, lot);
CREATE INDEX container_with_rest ON container (id) WHERE milligrams > 0;";

impl Row for Lot {
    const TABLE: &'static str = "lot";
    const CALLED: &'static str = "批";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Columns {
        vec![
            ("product", text(&self.product)),
            ("number", text(&self.number)),
            ("zone", code(&self.zone)),
            ("units", number(self.units.into())),
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
        vec![
            ("lot", text(&self.lot)),
            ("milligrams", number(self.left.0)),
            ("good_until", text(self.good_until())),
        ]
    }
}
