//! Devices that may not speak any more, second histories that must be decided, incidents that were looked into.

use super::{CtlError, Office, refused};
use crate::database::{big, small};
use crate::own::{self, Deed};
use crate::segment::numbered;

/// Ends what a device may do, at once.
///
/// # Errors
/// [`CtlError::Refused`] where there is none that begins so, or more than one.
pub async fn revoke(
    office: &mut Office,
    store: &str,
    device: &str,
    reason: &str,
) -> Result<String, CtlError> {
    reasoned(reason)?;
    let work = office.control.transaction().await?;
    let sql = "SELECT encode(device, 'hex') FROM device
               WHERE store_id = $1 AND starts_with(encode(device, 'hex'), $2) AND state IN ('active', 'frozen')";
    let found = work.query(sql, &[&store, &device]).await?;
    let [row] = &found[..] else {
        return Err(refused(format!(
            "{} devices of {store} that may speak begin with {device}; name exactly one. Nothing was changed",
            found.len()
        )));
    };
    let name: String = row.get(0);
    let sql = "UPDATE device SET state = 'revoked' WHERE store_id = $1 AND device = decode($2, 'hex')";
    work.execute(sql, &[&store, &name]).await?;
    let deed = Deed::Revoked { store, device: &name, reason };
    own::record(&work, office.keys.online(), &office.actor, &deed).await?;
    work.commit().await?;
    Ok(name)
}

/// What a second history is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Of a file that was restored: explained, and still open to be adopted or rejected.
    Restored,
    /// Of a copy of the folder.
    Cloned,
    /// Somebody altered it.
    Tampered,
    /// From now on it is the store's history; the other one stays beside it.
    Adopted,
    /// It stays beside the store's history.
    Rejected,
}

impl Decision {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Restored => "restored",
            Self::Cloned => "cloned",
            Self::Tampered => "tampered",
            Self::Adopted => "adopted",
            Self::Rejected => "rejected",
        }
    }

    /// What may stand before it.
    const fn after(self) -> &'static [&'static str] {
        match self {
            Self::Restored | Self::Cloned | Self::Tampered => &["open"],
            Self::Adopted | Self::Rejected => &["restored", "cloned", "tampered"],
        }
    }
}

fn reasoned(reason: &str) -> Result<(), CtlError> {
    if reason.trim().is_empty() {
        Err(refused("say why: the reason stands in headquarters' ledger. Nothing was changed"))
    } else {
        Ok(())
    }
}

/// Decides what a second history is. Nothing is deleted; an adopted one is carried out anew from the beginning.
///
/// # Errors
/// [`CtlError::Refused`] where there is no such fork, where another decision must come first, or where the branch does not
/// follow from the other history and so cannot stand in its place.
pub async fn decide(
    office: &mut Office,
    store: &str,
    branch: u32,
    decision: Decision,
    reason: &str,
) -> Result<(), CtlError> {
    reasoned(reason)?;
    let number = numbered(branch)?;
    let work = office.control.transaction().await?;
    let sql = "SELECT state, device FROM fork WHERE store_id = $1 AND branch = $2 FOR UPDATE";
    let Some(fork) = work.query_opt(sql, &[&store, &number]).await? else {
        return Err(refused(format!("{store} has no second history {branch}; `hqctl forks` lists them")));
    };
    let state: &str = fork.get(0);
    if !decision.after().contains(&state) {
        return Err(refused(format!(
            "it is {state}; {} comes after {}. Nothing was changed",
            decision.code(),
            decision.after().join(" or ")
        )));
    }
    let sql =
        "UPDATE fork SET state = $3, reason = $4, decided_at = now() WHERE store_id = $1 AND branch = $2";
    work.execute(sql, &[&store, &number, &decision.code(), &reason]).await?;
    let device: &[u8] = fork.get(1);
    match decision {
        Decision::Restored | Decision::Cloned | Decision::Tampered => {}
        Decision::Rejected => {
            let sql = "UPDATE device SET state = 'revoked' WHERE store_id = $1 AND device = $2";
            work.execute(sql, &[&store, &device]).await?;
        }
        Decision::Adopted => {
            let sql = "SELECT h.parent, h.after, s.prev FROM head h
                       JOIN segment s ON s.store_id = h.store_id AND s.branch = h.branch AND s.first = h.after + 1
                       WHERE h.store_id = $1 AND h.branch = $2";
            let row = work.query_opt(sql, &[&store, &number]).await?;
            let row = row.ok_or_else(|| refused("nothing of that history is here; nothing was changed"))?;
            let (parent, after) = (crate::segment::branch(row.get(0))?, small(row.get(1))?);
            let follows = crate::segment::hash_at(&work, store, parent, after).await?;
            if follows.map(|hash| hash.0.to_vec()).as_deref() != Some(row.get::<_, &[u8]>(2)) {
                return Err(refused(
                    "it does not follow from what is here: part of it is still in the store. \
                     Reject it, and enrol that PC with a recovery code. Nothing was changed",
                ));
            }
            adopt(&work, store, number, device).await?;
        }
    }
    let deed = Deed::ForkDecided { store, branch, state: decision.code(), reason };
    own::record(&work, office.keys.online(), &office.actor, &deed).await?;
    work.commit().await?;
    Ok(())
}

