//! The stage of a window test: a screen of its own, a message bus of its own, WebKit's WebDriver, and the built app
//! inside it. It leaves nothing behind and never skips: a missing program is a failed test that names its package.
//!
//! It refuses to know any screen of the product; what is shown is the business of the tests.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

/// Width of the smallest store screen in pixels.
pub const WIDTH: u32 = 1366;
/// Height of the smallest store screen in pixels.
pub const HEIGHT: u32 = 768;

/// Nothing here is measured against it: it only turns a hang into a failure.
const HANG: Duration = Duration::from_secs(120);

/// A child process that ends with the test, also when the test fails.
struct Supporting(Child);

impl Supporting {
    /// Starts a program of a Debian package; what it complains about is kept beside the pictures.
    fn start(program: &str, package: &str, command: &mut Command) -> Self {
        let complaints = File::create(complaints(program)).expect("the target folder can be written");
        match command.stdin(Stdio::null()).stderr(complaints).spawn() {
            Ok(child) => Self(child),
            Err(error) => panic!("{program} did not start ({error}). Install Debian's `{package}`."),
        }
    }

    /// The first line that the program prints, which is how Xvfb and dbus-daemon say that they are ready.
    fn first_line(&mut self, program: &str) -> String {
        let output: ChildStdout = self.0.stdout.take().expect("started with its output piped");
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).expect("output is readable");
        let line = line.trim().to_owned();
        assert!(
            !line.is_empty(),
            "{program} ended before it was ready; see {}",
            complaints(program).display()
        );
        line
    }
}

impl Drop for Supporting {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing left to do.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A running app. Fields drop in order: the driver first, then the bus and the screen that it stands on.
pub struct Stage {
    /// The WebDriver session on the app's window.
    pub window: Client,
    _driver: Supporting,
    _bus: Supporting,
    _screen: Supporting,
}

impl Stage {
    /// Opens the built app on a fresh screen of the smallest store size; `name` keeps its files apart from others'.
    pub async fn open(name: &str) -> Self {
        let home = fresh_home(name);
        let mut screen = Supporting::start(
            "Xvfb",
            "xvfb",
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"])
                .arg(format!("{WIDTH}x{HEIGHT}x24"))
                .stdout(Stdio::piped()),
        );
        let display = format!(":{}", screen.first_line("Xvfb"));
        // Without a bus of its own, a broken desktop portal delays the first window by half a minute.
        let mut bus = Supporting::start(
            "dbus-daemon",
            "dbus-x11",
            Command::new("dbus-daemon")
                .args(["--session", "--nofork", "--print-address=1"])
                .stdout(Stdio::piped()),
        );
        let address = bus.first_line("dbus-daemon");

        let port = free_port();
        let mut driver = Supporting::start(
            "WebKitWebDriver",
            "webkit2gtk-driver",
            Command::new("WebKitWebDriver")
                .arg(format!("--port={port}"))
                .envs([("DISPLAY", display.as_str()), ("DBUS_SESSION_BUS_ADDRESS", &address)])
                .envs([("TAURI_WEBVIEW_AUTOMATION", "true"), ("GDK_BACKEND", "x11"), ("NO_AT_BRIDGE", "1")])
                .envs(["HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"].map(|key| (key, &home)))
                .env_remove("WAYLAND_DISPLAY")
                // What the app starts in turn may outlive it for a moment and must not hold the runner's output open.
                .stdout(Stdio::null()),
        );
        wait_for(port, &mut driver).await;

        let opened = async {
            let window = session(port).await;
            painted(&window).await;
            window
        };
        let window = tokio::time::timeout(HANG, opened).await.expect("the window opens and paints");
        Self { window, _driver: driver, _bus: bus, _screen: screen }
    }

    /// Takes a picture of the page, keeps it as `target/window/<name>.png`, and answers its width and height.
    pub async fn picture(&self, name: &str) -> (u32, u32) {
        let taken =
            tokio::time::timeout(HANG, self.window.screenshot()).await.expect("the screenshot is answered");
        let png = taken.expect("a screenshot");
        fs::write(kept(&format!("{name}.png")), &png).expect("the picture is kept");
        // A PNG's first chunk is its header: width and height are the big-endian words at 16 and 20.
        let word = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
        (word(16), word(20))
    }

    /// Ends the session, which closes the app.
    pub async fn close(self) {
        self.window.clone().close().await.expect("the session closes");
    }
}

async fn session(port: u16) -> Client {
    let capabilities: Capabilities = serde_json::from_value(json!({
        "browserName": "wry",
        "webkitgtk:browserOptions": { "binary": env!("CARGO_BIN_EXE_tiaohe"), "args": [] },
    }))
    .expect("an object");
    ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(&format!("http://{}:{port}", Ipv4Addr::LOCALHOST))
        .await
        .expect("WebKitWebDriver opens the app; is its version that of the installed web view?")
}

/// A home without a past, so that no run sees what another one left.
fn fresh_home(name: &str) -> PathBuf {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("window-home").join(name);
    if home.exists() {
        fs::remove_dir_all(&home).expect("the last run's home can be taken away");
    }
    fs::create_dir_all(&home).expect("the target folder can be written");
    home
}

/// Waits for the page's first frame: WebKit never answers a screenshot that is asked for before it.
async fn painted(window: &Client) {
    let wait = "const done = arguments[0];
                const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => done()));
                if (document.readyState === 'complete') painted();
                else addEventListener('load', painted, { once: true });";
    window.execute_async(wait, vec![]).await.expect("the page paints");
}

/// Where pictures and complaints are kept: `target/window/`.
fn kept(file: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("window");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    folder.join(file)
}

/// One file for each program and test, as tests run side by side and each runs on a thread of its name.
fn complaints(program: &str) -> PathBuf {
    let thread = std::thread::current();
    kept(&format!("{}-{program}.log", thread.name().unwrap_or("test")))
}

fn free_port() -> u16 {
    let probe = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    probe.local_addr().expect("a bound address").port()
}

/// Waits until the driver listens; a driver that ends instead fails the test at once.
async fn wait_for(port: u16, driver: &mut Supporting) {
    let listening = async {
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            let ended = driver.0.try_wait().expect("its state can be asked");
            assert!(ended.is_none(), "WebKitWebDriver ended before it listened: {ended:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(HANG, listening).await.expect("WebKitWebDriver listens");
}
