//! Faults of the disk, real ones: full, read-only, flipped, cut short. After each, nothing acknowledged is lost, and the
//! error has a code and says what to do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;

use crate::common::ground::{Disk, inside};
use crate::common::{container, found, lot, stamp, write};
use store::{Key, Store, StoreError};
use tempfile::tempdir;

/// What the store says of a fault, which always goes on with what to do.
fn told(error: &StoreError) -> &'static str {
    assert!(error.mend().is_some_and(|mend| !mend.is_empty()), "{error} does not say what to do");
    assert!(error.to_string().chars().count() > 10, "{error}");
    error.code()
}

#[test]
fn a_full_disk_refuses_and_loses_nothing() {
    if !inside("faults::a_full_disk_refuses_and_loses_nothing") {
        return;
    }
    let folder = tempdir().unwrap();
    for free in [0, 1, 2, 3, 5, 8, 13, 21, 34] {
        let disk = Disk::at(&folder.path().join(free.to_string()), 4_096);
        let key = Key::new().unwrap();
        let founding =
            store::Founding { opened: crate::common::opened(), actor: "system".into(), stamp: stamp(0) };
        let data = disk.path().join("store");
        let mut store = Store::found(&data, &key, founding).unwrap();
        write(&mut store, lot(1)).unwrap();
        disk.fill(free);
        let mut number = 2;
        let refused = loop {
            match write(&mut store, lot(number)) {
                Ok(_) => number += 1,
                Err(error) => break error,
            }
            assert!(number < 10_000, "the disk never fills");
        };
        assert_eq!(told(&refused), "disk_full", "{free} pieces free: {refused}");
        // It goes on reading, and what was acknowledged is what there is.
        let head = store.head().unwrap();
        assert_eq!(store.lots().unwrap().len(), number as usize - 1, "{free} pieces free");
        assert_eq!(store.verify().unwrap(), head);
        assert_eq!(told(&write(&mut store, lot(number)).unwrap_err()), "disk_full");
        drop(store);
        // Opened on the full disk it reads, or says that the disk is full: never that the store is damaged.
        match Store::open(&data, &key) {
            Ok(store) => assert_eq!(store.head().unwrap(), head, "{free} pieces free"),
            Err(error) => assert_eq!(told(&error), "disk_full", "{free} pieces free: {error}"),
        }
        disk.free();
        let mut store = Store::open(&data, &key).unwrap();
        assert_eq!(store.head().unwrap(), head, "{free} pieces free");
        write(&mut store, lot(number)).unwrap();
        assert!(store.rebuild_check().unwrap().different.is_empty());
        disk.unplugged();
    }
}

#[test]
fn a_disk_that_fills_while_it_is_written_works_again_without_a_restart() {
    if !inside("faults::a_disk_that_fills_while_it_is_written_works_again_without_a_restart") {
        return;
    }
    let folder = tempdir().unwrap();
    let disk = Disk::at(&folder.path().join("disk"), 4_096);
    let key = Key::new().unwrap();
    let founding =
        store::Founding { opened: crate::common::opened(), actor: "system".into(), stamp: stamp(0) };
    let mut store = Store::found(&disk.path().join("store"), &key, founding).unwrap();
    disk.fill(0);
    while write(&mut store, lot(1)).is_ok() {}
    disk.free();
    write(&mut store, lot(1)).unwrap();
    store.rest().unwrap();
    write(&mut store, container(1, 1)).unwrap();
    store.verify().unwrap();
}

#[test]
fn a_full_stick_takes_no_half_backup() {
    if !inside("faults::a_full_stick_takes_no_half_backup") {
        return;
    }
    let (folder, sticks) = (tempdir().unwrap(), tempdir().unwrap());
    let (mut store, key) = found(&folder);
    write(&mut store, lot(1)).unwrap();
    let stick = Disk::at(&sticks.path().join("stick"), 4_096);
    for free in [0, 1, 8, 20, 40] {
        stick.fill(free);
        let file = stick.path().join("backup.tiaohe");
        let refused = store.backup(&file, &key).unwrap_err();
        assert_eq!(told(&refused), "disk_full", "{free} pieces free: {refused}");
        stick.free();
        assert_eq!(fs::read_dir(stick.path()).unwrap().count(), 0, "{free} pieces free: something was left");
    }
    store.backup(&stick.path().join("backup.tiaohe"), &key).unwrap();
}

