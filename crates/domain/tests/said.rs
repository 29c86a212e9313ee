//! An odd id is refused where it comes from outside, however deep it lies, and read where it was written once.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use domain::event::{Content, Event, Weighed};
use domain::filing::{FilingKind, FilingNumber, ProductionLicence};
use domain::ids::{
    AreaId, AuthorisationId, ContainerId, CustomerId, DocumentNumber, EquipmentId, LotId, ProductId,
    RecipeId, ServiceNumber, StaffId, StoreCode, TemplateId, VaultId, VisitId,
};
use domain::quantity::Share;
use domain::said::judge;
use domain::signature::Digest;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Reads a value as it stands, and says whether the judge takes it.
fn taken<T: Serialize + DeserializeOwned>(value: &serde_json::Value) -> bool {
    let read: T = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), *value, "what was read is written as it was");
    judge(&read).is_ok()
}

#[test]
fn each_judged_type_is_read_as_it_stands_and_judged_from_outside() {
    macro_rules! ids {
        ($($id:ident)*) => {$(
            assert!(taken::<$id>(&json!("A-1")), stringify!($id));
            assert!(!taken::<$id>(&json!(" A-1")), stringify!($id));
            assert!(!taken::<$id>(&json!("")), stringify!($id));
        )*};
    }
    ids! {
        AreaId AuthorisationId ContainerId CustomerId DocumentNumber EquipmentId LotId ProductId RecipeId StaffId
        StoreCode TemplateId VaultId VisitId
    }
    assert!(taken::<ServiceNumber>(&json!("JN01-261120-0031")) && !taken::<ServiceNumber>(&json!("31")));
    let filing = json!("鲁G妆网备字2026001234");
    assert!(taken::<FilingNumber>(&filing) && !taken::<FilingNumber>(&json!("鲁妆字 1")));
    assert!(
        taken::<ProductionLicence>(&json!("鲁妆20260001")) && !taken::<ProductionLicence>(&json!("鲁妆1"))
    );
    assert!(taken::<Digest>(&json!("a".repeat(64))) && !taken::<Digest>(&json!("A".repeat(64))));
    assert!(taken::<Share>(&json!(10_000)) && !taken::<Share>(&json!(10_001)) && !taken::<Share>(&json!(0)));
}

#[test]
fn what_is_no_filing_number_today_is_never_blended() {
    let odd: FilingNumber = serde_json::from_value(json!("鲁妆字 1")).unwrap();
    assert_eq!(
        (odd.kind(), odd.may_be_blended(), odd.as_str()),
        (FilingKind::Unrecognised, false, "鲁妆字 1")
    );
}

#[derive(Debug, Serialize, Deserialize)]
struct Deep {
    plain: String,
    listed: Vec<Option<LotId>>,
    keyed: BTreeMap<StaffId, u8>,
    #[serde(flatten)]
    beside: Beside,
    tagged: Tagged,
    paired: (u64, Box<RecipeId>),
}
#[derive(Debug, Serialize, Deserialize)]
struct Beside {
    area: AreaId,
}
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "what")]
enum Tagged {
    One { container: ContainerId },
}

#[test]
fn an_odd_id_is_found_however_deep_it_lies() {
    let fine = json!({
        "plain": " as it is said ", "listed": ["L-1", null], "keyed": {"S1": 1}, "area": "A-1",
        "tagged": {"what": "One", "container": "C-1"}, "paired": [7, "R-1"],
    });
    assert!(taken::<Deep>(&fine));
    for (name, odd) in [
        ("listed", json!(["L-1", "L-2 "])),
        ("keyed", json!({" S1": 1})),
        ("area", json!("")),
        ("tagged", json!({"what": "One", "container": "C\n1"})),
        ("paired", json!([7, "x".repeat(65)])),
    ] {
        let mut deep = fine.clone();
        deep[name] = odd;
        assert!(!taken::<Deep>(&deep), "{name}");
    }
}

#[test]
fn a_record_with_ids_that_no_check_would_take_is_read() {
    let text = json!({
        "service": "31", "index": 0, "lot": "", "container": " C", "target": 1, "weight": 1, "by_hand": null,
        "at": "2026-11-20T09:30:00+08:00",
    })
    .to_string();
    let read = Event::read("service.weighed", 1, &mut serde_json::Deserializer::from_str(&text)).unwrap();
    let Content::Known(Event::Weighed(weighed)) = read else { panic!("{read:?}") };
    let Weighed { service, lot, container, .. } = *weighed;
    assert_eq!((service.as_str(), lot.as_str(), container.as_str()), ("31", "", " C"));
}
