//! What was put right, added, joined or parted, each with its receipt; whose choice counts until when; and what was only spoken of.

use crate::common::{ADVISOR, Desk, MANAGER, staff};
use crate::rights_taken::{agrees, another, correct, customer, delivered, page};
use counter::rights::correct::{AddStatement, JoinCustomers, PartCustomers};
use counter::rights::paper::Paper;
use counter::rights::phone::ShowPhone;
use counter::steps::notice::{GiveNotice, Guardian};
use counter::steps::open::Open;
use documents::Format;
use domain::consent::Purpose;
use domain::kept::PhoneUse;
use domain::service::Mode;
use serde_json::{Value, json};

#[test]
fn whoever_is_put_right_added_joined_or_parted_is_given_a_receipt_that_is_printed_again() {
    let mut desk = delivered(&Purpose::ALL);
    let first = customer(&desk);
    let corrected = desk.call(ADVISOR, correct(&desk, "演示顾客新名", "13900001111", "写错")).unwrap();
    let add = AddStatement { customer: first.clone(), text: "现在也用夜间修护".to_owned() };
    let added = desk.call(ADVISOR, add).unwrap();
    let second = another(&mut desk, "演示顾客乙");
    let join = JoinCustomers { customer: first.clone(), other: second.clone() };
    let joined = desk.call(ADVISOR, join).unwrap();
    let page = desk.look(ADVISOR, "person.look", json!({ "customer": first }));
    let listed: Vec<&str> =
        page["changes"].as_array().unwrap().iter().map(|one| one["changed"].as_str().unwrap()).collect();
    assert_eq!(listed.len(), 3);
    assert!(["corrected", "added", "joined"].iter().all(|what| listed.contains(what)), "{listed:?}");
    let parted = desk.call(ADVISOR, PartCustomers { other: second.clone() }).unwrap();
    for (receipt, number, other) in [
        (corrected, "GZ-JN01-261120-01", None),
        (added, "GZ-JN01-261120-02", None),
        (joined, "HB-JN01-261120-01", Some(second.to_string())),
        (parted, "FK-JN01-261120-01", Some(second.to_string())),
    ] {
        assert_eq!((receipt.receipt.as_str(), receipt.other), (number, other));
        let paper = Paper::Change { receipt: number.to_owned() };
        assert_eq!(paper.name(), number, "a file's name names nobody");
        for format in [Format::A4, Format::A5, Format::Roll80] {
            let made = paper.pdf(&mut desk.counter, &staff(ADVISOR), format).unwrap();
            desk.wait(3_600);
            let again = paper.pdf(&mut desk.counter, &staff(MANAGER), format).unwrap();
            assert_eq!(made, again, "{number} {format:?}: made from its record");
        }
    }
    let none = Paper::Change { receipt: "GZ-JN01-261120-99".to_owned() };
    let refusal = none.pdf(&mut desk.counter, &staff(ADVISOR), Format::A5).unwrap_err();
    assert_eq!(refusal.code, "not_found");
    desk.assert_sound();
}

#[test]
fn what_a_guardian_chose_counts_until_she_is_fourteen_and_is_asked_herself() {
    let mut desk = Desk::found();
    desk.number = desk.call(ADVISOR, Open { mode: Mode::Product, customer: None }).unwrap();
    let guardian = Guardian { name: "演示监护人".to_owned(), relation: "母亲".to_owned() };
    desk.customer = agrees(&[Purpose::ServiceRecord, Purpose::Contact, Purpose::Marketing]);
    let notice = desk.notice();
    let notice = GiveNotice { age: 13, guardian: Some(guardian), ..notice };
    desk.call(ADVISOR, notice).unwrap();
    let add = |desk: &Desk| AddStatement { customer: customer(desk), text: "补充".to_owned() };
    let show = |desk: &Desk| ShowPhone { customer: customer(desk), wanted_for: PhoneUse::Marketing };
    assert_eq!(page(&mut desk)["asked_again_on"], "2027-11-20");
    desk.wait(364 * 86_400);
    desk.call(ADVISOR, add(&desk)).unwrap();
    desk.call(ADVISOR, show(&desk)).unwrap();
    desk.wait(86_400);
    assert_eq!(desk.refused(ADVISOR, add(&desk)), "record_without_consent", "on the day itself");
    assert_eq!(desk.refused(ADVISOR, show(&desk)), "marketing_refused");
    // She comes, is 14, and chooses for herself.
    let hers = customer(&desk);
    desk.number = desk.call(ADVISOR, Open { mode: Mode::Plan, customer: Some(hers) }).unwrap();
    let notice = GiveNotice { age: 14, ..desk.notice() };
    desk.call(ADVISOR, notice).unwrap();
    assert_eq!(page(&mut desk)["asked_again_on"], Value::Null);
    desk.call(ADVISOR, add(&desk)).unwrap();
    desk.assert_sound();
}

#[test]
fn what_was_only_spoken_of_says_so_on_the_page() {
    let mut desk = delivered(&[Purpose::ServiceRecord]);
    assert_eq!(page(&mut desk)["spoken"], json!([desk.number]));
    let mut desk = delivered(&Purpose::ALL);
    assert_eq!(page(&mut desk)["spoken"], json!([]));
}

#[test]
fn what_is_no_telephone_is_refused_by_name() {
    for (name, phone, reason, code) in [
        ("演示顾客", "12", "写错", "fields_refused"),
        ("演示顾客", "139a0000", "写错", "fields_refused"),
        ("", "13900001111", "写错", "fields_refused"),
        ("演示顾客", "13900001111", " ", "fields_refused"),
    ] {
        let mut desk = delivered(&Purpose::ALL);
        assert_eq!(
            desk.refused(ADVISOR, correct(&desk, name, phone, reason)),
            code,
            "{name} {phone} {reason}"
        );
    }
    let mut desk = delivered(&[Purpose::ServiceRecord]);
    let asked = correct(&desk, "演示顾客", "13900001111", "想留");
    assert_eq!(desk.refused(ADVISOR, asked), "contact_without_consent");
}
