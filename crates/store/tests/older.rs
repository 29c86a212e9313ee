//! A file of an older version: brought up to date whole, or left as it was.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::common::older::of_schema_1;
use crate::common::{lot, write};
use domain::ids::CustomerId;
use store::Store;

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
