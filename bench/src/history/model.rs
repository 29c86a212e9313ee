//! The services that moulds are made of: a store of its own in which each recipe that fits is made once, by every
//! command of the counter in turn.

use std::error::Error;

use chrono::TimeDelta;
use counter::Stands;
use counter::steps::agree::{Agree, Strokes};
use counter::steps::blend::{self, Batch, Weigh, Weight};
use counter::steps::clear::{Check, Clear, OpenContainer};
use counter::steps::deliver::{CleanEquipment, HandOver};
use counter::steps::label::{IssueLabel, ScanLabel};
use counter::steps::needs::RecordNeeds;
use counter::steps::notice::{Contact, GiveNotice};
use counter::steps::open::Open;
use counter::steps::plan::{Choose, Rank};
use counter::steps::release::Release;
use counter::steps::skin::{ImportSkinTest, SkipSkinTest};
use counter::{Assets, Caller, Counter, Host, Refusal, Run, demo};
use domain::Moment;
use domain::consent::{Choice, Purpose};
use domain::ids::{AreaId, EquipmentId, RecipeId, ServiceNumber, StaffId, TemplateId};
use domain::label::PrintEnd;
use domain::need::{Channel, Statement};
use domain::service::{Delivery, MaterialIn, Mode};
use store::{Key, Stamp};

use super::mould::Mould;

/// How many recipes are made at most.
const RECIPES: usize = 6;
/// The demo store's people and things that a service needs.
pub const ADVISOR: &str = "S01";
pub const OPERATOR: &str = "S02";
pub const OFFICER: &str = "S04";
pub const MANAGER: &str = "S06";
pub const EQUIPMENT: [&str; 3] = ["SC01", "VE01", "MX01"];
pub const AREA: &str = "A1";
pub const LABEL: &str = "label-60x40";

/// A machine whose clock goes on by what is done, and whose records may be stamped with another day.
pub struct Machine {
    pub now: Moment,
    pub stamped: Moment,
}

impl Host for Machine {
    fn now(&self) -> Moment {
        self.now
    }

    fn monotonic(&self) -> u64 {
        0
    }

    fn stamp(&self) -> Stamp {
        Stamp { at: self.stamped, monotonic: 0 }
    }

    fn save(&mut self, _: &str, _: &[u8]) -> std::io::Result<()> {
        Ok(())
    }
}

/// A refusal with its words, which a person needs to mend a bench.
pub fn said(refusal: Refusal) -> Box<dyn Error> {
    format!("{}: {}", refusal.code, refusal.message).into()
}

pub fn staff(id: &str) -> Result<Caller, Box<dyn Error>> {
    Ok(Caller::Staff(StaffId::new(id)?))
}

struct Walk {
    counter: Counter<Machine>,
    number: ServiceNumber,
}

/// A mould of each recipe that fits, every second one with an analyser's file.
pub fn moulds(now: Moment) -> Result<Vec<Mould>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let machine = Machine { now, stamped: now };
    let store = demo::found(folder.path(), &Key::new()?, &machine).map_err(said)?;
    let counter = Counter::new(store, machine, Assets::builtin().map_err(said)?);
    let mut walk = Walk { counter, number: ServiceNumber::parse("JN01-200101-0001")? };
    walk.opened()?;
    walk.advised(false)?;
    let asked = walk.asked();
    let recipes: Vec<RecipeId> =
        walk.call(ADVISOR, asked)?.fits.into_iter().map(|ranked| ranked.recipe).take(RECIPES).collect();
    let mut moulds = Vec::with_capacity(recipes.len());
    for (at, recipe) in recipes.into_iter().enumerate() {
        walk.opened()?;
        walk.advised(at % 2 == 0)?;
        walk.planned(recipe)?;
        walk.blended()?;
        walk.handed_over()?;
        moulds.push(Mould::of(walk.counter.store(), &walk.number)?);
    }
    Ok(moulds)
}

impl Walk {
    fn call<C: Run<Counter<Machine>>>(&mut self, who: &str, command: C) -> Result<C::Reply, Box<dyn Error>> {
        let host = self.counter.host_mut();
        host.now += TimeDelta::seconds(20);
        host.stamped = host.now;
        self.counter.call(&staff(who)?, command).map_err(said)
    }

    fn opened(&mut self) -> Result<(), Box<dyn Error>> {
        self.number = self.call(ADVISOR, Open { mode: Mode::Product, customer: None })?;
        Ok(())
    }

