//! The store on a real file: one way to write, all or nothing, and nothing lost without being named.
#![allow(clippy::unwrap_used, clippy::wildcard_enum_match_arm, reason = "a test fails by panicking")]

use crate::common::{container, enrol, found, lot, stamp, tampering, write};
use store::{Key, Origin, Store, StoreError};
use tempfile::tempdir;

#[test]
fn a_store_is_found_again_as_it_was_left() {
    let folder = tempdir().unwrap();
    let (mut store, key) = found(&folder);
    for number in 0..20 {
        write(&mut store, lot(number)).unwrap();
    }
    let head = store.verify().unwrap();
    assert_eq!(head.seq, 21);
    drop(store);
    let store = Store::open(folder.path(), &key).unwrap();
    assert_eq!(store.verify().unwrap(), head);
    assert_eq!(store.lots().unwrap().len(), 20);
    assert_eq!(store.origin().unwrap(), Origin::Original);
}

#[test]
fn a_second_process_is_told_who_holds_the_folder() {
    let folder = tempdir().unwrap();
    let (_store, key) = found(&folder);
    let error = Store::open(folder.path(), &key).unwrap_err();
    assert_eq!(error.code(), "store_held");
    assert!(error.to_string().contains(&std::process::id().to_string()), "{error}");
}

#[test]
fn the_wrong_key_opens_nothing_and_harms_nothing() {
    let folder = tempdir().unwrap();
    let (store, key) = found(&folder);
    drop(store);
    assert_eq!(Store::open(folder.path(), &Key::new().unwrap()).unwrap_err().code(), "wrong_key");
    Store::open(folder.path(), &key).unwrap().verify().unwrap();
}

#[test]
fn nothing_readable_lies_on_the_disk() {
    let folder = tempdir().unwrap();
    let (mut store, _key) = found(&folder);
    enrol(&mut store, "演示张三");
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for text in ["演示张三", "演示门店", "store.opened", "SQLite format 3"] {
            assert!(!bytes.windows(text.len()).any(|window| window == text.as_bytes()), "{text}");
        }
    }
}

#[test]
fn a_write_that_fails_leaves_nothing_behind() {
    let folder = tempdir().unwrap();
    let (mut store, _key) = found(&folder);
    write(&mut store, lot(1)).unwrap();
    let (head, items) = (store.head().unwrap(), store.vault_items().unwrap());
    let failed = store.transact::<(), StoreError>("system", "test", stamp(3), |tx| {
        tx.seal(store::Kind::Name, b"x")?;
        tx.record(lot(2))?;
        tx.record(lot(1)).map(|_| ())
    });
    assert_eq!(failed.unwrap_err().code(), "contradiction");
    assert_eq!(store.head().unwrap(), head);
    assert_eq!(store.vault_items().unwrap(), items);
    assert_eq!(store.lots().unwrap().len(), 1);
}

#[test]
fn an_opening_can_be_corrected_but_never_extended() {
    use domain::event::ContainerOpeningCorrected;
    let folder = tempdir().unwrap();
    let (mut store, _key) = found(&folder);
    write(&mut store, lot(1)).unwrap();
    write(&mut store, container(1, 1)).unwrap();
    let corrected = |opened_at| ContainerOpeningCorrected {
        container: container(1, 1).container.id,
        opened_at,
        reason: "补记".into(),
    };
    assert!(write(&mut store, corrected(stamp(60).at)).is_err());
    write(&mut store, corrected(stamp(0).at - chrono::TimeDelta::days(3))).unwrap();
    assert!(write(&mut store, container(2, 1)).is_err(), "the lot has no unopened unit left");
}

#[test]
fn tables_are_views_and_a_changed_table_is_named_and_mended() {
    let folder = tempdir().unwrap();
    let (mut store, key) = found(&folder);
    let key_file = folder.path().join("key");
    key.write(&key_file).unwrap();
    write(&mut store, lot(1)).unwrap();
    enrol(&mut store, "演示");
    assert!(store.rebuild_check().unwrap().different.is_empty());
    drop(store);
    let tamper = tampering(folder.path(), &key_file);
    tamper.execute("UPDATE lot SET doc = json_set(doc, '$.zone', 'rejected')", []).unwrap();
    drop(tamper);
    let mut store = Store::open(folder.path(), &key).unwrap();
    assert_eq!(store.rebuild_check().unwrap().different, ["lot"]);
    store.rebuild().unwrap();
    assert!(store.rebuild_check().unwrap().different.is_empty());
}

#[test]
fn any_damage_to_the_ledger_is_named() {
    let cases = [
        (
            "UPDATE ledger SET body = CAST(replace(CAST(body AS TEXT), '24113', '24119') AS BLOB) WHERE seq = 5",
            5,
        ),
        ("UPDATE ledger SET hash = randomblob(32) WHERE seq = 4", 4),
        ("UPDATE ledger SET prev = randomblob(31) WHERE seq = 4", 4),
        ("DELETE FROM ledger WHERE seq = 3", 3),
        ("DELETE FROM ledger WHERE seq > 6", 7),
        ("UPDATE ledger SET seq = seq + 100 WHERE seq = 2", 2),
        ("INSERT INTO ledger SELECT max(seq) + 1, body, prev, hash FROM ledger", 12),
    ];
    for (sql, place) in cases {
        let folder = tempdir().unwrap();
        let (mut store, key) = found(&folder);
        let key_file = folder.path().join("key");
        key.write(&key_file).unwrap();
        for number in 0..10 {
            write(&mut store, lot(number)).unwrap();
        }
        drop(store);
        assert_eq!(tampering(folder.path(), &key_file).execute(sql, []).unwrap_or(0).min(1), 1, "{sql}");
        match Store::open(folder.path(), &key).unwrap_err() {
            StoreError::Broken(broken) => assert_eq!(broken.seq, place, "{sql}: {broken}"),
            other => panic!("{sql}: {other}"),
        }
    }
}

