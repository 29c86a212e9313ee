//! A store and its headquarters, both as real programs: the server over a real PostgreSQL, the counter in its window. The store
//! is enrolled by hand, works while nobody answers, comes back, and gets its records back after an older folder was put in its
//! place.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use private_postgres::{Cluster, Durability};
use serde_json::{Value, json};

use super::{ADVISOR, MANAGER, demo_store_of, unlock};
use crate::stage::{Stage, at};

/// A headquarters of a test's own.
pub(super) struct Headquarters {
    folder: tempfile::TempDir,
    pub(super) url: String,
    cluster: Cluster,
    server: Option<Child>,
}

impl Drop for Headquarters {
    fn drop(&mut self) {
        self.goes_away();
    }
}

pub(super) fn programs() -> PathBuf {
    let counter = Path::new(env!("CARGO_BIN_EXE_tiaohe"));
    counter.parent().expect("the folder of programs").to_owned()
}

/// A port that nobody listens at now.
fn free() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.local_addr().expect("its number").port()
}

impl Headquarters {
    pub(super) fn new() -> Self {
        Self::with(&[])
    }

    /// One whose enterprise is made with more arguments: who may sign what comes down.
    pub(super) fn with(more: &[&str]) -> Self {
        let target = programs().parent().expect("the target folder").to_owned();
        let cluster = Cluster::for_this_run(&target, Durability::Forgone).expect("PostgreSQL starts");
        for name in ["tiaohe_hq", "tiaohe_hq_sealed"] {
            cluster.sql(&format!("CREATE DATABASE {name}")).expect("a database");
        }
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("http://127.0.0.1:{}", free());
        let settings = format!(
            "url = '{url}'\nlisten = '{}'\nmonitor = '127.0.0.1:{}'\ndatabase = '{}'\nsealed_database = '{}'\nkeys = '{}'\n",
            url.trim_start_matches("http://"),
            free(),
            cluster.url("tiaohe_hq"),
            cluster.url("tiaohe_hq_sealed"),
            folder.path().join("keys").display(),
        );
        fs::write(folder.path().join("hq.toml"), settings).expect("settings");
        let here = Self { folder, url, cluster, server: None };
        here.told(&["init", "演示总部"]);
        here.told(&[&["enterprise", "DEMO", "演示企业（演示）"], more].concat());
        here.told(&["store", "DEMO", "JN01", "济南一店（演示）", "山东"]);
        here
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(programs().join(name));
        command.arg("--settings").arg(self.folder.path().join("hq.toml"));
        command
    }

    pub(super) fn told(&self, arguments: &[&str]) -> String {
        self.typed(arguments, "")
    }

