//! A store that is founded and furnished by the commands alone, and serves; and what they refuse.

use crate::common::{Desk, MANAGER as DEMO_MANAGER, Machine, OFFICER, OPERATOR};
use counter::setup::approvals::{ListApprovals, SignApprovals, StateLicence};
use counter::setup::equipment::{PassEquipment, RegisterEquipment};
use counter::setup::evidence::SetAuthorisation;
use counter::setup::found::{NewAuthorisation, NewEnterprise, NewManager, NewPremises};
use counter::setup::import::{Import, Weakening, What};
use counter::setup::staff::{Enrol, MarkPresence, SetPin, TypedArea, TypedHealth, TypedTraining};
use counter::setup::stock::{MoveLot, ReceiveLot};
use counter::setup::template::ApproveTemplate;
use counter::setup::{NewStore, found};
use counter::steps::clear::OpenContainer;
use counter::steps::deliver::CleanEquipment;
use counter::steps::open::Open;
use domain::ids::{EquipmentId, LotId, StaffId, TemplateId};
use domain::recipe::ServiceType;
use domain::service::{Mode, Step};
use domain::staff::Role;
use domain::stock::Zone;
use serde_json::{Value, json};
use store::Key;

const NOW: &str = "2026-11-20T09:00:00+08:00";
pub const MANAGER: &str = "S01";

fn new_store() -> NewStore {
    let name = "演示新店化妆品有限公司（演示）".to_owned();
    NewStore {
        enterprise: NewEnterprise {
            name,
            address: "山东省济南市演示区演示大道 2 号（演示）".to_owned(),
            credit_code: "91370100MA9DEM00X4".to_owned(),
            licence: "鲁妆20269001".to_owned(),
            filers: vec![String::new()],
        },
        premises: NewPremises {
            code: "JN02".to_owned(),
            name: "演示新店（演示）".to_owned(),
            address: "山东省济南市演示区演示路 9 号（演示）".to_owned(),
            province: "SD".to_owned(),
            district: None,
            phone: "0531-00000000".to_owned(),
        },
        authorisation: NewAuthorisation {
            document: "演示试点确认书-2".to_owned(),
            services: vec![ServiceType::Blend, ServiceType::Repack],
            from: "2026-01-01".to_owned(),
            to: "2027-12-31".to_owned(),
        },
        manager: NewManager {
            name: "演示店长甲（演示）".to_owned(),
            pin: "139752".to_owned(),
            appointed_on: "2026-01-01".to_owned(),
            roles: vec![Role::Advisor],
        },
        passphrase: None,
    }
}

pub fn founded() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let machine = Machine::at(NOW);
    let store = found(folder.path(), &Key::new().unwrap(), &machine, &new_store()).unwrap();
    Desk::over(store, machine, folder)
}

fn person(roles: Vec<Role>, pin: &str) -> Enrol {
    Enrol {
        id: None,
        name: format!("演示人员{pin}（演示）"),
        roles,
        dedicated: None,
        appointed_on: "2026-02-01".to_owned(),
        left_on: None,
        experience_since: Some("2019-01-01".to_owned()),
        training: Some(TypedTraining {
            passed_on: "2026-06-01".to_owned(),
            content: "调配、放行".to_owned(),
            method: "授课与考核".to_owned(),
        }),
        health: Some(TypedHealth { on: "2026-06-01".to_owned(), fit: true }),
        areas: vec![TypedArea { area: "A1".to_owned(), until: "2027-06-01".to_owned() }],
        pin: Some(pin.to_owned()),
    }
}

fn fixture(name: &str) -> Vec<u8> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/setup");
    std::fs::read(root.join(name)).unwrap()
}

