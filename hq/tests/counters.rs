//! A counter and a headquarters as they meet: the desk with its door, its folder and its device key, over real HTTP to a real
//! headquarters over a real PostgreSQL. What is tried is what people see: what is safe, what waits, what an older copy is told,
//! and that no number is given twice.

#[path = "../../crates/desk/tests/common/mod.rs"]
#[expect(dead_code, reason = "only some of what desks share is needed here")]
pub mod common;

use std::path::{Path, PathBuf};

use counter::Host as _;
use desk::{Machine as _, Pane};
use serde_json::{Value, json};
use store::{Key, Store};
use tokio::runtime::Runtime;

use crate::rig::Rig;
use common::{Place, new_store, pin};

pub struct Both {
    /// Serves headquarters on threads of its own, so that the desk may wait for it.
    pub runtime: Runtime,
    pub rig: Rig,
}

impl Both {
    pub fn new() -> Self {
        Self::signing(Vec::new())
    }

    /// With a headquarters that names who may sign what comes down.
    pub fn signing(signers: Vec<sync::down::signers::Signer>) -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let mut rig = runtime.block_on(Rig::signing(signers));
        runtime.block_on(rig.store("JN01"));
        Self { runtime, rig }
    }

    /// Enrols the desk at which the manager sits, as somebody who types the code.
    pub fn enrol(&mut self, place: &Place, recovers: bool) -> Value {
        let given = self.runtime.block_on(hq::ctl::code(&mut self.rig.office, "JN01", recovers)).unwrap();
        let url = format!("http://{}", self.rig.address);
        place.staff("headquarters.enrol", json!({ "url": url, "code": given.ticket.typed() }))
    }

    /// The line is cut: nobody listens there any more.
    pub fn cut(&mut self) {
        self.rig.stop();
    }

    /// And mended: the same headquarters at the same address.
    pub fn mend(&mut self) {
        self.runtime.block_on(self.rig.there_again());
    }

    pub fn records(&self) -> i64 {
        let sql = "SELECT coalesce(sum(last - first + 1), 0)::bigint FROM segment WHERE branch = 0";
        self.runtime.block_on(self.rig.count(sql))
    }
}

pub fn last(place: &Place) -> u64 {
    place.head().seq
}

pub fn tried(place: &Place) -> Value {
    place.staff("headquarters.try", json!({}))["safe"].clone()
}

/// Copies a folder, as somebody with a stick does.
fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

fn replaced(folder: &Path, by: &Path) {
    std::fs::remove_dir_all(folder).unwrap();
    copied(by, folder);
}

/// Opens a service and gives it up again: work that anybody can do at any time.
pub fn work(place: &Place) -> String {
    place.sit("S01");
    let number = place.open();
    place.staff("service.abandon", json!({ "service": number, "reason": "顾客离开" }));
    place.sit("S06");
    number
}

#[test]
fn a_store_enrols_works_without_headquarters_and_is_level_again() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    assert_eq!(place.look()["headquarters"], Value::Null, "nothing is promised before there is an enrolment");
    let view = both.enrol(&place, false);
    assert_eq!(view["safe"]["uploading"], "level", "{view}");
    assert_eq!((&view["safe"]["safe"], &view["safe"]["waiting"]), (&json!(last(&place)), &json!(0)));
    assert_eq!(both.records(), i64::try_from(last(&place)).unwrap());
    let level = last(&place);

    both.cut();
    let numbers = [work(&place), work(&place)];
    let safe = tried(&place);
    assert_eq!((&safe["uploading"], &safe["safe"]), (&json!("waiting"), &json!(level)), "{safe}");
    assert_eq!(safe["waiting"], json!(last(&place) - level), "what waits is counted");
    assert_eq!(safe["told"]["code"], "hq_not_reached", "{safe}");
    let place = place.again();
    place.sit("S06");
    let bar = place.look()["headquarters"].clone();
    assert_eq!(
        (&bar["safe"], &bar["waiting"]),
        (&json!(level), &json!(last(&place) - level)),
        "after a restart too"
    );

    both.mend();
    let safe = tried(&place);
    assert_eq!((&safe["uploading"], &safe["waiting"]), (&json!("level"), &json!(0)), "{safe}");
    assert_eq!(both.records(), i64::try_from(last(&place)).unwrap(), "each record once");
    let again = tried(&place);
    assert_eq!(again["uploading"], "level");
    assert_eq!(both.records(), i64::try_from(last(&place)).unwrap(), "level sends nothing");
    assert_ne!(numbers[0], numbers[1]);
}

