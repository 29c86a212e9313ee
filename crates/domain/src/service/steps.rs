//! The steps, each on the one state that allows it.

use std::marker::PhantomData;
use words::Worded as _;

use super::{
    Agreed, Blended, Cleared, Done, Ended, Labelled, Needed, Noticed, Opened, Planned, Progress, Released,
    Scanned, Service, State, Step, Tested,
};
use crate::consent::Purpose;
use crate::event::{
    HandedOver, LabelIssued, LabelReprinted, LabelScanned, NeedRecorded, NoticeGiven, PlanChosen, PlanSigned,
    ServiceAbandoned, ServiceCleared, ServiceOpened, ServiceRefused, SkinTested, UnitRejected, UnitReleased,
    WrittenOff,
};
use crate::ids::ServiceNumber;
use crate::quantity::Milligrams;
use crate::signature::Meaning;
use crate::staff::Role;

/// Why a step was refused although its state allows it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// The record belongs to another service.
    #[error("记录属于服务 {0}，不是当前服务")]
    OtherService(ServiceNumber),
    /// The service is at another step.
    #[error("服务 {service} 现在处于「{at}」，不能进行「{wanted}」", at = .at.zh(), wanted = .wanted)]
    NotNow {
        /// Which service.
        service: ServiceNumber,
        /// Where it is.
        at: Step,
        /// What was wanted.
        wanted: &'static str,
    },
    /// A plan or an application has no 核对, 调配, 标签.
    #[error("本服务不制作产品，没有该步骤")]
    NoProduct,
    /// A contact was given without consent to that purpose (山东指南 第二十四条).
    #[error("顾客未同意留存联系方式：不得保存姓名和电话")]
    ContactWithoutConsent,
    /// Skin values were given without consent to that purpose.
    #[error("顾客未同意处理皮肤信息：请改用不留存的问询")]
    SkinWithoutConsent,
    /// Not the component that is next.
    #[error("应称量第 {expected} 个组分，收到第 {found} 个")]
    OutOfOrder {
        /// From 1.
        expected: usize,
        /// From 1.
        found: usize,
    },
    /// Another lot or container than the one cleared.
    #[error("批号或容器与核对时不一致：应为批 {expected}，扫到批 {found}；请换回，或重新核对")]
    OtherLot {
        /// As cleared.
        expected: String,
        /// As scanned.
        found: String,
    },
    /// Another target than the one cleared.
    #[error("目标量与核对时不一致")]
    OtherTarget,
    /// Outside the tolerance (关键控制点, 山东指南 第二十条).
    #[error("称量 {weight} 超出允差 {low}–{high}：少了请继续加；多了可按比例加大批量，或报废后重做")]
    OutOfTolerance {
        /// What was weighed.
        weight: Milligrams,
        /// The least that passes.
        low: Milligrams,
        /// The most that passes.
        high: Milligrams,
    },
    /// The batch is made larger although nothing was over-poured.
    #[error("称量 {weight} 没有超过上限 {high}：不需要加大批量，请按提示继续称量")]
    NotOverPoured {
        /// What was poured.
        weight: Milligrams,
        /// The most that passes.
        high: Milligrams,
    },
    /// The batch would become so large that remaking is the better mend.
    #[error("加大后批量为 {batch}，超过上限 {most}（核对批量的 1.5 倍）：浪费过多，请报废后重做")]
    TooMuchWaste {
        /// What the batch would be.
        batch: Milligrams,
        /// What it may be.
        most: Milligrams,
    },
    /// A growth that does not follow from the over-pour.
    #[error("加大批量的记录与容器内实物不符")]
    OtherGrowth,
    /// The label shows another use-by day than the clearance.
    #[error("标签的使用期限与核对结果不一致：不得延长已备案产品的使用期限（山东指南 第二十二条）")]
    OtherUseBy,
    /// The label that was read back is not this unit's.
    #[error("扫回的标签「{0}」不属于本单：请核对实物与标签")]
    OtherLabel(String),
    /// The customer was called back already.
    #[error("服务 {0} 已经回访过；没有重复记录")]
    CalledBack(ServiceNumber),
    /// Release by somebody who may not, or who blended it (山东指南 第二、三条).
    #[error("放行须由质量安全员本人签名，且不得由本单操作人员放行（山东指南 第二、三条）")]
    NotByOfficer,
    /// The hints were not given (山东指南 第十九条).
    #[error("须先向顾客告知调配后的使用提示（山东指南 第十九条）")]
    HintsNotGiven,
    /// A product without its sale, or a plan with one.
    #[error("销售记录与服务不符（山东指南 第二十四条）")]
    Sale,
}

