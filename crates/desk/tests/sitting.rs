//! Who sits at the staff's window: PINs and their lock-out, locking by itself, and a change of person in mid-service.

use crate::common::{Place, pin};
use chrono::TimeDelta;
use serde_json::{Value, json};

fn wrong(place: &Place, staff: &str) -> &'static str {
    place.refused("desk.unlock", json!({ "staff": staff, "pin": "999999" }))
}

fn right(place: &Place, staff: &str) -> &'static str {
    place.refused("desk.unlock", json!({ "staff": staff, "pin": pin(staff) }))
}

fn phase(place: &Place) -> String {
    place.look()["phase"].as_str().unwrap().to_owned()
}

#[test]
fn a_pin_opens_the_window_and_the_last_person_is_remembered() {
    let place = Place::demo();
    assert_eq!(phase(&place), "locked");
    let view = place.sit("S01");
    assert_eq!((&view["phase"], &view["me"]["staff"]), (&json!("open"), &json!("S01")));
    let view = place.staff("desk.lock", json!({}));
    assert_eq!((&view["phase"], &view["me"], &view["last"]), (&json!("locked"), &Value::Null, &json!("S01")));
    let place = place.again();
    assert_eq!((phase(&place).as_str(), &place.look()["last"]), ("locked", &json!("S01")));
}

#[test]
fn a_wrong_pin_is_recorded_and_opens_nothing() {
    let place = Place::demo();
    let before = place.head().seq;
    assert_eq!(wrong(&place, "S01"), "pin_wrong");
    assert_eq!(place.head().seq, before + 1);
    assert_eq!(phase(&place), "locked");
    assert_eq!(place.refused("desk.unlock", json!({ "staff": "S99", "pin": "999999" })), "not_found");
    assert_eq!(place.head().seq, before + 1);
}

#[test]
fn a_wrong_pin_of_another_leaves_who_sits_there() {
    let place = Place::with("S01");
    assert_eq!(wrong(&place, "S06"), "pin_wrong");
    assert_eq!(place.look()["me"]["staff"], "S01");
}

#[test]
fn wrong_pins_lock_out_for_longer_and_longer_until_the_manager_sets_a_new_one() {
    let place = Place::demo();
    for _ in 0..5 {
        assert_eq!(wrong(&place, "S01"), "pin_wrong");
    }
    for minutes in [1, 5, 15] {
        let before = place.head();
        assert_eq!(right(&place, "S01"), "pin_locked", "{minutes}");
        place.wait(minutes * 60 - 1);
        assert_eq!(right(&place, "S01"), "pin_locked", "{minutes}: a second too early");
        assert_eq!(place.head(), before, "trying while locked out is not counted");
        place.wait(1);
        assert_eq!(wrong(&place, "S01"), "pin_wrong", "{minutes}");
    }
    place.wait(365 * 24 * 3_600);
    assert_eq!(right(&place, "S01"), "pin_locked");
    // Others are not locked out with them; a year on, somebody in post is found by the manager.
    place.sit("S06");
    place.staff("staff.set_pin", json!({ "staff": "S01", "pin": "135790" }));
    assert_eq!(right(&place, "S01"), "pin_wrong");
    assert_eq!(place.refused("desk.unlock", json!({ "staff": "S01", "pin": "135790" })), "pin_not_own");
    let view = place.staff("desk.own_pin", json!({ "staff": "S01", "pin": "135790", "own": "246813" }));
    assert_eq!(view["me"]["staff"], "S01");
}

#[test]
fn a_pin_that_another_set_is_good_once_and_only_to_set_ones_own() {
    let place = Place::demo();
    place.sit("S06");
    place.staff("staff.set_pin", json!({ "staff": "S01", "pin": "135790" }));
    let own = |pin: &str, own: &str| json!({ "staff": "S01", "pin": pin, "own": own });
    let cases = [
        ("the one that somebody else knows stays it", own("135790", "135790"), "pin_same"),
        ("five digits", own("135790", "24681"), "pin_weak"),
        ("one that is easily guessed", own("135790", "242424"), "pin_weak"),
        ("a wrong one", own("000000", "246813"), "pin_wrong"),
        ("the one before the reset", own(&pin("S01"), "246813"), "pin_wrong"),
    ];
    for (name, arguments, code) in cases {
        assert_eq!(place.refused("desk.own_pin", arguments), code, "{name}");
    }
    // From the customer's hands nothing is taken back with it either.
    assert_eq!(place.refused("desk.unlock", json!({ "staff": "S01", "pin": "135790" })), "pin_not_own");
    place.staff("desk.own_pin", own("135790", "246813"));
    assert_eq!(place.refused("desk.own_pin", own("135790", "975310")), "pin_wrong", "once");
    place.staff("desk.unlock", json!({ "staff": "S01", "pin": "246813" }));
    // And whoever has their own changes it at the lock screen by themselves.
    place.staff("desk.own_pin", own("246813", "864200"));
    place.staff("desk.unlock", json!({ "staff": "S01", "pin": "864200" }));
}

