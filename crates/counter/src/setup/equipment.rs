//! Equipment set up and tested (山东指南 第十、十二、十四条).
//!
//! New equipment owes a sample test, and so does what moved to another area; nothing here forgives it but a passed
//! test. Cleaning is a step of the work and stands there.

use command::{Caller, Command, Run, Topic, Who};
use domain::event::{EquipmentRegistered, EquipmentTested};
use domain::ids::{AreaId, DocumentNumber, EquipmentId};
use domain::premises::{Equipment, TestTrigger};
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
