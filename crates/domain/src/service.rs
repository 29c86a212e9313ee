//! One service as a machine of steps: 告知 → 需求 → 测肤 → 方案 → 签字 → 核对 → 调配 → 标签 → 放行 → 交付.
//!
//! Each state is its own type and offers only the steps that it allows, so a step out of order does not compile:
//!
//! ```compile_fail
//! use domain::service::{Planned, Service};
//! fn blend(service: Service<Planned>, weighing: domain::event::Weighed) {
//!     service.weigh(weighing); // not cleared: there is no such step
//! }
//! ```
//! ```compile_fail
//! use domain::service::{Released, Service};
//! fn blend(service: Service<Released>, weighing: domain::event::Weighed) {
//!     service.weigh(weighing); // released: nothing is weighed into it any more
//! }
//! ```
//!
//! A service that lies in the store is an [`AnyService`]; [`AnyService::apply`] is the only way it moves, and it
//! calls the same steps.

mod mode;
mod steps;
mod stored;
mod vessel;

use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use crate::consent::Purpose;
use crate::event::{
    BlendScaled, CalledBack, HandedOver, LabelIssued, NeedRecorded, NoticeGiven, Plan, PlanChosen,
    PlanSigned, ServiceOpened, SkinTested, Stop, UnitReleased, VaultRef, Weighed,
};
use crate::ids::{AreaId, ContainerId, EquipmentId, LotId, ServiceNumber, StaffId};
use crate::quantity::{Milligrams, Tolerance};
use crate::signature::{Digest, Meaning, Signature};
use crate::staff::Role;
use crate::use_by::UseBy;

pub use mode::Mode;
pub use steps::StepError;
pub use stored::{AnyService, Step};
pub use vessel::{Growth, Pour, Weighing};

macro_rules! states {
    ($($(#[$doc:meta])* $name:ident $step:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {}
        impl State for $name { const STEP: Step = Step::$step; }
    )+};
}

/// A state of a service.
pub trait State {
    /// The state as the store names it.
    const STEP: Step;
}

states! {
    /// Opened; 告知 is next.
    Opened Opened,
    /// Told and chosen; 需求 is next.
    Noticed Noticed,
    /// Needs recorded; 测肤 is next.
    Needed Needed,
    /// Skin tested, or answered by hand; 方案 is next.
    Tested Tested,
    /// A recipe chosen; 签字 is next.
    Planned Planned,
    /// Signed by the customer; 核对 is next.
    Agreed Agreed,
    /// Cleared by two people; 调配 is next, component by component.
    Cleared Cleared,
    /// All components weighed; 标签 is next.
    Blended Blended,
    /// Label issued; it is scanned back next.
    Labelled Labelled,
    /// Label read back; 放行 is next.
    Scanned Scanned,
    /// Released; 交付 is next.
    Released Released,
    /// Handed over: the end.
    Done Done,
    /// Given up, or refused by the officer: the end.
    Ended Ended,
}

/// What the gates found and who signed for it (开工核对, 山东指南 第二十二条).
///
/// Two signatures of two people in two roles, or it does not exist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Clearance(ClearanceParts);

/// The parts of a clearance before they are judged as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClearanceParts {
    /// The rulebooks that bound, each with the SHA-256 of its text: the version that judged.
    pub rulebooks: Vec<(String, Digest)>,
    /// SHA-256 over facts and findings: exactly what both signers saw.
    pub shown: Digest,
    /// How many checks passed, warned and did not apply. None stopped.
    pub passed: u32,
    /// How many warned.
    pub warned: u32,
    /// How many did not apply.
    pub not_applicable: u32,
    /// What is weighed, in order.
    pub components: Vec<ClearedComponent>,
    /// In which vessel.
    pub equipment: Vec<EquipmentId>,
    /// In which area.
    pub area: AreaId,
    /// The use-by day, with what decides it.
    pub use_by: UseBy,
    /// The operator's signature.
    pub operator: Signature,
    /// The quality safety officer's signature.
    pub officer: Signature,
}

/// One component as cleared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClearedComponent {
    /// From which lot.
    pub lot: LotId,
    /// From which container.
    pub container: ContainerId,
    /// How much.
    pub target: Milligrams,
    /// How exactly.
    pub tolerance: Tolerance,
    /// How it came into the operation area (山东指南 第二十一条).
    pub brought_in: MaterialIn,
}

/// A material's way into the operation area (山东指南 第二十一条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaterialIn {
    /// Whether it came by the set route.
    pub by_route: bool,
    /// Whether its outer pack was removed, or cleaned or disinfected.
    pub outer_pack_treated: bool,
    /// When.
    pub at: crate::Moment,
}

