//! 更正开封时间: a container that was opened earlier than the records say. It is never made to keep longer (山东指南
//! 第二十二条): only an earlier day is taken, with its reason, and the first opening stays readable in the ledger.

use chrono::NaiveDate;
use command::{Caller, Command, Run, Topic, Who};
use domain::event::ContainerOpeningCorrected;
use domain::ids::ContainerId;
use domain::leftover::{LeftoverError, Standing};
use domain::staff::Role;
use domain::stock::{Container, Lot};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::setup::{Fields, fields};
use crate::{Counter, Host, Refusal};

/// Corrects when a container was opened.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CorrectOpening {
    /// Which.
    #[ts(as = "String")]
    pub container: ContainerId,
    /// The day on which it was really opened, or the moment.
    pub opened_at: String,
    /// How that is known, and why the record is wrong.
    pub reason: String,
}

impl CorrectOpening {
    fn check(&self, container: &Container, lot: &Lot) -> Result<ContainerOpeningCorrected, Refusal> {
        let mut fields = Fields::default();
        let opened_at = fields.take("opened_at", fields::moment(&self.opened_at, container.opened_at));
        let reason = fields.take("reason", fields::text(&self.reason, 200));
        if let Some(at) = opened_at {
            let zh = "开封日期只能更正为更早：不得延长使用期限（山东指南 第二十二条）";
            let en =
                "only an earlier day is taken: nothing is made to keep longer (Shandong guide, article 22)";
            fields.hold("opened_at", day(at) < day(container.opened_at), zh, en);
            let zh = format!("不能早于该批收货日期 {}", lot.received_on);
            let en = format!("not before its lot was received on {}", lot.received_on);
            fields.hold("opened_at", lot.received_on <= day(at), &zh, &en);
        }
        let container = self.container.clone();
        let read = opened_at.zip(reason);
        fields.all(read.map(|(opened_at, reason)| ContainerOpeningCorrected { container, opened_at, reason }))
    }
}

fn day(at: domain::Moment) -> NaiveDate {
    domain::in_china(at).date_naive()
}

/// Refuses while a unit that is made from the container would keep longer than the container now does: the use-by day
/// that two people signed for it is too late.
fn no_unit_keeps_longer<H: Host>(
    counter: &Counter<H>,
    container: &ContainerId,
    until: NaiveDate,
) -> Result<(), Refusal> {
    for service in counter.store().open_services()? {
        let progress = service.progress();
        let Some(parts) = progress.clearance().map(|clearance| clearance.parts()) else { continue };
        let from_it = parts.components.iter().any(|part| part.container == *container);
        if from_it && until < parts.use_by.date() {
            let (number, use_by) = (progress.number(), parts.use_by.date());
            let message = format!(
                "容器 {container} 已用于服务 {number}，其使用期限 {use_by} 晚于更正后的期限 {until}；没有改动"
            );
            return Err(Refusal::new("unit_keeps_longer", message)
                .clause("shandong-guide", "第二十二条")
                .mend("请先报废该服务的这次调配，再更正开封日期"));
        }
    }
    Ok(())
}

impl Command for CorrectOpening {
    const NAME: &'static str = "container.correct_opening";
    const WHO: Who = Who::Person(&[Role::Operator, Role::Officer, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for CorrectOpening {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let container = counter.store().container(&self.container)?;
        if let Standing::Disposed { .. } = container.standing {
            return Err(LeftoverError::Gone(self.container).into());
        }
        let event = self.check(&container, &counter.store().lot(&container.lot)?)?;
        let until = container.after_opening.after(day(event.opened_at));
        no_unit_keeps_longer(counter, &self.container, until)?;
        counter.write(caller.actor(), Self::NAME, |tx| {
            tx.record(event)?;
            Ok(())
        })
    }
}
