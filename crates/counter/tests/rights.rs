//! The customer's rights: everything kept on one page with where it is from and until when, every look a record, a copy
//! for people and one for machines.

use crate::common::{ADVISOR, Customer, Desk, MANAGER, NAME, OFFICER, OFFICER_PIN, OPERATOR, PHONE, staff};
use counter::rights::paper::Paper;
use counter::steps::blend::Weight;
use counter::steps::deliver::HandOver;
use counter::steps::open::Abandon;
use documents::Format;
use domain::consent::Purpose;
use domain::ids::CustomerId;
use domain::service::{Delivery, Step};
use serde_json::{Value, json};

/// Somebody who agrees to everything and left a contact.
fn agrees() -> Customer {
    let agrees = Purpose::ALL.to_vec();
    Customer { agrees, allergies: vec!["柠檬烯"], contact: true, ..Customer::default() }
}

fn deliver(desk: &mut Desk) {
    let hand_over =
        HandOver { service: desk.number.clone(), delivery: Delivery::OnTheSpot, hints_given: true };
    desk.call(ADVISOR, hand_over).unwrap();
}

fn customer(desk: &Desk) -> CustomerId {
    desk.counter.service(&desk.number).unwrap().progress().opened().customer.clone()
}

fn page(desk: &mut Desk, who: &str) -> Value {
    let customer = customer(desk);
    desk.look(who, "person.look", json!({ "customer": customer }))
}

/// Kind and last day of everything on the page.
fn kept(page: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let items = page["kept"].as_array().unwrap().iter();
    items.map(|item| (text(&item["what"]), text(&item["until"]))).collect()
}

fn said(items: &[(&str, &str)]) -> Vec<(String, String)> {
    items.iter().map(|(what, until)| ((*what).to_owned(), (*until).to_owned())).collect()
}

#[test]
fn everything_kept_stands_on_the_page_with_its_last_day() {
    let mut desk = Desk::serving(agrees(), Step::Released);
    let open = page(&mut desk, ADVISOR);
    let year = "2027-11-20";
    let served = |last: &str| {
        let [contact, needs, signature, reasons] =
            ["contact", "needs", "signature", "reasons"].map(|one| (one, last));
        said(&[contact, needs, signature, reasons, ("allergies", year), ("allergies", year)])
    };
    assert_eq!(kept(&open), served(year));
    deliver(&mut desk);
    let done = page(&mut desk, ADVISOR);
    let later = "2028-11-20";
    assert_eq!(kept(&done), served(later), "allergies and what came of them go a year after");
    assert_eq!(done["by_law"], json!([{ "service": desk.number, "until": later }]));
    assert_eq!(done["kept"][0]["service"], json!(desk.number));
    assert_eq!(done["kept"][0]["from"], "演示顾问甲（演示）");
    let purposes: Vec<&str> =
        done["consents"].as_array().unwrap().iter().filter_map(|one| one["purpose"].as_str()).collect();
    assert_eq!(purposes.len(), Purpose::ALL.len(), "{purposes:?}");
    assert!(done["consents"].as_array().unwrap().iter().all(|one| one["agreed"] == true));
    desk.assert_sound();
}

#[test]
fn what_belongs_to_a_service_that_was_given_up_goes_in_thirty_days() {
    let mut desk = Desk::serving(agrees(), Step::Planned);
    let abandon = Abandon { service: desk.number.clone(), reason: "顾客改天再来".to_owned() };
    desk.call(ADVISOR, abandon).unwrap();
    let month = "2026-12-20";
    let all = ["contact", "needs", "reasons", "allergies", "allergies"].map(|one| (one, month));
    assert_eq!(kept(&page(&mut desk, ADVISOR)), said(&all));
    desk.assert_sound();
}

#[test]
fn every_look_is_a_record_and_stands_on_the_page() {
    let mut desk = Desk::serving(agrees(), Step::Released);
    let before = desk.counter.store().head().unwrap().seq;
    page(&mut desk, ADVISOR);
    desk.wait(60);
    page(&mut desk, MANAGER);
    let paper = Paper::Copy { customer: customer(&desk) };
    paper.json(&mut desk.counter, &staff(MANAGER)).unwrap();
    assert_eq!(desk.counter.store().head().unwrap().seq, before + 3);
    // Read again within ten minutes it is the same look; later it is another.
    page(&mut desk, ADVISOR);
    assert_eq!(desk.counter.store().head().unwrap().seq, before + 3);
    desk.wait(9 * 60);
    let page = page(&mut desk, ADVISOR);
    let looks: Vec<(&str, &str)> = page["looked"]
        .as_array()
        .unwrap()
        .iter()
        .map(|look| (look["by"].as_str().unwrap(), look["looked_at"].as_str().unwrap()))
        .collect();
    let (advisor, manager) = ("演示顾问甲（演示）", "演示店长己（演示）");
    assert_eq!(looks, [(advisor, "page"), (manager, "copy"), (manager, "page"), (advisor, "page")]);
    assert_eq!(page["looked_count"], 4);
    desk.assert_sound();
}

