//! Every piece of paper is accounted for: what came out was used, spoiled or voided, a reprint has its reason and is scanned
//! anew, and nothing is printed twice by accident.

use crate::common::{ADVISOR, Desk, MANAGER, OFFICER, OPERATOR, staff};
use counter::steps::blend::WriteOff;
use counter::steps::copies::{AnswerPrint, CopyBefore, Print, ReprintLabel, SpoilLabel, VoidLabel};
use counter::steps::deliver::{CleanEquipment, HandOver};
use counter::steps::label::ScanLabel;
use counter::steps::open::Abandon;
use counter::steps::release::Reject;
use domain::ids::EquipmentId;
use domain::label::PrintEnd;
use domain::service::{Delivery, Step};
use serde_json::{Value, json};

/// An attempt at the live copy, ended as the spooler says.
fn printed(desk: &mut Desk, how: PrintEnd) -> Print {
    let number = desk.number.clone();
    let print = desk.counter.start_print(&staff(OPERATOR), &number, Some("标签机".to_owned())).unwrap();
    desk.counter.print_taken(&print, format!("Labels-{}", print.attempt)).unwrap();
    desk.counter.print_ended(&print, how, None).unwrap();
    print
}

/// What printing again is refused with.
fn again(desk: &mut Desk) -> &'static str {
    let number = desk.number.clone();
    desk.counter.start_print(&staff(OPERATOR), &number, None).map_or_else(|refusal| refusal.code, |_| "begun")
}

fn reprint(desk: &mut Desk, before: Option<CopyBefore>) -> &'static str {
    let reason = "演示：打印头脏污".to_owned();
    let asked = ReprintLabel { service: desk.number.clone(), reason, before };
    desk.call(ADVISOR, asked).map_or_else(|refusal| refusal.code, |_| "done")
}

fn scan(desk: &mut Desk) -> &'static str {
    let service = desk.number.clone();
    let read = service.to_string();
    desk.call(OFFICER, ScanLabel { service, read }).map_or_else(|refusal| refusal.code, |_| "done")
}

fn hand_over(desk: &mut Desk) -> &'static str {
    let (service, delivery) = (desk.number.clone(), Delivery::OnTheSpot);
    let handed = desk.call(ADVISOR, HandOver { service, delivery, hints_given: true });
    handed.map_or_else(|refusal| refusal.code, |_| "done")
}

fn day(desk: &mut Desk) -> Value {
    desk.look(MANAGER, "labels.day", json!({ "day": "2026-11-20" }))
}

/// The counts of the day that are not nought, and that they add up.
fn counts(desk: &mut Desk) -> Value {
    let mut counts = day(desk)["counts"].clone();
    let number = |name: &str| counts[name].as_u64().unwrap();
    assert_eq!(number("printed"), number("used") + number("spoiled") + number("voided") + number("open"));
    assert_eq!(number("issued"), number("printed") + number("never_printed") + number("pending"));
    counts.as_object_mut().unwrap().retain(|_, count| *count != 0);
    counts
}

