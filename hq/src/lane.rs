//! Lanes: the ordinary small batch shares its transaction with others that came meanwhile, so that many stores wait for the
//! disk together. What is not ordinary goes alone: a large batch, a first one, one that parts, one that erases, one whose device
//! was frozen, or one that meets a fault. Nobody is kept waiting for company: a lane takes what stands there and departs.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use columns::Columns;
use ledger::{Hash, VerifyingKey};
use sync::calls::Batch;
use sync::judge::{Boots, Known, Verdict, judge};
use tokio::sync::{mpsc, oneshot};

use crate::caller::Caller;
use crate::database::{DatabaseError, Databases, big, hash, small};
use crate::erasing;
use crate::hq::Fault;
use crate::segment::{self, End, UNDECIDED, numbered};

mod columns;

/// The most that one departure takes.
const SEATS: usize = 64;
/// The most records of a batch that shares: a larger one is worth a transaction of its own.
const RECORDS: usize = 64;
/// The most bytes of it as it came.
const BYTES: usize = 64 << 10;
/// How many lanes a process has; a store is always on the same.
const LANES: usize = 2;
/// How many may stand at a lane; who comes then goes alone.
const QUEUE: usize = 512;

/// A batch with its bytes as they came.
#[derive(Debug)]
pub struct Came {
    /// What was read.
    pub batch: Batch,
    /// As it came.
    pub packed: axum::body::Bytes,
    /// Whether a record of it asks for an erasure.
    pub erases: bool,
}

impl Came {
    /// Reads a batch.
    ///
    /// # Errors
    /// [`sync::frame::Malformed`].
    pub fn read(packed: axum::body::Bytes) -> Result<Self, sync::frame::Malformed> {
        let batch = Batch::read(&packed)?;
        let erases = batch.bodies().any(|body| erasing::asked(0, body).is_some());
        Ok(Self { batch, packed, erases })
    }

    /// Whether it may share.
    #[must_use]
    pub fn is_ordinary(&self) -> bool {
        self.batch.count() <= RECORDS && self.packed.len() <= BYTES && !self.erases
    }
}

/// Who rides: a proved caller with what came from it.
#[derive(Debug, Clone)]
pub struct Rider {
    /// Who.
    pub caller: Arc<Caller>,
    /// With what.
    pub came: Arc<Came>,
    /// By which program.
    pub program: String,
}

/// What became of a rider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Landed {
    /// It is kept, durably, and the branch ends here; in this epoch.
    Kept {
        /// The branch's end.
        end: End,
        /// The epoch that speaks.
        epoch: u64,
    },
    /// It is not ordinary after all: nothing of it was written.
    Alone,
}

type Ticket = (Rider, oneshot::Sender<Landed>);

/// The lanes of a process.
pub struct Lanes(Vec<mpsc::Sender<Ticket>>);

impl Lanes {
    /// Lanes over a database; they end when this is dropped.
    #[must_use]
    pub fn over(databases: &Databases) -> Self {
        let lanes = (0..LANES).map(|_| {
            let (enters, queue) = mpsc::channel(QUEUE);
            tokio::spawn(departures(databases.clone(), queue));
            enters
        });
        Self(lanes.collect())
    }

    /// Rides with whoever stands there.
    pub async fn ride(&self, rider: Rider) -> Landed {
        // Any spread will do: a store that is always on one lane never waits for itself on another.
        let spread =
            rider.caller.store.bytes().fold(0_usize, |sum, byte| sum.wrapping_mul(31) + usize::from(byte));
        let Some(lane) = self.0.get(spread % LANES) else { return Landed::Alone };
        let (back, answer) = oneshot::channel();
        if lane.try_send((rider, back)).is_err() {
            return Landed::Alone;
        }
        answer.await.unwrap_or(Landed::Alone)
    }
}

async fn departures(databases: Databases, mut queue: mpsc::Receiver<Ticket>) {
    let mut next: Vec<Ticket> = Vec::new();
    loop {
        let mut standing = std::mem::take(&mut next);
        if standing.is_empty() {
            let Some(first) = queue.recv().await else { return };
            standing.push(first);
        }
        while standing.len() < SEATS {
            let Ok(more) = queue.try_recv() else { break };
            standing.push(more);
        }
        let mut aboard: Vec<Ticket> = Vec::with_capacity(standing.len());
        for ticket in standing {
            // One batch of a store at a time: the second follows the first, and rides next.
            let twice = aboard.iter().any(|(rider, _)| rider.caller.store == ticket.0.caller.store);
            if twice { next.push(ticket) } else { aboard.push(ticket) }
        }
        let riders: Vec<Rider> = aboard.iter().map(|(rider, _)| rider.clone()).collect();
        let landed = match together(&databases, riders).await {
            Ok(landed) => landed,
            Err(fault) => {
                // One that the database refuses stops nobody else: each tries alone, and is judged against what is there.
                tracing::warn!(%fault, "a departure failed; each of it goes alone");
                vec![Landed::Alone; aboard.len()]
            }
        };
        for ((_, back), landed) in aboard.into_iter().zip(landed) {
            // Who asked may be gone; what was kept is kept.
            back.send(landed).unwrap_or_default();
        }
    }
}

/// What is known of a rider's branch, its row locked.
struct Place {
    end: End,
    key: VerifyingKey,
    epoch: u64,
    boots: String,
}

