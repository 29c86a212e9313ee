//! `POST /v1/enrol`: a PC becomes a store's device, once for each code.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::Request;
use axum::response::Response;
use ledger::VerifyingKey;
use sync::calls::{Enrol, EnrolOutcome};
use sync::device::DeviceId;
use sync::receipt::Asked;
use tokio_postgres::{Row, Transaction};

use crate::caller::{body, shown};
use crate::database::{DatabaseError, small};
use crate::down;
use crate::hq::{Hq, Place};
use crate::own::{self, Deed};
use crate::reply::{Stop, unreadable};
use crate::segment::{self, End};

/// The most bytes of a request to be enrolled.
const LONGEST: usize = 16 << 10;

pub async fn enrol(State(hq): State<Arc<Hq>>, request: Request<Body>) -> Response {
    let outcome = answered(&hq, request).await;
    hq.answer("enrol", outcome)
}

async fn answered(hq: &Hq, request: Request<Body>) -> Result<EnrolOutcome, Stop> {
    let (parts, body) = body(request, LONGEST).await?;
    hq.stranger(&parts)?;
    let asked: Enrol = serde_json::from_slice(&body).map_err(|error| {
        // Where, never what: the body holds a code.
        unreadable(&format!("line {} column {}", error.line(), error.column()))
    })?;
    let (device, store_key) = asked.proved().map_err(|error| unreadable(&error.to_string()))?;
    let mut client = hq.databases.ingest().await?;
    let work = client.transaction().await?;
    let sql = "SELECT c.store_id, c.enterprise, c.recovers, c.expires_at < now(), c.device, s.branch, c.root
               FROM enrolment_code c JOIN store s ON s.store_id = c.store_id WHERE c.hash = $1 FOR UPDATE OF c";
    let Some(code) = work.query_opt(sql, &[&&asked.code.kept()[..]]).await? else {
        return Ok(EnrolOutcome::CodeUnknown);
    };
    let id = DeviceId::of(&device);
    let used_by: Option<&[u8]> = code.get(4);
    match used_by {
        // The answer to the first request was lost: the same again.
        Some(used_by) if used_by == id.0 => return enrolled(hq, &work, &code).await,
        Some(_) => return Ok(EnrolOutcome::CodeUsed),
        None => {}
    }
    if code.get(3) {
        return Ok(EnrolOutcome::CodeExpired);
    }
    if let Some(refused) = ledger_refused(&work, &code, &asked, store_key.as_ref()).await? {
        return Ok(refused);
    }
    let (store, enterprise, recovers): (&str, &str, bool) = (code.get(0), code.get(1), code.get(2));
    let branch: i32 = code.get(5);
    // One PC speaks for a store: two that follow each other would take turns for ever.
    let others =
        "UPDATE device SET state = 'replaced' WHERE store_id = $1 AND device <> $2 AND state = 'active'";
    work.execute(others, &[&store, &&id.0[..]]).await?;
    work.execute(
        "INSERT INTO device (store_id, device, enterprise, key, state, may_recover, branch, program, enrolled_at, seen_at)
         VALUES ($1, $2, $3, $4, 'active', $5, $6, $7, now(), now())
         ON CONFLICT (store_id, device) DO UPDATE
         SET state = 'active', may_recover = excluded.may_recover, branch = excluded.branch, enrolled_at = now()",
        &[
            &store,
            &&id.0[..],
            &enterprise,
            &&device.as_bytes()[..],
            &recovers,
            &branch,
            &shown(&asked.program),
        ],
    )
    .await?;
    work.execute(
        "UPDATE enrolment_code SET used_at = now(), device = $3 WHERE store_id = $1 AND hash = $2",
        &[&store, &&asked.code.kept()[..], &&id.0[..]],
    )
    .await?;
    let name = id.to_string();
    own::record(&*work, hq.keys.online(), "system", &Deed::Enrolled { store, device: &name, recovers })
        .await?;
    let outcome = enrolled(hq, &work, &code).await?;
    work.commit().await?;
    Ok(outcome)
}

/// Why the ledger that is there, or is not, cannot be this store's.
async fn ledger_refused(
    work: &Transaction<'_>,
    code: &Row,
    asked: &Enrol,
    key: Option<&VerifyingKey>,
) -> Result<Option<EnrolOutcome>, Stop> {
    let (store, enterprise, recovers): (&str, &str, bool) = (code.get(0), code.get(1), code.get(2));
    let (Some(ledger), Some(key)) = (&asked.ledger, key) else {
        // Without a ledger a PC may only fetch the one that is here.
        return Ok((!recovers).then_some(EnrolOutcome::OtherLedger));
    };
    if ledger.store != store {
        return Ok(Some(EnrolOutcome::OtherLedger));
    }
    let sql = "SELECT key FROM store_key WHERE store_id = $1 ORDER BY no DESC LIMIT 1";
    match work.query_opt(sql, &[&store]).await? {
        Some(known) if known.get::<_, &[u8]>(0) == key.as_bytes() => Ok(None),
        Some(_) => Ok(Some(EnrolOutcome::KeyDiffers)),
        None => {
            let sql =
                "INSERT INTO store_key (store_id, no, enterprise, key, since) VALUES ($1, 1, $2, $3, now())";
            work.execute(sql, &[&store, &enterprise, &&key.as_bytes()[..]]).await?;
            Ok(None)
        }
    }
}

async fn enrolled(hq: &Hq, work: &Transaction<'_>, code: &Row) -> Result<EnrolOutcome, Stop> {
    let (store, enterprise, recovers): (&str, &str, bool) = (code.get(0), code.get(1), code.get(2));
    let branch = segment::branch(code.get(5))?;
    // The one that the ticket's fingerprint names; the store fetches later ones by their signatures.
    let root = down::root_signed(work, enterprise, small(code.get(6))?).await?;
    let root = root.ok_or(DatabaseError::Shape("a code names no root"))?;
    let end = segment::end(work, store, branch).await?.unwrap_or(End::NOTHING);
    let asked = Asked { boot: [0; 16], counter: 0 };
    let place = Place { enterprise, store, branch, asked };
    let receipt = hq.receipt(hq.epoch(work).await?, &place, end, Vec::new())?;
    Ok(EnrolOutcome::Enrolled { store: store.to_owned(), root: root.text, branch, recovers, receipt })
}
