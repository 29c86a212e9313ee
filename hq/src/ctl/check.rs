//! Verification: headquarters' own ledger, and every segment of every store from its first record to its head.

use ledger::{Chain, Hash, Head, Stored};
use sync::frame::Frames;

use super::{CtlError, Office};
use crate::database::{hash, small};

/// What a branch was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Whose.
    pub store: String,
    /// Which.
    pub branch: u32,
    /// How many records were followed.
    pub records: u64,
    /// What is wrong, if anything is.
    pub wrong: Option<String>,
}

/// Follows headquarters' own ledger; answers with how many records it has, or what is wrong.
///
/// # Errors
/// [`CtlError`], where it cannot be read.
pub async fn own(office: &Office) -> Result<Result<u64, String>, CtlError> {
    Ok(crate::own::verify(&office.control, &office.keys.online().verifying_key()).await?)
}

/// Follows every branch of every store.
///
/// # Errors
/// [`CtlError`], where it cannot be read.
pub async fn stores(office: &Office) -> Result<Vec<Checked>, CtlError> {
    let control = &office.control;
    let sql = "SELECT store_id, branch FROM head ORDER BY store_id, branch";
    let mut checked = Vec::new();
    for row in control.query(sql, &[]).await? {
        // Head and segments as they are at one moment, for stores go on sending; a branch at a time, for following all takes long.
        control.batch_execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?;
        let one = branch(office, row.get(0), row.get(1)).await;
        let ended = control.batch_execute("COMMIT").await;
        checked.extend(one?);
        ended?;
    }
    Ok(checked)
}

/// Follows one branch, within a transaction; none where it is gone meanwhile.
async fn branch(office: &Office, store: String, branch: i32) -> Result<Option<Checked>, CtlError> {
    let sql = "SELECT after, seq, hash FROM head WHERE store_id = $1 AND branch = $2";
    let Some(row) = office.control.query_opt(sql, &[&store, &branch]).await? else { return Ok(None) };
    let (after, seq, end) = (small(row.get(0))?, small(row.get(1))?, hash(row.get(2))?);
    let (records, wrong) = followed(office, &store, branch, after, seq, end).await?;
    Ok(Some(Checked { store, branch: crate::segment::branch(branch)?, records, wrong }))
}

async fn followed(
    office: &Office,
    store: &str,
    branch: i32,
    after: u64,
    seq: u64,
    end: Hash,
) -> Result<(u64, Option<String>), CtlError> {
    let sql =
        "SELECT first, last, prev, hash FROM segment WHERE store_id = $1 AND branch = $2 ORDER BY first";
    let segments = office.control.query(sql, &[&store, &branch]).await?;
    let mut chain: Option<Chain> = (seq == 0).then(|| Chain::new(store));
    let mut records = 0;
    for segment in segments {
        let (first, last) = (small(segment.get(0))?, small(segment.get(1))?);
        let prev = hash(segment.get(2))?;
        let chain = chain.get_or_insert_with(|| {
            Chain::from_head(&Head { store: store.to_owned(), seq: after, hash: prev })
        });
        if chain.head().seq + 1 != first || chain.head().hash != prev {
            return Ok((records, Some(format!("segment {first} does not follow {}", chain.head().seq))));
        }
        let sql = "SELECT body FROM segment WHERE store_id = $1 AND branch = $2 AND first = $3";
        let body = office.control.query_one(sql, &[&store, &branch, &segment.get::<_, i64>(0)]).await?;
        let Ok(frames) = Frames::unpacked(body.get(0)) else {
            return Ok((records, Some(format!("segment {first} cannot be unpacked"))));
        };
        for body in frames.bodies() {
            let Head { seq, hash, .. } = chain.head();
            let record = Stored { seq: seq + 1, body: body.to_vec(), prev: hash, hash: hash.then(body) };
            if let Err(broken) = chain.follow(&record) {
                return Ok((records, Some(broken.to_string())));
            }
            records += 1;
        }
        if chain.head().seq != last || chain.head().hash != hash(segment.get(3))? {
            return Ok((records, Some(format!("segment {first} does not end as its row says"))));
        }
    }
    let head = chain.map(|chain| chain.head());
    let fine = head.is_some_and(|head| head.seq == seq && (seq == 0 || head.hash == end));
    Ok((records, (!fine).then(|| format!("the segments do not end at the head, {seq}"))))
}
