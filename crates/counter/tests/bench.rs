//! At the bench: what is weighed, labelled, scanned, released and handed over is what was cleared, or it is refused
//! and nothing changes.

use crate::common::{ADVISOR, Desk, OFFICER, OFFICER_PIN, OPERATOR, OPERATOR_PIN};
use counter::papers;
use counter::steps::blend::{Next, Weigh, Weight, WriteOff};
use counter::steps::clear::{Check, CheckSheet, Clear, OpenContainer};
use counter::steps::deliver::{CleanEquipment, HandOver};
use counter::steps::label::{IssueLabel, ScanLabel};
use counter::steps::release::{Reject, Release};
use domain::ids::{ContainerId, EquipmentId, LotId, StaffId, TemplateId};
use domain::quantity::Milligrams;
use domain::service::{Delivery, Step};
use domain::signature::Digest;

#[test]
fn a_weighing_is_what_was_cleared_or_is_refused() {
    let mut desk = Desk::at(Step::Cleared);
    let next = desk.next();
    let right = desk.weigh(&next);
    let weighing = |change: fn(&mut Weigh, &Next)| {
        let mut weigh = right.clone();
        change(&mut weigh, &next);
        weigh
    };
    let cases: [(&str, &str, Weigh, &str); 8] = [
        (
            "a milligram too little",
            OPERATOR,
            weighing(|it, next| it.weight = Weight::Scale { weight: Milligrams(next.low.0 - 1) }),
            "out_of_tolerance",
        ),
        (
            "a milligram too much",
            OPERATOR,
            weighing(|it, next| it.weight = Weight::Scale { weight: Milligrams(next.high.0 + 1) }),
            "out_of_tolerance",
        ),
        (
            "nothing",
            OPERATOR,
            weighing(|it, _| it.weight = Weight::Scale { weight: Milligrams(0) }),
            "out_of_tolerance",
        ),
        ("another lot", OPERATOR, weighing(|it, _| it.lot = LotId::new("P01-B").unwrap()), "other_lot"),
        (
            "another container",
            OPERATOR,
            weighing(|it, _| it.container = ContainerId::new("P26-A-1").unwrap()),
            "other_lot",
        ),
        (
            "an unknown container",
            OPERATOR,
            weighing(|it, _| it.container = ContainerId::new("P99-A-9").unwrap()),
            "not_found",
        ),
        ("another operator", "S03", right.clone(), "other_operator"),
        (
            "by hand without a reason",
            OPERATOR,
            weighing(|it, next| it.weight = Weight::Hand { weight: next.target, reason: "  ".to_owned() }),
            "reason_missing",
        ),
    ];
    for (name, who, weigh, code) in cases {
        assert_eq!(desk.refused(who, weigh), code, "{name}");
    }
    assert_eq!(desk.refused(OFFICER, right.clone()), "role_forbidden", "the officer does not weigh");
    let least = weighing(|it, next| it.weight = Weight::Scale { weight: next.low });
    let second = desk.call(OPERATOR, least).unwrap().unwrap();
    assert_eq!(second.index, 1, "the least that passes, passes");
    assert_eq!(desk.refused(OPERATOR, right), "other_lot", "the first component again");
    let most = Weigh { weight: Weight::Scale { weight: second.high }, ..desk.weigh(&second) };
    desk.call(OPERATOR, most).unwrap();
    desk.until(Step::Blended);
    assert_eq!(desk.refused(OPERATOR, desk.weigh(&second)), "step_not_now", "nothing is left to weigh");
    desk.assert_sound();
}

