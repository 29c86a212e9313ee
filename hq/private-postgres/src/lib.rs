//! A PostgreSQL of one's own: `initdb` into a folder, a socket in a short folder that only its owner enters, no TCP.
//!
//! Tests, marks and the demonstration use it. It refuses to be a way to run headquarters: what it starts trusts whoever
//! reaches the socket. A supervisor stands between us and the server and waits for our end, so that the server ends with
//! us whatever ends us.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, io, thread};

/// Why there is no cluster.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// PostgreSQL is not installed.
    #[error(
        "PostgreSQL is missing: neither `initdb` on the path nor below /usr/lib/postgresql; install the package `postgresql`"
    )]
    Missing,
    /// A folder cannot be made or read.
    #[error("{}: {source}", path.display())]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A program of PostgreSQL cannot be started.
    #[error("`{program}` could not be started: {source}")]
    Start {
        /// Which.
        program: String,
        /// Why.
        source: io::Error,
    },
    /// `initdb` said no.
    #[error("initdb failed:\n{0}")]
    Initdb(String),
    /// A statement was refused.
    #[error("PostgreSQL says: {0}")]
    Said(String),
    /// The server does not answer.
    #[error("PostgreSQL did not come up; its last words:\n{0}")]
    Silent(String),
}

/// What happens to what was acknowledged when the machine stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Kept, as PostgreSQL does by default.
    Kept,
    /// May be lost with the machine, never with a process: for tests.
    Forgone,
}

/// As whom PostgreSQL runs, which refuses root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum As {
    Ourselves,
    Postgres,
    Mapped,
}

/// A running cluster. It ends when this is dropped, and when this process ends in any way.
#[derive(Debug)]
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    socket: PathBuf,
    durability: Durability,
    keep: bool,
    supervisor: Option<(Child, ChildStdin)>,
}

/// The longest path of a socket.
const LONGEST: usize = 107;
/// How long a server may take to answer: much longer than it ever does.
const PATIENCE: Duration = Duration::from_secs(60);
/// After how long a server that has not even begun has given up.
const GRACE: Duration = Duration::from_secs(5);

/// Waits for the end of whoever started it; then stops the server at once, and takes away what is not to be kept. A word on
/// the pipe before its end says that it is wanted again.
const SUPERVISOR: &str = r#"
exec 3<&0
"$1/postgres" -D "$2" -k "$3" -c listen_addresses= -c fsync="$4" -c full_page_writes="$4" -c synchronous_commit="$4" \
    -c max_connections=300 -c log_min_messages=warning </dev/null 3<&- >>"$2/server.log" 2>&1 &
server=$!
read -r again <&3
kill -QUIT "$server" 2>/dev/null
wait "$server" 2>/dev/null
if [ -z "$again" ]; then
    rm -rf "$3"
    if [ "$5" = run ]; then rm -rf "$2"; fi
fi
"#;

impl Cluster {
    /// A cluster for this process alone, below `target`, gone when it ends.
    ///
    /// # Errors
    /// [`Fault`], when PostgreSQL is not there or does not come up.
    pub fn for_this_run(target: &Path, durability: Durability) -> Result<Self, Fault> {
        swept(&target.join("hq").join("pg"));
        let name = format!("run-{}-{}", std::process::id(), unique());
        Self::at(&target.join("hq").join("pg").join(name), durability, false)
    }

    /// The cluster in `folder`, made where there is none, and kept when it ends.
    ///
    /// # Errors
    /// As [`Cluster::for_this_run`].
    pub fn kept(folder: &Path) -> Result<Self, Fault> {
        Self::at(folder, Durability::Kept, true)
    }

    fn at(folder: &Path, durability: Durability, keep: bool) -> Result<Self, Fault> {
        let programs = programs().ok_or(Fault::Missing)?;
        fs::create_dir_all(folder).map_err(at(folder))?;
        let folder = fs::canonicalize(folder).map_err(at(folder))?;
        let socket = short_folder()?;
        let mut cluster = Self { programs, folder, socket, durability, keep, supervisor: None };
        cluster.start()?;
        Ok(cluster)
    }

