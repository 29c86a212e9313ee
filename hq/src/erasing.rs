//! Erasures: `vault.erased` in a store's ledger, and `vault.recalled` where the store keeps what must not lie here, take item and
//! key away before the record is acknowledged. What was erased is known by its id, so that it cannot come again.

use ledger::Header;
use serde::Deserialize;

use crate::database::{DatabaseError, Databases, big};

/// The kinds of record that ask for it.
const ERASING: [&str; 2] = ["vault.erased", "vault.recalled"];
/// What both begin with.
const VAULT: &[u8] = b"vault.";
/// The most items that one receipt names beside its answer.
const NAMED: i64 = 2_000;

/// An item that a record says is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasing {
    /// Where it says so.
    pub seq: u64,
    /// The item.
    pub item: String,
}

#[derive(Deserialize)]
struct Payload {
    item: String,
}

/// What a record asks to erase. A payload that cannot be read names nothing that could be here.
#[must_use]
pub fn asked(seq: u64, body: &[u8]) -> Option<Erasing> {
    // Most records are others: looked for before they are read.
    body.windows(VAULT.len()).any(|window| window == VAULT).then_some(())?;
    let header: Header<'_> = serde_json::from_slice(body).ok()?;
    let payload: Payload = ERASING
        .contains(&header.kind.as_ref())
        .then(|| serde_json::from_str(header.payload.get()).ok())??;
    Some(Erasing { seq, item: payload.item })
}

/// Takes the items away and remembers their ids. Doing it twice does nothing.
///
/// # Errors
/// [`DatabaseError`]; then nothing that follows from it may be acknowledged.
pub async fn erase(
    databases: &Databases,
    store: &str,
    enterprise: &str,
    erasing: &[Erasing],
) -> Result<(), DatabaseError> {
    if erasing.is_empty() {
        return Ok(());
    }
    let mut client = databases.sealed().await?;
    let work = client.transaction().await?;
    let items: Vec<&str> = erasing.iter().map(|erasing| erasing.item.as_str()).collect();
    let seqs = erasing.iter().map(|erasing| big(erasing.seq)).collect::<Result<Vec<_>, _>>()?;
    // In one order, and the same locks as who keeps an item: neither waits for the other for ever.
    let lock = "SELECT pg_advisory_xact_lock(hashtextextended($1 || '/' || item, 0))
                FROM (SELECT DISTINCT item FROM unnest($2::text[]) AS item ORDER BY item) AS sorted";
    work.query(lock, &[&store, &items]).await?;
    let sql = "INSERT INTO erased (store_id, vault_id, enterprise, seq, erased_at)
               SELECT $1, item, $2, seq, now() FROM unnest($3::text[], $4::bigint[]) AS asked (item, seq)
               ON CONFLICT (store_id, vault_id) DO NOTHING";
    work.execute(sql, &[&store, &enterprise, &items, &seqs]).await?;
    work.execute("DELETE FROM sealed WHERE store_id = $1 AND vault_id = ANY ($2)", &[&store, &items]).await?;
    work.commit().await?;
    Ok(())
}

/// What a store's records from `from` to `until` erased and what is gone here, the earliest first.
///
/// # Errors
/// [`DatabaseError`].
pub async fn since(
    databases: &Databases,
    store: &str,
    from: u64,
    until: u64,
) -> Result<Vec<String>, DatabaseError> {
    let client = databases.sealed().await?;
    let sql = "SELECT e.vault_id FROM erased e
               WHERE e.store_id = $1 AND e.seq BETWEEN $2 AND $3
                 AND NOT EXISTS (SELECT FROM sealed s WHERE s.store_id = e.store_id AND s.vault_id = e.vault_id)
               ORDER BY e.seq, e.vault_id LIMIT $4";
    let rows = client.query(sql, &[&store, &big(from)?, &big(until)?, &NAMED]).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}
