//! Who brings in is not who approves: what the officer did not sign as it stands stops the clearance; the list is signed as
//! one, by its digest; and nobody who approves brings in.

use crate::common::{ADVISOR, Desk, MANAGER, OFFICER, OFFICER_PIN, OPERATOR, OPERATOR_PIN, staff};
use counter::setup::approvals::{
    ApprovalCard, ApprovalRef, Approvals, ListApprovals, SignApprovals, StateLicence,
};
use counter::setup::import::What;
use domain::event::{AuthorisationSet, LicenceStated, LotReceived, ProductListed, RecipeSet, StaffEnrolled};
use domain::ids::StaffId;
use domain::recipe::Recipe;
use domain::service::Step;
use domain::staff::Role;
use serde_json::Value;

type Change = fn(Desk) -> Desk;

fn list(desk: &mut Desk) -> Approvals {
    desk.call(MANAGER, ListApprovals {}).unwrap()
}

fn sign(shown: &Approvals, officer: &str, pin: &str) -> SignApprovals {
    let (shown, pin) = (shown.shown.clone(), pin.to_owned());
    SignApprovals { shown, left_out: Vec::new(), officer: StaffId::new(officer).unwrap(), pin }
}

/// A service at a step in a store whose officer has signed everything.
fn at(step: Step) -> Desk {
    let mut desk = Desk::at(step);
    let waits = list(&mut desk);
    desk.call(ADVISOR, sign(&waits, OFFICER, OFFICER_PIN)).unwrap();
    desk
}

/// The recipe of the service, written anew with another hint.
fn recipe_changed(desk: Desk) -> Desk {
    let service = desk.counter.service(&desk.number).unwrap();
    let recipe = desk.counter.store().recipe(&service.progress().plan().unwrap().recipe).unwrap();
    let mut draft = (*recipe).clone();
    draft.hints.push("演示新提示".to_owned());
    let recipe = Recipe::new(draft).unwrap();
    desk.upkeep(|tx| tx.record(RecipeSet { recipe })).0
}

fn lot_of(desk: &Desk) -> domain::stock::Lot {
    let service = desk.counter.service(&desk.number).unwrap();
    desk.counter.store().lot(&service.progress().plan().unwrap().lots[0]).unwrap()
}

fn product_changed(desk: Desk) -> Desk {
    let mut product = desk.counter.store().product(&lot_of(&desk).product).unwrap();
    product.warnings.push("演示新警示".to_owned());
    desk.upkeep(|tx| tx.record(ProductListed { product })).0
}

fn authorisation_extended(desk: Desk) -> Desk {
    let today = desk.counter.today();
    let all = desk.counter.store().authorisations().unwrap();
    let mut authorisation = all.into_iter().find(|one| one.from <= today && today <= one.to).unwrap();
    authorisation.to = authorisation.to + chrono::Days::new(30);
    desk.upkeep(|tx| tx.record(AuthorisationSet { authorisation })).0
}

fn licence(desk: Desk, days: i64) -> Desk {
    let row = desk.counter.store().premises().unwrap();
    let until = desk.counter.today() + chrono::TimeDelta::days(days);
    let event = LicenceStated { store: row.premises.code, licence: row.enterprise.licence, until };
    desk.upkeep(|tx| tx.record(event)).0
}

const CASES: &[(&str, Change, &str)] = &[
    ("a recipe that was changed", recipe_changed, "recipe_signed"),
    ("a product that was changed", product_changed, "product_signed"),
    ("an authorisation that was extended", authorisation_extended, "licence_valid"),
    ("a licence that was renewed", |desk| licence(desk, 1000), "licence_valid"),
    ("a licence that ran out yesterday", |desk| licence(desk, -1), "licence_valid"),
];

fn stops(desk: &mut Desk) -> Vec<String> {
    let gates = desk.gates();
    let all = gates["findings"].as_array().unwrap().iter();
    let stops = all.filter(|finding| finding["outcome"] == "stop");
    let mut checks: Vec<String> = stops.map(|one| one["check"].as_str().unwrap().to_owned()).collect();
    checks.dedup();
    checks
}

