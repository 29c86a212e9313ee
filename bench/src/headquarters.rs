//! Headquarters' way up: signed batches over HTTP into a real server over a real PostgreSQL of our own that keeps what it
//! acknowledged, held against a bare COPY of the same bodies, one row a record, into the same database.

use std::collections::BTreeMap;
use std::error::Error;
use std::net::SocketAddr;
use std::time::Instant;

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

type Http = Client<HttpConnector, Body>;
type Failed = Box<dyn Error + Send + Sync>;

/// How many stores send.
const STORES: u64 = 8;
/// How many records each sends in large batches, and in small ones.
const LARGE: (usize, usize) = (16_000, 1_000);
const SMALL: (usize, usize) = (1_900, 19);

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

    async fn sent(mut self, http: Http, at: SocketAddr, size: usize) -> Result<(Self, Vec<f64>), Failed> {
        let mut waits = Vec::new();
        let batches: Vec<Vec<u8>> = self
            .records
            .chunks(size)
            .map(|batch| {
                let (Some(first), Some(last)) = (batch.first(), batch.last()) else { return Ok(Vec::new()) };
                let head = HeadSeal::from(&self.head(last));
                let header = BatchHeader {
                    store: self.code.clone(),
                    branch: 0,
                    first: first.seq,
                    prev: first.prev,
                    head,
                };
                Batch::written(&header, batch.iter().map(|record| record.body.as_slice()))
            })
            .collect::<Result<_, _>>()?;
        for batch in batches {
            let start = Instant::now();
            let answer = self.posted(&http, at, RECORDS, batch).await?;
            waits.push(start.elapsed().as_secs_f64());
            match Answer::read(&answer)? {
                Answer::Outcome(RecordsOutcome::Accepted { .. }) => {}
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
    runtime.block_on(measured(&cluster)).map_err(|failed| -> Box<dyn Error> { failed })
}

async fn measured(cluster: &Cluster) -> Result<Vec<Mark>, Failed> {
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
    let mut marks = Vec::new();
    let sizes = [
        ("hq: records a second, batches of 1,000", LARGE, 0),
        ("hq: records a second, batches of 19", SMALL, 1_000),
    ];
    for (what, (records, size), from) in sizes {
        let (rate, waits) = ingested(&mut office, &http, free, (from, records, size)).await?;
        let against = format!("COPY of the same, a row a record: {bare:.0}/s");
        marks.push(Mark { what, ours: format!("{rate:.0}/s"), against, ratio: Some(rate / bare) });
        let mut sorted = waits.clone();
        sorted.sort_by(f64::total_cmp);
        let late = sorted.get(sorted.len() * 99 / 100).copied().unwrap_or_default();
        marks.push(Mark {
            what: "hq: acknowledgement of such a batch, 8 stores at once",
            ours: format!("p99 {:.1} ms", late * 1e3),
            against: format!("its median: {:.1} ms", median(waits.clone()) * 1e3),
            ratio: Some(late / median(waits)),
        });
    }
    server.abort();
    Ok(marks)
}

async fn ingested(
    office: &mut ctl::Office,
    http: &Http,
    at: SocketAddr,
    (from, records, size): (u64, usize, usize),
) -> Result<(f64, Vec<f64>), Failed> {
    let mut senders = Vec::new();
    for number in from..from + STORES {
        let mut sender = Sender::new(number, records)?;
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
    let start = Instant::now();
    let mut sending = JoinSet::new();
    for sender in senders {
        sending.spawn(sender.sent(http.clone(), at, size));
    }
    let mut waits = Vec::new();
    while let Some(sent) = sending.join_next().await {
        waits.extend(sent??.1);
    }
    let all = f64::from(u32::try_from(STORES)?) * f64::from(u32::try_from(records)?);
    Ok((all / start.elapsed().as_secs_f64(), waits))
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
