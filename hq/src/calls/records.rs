//! `POST /v1/records`: a batch is judged against what is here, kept as it came, and answered when it is durable. One
//! transaction a batch, the branch's head locked in it, so that what is judged is what is written.

use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Request, header::CONTENT_LENGTH};
use axum::response::Response;
use chrono::Utc;
use deadpool_postgres::Transaction as Cached;
use ledger::{Hash, VerifyingKey};
use sync::answer::Refused;
use sync::calls::{Batch, BatchHeader, RecordsOutcome};
use sync::frame::{Malformed, PACKED, RECORDS, UNPACKED};
use sync::judge::{Known, Verdict, begins, judge};
use tokio_postgres::Transaction;

use crate::caller::{Caller, body, program};
use crate::database::{big, hash, small};
use crate::erasing::{self, Erasing};
use crate::hq::{Fault, Hq};
use crate::lane::{Came, Landed, Rider};
use crate::own::{self, Deed};
use crate::reply::{Stop, unreadable};
use crate::seen::{Kind, incident, seen};
use crate::segment::{self, End, UNDECIDED, numbered};

/// The branch that a batch is for.
enum Branch {
    /// It is here, or has just begun.
    Here {
        /// Its end, locked.
        end: End,
        /// The store's key, if one is known.
        key: Option<Box<VerifyingKey>>,
        /// The epoch that speaks.
        epoch: u64,
    },
    /// It is new and does not follow from what is here: more of it is wanted.
    NotFromHere,
    /// It is not this device's.
    OfOthers,
}

/// A second history, and where it parts from ours.
struct Fork {
    at: u64,
    ours: Hash,
    theirs: Hash,
}

pub async fn records(State(hq): State<Arc<Hq>>, request: Request<Body>) -> Response {
    let start = Instant::now();
    let outcome = answered(&hq, request).await;
    hq.metrics.seconds.observe(start.elapsed().as_secs_f64());
    hq.answer("records", outcome)
}

fn too_large() -> RecordsOutcome {
    let records = u32::try_from(RECORDS).unwrap_or(u32::MAX);
    RecordsOutcome::TooLarge { records, bytes: u64::try_from(UNPACKED).unwrap_or(u64::MAX) }
}

fn says_too_much(headers: &HeaderMap) -> bool {
    let said = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    said.and_then(|value| value.parse::<usize>().ok()).is_some_and(|length| length > PACKED)
}

async fn answered(hq: &Hq, request: Request<Body>) -> Result<RecordsOutcome, Stop> {
    let _permit = hq.room(request.headers())?;
    if says_too_much(request.headers()) {
        return Ok(too_large());
    }
    let (parts, packed) = body(request, PACKED).await?;
    let caller = hq.caller(&parts, &packed).await?.writing()?;
    let (caller, program) = (Arc::new(caller), program(&parts.headers));
    let came = match read(hq, packed).await? {
        Ok(came) => Arc::new(came),
        Err(Malformed::TooLarge { .. }) => return Ok(too_large()),
        Err(malformed) => return Err(unreadable(malformed.code())),
    };
    let _more = hq.more_room(came.batch.bodies().map(<[u8]>::len).sum())?;
    if came.is_ordinary() {
        let rider = Rider { caller: Arc::clone(&caller), came: Arc::clone(&came), program: program.clone() };
        if let Landed::Kept { end, epoch } = hq.lanes.ride(rider).await {
            counted(hq, &came, 0);
            let place = caller.place(came.batch.header.branch);
            return Ok(RecordsOutcome::Accepted { receipt: hq.receipt(epoch, &place, end, Vec::new())? });
        }
    }
    let mut client = hq.databases.ingest().await?;
    let work = client.transaction().await?;
    let (outcome, wrote) = taken(hq, &work, &caller, &came).await?;
    let now = Utc::now();
    if wrote {
        // One wait for the disk for both.
        seen(&work, &caller, &program, now).await?;
        work.commit().await?;
    } else {
        work.rollback().await?;
        let work = client.transaction().await?;
        seen(&work, &caller, &program, now).await?;
        work.commit().await?;
    }
    Ok(outcome)
}

/// Unpacks a body. It keeps a core for some ten milliseconds and takes what a body may unpack to: so few do it at once, and
/// what turned out to be much larger than it came needs the room of a large one.
async fn read(hq: &Hq, packed: Bytes) -> Result<Result<Came, Malformed>, Stop> {
    let _turn = hq.unpacking.acquire().await.map_err(|_| Refused::Failed)?;
    let read = tokio::task::spawn_blocking(move || Came::read(packed)).await;
    read.map_err(|_| Refused::Failed.into())
}

