//! `POST /v1/device/rotate`: a new device key in the old one's place.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::Request;
use axum::response::Response;
use sync::calls::{Rotate, RotateOutcome};
use sync::device::DeviceId;

use crate::caller::body;
use crate::hq::Hq;
use crate::own::{self, Deed};
use crate::reply::{Stop, unreadable};

/// The most bytes of the statement of a new key.
const LONGEST: usize = 4 << 10;

pub async fn rotate(State(hq): State<Arc<Hq>>, request: Request<Body>) -> Response {
    let outcome = answered(&hq, request).await;
    hq.answer("rotate", outcome)
}

async fn answered(hq: &Hq, request: Request<Body>) -> Result<RotateOutcome, Stop> {
    let (parts, body) = body(request, LONGEST).await?;
    let caller = hq.caller(&parts, &body).await?.writing()?;
    let asked: Rotate = serde_json::from_slice(&body).map_err(|_| unreadable("body"))?;
    let Some(key) = asked.proved(&caller.store, caller.device) else { return Ok(RotateOutcome::NotRotated) };
    let (old, new) = (caller.device, DeviceId::of(&key));
    let mut client = hq.databases.ingest().await?;
    let work = client.transaction().await?;
    let sql = "UPDATE device SET state = 'replaced' WHERE store_id = $1 AND device = $2 AND state = 'active'";
    let replaced = work.execute(sql, &[&caller.store, &&old.0[..]]).await?;
    let sql = "INSERT INTO device (store_id, device, enterprise, key, state, may_recover, branch, program, enrolled_at, seen_at)
               SELECT store_id, $3, enterprise, $4, 'active', may_recover, branch, program, now(), now()
               FROM device WHERE store_id = $1 AND device = $2
               ON CONFLICT (store_id, device) DO NOTHING";
    let made = work.execute(sql, &[&caller.store, &&old.0[..], &&new.0[..], &&key.as_bytes()[..]]).await?;
    if replaced != 1 || made != 1 {
        return Ok(RotateOutcome::NotRotated);
    }
    let (old, new) = (old.to_string(), new.to_string());
    let deed = Deed::Rotated { store: &caller.store, old: &old, new: &new };
    own::record(&*work, hq.keys.online(), "system", &deed).await?;
    work.commit().await?;
    Ok(RotateOutcome::Rotated)
}
