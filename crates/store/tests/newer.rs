//! A ledger with records of a newer program: it opens, is followed, verified, made again and backed up, shows what it knows and names
//! what it does not, and takes nothing more.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::common::{day, found, later, lot, product, stamp, tampering, write};
use store::{Key, ReadingAlone, Store, StoreError};
use tempfile::{TempDir, tempdir};

/// The payload of the newer record: nothing here could read it.
const PAYLOAD: &str = r#"{"moon":{"phase":"full"},"at":"2031-01-01T00:00:00+08:00"}"#;

/// A store whose last record a newer program wrote.
fn with(kind: &str, version: u16) -> (TempDir, Key, u64) {
    let folder = tempdir().unwrap();
    let (mut store, key) = found(&folder);
    let key_file = folder.path().join("key");
    key.write(&key_file).unwrap();
    write(&mut store, product("P1", "玫瑰水（演示）", "鲁G妆网备字2024000011")).unwrap();
    drop(store);
    let seq = later::append(folder.path(), &key_file, (kind, version, PAYLOAD), stamp(3).at);
    (folder, key, seq)
}

fn refused(answer: Result<u64, StoreError>) -> &'static str {
    answer.unwrap_err().code()
}

#[test]
fn a_store_with_records_of_a_newer_program_is_open_for_reading_alone() {
    for (kind, version) in [("moon.risen", 1), ("product.listed", 2)] {
        let (folder, key, seq) = with(kind, version);
        let mut store = Store::open(folder.path(), &key).unwrap();
        assert_eq!(store.alone(), Some(ReadingAlone::Unknown { seq }), "{kind}");
        assert_eq!(store.verify().unwrap().seq, seq, "{kind}: followed to its end");
        let record = store.record_at(seq).unwrap().unwrap();
        assert_eq!(record.header().unwrap().payload.get(), PAYLOAD, "{kind}: kept to the byte");
        assert_eq!(store::content(&record).unwrap().known(), None);
        assert_eq!(refused(write(&mut store, lot(1))), "unknown_record_kind");
        assert_eq!(store.head().unwrap().seq, seq, "{kind}: nothing was written");
        assert_eq!(store.rebuild_check().unwrap().records, seq, "{kind}: replayed over it");
    }
}

#[test]
fn its_tables_are_made_again_without_what_it_does_not_know_and_the_day_lists_the_record() {
    let (folder, key, seq) = with("moon.risen", 1);
    let older = tampering(folder.path(), &folder.path().join("key"));
    older.pragma_update(None, "user_version", 3).unwrap();
    drop(older);
    let store = Store::open(folder.path(), &key).unwrap();
    let row = store.day(day(2026, 11, 20)).unwrap().unwrap();
    assert_eq!(row.spans, [(1, seq)]);
    assert_eq!(store.rebuild_check().unwrap().different, Vec::<String>::new());
    assert_eq!(store.alone(), Some(ReadingAlone::Unknown { seq }));
}

#[test]
fn it_is_backed_up_with_what_it_does_not_know() {
    let (folder, key, seq) = with("moon.risen", 1);
    let store = Store::open(folder.path(), &key).unwrap();
    let copies = tempdir().unwrap();
    let file = copies.path().join("copy.db");
    let copied = store.backup(&file, &key).unwrap();
    assert_eq!(copied.seq, seq);
    let elsewhere = tempdir().unwrap();
    let answer = Store::restore(&file, elsewhere.path(), &key, "system", stamp(9));
    assert_eq!(answer.unwrap_err().code(), "unknown_record_kind", "a restored copy begins with a record");
}

#[test]
fn the_mark_spares_what_was_looked_through_and_is_not_believed_by_another_program() {
    let (folder, key, seq) = with("moon.risen", 1);
    let file = tampering(folder.path(), &folder.path().join("key"));
    // As another program, which knows other kinds, would have left it.
    let mark = [&seq.to_be_bytes()[..], &[7; 32]].concat();
    file.execute("INSERT INTO meta (name, value) VALUES ('understood', ?1)", [mark]).unwrap();
    drop(file);
    assert_eq!(Store::open(folder.path(), &key).unwrap().alone(), Some(ReadingAlone::Unknown { seq }));
}