#[test]
fn a_mis_mix_is_written_off_and_made_again() {
    for reached in [Step::Cleared, Step::Blended, Step::Labelled, Step::Scanned] {
        let mut desk = Desk::at(reached);
        let service = desk.number.clone();
        let left = |desk: &Desk| -> u64 {
            desk.counter.store().containers().unwrap().iter().map(|one| one.left.0).sum()
        };
        if reached == Step::Cleared {
            let next = desk.next();
            desk.call(OPERATOR, desk.weigh(&next)).unwrap();
        }
        let spent = left(&desk);
        let silent = WriteOff { service: service.clone(), reason: " ".to_owned() };
        assert_eq!(desk.refused(OPERATOR, silent), "reason_missing");
        desk.call(OPERATOR, WriteOff { service: service.clone(), reason: "加错量（演示）".to_owned() })
            .unwrap();
        assert_eq!(desk.step(), Step::Agreed, "{reached:?}: back before the clearance");
        assert_eq!(left(&desk), spent, "{reached:?}: what was weighed does not come back");
        let used = Check { service, ..desk.check() };
        let sheet = desk.call(OPERATOR, used).unwrap().sheet;
        assert!(
            !sheet.clear || reached == Step::Agreed,
            "{reached:?}: the vessel was used and must be cleaned first"
        );
        clean(&mut desk);
        desk.until(Step::Released);
        let done = desk.counter.service(&desk.number).unwrap();
        assert_eq!(done.progress().weighings().len(), 3, "{reached:?}: weighed anew, whole");
        desk.assert_sound();
    }
}

fn clean(desk: &mut Desk) {
    for id in ["SC01", "VE01", "MX01"] {
        desk.call(OPERATOR, CleanEquipment { equipment: EquipmentId::new(id).unwrap(), valid_hours: 24 })
            .unwrap();
    }
    desk.clean_area();
}

#[test]
fn a_rejected_unit_is_lost() {
    let mut desk = Desk::at(Step::Scanned);
    let reject = |pin: &str, reason: &str| (pin.to_owned(), reason.to_owned());
    let officer = StaffId::new(OFFICER).unwrap();
    let command = |desk: &Desk, (pin, reason)| Reject {
        service: desk.number.clone(),
        officer: officer.clone(),
        pin,
        reason,
    };
    let silent = command(&desk, reject(OFFICER_PIN, ""));
    assert_eq!(desk.refused(OFFICER, silent), "reason_missing");
    let operator = StaffId::new(OPERATOR).unwrap();
    let by_operator = Reject { officer: operator, ..command(&desk, reject("200002", "分层")) };
    assert_eq!(desk.refused(OFFICER, by_operator), "not_by_officer");
    let rejected = command(&desk, reject(OFFICER_PIN, "分层（演示）"));
    desk.call(OFFICER, rejected).unwrap();
    assert_eq!(desk.step(), Step::Ended);
    assert_eq!(desk.refused(OFFICER, desk.release()), "step_not_now", "nothing releases it now");
    desk.assert_sound();
}

#[test]
fn only_the_officer_releases_and_only_what_was_scanned_back() {
    let mut desk = Desk::at(Step::Labelled);
    assert_eq!(desk.refused(OFFICER, desk.release()), "step_not_now", "not before the label was read back");
    desk.print();
    let scan = |desk: &Desk, read: &str| ScanLabel { service: desk.number.clone(), read: read.to_owned() };
    for other in ["JN01-261120-0002", "", "TJN012611200001"] {
        let read = scan(&desk, other);
        assert_eq!(desk.refused(OFFICER, read), "other_label", "{other}: the label of another unit");
    }
    desk.until(Step::Scanned);
    for (who, pin, code) in [
        (OPERATOR, OPERATOR_PIN, "not_by_officer"),
        (ADVISOR, "100001", "signer_role"),
        ("S99", "1", "not_found"),
    ] {
        let officer = StaffId::new(who).unwrap();
        let release = Release { officer, pin: pin.to_owned(), ..desk.release() };
        assert_eq!(desk.refused(OFFICER, release), code, "{who} signs");
    }
    let as_operator = Release { pin: OPERATOR_PIN.to_owned(), ..desk.release() };
    assert_eq!(
        desk.call(OFFICER, as_operator).unwrap_err().code,
        "pin_wrong",
        "the operator's PIN is not the officer's"
    );
    desk.until(Step::Released);
}

