//! Received lots by zone, and opened containers.

use domain::stock::{Container, Lot};

use super::{Columns, Row, code, meant, number, text};

impl Row for Lot {
    const TABLE: &'static str = "lot";
    const CALLED: &'static str = "批";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Columns {
        vec![
            ("product", text(&self.product)),
            ("number", meant(&self.number)),
            ("zone", code(&self.zone)),
            ("units", number(self.units.into())),
            ("meant", meant(&self.id)),
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
            ("meant", meant(&self.id)),
        ]
    }
}
