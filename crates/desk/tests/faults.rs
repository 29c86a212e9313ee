//! Faults of the disk as the people at the counter meet them: what is refused, what goes on, which screen stands there, and
//! how work goes on afterwards. The disks are real: see `ground.rs`.

#[path = "../../store/tests/common/ground.rs"]
mod ground;

use crate::common::{PASSPHRASE, Pc, Place, Ring, new_store};
use counter::Refusal;
use desk::{Machine as _, Pane};
use ground::{Disk, inside};
use serde_json::{Value, json};

/// A new store on a small disk of its own, whose key store opens it by itself.
fn on_a_small_disk(ring: &Ring) -> (Place, Disk) {
    let pc = Pc::new().kept_by(Some(ring.clone()));
    let disk = Disk::at(pc.data(), 6_144);
    let place = Place::on(pc);
    place.staff("start.found", new_store(None));
    place.sit_again();
    (place, disk)
}

/// What a refusal says, which always goes on with what to do.
fn told(refusal: &Refusal) -> &'static str {
    assert!(refusal.mend.as_ref().is_some_and(|mend| !mend.is_empty()), "{refusal:?}");
    refusal.code
}

fn phase(view: &Value) -> &str {
    view["phase"].as_str().unwrap()
}

#[test]
fn on_a_full_disk_saving_is_refused_reading_goes_on_and_nothing_is_lost() {
    if !inside("faults::on_a_full_disk_saving_is_refused_reading_goes_on_and_nothing_is_lost") {
        return;
    }
    let (place, disk) = on_a_small_disk(&Ring::default());
    assert_eq!(place.look()["disk"]["room"], "none", "six megabytes are almost none: people are told before");
    disk.fill(2);
    let plan = json!({ "mode": "plan", "customer": null });
    let mut opened = Vec::new();
    let (refusal, seen) = loop {
        let seen = place.door().desk().feed().revision();
        match place.ask(Pane::Staff, "service.open", plan.clone()) {
            Ok(number) => opened.push(number),
            Err(refusal) => break (refusal, seen),
        }
        assert!(opened.len() < 1_000, "the disk never fills");
    };
    assert_eq!(told(&refusal), "disk_full");
    let news = place.staff("desk.wait", json!({ "seen": seen }))["topics"].clone();
    assert_eq!(news, json!(["device"]), "every window looks at the disk anew");
    let head = place.head();
    // Everything that was acknowledged can be read.
    for number in &opened {
        place.staff("service.view", json!({ "service": number }));
    }
    place.staff("today.look", json!({}));
    assert_eq!(place.refused("service.open", plan.clone()), "disk_full", "and it goes on saying so");
    assert_eq!(place.head(), head);
    // Somebody tidied up: work goes on without a restart.
    disk.free();
    place.staff("service.open", plan);
    place.door().desk().counter().unwrap().store().verify().unwrap();
}

#[test]
fn a_store_on_a_full_disk_opens_or_says_so_and_opens_once_there_is_room() {
    if !inside("faults::a_store_on_a_full_disk_opens_or_says_so_and_opens_once_there_is_room") {
        return;
    }
    let (place, disk) = on_a_small_disk(&Ring::default());
    let head = place.head();
    disk.fill(0);
    let place = place.again();
    let view = place.look();
    if phase(&view) == "damaged" {
        assert_eq!(view["trouble"]["code"], "disk_full", "{view}");
        assert!(view["trouble"]["mend"].as_str().is_some_and(|mend| !mend.is_empty()));
        disk.free();
        assert_eq!(phase(&place.staff("start.again", json!({}))), "locked");
    } else {
        disk.free();
    }
    assert_eq!(place.head(), head);
    place.sit_again();
}

#[test]
fn a_backup_on_a_full_disk_is_refused_and_the_store_is_untouched() {
    if !inside("faults::a_backup_on_a_full_disk_is_refused_and_the_store_is_untouched") {
        return;
    }
    let (place, disk) = on_a_small_disk(&Ring::default());
    let head = place.head();
    disk.fill(3);
    let begun = place.staff("backup.now", json!({}));
    let ended = place.ended(&begun["job"]);
    assert_eq!(
        (&ended["state"], &ended["refusal"]["code"]),
        (&json!("failed"), &json!("disk_full")),
        "{ended}"
    );
    assert!(ended["refusal"]["mend"].is_string());
    assert_eq!(place.head(), head);
    disk.free();
    let begun = place.staff("backup.now", json!({}));
    assert_eq!(place.ended(&begun["job"])["state"], "done");
}

