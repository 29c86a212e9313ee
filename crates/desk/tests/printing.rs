//! Labels through the door to a real CUPS: what the counter says of a label is how its job ended, and however often it is
//! asked, one label comes out.
#![cfg(unix)]

#[path = "../../spool/tests/stage/mod.rs"]
mod stage;

use std::time::{Duration, Instant};

use crate::common::Place;
use serde_json::{Value, json};
use stage::{Cups, label_ppd};

/// The demo store with a scheduler, a printer behind a backend, and a unit whose label is issued.
fn labelled(cups: &Cups, backend: &str, more: &[&str]) -> (Place, String) {
    cups.attach("Labels", &format!("{backend}:/"), &label_ppd(), &[&["-E"], more].concat());
    let place = Place::demo_printing(cups.spooler());
    place.sit("S06");
    let set = json!({ "medium": "label", "printer": "Labels" });
    assert_eq!(place.staff("device.set_printer", set)["device"]["label_printer"], "Labels");
    let service = place.labelled();
    (place, service)
}

fn of(service: &str) -> Value {
    json!({ "service": service })
}

fn look(place: &Place, service: &str) -> Value {
    place.staff("label.look", of(service))
}

/// Where the latest copy is.
fn state(place: &Place, service: &str) -> String {
    let now = look(place, service);
    now["copies"].as_array().unwrap().last().unwrap()["state"].as_str().unwrap().to_owned()
}

/// Looks until something is so.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what} did not come");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn counts(place: &Place) -> Value {
    let mut counts = place.staff("labels.day", json!({ "day": "2026-11-20" }))["counts"].clone();
    counts.as_object_mut().unwrap().retain(|_, count| *count != 0);
    counts
}

#[test]
fn a_label_is_followed_to_its_end_and_pressing_twice_prints_once() {
    let cups = Cups::started();
    let (place, service) = labelled(&cups, "labels", &[]);
    let printed = place.staff("label.print", of(&service));
    assert_eq!(printed, json!({ "outcome": "printed", "where": "Labels" }));
    let twice = place.refused("label.print", of(&service));
    assert!(["label_printing", "label_came_out"].contains(&twice), "{twice}");
    until("the end", || state(&place, &service) == "printed");
    assert_eq!(look(&place, &service)["printing"], Value::Null);
    assert_eq!(place.refused("label.print", of(&service)), "label_came_out");
    assert_eq!(
        (cups.came_out("Labels"), counts(&place)),
        (1, json!({ "issued": 1, "printed": 1, "open": 1 }))
    );
}

#[test]
fn a_label_that_failed_is_printed_again_and_comes_out_once() {
    let cups = Cups::started();
    let (place, service) = labelled(&cups, "fails", &["-o", "printer-error-policy=abort-job"]);
    place.staff("label.print", of(&service));
    until("the end", || state(&place, &service) == "failed");
    assert_eq!(look(&place, &service)["copies"][0]["note"], "nobody answers");
    cups.attach("Labels", "labels:/", &label_ppd(), &["-E"]);
    place.staff("label.print", of(&service));
    until("the end", || state(&place, &service) == "printed");
    let copies = look(&place, &service)["copies"].clone();
    assert_eq!((copies[0]["attempts"].clone(), copies.as_array().unwrap().len()), (json!(2), 1), "one copy");
    assert_eq!(cups.came_out("Labels"), 1);
}

#[test]
fn a_jammed_label_says_so_and_cannot_be_printed_beside_itself() {
    let cups = Cups::started();
    let (place, service) = labelled(&cups, "jams", &[]);
    place.staff("label.print", of(&service));
    until("the jam", || look(&place, &service)["printing"]["trouble"] == "jam");
    let printing = look(&place, &service)["printing"].clone();
    assert_eq!((&printing["state"], &printing["printer"]), (&json!("stopped"), &json!("Labels")));
    assert!(printing["said"].as_str().unwrap().contains("卡纸"), "{printing}");
    for (name, more) in [
        ("label.print", json!({ "service": service })),
        ("label.reprint", json!({ "service": service, "reason": "演示", "before": "voided" })),
        ("label.spoil", json!({ "service": service, "reason": "演示" })),
        ("label.answer", json!({ "service": service, "came_out": false })),
    ] {
        assert_eq!(place.refused(name, more), "label_printing", "{name}");
    }
    std::fs::write(cups.path("mended"), "").unwrap();
    cups.administer("cupsenable", &["Labels"]);
    until("the end", || state(&place, &service) == "printed");
    assert_eq!(cups.came_out("Labels"), 1);
}