#[test]
fn a_customer_who_is_nobody_leaves_no_look() {
    let mut desk = Desk::found();
    let nobody = counter::rights::look::LookPerson { customer: CustomerId::new("K0").unwrap() };
    assert_eq!(desk.refused(ADVISOR, nobody), "not_found");
    let paper = Paper::Copy { customer: CustomerId::new("K0").unwrap() };
    assert_eq!(paper.json(&mut desk.counter, &staff(ADVISOR)).unwrap_err().code, "not_found");
}

#[test]
fn a_copy_says_all_of_it_to_people_and_to_machines() {
    let mut desk = Desk::serving(agrees(), Step::Released);
    deliver(&mut desk);
    let paper = Paper::Copy { customer: customer(&desk) };
    let json: Value =
        serde_json::from_slice(&paper.json(&mut desk.counter, &staff(ADVISOR)).unwrap()).unwrap();
    assert_eq!(json["form"], "tiaohe-person/1");
    let service = &json["services"][0];
    assert_eq!(service["contact"], json!({ "name": NAME, "phone": PHONE }));
    assert_eq!(service["needs"]["allergies"], json!(["柠檬烯"]));
    assert!(service["signature"]["strokes"]["strokes"].is_array());
    assert_eq!(json["kept"].as_array().unwrap().len(), 6);
    assert_eq!(json["looked"].as_array().unwrap().len(), 1, "the copy itself is the first look");
    for format in [Format::A4, Format::A5, Format::Roll80] {
        let sheet = paper.pdf(&mut desk.counter, &staff(ADVISOR), format).unwrap();
        assert!(sheet.pdf.starts_with(b"%PDF"), "{format:?}");
    }
    assert!(!paper.name().contains(NAME), "a file's name names nobody");
}

/// What is erased must not stay in a reason: the ledger keeps those for ever.
#[test]
fn no_reason_that_the_ledger_keeps_names_the_customer() {
    let mut desk = Desk::serving(agrees(), Step::Tested);
    let number = desk.number.clone();
    let ranking = desk.look(ADVISOR, "service.ranking", json!({ "service": number }));
    let second = ranking["fits"][1]["recipe"].as_str().unwrap().to_owned();
    let told = [
        format!("{NAME}想要这个"),
        "演示顾客 辛辛 说的".to_owned(),
        format!("回电 {PHONE}"),
        "打 139-0000-0000".to_owned(),
    ];
    for reason in &told {
        let code = desk.choose(Some(&second), Some(reason)).unwrap_err().code;
        assert_eq!(code, "reason_names_a_person", "{reason}");
    }
    desk.until(Step::Cleared);
    let next = desk.next();
    for reason in &told {
        let mut by_hand = desk.weigh(&next);
        by_hand.weight = Weight::Hand { weight: next.target, reason: reason.clone() };
        assert_eq!(desk.refused(OPERATOR, by_hand), "reason_names_a_person", "{reason}");
        for (who, command, beside) in [
            (ADVISOR, "service.abandon", json!({})),
            (OPERATOR, "service.write_off", json!({})),
            (OPERATOR, "label.reprint", json!({ "before": "spoiled" })),
            (OPERATOR, "label.spoil", json!({})),
            (OPERATOR, "label.void", json!({})),
            (OFFICER, "service.reject", json!({ "officer": OFFICER, "pin": OFFICER_PIN })),
        ] {
            let mut asked = beside;
            asked["service"] = json!(number);
            asked["reason"] = json!(reason);
            let (code, message) = desk.refuses(who, command, asked);
            assert_eq!(code, "reason_names_a_person", "{command}: {message}");
            assert!(!message.contains(NAME) && !message.contains(PHONE), "a refusal is shown and logged");
        }
    }
    assert_eq!(desk.step(), Step::Cleared, "nothing was done");
    let lines = desk.counter.store().head().unwrap().seq;
    let of_the_service = (1..=lines).rev().find(|seq| {
        let record = desk.counter.store().record_at(*seq).unwrap().unwrap();
        let event = store::content(&record).unwrap().known();
        event.as_ref().and_then(domain::event::Event::service) == Some(&number)
    });
    for (note, reason) in [(told[0].as_str(), "写错"), ("应为 10 g", told[2].as_str())] {
        let asked = json!({ "record": of_the_service, "note": note, "reason": reason });
        assert_eq!(desk.refuses(MANAGER, "record.correct", asked).0, "reason_names_a_person");
    }
    let fine = format!("顾客改主意，见 {number}");
    desk.look(ADVISOR, "service.abandon", json!({ "service": number, "reason": fine }));
    desk.assert_sound();
}