    fn advised(&mut self, with_file: bool) -> Result<(), Box<dyn Error>> {
        let service = self.number.clone();
        let contact = Contact { name: "演示顾客".to_owned(), phone: "10000000000".to_owned() };
        let choices = Purpose::ALL.map(|purpose| Choice { purpose, agreed: true }).to_vec();
        let notice =
            GiveNotice { service: service.clone(), age: 30, guardian: None, choices, contact: Some(contact) };
        self.call(ADVISOR, notice)?;
        let said = Statement { channel: Channel::SkinConsultation, text: "补水".to_owned() };
        let needs = RecordNeeds {
            service: service.clone(),
            statements: vec![said],
            stands: Some(Stands::Same),
            allergies: vec![],
            struck: vec![],
            pregnancy: Some(false),
            spoken: None,
        };
        self.call(ADVISOR, needs)?;
        if !with_file {
            return self.call(ADVISOR, SkipSkinTest { service }).map(|_| ());
        }
        let bytes = format!(
            "编号,检测时间,水分(%),油分,敏感,毛孔,色斑,皱纹,年龄,备注\n{},2025-10-01 10:10,45.1,62.5,70,58.25,81,90,30,演示数据\n",
            self.number
        );
        let import =
            ImportSkinTest { service, bytes: bytes.into(), profile: None, row: None, real_age: Some(30) };
        self.call(ADVISOR, import).map(|_| ())
    }

    fn asked(&self) -> Rank {
        Rank { service: self.number.clone(), size: None, spoken: None }
    }

    fn planned(&mut self, recipe: RecipeId) -> Result<(), Box<dyn Error>> {
        let choose =
            Choose {
                asked: self.asked(), recipe: Some(recipe), reason: Some("演示：顾客自选".to_owned())
            };
        let lots = self.call(ADVISOR, choose)?.ranked.lots;
        let stroke = vec![(10.0, 20.0, 0.0), (200.0, 90.0, 80.0), (390.0, 30.0, 160.0)];
        let strokes = Strokes { width: 420.0, height: 180.0, strokes: vec![stroke] };
        let agree = Agree { service: self.number.clone(), signer: "演示顾客".to_owned(), strokes };
        self.call(ADVISOR, agree)?;
        for id in EQUIPMENT {
            let clean = CleanEquipment { equipment: EquipmentId::new(id)?, valid_hours: 24 };
            self.call(OPERATOR, clean)?;
        }
        let area = serde_json::json!({ "area": AREA, "procedure": "演示规程-QC-1", "valid_hours": 24 });
        let operator = staff(OPERATOR)?;
        self.counter.dispatch(counter::Window::Staff, &operator, "area.clean", area).map_err(said)?;
        for pick in lots {
            // A lot of which no unit is left unopened has one under use already, or the check says so.
            let _ = self.call(OPERATOR, OpenContainer { lot: pick.lot });
        }
        Ok(())
    }

    fn check(&self) -> Result<Check, Box<dyn Error>> {
        let at = self.counter.host().now();
        check(&self.number, at)
    }

    fn blended(&mut self) -> Result<(), Box<dyn Error>> {
        let check = self.check()?;
        let checked = self.call(OPERATOR, check.clone())?;
        let clear = Clear {
            check,
            shown: checked.shown,
            operator_pin: "200002".to_owned(),
            officer_pin: "400004".to_owned(),
        };
        // The sheet is a moment's: between looking and signing the clock stands still here.
        self.counter.call(&staff(OPERATOR)?, clear).map_err(said)?;
        while let Some(next) = blend::next(&self.counter.service(&self.number).map_err(said)?) {
            let (service, lot, container) = (self.number.clone(), next.lot, next.container);
            let weight = Weight::Scale { weight: next.target };
            self.call(OPERATOR, Weigh { service, lot, container, weight, batch: Batch::AsCleared })?;
        }
        Ok(())
    }

    fn handed_over(&mut self) -> Result<(), Box<dyn Error>> {
        let service = self.number.clone();
        let template = TemplateId::new(LABEL)?;
        self.call(OPERATOR, IssueLabel { service: service.clone(), template })?;
        let print = self.counter.start_print(&staff(OPERATOR)?, &service, None).map_err(said)?;
        self.counter.print_ended(&print, PrintEnd::Saved, None).map_err(said)?;
        let read = service.to_string();
        self.call(OFFICER, ScanLabel { service: service.clone(), read })?;
        let officer = StaffId::new(OFFICER)?;
        self.call(OFFICER, Release { service: service.clone(), officer, pin: "400004".to_owned() })?;
        let hand_over = HandOver { service, delivery: Delivery::OnTheSpot, hints_given: true };
        self.call(ADVISOR, hand_over).map(|_| ())
    }
}

/// A check of the demo store's usual bench.
pub fn check(service: &ServiceNumber, at: Moment) -> Result<Check, Box<dyn Error>> {
    let equipment: Result<Vec<_>, _> = EQUIPMENT.into_iter().map(EquipmentId::new).collect();
    Ok(Check {
        service: service.clone(),
        operator: StaffId::new(OPERATOR)?,
        officer: StaffId::new(OFFICER)?,
        area: AreaId::new(AREA)?,
        equipment: equipment?,
        template: TemplateId::new(LABEL)?,
        brought_in: MaterialIn { by_route: true, outer_pack_treated: true, at },
        spoken: None,
    })
}
