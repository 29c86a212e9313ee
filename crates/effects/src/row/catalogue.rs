//! What may be made and of what: products, recipes in their latest version and in each, label templates.

use domain::premises::TemplateApproval;
use domain::recipe::Recipe;
use domain::stock::Product;
use serde::{Deserialize, Serialize};

use super::{ApprovalRow, Columns, Row, meant, text};

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

/// A recipe in one version: a service that was agreed keeps it, whatever comes later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipeVersionRow {
    /// As it was set last under this version.
    pub recipe: Recipe,
    /// The latest approval that was given while it was the present one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<ApprovalRow>,
}

impl RecipeVersionRow {
    /// The key of a version: in order of the versions of a recipe.
    #[must_use]
    pub fn key_of(id: &str, version: u32) -> String {
        format!("{id}/{version:010}")
    }
}

impl Row for RecipeVersionRow {
    const TABLE: &'static str = "recipe_version";
    const CALLED: &'static str = "配方版本";
    fn key(&self) -> String {
        Self::key_of(self.recipe.id.as_str(), self.recipe.version)
    }
}

impl Row for TemplateApproval {
    const TABLE: &'static str = "template";
    const CALLED: &'static str = "标签模板";
    fn key(&self) -> String {
        self.template.to_string()
    }
}
