//! A record that a newer program wrote, as people see it here: it stands in its day, is named as not known, and nothing is written after it.

#[path = "../../store/tests/common/later.rs"]
mod later;

use crate::common::{Desk, MANAGER, Machine};
use counter::day::record::{ListRecords, LookRecord};
use counter::work::shift::EverybodyLeft;
use counter::{Host as _, demo};
use domain::ids::StaffId;
use rusqlite::Connection;
use store::{Key, Store};

/// A demo store whose last record is of a kind that this program does not know.
fn desk() -> (Desk, u64) {
    let (folder, key) = (tempfile::tempdir().unwrap(), Key::new().unwrap());
    let machine = Machine::at("2026-11-20T09:00:00+08:00");
    drop(demo::found(folder.path(), &key, &machine).unwrap());
    let key_file = folder.path().join("key");
    key.write(&key_file).unwrap();
    let seq = later::append(folder.path(), &key_file, later::RISEN, machine.now());
    // An older schema, so that this program makes the tables of its own.
    let file = Connection::open(folder.path().join("store.db")).unwrap();
    let key_text = std::fs::read_to_string(&key_file).unwrap();
    file.pragma_update(None, "key", format!("x'{}'", key_text.trim())).unwrap();
    file.pragma_update(None, "user_version", 3).unwrap();
    drop(file);
    let store = Store::open(folder.path(), &key).unwrap();
    (Desk::over(store, machine, folder), seq)
}

#[test]
fn it_is_named_as_not_known_and_stands_in_its_day() {
    let (mut desk, seq) = desk();
    let view = desk.call(MANAGER, LookRecord { record: seq }).unwrap();
    assert!(!view.known);
    assert_eq!(view.line.title, "本版本不认识的记录");
    assert_eq!(view.line.title_en, "Not known to this version");
    assert_eq!((view.fields.len(), view.history.len(), view.line.service), (0, 0, None));
    let day = Some(desk.counter.today());
    let pages = (0..).map(|page| desk.call(MANAGER, ListRecords { day, service: None, page }).unwrap());
    let lines: Vec<u64> = pages
        .map(|page| page.records)
        .take_while(|lines| !lines.is_empty())
        .flatten()
        .map(|line| line.record)
        .collect();
    assert_eq!(lines.last(), Some(&seq));
}

#[test]
fn nothing_is_written_after_it_and_the_refusal_says_what_to_do() {
    let (mut desk, seq) = desk();
    let everybody = ["S01", "S02", "S03", "S04", "S05", "S06"].map(|id| StaffId::new(id).unwrap());
    let refusal = desk.call(MANAGER, EverybodyLeft { staff: everybody.to_vec() }).unwrap_err();
    assert_eq!(refusal.code, "unknown_record_kind");
    assert!(refusal.message.contains("可以照常查阅") && refusal.message.contains("请安装新版程序"));
    assert_eq!(desk.counter.store().head().unwrap().seq, seq);
}
