//! Holds what was written once against a list of digests that only grows: a golden that changed, vanished or was never listed is a
//! breach, and so is a line of the list that a commit had and the list has no more. Without a history the list alone speaks.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use sha2::{Digest as _, Sha256};

use super::{finding::Finding, tree::Tree};
use crate::Yard;

/// The folder of goldens: one file a kind and version, with the payload's bytes and nothing else.
const FOLDER: &str = "crates/records/goldens/";
/// The list of their digests, a line each as `sha256sum` writes it.
pub const LIST: &str = "crates/records/goldens/digests.txt";

const KEPT: &str = "what was written once is never changed: take the change back, and give the new shape a new version with a golden of its own";

/// Every golden that does not agree with the list, and every line of the list without its golden.
pub fn breaches(tree: &Tree) -> Vec<Finding> {
    let list = tree.file(LIST).and_then(|file| file.text.as_deref()).unwrap_or_default();
    let mut listed: BTreeMap<&str, &str> = BTreeMap::new();
    let mut findings = Vec::new();
    for (number, line) in list.lines().enumerate() {
        let Some((digest, name)) = line.split_once("  ") else {
            findings.push(Finding::new(LIST, number + 1, "goldens", "this is no line of a digest", KEPT));
            continue;
        };
        if listed.insert(name, digest).is_some() {
            let what = format!("`{name}` is listed twice");
            findings.push(Finding::new(LIST, number + 1, "goldens", what, KEPT));
        }
        if tree.file(&format!("{FOLDER}{name}")).is_none() {
            let what = format!("`{name}` is listed and not there");
            findings.push(Finding::new(LIST, number + 1, "goldens", what, KEPT));
        }
    }
    for file in tree.files().filter(|file| file.path.starts_with(FOLDER) && file.path != LIST) {
        let name = &file.path[FOLDER.len()..];
        let digest = hex::encode(Sha256::digest(file.text.as_deref().unwrap_or_default()));
        match listed.get(name) {
            Some(known) if **known == digest => {}
            Some(_) => findings.push(Finding::new(
                &file.path,
                1,
                "goldens",
                "its bytes are others than listed",
                KEPT,
            )),
            None => {
                let mend = format!("add the line `{digest}  {name}` to {LIST}");
                findings.push(Finding::new(
                    &file.path,
                    1,
                    "goldens",
                    "it is not in the list of digests",
                    mend,
                ));
            }
        }
    }
    findings
}

/// The list as every commit had it, as far as there is a history here.
pub fn history(yard: &Yard) -> Option<String> {
    let log = ["log", "--format=", "--patch", "--unified=0", "--no-color", "--no-ext-diff", "--", LIST];
    let out = Command::new("git").arg("-C").arg(&yard.root).args(log).output().ok()?;
    out.status.success().then(|| String::from_utf8_lossy(&out.stdout).into_owned())
}

/// Every line that a commit had and the list has no more.
pub fn lost(tree: &Tree, history: &str) -> Vec<Finding> {
    let list = tree.file(LIST).and_then(|file| file.text.as_deref()).unwrap_or_default();
    let here: BTreeSet<&str> = list.lines().collect();
    let ever: BTreeSet<&str> = history
        .lines()
        .filter_map(|line| line.strip_prefix('+'))
        .filter(|line| !line.starts_with("++"))
        .collect();
    let gone = ever.difference(&here).map(|line| {
        Finding::new(LIST, 1, "goldens", format!("a commit had the line `{line}`, and it is gone"), KEPT)
    });
    gone.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";

    fn found(golden: Option<&str>, list: &str) -> Vec<String> {
        let path = format!("{FOLDER}a.v1.json");
        let mut files = vec![(LIST, list)];
        files.extend(golden.map(|text| (path.as_str(), text)));
        breaches(&Tree::of(&files)).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn a_golden_and_its_line_agree_or_are_named() {
        let line = format!("{ONE}  a.v1.json\n");
        let none: [&str; 0] = [];
        assert_eq!(found(Some("1"), &line), none);
        assert_eq!(found(Some("2"), &line), ["its bytes are others than listed"]);
        assert_eq!(found(None, &line), ["`a.v1.json` is listed and not there"]);
        assert_eq!(found(Some("1"), ""), ["it is not in the list of digests"]);
        assert_eq!(found(Some("1"), &format!("{line}{line}")), ["`a.v1.json` is listed twice"]);
        assert_eq!(found(Some("1"), &format!("{line}a.v2.json\n")), ["this is no line of a digest"]);
    }

    #[test]
    fn a_line_that_a_commit_had_is_missed() {
        let history = format!("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+{ONE}  a.v1.json\n");
        let lost = |list: &str| super::lost(&Tree::of(&[(LIST, list)]), &history).len();
        assert_eq!(lost(&format!("{ONE}  a.v1.json\nfresh  b.v1.json\n")), 0);
        assert_eq!(lost("fresh  a.v1.json\n"), 1);
    }
}
