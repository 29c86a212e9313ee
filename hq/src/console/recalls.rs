//! Recalls in the browser: what was recalled and who has applied it, what a recall would reach, and its beginning, signed by one
//! person with their own key (化妆品监督管理条例 第四十四条). It lifts nothing: that takes two people, and waits for nobody.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use domain::clean::code_key;
use domain::filing::FilingNumber;
use serde::{Deserialize, Serialize};
use sync::down::Chain;
use sync::down::bulletin::{Bulletin, Does};
use sync::down::content::{Both, Recall, Recalls};
use tokio_postgres::Transaction;

use super::{Console, Signed, failed, refusal, signed};
use crate::caller::{address, body};
use crate::ctl::{self, CtlError, Drafts, Publishing};
use crate::database::{DatabaseError, small};
use crate::down;
use crate::hq::Fault;
use crate::keys::Keys;
use crate::signing::PersonKey;

/// The most bytes of a recall as it is sent: reasons and a key's file.
const LONGEST: usize = 16 << 10;

/// One recall.
#[derive(Debug, Serialize)]
struct Line {
    /// Its number, which the counters show.
    recall: String,
    filing: String,
    lot: Option<String>,
    reason: Both,
    /// Number of the bulletin that orders it.
    no: u64,
    at: DateTime<Utc>,
    signed_by: Vec<String>,
    /// Whether it was lifted.
    lifted: bool,
    /// How many stores have applied it.
    applied: i64,
}

#[derive(Debug, Serialize)]
struct Page {
    /// How many stores must apply each.
    stores: i64,
    recalls: Vec<Line>,
}

/// What is asked about: a product's lots, and the bulletin whose way is followed, where there is one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    filing: String,
    #[serde(default)]
    lot: Option<String>,
    #[serde(default)]
    no: Option<u64>,
}

/// The units of a store that a lot went into.
#[derive(Debug, Default, Serialize)]
struct Units {
    /// Being made.
    making: u64,
    /// Made, and not handed over.
    kept: u64,
    /// With customers.
    handed: u64,
}

/// How far a recall is at one store.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Way {
    /// It is applied there.
    Applied,
    /// The store has it, and cannot apply it.
    Held,
    /// The store has not said that it has it.
    Waiting,
}

#[derive(Debug, Serialize)]
struct Reached {
    store: String,
    name: String,
    /// Seconds since a device of it was here.
    seen: Option<i64>,
    /// Numbers of the lots there.
    lots: Vec<String>,
    units: Units,
    way: Way,
}

#[derive(Debug, Serialize)]
struct Reach {
    /// What the product is called where it is known.
    products: Vec<String>,
    /// Stores that have such a lot, or have not applied the recall; the most units first.
    stores: Vec<Reached>,
    /// How many stores there are in all.
    all: usize,
}

/// A recall that is to begin.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Begins {
    filing: String,
    #[serde(default)]
    lot: Option<String>,
    reason: Both,
    /// The file of the person's signing key, and what opens it: both are used once and kept nowhere.
    key: String,
    passphrase: String,
}

#[derive(Serialize)]
struct Begun {
    recall: String,
    no: u64,
}

/// Opens what one enterprise may see.
async fn seen<'a>(
    client: &'a mut tokio_postgres::Client,
    enterprise: &str,
) -> Result<Transaction<'a>, DatabaseError> {
    let work = client.build_transaction().read_only(true).start().await?;
    work.execute("SELECT set_config('tiaohe.enterprise', $1, true)", &[&enterprise]).await?;
    Ok(work)
}

pub(super) async fn list(State(console): State<Console>, headers: HeaderMap) -> Response {
    let who = match signed(&State(console.clone()), &headers).await {
        Ok(who) => who,
        Err(refused) => return refused,
    };
    match page(&console, &who).await {
        Ok(page) => Json(page).into_response(),
        Err(fault) => failed(&fault),
    }
}