#[test]
fn a_label_taken_back_from_a_paused_printer_never_comes_out() {
    let cups = Cups::started();
    let (place, service) = labelled(&cups, "labels", &[]);
    cups.administer("cupsdisable", &["Labels"]);
    place.staff("label.print", of(&service));
    until("the pause", || look(&place, &service)["printing"]["trouble"] == "paused");
    place.staff("label.cancel", of(&service));
    until("the end", || state(&place, &service) == "failed");
    assert_eq!(place.refused("label.cancel", of(&service)), "label_not_printing");
    place.staff("label.print", of(&service));
    cups.administer("cupsenable", &["Labels"]);
    until("the end", || state(&place, &service) == "printed");
    assert_eq!(cups.came_out("Labels"), 1, "the one that was taken back is not among them");
}

#[test]
fn a_printer_that_disappears_leaves_a_question_that_somebody_answers() {
    for (came_out, then) in [(false, "failed"), (true, "printed")] {
        let cups = Cups::started();
        let (place, service) = labelled(&cups, "slow", &[]);
        place.staff("label.print", of(&service));
        until("the beginning", || {
            look(&place, &service);
            cups.path("out/begun").exists()
        });
        cups.administer("lpadmin", &["-x", "Labels"]);
        until("the question", || look(&place, &service)["ask"] == true);
        assert_eq!(state(&place, &service), "unknown");
        assert_eq!(place.refused("label.print", of(&service)), "label_unanswered");
        let answered = place.staff("label.answer", json!({ "service": service, "came_out": came_out }));
        assert_eq!((&answered["ask"], &answered["copies"][0]["state"]), (&json!(false), &json!(then)));
        let again = place.refused("label.print", of(&service));
        assert_eq!(again, if came_out { "label_came_out" } else { "print_no_printer" });
        assert_eq!(state(&place, &service), then, "a refused attempt is a failed one");
    }
}

#[test]
fn a_blend_that_is_written_off_takes_its_waiting_label_along() {
    let cups = Cups::started();
    let (place, service) = labelled(&cups, "labels", &[]);
    cups.administer("cupsdisable", &["Labels"]);
    place.staff("label.print", of(&service));
    place.staff("service.write_off", json!({ "service": service, "reason": "演示：称错" }));
    until("the job to be taken back", || {
        look(&place, &service);
        waiting(&cups) == 0
    });
    cups.administer("cupsenable", &["Labels"]);
    assert_eq!(counts(&place), json!({ "issued": 1, "never_printed": 1 }));
    assert_eq!((cups.came_out("Labels"), waiting(&cups)), (0, 0), "nothing comes out for a lost unit");
}

/// How many jobs wait.
fn waiting(cups: &Cups) -> usize {
    let mut lpstat = std::process::Command::new("lpstat");
    let output =
        lpstat.env("CUPS_SERVER", cups.path("socket")).args(["-W", "not-completed"]).output().unwrap();
    String::from_utf8_lossy(&output.stdout).lines().count()
}

#[test]
fn a_program_that_ended_in_between_neither_loses_nor_doubles_a_label() {
    let cups = Cups::started();
    // It ended while the job waited: the next run follows it.
    let (place, service) = labelled(&cups, "labels", &[]);
    cups.administer("cupsdisable", &["Labels"]);
    place.staff("label.print", of(&service));
    let place = place.again();
    place.sit("S06");
    assert_eq!(place.refused("label.print", of(&service)), "label_printing");
    assert_eq!(look(&place, &service)["ask"], false);
    cups.administer("cupsenable", &["Labels"]);
    until("the end", || state(&place, &service) == "printed");
    assert_eq!(cups.came_out("Labels"), 1);
}

#[test]
fn a_program_that_ended_before_the_spooler_had_the_job_asks_whether_a_label_came_out() {
    let cups = Cups::started();
    let (place, service) = labelled(&cups, "labels", &[]);
    // The record alone, as if the power failed right after it.
    let place = place.between(|counter| {
        let caller = counter::Caller::Staff(domain::ids::StaffId::new("S06").unwrap());
        let number = domain::ids::ServiceNumber::parse(&service).unwrap();
        counter.start_print(&caller, &number, Some("Labels".to_owned())).unwrap();
    });
    place.sit("S06");
    assert_eq!(look(&place, &service)["ask"], true);
    assert_eq!(place.refused("label.print", of(&service)), "label_printing");
    place.staff("label.answer", json!({ "service": service, "came_out": false }));
    place.staff("label.print", of(&service));
    until("the end", || state(&place, &service) == "printed");
    assert_eq!(cups.came_out("Labels"), 1);
}

