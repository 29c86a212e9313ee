//! The shape of the file and how older files get it: in one transaction, or not at all. Ledger, vault and head have kept
//! their shape since the first version; the tables, being views, are made again in the new one.
//!
//! `user_version` holds the schema's number, and `meta.readable_from` the oldest version of this program that may
//! still open the file: a newer file that an older program can read is opened, any other is refused untouched.

use rusqlite::{Connection, TransactionBehavior};

use crate::tables::TABLES;
use crate::tables::words::INDEXES;
use crate::{StoreError, ledger_table, meta, rebuild, vault};

/// `TIAO` in the file's header: this file is ours.
pub(crate) const APPLICATION: i32 = 0x5449_414f;

/// The schema that this version writes.
///
/// 1: the first that was shipped. 2: customers, search words, indexes by day, zone and number. 3: days with their figures
/// and marks, the records of each service, call-backs, labels, backups; containers by the last day on which they may be
/// used; areas, visits, what became of containers. 4: when restoring from a copy last went well. 5: when equipment last passed its
/// sample test. 6: products, lots and containers by what their numbers mean, search words without what nobody sees. 7: entries
/// of registers. 8: what the vault holds of each customer and until when, who looked at it, receipts, cases, requests, and who was
/// joined with whom. 9: what the officer approved. 10: the last day that the clock is believed to have shown; receipts of what was
/// put right, added, joined and parted. 11: what of the vault lies at headquarters, too. 12: bulletins of headquarters
/// and what they restrict. 13: services by day with their numbers. 14: unopened lots by the day on which they expire, and by which
/// record what is approved was brought in. 15: recipes in each version, who of headquarters approved, rulebooks and working days that
/// came from there.
pub(crate) const SCHEMA: u32 = 15;

/// The oldest schema whose programs may open a file of [`SCHEMA`].
pub(crate) const READABLE_FROM: u32 = 15;

/// Oldest SQLite without the WAL fault that was mended in 3.51.3.
const SQLITE: i32 = 3_051_003;

pub(crate) fn sqlite_is_sound() -> Result<(), StoreError> {
    if rusqlite::version_number() < SQLITE { Err(StoreError::OldSqlite(rusqlite::version())) } else { Ok(()) }
}

/// Makes the tables of a new file.
pub(crate) fn create(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(meta::SCHEMA)?;
    connection.execute_batch(ledger_table::SCHEMA)?;
    connection.execute_batch(vault::SCHEMA)?;
    views(connection)?;
    connection.pragma_update(None, "application_id", APPLICATION)?;
    connection.pragma_update(None, "user_version", SCHEMA)?;
    meta::set(connection, "readable_from", READABLE_FROM.to_string().as_bytes())
}

/// Makes the tables that are views of the ledger.
pub(crate) fn views(connection: &Connection) -> Result<(), StoreError> {
    TABLES.iter().chain(INDEXES).try_for_each(|(_, schema)| Ok(connection.execute_batch(schema)?))
}

/// Which schema a file has, if this program may open it.
pub(crate) fn judged(connection: &Connection) -> Result<u32, StoreError> {
    let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION {
        return Err(StoreError::NotOurs("文件标识不符"));
    }
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > SCHEMA {
        let readable_from = meta::get(connection, "readable_from")?;
        let readable_from =
            readable_from.and_then(|bytes| String::from_utf8(bytes).ok()?.parse::<u32>().ok());
        if readable_from.is_none_or(|from| from > SCHEMA) {
            return Err(StoreError::TooNew { found, known: SCHEMA });
        }
    }
    Ok(found)
}

/// Whether a file that can be opened has an older schema than this program's: then opening it changes it.
pub(crate) fn is_older(connection: &Connection) -> Result<bool, StoreError> {
    Ok(judged(connection)? < SCHEMA)
}

/// Brings a file of an older schema to [`SCHEMA`]. Its ledger must have been found sound before.
pub(crate) fn migrate(connection: &mut Connection, found: u32) -> Result<(), StoreError> {
    if found >= SCHEMA {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // What is a view of the ledger is never altered: it is made again from it.
    rebuild::remake(&transaction)?;
    transaction.pragma_update(None, "user_version", SCHEMA)?;
    meta::set(&transaction, "readable_from", READABLE_FROM.to_string().as_bytes())?;
    transaction.commit()?;
    tracing::info!(from = found, to = SCHEMA, "migrated");
    Ok(())
}
