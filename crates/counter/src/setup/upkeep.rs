//! What takes equipment out of use and brings it back: a declared change or repair owes a sample test, and so does a long
//! stop once equipment and environment were inspected (山东指南 第十、十四条).
//!
//! It refuses to say that equipment may be used: that is the checks' answer, from what is recorded here.

use chrono::NaiveDate;
use command::{Caller, Command, Run, Topic, Who};
use domain::event::{EquipmentInspected, EquipmentTestDue};
use domain::ids::EquipmentId;
use domain::premises::{Equipment, TestTrigger};
use domain::staff::Role;
use rules::DutyKind;
use rules::duties::{Term, Until};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fields::{self, Fields};
use crate::owed::{House, Owed};
use crate::view::DutyCard;
use crate::{Counter, Host, Refusal};

/// Whether a piece stands where nothing is owed by a long stop, and whether by a test: the inspection's duty and the
/// test's.
pub(super) fn standing<H: Host>(
    counter: &Counter<H>,
    piece: &EquipmentId,
) -> Result<(DutyCard, DutyCard), Refusal> {
    let house = House::of(counter)?;
    let duties = Owed::of(counter)?.house(&house).tests()?.duties();
    let card = |kind| duties.card(kind, piece.as_str()).unwrap_or_else(|| DutyCard::of(counter, Term::Never));
    Ok((card(DutyKind::EquipmentInspection), card(DutyKind::EquipmentTest)))
}

/// Records that equipment and environment were inspected after a long stop. What was not found in order is not recorded
/// as inspected: it is repaired or cleaned first.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct InspectEquipment {
    /// Which.
    #[ts(as = "String")]
    pub equipment: EquipmentId,
    /// When.
    pub on: String,
    /// Whether the equipment was found in order.
    pub equipment_sound: bool,
    /// Whether the environment around it was.
    pub environment_sound: bool,
}

impl InspectEquipment {
    fn check(&self, piece: &Equipment, reached: NaiveDate, today: NaiveDate) -> Result<NaiveDate, Refusal> {
        let mut fields = Fields::default();
        let on = fields.take("on", fields::past_day(&self.on, today));
        if let Some(on) = on {
            let zh = format!("自查须在停用满期之后：不早于 {reached}");
            let en = format!("once the stop has lasted long enough: not before {reached}");
            fields.hold("on", reached <= on, &zh, &en);
            let later = piece.inspected_on.filter(|last| on < *last);
            let (zh, en) = ("已有更晚的自查记录", "a later inspection is on record");
            fields.hold("on", later.is_none(), zh, en);
        }
        let zh = "自查不合格不能记为已自查：请先维修或更换，再查";
        let en = "not in order is not inspected: repair or replace it, then inspect again";
        fields.hold("equipment_sound", self.equipment_sound, zh, en);
        let zh = "环境不合格不能记为已自查：请先清洁、消毒、调整，再查";
        let en = "not in order is not inspected: clean, disinfect or adjust, then inspect again";
        fields.hold("environment_sound", self.environment_sound, zh, en);
        fields.all(on)
    }
}

impl Command for InspectEquipment {
    const NAME: &'static str = "equipment.inspect";
    const WHO: Who = Who::Person(&[Role::Officer, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for InspectEquipment {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let (today, piece) = (counter.today(), counter.store().piece(&self.equipment)?);
        let (inspection, test) = standing(counter, &piece.id)?;
        // It is in order through the day before the stop has lasted long enough; from an inspection on it has no end.
        let reached = match inspection.until {
            Some(Until::Day(last)) => last.succ_opt().unwrap_or(last),
            Some(Until::Moment(_)) | None => piece.last_used,
        };
        if inspection.holds && inspection.until.is_some() {
            let message = format!("{} 停用未满期（{reached} 起须自查），不需要自查；没有改动", piece.id);
            return Err(Refusal::new("not_idle", message).clause("shandong-guide", "第十四条"));
        }
        if inspection.holds {
            let message = format!("{} 停用后已经自查；没有改动", piece.id);
            return Err(Refusal::new("already_inspected", message).mend("下一步是样品检验合格"));
        }
        let on = self.check(&piece, reached, today)?;
        // 第十条 asks for the test after more than half a year, 第十四条 for the inspection from the day of half a year on.
        let due = (!test.holds && piece.open_test.is_none())
            .then(|| EquipmentTestDue { equipment: piece.id.clone(), trigger: TestTrigger::LongStop });
        counter.write(caller.actor(), Self::NAME, |tx| {
            tx.record(EquipmentInspected { equipment: piece.id, on })?;
            if let Some(due) = due {
                tx.record(due)?;
            }
            Ok(())
        })
    }
}

/// What was done to equipment that makes its next product another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// 设备、工艺、环境的较大改变.
    Changed,
    /// 维修、保养.
    Repaired,
}

impl From<Change> for TestTrigger {
    fn from(change: Change) -> Self {
        match change {
            Change::Changed => Self::Changed,
            Change::Repaired => Self::Repaired,
        }
    }
}

/// Declares a change of equipment, process or environment, or a repair: each piece that it touches owes a sample test
/// before it is used again.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DeclareChange {
    /// Which pieces; a change of process or environment touches several.
    #[ts(as = "Vec<String>")]
    pub equipment: Vec<EquipmentId>,
    /// What was done.
    pub change: Change,
}

impl Command for DeclareChange {
    const NAME: &'static str = "equipment.declare_change";
    const WHO: Who = Who::Person(&[Role::Operator, Role::Officer, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for DeclareChange {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let mut fields = Fields::default();
        let mut pieces: Vec<Equipment> = Vec::with_capacity(self.equipment.len());
        for id in &self.equipment {
            let piece = counter.store().piece(id)?;
            let twice = pieces.iter().any(|known| known.id == piece.id);
            fields.hold("equipment", !twice, "同一设备选了两次", "the same piece stands twice");
            pieces.push(piece);
        }
        let none = pieces.is_empty();
        fields.hold("equipment", !none, "至少选一件设备", "choose at least one piece");
        let trigger = TestTrigger::from(self.change);
        for piece in pieces.iter().filter(|piece| piece.open_test == Some(trigger)) {
            let zh = format!("{} 已登记过，样品检验尚未合格", piece.id);
            let en = format!("{} is declared already and its test not passed yet", piece.id);
            fields.hold("equipment", false, &zh, &en);
        }
        let pieces = fields.all(Some(pieces))?;
        counter.write(caller.actor(), Self::NAME, |tx| {
            for piece in pieces {
                tx.record(EquipmentTestDue { equipment: piece.id, trigger })?;
            }
            Ok(())
        })
    }
}
