//! `cargo xtask test`: everything that decides whether a change is accepted, the quick answers first and the real
//! window last. It stops at the first failure; logs lie under `target/steps/`, pictures under `target/window/`.

use std::{collections::BTreeSet, process::Command};

use serde::Deserialize;

use crate::{
    Yard, deny,
    fault::Fault,
    packages::{self, Chore},
    step::{Steps, cargo, printed},
    tidy, types, vendor,
};

/// The tests that open the real window: they come last, after all that needs no screen.
const WINDOWS: [(&str, &str); 2] = [("every screen", "screens"), ("real window", "window")];

/// Runs every step.
///
/// # Errors
/// The first step that fails.
pub fn test(yard: &Yard) -> Result<(), Fault> {
    let mut steps = Steps::new(yard)?;
    steps.step("system packages", || packages::installed(Chore::Test))?;
    steps.program("format", &mut cargo(yard, &["fmt", "--all", "--check"]))?;
    steps.step("tidy", || tidy::tidy(yard))?;
    steps.step("vendored files", || vendor::check(yard))?;
    steps.step("the pages' compiler is there", || types::installed(yard))?;
    for pages in types::PAGES {
        steps.program(&format!("format of the pages {pages}"), &mut types::format(yard, pages))?;
        steps.program(&format!("types of the pages {pages}"), &mut types::check(yard, pages))?;
    }
    steps.step("cargo-deny is there", || deny::installed(yard))?;
    println!(
        "Advisories are not part of this run: they need a database from the network (`cargo xtask deny`)."
    );
    steps.program("licences, bans, sources", &mut deny::check(yard, deny::WITHOUT_NETWORK))?;
    steps.program("build and lints", tests(yard).args(["--all-targets", "--no-run"]))?;
    steps.program("unit tests", tests(yard).args(["--lib", "--bins"]))?;
    steps.program("doc tests", tests(yard).arg("--doc"))?;
    let names = test_names(&printed(&mut cargo(
        yard,
        &["metadata", "--locked", "--no-deps", "--format-version", "1"],
    ))?)?;
    let opens = |name: &String| WINDOWS.iter().any(|(_, window)| window == name);
    let quick = names.iter().filter(|name| !opens(name)).flat_map(|name| ["--test", name]);
    steps.program("integration tests", tests(yard).args(quick))?;
    for (step, window) in WINDOWS {
        steps.program(step, tests(yard).args(["--test", window]))?;
    }
    steps.print_summary();
    Ok(())
}

/// What clippy is asked to refuse, as its driver reads it from `CLIPPY_ARGS`.
const STRICT: &str = "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__";

/// Always the whole workspace, so that features are the same in each step; and always by clippy's own compiler, which lints
/// what it builds. A `cargo clippy` beside it would read every dependency a second time. So nothing is built twice.
pub fn tests(yard: &Yard) -> Command {
    let mut command = cargo(yard, &["test", "--locked", "--workspace"]);
    command.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").env("CLIPPY_ARGS", STRICT);
    command
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

/// The names of the files under `tests/` of every crate.
fn test_names(metadata: &[u8]) -> Result<BTreeSet<String>, Fault> {
    let metadata: Metadata = serde_json::from_slice(metadata)?;
    let targets = metadata.packages.into_iter().flat_map(|package| package.targets);
    Ok(targets
        .filter(|target| target.kind.iter().any(|kind| kind == "test"))
        .map(|target| target.name)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_integration_tests_are_named() {
        let metadata = br#"{ "packages": [
            { "targets": [{ "name": "store", "kind": ["lib"] }, { "name": "kill", "kind": ["test"] }] },
            { "targets": [{ "name": "window", "kind": ["test"] }] } ] }"#;
        let names = test_names(metadata).expect("metadata");
        assert_eq!(names.iter().map(String::as_str).collect::<Vec<_>>(), ["kill", "window"]);
    }
}