/// Why signatures are no clearance.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClearanceError {
    /// Operator and officer are the same person (山东指南 第三条: 质量安全员不得兼任操作人员).
    #[error("操作人员与质量安全员不得为同一人（山东指南 第三条）")]
    OnePerson,
    /// A signature in the wrong role or with the wrong meaning.
    #[error("签名的角色或含义不符：{0} 的签名不能用于开工核对")]
    WrongSignature(StaffId),
    /// A signature over something else than what was shown.
    #[error("签名对应的内容与核对内容不一致：请重新核对后再签")]
    OtherContent,
    /// Nothing to weigh.
    #[error("开工核对没有任何组分")]
    Empty,
}

impl Clearance {
    /// Judges the parts as a whole.
    ///
    /// # Errors
    /// [`ClearanceError`] naming the rule that is broken.
    pub fn new(parts: ClearanceParts) -> Result<Self, ClearanceError> {
        if parts.operator.signer == parts.officer.signer {
            return Err(ClearanceError::OnePerson);
        }
        for (signature, role, meaning) in [
            (&parts.operator, Role::Operator, Meaning::ClearanceOperator),
            (&parts.officer, Role::Officer, Meaning::ClearanceOfficer),
        ] {
            if signature.role != role || signature.meaning != meaning {
                return Err(ClearanceError::WrongSignature(signature.signer.clone()));
            }
            if signature.shown != parts.shown {
                return Err(ClearanceError::OtherContent);
            }
        }
        if parts.components.is_empty() {
            return Err(ClearanceError::Empty);
        }
        Ok(Self(parts))
    }
    /// What a record or a row holds, without judging it.
    pub(crate) const fn kept(parts: ClearanceParts) -> Self {
        Self(parts)
    }
    /// The parts.
    #[must_use]
    pub const fn parts(&self) -> &ClearanceParts {
        &self.0
    }
}
impl From<Clearance> for ClearanceParts {
    fn from(clearance: Clearance) -> Self {
        clearance.0
    }
}

/// How the unit reaches the customer (个性化服务指南 7.4.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum Delivery {
    /// 现场使用.
    OnTheSpot,
    /// 顾客自提.
    PickUp,
    /// 送货上门.
    Home,
    /// 第三方物流: the customer is told the order number.
    Carrier {
        /// The carrier.
        carrier: String,
        /// Its order number.
        order: String,
    },
}

/// What came of a call-back (个性化服务指南 7.5.1): a closed list, because what a customer says of her skin is hers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallBackOutcome {
    /// 使用良好.
    Fine,
    /// 有不适: goes on as an adverse reaction (化妆品不良反应监测管理办法).
    Unwell,
    /// 未联系上: stays open.
    NotReached,
    /// 顾客不愿回访.
    Declined,
}

words::worded!(CallBackOutcome: call_back { Fine, Unwell, NotReached, Declined });

impl CallBackOutcome {
    /// Whether no further call is due.
    #[must_use]
    pub const fn closes(self) -> bool {
        !matches!(self, Self::NotReached)
    }
}

/// Everything that a service has gathered on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub(crate) opened: ServiceOpened,
    pub(crate) noticed: Option<NoticeGiven>,
    pub(crate) needed: Option<NeedRecorded>,
    pub(crate) tested: Option<SkinTested>,
    pub(crate) plan: Option<Plan>,
    /// Why it was proposed and the others were not; left out of the row where it was not kept, as below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) reasons: Option<VaultRef>,
    /// The reasons that speak of skin, allergies or a pregnancy, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) health_reasons: Option<VaultRef>,
    pub(crate) agreed: Option<PlanSigned>,
    /// What stopped the clearance that is under way; left out of the row, as below, where nothing did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) stopped: Vec<Stop>,
    pub(crate) clearance: Option<Clearance>,
    pub(crate) weighings: Vec<Weighed>,
    /// Left out of the row where the batch never grew, so that what was signed over older rows still has its digest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) scaled: Vec<BlendScaled>,
    pub(crate) written_off: Vec<String>,
    /// Why each copy of the label after the first was needed; left out where there is none, as above.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) reprinted: Vec<String>,
    pub(crate) label: Option<LabelIssued>,
    pub(crate) released: Option<UnitReleased>,
    pub(crate) done: Option<HandedOver>,
    /// 回访, each time; left out where there is none, as above.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) called_back: Vec<CalledBack>,
    /// Purposes that the customer took back after the notice; left out where there is none, as above.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) withdrawn: Vec<Purpose>,
    pub(crate) ended: Option<String>,
}

