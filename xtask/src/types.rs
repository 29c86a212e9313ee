//! The compiler's and the formatter's look at the pages: `tsc --noEmit` in its strict mode over the JSDoc types of `ui/` and of
//! headquarters' `hq/ui/`, and Biome over how they are laid out. Both are installed below the target folder by its lock, never into `ui/`: nothing of it is shipped.

use std::{fs, path::PathBuf, process::Command};

use crate::{Yard, fault::Fault, step::finished};

/// What names the compiler and its integrity.
const MANIFESTS: [&str; 2] = ["package.json", "package-lock.json"];

/// The pages: the counter's, and headquarters'.
pub const PAGES: [&str; 2] = ["ui", "hq/ui"];

/// Makes sure that the compiler of our lock is below the target folder.
///
/// # Errors
/// Why it could not be installed.
pub fn installed(yard: &Yard) -> Result<(), Fault> {
    let folder = folder(yard);
    fs::create_dir_all(&folder).map_err(Fault::file(&folder))?;
    let mut same = compiler(yard).exists();
    for name in MANIFESTS {
        let (ours, theirs) = (yard.root.join("ui").join(name), folder.join(name));
        let wanted = fs::read(&ours).map_err(Fault::file(&ours))?;
        if fs::read(&theirs).ok().as_ref() != Some(&wanted) {
            same = false;
            fs::write(&theirs, wanted).map_err(Fault::file(&theirs))?;
        }
    }
    if same {
        return Ok(());
    }
    let mut install = Command::new("npm");
    finished(install.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder))
}

/// The command that checks one folder of pages.
pub fn check(yard: &Yard, pages: &str) -> Command {
    let mut command = Command::new("node");
    command
        .arg(compiler(yard))
        .args(["--noEmit", "--pretty", "false", "--project"])
        .arg(format!("{pages}/tsconfig.json"))
        .current_dir(&yard.root);
    command
}

/// The command that checks that one folder of pages is laid out as the formatter of our lock does it (`ui/biome.json`).
pub fn format(yard: &Yard, pages: &str) -> Command {
    let mut command = Command::new("node");
    command
        .arg(folder(yard).join("node_modules/@biomejs/biome/bin/biome"))
        .args(["format", "."])
        .current_dir(yard.root.join(pages));
    command
}

fn folder(yard: &Yard) -> PathBuf {
    yard.target.join("types")
}

fn compiler(yard: &Yard) -> PathBuf {
    folder(yard).join("node_modules/typescript/bin/tsc")
}