#[test]
fn a_read_only_disk_has_its_screen_and_is_never_restored_over() {
    if !inside("faults::a_read_only_disk_has_its_screen_and_is_never_restored_over") {
        return;
    }
    let ring = Ring::default();
    let (place, disk) = on_a_small_disk(&ring);
    let begun = place.staff("backup.now", json!({}));
    assert_eq!(place.ended(&begun["job"])["state"], "done");
    let pc = place.pc.clone();
    drop(place);
    let database = pc.data().join("store/store.db");
    let bytes = std::fs::read(&database).unwrap();
    disk.read_only();
    let place = Place::on(pc);
    let view = place.look();
    assert_eq!((phase(&view), &view["trouble"]["code"]), ("damaged", &json!("disk_read_only")));
    assert!(view["trouble"]["mend"].as_str().is_some_and(|mend| !mend.is_empty()));
    let found = place.staff("start.copies", json!({}));
    let ask = json!({ "file": found[0]["file"], "key_file": null, "passphrase": null });
    assert_eq!(place.refused("start.restore", ask), "disk_read_only", "the store is whole");
    assert_eq!(phase(&place.staff("start.again", json!({}))), "damaged");
    assert_eq!(std::fs::read(&database).unwrap(), bytes);
}

#[test]
fn each_place_that_cannot_be_written_says_so_by_its_name_and_the_others_have_their_copy() {
    if !inside("faults::each_place_that_cannot_be_written_says_so_by_its_name_and_the_others_have_their_copy")
    {
        return;
    }
    let sticks = tempfile::tempdir().unwrap();
    let full = Disk::at(&sticks.path().join("FULL"), 4_096);
    let locked = Disk::at(&sticks.path().join("LOCKED"), 4_096);
    let place = Place::new();
    place.staff("start.found", new_store(Some(PASSPHRASE)));
    place.sit_again();
    for stick in [&full, &locked] {
        place.hand.answers.lock().unwrap().push_back(stick.path().to_owned());
        place.staff("backup.add_place", json!({}));
    }
    full.fill(8);
    locked.read_only();
    let begun = place.staff("backup.now", json!({}));
    let ended = place.ended(&begun["job"]);
    assert_eq!((&ended["state"], &ended["result"]["places"]), (&json!("done"), &json!(["local"])), "{ended}");
    let view = place.staff("backup.look", json!({}));
    let of = |id: &str| {
        let places = view["places"].as_array().unwrap();
        places.iter().find(|one| one["id"] == id).unwrap()["trouble"].clone()
    };
    assert_eq!(of("local"), Value::Null);
    for (id, name, code) in [("B1", "FULL", "backup_place_full"), ("B2", "LOCKED", "backup_place_read_only")]
    {
        let told = of(id);
        assert_eq!(told["code"], code, "{told}");
        for words in [&told["message"], &told["mend"]] {
            let words = words.as_str().unwrap();
            assert!(!words.contains("os error") && !words.contains("回收站"), "{words}");
        }
        assert!(told["message"].as_str().unwrap().contains(name), "{told}");
        assert!(ended["result"]["told"].as_array().unwrap().contains(&told), "{ended}");
    }
    // Once there is room, the next copy clears it.
    full.free();
    place.wait(60);
    let begun = place.staff("backup.now", json!({}));
    assert_eq!(place.ended(&begun["job"])["result"]["places"], json!(["local", "B1"]));
    let view = place.staff("backup.look", json!({}));
    assert_eq!(view["places"][1]["trouble"], Value::Null, "{view}");
}

#[test]
fn a_stick_that_is_gone_at_closing_keeps_nobody_and_the_other_copy_is_made() {
    if !inside("faults::a_stick_that_is_gone_at_closing_keeps_nobody_and_the_other_copy_is_made") {
        return;
    }
    let sticks = tempfile::tempdir().unwrap();
    let stick = Disk::at(&sticks.path().join("stick"), 4_096);
    let place = Place::new();
    place.staff("start.found", new_store(Some(PASSPHRASE)));
    place.sit_again();
    place.hand.answers.lock().unwrap().push_back(stick.path().to_owned());
    place.staff("backup.add_place", json!({}));
    stick.unplugged();
    let begun = place.staff("backup.now", json!({}));
    let ended = place.ended(&begun["job"]);
    assert_eq!(ended["result"]["told"][0]["code"], "backup_place_gone", "{ended}");
    assert_eq!(std::fs::read_dir(stick.path()).unwrap().count(), 0, "the empty mount point is not the stick");
    // Only the stick is due now; it is told, and whoever wants to leave does.
    place.close_and_leave();
    assert_eq!(std::fs::read_dir(stick.path()).unwrap().count(), 0);
}
