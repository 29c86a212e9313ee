//! What several payloads share: vault references, imported tests, plans and sales.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::filing::FilingNumber;
use crate::ids::{LotId, ProductId, RecipeId, VaultId};
use crate::quantity::{Fen, Milligrams};
use crate::signature::Digest;
use crate::use_by::UseBy;

/// A vault item as the ledger knows it: a random id and a salted commitment, which say nothing of the person
/// once the item and its salt are gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VaultRef {
    /// The item's random name.
    pub id: VaultId,
    /// SHA-256 over the item's salt and bytes.
    pub commitment: Digest,
}

/// An imported skin test as the ledger knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedTest {
    /// SHA-256 of the raw file, by which a second import is recognised.
    pub raw: Digest,
    /// Which row of a file of several people.
    pub row: Option<String>,
    /// Profile and its version.
    pub profile: String,
    /// When it was taken, where the file says so.
    pub taken_at: Option<Moment>,
    /// The canonical values.
    pub values: VaultRef,
    /// The raw file.
    pub file: VaultRef,
}

/// A chosen recipe with its price and the use-by day that was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The recipe.
    pub recipe: RecipeId,
    /// Its version.
    pub version: u32,
    /// Size of the unit.
    pub size: Milligrams,
    /// Price.
    pub price: Fen,
    /// Picked lots, in the recipe's order.
    pub lots: Vec<LotId>,
    /// Use-by as shown to the customer; the one that counts is computed at clearance.
    pub use_by: UseBy,
    /// Why a recipe other than the first of the ranking was taken.
    pub against_ranking: Option<String>,
}

/// What was sold (山东指南 第二十四条; 上海细则 第三十三条 asks for all of it).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sale {
    /// 产品名称.
    pub name: String,
    /// 涉及的普通化妆品备案编号.
    pub filings: Vec<(ProductId, FilingNumber)>,
    /// 净含量.
    pub net: Milligrams,
    /// 数量.
    pub count: u32,
    /// 价格.
    pub price: Fen,
    /// 使用期限.
    pub use_by: NaiveDate,
}
