//! Idle moments: the log does not grow all day, and nobody waits for it to be tidied.

use crate::common::Place;
use desk::Machine as _;

/// Bytes in the log.
fn log(place: &Place) -> u64 {
    std::fs::metadata(place.pc.data().join("demo/store.db-wal")).unwrap().len()
}

#[test]
fn the_log_is_moved_into_the_file_once_nobody_has_written_for_a_while() {
    let place = Place::with("S01");
    for _ in 0..30 {
        place.open();
    }
    let full = log(&place);
    place.door().desk().idle();
    place.wait(5);
    place.door().desk().idle();
    assert_eq!(log(&place), full, "five quiet seconds may lie between two weighings");
    place.wait(6);
    place.door().desk().idle();
    let rested = log(&place);
    assert!(rested < full / 10, "{full} bytes before, {rested} after");
    let head = place.head();
    place.wait(60);
    place.door().desk().idle();
    assert_eq!((place.head(), log(&place)), (head, rested), "nothing is written for its own sake");
    place.open();
    place.door().desk().counter().unwrap().store().verify().unwrap();
}

#[test]
fn what_is_past_its_day_goes_in_quiet_moments_and_never_at_a_pin() {
    let place = Place::with("S01");
    place.wait(400 * 24 * 3_600);
    let head = place.head();
    place.sit("S06");
    assert_eq!(place.head(), head, "a PIN erases nothing and waits for nothing");
    for _ in 0..3 {
        place.wait(11);
        place.door().desk().idle();
    }
    assert_eq!(place.head(), head, "a date that leapt is not believed");
    let view = place.staff("retention.look", serde_json::json!({}));
    assert_eq!(view["doubt"]["days"], 400);
}
