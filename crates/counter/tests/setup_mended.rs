//! What was set up wrongly is put right: a name, goods that are not taken, and what the checklist still names.

use crate::common::{OFFICER, OPERATOR};
use crate::setup::{MANAGER, founded, furnish};
use counter::setup::approvals::StateLicence;
use counter::setup::staff::Rename;
use counter::setup::stock::{MoveLot, ReceiveLot, RefuseLot};
use domain::ids::StaffId;
use domain::stock::Zone;

#[test]
fn a_name_is_put_right_and_the_old_one_stays_readable() {
    let mut desk = founded();
    furnish(&mut desk);
    let operator = StaffId::new(OPERATOR).unwrap();
    let items = desk.counter.store().vault_items().unwrap();
    let called = |desk: &mut crate::common::Desk, who: &str| {
        let list = desk.look(who, "staff.list", serde_json::json!({}));
        list.as_array().unwrap().iter().find(|card| card["staff"] == OPERATOR).unwrap().clone()
    };
    let wrong = called(&mut desk, MANAGER)["name"].as_str().unwrap().to_owned();
    let rename = |name: &str, reason: &str| Rename {
        staff: operator.clone(),
        name: name.to_owned(),
        reason: reason.to_owned(),
    };
    let officer = {
        let list = desk.look(MANAGER, "staff.list", serde_json::json!({}));
        let card = list.as_array().unwrap().iter().find(|card| card["staff"] == OFFICER).unwrap().clone();
        card["name"].as_str().unwrap().to_owned()
    };
    for (name, who, command, code) in [
        ("no reason", MANAGER, rename("演示新名（演示）", " "), "fields_refused"),
        ("no name", MANAGER, rename("\u{200B}", "写错"), "fields_refused"),
        ("the same", MANAGER, rename(&wrong, "写错"), "fields_refused"),
        ("another's", MANAGER, rename(&officer, "写错"), "namesake"),
        ("by an operator", OPERATOR, rename("演示新名（演示）", "写错"), "role_forbidden"),
    ] {
        assert_eq!(desk.refused(who, command), code, "{name}");
    }
    desk.call(MANAGER, rename("演示新名（演示）", "登记时写错一字")).unwrap();
    let card = called(&mut desk, MANAGER);
    assert_eq!(card["name"], "演示新名（演示）");
    assert_eq!(card["formerly"][0]["name"], wrong);
    assert_eq!(card["formerly"][0]["reason"], "登记时写错一字");
    assert_eq!(called(&mut desk, OFFICER)["formerly"], serde_json::json!([]), "not for everybody");
    assert_eq!(called(&mut desk, OPERATOR)["formerly"][0]["name"], wrong, "for the one whose name it is");
    assert_eq!(desk.counter.store().vault_items().unwrap(), items + 1, "the old one stays");
    assert!(!desk.ledger_holds("演示新名"), "the ledger knows no names");
    desk.assert_sound();
}

#[test]
fn whoever_takes_goods_in_may_refuse_them() {
    let mut desk = founded();
    furnish(&mut desk);
    let lot = ReceiveLot {
        product: "N01".to_owned(),
        number: "XD9Z09".to_owned(),
        expires_on: "2027-11-20".to_owned(),
        supplier: "演示供货商（演示）".to_owned(),
        documents: Vec::new(),
        unit_net_mg: 100_000,
        units: 2,
        accept: false,
    };
    let lot = desk.call(OPERATOR, lot).unwrap().lot;
    let refuse = |reason: &str| RefuseLot { lot: lot.clone(), reason: reason.to_owned() };
    assert_eq!(desk.refused(OPERATOR, refuse(" ")), "fields_refused");
    desk.call(OPERATOR, refuse("演示：外包装破损")).unwrap();
    let row = desk.counter.store().lot(&lot).unwrap();
    assert_eq!((row.zone, row.accepted), (Zone::Rejected, false));
    assert_eq!(desk.refused(OPERATOR, refuse("再次")), "lot_not_waiting");
    // What was accepted is the officer's to move, and so is the way back.
    let accepted = desk.counter.store().lots_of(&domain::ids::ProductId::new("N01").unwrap()).unwrap();
    let accepted = accepted.iter().find(|lot| lot.zone == Zone::Accepted).unwrap().id.clone();
    let command = RefuseLot { lot: accepted, reason: "演示".to_owned() };
    assert_eq!(desk.refused(OPERATOR, command), "lot_not_waiting");
    let back = MoveLot {
        lot: lot.clone(),
        to: Zone::Accepted,
        accepted: true,
        recalled: false,
        reason: "演示".to_owned(),
    };
    assert_eq!(desk.refused(OPERATOR, back), "role_forbidden");
    desk.assert_sound();
}

#[test]
fn the_checklist_names_the_licence_and_what_the_officer_has_not_signed() {
    let mut desk = founded();
    furnish(&mut desk);
    let item = |desk: &mut crate::common::Desk, key: &str| {
        let setup = desk.look(MANAGER, "setup.look", serde_json::json!({}));
        setup["items"].as_array().unwrap().iter().find(|item| item["key"] == key).unwrap().clone()
    };
    assert_eq!(item(&mut desk, "licence")["done"], true);
    assert_eq!(item(&mut desk, "approvals")["done"], true);
    let until = StateLicence { until: "2030-03-31".to_owned() };
    desk.call(MANAGER, until).unwrap();
    let approvals = item(&mut desk, "approvals");
    assert_eq!((&approvals["done"], &approvals["count"]), (&false.into(), &1.into()), "it says another day");
    let mut bare = founded();
    for key in ["licence", "approvals"] {
        assert_eq!(item(&mut bare, key)["done"], false, "{key}");
    }
}
