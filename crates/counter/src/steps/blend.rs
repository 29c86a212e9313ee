//! 调配: component by component. Every weighing is saved as it is confirmed, so a power cut comes back to what is
//! physically in the vessel.

use command::{Caller, Command, Run, Topic, Who};
use domain::event::{BlendScaled, Weighed, WrittenOff};
use domain::ids::{ContainerId, LotId, ServiceNumber};
use domain::quantity::Milligrams;
use domain::service::{AnyService, Cleared, Growth, Pour, Step};
use rules::Gate;
use serde::{Deserialize, Serialize};

use crate::why::why;
use crate::{Counter, Host, Refusal, gates};

/// Confirms one weighing.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct Weigh {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// The lot as scanned.
    #[ts(as = "String")]
    pub lot: LotId,
    /// The container as scanned.
    #[ts(as = "String")]
    pub container: ContainerId,
    /// How much, and how that is known.
    pub weight: Weight,
    /// What becomes of the batch with it.
    pub batch: Batch,
}

/// How much was poured, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Weight {
    /// A reading of the scale, by its number: whoever holds the scale takes the weight from it.
    Reading {
        /// Which.
        number: u64,
    },
    /// What the scale showed, as whoever holds it says.
    Scale {
        /// In milligrams.
        #[ts(type = "number")]
        weight: Milligrams,
    },
    /// Typed by a person.
    Hand {
        /// In milligrams.
        #[ts(type = "number")]
        weight: Milligrams,
        /// Why it was not taken from the scale.
        reason: String,
    },
}

/// What becomes of the batch with a weighing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Batch {
    /// It stays as it was cleared: what is poured must lie inside the tolerance.
    AsCleared,
    /// It grows with an over-pour of the component under way, in the proportions that were cleared: the components poured
    /// before come again as top-ups, and what is more than the unit is waste.
    Grown,
}

/// What is weighed next, and how exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "NextPour")]
pub struct Next {
    /// Which component, from 0.
    pub index: usize,
    /// From which lot.
    #[ts(as = "String")]
    pub lot: LotId,
    /// From which container.
    #[ts(as = "String")]
    pub container: ContainerId,
    /// How much: all of the component, or what is still to be poured of it.
    #[ts(type = "number")]
    pub target: Milligrams,
    /// The least that passes.
    #[ts(type = "number")]
    pub low: Milligrams,
    /// The most that passes.
    #[ts(type = "number")]
    pub high: Milligrams,
    /// Whether some of it is in the vessel already, because the batch grew.
    pub top_up: bool,
}

/// What is weighed next in a service, if anything is.
#[must_use]
pub fn next(service: &AnyService) -> Option<Next> {
    if service.step() != Step::Cleared {
        return None;
    }
    let progress = service.progress();
    let Pour { index, target, low, high, top_up } = progress.next_pour()?;
    let component = progress.clearance()?.parts().components.get(index)?;
    let (lot, container) = (component.lot.clone(), component.container.clone());
    Some(Next { index, lot, container, target, low, high, top_up })
}

/// What a scale is asked for where there is none.
#[must_use]
pub fn no_scale() -> Refusal {
    Refusal::new("no_scale", "没有设置电子秤；没有保存")
        .mend("在「门店 → 设备」里设置电子秤，或手工录入并写明原因")
}

impl Weight {
    /// The weight, with why it was typed; none of a reading, which only whoever holds the scale knows.
    fn known<H: Host>(
        self,
        counter: &Counter<H>,
        service: &ServiceNumber,
    ) -> Result<(Milligrams, Option<String>), Refusal> {
        let missing = || Refusal::new("reason_missing", "手工录入重量须写明原因；没有保存");
        match self {
            Self::Reading { .. } => Err(no_scale()),
            Self::Scale { weight } => Ok((weight, None)),
            Self::Hand { weight, reason } => Ok((weight, Some(why(counter, service, &reason, missing)?))),
        }
    }
}

impl Command for Weigh {
    const NAME: &'static str = "service.weigh";
    const WHO: Who = Who::Person(super::AT_THE_BENCH);
    const STALE: &'static [Topic] = &[Topic::Service, Topic::Store];
    /// What is weighed next; `None` when that was the last.
    type Reply = Option<Next>;

    /// What a window says the scale showed is not what the scale showed: the desk asks the scale itself.
    fn check_from_window(&self) -> Result<(), Refusal> {
        match self.weight {
            Weight::Scale { .. } => {
                let message = "从窗口录入的重量须写明手工录入的原因；没有保存";
                Err(Refusal::new("by_hand_needed", message))
            }
            Weight::Reading { .. } | Weight::Hand { .. } => Ok(()),
        }
    }
}

impl<H: Host> Run<Counter<H>> for Weigh {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Option<Next>, Refusal> {
        let Self { service, lot, container, weight, batch } = self;
        let found = counter.service(&service)?;
        let state = found.at::<Cleared>("调配")?;
        let progress = state.progress();
        let missing = || Refusal::new("paper_missing", "还没有开工核对");
        let clearance = progress.clearance().ok_or_else(missing)?.parts();
        super::may_weigh(counter, clearance, caller)?;
        gates::ask(counter, &found, Gate::Weigh, None)?;
        let (weight, by_hand) = weight.known(counter, &service)?;
        super::usable(&counter.store().lot(&lot)?, counter.today())?;
        let pour = progress.next_pour();
        let index = pour.as_ref().and_then(|pour| u32::try_from(pour.index).ok()).unwrap_or(u32::MAX);
        let (number, at) = (service.clone(), counter.host().now());
        let (target, scaled) = match batch {
            Batch::AsCleared => (pour.map_or(Milligrams(0), |pour| pour.target), None),
            Batch::Grown => {
                for component in &clearance.components {
                    super::usable(&counter.store().lot(&component.lot)?, counter.today())?;
                }
                let Growth { poured, batch, surplus, .. } = progress.grow(weight)?;
                let service = number.clone();
                (weight, Some(BlendScaled { service, index, poured, batch, surplus, at }))
            }
        };
        let weighed = Weighed { service, index, lot, container, target, weight, by_hand, at };
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            if let Some(scaled) = scaled {
                tx.record(scaled)?;
            }
            Ok(tx.record(weighed)?)
        })?;
        Ok(next(&counter.service(&number)?))
    }
}

/// Writes a mis-mix off: the label is void, the service goes back to 核对 and the unit is made again.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct WriteOff {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Why.
    pub reason: String,
}

impl Command for WriteOff {
    const NAME: &'static str = "service.write_off";
    const WHO: Who = Who::Person(super::AT_WORK);
    const STALE: &'static [Topic] = &[Topic::Service, Topic::Store];
    type Reply = u64;
}

impl<H: Host> Run<Counter<H>> for WriteOff {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<u64, Refusal> {
        let missing = || Refusal::new("reason_missing", "报废须写明原因；没有改动");
        let reason = why(counter, &self.service, &self.reason, missing)?;
        let event = WrittenOff { service: self.service, reason };
        counter.write(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))
    }
}
