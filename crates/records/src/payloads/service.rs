//! What happened in a service, from 告知 to 交付. Version 1 of each kind.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::codes::{CallBackOutcomeV1, ChannelV1, ModeV1};
use crate::parts::{
    ClearanceV1, ClearanceV2, ConsentV1, DeliveryV1, DueV1, ImportedTestV1, PlanV1, SaleV1, SignatureV1,
    SignatureV2, VaultRefV1,
};

payloads! {
    /// 告知 began: a service was opened.
    "service.opened" 1 by ["service.open", "service.again"]
    ServiceOpenedV1 {
        /// Its number.
        service: String,
        /// What kind of service.
        mode: ModeV1,
        /// The customer's random number.
        customer: String,
        /// The advisor.
        advisor: String,
        /// When.
        at: Moment,
    }
    /// 告知: what is collected was told, and the customer chose.
    "service.noticed" 1 by ["service.notice"]
    NoticeGivenV1 {
        /// Which service.
        service: String,
        /// The choices.
        consent: ConsentV1,
        /// Name and telephone in the vault, where the customer agreed to that purpose.
        contact: Option<VaultRefV1> as Person,
    }
    /// 需求: the needs were cleaned, classified and judged. What was said lies in the vault.
    "service.needed" 1 by ["service.needs", "service.needs_same"]
    NeedRecordedV1 then NeedRecordedV2 {
        /// Which service.
        service: String,
        /// The needs.
        needs: VaultRefV1 as Person,
        /// How they were learnt.
        channels: Vec<ChannelV1>,
        /// How many lines were kept.
        kept: u32,
        /// How many lines were refused or removed.
        dropped: u32,
    }
    /// 需求 with allergies and pregnancy in an item of their own, because they are kept for another purpose and not as long.
    "service.needed" 2 by ["service.needs", "service.needs_same"]
    NeedRecordedV2 {
        /// Which service.
        service: String,
        /// The needs.
        needs: VaultRefV1 as Person,
        /// What was said of allergies and of a pregnancy, where something was.
        health(told_health): Option<VaultRefV1> as Person,
        /// How they were learnt.
        channels: Vec<ChannelV1>,
        /// How many lines were kept.
        kept: u32,
        /// How many lines were refused or removed.
        dropped: u32,
    }
    /// 测肤: a skin test was imported. The values and the raw file lie in the vault.
    "service.skin_tested" 1 by [
        "service.skin_test", "service.no_skin_test", "service.needs_same", "service.skin_test_back"
    ]
    SkinTestedV1 {
        /// Which service.
        service: String,
        /// The imported test; `None` where the customer wanted none and answered by hand.
        test(skin_test): Option<ImportedTestV1>,
    }
    /// 方案: a recipe was chosen.
    "service.planned" 1 by ["service.plan"]
    PlanChosenV1 then PlanChosenV2 {
        /// Which service.
        service: String,
        /// What was chosen.
        plan: PlanV1,
    }
    /// 方案: a recipe was chosen, with why it was proposed and the others were not (个人信息保护法 第二十四条).
    "service.planned" 2 by ["service.plan"]
    PlanChosenV2 {
        /// Which service.
        service: String,
        /// What was chosen.
        plan: PlanV1,
        /// Why each recipe was proposed or not, in the vault.
        reasons: Option<VaultRefV1> as Person,
        /// The reasons that speak of skin, allergies or a pregnancy, in the vault.
        health(health_reasons): Option<VaultRefV1> as Person,
    }
    /// 签字: the customer signed the plan.
    "service.agreed" 1 by ["service.agree"]
    PlanSignedV1 {
        /// Which service.
        service: String,
        /// The strokes.
        signature: VaultRefV1 as Person,
        /// SHA-256 of the consent sheet that was shown.
        sheet: String,
        /// SHA-256 of what it says, however it is set.
        words: Option<String>,
        /// When.
        at: Moment,
    }
    /// 核对: all gates passed and two people signed (山东指南 第三、二十二条).
    "service.cleared" 1 by ["service.clear"]
    ServiceClearedV1 then ServiceClearedV2 {
        /// Which service.
        service: String,
        /// What was cleared.
        clearance: ClearanceV1,
    }
    /// 核对: all gates passed and two people signed (山东指南 第三、二十二条).
    "service.cleared" 2 by ["service.clear"]
    ServiceClearedV2 {
        /// Which service.
        service: String,
        /// What was cleared.
        clearance: ClearanceV2,
    }
    /// 调配: one component was weighed, for the first time or as a top-up after the batch grew.
    "service.weighed" 1 by ["service.weigh"]
    WeighedV1 {
        /// Which service.
        service: String,
        /// Which component, from 0.
        index: u32,
        /// From which lot.
        lot: String,
        /// From which container.
        container: String,
        /// What was asked for: all of the component, or what a top-up still lacks.
        target: u64 as Milligrams,
        /// What was weighed.
        weight: u64 as Milligrams,
        /// Typed by hand, with the reason, or read from the scale.
        by_hand: Option<String>,
        /// When.
        at: Moment,
    }
    /// 调配: more of a component was poured than its tolerance allows, and the whole batch grows with it, in the
    /// proportions that were cleared. The over-pour's own weighing follows in the same transaction.
    "service.scaled" 1 by ["service.weigh"]
    BlendScaledV1 {
        /// Which service.
        service: String,
        /// Which component was over-poured, from 0.
        index: u32,
        /// All of that component in the vessel, the over-pour included: its target from now on.
        poured: u64 as Milligrams,
        /// The batch's size from now on; the unit's net content stays the plan's.
        batch(batch_size): u64 as Milligrams,
        /// What of the batch is more than the unit, and so waste.
        surplus: u64 as Milligrams,
        /// When.
        at: Moment,
    }
    /// A blend was written off (mis-mix) and starts again under a new clearance.
    "service.written_off" 1 by ["service.write_off"]
    WrittenOffV1 {
        /// Which service.
        service: String,
        /// Why.
        reason: String,
    }
    /// 标签: a label was issued for the unit.
    "service.labelled" 1 by ["service.label"]
    LabelIssuedV1 {
        /// Which service.
        service: String,
        /// The unit's batch number.
        batch: String,
        /// Which template.
        template: String,
        /// Which version of it.
        version: u32,
        /// SHA-256 of the PDF.
        pdf: String,
        /// SHA-256 of what it says, however it is set.
        words: Option<String>,
        /// The use-by day that it shows.
        use_by: NaiveDate,
    }
    /// The label was read back from the unit.
    "service.label_scanned" 1 by ["service.scan_label"]
    LabelScannedV1 {
        /// Which service.
        service: String,
        /// What was read.
        read: String,
    }
    /// 放行: the officer released the unit (山东指南 第二条).
    "service.released" 1 by ["service.release"]
    UnitReleasedV1 then UnitReleasedV2 {
        /// Which service.
        service: String,
        /// The officer's signature.
        signature: SignatureV1,
    }
    /// 放行: the officer released the unit (山东指南 第二条).
    "service.released" 2 by ["service.release"]
    UnitReleasedV2 {
        /// Which service.
        service: String,
        /// The officer's signature.
        signature: SignatureV2,
    }
    /// 不予放行: the officer refused the unit, which is written off.
    "service.rejected" 1 by ["service.reject"]
    UnitRejectedV1 then UnitRejectedV2 {
        /// Which service.
        service: String,
        /// The officer's signature.
        signature: SignatureV1,
        /// Why.
        reason: String,
    }
    /// 不予放行: the officer refused the unit, which is written off.
    "service.rejected" 2 by ["service.reject"]
    UnitRejectedV2 {
        /// Which service.
        service: String,
        /// The officer's signature.
        signature: SignatureV2,
        /// Why.
        reason: String,
    }
    /// 交付: the unit or plan was handed over and the sale recorded (山东指南 第二十四条).
    "service.handed_over" 1 by ["service.hand_over"]
    HandedOverV1 {
        /// Which service.
        service: String,
        /// How.
        delivery: DeliveryV1,
        /// Whether the hints were given (山东指南 第十九条).
        hints_given: bool,
        /// What was sold.
        sale: Option<SaleV1>,
        /// When the call-back is due (个性化服务指南 7.5.1).
        call_back: DueV1,
        /// When.
        at: Moment,
    }
    /// 回访: the customer was called back, or was not reached (个性化服务指南 7.5.1). No free text: nothing in it names or
    /// describes anybody.
    "service.called_back" 1 by ["service.call_back"]
    CalledBackV1 then CalledBackV2 {
        /// After which service.
        service: String,
        /// What came of it.
        outcome: CallBackOutcomeV1,
        /// Who called.
        by: String,
        /// When.
        at: Moment,
    }
    /// 回访 with what was said, in the vault.
    "service.called_back" 2 by ["service.call_back"]
    CalledBackV2 {
        /// After which service.
        service: String,
        /// What came of it.
        outcome: CallBackOutcomeV1,
        /// What was said, in the vault.
        note: Option<VaultRefV1> as Person,
        /// Who called.
        by: String,
        /// When.
        at: Moment,
    }
    /// A call-back that was recorded by mistake is taken back: the customer is called again.
    "service.call_taken_back" 1 by ["service.call_back_undo"]
    CallTakenBackV1 {
        /// After which service.
        service: String,
        /// Who took it back.
        by: String,
        /// When.
        at: Moment,
    }
    /// A service was given up before hand-over.
    "service.abandoned" 1 by ["service.abandon"]
    ServiceAbandonedV1 {
        /// Which service.
        service: String,
        /// Why.
        reason: String,
    }
}

