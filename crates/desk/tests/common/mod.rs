//! A desk in a folder of its own, on a machine whose clocks, screens and key store the test holds, and a hand that answers
//! the dialogs.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use counter::{Host, Refusal};
use desk::{Desk, Dialogs, Door, Keys, Machine, Pane};
use domain::Moment;
use serde_json::{Value, json};
use store::Key;
use tempfile::TempDir;

pub const PASSPHRASE: &str = "演示口令 correct horse battery";

/// A key store in memory.
#[derive(Clone, Default)]
pub struct Ring(pub Arc<Mutex<BTreeMap<String, Key>>>);

impl Keys for Ring {
    fn put(&self, account: &str, key: &Key) -> Result<(), String> {
        self.0.lock().unwrap().insert(account.to_owned(), key.clone());
        Ok(())
    }

    fn get(&self, account: &str) -> Result<Option<Key>, String> {
        Ok(self.0.lock().unwrap().get(account).cloned())
    }
}

/// A machine whose clocks stand still until the test moves them.
#[derive(Clone)]
pub struct Pc {
    data: Arc<TempDir>,
    clock: Arc<Mutex<(Moment, u64)>>,
    second: Arc<AtomicBool>,
    /// Who keeps keys; nobody on a machine without a key store.
    ring: Option<Ring>,
    /// Who prints; a spooler that is not there where the test brings none.
    spooler: spool::Spooler,
}

impl Host for Pc {
    fn now(&self) -> Moment {
        self.clock.lock().unwrap().0
    }

    fn monotonic(&self) -> u64 {
        self.clock.lock().unwrap().1
    }

    fn save(&mut self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        counter::save_whole(&self.papers(), name, bytes)
    }
}

impl Machine for Pc {
    fn data(&self) -> &Path {
        self.data.path()
    }

    fn second_screen(&self) -> bool {
        self.second.load(Ordering::Relaxed)
    }

    fn keys(&self) -> Result<Box<dyn Keys>, String> {
        match &self.ring {
            Some(ring) => Ok(Box::new(ring.clone())),
            None => Err("本机没有可用的系统密钥库".to_owned()),
        }
    }

    fn spooler(&self) -> spool::Spooler {
        self.spooler.clone()
    }
}

impl Pc {
    pub fn new() -> Self {
        let now = Moment::parse_from_rfc3339("2026-11-20T09:00:00+08:00").unwrap();
        Self {
            data: Arc::new(tempfile::tempdir().unwrap()),
            clock: Arc::new(Mutex::new((now, 1_000_000))),
            second: Arc::default(),
            ring: None,
            spooler: spool::Spooler::at("/nowhere"),
        }
    }

    /// The same machine with somebody who keeps keys, or with nobody.
    pub fn kept_by(&self, ring: Option<Ring>) -> Self {
        Self { ring, ..self.clone() }
    }

    /// Moves the wall clock and the monotonic clock.
    pub fn pass(&self, wall: TimeDelta, monotonic: TimeDelta) {
        let mut clock = self.clock.lock().unwrap();
        clock.0 += wall;
        clock.1 += u64::try_from(monotonic.num_milliseconds()).unwrap();
    }

    pub fn second(&self, there: bool) {
        self.second.store(there, Ordering::Relaxed);
    }
}

/// A hand that answers each dialog with what the test laid ready; a dialog that nothing was laid ready for is closed.
#[derive(Clone, Default)]
pub struct Hand {
    pub answers: Arc<Mutex<VecDeque<PathBuf>>>,
    /// The titles of the dialogs that were opened.
    pub opened: Arc<Mutex<Vec<String>>>,
}

impl Hand {
    async fn answer(&self, title: String) -> Option<PathBuf> {
        self.opened.lock().unwrap().push(title);
        self.answers.lock().unwrap().pop_front()
    }
}

impl Dialogs for Hand {
    async fn open(&self, title: String, _: &'static str, _: &'static [&'static str]) -> Option<PathBuf> {
        self.answer(title).await
    }

    async fn save(&self, title: String, _: String) -> Option<PathBuf> {
        self.answer(title).await
    }

    async fn show(&self, folder: PathBuf) -> bool {
        self.opened.lock().unwrap().push(folder.display().to_string());
        true
    }

    async fn folder(&self, title: String) -> Option<PathBuf> {
        self.answer(title).await
    }
}

/// The place: a machine, and the door to the desk that stands on it.
pub struct Place {
    pub pc: Pc,
    pub hand: Hand,
    door: Option<Arc<Door<Pc, Hand>>>,
    pub runtime: tokio::runtime::Runtime,
}

impl Place {
    /// The program as it starts on a machine.
    pub fn on(pc: Pc) -> Self {
        let hand = Hand::default();
        let runtime = runtime();
        let door = Some(Door::new(Desk::new(pc.clone()), hand.clone()));
        Self { pc, hand, door, runtime }
    }

