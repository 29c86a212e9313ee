//! The tables as a record's effects leave them: read by the effects, and changed as they say. Used when a record is
//! written and when the tables are made again, so both end at the same rows. It refuses to decide anything: what a record
//! does stands in the crate `effects`.

use chrono::NaiveDate;
use domain::Moment;
use domain::event::Event;
use effects::{Change, OfStore, Place, Rows, Value};
use rusqlite::Connection;

use crate::tables::{self, customer, words};
use crate::{StoreError, ledger_table};

/// The rows as SQLite has them. The ledger, and the vault beside it, are another file while the tables are made again
/// beside the old ones.
struct Sqlite<'a> {
    tables: &'a Connection,
    ledger: &'a Connection,
}

impl Rows for Sqlite<'_> {
    type Fault = StoreError;

    fn doc(&self, table: &'static str, key: &str) -> Result<Option<String>, StoreError> {
        tables::doc(self.tables, table, key)
    }

    fn docs_where(
        &self,
        table: &'static str,
        column: &'static str,
        value: &Value,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let sql = format!("SELECT id, doc FROM {table} WHERE {column} = ?1");
        let mut statement = self.tables.prepare_cached(&sql)?;
        let rows =
            statement.query_map([tables::held(value.clone())], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn moment(&self, seq: u64) -> Result<Option<Moment>, StoreError> {
        let record = ledger_table::one(self.ledger, seq)?;
        Ok(record.map(|record| record.header().map(|header| header.at)).transpose()?)
    }
}

/// Applies one record to the tables of `connection`. What identifies a customer is read from `vault`, which is another
/// file while the tables are made again beside the old ones.
///
/// # Errors
/// Where the record contradicts what is known: then nothing of it is to be saved.
pub(crate) fn apply(
    connection: &Connection,
    vault: &Connection,
    place: Place,
    event: &Event,
) -> Result<(), StoreError> {
    let rows = Sqlite { tables: connection, ledger: vault };
    let changes = effects::of_record(&rows, place, event)?;
    changes.into_iter().try_for_each(|change| carry_out(connection, vault, change))
}

/// Gives a record of a kind that is not known its place in its day.
///
/// # Errors
/// Where the tables cannot be read or written.
pub(crate) fn apply_unknown(
    connection: &Connection,
    ledger: &Connection,
    place: Place,
) -> Result<(), StoreError> {
    let changes = effects::of_unknown(&Sqlite { tables: connection, ledger }, place)?;
    changes.into_iter().try_for_each(|change| carry_out(connection, ledger, change))
}

fn carry_out(connection: &Connection, vault: &Connection, change: Change) -> Result<(), StoreError> {
    match change {
        Change::Put { table, key, doc, columns } => tables::set(connection, table, key, doc, columns),
        Change::Remove { table, key } => tables::remove(connection, table, &key),
        Change::Add(figure) => tables::add(connection, &figure),
        Change::OfStore(OfStore::FoundBy { table, key, texts }) => {
            words::set(connection, table, &key, &texts)
        }
        Change::OfStore(OfStore::Known { customer, contact }) => {
            customer::known(connection, vault, &customer, &contact)
        }
        Change::OfStore(OfStore::Forgotten(customer)) => customer::forgotten(connection, &customer),
    }
}

/// Whether a day's log speaks of a record of the day.
pub(crate) fn day_speaks_of(
    connection: &Connection,
    day: NaiveDate,
    seq: u64,
    event: &Event,
) -> Result<bool, StoreError> {
    let rows = Sqlite { tables: connection, ledger: connection };
    Ok(effects::day_speaks_of(&rows, day, seq, event)?)
}
