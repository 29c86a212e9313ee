//! Allergies that a customer puts right on her page: they count at once and at every visit since, who took them down is known, and
//! what was said before can be read.

use crate::common::{ADVISOR, Customer, Desk, OFFICER, OPERATOR};
use crate::rights_taken::{another, customer, page};
use counter::Stands;
use counter::rights::allergies::CorrectAllergies;
use counter::rights::correct::{JoinCustomers, PartCustomers};
use counter::steps::needs::RecordNeeds;
use counter::steps::open::RepeatService;
use counter::steps::plan::Rank;
use domain::consent::Purpose;
use domain::service::Step;
use serde_json::json;

const ALLERGY: &str = "甘油";
const OTHER: &str = "演示花粉";

fn serving(step: Step) -> Desk {
    Desk::serving(Customer { allergies: vec![ALLERGY], ..Customer::default() }, step)
}

fn right(desk: &Desk, struck: &[&str], added: &[&str]) -> CorrectAllergies {
    let named = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    CorrectAllergies { customer: customer(desk), struck: named(struck), added: named(added) }
}

fn excludes(desk: &mut Desk) -> bool {
    let asked = Rank { service: desk.number.clone(), size: None, spoken: None };
    let ranking = desk.call(ADVISOR, asked).unwrap();
    ranking.rejected.iter().any(|one| one.reasons.iter().any(|reason| reason.code == "no_declared_allergen"))
}

fn in_the_service(desk: &mut Desk) -> serde_json::Value {
    let view = desk.look(ADVISOR, "service.view", json!({ "service": desk.number.to_string() }));
    view["needs"]["allergies"].clone()
}

#[test]
fn what_she_puts_right_counts_at_once_in_a_service_that_is_open() {
    let mut desk = serving(Step::Tested);
    assert!(excludes(&mut desk));
    assert_eq!(page(&mut desk)["allergies"], json!([ALLERGY]));
    let receipt = desk.call(ADVISOR, right(&desk, &[ALLERGY], &[])).unwrap();
    assert!(!excludes(&mut desk), "struck out");
    assert_eq!(in_the_service(&mut desk), json!([]));
    desk.call(ADVISOR, right(&desk, &[], &["演示花粉、甘油"])).unwrap();
    assert!(excludes(&mut desk), "and said again");
    assert_eq!(in_the_service(&mut desk), json!([OTHER, ALLERGY]));
    let seen = page(&mut desk);
    assert_eq!(seen["allergies"], json!([OTHER, ALLERGY]));
    let told = seen["allergies_put_right"].as_array().unwrap();
    assert_eq!((&told[0]["struck"], &told[1]["added"]), (&json!([ALLERGY]), &json!([OTHER, ALLERGY])));
    assert!(told.iter().all(|one| one["by"].as_str().is_some_and(|name| !name.is_empty())), "{told:?}");
    assert_eq!(seen["changes"].as_array().unwrap().len(), 2);
    assert_eq!(serde_json::to_value(&receipt).unwrap()["changed"], "allergies");
    assert!(!desk.ledger_holds(OTHER), "they are sealed");
    assert_eq!(desk.said(&desk.number).allergies, [ALLERGY], "what she said at the visit stands there");
    desk.assert_sound();
}

/// A unit that was cleared before she said it is stopped at whichever gate comes next.
#[test]
fn an_allergy_that_is_told_after_the_clearance_stops_the_unit_up_to_the_hand_over() {
    for step in [Step::Cleared, Step::Blended, Step::Scanned, Step::Released] {
        let mut desk = Desk::serving(Customer::default(), step);
        assert_eq!(desk.gates()["clear"], true, "{step:?}");
        let lot = desk.counter.service(&desk.number).unwrap().progress().plan().unwrap().lots[0].clone();
        let lot = desk.counter.store().lot(&lot).unwrap();
        let inside = desk.counter.store().product(&lot.product).unwrap().ingredients[0].chinese.clone();
        desk.call(ADVISOR, right(&desk, &[], &[&inside])).unwrap();
        assert_eq!(desk.gates()["clear"], false, "{step:?}: seen");
        let refusal = if step == Step::Cleared {
            desk.call(OPERATOR, desk.weigh(&desk.next())).unwrap_err()
        } else if step == Step::Blended {
            desk.call(OPERATOR, desk.label()).unwrap_err()
        } else if step == Step::Released {
            desk.call(ADVISOR, desk.hand_over()).unwrap_err()
        } else {
            desk.call(OFFICER, desk.release()).unwrap_err()
        };
        let told = serde_json::to_string(&refusal.details).unwrap() + &refusal.message;
        assert!(told.contains(&inside), "{step:?}: {refusal:?}");
        assert_eq!(desk.step(), step);
        desk.call(ADVISOR, right(&desk, &[&inside], &[])).unwrap();
        assert_eq!(desk.gates()["clear"], true, "{step:?}: it was a mistake");
    }
}