fn counted(hq: &Hq, came: &Came, skip: usize) {
    hq.metrics.records.inc_by(u64::try_from(came.batch.count() - skip).unwrap_or(0));
    hq.metrics.bytes.inc_by(u64::try_from(came.packed.len()).unwrap_or(0));
}

/// What becomes of the batch, and whether the transaction is to be kept.
async fn taken(
    hq: &Hq,
    work: &Cached<'_>,
    caller: &Caller,
    came: &Came,
) -> Result<(RecordsOutcome, bool), Stop> {
    let place = caller.place(came.batch.header.branch);
    let (end, key, epoch) = match locked(work, caller, &came.batch).await? {
        Branch::Here { end, key, epoch } => (end, key, epoch),
        Branch::NotFromHere => {
            let receipt = hq.receipt(hq.epoch(&**work).await?, &place, End::NOTHING, Vec::new())?;
            return Ok((RecordsOutcome::Gap { receipt }, false));
        }
        Branch::OfOthers => return Ok((RecordsOutcome::OtherStore, false)),
    };
    let receipt = |end, erased| hq.receipt(epoch, &place, end, erased);
    match verdict(work, caller, (end, key), &came.batch).await? {
        None | Some(Verdict::HeadUnsigned) => Ok((RecordsOutcome::HeadUnsigned, false)),
        Some(Verdict::OtherStore) => Ok((RecordsOutcome::OtherStore, false)),
        Some(Verdict::Broken { seq }) => {
            incident(&**work, &caller.store, &caller.enterprise, Kind::Broken, &caller.device.0, seq).await?;
            Ok((RecordsOutcome::Broken { seq }, true))
        }
        Some(Verdict::Gap) => Ok((RecordsOutcome::Gap { receipt: receipt(end, Vec::new())? }, false)),
        Some(Verdict::Already) => {
            // The first answer was lost: what it named is named again.
            let erased = erasures(&came.batch, 0, came.batch.header.first);
            let erased = erased.into_iter().map(|erasing| erasing.item).collect();
            Ok((RecordsOutcome::Already { receipt: receipt(end, erased)? }, false))
        }
        Some(Verdict::Fork { at, hq: ours, store: theirs }) => {
            forked(hq, work, caller, came, &Fork { at, ours, theirs }).await?;
            let receipt = receipt(end, Vec::new())?;
            Ok((RecordsOutcome::Fork { at, hq: ours, store: theirs, receipt }, true))
        }
        Some(Verdict::Accept { skip, .. }) => {
            let (end, erased) = kept(hq, work, caller, end, came, skip).await?;
            counted(hq, came, skip);
            Ok((RecordsOutcome::Accepted { receipt: receipt(end, erased)? }, true))
        }
        // Looked up before it is answered.
        Some(Verdict::Look { .. }) => Err(Refused::Failed.into()),
    }
}

/// The end of the batch's branch, locked until the transaction ends; begins the branch where it may begin.
async fn locked(work: &Cached<'_>, caller: &Caller, batch: &Batch) -> Result<Branch, Stop> {
    let branch = batch.header.branch;
    let lock = "SELECT h.parent, h.after, h.seq, h.hash, h.bytes > $3 AND h.branch <> s.branch,
                       (SELECT k.key FROM store_key k WHERE k.store_id = $1 ORDER BY k.no DESC LIMIT 1),
                       (SELECT epoch FROM hq)
                FROM head h JOIN store s ON s.store_id = h.store_id
                WHERE h.store_id = $1 AND h.branch = $2 FOR UPDATE OF h";
    let lock = work.prepare_cached(lock).await?;
    let arguments: [&(dyn tokio_postgres::types::ToSql + Sync); 3] =
        [&caller.store, &numbered(branch)?, &UNDECIDED];
    let mut found = work.query_opt(&lock, &arguments).await?;
    if found.is_none() {
        if branch == 0 {
            trunk(work, caller).await?;
        } else if let Some(not_begun) = began(work, caller, batch).await? {
            return Ok(not_begun);
        }
        found = work.query_opt(&lock, &arguments).await?;
    } else if branch != caller.branch {
        return Ok(Branch::OfOthers);
    }
    let Some(row) = found else { return Ok(Branch::OfOthers) };
    if row.get(4) {
        return Err(Refused::Frozen.into());
    }
    let key: Option<&[u8]> = row.get(5);
    let end = End {
        parent: segment::branch(row.get(0))?,
        after: small(row.get(1))?,
        seq: small(row.get(2))?,
        hash: hash(row.get(3))?,
    };
    let key = key.and_then(|key| VerifyingKey::try_from(key).ok().map(Box::new));
    Ok(Branch::Here { end, key, epoch: small(row.get(6))? })
}

