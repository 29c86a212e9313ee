//! `cargo xtask hq` as somebody at a terminal meets it: it stands with a store that is enrolled and synced, it stands again over
//! what it kept, and Ctrl-C leaves no process and no open port behind.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// An address that nobody listens at, with its monitor's a thousand above.
fn port() -> u16 {
    let from = u16::try_from(std::process::id() % 9_000).unwrap() + 33_000;
    (from..60_000)
        .find(|port| {
            [*port, port + 1_000].iter().all(|port| std::net::TcpListener::bind(("127.0.0.1", *port)).is_ok())
        })
        .unwrap()
}

#[expect(clippy::zombie_processes, reason = "whoever gets it waits for it")]
/// Starts it in a group of its own, as a shell does, and reads until it says that Ctrl-C ends it.
fn stands(folder: &Path, port: u16) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["hq", "--headless", "--built", "--port", &port.to_string(), "--folder"])
        .arg(folder)
        .stdout(Stdio::piped())
        .stdin(Stdio::null())
        .process_group(0)
        .spawn()
        .unwrap();
    let mut said = String::new();
    for line in BufReader::new(child.stdout.as_mut().unwrap()).lines() {
        said.push_str(&line.unwrap());
        said.push('\n');
        if said.contains("Ctrl-C ends it") {
            return (child, said);
        }
    }
    panic!("it ended: {said}");
}

fn asked(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

/// Ctrl-C: the terminal tells everybody in the group.
fn interrupted(mut child: Child) {
    let group = format!("-{}", child.id());
    assert!(Command::new("kill").args(["-INT", "--", &group]).status().unwrap().success());
    assert!(child.wait().unwrap().success(), "it ends in order");
}

/// The processes that name the folder.
fn left(folder: &Path) -> Vec<String> {
    let name = folder.display().to_string();
    let mut left = Vec::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let number = entry.file_name().to_string_lossy().into_owned();
        if number == std::process::id().to_string() {
            continue;
        }
        let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line).replace('\0', " ");
        if line.contains(&name) {
            left.push(line);
        }
    }
    left
}

#[test]
fn a_demonstration_stands_is_enrolled_and_leaves_no_process_behind() {
    let (folder, port) = (tempfile::tempdir().unwrap(), port());
    let place = std::fs::canonicalize(folder.path()).unwrap();
    for round in ["founded", "over what was kept"] {
        let (child, said) = stands(&place, port);
        assert!(said.contains("sign in as"), "{said}");
        assert_eq!(said.contains("在总部安全到第"), round == "founded", "{said}");
        assert!(asked(port + 1_000, "/health").starts_with("HTTP/1.1 200"), "{round}");
        let page = asked(port, "/");
        assert!(page.contains("hq-console"), "{page}");
        let metrics = asked(port + 1_000, "/metrics");
        assert!(metrics.contains("tiaohe_hq_forks_open 0"), "{metrics}");
        assert!(!left(&place).is_empty(), "its programs name their folder, so that they can be looked for");
        interrupted(child);
        assert_eq!(left(&place), Vec::<String>::new(), "{round}");
        assert!(TcpStream::connect(("127.0.0.1", port)).is_err(), "{round}");
    }
    assert!(place.join("counter/cn.tiaohe.counter/demo/store.db").is_file());
    assert!(!place.join("enrolment.json").exists(), "a code that was used lies nowhere");
}
