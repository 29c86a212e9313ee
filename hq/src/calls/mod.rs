//! The calls of a store, one module each: what comes in is bounded and proved before it is looked at, what was durable is
//! answered with a receipt.

mod enrol;
mod head;
mod records;
mod rotate;
mod sealed;
mod tail;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post, put};
use sync::answer::Refused;
use sync::calls::{ENROL, HEAD, RECORDS, ROTATE, SEALED};

use crate::hq::Hq;

/// The calls under `/v1`.
pub fn router(hq: Arc<Hq>) -> Router {
    let unknown = Arc::clone(&hq);
    Router::new()
        .route(ENROL, post(enrol::enrol))
        .route(HEAD, get(head::head))
        .route(RECORDS, post(records::records).get(tail::tail))
        .route(&format!("{SEALED}{{item}}"), put(sealed::put))
        .route(ROTATE, post(rotate::rotate))
        .route(
            "/v1/{*rest}",
            axum::routing::any(move || async move { unknown.said("unknown", &Refused::NoSuchCall) }),
        )
        .with_state(hq)
}
