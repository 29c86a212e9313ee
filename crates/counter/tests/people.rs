//! Who may do what, and PINs: five wrong ones lock, longer each time, until the store manager.

use crate::common::{ADVISOR, Desk, MANAGER, OFFICER, OFFICER_PIN, OPERATOR, staff};
use counter::steps::clear::Clear;
use counter::steps::release::Release;
use counter::{Caller, Window};
use domain::event::StaffEnrolled;
use domain::ids::StaffId;
use domain::service::Step;
use domain::staff::{Role, StaffMember};
use serde_json::json;
use store::Kind;

/// Every command with those who may call it, written down a second time on purpose: a change is meant.
const MAY: &[(&str, &[Role])] = &[
    ("service.open", FRONT),
    ("service.again", FRONT),
    ("service.notice", FRONT),
    ("service.needs", FRONT),
    ("service.needs_same", FRONT),
    ("service.skin_test", FRONT),
    ("service.no_skin_test", FRONT),
    ("service.rank", FRONT),
    ("service.plan", FRONT),
    ("service.agree", FRONT),
    ("container.open", OPERATING),
    ("service.judge", BENCH),
    ("service.clear", BENCH),
    ("service.weigh", OPERATING),
    ("service.write_off", BENCH),
    ("service.label", BENCH),
    ("service.scan_label", BENCH),
    ("label.reprint", BENCH),
    ("label.spoil", BENCH),
    ("label.void", BENCH),
    ("label.answered", BENCH),
    ("service.release", BENCH),
    ("service.reject", BENCH),
    ("service.hand_over", FRONT),
    ("service.call_back", FRONT),
    ("service.call_back_undo", FRONT),
    ("equipment.clean", &[Role::Operator]),
    ("equipment.clean_by", &[Role::Advisor, Role::Operator, Role::Officer, Role::StoreManager]),
    ("service.abandon", FRONT),
    ("service.look", &Role::ALL),
    ("today.look", &Role::ALL),
    ("search", &Role::ALL),
    ("scan", &Role::ALL),
    ("service.view", &Role::ALL),
    ("service.gates", &Role::ALL),
    ("service.bench", &Role::ALL),
    ("service.ranking", FRONT),
    ("service.check", BENCH),
    ("service.label_view", BENCH),
    ("labels.day", &Role::ALL),
    ("labels.view", &Role::ALL),
    ("customer.look", &Role::ALL),
    ("lot.list", &Role::ALL),
    ("product.list", &Role::ALL),
    ("recipe.list", &Role::ALL),
    ("staff.list", &Role::ALL),
    ("equipment.list", &Role::ALL),
    ("template.list", &Role::ALL),
    ("template.look", &Role::ALL),
    ("room.list", &Role::ALL),
    ("authorisation.list", &Role::ALL),
    ("setup.look", &Role::ALL),
    ("staff.enrol", &[Role::StoreManager]),
    ("staff.rename", &[Role::StoreManager]),
    ("staff.set_pin", &[Role::StoreManager]),
    ("staff.presence", &[Role::Advisor, Role::Operator, Role::Officer, Role::StoreManager]),
    ("staff.train", &[Role::Officer, Role::StoreManager]),
    ("staff.health_check", &[Role::StoreManager]),
    ("lot.receive", &[Role::Operator, Role::StoreManager]),
    ("lot.move", &[Role::Officer]),
    ("lot.refuse", &[Role::Operator, Role::Officer, Role::StoreManager]),
    ("equipment.register", &[Role::StoreManager]),
    ("equipment.passed", &[Role::Officer, Role::StoreManager]),
    ("equipment.inspect", &[Role::Officer, Role::StoreManager]),
    ("equipment.declare_change", &[Role::Operator, Role::Officer, Role::StoreManager]),
    ("template.approve", &[Role::Officer, Role::StoreManager]),
    ("template.withdraw", &[Role::Officer, Role::StoreManager]),
    ("approval.list", &Role::ALL),
    ("approval.look", &Role::ALL),
    ("approval.sign", &[Role::Advisor, Role::Operator, Role::Officer, Role::StoreManager]),
    ("licence.state", &[Role::StoreManager]),
    ("authorisation.set", &[Role::StoreManager]),
    ("authorisation.suspend", &[Role::StoreManager]),
    ("record.correct", &[Role::Officer, Role::StoreManager]),
    ("day.look", READING),
    ("day.signatures", READING),
    ("day.sign", &[Role::StoreManager]),
    ("record.look", READING),
    ("record.list", READING),
    ("work.look", &Role::ALL),
    ("container.look", &Role::ALL),
    ("staff.all_left", &[Role::StoreManager]),
    ("container.seal", OPERATING),
    ("container.release", BENCH),
    ("container.correct_opening", &[Role::Operator, Role::Officer, Role::StoreManager]),
    ("container.dispose", &[Role::Operator, Role::Officer, Role::StoreManager]),
    ("lot.dispose", &[Role::Operator, Role::Officer, Role::StoreManager]),
    ("register.all", &Role::ALL),
    ("register.list", &Role::ALL),
    ("register.look", &Role::ALL),
    ("register.form", &Role::ALL),
    ("register.correct", BENCH),
    ("tag.look", BENCH),
    ("person.look", &Role::ALL),
    ("person.explain", &Role::ALL),
    ("person.phone", &[Role::Advisor, Role::Officer, Role::StoreManager]),
    ("person.withdraw", FRONT),
    ("person.correct", FRONT),
    ("person.add", FRONT),
    ("person.correct_allergies", FRONT),
    ("person.join", FRONT),
    ("person.part", FRONT),
    ("case.open", &[Role::Advisor, Role::Officer, Role::StoreManager]),
    ("case.close", &[Role::Officer, Role::StoreManager]),
    ("clock.confirm", &[Role::StoreManager]),
    ("retention.look", &[Role::Officer, Role::StoreManager]),
    ("request.take", FRONT),
    ("request.answer", &[Role::StoreManager]),
    ("security.look", &[Role::StoreManager]),
    ("security.appoint", &[Role::StoreManager]),
    ("visitor.enter", BENCH),
    ("visitor.leave", BENCH),
    ("area.clean", &[Role::Operator]),
    ("room.read", &[Role::Operator, Role::Officer, Role::StoreManager]),
    ("product.tested", &[Role::Officer]),
    ("sample.keep", &[Role::Operator]),
    ("sample.observe", &[Role::Operator, Role::Officer]),
    ("sample.move", &[Role::Operator, Role::Officer, Role::StoreManager]),
    ("sample.dispose", &[Role::Operator, Role::Officer, Role::StoreManager]),
    ("incident.find", BENCH),
    ("incident.tell", &[Role::Officer, Role::StoreManager]),
    ("incident.measure", &[Role::Officer, Role::StoreManager]),
    ("incident.close", &[Role::Officer, Role::StoreManager]),
    ("privacy.assess", &[Role::StoreManager]),
    ("privacy.end", &[Role::StoreManager]),
];
const READING: &[Role] = &[Role::Officer, Role::StoreManager, Role::Inspector];
const FRONT: &[Role] = &[Role::Advisor, Role::StoreManager];
const BENCH: &[Role] = &[Role::Operator, Role::Officer, Role::Advisor, Role::StoreManager];
const OPERATING: &[Role] = &[Role::Operator, Role::Advisor, Role::StoreManager];

