//! A real gnome-keyring-daemon on a bus of its own, and every way in which there can be none. The address of the bus is read from
//! the environment, so each test runs itself again in an environment made for it; a program that is missing fails it.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "what the tests share must fail them")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::net::UnixListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use keystore::{KeyStore, KeyStoreFault};
use tempfile::TempDir;

/// Set while a test runs itself again.
const INSIDE: &str = "TIAOHE_KEEPER_INSIDE";
/// Longer than anything here takes; it only ends a test that fails.
const LONG: Duration = Duration::from_secs(30);

/// No service is started by this bus itself.
const BUS: &str = "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\"
 \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">
<busconfig><type>session</type><listen>unix:dir=FOLDER</listen><auth>EXTERNAL</auth><policy context=\"default\">
<allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>";

/// An environment of its own, gone with it.
struct Session {
    folder: TempDir,
    address: Option<String>,
    children: Vec<Child>,
}

impl Drop for Session {
    fn drop(&mut self) {
        for child in &mut self.children {
            if let Err(error) = child.kill().and_then(|()| child.wait()) {
                eprintln!("{error}");
            }
        }
    }
}

impl Session {
    fn without_bus() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { folder, address: None, children: Vec::new() }
    }

    fn with_bus() -> Self {
        let mut session = Self::without_bus();
        let config = session.folder.path().join("bus.conf");
        std::fs::write(&config, BUS.replace("FOLDER", &session.folder.path().display().to_string()))
            .expect("written");
        let mut command = Command::new("dbus-daemon");
        command
            .args(["--nofork", "--nopidfile", "--print-address"])
            .arg(format!("--config-file={}", config.display()));
        let mut bus = command.stdout(Stdio::piped()).spawn().expect("dbus-daemon must be installed");
        let mut address = String::new();
        let out = bus.stdout.take().expect("piped");
        BufReader::new(out).read_line(&mut address).expect("an address");
        session.address = Some(address.trim().to_owned());
        session.children.push(bus);
        session
    }

    fn with_key_store(password: Option<&str>) -> Self {
        let mut session = Self::with_bus();
        let mut command = Command::new("gnome-keyring-daemon");
        command.args(["--foreground", "--components=secrets"]);
        if password.is_some() {
            command.arg("--unlock");
        }
        session.surround(&mut command);
        let daemon = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut daemon = daemon.expect("gnome-keyring-daemon must be installed");
        let mut input = daemon.stdin.take().expect("piped");
        input.write_all(password.unwrap_or_default().as_bytes()).expect("the password is read");
        session.children.push(daemon);
        session
    }

    fn surround(&self, command: &mut Command) {
        for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"] {
            command.env(name, self.folder.path());
        }
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("DBUS_SESSION_BUS_ADDRESS");
        if let Some(address) = &self.address {
            command.env("DBUS_SESSION_BUS_ADDRESS", address);
        }
    }
}

/// Runs `body` in the environment that `session` makes: this test, once more, in a process of its own.
fn inside(test: &str, session: fn() -> Session, body: fn()) {
    if std::env::var(INSIDE).is_ok_and(|inside| inside == test) {
        return body();
    }
    let session = session();
    let mut again = Command::new(std::env::current_exe().expect("this test"));
    again.args(["--exact", test, "--nocapture"]).env(INSIDE, test);
    session.surround(&mut again);
    let output = again.output().expect("this test runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{text}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The key store, once its daemon has come up.
fn key_store() -> KeyStore {
    let begun = Instant::now();
    loop {
        match KeyStore::probe() {
            Ok(store) => return store,
            Err(absent) if begun.elapsed() > LONG => panic!("{absent}"),
            Err(_) => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

#[test]
fn a_secret_is_kept_replaced_and_forgotten() {
    inside(
        "a_secret_is_kept_replaced_and_forgotten",
        || Session::with_key_store(Some("演示")),
        || {
            let store = key_store();
            let got = |account: &str| store.get(account).expect("an answer").map(|secret| secret.to_vec());
            assert_eq!(got("JN01"), None);
            let (first, second) = ([0_u8, 1, 255, 10, 13], [7_u8; 32]);
            store.put("JN01", &first).expect("kept");
            assert_eq!(got("JN01"), Some(first.to_vec()), "any bytes, not only text");
            store.put("JN01", &second).expect("replaced");
            store.put("JN02", &first).expect("kept beside it");
            assert_eq!((got("JN01"), got("JN02")), (Some(second.to_vec()), Some(first.to_vec())));
            let again = KeyStore::probe().expect("another connection");
            assert_eq!(again.get("JN01").expect("an answer").as_deref(), Some(&second.to_vec()));
            store.remove("JN01").expect("forgotten");
            store.remove("JN01").expect("nothing to forget");
            assert_eq!((got("JN01"), got("JN02")), (None, Some(first.to_vec())));
        },
    );
}

#[test]
fn a_locked_key_store_that_nobody_unlocks_keeps_nothing_and_says_so() {
    inside(
        "a_locked_key_store_that_nobody_unlocks_keeps_nothing_and_says_so",
        || Session::with_key_store(None),
        || {
            let store = key_store();
            let fault = store.put("JN01", &[7; 32]).expect_err("no screen to ask for a password on");
            assert!(
                matches!(fault, KeyStoreFault::Locked | KeyStoreFault::Refused(_) | KeyStoreFault::Silent),
                "{fault:?}"
            );
        },
    );
}

#[test]
fn a_bus_without_a_key_store_is_told_at_once() {
    inside("a_bus_without_a_key_store_is_told_at_once", Session::with_bus, is_absent);
}

#[test]
fn no_bus_at_all_is_told_at_once() {
    inside("no_bus_at_all_is_told_at_once", Session::without_bus, is_absent);
}

#[test]
fn a_bus_that_never_answers_is_given_up() {
    fn deaf() -> Session {
        let mut session = Session::without_bus();
        let path = session.folder.path().join("deaf");
        let listener = UnixListener::bind(&path).expect("a socket");
        // Whoever connects is never accepted; the socket lives as long as this process.
        std::mem::forget(listener);
        session.address = Some(format!("unix:path={}", path.display()));
        session
    }
    inside("a_bus_that_never_answers_is_given_up", deaf, is_absent);
}

fn is_absent() {
    let begun = Instant::now();
    let absent = KeyStore::probe().expect_err("there is none");
    assert!(begun.elapsed() < LONG / 2, "two seconds, and what a busy computer adds");
    assert!(!absent.why().is_empty() && absent.to_string().contains("口令"), "{absent}");
}
