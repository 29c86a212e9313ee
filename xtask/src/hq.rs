//! `cargo xtask hq`: a headquarters on this machine, from nothing: a private PostgreSQL, keys, a demo enterprise with one
//! store, the server on loopback, a demo store that is enrolled and synced, headquarters' page and the counter's window.
//! Everything lies under `target/hq/demo` and stays for the next time; Ctrl-C ends all of it, `--reset` begins anew.

use std::{
    fs,
    future::Future,
    io::Write as _,
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use private_postgres::Cluster;
use tokio::{
    process::Child,
    signal::unix::{SignalKind, signal},
};

use crate::{
    Yard,
    fault::Fault,
    packages::{self, Chore},
    step::{cargo, finished, printed},
};

const ENTERPRISE: [&str; 2] = ["DEMO", "演示企业（演示）"];
/// The store that a demo founds: its code, its name, where it is.
const STORE: [&str; 3] = ["JN01", "济南一店（演示）", "山东"];
/// The demo store's manager, who enrols it.
const MANAGER: &str = "S06";
const PERSON: &str = "演示安全负责人";
/// What takes the counter's folder, below where a desktop keeps what programs keep.
const COUNTER: &str = "cn.tiaohe.counter";
/// How long a program may take to end in order.
const LAST: Duration = Duration::from_secs(30);

/// How the demonstration is wanted.
#[derive(Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What lies there is taken away first.
    reset: bool,
    /// No window opens: on a machine without a screen, and in tests.
    headless: bool,
    /// Its programs are there: the tests have just built them, and `cargo build` would do it again with other features.
    built: bool,
    /// Where everything lies; `target/hq/demo` otherwise.
    folder: Option<PathBuf>,
    /// Where headquarters listens; health and metrics a thousand ports above.
    listen: SocketAddr,
}

impl Wanted {
    /// Reads what stands behind `cargo xtask hq`; `None` where it cannot be read.
    #[must_use]
    pub fn read(arguments: &[&str]) -> Option<Self> {
        let listen = SocketAddr::from(([127, 0, 0, 1], 8443));
        let mut wanted = Self { reset: false, headless: false, built: false, folder: None, listen };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match *argument {
                "--reset" => wanted.reset = true,
                "--headless" => wanted.headless = true,
                "--built" => wanted.built = true,
                "--folder" => wanted.folder = Some(PathBuf::from(arguments.next()?)),
                "--port" => {
                    wanted.listen.set_port(arguments.next()?.parse().ok().filter(|port| *port < 64_000)?)
                }
                _ => return None,
            }
        }
        Some(wanted)
    }

    fn monitor(&self) -> SocketAddr {
        SocketAddr::new(self.listen.ip(), self.listen.port() + 1_000)
    }
}

/// What a headquarters of the demonstration is made of.
struct Demo<'a> {
    wanted: &'a Wanted,
    folder: PathBuf,
    settings: PathBuf,
    programs: PathBuf,
}

/// Starts it, founding what is missing, and serves until Ctrl-C.
///
/// # Errors
/// Missing packages that we may not install; PostgreSQL's, the build's or the server's own failure.
pub fn hq(yard: &Yard, wanted: &Wanted) -> Result<(), Fault> {
    packages::installed(if wanted.headless { Chore::Hq } else { Chore::Run })?;
    packages::installed(Chore::Hq)?;
    if !wanted.built {
        let mut build =
            cargo(yard, &["build", "--locked", "--workspace", "--bin", "tiaohe-hq", "--bin", "hqctl"]);
        build.args(["--bin", "tiaohectl"]);
        finished(if wanted.headless { &mut build } else { build.args(["--bin", "tiaohe"]) })?;
    }
    for address in [wanted.listen, wanted.monitor()] {
        if TcpStream::connect(address).is_ok() {
            return Err(Fault::Taken { address });
        }
    }
    let folder = wanted.folder.clone().unwrap_or_else(|| yard.target.join("hq").join("demo"));
    if wanted.reset && folder.exists() {
        fs::remove_dir_all(&folder).map_err(Fault::file(&folder))?;
    }
    fs::create_dir_all(&folder).map_err(Fault::file(&folder))?;
    let folder = fs::canonicalize(&folder).map_err(Fault::file(&folder))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(Fault::file(&folder))?;
    // PostgreSQL ends when the cluster is dropped, after everything that asks it.
    let cluster = Cluster::kept(&folder.join("pg"))?;
    let settings = folder.join("hq.toml");
    let demo = Demo { wanted, settings, programs: yard.target.join("debug"), folder };
    runtime.block_on(demo.shown(&cluster))
}

