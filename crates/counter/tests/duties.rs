//! What is due is said the same in every place: the list of today, the log, the screens, the proposed bench, the closing
//! list and the checks of a clearance change their answer at one second.

use crate::common::{ADVISOR, Desk, MANAGER, OFFICER, OPERATOR};
use counter::Host as _;
use domain::service::Step;
use rules::{Check, Outcome};
use serde_json::{Value, json};

const PIECES: [&str; 3] = ["SC01", "VE01", "MX01"];

/// The line of a list that is about a thing.
fn about<'a>(list: &'a Value, key: &str, id: &str) -> Option<&'a Value> {
    list.as_array().unwrap().iter().find(|line| line[key] == id)
}

/// Whether each place calls cleaning and measuring in order.
fn said(desk: &mut Desk) -> Vec<(&'static str, bool)> {
    let holds =
        |list: &Value, key: &str, id: &str, of: &str| about(list, key, id).unwrap()[of]["holds"] == true;
    let (today, work) =
        (desk.look(OPERATOR, "today.look", json!({})), desk.look(OPERATOR, "work.look", json!({})));
    let (machines, rooms) =
        (desk.look(OPERATOR, "equipment.list", json!({})), desk.look(OPERATOR, "room.list", json!({})));
    let bench = desk.look(OPERATOR, "service.bench", json!({ "service": desk.number }));
    let day = desk.counter.today();
    let log = desk.look(MANAGER, "day.look", json!({ "from": day, "to": day }));
    let overdue = |list: &Value, kind: &str, id: &str| {
        let lines = list.as_array().unwrap().iter();
        lines.filter(|line| line["kind"] == kind).any(|line| line["subject"] == id && line["overdue"] == true)
    };
    let due = |kind: &str, id: &str| overdue(&log["sheet"]["due"], kind, id);
    let checked = desk.call(OPERATOR, desk.check()).unwrap().sheet.findings;
    let passes = |check: Check| {
        checked
            .iter()
            .filter(|finding| finding.check == check)
            .all(|finding| finding.outcome == Outcome::Pass)
    };
    let closing = about(&work["closing"], "what", "areas_clean").unwrap();
    vec![
        ("today, cleaning", !overdue(&today["due"], "cleaning", "SC01")),
        ("today, area", !overdue(&today["due"], "area_cleaning", "A1")),
        ("today, reading", !overdue(&today["due"], "environment", "A1")),
        ("log, cleaning", !due("cleaning", "SC01")),
        ("equipment", holds(&machines, "id", "SC01", "clean")),
        ("work, equipment", holds(&work["equipment"], "id", "SC01", "clean")),
        ("bench, equipment", holds(&bench["equipment"], "id", "SC01", "clean")),
        ("check, equipment", passes(Check::EquipmentClean)),
        ("work, area", holds(&work["areas"], "area", "A1", "clean")),
        ("closing list, area", !closing["open"].as_array().unwrap().contains(&json!("A1"))),
        ("log, reading", !due("environment", "A1")),
        ("work, reading", holds(&work["areas"], "area", "A1", "measured")),
        ("rooms", holds(&rooms, "area", "A1", "due")),
        ("check, reading", passes(Check::EnvironmentMeasured)),
    ]
}

#[test]
fn every_place_changes_its_answer_in_the_same_second() {
    let mut desk = Desk::at(Step::Agreed);
    for piece in PIECES {
        desk.look(OPERATOR, "equipment.clean", json!({ "equipment": piece, "valid_hours": 1 }));
    }
    desk.look(OPERATOR, "area.clean", json!({ "area": "A1", "procedure": "SOP-01", "valid_hours": 1 }));
    let next = (desk.counter.host().now() + chrono::TimeDelta::hours(1)).to_rfc3339();
    let read = json!({ "area": "A1", "cfu": 120, "temperature": 224, "humidity": 520, "next_due": next });
    desk.look(OPERATOR, "room.read", read);
    desk.wait(3_600);
    for (place, fine) in said(&mut desk) {
        assert!(fine, "{place} at the last moment");
    }
    desk.wait(1);
    for (place, fine) in said(&mut desk) {
        assert!(!fine, "{place} a second later");
    }
}