#[test]
fn what_waits_is_sent_when_the_program_closes() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    both.enrol(&place, false);
    work(&place);
    assert!(both.records() < i64::try_from(last(&place)).unwrap(), "nobody sent it yet");
    let head = last(&place);
    place.close();
    assert!(both.records() >= i64::try_from(head).unwrap(), "what was written before the closing is there");
}

#[test]
fn yesterdays_folder_is_known_as_older_without_a_network_and_gets_its_records_back() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    both.enrol(&place, false);
    let folder = place.pc.data().join("demo");
    let aside = tempfile::tempdir().unwrap();
    let place = place.apart(|folder| copied(folder, aside.path()));
    place.sit("S06");
    let lost = work(&place);
    tried(&place);
    let acknowledged = last(&place);

    both.cut();
    let place = place.apart(|folder| replaced(folder, aside.path()));
    assert!(folder.is_dir());
    place.sit("S06");
    assert_eq!(place.look()["reading_alone"], "behind", "seen offline");
    let opened = json!({ "mode": "product", "customer": null });
    place.sit("S01");
    assert_eq!(place.refused("service.open", opened.clone()), "store_behind");
    place.sit("S06");
    assert_eq!(place.refused("headquarters.recover", json!({})), "recovery_code_needed");

    both.mend();
    both.enrol(&place, true);
    let view = place.staff("headquarters.recover", json!({}));
    assert_eq!((&view["behind"], &view["safe"]["uploading"]), (&Value::Null, &json!("level")), "{view}");
    assert_eq!(place.look()["reading_alone"], Value::Null);
    assert!(last(&place) > acknowledged);
    assert!(place.staff("service.view", json!({ "service": lost })).is_object(), "what was lost is back");
    let number = work(&place);
    assert!(number.contains('.'), "{number}: a new life has its mark");
    assert_ne!(number, lost);
    assert_eq!(tried(&place)["uploading"], "level");
    let checked = both.runtime.block_on(hq::ctl::stores(&both.rig.office)).unwrap();
    assert!(checked.iter().all(|one| one.wrong.is_none()), "{checked:?}");
    let place = place.again();
    assert_eq!(place.look()["reading_alone"], Value::Null, "and stays so");
}

/// Restores a copy over the demo store's folder, as the program that is started on another computer does.
fn restored(folder: &Path, copy: &Path, key: &Key, at: store::Stamp) {
    for name in ["store.db", "store.db-wal", "store.db-shm"] {
        let path = folder.join(name);
        if path.exists() {
            std::fs::remove_file(path).unwrap();
        }
    }
    drop(Store::restore(copy, folder, key, "system", at).unwrap());
}

fn backup(place: Place, to: &Path) -> (Place, PathBuf, Key) {
    let file = to.join("演示备份.tiaohe");
    let key = Key::read(&place.pc.data().join("demo").join("demo.key")).unwrap();
    let place = place.apart(|folder| {
        Store::open(folder, &key).unwrap().backup(&file, &key).unwrap();
    });
    (place, file, key)
}

#[test]
fn a_restored_copy_asks_headquarters_before_it_writes() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    both.enrol(&place, false);
    let aside = tempfile::tempdir().unwrap();
    let (place, copy, key) = backup(place, aside.path());
    place.sit("S06");
    let after = work(&place);
    tried(&place);
    let at = store::Stamp { at: counter::Host::now(&place.pc), monotonic: 1 };
    let place = place.apart(|folder| {
        restored(folder, &copy, &key, at);
        // Another computer: nothing is known there of an enrolment.
        let data = folder.parent().unwrap();
        for name in ["headquarters-demo.json", "headquarters-demo.key"] {
            std::fs::remove_file(data.join(name)).unwrap();
        }
    });
    place.sit("S06");
    assert_eq!(place.look()["reading_alone"], "copied");
    let opened = json!({ "mode": "product", "customer": null });
    place.sit("S01");
    assert_eq!(place.refused("service.open", opened), "store_copied");
    place.sit("S06");
    both.enrol(&place, true);
    place.staff("headquarters.recover", json!({}));
    assert!(place.staff("service.view", json!({ "service": after })).is_object());
    assert_eq!(tried(&place)["uploading"], "level");
}

