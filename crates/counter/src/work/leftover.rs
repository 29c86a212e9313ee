//! 结存: what is left in an opened container is weighed, sealed and labelled, and goes back to the store of materials once
//! the quality safety officer has confirmed it (山东指南 第十八条). Its use-by day is computed and never typed.

use command::{Caller, Command, Run, Topic, Who};
use domain::event::{ContainerReleased, ContainerSealed};
use domain::ids::{ContainerId, StaffId};
use domain::leftover::Sealing;
use domain::quantity::Milligrams;
use domain::signature::Meaning;
use domain::staff::Role;
use domain::stock::{Container, Lot};
use rules::duties::has_passed;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::counter::digest;
use crate::setup::{Fields, fields};
use crate::{Counter, Host, Refusal, steps};

/// How much less than booked may be left without a word: what clings to spatulas and walls. Our own assumption.
const FREE_LOSS: Milligrams = Milligrams(1_000);

/// The last day on which an opened container may be used: the earlier of its own period and its lot's expiry.
pub(crate) fn last_day(container: &Container, lot: &Lot) -> chrono::NaiveDate {
    container.good_until().min(lot.expires_on)
}

/// Seals what is left in a container.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SealLeftover {
    /// Which.
    #[ts(as = "String")]
    pub container: ContainerId,
    /// What is left in it, weighed now, in milligrams.
    #[ts(type = "number")]
    pub left_mg: u64,
    /// Why that is less than the records say, where it is.
    pub why_less: Option<String>,
}

/// What the label of a sealed leftover says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Sealed {
    /// 使用期限.
    #[ts(as = "String")]
    pub use_by: chrono::NaiveDate,
}

impl Command for SealLeftover {
    const NAME: &'static str = "container.seal";
    const WHO: Who = Who::Person(steps::AT_THE_BENCH);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = Sealed;
}

impl<H: Host> Run<Counter<H>> for SealLeftover {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Sealed, Refusal> {
        let mut fields = Fields::default();
        let event = self.sealed(counter, caller, &mut fields, "why_less")?;
        fields.all(Some(()))?;
        let use_by = event.sealing.use_by;
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))?;
        Ok(Sealed { use_by })
    }
}

impl SealLeftover {
    /// What would be recorded; what is wrong with a field is noted under that name.
    fn sealed<H: Host>(
        self,
        counter: &Counter<H>,
        caller: &Caller,
        fields: &mut Fields,
        why: &str,
    ) -> Result<ContainerSealed, Refusal> {
        let (at, by) = (counter.host().now(), StaffId::new(caller.actor())?);
        let container = counter.store().container(&self.container)?;
        let lot = counter.store().lot(&container.lot)?;
        let (booked, left) = (container.left, Milligrams(self.left_mg));
        let why_less = fields.optional(why, self.why_less.as_deref(), |text| fields::text(text, 200));
        let lost = booked.minus(left).unwrap_or(Milligrams(0));
        let said = lost <= FREE_LOSS || why_less.is_some();
        let zh = "比账面少 1 g 以上：请复称，或写明原因";
        fields.hold(why, said, zh, "more than 1 g less than booked: weigh again or say why");
        super::not_at_work(counter, &self.container)?;
        let use_by = last_day(&container, &lot);
        // What has passed its day is no leftover: there is nothing that the officer could release.
        if has_passed(use_by, counter.today()) {
            let message = format!("容器 {} 可用至 {use_by}，已过期，不能作结存；没有改动", self.container);
            return Err(Refusal::new("leftover_expired", message)
                .clause("shandong-guide", "第二十二条")
                .mend("请作废弃处置"));
        }
        let sealing = Sealing { at, by, use_by };
        Ok(ContainerSealed { container: self.container, booked, left, why_less, sealing })
    }
}

/// Seals what is left in several containers, as at the end of a day: each is weighed and judged by itself, and all are recorded or
/// none.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SealLeftovers {
    /// Which, each with what is left in it.
    pub containers: Vec<SealLeftover>,
}

