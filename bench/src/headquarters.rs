//! Headquarters' way up: signed batches over HTTP into a real server over a real PostgreSQL of our own that keeps what it
//! acknowledged, held against a bare COPY of the same bodies, one row a record, into the same database, and against the least
//! transaction that could do it (lock a row, insert the same bytes, update the row) by as many clients as the server has
//! connections. Then what a store feels of it: a save while its records go up, against one of a store that is enrolled nowhere.

use std::collections::BTreeMap;
use std::error::Error;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Method, Request};
use chrono::DateTime;
use hq::ctl;
use hq::settings::Settings;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use ledger::{Draft, Hash, Head, SigningKey, Stored, signing_key};
use private_postgres::{Cluster, Durability};
use sync::answer::Answer;
use sync::calls::{
    Batch, BatchHeader, ENROL, Enrol, EnrolOutcome, HeadSeal, LedgerProof, RECORDS, RecordsOutcome,
};
use sync::device::DeviceKey;
use sync::receipt::Asked;
use sync::request::Asking;
use tokio::task::JoinSet;

use crate::{Mark, Marks, median};

mod saves;

type Http = Client<HttpConnector, Body>;
type Failed = Box<dyn Error + Send + Sync>;

/// How many stores send at once, how many records each, and how many a batch: large batches, and small ones.
const LARGE: Load = Load { from: 0, stores: 8, records: 16_000, size: 1_000 };
const SMALL: Load = Load { from: 1_000, stores: 200, records: 380, size: 19 };
/// And at their own pace: each store a batch a second, so many a second together.
const PACED: Load = Load { from: 2_000, stores: 200, records: 190, size: 19 };
/// The connections of the way up, and the clients of the least transaction.
const CLIENTS: usize = 16;

/// Who sends how much.
#[derive(Clone, Copy)]
struct Load {
    from: u64,
    stores: u64,
    records: usize,
    size: usize,
}

/// A store that sends what it wrote beforehand.
struct Sender {
    code: String,
    key: SigningKey,
    device: DeviceKey,
    records: Vec<Stored>,
    counter: u64,
}

impl Sender {
    fn new(number: u64, records: usize) -> Result<Self, Failed> {
        let seed = |from: u64| {
            let mut seed = [3; 32];
            seed.iter_mut().zip((number + from).to_be_bytes()).for_each(|(to, byte)| *to = byte);
            seed
        };
        let mut sender = Self {
            code: format!("M{number}"),
            key: signing_key(&seed(0)),
            device: DeviceKey::from_seed(&seed(1_000_000)),
            records: Vec::with_capacity(records),
            counter: 0,
        };
        let at = DateTime::parse_from_rfc3339("2026-11-20T09:00:00+08:00")?;
        let mut prev = Hash::ORIGIN;
        for seq in 1..=u64::try_from(records)? {
            // As long as a record is on the average.
            let payload = format!(
                "{{\"service\":\"{}-20261120-{seq:05}\",\"lot\":\"L{}\",\"weight\":{},\"scale\":\"T{}\",\"note\":\"{:064x}\"}}",
                sender.code,
                seq % 97,
                seq * 7919 % 100_000,
                seq % 3,
                seq.wrapping_mul(0x9E37_79B9_7F4A_7C15)
            );
            let payload = serde_json::value::RawValue::from_string(payload)?;
            let draft = Draft {
                store: &sender.code,
                seq,
                at,
                monotonic: seq,
                actor: "S01",
                kind: "mark.weighed",
                version: 1,
                payload: &payload,
            };
            let stored = draft.link(prev)?;
            prev = stored.hash;
            sender.records.push(stored);
        }
        Ok(sender)
    }

    fn head(&self, last: &Stored) -> ledger::SignedHead {
        Head { store: self.code.clone(), seq: last.seq, hash: last.hash }.signed(&self.key)
    }

    /// The same store with another start of its program.
    fn copied(&self) -> Self {
        Self {
            code: self.code.clone(),
            key: signing_key(&self.key.to_bytes()),
            device: DeviceKey::from_seed(&self.device.seed()),
            records: self.records.clone(),
            counter: self.counter + 1_000,
        }
    }

