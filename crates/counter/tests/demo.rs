//! The demo store shows what it says it shows: each line of the list of refusals in its README is gone down, refused by the
//! check that it names, and led on by the mend that it names.

use crate::common::{ADVISOR, Desk, MANAGER, OFFICER, OFFICER_PIN, OPERATOR, staff};
use crate::sheets::{CHINESE, csv, product_rows};
use counter::mends::{By, ways};
use counter::setup::approvals::{ListApprovals, SignApprovals, StateLicence};
use counter::setup::evidence::SuspendAuthorisation;
use counter::setup::import::{Import, Weakening, What};
use counter::setup::staff::MarkPresence;
use counter::setup::stock::MoveLot;
use counter::steps::blend::WriteOff;
use counter::{Refusal, Run};
use domain::ids::{AreaId, AuthorisationId, EquipmentId, StaffId};
use domain::service::Step;
use domain::stock::Zone;
use serde_json::{Value, json};

const README: &str = include_str!("../../../assets/demo-store/README.md");
/// The gates from the clearance to the hand-over, and who may not bring in.
const SHOWN: &[&str] = &[
    "clearance_fresh",
    "both_present",
    "release_officer_fit",
    "unit_deliverable",
    "area_clean",
    "equipment_clean",
    "environment_measured",
    "recipe_signed",
    "product_signed",
    "licence_valid",
    "pilot_authorised",
    "catalogue_stated",
    "by_approver",
];

struct Case {
    check: &'static str,
    /// What the line of the README names.
    names: &'static str,
    stands: fn() -> Desk,
    /// What stops, as it is told.
    asked: fn(&mut Desk) -> Vec<Value>,
    mended: fn(Desk) -> Desk,
}

fn id(of: &str) -> StaffId {
    StaffId::new(of).unwrap()
}

fn told<T>(answer: Result<T, Refusal>) -> Vec<Value> {
    answer.err().map(|refusal| refusal.details).unwrap_or_default()
}

fn choosing(desk: &mut Desk, recipe: &str) -> Vec<Value> {
    told(desk.choose(Some(recipe), Some("演示")))
}

fn signed(mut desk: Desk) -> Desk {
    let shown = desk.call(MANAGER, ListApprovals {}).unwrap().shown;
    let sign =
        SignApprovals { shown, left_out: Vec::new(), officer: id(OFFICER), pin: OFFICER_PIN.to_owned() };
    desk.call(ADVISOR, sign).unwrap();
    desk
}

fn weighing(desk: &mut Desk) -> Vec<Value> {
    told(desk.call(OPERATOR, desk.weigh(&desk.next())))
}

fn done<C: Run<counter::Counter<crate::common::Machine>>>(mut desk: Desk, who: &str, command: C) -> Desk {
    assert!(desk.call(who, command).is_ok());
    desk
}

fn suspension(suspended: bool) -> SuspendAuthorisation {
    let authorisation = AuthorisationId::new("YS-SD-01").unwrap();
    SuspendAuthorisation { authorisation, suspended, reason: "演示整改".to_owned() }
}

fn presence(present: bool) -> MarkPresence {
    MarkPresence { staff: id(OFFICER), present }
}

/// The sheet of a clearance in another area, or with another vessel.
fn sheet(desk: &mut Desk, area: &str, vessel: &str) -> Vec<Value> {
    let mut check = desk.check();
    check.area = AreaId::new(area).unwrap();
    check.equipment[1] = EquipmentId::new(vessel).unwrap();
    let findings = desk.call(OPERATOR, check).unwrap().sheet.findings;
    let stops = findings.into_iter().filter(|finding| finding.outcome == rules::Outcome::Stop);
    stops.map(|finding| serde_json::to_value(finding).unwrap()).collect()
}

fn told_by(mut desk: Desk, who: &str, name: &str, arguments: Value) -> Desk {
    desk.look(who, name, arguments);
    desk
}

/// A table with P41 as it ought to be.
fn whole(desk: &Desk) -> Vec<u8> {
    let mut products = desk.counter.store().products().unwrap();
    products.retain(|product| product.id.as_str() == "P41");
    "11-05-03-03-02".clone_into(&mut products[0].classification);
    csv(&product_rows(&products, CHINESE))
}

fn imported(desk: &mut Desk, by: &str) -> Result<(), Refusal> {
    let bytes = whole(desk);
    let table = Import::open(&bytes, What::Products, desk.counter.today())?;
    table.pieces(|rows| {
        let taken = desk.counter.import_rows(&staff(by), What::Products, rows, Weakening::LookedAt);
        taken.map(|_| true)
    })?;
    Ok(())
}

