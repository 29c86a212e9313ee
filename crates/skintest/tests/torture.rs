//! Files made to break readers: none may panic, and what must not be accepted is not.

use std::panic::catch_unwind;

use crate::common::{files, fixture, import, now};
use proptest::prelude::*;
use skintest::ProblemCode::{self, *};

#[test]
fn json_torture() {
    // What a text that is not JSON may be called; an object or list that parses is an unknown profile.
    let grammar =
        [MalformedJson, TruncatedFile, TrailingContent, BadEncoding, TooDeep, EmptyFile, DuplicateKey];
    let mut seen = 0;
    for (name, bytes) in files("torture/jsontestsuite/test_parsing") {
        let problems = catch_unwind(|| import(&bytes)).unwrap_or_else(|_| panic!("{name} panics"));
        let problems = problems.err().unwrap_or_else(|| panic!("{name} is accepted as a skin test"));
        let code = problems[0].code;
        let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
        if matches!(first, Some(b'{' | b'[')) {
            match name.as_bytes()[0] {
                b'n' => assert!(grammar.contains(&code), "{name}: {code:?}"),
                b'y' => assert!(matches!(code, UnknownProfile | DuplicateKey), "{name}: {code:?}"),
                _ => {}
            }
        }
        seen += 1;
    }
    assert!(seen > 200);
}

#[test]
fn other_tables_are_unknown_and_read_without_panic() {
    for folder in ["torture/csv-spectrum/csvs", "torture/encodings-cn-derived", "torture/encodings-cpython"] {
        for (name, bytes) in files(folder) {
            let result = catch_unwind(|| import(&bytes)).unwrap_or_else(|_| panic!("{name} panics"));
            let problems = result.err().unwrap_or_else(|| panic!("{name} is accepted as a skin test"));
            let code = problems[0].code;
            let allowed: &[ProblemCode] = if name.contains("big5") && !name.contains("utf8") {
                &[BadEncoding]
            } else {
                &[UnknownProfile, BadEncoding, MalformedTable, FormulaCell]
            };
            assert!(allowed.contains(&code), "{name}: {problems:?}");
        }
    }
    // The genuine Chinese encodings are decoded: it is the header that nobody knows.
    for (name, bytes) in files("torture/encodings-cn-derived") {
        assert_eq!(import(&bytes).unwrap_err()[0].code, UnknownProfile, "{name}");
    }
}

#[test]
fn torn_files_are_refused_or_whole() {
    for name in [
        "genuine/facepp-advanced.json",
        "genuine/aihub-deepskin.json",
        "genuine/clinical-probes.tsv",
        "genuine/imaging-phenome.txt",
        "documented/generic-zh.csv",
        "documented/meitu-eve.json",
    ] {
        let bytes = fixture(name);
        for end in 0..bytes.len() {
            let result = catch_unwind(|| import(&bytes[..end])).unwrap_or_else(|_| panic!("{name} at {end}"));
            if name.ends_with(".json") && bytes[end..].iter().any(|byte| !byte.is_ascii_whitespace()) {
                assert!(result.is_err(), "{name} cut at {end} is accepted");
            }
        }
    }
    // The largest reply, at a coarser step.
    let bytes = fixture("genuine/ailab-pro.json");
    for end in (0..bytes.trim_ascii_end().len()).step_by(7) {
        assert!(import(&bytes[..end]).is_err(), "cut at {end}");
    }
}

fn any_fixture() -> impl Strategy<Value = Vec<u8>> {
    let names = [
        "genuine/facepp-advanced.json",
        "genuine/clinical-probes.tsv",
        "documented/generic-zh.csv",
        "documented/youcam-hd.json",
        "documented/haut-ai.json",
        "documented/visia-table.csv",
    ];
    prop::sample::select(names.to_vec()).prop_map(fixture)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let _ = import(&bytes);
    }

    #[test]
    fn random_tables_never_panic(cells in prop::collection::vec("[\"=,;\t0-9a.NI水%+@-]{0,6}", 0..60)) {
        let _ = import(format!("编号,水分,油分\n{}", cells.join(",").replace(";", "\n")).as_bytes());
    }

    #[test]
    fn changed_bytes_never_panic_and_keep_scores_in_range(
        mut bytes in any_fixture(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
    ) {
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(imported) = import(&bytes) {
            prop_assert!(!imported.tests.is_empty());
            for test in &imported.tests {
                prop_assert!(test.measurements.iter().all(|m| m.raw.is_finite()));
                prop_assert!(test.taken_at.is_none_or(|time| (time - now()).num_seconds() <= 300));
            }
        }
    }
}
