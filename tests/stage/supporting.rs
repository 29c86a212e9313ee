//! The programs that hold the stage up: each ends with the test, also when the test fails.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

use super::kept;

/// A child process that ends with the test.
pub(super) struct Supporting(Child);

impl Supporting {
    /// Starts a program of a Debian package; what it complains about is kept beside the pictures.
    pub(super) fn start(program: &str, package: &str, command: &mut Command) -> Self {
        let complaints = File::create(complaints(program)).expect("the target folder can be written");
        match command.stdin(Stdio::null()).stderr(complaints).spawn() {
            Ok(child) => Self(child),
            Err(error) => panic!("{program} did not start ({error}). Install Debian's `{package}`."),
        }
    }

    /// The first line that the program prints, which is how Xvfb and dbus-daemon say that they are ready.
    pub(super) fn first_line(&mut self, program: &str) -> String {
        let output: ChildStdout = self.0.stdout.take().expect("started with its output piped");
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).expect("output is readable");
        let line = line.trim().to_owned();
        let at = complaints(program);
        assert!(!line.is_empty(), "{program} ended before it was ready; see {}", at.display());
        line
    }

    /// Fails the test if the program has ended.
    pub(super) fn must_run(&mut self, program: &str) {
        let ended = self.0.try_wait().expect("its state can be asked");
        assert!(ended.is_none(), "{program} ended: {ended:?}");
    }

    /// The process that this one started from the given file.
    pub(super) fn child_running(&self, file: &Path) -> Option<u32> {
        let file = fs::canonicalize(file).ok()?;
        let mine = |pid: &u32| {
            let parent = fs::read_to_string(format!("/proc/{pid}/stat")).ok().and_then(|stat| {
                // The name stands in brackets and may itself hold spaces; then follow the state and the parent.
                stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse::<u32>().ok()
            });
            parent == Some(self.0.id())
                && fs::read_link(format!("/proc/{pid}/exe")).is_ok_and(|exe| exe == file)
        };
        let entries = fs::read_dir("/proc").ok()?.flatten();
        entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).find(mine)
    }
}

impl Drop for Supporting {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing left to do.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// One file for each program and test, as tests run side by side and each runs on a thread of its name.
fn complaints(program: &str) -> std::path::PathBuf {
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("test").replace("::", "-");
    kept(&format!("{test}-{program}.log"))
}
