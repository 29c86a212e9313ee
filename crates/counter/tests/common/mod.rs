//! A counter over the demo store with a clock that the test sets, and a service taken to any of its steps.

mod upkeep;

use counter::steps::agree::{Agree, Strokes};
use counter::steps::blend::{self, Batch, Next, Weigh, Weight};
use counter::steps::clear::{Check, Checked, Clear};
use counter::steps::deliver::HandOver;
use counter::steps::label::{IssueLabel, ScanLabel};
use counter::steps::needs::RecordNeeds;
use counter::steps::notice::{Contact, GiveNotice};
use counter::steps::open::Open;
use counter::steps::plan::{Choose, Chosen, Rank};
use counter::steps::release::Release;
use counter::steps::skin::SkipSkinTest;
use counter::{Assets, Caller, Counter, Host, Refusal, Run, Spoken, Stands, Window, demo};
use domain::Moment;
use domain::consent::{Choice, Purpose};
use domain::ids::{AreaId, EquipmentId, RecipeId, ServiceNumber, StaffId, TemplateId};
use domain::label::{LabelCopy, PrintEnd};
use domain::need::{Channel, Statement};
use domain::service::{Delivery, MaterialIn, Mode, Step};
use domain::signature::Digest;
use store::Key;
use tempfile::TempDir;

pub const ADVISOR: &str = "S01";
pub const OPERATOR: &str = "S02";
pub const OFFICER: &str = "S04";
pub const MANAGER: &str = "S06";
pub const INSPECTOR: &str = "S90";
pub const OPERATOR_PIN: &str = "200002";
pub const OFFICER_PIN: &str = "400004";
pub const MANAGER_PIN: &str = "600006";
pub const NAME: &str = "演示顾客辛辛";
pub const PHONE: &str = "13900000000";

/// A machine whose clock stands still until the test moves it.
pub struct Machine {
    now: Moment,
    pub acknowledged: u64,
}

impl Host for Machine {
    fn now(&self) -> Moment {
        self.now
    }

    fn monotonic(&self) -> u64 {
        u64::try_from(self.now.timestamp_millis()).unwrap()
    }

    fn save(&mut self, _: &str, _: &[u8]) -> std::io::Result<()> {
        Ok(())
    }

    fn acknowledged(&mut self, head: &ledger::Head) {
        self.acknowledged = head.seq;
    }
}

/// What the customer agrees to and says.
#[derive(Clone)]
pub struct Customer {
    pub agrees: Vec<Purpose>,
    pub needs: Vec<&'static str>,
    pub allergies: Vec<&'static str>,
    pub spoken: Option<Spoken>,
    pub contact: bool,
}

impl Default for Customer {
    fn default() -> Self {
        Self {
            agrees: vec![Purpose::ServiceRecord, Purpose::SkinAndAllergy],
            needs: vec!["补水"],
            allergies: Vec::new(),
            spoken: None,
            contact: false,
        }
    }
}

pub struct Desk {
    pub counter: Counter<Machine>,
    pub number: ServiceNumber,
    pub customer: Customer,
    _folder: TempDir,
}

pub fn staff(id: &str) -> Caller {
    Caller::Staff(StaffId::new(id).unwrap())
}

impl Machine {
    /// A machine whose clock stands at a moment.
    pub fn at(now: &str) -> Self {
        Self { now: Moment::parse_from_rfc3339(now).unwrap(), acknowledged: 0 }
    }
}

impl Desk {
    /// Any store, without a service.
    pub fn over(store: store::Store, machine: Machine, folder: TempDir) -> Self {
        let counter = Counter::new(store, machine, Assets::builtin().unwrap());
        let number = ServiceNumber::parse("JN01-261120-0001").unwrap();
        Self { counter, number, customer: Customer::default(), _folder: folder }
    }