fn import(desk: &mut Desk, what: What, bytes: &[u8]) -> (usize, usize, usize) {
    let today = desk.counter.today();
    let table = Import::open(bytes, what, today).unwrap();
    let preview = table.preview("x", |rows| desk.counter.standings(rows)).unwrap();
    assert_eq!((preview.bad.clone(), preview.missing_columns.clone()), (vec![], vec![]));
    let mut sum = (0, 0, 0);
    let manager = crate::common::staff(MANAGER);
    table
        .pieces(|rows| {
            let done = desk.counter.import_rows(&manager, what, rows, Weakening::LeftOut)?;
            sum = (sum.0 + done.added, sum.1 + done.changed, sum.2 + done.already);
            Ok(true)
        })
        .unwrap();
    sum
}

/// The PIN that a manager gives: its owner sets another with it.
const GIVEN: &str = "864209";

pub fn furnish(desk: &mut Desk) {
    for (roles, pin, id) in [
        (vec![Role::Operator], crate::common::OPERATOR_PIN, OPERATOR),
        (vec![Role::Operator], "300003", "S03"),
        (vec![Role::Officer], crate::common::OFFICER_PIN, OFFICER),
    ] {
        let given = Enrol { pin: Some(GIVEN.to_owned()), ..person(roles, pin) };
        assert_eq!(desk.call(MANAGER, given).unwrap().staff.as_str(), id);
        let staff = StaffId::new(id).unwrap();
        desk.counter.own_pin(&staff, GIVEN, pin).unwrap();
        desk.call(id, MarkPresence { staff, present: true }).unwrap();
    }
    assert_eq!(import(desk, What::Products, &fixture("products.csv")), (3, 0, 0));
    assert_eq!(import(desk, What::Recipes, &fixture("recipes.csv")), (2, 0, 0));
    assert_eq!(import(desk, What::Lots, &fixture("lots.csv")), (4, 0, 0));
    for id in ["SC01", "VE01", "MX01"] {
        let (name, area) = ("演示设备（演示）".to_owned(), "A1".to_owned());
        let procedure = "演示规程-1".to_owned();
        desk.call(MANAGER, RegisterEquipment { id: id.to_owned(), name, area, wax_only: false, procedure })
            .unwrap();
        let equipment = EquipmentId::new(id).unwrap();
        let report = "演示试样报告-1".to_owned();
        desk.call(OFFICER, PassEquipment { equipment: equipment.clone(), report }).unwrap();
        desk.call(OPERATOR, CleanEquipment { equipment, valid_hours: 24 }).unwrap();
    }
    desk.clean_area();
    desk.look(OPERATOR, "room.read", read("A1", 120, 224, 520, "2026-11-27"));
    desk.look(OFFICER, "product.tested", test("2026-10-10", Some("2026-10-20")));
    let approval = approval(desk, "label-60x40", 1);
    desk.call(OFFICER, approval).unwrap();
    desk.call(MANAGER, StateLicence { until: "2029-03-31".to_owned() }).unwrap();
    let waits = desk.call(MANAGER, ListApprovals {}).unwrap();
    assert_eq!(
        waits.things.len(),
        10,
        "a licence, an authorisation, recipes, products, lots: {:?}",
        waits.things
    );
    let (officer, pin) = (StaffId::new(OFFICER).unwrap(), crate::common::OFFICER_PIN.to_owned());
    desk.call(OFFICER, SignApprovals { shown: waits.shown, left_out: Vec::new(), officer, pin }).unwrap();
}

fn test(sampled: &str, reported: Option<&str>) -> Value {
    json!({
        "sampled_on": sampled, "reported_on": reported, "microbiology": true, "physico_chemical": true,
        "report": "演示检验报告-Q4",
    })
}

fn read(area: &str, cfu: i64, temperature: i64, humidity: i64, next_due: &str) -> Value {
    json!({ "area": area, "cfu": cfu, "temperature": temperature, "humidity": humidity, "next_due": next_due })
}

