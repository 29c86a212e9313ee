//! 调配: component by component. Every weighing is saved as it is confirmed, so a power cut comes back to what is
//! physically in the vessel.

use command::{Caller, Command, Run, Who};
use domain::Moment;
use domain::event::{BlendScaled, Weighed, WrittenOff};
use domain::ids::{ContainerId, LotId, ServiceNumber};
use domain::quantity::Milligrams;
use domain::service::{AnyService, Cleared, Growth, Pour, Progress, Step};
use serde::{Deserialize, Serialize};

use crate::{Counter, Host, Refusal};

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
    /// What the scale shows.
    #[ts(type = "number")]
    pub weight: Milligrams,
    /// Why the weight was typed by hand; `None` when it came from the scale.
    pub by_hand: Option<String>,
}

/// Confirms an over-pour of the component under way and makes the whole batch larger with it, in the proportions that
/// were cleared: the components poured before come again as top-ups, and what is more than the unit is waste.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct ScaleUp {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// The lot as scanned.
    #[ts(as = "String")]
    pub lot: LotId,
    /// The container as scanned.
    #[ts(as = "String")]
    pub container: ContainerId,
    /// What the scale shows: more than passes.
    #[ts(type = "number")]
    pub weight: Milligrams,
    /// Why the weight was typed by hand; `None` when it came from the scale.
    pub by_hand: Option<String>,
}

/// What is weighed next, and how exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Next {
    /// Which component, from 0.
    pub index: usize,
    /// From which lot.
    pub lot: LotId,
    /// From which container.
    pub container: ContainerId,
    /// How much: all of the component, or what is still to be poured of it.
    pub target: Milligrams,
    /// The least that passes.
    pub low: Milligrams,
    /// The most that passes.
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

/// A weighing as it is confirmed, whether or not the batch grows with it.
struct Confirmed {
    service: ServiceNumber,
    lot: LotId,
    container: ContainerId,
    weight: Milligrams,
    by_hand: Option<String>,
}

impl Confirmed {
    /// Refuses what may not be weighed now; answers with the blend and the component under way.
    fn judged<H: Host>(&self, counter: &Counter<H>, caller: &Caller) -> Result<(Progress, u32), Refusal> {
        let service = counter.service(&self.service)?;
        let state = service.at::<Cleared>("调配")?;
        let missing = || Refusal::new("paper_missing", "还没有开工核对");
        let clearance = state.progress().clearance().ok_or_else(missing)?;
        super::may_weigh(counter, clearance.parts(), caller)?;
        if self.by_hand.as_ref().is_some_and(|reason| reason.trim().is_empty()) {
            return Err(Refusal::new("reason_missing", "手工录入重量须写明原因；没有保存"));
        }
        super::usable(&counter.store().lot(&self.lot)?, counter.today())?;
        let index = state.progress().next_pour().map_or(usize::MAX, |pour| pour.index);
        Ok((state.progress().clone(), u32::try_from(index).unwrap_or(u32::MAX)))
    }

    fn weighed(self, index: u32, target: Milligrams, at: Moment) -> Weighed {
        let Self { service, lot, container, weight, by_hand } = self;
        Weighed { service, index, lot, container, target, weight, by_hand, at }
    }
}

impl Command for Weigh {
    const NAME: &'static str = "service.weigh";
    const WHO: Who = Who::Person(super::AT_THE_BENCH);
    /// What is weighed next; `None` when that was the last.
    type Reply = Option<Next>;

    fn check_from_window(&self) -> Result<(), Refusal> {
        typed(self.by_hand.as_ref())
    }
}

impl<H: Host> Run<Counter<H>> for Weigh {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Option<Next>, Refusal> {
        let Self { service, lot, container, weight, by_hand } = self;
        let (number, at) = (service.clone(), counter.host().now());
        let confirmed = Confirmed { service, lot, container, weight, by_hand };
        let (progress, index) = confirmed.judged(counter, caller)?;
        let target = progress.next_pour().map_or(Milligrams(0), |pour| pour.target);
        let event = confirmed.weighed(index, target, at);
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))?;
        Ok(next(&counter.service(&number)?))
    }
}

/// What a window says the scale showed is not what the scale showed: the desk asks the scale itself.
fn typed(by_hand: Option<&String>) -> Result<(), Refusal> {
    let refusal = || Refusal::new("by_hand_needed", "从窗口录入的重量须写明手工录入的原因；没有保存");
    by_hand.map(|_| ()).ok_or_else(refusal)
}

impl Command for ScaleUp {
    const NAME: &'static str = "service.scale_up";
    const WHO: Who = Weigh::WHO;
    /// What is weighed next; `None` when that was the last.
    type Reply = Option<Next>;

    fn check_from_window(&self) -> Result<(), Refusal> {
        typed(self.by_hand.as_ref())
    }
}

impl<H: Host> Run<Counter<H>> for ScaleUp {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Option<Next>, Refusal> {
        let Self { service, lot, container, weight, by_hand } = self;
        let (number, at) = (service.clone(), counter.host().now());
        let confirmed = Confirmed { service, lot, container, weight, by_hand };
        let (progress, index) = confirmed.judged(counter, caller)?;
        let clearance = progress.clearance().map(|clearance| &clearance.parts().components[..]);
        for component in clearance.unwrap_or_default() {
            super::usable(&counter.store().lot(&component.lot)?, counter.today())?;
        }
        let Growth { poured, batch, surplus, .. } = progress.grow(weight)?;
        let scaled = BlendScaled { service: number.clone(), index, poured, batch, surplus, at };
        let event = confirmed.weighed(index, weight, at);
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            tx.record(scaled)?;
            Ok(tx.record(event)?)
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
    type Reply = u64;
}

impl<H: Host> Run<Counter<H>> for WriteOff {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<u64, Refusal> {
        if self.reason.trim().is_empty() {
            return Err(Refusal::new("reason_missing", "报废须写明原因；没有改动"));
        }
        let event = WrittenOff { service: self.service, reason: self.reason };
        counter.write(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))
    }
}