#[test]
fn a_read_only_disk_is_said_and_left_as_it_was() {
    if !inside("faults::a_read_only_disk_is_said_and_left_as_it_was") {
        return;
    }
    let folder = tempdir().unwrap();
    let disk = Disk::at(&folder.path().join("disk"), 4_096);
    let key = Key::new().unwrap();
    let founding =
        store::Founding { opened: crate::common::opened(), actor: "system".into(), stamp: stamp(0) };
    let data = disk.path().join("store");
    let head = Store::found(&data, &key, founding).unwrap().head().unwrap();
    let before = fs::read(data.join("store.db")).unwrap();
    disk.read_only();
    assert_eq!(told(&Store::open(&data, &key).unwrap_err()), "disk_read_only");
    assert_eq!(fs::read(data.join("store.db")).unwrap(), before);
    let other = tempdir().unwrap();
    let copy = other.path().join("store");
    fs::create_dir(&copy).unwrap();
    fs::copy(data.join("store.db"), copy.join("store.db")).unwrap();
    assert_eq!(Store::open(&copy, &key).unwrap().head().unwrap(), head, "nothing is lost on it");
}

/// A store with something in it, closed.
fn closed() -> (tempfile::TempDir, Key, Vec<u8>) {
    let folder = tempdir().unwrap();
    let (mut store, key) = found(&folder);
    for number in 1..40 {
        write(&mut store, lot(number)).unwrap();
    }
    drop(store);
    let bytes = fs::read(folder.path().join("store.db")).unwrap();
    (folder, key, bytes)
}

/// Opens and verifies, as the program and `tiaohectl verify` do.
fn judged(folder: &std::path::Path, key: &Key) -> Result<(), StoreError> {
    Store::open(folder, key)?.verify().map(|_| ())
}

#[test]
fn a_flipped_byte_on_any_page_is_found_and_the_file_is_kept() {
    let (folder, key, bytes) = closed();
    let file = folder.path().join("store.db");
    let codes = ["store_damaged", "wrong_key", "ledger_broken", "head_signature", "not_a_store"];
    for page in 0..bytes.len() / PAGE {
        let mut flipped = bytes.clone();
        flipped[page * PAGE + (page * 37) % PAGE] ^= 0x20;
        fs::write(&file, &flipped).unwrap();
        let error = judged(folder.path(), &key).expect_err(&format!("page {page}"));
        assert!(codes.contains(&told(&error)), "page {page}: {error}");
        // Nothing was repaired or thrown away: the page is as it was found.
        let kept = fs::read(&file).unwrap();
        assert_eq!(kept[page * PAGE..][..PAGE], flipped[page * PAGE..][..PAGE], "page {page}");
        for log in ["store.db-wal", "store.db-shm"] {
            fs::remove_file(folder.path().join(log)).or_else(missing).unwrap();
        }
    }
    fs::write(&file, &bytes).unwrap();
    judged(folder.path(), &key).unwrap();
}

/// What a page of the file takes.
const PAGE: usize = 4096;

fn missing(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

#[test]
fn a_file_that_was_cut_short_is_said() {
    let (folder, key, bytes) = closed();
    let file = folder.path().join("store.db");
    for length in [0, 1, 100, PAGE, PAGE * 3, bytes.len() / 2, bytes.len() - PAGE, bytes.len() - 1] {
        fs::write(&file, &bytes[..length]).unwrap();
        let error = judged(folder.path(), &key).expect_err(&format!("{length} bytes"));
        let codes = ["store_damaged", "wrong_key", "not_a_store", "ledger_broken"];
        assert!(codes.contains(&told(&error)), "{length} bytes: {error}");
        for log in ["store.db-wal", "store.db-shm"] {
            fs::remove_file(folder.path().join(log)).or_else(missing).unwrap();
        }
    }
}

#[test]
fn a_stick_that_is_pulled_out_in_mid_write_is_said_and_leaves_no_copy() {
    if !inside("faults::a_stick_that_is_pulled_out_in_mid_write_is_said_and_leaves_no_copy") {
        return;
    }
    let (folder, sticks) = (tempdir().unwrap(), tempdir().unwrap());
    let (mut store, key) = found(&folder);
    // More than is copied at once, and more than is followed at once.
    for number in 0..600 {
        write(&mut store, lot(number)).unwrap();
    }
    for pulled_at in [1, 2, 3] {
        let head = store.head().unwrap();
        let stick = Disk::at(&sticks.path().join("stick"), 65_536);
        let file = stick.path().join("backup.tiaohe");
        let mut steps = 0;
        let refused = store::backup_beside(folder.path(), &file, &key, |_, _| {
            steps += 1;
            if steps == pulled_at {
                stick.unplugged();
            }
            true
        });
        assert!(steps >= pulled_at, "the copy was over after {steps} steps");
        assert_eq!(told(&refused.unwrap_err()), "file", "pulled out at step {pulled_at}");
        assert_eq!(fs::read_dir(stick.path()).unwrap().count(), 0, "nothing went into the empty mount point");
        // Nobody at the counter lost anything, and the next stick takes its copy.
        assert_eq!(store.verify().unwrap(), head);
        write(&mut store, container(pulled_at, pulled_at)).unwrap();
        let next = Disk::at(stick.path(), 65_536);
        store.backup(&file, &key).unwrap();
        next.unplugged();
    }
}
