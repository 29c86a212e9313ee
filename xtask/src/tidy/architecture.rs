//! Holds the written map against the house: the paths and symbols that our pages name, and the table of dependencies.
//! Its format is described in [`super`]. Whether the prose is true, a reader must judge.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    finding::Finding,
    laws::{ARCHITECTURE, MAPPED, has_extension},
    tree::{Leaf, Tree},
    words::has_word,
};

const TABLE_BEGINS: &str = "<!-- tidy: dependencies -->";
const TABLE_ENDS: &str = "<!-- tidy: end -->";

/// Code spans of a page with their lines, fenced blocks left out.
fn code_spans(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    let lines = text.lines().enumerate().filter(move |(_, line)| {
        let is_fence = line.trim_start().starts_with("```");
        fenced ^= is_fence;
        !fenced && !is_fence
    });
    // Between backticks, every second piece is code.
    lines.flat_map(|(number, line)| line.split('`').skip(1).step_by(2).map(move |span| (number + 1, span)))
}

fn paths(text: &str) -> impl Iterator<Item = (usize, &str)> {
    // `crates/<name>` is a pattern for the reader, `a b` is a command.
    code_spans(text).filter(|(_, span)| {
        MAPPED.iter().any(|folder| span.starts_with(folder)) && !span.contains(['<', ' ', '…'])
    })
}

/// Paths and symbols that one of our pages names and that are not there.
pub fn dead_paths(file: &Leaf, tree: &Tree) -> Vec<Finding> {
    let is_page =
        has_extension(&file.path, &["md"]) && (!file.path.contains('/') || file.path.starts_with("docs/"));
    let Some(text) = file.text.as_deref().filter(|_| is_page) else { return Vec::new() };
    paths(text)
        .filter_map(|(line, span)| {
            let (path, symbol) =
                span.split_once('#').map_or((span, None), |(path, symbol)| (path, Some(symbol)));
            let what = if !tree.has(path) {
                format!("`{path}` is not there")
            } else if symbol.is_some_and(|symbol| !is_found(path, symbol, tree)) {
                format!("`{path}` has no `{}`", symbol.unwrap_or_default())
            } else {
                return None;
            };
            Some(Finding::new(
                &file.path,
                line,
                "code-map",
                what,
                "say where it went; the map is what a new hire follows",
            ))
        })
        .collect()
}

fn is_found(path: &str, symbol: &str, tree: &Tree) -> bool {
    let Some(text) = tree.file(path).and_then(|file| file.text.as_deref()) else { return false };
    if has_extension(path, &["rs"]) {
        symbol.split("::").all(|part| text.lines().any(|line| defines(line, part)))
    } else {
        has_word(text, symbol)
    }
}

/// Whether a line of Rust defines the name: an item, or a variant or field at the line's start.
fn defines(line: &str, name: &str) -> bool {
    const ITEMS: &[&str] =
        &["fn", "struct", "enum", "trait", "type", "const", "static", "mod", "macro_rules!", "union"];
    let line = line.trim_start();
    if line.starts_with("//") {
        return false;
    }
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let is_item = ITEMS.iter().any(|item| has_word(line, &format!("{item} {name}")));
    let after = line.strip_prefix(name).map(str::trim_start);
    is_item
        || after.is_some_and(|after| after.starts_with([',', '{', '(', ':', '=']) && !after.starts_with("::"))
}

/// Crates whose folder the page does not name.
pub fn unmapped_crates(text: &str, folders: &BTreeMap<String, String>) -> Vec<Finding> {
    let named: BTreeSet<&str> = paths(text).map(|(_, span)| span).collect();
    folders
        .iter()
        .filter(|(_, folder)| !folder.is_empty())
        .filter(|(_, folder)| !named.iter().any(|span| span.trim_end_matches('/') == folder.as_str()))
        .map(|(package, folder)| {
            let what = format!("`{folder}/` ({package}) is not on the map");
            Finding::new(
                ARCHITECTURE,
                1,
                "code-map",
                what,
                "say in a line what it is and what it refuses to be",
            )
        })
        .collect()
}

