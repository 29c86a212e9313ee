//! Equipment that stood still and its way back, changes that owe a test, trainings, health checks, and what is corrected.

use crate::common::{ADVISOR, Desk, MANAGER, OFFICER, OPERATOR};
use counter::day::correct::CorrectRecord;
use counter::setup::equipment::PassEquipment;
use counter::setup::evidence::SuspendAuthorisation;
use counter::setup::fitness::{CheckHealth, TrainStaff};
use counter::setup::staff::Enrol;
use counter::setup::upkeep::{Change, DeclareChange, InspectEquipment};
use counter::steps::clear::OpenContainer;
use counter::work::opening::CorrectOpening;
use domain::ids::{AuthorisationId, ContainerId, EquipmentId, LotId, StaffId};
use domain::premises::{Equipment, TestTrigger};
use domain::service::Step;
use domain::staff::Role;
use serde_json::{Value, json};

const DAY: i64 = 24 * 3_600;
const PIECE: &str = "SC01";

fn piece(desk: &Desk) -> Equipment {
    desk.counter.store().piece(&EquipmentId::new(PIECE).unwrap()).unwrap()
}

/// What the page is told that the piece owes.
fn owed(desk: &mut Desk) -> Value {
    let cards = desk.look(OFFICER, "equipment.list", json!({}));
    let card = cards.as_array().unwrap().iter().find(|card| card["id"] == PIECE);
    let holds = |duty: &str| card.unwrap()[duty]["holds"] == json!(true);
    match (holds("inspection"), holds("test")) {
        (false, _) => json!("inspection"),
        (true, false) => json!("test"),
        (true, true) => Value::Null,
    }
}

fn inspect(desk: &Desk) -> InspectEquipment {
    InspectEquipment {
        equipment: EquipmentId::new(PIECE).unwrap(),
        on: desk.counter.today().to_string(),
        equipment_sound: true,
        environment_sound: true,
    }
}

fn pass() -> PassEquipment {
    PassEquipment { equipment: EquipmentId::new(PIECE).unwrap(), report: "演示检验-9".to_owned() }
}

/// What of the piece stops a service that is opened now.
fn stops(desk: &mut Desk) -> Vec<String> {
    let work = desk.look(OFFICER, "work.look", json!({}));
    let stops = work["opening"].as_array().unwrap().iter().filter(|finding| finding["outcome"] == "stop");
    let of = |finding: &Value| finding["check"].as_str().unwrap().to_owned();
    let wanted = ["equipment_inspected", "no_open_test"];
    stops.map(of).filter(|check| wanted.contains(&check.as_str())).collect()
}

/// The demo store whose piece was last used so many days ago, and whose finished products were last tested before that.
fn idle(days: i64) -> Desk {
    let mut desk = Desk::found();
    let last_used = piece(&desk).last_used;
    let gone = (desk.counter.today() - last_used).num_days();
    desk.wait((days - gone) * DAY);
    desk
}

#[test]
fn equipment_that_stood_still_comes_back_by_inspection_and_test() {
    // Last used in November 2026: half a year is over in May 2027, whatever the month's length.
    let mut desk = idle(250);
    assert_eq!(owed(&mut desk), "inspection");
    assert_eq!(desk.refused(MANAGER, pass()), "inspect_first", "no test before the inspection");
    let sound = inspect(&desk);
    let today = desk.counter.today();
    let before = today - chrono::TimeDelta::days(200);
    let after = today + chrono::TimeDelta::days(1);
    for (wrong, why) in [
        (InspectEquipment { on: after.to_string(), ..sound.clone() }, "a future day"),
        (InspectEquipment { on: before.to_string(), ..sound.clone() }, "before half a year was over"),
        (InspectEquipment { on: "昨天".to_owned(), ..sound.clone() }, "no day"),
        (InspectEquipment { equipment_sound: false, ..sound.clone() }, "the equipment is not in order"),
        (InspectEquipment { environment_sound: false, ..sound.clone() }, "the environment is not"),
    ] {
        assert_eq!(desk.refused(OFFICER, wrong), "fields_refused", "{why}");
    }
    let unknown = InspectEquipment { equipment: EquipmentId::new("XX99").unwrap(), ..sound.clone() };
    assert_eq!(desk.refused(OFFICER, unknown), "not_found");
    assert_eq!(desk.refused(ADVISOR, sound.clone()), "role_forbidden");
    desk.call(OFFICER, sound.clone()).unwrap();
    assert_eq!(
        (piece(&desk).inspected_on, piece(&desk).open_test),
        (Some(today), Some(TestTrigger::LongStop))
    );
    assert_eq!(owed(&mut desk), "test");
    assert_eq!(desk.refused(OFFICER, sound), "already_inspected");
    desk.call(OFFICER, pass()).unwrap();
    assert_eq!((piece(&desk).open_test, piece(&desk).tested_on), (None, Some(today)));
    assert_eq!(owed(&mut desk), Value::Null, "and is free again");
    desk.assert_sound();
}

