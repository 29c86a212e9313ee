//! Copies that the program makes by itself: at closing, before an update, at every place that is there; what the rule
//! deletes; the drill; and what is said where a place is missing.

use std::path::Path;

use crate::common::{PASSPHRASE, Pc, Place, Ring, new_store};
use counter::Host as _;
use desk::Machine as _;
use serde_json::{Value, json};

const PIN: &str = "135790";

/// A new store under a passphrase, with its manager at the window.
fn founded() -> Place {
    let place = Place::new();
    place.staff("start.found", new_store(Some(PASSPHRASE)));
    place.staff("desk.unlock", json!({ "staff": "S01", "pin": PIN }));
    place
}

/// Adds a stick; answers with its id.
fn plugged(place: &Place, stick: &Path) -> String {
    place.hand.answers.lock().unwrap().push_back(stick.to_owned());
    place.staff("backup.add_place", json!({ "passphrase": PASSPHRASE }));
    let places = place.staff("backup.look", json!({}))["places"].clone();
    let added = places.as_array().unwrap().iter().find(|one| one["folder"] == json!(stick)).unwrap();
    added["id"].as_str().unwrap().to_owned()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The copies in a folder.
fn copies(folder: &Path) -> Vec<String> {
    names(folder).into_iter().filter(|name| name.ends_with(".tiaohe")).collect()
}

fn backed_up(place: &Place) -> Value {
    let begun = place.staff("backup.now", json!({}));
    place.ended(&begun["job"])
}

#[test]
fn a_copy_lies_at_every_place_with_its_key_and_its_record() {
    let place = founded();
    let stick = tempfile::tempdir().unwrap();
    let id = plugged(&place, stick.path());
    let before = place.head();
    let ended = backed_up(&place);
    assert_eq!(
        (&ended["state"], &ended["result"]["places"]),
        (&json!("done"), &json!(["local", id])),
        "{ended}"
    );
    let expected = ["YS01-20261120-090000.key.json", "YS01-20261120-090000.tiaohe", "tiaohe-backups.txt"];
    assert_eq!(names(stick.path()), expected);
    assert_eq!(names(&place.pc.data().join("backups")), expected);
    assert_eq!(place.head().seq, before.seq + 2, "one record for each place");
    let view = place.staff("backup.look", json!({}));
    let there = view["places"].as_array().unwrap().iter().find(|one| one["id"] == json!(id)).unwrap();
    let copy = &there["copies"][0];
    assert_eq!((&copy["verified"], &copy["up_to"]), (&json!(true), &json!(before.seq)), "{copy}");
    assert_eq!(copy["hash"].as_str().unwrap(), &before.hash.to_string()[..12]);
    assert!(view["last_outside_at"].is_string());
}

#[test]
fn the_rule_deletes_its_own_copies_and_nothing_else() {
    let place = founded();
    let stick = tempfile::tempdir().unwrap();
    plugged(&place, stick.path());
    let strangers =
        ["holiday.jpg", "YS01-20200101-200000.tiaohe", "XX99-20261101-200000.tiaohe", "备份.tiaohe"];
    for stranger in strangers {
        std::fs::write(stick.path().join(stranger), "somebody's").unwrap();
    }
    // Three copies a day for nine days.
    for _ in 0..27 {
        assert_eq!(backed_up(&place)["state"], "done");
        place.wait(8 * 3_600);
        place.sit_again();
    }
    let left = names(stick.path());
    for stranger in strangers {
        assert!(left.contains(&stranger.to_owned()), "{stranger} was deleted");
    }
    let copies = copies(stick.path());
    let own =
        copies.iter().filter(|name| name.starts_with("YS01-2026") && !strangers.contains(&name.as_str()));
    // Seven days; of the two weeks and the one month the last copies are among them, but one Sunday's.
    assert!((7..=9).contains(&own.count()), "{copies:?}");
    let keys = left.iter().filter(|name| name.ends_with(".key.json")).count();
    assert_eq!(keys, copies.iter().filter(|name| !strangers.contains(&name.as_str())).count());
    let rows = place.door().desk().counter().unwrap().store().backups().unwrap();
    let there = rows.iter().filter(|row| row.target == "B1").count();
    assert_eq!(there, keys, "the ledger knows what was deleted");
    place.door().desk().counter().unwrap().store().rebuild_check().unwrap();
}

#[test]
fn a_drill_proves_a_copy_and_says_what_would_be_lost() {
    let place = founded();
    let stick = tempfile::tempdir().unwrap();
    let id = plugged(&place, stick.path());
    backed_up(&place);
    let file = copies(stick.path()).remove(0);
    let ask = json!({ "place": id, "file": file });
    let begun = place.staff("backup.drill", ask.clone());
    let ended = place.ended(&begun["job"]);
    assert_eq!((&ended["result"]["passed"], &ended["result"]["lost"]), (&json!(true), &json!(2)), "{ended}");
    assert!(!place.pc.data().join("drill").exists(), "nothing of it stays");
    // One byte on the stick turns.
    let path = stick.path().join(&file);
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let begun = place.staff("backup.drill", ask.clone());
    let ended = place.ended(&begun["job"]);
    assert_eq!(ended["result"]["passed"], json!(false), "{ended}");
    assert_eq!(ended["result"]["problem"], json!("store_damaged"), "{ended}");
    assert!(!place.pc.data().join("drill").exists());
    let view = place.staff("backup.look", json!({}));
    let copy =
        view["places"].as_array().unwrap().iter().find(|one| one["id"] == json!(id)).unwrap()["copies"][0]
            .clone();
    assert_eq!(copy["drill_passed"], json!(false));
    // The copy on this computer's own disk is the last one now, and none lies outside.
    assert_eq!((&view["last_outside_at"], view["last_at"].is_string()), (&Value::Null, true), "{view}");
    // The next copy of the same day does not count on it: at closing one is due, and the bad one is left to be looked at.
    place.wait(60);
    backed_up(&place);
    assert_eq!(copies(stick.path()).len(), 2);
    let view = place.staff("backup.look", json!({}));
    assert!(view["last_outside_at"].is_string(), "{view}");
    // A copy without its key is no copy on the day when this computer is gone.
    std::fs::remove_file(path.with_extension("key.json")).unwrap();
    let begun = place.staff("backup.drill", ask);
    assert_eq!(place.ended(&begun["job"])["result"]["problem"], json!("backup_key"));
    for folder in [stick.path(), &place.pc.data().join("backups")] {
        copies(folder).iter().for_each(|copy| std::fs::remove_file(folder.join(copy)).unwrap());
    }
    let view = place.staff("backup.look", json!({}));
    assert_eq!((&view["last_at"], &view["lost"]), (&Value::Null, &json!(place.head().seq)), "all are gone");
    for (place_id, file) in [("B9", "YS01-20261120-090000.tiaohe"), (id.as_str(), "../store/store.db")] {
        assert_eq!(place.refused("backup.drill", json!({ "place": place_id, "file": file })), "not_found");
    }
}

#[test]
fn closing_copies_what_was_done_since_and_then_ends() {
    let place = founded();
    place.close();
    assert_eq!(copies(&place.pc.data().join("backups")).len(), 1);
    // Opened and closed again, with nothing done: no second copy.
    let place = place.again();
    place.staff("start.unlock", json!({ "passphrase": PASSPHRASE }));
    place.wait(60);
    place.close();
    assert_eq!(copies(&place.pc.data().join("backups")).len(), 1);
    let place = place.again();
    place.staff("start.unlock", json!({ "passphrase": PASSPHRASE }));
    place.staff("desk.unlock", json!({ "staff": "S01", "pin": PIN }));
    place.staff("desk.unlock", json!({ "staff": "S01", "pin": PIN }));
    place.door().desk().counter().unwrap().store().verify().unwrap();
}

#[test]
fn a_stick_that_is_not_there_is_told_and_keeps_nobody() {
    let place = founded();
    let sticks = tempfile::tempdir().unwrap();
    let stick = sticks.path().join("stick");
    std::fs::create_dir(&stick).unwrap();
    let id = plugged(&place, &stick);
    // Pulled out: its mount point stays, empty.
    std::fs::remove_dir_all(&stick).unwrap();
    std::fs::create_dir(&stick).unwrap();
    let ended = backed_up(&place);
    assert_eq!((&ended["state"], &ended["result"]["places"]), (&json!("done"), &json!(["local"])), "{ended}");
    let told = &ended["result"]["told"][0];
    assert_eq!(told["code"], "backup_place_gone");
    assert!(told["mend"].as_str().is_some_and(|mend| !mend.is_empty()));
    assert!(names(&stick).is_empty(), "nothing is written into the place where a stick should be");
    place.staff("backup.drop_place", json!({ "place": id }));
    assert_eq!(backed_up(&place)["state"], "failed", "the same second has its copy already");
}

#[test]
fn the_key_in_a_key_store_leaves_it_under_a_passphrase_alone() {
    let place = Place::on(Pc::new().kept_by(Some(Ring::default())));
    place.staff("start.found", new_store(None));
    place.staff("desk.unlock", json!({ "staff": "S01", "pin": PIN }));
    let stick = tempfile::tempdir().unwrap();
    assert_eq!(place.staff("backup.look", json!({}))["needs_passphrase"], true);
    assert_eq!(place.refused("backup.add_place", json!({})), "passphrase_needed");
    assert_eq!(place.refused("backup.add_place", json!({ "passphrase": "kurz" })), "passphrase_short");
    plugged(&place, stick.path());
    backed_up(&place);
    let file = stick.path().join(copies(stick.path()).remove(0));
    // On another computer, with the passphrase.
    let other = Place::new();
    let token = other.pick("backup", &file);
    let ask = |passphrase: &str| json!({ "file": token, "key_file": null, "passphrase": passphrase });
    assert_eq!(other.refused("start.restore", ask("falsch falsch falsch")), "passphrase_wrong");
    let view = other.staff("start.restore", ask(PASSPHRASE));
    assert_eq!(view["store"]["code"], "YS01");
}

#[test]
fn a_damaged_store_is_restored_from_the_copy_on_this_computer() {
    let place = Place::on(Pc::new().kept_by(Some(Ring::default())));
    place.staff("start.found", new_store(None));
    place.staff("desk.unlock", json!({ "staff": "S01", "pin": PIN }));
    let head = place.head();
    backed_up(&place);
    place.close();
    let database = place.pc.data().join("store/store.db");
    let mut bytes = std::fs::read(&database).unwrap();
    for byte in &mut bytes[4096..8192] {
        *byte ^= 0x55;
    }
    std::fs::write(&database, &bytes).unwrap();
    let place = place.again();
    let view = place.look();
    assert_eq!(view["phase"], "damaged");
    assert!(view["trouble"]["mend"].as_str().is_some_and(|mend| !mend.is_empty()), "{}", view["trouble"]);
    let found = place.staff("start.copies", json!({}));
    let token = &found[0]["file"];
    let view = place.staff("start.restore", json!({ "file": token, "key_file": null, "passphrase": null }));
    assert_eq!((&view["phase"], &view["key"]), (&json!("locked"), &json!("key_store")));
    assert!(place.head().seq > head.seq);
    let kept = place.pc.data().join(format!("store-kept-{}", place.pc.now().format("%Y%m%d-%H%M%S")));
    assert_eq!(std::fs::read(kept.join("store.db")).unwrap(), bytes, "the damaged file is kept as it was");
}

#[test]
fn a_restore_that_was_cut_off_at_its_last_step_is_finished_at_the_next_start() {
    let place = founded();
    let head = place.head();
    let pc = place.pc.clone();
    drop(place);
    let data = pc.data().to_owned();
    std::fs::rename(data.join("store"), data.join("store-restoring")).unwrap();
    let place = Place::on(pc.clone());
    place.staff("start.unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(place.head(), head);
    drop(place);
    // Without its key it is not whole: it stays where it is, and the store is said to be missing.
    std::fs::rename(data.join("store"), data.join("store-restoring")).unwrap();
    std::fs::remove_file(data.join("store-restoring/key.json")).unwrap();
    let view = Place::on(pc).look();
    assert_eq!((&view["phase"], &view["trouble"]["code"]), (&json!("damaged"), &json!("store_missing")));
}

#[test]
fn a_program_of_another_version_keeps_a_copy_first() {
    let place = founded();
    let data = place.pc.data().to_owned();
    let pc = place.pc.clone();
    drop(place);
    let settings = data.join("device.json");
    let mut device: Value = serde_json::from_slice(&std::fs::read(&settings).unwrap()).unwrap();
    device["version"] = json!("0.0.1");
    std::fs::write(&settings, device.to_string()).unwrap();
    let place = Place::on(pc);
    place.staff("start.unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(copies(&data.join("backups")).len(), 1);
    let rows = place.door().desk().counter().unwrap().store().backups().unwrap();
    assert_eq!(rows[0].cause, domain::event::BackupCause::Update);
    let place = place.again();
    place.staff("start.unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(copies(&data.join("backups")).len(), 1, "once a version");
}

#[test]
fn a_date_that_is_doubted_deletes_no_copy_and_a_copy_of_the_future_takes_no_place() {
    let place = founded();
    let stick = tempfile::tempdir().unwrap();
    plugged(&place, stick.path());
    let day = 24 * 3_600;
    for _ in 0..7 {
        assert_eq!(backed_up(&place)["state"], "done");
        place.wait(day);
        place.sit_again();
    }
    place.wait(400 * day);
    place.sit_again();
    assert_eq!(backed_up(&place)["state"], "done");
    assert_eq!(copies(stick.path()).len(), 8, "nothing is deleted by that date");
    place.pc.pass(chrono::TimeDelta::seconds(-400 * day), chrono::TimeDelta::seconds(60));
    place.sit_again();
    assert_eq!(backed_up(&place)["state"], "done");
    let left = copies(stick.path());
    assert!(
        !left.iter().any(|name| name.contains("20261120")),
        "the eighth day supersedes the first: {left:?}"
    );
    assert!(
        left.iter().any(|name| name.contains("-2028")),
        "of what is to come nothing is deleted: {left:?}"
    );
    assert_eq!(left.len(), 8, "{left:?}");
}
