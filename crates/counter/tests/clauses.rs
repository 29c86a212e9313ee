//! Every clause that a refusal cites is an article of a rulebook that is shipped: read from the sources, so that a slip of
//! the pen in one of them is found without the refusal being provoked.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test needs must be there")]

use std::path::{Path, PathBuf};

use rules::builtin;

/// What is cited in a source, as rulebook and number, where both are written out. An act that is no rulebook is named in
/// Chinese and in full.
fn cited(text: &str) -> Vec<(String, String)> {
    let calls = text.split(".clause(\"").skip(1);
    let mut found = Vec::new();
    for call in calls {
        let Some((rulebook, rest)) = call.split_once('"') else { continue };
        let Some(number) = rest.strip_prefix(", \"").and_then(|rest| rest.split('"').next()) else {
            continue;
        };
        if rulebook.is_ascii() {
            found.push((rulebook.to_owned(), number.to_owned()));
        }
    }
    found
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn every_clause_that_a_refusal_cites_is_in_its_rulebook() {
    let (books, mut files) = (builtin(), Vec::new());
    let crates = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    for name in std::fs::read_dir(crates).unwrap() {
        let source = name.unwrap().path().join("src");
        if source.is_dir() {
            sources(&source, &mut files);
        }
    }
    let mut seen = 0;
    for file in files {
        for (id, number) in cited(&std::fs::read_to_string(&file).unwrap()) {
            let book = books.iter().find(|book| book.id == id);
            let clause =
                book.unwrap_or_else(|| panic!("{}: no rulebook {id}", file.display())).clause(&number);
            assert!(clause.is_some(), "{}: {id} has no {number}", file.display());
            seen += 1;
        }
    }
    assert!(seen > 25, "{seen}");
}