    async fn posted(
        &mut self,
        http: &Http,
        at: SocketAddr,
        path: &str,
        body: Vec<u8>,
    ) -> Result<Vec<u8>, Failed> {
        self.counter += 1;
        let asked = Asked { boot: [1; 16], counter: self.counter };
        let asking = Asking { method: "POST", path, store: &self.code, asked };
        let mut request = Request::builder().method(Method::POST).uri(format!("http://{at}{path}"));
        for (name, value) in self.device.signed(&asking, &body).headers() {
            request = request.header(name, value);
        }
        let answer = http.request(request.body(Body::from(body))?).await?;
        Ok(axum::body::to_bytes(Body::new(answer.into_body()), 1 << 20).await?.to_vec())
    }

    fn batches(&self, size: usize) -> Result<Vec<Vec<u8>>, Failed> {
        let batches = self.records.chunks(size).map(|batch| {
            let (Some(first), Some(last)) = (batch.first(), batch.last()) else { return Ok(Vec::new()) };
            let head = HeadSeal::from(&self.head(last));
            let header =
                BatchHeader { store: self.code.clone(), branch: 0, first: first.seq, prev: first.prev, head };
            Batch::written(&header, batch.iter().map(|record| record.body.as_slice()))
        });
        Ok(batches.collect::<Result<_, _>>()?)
    }

    /// Sends every batch, one each `pace` or as fast as it is answered; answers with how long each took to be acknowledged.
    async fn sent(
        mut self,
        http: Http,
        at: SocketAddr,
        batches: Vec<Vec<u8>>,
        pace: Option<(Instant, Duration)>,
    ) -> Result<(Self, Vec<f64>), Failed> {
        let mut waits = Vec::new();
        for (number, batch) in (0..).zip(batches) {
            if let Some((begin, pace)) = pace {
                tokio::time::sleep_until((begin + pace * number).into()).await;
            }
            let start = Instant::now();
            let answer = self.posted(&http, at, RECORDS, batch).await?;
            waits.push(start.elapsed().as_secs_f64());
            match Answer::read(&answer)? {
                Answer::Outcome(RecordsOutcome::Accepted { .. } | RecordsOutcome::Already { .. }) => {}
                other @ (Answer::Outcome(_) | Answer::Refused(_) | Answer::Unknown(_)) => {
                    return Err(format!("{other:?}").into());
                }
            }
        }
        Ok((self, waits))
    }
}

/// Measures.
pub fn run() -> Marks {
    let target = std::env::current_exe()?.ancestors().nth(2).map(ToOwned::to_owned).unwrap_or_default();
    let cluster = Cluster::for_this_run(&target, Durability::Kept)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(measured(&cluster, &target)).map_err(|failed| -> Box<dyn Error> { failed })
}

