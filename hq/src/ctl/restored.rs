//! After the databases were restored from a backup: a new epoch, in which every receipt of the old one must be earned
//! again, and no identity opens before its store is level.

use super::{CtlError, Office, refused};
use crate::database::{big, small};
use crate::own::{self, Deed};

/// Raises the epoch above any that ever spoke, closes all identities, and takes away what the erasures here name; answers
/// with the epoch and how many items went.
///
/// # Errors
/// [`CtlError`].
pub async fn restored(office: &mut Office, reason: &str) -> Result<(u64, u64), CtlError> {
    if reason.trim().is_empty() {
        return Err(refused(
            "say which backup and why: it stands in headquarters' ledger. Nothing was changed",
        ));
    }
    let spoke = office.keys.epoch()?;
    // The two databases may come from backups of two moments: what either knows to be erased goes.
    let gone =
        "DELETE FROM sealed s USING erased e WHERE s.store_id = e.store_id AND s.vault_id = e.vault_id";
    let mut gone = office.sealed.execute(gone, &[]).await?;
    let sql = "SELECT store_id, enterprise, id, coalesce((doc::jsonb ->> 'seq')::bigint, 0)
               FROM projection WHERE tab = 'erased'
               UNION ALL
               SELECT store_id, enterprise, id, (doc::jsonb ->> 'ended')::bigint
               FROM projection WHERE tab = 'released' AND doc::jsonb ->> 'ended' IS NOT NULL";
    for row in office.control.query(sql, &[]).await? {
        let (store, enterprise, item): (&str, &str, &str) = (row.get(0), row.get(1), row.get(2));
        let seq: i64 = row.get(3);
        let sql = "INSERT INTO erased (store_id, vault_id, enterprise, seq, erased_at) VALUES ($1, $2, $3, $4, now())
                   ON CONFLICT (store_id, vault_id) DO NOTHING";
        office.sealed.execute(sql, &[&store, &item, &enterprise, &seq]).await?;
        let sql = "DELETE FROM sealed WHERE store_id = $1 AND vault_id = $2";
        gone += office.sealed.execute(sql, &[&store, &item]).await?;
    }
    let work = office.control.transaction().await?;
    let row = work.query_one("SELECT epoch FROM hq FOR UPDATE", &[]).await?;
    let epoch = small(row.get(0))?.max(spoke) + 1;
    work.execute("UPDATE hq SET epoch = $1", &[&big(epoch)?]).await?;
    work.execute("UPDATE store SET epoch = $1, identity_open = false", &[&big(epoch)?]).await?;
    let deed = Deed::EpochRaised { epoch, reason };
    own::record(&work, office.keys.online(), &office.actor, &deed).await?;
    work.commit().await?;
    office.keys.keep_epoch(epoch)?;
    Ok((epoch, gone))
}
