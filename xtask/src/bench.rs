//! `cargo xtask bench [group …]`: builds the marks, the counter, and the empty window that it is held against, optimised,
//! and prints the marks. What is measured, and against what, is said in the `bench` crate; nothing passes or fails by a
//! time.

use std::{path::PathBuf, process::Command};

use crate::{
    Yard,
    fault::Fault,
    packages::{self, Chore},
    step::{cargo, finished},
};

/// The marks alone.
const MARKS: [&str; 5] = ["build", "--locked", "--release", "--package", "tiaohe-bench"];
/// Beside them, in one build, so that counter and empty window share one Tauri with the same features.
const WINDOWS: [&str; 4] = ["--package", "tiaohe", "--features", "tiaohe-bench/empty-window"];
/// The group that opens windows.
const WINDOW: &str = "window";

/// Builds what the groups need in release and runs `tiaohe-bench` with them; without any it measures all.
///
/// # Errors
/// Missing packages that we may not install; the build's or a measurement's own failure.
pub fn bench(yard: &Yard, groups: &[&str]) -> Result<(), Fault> {
    built(yard, groups)?;
    finished(Command::new(marks(yard)).args(groups).current_dir(&yard.root))
}

/// Builds what the groups need in release, into the yard's own target folder.
///
/// # Errors
/// Missing packages that we may not install; the build's own failure.
pub fn built(yard: &Yard, groups: &[&str]) -> Result<(), Fault> {
    packages::installed(Chore::Bench)?;
    let mut build = cargo(yard, &MARKS);
    if groups.is_empty() || groups.contains(&WINDOW) {
        build.args(WINDOWS);
    }
    finished(build.env("CARGO_TARGET_DIR", &yard.target))
}

/// Where the program lies that measures.
pub fn marks(yard: &Yard) -> PathBuf {
    yard.target.join("release").join("tiaohe-bench").with_extension(std::env::consts::EXE_EXTENSION)
}