    /// The folder of the socket.
    #[must_use]
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// How to reach a database, as a connection string.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        format!("host={} user=postgres dbname={database}", self.socket.display())
    }

    /// Runs one statement by `psql`, outside any transaction.
    ///
    /// # Errors
    /// [`Fault::Said`], with PostgreSQL's own words.
    pub fn sql(&self, statement: &str) -> Result<String, Fault> {
        self.said("postgres", statement)
    }

    /// Runs one of PostgreSQL's own programs, such as `pg_dump`, and answers with what it writes.
    ///
    /// # Errors
    /// As [`Cluster::sql`].
    pub fn program(&self, name: &str, arguments: &[&str]) -> Result<Vec<u8>, Fault> {
        let mut program = Command::new(self.programs.join(name));
        program.arg("-h").arg(&self.socket).args(["-U", "postgres"]).args(arguments);
        let output = ran(&mut program)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        Err(Fault::Said(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    }

    /// Copies a file of CSV into a table.
    ///
    /// # Errors
    /// As [`Cluster::sql`].
    pub fn copied(&self, database: &str, table: &str, file: &Path) -> Result<String, Fault> {
        self.said(database, &format!("\\copy {table} FROM '{}' CSV", file.display()))
    }

    fn said(&self, database: &str, statement: &str) -> Result<String, Fault> {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.arg("-h").arg(&self.socket).args([
            "-U",
            "postgres",
            "-v",
            "ON_ERROR_STOP=1",
            "-qAt",
            "-c",
            statement,
            database,
        ]);
        let output = ran(&mut psql)?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
        }
        Err(Fault::Said(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    }

    /// Starts the server, as after [`Cluster::kill`].
    ///
    /// # Errors
    /// As [`Cluster::for_this_run`].
    pub fn start(&mut self) -> Result<(), Fault> {
        let data = self.folder.join("data");
        let who = who(&self.folder);
        if who == As::Postgres {
            for path in [&self.folder, &self.socket] {
                given(path)?;
            }
        }
        if !data.join("PG_VERSION").exists() {
            let mut initdb = as_whom(who, &self.programs.join("initdb"));
            initdb.args([
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
            ]);
            let output = ran(initdb.arg("-D").arg(&data).current_dir(&self.folder))?;
            if !output.status.success() {
                return Err(Fault::Initdb(String::from_utf8_lossy(&output.stderr).into_owned()));
            }
        }
        let durable = if self.durability == Durability::Kept { "on" } else { "off" };
        let mut supervisor = as_whom(who, Path::new("/bin/sh"));
        supervisor.args(["-c", SUPERVISOR, "private-postgres"]);
        supervisor.arg(&self.programs).arg(&data).arg(&self.socket).arg(durable);
        supervisor.arg(if self.keep { "kept" } else { "run" }).stderr(Stdio::null());
        supervisor.current_dir(&self.folder).stdin(Stdio::piped());
        // A group of its own: Ctrl-C at a terminal reaches us, and we end it in order.
        let program = spelled(&supervisor);
        let start = |source| Fault::Start { program, source };
        let mut child = own_group(&mut supervisor).spawn().map_err(start)?;
        let Some(stdin) = child.stdin.take() else {
            return Err(Fault::Silent("no way to its end".to_owned()));
        };
        self.supervisor = Some((child, stdin));
        self.answers()
    }

    fn answers(&mut self) -> Result<(), Fault> {
        let begun = Instant::now();
        let until = begun + PATIENCE;
        loop {
            let mut ready = Command::new(self.programs.join("pg_isready"));
            ready.arg("-q").arg("-h").arg(&self.socket).args(["-U", "postgres", "-d", "postgres"]);
            if ran(&mut ready)?.status.success() {
                return Ok(());
            }
            let ended = match &mut self.supervisor {
                Some((child, _)) => child.try_wait().is_ok_and(|ended| ended.is_some()),
                None => true,
            };
            // Its supervisor waits on where the server gave up: its number is gone, or never was there.
            let gone = begun.elapsed() > GRACE && !self.folder.join("data").join("postmaster.pid").exists();
            if ended || gone || Instant::now() > until {
                let log = fs::read_to_string(self.folder.join("data").join("server.log"));
                let log = log.unwrap_or_else(|error| error.to_string());
                let from = log.lines().count().saturating_sub(20);
                return Err(Fault::Silent(log.lines().skip(from).collect::<Vec<_>>().join("\n")));
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Kills the server's first process as a power cut would, and waits until it is gone. [`Cluster::start`] brings it back.
    ///
    /// # Errors
    /// [`Fault::Folder`] where it has left no number, [`Fault::Start`] without `kill`.
    pub fn kill(&mut self) -> Result<(), Fault> {
        let file = self.folder.join("data").join("postmaster.pid");
        let text = fs::read_to_string(&file).map_err(at(&file))?;
        if let Some(number) = text.lines().next().filter(|line| line.chars().all(|c| c.is_ascii_digit())) {
            ran(Command::new("kill").args(["-KILL", number]))?;
        }
        self.end(true);
        // Its children notice that it is gone and end by themselves; a new one does not start before.
        thread::sleep(Duration::from_millis(100));
        Ok(())
    }

    fn end(&mut self, again: bool) {
        if let Some((mut child, mut stdin)) = self.supervisor.take() {
            if again {
                stdin.write_all(b"again\n").unwrap_or_default();
            }
            drop(stdin);
            // Nothing can be done about a supervisor that cannot be waited for.
            child.wait().map(drop).unwrap_or_default();
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.end(false);
        fs::remove_dir_all(&self.socket).unwrap_or_default();
        if !self.keep {
            fs::remove_dir_all(&self.folder).unwrap_or_default();
        }
    }
}

/// Takes away what runs left that were killed: a folder whose process is gone.
fn swept(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let number = name.strip_prefix("run-").and_then(|rest| rest.split('-').next());
        if number.is_some_and(|number| !Path::new("/proc").join(number).exists()) {
            fs::remove_dir_all(entry.path()).unwrap_or_default();
        }
    }
}

/// Where PostgreSQL's programs are: the newest of Debian's, or beside the `initdb` of the path.
fn programs() -> Option<PathBuf> {
    let all = |folder: &Path| {
        ["initdb", "postgres", "pg_isready", "psql"].iter().all(|name| folder.join(name).is_file())
    };
    let mut versions: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .map(|entries| entries.flatten().map(|entry| entry.path().join("bin")).collect())
        .unwrap_or_default();
    versions.retain(|folder| all(folder));
    versions.sort_by_key(|folder| {
        let version =
            folder.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        version.and_then(|version| version.parse::<u32>().ok()).unwrap_or(0)
    });
    let path = env::var_os("PATH").unwrap_or_default();
    versions.pop().or_else(|| env::split_paths(&path).find(|folder| all(folder)))
}

/// A folder for the socket that only we enter, short enough for any system.
fn short_folder() -> Result<PathBuf, Fault> {
    for base in [env::temp_dir(), PathBuf::from("/tmp")] {
        let folder = base.join(format!("tiaohe-pg-{}-{}", std::process::id(), unique()));
        if folder.join(".s.PGSQL.5432").as_os_str().len() > LONGEST {
            continue;
        }
        private(&folder)?;
        return Ok(folder);
    }
    Err(Fault::Silent("no folder is short enough for its socket".to_owned()))
}

#[cfg(unix)]
fn private(folder: &Path) -> Result<(), Fault> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().mode(0o700).create(folder).map_err(at(folder))
}

#[cfg(not(unix))]
fn private(folder: &Path) -> Result<(), Fault> {
    fs::create_dir(folder).map_err(at(folder))
}

#[cfg(unix)]
fn own_group(command: &mut Command) -> &mut Command {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0)
}

#[cfg(not(unix))]
fn own_group(command: &mut Command) -> &mut Command {
    command
}

/// A number that no two calls of this process share.
fn unique() -> u64 {
    static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
}

/// As whom it runs: ourselves, unless we are root. Then Debian's user, where it reaches the folder; else a user that a
/// namespace of our own makes of us.
fn who(folder: &Path) -> As {
    let root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    if !root {
        return As::Ourselves;
    }
    let mut reaches = as_whom(As::Postgres, Path::new("ls"));
    // The folder itself is given to that user later; what leads there must let it pass.
    let above = folder.parent().unwrap_or(folder);
    let reached = reaches.arg("-d").arg(above.join(".")).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if reached.is_ok_and(|status| status.success()) { As::Postgres } else { As::Mapped }
}

fn as_whom(who: As, program: &Path) -> Command {
    match who {
        As::Ourselves => Command::new(program),
        As::Postgres => {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
            command
        }
        As::Mapped => {
            let mut command = Command::new("unshare");
            command.args(["--user", "--map-user=1000"]).arg(program);
            command
        }
    }
}

fn given(path: &Path) -> Result<(), Fault> {
    ran(Command::new("chown").arg("-R").arg("postgres:").arg(path)).map(drop)
}

fn ran(command: &mut Command) -> Result<std::process::Output, Fault> {
    let program = spelled(command);
    command.stdin(Stdio::null()).output().map_err(|source| Fault::Start { program, source })
}

fn spelled(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> Fault {
    let path = path.to_owned();
    move |source| Fault::Folder { path, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_answers_survives_its_killing_and_ends_with_us() {
        let target = env::temp_dir().join(format!("pg-test-{}", std::process::id()));
        let mut cluster = Cluster::for_this_run(&target, Durability::Kept).expect("a cluster");
        let made = "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7); SELECT n FROM kept";
        assert_eq!(cluster.sql(made).expect("made"), "7");
        assert_eq!(cluster.sql("SHOW listen_addresses").expect("shown"), "", "no TCP");
        assert!(matches!(cluster.sql("SELECT nothing"), Err(Fault::Said(_))), "a refusal is one");
        cluster.kill().expect("killed");
        cluster.start().expect("again");
        assert_eq!(cluster.sql("SELECT n FROM kept").expect("kept"), "7");
        let (socket, folder) = (cluster.socket.clone(), cluster.folder.clone());
        drop(cluster);
        assert!(!socket.exists() && !folder.exists());
        fs::remove_dir_all(target).expect("tidied up");
    }
}