/// Takes away the rows of a store, so that the projector begins anew; nothing of what the store sent is touched.
async fn emptied(work: &tokio_postgres::Transaction<'_>, store: &str) -> Result<(), CtlError> {
    // The projector must not be in the midst of this store.
    work.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", &[&store]).await?;
    for table in ["projection", "found", "tally", "finding", "opaque"] {
        work.execute(&format!("DELETE FROM {table} WHERE store_id = $1"), &[&store]).await?;
    }
    Ok(())
}

/// Has the rows of a store made anew from its records: after an upgrade that knows kinds which were listed as not known.
///
/// # Errors
/// [`CtlError::Refused`] where there is no such store.
pub async fn rewind(office: &mut Office, store: &str) -> Result<(), CtlError> {
    let work = office.control.transaction().await?;
    if work.query_opt("SELECT 1 FROM store WHERE store_id = $1", &[&store]).await?.is_none() {
        return Err(refused(format!("there is no store {store}; nothing was changed")));
    }
    emptied(&work, store).await?;
    let sql = "UPDATE head h SET projected = 0 FROM store s
               WHERE h.store_id = $1 AND s.store_id = h.store_id AND h.branch = s.branch";
    work.execute(sql, &[&store]).await?;
    own::record(&work, office.keys.online(), &office.actor, &Deed::Rewound { store }).await?;
    work.commit().await?;
    Ok(())
}

async fn adopt(
    work: &tokio_postgres::Transaction<'_>,
    store: &str,
    branch: i32,
    device: &[u8],
) -> Result<(), CtlError> {
    emptied(work, store).await?;
    work.execute("UPDATE store SET branch = $2 WHERE store_id = $1", &[&store, &branch]).await?;
    work.execute("UPDATE head SET projected = 0 WHERE store_id = $1 AND branch = $2", &[&store, &branch])
        .await?;
    let sql = "UPDATE device SET state = 'revoked' WHERE store_id = $1 AND device <> $2 AND state = 'active'";
    work.execute(sql, &[&store, &device]).await?;
    let sql = "UPDATE device SET state = 'active', branch = $3 WHERE store_id = $1 AND device = $2 AND state IN ('active', 'frozen')";
    work.execute(sql, &[&store, &device, &branch]).await?;
    Ok(())
}

/// Closes an incident that was looked into.
///
/// # Errors
/// [`CtlError::Refused`] where none of that number is open.
pub async fn close_incident(office: &mut Office, store: &str, no: u64, reason: &str) -> Result<(), CtlError> {
    reasoned(reason)?;
    let work = office.control.transaction().await?;
    let sql = "UPDATE incident SET closed_at = now(), reason = $3 WHERE store_id = $1 AND no = $2 AND closed_at IS NULL";
    if work.execute(sql, &[&store, &big(no)?, &reason]).await? == 0 {
        return Err(refused(format!("{store} has no open incident {no}; `hqctl incidents` lists them")));
    }
    let deed = Deed::IncidentClosed { store, no, reason };
    own::record(&work, office.keys.online(), &office.actor, &deed).await?;
    work.commit().await?;
    Ok(())
}
