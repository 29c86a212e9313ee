//! What belongs to a day beside its services: its labels, what was thrown away, the copies of the store; and what of all
//! that comes later voids a signed log.

use crate::common::{ADVISOR, Desk, MANAGER, OFFICER, OPERATOR, staff};
use crate::days::{cells_of, clean, friday, hand_over, look, sign, signed, text_of, worked};
use counter::Caller;
use counter::day::DueKind;
use counter::day::look::LookDay;
use counter::day::paper::papers;
use counter::day::sign::SignDay;
use counter::steps::open::Open;
use domain::event::{BackupCause, BackupDrilled, BackupMade};
use domain::ids::StaffId;
use domain::label::PrintEnd;
use domain::service::{Mode, Step};
use domain::signature::Digest;
use serde_json::json;

/// What comes after a signature, and whether it voids the log.
#[test]
fn only_what_the_days_figures_say_voids_a_signed_log() {
    type Later = fn(&mut Desk);
    let cases: [(&str, Later, bool); 7] = [
        (
            "the copy that is made at close",
            |desk| desk.counter.backup_made(&Caller::System, copy()).unwrap(),
            false,
        ),
        ("a cleaned vessel", |desk| clean(desk, "VE01"), false),
        (
            "a wrong PIN and a right one",
            |desk| {
                let id = StaffId::new(OFFICER).unwrap();
                assert!(desk.counter.unlock(&id, "000000").is_err());
                desk.counter.unlock(&id, "400004").unwrap();
            },
            false,
        ),
        ("a log signed again", |desk| drop(signed(desk)), false),
        ("a leftover thrown away", |desk| assert!(throw_away(desk) > 0), true),
        (
            "a person locked out",
            |desk| {
                let id = StaffId::new(OFFICER).unwrap();
                (0..5).for_each(|_| assert!(desk.counter.unlock(&id, "000000").is_err()));
            },
            true,
        ),
        (
            "a service",
            |desk| {
                desk.counter.call(&staff(ADVISOR), Open { mode: Mode::Plan, customer: None }).unwrap();
            },
            true,
        ),
    ];
    for (name, later, voids) in cases {
        let mut desk = worked();
        let log = signed(&mut desk);
        desk.wait(60);
        later(&mut desk);
        let view = look(&mut desk, MANAGER);
        let log = view.signed.iter().find(|each| each.record == log.record).unwrap();
        assert_eq!(!log.voided_by.is_empty(), voids, "{name}: {:?}", log.voided_by);
    }
}

#[test]
fn a_slip_of_the_managers_finger_leaves_what_they_looked_at() {
    let mut desk = worked();
    let view = look(&mut desk, MANAGER);
    let wrong = SignDay { pin: "000000".to_owned(), ..sign(&view) };
    assert_eq!(desk.call(MANAGER, wrong).unwrap_err().code, "pin_wrong");
    assert_eq!(look(&mut desk, MANAGER).shown, view.shown);
    desk.call(MANAGER, sign(&view)).unwrap();
}

fn copy() -> BackupMade {
    BackupMade {
        target: "1".to_owned(),
        file: "JN01.tiaohe".to_owned(),
        up_to: 1,
        hash: Digest::of_bytes(&[7; 32]),
        bytes: 4_096,
        cause: BackupCause::Close,
        removed: Vec::new(),
    }
}

/// Throws the least of the opened containers away; answers how much was in it.
fn throw_away(desk: &mut Desk) -> u64 {
    let containers = desk.counter.store().containers().unwrap();
    let least =
        containers.iter().filter(|container| container.left.0 > 0).min_by_key(|each| each.left.0).unwrap();
    let (container, left) = (least.id.clone(), least.left.0);
    let order = json!({ "container": container, "method": "destroyed", "reason": "演示：过期", "officer": null, "pin": null });
    desk.look(OPERATOR, "container.dispose", order);
    left
}

#[test]
fn what_is_thrown_off_the_shelf_is_waste_and_what_goes_back_is_not() {
    let mut desk = worked();
    let before = look(&mut desk, MANAGER).sheet.figures.totals.waste_mg;
    let left = throw_away(&mut desk);
    let figures = look(&mut desk, MANAGER).sheet.figures;
    let thrown = figures.waste.iter().find(|waste| waste.why == "disposed").unwrap();
    assert_eq!((thrown.times, thrown.milligrams), (1, left));
    assert_eq!(figures.totals.waste_mg, before + left);
    let lot = desk.counter.store().lots().unwrap().into_iter().find(|lot| lot.units > 1).unwrap();
    let order = |method: &str| {
        let (lot, reason) = (lot.id.clone(), "演示：破损");
        json!({ "lot": lot, "units": 1, "method": method, "reason": reason, "officer": OFFICER, "pin": "400004" })
    };
    desk.look(OPERATOR, "lot.dispose", order("returned"));
    assert!(look(&mut desk, MANAGER).sheet.figures.waste.iter().all(|waste| waste.why != "disposed_lot"));
    desk.look(OPERATOR, "lot.dispose", order("destroyed"));
    let waste = look(&mut desk, MANAGER).sheet.figures.waste;
    let thrown = waste.iter().find(|waste| waste.why == "disposed_lot").unwrap();
    assert_eq!(thrown.milligrams, lot.unit_net.0);
    desk.assert_sound();
}