#[test]
fn a_unit_is_handed_over_with_its_hints() {
    let mut desk = Desk::at(Step::Released);
    let hand =
        |desk: &Desk, delivery, hints_given| HandOver { service: desk.number.clone(), delivery, hints_given };
    let silent = hand(&desk, Delivery::OnTheSpot, false);
    assert_eq!(desk.refused(ADVISOR, silent), "hints_not_given");
    let nowhere = hand(&desk, Delivery::Carrier { carrier: " ".to_owned(), order: String::new() }, true);
    assert_eq!(desk.refused(ADVISOR, nowhere), "carrier_missing");
    let given = hand(&desk, Delivery::OnTheSpot, true);
    let due = desk.call(ADVISOR, given.clone()).unwrap();
    assert_eq!(due.date.to_string(), "2026-12-01", "seven working days on");
    assert_eq!(desk.refused(ADVISOR, given), "step_not_now", "a unit is handed over once");
    desk.assert_sound();
}

#[test]
fn what_was_shown_is_what_is_signed() {
    let mut desk = Desk::at(Step::Agreed);
    let checked = desk.checked();
    let other = Clear { shown: Digest::of_bytes(&[7; 32]), ..desk.clear(&checked) };
    assert_eq!(desk.refused(OPERATOR, other), "check_changed");
    let mut elsewhere = desk.clear(&checked);
    elsewhere.check.equipment.pop();
    assert_eq!(desk.refused(OPERATOR, elsewhere), "check_changed", "less equipment than was shown");
    // A stop that came up after the sheet was read stops the signing too.
    let clear = desk.clear(&checked);
    desk.wait(26 * 3_600);
    assert_eq!(desk.refused(OPERATOR, clear), "gate_stopped");
    desk.wait(-26 * 3_600);
    desk.until(Step::Cleared);
}

#[test]
fn one_person_does_not_sign_for_both() {
    let mut desk = Desk::at(Step::Agreed);
    let mut check = desk.check();
    check.operator = StaffId::new(OFFICER).unwrap();
    let sheet: CheckSheet = desk.call(OPERATOR, check.clone()).unwrap().sheet;
    assert!(!sheet.clear);
    let clear = Clear {
        check,
        shown: sheet.digest().unwrap(),
        operator_pin: OFFICER_PIN.to_owned(),
        officer_pin: OFFICER_PIN.to_owned(),
    };
    assert_eq!(desk.refused(OFFICER, clear), "gate_stopped");
}

#[test]
fn a_container_is_opened_only_where_one_is_left() {
    let mut desk = Desk::found();
    let open = |id: &str| OpenContainer { lot: LotId::new(id).unwrap() };
    assert_eq!(desk.refused(OPERATOR, open("P05-A")), "contradiction", "no unit of this lot is left");
    assert_eq!(desk.refused(OPERATOR, open("P99-A")), "not_found");
    let container = desk.call(OPERATOR, open("P10-A")).unwrap();
    assert_eq!(
        (container.lot.as_str(), container.opened_at),
        ("P10-A", counter::Host::now(desk.counter.host()))
    );
    desk.assert_sound();
}

#[test]
fn papers_are_made_again_as_they_were_issued() {
    let mut desk = Desk::at(Step::Blended);
    assert_eq!(papers::again(&desk.counter, &desk.number).unwrap_err().code, "paper_missing", "no label yet");
    for (template, code) in [("label-50x30", "template_not_approved"), ("label-0x0", "template_not_approved")]
    {
        let label = IssueLabel { template: TemplateId::new(template).unwrap(), ..desk.label() };
        assert_eq!(desk.refused(OPERATOR, label), code, "{template}");
    }
    let issued = desk.call(OPERATOR, desk.label()).unwrap();
    let papers = papers::again(&desk.counter, &desk.number).unwrap();
    assert_eq!(skintest::sha256(&papers.label), issued.as_str());
    let sheet = desk.counter.service(&desk.number).unwrap().progress().agreed().unwrap().sheet.clone();
    assert_eq!(skintest::sha256(&papers.consent), sheet.as_str());
    desk.until(Step::Released);
    desk.wait(40 * 24 * 3_600);
    assert_eq!(papers::again(&desk.counter, &desk.number).unwrap(), papers, "the same bytes on any day");
}
