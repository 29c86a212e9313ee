//! What may be made and of what: products, recipes in their latest version, label templates.

use domain::premises::TemplateApproval;
use domain::recipe::Recipe;
use domain::stock::Product;

use super::{Columns, Row, meant, text};

impl Row for Product {
    const TABLE: &'static str = "product";
    const CALLED: &'static str = "产品";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Columns {
        vec![("filing", text(&self.filing)), ("meant", meant(&self.id))]
    }
}

impl Row for Recipe {
    const TABLE: &'static str = "recipe";
    const CALLED: &'static str = "配方";
    fn key(&self) -> String {
        self.id.to_string()
    }
}

impl Row for TemplateApproval {
    const TABLE: &'static str = "template";
    const CALLED: &'static str = "标签模板";
    fn key(&self) -> String {
        self.template.to_string()
    }
}
