//! A headquarters to try: databases copied from one template, the server in this process, a small HTTP client of our own.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use hq::ctl::{self, Office};
use hq::hq::Hq;
use hq::limits::Often;
use hq::settings::Settings;
use private_postgres::{Cluster, Durability};
use sync::down::signers::Signer;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_postgres::Client;

pub fn target() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    // target/debug/deps/hq-…
    program.ancestors().nth(3).unwrap().to_owned()
}

fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        Cluster::for_this_run(&target(), Durability::Forgone).unwrap_or_else(|fault| panic!("{fault}"))
    })
}

fn settings(control: String, sealed: String, keys: &Path, listen: SocketAddr) -> Settings {
    let over = [
        ("url", "https://hq.example".to_owned()),
        ("listen", listen.to_string()),
        ("monitor", "127.0.0.1:0".to_owned()),
        ("database", control),
        ("sealed_database", sealed),
        ("keys", keys.display().to_string()),
        ("connections", "6".to_owned()),
    ];
    let over: BTreeMap<String, String> = over.into_iter().map(|(a, b)| (a.to_owned(), b)).collect();
    Settings::of("", &over).unwrap()
}

/// Settings over two fresh databases of a cluster.
pub async fn fresh(cluster: &Cluster, keys: &Path, listen: SocketAddr) -> Settings {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let owner = hq::database::owner(&cluster.url("postgres")).await.unwrap();
    // Copies of one template wait for each other.
    owner.batch_execute("SELECT pg_advisory_lock(1)").await.unwrap();
    let made = "SELECT 1 FROM pg_database WHERE datname = 'template_control'";
    if owner.query_opt(made, &[]).await.unwrap().is_none() {
        owner.batch_execute("CREATE DATABASE making_control").await.unwrap();
        owner.batch_execute("CREATE DATABASE making_sealed").await.unwrap();
        let making = settings(cluster.url("making_control"), cluster.url("making_sealed"), keys, listen);
        hq::database::migrate(&making).await.unwrap();
        for name in ["control", "sealed"] {
            let gone = format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'making_{name}'"
            );
            owner.query(&gone, &[]).await.unwrap();
            let left = format!("SELECT count(*) FROM pg_stat_activity WHERE datname = 'making_{name}'");
            while owner.query_one(&left, &[]).await.unwrap().get::<_, i64>(0) > 0 {
                tokio::task::yield_now().await;
            }
            owner
                .batch_execute(&format!("ALTER DATABASE making_{name} RENAME TO template_{name}"))
                .await
                .unwrap();
        }
    }
    for name in ["control", "sealed"] {
        let sql = format!("CREATE DATABASE {name}_{number} TEMPLATE template_{name}");
        owner.batch_execute(&sql).await.unwrap();
    }
    settings(
        cluster.url(&format!("control_{number}")),
        cluster.url(&format!("sealed_{number}")),
        keys,
        listen,
    )
}

pub struct Rig {
    pub settings: Settings,
    pub office: Office,
    pub hq: Arc<Hq>,
    pub address: SocketAddr,
    /// As the owner, to look behind.
    pub behind: Client,
    pub sealed: Client,
    serving: tokio::task::JoinHandle<()>,
    _keys: tempfile::TempDir,
}

impl Drop for Rig {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

pub const ENTERPRISE: &str = "QUANRUN";

impl Rig {
    /// A headquarters with one enterprise, serving.
    pub async fn new() -> Self {
        Self::with(Often::default()).await
    }

    /// One whose enterprise has identities kept.
    pub async fn taking() -> Self {
        let mut rig = Self::new().await;
        ctl::identity(&mut rig.office, ENTERPRISE, true, "试验").await.unwrap();
        rig
    }

    /// Both databases as `pg_dump` writes them.
    pub fn dumped(&self) -> [Vec<u8>; 2] {
        [&self.settings.database, &self.settings.sealed_database].map(|url| {
            let name = url.rsplit("dbname=").next().unwrap();
            cluster().program("pg_dump", &["--format=custom", "--compress=0", name]).unwrap()
        })
    }

    /// Ends the server and puts dumps into fresh databases, as the handbook asks: said, before it serves again.
    pub async fn takes_dumps(&mut self, dumps: &[Vec<u8>; 2]) {
        self.stop();
        let folder = tempfile::tempdir().unwrap();
        let over = |url: &str| format!("{url}_back");
        let urls = [over(&self.settings.database), over(&self.settings.sealed_database)];
        for (url, dump) in urls.iter().zip(dumps) {
            let name = url.rsplit("dbname=").next().unwrap();
            let file = folder.path().join(name);
            std::fs::write(&file, dump).unwrap();
            cluster().sql(&format!("CREATE DATABASE {name}")).unwrap();
            let file = file.to_str().unwrap();
            cluster().program("pg_restore", &["--exit-on-error", "--dbname", name, file]).unwrap();
        }
        let [database, sealed_database] = urls;
        self.settings = Settings { database, sealed_database, ..self.settings.clone() };
        self.office = Office::open(&self.settings, "tester").await.unwrap();
        ctl::restored(&mut self.office, "恢复昨夜备份").await.unwrap();
        self.behind = hq::database::owner(&self.settings.database).await.unwrap();
        self.sealed = hq::database::owner(&self.settings.sealed_database).await.unwrap();
    }

