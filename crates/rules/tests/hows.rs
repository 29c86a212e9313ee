//! No line of a rulebook says more than the program does: each "how" has its proof, a test by name, in a list that must be
//! extended with it. What is planned, or somebody else's, has none and says so.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rules::rulebook::Limit;
use rules::{Check, MetBy, builtin};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Proven {
    book: String,
    number: String,
    says: String,
    proofs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    how: Vec<Proven>,
}

fn proven() -> BTreeMap<(String, String), (String, Vec<String>)> {
    let file: File = toml::from_str(include_str!("fixtures/hows.toml")).unwrap();
    let count = file.how.len();
    let all: BTreeMap<_, _> =
        file.how.into_iter().map(|one| ((one.book, one.number), (one.says, one.proofs))).collect();
    assert_eq!(all.len(), count, "each clause once");
    all
}

/// The name of every test in the workspace.
fn tests(folder: &Path, into: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tests(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            // Behind the mark other attributes may stand; the next function is the test.
            for part in text.split("#[test]").skip(1) {
                let name = part.split_once("fn ").and_then(|(_, rest)| rest.split_once('('));
                into.extend(name.map(|(name, _)| name.to_owned()));
            }
        }
    }
}

#[test]
fn every_how_has_its_proof() {
    let (mut known, mut proven) = (BTreeSet::new(), proven());
    tests(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(".."), &mut known);
    assert!(known.len() > 400, "{}", known.len());
    let mut wrong = Vec::new();
    for book in builtin() {
        for clause in &book.clauses {
            let name = format!("{} {}", book.id, clause.number);
            let Some((says, proofs)) = proven.remove(&(book.id.clone(), clause.number.clone())) else {
                wrong.push(format!("{name} has no proof: add it to hows.toml"));
                continue;
            };
            if says != clause.how {
                wrong.push(format!("{name} says 「{}」, its proof is of 「{says}」", clause.how));
            }
            let claims = matches!(clause.met_by, MetBy::Enforced | MetBy::Recorded | MetBy::Evidenced);
            if claims == proofs.is_empty() {
                wrong.push(format!("{name} is {:?} with {} proofs", clause.met_by, proofs.len()));
            }
            if clause.met_by == MetBy::Planned && !clause.how.contains("待后续") {
                wrong.push(format!("{name} is planned and does not say so: {}", clause.how));
            }
            wrong.extend(
                proofs
                    .iter()
                    .filter(|proof| !known.contains(*proof))
                    .map(|proof| format!("{name}: no test {proof}")),
            );
        }
    }
    wrong.extend(proven.keys().map(|(book, number)| format!("{book} {number} is no clause")));
    assert_eq!(wrong, Vec::<String>::new());
}

/// Figures that no check reads, each with the test that changes it in a rulebook and sees another answer.
const READ: &[(Limit, &str)] = &[
    (Limit::RetentionMonths, "every_register_that_keeps_has_its_months_in_the_rulebook_and_reads_them_there"),
    (Limit::PastUseMonths, "the_record_of_a_product_that_keeps_a_year_is_kept_past_its_last_day_of_use"),
    (Limit::ShortLivedMonths, "the_record_of_a_product_is_kept_as_long_as_the_rulebook_says"),
    (Limit::SampleMonths, "a_sample_is_kept_as_long_as_the_rulebook_asks_where_that_is_longer"),
    (Limit::CallBackWorkingDays, "the_call_back_is_due_by_the_rulebooks_working_days"),
];

#[test]
fn every_limit_has_a_reader_and_a_rulebook_that_gives_it() {
    let mut known = BTreeSet::new();
    tests(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(".."), &mut known);
    let books = builtin();
    for limit in Limit::ALL {
        let asked = Check::ALL.iter().any(|check| check.limits().contains(limit));
        let proof = READ.iter().find(|(read, _)| read == limit);
        assert!(asked || proof.is_some(), "{limit} is read by nothing: add its proof");
        if let Some((_, proof)) = proof {
            assert!(known.contains(*proof), "{limit}: no test {proof}");
        }
        let given =
            books.iter().flat_map(|book| &book.clauses).any(|clause| clause.limits.get(*limit).is_some());
        assert!(given, "no rulebook gives {limit}");
    }
}