#[test]
fn an_inspection_of_what_was_in_use_is_refused() {
    let mut desk = Desk::found();
    let asked = inspect(&desk);
    assert_eq!(desk.refused(OFFICER, asked), "not_idle");
    assert_eq!(owed(&mut desk), Value::Null);
}

#[test]
fn on_the_day_of_half_a_year_it_is_inspected_and_owes_no_test() {
    let mut desk = Desk::found();
    let reached = piece(&desk).last_used.checked_add_months(chrono::Months::new(6)).unwrap();
    desk.wait((reached - desk.counter.today()).num_days() * DAY);
    assert_eq!(owed(&mut desk), "inspection");
    let asked = inspect(&desk);
    desk.call(MANAGER, asked).unwrap();
    assert_eq!(piece(&desk).open_test, None, "第十条 asks for a test after more than half a year");
    assert_eq!(owed(&mut desk), Value::Null);
}

#[test]
fn a_registration_keeps_the_test_that_was_passed_and_says_nothing_of_it() {
    let mut desk = Desk::found();
    desk.call(OFFICER, pass()).unwrap();
    let tested = piece(&desk).tested_on;
    assert!(tested.is_some());
    let again = counter::setup::equipment::RegisterEquipment {
        id: PIECE.to_owned(),
        name: "演示天平（演示）".to_owned(),
        area: piece(&desk).area.to_string(),
        wax_only: false,
        procedure: "演示规程-3".to_owned(),
    };
    desk.call(MANAGER, again).unwrap();
    assert_eq!(piece(&desk).tested_on, tested);
    assert!(!desk.ledger_holds("tested_on"), "the payload has its shape");
    desk.assert_sound();
}

#[test]
fn a_declared_change_owes_a_test_of_every_piece_that_it_touches() {
    let mut desk = Desk::found();
    let ids = |ids: &[&str]| ids.iter().map(|id| EquipmentId::new(id).unwrap()).collect::<Vec<_>>();
    let declare = |these: &[&str], change| DeclareChange { equipment: ids(these), change };
    assert_eq!(desk.refused(OPERATOR, declare(&[], Change::Changed)), "fields_refused");
    assert_eq!(desk.refused(OPERATOR, declare(&[PIECE, PIECE], Change::Changed)), "fields_refused");
    assert_eq!(desk.refused(OPERATOR, declare(&["XX99"], Change::Changed)), "not_found");
    assert_eq!(desk.refused(ADVISOR, declare(&[PIECE], Change::Changed)), "role_forbidden");
    assert!(stops(&mut desk).is_empty());
    desk.call(OPERATOR, declare(&[PIECE, "VE01"], Change::Changed)).unwrap();
    assert_eq!(piece(&desk).open_test, Some(TestTrigger::Changed));
    assert_eq!(owed(&mut desk), "test");
    assert_eq!(
        desk.refused(OPERATOR, declare(&[PIECE], Change::Changed)),
        "fields_refused",
        "declared already"
    );
    desk.call(OFFICER, declare(&[PIECE], Change::Repaired)).unwrap();
    assert_eq!(piece(&desk).open_test, Some(TestTrigger::Repaired));
    desk.call(OFFICER, pass()).unwrap();
    assert_eq!(owed(&mut desk), Value::Null);
    desk.assert_sound();
}

#[test]
fn a_training_is_assessed_by_another_person() {
    let mut desk = Desk::found();
    let staff = |id: &str| StaffId::new(id).unwrap();
    let today = desk.counter.today();
    let training = |who: &str, on: chrono::NaiveDate| TrainStaff {
        staff: staff(who),
        passed_on: on.to_string(),
        content: "演示：标签与放行".to_owned(),
        method: "授课与实操考核".to_owned(),
    };
    let latest = desk.counter.store().person(&staff(OPERATOR)).unwrap().member.training.unwrap().passed_on;
    assert_eq!(desk.refused(OFFICER, training(OFFICER, today)), "own_assessment");
    assert_eq!(desk.refused(OPERATOR, training(OFFICER, today)), "role_forbidden");
    assert_eq!(desk.refused(OFFICER, training("S77", today)), "not_found");
    let day = chrono::TimeDelta::days(1);
    assert_eq!(desk.refused(OFFICER, training(OPERATOR, today + day)), "fields_refused", "a future day");
    assert_eq!(desk.refused(OFFICER, training(OPERATOR, latest)), "fields_refused", "on record already");
    assert_eq!(
        desk.refused(OFFICER, training(OPERATOR, latest - day)),
        "fields_refused",
        "before the latest"
    );
    let empty = TrainStaff { content: " ".to_owned(), ..training(OPERATOR, today) };
    assert_eq!(desk.refused(OFFICER, empty), "fields_refused");
    desk.call(OFFICER, training(OPERATOR, today)).unwrap();
    let kept = desk.counter.store().person(&staff(OPERATOR)).unwrap().member.training.unwrap();
    assert_eq!((kept.passed_on, kept.content.as_str()), (today, "演示：标签与放行"));
    desk.assert_sound();
}

