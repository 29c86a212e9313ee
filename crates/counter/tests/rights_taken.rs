//! Consent taken back, what is wrong put right, customers joined and parted, and the telephone.

use crate::common::{ADVISOR, Customer, Desk, MANAGER, NAME, PHONE, staff};
use chrono::NaiveDate;
use counter::Spoken;
use counter::rights::correct::{AddStatement, CorrectContact, JoinCustomers, PartCustomers};
use counter::rights::paper::Paper;
use counter::rights::phone::ShowPhone;
use counter::rights::withdraw::{Receipt, Withdraw};
use counter::steps::deliver::HandOver;
use counter::steps::notice::Contact;
use counter::steps::open::Open;
use documents::Format;
use domain::consent::Purpose;
use domain::ids::CustomerId;
use domain::kept::{Held, PhoneUse};
use domain::service::{Delivery, Mode, Step};
use serde_json::{Value, json};

const ALLERGY: &str = "柠檬烯";

pub fn agrees(agrees: &[Purpose]) -> Customer {
    let contact = agrees.contains(&Purpose::Contact);
    let allergies = if agrees.contains(&Purpose::SkinAndAllergy) { vec![ALLERGY] } else { Vec::new() };
    let spoken = allergies.is_empty().then(|| Spoken { allergies: Vec::new(), pregnancy: false });
    Customer { agrees: agrees.to_vec(), allergies, spoken, contact, ..Customer::default() }
}

pub fn delivered(agreed: &[Purpose]) -> Desk {
    let mut desk = Desk::serving(agrees(agreed), Step::Released);
    deliver(&mut desk);
    desk
}

pub fn deliver(desk: &mut Desk) {
    let hand_over =
        HandOver { service: desk.number.clone(), delivery: Delivery::OnTheSpot, hints_given: true };
    desk.call(ADVISOR, hand_over).unwrap();
}

pub fn customer(desk: &Desk) -> CustomerId {
    desk.counter.service(&desk.number).unwrap().progress().opened().customer.clone()
}

pub fn page(desk: &mut Desk) -> Value {
    let customer = customer(desk);
    desk.look(ADVISOR, "person.look", json!({ "customer": customer }))
}

pub fn withdraw(desk: &mut Desk, purposes: &[Purpose]) -> Receipt {
    let (customer, purposes) = (customer(desk), purposes.to_vec());
    desk.call(ADVISOR, Withdraw { customer, purposes, everything: false }).unwrap()
}

fn erased(receipt: &Receipt) -> Vec<(Held, u32)> {
    receipt.erased.iter().map(|line| (line.what, line.count)).collect()
}

pub fn held(desk: &Desk) -> Vec<Held> {
    let held = desk.counter.store().held_of(&customer(desk)).unwrap();
    let mut held: Vec<Held> = held.into_iter().map(|row| row.what).collect();
    held.sort();
    held
}

/// Whether the vault still holds a text, in whatever item of the customer's.
fn vault_says(desk: &Desk, text: &str) -> bool {
    let held = desk.counter.store().held_of(&customer(desk)).unwrap();
    held.iter().any(|row| {
        let bytes = desk.counter.store().unseal(&row.reference()).unwrap().unwrap();
        String::from_utf8_lossy(&bytes).contains(text)
    })
}

/// What is kept of a customer who agreed to everything: allergies as she said them, and the reasons that came of them.
const KEPT: &[Held] =
    &[Held::Contact, Held::Needs, Held::Signature, Held::Reasons, Held::Allergies, Held::Allergies];

