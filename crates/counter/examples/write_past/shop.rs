//! A counter over the store that is kept, and the way of one customer through it. Every record is written by the
//! command that writes it at a counter; this module only brings what people would bring.

use chrono::TimeDelta;
use counter::steps::agree::{Agree, Strokes};
use counter::steps::blend::{self, Batch, Next, Weigh, Weight};
use counter::steps::clear::{Check, Clear, OpenContainer};
use counter::steps::deliver::{CleanEquipment, HandOver};
use counter::steps::label::{IssueLabel, ScanLabel};
use counter::steps::needs::{RecordNeeds, SameNeeds};
use counter::steps::notice::{Contact, GiveNotice, Guardian};
use counter::steps::open::{Open, RepeatService};
use counter::steps::plan::{Choose, Rank};
use counter::steps::release::Release;
use counter::steps::skin::{ImportSkinTest, SkipSkinTest};
use counter::{Assets, Caller, Counter, Host as _, Refusal, Run, Spoken, Stands, stopped};
use domain::Moment;
use domain::consent::{Choice, Purpose};
use domain::ids::{AreaId, CustomerId, EquipmentId, RecipeId, ServiceNumber, StaffId, TemplateId};
use domain::label::{LabelCopy, PrintEnd};
use domain::need::{Channel, Statement};
use domain::quantity::Milligrams;
use domain::service::{Delivery, MaterialIn, Mode, Step};
use serde_json::Value;
use store::{Store, StoreError, Tx};

use crate::figures::Clock;

pub type Told<T = ()> = Result<T, Box<dyn std::error::Error>>;

pub const ADVISOR: &str = "S01";
pub const OPERATOR: &str = "S02";
pub const OFFICER: &str = "S04";
pub const MANAGER: &str = "S06";
pub const OFFICER_PIN: &str = "400004";
pub const MANAGER_PIN: &str = "600006";
const OPERATOR_PIN: &str = "200002";
const BENCH: [&str; 3] = ["SC01", "VE01", "MX01"];

/// A member of staff as a caller.
pub fn staff(id: &str) -> Result<Caller, Refusal> {
    Ok(Caller::Staff(StaffId::new(id)?))
}

/// A file of an analyser.
#[derive(Clone)]
pub struct Skin {
    pub file: &'static [u8],
    pub profile: Option<&'static str>,
    pub row: Option<&'static str>,
    pub real_age: Option<u8>,
}

/// What a customer comes with.
#[derive(Clone)]
pub struct Guest {
    pub mode: Mode,
    pub age: u8,
    pub guardian: Option<(&'static str, &'static str)>,
    pub asked: Vec<Purpose>,
    pub agrees: Vec<Purpose>,
    pub contact: Option<(&'static str, &'static str)>,
    pub says: Vec<(Channel, &'static str)>,
    pub same: bool,
    pub allergies: Vec<&'static str>,
    pub pregnancy: bool,
    pub spoken: Option<Spoken>,
    pub skin: Option<Skin>,
    pub recipe: Option<&'static str>,
    pub reason: Option<&'static str>,
    pub grams: Option<u64>,
    pub signer: &'static str,
    pub template: &'static str,
    pub printer: Option<&'static str>,
    pub by_hand: Option<&'static str>,
    pub equipment: Vec<&'static str>,
}

impl Default for Guest {
    fn default() -> Self {
        Self {
            mode: Mode::Product,
            age: 30,
            guardian: None,
            asked: Purpose::ALL.to_vec(),
            agrees: vec![Purpose::ServiceRecord, Purpose::SkinAndAllergy],
            contact: None,
            says: vec![(Channel::OnlineQuestionnaire, "补水")],
            same: false,
            allergies: Vec::new(),
            pregnancy: false,
            spoken: None,
            skin: None,
            recipe: None,
            reason: None,
            grams: None,
            signer: "演示顾客",
            template: "label-60x40",
            printer: Some("标签机"),
            by_hand: None,
            equipment: BENCH.to_vec(),
        }
    }
}

/// A counter with the service that is before it.
pub struct Shop {
    pub counter: Counter<Clock>,
    pub number: ServiceNumber,
    pub guest: Guest,
}

/// The same wishes again, with allergies and pregnancy asked.
fn same(service: ServiceNumber) -> SameNeeds {
    SameNeeds {
        service,
        stands: Some(Stands::Same),
        allergies: Vec::new(),
        struck: Vec::new(),
        pregnancy: Some(false),
        spoken: None,
    }
}

impl Shop {
    pub fn over(store: Store, clock: Clock) -> Told<Self> {
        let counter = Counter::new(store, clock, Assets::builtin()?);
        Ok(Self { counter, number: ServiceNumber::parse("JN01-261116-0001")?, guest: Guest::default() })
    }

