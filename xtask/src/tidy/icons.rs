//! Holds the icons that the pages name against those of the vendored sprite: one that is not in it would be an empty
//! square that nobody notices.

use std::collections::BTreeSet;

use super::{finding::Finding, laws::has_extension, tree::Tree};
use crate::vendor::icons;

/// What stands before an icon's name in a template.
const NAMED: &[&str] = &["<ti-icon name=\"", " icon=\""];

/// Every icon that a page names and the sprite does not have.
pub fn breaches(tree: &Tree) -> Vec<Finding> {
    let lock = tree.file("ui/vendor.lock.toml").and_then(|file| file.text.as_deref()).unwrap_or_default();
    let sprite: BTreeSet<String> = icons(lock).into_iter().collect();
    let pages = tree.files().filter(|file| {
        file.path.starts_with("ui/")
            && !file.path.starts_with("ui/vendor/")
            && has_extension(&file.path, &["js"])
    });
    pages
        .filter_map(|file| Some((file, file.text.as_deref()?)))
        .flat_map(|(file, text)| absent(&file.path, text, &sprite))
        .collect()
}

fn absent(path: &str, text: &str, sprite: &BTreeSet<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (line, (opening, rest)) in text.lines().enumerate().flat_map(|(number, line)| {
        NAMED.iter().flat_map(move |opening| {
            line.match_indices(opening).map(move |(at, _)| (number, (*opening, &line[at..])))
        })
    }) {
        let Some((name, _)) = rest[opening.len()..].split_once('"') else { continue };
        if !sprite.contains(name) {
            findings.push(Finding::new(
                path,
                line + 1,
                "icons",
                format!("the sprite has no `{name}`"),
                "add it to `icons` in ui/vendor.lock.toml and run `cargo xtask vendor`",
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_that_is_not_in_the_sprite_is_named() {
        let page = "<ti-icon name=\"house\"></ti-icon>\n<ti-empty icon=\"boat\">\n<ti-icon name=${x}>";
        let lock = "icons = [\"house\"]\npackage = []";
        let findings = breaches(&Tree::of(&[("ui/a.js", page), ("ui/vendor.lock.toml", lock)]));
        let found: Vec<_> = findings.iter().map(|finding| (finding.line, finding.what.as_str())).collect();
        assert_eq!(found, [(2, "the sprite has no `boat`")]);
    }
}