fn approval(desk: &mut Desk, template: &str, version: u32) -> ApproveTemplate {
    let (sha256, pin) = (desk.sha256(template), crate::common::OFFICER_PIN.to_owned());
    ApproveTemplate { template: TemplateId::new(template).unwrap(), version, sha256, pin }
}

/// A field's name, and what makes it wrong.
type Change<T> = (&'static str, fn(&mut T));

#[test]
fn a_new_store_reaches_a_released_label() {
    let mut desk = founded();
    furnish(&mut desk);
    for lot in ["N01-XD1A01", "N02-XD2A01", "N03-XD3A01"] {
        desk.call(OPERATOR, OpenContainer { lot: LotId::new(lot).unwrap() }).unwrap();
    }
    desk.number = desk.call(MANAGER, Open { mode: Mode::Product, customer: None }).unwrap();
    assert_eq!(desk.number.as_str(), "JN02-261120-0001");
    desk.until(Step::Released);
    desk.assert_sound();
    for secret in ["演示店长甲", "演示人员", "139752"] {
        assert!(!desk.ledger_holds(secret), "{secret}");
    }
}

#[test]
fn founding_tells_every_wrong_field_and_leaves_nothing() {
    let cases: [Change<NewStore>; 14] = [
        ("enterprise.name", |new| new.enterprise.name = " ".to_owned()),
        ("enterprise.credit_code", |new| new.enterprise.credit_code = "91370100MA9DEM00X5".to_owned()),
        ("enterprise.licence", |new| new.enterprise.licence = "鲁2026".to_owned()),
        ("premises.code", |new| new.premises.code = "jn 02".to_owned()),
        ("premises.province", |new| new.premises.province = "山东".to_owned()),
        ("premises.phone", |new| new.premises.phone = "123".to_owned()),
        ("premises.name", |new| new.premises.name = "演示顶级护肤店".to_owned()),
        ("premises.address", |new| new.premises.address = "演示路 9 号（祛斑）".to_owned()),
        ("authorisation.services", |new| new.authorisation.services.clear()),
        ("authorisation.to", |new| new.authorisation.to = "2025-12-31".to_owned()),
        ("manager.name", |new| new.manager.name = String::new()),
        ("manager.pin", |new| new.manager.pin = "123456".to_owned()),
        ("manager.appointed_on", |new| new.manager.appointed_on = "2026-11-21".to_owned()),
        ("manager.roles", |new| new.manager.roles = vec![Role::Officer, Role::Operator]),
    ];
    let told = |new: &NewStore| -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let refusal =
            found(folder.path(), &Key::new().unwrap(), &Machine::at(NOW), new).expect_err("a refusal");
        assert_eq!(refusal.code, "fields_refused");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        refusal.details.iter().map(|detail| detail["field"].as_str().unwrap().to_owned()).collect()
    };
    let mut all = new_store();
    for (field, spoil) in cases {
        let mut new = new_store();
        spoil(&mut new);
        spoil(&mut all);
        let told = told(&new);
        assert!(told.iter().all(|one| one == field) && !told.is_empty(), "{field}: {told:?}");
    }
    let told = told(&all);
    assert!(cases.iter().all(|(field, _)| told.iter().any(|one| one == field)), "{told:?}");
}

