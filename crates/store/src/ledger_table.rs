//! The ledger table: stored bytes in order. Rows are only ever appended.

use domain::event::{Content, Event};
use ledger::{Hash, Stored};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::StoreError;

pub(crate) const SCHEMA: &str = "
CREATE TABLE ledger (seq INTEGER PRIMARY KEY, body BLOB NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TRIGGER ledger_is_append_only BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END;
CREATE TRIGGER ledger_keeps_all BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END;
";

pub(crate) fn append(connection: &Connection, record: &Stored) -> Result<(), StoreError> {
    let sql = "INSERT INTO ledger (seq, body, prev, hash) VALUES (?1, ?2, ?3, ?4)";
    let seq = i64::try_from(record.seq).unwrap_or(i64::MAX);
    connection.prepare_cached(sql)?.execute(params![
        seq,
        record.body,
        &record.prev.0[..],
        &record.hash.0[..]
    ])?;
    Ok(())
}

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let (seq, prev, hash): (i64, Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(2)?, row.get(3)?);
    // Bytes of another length cannot be a hash: they are read as one that matches nothing, so that the
    // verification names this place.
    let hash_of = |bytes: &[u8]| Hash::from_slice(bytes).unwrap_or(Hash([0xff; 32]));
    Ok(Stored {
        seq: u64::try_from(seq).unwrap_or(0),
        body: row.get(1)?,
        prev: hash_of(&prev),
        hash: hash_of(&hash),
    })
}

/// Calls `each` with every record from `from` on, in order, one at a time.
pub(crate) fn walk<E: From<StoreError>>(
    connection: &Connection,
    from: u64,
    mut each: impl FnMut(Stored) -> Result<(), E>,
) -> Result<(), E> {
    let sql = "SELECT seq, body, prev, hash FROM ledger WHERE seq >= ?1 ORDER BY seq";
    let from = i64::try_from(from).unwrap_or(i64::MAX);
    let mut statement = connection.prepare(sql).map_err(StoreError::from)?;
    let mut rows = statement.query([from]).map_err(StoreError::from)?;
    let mut next = u64::try_from(from).unwrap_or(1);
    let damaged = |seq: u64| {
        move |error: rusqlite::Error| {
            let error = StoreError::from(error);
            if let StoreError::Damaged(why) = error { StoreError::DamagedAt { seq, why } } else { error }
        }
    };
    while let Some(row) = rows.next().map_err(damaged(next))? {
        let record = stored(row).map_err(damaged(next))?;
        next = record.seq.saturating_add(1);
        each(record)?;
    }
    Ok(())
}

/// One record, if there is one of that sequence.
pub(crate) fn one(connection: &Connection, seq: u64) -> Result<Option<Stored>, StoreError> {
    let sql = "SELECT seq, body, prev, hash FROM ledger WHERE seq = ?1";
    let seq = i64::try_from(seq).unwrap_or(i64::MAX);
    Ok(connection.prepare_cached(sql)?.query_row([seq], stored).optional()?)
}

/// What a record says happened, as far as this program knows its kind.
///
/// # Errors
/// [`StoreError::Json`] where it does not have the shape of its kind.
pub fn content(record: &Stored) -> Result<Content, StoreError> {
    let header = record.header()?;
    let mut payload = serde_json::Deserializer::from_str(header.payload.get());
    Ok(Event::read(&header.kind, header.version, &mut payload)?)
}
