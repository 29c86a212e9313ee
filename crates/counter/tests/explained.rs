//! Why a recipe was proposed and the others were not: said at the choice, kept with the service, and told on page and paper.

use crate::common::{ADVISOR, Customer, Desk, INSPECTOR, OFFICER, staff};
use counter::Spoken;
use counter::rights::paper::Paper;
use counter::rights::withdraw::Withdraw;
use domain::consent::Purpose;
use domain::kept::Held;
use domain::service::Step;
use serde_json::{Value, json};

/// Lemon's 苧烯, under the name that customers say; a recipe of the demo store has it.
const ALLERGY: &str = "柠檬烯";

fn customer(agrees: &[Purpose]) -> Customer {
    let kept = agrees.contains(&Purpose::SkinAndAllergy);
    Customer {
        agrees: agrees.to_vec(),
        needs: vec!["补水", "滋养", "香味"],
        allergies: if kept { vec![ALLERGY] } else { Vec::new() },
        spoken: (!kept).then(|| Spoken { allergies: vec![ALLERGY.to_owned()], pregnancy: false }),
        ..Customer::default()
    }
}

fn why(desk: &mut Desk) -> Value {
    let service = desk.number.clone();
    desk.look(ADVISOR, "person.explain", json!({ "service": service }))
}

fn reasons(one: &Value) -> Vec<&str> {
    one["reasons"].as_array().unwrap().iter().map(|told| told["text"].as_str().unwrap()).collect()
}

fn held(desk: &Desk) -> Vec<Held> {
    let rows = desk.counter.store().held_from(&desk.number).unwrap();
    let mut held: Vec<Held> = rows.into_iter().map(|row| row.what).collect();
    held.sort();
    held
}

/// Whether the vault holds a text in an item of that kind.
fn vault_says(desk: &Desk, what: Held, text: &str) -> bool {
    desk.counter.store().held_from(&desk.number).unwrap().into_iter().filter(|row| row.what == what).any(
        |row| {
            let bytes = desk.counter.store().unseal(&row.reference()).unwrap().unwrap();
            String::from_utf8_lossy(&bytes).contains(text)
        },
    )
}

#[test]
fn the_reasons_of_the_chosen_and_of_the_others_are_kept_as_they_were_said() {
    let mut desk = Desk::serving(customer(&Purpose::ALL), Step::Tested);
    let service = desk.number.clone();
    let ranking = desk.look(ADVISOR, "service.ranking", json!({ "service": service }));
    let (fits, rejected) = (ranking["fits"].as_array().unwrap(), ranking["rejected"].as_array().unwrap());
    desk.until(Step::Planned);
    let said = why(&mut desk);
    let considered = said["considered"].as_array().unwrap();
    assert_eq!(considered.len(), fits.len() + rejected.len(), "every recipe of the store, once");
    assert_eq!((&considered[0]["recipe"], &considered[0]["place"]), (&said["chosen"], &json!(1)));
    for (fit, told) in fits.iter().zip(considered) {
        let texts: Vec<&str> = fit["reasons"]
            .as_array()
            .unwrap()
            .iter()
            .map(|reason| reason["text"].as_str().unwrap())
            .collect();
        assert_eq!((&fit["recipe"], texts), (&told["recipe"], reasons(told)));
    }
    for one in rejected {
        let told = considered.iter().find(|told| told["recipe"] == one["recipe"]).unwrap();
        assert_eq!(
            (&told["place"], reasons(told).len()),
            (&Value::Null, one["reasons"].as_array().unwrap().len())
        );
    }
    let allergic =
        considered.iter().find(|told| reasons(told).iter().any(|text| text.contains("苧烯"))).unwrap();
    let clause =
        allergic["reasons"].as_array().unwrap().iter().find_map(|told| told["clause"].as_str()).unwrap();
    assert!(clause.contains("第十九条") || clause.contains("7.4.1"), "{clause}");
    assert!(!desk.ledger_holds("您想要"), "the ledger holds no reason");

    // What is on the shelf tomorrow changes nothing of what was said today.
    let lot = desk.counter.service(&desk.number).unwrap().progress().plan().unwrap().lots[0].clone();
    let recall = counter::setup::stock::MoveLot {
        lot,
        to: domain::stock::Zone::ReturnedOrRecalled,
        accepted: true,
        recalled: true,
        reason: "演示召回".to_owned(),
    };
    desk.call(OFFICER, recall).unwrap();
    assert_eq!(why(&mut desk), said);
    desk.assert_sound();
}