impl<S: State> Service<S> {
    pub(super) fn own(&self, service: &ServiceNumber) -> Result<(), StepError> {
        if service == self.progress.number() { Ok(()) } else { Err(StepError::OtherService(service.clone())) }
    }

    /// Gives the service up before hand-over; open to every state but the last two (see [`super::AnyService`]).
    pub(super) fn abandon(self, event: ServiceAbandoned) -> Result<Service<Ended>, StepError> {
        self.own(&event.service)?;
        Ok(self.at(|progress| progress.ended = Some(event.reason)))
    }
}

impl Service<Opened> {
    /// Opens a service.
    #[must_use]
    pub fn open(opened: ServiceOpened) -> Self {
        let progress = Progress {
            opened,
            noticed: None,
            needed: None,
            tested: None,
            plan: None,
            reasons: None,
            health_reasons: None,
            agreed: None,
            stopped: Vec::new(),
            clearance: None,
            weighings: Vec::new(),
            scaled: Vec::new(),
            written_off: Vec::new(),
            reprinted: Vec::new(),
            label: None,
            released: None,
            done: None,
            called_back: Vec::new(),
            withdrawn: Vec::new(),
            ended: None,
        };
        Self { progress, state: PhantomData }
    }

    /// 告知.
    ///
    /// # Errors
    /// [`StepError::ContactWithoutConsent`] where a contact comes without consent to that purpose.
    pub fn give_notice(self, event: NoticeGiven) -> Result<Service<Noticed>, StepError> {
        self.own(&event.service)?;
        if event.contact.is_some() && !event.consent.allows(Purpose::Contact) {
            return Err(StepError::ContactWithoutConsent);
        }
        Ok(self.at(|progress| progress.noticed = Some(event)))
    }
}

impl Service<Noticed> {
    /// 需求.
    ///
    /// # Errors
    /// A record of another service.
    pub fn record_needs(self, event: NeedRecorded) -> Result<Service<Needed>, StepError> {
        self.own(&event.service)?;
        Ok(self.at(|progress| progress.needed = Some(event)))
    }
}

impl Service<Needed> {
    /// 测肤, or answered by hand.
    ///
    /// # Errors
    /// [`StepError::SkinWithoutConsent`] where values come without consent to that purpose.
    pub fn test_skin(self, event: SkinTested) -> Result<Service<Tested>, StepError> {
        self.own(&event.service)?;
        if event.test.is_some() && !self.progress.allows(Purpose::SkinAndAllergy) {
            return Err(StepError::SkinWithoutConsent);
        }
        Ok(self.at(|progress| progress.tested = Some(event)))
    }
}

impl Service<Tested> {
    /// Records the needs anew, before a recipe is chosen: where nothing fits, they may change.
    ///
    /// # Errors
    /// A record of another service.
    pub fn record_needs_again(self, event: NeedRecorded) -> Result<Self, StepError> {
        self.own(&event.service)?;
        Ok(self.at(|progress| progress.needed = Some(event)))
    }

    /// Tests the skin again, or takes a test back, before a recipe is chosen: a file may have been somebody else's.
    ///
    /// # Errors
    /// [`StepError::SkinWithoutConsent`] where values come without consent to that purpose.
    pub fn test_skin_again(self, event: SkinTested) -> Result<Self, StepError> {
        self.own(&event.service)?;
        if event.test.is_some() && !self.progress.allows(Purpose::SkinAndAllergy) {
            return Err(StepError::SkinWithoutConsent);
        }
        Ok(self.at(|progress| progress.tested = Some(event)))
    }