fn a_night_later(mut desk: Desk) -> Desk {
    desk.wait(86_400);
    for staff in [OPERATOR, OFFICER] {
        desk.call(staff, MarkPresence { staff: id(staff), present: true }).unwrap();
    }
    desk
}

fn write_off(desk: Desk, reason: &str) -> Desk {
    let service = desk.number.clone();
    done(desk, OPERATOR, WriteOff { service, reason: reason.to_owned() })
}

/// Tools and area are clean for the next clearance.
fn cleaned(mut desk: Desk) -> Desk {
    for piece in ["SC01", "VE01", "MX01"] {
        desk.look(OPERATOR, "equipment.clean", json!({ "equipment": piece, "valid_hours": 24 }));
    }
    desk.clean_area();
    desk
}

/// The officer recalls the first lot of the blend that the service made.
fn recalled() -> Desk {
    let desk = Desk::at(Step::Blended);
    let service = desk.counter.service(&desk.number).unwrap();
    let lot = service.progress().clearance().unwrap().parts().components[0].lot.clone();
    let (to, reason) = (Zone::ReturnedOrRecalled, "演示召回".to_owned());
    done(desk, OFFICER, MoveLot { lot, to, accepted: true, recalled: true, reason })
}

fn release(desk: &mut Desk, officer: &str, pin: &str) -> Result<u64, Refusal> {
    let mut release = desk.release();
    (release.officer, release.pin) = (id(officer), pin.to_owned());
    desk.call(ADVISOR, release)
}

const fn recipe(
    check: &'static str,
    names: &'static str,
    asked: fn(&mut Desk) -> Vec<Value>,
    mended: fn(Desk) -> Desk,
) -> Case {
    Case { check, names, stands: || Desk::at(Step::Tested), asked, mended }
}

const CASES: &[Case] = &[
    recipe("recipe_signed", "R23", |desk| choosing(desk, "R23"), signed),
    recipe("product_signed", "R24", |desk| choosing(desk, "R24"), signed),
    recipe("product_signed", "R25", |desk| choosing(desk, "R25"), signed),
    recipe("licence_valid", "R27", |desk| choosing(desk, "R27"), signed),
    recipe(
        "catalogue_stated",
        "R26",
        |desk| choosing(desk, "R26"),
        |mut desk| {
            imported(&mut desk, MANAGER).unwrap();
            signed(desk)
        },
    ),
    Case {
        check: "licence_valid",
        names: "last day of the licence",
        stands: || done(Desk::at(Step::Cleared), MANAGER, StateLicence { until: "2030-01-01".to_owned() }),
        asked: weighing,
        mended: signed,
    },
    Case {
        check: "pilot_authorised",
        names: "YS-SD-01",
        stands: || done(Desk::at(Step::Cleared), MANAGER, suspension(true)),
        asked: weighing,
        mended: |desk| done(desk, MANAGER, suspension(false)),
    },
    Case {
        check: "area_clean",
        names: "A2",
        stands: || Desk::at(Step::Agreed),
        asked: |desk| sheet(desk, "A2", "VE01"),
        mended: |desk| {
            let said = json!({ "area": "A2", "procedure": "演示规程-QC-2", "valid_hours": 24 });
            told_by(desk, OPERATOR, "area.clean", said)
        },
    },
    Case {
        check: "equipment_clean",
        names: "VE02",
        stands: || Desk::at(Step::Agreed),
        asked: |desk| sheet(desk, "A1", "VE02"),
        mended: |desk| {
            told_by(desk, OPERATOR, "equipment.clean", json!({ "equipment": "VE02", "valid_hours": 24 }))
        },
    },
    Case {
        check: "environment_measured",
        names: "A2",
        stands: || Desk::at(Step::Agreed),
        asked: |desk| sheet(desk, "A2", "VE01"),
        mended: |desk| {
            let said = json!({
                "area": "A2", "cfu": 120, "temperature": 224, "humidity": 520, "next_due": "2026-11-27",
            });
            told_by(desk, OPERATOR, "room.read", said)
        },
    },
    Case {
        check: "clearance_fresh",
        names: "for a night",
        stands: || a_night_later(Desk::at(Step::Cleared)),
        asked: weighing,
        mended: |desk| {
            let mut desk = cleaned(write_off(desk, "核对已失效"));
            desk.until(Step::Cleared);
            desk
        },
    },
    Case {
        check: "both_present",
        names: "S04",
        stands: || done(Desk::at(Step::Cleared), OFFICER, presence(false)),
        asked: weighing,
        mended: |desk| done(desk, OFFICER, presence(true)),
    },
    Case {
        check: "release_officer_fit",
        names: "S05",
        stands: || Desk::at(Step::Scanned),
        asked: |desk| {
            if desk.step() == Step::Released { Vec::new() } else { told(release(desk, "S05", "500005")) }
        },
        mended: |mut desk| {
            release(&mut desk, OFFICER, OFFICER_PIN).unwrap();
            desk
        },
    },
    Case {
        check: "unit_deliverable",
        names: "recalls a lot",
        stands: recalled,
        asked: |desk| told(desk.call(OPERATOR, desk.label())),
        mended: |desk| {
            let mut desk = cleaned(write_off(desk, "演示召回"));
            for pick in desk.choose(None, None).unwrap().ranked.lots {
                if pick.container.is_none() {
                    desk.look(OPERATOR, "container.open", json!({ "lot": pick.lot }));
                }
            }
            desk.until(Step::Blended);
            desk
        },
    },
];

