//! What is known of a person: only what was agreed to, only in the vault, and gone when it is erased; refusing leaves
//! a way on that is still safe. And choosing: against the ranking only with a reason.

use crate::common::{ADVISOR, Customer, Desk, NAME, PHONE};
use counter::papers::Kind;
use counter::steps::needs::RecordNeeds;
use counter::steps::notice::GiveNotice;
use counter::{Spoken, papers};
use documents::Format;
use domain::consent::{Choice, Purpose};
use domain::service::Step;

const ALLERGY: &str = "柠檬烯";

fn refuses_everything() -> Customer {
    let spoken = Some(Spoken { allergies: Vec::new(), pregnancy: false });
    Customer { agrees: Vec::new(), spoken, ..Customer::default() }
}

#[test]
fn a_customer_who_refuses_everything_is_still_served() {
    let mut desk = Desk::serving(refuses_everything(), Step::Released);
    assert_eq!(desk.step(), Step::Released);
    assert!(papers::again(&desk.counter, &desk.number).is_ok(), "with all papers");
    assert!(desk.choose(None, None).is_err());
    desk.assert_sound();
}

#[test]
fn allergies_are_not_kept_without_consent_and_still_count() {
    let mut desk =
        Desk::serving(Customer { needs: vec!["香味", "补水"], ..refuses_everything() }, Step::Noticed);
    let said = RecordNeeds { allergies: vec![ALLERGY.to_owned()], ..desk.needs() };
    assert_eq!(desk.refused(ADVISOR, said), "allergy_without_consent");
    let pregnant = RecordNeeds { pregnancy: Some(true), ..desk.needs() };
    assert_eq!(desk.refused(ADVISOR, pregnant), "allergy_without_consent");

    desk.until(Step::Tested);
    desk.customer.spoken = Some(Spoken { allergies: vec![ALLERGY.to_owned()], pregnancy: false });
    let refusal = desk.choose(Some("R10"), Some("演示")).unwrap_err();
    assert_eq!(refusal.code, "recipe_rejected", "what is said for this moment rejects");
    assert!(refusal.message.contains("苧烯"), "{refusal}");
    desk.until(Step::Released);
    assert!(!desk.ledger_holds(ALLERGY), "nothing of it is in the ledger");
    let service = desk.counter.service(&desk.number).unwrap();
    let customer = service.progress().opened().customer.clone();
    for row in desk.counter.store().held_of(&customer).unwrap() {
        let kept = desk.counter.store().unseal(&row.reference()).unwrap().unwrap();
        assert!(!String::from_utf8_lossy(&kept).contains(ALLERGY), "nor in the vault: {row:?}");
    }
    desk.assert_sound();
}

#[test]
fn what_is_only_said_is_asked_for_again_at_the_clearance() {
    let customer = Customer { needs: vec!["香味", "补水"], ..refuses_everything() };
    let mut desk = Desk::serving(customer, Step::Tested);
    desk.customer.spoken = None;
    let refusal = desk.choose(Some("R10"), Some("演示")).unwrap_err();
    assert_eq!(refusal.code, "allergies_unsaid", "what was forgotten is no answer");
    desk.customer.spoken = Some(Spoken { allergies: vec![], pregnancy: false });
    desk.choose(Some("R10"), Some("演示")).unwrap();
    desk.until(Step::Agreed);
    desk.customer.spoken = None;
    assert_eq!(desk.refused(crate::common::OPERATOR, desk.check()), "allergies_unsaid");
    desk.customer.spoken = Some(Spoken { allergies: vec![ALLERGY.to_owned()], pregnancy: false });
    let sheet = desk.call(crate::common::OPERATOR, desk.check()).unwrap().sheet;
    assert!(!sheet.clear, "an allergy that comes to mind late stops the work");
    assert_eq!(sheet.bench.spoken, None, "and is not part of what is signed");
    let service = desk.counter.service(&desk.number).unwrap();
    let stops: Vec<&str> = service.progress().stopped().iter().map(|stop| stop.check.as_str()).collect();
    assert!(!stops.contains(&"no_declared_allergen"), "nor of what is kept of her for ever: {stops:?}");
}

#[test]
fn contact_is_kept_only_where_it_was_agreed_to() {
    let customer = Customer { contact: true, ..Customer::default() };
    let mut desk = Desk::serving(customer.clone(), Step::Opened);
    assert_eq!(desk.refused(ADVISOR, desk.notice()), "contact_without_consent");
    let child = GiveNotice { age: 13, contact: None, ..desk.notice() };
    assert_eq!(desk.refused(ADVISOR, child), "consent_refused", "13 without a guardian");
    let twice = Choice { purpose: Purpose::Contact, agreed: true };
    let contradictory = GiveNotice {
        choices: vec![twice, Choice { agreed: false, ..twice }],
        contact: None,
        ..desk.notice()
    };
    assert_eq!(desk.refused(ADVISOR, contradictory), "consent_refused", "one purpose chosen twice");
    desk.customer.agrees.push(Purpose::Contact);
    desk.until(Step::Released);
    for word in [NAME, PHONE] {
        assert!(!desk.ledger_holds(word), "{word} is in the ledger");
    }
    desk.assert_sound();
}

