//! Making the tables again from the ledger, and comparing them with those that are there, byte for byte.

use domain::event::Content;
use effects::Place;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sha2::{Digest as _, Sha256};

use crate::tables::words::INDEXES;
use crate::tables::{self, TABLES};
use crate::{Store, StoreError, ledger_table, migrations, projection};

/// What a rebuild found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Rebuilt {
    /// How many records were replayed.
    pub records: u64,
    /// Rows of each table after the replay.
    pub rows: Vec<(String, u64)>,
    /// Tables that differ from what the ledger says; empty where all are equal.
    pub different: Vec<String>,
}

impl Store {
    /// Replays the ledger into fresh tables and compares each with the one that is there.
    ///
    /// # Errors
    /// [`StoreError::Broken`] where the chain does not verify, and what a record contradicts.
    pub fn rebuild_check(&self) -> Result<Rebuilt, StoreError> {
        self.verify()?;
        let fresh = Connection::open_in_memory()?;
        migrations::views(&fresh)?;
        let records = replay(crate::read::Read::connection(self), &fresh)?;
        let (mut rows, mut different) = (Vec::new(), Vec::new());
        let here = crate::read::Read::connection(self);
        for (table, _) in TABLES {
            let (count, digest) = contents(&fresh, &rows_of(table))?;
            if (count, digest) != contents(here, &rows_of(table))? {
                different.push((*table).to_owned());
            }
            rows.push(((*table).to_owned(), count));
        }
        for (index, _) in INDEXES {
            if indexed(&fresh, index)? != indexed(here, index)? {
                different.push((*index).to_owned());
            }
        }
        Ok(Rebuilt { records, rows, different })
    }

    /// Makes the tables again from the ledger, all in one transaction.
    ///
    /// # Errors
    /// As [`Store::rebuild_check`]; then the tables stay as they are.
    pub fn rebuild(&mut self) -> Result<Rebuilt, StoreError> {
        let before = self.rebuild_check()?;
        if !before.different.is_empty() {
            let (connection, _) = self.writer()?;
            let transaction = connection.transaction()?;
            remake(&transaction)?;
            transaction.commit()?;
        }
        Ok(before)
    }
}

/// Makes all tables again, in the shape that this version knows, from the ledger of the same file.
pub(crate) fn remake(connection: &Connection) -> Result<(), StoreError> {
    let names = INDEXES.iter().chain(TABLES).map(|(name, _)| name);
    for name in names.chain(tables::GONE) {
        connection.execute_batch(&format!("DROP TABLE IF EXISTS {name}"))?;
    }
    migrations::views(connection)?;
    replay(connection, connection).map(|_| ())
}

fn replay(from: &Connection, into: &Connection) -> Result<u64, StoreError> {
    let mut records = 0;
    ledger_table::walk::<StoreError>(from, 1, |record| {
        let place = Place { seq: record.seq, at: record.header()?.at };
        match ledger_table::content(&record)? {
            Content::Known(event) => projection::apply(into, from, place, &event)?,
            Content::Unknown => projection::apply_unknown(into, from, place)?,
        }
        records += 1;
        Ok(())
    })?;
    Ok(records)
}

fn rows_of(table: &str) -> String {
    format!("SELECT * FROM {table} ORDER BY id")
}

/// What a full-text index holds: every word with the rows that have it.
fn indexed(connection: &Connection, index: &str) -> Result<(u64, [u8; 32]), StoreError> {
    let made = format!("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', '{index}', 'instance')");
    connection.execute_batch(&made)?;
    let found = contents(connection, "SELECT term, doc FROM temp.vocabulary ORDER BY term, doc");
    connection.execute_batch("DROP TABLE temp.vocabulary")?;
    found
}

/// How many rows a query answers with, and a SHA-256 over all of them in order.
fn contents(connection: &Connection, query: &str) -> Result<(u64, [u8; 32]), StoreError> {
    let mut statement = connection.prepare(query)?;
    let columns = statement.column_count();
    let (mut count, mut hasher) = (0, Sha256::new());
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            let value = row.get_ref(column)?;
            let kind = value.data_type() as u8;
            let bytes = match value {
                ValueRef::Null => Vec::new(),
                ValueRef::Integer(number) => number.to_be_bytes().to_vec(),
                ValueRef::Real(number) => number.to_be_bytes().to_vec(),
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes.to_vec(),
            };
            hasher.update([kind]);
            hasher.update((bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        }
        count += 1;
    }
    Ok((count, hasher.finalize().into()))
}
