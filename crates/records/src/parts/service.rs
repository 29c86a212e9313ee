//! What records say of a service: consent, test, plan, clearance, use-by day, sale. Version 1 of each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::codes::{AgeBandV1, ConsentPurposeV1, Set};
use crate::descriptor::{Field, Shape};
use crate::parts::{PeriodV1, SignatureV1, SignatureV2, ToleranceV1, VaultRefV1};

frozen! {
    /// The choices of one customer in one service, with who made them.
    ConsentV1 {
        /// Age band as stated.
        age: AgeBandV1,
        /// The guardian's name and relation, in the vault.
        guardian: Option<VaultRefV1> as Person,
        /// One choice for each purpose that was asked.
        choices: Vec<ChoiceV1>,
        /// Version of the text that was shown.
        text_version: u32,
        /// SHA-256 of the text that was shown.
        text: String,
    }
    /// One choice.
    ChoiceV1 {
        /// For what.
        purpose: ConsentPurposeV1,
        /// Agreed or refused. There is no third state: what was not asked is refused.
        agreed: bool,
    }
    /// An imported skin test as the ledger knows it.
    ImportedTestV1 {
        /// SHA-256 of the raw file, by which a second import is recognised.
        raw: String,
        /// Which row of a file of several people.
        row: Option<String>,
        /// Profile and its version.
        profile: String,
        /// When it was taken, where the file says so.
        taken_at: Option<Moment>,
        /// The canonical values.
        values: VaultRefV1 as Person,
        /// The raw file.
        file: VaultRefV1 as Person,
    }
    /// A chosen recipe with its price and the use-by day that was shown.
    PlanV1 {
        /// The recipe.
        recipe: String,
        /// Its version.
        version: u32,
        /// Size of the unit.
        size: u64 as Milligrams,
        /// Price.
        price: u64 as Fen,
        /// Picked lots, in the recipe's order.
        lots: Vec<String>,
        /// Use-by as shown to the customer; the one that counts is computed at clearance.
        use_by: UseByV1,
        /// Why a recipe other than the first of the ranking was taken.
        against_ranking: Option<String>,
    }
    /// The day and the limit that decides it.
    UseByV1 {
        /// The last day on which the unit may be used.
        date: NaiveDate,
        /// The limit that decides.
        decided_by: LimitV1,
        /// All limits, the earliest first.
        limits: Vec<LimitV1>,
    }
    /// What the gates found and who signed for it (开工核对, 山东指南 第二十二条).
    ClearanceV1 {
        /// The rulebooks that bound, each with the SHA-256 of its text: the version that judged.
        rulebooks: Vec<(String, String)>,
        /// SHA-256 over facts and findings: exactly what both signers saw.
        shown: String,
        /// How many checks passed, warned and did not apply. None stopped.
        passed: u32,
        /// How many warned.
        warned: u32,
        /// How many did not apply.
        not_applicable: u32,
        /// What is weighed, in order.
        components: Vec<ClearedComponentV1>,
        /// In which vessel.
        equipment: Vec<String>,
        /// In which area.
        area: String,
        /// The use-by day, with what decides it.
        use_by: UseByV1,
        /// The operator's signature.
        operator: SignatureV1,
        /// The quality safety officer's signature.
        officer: SignatureV1,
    }
    /// What the gates found and who signed for it (开工核对, 山东指南 第二十二条), with whose window each signed at.
    ClearanceV2 {
        /// The rulebooks that bound, each with the SHA-256 of its text: the version that judged.
        rulebooks: Vec<(String, String)>,
        /// SHA-256 over facts and findings: exactly what both signers saw.
        shown: String,
        /// How many checks passed, warned and did not apply. None stopped.
        passed: u32,
        /// How many warned.
        warned: u32,
        /// How many did not apply.
        not_applicable: u32,
        /// What is weighed, in order.
        components: Vec<ClearedComponentV1>,
        /// In which vessel.
        equipment: Vec<String>,
        /// In which area.
        area: String,
        /// The use-by day, with what decides it.
        use_by: UseByV1,
        /// The operator's signature.
        operator: SignatureV2,
        /// The quality safety officer's signature.
        officer: SignatureV2,
    }
    /// One component as cleared.
    ClearedComponentV1 {
        /// From which lot.
        lot: String,
        /// From which container.
        container: String,
        /// How much.
        target: u64 as Milligrams,
        /// How exactly.
        tolerance: ToleranceV1,
        /// How it came into the operation area (山东指南 第二十一条).
        brought_in: MaterialInV1,
    }
    /// A material's way into the operation area (山东指南 第二十一条).
    MaterialInV1 {
        /// Whether it came by the set route.
        by_route: bool,
        /// Whether its outer pack was removed, or cleaned or disinfected.
        outer_pack_treated: bool,
        /// When.
        at: Moment,
    }
    /// What was sold (山东指南 第二十四条; 上海细则 第三十三条 asks for all of it).
    SaleV1 {
        /// 产品名称.
        name: String,
        /// 涉及的普通化妆品备案编号.
        filings: Vec<(String, String)>,
        /// 净含量.
        net: u64 as Milligrams,
        /// 数量.
        count: u32,
        /// 价格.
        price: u64 as Fen,
        /// 使用期限.
        use_by: NaiveDate,
    }
    /// An answer of the calendar.
    DueV1 {
        /// The day.
        date: NaiveDate,
        /// Whether a day on the way lies in a year without a published schedule: then only weekends were known.
        provisional: bool,
    }
}

