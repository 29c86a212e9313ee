//! Allergies belong to the customer: said once they stand at every visit, are asked about at each, and go by an explicit word alone.

use crate::common::{ADVISOR, Customer, Desk};
use counter::steps::needs::{RecordNeeds, SameNeeds};
use counter::steps::open::RepeatService;
use counter::steps::plan::Rank;
use counter::{Spoken, Stands};
use domain::consent::Purpose;
use domain::need::Needs;
use domain::service::Step;
use serde_json::json;

const ALLERGY: &str = "甘油";

fn customer() -> Customer {
    Customer { allergies: vec![ALLERGY], ..Customer::default() }
}

/// The same customer comes again, up to the needs.
fn again(desk: &mut Desk) {
    let customer = desk.counter.service(&desk.number).unwrap().progress().opened().customer.clone();
    desk.number = desk.call(ADVISOR, RepeatService { customer }).unwrap();
    desk.until(Step::Noticed);
}

/// The needs as they are tapped by hand, without a word of allergies.
fn by_hand(desk: &Desk) -> RecordNeeds {
    RecordNeeds { stands: Some(Stands::Same), allergies: Vec::new(), ..desk.needs() }
}

/// The wishes of last time, with nothing that changed.
fn same(desk: &Desk) -> SameNeeds {
    SameNeeds {
        service: desk.number.clone(),
        stands: Some(Stands::Same),
        allergies: Vec::new(),
        struck: Vec::new(),
        pregnancy: Some(false),
        spoken: None,
    }
}

/// The same with something that changed.
fn changed(desk: &Desk, allergies: &[&str], struck: &[&str]) -> RecordNeeds {
    let named = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let (allergies, struck) = (named(allergies), named(struck));
    RecordNeeds { stands: Some(Stands::Changed), allergies, struck, ..desk.needs() }
}

fn kept(desk: &Desk) -> Needs {
    desk.said(&desk.number)
}

/// The recipes that the ranking of the service rejects because of an allergy.
fn excluded(desk: &mut Desk) -> Vec<String> {
    let asked = Rank { service: desk.number.clone(), size: None, spoken: None };
    let ranking = desk.call(ADVISOR, asked).unwrap();
    let allergic = ranking
        .rejected
        .into_iter()
        .filter(|one| one.reasons.iter().any(|reason| reason.code == "no_declared_allergen"));
    allergic.map(|one| one.recipe.to_string()).collect()
}

fn known(desk: &mut Desk) -> serde_json::Value {
    let view = desk.look(ADVISOR, "service.view", json!({ "service": desk.number.to_string() }));
    view["known_allergies"].clone()
}

#[test]
fn three_visits_the_third_tapped_by_hand_and_what_has_it_stays_excluded() {
    let mut desk = Desk::serving(customer(), Step::Tested);
    let first = excluded(&mut desk);
    assert!(!first.is_empty(), "the allergy excludes something at the first visit");
    again(&mut desk);
    assert_eq!(known(&mut desk), json!([ALLERGY]));
    desk.call(ADVISOR, same(&desk)).unwrap();
    assert_eq!(excluded(&mut desk), first, "the second visit, by the same again");
    again(&mut desk);
    let unasked = RecordNeeds { stands: None, ..by_hand(&desk) };
    assert_eq!(desk.refused(ADVISOR, unasked), "allergies_unconfirmed");
    desk.call(ADVISOR, by_hand(&desk)).unwrap();
    assert_eq!(kept(&desk).allergies, [ALLERGY]);
    desk.until(Step::Tested);
    assert_eq!(excluded(&mut desk), first, "the third visit, tapped by hand");
    desk.assert_sound();
}

#[test]
fn an_allergy_goes_by_an_explicit_word_alone_and_what_is_said_anew_is_added() {
    let mut desk = Desk::serving(customer(), Step::Tested);
    again(&mut desk);
    let never = changed(&desk, &[], &["水杨酸"]);
    assert_eq!(desk.refused(ADVISOR, never), "allergy_not_known");
    let more = changed(&desk, &["水杨酸"], &[]);
    desk.call(ADVISOR, more).unwrap();
    assert_eq!(kept(&desk).allergies, [ALLERGY, "水杨酸"]);
    again(&mut desk);
    assert_eq!(known(&mut desk), json!([ALLERGY, "水杨酸"]));
    // However it is written, it is the same word.
    let less = changed(&desk, &[], &[" 甘\u{200B}油 "]);
    desk.call(ADVISOR, less).unwrap();
    assert_eq!(
        (kept(&desk).allergies, kept(&desk).struck),
        (vec!["水杨酸".to_owned()], vec![ALLERGY.to_owned()])
    );
    again(&mut desk);
    assert_eq!(known(&mut desk), json!(["水杨酸"]));
    // Said again it stands again.
    let back = changed(&desk, &[ALLERGY], &[]);
    desk.call(ADVISOR, back).unwrap();
    again(&mut desk);
    assert_eq!(known(&mut desk), json!(["水杨酸", ALLERGY]));
}

