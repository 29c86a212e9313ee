//! What earlier programs left behind: every ledger that a release kept opens, verifies, rebuilds, and shows the same
//! services, stock and days as it did then. The ledgers lie under `tests/past/` at the root and are never written again;
//! where this test fails, the program is mended and not the ledger.

use std::path::{Path, PathBuf};

use crate::figures::Clock;
use counter::{Assets, Counter, papers};
use domain::Moment;
use domain::ids::ServiceNumber;
use serde_json::Value;
use store::{Key, Store};
use token::LabelToken;

/// Each kept store: `tests/past/<version>/<name>`.
fn kept() -> Vec<PathBuf> {
    let past = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/past");
    let folders = |path: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.is_dir()).collect()
    };
    let mut kept: Vec<PathBuf> = folders(&past).iter().flat_map(|version| folders(version)).collect();
    kept.sort();
    assert!(kept.len() >= 2, "the ledgers of the first release are gone");
    kept
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A copy of a kept store, opened by this program at the moment at which it was closed.
fn opened(folder: &Path, recorded: &Value) -> (Counter<Clock>, tempfile::TempDir) {
    let copy = tempfile::tempdir().unwrap();
    std::fs::copy(folder.join("store.db"), copy.path().join("store.db")).unwrap();
    let key = Key::read(&folder.join("store.key")).unwrap();
    let store =
        Store::open(copy.path(), &key).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let now = Moment::parse_from_rfc3339(recorded["now"].as_str().unwrap()).unwrap();
    (Counter::new(store, Clock { now, monotonic: 0 }, Assets::builtin().unwrap()), copy)
}

/// Fields that are words, or digests of words: a later program may say the same otherwise.
const WORDS: [&str; 6] = ["because", "because_en", "rulebook_title", "duty", "check_title", "rules"];

/// What was recorded and is not shown any more, or otherwise. What is shown beside it is new and fine.
fn differences(path: &str, recorded: &Value, now: &Value, found: &mut Vec<String>) {
    match (recorded, now) {
        (Value::Object(fields), Value::Object(_)) => {
            for (name, value) in fields.iter().filter(|(name, _)| !WORDS.contains(&name.as_str())) {
                match (name.as_str(), path.ends_with(".look")) {
                    // The digest of a sheet that nobody has signed yet is of its words.
                    ("shown", true) => {}
                    ("due", _) if path.ends_with(".look.sheet") => {
                        still_due(path, value, &now["due"], found);
                    }
                    _ => differences(&format!("{path}.{name}"), value, &now[name.as_str()], found),
                }
            }
        }
        (Value::Array(items), Value::Array(shown)) if items.len() == shown.len() => {
            for (index, (item, shown)) in items.iter().zip(shown).enumerate() {
                differences(&format!("{path}[{index}]"), item, shown, found);
            }
        }
        (recorded, now) if recorded == now => {}
        _ => found.push(format!("{path}: it was {recorded}, it is {now}")),
    }
}

/// What was due is due; a later program may know of more, and say until when otherwise.
fn still_due(path: &str, recorded: &Value, now: &Value, found: &mut Vec<String>) {
    let (recorded, now) = (recorded.as_array().unwrap(), now.as_array().unwrap());
    let same =
        |one: &Value, other: &Value| one["kind"] == other["kind"] && one["subject"] == other["subject"];
    let gone = recorded.iter().filter(|item| !now.iter().any(|other| same(item, other)));
    found.extend(gone.map(|item| format!("{path}.due: {item} is not due any more")));
}

#[test]
fn every_kept_ledger_opens_verifies_rebuilds_and_shows_the_same() {
    for folder in kept() {
        let recorded: Value = serde_json::from_str(&text(&folder.join("figures.json"))).unwrap();
        let (mut counter, _copy) = opened(&folder, &recorded);
        counter.store().verify().unwrap();
        let rebuilt = counter.store().rebuild_check().unwrap();
        assert_eq!(rebuilt.different, Vec::<String>::new(), "{}", folder.display());
        let now = crate::figures::of(&mut counter, &rebuilt).unwrap();
        let mut found = Vec::new();
        differences("", &recorded, &now, &mut found);
        assert!(found.is_empty(), "{}:\n{}", folder.display(), found.join("\n"));
    }
}

#[test]
fn a_kept_label_is_read_by_its_code_and_made_again_word_for_word() {
    for folder in kept().into_iter().filter(|folder| folder.join("label-token.txt").exists()) {
        let recorded: Value = serde_json::from_str(&text(&folder.join("figures.json"))).unwrap();
        let (counter, _copy) = opened(&folder, &recorded);
        let code = text(&folder.join("label-token.txt"));
        let token = LabelToken::verified(code.trim(), &[counter.store().verifying_key()]).unwrap();
        let number = ServiceNumber::parse(&token.service).unwrap();
        assert_eq!(counter.service(&number).unwrap().progress().number(), &number);
        // Its words are compared with what was recorded when it was issued.
        assert!(papers::label_again(&counter, &number).unwrap().starts_with(b"%PDF"));
        assert!(std::fs::read(folder.join("label.pdf")).unwrap().starts_with(b"%PDF"));
    }
}

#[test]
fn a_kept_key_opens_by_its_passphrase() {
    for folder in kept() {
        let phrase = text(&folder.join("passphrase.txt"));
        let wrapped = Key::read_wrapped(&folder.join("key.json"), phrase.trim()).unwrap();
        assert_eq!(wrapped.expose(), Key::read(&folder.join("store.key")).unwrap().expose());
    }
}
