//! The ledger that the next release leaves behind can be written: by commands, with a record of every kind that there is,
//! and it opens, is followed and is made again. A kind that nobody writes there fails here, before a release finds out.

#[path = "../examples/write_past/past.rs"]
mod past;

#[test]
fn the_next_release_leaves_a_record_of_every_kind_behind() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("next");
    past::write(&kept).unwrap_or_else(|error| panic!("{error}"));
    for (store, file) in [("demo", "store.db"), ("demo", "label.pdf"), ("founded", "figures.json")] {
        assert!(kept.join(store).join(file).exists(), "{store}/{file}");
    }
}
