//! Lines within a form: each is read as a form of its own, and what is wrong with one is said by its line and its part.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use domain::Moment;
use domain::ids::LotId;
use domain::quantity::Milligrams;
use registers::types::{Lines, Text};
use registers::{Given, Notes};
use serde_json::{Value, json};

registers::form! {
    /// A line.
    pub struct Part {
        /// Which lot.
        pub lot: LotId,
        /// How much.
        pub amount: Milligrams,
        /// What else.
        pub note: Option<Text<10>>,
    }
}

registers::form! {
    /// What has lines.
    pub struct Sheet {
        /// What it is called.
        pub name: Text<10>,
        /// What is in it.
        pub parts: Lines<Part>,
        /// What else is.
        pub more: Option<Lines<Part>>,
    }
}

/// What is read, and what is wrong by field.
fn read(parts: Value, more: Value) -> (Option<Sheet>, Vec<(String, String, String)>) {
    let given = json!({ "name": "一", "parts": parts, "more": more });
    let now = Moment::parse_from_rfc3339("2026-11-20T10:00:00+08:00").unwrap();
    let mut notes = Notes::default();
    let sheet = registers::Form::read(&Given { values: given.as_object().unwrap(), now }, &mut notes);
    (sheet, notes.0.into_iter().map(|(field, why)| (field, why.zh, why.en)).collect())
}

#[test]
fn lines_are_read_from_rows_and_from_a_cell() {
    let rows = json!([{ "lot": "P1", "amount": "1.5" }, { "lot": "P2", "amount": "2", "note": "半" }]);
    let (sheet, wrong) = read(rows, Value::Null);
    assert!(wrong.is_empty(), "{wrong:?}");
    let sheet = sheet.unwrap();
    assert_eq!(sheet.parts.0.len(), 2);
    assert_eq!((sheet.parts.0[1].amount, sheet.more), (Milligrams(2_000), None));
    let (from_cell, wrong) = read(json!("P1 | 1.5; P2 | 2 | 半"), json!([]));
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(from_cell.unwrap().parts, sheet.parts);
}

#[test]
fn what_is_wrong_is_said_by_line_and_part_in_both_languages() {
    let bad = json!([{ "lot": "P1", "amount": "1" }, { "lot": "", "amount": "0" }]);
    for (parts, more, fields) in [
        (bad.clone(), Value::Null, vec!["parts.1.lot", "parts.1.amount"]),
        (json!([{ "lot": "P1", "amount": "1" }]), bad, vec!["more.1.lot", "more.1.amount"]),
        (json!([]), Value::Null, vec!["parts"]),
        (Value::Null, Value::Null, vec!["parts"]),
        (json!([null]), Value::Null, vec!["parts.0.lot", "parts.0.amount"]),
        (json!(vec![json!({ "lot": "P1", "amount": "1" }); 201]), Value::Null, vec!["parts"]),
    ] {
        let (sheet, wrong) = read(parts.clone(), more);
        assert!(sheet.is_none(), "{parts}");
        let named: Vec<&str> = wrong.iter().map(|(field, ..)| field.as_str()).collect();
        assert_eq!(named, fields, "{parts}");
        assert!(wrong.iter().all(|(_, zh, en)| !zh.is_empty() && !en.is_empty()), "{wrong:?}");
    }
}
