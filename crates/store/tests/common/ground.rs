//! Ground for tests of faults: disks that are really small, really read-only and really gone, and programs that are
//! really killed. The test starts itself again, inside a mount namespace of its own (as root of it, whoever runs the
//! test) or as the child that is killed. Nothing is skipped: where namespaces are forbidden, the test fails and says so.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking, and no test uses all of it"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const INSIDE: &str = "TIAOHE_TEST_INSIDE";
const CHILD: &str = "TIAOHE_TEST_CHILD";

/// Whether the test `name` runs in a namespace of its own; where it does not yet, it is run there and must pass.
pub fn inside(name: &str) -> bool {
    if std::env::var_os(INSIDE).is_some() {
        return true;
    }
    let mut again = Command::new("unshare");
    again.args(["--user", "--map-root-user", "--mount"]).arg(std::env::current_exe().unwrap());
    again.args(["--exact", name, "--nocapture"]).env(INSIDE, "1");
    let ran =
        again.output().unwrap_or_else(|error| panic!("unshare (util-linux) must be installed: {error}"));
    let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{name} in a mount namespace of its own:\n{said}");
    assert!(said.contains("1 passed"), "{name} did not run in its namespace:\n{said}");
    false
}

fn run(program: &str, arguments: &[&str], path: &Path) {
    let ran = Command::new(program).args(arguments).arg(path).output();
    let ran = ran.unwrap_or_else(|error| panic!("{program} must be installed: {error}"));
    assert!(ran.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

/// A disk of its own, in memory, while the test is inside its namespace.
pub struct Disk(PathBuf);

/// Bytes that a file of the filler takes.
pub const PIECE: usize = 4096;

impl Disk {
    /// A disk of so many kilobytes at a folder, which is made.
    pub fn at(path: &Path, kilobytes: u64) -> Self {
        fs::create_dir_all(path).unwrap();
        run("mount", &["-t", "tmpfs", "-o", &format!("size={kilobytes}k"), "tmpfs"], path);
        Self(path.to_owned())
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Fills it up to some free pieces.
    pub fn fill(&self, free: usize) {
        let filler = self.0.join("filler");
        fs::create_dir_all(&filler).unwrap();
        let mut pieces = Vec::new();
        loop {
            let piece = filler.join(pieces.len().to_string());
            match fs::write(&piece, [7; PIECE]) {
                Ok(()) => pieces.push(piece),
                Err(error) => {
                    assert_eq!(error.kind(), std::io::ErrorKind::StorageFull);
                    fs::remove_file(piece).unwrap();
                    break;
                }
            }
        }
        for piece in pieces.iter().rev().take(free) {
            fs::remove_file(piece).unwrap();
        }
    }

    /// Somebody tidied up.
    pub fn free(&self) {
        fs::remove_dir_all(self.0.join("filler")).unwrap();
    }

    pub fn read_only(&self) {
        run("mount", &["-o", "remount,ro"], &self.0);
    }

    /// Pulled out, whoever still writes to it.
    pub fn unplugged(&self) {
        run("umount", &["--lazy"], &self.0);
    }
}

/// What a child of the test `name` was given to do; `None` in the test itself.
pub fn child() -> Option<PathBuf> {
    std::env::var_os(CHILD).map(PathBuf::from)
}

/// Starts the test `name` again as a child that works in `folder`.
pub fn start(name: &str, folder: &Path) -> Child {
    let mut again = Command::new(std::env::current_exe().unwrap());
    again.args(["--exact", name, "--nocapture"]).env(CHILD, folder);
    again.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

/// Kills a child after a while; whether it was still at work.
pub fn kill_after(mut child: Child, wait: Duration) -> bool {
    std::thread::sleep(wait);
    child.kill().unwrap();
    !child.wait().unwrap().success()
}

/// Seeded waits: the same in every run.
pub struct Waits(u64);

impl Waits {
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A wait shorter than so many microseconds.
    pub fn below(&mut self, microseconds: u64) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        Duration::from_micros(self.0 % microseconds)
    }
}