    /// A computer that has no store yet.
    pub fn new() -> Self {
        Self::on(Pc::new())
    }

    /// The demo store, locked.
    pub fn demo() -> Self {
        let place = Self::new();
        place.staff("start.demo", json!({}));
        place
    }

    /// The demo store, locked, on a machine with a spooler.
    pub fn demo_printing(spooler: spool::Spooler) -> Self {
        let place = Self::on(Pc { spooler, ..Pc::new() });
        place.staff("start.demo", json!({}));
        place
    }

    /// The demo store with somebody at the window.
    pub fn with(staff: &str) -> Self {
        let place = Self::demo();
        place.sit(staff);
        place
    }

    /// Ends the program with everything that it was doing.
    fn end(&mut self) {
        self.door = None;
        self.runtime = runtime();
    }

    /// Ends the program and starts it again.
    pub fn again(mut self) -> Self {
        let hand = self.hand.clone();
        self.end();
        self.door = Some(Door::new(Desk::new(self.pc.clone()), hand));
        self
    }

    /// Ends the program, has something done to the demo store, and starts the program again.
    pub fn between(mut self, work: impl FnOnce(&mut counter::Counter<Pc>)) -> Self {
        self.end();
        let folder = self.pc.data().join("demo");
        let store = store::Store::open(&folder, &Key::read(&folder.join("demo.key")).unwrap()).unwrap();
        work(&mut counter::Counter::new(store, self.pc.clone(), counter::Assets::builtin().unwrap()));
        self.again()
    }

    /// Ends the program, has something done to the demo store's folder, and starts the program again.
    pub fn apart(mut self, work: impl FnOnce(&Path)) -> Self {
        self.end();
        work(&self.pc.data().join("demo"));
        self.again()
    }

    pub fn door(&self) -> &Arc<Door<Pc, Hand>> {
        self.door.as_ref().unwrap()
    }

    /// Asks by a name.
    pub fn ask(&self, pane: Pane, name: &str, arguments: Value) -> Result<Value, Refusal> {
        self.runtime.block_on(Arc::clone(self.door()).rpc(pane, name.to_owned(), arguments))
    }

    /// What the staff's window is answered.
    pub fn staff(&self, name: &str, arguments: Value) -> Value {
        self.ask(Pane::Staff, name, arguments).unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"))
    }

    /// What the customer's window is answered: the one on a second screen, or the staff's in the customer's hands.
    pub fn customer(&self, name: &str, arguments: Value) -> Value {
        let pane = if self.pc.second_screen() { Pane::Customer } else { Pane::Staff };
        self.ask(pane, name, arguments).unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"))
    }

    /// The code of a refusal; `done` where there was none.
    pub fn code(&self, pane: Pane, name: &str, arguments: Value) -> &'static str {
        self.ask(pane, name, arguments).map_or_else(|refusal| refusal.code, |_| "done")
    }