    /// Some seconds go by.
    pub fn wait(&mut self, seconds: i64) {
        let clock = self.counter.host_mut();
        clock.now += TimeDelta::seconds(seconds);
        clock.monotonic += u64::try_from(seconds * 1_000).unwrap_or_default();
    }

    /// Waits until a moment.
    pub fn until_clock(&mut self, moment: &str) -> Told {
        let seconds = Moment::parse_from_rfc3339(moment)? - self.counter.host().now();
        if seconds.num_seconds() < 0 {
            return Err(format!("the work went on past {moment}").into());
        }
        self.wait(seconds.num_seconds());
        Ok(())
    }

    /// A command, half a minute after the one before.
    pub fn by<C: Run<Counter<Clock>>>(&mut self, who: &str, command: C) -> Told<C::Reply> {
        self.wait(31);
        Ok(self.counter.call(&staff(who)?, command)?)
    }

    /// A command that must be refused.
    pub fn refused<C: Run<Counter<Clock>>>(&mut self, who: &str, command: C, code: &str) -> Told {
        self.wait(17);
        match self.counter.call(&staff(who)?, command) {
            Err(refusal) if refusal.code == code => Ok(()),
            Err(refusal) => Err(format!("refused with {} and not {code}: {refusal}", refusal.code).into()),
            Ok(_) => Err(format!("{} was not refused", C::NAME).into()),
        }
    }

    /// A command as the staff's window sends it.
    pub fn sent(&mut self, who: &str, name: &str, arguments: Value) -> Told<Value> {
        self.wait(23);
        let caller = staff(who)?;
        let answer = self.counter.dispatch(counter::Window::Staff, &caller, name, arguments);
        answer.map_err(|refusal| format!("{name} by {who}: {refusal:?}").into())
    }

    /// Writes by the store's own door, as its upkeep does.
    pub fn upkeep<T>(self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>) -> Told<Self> {
        let Self { counter, number, guest } = self;
        let clock = Clock { now: counter.host().now, monotonic: counter.host().monotonic };
        let stamp = counter::Host::stamp(&clock);
        let mut store = counter.into_store();
        store.transact("system", "upkeep", stamp, work)?;
        Ok(Self { counter: Counter::new(store, clock, Assets::builtin()?), number, guest })
    }

    pub fn step(&self) -> Told<Step> {
        Ok(self.counter.service(&self.number)?.step())
    }

    /// Opens a service and takes it to a step.
    pub fn come(&mut self, guest: Guest, step: Step) -> Told<ServiceNumber> {
        self.number = self.by(ADVISOR, Open { mode: guest.mode, customer: None })?;
        self.guest = guest;
        self.until(step)?;
        Ok(self.number.clone())
    }

    /// A customer comes back.
    pub fn come_again(&mut self, customer: CustomerId, guest: Guest, step: Step) -> Told<ServiceNumber> {
        self.number = if guest.mode == Mode::Product {
            self.by(ADVISOR, RepeatService { customer })?
        } else {
            self.by(MANAGER, Open { mode: guest.mode, customer: Some(customer) })?
        };
        self.guest = guest;
        self.until(step)?;
        Ok(self.number.clone())
    }

    /// A whole service, and what is owed after it.
    pub fn serve(&mut self, guest: Guest, delivery: Delivery) -> Told<ServiceNumber> {
        let product = matches!(guest.mode, Mode::Product | Mode::Combined);
        self.come(guest, if product { Step::Released } else { Step::Agreed })?;
        self.hand_over(delivery)?;
        Ok(self.number.clone())
    }

