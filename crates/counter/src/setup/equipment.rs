//! Equipment set up and tested, and readings of the operation area (山东指南 第十、十二、十四条).
//!
//! New equipment owes a sample test, and so does what moved to another area; nothing here forgives it but a passed
//! test. Cleaning is a step of the work and stands there.

use chrono::TimeDelta;
use command::{Caller, Command, Run, Topic, Who};
use domain::event::{EnvironmentRead, EquipmentRegistered, EquipmentTested};
use domain::ids::{AreaId, DocumentNumber, EquipmentId};
use domain::premises::{EnvironmentReading, Equipment, TestTrigger};
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fields::{self, Fields};
use super::stock::found;
use super::upkeep::standing;
use crate::{Counter, Host, Refusal};

/// Sets a piece of equipment up, or changes what is said of it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RegisterEquipment {
    /// Its number, as it stands on the piece.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The area it stands in.
    pub area: String,
    /// Dedicated to wax-based products (山东指南 第十二条).
    pub wax_only: bool,
    /// The procedure of operating and cleaning in force.
    pub procedure: String,
}

impl Command for RegisterEquipment {
    const NAME: &'static str = "equipment.register";
    const WHO: Who = Who::Person(&[Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for RegisterEquipment {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let mut fields = Fields::default();
        let known = counter.store().equipment()?;
        let pieces = known.iter().map(|piece| piece.id.as_str());
        let id: Option<EquipmentId> = fields.take("id", fields::known_id(&self.id, pieces));
        let name = fields.take("name", fields::text(&self.name, 60));
        let areas = crate::work::areas(counter)?;
        let areas = areas.iter().map(AreaId::as_str);
        let area: Option<AreaId> = fields.take("area", fields::known_id(&self.area, areas));
        let procedure: Option<DocumentNumber> = fields.take("procedure", fields::id(&self.procedure));
        let (((id, name), area), procedure) = fields.all(id.zip(name).zip(area).zip(procedure))?;
        let fresh = Equipment {
            id: id.clone(),
            name: name.clone(),
            area: area.clone(),
            wax_only: self.wax_only,
            procedure: procedure.clone(),
            last_used: counter.today(),
            cleaned: None,
            open_test: Some(TestTrigger::Installed),
            inspected_on: None,
            tested_on: None,
        };
        let equipment = match found(counter.store().piece(&id))? {
            None => fresh,
            Some(before) => {
                let moved = (before.area != area).then_some(TestTrigger::Changed);
                let open_test = before.open_test.or(moved);
                let wax_only = self.wax_only;
                Equipment { name, area, wax_only, procedure, open_test, tested_on: None, ..before }
            }
        };
        counter.write(caller.actor(), Self::NAME, |tx| {
            tx.record(EquipmentRegistered { equipment })?;
            Ok(())
        })
    }
}

/// Records that a piece of equipment passed its sample test.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PassEquipment {
    /// Which.
    #[ts(as = "String")]
    pub equipment: EquipmentId,
    /// The report.
    pub report: String,
}

impl Command for PassEquipment {
    const NAME: &'static str = "equipment.passed";
    const WHO: Who = Who::Person(&[Role::Officer, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for PassEquipment {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let mut fields = Fields::default();
        let report: Option<DocumentNumber> = fields.take("report", fields::id(&self.report));
        let report = fields.all(report)?;
        counter.store().piece(&self.equipment)?;
        if !standing(counter, &self.equipment)?.0.holds {
            let message = format!("{} 停用已满半年，须先自查再检验；没有改动", self.equipment);
            return Err(Refusal::new("inspect_first", message)
                .clause("shandong-guide", "第十四条")
                .mend("请先对设备和环境自查并登记"));
        }
        let (on, equipment) = (counter.today(), self.equipment);
        let event = EquipmentTested { equipment, on, passed: true, report: Some(report) };
        counter.write(caller.actor(), Self::NAME, |tx| {
            tx.record(event)?;
            Ok(())
        })
    }
}

/// The longest from one reading to the next: whatever the plan says, what is done once in years is not regular.
const MOST_DAYS: TimeDelta = TimeDelta::days(366);

/// Records a reading of an operation area that the store has; a new store's first area comes with its first piece of
/// equipment, or with this.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReadRoom {
    /// Where.
    pub area: String,
    /// Airborne bacteria in cfu/m³.
    pub cfu: u32,
    /// Tenths of a degree Celsius.
    pub temperature: i32,
    /// Tenths of a per cent relative humidity.
    pub humidity: i32,
    /// When the monitoring plan asks for the next reading: a day, or a moment.
    pub next_due: String,
}

impl Command for ReadRoom {
    const NAME: &'static str = "room.read";
    const WHO: Who = Who::Person(&[Role::Operator, Role::Officer, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for ReadRoom {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let at = counter.host().now();
        let mut fields = Fields::default();
        let known = crate::work::areas(counter)?;
        let areas = known.iter().map(AreaId::as_str);
        let area: Option<AreaId> = fields.take("area", fields::known_id(&self.area, areas));
        let there = known.is_empty() || area.as_ref().is_none_or(|area| known.contains(area));
        let zh = "没有这个操作区域：请核对区域编号；新的区域先在那里登记设备";
        fields.hold("area", there, zh, "no such area: register the equipment of a new area first");
        let next_due = fields.take("next_due", fields::moment(&self.next_due, at));
        if let Some(next) = next_due {
            fields.hold("next_due", at < next, "须晚于本次监测", "after this reading");
            let regular = next.signed_duration_since(at) <= MOST_DAYS;
            fields.hold(
                "next_due",
                regular,
                "须在 366 天以内：监测要定期做",
                "within 366 days of this reading",
            );
        }
        let fine = self.cfu <= 1_000_000;
        fields.hold("cfu", fine, "菌落数须为 0 至 1000000 cfu/m³", "0 to 1,000,000 cfu/m³");
        let temperature = i16::try_from(self.temperature).ok().filter(|tenths| (-200..=600).contains(tenths));
        fields.hold("temperature", temperature.is_some(), "温度须为 -20 至 60 ℃", "-20 to 60 °C");
        let humidity = u16::try_from(self.humidity).ok().filter(|tenths| *tenths <= 1_000);
        fields.hold("humidity", humidity.is_some(), "湿度须为 0 至 100 %", "0 to 100 %");
        let read = area.zip(next_due).zip(temperature.zip(humidity));
        let ((area, next_due), (temperature, humidity)) = fields.all(read)?;
        let cfu = self.cfu;
        let reading = EnvironmentReading { area, at, cfu, temperature, humidity, next_due };
        counter.write(caller.actor(), Self::NAME, |tx| {
            tx.record(EnvironmentRead { reading })?;
            Ok(())
        })
    }
}