    /// 方案.
    ///
    /// # Errors
    /// A record of another service.
    pub fn choose(self, event: PlanChosen) -> Result<Service<Planned>, StepError> {
        self.own(&event.service)?;
        Ok(self.at(|progress| progress.planned(event)))
    }
}

impl Service<Planned> {
    /// Chooses again before the customer signs.
    ///
    /// # Errors
    /// A record of another service.
    pub fn choose_again(self, event: PlanChosen) -> Result<Self, StepError> {
        self.own(&event.service)?;
        Ok(self.at(|progress| progress.planned(event)))
    }

    /// 签字.
    ///
    /// # Errors
    /// A record of another service.
    pub fn agree(self, event: PlanSigned) -> Result<Service<Agreed>, StepError> {
        self.own(&event.service)?;
        Ok(self.at(|progress| progress.agreed = Some(event)))
    }
}

impl Service<Agreed> {
    /// Chooses again after the customer signed: what was signed is void, and they sign anew.
    ///
    /// # Errors
    /// A record of another service.
    pub fn choose_again(self, event: PlanChosen) -> Result<Service<Planned>, StepError> {
        self.own(&event.service)?;
        Ok(self.at(|progress| {
            progress.planned(event);
            progress.agreed = None;
            progress.stopped.clear();
        }))
    }

    /// 核对 was refused: the service stays where it is and keeps what stopped this attempt.
    ///
    /// # Errors
    /// A record of another service.
    pub fn refuse(self, event: ServiceRefused) -> Result<Self, StepError> {
        self.own(&event.service)?;
        Ok(self.at(|progress| progress.stopped.extend(event.stops)))
    }

    /// 核对: needs a [`super::Clearance`], which two people signed.
    ///
    /// # Errors
    /// [`StepError::NoProduct`] for a mode without this step.
    pub fn clear(self, event: ServiceCleared) -> Result<Service<Cleared>, StepError> {
        self.own(&event.service)?;
        if !self.progress.opened.mode.has(Step::Cleared) {
            return Err(StepError::NoProduct);
        }
        Ok(self.at(|progress| {
            progress.clearance = Some(event.clearance);
            progress.stopped.clear();
        }))
    }

    /// 交付 of a plan or an application, which have no product.
    ///
    /// # Errors
    /// [`StepError::NotNow`] for a mode in which other steps come first.
    pub fn hand_over_plan(self, event: HandedOver) -> Result<Service<Done>, StepError> {
        self.own(&event.service)?;
        if self.progress.opened.mode.after(Step::Agreed) != Some(Step::Done) {
            let service = self.progress.number().clone();
            return Err(StepError::NotNow { service, at: Step::Agreed, wanted: "交付" });
        }
        if event.sale.is_some() {
            return Err(StepError::Sale);
        }
        Ok(self.at(|progress| progress.done = Some(event)))
    }
}

/// Writes a blend off and goes back before the clearance: what was cleared is used up.
fn write_off<S: State>(service: Service<S>, event: WrittenOff) -> Result<Service<Agreed>, StepError> {
    service.own(&event.service)?;
    Ok(service.at(|progress| {
        progress.clearance = None;
        progress.weighings.clear();
        progress.scaled.clear();
        progress.label = None;
        progress.reprinted.clear();
        progress.written_off.push(event.reason);
    }))
}

macro_rules! may_be_written_off {
    ($($state:ident),+) => {$(
        impl Service<$state> {
            /// Writes a mis-mix off; the service goes back to 核对.
            ///
            /// # Errors
            /// A record of another service.
            pub fn write_off(self, event: WrittenOff) -> Result<Service<Agreed>, StepError> { write_off(self, event) }
        }
    )+};
}
may_be_written_off!(Cleared, Blended, Labelled, Scanned);

