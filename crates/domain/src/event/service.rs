//! What happened in a service, from 告知 to 交付.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::parts::{ImportedTest, Plan, Sale, VaultRef};
use crate::Moment;
use crate::consent::Consent;
use crate::ids::{BatchNumber, ContainerId, CustomerId, LotId, ServiceNumber, StaffId, TemplateId};
use crate::need::Channel;
use crate::quantity::Milligrams;
use crate::service::Mode;
use crate::signature::{Digest, Signature};

payloads! {
    /// 告知 began: a service was opened.
    ServiceOpened {
        /// Its number.
        service: ServiceNumber,
        /// What kind of service.
        mode: Mode,
        /// The customer's random number.
        customer: CustomerId,
        /// The advisor.
        advisor: StaffId,
        /// When.
        at: Moment,
    }
    /// 告知: what is collected was told, and the customer chose.
    NoticeGiven {
        /// Which service.
        service: ServiceNumber,
        /// The choices.
        consent: Consent,
        /// Name and telephone in the vault, where the customer agreed to that purpose.
        contact: Option<VaultRef>,
    }
    /// 需求: the needs were cleaned, classified and judged. What was said lies in the vault.
    NeedRecorded {
        /// Which service.
        service: ServiceNumber,
        /// The needs.
        needs: VaultRef,
        /// What was said of allergies and of a pregnancy, where something was: it is kept for another purpose and not as long.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        health: Option<VaultRef>,
        /// How they were learnt.
        channels: Vec<Channel>,
        /// How many lines were kept.
        kept: u32,
        /// How many lines were refused or removed.
        dropped: u32,
    }
    /// 测肤: a skin test was imported. The values and the raw file lie in the vault.
    SkinTested {
        /// Which service.
        service: ServiceNumber,
        /// The imported test; `None` where the customer wanted none and answered by hand.
        test: Option<ImportedTest>,
    }
    /// 方案: a recipe was chosen.
    PlanChosen {
        /// Which service.
        service: ServiceNumber,
        /// What was chosen.
        plan: Plan,
        /// Why each recipe was proposed or not, in the vault (个人信息保护法 第二十四条).
        reasons: Option<VaultRef>,
        /// The reasons that speak of skin, allergies or a pregnancy.
        health: Option<VaultRef>,
    }
    /// 签字: the customer signed the plan.
    PlanSigned {
        /// Which service.
        service: ServiceNumber,
        /// The strokes.
        signature: VaultRef,
        /// SHA-256 of the consent sheet that was shown.
        sheet: Digest,
        /// SHA-256 of what it says, however it is set.
        #[serde(default)]
        words: Option<Digest>,
        /// When.
        at: Moment,
    }
    /// 核对: all gates passed and two people signed (山东指南 第三、二十二条).
    ServiceCleared {
        /// Which service.
        service: ServiceNumber,
        /// What was cleared.
        clearance: crate::service::Clearance,
    }
    /// 调配: one component was weighed, for the first time or as a top-up after the batch grew.
    Weighed {
        /// Which service.
        service: ServiceNumber,
        /// Which component, from 0.
        index: u32,
        /// From which lot.
        lot: LotId,
        /// From which container.
        container: ContainerId,
        /// What was asked for: all of the component, or what a top-up still lacks.
        target: Milligrams,
        /// What was weighed.
        weight: Milligrams,
        /// Typed by hand, with the reason, or read from the scale.
        by_hand: Option<String>,
        /// When.
        at: Moment,
    }
    /// 调配: more of a component was poured than its tolerance allows, and the whole batch grows with it, in the
    /// proportions that were cleared. The over-pour's own weighing follows in the same transaction.
    BlendScaled {
        /// Which service.
        service: ServiceNumber,
        /// Which component was over-poured, from 0.
        index: u32,
        /// All of that component in the vessel, the over-pour included: its target from now on.
        poured: Milligrams,
        /// The batch's size from now on; the unit's net content stays the plan's.
        batch: Milligrams,
        /// What of the batch is more than the unit, and so waste.
        surplus: Milligrams,
        /// When.
        at: Moment,
    }
    /// A blend was written off (mis-mix) and starts again under a new clearance.
    WrittenOff {
        /// Which service.
        service: ServiceNumber,
        /// Why.
        reason: String,
    }
    /// 标签: a label was issued for the unit.
    LabelIssued {
        /// Which service.
        service: ServiceNumber,
        /// The unit's batch number.
        batch: BatchNumber,
        /// Which template.
        template: TemplateId,
        /// Which version of it.
        version: u32,
        /// SHA-256 of the PDF.
        pdf: Digest,
        /// SHA-256 of what it says, however it is set.
        #[serde(default)]
        words: Option<Digest>,
        /// The use-by day that it shows.
        use_by: NaiveDate,
    }
    /// The label was read back from the unit.
    LabelScanned {
        /// Which service.
        service: ServiceNumber,
        /// What was read.
        read: String,
    }
    /// 放行: the officer released the unit (山东指南 第二条).
    UnitReleased {
        /// Which service.
        service: ServiceNumber,
        /// The officer's signature.
        signature: Signature,
    }
    /// 不予放行: the officer refused the unit, which is written off.
    UnitRejected {
        /// Which service.
        service: ServiceNumber,
        /// The officer's signature.
        signature: Signature,
        /// Why.
        reason: String,
    }
    /// 交付: the unit or plan was handed over and the sale recorded (山东指南 第二十四条).
    HandedOver {
        /// Which service.
        service: ServiceNumber,
        /// How.
        delivery: crate::service::Delivery,
        /// Whether the hints were given (山东指南 第十九条).
        hints_given: bool,
        /// What was sold.
        sale: Option<Sale>,
        /// When the call-back is due (个性化服务指南 7.5.1).
        call_back: crate::workday::Due,
        /// When.
        at: Moment,
    }
    /// 回访: the customer was called back, or was not reached (个性化服务指南 7.5.1). What was said lies in the vault.
    CalledBack {
        /// After which service.
        service: ServiceNumber,
        /// What came of it.
        outcome: crate::service::CallBackOutcome,
        /// What was said; left out of rows without it, whose digests were signed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<VaultRef>,
        /// Who called.
        by: StaffId,
        /// When.
        at: Moment,
    }
    /// A call-back that was recorded by mistake is taken back: the customer is called again.
    CallTakenBack {
        /// After which service.
        service: ServiceNumber,
        /// Who took it back.
        by: StaffId,
        /// When.
        at: Moment,
    }
    /// A service was given up before hand-over.
    ServiceAbandoned {
        /// Which service.
        service: ServiceNumber,
        /// Why.
        reason: String,
    }
}
