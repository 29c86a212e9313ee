//! The way down: board, roots, bulletins and contents, to a device that is enrolled. One whose writing is paused gets them, too:
//! a restriction must reach it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use sync::calls::{After, BlobOutcome, BoardOutcome, SignedOutcome, WAIT_MOST};
use sync::down::Chain;
use sync::down::signers::SignedText;

use crate::caller::{Caller, body};
use crate::down;
use crate::hq::Hq;
use crate::metrics::Ended;
use crate::reply::{Stop, unreadable};

/// The query of the board.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(default)]
    after: Option<String>,
    #[serde(default)]
    wait: u32,
}

async fn called(hq: &Hq, request: Request<Body>) -> Result<(Caller, axum::http::request::Parts), Stop> {
    let (parts, body) = body(request, 0).await?;
    let caller = hq.caller(&parts, &body).await?;
    Ok((caller, parts))
}

pub async fn board(State(hq): State<Arc<Hq>>, request: Request<Body>) -> Response {
    let outcome = the_board(&hq, request).await;
    hq.answer("board", outcome)
}

async fn the_board(hq: &Hq, request: Request<Body>) -> Result<BoardOutcome, Stop> {
    let (caller, parts) = called(hq, request).await?;
    let Asked { after, wait } = Query::try_from_uri(&parts.uri).map_err(|_| unreadable("query"))?.0;
    let after = match after {
        Some(after) => Some(After::read(&after).ok_or_else(|| unreadable("after"))?),
        None => None,
    };
    let until = Instant::now() + Duration::from_secs(wait.min(WAIT_MOST).into());
    let mut kept = hq.board(&caller.enterprise).await?;
    if let Some(after) = after
        && wait > 0
        && kept.as_ref().is_none_or(|kept| kept.at == after)
    {
        hq.other_board(&caller.enterprise, after, until).await?;
        kept = hq.board(&caller.enterprise).await?;
    }
    Ok(match kept {
        None => BoardOutcome::NoBoard,
        Some(kept) if Some(kept.at) == after => BoardOutcome::Unchanged,
        Some(kept) => BoardOutcome::Board { board: kept.board },
    })
}

fn found(signed: Option<SignedText>) -> SignedOutcome {
    match signed {
        Some(signed) => SignedOutcome::Signed { signed },
        None => SignedOutcome::NotThere,
    }
}

pub async fn root(State(hq): State<Arc<Hq>>, Path(no): Path<u64>, request: Request<Body>) -> Response {
    let outcome = the_root(&hq, no, request).await;
    hq.answer("root", outcome)
}

async fn the_root(hq: &Hq, no: u64, request: Request<Body>) -> Result<SignedOutcome, Stop> {
    let (caller, _) = called(hq, request).await?;
    let client = hq.databases.ingest().await?;
    Ok(found(down::root_signed(&**client, &caller.enterprise, no).await?))
}

pub async fn bulletin(
    State(hq): State<Arc<Hq>>,
    Path((chain, no)): Path<(String, u64)>,
    request: Request<Body>,
) -> Response {
    let outcome = the_bulletin(&hq, &chain, no, request).await;
    hq.answer("bulletin", outcome)
}

async fn the_bulletin(hq: &Hq, chain: &str, no: u64, request: Request<Body>) -> Result<SignedOutcome, Stop> {
    let (caller, _) = called(hq, request).await?;
    let chain = Chain::ALL.into_iter().find(|one| one.name() == chain);
    let Some(chain) = chain else { return Ok(SignedOutcome::NotThere) };
    let client = hq.databases.ingest().await?;
    Ok(found(down::bulletin(&**client, &caller.enterprise, chain, no).await?))
}

pub async fn blob(State(hq): State<Arc<Hq>>, Path(digest): Path<String>, request: Request<Body>) -> Response {
    match bytes(&hq, &digest, request).await {
        Ok(Some((status, bytes))) => {
            hq.metrics.calls.get_or_create(&Ended { call: "blob", outcome: "bytes" }).inc();
            (status, [(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response()
        }
        Ok(None) => hq.said("blob", &BlobOutcome::NoBlob),
        Err(stop) => hq.answer::<BlobOutcome>("blob", Err(stop)),
    }
}

async fn bytes(hq: &Hq, digest: &str, request: Request<Body>) -> Result<Option<(StatusCode, Vec<u8>)>, Stop> {
    let (caller, parts) = called(hq, request).await?;
    let Some(digest) = sync::hexed::read::<[u8; 32]>(digest) else { return Ok(None) };
    let from = beginning(&parts.headers)?;
    // A content takes memory as a body does.
    let _room = hq.room_for_content()?;
    let client = hq.databases.ingest().await?;
    let sql = "SELECT substring(bytes FROM $3) FROM blob WHERE enterprise = $1 AND digest = $2";
    let row = client.query_opt(sql, &[&caller.enterprise, &&digest[..], &(from + 1)]).await?;
    let status = if from == 0 { StatusCode::OK } else { StatusCode::PARTIAL_CONTENT };
    Ok(row.map(|row| (status, row.get(0))))
}

/// From which byte on: a content that was cut off goes on where it ended. Only `bytes=N-` is asked for.
fn beginning(headers: &HeaderMap) -> Result<i32, Stop> {
    let Some(range) = headers.get(header::RANGE) else { return Ok(0) };
    let from = range.to_str().ok().and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-'));
    let from = from.and_then(|from| from.parse::<i32>().ok()).filter(|from| (0..i32::MAX).contains(from));
    from.ok_or_else(|| unreadable("range"))
}
