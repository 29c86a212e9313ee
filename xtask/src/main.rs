//! Chores of the repository: `cargo xtask run | install | test | screens | tidy | vendor | wire | bench | deny |
//! hq`.
//!
//! Each chore does everything that it needs, on a machine that never saw the project, and asks nothing while it runs.
//! No product code lives here, and the product never depends on it.

mod against;
mod bench;
mod deny;
mod fault;
mod hq;
mod install;
mod packages;
mod run;
mod screens;
mod step;
mod test;
mod tidy;
mod types;
mod vendor;
mod wire;
mod word_list;

use std::{
    env,
    path::{Path, PathBuf},
    process::ExitCode,
};

use fault::Fault;

/// Where the chores work.
pub struct Yard {
    /// The repository's root.
    pub root: PathBuf,
    /// Cargo's target folder: everything that a chore leaves behind lies below it.
    pub target: PathBuf,
}

impl Yard {
    fn new() -> Result<Self, Fault> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.parent().unwrap_or(here).to_owned();
        env::set_current_dir(&root).map_err(Fault::file(&root))?;
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |set| root.join(set));
        Ok(Self { root, target })
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match chore(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("\nxtask: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn chore(arguments: &[String]) -> Result<(), Fault> {
    let chore = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["bench", "--against", commit, ref groups @ ..] => {
            return against::against(&Yard::new()?, commit, groups);
        }
        ["bench", ref groups @ ..] => return bench::bench(&Yard::new()?, groups),
        ["hq", ref wanted @ ..] => {
            return hq::hq(&Yard::new()?, &hq::Wanted::read(wanted).ok_or(Fault::Usage)?);
        }
        ["run"] => run::run,
        ["install"] => install::install,
        ["test"] => test::test,
        ["tidy"] => tidy::tidy,
        ["screens"] => screens::screens,
        ["deny"] => deny::deny,
        ["vendor"] => vendor::vendor,
        ["vendor", "--check"] => vendor::check,
        ["wire"] => wire::wire,
        _ => return Err(Fault::Usage),
    };
    chore(&Yard::new()?)
}