#[test]
fn the_window_locks_after_five_minutes_whatever_its_pages_ask_by_themselves() {
    let place = Place::with("S01");
    let service = place.open();
    for _ in 0..29 {
        place.wait(10);
        place.look();
        place.staff("today.look", json!({}));
        place.staff("service.view", json!({ "service": service }));
        place.staff("inbox.look", json!({ "purpose": "skin_test" }));
        place.staff("desk.wait", json!({ "seen": u64::MAX }));
    }
    assert_eq!(phase(&place), "open");
    place.wait(10);
    assert_eq!(place.refused("today.look", json!({})), "locked");
    assert_eq!(phase(&place), "locked");
}

#[test]
fn a_hand_and_a_record_keep_it_open() {
    let place = Place::with("S01");
    for _ in 0..4 {
        place.wait(4 * 60);
        place.staff("desk.touch", json!({}));
        place.wait(4 * 60);
        place.open();
    }
    assert_eq!(phase(&place), "open");
}

#[test]
fn a_customer_on_a_screen_of_their_own_does_not_keep_the_staffs_window_open() {
    let place = Place::with("S01");
    place.pc.second(true);
    for _ in 0..5 {
        place.wait(60);
        place.customer("desk.touch", json!({}));
        place.customer("screen.look", json!({}));
    }
    assert_eq!(phase(&place), "locked");
}

#[test]
fn a_clock_set_back_does_not_keep_it_open_and_a_sleeping_computer_locks() {
    let place = Place::with("S01");
    place.pc.pass(TimeDelta::hours(-3), TimeDelta::minutes(5));
    assert_eq!(place.refused("today.look", json!({})), "locked");
    let place = Place::with("S01");
    place.pc.pass(TimeDelta::hours(8), TimeDelta::zero());
    assert_eq!(place.refused("today.look", json!({})), "locked");
}

#[test]
fn a_window_in_the_customers_hands_does_not_lock_and_takes_a_pin() {
    let place = Place::with("S01");
    let service = place.open();
    place.staff("screen.present", json!({ "service": service, "page": "notice" }));
    place.wait(3_600);
    assert_eq!(place.customer("screen.look", json!({}))["page"], "notice");
    assert_eq!(place.refused("today.look", json!({})), "handed_over");
    let view = place.customer("screen.leave", json!({ "staff": "S02", "pin": pin("S02") }));
    assert_eq!((&view["me"]["staff"], &view["handed"]), (&json!("S02"), &json!(false)));
}

#[test]
fn a_change_of_person_keeps_everybodys_half_done_service() {
    let place = Place::with("S01");
    let service = place.open();
    place.sit("S06");
    let today = place.staff("today.look", json!({}));
    assert_eq!(today["open"][0]["number"], json!(service));
    assert_eq!(today["open"][0]["advisor"], "S01");
    let other = place.open();
    assert_ne!(other, service);
    place.sit("S01");
    assert_eq!(place.staff("today.look", json!({}))["open"].as_array().unwrap().len(), 2);
    let place = place.again();
    place.sit("S01");
    assert_eq!(place.staff("service.view", json!({ "service": service }))["step"], "opened");
}

#[test]
fn how_soon_it_locks_is_the_managers_to_set_within_an_hour() {
    let place = Place::with("S06");
    for minutes in [0, 61, 600] {
        let set = json!({ "auto_lock_minutes": minutes });
        assert_eq!(place.refused("device.set", set), "auto_lock_minutes", "{minutes}");
    }
    let view = place.staff("device.set", json!({ "auto_lock_minutes": 1 }));
    assert_eq!(view["auto_lock_seconds"], 60);
    place.wait(60);
    assert_eq!(place.refused("today.look", json!({})), "locked");
}