    pub fn hand_over(&mut self, delivery: Delivery) -> Told {
        let service = self.number.clone();
        self.by(ADVISOR, HandOver { service, delivery, hints_given: true })?;
        self.clean()
    }

    /// Cleans what this service used.
    pub fn clean(&mut self) -> Told {
        for piece in self.guest.equipment.clone() {
            let equipment = EquipmentId::new(piece)?;
            let owed = self.counter.store().piece(&equipment)?.cleaned.is_none_or(|done| done.used_since);
            if owed {
                self.by(OPERATOR, CleanEquipment { equipment, valid_hours: 168 })?;
            }
        }
        let area = serde_json::json!({ "area": "A1", "procedure": "演示规程-清场-1", "valid_hours": 24 });
        self.sent(OPERATOR, "area.clean", area)?;
        Ok(())
    }

    pub fn until(&mut self, wanted: Step) -> Told {
        while self.step()? != wanted {
            self.forward()?;
        }
        Ok(())
    }

    fn forward(&mut self) -> Told {
        let (service, guest) = (self.number.clone(), self.guest.clone());
        match self.step()? {
            Step::Opened => {
                self.by(ADVISOR, self.notice())?;
            }
            Step::Noticed if guest.same => self.by(ADVISOR, same(service))?,
            Step::Noticed => {
                self.by(ADVISOR, self.needs())?;
            }
            Step::Needed => match guest.skin {
                Some(Skin { file, profile, row, real_age }) => {
                    let (bytes, owned) = (file.to_vec(), |text: &str| text.to_owned());
                    let (profile, row) = (profile.map(owned), row.map(owned));
                    self.by(ADVISOR, ImportSkinTest { service, bytes, profile, row, real_age })?;
                }
                None => {
                    self.by(ADVISOR, SkipSkinTest { service })?;
                }
            },
            Step::Tested => self.choose(guest.recipe, guest.reason)?,
            Step::Planned => {
                self.by(ADVISOR, self.agree())?;
            }
            Step::Agreed => self.clear()?,
            Step::Cleared => {
                let weigh = self.weigh(&self.next()?);
                self.by(OPERATOR, weigh)?;
            }
            Step::Blended => {
                let template = TemplateId::new(guest.template)?;
                self.by(OPERATOR, IssueLabel { service, template })?;
            }
            Step::Labelled => {
                let copies = self.counter.store().labels_of(&service)?;
                if !copies.last().is_some_and(LabelCopy::came_out) {
                    let how = if guest.printer.is_some() { PrintEnd::Printed } else { PrintEnd::Saved };
                    self.print(how, None)?;
                }
                let read = service.to_string();
                self.by(OFFICER, ScanLabel { service, read })?;
            }
            Step::Scanned => {
                let (officer, pin) = (StaffId::new(OFFICER)?, OFFICER_PIN.to_owned());
                self.by(OFFICER, Release { service, officer, pin })?;
            }
            step @ (Step::Released | Step::Done | Step::Ended) => {
                return Err(format!("nothing leads on from {step:?}").into());
            }
        }
        Ok(())
    }

    fn notice(&self) -> GiveNotice {
        let guest = &self.guest;
        let choice = |purpose: &Purpose| Choice { purpose: *purpose, agreed: guest.agrees.contains(purpose) };
        let named =
            |(name, relation): (&str, &str)| Guardian { name: name.into(), relation: relation.into() };
        GiveNotice {
            service: self.number.clone(),
            age: guest.age,
            guardian: guest.guardian.map(named),
            choices: guest.asked.iter().map(choice).collect(),
            contact: guest.contact.map(|(name, phone)| Contact { name: name.into(), phone: phone.into() }),
        }
    }

    pub fn needs(&self) -> RecordNeeds {
        let said =
            |(channel, text): &(Channel, &str)| Statement { channel: *channel, text: (*text).to_owned() };
        let allergies: Vec<String> = self.guest.allergies.iter().map(|&name| name.to_owned()).collect();
        let spoken = self.guest.spoken.clone();
        RecordNeeds {
            service: self.number.clone(),
            statements: self.guest.says.iter().map(said).collect(),
            stands: Some(Stands::of(spoken.as_ref().map_or(&allergies, |spoken| &spoken.allergies))),
            allergies,
            struck: Vec::new(),
            pregnancy: Some(self.guest.pregnancy),
            spoken,
        }
    }