#[test]
fn a_damaged_page_is_told_and_nothing_is_appended_to_it() {
    let folder = tempdir().unwrap();
    let (mut store, key) = found(&folder);
    for number in 0..60 {
        write(&mut store, lot(number)).unwrap();
    }
    drop(store);
    let file = folder.path().join("store.db");
    let whole = std::fs::read(&file).unwrap();
    for offset in (4_096 + 16..whole.len()).step_by(4_096) {
        let mut damaged = whole.clone();
        damaged[offset] ^= 1;
        std::fs::write(&file, &damaged).unwrap();
        let found = Store::open(folder.path(), &key).and_then(|store| store.verify()).map(|head| head.seq);
        let code = found.map_err(|error| error.code());
        assert!(matches!(code, Err("store_damaged" | "wrong_key")), "page at {offset}: {code:?}");
    }
    std::fs::write(&file, &whole).unwrap();
    Store::open(folder.path(), &key).unwrap().verify().unwrap();
}

#[test]
fn a_head_moved_with_the_records_is_found_by_its_signature() {
    let folder = tempdir().unwrap();
    let (mut store, key) = found(&folder);
    let key_file = folder.path().join("key");
    key.write(&key_file).unwrap();
    write(&mut store, lot(1)).unwrap();
    drop(store);
    let tamper = tampering(folder.path(), &key_file);
    tamper.execute("DELETE FROM ledger WHERE seq = 2", []).unwrap();
    tamper.execute("UPDATE head SET seq = 1, hash = (SELECT hash FROM ledger WHERE seq = 1)", []).unwrap();
    drop(tamper);
    assert_eq!(Store::open(folder.path(), &key).unwrap_err().code(), "head_signature");
}

#[test]
fn erasing_a_person_leaves_the_chain_whole() {
    let folder = tempdir().unwrap();
    let (mut store, _key) = found(&folder);
    let name = enrol(&mut store, "演示张三");
    assert_eq!(store.unseal(&name).unwrap().as_deref(), Some("演示张三".as_bytes()));
    store
        .transact::<_, StoreError>("system", "erase", stamp(9), |tx| tx.erase(&name.id, "顾客撤回"))
        .unwrap();
    assert_eq!(store.unseal(&name).unwrap(), None);
    assert_eq!(store.vault_items().unwrap(), 0);
    store.verify().unwrap();
    assert!(store.rebuild_check().unwrap().different.is_empty());
}

#[test]
fn a_changed_vault_item_is_known_by_its_commitment() {
    let folder = tempdir().unwrap();
    let (mut store, key) = found(&folder);
    let key_file = folder.path().join("key");
    key.write(&key_file).unwrap();
    let name = enrol(&mut store, "演示张三");
    drop(store);
    tampering(folder.path(), &key_file).execute("UPDATE vault SET bytes = X'00'", []).unwrap();
    let store = Store::open(folder.path(), &key).unwrap();
    assert_eq!(store.unseal(&name).unwrap_err().code(), "vault_changed");
}

#[test]
fn a_newer_file_is_refused_untouched_unless_it_says_that_it_can_be_read() {
    for (readable_from, opens) in [("99", false), ("1", true)] {
        let folder = tempdir().unwrap();
        let (store, key) = found(&folder);
        let key_file = folder.path().join("key");
        key.write(&key_file).unwrap();
        drop(store);
        let newer = tampering(folder.path(), &key_file);
        newer.pragma_update(None, "user_version", 99).unwrap();
        newer
            .execute("UPDATE meta SET value = ?1 WHERE name = 'readable_from'", [readable_from.as_bytes()])
            .unwrap();
        drop(newer);
        let before = std::fs::read(folder.path().join("store.db")).unwrap();
        let result = Store::open(folder.path(), &key);
        assert_eq!(result.is_ok(), opens, "{result:?}");
        if let Err(error) = result {
            assert_eq!(error.code(), "store_too_new");
            assert_eq!(std::fs::read(folder.path().join("store.db")).unwrap(), before);
        }
    }
}

#[test]
fn a_clock_set_back_is_recorded_once_and_a_nudge_is_not() {
    let folder = tempdir().unwrap();
    let (mut store, _key) = found(&folder);
    let kinds = |store: &Store| {
        let mut kinds = Vec::new();
        let each = |record: ledger::Stored| -> Result<(), StoreError> {
            kinds.push(record.header()?.kind.into_owned());
            Ok(())
        };
        store.records(1, each).unwrap();
        kinds
    };
    let mut write_at = |number, second| {
        store
            .transact::<_, StoreError>("system", "test", stamp(second), |tx| tx.record(lot(number)))
            .unwrap();
    };
    for (number, second) in [(1, 1_000), (2, 900), (3, 100), (4, 110)] {
        write_at(number, second);
    }
    let found = kinds(&store);
    assert_eq!(found.iter().filter(|kind| *kind == "clock.set_back").count(), 1, "{found:?}");
    assert_eq!(found[3], "clock.set_back");
    assert!(store.rebuild_check().unwrap().different.is_empty());
}

#[test]
fn a_founding_that_was_cut_off_can_be_done_again() {
    let folder = tempdir().unwrap();
    std::fs::write(folder.path().join("founding.db"), b"half").unwrap();
    let (store, _key) = found(&folder);
    store.verify().unwrap();
    assert_eq!(store.head().unwrap().seq, 1);
}
