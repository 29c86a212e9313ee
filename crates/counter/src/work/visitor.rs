//! 外来人员: somebody from outside enters the operation area because it must be, with somebody of the store, and as the
//! hygiene rules ask (山东指南 第六条). The name goes into the vault and into no message.

use command::{Caller, Command, Run, Topic, Who};
use domain::event::{VisitorEntered, VisitorLeft};
use domain::ids::{AreaId, StaffId, VisitId};
use domain::visitor::{Hygiene, Visit};
use rules::duties::terms;
use rules::facts;
use serde::{Deserialize, Serialize};
use store::Kind;
use ts_rs::TS;

use crate::setup::{Fields, fields};
use crate::{Counter, Host, Refusal, steps};

/// Lets a visitor in.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct EnterVisitor {
    /// The visitor's name.
    pub name: String,
    /// What makes it necessary.
    pub purpose: String,
    /// Into which area.
    pub area: String,
    /// Who of the store stays with the visitor.
    pub escort: String,
    /// Whether the store's rules were told.
    pub told: bool,
    /// Whether hands were cleaned.
    pub cleaned: bool,
    /// Whether the visitor was disinfected; `None` where that was not needed.
    pub disinfected: Option<bool>,
    /// Whether coat, cap and what else the rules ask for were put on.
    pub dressed: bool,
}

/// A visit that began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Entered {
    /// Its number.
    #[ts(as = "String")]
    pub visit: VisitId,
}

/// A visit before its name is sealed.
struct Form {
    name: String,
    purpose: String,
    area: AreaId,
    escort: StaffId,
}

impl EnterVisitor {
    fn check<H: Host>(&self, counter: &Counter<H>) -> Result<Form, Refusal> {
        let today = counter.today();
        let known = super::areas(counter)?;
        let mut fields = Fields::default();
        let name = fields.take("name", fields::text(&self.name, 40));
        let purpose = fields.take("purpose", fields::text(&self.purpose, 100));
        let areas = known.iter().map(AreaId::as_str);
        let area: Option<AreaId> = fields.take("area", fields::known_id(&self.area, areas));
        let there = area.as_ref().is_none_or(|area| known.contains(area));
        fields.hold("area", there, "没有这个操作区域：请核对区域编号", "no such area");
        let staff = counter.store().staff()?;
        let numbers = staff.iter().map(|row| row.member.id.as_str());
        let escort: Option<StaffId> = fields.take("escort", fields::known_id(&self.escort, numbers));
        if let (Some(area), Some(escort)) = (&area, &escort) {
            let row = counter.store().person(escort)?;
            let zh = "陪同人不在店内：请先登记到店，或换一位";
            fields.hold("escort", row.here_on(today).is_some(), zh, "the escort is not in the store");
            let leave = terms::area_leave(&facts::Person::of(&row.member, true), area.as_str());
            let leave = leave.holds(counter.host().now());
            let zh = "陪同人没有进入该区域的授权（山东指南 第四条）";
            fields.hold("escort", leave, zh, "the escort may not enter this area");
        }
        let form = name.zip(purpose).zip(area).zip(escort);
        fields.all(form.map(|(((name, purpose), area), escort)| Form { name, purpose, area, escort }))
    }
}

impl Command for EnterVisitor {
    const NAME: &'static str = "visitor.enter";
    const WHO: Who = Who::Person(steps::AT_WORK);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = Entered;
}

impl<H: Host> Run<Counter<H>> for EnterVisitor {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Entered, Refusal> {
        let Form { name, purpose, area, escort } = self.check(counter)?;
        let Self { told, cleaned, disinfected, dressed, .. } = self;
        let hygiene = Hygiene { told, cleaned, disinfected, dressed };
        if !hygiene.holds() {
            let message = "外来人员须先告知规定、清洁（必要时消毒）并按要求着装，才能进入操作区域；没有登记";
            return Err(Refusal::new("visitor_hygiene", message)
                .clause("shandong-guide", "第六条")
                .mend("逐项做到后再登记进入"));
        }
        let entered_at = counter.host().now();
        let before = counter.store().visits_on(entered_at.date_naive())?.len();
        let id = VisitId::new(&format!("V{}-{:02}", entered_at.format("%y%m%d"), before + 1))?;
        let visit = id.clone();
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            let name = tx.seal(Kind::Visitor, name.as_bytes())?;
            let visit = Visit { id, name, purpose, area, escort, hygiene, entered_at };
            tx.record(VisitorEntered { visit })?;
            Ok(())
        })?;
        Ok(Entered { visit })
    }
}

/// Marks that a visitor left.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LeaveVisitor {
    /// Which visit.
    #[ts(as = "String")]
    pub visit: VisitId,
}

impl Command for LeaveVisitor {
    const NAME: &'static str = "visitor.leave";
    const WHO: Who = Who::Person(steps::AT_WORK);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for LeaveVisitor {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        if counter.store().visit(&self.visit)?.left_at.is_some() {
            return Ok(());
        }
        let event = VisitorLeft { visit: self.visit, at: counter.host().now() };
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            tx.record(event)?;
            Ok(())
        })
    }
}
