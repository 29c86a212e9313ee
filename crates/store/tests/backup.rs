//! Backup while in use, and restore: the copy verifies, and is known as a copy.

use crate::common::{container, enrol, found, lot, stamp, write};
use store::{Key, Origin, Store};
use tempfile::tempdir;

#[test]
fn a_backup_is_verified_and_a_restored_copy_says_what_it_is() {
    let (folder, other, files) = (tempdir().unwrap(), tempdir().unwrap(), tempdir().unwrap());
    let (mut store, key) = found(&folder);
    write(&mut store, lot(1)).unwrap();
    write(&mut store, container(1, 1)).unwrap();
    let name = enrol(&mut store, "演示张三");
    let file = files.path().join("backup.tiaohe");
    let head = store.backup(&file, &key).unwrap();
    assert_eq!(head, store.head().unwrap());
    write(&mut store, lot(2)).unwrap();

    let restored = Store::restore(&file, other.path(), &key, "system", stamp(100)).unwrap();
    assert_eq!(restored.from, head);
    let copy = restored.store;
    assert_eq!(copy.origin().unwrap(), Origin::Restored);
    assert_eq!(copy.verify().unwrap().seq, head.seq + 1);
    assert!(copy.rebuild_check().unwrap().different.is_empty());
    assert_eq!(copy.lots().unwrap().len(), 1);
    assert_eq!(copy.unseal(&name).unwrap().as_deref(), Some("演示张三".as_bytes()));
    assert_eq!(store.origin().unwrap(), Origin::Original);
    assert_ne!(copy.head().unwrap(), store.head().unwrap());
    let left: Vec<_> = std::fs::read_dir(files.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn nothing_is_overwritten_and_nothing_half_written_stays() {
    let (folder, files) = (tempdir().unwrap(), tempdir().unwrap());
    let (store, key) = found(&folder);
    let file = files.path().join("backup.tiaohe");
    store.backup(&file, &key).unwrap();
    let before = std::fs::read(&file).unwrap();
    assert_eq!(store.backup(&file, &key).unwrap_err().code(), "file_exists");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    let nowhere = files.path().join("nowhere").join("backup.tiaohe");
    assert_eq!(store.backup(&nowhere, &key).unwrap_err().code(), "file");
    drop(store);
    let taken = Store::restore(&file, folder.path(), &key, "system", stamp(1)).unwrap_err();
    assert_eq!(taken.code(), "store_exists");

    let other = tempdir().unwrap();
    let wrong = Store::restore(&file, other.path(), &Key::new().unwrap(), "system", stamp(1)).unwrap_err();
    assert_eq!(wrong.code(), "wrong_key");
    let mut broken = before.clone();
    let middle = broken.len() / 2;
    broken[middle] ^= 0xff;
    let damaged = files.path().join("damaged.tiaohe");
    std::fs::write(&damaged, &broken).unwrap();
    Store::restore(&damaged, other.path(), &key, "system", stamp(1)).unwrap_err();
    for leftover in std::fs::read_dir(other.path()).unwrap() {
        assert_eq!(leftover.unwrap().file_name(), "lock");
    }
    Store::restore(&file, other.path(), &key, "system", stamp(1)).unwrap();
}
