//! The handbook's chapters on monitoring and on an upgrade, done line by line with the real program: what health and metrics say
//! when a database is away, that an ending server answers what has begun, and that two servers may start at once.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use hq::ctl;
use hq::settings::Settings;
use private_postgres::{Cluster, Durability};

use crate::model::Model;
use crate::rig::{ENTERPRISE, fresh, http, target};

/// How long anything may take before its absence is a failure.
const PATIENCE: Duration = Duration::from_secs(30);

struct Server {
    child: Child,
    listen: SocketAddr,
    monitor: SocketAddr,
}

impl Server {
    fn start(folder: &Path, settings: &Settings, number: usize) -> Self {
        let (listen, monitor) = (free(), free());
        let file: PathBuf = folder.join(format!("hq-{number}.toml"));
        let text = format!(
            "url = '{}'\nlisten = '{listen}'\nmonitor = '{monitor}'\ndatabase = '{}'\nsealed_database = '{}'\nkeys = '{}'\nconnections = 4\n",
            settings.url,
            settings.database,
            settings.sealed_database,
            settings.keys.display()
        );
        std::fs::write(&file, text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_tiaohe-hq"));
        let child = command.arg("--settings").arg(file).env("RUST_LOG", "off").spawn().unwrap();
        Self { child, listen, monitor }
    }

    async fn there(&mut self) {
        let until = Instant::now() + PATIENCE;
        while http(self.monitor, "GET", "/health", &[], &[]).await.is_none_or(|said| said.status != 200) {
            assert!(self.child.try_wait().unwrap().is_none(), "the server does not start");
            assert!(Instant::now() < until, "the server is not healthy");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn health(&self, status: u16) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let said = http(self.monitor, "GET", "/health", &[], &[]).await.unwrap();
            if said.status == status {
                return String::from_utf8(said.body).unwrap();
            }
            assert!(Instant::now() < until, "{said:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn measure(&self, name: &str) -> f64 {
        let said = http(self.monitor, "GET", "/metrics", &[], &[]).await.unwrap();
        let text = String::from_utf8(said.body).unwrap();
        let line = text.lines().find(|line| line.starts_with(name)).map(str::to_owned);
        line.and_then(|line| line.rsplit(' ').next().unwrap().parse().ok()).unwrap_or(0.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap_or_default();
        self.child.wait().map(drop).unwrap_or_default();
    }
}

/// An address that nobody listens at now.
fn free() -> SocketAddr {
    std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn health_metrics_and_an_upgrade_are_as_the_handbook_says() {
    let cluster = Cluster::for_this_run(&target(), Durability::Forgone).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let settings = fresh(&cluster, &folder.path().join("keys"), free()).await;
    let mut office = ctl::found(&settings, "tester", "试验总部").await.unwrap();
    ctl::enterprise(&mut office, ENTERPRISE, "泉润（试验）").await.unwrap();
    ctl::store(&mut office, ENTERPRISE, "JN01", "试验店", "山东").await.unwrap();
    let given = ctl::code(&mut office, "JN01", false).await.unwrap();
    // Two processes over one database, started at once: tables are brought up to date by one at a time.
    let mut server = Server::start(folder.path(), &settings, 1);
    let mut second = Server::start(folder.path(), &settings, 2);
    server.there().await;
    second.there().await;
    let mut store = Model::new("JN01", 91);
    store.work(9);
    store.enrol(server.listen, &given.ticket).await;
    store.all(server.listen).await;
    store.head(second.listen, None).await;
    assert!(server.measure("tiaohe_hq_records_total").await >= 9.0);

    // Health is 200 only while both databases answer, and what failed is counted.
    let named = |url: &str| url.rsplit("dbname=").next().unwrap().to_owned();
    let sealed = named(&settings.sealed_database);
    let away = format!("ALTER DATABASE {sealed} RENAME TO away");
    let closed = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{sealed}'");
    let until = Instant::now() + PATIENCE;
    while cluster.sql(&closed).and_then(|_| cluster.sql(&away)).is_err() {
        assert!(Instant::now() < until, "a connection holds the database");
    }
    let said = server.health(503).await;
    assert!(!said.trim().is_empty(), "it says why");
    cluster.sql(&format!("ALTER DATABASE away RENAME TO {sealed}")).unwrap();
    server.health(200).await;

    // SIGTERM: what has begun is answered, nothing more is taken, and the program ends well.
    let mut begun = TcpStream::connect(server.listen).unwrap();
    let head = format!("GET /health HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", server.listen);
    begun.write_all(head.as_bytes()).unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let process = server.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &process]).status().unwrap().success());
    let until = Instant::now() + PATIENCE;
    while TcpStream::connect(server.listen).is_ok() {
        assert!(Instant::now() < until, "it still takes what comes");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    begun.write_all(b"\r\n").unwrap();
    let mut answer = String::new();
    begun.set_read_timeout(Some(PATIENCE)).unwrap();
    begun.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let ended = tokio::task::block_in_place(|| server.child.wait()).unwrap();
    assert!(ended.success(), "{ended}");

    // The other process served on meanwhile; a new one takes the first one's place, and a store's rows are made anew.
    store.work(3);
    store.all(second.listen).await;
    let mut server = Server::start(folder.path(), &settings, 3);
    server.there().await;
    store.head(server.listen, None).await;
    ctl::rewind(&mut office, "JN01").await.unwrap();
    let waits = "SELECT coalesce(sum(seq - projected), 0)::bigint FROM head";
    let until = Instant::now() + PATIENCE;
    while office.control.query_one(waits, &[]).await.unwrap().get::<_, i64>(0) > 0 {
        assert!(Instant::now() < until, "rows are not made anew");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(ctl::stores(&office).await.unwrap().iter().all(|one| one.wrong.is_none()));
}
