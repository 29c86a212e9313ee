//! A file of an older version: brought up to date whole, or left as it was.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::visit::Visit;
use common::{container, day, enrol, found, lot, product, tampering, write};
use domain::ids::CustomerId;
use store::{Key, Store};
use tempfile::{TempDir, tempdir};

/// A store as the first shipped version left it.
fn of_schema_1() -> (TempDir, Key) {
    let folder = tempdir().unwrap();
    let (mut store, key) = found(&folder);
    let key_file = folder.path().join("key");
    key.write(&key_file).unwrap();
    write(&mut store, product("P1", "玫瑰水（演示）", "鲁G妆网备字2024000011")).unwrap();
    write(&mut store, lot(1)).unwrap();
    write(&mut store, container(1, 1)).unwrap();
    enrol(&mut store, "演示张三");
    for (customer, serial) in [("K1", 1), ("K2", 2), ("K1", 3)] {
        let contact = Some(("演示王芳", "13900001234"));
        Visit { customer, serial, day: day(2026, 11, 20), contact, handed_over: serial != 3 }
            .write(&mut store);
    }
    drop(store);
    let older = tampering(folder.path(), &key_file);
    let mut views =
        older.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL").unwrap();
    let views: Vec<String> = views.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    for index in ["product_words", "lot_words", "customer_words"] {
        older.execute_batch(&format!("DROP TABLE {index}")).unwrap();
    }
    let kept = ["ledger", "vault", "head", "meta"];
    for table in views.iter().filter(|name| !kept.contains(&name.as_str()) && !name.contains("_words")) {
        older.execute_batch(&format!("DROP TABLE {table}")).unwrap();
    }
    older.execute_batch(include_str!("fixtures/schema-1.sql")).unwrap();
    older.execute("INSERT INTO lot VALUES ('L1', '{}', 'P1', 'accepted', '2027-03-19')", []).unwrap();
    older.pragma_update(None, "user_version", 1).unwrap();
    older.execute("UPDATE meta SET value = CAST('1' AS BLOB) WHERE name = 'readable_from'", []).unwrap();
    (folder, key)
}

#[test]
fn a_file_of_the_first_version_is_brought_up_to_date() {
    let (folder, key) = of_schema_1();
    let store = Store::open(folder.path(), &key).unwrap();
    let check = store.rebuild_check().unwrap();
    assert!(check.different.is_empty(), "{:?}", check.different);
    let row = store.customer(&CustomerId::new("K1").unwrap()).unwrap().unwrap();
    assert_eq!((row.services, row.name.as_deref()), (2, Some("演示王芳")));
    assert_eq!(store.search_customers("1234", 9).unwrap().len(), 2);
    assert_eq!(store.search_products("玫瑰", 0, 9).unwrap().len(), 1);
    assert_eq!((store.lots().unwrap().len(), store.open_services().unwrap().len()), (1, 1));
    drop(store);
    let mut store = Store::open(folder.path(), &key).unwrap();
    write(&mut store, lot(2)).unwrap();
    store.verify().unwrap();
}

#[test]
fn a_damaged_file_of_the_first_version_is_left_as_it_was() {
    let (folder, key) = of_schema_1();
    let key_file = folder.path().join("key");
    let damaged = rusqlite::Connection::open(folder.path().join("store.db")).unwrap();
    let hex = std::fs::read_to_string(&key_file).unwrap();
    damaged.pragma_update(None, "key", format!("x'{}'", hex.trim())).unwrap();
    damaged.execute("UPDATE ledger SET hash = randomblob(32) WHERE seq = 4", []).unwrap();
    drop(damaged);
    assert_eq!(Store::open(folder.path(), &key).unwrap_err().code(), "ledger_broken");
    let untouched = rusqlite::Connection::open(folder.path().join("store.db")).unwrap();
    untouched.pragma_update(None, "key", format!("x'{}'", hex.trim())).unwrap();
    let version: i64 = untouched.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 1);
}
