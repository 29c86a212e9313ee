//! That a device was here: when, with which program, and in which life of the program. Two lives that take turns are two
//! PCs with one key: a clone before its history differs.

use chrono::{DateTime, Utc};
use deadpool_postgres::Transaction as Cached;
use sync::judge::Boots;
use tokio_postgres::GenericClient;

use crate::caller::Caller;
use crate::database::{DatabaseError, big};

/// Notes that a device was here.
///
/// # Errors
/// [`DatabaseError`].
pub async fn seen(
    work: &Cached<'_>,
    caller: &Caller,
    program: &str,
    now: DateTime<Utc>,
) -> Result<(), DatabaseError> {
    let device = &caller.device.0[..];
    // What cannot be read is forgotten: it only ever raised a warning.
    let mut boots: Boots = serde_json::from_str(&caller.boots).unwrap_or_default();
    let clone = boots.heard(caller.asked);
    if clone {
        incident(&**work, &caller.store, &caller.enterprise, Kind::PossibleClone, device, 0).await?;
    }
    let written =
        serde_json::to_string(&boots).map_err(|_| DatabaseError::Shape("starts cannot be written"))?;
    let sql = "UPDATE device SET seen_at = $3, program = $4, boots = $5 WHERE store_id = $1 AND device = $2";
    let sql = work.prepare_cached(sql).await?;
    work.execute(&sql, &[&caller.store, &device, &now, &program, &written]).await?;
    Ok(())
}

/// What happened that somebody must look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Two lives of one device take turns.
    PossibleClone,
    /// Two histories of one store.
    Fork,
    /// A store had more from us than we have: records were lost here.
    RecordsLost,
    /// A batch that no sound program sends.
    Broken,
}

impl Kind {
    /// Its code in the database and on the pages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PossibleClone => "possible_clone",
            Self::Fork => "fork",
            Self::RecordsLost => "records_lost",
            Self::Broken => "broken",
        }
    }
}

/// Closes what has mended itself.
///
/// # Errors
/// [`DatabaseError`].
pub async fn mended(client: &impl GenericClient, store: &str, kind: Kind) -> Result<(), DatabaseError> {
    let sql = "UPDATE incident SET closed_at = now() WHERE store_id = $1 AND kind = $2 AND closed_at IS NULL";
    client.execute(sql, &[&store, &kind.code()]).await?;
    Ok(())
}

/// How often a number is taken anew.
const TRIES: usize = 20;

/// Notes an incident; one that is open already is counted, so that who repeats himself fills nothing.
///
/// # Errors
/// [`DatabaseError`].
pub async fn incident(
    client: &impl GenericClient,
    store: &str,
    enterprise: &str,
    kind: Kind,
    device: &[u8],
    seq: u64,
) -> Result<(), DatabaseError> {
    let again = "UPDATE incident SET times = times + 1, at = now(), seq = $4
                 WHERE store_id = $1 AND kind = $2 AND device = $3 AND closed_at IS NULL";
    let seq = big(seq)?;
    if client.execute(again, &[&store, &kind.code(), &device, &seq]).await? > 0 {
        return Ok(());
    }
    // One numbering a store: who meets another one's number takes the next.
    let sql = "INSERT INTO incident (store_id, no, enterprise, kind, device, seq, at)
               SELECT $1, coalesce(max(no), 0) + 1, $2, $3, $4, $5, now() FROM incident WHERE store_id = $1
               ON CONFLICT (store_id, no) DO NOTHING";
    for _ in 0..TRIES {
        if client.execute(sql, &[&store, &enterprise, &kind.code(), &device, &seq]).await? > 0 {
            return Ok(());
        }
    }
    Err(DatabaseError::Shape("an incident found no number"))
}
