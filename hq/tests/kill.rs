//! The real program over a real PostgreSQL that keeps what it acknowledged, behind a proxy that cuts. Program and database
//! are killed, connections are cut in mid-flight, and a store goes on by its plan. Nothing is lost, nothing is doubled.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use hq::ctl;
use ledger::Hash;
use private_postgres::{Cluster, Durability};
use sync::answer::Answer;
use sync::calls::{HeadQuery, RECORDS};
use sync::frame::fitting;
use sync::plan::{Heard, Keep, Local, Pace, Planned, Sent, Step, plan};
use sync::receipt::{Asked, Receipt};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::model::Model;
use crate::rig::{ENTERPRISE, fresh, target};

/// How many bytes of answers the proxy still lets through; below 0 it cuts at once, without end where it is the most.
pub struct Proxy {
    pub address: SocketAddr,
    pub down: Arc<AtomicI64>,
    pub up: Arc<AtomicI64>,
}

const ALL: i64 = i64::MAX;

impl Proxy {
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (down, up) = (Arc::new(AtomicI64::new(ALL)), Arc::new(AtomicI64::new(ALL)));
        let (to_client, to_server) = (Arc::clone(&down), Arc::clone(&up));
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (to_client, to_server) = (Arc::clone(&to_client), Arc::clone(&to_server));
                tokio::spawn(async move {
                    let Ok(server) = TcpStream::connect(server).await else { return };
                    let (from_client, client) = client.into_split();
                    let (from_server, server) = server.into_split();
                    tokio::join!(
                        copied(from_client, server, &to_server),
                        copied(from_server, client, &to_client)
                    );
                });
            }
        });
        Self { address, down, up }
    }

    pub fn heal(&self) {
        self.down.store(ALL, Ordering::SeqCst);
        self.up.store(ALL, Ordering::SeqCst);
    }
}

async fn copied(
    mut from: tokio::net::tcp::OwnedReadHalf,
    mut to: tokio::net::tcp::OwnedWriteHalf,
    left: &AtomicI64,
) {
    let mut piece = [0; 1024];
    while let Ok(read) = from.read(&mut piece).await {
        if read == 0 {
            break;
        }
        if left.load(Ordering::SeqCst) != ALL && left.fetch_sub(read as i64, Ordering::SeqCst) < read as i64 {
            return;
        }
        if to.write_all(&piece[..read]).await.is_err() {
            return;
        }
    }
}

struct Server {
    child: Child,
}

impl Server {
    fn start(settings: &Path) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_tiaohe-hq"))
            .arg("--settings")
            .arg(settings)
            .env("RUST_LOG", "off")
            .spawn()
            .unwrap();
        Self { child }
    }

    /// Whether it ended by itself: it may meet a database that has not recovered yet.
    fn ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap_or_default();
        self.child.wait().map(drop).unwrap_or_default();
    }
}

/// A store that goes by its plan.
struct Going {
    store: Model,
    kept: Option<Receipt>,
    pace: Pace,
}

impl Going {
    async fn heard(&mut self, address: SocketAddr, step: &Step) -> Planned {
        let (answered, sent) = match step {
            Step::Send { first, until } => {
                let lengths =
                    self.store.records[*first as usize - 1..].iter().map(|record| record.body.len());
                let count = fitting(lengths, self.pace.most) as u64;
                let last = until.unwrap_or(u64::MAX).min(first + count - 1);
                let body = self.store.batch(*first, last);
                let answered = self.store.send(address, "POST", RECORDS, &body).await;
                (answered, Some(Sent { first: *first, last }))
            }
            Step::Resend { .. } => panic!("headquarters lost what it had acknowledged: {step:?}"),
            Step::Ask | Step::Waiting { .. } => {
                let at = Some(self.store.records.len() as u64);
                let path = HeadQuery { branch: 0, at, erased_from: None }.path();
                (self.store.send(address, "GET", &path, &[]).await, None)
            }
            other => panic!("{other:?}"),
        };
        let keys = self.store.root.as_ref().unwrap().keys().unwrap();
        let records = &self.store.records;
        let hash_at = |seq: u64| match seq.checked_sub(1) {
            None => Some(Hash::ORIGIN),
            Some(at) => records.get(at as usize).map(|record| record.hash),
        };
        let local = Local {
            hq: ENTERPRISE,
            keys: &keys,
            store: &self.store.code,
            branch: 0,
            base: 0,
            last: records.len() as u64,
            hash_at: &hash_at,
            epoch: self.kept.as_ref().map_or(0, |kept| kept.epoch),
            asked: Asked { boot: self.store.boot, counter: self.store.counter },
        };
        let nothing = Heard::Nothing { after: None };
        let bytes = answered.map(|answered| answered.body).unwrap_or_default();
        let planned = match sent {
            Some(sent) => match Answer::read(&bytes) {
                Ok(answer) => plan(&local, self.kept.as_ref(), self.pace, Heard::Records(sent, &answer)),
                Err(_) => plan(&local, self.kept.as_ref(), self.pace, nothing),
            },
            None => match Answer::read(&bytes) {
                Ok(answer) => plan(&local, self.kept.as_ref(), self.pace, Heard::Head(&answer)),
                Err(_) => plan(&local, self.kept.as_ref(), self.pace, nothing),
            },
        };
        match &planned.keep {
            Keep::Same => {}
            Keep::New(signed) => {
                let receipt = signed.verified(&keys).unwrap();
                let before = self.kept.as_ref().map_or(0, |kept| kept.seq);
                assert!(receipt.seq >= before, "what was promised stands: {} after {before}", receipt.seq);
                self.kept = Some(receipt);
            }
            Keep::Withdrawn => panic!("a promise was taken back"),
        }
        self.pace = planned.pace;
        planned
    }
}