async fn measured(cluster: &Cluster, target: &Path) -> Result<Vec<Mark>, Failed> {
    for name in ["marks", "marks_sealed"] {
        cluster.sql(&format!("CREATE DATABASE {name}"))?;
    }
    let keys = tempfile::tempdir()?;
    let free = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let over = [
        ("url", "https://hq.example".to_owned()),
        ("listen", free.to_string()),
        ("monitor", "127.0.0.1:0".to_owned()),
        ("database", cluster.url("marks")),
        ("sealed_database", cluster.url("marks_sealed")),
        ("keys", keys.path().join("keys").display().to_string()),
    ];
    let over: BTreeMap<String, String> = over.into_iter().map(|(a, b)| (a.to_owned(), b)).collect();
    let limits = "[limits]\ndevice_burst = 1000000\nstranger_burst = 1000000\n";
    let settings = Settings::of(limits, &over)?;
    let mut office = ctl::found(&settings, "bench", "量测").await?;
    ctl::enterprise(&mut office, "MARKS", "量测").await?;
    let serving = settings.clone();
    let server = tokio::spawn(async move { hq::server::serve(&serving, std::future::pending()).await });
    while tokio::net::TcpStream::connect(free).await.is_err() {
        if server.is_finished() {
            return Err("the server ended".into());
        }
        tokio::task::yield_now().await;
    }
    let http: Http = Client::builder(TokioExecutor::new()).build_http();
    let bare = bare(cluster).await?;
    let least = least(cluster).await?;
    let behind = hq::database::owner(&cluster.url("marks")).await?;
    let mut marks = Vec::new();
    for (what, load) in
        [("hq: records a second, batches of 1,000", LARGE), ("hq: records a second, batches of 19", SMALL)]
    {
        let senders = enrolled(&mut office, &http, free, load).await?;
        let start = Instant::now();
        let waits = uploaded(&http, free, senders, load, None).await?;
        let rate = load.all()? / start.elapsed().as_secs_f64();
        let against = format!("COPY of the same, a row a record: {bare:.0}/s");
        marks.push(Mark { what, ours: format!("{rate:.0}/s"), against, ratio: Some(rate / bare) });
        if load.size == SMALL.size {
            let against = format!("lock + insert + update, {CLIENTS} clients: {least:.0}/s");
            marks.push(Mark { what, ours: format!("{rate:.0}/s"), against, ratio: Some(rate / least) });
        }
        let what = "hq: acknowledgement of such a batch, as fast as it goes";
        marks.push(latency(what, waits));
        if load.size == LARGE.size {
            let start = Instant::now();
            projected(&behind).await?;
            let rate = load.all()? / start.elapsed().as_secs_f64();
            let against = "from the last acknowledgement until none waits".to_owned();
            let what = "hq: projector, records of a kind it lists";
            marks.push(Mark { what, ours: format!("{rate:.0}/s"), against, ratio: None });
        }
    }
    let senders = enrolled(&mut office, &http, free, PACED).await?;
    let again = senders.iter().map(Sender::copied).collect::<Vec<_>>();
    let waits = uploaded(&http, free, senders, PACED, Some(Duration::from_secs(1))).await?;
    marks.push(latency("hq: acknowledgement at 200 uploads a second", waits));
    let start = Instant::now();
    projected(&behind).await?;
    marks.push(Mark {
        what: "hq: projector behind 200 uploads a second",
        ours: format!("{:.2} s", start.elapsed().as_secs_f64()),
        against: "goal 2 s".to_owned(),
        ratio: Some(start.elapsed().as_secs_f64() / 2.0),
    });
    let before = rows(&behind).await?;
    uploaded(&http, free, again, PACED, None).await?;
    let more = rows(&behind).await? - before;
    let (ours, against) = (format!("{more} rows"), "the same 2,000 batches sent again".to_owned());
    marks.push(Mark { what: "hq: rows that a resend adds", ours, against, ratio: None });
    ctl::store(&mut office, "MARKS", "JN01", "量测", "").await?;
    let ticket = ctl::code(&mut office, "JN01", false).await?.ticket.typed();
    marks.push(saves::felt(target, &format!("http://{free}"), &ticket).await?);
    server.abort();
    Ok(marks)
}

fn latency(what: &'static str, waits: Vec<f64>) -> Mark {
    let mut sorted = waits.clone();
    sorted.sort_by(f64::total_cmp);
    let late = sorted.get(sorted.len() * 99 / 100).copied().unwrap_or_default();
    let middle = median(waits);
    let ours = format!("p99 {:.1} ms", late * 1e3);
    Mark { what, ours, against: format!("its median: {:.1} ms", middle * 1e3), ratio: Some(late / middle) }
}

impl Load {
    fn all(self) -> Result<f64, Failed> {
        Ok(f64::from(u32::try_from(self.stores)?) * f64::from(u32::try_from(self.records)?))
    }
}