#[test]
fn what_is_erased_is_gone_and_the_chain_is_whole() {
    let desk = Desk::serving(Customer { allergies: vec!["视黄醇"], ..Customer::default() }, Step::Tested);
    let service = desk.counter.service(&desk.number).unwrap();
    let needs = service.progress().needed().unwrap().needs.clone();
    let (mut desk, _) = desk.upkeep(|tx| tx.erase(&needs.id, "顾客要求删除"));
    assert_eq!(desk.counter.store().unseal(&needs).unwrap(), None);
    desk.assert_sound();
    let refusal = desk.choose(None, None).unwrap_err();
    assert_eq!(refusal.code, "needs_erased", "no choice is made as if there were no allergy");

    let desk = Desk::serving(Customer { allergies: vec!["视黄醇"], ..Customer::default() }, Step::Tested);
    let service = desk.counter.service(&desk.number).unwrap();
    let health = service.progress().needed().unwrap().health.clone().unwrap();
    let (mut desk, _) = desk.upkeep(|tx| tx.erase(&health.id, "顾客要求删除"));
    let refusal = desk.choose(None, None).unwrap_err();
    assert_eq!(refusal.code, "needs_erased", "nor where the allergies alone are gone");
    desk.assert_sound();

    let desk = Desk::at(Step::Released);
    let signature =
        desk.counter.service(&desk.number).unwrap().progress().agreed().unwrap().signature.clone();
    let (desk, _) = desk.upkeep(|tx| tx.erase(&signature.id, "顾客要求删除"));
    assert_eq!(papers::again(&desk.counter, &desk.number).unwrap_err().code, "signature_erased");
    let made = |kind| papers::of(&desk.counter, &desk.number, kind, Format::A5);
    assert_eq!(made(Kind::Consent).unwrap_err().code, "signature_erased");
    assert!(made(Kind::Leaflet).is_ok() && made(Kind::Plan).is_ok(), "nothing of the signature is on them");
    let label = papers::label_again(&desk.counter, &desk.number).unwrap();
    let service = desk.counter.service(&desk.number).unwrap();
    assert_eq!(skintest::sha256(&label), service.progress().label().unwrap().pdf.as_str());
    desk.assert_sound();
}

#[test]
fn choosing_against_the_ranking_asks_why() {
    let mut desk =
        Desk::serving(Customer { needs: vec!["补水", "滋养", "香味"], ..Customer::default() }, Step::Tested);
    let asked = counter::steps::plan::Rank { service: desk.number.clone(), size: None, spoken: None };
    let ranking = desk.call(ADVISOR, asked).unwrap();
    let [first, second, ..] = ranking.fits.as_slice() else { panic!("two fit") };
    let (first, second) = (first.recipe.to_string(), second.recipe.to_string());
    for reason in [None, Some(""), Some("  ")] {
        assert_eq!(desk.choose(Some(&second), reason).unwrap_err().code, "reason_missing", "{reason:?}");
    }
    assert_eq!(desk.choose(Some("R99"), Some("演示")).unwrap_err().code, "not_found");
    desk.choose(Some(&second), Some("顾客喜欢香味（演示）")).unwrap();
    let plan = |desk: &Desk| desk.counter.service(&desk.number).unwrap().progress().plan().unwrap().clone();
    assert_eq!(plan(&desk).against_ranking.as_deref(), Some("顾客喜欢香味（演示）"));
    desk.choose(Some(&first), Some("不需要")).unwrap();
    assert_eq!(plan(&desk).against_ranking, None, "the first needs no reason, and none is kept");
    desk.assert_sound();
}

#[test]
fn a_customer_who_left_a_contact_is_found_again_until_it_is_erased() {
    let mut customer = Customer { contact: true, ..Customer::default() };
    customer.agrees.push(Purpose::Contact);
    let desk = Desk::serving(customer, Step::Released);
    let service = desk.counter.service(&desk.number).unwrap();
    let item = service.progress().noticed().unwrap().contact.clone().unwrap();
    let found = |desk: &Desk, text: &str| desk.counter.store().search_customers(text, 9).unwrap();
    for text in [NAME, &NAME[..6], PHONE, &PHONE[7..], &PHONE[4..]] {
        let rows = found(&desk, text);
        assert_eq!(rows.len(), 1, "{text}");
        assert_eq!(rows[0].customer, service.progress().opened().customer);
    }
    desk.assert_sound();
    let (desk, _) = desk.upkeep(|tx| tx.erase(&item.id, "顾客撤回"));
    for text in [NAME, &NAME[..6], PHONE, &PHONE[7..]] {
        assert!(found(&desk, text).is_empty(), "{text}");
    }
    let row = desk.counter.store().customer(&service.progress().opened().customer).unwrap().unwrap();
    assert_eq!((row.name, row.phone_end, row.services), (None, None, 1), "the visits still count");
    desk.assert_sound();
}
