//! The first start and every later one: founding, the key's two keepers, restoring, and what does not open.

#[path = "../../store/tests/common/later.rs"]
mod later;

use std::path::{Path, PathBuf};

use crate::common::{PASSPHRASE, Pc, Place, Ring, new_store, pin};
use counter::Host as _;
use desk::Machine as _;
use serde_json::{Value, json};

const PIN: &str = "135790";

fn phase(view: &Value) -> &str {
    view["phase"].as_str().unwrap()
}

/// A founded store under a passphrase, and its manager at the window.
fn founded() -> Place {
    let place = Place::new();
    place.staff("start.found", new_store(Some(PASSPHRASE)));
    place.staff("desk.unlock", json!({ "staff": "S01", "pin": PIN }));
    place
}

/// A backup of a store, as the dialog saved it: the file.
fn backup(place: &Place, folder: &Path) -> PathBuf {
    let file = folder.join("演示备份.tiaohe");
    place.hand.answers.lock().unwrap().push_back(file.clone());
    let begun = place.staff("backup.make", json!({}));
    let ended = place.ended(&begun["job"]);
    assert_eq!(ended["state"], "done", "{ended}");
    file
}

fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn damage(database: &Path) {
    let mut bytes = std::fs::read(database).unwrap();
    let middle = bytes.len() / 2;
    for byte in bytes.iter_mut().skip(64).take(middle) {
        *byte ^= 0x5a;
    }
    std::fs::write(database, bytes).unwrap();
}

#[test]
fn the_demo_store_opens_at_once_and_again_after_a_restart() {
    let place = Place::new();
    assert_eq!(phase(&place.look()), "first_start");
    let view = place.staff("start.demo", json!({}));
    assert_eq!(
        (phase(&view), &view["store"]["demo"], &view["key"]),
        ("locked", &json!(true), &json!("demo_file"))
    );
    assert_eq!(place.refused("start.demo", json!({})), "store_open");
    let place = place.again();
    assert_eq!(phase(&place.look()), "locked");
    place.sit("S06");
}

#[test]
fn the_demo_store_is_left_for_the_first_start_and_found_again_as_it_was() {
    let place = Place::with("S01");
    assert_eq!(place.refused("start.leave_demo", json!({})), "role_forbidden");
    let service = place.open();
    place.sit("S06");
    let view = place.staff("start.leave_demo", json!({}));
    assert_eq!((phase(&view), &view["last"]), ("first_start", &Value::Null));
    place.staff("start.demo", json!({}));
    place.sit("S01");
    assert_eq!(place.staff("service.view", json!({ "service": service }))["step"], "opened");
}

#[test]
fn a_store_of_ones_own_is_not_left_like_the_demo() {
    let place = founded();
    assert_eq!(place.refused("start.leave_demo", json!({})), "not_demo");
}

#[test]
fn every_province_has_its_name_in_both_languages() {
    let provinces = Place::new().staff("start.provinces", json!({}));
    let provinces = provinces.as_array().unwrap();
    assert_eq!(provinces.len(), 31);
    for province in provinces {
        let name = |field: &str| province[field].as_str().unwrap().to_owned();
        assert!(!name("name").is_ascii() && name("name_en").is_ascii(), "{province}");
    }
    assert!(provinces.iter().any(|one| one["name"] == "山东" && one["name_en"] == "Shandong"));
}

#[test]
fn a_new_store_with_every_field_wrong_writes_nothing() {
    let place = Place::new();
    let mut wrong = new_store(Some(PASSPHRASE));
    wrong["enterprise"] =
        json!({ "name": "", "address": "", "credit_code": "1", "licence": "x", "filers": [] });
    wrong["premises"] = json!({ "code": "小店", "name": "", "address": "", "province": "XX", "district": null, "phone": "a" });
    wrong["authorisation"] =
        json!({ "document": "", "services": [], "from": "2026-13-01", "to": "1999-01-01" });
    wrong["manager"] = json!({ "name": "", "pin": "12", "appointed_on": "x" });
    let refusal = place.ask(desk::Pane::Staff, "start.found", wrong).unwrap_err();
    assert_eq!(refusal.code, "fields_refused");
    assert!(refusal.details.len() > 12, "{:#?}", refusal.details);
    assert_eq!(files(place.pc.data()), Vec::<String>::new());
    assert_eq!(phase(&place.look()), "first_start");
}