macro_rules! gathered {
    ($($(#[$doc:meta])* $name:ident: $type:ty),+ $(,)?) => {
        impl Progress { $($(#[$doc])* #[must_use] pub const fn $name(&self) -> Option<&$type> { self.$name.as_ref() })+ }
    };
}
gathered! {
    /// 告知.
    noticed: NoticeGiven,
    /// 需求.
    needed: NeedRecorded,
    /// 测肤.
    tested: SkinTested,
    /// 方案.
    plan: Plan,
    /// Why it was proposed and the others were not.
    reasons: VaultRef,
    /// The reasons that speak of skin, allergies or a pregnancy.
    health_reasons: VaultRef,
    /// 签字.
    agreed: PlanSigned,
    /// 核对.
    clearance: Clearance,
    /// 标签.
    label: LabelIssued,
    /// 放行.
    released: UnitReleased,
    /// 交付.
    done: HandedOver,
    /// Why it was given up.
    ended: String,
}

impl Progress {
    /// The service's number.
    #[must_use]
    pub const fn number(&self) -> &ServiceNumber {
        &self.opened.service
    }
    fn planned(&mut self, event: PlanChosen) {
        let PlanChosen { plan, reasons, health, .. } = event;
        (self.plan, self.reasons, self.health_reasons) = (Some(plan), reasons, health);
    }
    /// How it was opened.
    #[must_use]
    pub const fn opened(&self) -> &ServiceOpened {
        &self.opened
    }
    /// What stopped the clearance that is under way, each once.
    #[must_use]
    pub fn stopped(&self) -> &[Stop] {
        &self.stopped
    }
    /// What is physically in the vessel.
    #[must_use]
    pub fn weighings(&self) -> &[Weighed] {
        &self.weighings
    }
    /// Why each earlier blend was written off, the first one first.
    #[must_use]
    pub fn written_off(&self) -> &[String] {
        &self.written_off
    }
    /// 回访, each time that somebody called.
    #[must_use]
    pub fn called_back(&self) -> &[CalledBack] {
        &self.called_back
    }
    /// Whether a purpose was agreed to in the notice and not taken back since.
    #[must_use]
    pub fn allows(&self, purpose: Purpose) -> bool {
        let agreed = self.noticed.as_ref().is_some_and(|noticed| noticed.consent.allows(purpose));
        agreed && !self.withdrawn.contains(&purpose)
    }
    /// Purposes that the customer took back after the notice.
    #[must_use]
    pub fn withdrawn(&self) -> &[Purpose] {
        &self.withdrawn
    }
    /// Whether the customer is still to be called back.
    #[must_use]
    pub fn call_back_is_open(&self) -> bool {
        self.done.is_some() && !self.called_back.iter().any(|called| called.outcome.closes())
    }
    /// How far it came, whatever ended it: the step that was done last.
    #[must_use]
    pub fn reached(&self) -> Step {
        let made = self.clearance.is_some() && self.next_pour().is_none();
        let steps = [
            (self.done.is_some(), Step::Done),
            (self.released.is_some(), Step::Released),
            (self.label.is_some(), Step::Labelled),
            (made, Step::Blended),
            (self.clearance.is_some(), Step::Cleared),
            (self.agreed.is_some(), Step::Agreed),
            (self.plan.is_some(), Step::Planned),
            (self.tested.is_some(), Step::Tested),
            (self.needed.is_some(), Step::Needed),
            (self.noticed.is_some(), Step::Noticed),
        ];
        steps.into_iter().find(|(done, _)| *done).map_or(Step::Opened, |(_, step)| step)
    }
    /// 补打: why each copy of the label after the first was needed.
    #[must_use]
    pub fn reprinted(&self) -> &[String] {
        &self.reprinted
    }
    /// The sum of what is in the vessel.
    #[must_use]
    pub fn weight(&self) -> Milligrams {
        Milligrams(self.weighings.iter().map(|weighing| weighing.weight.0).sum())
    }
}

/// A service in state `S`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service<S: State> {
    progress: Progress,
    state: PhantomData<S>,
}

impl<S: State> Service<S> {
    /// What the service has gathered so far.
    #[must_use]
    pub const fn progress(&self) -> &Progress {
        &self.progress
    }
    fn at<T: State>(self, change: impl FnOnce(&mut Progress)) -> Service<T> {
        let mut progress = self.progress;
        change(&mut progress);
        Service { progress, state: PhantomData }
    }
}