/// Each line of the list: the check, what the demo store has of it, and the way on.
fn lines() -> Vec<(String, String)> {
    let list = README.split("## What is refused").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows = list.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    rows.map(|(check, rest)| (check.to_owned(), rest.to_owned())).collect()
}

fn of<'a>(stops: &'a [Value], check: &str) -> Option<&'a Value> {
    stops.iter().find(|one| one["check"] == check || one["code"] == check)
}

#[test]
fn the_list_names_every_gate_and_every_line_of_it_is_gone_down() {
    let lines = lines();
    for check in SHOWN {
        assert!(lines.iter().any(|(of, _)| of == check), "the demo store shows nothing of {check}");
    }
    for (check, shows) in &lines {
        let goes = CASES.iter().filter(|case| case.check == check && shows.contains(case.names)).count();
        assert_eq!(goes, usize::from(check != "by_approver"), "{check}: {shows}");
    }
    assert_eq!(lines.len(), CASES.len() + 1);
}

#[test]
fn each_refusal_of_the_list_is_met_in_the_demo_store_and_its_mend_leads_on() {
    for case in CASES {
        let (name, mut desk) = (format!("{} {}", case.check, case.names), (case.stands)());
        let stops = (case.asked)(&mut desk);
        let stop = of(&stops, case.check).unwrap_or_else(|| panic!("{name}: {stops:#?}"));
        assert!(!stop["clause"].is_null(), "{name}: by which article? {stop:#}");
        let way = ways().find(|(action, _)| json!(action) == stop["mend"]["action"]);
        let way = way.unwrap_or_else(|| panic!("{name}: no way on from {stop:#}")).1;
        assert!(matches!(way.by, By::Command(_)), "{name}: {way:?}");
        let mut desk = (case.mended)(desk);
        let stops = (case.asked)(&mut desk);
        assert!(of(&stops, case.check).is_none(), "{name} is mended: {stops:#?}");
        assert!(stops.is_empty() || !case.names.starts_with('R'), "{name} can be chosen now: {stops:#?}");
        desk.assert_sound();
    }
}

#[test]
fn who_approves_in_the_demo_store_brings_nothing_in_and_the_manager_does() {
    let mut desk = Desk::found();
    let before = desk.counter.store().head().unwrap();
    let refusal = imported(&mut desk, "S07").unwrap_err();
    assert_eq!(refusal.code, "by_approver");
    assert!(refusal.clause.is_some() && refusal.mend.is_some(), "{refusal:?}");
    assert_eq!(desk.counter.store().head().unwrap(), before);
    let (from, to) = ("2026-11-01", "2027-11-01");
    let set = json!({ "id": null, "document": "演示-9", "services": ["blend"], "from": from, "to": to });
    let state = json!({ "until": "2030-01-01" });
    let goods = json!({
        "product": "P41", "number": "D41-9", "expires_on": "2027-11-20", "supplier": "演示供货商（演示）",
        "documents": ["演示送货单"], "unit_net_mg": 100_000, "units": 2, "accept": true,
    });
    let others = [("authorisation.set", set), ("licence.state", state), ("lot.receive", goods)];
    let mut apart: Vec<&str> = others.iter().map(|(name, _)| *name).chain(["import.commit"]).collect();
    apart.sort_unstable();
    assert_eq!(apart, counter::setup::approvals::BY_NO_APPROVER, "each of the permission table's is tried");
    for (name, arguments) in others {
        assert_eq!(desk.refuses("S07", name, arguments.clone()).0, "by_approver", "{name}");
        desk.look(MANAGER, name, arguments);
    }
    imported(&mut desk, MANAGER).unwrap();
    let waits = desk.call(MANAGER, ListApprovals {}).unwrap().things;
    assert!(waits.iter().any(|one| one.id == "P41" && one.changed), "{waits:?}");
    signed(desk).assert_sound();
}
