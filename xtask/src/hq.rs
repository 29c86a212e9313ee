//! `cargo xtask hq`: a headquarters on this machine, from nothing: a private PostgreSQL, keys, a demo enterprise with one
//! store, the server on loopback, its page. Everything lies under `target/hq/demo` and stays for the next time; Ctrl-C
//! ends all of it, `--reset` begins anew.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use private_postgres::Cluster;

use crate::{
    Yard,
    fault::Fault,
    packages::{self, Chore},
    step::{cargo, finished, printed},
};

/// Where the demonstration listens.
const ADDRESS: &str = "127.0.0.1:8443";
/// Where its health and metrics are.
const MONITOR: &str = "127.0.0.1:9443";
const ENTERPRISE: [&str; 2] = ["DEMO", "演示企业（演示）"];
/// The store that a demo founds: its code, its name, where it is.
const STORE: [&str; 3] = ["JN01", "济南一店（演示）", "山东"];
const PERSON: &str = "演示安全负责人";

/// What a headquarters of the demonstration is made of.
struct Demo {
    folder: PathBuf,
    settings: PathBuf,
    programs: PathBuf,
}

/// Starts it, founding what is missing, and serves until Ctrl-C.
///
/// # Errors
/// Missing packages that we may not install; PostgreSQL's, the build's or the server's own failure.
pub fn hq(yard: &Yard, reset: bool) -> Result<(), Fault> {
    packages::installed(Chore::Hq)?;
    finished(&mut cargo(yard, &["build", "--locked", "--package", "tiaohe-hq", "--bins"]))?;
    let folder = yard.target.join("hq").join("demo");
    if reset && folder.exists() {
        fs::remove_dir_all(&folder).map_err(Fault::file(&folder))?;
    }
    fs::create_dir_all(&folder).map_err(Fault::file(&folder))?;
    let cluster = Cluster::kept(&folder.join("pg"))?;
    let settings = folder.join("hq.toml");
    let demo = Demo { settings, programs: yard.target.join("debug"), folder };
    demo.settle(&cluster)?;
    if !demo.folder.join("founded").exists() {
        demo.found(&cluster)?;
    }
    demo.welcome()?;
    // Ctrl-C reaches the server and us alike; PostgreSQL ends when we do.
    finished(demo.program("tiaohe-hq").env("RUST_LOG", "warn"))
}

impl Demo {
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
        let text = format!(
            "url = 'http://{ADDRESS}'\nlisten = '{ADDRESS}'\nmonitor = '{MONITOR}'\ndatabase = '{}'\n\
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
        let founded = self.folder.join("founded");
        fs::write(&founded, "").map_err(Fault::file(&founded))
    }

    fn welcome(&self) -> Result<(), Fault> {
        let password = self.password();
        let password = fs::read_to_string(&password).map_err(Fault::file(&password))?;
        let code = printed(self.program("hqctl").args(["code", STORE[0]]))?;
        println!("\nHeadquarters: http://{ADDRESS}/   health and metrics: http://{MONITOR}/metrics");
        println!("sign in as   {PERSON}   {}", password.trim());
        println!("enrol {} with\n{}", STORE[0], String::from_utf8_lossy(&code));
        println!("hqctl: {} --settings {} …", self.programs.join("hqctl").display(), self.settings.display());
        println!("Ctrl-C ends it; `cargo xtask hq --reset` begins anew.\n");
        // Without a desktop nothing opens, and the address stands above.
        let mut page = Command::new("xdg-open");
        page.arg(format!("http://{ADDRESS}/"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        page.spawn().map(drop).unwrap_or_default();
        Ok(())
    }
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
