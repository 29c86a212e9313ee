//! A small store in a folder of its own, and what is put into it.
#![allow(dead_code, clippy::unwrap_used, reason = "a test fails by panicking, and no test uses all of it")]

pub mod ground;
pub mod later;
pub mod older;
pub mod visit;

use chrono::{DateTime, NaiveDate};
use domain::event::{ContainerOpened, LotReceived, ProductListed, StaffEnrolled, StoreOpened, VaultRef};
use domain::filing::{FilingNumber, ProductionLicence};
use domain::ids::{ContainerId, LotId, ProductId, StaffId, StoreCode};
use domain::leftover::Standing;
use domain::period::Period;
use domain::premises::{Enterprise, Premises};
use domain::quantity::Milligrams;
use domain::region::Province;
use domain::staff::{Role, StaffMember};
use domain::stock::{Container, Lot, Product, Zone};
use store::{Founding, Key, Kind, Stamp, Store, StoreError};
use tempfile::TempDir;

pub fn stamp(second: u64) -> Stamp {
    let start = DateTime::parse_from_rfc3339("2026-11-20T09:00:00+08:00").unwrap();
    let second_i64 = i64::try_from(second).unwrap();
    Stamp { at: start + chrono::TimeDelta::seconds(second_i64), monotonic: second * 1_000 }
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn opened() -> StoreOpened {
    StoreOpened {
        enterprise: Enterprise {
            name: "演示企业".into(),
            address: "演示地址".into(),
            credit_code: "DEMO".into(),
            licence: ProductionLicence::parse("鲁妆20200001").unwrap(),
            filers: vec!["演示企业".into()],
        },
        premises: Premises {
            code: StoreCode::new("JN01").unwrap(),
            name: "演示门店".into(),
            address: "演示地址".into(),
            province: Province::Shandong,
            district: None,
            phone: "000".into(),
            demo: true,
        },
    }
}

pub fn found(folder: &TempDir) -> (Store, Key) {
    let key = Key::new().unwrap();
    let founding = Founding { opened: opened(), actor: "system".into(), stamp: stamp(0) };
    (Store::found(folder.path(), &key, founding).unwrap(), key)
}

pub fn lot(number: u32) -> LotReceived {
    LotReceived {
        lot: Lot {
            id: LotId::new(&format!("L{number}")).unwrap(),
            product: ProductId::new("P1").unwrap(),
            number: format!("2411{number}"),
            expires_on: day(2027, 3, 19),
            received_on: day(2026, 1, 5),
            supplier: "演示供货者".into(),
            documents: vec![],
            unit_net: Milligrams::grams(200),
            units: 1,
            zone: Zone::Accepted,
            accepted: true,
            recalled: false,
        },
    }
}

pub fn container(number: u32, of: u32) -> ContainerOpened {
    ContainerOpened {
        container: Container {
            id: ContainerId::new(&format!("C{number}")).unwrap(),
            lot: LotId::new(&format!("L{of}")).unwrap(),
            opened_at: stamp(0).at,
            after_opening: Period::Months(6),
            left: Milligrams::grams(200),
            opened_by: None,
            standing: Standing::InUse,
        },
    }
}

pub fn member(name: VaultRef) -> StaffEnrolled {
    StaffEnrolled {
        member: StaffMember {
            id: StaffId::new("A03").unwrap(),
            name,
            roles: vec![Role::Operator],
            appointed_on: day(2025, 1, 1),
            left_on: None,
            experience_since: None,
            training: None,
            health: None,
            areas: vec![],
        },
    }
}

/// Enrols one person whose name lies in the vault.
pub fn enrol(store: &mut Store, name: &str) -> VaultRef {
    let done = store.transact::<_, StoreError>("system", "enrol", stamp(1), |tx| {
        let name = tx.seal(Kind::Name, name.as_bytes())?;
        tx.record(member(name.clone()))?;
        Ok(name)
    });
    done.unwrap().value
}

pub fn write<E: Into<domain::event::Event>>(store: &mut Store, event: E) -> Result<u64, StoreError> {
    store.transact("system", "test", stamp(2), |tx| tx.record(event)).map(|done| done.value)
}

/// A connection past the store's own door, as somebody with the key and a database tool would have it.
pub fn tampering(folder: &std::path::Path, key_file: &std::path::Path) -> rusqlite::Connection {
    let connection = rusqlite::Connection::open(folder.join("store.db")).unwrap();
    let key = std::fs::read_to_string(key_file).unwrap();
    connection.pragma_update(None, "key", format!("x'{}'", key.trim())).unwrap();
    connection
        .execute_batch(
            "DROP TRIGGER IF EXISTS ledger_is_append_only; DROP TRIGGER IF EXISTS ledger_keeps_all;",
        )
        .unwrap();
    connection
}

/// A product of a number, with a name.
pub fn product(id: &str, name: &str, filing: &str) -> ProductListed {
    ProductListed {
        product: Product {
            id: ProductId::new(id).unwrap(),
            name: name.to_owned(),
            filing: FilingNumber::parse(filing).unwrap(),
            filer: "演示日化有限公司".to_owned(),
            maker: "演示".to_owned(),
            licence: None,
            standard: "演示".to_owned(),
            classification: String::new(),
            exclusions: vec![],
            ingredients: vec![],
            active: true,
            wax: false,
            after_opening: Period::Months(6),
            warnings: vec![],
            usage: String::new(),
        },
    }
}