fn states(desk: &mut Desk) -> Vec<String> {
    let service = desk.number.to_string();
    let copies = desk.look(ADVISOR, "labels.view", json!({ "service": service }));
    copies.as_array().unwrap().iter().map(|copy| copy["state"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_label_goes_its_way_and_the_day_adds_up() {
    let mut desk = Desk::at(Step::Labelled);
    assert_eq!(counts(&mut desk), json!({ "issued": 1, "pending": 1 }));
    printed(&mut desk, PrintEnd::Printed);
    assert_eq!(counts(&mut desk), json!({ "issued": 1, "printed": 1, "open": 1 }));
    assert!(!day(&mut desk)["settled"].as_bool().unwrap());
    desk.until(Step::Released);
    assert_eq!(states(&mut desk), ["scanned"]);
    assert_eq!(hand_over(&mut desk), "done");
    assert_eq!(
        (states(&mut desk), day(&mut desk)["settled"].clone()),
        (vec!["used".to_owned()], json!(true))
    );
    assert_eq!(counts(&mut desk), json!({ "issued": 1, "printed": 1, "used": 1 }));
    desk.assert_sound();
}

#[test]
fn nothing_is_printed_twice_by_accident() {
    let cases = [
        ("printed", PrintEnd::Printed, "label_came_out"),
        ("printed to a file", PrintEnd::Saved, "label_came_out"),
        ("not known", PrintEnd::Unknown, "label_unanswered"),
        ("failed", PrintEnd::Failed, "begun"),
        ("taken back", PrintEnd::Cancelled, "begun"),
    ];
    for (name, how, expected) in cases {
        let mut desk = Desk::at(Step::Labelled);
        let number = desk.number.clone();
        desk.counter.start_print(&staff(OPERATOR), &number, None).unwrap();
        assert_eq!(again(&mut desk), "label_printing", "{name}: while it is under way");
        for code in [reprint(&mut desk, Some(CopyBefore::Voided)), reprint(&mut desk, None)] {
            assert_eq!(code, "label_printing", "{name}: nor by way of a reprint");
        }
        let print = Print { service: number, copy: 1, attempt: 1 };
        desk.counter.print_ended(&print, how, None).unwrap();
        assert_eq!(again(&mut desk), expected, "{name}");
        let twice = desk.counter.print_ended(&print, PrintEnd::Failed, None).map_err(|refusal| refusal.code);
        let answered = if how == PrintEnd::Unknown { Ok(()) } else { Err("label_mismatch") };
        assert_eq!(twice.map(|_| ()), answered, "{name}: its end is known once");
    }
}

#[test]
fn after_a_crash_somebody_says_whether_a_label_came_out() {
    for (came_out, state, then) in [(true, "printed", "label_came_out"), (false, "failed", "begun")] {
        let mut desk = Desk::at(Step::Labelled);
        let service = desk.number.clone();
        desk.counter.start_print(&staff(OPERATOR), &service, Some("标签机".to_owned())).unwrap();
        desk.call(OFFICER, AnswerPrint { service: service.clone(), came_out }).unwrap();
        assert_eq!(states(&mut desk), [state]);
        assert_eq!(again(&mut desk), then);
        let asked = AnswerPrint { service, came_out };
        if came_out {
            assert_eq!(desk.refused(OFFICER, asked), "label_not_asked");
        }
        desk.assert_sound();
    }
}

#[test]
fn a_reprint_has_its_reason_and_the_new_copy_must_be_scanned_and_released() {
    for step in [Step::Labelled, Step::Scanned, Step::Released] {
        let mut desk = Desk::at(Step::Labelled);
        printed(&mut desk, PrintEnd::Printed);
        desk.until(step);
        let blank = ReprintLabel { service: desk.number.clone(), reason: " ".to_owned(), before: None };
        assert_eq!(desk.refused(ADVISOR, blank), "reason_missing");
        assert_eq!(reprint(&mut desk, None), "label_still_live", "what became of the first is said");
        assert_eq!(reprint(&mut desk, Some(CopyBefore::Spoiled)), "done", "at {step:?}");
        assert_eq!(desk.step(), Step::Labelled, "back to be scanned from {step:?}");
        assert!(desk.counter.service(&desk.number).unwrap().progress().released().is_none());
        assert_eq!(hand_over(&mut desk), "step_not_now", "nor handed over");
        assert_eq!(states(&mut desk), ["spoiled", "issued"]);
        let rows = day(&mut desk)["rows"].clone();
        assert_eq!(rows[0]["reprint"], "演示：打印头脏污");
        printed(&mut desk, PrintEnd::Printed);
        desk.until(Step::Released);
        assert_eq!(hand_over(&mut desk), "done");
        let expected = json!({ "issued": 2, "printed": 2, "used": 1, "spoiled": 1, "reprints": 1 });
        assert_eq!(counts(&mut desk), expected);
        desk.assert_sound();
    }
}

#[test]
fn a_unit_without_a_live_label_cannot_be_scanned() {
    let mut desk = Desk::at(Step::Scanned);
    let (service, reason) = (desk.number.clone(), "演示：贴歪撕破".to_owned());
    desk.call(OPERATOR, SpoilLabel { service: service.clone(), reason: reason.clone() }).unwrap();
    assert_eq!((desk.step(), scan(&mut desk)), (Step::Labelled, "label_none_live"));
    assert_eq!(desk.refused(OPERATOR, VoidLabel { service, reason }), "label_none_live");
    assert_eq!(again(&mut desk), "label_none_live");
    assert_eq!(reprint(&mut desk, None), "done");
    printed(&mut desk, PrintEnd::Printed);
    assert_eq!(scan(&mut desk), "done");
    desk.assert_sound();
}

#[test]
fn only_a_label_that_came_out_can_be_read_back() {
    let cases: [(&str, Option<Option<PrintEnd>>, &str); 7] = [
        ("never printed", None, "label_not_out"),
        ("under way, as while the printer is jammed", Some(None), "label_not_out"),
        ("not known", Some(Some(PrintEnd::Unknown)), "label_not_out"),
        ("failed", Some(Some(PrintEnd::Failed)), "label_not_out"),
        ("taken back", Some(Some(PrintEnd::Cancelled)), "label_not_out"),
        ("printed", Some(Some(PrintEnd::Printed)), "done"),
        ("printed to a file", Some(Some(PrintEnd::Saved)), "done"),
    ];
    for (name, attempt, expected) in cases {
        let mut desk = Desk::at(Step::Labelled);
        if let Some(ended) = attempt {
            let number = desk.number.clone();
            let print = desk.counter.start_print(&staff(OPERATOR), &number, None).unwrap();
            if let Some(how) = ended {
                desk.counter.print_ended(&print, how, None).unwrap();
            }
        }
        assert_eq!(scan(&mut desk), expected, "{name}");
        desk.assert_sound();
    }
}

#[test]
fn a_void_copy_does_not_stand_in_for_one_that_never_came_out() {
    let mut desk = Desk::at(Step::Labelled);
    printed(&mut desk, PrintEnd::Printed);
    assert_eq!(reprint(&mut desk, Some(CopyBefore::Voided)), "done");
    assert_eq!(scan(&mut desk), "label_not_out", "before it is printed");
    printed(&mut desk, PrintEnd::Failed);
    assert_eq!(scan(&mut desk), "label_not_out", "the void copy lies there and has the same number");
    assert_eq!(states(&mut desk), ["voided", "failed"]);
    printed(&mut desk, PrintEnd::Printed);
    assert_eq!(
        (scan(&mut desk), states(&mut desk)),
        ("done", vec!["voided".to_owned(), "scanned".to_owned()])
    );
    desk.assert_sound();
}

#[test]
fn who_holds_a_label_that_the_printer_denies_says_so_and_the_day_asks_about_it() {
    for how in [PrintEnd::Failed, PrintEnd::Cancelled] {
        let mut desk = Desk::at(Step::Labelled);
        printed(&mut desk, how);
        let service = desk.number.clone();
        let nothing = AnswerPrint { service: service.clone(), came_out: false };
        assert_eq!(desk.refused(OFFICER, nothing), "label_not_asked", "that is known already");
        assert_eq!(asked(&mut desk), Vec::<String>::new());
        desk.call(OFFICER, AnswerPrint { service, came_out: true }).unwrap();
        assert_eq!((scan(&mut desk), again(&mut desk)), ("done", "label_came_out"));
        assert_eq!(asked(&mut desk), ["label_against_printer"], "{how:?}");
        desk.assert_sound();
    }
}

#[test]
fn a_label_that_an_earlier_version_read_back_before_its_print_failed_is_asked_about() {
    for (before, how) in [(true, PrintEnd::Cancelled), (false, PrintEnd::Failed)] {
        let mut desk = Desk::at(Step::Labelled);
        let number = desk.number.clone();
        let print = desk.counter.start_print(&staff(OPERATOR), &number, Some("标签机".to_owned())).unwrap();
        if !before {
            desk.counter.print_ended(&print, how, None).unwrap();
        }
        let read = number.to_string();
        (desk, _) = desk.upkeep(|tx| tx.record(domain::event::LabelScanned { service: number, read }));
        if before {
            desk.counter.print_ended(&print, how, None).unwrap();
        }
        assert_eq!(asked(&mut desk), ["label_against_printer"], "{how:?}");
        desk.assert_sound();
    }
}

/// The rules of the day that strike and are about labels.
fn asked(desk: &mut Desk) -> Vec<String> {
    let day = desk.look(MANAGER, "day.look", json!({ "from": "2026-11-20", "to": "2026-11-20" }));
    let odd = day["sheet"]["odd"].as_array().unwrap();
    let rules = odd.iter().map(|odd| odd["rule"].as_str().unwrap().to_owned());
    rules.filter(|rule| rule.starts_with("label_")).collect()
}

#[test]
fn a_lost_unit_voids_its_label() {
    let lost = |desk: &mut Desk, how: &str| {
        let (service, reason) = (desk.number.clone(), "演示：外观不合格".to_owned());
        match how {
            "written off" => desk.call(OPERATOR, WriteOff { service, reason }).map(|_| ()),
            "rejected" => {
                let release = desk.release();
                let reject = Reject { service, officer: release.officer, pin: release.pin, reason };
                desk.call(OFFICER, reject).map(|_| ())
            }
            _ => desk.call(ADVISOR, Abandon { service, reason }).map(|_| ()),
        }
    };
    for how in ["written off", "rejected", "abandoned"] {
        let mut desk = Desk::at(Step::Scanned);
        lost(&mut desk, how).unwrap();
        assert_eq!(states(&mut desk), ["voided"], "{how}");
        assert_eq!(counts(&mut desk), json!({ "issued": 1, "printed": 1, "voided": 1 }), "{how}");
        if how == "written off" {
            for id in ["SC01", "VE01", "MX01"] {
                let equipment = EquipmentId::new(id).unwrap();
                desk.call(OPERATOR, CleanEquipment { equipment, valid_hours: 24 }).unwrap();
            }
            desk.clean_area();
            desk.until(Step::Labelled);
            assert_eq!(states(&mut desk), ["voided", "issued"], "the remade unit's label counts on");
            lost(&mut desk, "abandoned").unwrap();
            let expected = json!({ "issued": 2, "printed": 1, "voided": 1, "never_printed": 1 });
            assert_eq!(counts(&mut desk), expected);
        }
        desk.assert_sound();
    }
}

#[test]
fn a_print_that_ends_after_its_unit_was_lost_is_still_counted() {
    let mut desk = Desk::at(Step::Labelled);
    let service = desk.number.clone();
    let print = desk.counter.start_print(&staff(OPERATOR), &service, Some("标签机".to_owned())).unwrap();
    desk.call(OPERATOR, WriteOff { service, reason: "演示：称错".to_owned() }).unwrap();
    assert_eq!(counts(&mut desk), json!({ "issued": 1, "never_printed": 1 }));
    desk.counter.print_ended(&print, PrintEnd::Printed, None).unwrap();
    assert_eq!(counts(&mut desk), json!({ "issued": 1, "printed": 1, "voided": 1 }));
    desk.assert_sound();
}