/// The first batch of a store: two that come at once are in a row, too.
async fn trunk(work: &Transaction<'_>, caller: &Caller) -> Result<(), Stop> {
    let sql = "INSERT INTO head (store_id, branch, enterprise, parent, after, seq, hash, signature, at)
               VALUES ($1, 0, $2, 0, 0, 0, $3, '', now()) ON CONFLICT (store_id, branch) DO NOTHING";
    work.execute(sql, &[&caller.store, &caller.enterprise, &&Hash::ORIGIN.0[..]]).await?;
    Ok(())
}

/// A branch that a store began while headquarters was out of reach: kept beside its line until somebody decides. A device
/// begins one at a time. Answers with what it is where it does not begin.
async fn began(work: &Transaction<'_>, caller: &Caller, batch: &Batch) -> Result<Option<Branch>, Stop> {
    let (store, enterprise, device) = (&caller.store, &caller.enterprise, &caller.device.0[..]);
    let branch = numbered(batch.header.branch)?;
    // One that declares a branch must be of this store, or it could name another one's.
    if &batch.header.store != store || caller.branch >= batch.header.branch {
        return Ok(Some(Branch::OfOthers));
    }
    let sql =
        "SELECT 1 FROM fork WHERE store_id = $1 AND device = $2 AND state NOT IN ('adopted', 'rejected')";
    if work.query_opt(sql, &[store, &device]).await?.is_some() {
        return Err(Refused::Frozen.into());
    }
    let before = batch.header.first.saturating_sub(1);
    let there = segment::hash_at(work, store, caller.branch, before).await?;
    let Some((after, hash)) = begins(batch, there) else { return Ok(Some(Branch::NotFromHere)) };
    let line = segment::end(work, store, caller.branch).await?.unwrap_or(End::NOTHING);
    let sql = "INSERT INTO head (store_id, branch, enterprise, parent, after, seq, hash, signature, at)
               VALUES ($1, $2, $3, $4, $5, $5, $6, '', now()) ON CONFLICT (store_id, branch) DO NOTHING";
    let (parent, after) = (numbered(caller.branch)?, big(after)?);
    work.execute(sql, &[store, &branch, enterprise, &parent, &after, &&hash.0[..]]).await?;
    let sql = "INSERT INTO fork (store_id, branch, enterprise, device, at, ours, theirs, state, opened_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', now()) ON CONFLICT (store_id, branch) DO NOTHING";
    let (ours, theirs) = (&line.hash.0[..], &batch.header.head.hash.0[..]);
    work.execute(sql, &[store, &branch, enterprise, &device, &after, &ours, &theirs]).await?;
    let sql = "UPDATE device SET branch = $3 WHERE store_id = $1 AND device = $2";
    work.execute(sql, &[store, &device, &branch]).await?;
    incident(work, store, enterprise, Kind::Fork, device, before).await?;
    Ok(None)
}

/// The judgement; `None` where no key of the store is known.
async fn verdict(
    work: &Cached<'_>,
    caller: &Caller,
    (end, key): (End, Option<Box<VerifyingKey>>),
    batch: &Batch,
) -> Result<Option<Verdict>, Stop> {
    let Some(key) = key else { return Ok(None) };
    let branch = batch.header.branch;
    let known = Known { store: &caller.store, key: &key, branch, seq: end.seq, hash: end.hash };
    let verdict = judge(&known, None, batch);
    let Verdict::Look { seq } = verdict else { return Ok(Some(verdict)) };
    let looked = segment::hash_at(&**work, &caller.store, branch, seq).await?;
    Ok(Some(judge(&known, looked.map(|hash| (seq, hash)), batch)))
}

