//! Two people are two people: a PIN that another set signs nothing, resets and equal PINs stand in the day's log, and a
//! signature says at whose window it was made.

use crate::common::{ADVISOR, Desk, MANAGER, OFFICER, OFFICER_PIN, OPERATOR, OPERATOR_PIN};
use counter::setup::approvals::{ListApprovals, SignApprovals};
use counter::setup::staff::SetPin;
use counter::steps::cleaning::{CleanBy, CleanedArea, CleanedPiece};
use domain::event::LicenceStated;
use domain::ids::{AreaId, DocumentNumber, EquipmentId, StaffId};
use domain::service::Step;
use serde_json::{Value, json};

fn id(staff: &str) -> StaffId {
    StaffId::new(staff).unwrap()
}

fn reset(desk: &mut Desk, staff: &str, pin: &str) {
    let set = SetPin { staff: id(staff), pin: pin.to_owned(), old: None };
    desk.call(MANAGER, set).unwrap();
}

/// Rules that the day's log asks by, with who is named.
fn odd(desk: &mut Desk) -> Vec<(String, Vec<String>)> {
    let day = "2026-11-20";
    let log = desk.look(MANAGER, "day.look", json!({ "from": day, "to": day }));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let who = |one: &Value| one["who"].as_array().unwrap().iter().map(text).collect();
    let all = log["sheet"]["odd"].as_array().unwrap().iter();
    let all = all.map(|one| (text(&one["rule"]), who(one)));
    all.filter(|(rule, _)| rule.contains("pin") || rule.contains("reset")).collect()
}

#[test]
fn a_manager_who_resets_both_signers_pins_signs_as_neither() {
    let mut desk = Desk::at(Step::Agreed);
    reset(&mut desk, OPERATOR, "111113");
    reset(&mut desk, OFFICER, "111114");
    let checked = desk.checked();
    let mut clear = desk.clear(&checked);
    (clear.operator_pin, clear.officer_pin) = ("111113".to_owned(), "111114".to_owned());
    assert_eq!(desk.refused(MANAGER, clear), "pin_not_own");
    assert_eq!(desk.step(), Step::Agreed);
    let both = |who: &str| ("pin_reset".to_owned(), vec![who.to_owned(), MANAGER.to_owned()]);
    assert_eq!(odd(&mut desk), [both(OPERATOR), both(OFFICER)]);
    desk.assert_sound();
}

#[test]
fn a_signature_soon_after_a_reset_stands_in_the_log() {
    for (minutes, asked) in [(119, true), (120, false)] {
        let mut desk = Desk::at(Step::Scanned);
        reset(&mut desk, OFFICER, "111114");
        desk.counter.own_pin(&id(OFFICER), "111114", "424243").unwrap();
        desk.wait(minutes * 60);
        let mut release = desk.release();
        release.pin = "424243".to_owned();
        desk.call(ADVISOR, release).unwrap();
        let rules: Vec<String> = odd(&mut desk).into_iter().map(|(rule, _)| rule).collect();
        assert_eq!(rules.contains(&"signed_after_reset".to_owned()), asked, "{minutes} min: {rules:?}");
        assert!(rules.contains(&"pin_reset".to_owned()), "{rules:?}");
        desk.assert_sound();
    }
}

#[test]
fn an_approval_soon_after_a_reset_stands_in_the_log() {
    for (minutes, reset_first, asked) in [(119, true, true), (120, true, false), (0, false, false)] {
        let mut desk = Desk::at(Step::Agreed);
        let mut pin = OFFICER_PIN;
        if reset_first {
            reset(&mut desk, OFFICER, "111114");
            pin = "424243";
            desk.counter.own_pin(&id(OFFICER), "111114", pin).unwrap();
        }
        desk.wait(minutes * 60);
        let row = desk.counter.store().premises().unwrap();
        let until = desk.counter.today() + chrono::TimeDelta::days(1000);
        let event = LicenceStated { store: row.premises.code, licence: row.enterprise.licence, until };
        let (mut desk, ()) = desk.upkeep(|tx| tx.record(event).map(|_| ()));
        let waits = desk.call(MANAGER, ListApprovals {}).unwrap();
        let (shown, officer, pin) = (waits.shown, id(OFFICER), pin.to_owned());
        desk.call(ADVISOR, SignApprovals { shown, left_out: Vec::new(), officer, pin }).unwrap();
        let approved = desk.counter.store().head().unwrap().seq;
        let day = "2026-11-20";
        let log = desk.look(MANAGER, "day.look", json!({ "from": day, "to": day }));
        let odd = log["sheet"]["odd"].as_array().unwrap();
        let found = odd.iter().find(|one| one["rule"] == "signed_after_reset");
        assert_eq!(found.is_some(), asked, "{minutes} min: {odd:?}");
        if let Some(found) = found {
            assert_eq!(found["record"], approved, "it leads to the approval");
            assert!(found["because"].as_str().unwrap().contains("批准清单"), "{found}");
        }
        desk.assert_sound();
    }
}

#[test]
fn equal_pins_of_two_people_stand_in_the_log_and_different_ones_do_not() {
    for (own, asked) in [(OPERATOR_PIN, true), ("424243", false)] {
        let mut desk = Desk::found();
        desk.counter.own_pin(&id(OFFICER), OFFICER_PIN, own).unwrap();
        let shared = ("pin_shared".to_owned(), vec![OFFICER.to_owned(), OPERATOR.to_owned()]);
        assert_eq!(odd(&mut desk).contains(&shared), asked, "{own}");
        desk.assert_sound();
    }
}