#[test]
fn a_health_check_is_recorded_whether_fit_or_not() {
    let mut desk = Desk::found();
    let staff = |id: &str| StaffId::new(id).unwrap();
    let today = desk.counter.today();
    let check = |on: chrono::NaiveDate, fit| CheckHealth { staff: staff(OPERATOR), on: on.to_string(), fit };
    let latest = desk.counter.store().person(&staff(OPERATOR)).unwrap().member.health.unwrap().on;
    let day = chrono::TimeDelta::days(1);
    assert_eq!(desk.refused(MANAGER, check(today + day, true)), "fields_refused");
    assert_eq!(desk.refused(MANAGER, check(latest, true)), "fields_refused");
    assert_eq!(desk.refused(OFFICER, check(today, true)), "role_forbidden");
    desk.call(MANAGER, check(today, false)).unwrap();
    let kept = desk.counter.store().person(&staff(OPERATOR)).unwrap().member.health.unwrap();
    assert_eq!((kept.on, kept.fit), (today, false));
    desk.assert_sound();
}

#[test]
fn who_has_left_is_not_trained_afterwards() {
    let mut desk = Desk::found();
    let today = desk.counter.today();
    let left = Enrol {
        id: None,
        name: "演示离岗（演示）".to_owned(),
        roles: vec![Role::Operator],
        dedicated: None,
        appointed_on: "2026-01-01".to_owned(),
        left_on: Some("2026-11-10".to_owned()),
        experience_since: None,
        training: None,
        health: None,
        areas: Vec::new(),
        pin: None,
    };
    let id = desk.call(MANAGER, left).unwrap().staff;
    let late = CheckHealth { staff: id, on: today.to_string(), fit: true };
    assert_eq!(desk.refused(MANAGER, late), "fields_refused");
}

#[test]
fn an_authorisation_is_suspended_and_resumed_with_its_grounds() {
    let mut desk = Desk::found();
    let mut granted = desk.counter.store().authorisations().unwrap();
    granted.retain(|authorisation| authorisation.id.as_str() == "YS-SD-01");
    let [granted]: [domain::premises::Authorisation; 1] = granted.try_into().unwrap();
    let id = granted.id.clone();
    let asked = |suspended, reason: &str| SuspendAuthorisation {
        authorisation: id.clone(),
        suspended,
        reason: reason.to_owned(),
    };
    assert_eq!(desk.refused(MANAGER, asked(false, "演示")), "nothing_changed", "it is not suspended");
    assert_eq!(desk.refused(MANAGER, asked(true, " ")), "fields_refused", "without grounds");
    assert_eq!(desk.refused(OFFICER, asked(true, "演示通知")), "role_forbidden");
    let other =
        SuspendAuthorisation { authorisation: AuthorisationId::new("A99").unwrap(), ..asked(true, "演示") };
    assert_eq!(desk.refused(MANAGER, other), "not_found");
    desk.call(MANAGER, asked(true, "演示通知 2026-11 号")).unwrap();
    let open = counter::steps::open::Open { mode: domain::service::Mode::Product, customer: None };
    assert_eq!(desk.refused(ADVISOR, open.clone()), "gate_stopped", "no service begins while it is");
    assert_eq!(desk.refused(MANAGER, asked(true, "演示")), "nothing_changed");
    desk.call(MANAGER, asked(false, "演示：恢复")).unwrap();
    desk.call(ADVISOR, open).unwrap();
    desk.call(MANAGER, asked(true, "演示")).unwrap();
    desk.wait(((granted.to - desk.counter.today()).num_days() + 1) * DAY);
    assert_eq!(desk.refused(MANAGER, asked(false, "演示")), "fields_refused", "it is over by now");
    desk.assert_sound();
}