/// Where the table of dependencies and the manifests differ.
pub fn dependency_table(text: &str, direct: &BTreeMap<String, BTreeSet<String>>) -> Vec<Finding> {
    const RULE: &str = "dependency";
    let mut findings = Vec::new();
    let mut listed: BTreeSet<&str> = BTreeSet::new();
    let lines = text.lines().enumerate().skip_while(|(_, line)| line.trim() != TABLE_BEGINS);
    let rows = lines.skip(1).take_while(|(_, line)| line.trim() != TABLE_ENDS);
    for (number, row) in rows.filter(|(_, line)| line.trim_start().starts_with('|')) {
        let cells: Vec<&str> = row.trim().trim_matches('|').split('|').map(str::trim).collect();
        let [first, .., reason] = cells.as_slice() else { continue };
        for name in first.split('`').skip(1).step_by(2) {
            listed.insert(name);
            if !direct.contains_key(name) {
                let what = format!("`{name}` is no dependency of ours");
                findings.push(Finding::new(ARCHITECTURE, number + 1, RULE, what, "take its row away"));
            } else if reason.is_empty() {
                let what = format!("`{name}` has no reason");
                let mend = "say what it is for and why it and not our own code";
                findings.push(Finding::new(ARCHITECTURE, number + 1, RULE, what, mend));
            }
        }
    }
    for (name, manifests) in direct.iter().filter(|(name, _)| !listed.contains(name.as_str())) {
        let named_by = manifests.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        let what = format!("`{name}` is not in the table of dependencies (named by {named_by})");
        let mend = format!(
            "give it a row with its reason between `{TABLE_BEGINS}` and `{TABLE_ENDS}`, or do without it"
        );
        findings.push(Finding::new(ARCHITECTURE, 1, RULE, what, mend));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name, the page's text, and what is found wrong with it, by line.
    type Case = (&'static str, &'static str, &'static [(usize, &'static str)]);

    fn page(text: &str) -> Leaf {
        Leaf::of(ARCHITECTURE, text)
    }

    fn whats(findings: Vec<Finding>) -> Vec<(usize, String)> {
        findings.into_iter().map(|finding| (finding.line, finding.what)).collect()
    }

    #[test]
    fn a_path_or_symbol_that_went_away_is_named_with_its_line() {
        let rust = "//! fn spoken\npub(crate) fn clean(now: Day) {}\nimpl Records {}\npub struct Records;\n    Planned,\n";
        let tree = Tree::of(&[
            ("crates/rules/src/checks.rs", rust),
            ("assets/rulebooks/a.toml", "number = \"第二十二条\"\n"),
        ]);
        let cases: &[Case] = &[
            ("it is there", "see `crates/rules/src/checks.rs`", &[]),
            (
                "it went away",
                "\nsee `crates/rules/src/gone.rs`",
                &[(2, "`crates/rules/src/gone.rs` is not there")],
            ),
            ("a function", "`crates/rules/src/checks.rs#clean`", &[]),
            ("a variant", "`crates/rules/src/checks.rs#Planned`", &[]),
            ("a type and its method", "`crates/rules/src/checks.rs#Records::clean`", &[]),
            (
                "a word in a comment defines nothing",
                "`crates/rules/src/checks.rs#spoken`",
                &[(1, "`crates/rules/src/checks.rs` has no `spoken`")],
            ),
            (
                "a part of a name",
                "`crates/rules/src/checks.rs#clea`",
                &[(1, "`crates/rules/src/checks.rs` has no `clea`")],
            ),
            ("an article", "`assets/rulebooks/a.toml#第二十二条`", &[]),
            (
                "another article",
                "`assets/rulebooks/a.toml#第二条`",
                &[(1, "`assets/rulebooks/a.toml` has no `第二条`")],
            ),
            ("a pattern", "`assets/rulebooks/*.toml`", &[]),
            ("not a path", "`cargo xtask run`, `serde`, `crates/<name>/src`", &[]),
            ("a picture of the tree", "```text\n`crates/gone`\n```", &[]),
        ];
        for (name, text, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|(line, what)| (*line, (*what).to_owned())).collect();
            assert_eq!(whats(dead_paths(&page(text), &tree)), expected, "{name}");
        }
    }

    #[test]
    fn pages_of_fixtures_are_not_ours_to_keep() {
        let file = Leaf { path: "crates/a/tests/ORIGIN.md".into(), ..page("`crates/gone`") };
        assert_eq!(dead_paths(&file, &Tree::default()), []);
    }

    #[test]
    fn every_crate_is_on_the_map() {
        let folders = BTreeMap::from([
            ("tiaohe".to_owned(), String::new()),
            ("tiaohe-domain".to_owned(), "crates/domain".to_owned()),
            ("tiaohe-rules".to_owned(), "crates/rules".to_owned()),
        ]);
        let found = whats(unmapped_crates("`crates/domain/`, `crates/rules/src/lib.rs`", &folders));
        assert_eq!(found, [(1, "`crates/rules/` (tiaohe-rules) is not on the map".to_owned())]);
    }

    #[test]
    fn the_table_of_dependencies_is_the_manifests_with_reasons() {
        let manifests = |name: &str| (name.to_owned(), BTreeSet::from(["crates/a/Cargo.toml".to_owned()]));
        let direct = BTreeMap::from([manifests("chrono"), manifests("serde"), manifests("toml")]);
        let text = "| `outside` | the table |\n<!-- tidy: dependencies -->\n| crate | reason |\n| --- | --- |\n\
                    | `chrono` | days |\n| `serde`, `gone` | |\n<!-- tidy: end -->\n| `toml` | outside |";
        let found = whats(dependency_table(text, &direct));
        assert_eq!(
            found,
            [
                (6, "`serde` has no reason".to_owned()),
                (6, "`gone` is no dependency of ours".to_owned()),
                (1, "`toml` is not in the table of dependencies (named by crates/a/Cargo.toml)".to_owned()),
            ]
        );
    }
}