#[test]
fn without_a_printer_a_label_is_printed_to_a_file_and_counts_as_that() {
    let place = Place::with("S06");
    let service = place.labelled();
    let saved = place.staff("label.print", of(&service));
    let name = format!("{service}.label-1.pdf");
    assert_eq!(saved, json!({ "outcome": "saved", "where": name }));
    let data = desk::Machine::data(&place.pc).join("papers").join(name);
    assert!(std::fs::read(data).unwrap().starts_with(b"%PDF"));
    let expected = json!({ "issued": 1, "printed": 1, "to_file": 1, "open": 1 });
    assert_eq!((counts(&place), state(&place, &service)), (expected, "printed".to_owned()));
    assert_eq!(place.refused("label.print", of(&service)), "label_came_out");
    // The second copy is a file of its own, and nothing that lies there is written over.
    let papers = desk::Machine::papers(&place.pc);
    std::fs::write(papers.join(format!("{service}.label-2.pdf")), "a paper of somebody's").unwrap();
    place.staff("label.reprint", json!({ "service": service, "reason": "演示", "before": "spoiled" }));
    let second = place.staff("label.print", of(&service));
    assert_eq!(second["where"], format!("{service}.label-2-2.pdf"));
    assert_eq!(std::fs::read_dir(papers).unwrap().count(), 3);
    assert_eq!(counts(&place)["to_file"], 2);
}

/// What the desk says of the latest leaflet.
fn leaflet(place: &Place, service: &str) -> Value {
    let papers = place.staff("paper.look", of(service));
    papers.as_array().unwrap().iter().find(|paper| paper["kind"] == "leaflet").cloned().unwrap_or_default()
}

#[test]
fn a_paper_that_failed_is_told_where_it_was_printed_and_so_is_the_one_that_came_out() {
    let cups = Cups::started();
    let (place, service) = with_leaflet(&cups, "fails", &["-o", "printer-error-policy=abort-job"]);
    assert_eq!(leaflet(&place, &service), Value::Null);
    let printed = place.staff("label.print", of(&service));
    assert_eq!(printed["leaflet"]["printer"], "Sheets");
    until("the failure", || leaflet(&place, &service)["state"] == "failed");
    let told = leaflet(&place, &service);
    assert_eq!((&told["printer"], &told["said"]), (&json!("Sheets"), &json!("nobody answers")), "{told}");
    cups.attach("Sheets", "labels:/", &label_ppd(), &["-E"]);
    place.staff("paper.print", json!({ "service": service, "kind": "leaflet", "medium": "a5" }));
    until("the end", || leaflet(&place, &service)["state"] == "printed");
    assert_eq!(cups.came_out("Sheets"), 1);
}

#[test]
fn papers_for_the_customer_are_saved_or_printed_by_number_and_never_on_labels() {
    let cups = Cups::started();
    cups.attach("Sheets", "labels:/", &label_ppd(), &["-E"]);
    let place = Place::demo_printing(cups.spooler());
    place.sit("S06");
    let service = place.labelled();
    let paper = |kind: &str, medium: &str| json!({ "service": service, "kind": kind, "medium": medium });
    for kind in ["leaflet", "plan", "consent"] {
        assert_eq!(place.refused("paper.print", paper(kind, "label")), "paper_medium", "{kind}");
        for medium in ["a4", "a5", "receipt"] {
            let format = if medium == "receipt" { "roll80" } else { medium };
            let name = format!("{service}.{kind}-{format}.pdf");
            let saved = place.staff("paper.print", paper(kind, medium));
            assert_eq!(saved, json!({ "outcome": "saved", "where": name }), "{medium}");
            let file = desk::Machine::data(&place.pc).join("papers").join(name);
            assert!(std::fs::read(file).unwrap().starts_with(b"%PDF"), "{kind} {medium}");
        }
    }
    assert_eq!(place.staff("paper.save", paper("plan", "a5")), Value::Null, "the dialog was closed");
    let folder = tempfile::tempdir().unwrap();
    let chosen = folder.path().join("chosen.pdf");
    place.hand.answers.lock().unwrap().push_back(chosen.clone());
    assert_eq!(place.staff("paper.save", paper("consent", "a4")), json!({ "name": "chosen.pdf" }));
    assert!(std::fs::read(chosen).unwrap().starts_with(b"%PDF"));
    place.staff("device.set_printer", json!({ "medium": "a5", "printer": "Sheets" }));
    let printed = place.staff("paper.print", paper("leaflet", "a5"));
    assert_eq!(printed, json!({ "outcome": "printed", "where": "Sheets" }));
    until("the leaflet", || cups.came_out("Sheets") == 1);
    assert_eq!(counts(&place), json!({ "issued": 1, "pending": 1 }), "no label among them");
}