    /// One that may be asked as often as anybody likes.
    pub async fn without_limits() -> Self {
        let all = std::num::NonZeroU32::new(1_000_000).unwrap();
        let often = Often {
            device_per_second: all,
            device_burst: all,
            stranger_per_minute: all,
            stranger_burst: all,
        };
        Self::with(often).await
    }

    /// One whose enterprise names who may sign what comes down.
    pub async fn signing(signers: Vec<Signer>) -> Self {
        Self::founded(Often::default(), signers).await
    }

    async fn with(limits: Often) -> Self {
        Self::founded(limits, Vec::new()).await
    }

    async fn founded(limits: Often, signers: Vec<Signer>) -> Self {
        let keys = tempfile::tempdir().unwrap();
        let fresh = fresh(cluster(), &keys.path().join("keys"), SocketAddr::from(([127, 0, 0, 1], 0))).await;
        let settings = Settings { limits, ..fresh };
        let mut office = ctl::found(&settings, "tester", "试验总部").await.unwrap();
        ctl::enterprise_with(&mut office, ENTERPRISE, "泉润（试验）", signers).await.unwrap();
        Self::serving(settings, office, keys).await
    }

    async fn serving(settings: Settings, office: Office, keys: tempfile::TempDir) -> Self {
        let hq = Arc::new(Hq::open(&settings).await.unwrap());
        let (address, serving) = served(Arc::clone(&hq), &settings).await;
        let behind = hq::database::owner(&settings.database).await.unwrap();
        let sealed = hq::database::owner(&settings.sealed_database).await.unwrap();
        Self { settings, office, hq, address, behind, sealed, serving, _keys: keys }
    }

    /// Ends the server and begins another one over what lies there.
    pub async fn again(&mut self) {
        self.serving.abort();
        self.hq = Arc::new(Hq::open(&self.settings).await.unwrap());
        (self.address, self.serving) = served(Arc::clone(&self.hq), &self.settings).await;
    }

    /// Ends the server; what it has stays.
    pub fn stop(&mut self) {
        self.serving.abort();
    }

    /// Begins another server over what lies there, at the same address.
    pub async fn there_again(&mut self) {
        self.serving.abort();
        self.hq = Arc::new(Hq::open(&self.settings).await.unwrap());
        (self.address, self.serving) = served_at(Arc::clone(&self.hq), &self.settings, self.address).await;
    }

    /// Keeps a copy of what headquarters has, as its backup of tonight.
    pub async fn keep(&self) {
        for table in TABLES {
            self.behind
                .batch_execute(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}"))
                .await
                .unwrap();
        }
    }

    /// Ends the server, puts that copy back, and says so as the handbook asks.
    pub async fn put_back(&mut self) {
        self.stop();
        for table in TABLES {
            let sql = format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}");
            self.behind.batch_execute(&sql).await.unwrap();
        }
        ctl::restored(&mut self.office, "演练").await.unwrap();
    }

    pub async fn store(&mut self, code: &str) {
        ctl::store(&mut self.office, ENTERPRISE, code, "试验店", "山东").await.unwrap();
    }

    /// Carries out everything that waits.
    pub async fn project(&self) {
        while hq::projector::round(&self.hq).await.unwrap() > 0 {}
    }

    pub async fn count(&self, sql: &str) -> i64 {
        self.behind.query_one(sql, &[]).await.unwrap().get(0)
    }
}

/// What a backup of headquarters holds of its control database.
pub const TABLES: [&str; 8] = ["head", "segment", "device", "store", "hq", "hq_record", "incident", "fork"];

async fn served(hq: Arc<Hq>, settings: &Settings) -> (SocketAddr, tokio::task::JoinHandle<()>) {
    served_at(hq, settings, SocketAddr::from(([127, 0, 0, 1], 0))).await
}

async fn served_at(
    hq: Arc<Hq>,
    settings: &Settings,
    at: SocketAddr,
) -> (SocketAddr, tokio::task::JoinHandle<()>) {
    // A server that was just ended may hold its port for a moment.
    let listener = loop {
        match TcpListener::bind(at).await {
            Ok(listener) => break listener,
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => tokio::task::yield_now().await,
            Err(error) => panic!("{error}"),
        }
    };
    let address = listener.local_addr().unwrap();
    let router = hq::server::router(hq, settings).into_make_service_with_connect_info::<SocketAddr>();
    (address, tokio::spawn(async move { axum::serve(listener, router).await.unwrap() }))
}

/// An answer over the wire.
#[derive(Debug)]
pub struct Answered {
    pub status: u16,
    pub headers: String,
    pub body: Vec<u8>,
}

/// One request over a connection of its own; `None` where no whole answer came.
pub async fn http(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, String)],
    body: &[u8],
) -> Option<Answered> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    let mut head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    // A server that refuses early stops reading: its answer counts all the same.
    stream.write_all(head.as_bytes()).await.ok()?;
    let sent = stream.write_all(body).await;
    let mut bytes = Vec::new();
    let read = stream.read_to_end(&mut bytes).await;
    if sent.is_err() && bytes.is_empty() || read.is_err() && bytes.is_empty() {
        return None;
    }
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let body = bytes[end + 4..].to_vec();
    // An answer without a body has no length.
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let length = length.map_or(Some(0), |length| length.trim().parse::<usize>().ok())?;
    (body.len() == length).then_some(Answered { status, headers: head, body })
}
