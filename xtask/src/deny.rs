//! `cargo xtask deny`: licences, bans, sources and advisories of the dependencies, by cargo-deny and `deny.toml`.
//!
//! Advisories need a database from the network that is not the package registry, so `test` leaves them out and says so:
//! a test must not change its answer because a host is away.

use std::{path::PathBuf, process::Command};

use crate::{
    Yard,
    fault::Fault,
    step::{cargo, finished},
};

/// The version that `deny.toml` is written for.
const VERSION: &str = "0.20.2";

/// What can be decided from the lock file and the crates themselves.
pub const WITHOUT_NETWORK: &[&str] = &["bans", "licenses", "sources"];

/// Checks everything, advisories too.
///
/// # Errors
/// What cargo-deny says, or why it could not be installed.
pub fn deny(yard: &Yard) -> Result<(), Fault> {
    installed(yard)?;
    finished(&mut check(yard, WITHOUT_NETWORK))?;
    println!("Now the advisories; they fail where their database cannot be reached.");
    finished(&mut check(yard, &["advisories"]))
}

/// The command that checks these.
pub fn check(yard: &Yard, what: &[&str]) -> Command {
    let mut command = Command::new(program(yard));
    command.args(["--workspace", "--locked", "check"]).args(what).current_dir(&yard.root);
    command
}

/// Makes sure that cargo-deny of our version is under the target folder.
///
/// # Errors
/// Why it could not be built.
pub fn installed(yard: &Yard) -> Result<(), Fault> {
    let is_there = Command::new(program(yard)).arg("--version").output().is_ok_and(|output| {
        String::from_utf8_lossy(&output.stdout).trim() == format!("cargo-deny {VERSION}")
    });
    if is_there {
        return Ok(());
    }
    let mut install = cargo(yard, &["install", "cargo-deny", "--locked", "--version", VERSION, "--root"]);
    finished(install.arg(tools(yard)))
}

fn tools(yard: &Yard) -> PathBuf {
    yard.target.join("tools")
}

fn program(yard: &Yard) -> PathBuf {
    tools(yard).join("bin").join("cargo-deny")
}
