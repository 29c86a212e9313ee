//! A store of an older version, as it was left.

use store::Key;
use tempfile::{TempDir, tempdir};

use super::visit::Visit;
use super::{container, day, enrol, found, lot, product, tampering, write};

/// A store as the first shipped version left it.
pub fn of_schema_1() -> (TempDir, Key) {
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
    older.execute_batch(include_str!("../fixtures/schema-1.sql")).unwrap();
    older.execute("INSERT INTO lot VALUES ('L1', '{}', 'P1', 'accepted', '2027-03-19')", []).unwrap();
    older.pragma_update(None, "user_version", 1).unwrap();
    older.execute("UPDATE meta SET value = CAST('1' AS BLOB) WHERE name = 'readable_from'", []).unwrap();
    (folder, key)
}