/// An address below those that the system gives to callers, so that nobody takes it while the server is away.
fn free() -> SocketAddr {
    let from = u16::try_from(std::process::id() % 10_000).unwrap() + 20_000;
    let free = (from..32_000).map(|port| SocketAddr::from(([127, 0, 0, 1], port)));
    free.into_iter().find(|address| std::net::TcpListener::bind(address).is_ok()).unwrap()
}

pub fn cycles() -> usize {
    std::env::var("TRIAL_CYCLES").ok().and_then(|cycles| cycles.parse().ok()).unwrap_or(6)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_and_nothing_doubled_when_everything_is_killed() {
    let mut cluster = Cluster::for_this_run(&target(), Durability::Kept).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let listen = free();
    let settings = fresh(&cluster, &folder.path().join("keys"), listen).await;
    let mut office = ctl::found(&settings, "tester", "试验总部").await.unwrap();
    ctl::enterprise(&mut office, ENTERPRISE, "泉润（试验）").await.unwrap();
    ctl::store(&mut office, ENTERPRISE, "JN01", "试验店", "山东").await.unwrap();
    let given = ctl::code(&mut office, "JN01", false).await.unwrap();
    let file = folder.path().join("hq.toml");
    let text = format!(
        "url = '{}'\nlisten = '{listen}'\nmonitor = '127.0.0.1:0'\ndatabase = '{}'\nsealed_database = '{}'\nkeys = '{}'\nconnections = 4\n",
        settings.url,
        settings.database,
        settings.sealed_database,
        settings.keys.display()
    );
    std::fs::write(&file, text).unwrap();
    let mut server = Server::start(&file);
    let proxy = Proxy::to(listen).await;
    let mut store = Model::new("JN01", 90);
    store.work(5);
    while TcpStream::connect(listen).await.is_err() {
        assert!(!server.ended(), "the server does not start");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    store.enrol(proxy.address, &given.ticket).await;
    let mut going = Going { store, kept: None, pace: Pace::default() };
    let mut number = 0x2545_F491_4F6C_DD1D_u64;
    let mut below = |most: u64| {
        number ^= number << 13;
        number ^= number >> 7;
        number ^= number << 17;
        number % most
    };
    for cycle in 0..cycles() {
        going.store.work(1 + below(60));
        going.pace = Pace { most: 1 + below(40) as usize, failures: 0 };
        let fault = below(5);
        match fault {
            0 => proxy.down.store(below(900) as i64, Ordering::SeqCst),
            1 => proxy.up.store(below(3_000) as i64, Ordering::SeqCst),
            _ => {}
        }
        let (mut step, mut flights, mut healed) = (Step::Ask, 0, false);
        // Killed in mid-flight: beside the flight, not between two.
        let mut killing = (fault >= 2).then(|| below(30));
        while step != Step::Level {
            flights += 1;
            assert!(flights < 2_000, "cycle {cycle} does not end: {step:?}");
            let after = killing.take();
            let flight = going.heard(proxy.address, &step);
            let planned = match after {
                Some(after) => {
                    let kill = async {
                        tokio::time::sleep(Duration::from_millis(after)).await;
                        tokio::task::block_in_place(|| match fault {
                            2 => server.kill(),
                            3 => cluster.kill().unwrap(),
                            _ => {
                                server.kill();
                                cluster.kill().unwrap();
                            }
                        });
                    };
                    tokio::join!(flight, kill).0
                }
                None => flight.await,
            };
            step = planned.step;
            if after.is_some() {
                tokio::task::block_in_place(|| {
                    if fault >= 3 {
                        cluster.start().unwrap();
                    }
                    if fault != 3 {
                        server = Server::start(&file);
                    }
                });
            }
            if matches!(step, Step::Waiting { .. }) {
                if server.ended() {
                    server = Server::start(&file);
                }
                if !healed && flights > 3 {
                    proxy.heal();
                    healed = true;
                }
                tokio::time::sleep(Duration::from_millis(15)).await;
            }
        }
        proxy.heal();
        assert_eq!(going.kept.as_ref().map(|kept| kept.seq), Some(going.store.records.len() as u64));
    }
    // What lies there is the store's ledger: each record once, byte for byte.
    let office = ctl::Office::open(&settings, "tester").await.unwrap();
    let (mut seq, mut found) = (1, Vec::new());
    while seq <= going.store.records.len() as u64 {
        let more = hq::segment::records(&office.control, "JN01", 0, seq, 4096).await.unwrap();
        seq += more.len() as u64;
        found.extend(more);
    }
    assert!(found.iter().map(|kept| &kept.body).eq(going.store.records.iter().map(|record| &record.body)));
    let row =
        office.control.query_one("SELECT sum(last - first + 1)::bigint FROM segment", &[]).await.unwrap();
    assert_eq!(row.get::<_, i64>(0), going.store.records.len() as i64, "nothing doubled");
    assert_eq!(ctl::stores(&office).await.unwrap().iter().filter(|one| one.wrong.is_some()).count(), 0);
    println!("{} cycles, {} records", cycles(), going.store.records.len());
}