/// Waits until the projector has carried out everything.
async fn projected(behind: &tokio_postgres::Client) -> Result<(), Failed> {
    let sql = "SELECT count(*) FROM head WHERE projected < seq";
    while behind.query_one(sql, &[]).await?.get::<_, i64>(0) > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

async fn rows(behind: &tokio_postgres::Client) -> Result<i64, Failed> {
    let sql =
        "SELECT (SELECT count(*) FROM segment) + (SELECT count(*) FROM head) + (SELECT count(*) FROM opaque)
                    + (SELECT count(*) FROM incident)";
    Ok(behind.query_one(sql, &[]).await?.get(0))
}

async fn enrolled(
    office: &mut ctl::Office,
    http: &Http,
    at: SocketAddr,
    load: Load,
) -> Result<Vec<Sender>, Failed> {
    let mut senders = Vec::new();
    for number in load.from..load.from + load.stores {
        let mut sender = Sender::new(number, load.records)?;
        ctl::store(office, "MARKS", &sender.code, "量测", "").await?;
        let code = ctl::code(office, &sender.code, false).await?.ticket.code;
        let first = sender.records.first().ok_or("no record")?;
        let proof = LedgerProof::of(&sender.head(first), &sender.key, &code, &sender.device.public());
        let body = serde_json::to_vec(&Enrol::of(code, &sender.device, "bench", Some(proof)))?;
        match Answer::read(&sender.posted(http, at, ENROL, body).await?)? {
            Answer::Outcome(EnrolOutcome::Enrolled { .. }) => {}
            other @ (Answer::Outcome(_) | Answer::Refused(_) | Answer::Unknown(_)) => {
                return Err(format!("{other:?}").into());
            }
        }
        senders.push(sender);
    }
    Ok(senders)
}

/// Every store sends all that it has, at once or each at a pace; answers with how long each batch took.
async fn uploaded(
    http: &Http,
    at: SocketAddr,
    senders: Vec<Sender>,
    load: Load,
    pace: Option<Duration>,
) -> Result<Vec<f64>, Failed> {
    let begin = Instant::now();
    let mut sending = JoinSet::new();
    for (number, sender) in (0_u32..).zip(senders) {
        let batches = sender.batches(load.size)?;
        // Spread over the pace, so that they do not all come at its beginning.
        let begun = |pace: Duration| (begin + pace * number / u32::try_from(load.stores).unwrap_or(1), pace);
        sending.spawn(sender.sent(http.clone(), at, batches, pace.map(begun)));
    }
    let mut waits = Vec::new();
    while let Some(sent) = sending.join_next().await {
        waits.extend(sent??.1);
    }
    Ok(waits)
}

/// The least that a database does for a batch of 19: lock a row, insert its bytes, update the row, durably.
async fn least(cluster: &Cluster) -> Result<f64, Failed> {
    let client = hq::database::owner(&cluster.url("marks")).await?;
    let made = "CREATE TABLE least_head (store_id TEXT PRIMARY KEY, seq BIGINT NOT NULL);
                CREATE TABLE least_body (store_id TEXT, seq BIGINT, body BYTEA, PRIMARY KEY (store_id, seq))";
    client.batch_execute(made).await?;
    let batches = Sender::new(0, 50 * SMALL.size)?.batches(SMALL.size)?;
    let mut working = JoinSet::new();
    let start = Instant::now();
    for number in 0..CLIENTS {
        let (url, batches, store) = (cluster.url("marks"), batches.clone(), format!("L{number}"));
        working.spawn(async move {
            let mut client = hq::database::owner(&url).await?;
            client.execute("INSERT INTO least_head VALUES ($1, 0)", &[&store]).await?;
            let lock = client.prepare("SELECT seq FROM least_head WHERE store_id = $1 FOR UPDATE").await?;
            let insert = client.prepare("INSERT INTO least_body VALUES ($1, $2, $3)").await?;
            let update = client.prepare("UPDATE least_head SET seq = $2 WHERE store_id = $1").await?;
            for batch in &batches {
                let work = client.transaction().await?;
                let seq: i64 = work.query_one(&lock, &[&store]).await?.get(0);
                work.execute(&insert, &[&store, &(seq + 1), batch]).await?;
                work.execute(&update, &[&store, &(seq + 1)]).await?;
                work.commit().await?;
            }
            Ok::<_, Failed>(batches.len() * SMALL.size)
        });
    }
    let mut records = 0;
    while let Some(worked) = working.join_next().await {
        records += worked??;
    }
    Ok(f64::from(u32::try_from(records)?) / start.elapsed().as_secs_f64())
}

/// COPY of the same bodies, one row each, unchecked: what the database alone can take.
async fn bare(cluster: &Cluster) -> Result<f64, Failed> {
    let client = hq::database::owner(&cluster.url("marks")).await?;
    client
        .batch_execute(
            "CREATE TABLE bare (store_id TEXT, seq BIGINT, body TEXT, PRIMARY KEY (store_id, seq))",
        )
        .await?;
    let sender = Sender::new(0, 50_000)?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("bare.csv");
    let mut text = String::new();
    for record in &sender.records {
        let body = String::from_utf8(record.body.clone())?.replace('"', "\"\"");
        text.push_str(&format!("{},{},\"{body}\"\n", sender.code, record.seq));
    }
    std::fs::write(&file, text)?;
    let rows = f64::from(u32::try_from(sender.records.len())?);
    // Read by psql and sent through the same socket.
    let start = Instant::now();
    cluster.copied("marks", "bare", &file)?;
    Ok(rows / start.elapsed().as_secs_f64())
}