    pub fn refused(&self, name: &str, arguments: Value) -> &'static str {
        self.code(Pane::Staff, name, arguments)
    }

    pub fn sit(&self, staff: &str) -> Value {
        self.staff("desk.unlock", json!({ "staff": staff, "pin": pin(staff) }))
    }

    /// The founded store's manager sits down again.
    pub fn sit_again(&self) {
        self.staff("desk.unlock", json!({ "staff": "S01", "pin": "135790" }));
    }

    /// Closes the program as its window does, and waits until it may end.
    pub fn close(&self) {
        let door = Arc::clone(self.door());
        self.runtime.block_on(async move {
            Arc::clone(&door).close().await;
            door.gone().await;
        });
    }

    /// Closes the program where something is told at closing, and leaves without waiting for it to go by itself.
    pub fn close_and_leave(&self) {
        let door = Arc::clone(self.door());
        self.runtime.block_on(async move {
            let closing = tokio::spawn(Arc::clone(&door).close());
            loop {
                let view =
                    Arc::clone(&door).rpc(Pane::Staff, "desk.look".to_owned(), json!({})).await.unwrap();
                if view["closing"]["told"].as_array().is_some_and(|told| !told.is_empty()) {
                    break;
                }
                tokio::task::yield_now().await;
            }
            Arc::clone(&door).rpc(Pane::Staff, "program.leave".to_owned(), json!({})).await.unwrap();
            door.gone().await;
            closing.abort();
        });
    }

    pub fn look(&self) -> Value {
        self.staff("desk.look", json!({}))
    }

    /// Where the ledger ends.
    pub fn head(&self) -> ledger::Head {
        self.door().desk().counter().unwrap().store().head().unwrap()
    }

    /// Lets time pass by both clocks.
    pub fn wait(&self, seconds: i64) {
        let time = TimeDelta::seconds(seconds);
        self.pc.pass(time, time);
    }

    /// A new service of a new customer.
    pub fn open(&self) -> String {
        let number = self.staff("service.open", json!({ "mode": "product", "customer": null }));
        number.as_str().unwrap().to_owned()
    }

    /// A unit of a new service whose label is issued, made by whoever sits at the window.
    pub fn labelled(&self) -> String {
        let service = self.open();
        self.staff("screen.present", json!({ "service": service, "page": "notice" }));
        let purposes =
            ["service_record", "skin_and_allergy", "facial_image", "contact", "upload_identity", "marketing"];
        let choices: Vec<Value> = purposes
            .iter()
            .enumerate()
            .map(|(index, purpose)| json!({ "purpose": purpose, "agreed": index < 2 }))
            .collect();
        let notice = json!({ "age": 30, "guardian": null, "choices": choices, "contact": null });
        self.customer("screen.notice", notice);
        self.customer("screen.leave", json!({ "staff": "S06", "pin": pin("S06") }));
        let said = json!({ "channel": "online_questionnaire", "text": "补水" });
        let needs = json!({
            "service": service, "statements": [said], "stands": "same", "allergies": [], "pregnancy": false,
        });
        self.staff("service.needs", needs);
        self.staff("service.no_skin_test", json!({ "service": service }));
        let asked = json!({ "service": service, "size": null, "spoken": null });
        self.staff("service.plan", json!({ "asked": asked, "recipe": null, "reason": null }));
        self.staff("screen.present", json!({ "service": service, "page": "plan" }));
        let stroke = json!([[10.0, 20.0, 0.0], [200.0, 90.0, 80.0], [390.0, 30.0, 160.0]]);
        let strokes = json!({ "width": 420.0, "height": 180.0, "strokes": [stroke] });
        self.customer("screen.sign", json!({ "signer": "演示顾客", "strokes": strokes }));
        self.customer("screen.leave", json!({ "staff": "S06", "pin": pin("S06") }));
        let check = json!({
            "service": service, "operator": "S02", "officer": "S04", "area": "A1",
            "equipment": ["SC01", "VE01", "MX01"], "template": "label-60x40", "spoken": null,
            "brought_in": { "by_route": true, "outer_pack_treated": true, "at": self.pc.now().to_rfc3339() },
        });
        let shown = self.staff("service.check", check.clone())["shown"].clone();
        let pins =
            json!({ "check": check, "shown": shown, "operator_pin": pin("S02"), "officer_pin": pin("S04") });
        self.staff("service.clear", pins);
        loop {
            let next = self.staff("service.view", json!({ "service": service }))["next"].clone();
            if next.is_null() {
                break;
            }
            self.staff(
                "service.weigh",
                json!({
                    "service": service, "lot": next["lot"], "container": next["container"],
                    "weight": { "from": "hand", "weight": next["target_mg"], "reason": "演示：没有电子秤" },
                    "batch": "as_cleared",
                }),
            );
        }
        self.staff("service.label", json!({ "service": service, "template": "label-60x40" }));
        service
    }

    /// Asks for a job until it ended.
    pub fn ended(&self, job: &Value) -> Value {
        loop {
            let view = self.staff("job.look", json!({ "job": job }));
            if view["state"] != "running" {
                return view;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    }

    /// A token for a file that a person picks in the dialog.
    pub fn pick(&self, purpose: &str, path: &Path) -> String {
        self.hand.answers.lock().unwrap().push_back(path.to_owned());
        let picked = self.staff("files.pick", json!({ "purpose": purpose }));
        picked["file"].as_str().unwrap().to_owned()
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// The PIN of a person of the demo store.
pub fn pin(staff: &str) -> String {
    let digit = staff.trim_start_matches("S0");
    format!("{digit}0000{digit}")
}

/// What a new store begins with, every field right.
pub fn new_store(passphrase: Option<&str>) -> Value {
    json!({
        "enterprise": {
            "name": "演示企业", "address": "山东省济南市演示路 1 号", "credit_code": "91370100MA9DEM00X4",
            "licence": "鲁妆20240001", "filers": [],
        },
        "premises": {
            "code": "YS01", "name": "演示门店", "address": "山东省济南市演示路 2 号", "province": "SD",
            "district": null, "phone": "053100000000",
        },
        "authorisation": {
            "document": "YS-2026-1", "services": ["blend"], "from": "2026-01-01", "to": "2027-12-31",
        },
        "manager": { "name": "演示店长", "pin": "135790", "appointed_on": "2026-01-01" },
        "passphrase": passphrase,
    })
}