#[test]
fn two_restores_of_one_copy_without_headquarters_give_no_number_twice() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    both.enrol(&place, false);
    let aside = tempfile::tempdir().unwrap();
    let (mut place, copy, key) = backup(place, aside.path());
    both.cut();
    let mut numbers = vec![{
        place.sit("S06");
        work(&place)
    }];
    for _ in 0..2 {
        let at = store::Stamp { at: counter::Host::now(&place.pc), monotonic: 1 };
        place = place.apart(|folder| restored(folder, &copy, &key, at));
        place.sit("S06");
        let wrong = json!({ "pin": "999999", "reason": "总部网络中断" });
        assert_ne!(place.code(Pane::Staff, "headquarters.alone", wrong), "done");
        place.staff("headquarters.alone", json!({ "pin": pin("S06"), "reason": "总部网络中断" }));
        assert_eq!(place.look()["reading_alone"], Value::Null);
        numbers.push(work(&place));
        place = place.again();
        assert_eq!(place.look()["reading_alone"], Value::Null, "a restart does not ask again");
    }
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), 3, "{numbers:?}");
    both.mend();
    place.sit("S06");
    let safe = tried(&place);
    assert!(["level", "forked"].contains(&safe["uploading"].as_str().unwrap()), "{safe}");
}

#[test]
fn a_headquarters_that_was_restored_gets_everything_again_and_the_promise_is_taken_back() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    both.enrol(&place, false);
    let level = last(&place);
    both.runtime.block_on(both.rig.keep());
    work(&place);
    assert_eq!(tried(&place)["safe"], json!(last(&place)));
    both.runtime.block_on(both.rig.put_back());
    both.mend();
    let bar = tried(&place);
    assert_eq!((&bar["uploading"], &bar["safe"]), (&json!("level"), &json!(last(&place))), "{bar}");
    assert!(last(&place) > level);
    assert_eq!(both.records(), i64::try_from(last(&place)).unwrap());
}

#[test]
fn a_program_that_headquarters_finds_too_old_is_told_so_and_keeps_everything() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    both.enrol(&place, false);
    let level = last(&place);
    both.cut();
    both.rig.settings.least_protocol = sync::request::PROTOCOL + 1;
    both.mend();
    work(&place);
    let safe = tried(&place);
    assert_eq!(
        (&safe["uploading"], &safe["told"]["code"]),
        (&json!("stopped"), &json!("outdated")),
        "{safe}"
    );
    assert_eq!((&safe["told"]["mend"], &safe["safe"]), (&json!("update_program"), &json!(level)), "{safe}");
    assert_eq!(safe["waiting"], json!(last(&place) - level), "nothing is lost");
    both.cut();
    both.rig.settings.least_protocol = sync::request::PROTOCOL;
    both.mend();
    assert_eq!(tried(&place)["uploading"], "level", "after the update it goes on by itself");
}

/// Lets what is under way go on until a question is answered as wanted.
fn until(place: &Place, name: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    loop {
        let answer = place.staff(name, json!({}));
        if wanted(&answer) {
            return answer;
        }
        place.runtime.block_on(async { tokio::time::sleep(std::time::Duration::from_millis(5)).await });
    }
}

/// A line on which nobody ever answers, at headquarters' address.
fn silent(both: &Both) -> std::thread::JoinHandle<std::net::TcpStream> {
    let address = both.rig.address;
    let listener = loop {
        if let Ok(listener) = std::net::TcpListener::bind(address) {
            break listener;
        }
        std::thread::yield_now();
    };
    // The line stays open until whoever holds it lets it go.
    std::thread::spawn(move || listener.accept().unwrap().0)
}