#[test]
fn what_speaks_of_health_goes_with_it_and_the_rest_stays() {
    let mut desk = Desk::serving(customer(&Purpose::ALL), Step::Planned);
    assert!(vault_says(&desk, Held::Allergies, "苧烯") && !vault_says(&desk, Held::Reasons, "苧烯"));
    assert!(vault_says(&desk, Held::Reasons, "您想要"));
    let customer = desk.counter.service(&desk.number).unwrap().progress().opened().customer.clone();
    let purposes = vec![Purpose::SkinAndAllergy];
    desk.call(ADVISOR, Withdraw { customer, purposes, everything: false }).unwrap();
    let said = why(&mut desk);
    assert_eq!(said["health_gone"], true);
    assert!(!said.to_string().contains("苧烯") && said.to_string().contains("您想要"), "{said}");
    desk.assert_sound();
}

#[test]
fn what_was_only_spoken_leaves_no_reason_behind() {
    let mut desk = Desk::serving(customer(&[Purpose::ServiceRecord]), Step::Planned);
    assert!(!vault_says(&desk, Held::Reasons, "苧烯") && !held(&desk).contains(&Held::Allergies));
    let said = why(&mut desk);
    assert_eq!(said["spoken"], true);
    assert!(
        said["considered"].as_array().unwrap().iter().any(|one| reasons(one).is_empty()),
        "left out, and said so"
    );
    desk.assert_sound();
}

#[test]
fn refusing_the_record_leaves_no_reasons_once_the_service_ends() {
    let mut desk = Desk::serving(customer(&[]), Step::Released);
    assert!(held(&desk).contains(&Held::Reasons), "while it is served she can be told");
    desk.call(ADVISOR, desk.hand_over()).unwrap();
    assert_eq!(held(&desk), []);
    let said = why(&mut desk);
    assert_eq!((&said["considered"], said["chosen"].is_string()), (&json!([]), true));
    desk.assert_sound();
}

#[test]
fn another_choice_takes_the_place_of_the_reasons_before() {
    let mut desk = Desk::serving(customer(&Purpose::ALL), Step::Planned);
    let before = held(&desk);
    let second = why(&mut desk)["considered"][1].clone();
    assert_eq!(second["place"], 2);
    desk.choose(second["recipe"].as_str(), Some("顾客喜欢香味（演示）")).unwrap();
    assert_eq!(held(&desk), before, "nothing is left of the first");
    let said = why(&mut desk);
    assert_eq!((&said["chosen"], &said["considered"][0]["place"]), (&second["recipe"], &json!(2)));
    assert_eq!(said["against"], "顾客喜欢香味（演示）");
    desk.assert_sound();
}

#[test]
fn it_is_printed_copied_and_kept_from_an_inspector() {
    let mut desk = Desk::serving(customer(&Purpose::ALL), Step::Planned).with_inspector();
    let paper = Paper::Why { service: desk.number.clone() };
    for format in documents::Format::ALL {
        let sheet = paper.pdf(&mut desk.counter, &staff(ADVISOR), format).unwrap();
        assert!(sheet.pdf.starts_with(b"%PDF"), "{format:?}");
    }
    let said = why(&mut desk);
    let json: Value =
        serde_json::from_slice(&paper.json(&mut desk.counter, &staff(ADVISOR)).unwrap()).unwrap();
    assert_eq!(json, said);
    let customer = desk.counter.service(&desk.number).unwrap().progress().opened().customer.clone();
    let copy = Paper::Copy { customer }.json(&mut desk.counter, &staff(ADVISOR)).unwrap();
    let copy: Value = serde_json::from_slice(&copy).unwrap();
    assert_eq!(copy["services"][0]["why"], said);
    let asked = json!({ "service": desk.number.clone() });
    assert_eq!(desk.refuses(INSPECTOR, "person.explain", asked).0, "role_forbidden");
    let mut desk = Desk::at(Step::Tested);
    let asked = json!({ "service": desk.number.clone() });
    assert_eq!(desk.refuses(ADVISOR, "person.explain", asked).0, "no_plan");
}