#[test]
fn what_is_not_signed_as_it_stands_stops_the_clearance() {
    for (name, change, check) in CASES {
        let mut desk = change(at(Step::Agreed));
        let found = stops(&mut desk);
        assert!(found.contains(&(*check).to_owned()), "{name}: {found:?}");
        let waits = list(&mut desk);
        let ran_out = name.contains("ran out");
        assert!(waits.things.iter().all(|thing| thing.changed), "{name}: {:?}", waits.things);
        assert_eq!(waits.things.len(), 1, "{name}");
        desk.call(ADVISOR, sign(&waits, OFFICER, OFFICER_PIN)).unwrap();
        assert!(list(&mut desk).things.is_empty(), "{name}");
        assert_eq!(stops(&mut desk).contains(&(*check).to_owned()), ran_out, "{name}: signed");
        desk.assert_sound();
    }
}

#[test]
fn a_lot_that_came_in_waits_for_the_officer_and_its_daily_moves_do_not() {
    let mut desk = at(Step::Agreed);
    let mut lot = lot_of(&desk);
    lot.id = domain::ids::LotId::new("L90").unwrap();
    desk = desk.upkeep(|tx| tx.record(LotReceived { lot })).0;
    let waits = list(&mut desk);
    let ids: Vec<&str> = waits.things.iter().map(|thing| thing.id.as_str()).collect();
    assert_eq!(ids, ["L90"]);
    desk.call(ADVISOR, sign(&waits, OFFICER, OFFICER_PIN)).unwrap();
    // What is taken from a lot, and where it stands, is the day's work.
    desk.until(Step::Blended);
    assert!(list(&mut desk).things.is_empty());
}

#[test]
fn a_lot_of_which_nothing_is_left_waits_for_nobody() {
    let mut desk = Desk::at(Step::Agreed);
    let old = domain::stock::Lot { id: domain::ids::LotId::new("L90").unwrap(), units: 0, ..lot_of(&desk) };
    let new = domain::stock::Lot { id: domain::ids::LotId::new("L91").unwrap(), ..old.clone() };
    desk = desk.upkeep(|tx| tx.record(LotReceived { lot: old })).0;
    // The latest lot of a product is named even where nothing of it is left.
    desk = desk.upkeep(|tx| tx.record(LotReceived { lot: domain::stock::Lot { units: 1, ..new } })).0;
    let waits = list(&mut desk);
    let ids: Vec<&str> = waits.things.iter().map(|thing| thing.id.as_str()).collect();
    assert!(ids.contains(&"L91") && !ids.contains(&"L90"), "{ids:?}");
}

#[test]
fn a_lot_that_a_service_under_way_has_taken_is_at_hand_until_its_end() {
    let mut desk = Desk::at(Step::Blended);
    let lot = lot_of(&desk).id;
    let under_way = |desk: &Desk| {
        let lots = desk.counter.store().lots_under_way().unwrap();
        lots.iter().any(|one| one.id == lot)
    };
    assert!(under_way(&desk));
    let (service, reason) = (desk.number.clone(), "演示".to_owned());
    desk.call(ADVISOR, counter::steps::open::Abandon { service, reason }).unwrap();
    assert!(!under_way(&desk), "the service has ended");
}

#[test]
fn the_list_is_signed_as_it_was_shown_by_an_officer_and_once() {
    let mut desk = recipe_changed(at(Step::Agreed));
    let shown = list(&mut desk);
    for (name, command, code) in [
        ("an operator", sign(&shown, OPERATOR, OPERATOR_PIN), "signer_role"),
        ("the manager", sign(&shown, MANAGER, "600006"), "signer_role"),
    ] {
        assert_eq!(desk.refused(ADVISOR, command), code, "{name}");
    }
    assert_eq!(desk.call(ADVISOR, sign(&shown, OFFICER, "000000")).unwrap_err().code, "pin_wrong");
    desk = product_changed(desk);
    assert_eq!(desk.refused(ADVISOR, sign(&shown, OFFICER, OFFICER_PIN)), "approvals_changed");
    let shown = list(&mut desk);
    assert_eq!(shown.things.len(), 2);
    desk.call(ADVISOR, sign(&shown, OFFICER, OFFICER_PIN)).unwrap();
    assert_eq!(desk.refused(ADVISOR, sign(&shown, OFFICER, OFFICER_PIN)), "nothing_to_approve");
    desk.assert_sound();
}

