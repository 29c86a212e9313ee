//! A kind with three versions, that no ledger holds: reading lifts each step by step, and what is not in the list is no error.

use serde::{Deserialize, Serialize};

use crate::descriptor::Payload;

payloads! {
    /// As it was first.
    "shelf.dusted" 1 by []
    DustedV1 then DustedV2 {
        /// Who.
        by: String,
    }
    /// Says how many shelves.
    "shelf.dusted" 2 by []
    DustedV2 then DustedV3 {
        /// Who.
        by: String,
        /// How many shelves.
        count: u32,
    }
    /// Says it in words that were always meant.
    "shelf.dusted" 3 by []
    DustedV3 {
        /// Who.
        staff: String,
        /// How many shelves.
        count: u32,
    }
    /// Beside it, one of a single version.
    "shelf.moved" 1 by []
    MovedV1 {
        /// Who.
        by: String,
    }
}

impl From<DustedV1> for DustedV2 {
    fn from(one: DustedV1) -> Self {
        Self { by: one.by, count: 1 }
    }
}
impl From<DustedV2> for DustedV3 {
    fn from(two: DustedV2) -> Self {
        Self { staff: two.by, count: two.count }
    }
}

kinds! {
    Dusted: DustedV1, DustedV2, DustedV3;
    Moved: MovedV1;
}

fn read(kind: &str, version: u16, text: &str) -> Option<Record> {
    Record::read(kind, version, &mut serde_json::Deserializer::from_str(text)).unwrap()
}

#[test]
fn each_version_is_lifted_step_by_step() {
    let now = |count| Some(Record::Dusted(Box::new(DustedV3 { staff: "S1".to_owned(), count })));
    assert_eq!(read("shelf.dusted", 1, r#"{"by":"S1"}"#), now(1));
    assert_eq!(read("shelf.dusted", 2, r#"{"by":"S1","count":4}"#), now(4));
    assert_eq!(read("shelf.dusted", 3, r#"{"staff":"S1","count":4}"#), now(4));
}

#[test]
fn what_is_written_is_the_present_version() {
    let lifted = read("shelf.dusted", 1, r#"{"by":"S1"}"#).unwrap();
    assert_eq!((lifted.kind().name, lifted.kind().version), ("shelf.dusted", 3));
    let present: Vec<(&str, u16)> = Record::PRESENT.iter().map(|kind| (kind.name, kind.version)).collect();
    assert_eq!(present, [("shelf.dusted", 3), ("shelf.moved", 1)]);
    let mut bytes = Vec::new();
    lifted.write(&mut serde_json::Serializer::new(&mut bytes)).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), r#"{"staff":"S1","count":1}"#);
}

#[test]
fn what_is_not_known_is_left_unread_and_no_error() {
    assert_eq!(read("shelf.dusted", 4, "not even JSON"), None);
    assert_eq!(read("shelf.painted", 1, "not even JSON"), None);
    assert_eq!(Record::known("shelf.dusted", 4), None);
    assert_eq!(Record::known("shelf.dusted", 2), Some(&DustedV2::KIND));
}
