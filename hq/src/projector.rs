//! The projector: carries out what records do to a store's tables, by the same effects as the store, behind the ingest and
//! with a cursor a store. A record that contradicts what is known is history all the same: it is kept as a finding. What
//! this program does not know is listed and passed over, and carried out by a later one after its store was rewound.
//!
//! One process at a time has a store, by a lock that ends with its transaction. The head's row is not locked meanwhile: a
//! store that sends does not wait for its projection.

use std::sync::Arc;
use std::time::Duration;

use domain::event::{Content, Event};
use effects::{Change, Place, Stopped};
use tokio::runtime::Handle;
use tokio_postgres::Transaction;

use crate::database::{DatabaseError, big, small};
use crate::hq::{Fault, Hq};
use crate::rows::{Pending, Stored};
use crate::segment::{self, Kept, numbered};

/// How many records one transaction carries out at most.
const BATCH: usize = 2_000;
/// How long it rests when nothing waits.
const REST: Duration = Duration::from_millis(300);
/// How long it rests after a fault.
const FAULT: Duration = Duration::from_secs(5);

/// A store with records that wait.
struct Waiting {
    store: String,
    enterprise: String,
    branch: u32,
}

/// Works until the process ends.
pub async fn run(hq: Arc<Hq>) {
    loop {
        let rest = match round(&hq).await {
            Ok(0) => REST,
            Ok(_) => continue,
            Err(error) => {
                tracing::error!(%error, "projector");
                FAULT
            }
        };
        tokio::time::sleep(rest).await;
    }
}

/// Gives each waiting store one turn; answers with how many records were carried out.
///
/// # Errors
/// [`Fault`] of the last store that could not be carried out, where none could. What was carried out is kept.
pub async fn round(hq: &Arc<Hq>) -> Result<usize, Fault> {
    let sql = "SELECT h.store_id, h.enterprise, h.branch FROM head h
               JOIN store s ON s.store_id = h.store_id AND s.branch = h.branch
               WHERE h.projected < h.seq ORDER BY random() LIMIT 64";
    let rows = hq.databases.projector().await?.query(sql, &[]).await?;
    let (mut done, mut failed) = (0, None);
    for row in rows {
        let waiting =
            Waiting { store: row.get(0), enterprise: row.get(1), branch: segment::branch(row.get(2))? };
        let (hq, handle, store) = (Arc::clone(hq), Handle::current(), waiting.store.clone());
        // Effects read rows as they go, so a turn has a thread of its own.
        let turn = tokio::task::spawn_blocking(move || turn(&hq, &handle, &waiting)).await;
        let turn =
            turn.unwrap_or_else(|_| Err(DatabaseError::Shape("a turn of the projector ended early").into()));
        match turn {
            Ok(carried_out) => done += carried_out,
            // One store's rows are for somebody to look at; every other goes on.
            Err(error) => {
                tracing::error!(%error, store, "projector");
                failed = Some(error);
            }
        }
    }
    match failed {
        Some(error) if done == 0 => Err(error),
        Some(_) | None => Ok(done),
    }
}

fn turn(hq: &Hq, handle: &Handle, waiting: &Waiting) -> Result<usize, Fault> {
    let mut client = handle.block_on(hq.databases.projector())?;
    let work = handle.block_on(client.transaction())?;
    let lock = "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 1))";
    let mine: bool = handle.block_on(work.query_one(lock, &[&waiting.store]))?.get(0);
    if !mine {
        return Ok(0);
    }
    // Read under the lock: another process may have moved it meanwhile.
    let sql = "SELECT projected, seq FROM head WHERE store_id = $1 AND branch = $2";
    let row = handle.block_on(work.query_one(sql, &[&waiting.store, &numbered(waiting.branch)?]))?;
    let (projected, seq) = (small(row.get(0))?, small(row.get(1))?);
    let records = next(handle, &work, waiting, projected, seq)?;
    let Some(last) = records.last().map(|record| record.seq) else { return Ok(0) };
    let mut pending = Pending::new(handle, &work, &waiting.store, &waiting.enterprise, waiting.branch);
    for record in &records {
        carried_out(&mut pending, record)?;
    }
    let findings = pending.findings.len();
    handle.block_on(pending.written())?;
    let sql = "UPDATE head SET projected = $3 WHERE store_id = $1 AND branch = $2";
    handle.block_on(work.execute(sql, &[&waiting.store, &numbered(waiting.branch)?, &big(last)?]))?;
    handle.block_on(work.commit())?;
    hq.metrics.projected.inc_by(u64::try_from(records.len()).unwrap_or(0));
    hq.metrics.findings.inc_by(u64::try_from(findings).unwrap_or(0));
    Ok(records.len())
}

/// The records behind the cursor, contiguous, at most a batch.
fn next(
    handle: &Handle,
    work: &Transaction<'_>,
    waiting: &Waiting,
    projected: u64,
    seq: u64,
) -> Result<Vec<Kept>, Fault> {
    let (mut records, mut from) = (Vec::new(), projected + 1);
    while from <= seq && records.len() < BATCH {
        let most = BATCH - records.len();
        let more = handle.block_on(segment::records(work, &waiting.store, waiting.branch, from, most))?;
        let Some(last) = more.last() else {
            return Err(DatabaseError::Shape("records of a branch are missing below its head").into());
        };
        from = last.seq + 1;
        records.extend(more);
    }
    Ok(records)
}

fn carried_out(pending: &mut Pending<'_>, record: &Kept) -> Result<(), Fault> {
    let header: ledger::Header<'_> =
        serde_json::from_slice(&record.body).map_err(|_| DatabaseError::Shape("a kept record is none"))?;
    let place = Place { seq: record.seq, at: header.at };
    pending.at(place);
    let mut payload = serde_json::Deserializer::from_str(header.payload.get());
    let changes = match Event::read(&header.kind, header.version, &mut payload) {
        Ok(Content::Known(event)) => match effects::of_record(&*pending, place, &event) {
            Ok(changes) => changes,
            Err(Stopped::Against(contradiction)) => {
                pending.found(record.seq, &header.kind, contradiction.to_string());
                passed(pending, place)?
            }
            Err(Stopped::Rows(error)) => return Err(error.into()),
            Err(Stopped::Unreadable(_)) => {
                return Err(DatabaseError::Shape("a row is no row of its table: rebuild this store").into());
            }
        },
        Ok(Content::Unknown) => {
            pending.opaque(record.seq, &header.kind, header.version);
            passed(pending, place)?
        }
        // Where, never what: the payload may speak of a person.
        Err(error) => {
            let why = format!("内容与此类记录的格式不符（第 {} 行第 {} 列）", error.line(), error.column());
            pending.found(record.seq, &header.kind, why);
            passed(pending, place)?
        }
    };
    for change in changes {
        match change {
            Change::Put { table, key, doc, columns } => {
                pending.put(table, key, Some(Stored { doc, columns }));
            }
            Change::Remove { table, key } => pending.put(table, key, None),
            Change::Add(tally) => pending.add(tally),
            // What needs the vault, or a store's own search words, is the store's alone.
            Change::OfStore(_) => {}
        }
    }
    Ok(())
}

/// What a record leaves that is not carried out: its place in its day.
fn passed(pending: &Pending<'_>, place: Place) -> Result<Vec<Change>, Fault> {
    effects::of_unknown(pending, place).map_err(|stopped| match stopped {
        Stopped::Rows(error) => error.into(),
        Stopped::Against(_) | Stopped::Unreadable(_) => {
            DatabaseError::Shape("a day's row is none: rebuild this store").into()
        }
    })
}
