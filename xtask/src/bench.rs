//! `cargo xtask bench`: builds the marks optimised and prints them. What is measured, and against what, is said in the
//! `bench` crate; nothing passes or fails by a time.

use crate::{
    Yard,
    fault::Fault,
    packages::{self, Chore},
    step::{cargo, finished},
};

/// Runs `tiaohe-bench` in release.
///
/// # Errors
/// Missing packages that we may not install; the build's or a measurement's own failure.
pub fn bench(yard: &Yard) -> Result<(), Fault> {
    packages::installed(Chore::Bench)?;
    finished(&mut cargo(yard, &["run", "--locked", "--release", "--package", "tiaohe-bench"]))
}
