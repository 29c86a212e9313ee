//! Presence holds for its day alone, and no cleaning holds for longer than a procedure lets it.

use crate::common::{ADVISOR, Desk, OFFICER, OPERATOR, staff};
use counter::setup::staff::MarkPresence;
use domain::ids::StaffId;
use serde_json::{Value, json};

#[test]
fn who_came_on_an_earlier_day_is_not_here_until_marked_again() {
    let mut desk = Desk::found();
    desk.wait(14 * 86_400);
    let person = |work: &Value, staff: &str| {
        let people = work["people"].as_array().unwrap();
        people.iter().find(|one| one["staff"] == staff).unwrap().clone()
    };
    let both = |work: &Value| {
        let opening = work["opening"].as_array().unwrap();
        opening.iter().find(|finding| finding["check"] == "both_present").unwrap()["outcome"].clone()
    };
    let work = desk.look(OPERATOR, "work.look", json!({}));
    assert_eq!(both(&work), json!("stop"), "the opening list says so");
    let one = person(&work, OPERATOR);
    assert_eq!((&one["present"], &one["left_unmarked"]), (&json!(false), &one["since"]));
    assert!(one["since"].as_str().unwrap().starts_with("2026-11-20"), "{one}");
    let closing = work["closing"].as_array().unwrap().last().unwrap().clone();
    assert!(
        closing["open"].as_array().unwrap().contains(&json!(OPERATOR)),
        "and the closing list: {closing}"
    );
    for staff in [OPERATOR, OFFICER] {
        let come = MarkPresence { staff: StaffId::new(staff).unwrap(), present: true };
        desk.call(staff, come).unwrap();
    }
    let work = desk.look(OPERATOR, "work.look", json!({}));
    assert_eq!(both(&work), json!("pass"), "coming anew mends it");
    let one = person(&work, OPERATOR);
    assert_eq!((&one["present"], &one["left_unmarked"]), (&json!(true), &json!(null)));
    // And so does leaving, for a day that is over.
    let gone = MarkPresence { staff: StaffId::new(ADVISOR).unwrap(), present: false };
    desk.call(ADVISOR, gone).unwrap();
    let work = desk.look(OPERATOR, "work.look", json!({}));
    assert_eq!(
        (&person(&work, ADVISOR)["since"], &person(&work, ADVISOR)["left_unmarked"]),
        (&json!(null), &json!(null))
    );
    desk.assert_sound();
}

#[test]
fn presence_ends_with_the_day_in_chinas_civil_time() {
    for (seconds, here) in [(15 * 3_600 - 1, true), (15 * 3_600, false)] {
        let mut desk = Desk::found();
        desk.wait(seconds);
        let work = desk.look(OPERATOR, "work.look", json!({}));
        let one = work["people"].as_array().unwrap().iter().find(|one| one["staff"] == OPERATOR).unwrap();
        assert_eq!(one["present"], json!(here), "{seconds} s after nine o'clock");
    }
}

#[test]
fn a_cleaning_holds_no_longer_than_it_may() {
    let mut desk = Desk::found();
    // Equipment by the rulebook's hours; an area by 31 days, and then by the rulebook's hours where it is judged.
    for (hours, saved, area) in [
        (0, false, false),
        (1, true, true),
        (168, true, true),
        (169, false, true),
        (744, false, true),
        (745, false, false),
        (999_999, false, false),
    ] {
        let arguments = json!({ "equipment": "VE03", "valid_hours": hours });
        for (name, saved, arguments) in [
            ("equipment.clean", saved, arguments),
            ("area.clean", area, json!({ "area": "A1", "procedure": "演示规程-A-1", "valid_hours": hours })),
        ] {
            let answer = desk.counter.dispatch(counter::Window::Staff, &staff(OPERATOR), name, arguments);
            let code = answer.map_or_else(|refusal| refusal.code, |_| "saved");
            assert_eq!(code, if saved { "saved" } else { "fields_refused" }, "{name} {hours}");
        }
    }
}