const PEOPLE: [(Role, &str); 5] = [
    (Role::Advisor, ADVISOR),
    (Role::Operator, OPERATOR),
    (Role::Officer, OFFICER),
    (Role::StoreManager, MANAGER),
    (Role::Inspector, "S90"),
];

/// The demo store with an inspector, whom it does not have, and somebody who has left.
fn desk() -> Desk {
    let member = |id: &str, roles: Vec<Role>, left_on, name| StaffMember {
        id: StaffId::new(id).unwrap(),
        name,
        roles,
        appointed_on: chrono::NaiveDate::from_ymd_opt(2025, 1, 1).unwrap(),
        left_on,
        experience_since: None,
        training: None,
        health: None,
        areas: Vec::new(),
    };
    let (desk, ()) = Desk::found().upkeep(|tx| {
        let name = tx.seal(Kind::Name, "演示检查员（演示）".as_bytes())?;
        tx.record(StaffEnrolled { member: member("S90", vec![Role::Inspector], None, name) })?;
        let name = tx.seal(Kind::Name, "演示离岗人员（演示）".as_bytes())?;
        let left = chrono::NaiveDate::from_ymd_opt(2026, 11, 19);
        tx.record(StaffEnrolled { member: member("S91", Role::ALL.to_vec(), left, name) })?;
        Ok(())
    });
    desk
}

#[test]
fn only_those_in_the_table_may() {
    let mut desk = desk();
    let listed: Vec<&str> = counter::permissions().map(|permission| permission.name).collect();
    assert_eq!(listed, MAY.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "every command, in its order");
    let before = desk.counter.store().head().unwrap();
    for ((name, may), permission) in MAY.iter().zip(counter::permissions()) {
        let by_name = permission.windows.contains(&Window::Staff);
        for (role, id) in PEOPLE {
            let outside = desk.counter.dispatch(Window::Customer, &staff(id), name, json!(0)).unwrap_err();
            assert_eq!(outside.code, "window_forbidden", "{name} by {role:?} from the customer's window");
            let code = desk.answer(&staff(id), name);
            match (by_name, may.contains(&role)) {
                (false, _) => assert_eq!(code, "window_forbidden", "{name} by {role:?}"),
                // Empty arguments do for a few, and are refused as arguments by the others.
                (true, true) => {
                    // An act of a register reads its fields one by one, and says what is wrong with each.
                    let fine = ["done", "bad_arguments", "fields_refused", "not_found"];
                    assert!(fine.contains(&code), "{name} by {role:?}: {code}")
                }
                (true, false) => assert_eq!(code, "role_forbidden", "{name} by {role:?}"),
            }
        }
        if !by_name {
            continue;
        }
        assert_eq!(desk.answer(&staff("S91"), name), "role_forbidden", "{name} by somebody who has left");
        assert_eq!(desk.answer(&staff("S99"), name), "not_found", "{name} by somebody unknown");
        let system = desk.answer(&Caller::System, name);
        assert_eq!(
            system == "role_forbidden",
            may.len() < Role::ALL.len(),
            "{name} by the program: {system}"
        );
    }
    let unknown =
        desk.counter.dispatch(Window::Staff, &staff(MANAGER), "service.anything", json!({})).unwrap_err();
    assert_eq!(unknown.code, "unknown_command");
    assert_eq!(desk.counter.store().head().unwrap(), before, "nothing was recorded");
}

