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
    for (hours, saved) in
        [(0, false), (1, true), (168, true), (169, false), (744, false), (745, false), (999_999, false)]
    {
        let arguments = json!({ "equipment": "VE03", "valid_hours": hours });
        let area = json!({ "area": "A1", "procedure": "演示规程-A-1", "valid_hours": hours });
        for (name, arguments) in [("equipment.clean", arguments), ("area.clean", area)] {
            let answer = desk.counter.dispatch(counter::Window::Staff, &staff(OPERATOR), name, arguments);
            let code = answer.map_or_else(|refusal| refusal.code, |_| "saved");
            assert_eq!(code, if saved { "saved" } else { "fields_refused" }, "{name} {hours}");
        }
    }
}

#[test]
fn a_rulebook_says_how_long_an_area_is_clean_and_the_form_offers_no_more() {
    let mut desk = Desk::found().ruled(|text| {
        text.replace("cleaning_hours_max = { value = 168", "cleaning_hours_max = { value = 12")
    });
    let clean = |hours: &str| json!({ "area": "A1", "procedure": "演示规程-A-1", "valid_hours": hours });
    assert_eq!(desk.refuses(OPERATOR, "area.clean", clean("13")).0, "fields_refused");
    let piece = json!({ "equipment": "VE03", "valid_hours": 13 });
    assert_eq!(desk.refuses(OPERATOR, "equipment.clean", piece).0, "fields_refused");
    desk.look(OPERATOR, "area.clean", clean("12"));
    let form = desk.look(OPERATOR, "register.form", json!({ "act": "area.clean" }));
    let offered: u32 = form["initial"]["valid_hours"].as_str().unwrap().parse().unwrap();
    assert!(offered <= 12, "{offered}");
    desk.assert_sound();
}