impl From<ServiceClearedV1> for ServiceClearedV2 {
    fn from(one: ServiceClearedV1) -> Self {
        Self { service: one.service, clearance: one.clearance.into() }
    }
}

impl From<UnitReleasedV1> for UnitReleasedV2 {
    fn from(one: UnitReleasedV1) -> Self {
        Self { service: one.service, signature: one.signature.into() }
    }
}

impl From<UnitRejectedV1> for UnitRejectedV2 {
    fn from(one: UnitRejectedV1) -> Self {
        Self { service: one.service, signature: one.signature.into(), reason: one.reason }
    }
}

impl From<CalledBackV1> for CalledBackV2 {
    fn from(one: CalledBackV1) -> Self {
        let CalledBackV1 { service, outcome, by, at } = one;
        Self { service, outcome, note: None, by, at }
    }
}

impl From<NeedRecordedV1> for NeedRecordedV2 {
    fn from(one: NeedRecordedV1) -> Self {
        let NeedRecordedV1 { service, needs, channels, kept, dropped } = one;
        Self { service, needs, health: None, channels, kept, dropped }
    }
}

impl From<PlanChosenV1> for PlanChosenV2 {
    fn from(one: PlanChosenV1) -> Self {
        let PlanChosenV1 { service, plan } = one;
        Self { service, plan, reasons: None, health: None }
    }
}