#[test]
fn people_are_enrolled_and_unlocked() {
    let mut desk = founded();
    furnish(&mut desk);
    let wrong =
        Enrol { name: String::new(), roles: vec![Role::Officer, Role::Operator], ..person(vec![], "1") };
    assert_eq!(desk.refused(MANAGER, wrong), "fields_refused");
    assert_eq!(desk.refused(OPERATOR, person(vec![Role::Advisor], "246813")), "role_forbidden");
    // The only manager cannot put the store out of anybody's hands.
    let own = Enrol { id: Some(MANAGER.to_owned()), pin: None, ..person(vec![Role::Advisor], "") };
    assert_eq!(desk.refused(MANAGER, own), "last_manager");
    let left = Enrol {
        id: Some(MANAGER.to_owned()),
        left_on: Some("2026-11-19".to_owned()),
        pin: None,
        ..person(vec![Role::StoreManager], "")
    };
    assert_eq!(desk.refused(MANAGER, left), "last_manager");
    // A file that is set anew keeps its name.
    let items = desk.counter.store().vault_items().unwrap();
    let otherwise = Enrol {
        id: Some(OPERATOR.to_owned()),
        name: "演示新名（演示）".to_owned(),
        pin: None,
        ..person(vec![Role::Operator], "")
    };
    assert_eq!(desk.refused(MANAGER, otherwise), "fields_refused");
    assert_eq!(desk.counter.store().vault_items().unwrap(), items);
    assert!(desk.counter.store().person(&StaffId::new(OPERATOR).unwrap()).unwrap().pin.is_some());
    // Another's PIN is set without the old one, the own one only with it; the old hash goes.
    let set = |staff: &str, pin: &str, old: Option<&str>| SetPin {
        staff: StaffId::new(staff).unwrap(),
        pin: pin.to_owned(),
        old: old.map(str::to_owned),
    };
    desk.call(MANAGER, set(OPERATOR, "975313", None)).unwrap();
    assert_eq!(desk.counter.store().vault_items().unwrap(), items);
    assert_eq!(desk.refused(MANAGER, set(OPERATOR, "111111", None)), "fields_refused");
    assert_eq!(desk.refused(MANAGER, set(MANAGER, "975313", None)), "fields_refused");
    assert_eq!(desk.call(MANAGER, set(MANAGER, "975313", Some("000001"))).unwrap_err().code, "pin_wrong");
    desk.call(MANAGER, set(MANAGER, "975313", Some("139752"))).unwrap();
    assert_eq!(desk.refused(OFFICER, set(OPERATOR, "975313", None)), "role_forbidden");
    // Presence: everybody for themselves, the manager for all.
    let mark = |staff: &str, present| MarkPresence { staff: StaffId::new(staff).unwrap(), present };
    assert_eq!(desk.refused(OPERATOR, mark(OFFICER, false)), "role_forbidden");
    desk.call(OPERATOR, mark(OPERATOR, false)).unwrap();
    desk.call(MANAGER, mark(OPERATOR, true)).unwrap();
    desk.assert_sound();
}

#[test]
fn goods_come_in_and_move_by_the_zones() {
    let mut desk = founded();
    furnish(&mut desk);
    let good = ReceiveLot {
        product: "N01".to_owned(),
        number: "XD1A01".to_owned(),
        expires_on: "2026-11-20".to_owned(),
        supplier: "演示供货商（演示）".to_owned(),
        documents: vec!["演示送货单".to_owned()],
        unit_net_mg: 100_000,
        units: 2,
        accept: true,
    };
    let cases: [Change<ReceiveLot>; 8] = [
        ("no such product", |lot| lot.product = "N99".to_owned()),
        ("no number", |lot| lot.number = String::new()),
        ("a number of 25 letters", |lot| lot.number = "x".repeat(25)),
        ("expired yesterday", |lot| lot.expires_on = "2026-11-19".to_owned()),
        ("no supplier", |lot| lot.supplier = String::new()),
        ("accepted without a document", |lot| lot.documents.clear()),
        ("nothing in it", |lot| lot.unit_net_mg = 0),
        ("no unit", |lot| lot.units = 0),
    ];
    for (name, spoil) in cases {
        let mut lot = good.clone();
        spoil(&mut lot);
        assert_eq!(desk.refused(MANAGER, lot), "fields_refused", "{name}");
    }
    for who in [OPERATOR, OFFICER] {
        assert_eq!(desk.refused(who, good.clone()), "role_forbidden", "who takes in is not who accepts");
    }
    let waiting = ReceiveLot { accept: false, ..good.clone() };
    let lot = desk.call(OPERATOR, waiting).unwrap().lot;
    assert_eq!(lot.as_str(), "N01-XD1A01-2");
    assert_eq!(desk.call(MANAGER, good).unwrap().lot.as_str(), "N01-XD1A01-3");
    let to = |to, accepted, recalled| MoveLot {
        lot: lot.clone(),
        to,
        accepted,
        recalled,
        reason: "演示".to_owned(),
    };
    assert_eq!(desk.refused(OPERATOR, to(Zone::Rejected, false, false)), "role_forbidden");
    assert_eq!(desk.refused(OFFICER, to(Zone::Accepted, false, false)), "fields_refused");
    assert_eq!(desk.refused(OFFICER, to(Zone::Accepted, true, true)), "fields_refused");
    desk.call(OFFICER, to(Zone::Accepted, true, false)).unwrap();
    desk.call(OFFICER, to(Zone::ReturnedOrRecalled, true, true)).unwrap();
    assert_eq!(desk.refused(OFFICER, to(Zone::Accepted, true, false)), "fields_refused");
    desk.assert_sound();
}