    /// The same for one who is asked for a passphrase.
    pub(super) fn typed(&self, arguments: &[&str], input: &str) -> String {
        let mut hqctl = self.program("hqctl");
        hqctl.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut hqctl = hqctl.spawn().expect("hqctl runs");
        let mut typing = hqctl.stdin.take().expect("its input");
        // One that asks for nothing may have ended.
        let _ = std::io::Write::write_all(&mut typing, input.as_bytes());
        drop(typing);
        let output = hqctl.wait_with_output().expect("hqctl ends");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}{}", String::from_utf8_lossy(&output.stderr));
        said
    }

    pub(super) fn comes(&mut self) {
        let server = self.program("tiaohe-hq").stdout(Stdio::null()).spawn().expect("headquarters starts");
        self.server = Some(server);
        let address = self.url.trim_start_matches("http://").to_owned();
        while std::net::TcpStream::connect(&address).is_err() {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }

    pub(super) fn goes_away(&mut self) {
        if let Some(mut server) = self.server.take() {
            // It has no state of its own: killing it is what a power cut does.
            let _ = server.kill();
            let _ = server.wait();
        }
    }

    /// How many items that identify customers it keeps.
    pub(super) fn sealed(&self) -> u64 {
        let mut psql = Command::new("psql");
        psql.args(["-At", "-d"])
            .arg(self.cluster.url("tiaohe_hq_sealed"))
            .args(["-c", "SELECT count(*) FROM sealed"]);
        let output = psql.output().expect("psql runs");
        String::from_utf8_lossy(&output.stdout).trim().parse().expect("a number")
    }

    /// Its backup of tonight: both databases, as an IT person dumps them.
    fn dumped(&self) -> [(&'static str, PathBuf); 2] {
        ["tiaohe_hq", "tiaohe_hq_sealed"].map(|name| {
            let file = self.folder.path().join(format!("{name}.sql"));
            ran(Command::new("pg_dump").arg("-d").arg(self.cluster.url(name)).arg("-f").arg(&file));
            (name, file)
        })
    }

    /// The databases are gone, and come back from that backup; the server is told before it starts.
    fn restored(&self, dumps: &[(&'static str, PathBuf); 2]) {
        for (name, file) in dumps {
            self.cluster.sql(&format!("DROP DATABASE {name} WITH (FORCE)")).expect("it goes");
            self.cluster.sql(&format!("CREATE DATABASE {name}")).expect("a database");
            let mut psql = Command::new("psql");
            ran(psql
                .args(["-q", "-v", "ON_ERROR_STOP=1", "-d"])
                .arg(self.cluster.url(name))
                .arg("-f")
                .arg(file));
        }
        self.told(&["restored", "--reason", "演练：从昨夜的备份恢复"]);
    }

    /// The forty characters of a new code.
    pub(super) fn code(&self, recovers: bool) -> String {
        let mut arguments = vec!["code", "JN01", "--file"];
        if recovers {
            arguments.push("--recovers");
        }
        let text = self.told(&arguments);
        let ticket: Value = serde_json::from_str(&text).expect("a ticket");
        ticket["code"].as_str().expect("its code").to_owned()
    }
}

fn ran(command: &mut Command) {
    let output = command.stdout(Stdio::null()).output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

pub(super) async fn page(stage: &Stage) {
    let there = vec![json!("#/store/headquarters")];
    stage.window.execute("location.hash = arguments[0]", there).await.expect("it goes there");
    stage.see("screen-store-headquarters .card").await;
}

/// Types a code at the page.
pub(super) async fn enrol(stage: &Stage, hq: &Headquarters, recovers: bool) {
    stage.press("hq-typed").await;
    stage.fill("field-url", &hq.url).await;
    stage.fill("field-code", &hq.code(recovers).to_lowercase()).await;
    stage.picture("typed").await;
    stage.press("sheet-save").await;
    stage.gone(&at("sheet-save")).await;
}

pub(super) async fn stands(stage: &Stage, state: &str) {
    stage.see(&format!("{}[data-state={state}]", at("hq-state"))).await;
}

/// Work that anybody can do at any time.
pub(super) async fn work(stage: &Stage) -> String {
    let number = stage.ask("service.open", json!({ "mode": "product", "customer": null })).await;
    let number = number.as_str().expect("a number").to_owned();
    stage.ask("service.abandon", json!({ "service": number, "reason": "顾客离开" })).await;
    number
}

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
    }
}

#[tokio::test]
async fn a_store_is_enrolled_works_alone_comes_back_and_recovers() {
    let mut hq = Headquarters::new();
    hq.comes();
    let mut stage = demo_store_of("headquarters", MANAGER).await;
    page(&stage).await;
    stage.see(&at("hq-none")).await;
    stage.picture("not-enrolled").await;
    stage.press("hq-typed").await;
    stage.fill("field-url", &hq.url).await;
    stage.fill("field-code", "JN01-JN01").await;
    stage.press("sheet-save").await;
    stage.see(&at("refusal")).await;
    stage.picture("too-short").await;
    stage.press("sheet-cancel").await;
    stage.press("sheet-cancel").await;
    stage.gone(&at("sheet-save")).await;
    enrol(&stage, &hq, false).await;
    stands(&stage, "level").await;
    stage.see(&format!("{}.ok", at("bar-hq"))).await;
    stage.picture("level").await;
    stage.press("language").await;
    stage.picture("level-english").await;
    stage.press("language").await;

    // Nobody answers: the counter works on, and says what waits.
    hq.goes_away();
    stage.press("lock").await;
    unlock(&stage, ADVISOR).await;
    let alone = work(&stage).await;
    stage.press("lock").await;
    unlock(&stage, MANAGER).await;
    page(&stage).await;
    stage.press("hq-try").await;
    stands(&stage, "waiting").await;
    stage.picture("waiting").await;
    hq.comes();
    stage.press("hq-try").await;
    stands(&stage, "level").await;

    // Yesterday's folder in today's place, with and without a network.
    let aside = tempfile::tempdir().expect("a folder");
    stage.between(|data| copied(&data.join("demo"), aside.path())).await;
    unlock(&stage, ADVISOR).await;
    let lost = work(&stage).await;
    stage.press("lock").await;
    unlock(&stage, MANAGER).await;
    page(&stage).await;
    stage.press("hq-try").await;
    stands(&stage, "level").await;
    hq.goes_away();
    stage
        .between(|data| {
            fs::remove_dir_all(data.join("demo")).expect("the folder goes");
            copied(aside.path(), &data.join("demo"));
        })
        .await;
    unlock(&stage, MANAGER).await;
    stage.see(&at("reading-alone")).await;
    stage.picture("older").await;
    page(&stage).await;
    stage.see(&at("hq-alone")).await;
    stage.picture("behind").await;
    stage.press("language").await;
    stage.picture("behind-english").await;
    stage.press("language").await;
    hq.comes();
    enrol(&stage, &hq, true).await;
    stage.press("hq-recover").await;
    stage.gone(&at("hq-recover")).await;
    stands(&stage, "level").await;
    stage.picture("recovered").await;
    stage.press("lock").await;
    unlock(&stage, ADVISOR).await;
    let found = stage.ask("service.view", json!({ "service": lost })).await;
    assert_eq!(found["step"], "ended", "{found}");
    let number = work(&stage).await;
    assert!(number.contains('.'), "{number}: a new life has its mark");
    assert!(![alone, lost].contains(&number));
    stage.close().await;
}

/// A whole folder in another PC's place, device key and all: the store's second history is kept, the device is paused, and the
/// screens of both say what happened and what to do.
#[tokio::test]
async fn a_cloned_folder_is_seen_both_are_kept_and_the_store_goes_on() {
    let mut hq = Headquarters::new();
    hq.comes();
    let mut first = demo_store_of("clone-first", MANAGER).await;
    page(&first).await;
    enrol(&first, &hq, false).await;
    stands(&first, "level").await;
    let mut second = Stage::open("clone-second").await;
    let aside = tempfile::tempdir().expect("a folder");
    first.between(|data| tree(data, aside.path())).await;
    unlock(&first, ADVISOR).await;
    work(&first).await;
    work(&first).await;
    first.press("lock").await;
    unlock(&first, MANAGER).await;
    page(&first).await;
    first.press("hq-try").await;
    stands(&first, "level").await;
    // The copy works where nobody answers, and knows nothing of what the original sent meanwhile.
    hq.goes_away();
    second
        .between(|data| {
            fs::remove_dir_all(data).expect("the folder goes");
            tree(aside.path(), data);
        })
        .await;
    unlock(&second, ADVISOR).await;
    work(&second).await;
    second.press("lock").await;
    unlock(&second, MANAGER).await;
    hq.comes();
    page(&second).await;
    second.press("hq-try").await;
    stands(&second, "forked").await;
    // Both hashes are there to be compared on the telephone.
    second.see(&at("hq-fork")).await;
    second.picture("forked").await;
    second.press("language").await;
    second.picture("forked-english").await;
    assert!(
        hq.told(&["forks"]).contains("branch 1  open"),
        "the second history is kept and waits for a decision"
    );
    second.close().await;

    // Headquarters decides; the store's own PC enrols anew and goes on where it was.
    first.press("lock").await;
    unlock(&first, ADVISOR).await;
    work(&first).await;
    first.press("lock").await;
    unlock(&first, MANAGER).await;
    page(&first).await;
    first.press("hq-try").await;
    // The flight after the work may have been told first; what stands when this one landed is looked at.
    first.see(&format!("{}:not([disabled])", at("hq-try"))).await;
    stands(&first, "stopped").await;
    first.picture("paused").await;
    hq.told(&["decide", "JN01", "1", "cloned", "--reason", "文件夹被复制到另一台电脑"]);
    hq.told(&["decide", "JN01", "1", "rejected", "--reason", "以门店原电脑为准"]);
    enrol(&first, &hq, false).await;
    stands(&first, "level").await;
    first.picture("goes-on").await;
    assert!(hq.told(&["verify"]).contains("sound"));
    first.close().await;
}

fn tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (path, there) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            tree(&path, &there);
        } else if path.is_file() {
            fs::copy(&path, &there).expect("a copy");
        }
    }
}

