//! The program is killed in the middle of a backup, a restore and a migration, at seeded moments. After each the store is
//! whole, what was acknowledged is there, a copy has its name only if it verifies, and the same can be begun again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use crate::common::ground::{Waits, child, kill_after, start};
use crate::common::older::of_schema_1;
use crate::common::{found, lot, stamp, write};
use store::{Key, Origin, Store, backup_beside, drill};
use tempfile::tempdir;

const RUNS: u64 = 24;
/// The fewest runs that must really have been cut off.
const LEAST: usize = 5;

fn key_of(folder: &Path) -> Key {
    Key::read(&folder.join("key")).unwrap()
}

/// Records, says so, and backs up, until it is killed.
fn recording_and_backing_up(folder: &Path) {
    let key = key_of(folder);
    let mut store = Store::open(folder, &key).unwrap();
    for number in 100.. {
        let seq = write(&mut store, lot(number)).unwrap();
        println!("ack {seq}");
        backup_beside(folder, &folder.join(format!("copies/{number}.tiaohe")), &key, |_, _| true).unwrap();
    }
}

#[test]
fn killed_in_a_backup() {
    if let Some(folder) = child() {
        return recording_and_backing_up(&folder);
    }
    let mut unfinished = 0;
    for seed in 0..RUNS {
        let folder = tempdir().unwrap();
        let (mut store, key) = found(&folder);
        for number in 0..100 {
            write(&mut store, lot(number)).unwrap();
        }
        drop(store);
        key.write(&folder.path().join("key")).unwrap();
        let copies = folder.path().join("copies");
        fs::create_dir(&copies).unwrap();
        let mut program = start("killed::killed_in_a_backup", folder.path());
        let mut lines = BufReader::new(program.stdout.take().unwrap()).lines().map(Result::unwrap);
        let acknowledged = lines.by_ref().find_map(|line| seq_of(&line)).unwrap();
        assert!(kill_after(program, Waits::new(seed).below(60_000)), "seed {seed}");
        let acknowledged = lines.filter_map(|line| seq_of(&line)).max().unwrap_or(acknowledged);

        let store = Store::open(folder.path(), &key).unwrap();
        assert!(store.verify().unwrap().seq >= acknowledged, "seed {seed}: {acknowledged} was acknowledged");
        for entry in fs::read_dir(&copies).unwrap() {
            let file = entry.unwrap().path();
            if file.extension().is_some_and(|ending| ending == "tiaohe") {
                let tried = drill(&file, &folder.path().join("drill"), &key, stamp(9));
                let tried = tried.unwrap_or_else(|error| panic!("seed {seed}: {}: {error}", file.display()));
                assert!(tried.rebuilt.different.is_empty(), "seed {seed}");
            } else {
                unfinished += 1;
                // The same name again: what was cut off is no obstacle.
                let name =
                    file.file_name().unwrap().to_str().unwrap().split(".part").next().unwrap().to_owned();
                store.backup(&copies.join(&name), &key).unwrap();
                assert!(!copies.join(format!("{name}.part")).exists(), "seed {seed}");
                break;
            }
        }
    }
    assert!(unfinished >= LEAST, "only {unfinished} backups were really cut off");
}

fn seq_of(line: &str) -> Option<u64> {
    line.strip_prefix("ack ")?.parse().ok()
}

#[test]
fn killed_in_a_restore() {
    if let Some(folder) = child() {
        let into = folder.join("restored");
        Store::restore(&folder.join("copy.tiaohe"), &into, &key_of(&folder), "system", stamp(5)).unwrap();
        return;
    }
    let source = tempdir().unwrap();
    let (mut store, key) = found(&source);
    for number in 0..400 {
        write(&mut store, lot(number)).unwrap();
    }
    let mut cut_off = 0;
    for seed in 0..RUNS {
        let folder = tempdir().unwrap();
        key.write(&folder.path().join("key")).unwrap();
        let copy = folder.path().join("copy.tiaohe");
        let head = store.backup(&copy, &key).unwrap();
        let bytes = fs::read(&copy).unwrap();
        let program = start("killed::killed_in_a_restore", folder.path());
        kill_after(program, Waits::new(seed).below(50_000));
        let into = folder.path().join("restored");
        if !into.join("store.db").exists() {
            cut_off += 1;
            Store::restore(&copy, &into, &key, "system", stamp(6)).unwrap();
        }
        let restored = Store::open(&into, &key).unwrap();
        // A store that stands there is whole and says what it is, whenever it was cut off.
        assert_eq!(restored.verify().unwrap().seq, head.seq + 1, "seed {seed}");
        assert_eq!(restored.origin().unwrap(), Origin::Restored, "seed {seed}");
        assert!(restored.rebuild_check().unwrap().different.is_empty(), "seed {seed}");
        assert_eq!(fs::read(&copy).unwrap(), bytes, "seed {seed}: the copy is only read");
        drop(restored);
        assert!(!into.join("store.db.part").exists(), "seed {seed}");
    }
    assert!(cut_off >= LEAST, "only {cut_off} restores were really cut off");
}

#[test]
fn killed_in_a_migration() {
    if let Some(folder) = child() {
        drop(Store::open(&folder, &key_of(&folder)).unwrap());
        return;
    }
    let (older, key) = of_schema_1();
    let mut still_old = 0;
    for seed in 0..RUNS {
        let folder = tempdir().unwrap();
        for file in ["store.db", "key"] {
            fs::copy(older.path().join(file), folder.path().join(file)).unwrap();
        }
        let program = start("killed::killed_in_a_migration", folder.path());
        kill_after(program, Waits::new(seed).below(40_000));
        still_old += usize::from(store::older_than_known(folder.path(), &key).unwrap());
        let mut store = Store::open(folder.path(), &key).unwrap();
        assert!(store.rebuild_check().unwrap().different.is_empty(), "seed {seed}");
        assert!(!store::older_than_known(folder.path(), &key).unwrap(), "seed {seed}");
        write(&mut store, lot(2)).unwrap();
        store.verify().unwrap();
    }
    assert!(still_old > 0, "no migration was cut off before its end");
}
