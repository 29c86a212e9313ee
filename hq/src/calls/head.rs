//! `GET /v1/head`: what headquarters has of a branch, and its hash at a place of the store's choosing.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::Request;
use axum::response::Response;
use chrono::Utc;
use sync::calls::{HeadOutcome, HeadQuery};

use crate::caller::{Caller, body, program};
use crate::hq::{Hq, compared};
use crate::reply::{Stop, unreadable};
use crate::seen;
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
    let client = hq.databases.ingest().await?;
    let end = segment::end(&**client, &caller.store, query.branch).await?.unwrap_or(End::NOTHING);
    let at = compared(&**client, &caller.store, query.branch, query.at).await?;
    seen::seen(&**client, &caller, &program(&parts.headers), Utc::now()).await?;
    if let Some(says) = query.at.and_then(|at| i64::try_from(at).ok()) {
        // How far the store says that it is: shown, and believed in nothing.
        let sql = "UPDATE device SET says = $3 WHERE store_id = $1 AND device = $2 AND says <> $3";
        client.execute(sql, &[&caller.store, &&caller.device.0[..], &says]).await?;
    }
    if at.is_some_and(|at| at.seq == end.seq) {
        // The store's own end is ours: whatever it erased before headquarters was restored is erased here again.
        let sql = "UPDATE store SET identity_open = true WHERE store_id = $1 AND NOT identity_open";
        client.execute(sql, &[&caller.store]).await?;
    }
    let receipt = hq.receipt(&**client, &caller.place(query.branch), end, Vec::new()).await?;
    Ok(HeadOutcome::Receipt { receipt, at })
}