#[test]
fn nobody_who_approves_brings_in_or_sets_up() {
    let desk = Desk::found();
    let mut member = desk.counter.store().person(&StaffId::new(MANAGER).unwrap()).unwrap().member;
    member.roles.push(Role::Officer);
    let (mut desk, _) = desk.upkeep(|tx| tx.record(StaffEnrolled { member }));
    let before = desk.counter.store().head().unwrap();
    let refused = desk
        .counter
        .import_rows(&staff(MANAGER), What::Products, &[], counter::setup::import::Weakening::LeftOut)
        .unwrap_err();
    assert_eq!(refused.code, "by_approver");
    let until = "2030-01-01".to_owned();
    assert_eq!(desk.refused(MANAGER, StateLicence { until }), "by_approver");
    let set: Value = serde_json::json!({
        "id": null, "document": "演示-9", "services": ["blend"], "from": "2026-11-01", "to": "2027-11-01",
    });
    let set = desk.counter.dispatch(counter::Window::Staff, &staff(MANAGER), "authorisation.set", set);
    assert_eq!(set.unwrap_err().code, "by_approver");
    let goods: Value = serde_json::json!({
        "product": "N01", "number": "XD1A01", "expires_on": "2027-11-20", "supplier": "演示供货商（演示）",
        "documents": ["演示送货单"], "unit_net_mg": 100_000, "units": 2, "accept": false,
    });
    let goods = desk.counter.dispatch(counter::Window::Staff, &staff(MANAGER), "lot.receive", goods);
    assert_eq!(goods.unwrap_err().code, "by_approver");
    assert_eq!(desk.counter.store().head().unwrap(), before);
}

#[test]
fn the_last_day_of_the_licence_is_a_day_to_come() {
    let mut desk = Desk::found();
    for (until, code) in
        [("2026-11-19", Some("fields_refused")), ("x", Some("fields_refused")), ("2026-11-20", None)]
    {
        let answer = desk.call(MANAGER, StateLicence { until: until.to_owned() });
        assert_eq!(answer.err().map(|refusal| refusal.code), code, "{until}");
    }
}

#[test]
fn nobody_signs_for_what_the_clearance_would_refuse() {
    // The customer's plan is not offered what the officer has not signed, whoever wants it.
    for (name, change) in [("a recipe", recipe_changed as Change), ("a product", product_changed as Change)] {
        let mut desk = at(Step::Planned);
        let wanted = desk.counter.service(&desk.number).unwrap().progress().plan().unwrap().recipe.clone();
        desk = change(desk);
        let open = counter::steps::open::Open { mode: domain::service::Mode::Product, customer: None };
        desk.number = desk.call(ADVISOR, open).unwrap();
        desk.until(Step::Tested);
        let refusal = desk.choose(Some(wanted.as_str()), Some("演示")).unwrap_err();
        assert_eq!(refusal.code, "recipe_rejected", "{name}");
        assert!(refusal.mend.unwrap().contains("批准"), "{name}: it says how it goes on");
        let waits = list(&mut desk);
        desk.call(ADVISOR, sign(&waits, OFFICER, OFFICER_PIN)).unwrap();
        desk.choose(Some(wanted.as_str()), Some("演示")).unwrap();
        desk.assert_sound();
    }
}

#[test]
fn a_licence_that_is_not_in_order_is_told_before_a_service_is_opened() {
    for (name, days) in [("ran out yesterday", -1), ("renewed and not signed", 1000)] {
        let mut desk = licence(Desk::found(), days);
        let open = counter::steps::open::Open { mode: domain::service::Mode::Product, customer: None };
        let refusal = desk.call(ADVISOR, open).unwrap_err();
        assert_eq!(refusal.code, "gate_stopped", "{name}: {refusal:?}");
        let today = desk.look(MANAGER, "today.look", serde_json::json!({}));
        let stops = today["permission"].as_array().unwrap().iter().filter(|one| one["outcome"] == "stop");
        assert!(stops.into_iter().all(|one| one["check"] == "licence_valid"), "{name}: {today}");
        // What needs no licence goes on.
        let plan = counter::steps::open::Open { mode: domain::service::Mode::Plan, customer: None };
        desk.call(ADVISOR, plan).unwrap();
    }
}

#[test]
fn an_officer_whose_health_check_is_over_approves_nothing() {
    let desk = Desk::at(Step::Agreed);
    let mut member = desk.counter.store().person(&StaffId::new(OFFICER).unwrap()).unwrap().member;
    let health = member.health.as_mut().unwrap();
    health.on = "2025-11-19".parse().unwrap();
    let (mut desk, _) = desk.upkeep(|tx| tx.record(StaffEnrolled { member }));
    let waits = list(&mut desk);
    let refused = desk.call(ADVISOR, sign(&waits, OFFICER, OFFICER_PIN)).unwrap_err();
    assert_eq!(refused.code, "signer_unfit", "{refused:?}");
    desk.assert_sound();
}

fn named(card: &ApprovalCard) -> ApprovalRef {
    ApprovalRef { what: card.what, id: card.id.clone() }
}