    /// A store without a service.
    pub fn found() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = Moment::parse_from_rfc3339("2026-11-20T09:00:00+08:00").unwrap();
        let machine = Machine { now, acknowledged: 0 };
        let store = demo::found(folder.path(), &Key::new().unwrap(), &machine).unwrap();
        let counter = Counter::new(store, machine, Assets::builtin().unwrap());
        let number = ServiceNumber::parse("JN01-261120-0001").unwrap();
        Self { counter, number, customer: Customer::default(), _folder: folder }
    }

    /// The same store with an inspector at its window.
    pub fn with_inspector(self) -> Self {
        let (desk, ()) = self.upkeep(|tx| {
            let name = tx.seal(store::Kind::Name, "演示检查员（演示）".as_bytes())?;
            let member = domain::staff::StaffMember {
                id: StaffId::new(INSPECTOR).unwrap(),
                name,
                roles: vec![domain::staff::Role::Inspector],
                appointed_on: chrono::NaiveDate::from_ymd_opt(2025, 1, 1).unwrap(),
                left_on: None,
                experience_since: None,
                training: None,
                health: None,
                areas: Vec::new(),
            };
            tx.record(domain::event::StaffEnrolled { member })?;
            Ok(())
        });
        desk
    }

    /// A service at a step.
    pub fn at(step: Step) -> Self {
        Self::serving(Customer::default(), step)
    }

    /// A customer's service at a step.
    pub fn serving(customer: Customer, step: Step) -> Self {
        let mut desk = Self { customer, ..Self::found() };
        let open = Open { mode: Mode::Product, customer: None };
        desk.number = desk.counter.call(&staff(ADVISOR), open).unwrap();
        desk.until(step);
        desk
    }

    pub fn call<C: Run<Counter<Machine>>>(&mut self, who: &str, command: C) -> Result<C::Reply, Refusal> {
        self.counter.call(&staff(who), command)
    }

    /// What the staff's window is answered.
    pub fn look(&mut self, who: &str, name: &str, arguments: serde_json::Value) -> serde_json::Value {
        let answer = self.counter.dispatch(counter::Window::Staff, &staff(who), name, arguments);
        answer.unwrap_or_else(|refusal| panic!("{name} by {who}: {refusal:?}"))
    }

    /// The code and article with which the staff's window is refused; then nothing has changed.
    pub fn refuses(&mut self, who: &str, name: &str, arguments: serde_json::Value) -> (&'static str, String) {
        let before = (self.counter.store().head().unwrap(), self.counter.store().vault_items().unwrap());
        let answer = self.counter.dispatch(Window::Staff, &staff(who), name, arguments);
        let refusal = answer.expect_err(name);
        let after = (self.counter.store().head().unwrap(), self.counter.store().vault_items().unwrap());
        assert_eq!(before, after, "{}: a refusal that changed something", refusal.code);
        (refusal.code, refusal.clause.map(|clause| clause.number).unwrap_or_default())
    }

    /// The code of a refusal, after which nothing has changed.
    pub fn refused<C: Run<Counter<Machine>>>(&mut self, who: &str, command: C) -> &'static str
    where
        C::Reply: std::fmt::Debug,
    {
        let before = (self.counter.store().head().unwrap(), self.counter.store().vault_items().unwrap());
        let refusal = self.call(who, command).unwrap_err();
        let after = (self.counter.store().head().unwrap(), self.counter.store().vault_items().unwrap());
        assert_eq!(before, after, "{}: a refusal that changed something", refusal.code);
        refusal.code
    }

    /// How a command with empty arguments is answered from the staff's window: `done`, or the refusal's code.
    pub fn answer(&mut self, caller: &Caller, name: &str) -> &'static str {
        let answer = self.counter.dispatch(Window::Staff, caller, name, serde_json::json!({}));
        answer.map_or_else(|refusal| refusal.code, |_| "done")
    }

    pub fn step(&self) -> Step {
        self.counter.service(&self.number).unwrap().step()
    }

    /// Goes on until a step is reached.
    pub fn until(&mut self, wanted: Step) {
        while self.step() != wanted {
            self.forward();
        }
    }

    fn forward(&mut self) {
        let service = self.number.clone();
        let done: Result<(), Refusal> = match self.step() {
            Step::Opened => self.call(ADVISOR, self.notice()).map(|_| ()),
            Step::Noticed => self.call(ADVISOR, self.needs()).map(|_| ()),
            Step::Needed => self.call(ADVISOR, SkipSkinTest { service }).map(|_| ()),
            Step::Tested => self.choose(None, None).map(|_| ()),
            Step::Planned => self.call(ADVISOR, self.agree()).map(|_| ()),
            Step::Agreed => {
                let checked = self.checked();
                self.call(OPERATOR, self.clear(&checked)).map(|_| ())
            }
            Step::Cleared => {
                let next = self.next();
                self.call(OPERATOR, self.weigh(&next)).map(|_| ())
            }
            Step::Blended => self.call(OPERATOR, self.label()).map(|_| ()),
            Step::Labelled => {
                let out =
                    self.counter.store().labels_of(&service).unwrap().last().is_some_and(LabelCopy::came_out);
                if !out {
                    self.print();
                }
                let read = service.to_string();
                self.call(OFFICER, ScanLabel { service, read }).map(|_| ())
            }
            Step::Scanned => self.call(OFFICER, self.release()).map(|_| ()),
            step @ (Step::Released | Step::Done | Step::Ended) => panic!("nothing leads on from {step:?}"),
        };
        done.unwrap();
    }

    pub fn notice(&self) -> GiveNotice {
        let choices =
            Purpose::ALL.map(|purpose| Choice { purpose, agreed: self.customer.agrees.contains(&purpose) });
        let contact = Contact { name: NAME.to_owned(), phone: PHONE.to_owned() };
        GiveNotice {
            service: self.number.clone(),
            age: 30,
            guardian: None,
            choices: choices.to_vec(),
            contact: self.customer.contact.then_some(contact),
        }
    }

    pub fn needs(&self) -> RecordNeeds {
        let said =
            |text: &&str| Statement { channel: Channel::OnlineQuestionnaire, text: (*text).to_owned() };
        let allergies: Vec<String> = self.customer.allergies.iter().map(|&name| name.to_owned()).collect();
        let spoken = self.customer.spoken.clone();
        RecordNeeds {
            service: self.number.clone(),
            statements: self.customer.needs.iter().map(said).collect(),
            stands: Some(Stands::of(spoken.as_ref().map_or(&allergies, |spoken| &spoken.allergies))),
            allergies,
            struck: Vec::new(),
            pregnancy: Some(false),
            spoken,
        }
    }

    pub fn choose(&mut self, recipe: Option<&str>, reason: Option<&str>) -> Result<Chosen, Refusal> {
        let asked = Rank { service: self.number.clone(), size: None, spoken: self.customer.spoken.clone() };
        let recipe = recipe.map(|id| RecipeId::new(id).unwrap());
        self.call(ADVISOR, Choose { asked, recipe, reason: reason.map(str::to_owned) })
    }

    pub fn agree(&self) -> Agree {
        let stroke = vec![(10.0, 20.0, 0.0), (200.0, 90.0, 80.0), (390.0, 30.0, 160.0)];
        let strokes = Strokes { width: 420.0, height: 180.0, strokes: vec![stroke] };
        Agree { service: self.number.clone(), signer: "演示顾客".to_owned(), strokes }
    }

    pub fn check(&self) -> Check {
        let at = self.counter.host().now();
        Check {
            service: self.number.clone(),
            operator: StaffId::new(OPERATOR).unwrap(),
            officer: StaffId::new(OFFICER).unwrap(),
            area: AreaId::new("A1").unwrap(),
            equipment: ["SC01", "VE01", "MX01"].map(|id| EquipmentId::new(id).unwrap()).to_vec(),
            template: TemplateId::new("label-60x40").unwrap(),
            brought_in: MaterialIn { by_route: true, outer_pack_treated: true, at },
            spoken: self.customer.spoken.clone(),
        }
    }

    pub fn checked(&mut self) -> Checked {
        let checked = self.call(OPERATOR, self.check()).unwrap();
        assert!(checked.sheet.clear, "{:#?}", checked.sheet.findings);
        checked
    }

    pub fn clear(&self, checked: &Checked) -> Clear {
        Clear {
            check: self.check(),
            shown: checked.shown.clone(),
            operator_pin: OPERATOR_PIN.to_owned(),
            officer_pin: OFFICER_PIN.to_owned(),
        }
    }

    pub fn next(&self) -> Next {
        blend::next(&self.counter.service(&self.number).unwrap()).unwrap()
    }

    pub fn weigh(&self, next: &Next) -> Weigh {
        let (lot, container) = (next.lot.clone(), next.container.clone());
        Weigh {
            service: self.number.clone(),
            lot,
            container,
            weight: Weight::Scale { weight: next.target },
            batch: Batch::AsCleared,
        }
    }

    pub fn label(&self) -> IssueLabel {
        IssueLabel { service: self.number.clone(), template: TemplateId::new("label-60x40").unwrap() }
    }

    /// The label comes out of a printer.
    pub fn print(&mut self) {
        let printer = Some("标签机".to_owned());
        let print = self.counter.start_print(&staff(OPERATOR), &self.number.clone(), printer).unwrap();
        self.counter.print_ended(&print, PrintEnd::Printed, None).unwrap();
    }

    pub fn release(&self) -> Release {
        Release {
            service: self.number.clone(),
            officer: StaffId::new(OFFICER).unwrap(),
            pin: OFFICER_PIN.to_owned(),
        }
    }

    /// The code with which the next weighing is refused.
    pub fn refused_weighing(&mut self) -> &'static str {
        let weigh = self.weigh(&self.next());
        self.refused(OPERATOR, weigh)
    }

    pub fn hand_over(&self) -> HandOver {
        HandOver { service: self.number.clone(), delivery: Delivery::OnTheSpot, hints_given: true }
    }

    /// What the panel beside the service says of its next gate.
    pub fn gates(&mut self) -> serde_json::Value {
        let service = self.number.clone();
        self.look(OPERATOR, "service.gates", serde_json::json!({ "service": service }))
    }

    /// The operation area is cleared and cleaned after a service.
    pub fn clean_area(&mut self) {
        let cleaned = serde_json::json!({ "area": "A1", "procedure": "演示规程-清场-1", "valid_hours": 24 });
        self.look(OPERATOR, "area.clean", cleaned);
    }

    /// The store manager says that the date is right after a leap.
    pub fn believe(&mut self) {
        let day = self.counter.today().to_string();
        let confirm = counter::rights::dated::ConfirmDate { day, pin: MANAGER_PIN.to_owned() };
        self.call(MANAGER, confirm).unwrap();
    }

    pub fn wait(&mut self, seconds: i64) {
        self.counter.host_mut().now += chrono::TimeDelta::seconds(seconds);
    }

    /// The same store under a program that ships its templates otherwise.
    pub fn shipping(self, change: impl Fn(&str) -> String) -> Self {
        let Self { counter, number, customer, _folder } = self;
        let machine = Machine { now: counter.host().now, acknowledged: counter.host().acknowledged };
        let mut assets = Assets::builtin().unwrap();
        for template in &mut assets.templates {
            *template = documents::LabelTemplate::parse(&change(template.text())).unwrap();
        }
        let counter = Counter::new(counter.into_store(), machine, assets);
        Self { counter, number, customer, _folder }
    }

    /// The same store under other rulebooks.
    pub fn ruled(self, change: impl Fn(&str) -> String) -> Self {
        let Self { counter, number, customer, _folder } = self;
        let machine = Machine { now: counter.host().now, acknowledged: counter.host().acknowledged };
        let mut assets = Assets::builtin().unwrap();
        for book in &mut assets.rulebooks {
            *book = rules::Rulebook::parse(&change(book.text())).unwrap();
        }
        let counter = Counter::new(counter.into_store(), machine, assets);
        Self { counter, number, customer, _folder }
    }

    /// What an approval of a template names.
    pub fn sha256(&mut self, template: &str) -> Digest {
        let cards = self.look(OFFICER, "template.list", serde_json::json!({}));
        let card = cards.as_array().unwrap().iter().find(|card| card["template"] == template);
        let sha256 = card.and_then(|card| card["sha256"].as_str().map(str::to_owned));
        Digest::parse(&sha256.unwrap_or_else(|| "0".repeat(64))).unwrap()
    }

    /// Whether any record holds a text.
    pub fn ledger_holds(&self, text: &str) -> bool {
        let mut found = false;
        let read = self.counter.store().records::<store::StoreError>(1, |record| {
            found |= String::from_utf8_lossy(&record.body).contains(text);
            Ok(())
        });
        read.unwrap();
        found
    }

    /// What the customer said in a service: what she wants, and with it what lies apart because it is of her health.
    pub fn said(&self, number: &ServiceNumber) -> domain::need::Needs {
        let service = self.counter.service(number).unwrap();
        let needed = service.progress().needed().unwrap();
        let read =
            |item| serde_json::from_slice(&self.counter.store().unseal(item).unwrap().unwrap()).unwrap();
        let mut said: serde_json::Value = read(&needed.needs);
        if let Some(health) = needed.health.as_ref().map(read) {
            for (key, value) in health.as_object().unwrap() {
                said[key] = value.clone();
            }
        }
        serde_json::from_value(said).unwrap()
    }

    pub fn assert_sound(&self) {
        self.counter.store().verify().unwrap();
        assert!(self.counter.store().rebuild_check().unwrap().different.is_empty());
    }
}
