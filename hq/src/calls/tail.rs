//! `GET /v1/records?from=`: records back, for a device that was enrolled to recover a store.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use sync::calls::{Tail, TailHeader, TailOutcome};
use sync::frame::fitting;

use crate::caller::body;
use crate::hq::{Fault, Hq};
use crate::metrics::Ended;
use crate::reply::{Stop, unreadable};
use crate::segment::{self, End};

/// The query: from which place, of which branch.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct From {
    from: u64,
    #[serde(default)]
    branch: u32,
}

enum Found {
    Frames(Vec<u8>),
    Outcome(TailOutcome),
}

pub async fn tail(State(hq): State<Arc<Hq>>, request: Request<Body>) -> Response {
    match answered(&hq, request).await {
        Ok(Found::Frames(bytes)) => {
            hq.metrics.calls.get_or_create(&Ended { call: "tail", outcome: "frames" }).inc();
            (StatusCode::OK, [(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response()
        }
        Ok(Found::Outcome(outcome)) => hq.said("tail", &outcome),
        Err(stop) => hq.answer::<TailOutcome>("tail", Err(stop)),
    }
}

async fn answered(hq: &Hq, request: Request<Body>) -> Result<Found, Stop> {
    let (parts, body) = body(request, 0).await?;
    let caller = hq.caller(&parts, &body).await?;
    if !caller.may_recover {
        return Ok(Found::Outcome(TailOutcome::Forbidden));
    }
    let query = Query::<From>::try_from_uri(&parts.uri).map_err(|_| unreadable("query"))?.0;
    let client = hq.databases.ingest().await?;
    let end = segment::end(&**client, &caller.store, query.branch).await?.unwrap_or(End::NOTHING);
    let receipt = hq.receipt(hq.epoch(&**client).await?, &caller.place(query.branch), end, Vec::new())?;
    let from = query.from.max(1);
    let kept = segment::records(&**client, &caller.store, query.branch, from, sync::frame::RECORDS).await?;
    let Some(first) = kept.first() else {
        return Ok(Found::Outcome(TailOutcome::NothingThere { receipt }));
    };
    let header = TailHeader {
        store: caller.store.clone(),
        branch: query.branch,
        first: first.seq,
        prev: first.prev,
        receipt,
    };
    let fit = fitting(kept.iter().map(|record| record.body.len()), sync::frame::RECORDS);
    let written = Tail::written(&header, kept.iter().take(fit).map(|record| record.body.as_slice()));
    written.map(Found::Frames).map_err(|_| Stop::Fault(Fault::Unwritable))
}
