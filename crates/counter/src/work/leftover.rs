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
        let (at, by) = (counter.host().now(), StaffId::new(caller.actor())?);
        let container = counter.store().container(&self.container)?;
        let lot = counter.store().lot(&container.lot)?;
        let (booked, left) = (container.left, Milligrams(self.left_mg));
        let mut fields = Fields::default();
        let why_less = fields.optional("why_less", self.why_less.as_deref(), |text| fields::text(text, 200));
        let lost = booked.minus(left).unwrap_or(Milligrams(0));
        let said = lost <= FREE_LOSS || why_less.is_some();
        let zh = "比账面少 1 g 以上：请复称，或写明原因";
        fields.hold("why_less", said, zh, "more than 1 g less than booked: weigh again or say why");
        fields.all(Some(()))?;
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
        let event = ContainerSealed { container: self.container, booked, left, why_less, sealing };
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))?;
        Ok(Sealed { use_by })
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
        let mut container = counter.store().container(&self.container)?;
        let lot = counter.store().lot(&container.lot)?;
        let today = counter.today();
        steps::usable(&lot, today)?;
        let last = last_day(&container, &lot);
        if has_passed(last, today) {
            let message = format!("容器 {} 可用至 {last}，已过期，不能放行；没有改动", self.container);
            return Err(Refusal::new("leftover_expired", message)
                .clause("shandong-guide", "第二十二条")
                .mend("请作废弃处置"));
        }
        let shown = digest(&serde_json::to_vec(&container)?);
        let signature = counter.signature(
            self.officer.clone(),
            Role::Officer,
            Meaning::LeftoverRelease,
            shown,
            caller,
        )?;
        // Whose decision it is, is judged before the PIN is looked at.
        container.release(&signature)?;
        counter.authenticate(&self.officer, &self.pin)?;
        let event = ContainerReleased { container: self.container, signature };
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            tx.record(event)?;
            Ok(())
        })
    }
}
