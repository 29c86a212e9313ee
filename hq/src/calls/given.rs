//! `POST /v1/bulletins`: a headquarters that was restored gets back from a store what its backup lacked. What people signed is
//! believed from anybody who has it; that it is the next of its chain, and was not withdrawn, is judged here.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::Request;
use axum::response::Response;
use chrono::Utc;
use sync::answer::Outcome as _;
use sync::calls::{GivenBack, GivenBackOutcome};
use sync::down::Chain;
use sync::down::bulletin::{self, Bulletin, ContentRef, Untaken, Verdict};
use tokio_postgres::Transaction;

use crate::caller::{Caller, body};
use crate::database::{DatabaseError, big};
use crate::down;
use crate::hq::Hq;
use crate::own::{self, Deed};
use crate::reply::{Stop, unreadable};

/// The most bytes of a bulletin with what it brings, of any chain but the catalogue's, as JSON.
const LONGEST: usize = 1 << 20;

pub async fn given(State(hq): State<Arc<Hq>>, request: Request<Body>) -> Response {
    let outcome = answered(&hq, request).await;
    hq.answer("given_back", outcome)
}

async fn answered(hq: &Hq, request: Request<Body>) -> Result<GivenBackOutcome, Stop> {
    let _room = hq.room(request.headers())?;
    let (parts, body) = body(request, LONGEST).await?;
    let caller = hq.caller(&parts, &body).await?.writing()?;
    let given: GivenBack = serde_json::from_slice(&body).map_err(|_| unreadable("body"))?;
    let claimed: Bulletin = serde_json::from_str(&given.signed.text).map_err(|_| unreadable("bulletin"))?;
    // A catalogue's content lies in no store's ledger.
    if claimed.chain == Chain::Catalogue {
        return Ok(not_taken(&Untaken::WrongChain));
    }
    let mut client = hq.databases.ingest().await?;
    let work = client.transaction().await?;
    work.execute("SELECT pg_advisory_xact_lock(4826034)", &[]).await?;
    let outcome = taken(hq, &work, &caller, &claimed, &given).await?;
    work.commit().await?;
    Ok(outcome)
}

fn not_taken(why: &Untaken) -> GivenBackOutcome {
    GivenBackOutcome::NotTakenBack { why: why.code().to_owned() }
}

async fn taken(
    hq: &Hq,
    work: &Transaction<'_>,
    caller: &Caller,
    claimed: &Bulletin,
    given: &GivenBack,
) -> Result<GivenBackOutcome, Stop> {
    let (enterprise, chain) = (caller.enterprise.as_str(), claimed.chain);
    let root = down::root(work, enterprise).await?;
    let root = root.ok_or(DatabaseError::Shape("an enterprise has no root"))?;
    let end = down::end(work, enterprise, chain).await?;
    let judged = bulletin::judge(&root, chain, end, &given.signed, Utc::now().fixed_offset());
    let said = match judged {
        Verdict::Now(said) | Verdict::Later(said) => said,
        Verdict::Refused(Untaken::Already) => return Ok(GivenBackOutcome::WasThere),
        Verdict::Refused(why) | Verdict::Content(why, _) => return Ok(not_taken(&why)),
    };
    if ContentRef::of(given.content.as_bytes()) != said.content {
        return Ok(not_taken(&Untaken::DigestDiffers));
    }
    // What was signed and then withdrawn before it was published never was a decision.
    let sql = "SELECT 1 FROM draft WHERE enterprise = $1 AND text = $2 AND state = 'withdrawn'";
    if work.query_opt(sql, &[&enterprise, &given.signed.text]).await?.is_some() {
        return Ok(not_taken(&Untaken::UnknownKey));
    }
    let (content, digest) = (said.content.digest, bulletin::digest(&given.signed.text));
    let sql = "INSERT INTO blob (enterprise, digest, bytes) VALUES ($1, $2, $3) ON CONFLICT (enterprise, digest) DO NOTHING";
    work.execute(sql, &[&enterprise, &&content[..], &given.content.as_bytes()]).await?;
    let text = serde_json::to_string(&given.signed);
    let text = text.map_err(|_| DatabaseError::Shape("a bulletin cannot be written"))?;
    let sql = "INSERT INTO bulletin (enterprise, chain, no, signed, digest, content, published_at)
               VALUES ($1, $2, $3, $4, $5, $6, now())";
    let (no, name) = (big(said.no)?, chain.name());
    work.execute(sql, &[&enterprise, &name, &no, &text, &&digest.0[..], &&content[..]]).await?;
    down::issue(work, hq.keys.online(), enterprise).await?;
    let (store, device) = (caller.store.as_str(), caller.device.to_string());
    let digest = hex::encode(digest.0);
    let deed = Deed::GivenBack { enterprise, store, chain: name, no: said.no, digest };
    own::record(work, hq.keys.online(), &device, &deed).await?;
    Ok(GivenBackOutcome::TakenBack)
}