async fn page(console: &Console, who: &Signed) -> Result<Page, Fault> {
    let mut client = console.hq.databases.console().await?;
    let work = seen(&mut client, &who.enterprise).await?;
    let stores = work.query_one("SELECT count(*) FROM store", &[]).await?.get(0);
    let sql = "SELECT id, count(*) FROM projection
               WHERE tab = 'bulletin' AND id LIKE 'recalls/%' AND doc::jsonb ->> 'applied' IS NOT NULL GROUP BY id";
    let rows = work.query(sql, &[]).await?;
    let applied: BTreeMap<String, i64> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    let sql = "SELECT b.no, b.signed, c.bytes, b.published_at FROM bulletin b
               JOIN blob c ON c.enterprise = b.enterprise AND c.digest = b.content
               WHERE b.enterprise = $1 AND b.chain = $2 ORDER BY b.no";
    let (mut recalls, mut lifted) = (Vec::new(), BTreeSet::new());
    for row in work.query(sql, &[&who.enterprise, &Chain::Recalls.name()]).await? {
        let no = small(row.get(0))?;
        let signed = down::signed(row.get(1))?;
        let unreadable = || DatabaseError::Shape("a bulletin cannot be read");
        let said: Bulletin = serde_json::from_str(&signed.text).map_err(|_| unreadable())?;
        let content = Recalls::read(said.does, row.get(2)).map_err(|_| unreadable())?;
        lifted.extend(content.lifted.into_iter().map(|one| one.number));
        let mut people: Vec<String> = signed.signatures.into_iter().map(|one| one.person).collect();
        people.dedup();
        recalls.extend(content.ordered.into_iter().map(|one| Line {
            recall: one.recall,
            filing: one.filing,
            lot: one.lot,
            reason: one.reason,
            no,
            at: row.get(3),
            signed_by: people.clone(),
            lifted: false,
            applied: applied.get(&key(no)).copied().unwrap_or_default(),
        }));
    }
    recalls.reverse();
    recalls.iter_mut().for_each(|line| line.lifted = lifted.contains(&line.recall));
    Ok(Page { stores, recalls })
}

/// By what a store's row of a bulletin is found.
fn key(no: u64) -> String {
    effects::BulletinRow::key_of(Chain::Recalls.name(), no)
}

pub(super) async fn reach(State(console): State<Console>, request: Request<Body>) -> Response {
    let (who, wanted) = match asked::<Wanted>(&console, request).await {
        Ok((who, _, wanted)) => (who, wanted),
        Err(refused) => return refused,
    };
    let Ok(filing) = FilingNumber::parse(&wanted.filing) else {
        return refusal(StatusCode::UNPROCESSABLE_ENTITY, "not_filing");
    };
    let lot = wanted.lot.as_deref().map(str::trim).filter(|lot| !lot.is_empty());
    match reached(&console, &who, &filing, lot, wanted.no).await {
        Ok(reach) => Json(reach).into_response(),
        Err(fault) => failed(&fault),
    }
}

const PRODUCTS: &str = "
SELECT DISTINCT p.doc::jsonb ->> 'name' FROM found f JOIN projection p USING (store_id, tab, id)
WHERE f.tab = 'product' AND f.col = 'filing' AND f.value = $1 ORDER BY 1";
const LOTS: &str = "
SELECT l.store_id, l.id, l.doc::jsonb ->> 'number' FROM found p
JOIN found f ON f.store_id = p.store_id AND f.tab = 'lot' AND f.col = 'product' AND f.value = p.id
JOIN projection l ON l.store_id = f.store_id AND l.tab = 'lot' AND l.id = f.id
WHERE p.tab = 'product' AND p.col = 'filing' AND p.value = $1 ORDER BY 1, 2";
/// Each unit once, however many weighings of a lot it took.
const UNITS: &str = "
SELECT store_id, step, count(*) FROM (
    SELECT DISTINCT s.store_id, s.id, s.doc::jsonb ->> 'step' AS step FROM unnest($1::text[], $2::text[]) AS lot (store_id, id)
    JOIN found f ON f.store_id = lot.store_id AND f.tab = 'usage' AND f.col = 'lot' AND f.value = lot.id
    JOIN projection u ON u.store_id = f.store_id AND u.tab = 'usage' AND u.id = f.id
    JOIN projection s ON s.store_id = u.store_id AND s.tab = 'service' AND s.id = u.doc::jsonb ->> 'service'
    WHERE NOT (u.doc::jsonb ->> 'written_off')::boolean) units
