//! What records say of products, lots and containers. Version 1 of each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::codes::{ExclusionV1, MethodV1, Set, ZoneV1};
use crate::descriptor::{Field, Means, Shape};
use crate::parts::{SignatureV1, SignatureV2};

frozen! {
    /// One ingredient as filed, in both names so that an allergy is found by either.
    IngredientV1 {
        /// The standard Chinese name (IECIC 2021).
        chinese: String,
        /// The INCI name.
        inci: String,
        /// Whether its content is at most 0.1 %: then it stands under 其他微量成分 (标签管理办法 第十二条).
        trace: bool,
        /// Its content in the product in parts per million, where headquarters says it: then a blend's ingredients are one list.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        content: Option<u32> as PartsPerMillion,
    }
    /// A filed ordinary cosmetic in the catalogue.
    ProductV1 {
        /// Its id in the catalogue.
        id: String,
        /// 中文名称 as filed.
        name: String,
        /// Its filing number, of whatever kind: only some kinds may be blended.
        filing: String,
        /// 备案人 as filed.
        filer: String,
        /// 生产企业 as filed.
        maker: String,
        /// The maker's production licence; an imported product has none.
        licence: Option<String>,
        /// 产品执行的标准编号.
        standard: String,
        /// Classification code 功效-部位-人群-剂型-方法 of the filing.
        classification: String,
        /// What keeps the product out of the pilot; empty for a product that may be blended.
        exclusions: Vec<ExclusionV1>,
        /// Ingredients in the filed order.
        ingredients: Vec<IngredientV1>,
        /// Whether the filing is in force.
        active: bool,
        /// Wax based: needs dedicated equipment in an area of its own (山东指南 第十二条).
        wax: bool,
        /// Period after opening.
        after_opening: PeriodV1,
        /// Warnings that the filed label carries.
        warnings: Vec<String>,
        /// How the filed label says it is used.
        usage: String,
    }
    /// A received lot (山东指南 第十六条).
    LotV1 {
        /// Its id in the store.
        id: String,
        /// What it is a lot of.
        product: String,
        /// The maker's lot number, as printed on the pack.
        number: String,
        /// 限期使用日期: the last day on which it may be used.
        expires_on: NaiveDate,
        /// 购进日期.
        received_on: NaiveDate,
        /// 供货者.
        supplier: String,
        /// Goods-in documents: delivery note, test report.
        documents: Vec<String>,
        /// What one unopened unit holds.
        unit_net: u64 as Milligrams,
        /// Unopened units on the shelf.
        units: u32,
        /// Where it stands.
        zone: ZoneV1,
        /// Whether acceptance (验收) was done and signed.
        accepted: bool,
        /// Whether a recall names it.
        recalled: bool,
    }
    /// An opened unit of a lot.
    ContainerV1 {
        /// Its id in the store.
        id: String,
        /// The lot it came from.
        lot: String,
        /// When it was opened.
        opened_at: Moment,
        /// How long it keeps once opened.
        after_opening: PeriodV1,
        /// What is left in it.
        left: u64 as Milligrams,
        /// Who opened it, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        opened_by: Option<String>,
        /// What became of it since; left out while it is in use.
        #[serde(default, skip_serializing_if = "StandingV1::is_in_use")]
        standing: StandingV1,
    }
    /// What the leftover's label says beside name, lot and quantity.
    SealingV1 {
        /// When it was sealed.
        at: Moment,
        /// By whom.
        by: String,
        /// 使用期限: the earlier of the lot's expiry and the end of the period after opening.
        use_by: NaiveDate,
    }
    /// How and why something was disposed of.
    DisposalV1 {
        /// How.
        method: MethodV1,
        /// Why.
        reason: String,
        /// By whom.
        by: String,
        /// When.
        at: Moment,
        /// The officer's decision, where quality decides: goods that failed, came back or were recalled, and good ones.
        signature: Option<SignatureV1>,
    }
    /// How and why something was disposed of, with whose window the officer signed at.
    DisposalV2 {
        /// How.
        method: MethodV1,
        /// Why.
        reason: String,
        /// By whom.
        by: String,
        /// When.
        at: Moment,
        /// The officer's decision, where quality decides: goods that failed, came back or were recalled, and good ones.
        signature: Option<SignatureV2>,
    }
}

impl From<DisposalV1> for DisposalV2 {
    fn from(one: DisposalV1) -> Self {
        let DisposalV1 { method, reason, by, at, signature } = one;
        Self { method, reason, by, at, signature: signature.map(Into::into) }
    }
}

/// Where an opened container stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandingV1 {
    /// At the bench.
    #[default]
    InUse,
    /// Sealed and labelled, not yet released.
    Sealed(SealingV1),
    /// Sealed, and released by the officer.
    Returned(SealingV1),
    /// Thrown away.
    Disposed {
        /// What was in it.
        left: u64,
        /// How and why.
        disposal: Box<DisposalV1>,
    },
}

impl StandingV1 {
    /// Whether nothing has become of it since it was opened: then a record leaves it out.
    #[must_use]
    pub const fn is_in_use(&self) -> bool {
        matches!(self, Self::InUse)
    }
}

impl Shape for StandingV1 {
    const FIELDS: &'static [Field] = &[
        Field::of::<SealingV1>("sealed"),
        Field::of::<SealingV1>("returned"),
        Field { parts: DISPOSED, ..Field::of::<String>("disposed") },
    ];
    const SET: Option<Set> = Some(Set::StandingV1);
}

const DISPOSED: &[Field] =
    &[Field { means: Means::Milligrams, ..Field::of::<u64>("left") }, Field::of::<DisposalV1>("disposal")];

/// A length of time, as the law and labels state it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodV1 {
    /// Natural days.
    Days(u16),
    /// Calendar months.
    Months(u16),
}

impl Shape for PeriodV1 {
    const FIELDS: &'static [Field] = &[Field::of::<u16>("days"), Field::of::<u16>("months")];
}