#[test]
fn each_purpose_is_taken_back_for_itself_with_a_receipt() {
    for (purpose, goes, left) in [
        (
            Purpose::ServiceRecord,
            vec![(Held::Needs, 1), (Held::Signature, 1), (Held::Reasons, 1)],
            vec![Held::Contact, Held::Allergies, Held::Allergies],
        ),
        (
            Purpose::SkinAndAllergy,
            vec![(Held::Allergies, 2)],
            vec![Held::Contact, Held::Needs, Held::Signature, Held::Reasons],
        ),
        (
            Purpose::Contact,
            vec![(Held::Contact, 1)],
            vec![Held::Needs, Held::Signature, Held::Reasons, Held::Allergies, Held::Allergies],
        ),
        (Purpose::FacialImage, vec![], KEPT.to_vec()),
        (Purpose::UploadIdentity, vec![], KEPT.to_vec()),
        (Purpose::Marketing, vec![], KEPT.to_vec()),
    ] {
        let mut desk = delivered(&Purpose::ALL);
        let receipt = withdraw(&mut desk, &[purpose]);
        assert_eq!(erased(&receipt), goes, "{purpose:?}");
        assert_eq!(held(&desk), left, "{purpose:?}");
        assert_eq!(receipt.receipt, "WD-JN01-261120-01", "{purpose:?}");
        assert_eq!(receipt.stays[0].until, NaiveDate::from_ymd_opt(2028, 11, 20).unwrap(), "{purpose:?}");
        let service = desk.counter.service(&desk.number).unwrap();
        for other in Purpose::ALL {
            assert_eq!(service.progress().allows(other), other != purpose, "{purpose:?} and {other:?}");
        }
        let page = page(&mut desk);
        let consents = page["consents"].as_array().unwrap();
        let row = consents.iter().find(|one| one["purpose"] == json!(purpose)).unwrap();
        assert_eq!((&row["agreed"], &row["withdrawn"]), (&json!(false), &json!(true)), "{purpose:?}");
        assert_eq!(page["receipts"][0]["receipt"], receipt.receipt.as_str(), "{purpose:?}");
        desk.assert_sound();
    }
}

#[test]
fn allergies_go_and_what_was_wanted_stays() {
    let mut desk = delivered(&Purpose::ALL);
    assert!(vault_says(&desk, ALLERGY) && vault_says(&desk, "补水"));
    withdraw(&mut desk, &[Purpose::SkinAndAllergy]);
    assert!(!vault_says(&desk, ALLERGY) && vault_says(&desk, "补水"));
    let until: Vec<String> = desk
        .counter
        .store()
        .held_of(&customer(&desk))
        .unwrap()
        .iter()
        .map(|row| row.until.to_string())
        .collect();
    assert_eq!(until, ["2028-11-20"; 4], "what is left is kept as long as it was to be");
    desk.assert_sound();
}

#[test]
fn allergies_go_a_year_after_the_hand_over_and_what_was_wanted_stays_longer() {
    let mut desk = delivered(&Purpose::ALL);
    desk.wait(366 * 86_400);
    desk.believe();
    desk.counter.end_periods().unwrap();
    assert!(!vault_says(&desk, ALLERGY) && vault_says(&desk, "补水"), "each on its own day");
    assert_eq!(held(&desk), [Held::Contact, Held::Needs, Held::Signature, Held::Reasons]);
    desk.assert_sound();
}

#[test]
fn everything_is_deleted_and_the_number_stays() {
    let mut desk = delivered(&Purpose::ALL);
    let customer = customer(&desk);
    let all = Withdraw { customer: customer.clone(), purposes: Vec::new(), everything: true };
    let receipt = desk.call(ADVISOR, all).unwrap();
    assert!(receipt.everything);
    assert_eq!(held(&desk), []);
    assert_eq!(
        desk.counter.store().search_customers(NAME, 9).unwrap(),
        [],
        "nobody finds the customer by name"
    );
    assert_eq!(desk.counter.store().search_customers("0000", 9).unwrap(), []);
    let number = desk.number.to_string();
    let found = desk.look(ADVISOR, "search", json!({ "text": number, "limit": 9 }));
    assert_eq!(found["services"][0]["number"], number.as_str(), "by the label's number the unit is found");
    let page = page(&mut desk);
    assert_eq!(page["deleted_on"], "2026-11-20");
    assert_eq!(page["by_law"][0]["service"], number.as_str());
    let named = CorrectContact {
        customer,
        name: NAME.to_owned(),
        phone: PHONE.to_owned(),
        reason: "又想留".to_owned(),
    };
    assert_eq!(desk.refused(ADVISOR, named), "customer_deleted");
    desk.assert_sound();
}