impl Service<Blended> {
    /// 标签.
    ///
    /// # Errors
    /// [`StepError::OtherUseBy`] where the label shows another day than the clearance.
    pub fn label(self, event: LabelIssued) -> Result<Service<Labelled>, StepError> {
        self.own(&event.service)?;
        let cleared = self.progress.clearance.as_ref().map(|clearance| clearance.parts().use_by.date());
        if cleared != Some(event.use_by) {
            return Err(StepError::OtherUseBy);
        }
        Ok(self.at(|progress| progress.label = Some(event)))
    }
}

/// The label that was on the unit is not its label any more: it is printed anew or lost, and whatever was read or
/// released with it is void. The unit must be scanned again, and released again.
fn relabel<S: State>(
    service: Service<S>,
    of: &ServiceNumber,
    reprint: Option<String>,
) -> Result<Service<Labelled>, StepError> {
    service.own(of)?;
    Ok(service.at(|progress| {
        progress.released = None;
        progress.reprinted.extend(reprint);
    }))
}

macro_rules! may_be_relabelled {
    ($($state:ident),+) => {$(
        impl Service<$state> {
            /// 补打: another copy of the label, which must be scanned back.
            ///
            /// # Errors
            /// A record of another service.
            pub fn reprint(self, event: LabelReprinted) -> Result<Service<Labelled>, StepError> {
                relabel(self, &event.service, Some(event.reason))
            }
            /// The label is spoiled or void: the unit has none until another copy is issued.
            ///
            /// # Errors
            /// A record of another service.
            pub fn lose_label(self, service: &ServiceNumber) -> Result<Service<Labelled>, StepError> {
                relabel(self, service, None)
            }
        }
    )+};
}
may_be_relabelled!(Labelled, Scanned, Released);

impl Service<Labelled> {
    /// Reads the label back from the unit.
    ///
    /// # Errors
    /// [`StepError::OtherLabel`] where it is another unit's.
    pub fn scan_label(self, event: LabelScanned) -> Result<Service<Scanned>, StepError> {
        self.own(&event.service)?;
        if event.read != self.progress.number().as_str() {
            return Err(StepError::OtherLabel(event.read));
        }
        Ok(self.at(|_| ()))
    }
}

impl Service<Scanned> {
    fn by_officer(&self, signature: &crate::signature::Signature, meaning: Meaning) -> Result<(), StepError> {
        let operator = self.progress.clearance.as_ref().map(|clearance| &clearance.parts().operator.signer);
        let fine = signature.role == Role::Officer
            && signature.meaning == meaning
            && operator.is_some_and(|operator| *operator != signature.signer);
        if fine { Ok(()) } else { Err(StepError::NotByOfficer) }
    }

    /// 放行, by the quality safety officer, never by the operator of the same unit.
    ///
    /// # Errors
    /// [`StepError::NotByOfficer`].
    pub fn release(self, event: UnitReleased) -> Result<Service<Released>, StepError> {
        self.own(&event.service)?;
        self.by_officer(&event.signature, Meaning::Release)?;
        Ok(self.at(|progress| progress.released = Some(event)))
    }

    /// 不予放行: the unit is lost and the service ends.
    ///
    /// # Errors
    /// [`StepError::NotByOfficer`].
    pub fn reject(self, event: UnitRejected) -> Result<Service<Ended>, StepError> {
        self.own(&event.service)?;
        self.by_officer(&event.signature, Meaning::Rejection)?;
        Ok(self.at(|progress| progress.ended = Some(event.reason)))
    }
}

impl Service<Released> {
    /// 交付, with hints and sale.
    ///
    /// # Errors
    /// [`StepError::HintsNotGiven`], [`StepError::Sale`].
    pub fn hand_over(self, event: HandedOver) -> Result<Service<Done>, StepError> {
        self.own(&event.service)?;
        if !event.hints_given {
            return Err(StepError::HintsNotGiven);
        }
        if event.sale.is_none() {
            return Err(StepError::Sale);
        }
        Ok(self.at(|progress| progress.done = Some(event)))
    }
}