impl From<ClearanceV1> for ClearanceV2 {
    fn from(one: ClearanceV1) -> Self {
        let ClearanceV1 {
            rulebooks,
            shown,
            passed,
            warned,
            not_applicable,
            components,
            equipment,
            area,
            use_by,
            operator,
            officer,
        } = one;
        let (operator, officer) = (operator.into(), officer.into());
        Self {
            rulebooks,
            shown,
            passed,
            warned,
            not_applicable,
            components,
            equipment,
            area,
            use_by,
            operator,
            officer,
        }
    }
}

/// One thing that limits the use of a unit, with the last day it allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "limit", rename_all = "snake_case")]
pub enum LimitV1 {
    /// A lot's filed expiry.
    LotExpiry {
        /// Which lot.
        lot: String,
        /// The maker's lot number.
        number: String,
        /// The last day that it allows.
        last_day: NaiveDate,
    },
    /// An opened container's period after opening.
    AfterOpening {
        /// Which container; `None` for one that would be opened for this service.
        container: Option<String>,
        /// Which lot.
        lot: String,
        /// When it was opened.
        opened_on: NaiveDate,
        /// How long it keeps once opened.
        period: PeriodV1,
        /// The last day that it allows.
        last_day: NaiveDate,
    },
    /// The recipe's own maximum life.
    RecipeLife {
        /// Which recipe.
        recipe: String,
        /// How long it keeps.
        period: PeriodV1,
        /// The last day that it allows.
        last_day: NaiveDate,
    },
}

impl Shape for LimitV1 {
    const FIELDS: &'static [Field] = &[
        Field { set: Some(Set::LimitV1), ..Field::of::<String>("limit") },
        Field::of::<String>("lot"),
        Field::of::<String>("number"),
        Field::of::<String>("container"),
        Field::of::<NaiveDate>("opened_on"),
        Field::of::<String>("recipe"),
        Field::of::<PeriodV1>("period"),
        Field::of::<NaiveDate>("last_day"),
    ];
}

/// How the unit reaches the customer (个性化服务指南 7.4.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum DeliveryV1 {
    /// 现场使用.
    OnTheSpot,
    /// 顾客自提.
    PickUp,
    /// 送货上门.
    Home,
    /// 第三方物流.
    Carrier {
        /// The carrier.
        carrier: String,
        /// Its order number.
        order: String,
    },
}

impl Shape for DeliveryV1 {
    const FIELDS: &'static [Field] = &[
        Field { set: Some(Set::DeliveryV1), ..Field::of::<String>("way") },
        Field::of::<String>("carrier"),
        Field::of::<String>("order"),
    ];
}