#[test]
fn the_file_of_a_person_is_no_way_round_their_own_old_pin() {
    let mut desk = Desk::found();
    let own = json!({
        "id": MANAGER, "name": "演示店长", "roles": ["store_manager"], "appointed_on": "2026-01-01",
        "experience_since": null, "training": null, "health": null, "areas": [], "pin": "424243",
    });
    let enrol: counter::setup::staff::Enrol = serde_json::from_value(own).unwrap();
    assert_eq!(desk.refused(MANAGER, enrol), "own_pin_by_old");
}

#[test]
fn every_signature_says_at_whose_window_it_was_made() {
    let mut desk = Desk::at(Step::Agreed);
    let checked = desk.checked();
    desk.call(ADVISOR, desk.clear(&checked)).unwrap();
    let service = desk.counter.service(&desk.number).unwrap();
    let parts = service.progress().clearance().unwrap().parts();
    assert_eq!((&parts.operator.window, &parts.officer.window), (&Some(id(ADVISOR)), &Some(id(ADVISOR))));
    desk.until(Step::Scanned);
    desk.call(OPERATOR, desk.release()).unwrap();
    let service = desk.counter.service(&desk.number).unwrap();
    assert_eq!(service.progress().released().unwrap().signature.window, Some(id(OPERATOR)));
    desk.assert_sound();
}

#[test]
fn an_operator_signs_the_cleaning_at_another_window() {
    let mut desk = Desk::at(Step::Released);
    let piece =
        |id: &str, valid_hours| CleanedPiece { equipment: EquipmentId::new(id).unwrap(), valid_hours };
    let area = |id: &str, valid_hours| CleanedArea {
        area: AreaId::new(id).unwrap(),
        procedure: DocumentNumber::new("演示规程-清场-1").unwrap(),
        valid_hours,
    };
    let clean = |operator: &str, pin: &str, hours| CleanBy {
        cleaned: vec![piece("VE01", hours), piece("MX01", hours)],
        areas: vec![area("A1", hours)],
        operator: id(operator),
        pin: pin.to_owned(),
    };
    for (name, command, code) in [
        ("the officer is no operator", clean(OFFICER, OFFICER_PIN, 24), "signer_role"),
        ("an hour longer than the rulebook has it", clean(OPERATOR, OPERATOR_PIN, 169), "fields_refused"),
        (
            "nothing",
            CleanBy { cleaned: Vec::new(), areas: Vec::new(), ..clean(OPERATOR, OPERATOR_PIN, 24) },
            "fields_refused",
        ),
        (
            "no such area",
            CleanBy { areas: vec![area("A9", 24)], ..clean(OPERATOR, OPERATOR_PIN, 24) },
            "fields_refused",
        ),
    ] {
        assert_eq!(desk.refused(ADVISOR, command), code, "{name}");
    }
    let wrong = desk.call(ADVISOR, clean(OPERATOR, "000000", 24)).unwrap_err();
    assert_eq!(wrong.code, "pin_wrong");
    desk.call(ADVISOR, clean(OPERATOR, OPERATOR_PIN, 24)).unwrap();
    let equipment = desk.counter.store().equipment().unwrap();
    let used = equipment.iter().filter(|piece| ["VE01", "MX01"].contains(&piece.id.as_str()));
    assert!(used.into_iter().all(|piece| !piece.cleaned.as_ref().unwrap().used_since));
    let work = desk.look(OPERATOR, "work.look", json!({}));
    let cleared = work["areas"].as_array().unwrap().iter().find(|area| area["area"] == "A1").unwrap();
    assert_eq!(cleared["clean"]["holds"], true, "{cleared}");
    desk.assert_sound();
}

#[test]
fn a_service_that_was_given_up_says_how_far_it_came() {
    for step in [
        Step::Opened,
        Step::Noticed,
        Step::Needed,
        Step::Tested,
        Step::Planned,
        Step::Agreed,
        Step::Cleared,
        Step::Blended,
        Step::Labelled,
        Step::Released,
    ] {
        let mut desk = Desk::at(step);
        let service = desk.number.clone();
        let abandon = counter::steps::open::Abandon { service: service.clone(), reason: "演示".to_owned() };
        desk.call(ADVISOR, abandon).unwrap();
        let view = desk.look(ADVISOR, "service.view", json!({ "service": service }));
        assert_eq!((&view["step"], &view["reached"]), (&json!("ended"), &json!(step)), "{step:?}");
    }
}

#[test]
fn a_record_and_its_day_say_who_sat_at_the_window_of_each_signature() {
    let mut desk = Desk::at(Step::Released);
    let today = desk.counter.today();
    let lines = desk.look(crate::common::MANAGER, "day.signatures", json!({ "day": today }));
    let lines = lines.as_array().unwrap();
    let said: Vec<(&str, &str, &str, bool)> = lines
        .iter()
        .flat_map(|line| {
            let kind = line["line"]["kind"].as_str().unwrap();
            line["signatures"].as_array().unwrap().iter().map(move |one| {
                let text = |key: &str| one[key].as_str().unwrap();
                (kind, text("signer"), text("window"), one["other"].as_bool().unwrap())
            })
        })
        .collect();
    let expected = [
        ("service.cleared", OFFICER, OPERATOR, true),
        ("service.cleared", OPERATOR, OPERATOR, false),
        ("service.released", OFFICER, OFFICER, false),
    ];
    assert_eq!(said, expected);
    let record = lines[0]["line"]["record"].clone();
    let record = desk.look(crate::common::MANAGER, "record.look", json!({ "record": record }));
    assert_eq!(record["signatures"], lines[0]["signatures"]);
    let yesterday = today.pred_opt().unwrap();
    let none = desk.look(crate::common::MANAGER, "day.signatures", json!({ "day": yesterday }));
    assert_eq!(none, json!([]), "a day on which nobody signed has none");
}
