//! Holds what was written once against lists of digests that only grow: a golden, or a ledger of an earlier program, that changed,
//! vanished or was never listed is a breach, and so is a line of a list that a commit had and the list has no more. Without a
//! history the lists alone speak.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use super::{finding::Finding, tree::Tree};
use crate::Yard;

/// Folders of what was written once: the goldens, one file a kind and version; the ledgers that earlier programs left.
const FOLDERS: [&str; 2] = ["crates/records/goldens/", "tests/past/"];
/// The list of a folder's digests, a line each as `sha256sum` writes it.
const LIST: &str = "digests.txt";
/// What a folder says of itself may be put better.
const SAYS: &str = "README.md";

const KEPT: &str = "what was written once is never changed: take the change back, and give the new shape a new version with a golden of its own";

/// Every file of the folders that does not agree with its list, and every line of a list without its file.
pub fn breaches(tree: &Tree) -> Vec<Finding> {
    FOLDERS.iter().flat_map(|folder| of_folder(tree, folder)).collect()
}

fn of_folder(tree: &Tree, folder: &str) -> Vec<Finding> {
    let path = format!("{folder}{LIST}");
    let list = tree.file(&path).and_then(|file| file.text.as_deref()).unwrap_or_default();
    let mut listed: BTreeMap<&str, &str> = BTreeMap::new();
    let mut findings = Vec::new();
    for (number, line) in list.lines().enumerate() {
        let Some((digest, name)) = line.split_once("  ") else {
            findings.push(Finding::new(&path, number + 1, "goldens", "this is no line of a digest", KEPT));
            continue;
        };
        if listed.insert(name, digest).is_some() {
            let what = format!("`{name}` is listed twice");
            findings.push(Finding::new(&path, number + 1, "goldens", what, KEPT));
        }
        if tree.file(&format!("{folder}{name}")).is_none() {
            let what = format!("`{name}` is listed and not there");
            findings.push(Finding::new(&path, number + 1, "goldens", what, KEPT));
        }
    }
    for file in tree.files() {
        let Some(name) = file.path.strip_prefix(folder).filter(|name| ![LIST, SAYS].contains(name)) else {
            continue;
        };
        let digest = &file.digest;
        match listed.get(name) {
            Some(known) if known == digest => {}
            Some(_) => findings.push(Finding::new(
                &file.path,
                1,
                "goldens",
                "its bytes are others than listed",
                KEPT,
            )),
            None => {
                let mend = format!("add the line `{digest}  {name}` to {path}");
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

/// The lists as every commit had them, as far as there is a history here.
pub fn history(yard: &Yard) -> Option<String> {
    let log = ["log", "--format=", "--patch", "--unified=0", "--no-color", "--no-ext-diff", "--"];
    let lists = FOLDERS.map(|folder| format!("{folder}{LIST}"));
    let out = Command::new("git").arg("-C").arg(&yard.root).args(log).args(lists).output().ok()?;
    out.status.success().then(|| String::from_utf8_lossy(&out.stdout).into_owned())
}

/// Every line that a commit had and the list has no more.
pub fn lost(tree: &Tree, history: &str) -> Vec<Finding> {
    let lists = FOLDERS.map(|folder| format!("{folder}{LIST}"));
    let texts = lists.iter().filter_map(|path| tree.file(path)?.text.as_deref());
    let here: BTreeSet<&str> = texts.flat_map(str::lines).collect();
    let ever: BTreeSet<&str> = history
        .lines()
        .filter_map(|line| line.strip_prefix('+'))
        .filter(|line| !line.starts_with("++"))
        .collect();
    let gone = ever.difference(&here).map(|line| {
        Finding::new(&lists[0], 1, "goldens", format!("a commit had the line `{line}`, and it is gone"), KEPT)
    });
    gone.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";

    fn found(golden: Option<&str>, list: &str) -> Vec<String> {
        let (path, of) = (format!("{}a.v1.json", FOLDERS[0]), format!("{}{LIST}", FOLDERS[0]));
        let mut files = vec![(of.as_str(), list)];
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
        let of = format!("{}{LIST}", FOLDERS[1]);
        let lost = |list: &str| super::lost(&Tree::of(&[(of.as_str(), list)]), &history).len();
        assert_eq!(lost(&format!("{ONE}  a.v1.json\nfresh  b.v1.json\n")), 0);
        assert_eq!(lost("fresh  a.v1.json\n"), 1);
    }
}
