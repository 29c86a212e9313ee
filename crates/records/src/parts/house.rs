//! What records say of the enterprise, its store, its permission and its templates. Version 1 of each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::codes::{ApprovableV1, ProvinceV1, ServiceTypeV1};

frozen! {
    /// One thing that was approved, by what it said.
    ApprovedThingV1 {
        /// What kind of thing.
        what: ApprovableV1,
        /// Which.
        id: String,
        /// SHA-256 of what it said.
        content: String,
    }
    /// 试点企业: the filer, or the domestic responsible person that an overseas filer authorised.
    EnterpriseV1 {
        /// 名称.
        name: String,
        /// 地址.
        address: String,
        /// 统一社会信用代码.
        credit_code: String,
        /// 化妆品生产许可证.
        licence: String,
        /// Filers whose products it answers for: itself, and those that authorised it.
        filers: Vec<String>,
    }
    /// 试点门店.
    PremisesV1 {
        /// The store's code, first part of every number that it gives.
        code: String,
        /// 名称.
        name: String,
        /// 地址.
        address: String,
        /// Where it lies.
        province: ProvinceV1,
        /// The district, where a rule asks for one (浦东新区).
        district: Option<String>,
        /// Telephone for complaints and adverse reactions.
        phone: String,
        /// Whether everything in it is invented (演示).
        demo: bool,
    }
    /// A pilot authorisation: which services, where, from when to when.
    AuthorisationV1 {
        /// Its id.
        id: String,
        /// Under which province's pilot.
        province: ProvinceV1,
        /// What it allows.
        services: Vec<ServiceTypeV1>,
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
        /// Set while the pilot is suspended for the store (国家药监局 2025 年第 58 号 第五条).
        suspended: bool,
        /// The document that grants it.
        document: String,
    }
    /// A reviewed label template (山东指南 第十九条): the decision that holds, and those before it.
    TemplateApprovalV1 {
        /// Which template.
        template: String,
        /// Which version of it was looked at.
        version: u32,
        /// When it was approved; a withdrawn approval has none.
        approved_on: Option<NaiveDate>,
        /// SHA-256 of the template that was looked at.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sha256: Option<String>,
        /// When it was decided.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Moment>,
        /// Who decided.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
        /// Why it was withdrawn.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// What was decided before, the latest last.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        before: Vec<TemplateDecisionV1>,
    }
    /// One decision on a template.
    TemplateDecisionV1 {
        /// Which version of it was looked at.
        version: u32,
        /// When it was approved; a withdrawn approval has none.
        approved_on: Option<NaiveDate>,
        /// SHA-256 of the template that was looked at.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sha256: Option<String>,
        /// When it was decided.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Moment>,
        /// Who decided.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
        /// Why it was withdrawn.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    }
    /// One check that stopped a clearance, by its codes. What decided is not kept: it may speak of the customer.
    StopV1 {
        /// The check's stable name.
        check: String,
        /// Id of the rulebook.
        rulebook: String,
        /// Number of the clause.
        clause: String,
    }
}