#[test]
fn they_are_read_only_while_she_agrees_and_go_with_what_is_erased() {
    // A word that stands in no ingredient list of the ledger.
    const UNKNOWN: &str = "演示花粉";
    let hers = || Customer { allergies: vec![UNKNOWN], ..Customer::default() };
    let mut desk = Desk::serving(hers(), Step::Tested);
    let service = desk.counter.service(&desk.number).unwrap();
    let item = service.progress().needed().unwrap().health.clone().unwrap().id;
    desk.customer.agrees = vec![Purpose::ServiceRecord];
    again(&mut desk);
    assert_eq!(known(&mut desk), json!([]), "she does not agree today");
    desk.customer = hers();
    again(&mut desk);
    assert_eq!(known(&mut desk), json!([UNKNOWN]));
    assert!(!desk.ledger_holds(UNKNOWN), "they are sealed");
    let (mut desk, _) = desk.upkeep(|tx| tx.erase(&item, "顾客撤回"));
    assert_eq!(known(&mut desk), json!([]), "what is erased is not known any more");
    desk.call(ADVISOR, by_hand(&desk)).unwrap();
    desk.assert_sound();
}

#[test]
fn nothing_is_read_out_of_silence_at_a_first_visit_either() {
    let mut desk = Desk::serving(Customer::default(), Step::Noticed);
    let asked = by_hand(&desk);
    let cases = [
        ("nobody asked of allergies", RecordNeeds { stands: None, ..asked.clone() }, "allergies_unasked"),
        ("nor of pregnancy", RecordNeeds { pregnancy: None, ..asked.clone() }, "pregnancy_unasked"),
        ("which one she has", changed(&desk, &[], &[]), "allergies_unnamed"),
        ("nor by blanks", changed(&desk, &[" 、 "], &[]), "allergies_unnamed"),
        (
            "none, and one that is written",
            RecordNeeds { stands: Some(Stands::Same), ..changed(&desk, &[ALLERGY], &[]) },
            "allergies_both",
        ),
    ];
    for (name, said, code) in cases {
        assert_eq!(desk.refused(ADVISOR, said), code, "{name}");
    }
    assert_eq!(desk.step(), Step::Noticed, "nothing is recorded");
    desk.call(ADVISOR, RecordNeeds { pregnancy: Some(true), ..asked }).unwrap();
    assert!(kept(&desk).pregnancy);
    desk.assert_sound();
}

#[test]
fn the_same_again_is_asked_of_both_too() {
    let mut desk = Desk::serving(Customer::default(), Step::Tested);
    again(&mut desk);
    let asked = same(&desk);
    let unasked = SameNeeds { stands: None, ..asked.clone() };
    assert_eq!(desk.refused(ADVISOR, unasked), "allergies_unasked", "she said none before");
    let unasked = SameNeeds { pregnancy: None, ..asked.clone() };
    assert_eq!(desk.refused(ADVISOR, unasked), "pregnancy_unasked");
    let unnamed = SameNeeds { stands: Some(Stands::Changed), ..asked.clone() };
    assert_eq!(desk.refused(ADVISOR, unnamed), "allergies_unnamed");
    desk.call(ADVISOR, asked).unwrap();
}

#[test]
fn whoever_agrees_to_nothing_being_kept_is_asked_all_the_same() {
    let hers = Customer { agrees: vec![Purpose::ServiceRecord], ..Customer::default() };
    let mut desk = Desk::serving(hers, Step::Noticed);
    let unsaid = by_hand(&desk);
    assert_eq!(desk.refused(ADVISOR, unsaid.clone()), "allergies_unsaid");
    let spoken = |names: &[&str]| {
        Some(Spoken { allergies: names.iter().map(|&name| name.to_owned()).collect(), pregnancy: true })
    };
    let heard = |stands, names: &[&str]| RecordNeeds { stands, spoken: spoken(names), ..unsaid.clone() };
    let cases = [
        (heard(None, &[]), "allergies_unasked"),
        (heard(Some(Stands::Changed), &[]), "allergies_unnamed"),
        (heard(Some(Stands::Same), &[ALLERGY]), "allergies_both"),
    ];
    for (said, code) in cases {
        assert_eq!(desk.refused(ADVISOR, said), code);
    }
    desk.call(ADVISOR, heard(Some(Stands::Changed), &[ALLERGY])).unwrap();
    let said = kept(&desk);
    assert_eq!((said.allergies, said.pregnancy), (Vec::new(), false), "heard and forgotten");
    desk.assert_sound();
}

#[test]
fn what_she_said_under_another_number_counts_in_a_service_that_is_open() {
    let mut desk = Desk::serving(customer(), Step::Tested);
    let first = excluded(&mut desk);
    assert!(!first.is_empty());
    let of =
        |desk: &Desk| desk.counter.service(&desk.number).unwrap().progress().opened().customer.to_string();
    let hers = of(&desk);
    desk.customer = Customer::default();
    desk.number = desk
        .call(ADVISOR, counter::steps::open::Open { mode: domain::service::Mode::Product, customer: None })
        .unwrap();
    desk.until(Step::Tested);
    assert!(excluded(&mut desk).is_empty(), "somebody new has said nothing");
    let other = of(&desk);
    desk.look(ADVISOR, "person.join", json!({ "customer": hers, "other": other }));
    assert_eq!(excluded(&mut desk), first, "they are one person");
    desk.assert_sound();
}
