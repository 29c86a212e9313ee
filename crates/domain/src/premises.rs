//! The enterprise, its store, the pilot authorisation, equipment and the operation area.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::filing::ProductionLicence;
use crate::ids::{AreaId, AuthorisationId, DocumentNumber, EquipmentId, StaffId, StoreCode, TemplateId};
use crate::recipe::ServiceType;
use crate::region::Province;
use crate::signature::Digest;

/// 试点企业: the filer, or the domestic responsible person that an overseas filer authorised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enterprise {
    /// 名称.
    pub name: String,
    /// 地址.
    pub address: String,
    /// 统一社会信用代码.
    pub credit_code: String,
    /// 化妆品生产许可证.
    pub licence: ProductionLicence,
    /// Filers whose products it answers for: itself, and those that authorised it.
    pub filers: Vec<String>,
}

/// 试点门店.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Premises {
    /// The store's code, first part of every number that it gives.
    pub code: StoreCode,
    /// 名称.
    pub name: String,
    /// 地址.
    pub address: String,
    /// Where it lies.
    pub province: Province,
    /// The district, where a rule asks for one (浦东新区).
    pub district: Option<String>,
    /// Telephone for complaints and adverse reactions.
    pub phone: String,
    /// Whether everything in it is invented (演示).
    pub demo: bool,
}

/// A pilot authorisation: which services, where, from when to when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorisation {
    /// Its id.
    pub id: AuthorisationId,
    /// Under which province's pilot.
    pub province: Province,
    /// What it allows.
    pub services: Vec<ServiceType>,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Set while the pilot is suspended for the store (国家药监局 2025 年第 58 号 第五条).
    pub suspended: bool,
    /// The document that grants it.
    pub document: DocumentNumber,
}

crate::closed! {
    /// What the quality safety officer approves by a signature (山东指南 第二条).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Approvable {
        /// A filed cosmetic.
        Product,
        /// A recipe version.
        Recipe,
        /// A lot, as it was received.
        Lot,
        /// A pilot authorisation.
        Authorisation,
        /// The production licence.
        Licence,
    }
}

impl Approvable {
    /// Its code, as a row's key has it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Recipe => "recipe",
            Self::Lot => "lot",
            Self::Authorisation => "authorisation",
            Self::Licence => "licence",
        }
    }
}

words::worded!(Approvable: approvable { Product, Recipe, Lot, Authorisation, Licence });

/// One thing that was approved, by what it said: another content is not approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovedThing {
    /// What kind of thing.
    pub what: Approvable,
    /// Which.
    pub id: String,
    /// SHA-256 of what it said.
    pub content: Digest,
}

crate::closed! {
    /// Why a sample test must be passed before equipment is used (山东指南 第十条).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum TestTrigger {
        /// 新设备安装调试完毕.
        Installed,
        /// 设备、工艺、环境的较大改变.
        Changed,
        /// 维修、保养.
        Repaired,
        /// 停止使用超过半年.
        LongStop,
    }
}

words::worded!(TestTrigger: test_trigger { Installed, Changed, Repaired, LongStop });

/// A vessel, scale, mixer or filler.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Equipment {
    /// Its id.
    pub id: EquipmentId,
    /// What it is called.
    pub name: String,
    /// The area it stands in.
    pub area: AreaId,
    /// Dedicated to wax-based products (山东指南 第十二条).
    pub wax_only: bool,
    /// Version of the operating and cleaning procedure in force.
    pub procedure: DocumentNumber,
    /// When it was last used or, if never, set up.
    pub last_used: NaiveDate,
    /// Latest cleaning, with the end of its validity (山东指南 第二十三条).
    pub cleaned: Option<Cleaning>,
    /// A test that is still owed.
    pub open_test: Option<TestTrigger>,
    /// Latest self-inspection after a long stop (山东指南 第十四条).
    pub inspected_on: Option<NaiveDate>,
    /// Latest sample test that was passed (山东指南 第十条): what the records of tests say, and no part of a registration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tested_on: Option<NaiveDate>,
}

/// One cleaning and disinfection with its validity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cleaning {
    /// When it ended.
    pub at: Moment,
    /// Until when it holds, by the procedure.
    pub valid_until: Moment,
    /// Whether it has been used since.
    pub used_since: bool,
}

/// One reading of the operation area (山东指南 第十二条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnvironmentReading {
    /// Where.
    pub area: AreaId,
    /// When.
    pub at: Moment,
    /// Airborne bacteria in cfu/m³.
    pub cfu: u32,
    /// Tenths of a degree Celsius.
    pub temperature: i16,
    /// Tenths of a per cent relative humidity.
    pub humidity: u16,
    /// When the monitoring plan asks for the next reading.
    pub next_due: Moment,
}

/// A finished-product test at the enterprise (山东指南 第十条): at least one a quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductTest {
    /// When the sample was taken: decides the quarter it counts for.
    pub sampled_on: NaiveDate,
    /// When the report came, if it came.
    pub reported_on: Option<NaiveDate>,
    /// Whether microbiology passed.
    pub microbiology: bool,
    /// Whether the physico-chemical items passed.
    pub physico_chemical: bool,
    /// The report.
    pub report: DocumentNumber,
}

/// A reviewed label template (山东指南 第十九条): the decision that holds, and those before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateApproval {
    /// Which template.
    pub template: TemplateId,
    /// The decision that holds.
    #[serde(flatten)]
    pub decision: TemplateDecision,
    /// What was decided before, the latest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<TemplateDecision>,
}

/// One decision on a template. Records of earlier versions say the first two of its parts alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TemplateDecision {
    /// Which version of it was looked at.
    pub version: u32,
    /// When it was approved; a withdrawn approval has none.
    pub approved_on: Option<NaiveDate>,
    /// SHA-256 of the template that was looked at: another content was not approved. Without it the version alone counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Digest>,
    /// When it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    /// Who decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<StaffId>,
    /// Why it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl TemplateApproval {
    /// The same template after another decision.
    #[must_use]
    pub fn then(self, decision: TemplateDecision) -> Self {
        let Self { template, decision: last, mut before } = self;
        before.push(last);
        Self { template, decision, before }
    }

    /// Whether a template of this version and content may be used on a day.
    #[must_use]
    pub fn of(&self, version: u32, sha256: &Digest, today: NaiveDate) -> TemplateStanding {
        let TemplateDecision { version: looked_at, approved_on, sha256: approved, .. } = &self.decision;
        match approved_on {
            None => TemplateStanding::Withdrawn,
            Some(_) if *looked_at != version => TemplateStanding::OtherVersion(*looked_at),
            Some(_) if approved.as_ref().is_some_and(|approved| approved != sha256) => {
                TemplateStanding::OtherContent
            }
            Some(on) if today < *on => TemplateStanding::NotYet(*on),
            Some(on) => TemplateStanding::Approved(*on),
        }
    }
}

/// How a shipped template stands to its approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateStanding {
    /// Nobody decided on it.
    Undecided,
    /// Its approval was withdrawn.
    Withdrawn,
    /// Another version was approved.
    OtherVersion(u32),
    /// This version was approved, with another content.
    OtherContent,
    /// Its approval begins on a later day.
    NotYet(NaiveDate),
    /// It may be used.
    Approved(NaiveDate),
}