GROUP BY store_id, step";
const STORES: &str = "
SELECT s.store_id, s.name, (SELECT max(d.seen_at) FROM device d WHERE d.store_id = s.store_id),
       b.id IS NOT NULL, b.doc::jsonb ->> 'applied' IS NOT NULL
FROM store s LEFT JOIN projection b ON b.store_id = s.store_id AND b.tab = 'bulletin' AND b.id = $1 ORDER BY s.store_id";

async fn reached(
    console: &Console,
    who: &Signed,
    filing: &FilingNumber,
    lot: Option<&str>,
    no: Option<u64>,
) -> Result<Reach, Fault> {
    let mut client = console.hq.databases.console().await?;
    let work = seen(&mut client, &who.enterprise).await?;
    let filing = filing.to_string();
    let products = work.query(PRODUCTS, &[&filing]).await?.iter().map(|row| row.get(0)).collect();
    let meant = |number: &str| lot.is_none_or(|lot| code_key(lot) == code_key(number));
    let (mut of, mut ids, mut lots) = (Vec::new(), Vec::new(), BTreeMap::<String, Vec<String>>::new());
    for row in work.query(LOTS, &[&filing]).await? {
        let (store, number): (String, String) = (row.get(0), row.get(2));
        if meant(&number) {
            of.push(store.clone());
            ids.push(row.get::<_, String>(1));
            let numbers = lots.entry(store).or_default();
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
    }
    let mut units: BTreeMap<String, Units> = BTreeMap::new();
    for row in work.query(UNITS, &[&of, &ids]).await? {
        let count = small(row.get(2))?;
        let units = units.entry(row.get(0)).or_default();
        match row.get(1) {
            "done" => units.handed += count,
            "cleared" => units.making += count,
            "blended" | "labelled" | "scanned" | "released" => units.kept += count,
            // Given up: what was made of it was written off.
            _ => {}
        }
    }
    let key = no.map(key).unwrap_or_default();
    let (now, rows) = (Utc::now(), work.query(STORES, &[&key]).await?);
    let all = rows.len();
    let mut stores: Vec<Reached> = rows
        .iter()
        .map(|row| {
            let store: String = row.get(0);
            let way = match (row.get(3), row.get(4)) {
                (_, true) => Way::Applied,
                (true, false) => Way::Held,
                (false, false) => Way::Waiting,
            };
            let at: Option<DateTime<Utc>> = row.get(2);
            Reached {
                name: row.get(1),
                seen: at.map(|at| (now - at).num_seconds().max(0)),
                lots: lots.remove(&store).unwrap_or_default(),
                units: units.remove(&store).unwrap_or_default(),
                way,
                store,
            }
        })
        .filter(|line| !line.lots.is_empty() || no.is_some() && !matches!(line.way, Way::Applied))
        .collect();
    let most = |line: &Reached| {
        let Units { making, kept, handed } = line.units;
        (std::cmp::Reverse(making + kept + handed), line.lots.is_empty())
    };
    stores.sort_by_key(most);
    Ok(Reach { products, stores, all })
}

/// Who asks what, from where.
async fn asked<T: serde::de::DeserializeOwned>(
    console: &Console,
    request: Request<Body>,
) -> Result<(Signed, std::net::IpAddr, T), Response> {
    let unreadable = || refusal(StatusCode::BAD_REQUEST, "unreadable");
    let (parts, bytes) = body(request, LONGEST).await.map_err(|_| unreadable())?;
    let who = signed(&State(console.clone()), &parts.headers).await?;
    let from = address(&parts, console.hq.behind_proxy);
    serde_json::from_slice(&bytes).map(|wanted| (who, from, wanted)).map_err(|_| unreadable())
}

/// Why a recall does not begin: nothing was published, and the page says so.
enum Unbegun {
    Code(&'static str),
    Fault(Fault),
}

impl From<Fault> for Unbegun {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<DatabaseError> for Unbegun {
    fn from(error: DatabaseError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<CtlError> for Unbegun {
    fn from(error: CtlError) -> Self {
        match error {
            CtlError::Fault(fault) => Self::Fault(fault),
            CtlError::Refused(why) => {
                tracing::warn!(why, "a recall was not begun");
                Self::Code("not_begun")
            }
        }
    }
}

pub(super) async fn begin(State(console): State<Console>, request: Request<Body>) -> Response {
    let (who, from, begins) = match asked::<Begins>(&console, request).await {
        Ok(asked) => asked,
        Err(refused) => return refused,
    };
    // A passphrase is guessed no faster than a password.
    if console.hq.limits.stranger(from).is_err() {
        return refusal(StatusCode::TOO_MANY_REQUESTS, "too_often");
    }
    match begun(&console, &who, begins).await {
        Ok(begun) => Json(begun).into_response(),
        Err(Unbegun::Code(code)) => refusal(StatusCode::UNPROCESSABLE_ENTITY, code),
        Err(Unbegun::Fault(fault)) => failed(&fault),
    }
}

/// The console as a publisher: its connection adds to what is published, for one enterprise.
struct Publisher<'a> {
    client: &'a mut tokio_postgres::Client,
    keys: &'a Keys,
    actor: String,
}

impl Publishing for Publisher<'_> {
    fn parts(&mut self) -> (&mut tokio_postgres::Client, &Keys, &str) {
        (self.client, self.keys, &self.actor)
    }
}

async fn begun(console: &Console, who: &Signed, begins: Begins) -> Result<Begun, Unbegun> {
    let Begins { filing, lot, reason, key, passphrase } = begins;
    let filing = FilingNumber::parse(&filing).map_err(|_| Unbegun::Code("not_filing"))?.to_string();
    let lot = lot.map(|lot| lot.trim().to_owned()).filter(|lot| !lot.is_empty());
    let opened = tokio::task::spawn_blocking(move || PersonKey::sent(&key, &passphrase)).await;
    let by = match opened.map_err(|_| DatabaseError::Shape("a key could not be looked at"))? {
        Ok(by) => by,
        Err(crate::signing::SigningError::Passphrase) => return Err(Unbegun::Code("wrong_passphrase")),
        Err(_) => return Err(Unbegun::Code("key_file")),
    };
    let mut client = console.hq.databases.publisher().await?;
    let enterprise = who.enterprise.as_str();
    client
        .execute("SELECT set_config('tiaohe.enterprise', $1, false)", &[&enterprise])
        .await
        .map_err(DatabaseError::from)?;
    let root = down::root(&**client, enterprise).await?;
    let public = by.key.verifying_key().to_bytes();
    let may = root.is_some_and(|root| {
        let counts = |one: &sync::down::signers::Signer| {
            one.person == by.person && one.key.0 == public && one.may(Chain::Recalls)
        };
        root.signers.iter().any(counts)
    });
    if !may {
        return Err(Unbegun::Code("may_not"));
    }
    let mut publisher = Publisher { client: &mut client, keys: &console.hq.keys, actor: who.name.clone() };
    let no = down::end(&*publisher.client, enterprise, Chain::Recalls).await?.no + 1;
    let number = format!("{}-{no}", domain::in_china(Utc::now().fixed_offset()).format("%Y%m%d"));
    let recall = Recall { recall: number.clone(), filing, lot, reason };
    let content = serde_json::to_vec(&Recalls { ordered: vec![recall], lifted: Vec::new() });
    let content = content.map_err(|_| Fault::Unwritable)?;
    if Recalls::read(Does::Stops, &content).is_err() {
        return Err(Unbegun::Code("wrong_reason"));
    }
    let effective = Utc::now().fixed_offset();
    let decision = Drafts { chain: Chain::Recalls, does: Does::Stops, effective, content: &content };
    let id = ctl::drafted(&mut publisher, enterprise, decision).await?;
    match signed_and_published(&mut publisher, enterprise, id, &by).await {
        Ok(no) => Ok(Begun { recall: number, no }),
        Err(why) => {
            // A draft that nobody sees would wait for ever.
            ctl::withdrawn(&mut publisher, enterprise, id, "not signed or not published").await?;
            Err(why.into())
        }
    }
}

async fn signed_and_published(
    publisher: &mut Publisher<'_>,
    enterprise: &str,
    id: u64,
    by: &PersonKey,
) -> Result<u64, CtlError> {
    let mut travels = ctl::travels(enterprise, ctl::draft(&*publisher.client, enterprise, id).await?)?;
    travels.sign(by);
    ctl::signatures(publisher, &travels).await?;
    Ok(ctl::published(publisher, enterprise, id).await?.no)
}