/// What was said under a number that was joined later has its own day.
#[test]
fn a_word_under_another_number_of_hers_counts_by_its_day() {
    let mut desk = serving(Step::Needed);
    let older = customer(&desk);
    desk.wait(86_400);
    desk.customer.agrees = Purpose::ALL.to_vec();
    another(&mut desk, "演示顾客乙");
    desk.call(ADVISOR, RecordNeeds { stands: Some(Stands::Same), allergies: vec![], ..desk.needs() })
        .unwrap();
    desk.wait(3_600);
    desk.call(ADVISOR, right(&desk, &[], &[OTHER])).unwrap();
    let newer = customer(&desk);
    let join = JoinCustomers { customer: newer, other: older.clone() };
    desk.call(ADVISOR, join).unwrap();
    assert_eq!(page(&mut desk)["allergies"], json!([ALLERGY, OTHER]));
    desk.call(ADVISOR, right(&desk, &[ALLERGY], &[])).unwrap();
    assert_eq!(page(&mut desk)["allergies"], json!([OTHER]), "struck out under either number");
    desk.call(ADVISOR, PartCustomers { other: older }).unwrap();
    assert_eq!(page(&mut desk)["allergies"], json!([OTHER]));
    desk.assert_sound();
}

#[test]
fn what_was_said_last_counts_at_the_next_visit() {
    let mut desk = serving(Step::Tested);
    desk.call(ADVISOR, right(&desk, &[ALLERGY], &[OTHER])).unwrap();
    let hers = customer(&desk);
    desk.number = desk.call(ADVISOR, RepeatService { customer: hers }).unwrap();
    desk.until(Step::Noticed);
    let view = desk.look(ADVISOR, "service.view", json!({ "service": desk.number.to_string() }));
    assert_eq!(view["known_allergies"], json!([OTHER]));
    let said = RecordNeeds {
        stands: Some(Stands::Changed),
        allergies: vec![ALLERGY.to_owned()],
        struck: vec![OTHER.to_owned()],
        ..desk.needs()
    };
    desk.call(ADVISOR, said).unwrap();
    assert_eq!(page(&mut desk)["allergies"], json!([ALLERGY]), "the visit is the later word");
    desk.until(Step::Tested);
    assert!(excludes(&mut desk));
    // Said anew in the same service, after the page: the needs are the later word again.
    desk.call(ADVISOR, right(&desk, &[ALLERGY], &[])).unwrap();
    assert!(!excludes(&mut desk));
    let anew = RecordNeeds {
        stands: Some(Stands::Changed),
        allergies: vec![ALLERGY.to_owned()],
        struck: vec![OTHER.to_owned()],
        ..desk.needs()
    };
    desk.call(ADVISOR, anew).unwrap();
    assert!(excludes(&mut desk));
    assert_eq!(page(&mut desk)["allergies"], json!([ALLERGY]));
    desk.assert_sound();
}

#[test]
fn what_is_not_said_or_may_not_be_kept_is_refused_and_what_is_taken_back_goes() {
    let mut desk = serving(Step::Tested);
    let cases = [
        (right(&desk, &[], &[]), "allergies_unnamed"),
        (right(&desk, &[], &[" ", ALLERGY]), "allergies_unnamed"),
        (right(&desk, &[OTHER], &[]), "allergy_not_known"),
    ];
    for (said, code) in cases {
        assert_eq!(desk.refused(ADVISOR, said), code);
    }
    assert_eq!(desk.refused(OPERATOR, right(&desk, &[ALLERGY], &[])), "role_forbidden");
    desk.call(ADVISOR, right(&desk, &[], &[OTHER])).unwrap();
    let back =
        json!({ "customer": customer(&desk), "purposes": [Purpose::SkinAndAllergy], "everything": false });
    desk.look(ADVISOR, "person.withdraw", back);
    let seen = page(&mut desk);
    assert_eq!((&seen["allergies"], &seen["allergies_put_right"]), (&json!([]), &json!([])));
    assert_eq!(desk.refused(ADVISOR, right(&desk, &[], &[OTHER])), "allergy_without_consent");
    desk.assert_sound();
}