fn opened(desk: &mut Desk) -> (ContainerId, LotId) {
    let lots = desk.look(OPERATOR, "lot.list", json!({ "text": null, "zone": "accepted", "page": 0 }));
    let lot = lots["rows"].as_array().unwrap().iter().find(|lot| lot["units"].as_u64().unwrap() > 0).unwrap();
    let lot = LotId::new(lot["lot"].as_str().unwrap()).unwrap();
    let container = desk.call(OPERATOR, OpenContainer { lot: lot.clone() }).unwrap();
    (container.id, lot)
}

#[test]
fn an_opening_is_corrected_to_an_earlier_day_alone() {
    let mut desk = Desk::found();
    let (container, lot) = opened(&mut desk);
    let received = desk.counter.store().lot(&lot).unwrap().received_on;
    let today = desk.counter.today();
    let day = chrono::TimeDelta::days(1);
    let asked = |on: chrono::NaiveDate| CorrectOpening {
        container: container.clone(),
        opened_at: on.to_string(),
        reason: "开封贴上写的是昨天".to_owned(),
    };
    for (on, why) in [
        (today + day, "a later day keeps longer"),
        (today, "the same day corrects nothing"),
        (received - day, "before it came"),
    ] {
        assert_eq!(desk.refused(OPERATOR, asked(on)), "fields_refused", "{why}");
    }
    let silent = CorrectOpening { reason: String::new(), ..asked(today - day) };
    assert_eq!(desk.refused(OPERATOR, silent), "fields_refused");
    assert_eq!(desk.refused(ADVISOR, asked(today - day)), "role_forbidden");
    desk.call(OPERATOR, asked(today - day)).unwrap();
    let kept = desk.counter.store().container(&container).unwrap();
    assert_eq!(kept.opened_at.date_naive(), today - day);
    assert_eq!(kept.good_until(), kept.after_opening.after(today - day));
    desk.assert_sound();
}

#[test]
fn no_unit_keeps_longer_than_what_it_was_made_from() {
    let mut desk = Desk::at(Step::Cleared);
    let service = desk.counter.service(&desk.number).unwrap();
    let parts = service.progress().clearance().unwrap().parts().clone();
    let use_by = parts.use_by.date();
    let store = desk.counter.store();
    // Opened on the day on which it came, one of them would not keep as long as the unit that is being made.
    let until = |container: &ContainerId| {
        let kept = store.container(container).unwrap();
        let received = store.lot(&kept.lot).unwrap().received_on;
        (kept.after_opening.after(received), received)
    };
    let found = parts.components.iter().map(|part| (part.container.clone(), until(&part.container)));
    let all: Vec<_> = found.collect();
    let short = all.iter().find(|(_, (until, _))| *until < use_by);
    let (container, (_, received)) =
        short.unwrap_or_else(|| panic!("{use_by} is no later than {all:?}")).clone();
    let asked = CorrectOpening { container, opened_at: received.to_string(), reason: "演示".to_owned() };
    assert_eq!(desk.refused(OFFICER, asked), "unit_keeps_longer");
    assert_eq!(desk.step(), Step::Cleared);
}

#[test]
fn a_corrected_record_keeps_its_old_value_and_shows_the_new_one() {
    let mut desk = Desk::found();
    let (container, _) = opened(&mut desk);
    let record = desk.counter.store().head().unwrap().seq;
    let asked = |record, note: &str, reason: &str| CorrectRecord {
        record,
        note: note.to_owned(),
        reason: reason.to_owned(),
    };
    assert_eq!(desk.refused(OFFICER, asked(record, " ", "演示")), "fields_refused");
    assert_eq!(desk.refused(OFFICER, asked(record, "演示", " ")), "fields_refused");
    assert_eq!(desk.refused(OFFICER, asked(99_999, "演示", "演示")), "not_found");
    assert_eq!(desk.refused(OPERATOR, asked(record, "演示", "演示")), "role_forbidden");
    desk.call(OFFICER, asked(record, "是另一件", "看错了编号")).unwrap();
    let correction = record + 1;
    assert_eq!(desk.refused(OFFICER, asked(correction, "演示", "演示")), "is_correction");
    let view = desk.look(OFFICER, "record.look", json!({ "record": record }));
    let said = view["fields"].as_array().unwrap().iter().any(|field| field["value"] == container.as_str());
    assert!(said, "what was written is still read");
    assert_eq!(view["corrections"][0]["note"], "是另一件");
    assert_eq!(view["corrections"][0]["reason"], "看错了编号");
    assert_eq!(view["corrections"][0]["line"]["record"], correction);
    desk.assert_sound();
}
