//! The code on the label at the counter: it is read back from the unit, opens its service on any screen, and is refused
//! where it is another unit's, an older label's, another store's or changed by a digit.

use crate::common::{Desk, OFFICER};
use counter::steps::label::ScanLabel;
use domain::service::Step;
use serde_json::json;
use token::{LabelToken, Part};

/// What the label's code says, put together from the records of the service.
fn token(desk: &Desk) -> LabelToken {
    let store = desk.counter.store();
    let service = store.service(&desk.number).unwrap();
    let progress = service.progress();
    let clearance = progress.clearance().unwrap().parts();
    let recipe = store.recipe(&progress.plan().unwrap().recipe).unwrap();
    let parts = recipe.components.iter().zip(&clearance.components).map(|(component, cleared)| Part {
        filing: store.product(&component.product).unwrap().filing.to_string(),
        lot: store.lot(&cleared.lot).unwrap().number,
    });
    LabelToken {
        service: desk.number.to_string(),
        made_at: clearance.operator.at,
        use_by: clearance.use_by.date(),
        parts: parts.collect(),
    }
}

fn scan(desk: &Desk, read: &str) -> ScanLabel {
    ScanLabel { service: desk.number.clone(), read: read.to_owned() }
}

#[test]
fn the_code_of_the_unit_is_read_back_and_opens_its_service() {
    let mut desk = Desk::at(Step::Labelled);
    desk.print();
    let code = desk.counter.store().label_token(&token(&desk)).unwrap();
    let found = desk.look(OFFICER, "scan", json!({ "text": code }));
    assert_eq!((&found["kind"], &found["id"]), (&json!("service"), &json!(desk.number)));
    desk.call(OFFICER, scan(&desk, &format!("{code}\n"))).unwrap();
    assert_eq!(desk.step(), Step::Scanned);
    assert!(desk.ledger_holds(&format!("\"read\":\"{}\"", desk.number)));
    desk.assert_sound();
}

#[test]
fn no_other_code_is_taken_for_it() {
    let mut desk = Desk::at(Step::Labelled);
    desk.print();
    let own = token(&desk);
    let signed = |change: &dyn Fn(&mut LabelToken)| {
        let mut token = own.clone();
        change(&mut token);
        desk.counter.store().label_token(&token).unwrap()
    };
    let code = signed(&|_| ());
    let mut changed = code.clone();
    // The last digit belongs to the signature.
    let last = changed.pop().unwrap();
    changed.push(if last == '0' { '1' } else { '0' });
    let foreign = own.signed(&ledger::signing_key(&[7; 32])).unwrap();
    let cases = [
        ("another unit's", signed(&|token| token.service = "JN01-261120-0002".to_owned()), "other_label"),
        ("an older label of this unit", signed(&|token| token.parts[0].lot.push('X')), "label_superseded"),
        (
            "one with a later use-by",
            signed(&|token| token.use_by += chrono::TimeDelta::days(1)),
            "label_superseded",
        ),
        ("changed by a digit", changed, "label_token_forged"),
        ("another store's", foreign, "label_token_other_key"),
    ];
    for (name, read, code) in cases {
        assert_eq!(desk.refused(OFFICER, scan(&desk, &read)), code, "{name}");
        assert_eq!(desk.step(), Step::Labelled, "{name}: nothing changed");
    }
    let nothing = desk.look(OFFICER, "scan", json!({ "text": "7".repeat(255) }));
    assert_eq!(nothing["kind"], "none");
}
