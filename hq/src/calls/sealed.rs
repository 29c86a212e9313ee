//! `PUT /v1/sealed/{item}`: one item that identifies a person, kept only where a record of the store's ledger releases this
//! very item by a basis, and only if the bytes are those that the ledger commits to.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Request;
use axum::response::Response;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use sync::calls::{SealedItem, SealedOutcome};
use sync::frame::PACKED;

use crate::caller::{Caller, body};
use crate::database::big;
use crate::hq::Hq;
use crate::reply::{Stop, unreadable};
use crate::segment::{self, Kept};

/// The kind of record that releases an item.
const RELEASED: &str = "vault.released";
/// The bases on which an item may leave its store.
const BASES: [&str; 2] = ["consent", "statutory"];

#[derive(Deserialize)]
struct Released {
    item: Item,
    basis: String,
}

#[derive(Deserialize)]
struct Item {
    id: String,
    commitment: String,
}

pub async fn put(State(hq): State<Arc<Hq>>, Path(item): Path<String>, request: Request<Body>) -> Response {
    let outcome = answered(&hq, &item, request).await;
    hq.answer("sealed", outcome)
}

async fn answered(hq: &Hq, item: &str, request: Request<Body>) -> Result<SealedOutcome, Stop> {
    let _permit = hq.room(request.headers())?;
    let (parts, packed) = body(request, PACKED).await?;
    let caller: Caller = hq.caller(&parts, &packed).await?.writing()?;
    let sent = SealedItem::read(&packed).map_err(|malformed| unreadable(malformed.code()))?;
    if sent.header.item != item {
        return Err(unreadable("item"));
    }
    let client = hq.databases.ingest().await?;
    let sql = "SELECT s.branch, s.identity_open, e.takes_identity
               FROM store s JOIN enterprise e ON e.id = s.enterprise WHERE s.store_id = $1";
    let store = client.query_one(sql, &[&caller.store]).await?;
    if !store.get::<_, bool>(2) {
        return Ok(SealedOutcome::NotTaken);
    }
    // After headquarters was restored, erasures come first: until the store is level, nobody knows what was erased.
    if !store.get::<_, bool>(1) {
        return Ok(SealedOutcome::NoRecord);
    }
    let branch = segment::branch(store.get(0))?;
    let kept = segment::records(&**client, &caller.store, branch, sent.header.seq, 1).await?;
    let Some(record) = kept.into_iter().next() else { return Ok(SealedOutcome::NoRecord) };
    let Some(released) = released(&record).filter(|released| released.item.id == item) else {
        return Ok(SealedOutcome::NoBasis);
    };
    if !BASES.contains(&released.basis.as_str()) {
        return Ok(SealedOutcome::NoBasis);
    }
    let digest = Sha256::new().chain_update(sent.header.salt).chain_update(sent.bytes()).finalize();
    if released.item.commitment != hex::encode(digest) {
        return Ok(SealedOutcome::Differs);
    }
    keep(hq, &caller, &sent, &released.basis, &digest).await
}

fn released(record: &Kept) -> Option<Released> {
    let header: ledger::Header<'_> = serde_json::from_slice(&record.body).ok()?;
    if header.kind != RELEASED {
        return None;
    }
    serde_json::from_str(header.payload.get()).ok()
}

async fn keep(
    hq: &Hq,
    caller: &Caller,
    sent: &SealedItem,
    basis: &str,
    digest: &[u8],
) -> Result<SealedOutcome, Stop> {
    let (store, item) = (&caller.store, &sent.header.item);
    let mut client = hq.databases.sealed().await?;
    let work = client.transaction().await?;
    // An erasure of this very item either was before, and is seen, or waits for us and takes away what we keep.
    let lock = "SELECT pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 0))";
    work.execute(lock, &[store, item]).await?;
    let gone = "SELECT 1 FROM erased WHERE store_id = $1 AND vault_id = $2";
    if work.query_opt(gone, &[store, item]).await?.is_some() {
        return Ok(SealedOutcome::Erased);
    }
    let here = "SELECT 1 FROM sealed WHERE store_id = $1 AND vault_id = $2";
    if work.query_opt(here, &[store, item]).await?.is_some() {
        return Ok(SealedOutcome::Already);
    }
    let sealed = hq.keys.seal(&format!("{store}/{item}"), sent.bytes())?;
    let sql = "INSERT INTO sealed (store_id, vault_id, enterprise, basis, seq, digest, wrapped, ciphertext, kept_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())";
    let seq = big(sent.header.seq)?;
    let (enterprise, wrapped, bytes) = (&caller.enterprise, &sealed.wrapped, &sealed.ciphertext);
    work.execute(sql, &[store, item, enterprise, &basis, &seq, &digest, wrapped, bytes]).await?;
    work.commit().await?;
    Ok(SealedOutcome::Kept)
}
