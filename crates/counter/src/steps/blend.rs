//! 调配: component by component. Every weighing is saved as it is confirmed, so a power cut comes back to what is
//! physically in the vessel.

use domain::event::{Weighed, WrittenOff};
use domain::ids::{ContainerId, LotId, ServiceNumber};
use domain::quantity::Milligrams;
use domain::service::{AnyService, Cleared, Step};
use domain::staff::Role;
use serde::{Deserialize, Serialize};

use crate::command::{Caller, Command};
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

/// What is weighed next, and how exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Next {
    /// Which component, from 0.
    pub index: usize,
    /// From which lot.
    pub lot: LotId,
    /// From which container.
    pub container: ContainerId,
    /// How much.
    pub target: Milligrams,
    /// The least that passes.
    pub low: Milligrams,
    /// The most that passes.
    pub high: Milligrams,
}

/// What is weighed next in a service, if anything is.
#[must_use]
pub fn next(service: &AnyService) -> Option<Next> {
    if service.step() != Step::Cleared {
        return None;
    }
    let progress = service.progress();
    let index = progress.weighings().len();
    let component = progress.clearance()?.parts().components.get(index)?;
    let band = component.tolerance.band(component.target);
    let (low, high) = (*band.start(), *band.end());
    let (lot, container) = (component.lot.clone(), component.container.clone());
    Some(Next { index, lot, container, target: component.target, low, high })
}

impl Command for Weigh {
    const NAME: &'static str = "service.weigh";
    const ROLES: &'static [Role] = &[Role::Operator];
    /// What is weighed next; `None` when that was the last.
    type Reply = Option<Next>;

    fn run<H: Host>(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Option<Next>, Refusal> {
        let service = counter.service(&self.service)?;
        let state = service.at::<Cleared>("调配")?;
        let operator = state.progress().clearance().map(|clearance| &clearance.parts().operator.signer);
        if operator.is_none_or(|operator| operator.as_str() != caller.actor()) {
            let message = "称量须由开工核对时签名的操作人员进行；容器内已称的都已保存";
            let mend = "换操作人员须先报废并重新核对";
            return Err(Refusal::new("other_operator", message)
                .clause("shandong-guide", "第二十二条")
                .mend(mend));
        }
        if self.by_hand.as_ref().is_some_and(|reason| reason.trim().is_empty()) {
            return Err(Refusal::new("reason_missing", "手工录入重量须写明原因；没有保存"));
        }
        super::usable(&counter.store().lot(&self.lot)?, counter.today())?;
        let target = next(&service).map_or(Milligrams(0), |next| next.target);
        let index = u32::try_from(state.progress().weighings().len()).unwrap_or(u32::MAX);
        let Self { service, lot, container, weight, by_hand } = self;
        let at = counter.host().now();
        let number = service.clone();
        let event = Weighed { service, index, lot, container, target, weight, by_hand, at };
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))?;
        Ok(next(&counter.service(&number)?))
    }

    /// What a window says the scale showed is not what the scale showed: the desk asks the scale itself.
    fn check_from_window(&self) -> Result<(), Refusal> {
        if self.by_hand.is_some() {
            return Ok(());
        }
        Err(Refusal::new("by_hand_needed", "从窗口录入的重量须写明手工录入的原因；没有保存"))
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
    const ROLES: &'static [Role] = &[Role::Operator, Role::Officer];
    type Reply = u64;

    fn run<H: Host>(self, counter: &mut Counter<H>, caller: &Caller) -> Result<u64, Refusal> {
        if self.reason.trim().is_empty() {
            return Err(Refusal::new("reason_missing", "报废须写明原因；没有改动"));
        }
        let event = WrittenOff { service: self.service, reason: self.reason };
        counter.write(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))
    }
}
