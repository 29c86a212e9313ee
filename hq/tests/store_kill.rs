//! The store's own program, killed: in the midst of its work and in the midst of a flight to headquarters, over a line that is cut.
//! What was written is in the store, what was acknowledged is at headquarters, and each record is there once.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::Ordering;
use std::time::Duration;

use hq::ctl;
use store::{Key, Store};

use crate::kill::{Proxy, cycles};
use crate::rig::Rig;

/// The store's program, beside headquarters' own; it is built where only headquarters' tests were.
fn program() -> PathBuf {
    let path = Path::new(env!("CARGO_BIN_EXE_hqctl")).with_file_name("tiaohectl");
    if !path.is_file() {
        let target = path.ancestors().nth(2).unwrap();
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--package", "tiaohe-ctl", "--target-dir"])
            .arg(target)
            .status()
            .unwrap();
        assert!(built.success() && path.is_file(), "cargo build --package tiaohe-ctl");
    }
    path
}

struct Shop {
    program: PathBuf,
    folder: tempfile::TempDir,
}

impl Shop {
    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn start(&self, arguments: &[&str]) -> Child {
        let mut command = Command::new(&self.program);
        command.arg("--json").args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.env("TIAOHE_MANAGER_PIN", "600006").spawn().unwrap()
    }

    fn sync(&self) -> Child {
        self.start(&["sync", "--data", self.data().to_str().unwrap()])
    }

    /// A service of its own, as far as it gets.
    fn serve(&self) -> Child {
        let (demo, out) = (self.data().join("demo"), self.folder.path().join("out"));
        let key = demo.join("demo.key");
        let words = [&demo, &key, &out].map(|path| path.to_str().unwrap().to_owned());
        self.start(&[
            "--store",
            &words[0],
            "--key-file",
            &words[1],
            "service",
            "--need",
            "补水",
            "--out",
            &words[2],
        ])
    }

    /// The ledger as it lies there.
    fn bodies(&self) -> Vec<Vec<u8>> {
        let demo = self.data().join("demo");
        let store = Store::open(&demo, &Key::read(&demo.join("demo.key")).unwrap()).unwrap();
        store.verify().unwrap();
        let mut bodies = Vec::new();
        let each = |record: ledger::Stored| {
            bodies.push(record.body);
            Ok(())
        };
        store.records::<store::StoreError>(1, each).unwrap();
        bodies
    }
}

/// Lets a program run for a moment; answers whether the kill met it alive.
async fn killed(mut child: Child, after: u64) -> bool {
    tokio::time::sleep(Duration::from_millis(after)).await;
    tokio::task::block_in_place(|| {
        child.kill().unwrap();
        child.wait().unwrap().code().is_none()
    })
}

fn ended(child: Child) -> (Option<i32>, String) {
    let output = tokio::task::block_in_place(|| child.wait_with_output()).unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&said).into_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_that_is_killed_anywhere_loses_nothing_and_doubles_nothing() {
    let mut rig = Rig::without_limits().await;
    rig.store("JN01").await;
    let given = ctl::code(&mut rig.office, "JN01", false).await.unwrap();
    let proxy = Proxy::to(rig.address).await;
    let shop = Shop { program: program(), folder: tempfile::tempdir().unwrap() };
    let (url, data) = (format!("http://{}", proxy.address), shop.data());
    let code = given.ticket.typed();
    let enrol =
        ["enrol", "--data", data.to_str().unwrap(), "--by", "S06", "--demo", "--url", &url, "--code", &code];
    let (code, said) = ended(shop.start(&enrol));
    assert_eq!(code, Some(0), "{said}");
    let mut number = 0x9E37_79B9_7F4A_7C15_u64;
    let mut below = |most: u64| {
        number ^= number << 13;
        number ^= number >> 7;
        number ^= number << 17;
        number % most
    };
    let (mut met, mut acknowledged) = (0, 0);
    for cycle in 0..cycles() {
        // A quick machine ends its program before a late kill: the next comes earlier, until one meets it alive.
        for sooner in 0..8 {
            if killed(shop.serve(), below((640 >> sooner).max(4))).await {
                met += 1;
                break;
            }
        }
        let known = shop.bodies().len() as u64;
        assert!(known >= acknowledged, "cycle {cycle}: what was acknowledged is in the store");
        if below(3) == 0 {
            proxy.up.store(below(4_000) as i64, Ordering::SeqCst);
        } else if below(3) == 0 {
            proxy.down.store(below(900) as i64, Ordering::SeqCst);
        }
        for _ in 0..=below(2) {
            met += usize::from(killed(shop.sync(), 20 + below(400)).await);
        }
        proxy.heal();
        let (code, said) = ended(shop.sync());
        assert_eq!(code, Some(0), "cycle {cycle}: {said}");
        let view: serde_json::Value = serde_json::from_str(said.lines().next().unwrap()).unwrap();
        acknowledged = view["safe"].as_u64().unwrap();
        assert_eq!((view["waiting"].as_u64(), acknowledged), (Some(0), shop.bodies().len() as u64), "{said}");
    }
    assert!(met >= cycles(), "only {met} kills met a program that ran");
    let (mut seq, mut found) = (1, Vec::new());
    while seq <= acknowledged {
        let more = hq::segment::records(&rig.office.control, "JN01", 0, seq, 4096).await.unwrap();
        assert!(!more.is_empty(), "record {seq} is not at headquarters");
        seq += more.len() as u64;
        found.extend(more.into_iter().map(|kept| kept.body));
    }
    assert!(found == shop.bodies(), "byte for byte");
    let sum = "SELECT sum(last - first + 1)::bigint FROM segment";
    assert_eq!(rig.count(sum).await, acknowledged as i64, "nothing doubled");
    assert_eq!(rig.count("SELECT count(*) FROM incident WHERE kind <> 'possible_clone'").await, 0);
    println!("{} cycles, {met} kills, {acknowledged} records", cycles());
}