#[test]
fn where_there_is_no_key_store_a_passphrase_is_asked_for_and_must_be_long() {
    let place = Place::new();
    assert_eq!(place.refused("start.found", new_store(None)), "passphrase_needed");
    assert_eq!(place.refused("start.found", new_store(Some("kurz"))), "passphrase_short");
    assert_eq!(phase(&place.again().look()), "first_start");
}

#[test]
fn a_store_under_a_passphrase_waits_for_it_after_a_restart() {
    let place = founded();
    assert_eq!(place.look()["key"], "passphrase");
    let place = place.again();
    let view = place.look();
    assert_eq!((phase(&view), &view["store"]), ("passphrase", &Value::Null));
    assert_eq!(place.refused("desk.unlock", json!({ "staff": "S01", "pin": PIN })), "no_store");
    assert_eq!(
        place.refused("start.unlock", json!({ "passphrase": "falsch falsch falsch" })),
        "passphrase_wrong"
    );
    assert_eq!(phase(&place.look()), "passphrase");
    assert_eq!(place.refused("start.found", new_store(Some(PASSPHRASE))), "store_exists");
    let view = place.staff("start.unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!((phase(&view), &view["store"]["code"]), ("locked", &json!("YS01")));
    assert_eq!(place.refused("start.unlock", json!({ "passphrase": PASSPHRASE })), "store_open");
}

#[test]
fn a_key_store_keeps_the_key_and_opens_the_store_by_itself() {
    let ring = Ring::default();
    let place = Place::on(Pc::new().kept_by(Some(ring.clone())));
    let view = place.staff("start.found", new_store(None));
    assert_eq!((phase(&view), &view["key"]), ("locked", &json!("key_store")));
    let store = place.pc.data().join("store");
    assert!(!store.join("key.json").exists(), "the key lies nowhere else");
    let place = place.again();
    assert_eq!(phase(&place.look()), "locked");
    // The account of the operating system is another: the key is gone, the data are not.
    let kept = std::mem::take(&mut *ring.0.lock().unwrap());
    let place = place.again();
    let view = place.look();
    assert_eq!((phase(&view), &view["trouble"]["code"]), ("damaged", &json!("key_gone")));
    *ring.0.lock().unwrap() = kept;
    assert_eq!(phase(&place.again().look()), "locked");
}

#[test]
fn a_key_store_that_is_gone_is_said_and_nothing_is_lost() {
    let place = Place::on(Pc::new().kept_by(Some(Ring::default())));
    place.staff("start.found", new_store(None));
    let pc = place.pc.kept_by(None);
    drop(place);
    let view = Place::on(pc).look();
    assert_eq!((phase(&view), &view["trouble"]["code"]), ("damaged", &json!("key_store")));
}

#[test]
fn a_founding_that_was_cut_off_leaves_nothing_in_the_way() {
    let pc = Pc::new();
    let store = pc.data().join("store");
    std::fs::create_dir_all(&store).unwrap();
    std::fs::write(store.join("key.account"), "store-K0").unwrap();
    let place = Place::on(pc);
    assert_eq!(phase(&place.look()), "first_start");
    assert_eq!(place.staff("start.found", new_store(Some(PASSPHRASE)))["key"], "passphrase");
    let place = place.again();
    assert_eq!(phase(&place.staff("start.unlock", json!({ "passphrase": PASSPHRASE }))), "locked");
}

#[test]
fn settings_of_the_computer_that_cannot_be_read_are_set_aside_and_the_store_is_still_found() {
    let place = founded();
    let data = place.pc.data().to_owned();
    let pc = place.pc.clone();
    drop(place);
    std::fs::write(data.join("device.json"), "{ not json").unwrap();
    let place = Place::on(pc);
    assert_eq!(phase(&place.look()), "passphrase");
    assert_eq!(std::fs::read_to_string(data.join("device.unreadable.json")).unwrap(), "{ not json");
}

#[test]
fn settings_that_would_never_lock_lock_all_the_same() {
    let pc = Pc::new();
    std::fs::write(pc.data().join("device.json"), r#"{ "auto_lock_minutes": 0, "unknown": 1 }"#).unwrap();
    assert_eq!(Place::on(pc).look()["auto_lock_seconds"], 60);
}

#[test]
fn a_store_that_a_newer_program_wrote_into_says_that_it_is_for_reading_alone() {
    let place = Place::demo();
    assert_eq!(place.look()["reading_alone"], json!(null));
    let at = place.pc.now();
    let place = place.apart(|folder| {
        later::append(folder, &folder.join("demo.key"), later::RISEN, at);
    });
    assert_eq!(place.look()["reading_alone"], "newer");
    let view = place.sit("S06");
    assert_eq!((phase(&view), &view["reading_alone"]), ("open", &json!("newer")));
    let people = json!({ "staff": ["S01"] });
    let refusal = place.ask(desk::Pane::Staff, "staff.all_left", people).unwrap_err();
    assert_eq!(refusal.code, "unknown_record_kind");
}

#[test]
fn a_damaged_store_is_said_and_kept() {
    let place = founded();
    let pc = place.pc.clone();
    drop(place);
    let database = pc.data().join("store/store.db");
    damage(&database);
    let bytes = std::fs::read(&database).unwrap();
    let place = Place::on(pc);
    let view = place.staff("start.unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(phase(&view), "damaged", "{view}");
    assert!(view["trouble"]["message"].as_str().is_some());
    assert_eq!(place.refused("start.found", new_store(Some(PASSPHRASE))), "store_exists");
    assert_eq!(std::fs::read(&database).unwrap(), bytes);
}

#[test]
fn a_backup_is_restored_on_a_new_computer_with_the_key_beside_it() {
    let old = founded();
    let usb = tempfile::tempdir().unwrap();
    let file = backup(&old, usb.path());
    assert_eq!(files(usb.path()), ["演示备份.key.json", "演示备份.tiaohe"]);
    let place = Place::new();
    let token = place.pick("backup", &file);
    let ask = |passphrase: Option<&str>| json!({ "file": token, "key_file": null, "passphrase": passphrase });
    assert_eq!(place.refused("start.restore", ask(None)), "passphrase_needed");
    assert_eq!(place.refused("start.restore", ask(Some("falsch falsch falsch"))), "passphrase_wrong");
    assert_eq!(phase(&place.look()), "first_start");
    let view = place.staff("start.restore", ask(Some(PASSPHRASE)));
    assert_eq!((phase(&view), &view["store"]["code"]), ("locked", &json!("YS01")));
    assert_eq!(place.head().seq, old.head().seq, "one says that it was copied, the other that it is a copy");
    let place = place.again();
    assert_eq!(phase(&place.staff("start.unlock", json!({ "passphrase": PASSPHRASE }))), "locked");
    assert!(!place.pc.data().join("store-restoring").exists());
}

#[test]
fn a_key_file_that_lies_elsewhere_is_picked_too() {
    let old = founded();
    let usb = tempfile::tempdir().unwrap();
    let file = backup(&old, usb.path());
    let key = usb.path().join("key.json");
    std::fs::rename(usb.path().join("演示备份.key.json"), &key).unwrap();
    let place = Place::new();
    let token = place.pick("backup", &file);
    let mut ask = json!({ "file": token, "key_file": null, "passphrase": PASSPHRASE });
    assert_eq!(place.refused("start.restore", ask.clone()), "key_file_needed");
    // A token is good for what the file was picked for.
    ask["key_file"] = json!(token);
    assert_eq!(place.refused("start.restore", ask.clone()), "file_unknown");
    ask["key_file"] = json!(place.pick("key", &key));
    assert_eq!(phase(&place.staff("start.restore", ask)), "locked");
}

#[test]
fn restoring_over_a_damaged_store_keeps_it_aside() {
    let place = founded();
    let usb = tempfile::tempdir().unwrap();
    let file = backup(&place, usb.path());
    let pc = place.pc.clone();
    drop(place);
    damage(&pc.data().join("store/store.db"));
    let bytes = std::fs::read(pc.data().join("store/store.db")).unwrap();
    let place = Place::on(pc);
    place.staff("start.unlock", json!({ "passphrase": PASSPHRASE }));
    let token = place.pick("backup", &file);
    let ask = |passphrase: &str| json!({ "file": token, "key_file": null, "passphrase": passphrase });
    // What does not work leaves everything where it lies.
    assert_eq!(place.refused("start.restore", ask("falsch falsch falsch")), "passphrase_wrong");
    assert_eq!(std::fs::read(place.pc.data().join("store/store.db")).unwrap(), bytes);
    let view = place.staff("start.restore", ask(PASSPHRASE));
    assert_eq!((phase(&view), &view["trouble"]), ("locked", &Value::Null));
    let kept = place.pc.data().join(format!("store-kept-{}", place.pc.now().format("%Y%m%d-%H%M%S")));
    assert_eq!(std::fs::read(kept.join("store.db")).unwrap(), bytes);
}

/// What a window asks as the day begins, until something is refused.
fn asked(place: &Place) -> Option<&'static str> {
    let asks = [
        ("desk.look", json!({})),
        ("desk.unlock", json!({ "staff": "S01", "pin": PIN })),
        ("today.look", json!({})),
        ("backup.look", json!({})),
        ("work.look", json!({})),
    ];
    asks.into_iter().find_map(|(name, arguments)| {
        place.ask(desk::Pane::Staff, name, arguments).err().map(|refusal| refusal.code)
    })
}

#[test]
fn a_page_that_turns_out_to_be_damaged_leads_to_the_copies_and_from_there_back_to_work() {
    let pc = Pc::new().kept_by(Some(Ring::default()));
    let place = Place::on(pc.clone());
    place.staff("start.found", new_store(None));
    place.sit_again();
    let begun = place.staff("backup.now", json!({}));
    assert_eq!(place.ended(&begun["job"])["state"], "done");
    drop(place);
    let database = pc.data().join("store/store.db");
    let whole = std::fs::read(&database).unwrap();
    let mut met = 0;
    for page in 1..whole.len() / 4096 {
        let mut bytes = whole.clone();
        bytes[page * 4096 + 100] ^= 0x5a;
        std::fs::write(&database, &bytes).unwrap();
        let place = Place::on(pc.clone());
        if place.door().desk().counter().is_err() || asked(&place) != Some("store_damaged") {
            drop(place);
            continue;
        }
        let news = place.staff("desk.wait", json!({ "seen": 0 }))["topics"].clone();
        assert!(news.as_array().unwrap().contains(&json!("session")), "page {page}: {news}");
        let view = place.look();
        assert_eq!(
            (phase(&view), &view["trouble"]["code"]),
            ("damaged", &json!("store_damaged")),
            "page {page}"
        );
        assert_eq!(view["me"], Value::Null);
        let kept = std::fs::read(&database).unwrap();
        assert_eq!(kept[page * 4096..][..4096], bytes[page * 4096..][..4096], "page {page}");
        let found = place.staff("start.copies", json!({}));
        let ask = json!({ "file": found[0]["file"], "key_file": null, "passphrase": null });
        assert_eq!(phase(&place.staff("start.restore", ask)), "locked", "page {page}");
        assert_eq!(asked(&place), None);
        assert!(files(pc.data()).iter().any(|name| name.starts_with("store-kept-")));
        met += 1;
        break;
    }
    assert_eq!(met, 1, "no page whose damage is met while the store is open");
}

#[test]
fn a_backup_that_does_not_verify_leaves_the_folder_as_it_was() {
    let old = founded();
    let usb = tempfile::tempdir().unwrap();
    let file = backup(&old, usb.path());
    damage(&file);
    let place = Place::new();
    let token = place.pick("backup", &file);
    let ask = json!({ "file": token, "key_file": null, "passphrase": PASSPHRASE });
    assert_ne!(place.refused("start.restore", ask), "done");
    assert!(!place.pc.data().join("store").exists());
    assert_eq!(phase(&place.again().look()), "first_start");
}

#[test]
fn a_store_that_opens_is_never_restored_over() {
    let place = founded();
    let usb = tempfile::tempdir().unwrap();
    let file = backup(&place, usb.path());
    let token = place.pick("backup", &file);
    let ask = json!({ "file": token, "key_file": null, "passphrase": PASSPHRASE });
    assert_eq!(place.refused("start.restore", ask.clone()), "store_open");
    let place = place.again();
    let token = place.pick("backup", &file);
    let ask = json!({ "file": token, "key_file": null, "passphrase": PASSPHRASE });
    assert_eq!(place.refused("start.restore", ask), "store_exists");
}

#[test]
fn a_second_program_does_not_put_aside_what_the_first_one_works_with() {
    let first = Place::with("S06");
    let second = Place::on(first.pc.clone());
    let view = second.look();
    assert_eq!((phase(&view), &view["trouble"]["code"]), ("damaged", &json!("store_held")));
    let ring = Ring::default();
    let own = Place::on(Pc::new().kept_by(Some(ring)));
    own.staff("start.found", new_store(None));
    own.staff("desk.unlock", json!({ "staff": "S01", "pin": PIN }));
    let usb = tempfile::tempdir().unwrap();
    let file = usb.path().join("b.tiaohe");
    own.hand.answers.lock().unwrap().push_back(file.clone());
    let begun = own.staff("backup.make", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(own.ended(&begun["job"])["state"], "done");
    let second = Place::on(own.pc.clone());
    let token = second.pick("backup", &file);
    let ask = json!({ "file": token, "key_file": null, "passphrase": PASSPHRASE });
    assert_eq!(second.refused("start.restore", ask), "store_held");
    own.staff("today.look", json!({}));
}

#[test]
fn a_backup_out_of_a_key_store_needs_a_passphrase_that_is_judged_first() {
    let place = Place::on(Pc::new().kept_by(Some(Ring::default())));
    place.staff("start.found", new_store(None));
    place.staff("desk.unlock", json!({ "staff": "S01", "pin": PIN }));
    assert_eq!(place.refused("backup.make", json!({})), "passphrase_needed");
    assert_eq!(place.refused("backup.make", json!({ "passphrase": "kurz" })), "passphrase_short");
    assert!(place.hand.opened.lock().unwrap().is_empty(), "no dialog before the passphrase is good");
}

#[test]
fn the_demo_backup_is_restored_with_its_open_key() {
    let demo = Place::with("S06");
    let usb = tempfile::tempdir().unwrap();
    let file = backup(&demo, usb.path());
    let place = Place::new();
    let token = place.pick("backup", &file);
    let ask = |passphrase: Option<&str>| json!({ "file": token, "key_file": null, "passphrase": passphrase });
    assert_eq!(
        place.refused("start.restore", ask(None)),
        "passphrase_needed",
        "a key in the open is kept better"
    );
    place.staff("start.restore", ask(Some(PASSPHRASE)));
    let view = place.staff("desk.unlock", json!({ "staff": "S06", "pin": pin("S06") }));
    assert_eq!((&view["store"]["demo"], &view["key"]), (&json!(true), &json!("passphrase")));
}