/// Keeps what is new of a batch and moves the head; takes away here what it says is erased.
async fn kept(
    hq: &Hq,
    work: &Cached<'_>,
    caller: &Caller,
    end: End,
    came: &Came,
    skip: usize,
) -> Result<(End, Vec<String>), Stop> {
    let (header, batch) = (&came.batch.header, &came.batch);
    let (first, prev) = (end.seq + 1, end.hash);
    // What was here already is not kept twice.
    let body: Bytes = if skip == 0 {
        came.packed.clone()
    } else {
        let rest = BatchHeader { first, prev, ..header.clone() };
        Batch::written(&rest, batch.bodies().skip(skip)).map_err(|_| Fault::Unwritable)?.into()
    };
    let (store, enterprise, branch) = (&caller.store, &caller.enterprise, header.branch);
    let (places, hashes) = ((first, header.head.seq), (prev, header.head.hash));
    let keep = work.prepare_cached(segment::KEEP).await?;
    segment::keep(work, &keep, (store, enterprise, branch), places, hashes, &body).await?;
    let sql = "UPDATE head SET seq = $3, hash = $4, signature = $5, at = now(), bytes = bytes + $6
               WHERE store_id = $1 AND branch = $2";
    let size = i64::try_from(body.len()).unwrap_or(i64::MAX);
    let (seq, hash, signature) = (big(header.head.seq)?, &header.head.hash.0[..], &header.head.signature[..]);
    let sql = work.prepare_cached(sql).await?;
    work.execute(&sql, &[store, &numbered(branch)?, &seq, &hash, &signature, &size]).await?;
    // Gone here before anybody is told that the record is here.
    let erased = erasures(batch, skip, first);
    erasing::erase(&hq.databases, store, enterprise, &erased).await?;
    let end = End { seq: header.head.seq, hash: header.head.hash, ..end };
    Ok((end, erased.into_iter().map(|erasing| erasing.item).collect()))
}

fn erasures(batch: &Batch, skip: usize, first: u64) -> Vec<Erasing> {
    (first..).zip(batch.bodies().skip(skip)).filter_map(|(seq, body)| erasing::asked(seq, body)).collect()
}

/// Keeps a second history under a branch of its own and pauses the device, until somebody decides what it is. The same
/// second history comes once, however often it is sent.
async fn forked(
    hq: &Hq,
    work: &Transaction<'_>,
    caller: &Caller,
    came: &Came,
    fork: &Fork,
) -> Result<(), Stop> {
    let (store, enterprise, device) = (&caller.store, &caller.enterprise, &caller.device.0[..]);
    let (header, packed) = (&came.batch.header, &came.packed);
    let theirs = &fork.theirs.0[..];
    let sql = "SELECT 1 FROM fork WHERE store_id = $1 AND theirs = $2";
    if work.query_opt(sql, &[store, &theirs]).await?.is_none() {
        let sql = "SELECT coalesce(max(branch), 0) + 1 FROM head WHERE store_id = $1";
        let branch: i32 = work.query_one(sql, &[store]).await?.get(0);
        let number = segment::branch(branch)?;
        let sql = "INSERT INTO head (store_id, branch, enterprise, parent, after, seq, hash, signature, at, bytes, projected)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now(), $9, $6)";
        let (seq, size) = (big(header.head.seq)?, i64::try_from(packed.len()).unwrap_or(i64::MAX));
        let (parent, after) = (numbered(header.branch)?, big(header.first - 1)?);
        let (hash, signature) = (&header.head.hash.0[..], &header.head.signature[..]);
        work.execute(sql, &[store, &branch, enterprise, &parent, &after, &seq, &hash, &signature, &size])
            .await?;
        let (places, hashes) = ((header.first, header.head.seq), (header.prev, header.head.hash));
        segment::keep(work, segment::KEEP, (store, enterprise, number), places, hashes, packed).await?;
        let sql =
            "INSERT INTO fork (store_id, branch, enterprise, device, at, ours, theirs, state, opened_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', now())";
        let (at, ours) = (big(fork.at)?, &fork.ours.0[..]);
        work.execute(sql, &[store, &branch, enterprise, &device, &at, &ours, &theirs]).await?;
        let deed = Deed::Forked { store, branch: number, at: fork.at };
        own::record(work, hq.keys.online(), "system", &deed).await?;
    }
    let sql = "UPDATE device SET state = 'frozen' WHERE store_id = $1 AND device = $2 AND state = 'active'";
    work.execute(sql, &[store, &device]).await?;
    incident(work, store, enterprise, Kind::Fork, device, fork.at).await?;
    Ok(())
}