const LOCK: &str = "SELECT a.place, h.parent, h.after, h.seq, h.hash, k.key, (SELECT epoch FROM hq), d.boots
    FROM unnest($1::text[], $2::int[], $3::bytea[]) WITH ORDINALITY AS a (store_id, branch, device, place)
    JOIN head h ON h.store_id = a.store_id AND h.branch = a.branch
    JOIN store s ON s.store_id = a.store_id
    JOIN device d ON d.store_id = a.store_id AND d.device = a.device AND d.branch = a.branch AND d.state = 'active'
    CROSS JOIN LATERAL (SELECT key FROM store_key WHERE store_id = a.store_id ORDER BY no DESC LIMIT 1) k
    WHERE NOT (h.bytes > $4 AND h.branch <> s.branch)
    ORDER BY h.store_id FOR UPDATE OF h";

const WRITE: &str = "WITH a AS (
        SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::bigint[], $5::bigint[], $6::bytea[], $7::bytea[],
                             $8::bytea[], $9::bytea[], $10::bytea[], $11::text[], $12::text[])
        AS a (store_id, branch, enterprise, first, last, prev, hash, signature, body, device, program, boots)
    ), kept AS (
        INSERT INTO segment (store_id, branch, first, enterprise, last, prev, hash, received_at, body)
        SELECT store_id, branch, first, enterprise, last, prev, hash, now(), body FROM a
    ), moved AS (
        UPDATE head h SET seq = a.last, hash = a.hash, signature = a.signature, at = now(), bytes = h.bytes + length(a.body)
        FROM a WHERE h.store_id = a.store_id AND h.branch = a.branch
    )
    UPDATE device d SET seen_at = $13, program = a.program, boots = a.boots
    FROM a WHERE d.store_id = a.store_id AND d.device = a.device";

/// Keeps the ordinary batches of riders of different stores in one transaction, and says of each what became of it, in their
/// order. When it answers, what is kept is durable.
///
/// # Errors
/// [`Fault`] of the database; then nothing is known of any of them.
pub async fn together(databases: &Databases, riders: Vec<Rider>) -> Result<Vec<Landed>, Fault> {
    let mut client = databases.ingest().await?;
    let work = client.transaction().await?;
    let stores: Vec<&str> = riders.iter().map(|rider| rider.caller.store.as_str()).collect();
    let branches =
        riders.iter().map(|rider| numbered(rider.came.batch.header.branch)).collect::<Result<Vec<_>, _>>()?;
    let devices: Vec<&[u8]> = riders.iter().map(|rider| &rider.caller.device.0[..]).collect();
    let lock = work.prepare_cached(LOCK).await?;
    let rows = work.query(&lock, &[&stores, &branches, &devices, &UNDECIDED]).await?;
    let mut places: Vec<Option<Place>> = riders.iter().map(|_| None).collect();
    for row in rows {
        let at = usize::try_from(row.get::<_, i64>(0) - 1).unwrap_or(usize::MAX);
        let Ok(key) = VerifyingKey::try_from(row.get::<_, &[u8]>(5)) else { continue };
        let end = End {
            parent: segment::branch(row.get(1))?,
            after: small(row.get(2))?,
            seq: small(row.get(3))?,
            hash: hash(row.get(4))?,
        };
        let place = Place { end, key, epoch: small(row.get(6))?, boots: row.get(7) };
        if let Some(free) = places.get_mut(at) {
            *free = Some(place);
        }
    }
    // Following a thousand records keeps a core for milliseconds.
    let judged = tokio::task::spawn_blocking(move || {
        let judged = riders.into_iter().zip(places).map(|(rider, place)| {
            let kept = place.and_then(|place| judged(&rider, place));
            (rider, kept)
        });
        judged.collect::<Vec<_>>()
    });
    let judged = judged.await.map_err(|_| DatabaseError::Shape("a departure was not judged"))?;
    let now: DateTime<Utc> = Utc::now();
    let mut columns = Columns::default();
    for (rider, kept) in &judged {
        if let Some(kept) = kept {
            columns.add(rider, kept)?;
        }
    }
    if columns.len() > 0 {
        let write = work.prepare_cached(WRITE).await?;
        let written = work.execute(&write, &columns.arguments(&now)).await?;
        if usize::try_from(written).ok() != Some(columns.len()) {
            return Err(DatabaseError::Shape("a departure did not write what it was to write").into());
        }
    }
    work.commit().await?;
    Ok(judged.into_iter().map(|(_, kept)| kept.map_or(Landed::Alone, |kept| kept.landed)).collect())
}

/// A rider that was judged to be kept.
struct ToKeep {
    landed: Landed,
    first: u64,
    prev: Hash,
    end: End,
    boots: String,
}

/// The judgement of one; `None` where it is not ordinary.
fn judged(rider: &Rider, place: Place) -> Option<ToKeep> {
    let (caller, batch) = (&rider.caller, &rider.came.batch);
    let Place { end, key, epoch, boots } = place;
    let known =
        Known { store: &caller.store, key: &key, branch: batch.header.branch, seq: end.seq, hash: end.hash };
    // Only what begins exactly behind the head is ordinary.
    let head = match judge(&known, None, batch) {
        Verdict::Accept { skip: 0, head } => head,
        Verdict::Accept { .. }
        | Verdict::Already
        | Verdict::Look { .. }
        | Verdict::Gap
        | Verdict::Fork { .. }
        | Verdict::Broken { .. }
        | Verdict::OtherStore
        | Verdict::HeadUnsigned => return None,
    };
    let mut heard: Boots = serde_json::from_str(&boots).unwrap_or_default();
    // A sign of a clone is noted where incidents are.
    if heard.heard(caller.asked) {
        return None;
    }
    let boots = serde_json::to_string(&heard).ok()?;
    let (first, prev) = (end.seq + 1, end.hash);
    let end = End { seq: head.seq, hash: head.hash, ..end };
    big(head.seq).ok()?;
    Some(ToKeep { landed: Landed::Kept { end, epoch }, first, prev, end, boots })
}