#[test]
fn what_is_left_out_stays_unsigned_and_the_digest_is_of_what_is_signed() {
    let mut desk = product_changed(recipe_changed(at(Step::Agreed)));
    let shown = list(&mut desk);
    let [recipe, product] = shown.things.as_slice() else { panic!("{:?}", shown.things) };
    let left =
        |left: Vec<ApprovalRef>| SignApprovals { left_out: left, ..sign(&shown, OFFICER, OFFICER_PIN) };
    let nothing = left(vec![named(recipe), named(product)]);
    assert_eq!(desk.refused(ADVISOR, nothing), "nothing_chosen");
    let unknown = left(vec![ApprovalRef { what: recipe.what, id: "R99".to_owned() }]);
    assert_eq!(desk.refused(ADVISOR, unknown), "approvals_changed");
    desk.call(ADVISOR, left(vec![named(product)])).unwrap();
    let rest = list(&mut desk);
    assert_eq!(rest.things.iter().map(named).collect::<Vec<_>>(), [named(product)]);
    assert!(stops(&mut desk).contains(&"product_signed".to_owned()));

    let head = desk.counter.store().head().unwrap();
    let record = desk.counter.store().record_at(head.seq).unwrap().unwrap();
    let payload: Value = serde_json::from_str(record.header().unwrap().payload.get()).unwrap();
    let things = payload["things"].as_array().unwrap();
    assert_eq!(things.len(), 1, "{payload}");
    assert_eq!(things[0]["id"], *recipe.id);
    assert_ne!(payload["shown"], serde_json::json!(shown.shown), "it is not of the whole list");
    assert_ne!(payload["shown"], serde_json::json!(rest.shown), "nor of the rest");
    desk.call(ADVISOR, sign(&rest, OFFICER, OFFICER_PIN)).unwrap();
    assert!(list(&mut desk).things.is_empty());
    desk.assert_sound();
}

const SECOND: &str = "S07";
const SECOND_PIN: &str = "700007";
/// The other officers of the demo store.
const OTHERS: [&str; 2] = ["S05", SECOND];

/// The officer brings something in with their own hand, as an older store may have it.
const OWN: &[(&str, Change)] = &[
    ("a recipe", |desk| {
        let id = desk.counter.service(&desk.number).unwrap().progress().plan().unwrap().recipe.clone();
        let mut draft = (*desk.counter.store().recipe(&id).unwrap()).clone();
        draft.hints.push("演示新提示".to_owned());
        let recipe = Recipe::new(draft).unwrap();
        desk.upkeep_by(OFFICER, |tx| tx.record(RecipeSet { recipe })).0
    }),
    ("a product", |desk| {
        let mut product = desk.counter.store().product(&lot_of(&desk).product).unwrap();
        product.warnings.push("演示新警示".to_owned());
        desk.upkeep_by(OFFICER, |tx| tx.record(ProductListed { product })).0
    }),
    ("a lot", |desk| {
        let lot = domain::stock::Lot { id: domain::ids::LotId::new("L90").unwrap(), ..lot_of(&desk) };
        desk.upkeep_by(OFFICER, |tx| tx.record(LotReceived { lot })).0
    }),
    ("an authorisation", |desk| {
        let mut authorisation = desk.counter.store().authorisations().unwrap().remove(0);
        authorisation.to = desk.counter.today() + chrono::Days::new(90);
        desk.upkeep_by(OFFICER, |tx| tx.record(AuthorisationSet { authorisation })).0
    }),
    ("the licence", |desk| {
        let row = desk.counter.store().premises().unwrap();
        let until = desk.counter.today() + chrono::TimeDelta::days(1000);
        let event = LicenceStated { store: row.premises.code, licence: row.enterprise.licence, until };
        desk.upkeep_by(OFFICER, |tx| tx.record(event)).0
    }),
];