#[test]
fn a_receipt_says_until_when_backups_hold_it_and_is_printed_again() {
    let mut desk = delivered(&Purpose::ALL);
    let receipt = withdraw(&mut desk, &[Purpose::Contact]);
    assert_eq!(receipt.copies_until, None, "there is no backup yet");
    let paper = Paper::Receipt { receipt: receipt.receipt.clone() };
    for format in [Format::A4, Format::A5, Format::Roll80] {
        let first = paper.pdf(&mut desk.counter, &staff(ADVISOR), format).unwrap();
        desk.wait(3_600);
        let again = paper.pdf(&mut desk.counter, &staff(MANAGER), format).unwrap();
        assert_eq!(first, again, "{format:?}: the receipt is made from its record");
    }
    for (day, last) in [((2026, 11, 20), (2027, 11, 30)), ((2026, 12, 1), (2027, 12, 31))] {
        let date = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        assert_eq!(store::copies_last_until(date(day)), date(last));
    }
}

#[test]
fn who_takes_contact_back_is_not_called_and_an_open_service_heeds_what_was_taken_back() {
    let mut desk = delivered(&Purpose::ALL);
    withdraw(&mut desk, &[Purpose::Contact]);
    assert_eq!(desk.counter.store().count_open_call_backs(NaiveDate::MAX).unwrap(), 0);
    let phone = ShowPhone { customer: customer(&desk), wanted_for: PhoneUse::Recall };
    assert_eq!(desk.refused(ADVISOR, phone), "no_contact");

    let mut desk = Desk::serving(agrees(&Purpose::ALL), Step::Noticed);
    withdraw(&mut desk, &[Purpose::SkinAndAllergy]);
    assert_eq!(desk.refused(ADVISOR, desk.needs()), "allergy_without_consent");
    desk.assert_sound();
}

#[test]
fn nothing_named_is_nothing_taken_back() {
    let mut desk = delivered(&Purpose::ALL);
    let none = Withdraw { customer: customer(&desk), purposes: Vec::new(), everything: false };
    assert_eq!(desk.refused(ADVISOR, none), "bad_arguments");
}

pub fn correct(desk: &Desk, name: &str, phone: &str, reason: &str) -> CorrectContact {
    let text = str::to_owned;
    CorrectContact { customer: customer(desk), name: text(name), phone: text(phone), reason: text(reason) }
}

#[test]
fn a_name_is_put_right_and_the_old_one_stays_readable() {
    let mut desk = delivered(&Purpose::ALL);
    desk.call(ADVISOR, correct(&desk, "演示顾客新名", "139 0000 1111", "写错一个字")).unwrap();
    assert_eq!(desk.counter.store().search_customers("新名", 9).unwrap().len(), 1);
    assert_eq!(desk.counter.store().search_customers("1111", 9).unwrap().len(), 1);
    assert_eq!(desk.counter.store().search_customers("0000", 9).unwrap(), [], "the old number finds nobody");
    let page = page(&mut desk);
    assert_eq!(page["customer"]["card"]["name"], "演示顾客新名");
    let known = page["known_as"].as_array().unwrap();
    assert_eq!(known.len(), 2);
    assert_eq!((&known[0]["counts"], &known[0]["reason"]), (&json!(true), &json!("写错一个字")));
    assert_eq!((&known[1]["name"], &known[1]["phone_end"]), (&json!(NAME), &json!("0000")));
    let reach = ShowPhone { customer: customer(&desk), wanted_for: PhoneUse::CallBack };
    assert_eq!(desk.call(ADVISOR, reach).unwrap().phone, "139 0000 1111");
    assert!(!desk.ledger_holds("新名") && !desk.ledger_holds("写错一个字"), "nothing of it is in the ledger");
    withdraw(&mut desk, &[Purpose::Contact]);
    assert!(!held(&desk).contains(&Held::Contact), "both go when contact is taken back");
    desk.assert_sound();
}