/// Headquarters comes back from a real dump that is older than its promises: the store takes them back, says so, and sends again.
#[tokio::test]
async fn a_headquarters_from_its_backup_gets_everything_again() {
    let mut hq = Headquarters::new();
    hq.comes();
    let stage = demo_store_of("headquarters-restored", MANAGER).await;
    page(&stage).await;
    enrol(&stage, &hq, false).await;
    stands(&stage, "level").await;
    let dumps = hq.dumped();
    stage.press("lock").await;
    unlock(&stage, ADVISOR).await;
    work(&stage).await;
    stage.press("lock").await;
    unlock(&stage, MANAGER).await;
    page(&stage).await;
    stage.press("hq-try").await;
    stands(&stage, "level").await;
    stage.picture("before").await;
    hq.goes_away();
    hq.restored(&dumps);
    hq.comes();
    let before = stage.ask("headquarters.look", json!({})).await;
    let all = format!("  {} records  sound", before["last"]);
    assert!(!hq.told(&["verify"]).contains(&all), "the backup is older than what was promised");
    stage.press("hq-try").await;
    let mut verified = hq.told(&["verify"]);
    for _ in 0..300 {
        if verified.contains(&all) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        verified = hq.told(&["verify"]);
    }
    assert!(verified.contains(&all), "{verified}");
    stage.see(&format!("{}:not([disabled])", at("hq-try"))).await;
    stands(&stage, "level").await;
    stage.picture("everything-again").await;
    let after = stage.ask("headquarters.look", json!({})).await;
    assert_eq!(after["safe"]["safe"], after["last"], "{after}");
    stage.close().await;
}
