//! The stage of a window test: a screen of its own, a message bus of its own, WebKit's WebDriver, and the built app
//! inside it. It leaves nothing behind and never skips: a missing program is a failed test that names its package.
//!
//! It refuses to know any screen of the product; what is shown is the business of the tests.

pub mod clock;
mod dialogs;
mod hands;
mod supporting;

use std::{
    fs,
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

pub use hands::at;
use supporting::Supporting;

/// Width of the smallest store screen in pixels.
pub const WIDTH: u32 = 1366;
/// Height of the smallest store screen in pixels.
pub const HEIGHT: u32 = 768;

/// Nothing here is measured against it: it only turns a hang into a failure.
const HANG: Duration = Duration::from_secs(120);

/// Two frames of the page: the first begins with what is there now, the second comes when it is painted.
const FRAME: &str =
    "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));";

/// The screen and the bus that an app stands on; they outlive the app, as in a store.
struct Ground {
    display: String,
    address: String,
    /// What the app finds in its environment beside them.
    more: Vec<(String, String)>,
    _bus: Supporting,
    _screen: Supporting,
}

/// A running app. Fields drop in order: the driver first, then the bus and the screen that it stands on.
pub struct Stage {
    /// The WebDriver session on the app's window.
    pub window: Client,
    /// Which story it is: its files are kept under this name.
    name: String,
    home: PathBuf,
    driver: Supporting,
    ground: Ground,
    pictures: AtomicU32,
    taps: AtomicU32,
    presses: AtomicU32,
}

impl Stage {
    /// Opens the built app on a fresh screen of the smallest store size; `name` keeps its files apart from others'.
    pub async fn open(name: &str) -> Self {
        Self::open_among(name, Vec::new()).await
    }

    /// The same, with what the app finds in its environment: another spooler than the system's, another clock.
    pub async fn open_among(name: &str, more: Vec<(String, String)>) -> Self {
        let home = fresh(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("window-home").join(name));
        fresh(&kept(name));
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
        let ground = Ground { display, address, more, _bus: bus, _screen: screen };
        let (driver, window) = started(&ground, &home).await;
        let zero = AtomicU32::default;
        Self {
            window,
            name: name.to_owned(),
            home,
            driver,
            ground,
            pictures: zero(),
            taps: zero(),
            presses: zero(),
        }
    }

    /// Closes the app as a person does and opens it again on what it kept.
    pub async fn reopen(&mut self) {
        self.window.clone().close().await.expect("the session closes");
        self.started_anew().await;
    }

    /// Ends the app as a power cut does, in the middle of whatever it does, and opens it again on what it kept.
    pub async fn killed(&mut self) {
        let app = self.driver.child_running(Path::new(env!("CARGO_BIN_EXE_tiaohe"))).expect("the app runs");
        let pid = i32::try_from(app).ok().and_then(Pid::from_raw).expect("a process number");
        kill_process(pid, Signal::KILL).expect("the app can be killed");
        self.started_anew().await;
    }

    /// Closes the app, has something done to the folder in which it keeps everything, and opens it again.
    pub async fn between(&mut self, work: impl FnOnce(&Path)) {
        self.window.clone().close().await.expect("the session closes");
        while self.driver.child_running(Path::new(env!("CARGO_BIN_EXE_tiaohe"))).is_some() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        work(&self.data());
        self.started_anew().await;
    }

    async fn started_anew(&mut self) {
        let (driver, window) = started(&self.ground, &self.home).await;
        self.driver = driver;
        self.window = window;
    }

    /// The folder in which the app keeps everything.
    pub fn data(&self) -> PathBuf {
        self.home.join("cn.tiaohe.counter")
    }

    /// The home that stands in for a user's: what a test lays down beside the app's own folder goes here.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Lays a file into the folder that the app watches, as an analyser or a USB stick would.
    pub fn bring(&self, name: &str, bytes: &[u8]) {
        let inbox = self.data().join("inbox");
        fs::create_dir_all(&inbox).expect("the inbox can be made");
        fs::write(inbox.join(name), bytes).expect("the inbox can be written");
    }

    /// Takes a picture of the page, keeps it as `target/window/<story>/NN-<name>.png`, and answers its width and height.
    pub async fn picture(&self, name: &str) -> (u32, u32) {
        // What the page holds is on the screen a frame later. A page that does not answer is photographed as it stands.
        let frame = self.window.execute_async(FRAME, vec![]);
        let _ = tokio::time::timeout(Duration::from_secs(2), frame).await;
        let taken =
            tokio::time::timeout(HANG, self.window.screenshot()).await.expect("the screenshot is answered");
        let png = taken.expect("a screenshot");
        let number = self.pictures.fetch_add(1, Ordering::Relaxed) + 1;
        let folder = kept(&self.name);
        fs::write(folder.join(format!("{number:02}-{name}.png")), &png).expect("the picture is kept");
        // A PNG's first chunk is its header: width and height are the big-endian words at 16 and 20.
        let word = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
        (word(16), word(20))
    }

    /// Asks the door from the page itself, as no tap can: for what a story must know, and for what must be refused. A
    /// refusal is answered as `{"refusal": …}`.
    pub async fn ask(&self, name: &str, arguments: Value) -> Value {
        let script = "const [name, args, done] = arguments;
                      window.__TAURI_INTERNALS__.invoke('rpc', { name, args })
                        .then((reply) => done(reply ?? null), (refusal) => done({ refusal }));";
        let asked = self.window.execute_async(script, vec![json!(name), arguments]);
        tokio::time::timeout(HANG, asked).await.expect("the door answers").expect("a page that can ask")
    }

    /// Ends the session, which closes the app.
    pub async fn close(self) {
        self.window.clone().close().await.expect("the session closes");
    }
}

impl Drop for Stage {
    /// A failed story leaves the app's own journal beside its pictures.
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return;
        }
        for entry in fs::read_dir(self.data().join("logs")).into_iter().flatten().flatten() {
            let name = entry.file_name();
            // Evidence of a failure must not hide the failure.
            let _ = fs::copy(entry.path(), kept(&self.name).join(name));
        }
    }
}

