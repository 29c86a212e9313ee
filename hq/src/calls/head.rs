//! `GET /v1/head`: what headquarters has of a branch, and its hash at a place of the store's choosing.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::Request;
use axum::response::Response;
use chrono::Utc;
use sync::calls::{HeadOutcome, HeadQuery};
use tokio_postgres::Client;

use crate::caller::{Caller, body, program};
use crate::erasing;
use crate::hq::{Hq, compared};
use crate::reply::{Stop, unreadable};
use crate::seen::{Kind, incident, mended, seen};
use crate::segment::{self, End};

pub async fn head(State(hq): State<Arc<Hq>>, request: Request<Body>) -> Response {
    let outcome = answered(&hq, request).await;
    hq.answer("head", outcome)
}

async fn answered(hq: &Hq, request: Request<Body>) -> Result<HeadOutcome, Stop> {
    let (parts, body) = body(request, 0).await?;
    // A device that is frozen may look: so it sees what it is compared with.
    let caller: Caller = hq.caller(&parts, &body).await?;
    let query = Query::<HeadQuery>::try_from_uri(&parts.uri).map_err(|_| unreadable("query"))?.0;
    let mut client = hq.databases.ingest().await?;
    let end = segment::end(&**client, &caller.store, query.branch).await?.unwrap_or(End::NOTHING);
    let at = compared(&**client, &caller.store, query.branch, query.at).await?;
    let work = client.transaction().await?;
    seen(&work, &caller, &program(&parts.headers), Utc::now()).await?;
    work.commit().await?;
    if let Some(says) = query.at.and_then(|at| i64::try_from(at).ok()) {
        // How far the store says that it is: shown, and believed in nothing.
        let sql = "UPDATE device SET says = $3 WHERE store_id = $1 AND device = $2 AND says <> $3";
        client.execute(sql, &[&caller.store, &&caller.device.0[..], &says]).await?;
    }
    after_restore(&client, &caller, query.at, end.seq, at.is_some()).await?;
    let erased = match query.erased_from {
        Some(from) => erasing::since(&hq.databases, &caller.store, from, end.seq).await?,
        None => Vec::new(),
    };
    let receipt = hq.receipt(hq.epoch(&**client).await?, &caller.place(query.branch), end, erased)?;
    let sql = "SELECT takes_identity FROM enterprise WHERE id = $1";
    let identity = client.query_one(sql, &[&caller.enterprise]).await?.get(0);
    Ok(HeadOutcome::Receipt { receipt, at, identity })
}

/// After headquarters was restored: a store that says that it has more than is here shows what was lost, and one whose own
/// end is ours opens its identities, because whatever it erased is erased here again.
async fn after_restore(
    client: &Client,
    caller: &Caller,
    says: Option<u64>,
    here: u64,
    found: bool,
) -> Result<(), Stop> {
    let sql = "SELECT 1 FROM store WHERE store_id = $1 AND NOT identity_open";
    let Some(says) = says else { return Ok(()) };
    if client.query_opt(sql, &[&caller.store]).await?.is_none() {
        return Ok(());
    }
    if says > here {
        let kind = Kind::RecordsLost;
        incident(client, &caller.store, &caller.enterprise, kind, &caller.device.0, here + 1).await?;
    } else if says == here && found {
        let sql = "UPDATE store SET identity_open = true WHERE store_id = $1";
        client.execute(sql, &[&caller.store]).await?;
        mended(client, &caller.store, Kind::RecordsLost).await?;
    }
    Ok(())
}
