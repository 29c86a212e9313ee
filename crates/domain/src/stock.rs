//! What stands on the shelves: filed products, received lots in their zones, opened containers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use crate::clean::name_key;

use crate::Moment;
use crate::filing::{FilingNumber, ProductionLicence};
use crate::ids::{ContainerId, DocumentNumber, LotId, ProductId, StaffId};
use crate::leftover::Standing;
use crate::period::Period;
use crate::quantity::Milligrams;

crate::closed! {
    /// Where a lot is stored, and so what may be done with it (山东指南 第十三条).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Zone {
        /// 待检: received, not yet accepted.
        Waiting,
        /// 合格: accepted; the only zone that may be picked from.
        Accepted,
        /// 不合格.
        Rejected,
        /// 退货或者召回.
        ReturnedOrRecalled,
    }
}

words::worded!(Zone: zone { Waiting, Accepted, Rejected, ReturnedOrRecalled });

/// What the filing says of a product beyond its number: each excludes it from the pilot
/// (国家药监局 2025 年第 58 号，附件第二条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exclusion {
    /// 儿童化妆品: for 12 years and younger.
    Child,
    /// 眼部护肤类.
    EyeCare,
    /// 使用新原料.
    NewIngredient,
    /// Claims or has a special-cosmetic function (染发、烫发、祛斑美白、防晒、防脱发、新功效).
    SpecialFunction,
}

words::worded!(Exclusion: exclusion { Child, EyeCare, NewIngredient, SpecialFunction });

/// One ingredient as filed, in both names so that an allergy is found by either.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ingredient {
    /// The standard Chinese name (IECIC 2021).
    pub chinese: String,
    /// The INCI name.
    pub inci: String,
    /// Whether its content is at most 0.1 %: then it stands under 其他微量成分 (标签管理办法 第十二条).
    #[serde(default)]
    pub trace: bool,
    /// Its content in the product in parts per million, where headquarters says it: then a blend's ingredients are one list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<u32>,
}

/// A filed ordinary cosmetic in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Its id in the catalogue.
    pub id: ProductId,
    /// 中文名称 as filed.
    pub name: String,
    /// Its filing number, of whatever kind: only some kinds may be blended.
    pub filing: FilingNumber,
    /// 备案人 as filed.
    pub filer: String,
    /// 生产企业 as filed.
    pub maker: String,
    /// The maker's production licence; an imported product has none.
    pub licence: Option<ProductionLicence>,
    /// 产品执行的标准编号.
    pub standard: String,
    /// Classification code 功效-部位-人群-剂型-方法 of the filing.
    pub classification: String,
    /// What keeps the product out of the pilot; empty for a product that may be blended.
    pub exclusions: Vec<Exclusion>,
    /// Ingredients in the filed order.
    pub ingredients: Vec<Ingredient>,
    /// Whether the filing is in force.
    pub active: bool,
    /// Wax based: needs dedicated equipment in an area of its own (山东指南 第十二条).
    #[serde(default)]
    pub wax: bool,
    /// Period after opening.
    pub after_opening: Period,
    /// Warnings that the filed label carries.
    #[serde(default)]
    pub warnings: Vec<String>,
    /// How the filed label says it is used.
    pub usage: String,
}

impl Product {
    /// Whether `allergen`, given by Chinese or INCI name, stands in the ingredient list.
    #[must_use]
    pub fn contains(&self, allergen: &str) -> bool {
        let wanted = name_key(allergen);
        !wanted.is_empty()
            && self.ingredients.iter().any(|ingredient| {
                name_key(&ingredient.chinese) == wanted || name_key(&ingredient.inci) == wanted
            })
    }
}

/// A received lot (山东指南 第十六条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// Its id in the store.
    pub id: LotId,
    /// What it is a lot of.
    pub product: ProductId,
    /// The maker's lot number, as printed on the pack.
    pub number: String,
    /// 限期使用日期: the last day on which it may be used.
    pub expires_on: NaiveDate,
    /// 购进日期.
    pub received_on: NaiveDate,
    /// 供货者.
    pub supplier: String,
    /// Goods-in documents: delivery note, test report.
    pub documents: Vec<DocumentNumber>,
    /// What one unopened unit holds.
    pub unit_net: Milligrams,
    /// Unopened units on the shelf.
    pub units: u32,
    /// Where it stands.
    pub zone: Zone,
    /// Whether acceptance (验收) was done and signed.
    pub accepted: bool,
    /// Whether a recall names it.
    pub recalled: bool,
}

/// An opened unit of a lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Container {
    /// Its id in the store.
    pub id: ContainerId,
    /// The lot it came from.
    pub lot: LotId,
    /// When it was opened.
    pub opened_at: Moment,
    /// How long it keeps once opened.
    pub after_opening: Period,
    /// What is left in it.
    pub left: Milligrams,
    /// Who opened it; records of the first release do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_by: Option<StaffId>,
    /// What became of it since; it is moved by [`crate::leftover`] alone.
    #[serde(default, skip_serializing_if = "Standing::is_in_use")]
    pub standing: Standing,
}

impl Container {
    /// The last day on which it may be used, before the lot's own expiry is looked at.
    #[must_use]
    pub fn good_until(&self) -> NaiveDate {
        self.after_opening.after(crate::in_china(self.opened_at).date_naive())
    }
}
