//! A service as it lies in the store: its step and what it gathered. It moves by records alone.

use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use super::vessel::Weighing;
use super::{
    Agreed, Blended, Cleared, Labelled, Needed, Noticed, Opened, Planned, Progress, Released, Scanned,
    Service, State, StepError, Tested,
};
use crate::consent::Purpose;
use crate::event::{CalledBack, Event, LabelReprinted, OfService, VaultRef};
use crate::ids::ServiceNumber;

crate::closed! {
    /// Where a service is, named by what was done last.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Step {
        /// 告知 is next.
        Opened,
        /// 需求 is next.
        Noticed,
        /// 测肤 is next.
        Needed,
        /// 方案 is next.
        Tested,
        /// 签字 is next.
        Planned,
        /// 核对 is next.
        Agreed,
        /// 调配 is going on.
        Cleared,
        /// 标签 is next.
        Blended,
        /// The label is to be scanned back.
        Labelled,
        /// 放行 is next.
        Scanned,
        /// 交付 is next.
        Released,
        /// Handed over.
        Done,
        /// Given up or refused.
        Ended,
    }
}

words::worded!(Step: step {
    Opened, Noticed, Needed, Tested, Planned, Agreed, Cleared, Blended, Labelled, Scanned, Released, Done, Ended,
});

/// A service in whatever state it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnyService {
    step: Step,
    progress: Progress,
}

impl<S: State> From<Service<S>> for AnyService {
    fn from(service: Service<S>) -> Self {
        Self { step: S::STEP, progress: service.progress }
    }
}

