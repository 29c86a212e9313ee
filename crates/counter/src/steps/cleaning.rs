//! 清场 at another's window: the operator who cleaned says so with a PIN, for every piece at once, and whoever sits at the window
//! goes on sitting there (山东指南 第二十三条).

use command::{Caller, Command, Run, Topic, Who};
use domain::event::{AreaCleaned, EquipmentCleaned, Event};
use domain::ids::{AreaId, DocumentNumber, EquipmentId, StaffId};
use domain::premises::Cleaning;
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use words::Worded as _;

use super::deliver::valid_until;
use crate::owed::House;
use crate::setup::Fields;
use crate::{Counter, Host, Refusal, bounds};

/// One piece that was cleaned.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct CleanedPiece {
    /// Which.
    #[ts(as = "String")]
    pub equipment: EquipmentId,
    /// How long the cleaning holds by its procedure, in hours.
    pub valid_hours: u32,
}

/// An operation area that was cleared and cleaned.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct CleanedArea {
    /// Which.
    #[ts(as = "String")]
    pub area: AreaId,
    /// By which procedure.
    #[ts(as = "String")]
    pub procedure: DocumentNumber,
    /// How long the cleaning holds by its procedure, in hours.
    pub valid_hours: u32,
}

/// Records that an operator cleaned equipment and the area that it stands in, by that operator's PIN.
#[derive(Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct CleanBy {
    /// What was cleaned.
    pub cleaned: Vec<CleanedPiece>,
    /// Where it stands.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<CleanedArea>>")]
    pub areas: Vec<CleanedArea>,
    /// Who cleaned it, whoever has the window.
    #[ts(as = "String")]
    pub operator: StaffId,
    /// The operator's PIN, entered at this moment.
    pub pin: String,
}

impl Command for CleanBy {
    const NAME: &'static str = "equipment.clean_by";
    const WHO: Who = Who::Person(super::AT_WORK);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for CleanBy {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let Self { cleaned, areas, operator, pin } = self;
        let member = counter.store().person(&operator)?.member;
        if !member.holds(Role::Operator, counter.today()) {
            let message = format!("{operator} 不是在岗的{}，不能登记清洁；没有改动", Role::Operator.zh());
            return Err(Refusal::new("signer_role", message).clause("shandong-guide", "第二十三条"));
        }
        let (at, mut fields) = (counter.host().now(), Fields::default());
        let most = bounds::cleaning_hours(counter)?;
        let any = !cleaned.is_empty() || !areas.is_empty();
        fields.hold("cleaned", any, "至少选一件设备或一个区域", "choose at least one piece or area");
        let house = House::of(counter)?;
        let known = house.areas();
        let mut events: Vec<Event> = Vec::with_capacity(cleaned.len() + areas.len());
        for CleanedPiece { equipment, valid_hours } in cleaned {
            counter.store().piece(&equipment)?;
            let Some(valid_until) = valid_until(&mut fields, at, valid_hours, most) else { continue };
            let cleaning = Cleaning { at, valid_until, used_since: false };
            events.push(EquipmentCleaned { equipment, cleaning, by: operator.clone() }.into());
        }
        for CleanedArea { area, procedure, valid_hours } in areas {
            fields.hold("areas", known.contains(&area), "没有这个操作区域：请核对区域编号", "no such area");
            let Some(valid_until) = valid_until(&mut fields, at, valid_hours, most) else { continue };
            let cleaning = Cleaning { at, valid_until, used_since: false };
            events.push(AreaCleaned { area, procedure, cleaning, by: operator.clone() }.into());
        }
        let events = fields.all(Some(events))?;
        counter.authenticate(&operator, &pin)?;
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            for event in events {
                tx.record(event)?;
            }
            Ok(())
        })
    }
}