impl Demo<'_> {
    /// Everything, until somebody ends it.
    async fn shown(&self, cluster: &Cluster) -> Result<(), Fault> {
        let listens = |kind| signal(kind).map_err(Fault::file(&self.folder));
        let (mut interrupt, mut terminate) =
            (listens(SignalKind::interrupt())?, listens(SignalKind::terminate())?);
        let mut hang_up = listens(SignalKind::hangup())?;
        let mut running = Running::default();
        let outcome = tokio::select! {
            outcome = self.works(cluster, &mut running) => outcome,
            _ = interrupt.recv() => Ok(()),
            _ = terminate.recv() => Ok(()),
            _ = hang_up.recv() => Ok(()),
        };
        running.end().await;
        outcome
    }

    async fn works(&self, cluster: &Cluster, running: &mut Running) -> Result<(), Fault> {
        self.settle(cluster)?;
        if !self.folder.join("founded").exists() {
            self.found(cluster)?;
        }
        let mut server = self.program("tiaohe-hq");
        running.start(server.env("RUST_LOG", "warn"))?;
        while TcpStream::connect(self.wanted.listen).is_err() {
            running.all_run()?;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        if !self.folder.join("enrolled").exists() {
            self.enrol().await?;
        }
        self.welcome()?;
        if !self.wanted.headless {
            self.windows(running)?;
        }
        loop {
            running.all_run()?;
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    fn counter(&self) -> PathBuf {
        self.folder.join("counter")
    }

    /// A demo store at the counter, enrolled by its manager. What was begun before is begun anew, with another code.
    async fn enrol(&self) -> Result<(), Fault> {
        let counter = self.counter();
        if counter.exists() {
            fs::remove_dir_all(&counter).map_err(Fault::file(&counter))?;
        }
        let ticket = self.folder.join("enrolment.json");
        let text = printed(self.program("hqctl").args(["code", STORE[0], "--file"]))?;
        fs::write(&ticket, text).map_err(Fault::file(&ticket))?;
        let mut store = Command::new(self.programs.join("tiaohectl"));
        store.args(["enrol", "--demo", "--by", MANAGER, "--data"]).arg(counter.join(COUNTER));
        store.arg("--file").arg(&ticket);
        // It waits for the server, which is watched from here.
        let program = "tiaohectl enrol".to_owned();
        let mut child = started(&mut store)?;
        let ended = child.wait().await.map_err(|source| Fault::Start { program: program.clone(), source })?;
        if !ended.success() {
            return Err(Fault::Failed { program });
        }
        fs::remove_file(&ticket).map_err(Fault::file(&ticket))?;
        let enrolled = self.folder.join("enrolled");
        fs::write(&enrolled, "").map_err(Fault::file(&enrolled))
    }

    /// The counter's window and headquarters' page.
    fn windows(&self, running: &mut Running) -> Result<(), Fault> {
        let mut counter = Command::new(self.programs.join("tiaohe"));
        running.window(counter.env("XDG_DATA_HOME", self.counter()))?;
        // Without a desktop nothing opens, and the address stands above.
        let mut page = Command::new("xdg-open");
        page.arg(format!("http://{}/", self.wanted.listen));
        page.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        page.spawn().map(drop).unwrap_or_default();
        Ok(())
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.arg("--settings").arg(&self.settings);
        command
    }

    fn password(&self) -> PathBuf {
        self.folder.join("password.txt")
    }

    /// Settings name the socket, which lies elsewhere each time.
    fn settle(&self, cluster: &Cluster) -> Result<(), Fault> {
        let (listen, monitor) = (self.wanted.listen, self.wanted.monitor());
        let text = format!(
            "url = 'http://{listen}'\nlisten = '{listen}'\nmonitor = '{monitor}'\ndatabase = '{}'\n\
             sealed_database = '{}'\nkeys = '{}'\n",
            cluster.url("tiaohe_hq"),
            cluster.url("tiaohe_hq_sealed"),
            self.folder.join("keys").display()
        );
        fs::write(&self.settings, text).map_err(Fault::file(&self.settings))
    }

    fn found(&self, cluster: &Cluster) -> Result<(), Fault> {
        // What a run that was broken off had begun is begun anew.
        let keys = self.folder.join("keys");
        if keys.exists() {
            fs::remove_dir_all(&keys).map_err(Fault::file(&keys))?;
        }
        for name in ["tiaohe_hq", "tiaohe_hq_sealed"] {
            cluster.sql(&format!("DROP DATABASE IF EXISTS {name}"))?;
            cluster.sql(&format!("CREATE DATABASE {name}"))?;
        }
        finished(self.program("hqctl").args(["init", "演示总部"]))?;
        finished(self.program("hqctl").arg("enterprise").args(ENTERPRISE))?;
        finished(self.program("hqctl").args(["store", ENTERPRISE[0]]).args(STORE))?;
        let password = self.password();
        fs::write(&password, fresh_password()?).map_err(Fault::file(&password))?;
        let mut person = self.program("hqctl");
        person.args(["person", ENTERPRISE[0], PERSON]);
        typed_in(&mut person, &password)?;
        // A store that was enrolled at another headquarters is none of this one.
        let enrolled = self.folder.join("enrolled");
        if enrolled.exists() {
            fs::remove_file(&enrolled).map_err(Fault::file(&enrolled))?;
        }
        let founded = self.folder.join("founded");
        fs::write(&founded, "").map_err(Fault::file(&founded))
    }

    fn welcome(&self) -> Result<(), Fault> {
        let password = self.password();
        let password = fs::read_to_string(&password).map_err(Fault::file(&password))?;
        let (listen, monitor) = (self.wanted.listen, self.wanted.monitor());
        println!("\nHeadquarters: http://{listen}/   health and metrics: http://{monitor}/metrics");
        println!("sign in as   {PERSON}   {}", password.trim());
        println!(
            "the counter  store {}, enrolled and synced; PINs of the demo store stand at its window",
            STORE[0]
        );
        println!("hqctl: {} --settings {} …", self.programs.join("hqctl").display(), self.settings.display());
        println!("Ctrl-C ends it; `cargo xtask hq --reset` begins anew.\n");
        Ok(())
    }
}

/// The programs that run beside us, each in a group of its own: Ctrl-C at a terminal reaches us, and we end them in order.
#[derive(Default)]
struct Running {
    /// What must run: its end is a failure.
    servers: Vec<(String, Child)>,
    /// What a person may close.
    windows: Vec<Child>,
}

impl Running {
    fn start(&mut self, command: &mut Command) -> Result<(), Fault> {
        let name = command.get_program().to_string_lossy().into_owned();
        self.servers.push((name, started(command)?));
        Ok(())
    }

    fn window(&mut self, command: &mut Command) -> Result<(), Fault> {
        self.windows.push(started(command)?);
        Ok(())
    }

    fn all_run(&mut self) -> Result<(), Fault> {
        for (program, child) in &mut self.servers {
            let ended =
                child.try_wait().map_err(|source| Fault::Start { program: program.clone(), source })?;
            if ended.is_some() {
                return Err(Fault::Failed { program: program.clone() });
            }
        }
        Ok(())
    }

    /// Ends windows first, then servers, each in order; who does not end is killed.
    async fn end(mut self) {
        let children = self.windows.drain(..).chain(self.servers.drain(..).map(|(_, child)| child));
        for mut child in children {
            if let Some(number) = child.id() {
                let mut kill = Command::new("kill");
                kill.args(["-TERM", &number.to_string()]).stderr(Stdio::null());
                kill.status().map(drop).unwrap_or_default();
                patiently(child.wait()).await;
            }
            child.kill().await.unwrap_or_default();
        }
    }
}

async fn patiently<T>(ends: impl Future<Output = T>) {
    tokio::time::timeout(LAST, ends).await.map(drop).unwrap_or_default();
}

fn started(command: &mut Command) -> Result<Child, Fault> {
    use std::os::unix::process::CommandExt as _;
    let program = command.get_program().to_string_lossy().into_owned();
    let command = std::mem::replace(command.process_group(0).stdin(Stdio::null()), Command::new(&program));
    let mut command = tokio::process::Command::from(command);
    command.kill_on_drop(true).spawn().map_err(|source| Fault::Start { program, source })
}

/// A password for this machine's demonstration.
fn fresh_password() -> Result<String, Fault> {
    let path = Path::new("/dev/urandom");
    let mut bytes = [0; 12];
    let mut random = fs::File::open(path).map_err(Fault::file(path))?;
    std::io::Read::read_exact(&mut random, &mut bytes).map_err(Fault::file(path))?;
    Ok(hex::encode(bytes))
}

/// Runs a program that reads a file as what is typed in.
fn typed_in(command: &mut Command, file: &Path) -> Result<(), Fault> {
    let text = fs::read(file).map_err(Fault::file(file))?;
    let program = "hqctl person".to_owned();
    let start = |source| Fault::Start { program: program.clone(), source };
    let mut child = command.stdin(Stdio::piped()).spawn().map_err(start)?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(&text).map_err(start)?;
    }
    if child.wait().map_err(start)?.success() { Ok(()) } else { Err(Fault::Failed { program }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_has_one_reading() {
        let usual = Wanted::read(&[]).expect("the usual");
        assert_eq!((usual.listen.port(), usual.monitor().port()), (8443, 9443));
        let all = Wanted::read(&["--port", "20500", "--folder", "/x", "--reset", "--headless", "--built"])
            .expect("all");
        assert!(all.reset && all.headless && all.built && all.folder == Some(PathBuf::from("/x")));
        assert_eq!(all.monitor().port(), 21_500);
        for wrong in [&["--port"][..], &["--port", "x"], &["--port", "65000"], &["--rest"], &["--folder"]] {
            assert_eq!(Wanted::read(wrong), None, "{wrong:?}");
        }
    }
}