#[test]
fn a_lot_is_shown_as_good_on_its_last_day_and_opened_then_and_not_on_the_day_after() {
    let mut desk = Desk::found();
    let lots = desk.look(OPERATOR, "lot.list", json!({ "text": null, "zone": "accepted", "page": 0 }));
    let lot = lots["rows"].as_array().unwrap().iter().find(|lot| lot["units"].as_u64() > Some(1)).unwrap();
    let (id, last) = (lot["lot"].clone(), lot["expires_on"].as_str().unwrap().parse().unwrap());
    let today = desk.counter.today();
    desk.wait(chrono::NaiveDate::signed_duration_since(last, today).num_seconds());
    for (state, days, answer) in [("due_today", 0, "done"), ("overdue", -1, "lot_not_usable")] {
        let lots = desk.look(OPERATOR, "lot.list", json!({ "text": null, "zone": "accepted", "page": 0 }));
        let term = &about(&lots["rows"], "lot", id.as_str().unwrap()).unwrap()["term"];
        assert_eq!((&term["state"], &term["days"]), (&json!(state), &json!(days)));
        assert_eq!(term["holds"], json!(answer == "done"));
        let opened = desk.counter.dispatch(
            counter::Window::Staff,
            &crate::common::staff(OPERATOR),
            "container.open",
            json!({ "lot": id }),
        );
        assert_eq!(opened.map_or_else(|refusal| refusal.code, |_| "done"), answer);
        let today = desk.look(OPERATOR, "today.look", json!({}));
        let due = today["due"].as_array().unwrap();
        let owed = |kind: &str, id: &str| {
            due.iter().find(|item| item["kind"] == kind && item["subject"] == id).map(|item| &item["overdue"])
        };
        assert_eq!(owed("lot_expiry", id.as_str().unwrap()), Some(&json!(state == "overdue")));
        let opened = due.iter().filter(|item| item["kind"] == "container_period");
        assert!(opened.count() > 0, "a container is good for no longer than its lot");
        desk.wait(86_400);
    }
    let asked = json!({ "lot": id, "to": "rejected", "accepted": true, "recalled": false, "reason": "过期" });
    desk.look(OFFICER, "lot.move", asked);
    let today = desk.look(OPERATOR, "today.look", json!({}));
    let due = today["due"].as_array().unwrap();
    assert!(!due.iter().any(|item| item["kind"] == "lot_expiry" && item["subject"] == id), "set apart");
}

#[test]
fn a_health_check_and_leave_to_enter_are_judged_beside_the_file() {
    let mut desk = Desk::found();
    let files = desk.look(MANAGER, "staff.list", json!({}));
    let holds = |id: &str| about(&files, "staff", id).unwrap()["health_term"]["holds"].clone();
    assert_eq!((holds("S02"), holds("S03")), (json!(true), json!(false)), "S03's check has run out");
    assert_eq!(
        about(&files, "staff", MANAGER).unwrap()["health_term"],
        Value::Null,
        "who does not work with products"
    );
    let officer = about(&files, "staff", OFFICER).unwrap();
    assert!(officer["areas"].as_array().unwrap().iter().all(|leave| leave["term"]["holds"] == true));
    let seen = desk.look(OPERATOR, "staff.list", json!({}));
    assert_eq!(
        about(&seen, "staff", "S03").unwrap()["health_term"],
        Value::Null,
        "a file is not everybody's"
    );
}

/// 个人信息保护法 第六条: today is everybody's page, and a colleague's health check is not everybody's.
#[test]
fn today_says_whose_papers_run_out_to_them_and_to_who_keeps_the_file() {
    let mut desk = Desk::found();
    let papers = |desk: &mut Desk, who: &str| {
        let today = desk.look(who, "today.look", json!({}));
        let of = |kind: &str| {
            let due = today["due"].as_array().unwrap().iter();
            due.filter(|item| item["kind"] == kind)
                .map(|item| item["subject"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        of("health")
    };
    assert_eq!(papers(&mut desk, MANAGER), ["S03"]);
    assert_eq!(papers(&mut desk, "S03"), ["S03"]);
    assert!(papers(&mut desk, ADVISOR).is_empty());
    let never = desk.look(MANAGER, "today.look", json!({}));
    let leave = never["due"].as_array().unwrap().iter().filter(|item| item["kind"] == "area_leave");
    assert_eq!(leave.count(), 0, "nobody owes it to be let into every area");
}

#[test]
fn equipment_that_idled_half_a_year_is_said_to_owe_inspection_and_test() {
    let mut desk = Desk::found();
    desk.wait(200 * 86_400);
    let machines = desk.look(OPERATOR, "equipment.list", json!({}));
    let machine = about(&machines, "id", "SC01").unwrap();
    assert_eq!((&machine["inspection"]["holds"], &machine["test"]["holds"]), (&json!(false), &json!(false)));
    let today = desk.counter.today();
    let log = desk.look(MANAGER, "day.look", json!({ "from": today, "to": today }));
    for kind in ["equipment_inspection", "equipment_test"] {
        let lines = log["sheet"]["due"].as_array().unwrap();
        assert!(lines.iter().any(|line| line["kind"] == kind && line["subject"] == "SC01"), "{kind}");
    }
}
