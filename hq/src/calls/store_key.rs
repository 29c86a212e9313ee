//! `POST /v1/store/key`: the key that a store signs with after its PC was lost with the one before. The recovery code with which
//! the PC was enrolled is the authority; what came before keeps its keys.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::Request;
use axum::response::Response;
use chrono::Utc;
use ledger::VerifyingKey;
use sync::calls::{IntroduceKey, KeyGrant, StoreKeyOutcome};
use sync::root::PublicKey;
use tokio_postgres::Transaction;

use crate::caller::{Caller, body};
use crate::database::DatabaseError;
use crate::hq::{Fault, Hq};
use crate::own::{self, Deed};
use crate::reply::{Stop, unreadable};
use crate::segment::{self, End};

/// The most bytes of the statement of a new key.
const LONGEST: usize = 4 << 10;

pub async fn introduce(State(hq): State<Arc<Hq>>, request: Request<Body>) -> Response {
    let outcome = answered(&hq, request).await;
    hq.answer("store_key", outcome)
}

async fn answered(hq: &Hq, request: Request<Body>) -> Result<StoreKeyOutcome, Stop> {
    let (parts, body) = body(request, LONGEST).await?;
    let caller = hq.caller(&parts, &body).await?.writing()?;
    if !caller.may_recover {
        return Ok(StoreKeyOutcome::NotIntroduced);
    }
    let asked: IntroduceKey = serde_json::from_slice(&body).map_err(|_| unreadable("body"))?;
    let Some(key) = asked.proved(&caller.store, caller.device) else {
        return Ok(StoreKeyOutcome::NotIntroduced);
    };
    let mut client = hq.databases.ingest().await?;
    let work = client.transaction().await?;
    // The store's row is held, so that nothing of another key comes in between.
    let sql = "SELECT seq FROM head WHERE store_id = $1 AND branch = $2 FOR UPDATE";
    work.query_opt(sql, &[&caller.store, &segment::numbered(caller.branch)?]).await?;
    let end = segment::end(&*work, &caller.store, caller.branch).await?.unwrap_or(End::NOTHING);
    if (asked.head.seq, asked.head.hash) != (end.seq, end.hash) {
        let receipt = hq.receipt(hq.epoch(&*work).await?, &caller.place(caller.branch), end, Vec::new())?;
        return Ok(StoreKeyOutcome::NotAll { receipt });
    }
    let before = introduced(hq, &work, &caller, &key).await?;
    let grant = KeyGrant {
        hq: caller.enterprise.clone(),
        store: caller.store.clone(),
        key: PublicKey(key.to_bytes()),
        before,
        seq: end.seq,
        hash: end.hash,
        at: Utc::now().fixed_offset(),
    };
    let grant = grant.signed(hq.keys.online()).map_err(|_| Fault::Unwritable)?;
    work.commit().await?;
    Ok(StoreKeyOutcome::Introduced { grant })
}

/// Makes the key the store's last one, if it is not already; answers with those before it.
async fn introduced(
    hq: &Hq,
    work: &Transaction<'_>,
    caller: &Caller,
    key: &VerifyingKey,
) -> Result<Vec<PublicKey>, Stop> {
    let sql = "SELECT key FROM store_key WHERE store_id = $1 ORDER BY no";
    let rows = work.query(sql, &[&caller.store]).await?;
    let key_of = |row: &tokio_postgres::Row| row.get::<_, &[u8]>(0).try_into().map(PublicKey).ok();
    let known: Option<Vec<PublicKey>> = rows.iter().map(key_of).collect();
    let mut known = known.ok_or(DatabaseError::Shape("a store's key has another length"))?;
    if known.last() == Some(&PublicKey(key.to_bytes())) {
        // The first answer was lost: the same again.
        known.pop();
        return Ok(known);
    }
    let sql = "INSERT INTO store_key (store_id, no, enterprise, key, since)
               SELECT $1, coalesce(max(no), 0) + 1, $2, $3, now() FROM store_key WHERE store_id = $1";
    work.execute(sql, &[&caller.store, &caller.enterprise, &&key.as_bytes()[..]]).await?;
    let (device, key) = (caller.device.to_string(), hex::encode(key.as_bytes()));
    let deed = Deed::KeyChanged { store: &caller.store, device: &device, key: &key };
    own::record(work, hq.keys.online(), "system", &deed).await?;
    Ok(known)
}
