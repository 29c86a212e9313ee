//! The console: who signs in sees the stores of one enterprise, through a role that the database itself binds to that
//! enterprise. Its commands are one list; each says what it needs. It changes nothing of a store; it begins recalls.

mod door;
mod files;
mod recalls;
mod stores;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use serde::Serialize;

use crate::hq::{Fault, Hq};

pub use door::SESSIONS_OVER;

/// What the console needs beside headquarters.
#[derive(Clone)]
struct Console {
    hq: Arc<Hq>,
    /// Whether browsers reach it by TLS, so that the cookie may be bound to it.
    secure: bool,
}

/// A refusal as the page words it: a code, no sentence.
#[derive(Serialize)]
struct Refusal {
    code: &'static str,
}

fn refusal(status: StatusCode, code: &'static str) -> Response {
    (status, axum::Json(Refusal { code })).into_response()
}

fn failed(fault: &Fault) -> Response {
    tracing::error!(%fault, "console");
    refusal(StatusCode::INTERNAL_SERVER_ERROR, "failed")
}

/// The page and its commands.
pub fn router(hq: Arc<Hq>, secure: bool) -> Router {
    let console = Console { hq, secure };
    Router::new()
        .route("/console/sign-in", post(door::sign_in))
        .route("/console/sign-out", post(door::sign_out))
        .route("/console/stores", get(stores::list))
        .route("/console/recalls", get(recalls::list))
        .route("/console/recall-reach", post(recalls::reach))
        .route("/console/recall", post(recalls::begin))
        .with_state(console)
        .merge(files::router())
        .layer(middleware::from_fn(guarded))
}

/// What every answer of the console says to a browser, and what a browser must say to it: a command comes as JSON and from
/// this very page.
async fn guarded(request: Request<Body>, next: Next) -> Response {
    if request.method() != axum::http::Method::GET && !is_own(request.headers()) {
        return refusal(StatusCode::FORBIDDEN, "other_site");
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; \
             form-action 'none'; frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A body of JSON makes a browser ask first before another site may send it, and `Origin` names the site that sends.
fn is_own(headers: &HeaderMap) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let json = text(header::CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/json"));
    let same = match text(header::ORIGIN) {
        Some(origin) => {
            let at = origin.split_once("://").map(|(_, host)| host);
            at.is_some() && at == text(header::HOST)
        }
        // Not a browser, or one that says it otherwise.
        None => text(FETCH_SITE).is_none_or(|site| site == "same-origin"),
    };
    json && same
}

const FETCH_SITE: header::HeaderName = header::HeaderName::from_static("sec-fetch-site");

/// Who is signed in, and for which enterprise.
struct Signed {
    name: String,
    enterprise: String,
}

async fn signed(State(console): &State<Console>, headers: &HeaderMap) -> Result<Signed, Response> {
    match door::session(console, headers).await {
        Ok(Some(signed)) => Ok(signed),
        Ok(None) => Err(refusal(StatusCode::UNAUTHORIZED, "sign_in")),
        Err(fault) => Err(failed(&fault)),
    }
}
