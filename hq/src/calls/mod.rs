//! The calls of a store, one module each: what comes in is bounded and proved before it is looked at, what was durable is
//! answered with a receipt.

mod down;
mod enrol;
mod given;
mod head;
mod records;
mod rotate;
mod sealed;
mod store_key;
mod tail;

use std::sync::Arc;

use axum::Router;
use axum::response::Response;
use axum::routing::{get, post, put};
use sync::answer::Refused;
use sync::calls::{
    BLOBS, BOARD, BULLETINS, ENROL, GIVEN_BACK, HEAD, RECORDS, ROOT, ROTATE, SEALED, STORE_KEY,
};
use sync::request::header;

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
        .route(STORE_KEY, post(store_key::introduce))
        .route(GIVEN_BACK, post(given::given))
        .route(BOARD, get(down::board))
        .route(&format!("{ROOT}{{no}}"), get(down::root))
        .route(&format!("{BULLETINS}{{chain}}/{{no}}"), get(down::bulletin))
        .route(&format!("{BLOBS}{{digest}}"), get(down::blob))
        .route(
            "/v1/{*rest}",
            axum::routing::any(move || async move { unknown.said("unknown", &Refused::NoSuchCall) }),
        )
        .layer(axum::middleware::from_fn(echoed))
        .with_state(hq)
}

/// A request that came on a stick, answered by what answers it on the network; only records come that way.
pub async fn carried(hq: Arc<Hq>, request: axum::http::Request<axum::body::Body>) -> Response {
    if request.uri().path() == RECORDS && request.method() == axum::http::Method::POST {
        records::records(axum::extract::State(hq), request).await
    } else {
        hq.said("unknown", &Refused::NoSuchCall)
    }
}

/// Gives each answer the two headers by which its request is known, so that an older one out of a cache is known as one.
async fn echoed(request: axum::extract::Request, next: axum::middleware::Next) -> Response {
    let asked = [header::BOOT, header::COUNTER].map(|name| (name, request.headers().get(name).cloned()));
    let mut answer = next.run(request).await;
    for (name, value) in asked {
        if let Some(value) = value {
            answer.headers_mut().insert(name, value);
        }
    }
    answer
}