#[test]
fn the_days_labels_are_reconciled_and_what_does_not_add_up_is_named() {
    let mut desk = Desk::at(Step::Labelled);
    let labels = |desk: &mut Desk| look(desk, MANAGER).sheet.figures.labels;
    let of = |labels: &counter::day::Labels| {
        let counts = &labels.counts;
        (counts.printed, counts.used + counts.spoiled + counts.voided + counts.open, labels.settled)
    };
    let waiting = labels(&mut desk);
    assert_eq!((of(&waiting), waiting.counts.pending), ((0, 0, false), 1));
    assert_eq!(waiting.loose[0].service, desk.number.to_string());
    let number = desk.number.clone();
    let print = desk.counter.start_print(&staff(OPERATOR), &number, None).unwrap();
    desk.counter.print_taken(&print, "Labels-1".to_owned()).unwrap();
    desk.counter.print_ended(&print, PrintEnd::Printed, None).unwrap();
    let printed = labels(&mut desk);
    assert_eq!((of(&printed), printed.loose.len()), ((1, 1, false), 1));
    // On the paper it is named, and so it is in the workbook.
    signed(&mut desk);
    let made = papers(&desk.counter, &staff(MANAGER), friday()).unwrap();
    assert!(text_of(&made.pdf).contains("已打印，待扫回"));
    assert!(cells_of(&made.xlsx).iter().any(|cell| cell.contains("已打印，待扫回")));
    desk.until(Step::Released);
    hand_over(&mut desk);
    let settled = labels(&mut desk);
    assert_eq!((of(&settled), settled.loose.is_empty()), ((1, 1, true), true));
}

#[test]
fn a_copy_that_was_not_made_is_overdue_and_one_that_was_is_tried_out() {
    let mut desk = Desk::at(Step::Released);
    let of = |desk: &mut Desk, kind: DueKind| {
        let today = desk.counter.today();
        let view = desk.call(MANAGER, LookDay { from: today, to: today }).unwrap();
        view.sheet.due.iter().find(|item| item.kind == kind).map(|item| (item.overdue, item.on))
    };
    assert_eq!(of(&mut desk, DueKind::Backup), Some((true, None)));
    assert_eq!(of(&mut desk, DueKind::Drill), None);
    desk.counter.backup_made(&Caller::System, copy()).unwrap();
    for (later, overdue) in [(0, false), (2, false), (1, true)] {
        desk.wait(later * 86_400);
        assert_eq!(of(&mut desk, DueKind::Backup).is_some(), overdue, "{later} days later");
    }
    assert_eq!(of(&mut desk, DueKind::Drill), Some((true, None)));
    let BackupMade { target, file, .. } = copy();
    let drilled = BackupDrilled { target, file, passed: true, lost: Some(0), problem: None };
    desk.counter.backup_drilled(&Caller::System, drilled.clone()).unwrap();
    assert_eq!(of(&mut desk, DueKind::Drill), None);

    // A copy that turned out to be bad is no copy; that restoring went well before stands all the same, as it does once
    // the copy is deleted for a newer one.
    let again = BackupMade { file: "again.tiaohe".to_owned(), ..copy() };
    desk.counter.backup_made(&Caller::System, again.clone()).unwrap();
    assert_eq!(of(&mut desk, DueKind::Backup), None);
    let bad =
        BackupDrilled { passed: false, lost: None, problem: Some("store_damaged".to_owned()), ..drilled };
    for file in [&again.file, &bad.file] {
        let bad = BackupDrilled { file: file.clone(), ..bad.clone() };
        desk.counter.backup_drilled(&Caller::System, bad).unwrap();
    }
    assert_eq!(of(&mut desk, DueKind::Backup), Some((true, None)));
    assert_eq!(of(&mut desk, DueKind::Drill), None);
    let newer = BackupMade { file: "newer.tiaohe".to_owned(), removed: vec![bad.file, again.file], ..copy() };
    desk.counter.backup_made(&Caller::System, newer).unwrap();
    assert_eq!((of(&mut desk, DueKind::Backup), of(&mut desk, DueKind::Drill)), (None, None));
}

#[test]
fn a_day_on_which_nobody_was_served_is_signed_too() {
    let mut desk = Desk::at(Step::Released);
    desk.wait(86_400);
    let today = desk.counter.today();
    clean(&mut desk, "VE01");
    let view = desk.call(MANAGER, LookDay { from: today, to: today }).unwrap();
    assert_eq!(view.sheet.sample.as_ref().unwrap().of, 0);
    clean(&mut desk, "MX01");
    let order =
        SignDay { day: today, ..sign(&desk.call(MANAGER, LookDay { from: today, to: today }).unwrap()) };
    assert!(desk.call(MANAGER, order).unwrap().voided_by.is_empty());
}
