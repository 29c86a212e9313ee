//! Making the tables again from the ledger, and comparing them with those that are there, byte for byte.

use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

use crate::projection::{self, Place};
use crate::tables::TABLES;
use crate::{Store, StoreError, ledger_table, migrations};

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
        let records = self.replay(&fresh)?;
        let (mut rows, mut different) = (Vec::new(), Vec::new());
        for (table, _) in TABLES {
            let (count, digest) = contents(&fresh, table)?;
            if (count, digest) != contents(crate::read::Read::connection(self), table)? {
                different.push((*table).to_owned());
            }
            rows.push(((*table).to_owned(), count));
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
            let (connection, _) = self.writer();
            let transaction = connection.transaction()?;
            for (table, _) in TABLES {
                transaction.execute_batch(&format!("DELETE FROM {table}"))?;
            }
            replay(&transaction, &transaction)?;
            transaction.commit()?;
        }
        Ok(before)
    }

    fn replay(&self, into: &Connection) -> Result<u64, StoreError> {
        replay(crate::read::Read::connection(self), into)
    }
}

fn replay(from: &Connection, into: &Connection) -> Result<u64, StoreError> {
    let mut records = 0;
    ledger_table::walk::<StoreError>(from, 1, |record| {
        let at = record.header()?.at;
        projection::apply(into, Place { seq: record.seq, at }, &ledger_table::event(&record)?)?;
        records += 1;
        Ok(())
    })?;
    Ok(records)
}

/// How many rows a table has, and a SHA-256 over all of them in order.
fn contents(connection: &Connection, table: &str) -> Result<(u64, [u8; 32]), StoreError> {
    let mut statement = connection.prepare(&format!("SELECT * FROM {table} ORDER BY id"))?;
    let columns = statement.column_count();
    let (mut count, mut hasher) = (0, Sha256::new());
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            let text: String = row.get(column)?;
            hasher.update((text.len() as u64).to_be_bytes());
            hasher.update(text);
        }
        count += 1;
    }
    Ok((count, hasher.finalize().into()))
}