#[test]
fn evidence_is_dated_and_true_to_form() {
    let mut desk = founded();
    furnish(&mut desk);
    for (sampled, reported) in [("2026-11-21", None), ("2026-11-10", Some("2026-11-09"))] {
        assert_eq!(desk.refuses(OFFICER, "product.tested", test(sampled, reported)).0, "fields_refused");
    }
    desk.look(OFFICER, "product.tested", test("2026-11-20", None));
    for (template, version) in [("label-1x1", 1), ("label-60x40", 2)] {
        let approval = approval(&mut desk, template, version);
        assert_eq!(desk.refused(OFFICER, approval), "fields_refused", "{template}");
    }
    desk.look(OPERATOR, "room.read", read("A1", 0, -200, 1_000, "2026-11-20"));
    for bad in [
        read("A1", 1_000_001, 220, 500, "2026-11-27"),
        read("A1", 1, 601, 500, "2026-11-27"),
        read("A1", 1, 220, 1_001, "2026-11-27"),
        read("A1", 1, 220, 500, "2026-11-19"),
        read("A1", 1, 220, -10, "2026-11-27"),
        read("A1", 1, 99_999, 500, "2026-11-27"),
        read("A1", 1, 220, 500, "2027-11-22"),
        read("A1", 1, 220, 500, "9999-12-31"),
        read("<b>A9</b>", 1, 220, 500, "2026-11-27"),
    ] {
        assert_eq!(desk.refuses(OPERATOR, "room.read", bad).0, "fields_refused");
    }
    let says = new_store().authorisation;
    let id = desk.call(MANAGER, SetAuthorisation { id: None, says: says.clone() }).unwrap();
    assert_eq!(id.as_str(), "A02");
    desk.call(MANAGER, SetAuthorisation { id: Some(id), says: says.clone() }).unwrap();
    let over = NewAuthorisation { to: "2025-01-01".to_owned(), ..says };
    assert_eq!(desk.refused(MANAGER, SetAuthorisation { id: None, says: over }), "fields_refused");
    // What moved to another area owes a test again.
    let moved = RegisterEquipment {
        id: "SC01".to_owned(),
        name: "演示".to_owned(),
        area: "A2".to_owned(),
        wax_only: false,
        procedure: "演示规程-2".to_owned(),
    };
    desk.call(MANAGER, moved).unwrap();
    let piece = desk.counter.store().piece(&EquipmentId::new("SC01").unwrap()).unwrap();
    assert!(piece.open_test.is_some() && piece.cleaned.is_some());
    desk.assert_sound();
}

#[test]
fn the_demo_manager_may_do_the_same() {
    let mut desk = Desk::found();
    let staff = desk.call(DEMO_MANAGER, person(vec![Role::Advisor], "246813")).unwrap().staff;
    assert_eq!(staff.as_str(), "S08");
}