/// The demo store with a label printer and one for A5 behind a backend, and a unit whose small label is issued.
fn with_leaflet(cups: &Cups, backend: &str, more: &[&str]) -> (Place, String) {
    let (place, service) = labelled(cups, "labels", &[]);
    cups.attach("Sheets", &format!("{backend}:/"), &label_ppd(), &[&["-E"], more].concat());
    place.staff("device.set_printer", json!({ "medium": "a5", "printer": "Sheets" }));
    (place, service)
}

#[test]
fn a_small_label_brings_its_leaflet_once_and_no_copy_brings_another() {
    let cups = Cups::started();
    let (place, service) = with_leaflet(&cups, "labels", &[]);
    let printed = place.staff("label.print", of(&service));
    assert_eq!((&printed["outcome"], &printed["where"]), (&json!("printed"), &json!("Labels")));
    assert_eq!(printed["leaflet"], json!({ "medium": "a5", "printer": "Sheets", "said": null }));
    until("the end", || state(&place, &service) == "printed");
    until("the leaflet", || cups.came_out("Sheets") == 1);
    let again = json!({ "service": service, "reason": "演示", "before": "spoiled" });
    place.staff("label.reprint", again);
    let second = place.staff("label.print", of(&service));
    assert_eq!(
        second,
        json!({ "outcome": "printed", "where": "Labels" }),
        "a second copy, no second leaflet"
    );
    until("the second end", || state(&place, &service) == "printed");
    assert_eq!((cups.came_out("Labels"), cups.came_out("Sheets")), (2, 1));
}

#[test]
fn a_leaflet_that_is_not_printed_neither_holds_its_label_back_nor_doubles_it() {
    let cups = Cups::started();
    let (place, service) = with_leaflet(&cups, "labels", &[]);
    cups.administer("lpadmin", &["-x", "Sheets"]);
    let printed = place.staff("label.print", of(&service));
    assert_eq!((&printed["outcome"], &printed["leaflet"]["printer"]), (&json!("printed"), &Value::Null));
    assert!(printed["leaflet"]["said"].as_str().unwrap().contains("Sheets"), "{printed}");
    until("the end", || state(&place, &service) == "printed");
    assert_eq!(place.refused("label.print", of(&service)), "label_came_out");
    assert_eq!((cups.came_out("Labels"), counts(&place)["printed"].clone()), (1, json!(1)));
    // What was not printed is printed from where it is told.
    cups.attach("Sheets", "labels:/", &label_ppd(), &["-E"]);
    let paper = json!({ "service": service, "kind": "leaflet", "medium": "a5" });
    assert_eq!(place.staff("paper.print", paper), json!({ "outcome": "printed", "where": "Sheets" }));
    until("the leaflet", || cups.came_out("Sheets") == 1);
}

#[test]
fn a_label_that_the_spooler_never_had_brings_its_leaflet_when_it_has_it() {
    let cups = Cups::started();
    let (place, service) = with_leaflet(&cups, "labels", &[]);
    cups.administer("lpadmin", &["-x", "Labels"]);
    place.refused("label.print", of(&service));
    assert_eq!(cups.came_out("Sheets"), 0, "no leaflet without its label");
    cups.attach("Labels", "labels:/", &label_ppd(), &["-E"]);
    assert_eq!(place.staff("label.print", of(&service))["leaflet"]["printer"], "Sheets");
    until("the end", || state(&place, &service) == "printed");
    until("the leaflet", || cups.came_out("Sheets") == 1);
}