impl Command for SealLeftovers {
    const NAME: &'static str = "container.seal_all";
    const WHO: Who = SealLeftover::WHO;
    const STALE: &'static [Topic] = SealLeftover::STALE;
    type Reply = Vec<Sealed>;
}

/// Refuses a list without anything in it, or with something twice.
fn listed(mut containers: Vec<&ContainerId>) -> Result<(), Refusal> {
    let count = containers.len();
    containers.sort_unstable();
    containers.dedup();
    if count == 0 || containers.len() < count {
        let message = "没有选择容器，或同一容器选了两次；没有改动";
        return Err(Refusal::new("containers_listed", message).mend("请逐个选择要处理的容器"));
    }
    Ok(())
}

impl<H: Host> Run<Counter<H>> for SealLeftovers {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Vec<Sealed>, Refusal> {
        listed(self.containers.iter().map(|one| &one.container).collect())?;
        let (mut fields, mut events) = (Fields::default(), Vec::new());
        for one in self.containers {
            let why = format!("why_less-{}", one.container);
            events.push(one.sealed(counter, caller, &mut fields, &why)?);
        }
        fields.all(Some(()))?;
        let sealed = events.iter().map(|event| Sealed { use_by: event.sealing.use_by }).collect();
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            for event in events {
                tx.record(event)?;
            }
            Ok(())
        })?;
        Ok(sealed)
    }
}

/// Releases a sealed leftover back to the store of materials.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ReleaseLeftover {
    /// Which.
    #[ts(as = "String")]
    pub container: ContainerId,
    /// Who decides and signs, whoever has the window.
    #[ts(as = "String")]
    pub officer: StaffId,
    /// The officer's PIN, entered at this moment.
    pub pin: String,
}

impl Command for ReleaseLeftover {
    const NAME: &'static str = "container.release";
    const WHO: Who = Who::Person(steps::AT_WORK);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for ReleaseLeftover {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let event = released(counter, self.container, &self.officer, caller)?;
        counter.authenticate(&self.officer, &self.pin)?;
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            tx.record(event)?;
            Ok(())
        })
    }
}

/// What would be recorded of a release. Whose decision it is, is judged before the PIN is looked at.
fn released<H: Host>(
    counter: &Counter<H>,
    id: ContainerId,
    officer: &StaffId,
    caller: &Caller,
) -> Result<ContainerReleased, Refusal> {
    let mut container = counter.store().container(&id)?;
    let lot = counter.store().lot(&container.lot)?;
    let today = counter.today();
    steps::usable(&lot, today)?;
    let last = last_day(&container, &lot);
    if has_passed(last, today) {
        let message = format!("容器 {id} 可用至 {last}，已过期，不能放行；没有改动");
        return Err(Refusal::new("leftover_expired", message)
            .clause("shandong-guide", "第二十二条")
            .mend("请作废弃处置"));
    }
    let shown = digest(&serde_json::to_vec(&container)?);
    let signature =
        counter.signature(officer.clone(), Role::Officer, Meaning::LeftoverRelease, shown, caller)?;
    container.release(&signature)?;
    Ok(ContainerReleased { container: id, signature })
}

/// Releases several sealed leftovers: the officer was shown each, and signs each by one entry of the PIN.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ReleaseLeftovers {
    /// Which.
    #[ts(as = "Vec<String>")]
    pub containers: Vec<ContainerId>,
    /// Who decides and signs, whoever has the window.
    #[ts(as = "String")]
    pub officer: StaffId,
    /// The officer's PIN, entered at this moment.
    pub pin: String,
}

impl Command for ReleaseLeftovers {
    const NAME: &'static str = "container.release_all";
    const WHO: Who = ReleaseLeftover::WHO;
    const STALE: &'static [Topic] = ReleaseLeftover::STALE;
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for ReleaseLeftovers {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let Self { containers, officer, pin } = self;
        listed(containers.iter().collect())?;
        let events = containers.into_iter().map(|id| released(counter, id, &officer, caller));
        let events = events.collect::<Result<Vec<_>, _>>()?;
        counter.authenticate(&officer, &pin)?;
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            for event in events {
                tx.record(event)?;
            }
            Ok(())
        })
    }
}
