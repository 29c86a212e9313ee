//! `cargo xtask run`: from a fresh machine to the open counter.

use crate::{
    Yard,
    fault::Fault,
    packages::{self, Chore},
    step::{cargo, finished},
};

/// Installs what is missing, builds, and opens the counter.
///
/// # Errors
/// Missing packages that we may not install; the build's or the counter's own failure.
pub fn run(yard: &Yard) -> Result<(), Fault> {
    packages::installed(Chore::Run)?;
    finished(&mut cargo(yard, &["run", "--locked", "--package", "tiaohe"]))
}