#[test]
fn nobody_approves_what_they_brought_in() {
    for (name, bring) in OWN {
        let mut desk = bring(recipe_changed(product_changed(at(Step::Agreed))));
        let waits = list(&mut desk);
        let by_officer = |card: &&ApprovalCard| card.brought.as_ref().is_some_and(|it| it.actor == OFFICER);
        let own: Vec<&ApprovalCard> = waits.things.iter().filter(by_officer).collect();
        let [own] = own.as_slice() else { panic!("{name}: {:?}", waits.things) };
        assert_eq!(own.signers, OTHERS, "{name}");
        let others: Vec<_> =
            waits.things.iter().filter(|card| card.id != own.id || card.what != own.what).collect();
        assert!(
            others.iter().all(|card| card.signers == [OFFICER, OTHERS[0], OTHERS[1]]),
            "{name}: {others:?}"
        );

        let refusal = desk.call(ADVISOR, sign(&waits, OFFICER, OFFICER_PIN)).unwrap_err();
        assert_eq!(refusal.code, "own_brought_in", "{name}: {refusal:?}");
        assert!(
            refusal.message.contains(&own.id) && refusal.message.contains(&own.name),
            "{name}: {refusal:?}"
        );
        assert!(refusal.mend.unwrap().contains(SECOND), "{name}: it says who may sign");

        let rest = SignApprovals { left_out: vec![named(own)], ..sign(&waits, OFFICER, OFFICER_PIN) };
        desk.call(ADVISOR, rest).unwrap();
        let waits = list(&mut desk);
        assert_eq!(waits.things.len(), 1, "{name}");
        desk.call(ADVISOR, sign(&waits, SECOND, SECOND_PIN)).unwrap();
        assert!(list(&mut desk).things.is_empty(), "{name}");
        desk.assert_sound();
    }
}

#[test]
fn who_brought_in_and_was_appointed_officer_later_does_not_approve_it() {
    let mut desk = at(Step::Agreed);
    desk.call(MANAGER, StateLicence { until: "2030-01-01".to_owned() }).unwrap();
    let mut member = desk.counter.store().person(&StaffId::new(MANAGER).unwrap()).unwrap().member;
    member.roles = vec![Role::Officer];
    let (mut desk, _) = desk.upkeep(|tx| tx.record(StaffEnrolled { member }));
    let waits = list(&mut desk);
    assert_eq!(desk.refused(ADVISOR, sign(&waits, MANAGER, "600006")), "own_brought_in");
    desk.call(ADVISOR, sign(&waits, OFFICER, OFFICER_PIN)).unwrap();
}

#[test]
fn a_lone_officer_is_told_who_may_sign() {
    let (_, bring) = OWN[0];
    let mut desk = bring(at(Step::Agreed));
    for other in OTHERS {
        let mut member = desk.counter.store().person(&StaffId::new(other).unwrap()).unwrap().member;
        member.left_on = Some("2026-11-01".parse().unwrap());
        desk = desk.upkeep(|tx| tx.record(StaffEnrolled { member })).0;
    }
    let waits = list(&mut desk);
    assert_eq!(waits.officers.iter().map(|one| one.staff.as_str()).collect::<Vec<_>>(), [OFFICER]);
    assert!(waits.things[0].signers.is_empty(), "{:?}", waits.things);
    let refusal = desk.call(ADVISOR, sign(&waits, OFFICER, OFFICER_PIN)).unwrap_err();
    assert_eq!(refusal.code, "own_brought_in");
    assert!(refusal.mend.unwrap().contains("店长任命"), "it says what to do");
}

#[test]
fn each_row_says_what_is_approved() {
    let says: &[(&str, &[&str])] = &[
        (
            "recipe",
            &[
                "name",
                "components",
                "hints",
                "assessment",
                "against.under_age",
                "against.pregnancy",
                "against.metric_below",
                "against.skin_types",
            ],
        ),
        ("product", &["name", "filing", "ingredients.count", "ingredients", "allergens", "assessment"]),
        ("lot", &["product", "number", "expires_on", "supplier", "accepted", "zone"]),
        ("authorisation", &["document", "province", "services", "from", "valid_until"]),
        ("licence", &["licence", "valid_until"]),
    ];
    let mut desk = OWN.iter().fold(at(Step::Agreed), |desk, (_, bring)| bring(desk));
    let mut seen = Vec::new();
    for card in list(&mut desk).things {
        let look =
            desk.look(ADVISOR, "approval.look", serde_json::json!({ "what": card.what, "id": card.id }));
        let lines = look["lines"].as_array().unwrap();
        let (_, wanted) = says.iter().find(|(what, _)| *what == card.what.code()).unwrap();
        for word in *wanted {
            let line = lines.iter().find(|line| line["name"] == *word);
            let line = line.unwrap_or_else(|| panic!("{}: {word} is none of {look:#}", card.id));
            for part in ["title", "title_en", "value", "value_en"] {
                assert!(!line[part].as_str().unwrap().is_empty(), "{}: {line}", card.id);
            }
            assert_ne!(line["title"], line["name"], "{}: it has its word", card.id);
        }
        seen.push(card.what.code());
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), says.len(), "{seen:?}");
}