impl AnyService {
    /// Where it is.
    #[must_use]
    pub const fn step(&self) -> Step {
        self.step
    }
    /// What it has gathered.
    #[must_use]
    pub const fn progress(&self) -> &Progress {
        &self.progress
    }
    /// Whether anything can still happen to it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self.step, Step::Done | Step::Ended)
    }

    /// The service in state `S`, if that is where it is.
    ///
    /// # Errors
    /// [`StepError::NotNow`] naming where it is instead.
    pub fn at<S: State>(&self, wanted: &'static str) -> Result<Service<S>, StepError> {
        if self.step == S::STEP {
            return Ok(Service { progress: self.progress.clone(), state: PhantomData });
        }
        Err(StepError::NotNow { service: self.progress.number().clone(), at: self.step, wanted })
    }

    /// What a service is after a record. `None` before the first.
    ///
    /// # Errors
    /// [`StepError`] where the record is not a step that the state allows. Records that belong to no service are
    /// answered with the service as it is.
    pub fn apply(before: Option<&Self>, event: &Event) -> Result<Option<Self>, StepError> {
        if let Event::ServiceOpened(event) = event {
            return match before {
                None => Ok(Some(Service::<Opened>::open((**event).clone()).into())),
                Some(any) => Err(any.not_now("开始服务")),
            };
        }
        let (Some(any), Some(event)) = (before, event.of_service()) else { return Ok(before.cloned()) };
        any.moved_by(event).map(Some)
    }

    fn not_now(&self, wanted: &'static str) -> StepError {
        StepError::NotNow { service: self.progress.number().clone(), at: self.step, wanted }
    }

    fn moved_by(&self, event: OfService<'_>) -> Result<Self, StepError> {
        Ok(match event {
            OfService::NoticeGiven(event) => self.at::<Opened>("告知")?.give_notice(event.clone())?.into(),
            OfService::NeedRecorded(event) if self.step == Step::Tested => {
                self.at::<Tested>("需求")?.record_needs_again(event.clone())?.into()
            }
            OfService::NeedRecorded(event) => self.at::<Noticed>("需求")?.record_needs(event.clone())?.into(),
            OfService::SkinTested(event) if self.step == Step::Tested => {
                self.at::<Tested>("测肤")?.test_skin_again(event.clone())?.into()
            }
            OfService::SkinTested(event) => self.at::<Needed>("测肤")?.test_skin(event.clone())?.into(),
            OfService::PlanChosen(event) if self.step == Step::Planned => {
                self.at::<Planned>("方案")?.choose_again(event.clone())?.into()
            }
            OfService::PlanChosen(event) if self.step == Step::Agreed => {
                self.at::<Agreed>("方案")?.choose_again(event.clone())?.into()
            }
            OfService::PlanChosen(event) => self.at::<Tested>("方案")?.choose(event.clone())?.into(),
            OfService::PlanSigned(event) => self.at::<Planned>("签字")?.agree(event.clone())?.into(),
            OfService::ServiceRefused(event) => self.at::<Agreed>("核对")?.refuse(event.clone())?.into(),
            OfService::ServiceCleared(event) => self.at::<Agreed>("核对")?.clear(event.clone())?.into(),
            OfService::Weighed(event) => match self.at::<Cleared>("调配")?.weigh(event.clone())? {
                Weighing::More(service) => service.into(),
                Weighing::Finished(service) => service.into(),
            },
            OfService::BlendScaled(event) => self.at::<Cleared>("加大批量")?.scale_up(event.clone())?.into(),
            OfService::WrittenOff(event) => {
                let (event, wanted) = (event.clone(), "报废");
                match self.step {
                    Step::Blended => self.at::<Blended>(wanted)?.write_off(event)?.into(),
                    Step::Labelled => self.at::<Labelled>(wanted)?.write_off(event)?.into(),
                    Step::Scanned => self.at::<Scanned>(wanted)?.write_off(event)?.into(),
                    Step::Opened
                    | Step::Noticed
                    | Step::Needed
                    | Step::Tested
                    | Step::Planned
                    | Step::Agreed
                    | Step::Cleared
                    | Step::Released
                    | Step::Done
                    | Step::Ended => self.at::<Cleared>(wanted)?.write_off(event)?.into(),
                }
            }
            OfService::LabelIssued(event) => self.at::<Blended>("标签")?.label(event.clone())?.into(),
            OfService::LabelScanned(event) => {
                self.at::<Labelled>("扫回标签")?.scan_label(event.clone())?.into()
            }
            OfService::LabelReprinted(event) => self.reprinted(event)?,
            OfService::LabelSpoiled(event) => self.without_label("标签报废", &event.service)?,
            OfService::LabelVoided(event) => self.without_label("标签作废", &event.service)?,
            // What a printer does moves no service: a job may end when the service has ended.
            OfService::LabelPrintStarted(_)
            | OfService::LabelPrintTaken(_)
            | OfService::LabelPrintEnded(_) => self.clone(),
            OfService::UnitReleased(event) => self.at::<Scanned>("放行")?.release(event.clone())?.into(),
            OfService::UnitRejected(event) => self.at::<Scanned>("不予放行")?.reject(event.clone())?.into(),
            OfService::HandedOver(event) if self.step == Step::Agreed => {
                self.at::<Agreed>("交付")?.hand_over_plan(event.clone())?.into()
            }
            OfService::HandedOver(event) => self.at::<Released>("交付")?.hand_over(event.clone())?.into(),
            OfService::CalledBack(event) => self.called_back(event)?,
            OfService::CallTakenBack(_) => self.call_taken_back()?,
            // A case belongs to a service and moves it nowhere.
            OfService::CaseOpened(_) => self.clone(),
            OfService::ServiceAbandoned(event) if self.is_open() => {
                let service = Service::<Opened> { progress: self.progress.clone(), state: PhantomData };
                service.abandon(event.clone())?.into()
            }
            OfService::ServiceAbandoned(_) => return Err(self.not_now("终止服务")),
            // Only what is not there yet is opened: see `apply`.
            OfService::ServiceOpened(_) => return Err(self.not_now("开始服务")),
        })
    }

    /// What the customer took back, and what is left of the needs where a part of them went.
    #[must_use]
    pub fn withdraw(&self, purposes: &[Purpose], needs: Option<&VaultRef>) -> Self {
        let mut progress = self.progress.clone();
        if progress.noticed.is_some() {
            for purpose in purposes {
                if !progress.withdrawn.contains(purpose) {
                    progress.withdrawn.push(*purpose);
                }
            }
        }
        if let (Some(needed), Some(needs)) = (&mut progress.needed, needs) {
            needed.needs = needs.clone();
        }
        Self { step: self.step, progress }
    }

    /// The latest call is as if it had not been recorded.
    fn call_taken_back(&self) -> Result<Self, StepError> {
        let mut progress = self.progress.clone();
        match progress.called_back.pop() {
            Some(_) => Ok(Self { step: self.step, progress }),
            None => Err(self.not_now("撤销回访")),
        }
    }

    /// 回访 follows the hand-over, until the customer was reached.
    fn called_back(&self, event: &CalledBack) -> Result<Self, StepError> {
        if self.step != Step::Done {
            return Err(self.not_now("回访"));
        }
        if !self.progress.call_back_is_open() {
            return Err(StepError::CalledBack(event.service.clone()));
        }
        let mut progress = self.progress.clone();
        progress.called_back.push(event.clone());
        Ok(Self { step: self.step, progress })
    }

    fn reprinted(&self, event: &LabelReprinted) -> Result<Self, StepError> {
        let (event, wanted) = (event.clone(), "补打标签");
        if self.step == Step::Scanned {
            return Ok(self.at::<Scanned>(wanted)?.reprint(event)?.into());
        }
        if self.step == Step::Released {
            return Ok(self.at::<Released>(wanted)?.reprint(event)?.into());
        }
        Ok(self.at::<Labelled>(wanted)?.reprint(event)?.into())
    }

    fn without_label(&self, wanted: &'static str, service: &ServiceNumber) -> Result<Self, StepError> {
        if self.step == Step::Scanned {
            return Ok(self.at::<Scanned>(wanted)?.lose_label(service)?.into());
        }
        if self.step == Step::Released {
            return Ok(self.at::<Released>(wanted)?.lose_label(service)?.into());
        }
        Ok(self.at::<Labelled>(wanted)?.lose_label(service)?.into())
    }
}