#[test]
fn who_stays_open_after_all_finds_the_flight_of_the_closing_landed() {
    let (mut both, place) = (Both::new(), Place::new());
    both.runtime.block_on(both.rig.store("YS01"));
    place.staff("start.found", new_store(Some("海棠 依旧 七月 流火 八月 未央")));
    place.sit_again();
    let given = both.runtime.block_on(hq::ctl::code(&mut both.rig.office, "YS01", false)).unwrap();
    let ticket = json!({ "url": format!("http://{}", both.rig.address), "code": given.ticket.typed() });
    place.staff("headquarters.enrol", ticket);
    // A stick that is gone keeps the program a moment longer at its closing, so that somebody can stay.
    let sticks = tempfile::tempdir().unwrap();
    let stick = sticks.path().join("stick");
    std::fs::create_dir(&stick).unwrap();
    place.hand.answers.lock().unwrap().push_back(stick.clone());
    place.staff("backup.add_place", json!({ "passphrase": "海棠 依旧 七月 流火 八月 未央" }));
    std::fs::remove_dir_all(&stick).unwrap();
    both.cut();
    let line = silent(&both);
    let door = std::sync::Arc::clone(place.door());
    place.runtime.block_on(async move {
        tokio::spawn(door.close());
    });
    until(&place, "desk.look", |view| {
        view["closing"]["told"].as_array().is_some_and(|told| !told.is_empty())
    });
    place.staff("program.stay", json!({}));
    // The line breaks, and the flight ends as flights do.
    drop(line.join().unwrap());
    both.mend();
    place.staff("desk.touch", json!({}));
    let view = until(&place, "headquarters.try", |view| view["safe"]["uploading"] == "level");
    assert_eq!(view["safe"]["waiting"], json!(0), "{view}");
}

#[test]
fn one_sync_without_a_window_sends_what_waits_and_says_how_it_stands() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    let syncs = |place: &Place| place.runtime.block_on(std::sync::Arc::clone(place.door()).syncs()).unwrap();
    assert!(syncs(&place).is_none(), "enrolled nowhere");
    both.enrol(&place, false);
    work(&place);
    let place = place.again();
    let safe = syncs(&place).unwrap();
    assert_eq!((safe.uploading, safe.waiting), (desk::Uploading::Level, 0), "nobody signed in");
    assert_eq!(both.records(), i64::try_from(last(&place)).unwrap());
    both.cut();
    place.sit("S06");
    work(&place);
    let safe = syncs(&place).unwrap();
    assert!(safe.waiting > 0 && safe.told.is_some(), "{safe:?}");
}

/// How often the ledger says that its clock and headquarters' differ.
fn compared(place: &Place) -> usize {
    let desk = place.door().desk();
    let mut found = 0;
    let each = |record: ledger::Stored| {
        found += usize::from(record.header().unwrap().kind == "clock.compared");
        Ok(())
    };
    desk.counter().unwrap().store().records::<store::StoreError>(1, each).unwrap();
    found
}

/// Labels and records go by the clock of this computer: one that is far off is told on the page, recorded once a day, and sent.
#[test]
fn a_clock_that_is_far_off_is_told_and_recorded_once_a_day() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    // As it should be at first.
    place.pc.pass(chrono::Utc::now().fixed_offset() - place.pc.now(), chrono::TimeDelta::zero());
    place.sit("S06");
    let view = both.enrol(&place, false);
    assert_eq!((&view["clock"], compared(&place)), (&Value::Null, 0), "{view}");

    place.pc.pass(-chrono::TimeDelta::minutes(90), chrono::TimeDelta::zero());
    place.sit("S06");
    let view = place.staff("headquarters.try", json!({}));
    let clock = view["clock"].as_i64().unwrap();
    assert!((-5_460..=-5_340).contains(&clock), "{clock}");
    assert_eq!(
        (&view["safe"]["uploading"], &view["safe"]["waiting"]),
        (&json!("level"), &json!(0)),
        "{view}"
    );
    tried(&place);
    work(&place);
    tried(&place);
    assert_eq!(compared(&place), 1, "once a day");
    assert_eq!(both.records(), i64::try_from(last(&place)).unwrap(), "and headquarters has it");
    both.runtime.block_on(both.rig.project());
    let sql = "SELECT count(*) FROM projection WHERE tab = 'mark' AND doc LIKE '%clock_behind%'";
    assert_eq!(both.runtime.block_on(both.rig.count(sql)), 1);

    place.pc.pass(chrono::TimeDelta::days(3), chrono::TimeDelta::zero());
    place.sit("S06");
    let view = place.staff("headquarters.try", json!({}));
    assert!(view["clock"].as_i64().unwrap() > 200_000, "{view}");
    assert_eq!(compared(&place), 2, "another day");
    let desk = place.door().desk();
    assert_eq!(desk.counter().unwrap().store().rebuild_check().unwrap().different, Vec::<String>::new());
}