    pub fn choose(&mut self, recipe: Option<&str>, reason: Option<&str>) -> Told {
        let (size, spoken) = (self.guest.grams.map(Milligrams::grams), self.guest.spoken.clone());
        let asked = Rank { service: self.number.clone(), size, spoken };
        let recipe = recipe.map(RecipeId::new).transpose()?;
        self.by(ADVISOR, Choose { asked, recipe, reason: reason.map(str::to_owned) })?;
        Ok(())
    }

    fn agree(&self) -> Agree {
        let stroke = vec![(10.0, 20.0, 0.0), (200.0, 90.0, 80.0), (390.0, 30.0, 160.0)];
        let strokes = Strokes { width: 420.0, height: 180.0, strokes: vec![stroke] };
        Agree { service: self.number.clone(), signer: self.guest.signer.to_owned(), strokes }
    }

    pub fn check(&self) -> Told<Check> {
        let equipment = self.guest.equipment.iter().map(|id| EquipmentId::new(id));
        Ok(Check {
            service: self.number.clone(),
            operator: StaffId::new(OPERATOR)?,
            officer: StaffId::new(OFFICER)?,
            area: AreaId::new("A1")?,
            equipment: equipment.collect::<Result<_, _>>()?,
            template: TemplateId::new(self.guest.template)?,
            brought_in: MaterialIn {
                by_route: true,
                outer_pack_treated: true,
                at: self.counter.host().now(),
            },
            spoken: self.guest.spoken.clone(),
        })
    }

    /// The gates' answer, after opening what has to be opened.
    pub fn judged(&mut self, check: &Check) -> Told<counter::steps::clear::Checked> {
        loop {
            match self.counter.call(&staff(OPERATOR)?, check.clone()) {
                Ok(checked) => return Ok(checked),
                Err(Refusal { code: "container_needed", details, .. }) => {
                    let lot = serde_json::from_value(details.into_iter().next().unwrap_or_default())?;
                    self.by(OPERATOR, OpenContainer { lot })?;
                }
                Err(other) => return Err(other.into()),
            }
        }
    }

    fn clear(&mut self) -> Told {
        self.wait(40);
        let check = self.check()?;
        let checked = self.judged(&check)?;
        if !checked.sheet.clear {
            return Err(format!("{}: {:#?}", self.number, stopped(&checked.sheet.findings)).into());
        }
        let shown = checked.shown;
        let (operator_pin, officer_pin) = (OPERATOR_PIN.to_owned(), OFFICER_PIN.to_owned());
        // Signed at the moment that was looked at.
        let clear = Clear { check, shown, operator_pin, officer_pin };
        self.counter.call(&staff(OPERATOR)?, clear)?;
        Ok(())
    }

    pub fn next(&self) -> Told<Next> {
        blend::next(&self.counter.service(&self.number)?).ok_or_else(|| "nothing is weighed next".into())
    }

    pub fn weigh(&self, next: &Next) -> Weigh {
        let (lot, container) = (next.lot.clone(), next.container.clone());
        let weight = match self.guest.by_hand {
            Some(reason) => Weight::Hand { weight: next.target, reason: reason.to_owned() },
            None => Weight::Scale { weight: next.target },
        };
        Weigh { service: self.number.clone(), lot, container, weight, batch: Batch::AsCleared }
    }

    /// An attempt to print, up to its end.
    pub fn print(&mut self, how: PrintEnd, note: Option<&str>) -> Told {
        self.wait(12);
        let printer = self.guest.printer.map(str::to_owned);
        let print = self.counter.start_print(&staff(OPERATOR)?, &self.number.clone(), printer)?;
        if self.guest.printer.is_some() {
            self.counter.print_taken(&print, format!("Labels-{}", print.attempt))?;
        }
        self.wait(3);
        self.counter.print_ended(&print, how, note.map(str::to_owned))?;
        Ok(())
    }
}