#[test]
fn wrong_pins_lock_longer_and_longer_until_the_store_manager() {
    let mut desk = Desk::at(Step::Scanned);
    let code = |desk: &mut Desk, pin: &str| {
        let release = Release { pin: pin.to_owned(), ..desk.release() };
        desk.call(OFFICER, release).unwrap_err().code
    };
    let failed = |desk: &Desk| desk.counter.store().person(&StaffId::new(OFFICER).unwrap()).unwrap().failed;
    for wrong in 1..=5 {
        assert_eq!(code(&mut desk, "731946"), "pin_wrong", "the {wrong}.");
        assert_eq!(failed(&desk), wrong, "a wrong PIN is recorded before it is answered");
    }
    for (round, minutes) in [1, 5, 15].into_iter().enumerate() {
        assert_eq!(code(&mut desk, OFFICER_PIN), "pin_locked", "locked at once, whatever the PIN: {round}");
        desk.wait(minutes * 60 - 1);
        assert_eq!(code(&mut desk, OFFICER_PIN), "pin_locked", "a second before {minutes} min");
        desk.wait(1);
        assert_eq!(code(&mut desk, "731946"), "pin_wrong", "after {minutes} min a PIN is looked at again");
    }
    desk.wait(8 * 3_600);
    assert_eq!(code(&mut desk, OFFICER_PIN), "pin_locked", "no time unlocks it now");
    assert_eq!(desk.step(), Step::Scanned, "and nothing was released");
    for pin in ["731946", OFFICER_PIN] {
        assert!(!desk.ledger_holds(&format!("\"{pin}\"")), "no PIN is in the ledger");
    }
    desk.assert_sound();
}

#[test]
fn the_right_pin_after_a_lock_opens_and_counts_anew() {
    let mut desk = Desk::at(Step::Scanned);
    for _ in 0..5 {
        let wrong = Release { pin: "731946".to_owned(), ..desk.release() };
        assert_eq!(desk.call(OFFICER, wrong).unwrap_err().code, "pin_wrong");
    }
    desk.wait(60);
    desk.until(Step::Released);
    assert_eq!(desk.counter.store().person(&StaffId::new(OFFICER).unwrap()).unwrap().failed, 0);
    desk.assert_sound();
}

#[test]
fn clearance_asks_for_both_pins_and_records_the_wrong_one() {
    let mut desk = Desk::at(Step::Agreed);
    let checked = desk.checked();
    // The second time the operator's right PIN ends the row that the first time began: one record more.
    for (who, records, clear) in [
        (OPERATOR, 1, Clear { operator_pin: "999999".to_owned(), ..desk.clear(&checked) }),
        (OFFICER, 2, Clear { officer_pin: "999999".to_owned(), ..desk.clear(&checked) }),
    ] {
        let before = desk.counter.store().head().unwrap().seq;
        let refusal = desk.call(OPERATOR, clear).unwrap_err();
        assert_eq!(refusal.code, "pin_wrong", "{who}");
        assert!(refusal.message.contains(who), "{refusal}");
        assert_eq!(
            desk.counter.store().head().unwrap().seq,
            before + records,
            "{who}: the PINs alone are recorded"
        );
        assert_eq!(desk.step(), Step::Agreed);
    }
    desk.until(Step::Cleared);
}

#[test]
fn a_right_pin_at_the_window_counts_anew() {
    let mut desk = Desk::found();
    let advisor = StaffId::new(ADVISOR).unwrap();
    for day in 0..4 {
        for wrong in 1..=4 {
            let code = desk.counter.unlock(&advisor, "731946").unwrap_err().code;
            assert_eq!(code, "pin_wrong", "the {wrong}. on day {day}");
        }
        desk.counter.unlock(&advisor, "100001").unwrap();
        assert_eq!(desk.counter.store().person(&advisor).unwrap().failed, 0, "day {day}");
    }
    let head = desk.counter.store().head().unwrap();
    desk.counter.unlock(&advisor, "100001").unwrap();
    assert_eq!(desk.counter.store().head().unwrap(), head, "nothing to end, nothing recorded");
    desk.assert_sound();
}
