//! Holds the tests of a crate in the program that they are linked into: a file beside `tests/main.rs` that nobody names would
//! never run.

use super::{finding::Finding, laws::has_extension, tree::Tree};

/// What names the files beside it.
const MAIN: &str = "/tests/main.rs";

/// Every file of tests that no program holds.
pub fn breaches(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for main in tree.files().filter(|file| file.path.ends_with(MAIN)) {
        let home = &main.path[..main.path.len() - MAIN.len()];
        let text = |path: &str| tree.file(path).and_then(|file| file.text.as_deref()).unwrap_or_default();
        let (modules, manifest) = (text(&main.path), text(&format!("{home}/Cargo.toml")));
        for file in tree.files().filter(|file| has_extension(&file.path, &["rs"]) && file.path != main.path) {
            let beside = file.path.strip_prefix(home).and_then(|path| path.strip_prefix("/tests/"));
            let Some(name) = beside.and_then(|path| path.strip_suffix(".rs")) else { continue };
            let is_module = modules.lines().any(|line| line == format!("mod {name};"));
            let is_program = manifest.contains(&format!("path = \"tests/{name}.rs\""));
            if !name.contains('/') && !is_module && !is_program {
                findings.push(Finding::new(
                    &file.path,
                    1,
                    "no-lost-test",
                    "its tests are in no program",
                    format!("write `mod {name};` into {}", main.path),
                ));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_tests_that_nobody_names_is_found() {
        let tree = Tree::of(&[
            ("crates/a/tests/main.rs", "//! A.\nmod one;\nmod common;\n"),
            ("crates/a/tests/one.rs", ""),
            ("crates/a/tests/two.rs", ""),
            ("crates/a/tests/alone.rs", ""),
            ("crates/a/tests/common/part.rs", ""),
            ("crates/a/Cargo.toml", "[[test]]\nname = \"alone\"\npath = \"tests/alone.rs\"\n"),
            ("crates/b/tests/each.rs", ""),
        ]);
        let found: Vec<_> = breaches(&tree).into_iter().map(|finding| finding.path).collect();
        assert_eq!(found, ["crates/a/tests/two.rs"]);
    }
}
