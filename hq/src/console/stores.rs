//! The list of stores with what state each is in: judged here, once, so that the page only shows it.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use tokio_postgres::Row;

use super::{Console, failed, signed};
use crate::database::small;
use crate::hq::Fault;

/// Without a word for so long a store is looked after.
const QUIET: TimeDelta = TimeDelta::hours(24);

/// What is the matter with a store, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// Two histories, and nobody has decided which one it is.
    Fork,
    /// Records that it had a receipt for were lost here.
    RecordsLost,
    /// It sends what is no record.
    Broken,
    /// Its device may not write.
    Stopped,
    /// Two PCs may speak with one key.
    PossibleClone,
    /// It has not been heard of for a day.
    Quiet,
    /// It says that it has more than is here.
    Behind,
    /// Some of its records contradict what is known.
    Findings,
    /// No PC was enrolled.
    NotEnrolled,
}

impl Matter {
    /// Whether somebody must act, or only know.
    const fn is_bad(self) -> bool {
        match self {
            Self::Fork | Self::RecordsLost | Self::Broken | Self::Stopped => true,
            Self::PossibleClone | Self::Quiet | Self::Behind | Self::Findings | Self::NotEnrolled => false,
        }
    }
}

/// One line of the list.
#[derive(Debug, Serialize)]
struct Line {
    store: String,
    name: String,
    area: String,
    /// Seconds since a device was here.
    seen: Option<i64>,
    /// How far the copy here reaches.
    here: u64,
    /// The first digits of the hash there.
    hash: String,
    /// Seconds since the last record came.
    came: Option<i64>,
    /// How many the store says that it has more.
    behind: u64,
    /// How many wait to be carried out here.
    waiting: u64,
    findings: i64,
    devices: i64,
    program: String,
    matters: Vec<Said>,
}

#[derive(Debug, Serialize)]
struct Said {
    code: Matter,
    bad: bool,
}

#[derive(Debug, Serialize)]
struct Page {
    enterprise: String,
    person: String,
    stores: Vec<Line>,
}

/// Everything of a store that a line needs. Row-level security leaves the rows of one enterprise.
const SQL: &str = "
SELECT s.store_id, s.name, s.area, d.seen_at, coalesce(h.seq, 0), encode(substr(coalesce(h.hash, ''), 1, 4), 'hex'),
       h.at, coalesce(d.says, 0), coalesce(h.seq - h.projected, 0), coalesce(f.count, 0), coalesce(d.count, 0),
       coalesce(d.program, ''), coalesce(d.stopped, false),
       coalesce(i.kinds, '{}'::text[]), coalesce(k.open, false)
FROM store s
LEFT JOIN head h ON h.store_id = s.store_id AND h.branch = s.branch
LEFT JOIN LATERAL (
    SELECT max(d.seen_at) AS seen_at, max(d.says) FILTER (WHERE d.branch = s.branch AND d.state = 'active') AS says,
           count(*) FILTER (WHERE d.state IN ('active', 'frozen')) AS count,
           (array_agg(d.program ORDER BY d.seen_at DESC))[1] AS program,
           bool_or(d.state = 'frozen') OR NOT bool_or(d.state = 'active') AS stopped
    FROM device d WHERE d.store_id = s.store_id) d ON true
LEFT JOIN LATERAL (SELECT count(*) AS count FROM finding f WHERE f.store_id = s.store_id) f ON true
LEFT JOIN LATERAL (
    SELECT array_agg(i.kind) AS kinds FROM incident i WHERE i.store_id = s.store_id AND i.closed_at IS NULL) i ON true
LEFT JOIN LATERAL (
    SELECT bool_or(k.state NOT IN ('adopted', 'rejected')) AS open FROM fork k WHERE k.store_id = s.store_id) k ON true
ORDER BY s.store_id";

pub(super) async fn list(State(console): State<Console>, headers: HeaderMap) -> Response {
    let who = match signed(&State(console.clone()), &headers).await {
        Ok(who) => who,
        Err(refused) => return refused,
    };
    match page(&console, &who.enterprise, who.name, Utc::now()).await {
        Ok(page) => Json(page).into_response(),
        Err(fault) => failed(&fault),
    }
}

async fn page(
    console: &Console,
    enterprise: &str,
    person: String,
    now: DateTime<Utc>,
) -> Result<Page, Fault> {
    let mut client = console.hq.databases.console().await?;
    let work = client.build_transaction().read_only(true).start().await?;
    work.execute("SELECT set_config('tiaohe.enterprise', $1, true)", &[&enterprise]).await?;
    let name = work.query_opt("SELECT name FROM enterprise WHERE id = $1", &[&enterprise]).await?;
    let enterprise = name.map(|row| row.get(0)).unwrap_or_default();
    let rows = work.query(SQL, &[]).await?;
    let mut stores = rows.iter().map(|row| line(row, now)).collect::<Result<Vec<_>, Fault>>()?;
    // The worst first; among equals by code.
    stores.sort_by_key(|line| {
        let worst = line.matters.iter().map(|said| said.code).min();
        (worst.is_none(), worst, line.store.clone())
    });
    Ok(Page { enterprise, person, stores })
}

fn line(row: &Row, now: DateTime<Utc>) -> Result<Line, Fault> {
    let since = |at: Option<DateTime<Utc>>| at.map(|at| (now - at).num_seconds().max(0));
    let (here, says): (i64, i64) = (row.get(4), row.get(7));
    let (findings, devices): (i64, i64) = (row.get(9), row.get(10));
    let seen: Option<DateTime<Utc>> = row.get(3);
    let incidents: Vec<String> = row.get(13);
    let of = |kind: crate::seen::Kind| incidents.iter().any(|found| found == kind.code());
    let behind = small((says - here).max(0))?;
    // A fork pauses its device: that is said with the fork.
    let (enrolled, forked) = (seen.is_some(), row.get(14));
    let mut matters = Vec::new();
    for (is, code) in [
        (forked, Matter::Fork),
        (of(crate::seen::Kind::RecordsLost), Matter::RecordsLost),
        (of(crate::seen::Kind::Broken), Matter::Broken),
        (enrolled && !forked && row.get::<_, bool>(12), Matter::Stopped),
        (of(crate::seen::Kind::PossibleClone), Matter::PossibleClone),
        (seen.is_some_and(|seen| now - seen > QUIET), Matter::Quiet),
        (behind > 0, Matter::Behind),
        (findings > 0, Matter::Findings),
        (!enrolled, Matter::NotEnrolled),
    ] {
        if is {
            matters.push(Said { code, bad: code.is_bad() });
        }
    }
    Ok(Line {
        store: row.get(0),
        name: row.get(1),
        area: row.get(2),
        seen: since(seen),
        here: small(here)?,
        hash: row.get(5),
        came: since(row.get(6)).filter(|_| here > 0),
        behind,
        waiting: small(row.get(8))?,
        findings,
        devices,
        program: row.get(11),
        matters,
    })
}