/// A driver with the app in it, painted.
async fn started(ground: &Ground, home: &Path) -> (Supporting, Client) {
    let port = free_port();
    let mut driver = Supporting::start(
        "WebKitWebDriver",
        "webkit2gtk-driver",
        Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .envs([("DISPLAY", &ground.display), ("DBUS_SESSION_BUS_ADDRESS", &ground.address)])
            .envs([("TAURI_WEBVIEW_AUTOMATION", "true"), ("GDK_BACKEND", "x11"), ("NO_AT_BRIDGE", "1")])
            .envs(["HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"].map(|key| (key, home)))
            .envs(ground.more.iter().map(|(name, value)| (name, value)))
            .env_remove("WAYLAND_DISPLAY")
            // What the app starts in turn may outlive it for a moment and must not hold the runner's output open.
            .stdout(Stdio::null()),
    );
    listening(port, &mut driver).await;
    let opened = async {
        let window = session(port).await;
        painted(&window).await;
        window
    };
    let window = tokio::time::timeout(HANG, opened).await.expect("the window opens and paints");
    (driver, window)
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

/// An empty folder, so that no run sees what another one left.
fn fresh(folder: &Path) -> PathBuf {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("what the last run left can be taken away");
    }
    fs::create_dir_all(folder).expect("the target folder can be written");
    folder.to_owned()
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

fn free_port() -> u16 {
    let probe = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    probe.local_addr().expect("a bound address").port()
}

/// Waits until the driver listens; a driver that ends instead fails the test at once.
async fn listening(port: u16, driver: &mut Supporting) {
    let listening = async {
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            driver.must_run("WebKitWebDriver");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(HANG, listening).await.expect("WebKitWebDriver listens");
}