#[test]
fn what_a_customer_adds_stands_on_the_page() {
    let mut desk = delivered(&Purpose::ALL);
    let add = |desk: &Desk, text: &str| AddStatement { customer: customer(desk), text: text.to_owned() };
    desk.call(ADVISOR, add(&desk, "现在也用夜间修护")).unwrap();
    assert_eq!(page(&mut desk)["statements"][0]["text"], "现在也用夜间修护");
    assert_eq!(desk.refused(ADVISOR, add(&desk, "  ")), "fields_refused");
    let mut other = delivered(&[Purpose::Contact]);
    assert_eq!(other.refused(ADVISOR, add(&other, "补充")), "record_without_consent");
    desk.assert_sound();
}

/// Another customer of the same store, with a name of its own and the same telephone.
pub fn another(desk: &mut Desk, name: &str) -> CustomerId {
    desk.wait(60);
    desk.number = desk.call(ADVISOR, Open { mode: Mode::Product, customer: None }).unwrap();
    let mut notice = desk.notice();
    notice.contact = Some(Contact { name: name.to_owned(), phone: PHONE.to_owned() });
    desk.call(ADVISOR, notice).unwrap();
    customer(desk)
}

#[test]
fn three_people_of_one_telephone_are_said_to_be_three_and_two_are_joined_and_parted() {
    let mut desk = Desk::serving(agrees(&Purpose::ALL), Step::Noticed);
    let first = customer(&desk);
    let second = another(&mut desk, "演示顾客乙");
    let third = another(&mut desk, "演示顾客丙");
    let search = |desk: &mut Desk| desk.look(ADVISOR, "search", json!({ "text": PHONE, "limit": 9 }));
    let shares = |found: &Value| -> Vec<u64> {
        found["customers"].as_array().unwrap().iter().map(|one| one["same_phone"].as_u64().unwrap()).collect()
    };
    assert_eq!(shares(&search(&mut desk)), [2, 2, 2]);

    let join = |customer: &CustomerId, other: &CustomerId| JoinCustomers {
        customer: customer.clone(),
        other: other.clone(),
    };
    desk.call(ADVISOR, join(&first, &second)).unwrap();
    assert_eq!(shares(&search(&mut desk)), [1, 1], "two of them are one person");
    assert_eq!(desk.refused(ADVISOR, join(&second, &first)), "already_joined");
    let whole = desk.look(ADVISOR, "person.look", json!({ "customer": second }));
    assert_eq!(whole["customer"]["card"]["customer"], json!(first), "either number leads to the one page");
    assert_eq!(whole["customer"]["card"]["services"], 2);
    assert_eq!(whole["joined"][0]["customer"], json!(second));
    assert_eq!(desk.counter.store().services_of(&first, 9).unwrap().len(), 2);

    // What is joined with one who was joined stands under the same number.
    desk.call(ADVISOR, join(&third, &first)).unwrap();
    assert_eq!(desk.counter.store().services_of(&second, 9).unwrap().len(), 3);
    desk.call(ADVISOR, PartCustomers { other: first.clone() }).unwrap();
    desk.call(ADVISOR, PartCustomers { other: second.clone() }).unwrap();
    for id in [&first, &second, &third] {
        assert_eq!(desk.counter.store().services_of(id, 9).unwrap().len(), 1, "{id}");
    }
    assert_eq!(shares(&search(&mut desk)), [2, 2, 2], "nothing of either was lost");
    assert_eq!(desk.refused(ADVISOR, PartCustomers { other: second }), "not_joined");
    desk.assert_sound();
}

