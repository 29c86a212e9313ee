//! Segments: verified batches of records as they came in, one row each, and how single records and hashes are found in
//! them. A branch holds what follows the place where it left its parent; what stands before lies with the parent.

use ledger::Hash;
use sync::frame::Frames;
use tokio_postgres::{GenericClient, ToStatement, Transaction};

use crate::database::{DatabaseError, big, hash, small};

/// How many bytes are kept of a branch that nobody has decided on.
pub const UNDECIDED: i64 = 64 << 20;

/// A branch's end and where it left its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// The branch that it left.
    pub parent: u32,
    /// The last place that lies with the parent; 0 for the trunk.
    pub after: u64,
    /// Its last place; 0 where there is nothing yet.
    pub seq: u64,
    /// The hash there.
    pub hash: Hash,
}

impl End {
    /// The end of a trunk of which nothing has come.
    pub const NOTHING: Self = Self { parent: 0, after: 0, seq: 0, hash: Hash::ORIGIN };
}

/// A record as a segment has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its place.
    pub seq: u64,
    /// The hash that it follows.
    pub prev: Hash,
    /// Its hash.
    pub hash: Hash,
    /// Its stored bytes.
    pub body: Vec<u8>,
}

/// A branch's number as PostgreSQL holds it.
///
/// # Errors
/// [`DatabaseError::Shape`] where there cannot be so many.
pub fn numbered(branch: u32) -> Result<i32, DatabaseError> {
    i32::try_from(branch).map_err(|_| DatabaseError::Shape("a branch has too high a number"))
}

/// A branch's number as we hold it.
///
/// # Errors
/// [`DatabaseError::Shape`] where it is negative.
pub fn branch(number: i32) -> Result<u32, DatabaseError> {
    u32::try_from(number).map_err(|_| DatabaseError::Shape("a branch has a negative number"))
}

/// Where a branch ends; `None` where there is no such branch.
///
/// # Errors
/// [`DatabaseError`].
pub async fn end(client: &impl GenericClient, store: &str, of: u32) -> Result<Option<End>, DatabaseError> {
    let sql = "SELECT parent, after, seq, hash FROM head WHERE store_id = $1 AND branch = $2";
    let row = client.query_opt(sql, &[&store, &numbered(of)?]).await?;
    row.map(|row| {
        Ok(End {
            parent: branch(row.get(0))?,
            after: small(row.get(1))?,
            seq: small(row.get(2))?,
            hash: hash(row.get(3))?,
        })
    })
    .transpose()
}

/// The branch in which a place of `branch` lies: itself, or one that it left later.
async fn home(
    client: &impl GenericClient,
    store: &str,
    branch: u32,
    seq: u64,
) -> Result<Option<u32>, DatabaseError> {
    let mut at = branch;
    // A branch left one with a smaller number, so this ends.
    loop {
        let Some(end) = end(client, store, at).await? else { return Ok(None) };
        if seq > end.after {
            return Ok((seq <= end.seq).then_some(at));
        }
        if end.parent >= at {
            return Ok(None);
        }
        at = end.parent;
    }
}

/// The hash at a place of a branch; `None` where there is no such place. Place 0 is before the first record.
///
/// # Errors
/// [`DatabaseError`].
pub async fn hash_at(
    client: &impl GenericClient,
    store: &str,
    branch: u32,
    seq: u64,
) -> Result<Option<Hash>, DatabaseError> {
    if seq == 0 {
        return Ok(Some(Hash::ORIGIN));
    }
    let Some(home) = home(client, store, branch, seq).await? else { return Ok(None) };
    let sql = "SELECT last, hash FROM segment WHERE store_id = $1 AND branch = $2 AND first <= $3 ORDER BY first DESC LIMIT 1";
    let found = client.query_opt(sql, &[&store, &numbered(home)?, &big(seq)?]).await?;
    let Some(row) = found else { return Ok(None) };
    if small(row.get(0))? == seq {
        return Ok(Some(hash(row.get(1))?));
    }
    let kept = records(client, store, home, seq, 1).await?;
    Ok(kept.first().map(|record| record.hash))
}

/// The records of a branch from a place on: those of one segment, and at most so many. Empty at the end.
///
/// # Errors
/// [`DatabaseError`], also where what lies there is no segment.
pub async fn records(
    client: &impl GenericClient,
    store: &str,
    branch: u32,
    from: u64,
    most: usize,
) -> Result<Vec<Kept>, DatabaseError> {
    let Some(home) = home(client, store, branch, from).await? else { return Ok(Vec::new()) };
    let sql = "SELECT first, prev, body FROM segment WHERE store_id = $1 AND branch = $2 AND first <= $3
               ORDER BY first DESC LIMIT 1";
    let found = client.query_opt(sql, &[&store, &numbered(home)?, &big(from)?]).await?;
    let Some(row) = found else { return Ok(Vec::new()) };
    let (mut seq, mut prev) = (small(row.get(0))?, hash(row.get(1))?);
    let packed: &[u8] = row.get(2);
    let frames =
        Frames::unpacked(packed).map_err(|_| DatabaseError::Shape("a segment cannot be unpacked"))?;
    // Where this branch left its parent in the midst of a segment, what follows in the segment is not of this branch.
    let until = if home == branch { u64::MAX } else { left(client, store, branch, home).await? };
    let mut kept = Vec::new();
    for body in frames.bodies() {
        let hash = prev.then(body);
        if (from..=until).contains(&seq) && kept.len() < most {
            kept.push(Kept { seq, prev, hash, body: body.to_vec() });
        }
        (seq, prev) = (seq + 1, hash);
    }
    Ok(kept)
}

/// The last place of `parent` that is also of `branch`.
async fn left(
    client: &impl GenericClient,
    store: &str,
    branch: u32,
    parent: u32,
) -> Result<u64, DatabaseError> {
    let (mut at, mut until) = (branch, u64::MAX);
    while at != parent {
        let Some(end) = end(client, store, at).await? else { return Ok(0) };
        until = until.min(end.after);
        at = end.parent;
    }
    Ok(until)
}

/// How a batch is kept.
pub const KEEP: &str =
    "INSERT INTO segment (store_id, branch, first, enterprise, last, prev, hash, received_at, body)
     VALUES ($1, $2, $3, $4, $5, $6, $7, now(), $8)";

/// Keeps a batch: its bytes as they came in, between two hashes. `statement` is [`KEEP`], prepared or not.
///
/// # Errors
/// [`DatabaseError`]; a place that is taken is one.
pub async fn keep(
    client: &Transaction<'_>,
    statement: &(impl ?Sized + ToStatement + Sync + Send),
    (store, enterprise, branch): (&str, &str, u32),
    places: (u64, u64),
    hashes: (Hash, Hash),
    body: &[u8],
) -> Result<(), DatabaseError> {
    let (branch, first, last) = (numbered(branch)?, big(places.0)?, big(places.1)?);
    let (prev, hash) = (&hashes.0.0[..], &hashes.1.0[..]);
    client.execute(statement, &[&store, &branch, &first, &enterprise, &last, &prev, &hash, &body]).await?;
    Ok(())
}
