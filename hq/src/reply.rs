//! How an outcome goes back: the words of the wire, its status, and a count.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use sync::answer::{Outcome, Refused, written};

use crate::database::DatabaseError;
use crate::hq::{Fault, Hq};
use crate::keys::KeysError;
use crate::metrics::Ended;

/// Why a call is not answered with an outcome of its own.
#[derive(Debug)]
pub enum Stop {
    /// For a reason that every call shares.
    Refused(Refused),
    /// Headquarters failed in itself.
    Fault(Fault),
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<DatabaseError> for Stop {
    fn from(error: DatabaseError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<KeysError> for Stop {
    fn from(error: KeysError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<tokio_postgres::Error> for Stop {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Fault(error.into())
    }
}

/// What cannot be read, and where.
#[must_use]
pub fn unreadable(what: &str) -> Stop {
    Stop::Refused(Refused::Unreadable { what: what.to_owned() })
}

impl Hq {
    /// The answer to a call, counted.
    pub fn answer<T: Outcome>(&self, call: &'static str, outcome: Result<T, Stop>) -> Response {
        match outcome {
            Ok(outcome) => self.said(call, &outcome),
            Err(Stop::Refused(refused)) => self.said(call, &refused),
            Err(Stop::Fault(fault)) => {
                tracing::error!(call, %fault, "failed");
                self.said(call, &Refused::Failed)
            }
        }
    }

    /// An outcome as a response, counted.
    pub fn said<T: Outcome>(&self, call: &'static str, outcome: &T) -> Response {
        self.metrics.calls.get_or_create(&Ended { call, outcome: outcome.code() }).inc();
        let status = StatusCode::from_u16(outcome.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        match written(outcome) {
            Ok(body) => (status, json(), body).into_response(),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}

fn json() -> [(header::HeaderName, HeaderValue); 2] {
    [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ]
}