#[test]
fn what_is_taken_back_goes_for_everybody_who_was_joined() {
    let mut desk = Desk::serving(agrees(&Purpose::ALL), Step::Noticed);
    let first = customer(&desk);
    let second = another(&mut desk, "演示顾客乙");
    desk.call(ADVISOR, JoinCustomers { customer: first.clone(), other: second }).unwrap();
    let all = Withdraw { customer: first.clone(), purposes: Vec::new(), everything: true };
    desk.call(ADVISOR, all).unwrap();
    assert_eq!(desk.counter.store().held_of(&first).unwrap(), []);
    assert_eq!(desk.counter.store().search_customers("0000", 9).unwrap(), []);
    desk.assert_sound();
}

#[test]
fn the_telephone_is_there_on_a_recorded_tap_and_not_for_marketing_without_consent() {
    let without: Vec<Purpose> =
        Purpose::ALL.into_iter().filter(|purpose| *purpose != Purpose::Marketing).collect();
    for (agreed, wanted_for, answer) in [
        (&Purpose::ALL[..], PhoneUse::Marketing, Ok(PHONE)),
        (&without[..], PhoneUse::Marketing, Err("marketing_refused")),
        (&without[..], PhoneUse::CallBack, Ok(PHONE)),
        (&without[..], PhoneUse::Recall, Ok(PHONE)),
        (&[Purpose::ServiceRecord][..], PhoneUse::Recall, Err("no_contact")),
    ] {
        let mut desk = delivered(agreed);
        let show = ShowPhone { customer: customer(&desk), wanted_for };
        match answer {
            Ok(phone) => {
                assert_eq!(desk.call(ADVISOR, show).unwrap().phone, phone, "{wanted_for:?}");
                let looked = page(&mut desk)["looked"].clone();
                let look =
                    looked.as_array().unwrap().iter().find(|look| look["looked_at"] == "phone").unwrap();
                assert_eq!(look["looked_at"], "phone", "{wanted_for:?}");
                assert_eq!(look["wanted_for"], json!(wanted_for), "{wanted_for:?}");
            }
            Err(code) => assert_eq!(desk.refused(ADVISOR, show), code, "{wanted_for:?}"),
        }
    }
    let mut desk = delivered(&Purpose::ALL);
    withdraw(&mut desk, &[Purpose::Marketing]);
    let show = ShowPhone { customer: customer(&desk), wanted_for: PhoneUse::Marketing };
    assert_eq!(desk.refused(ADVISOR, show), "marketing_refused", "taken back is refused");
}

#[test]
fn a_consent_taken_back_during_a_service_counts_in_it_from_then_on() {
    let mut desk = Desk::serving(agrees(&Purpose::ALL), Step::Agreed);
    let agreed = |desk: &mut Desk| {
        let view = desk.look(ADVISOR, "service.view", json!({ "service": desk.number }));
        let choices = view["notice"]["choices"].as_array().unwrap().clone();
        choices.iter().find(|choice| choice["purpose"] == "skin_and_allergy").unwrap()["agreed"].clone()
    };
    assert_eq!(agreed(&mut desk), true);
    withdraw(&mut desk, &[Purpose::SkinAndAllergy]);
    assert_eq!(agreed(&mut desk), false, "the page asks what is only spoken");
    assert_eq!(desk.refused(crate::common::OPERATOR, desk.check()), "allergies_unsaid");
    desk.customer.spoken = Some(counter::Spoken { allergies: vec![], pregnancy: false });
    assert!(desk.call(crate::common::OPERATOR, desk.check()).unwrap().sheet.clear, "and there is a way on");
}

#[test]
fn a_name_that_was_written_down_twice_alike_was_never_put_right() {
    let mut desk = delivered(&Purpose::ALL);
    let customer = customer(&desk);
    desk.number = desk.call(ADVISOR, counter::steps::open::RepeatService { customer }).unwrap();
    desk.until(Step::Noticed);
    let known = page(&mut desk)["known_as"].clone();
    assert_eq!(known.as_array().unwrap().len(), 1, "{known}");
}
