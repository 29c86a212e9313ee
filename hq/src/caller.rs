//! Who calls: the signed headers of a request against the device that is enrolled. It refuses before a body is unpacked.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Request};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use ledger::VerifyingKey;
use sync::answer::Refused;
use sync::device::DeviceId;
use sync::request::{Signed, header};

use crate::hq::{Hq, Place};
use crate::limits::Again;
use crate::reply::{Stop, unreadable};
use crate::segment;

/// How long a body may take to come: a batch over the slowest line on which a store can work at all.
const PATIENCE: Duration = Duration::from_secs(180);

/// A device that proved to be the one that is enrolled.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Whose.
    pub store: String,
    /// Which.
    pub device: DeviceId,
    /// Of which enterprise.
    pub enterprise: String,
    /// Which branch it writes.
    pub branch: u32,
    /// Whether it may fetch records back.
    pub may_recover: bool,
    /// Whether its writing is paused.
    pub frozen: bool,
    /// Which request this is.
    pub asked: sync::receipt::Asked,
    /// The starts of its program, as they are written down.
    pub boots: String,
}

impl Caller {
    /// What a receipt for it is about.
    #[must_use]
    pub fn place(&self, branch: u32) -> Place<'_> {
        Place { enterprise: &self.enterprise, store: &self.store, branch, asked: self.asked }
    }

    /// Only where its writing is not paused.
    ///
    /// # Errors
    /// [`Refused::Frozen`].
    pub fn writing(self) -> Result<Self, Stop> {
        if self.frozen { Err(Refused::Frozen.into()) } else { Ok(self) }
    }
}

/// Reads a body, at most `most` bytes of it.
///
/// # Errors
/// [`Refused::Unreadable`] where it is longer; [`Refused::Busy`] where it was cut or took too long.
pub async fn body(request: Request<Body>, most: usize) -> Result<(Parts, Bytes), Stop> {
    let (parts, body) = request.into_parts();
    match tokio::time::timeout(PATIENCE, Limited::new(body, most).collect()).await {
        Ok(Ok(whole)) => Ok((parts, whole.to_bytes())),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(unreadable("body")),
        // Cut on the way: the same again will do, and says nothing against the store's program.
        Ok(Err(_)) | Err(_) => Err(Refused::Busy { after: 1 }.into()),
    }
}

/// Where a request comes from: the address at the other end, or what the proxy in front of us said last.
#[must_use]
pub fn address(parts: &Parts, behind_proxy: bool) -> IpAddr {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::from([0, 0, 0, 0]), |ConnectInfo(address)| address.ip());
    if !behind_proxy {
        return peer;
    }
    let said = parts.headers.get_all("x-forwarded-for").iter().next_back();
    let last = said.and_then(|value| value.to_str().ok()).and_then(|value| value.rsplit(',').next());
    last.and_then(|address| address.trim().parse().ok()).unwrap_or(peer)
}

fn busy(again: Again) -> Stop {
    Refused::Busy { after: again.after }.into()
}

impl Hq {
    /// Counts a request of somebody who shows no device.
    ///
    /// # Errors
    /// [`Refused::Busy`].
    pub fn stranger(&self, parts: &Parts) -> Result<(), Stop> {
        self.limits.stranger(address(parts, self.behind_proxy)).map_err(busy)
    }

    /// Finds and proves the device that a request is signed by.
    ///
    /// # Errors
    /// [`Refused`]: unreadable headers, a device that is not known or not active, a signature that does not fit; busy.
    pub async fn caller(&self, parts: &Parts, body: &[u8]) -> Result<Caller, Stop> {
        let signed = Signed::read(|name| values(&parts.headers, name));
        let signed = match signed {
            Ok(signed) => signed,
            Err(error) => {
                self.stranger(parts)?;
                return Err(unreadable(&error.to_string()));
            }
        };
        let client = self.databases.ingest().await?;
        let sql = "SELECT key, state, enterprise, branch, may_recover, boots FROM device
                   WHERE store_id = $1 AND device = $2";
        let statement = client.prepare_cached(sql).await?;
        let row = client.query_opt(&statement, &[&signed.store, &&signed.device.0[..]]).await?;
        let Some(row) = row else {
            self.stranger(parts)?;
            return Err(Refused::DeviceUnknown.into());
        };
        let key: Option<[u8; 32]> = row.get::<_, &[u8]>(0).try_into().ok();
        let key = key.and_then(|key| VerifyingKey::from_bytes(&key).ok());
        let path = parts.uri.path_and_query().map_or("/", axum::http::uri::PathAndQuery::as_str);
        if !key.is_some_and(|key| signed.is_by(&key, parts.method.as_str(), path, body)) {
            self.stranger(parts)?;
            return Err(Refused::BadSignature.into());
        }
        self.limits.device(signed.device).map_err(busy)?;
        // Known and proved, so that a stranger learns nothing of it.
        if protocol(&parts.headers).is_none_or(|said| said < self.least_protocol) {
            return Err(Refused::Outdated { least: self.least_protocol.to_string() }.into());
        }
        let frozen = match row.get::<_, &str>(1) {
            "active" => false,
            "frozen" => true,
            // One that was replaced by a newer key of the same PC is as gone as one that was revoked.
            _ => return Err(Refused::Revoked.into()),
        };
        Ok(Caller {
            store: signed.store,
            device: signed.device,
            enterprise: row.get(2),
            branch: segment::branch(row.get(3))?,
            may_recover: row.get(4),
            frozen,
            asked: signed.asked,
            boots: row.get(5),
        })
    }
}

fn values<'h>(headers: &'h HeaderMap, name: &'static str) -> Vec<&'h [u8]> {
    headers.get_all(name).iter().map(axum::http::HeaderValue::as_bytes).collect()
}

/// Which version of the protocol a store says; the first where it says none, and none where it cannot be read.
fn protocol(headers: &HeaderMap) -> Option<u32> {
    match headers.get(header::PROTOCOL) {
        Some(said) => said.to_str().ok()?.parse().ok(),
        None => Some(1),
    }
}

/// What the program calls itself, cut to what a list can show; for people alone.
#[must_use]
pub fn program(headers: &HeaderMap) -> String {
    let said = headers.get(header::PROGRAM).and_then(|value| value.to_str().ok()).unwrap_or_default();
    shown(said)
}

/// A text of others as a list can show it.
#[must_use]
pub fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}
