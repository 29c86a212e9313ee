//! `cargo xtask tidy`: proves the house rules that a compiler cannot see, and names for each breach the file, the line,
//! the rule and the way out. It changes nothing.
//!
//! The rules themselves are the tables in [`laws`]; the other modules only know how to hold something against them.
//!
//! # What `ARCHITECTURE.md` must look like
//!
//! The table of dependencies stands between two marks. The first cell names the crate (or several) in backticks, the
//! last one gives the reason. Every direct dependency of a crate of this workspace, also for tests and builds, has a
//! row, and every row is a dependency:
//!
//! ```markdown
//! <!-- tidy: dependencies -->
//! | crate | used by | reason |
//! | --- | --- | --- |
//! | `chrono` | domain, rules | civil dates and offsets; its clock feature is off |
//! | `serde`, `serde_json` | ledger | … |
//! <!-- tidy: end -->
//! ```
//!
//! The code map is every path in backticks that starts with a folder of the repository (see [`laws::MAPPED`]), in any
//! Markdown file of ours, outside fenced blocks. It must exist; `*` in its last part stands for at least one file.
//! After `#` a symbol may follow: in Rust it must be defined in that file, elsewhere it must stand there as a word.
//! `ARCHITECTURE.md` must name the folder of every crate.
//!
//! ```markdown
//! 山东指南 第二十二条: `assets/rulebooks/shandong-guide.toml#第二十二条`, enforced by
//! `crates/rules/src/checks/equipment.rs#clean`; stored by `crates/store/src/ledger_table.rs#Records::append`.
//! ```

mod architecture;
mod finding;
mod goldens;
mod harness;
mod icons;
mod laws;
mod layers;
mod script;
mod sources;
mod styles;
mod texts;
mod tree;
mod vocabulary;
mod words;

use crate::{Yard, fault::Fault};

/// Holds the whole tree against the house rules.
///
/// # Errors
/// [`Fault::Untidy`] after printing every breach; what cannot be read.
pub fn tidy(yard: &Yard) -> Result<(), Fault> {
    let tree = tree::Tree::read(&yard.root)?;
    let house = layers::House::of(yard)?;
    // A page that is missing is an empty one: every crate and dependency is then found to be absent from it.
    let page = tree.file(laws::ARCHITECTURE).and_then(|file| file.text.as_deref()).unwrap_or_default();

    let mut findings = Vec::new();
    findings.extend(layers::breaches(&house, laws::LAYERS));
    for file in tree.files() {
        findings.extend(sources::breaches(file));
        findings.extend(architecture::dead_paths(file, &tree));
    }
    findings.extend(texts::breaches(&tree));
    findings.extend(icons::breaches(&tree));
    findings.extend(styles::breaches(&tree));
    findings.extend(harness::breaches(&tree));
    findings.extend(goldens::breaches(&tree));
    if let Some(history) = goldens::history(yard) {
        findings.extend(goldens::lost(&tree, &history));
    }
    findings.extend(vocabulary::breaches(&tree));
    findings.extend(architecture::dependency_table(page, &house.direct));
    findings.extend(architecture::unmapped_crates(page, &house.folders));

    findings.sort();
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() { Ok(()) } else { Err(Fault::Untidy(findings.len())) }
}
