//! The changes of one record as they come together. What is read is read through them: a row that the record has changed
//! already is read as changed, everything else as it stands.

use std::collections::BTreeMap;

use domain::event::VaultRef;
use domain::ids::CustomerId;

use crate::{Columns, Contradiction, Outcome, Row, Rows, Stopped, Tally, Value};

/// One change of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The row of that key is this from now on.
    Put {
        /// The table.
        table: &'static str,
        /// The row's key.
        key: String,
        /// The row as JSON.
        doc: String,
        /// What it is found by beside the key.
        columns: Columns,
    },
    /// There is no row of that key any more.
    Remove {
        /// The table.
        table: &'static str,
        /// The row's key.
        key: String,
    },
    /// The figure of that key grows: times and amounts add up, and the most of a single time is the larger one.
    Add(Tally),
    /// Something that only a store can do.
    OfStore(OfStore),
}

/// An effect that needs the vault, or a store's own search words. Headquarters passes it over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfStore {
    /// A row is found by these texts from now on.
    FoundBy {
        /// The table.
        table: &'static str,
        /// The row's key.
        key: String,
        /// The texts.
        texts: Vec<String>,
    },
    /// A customer is known by name and telephone, as the vault holds them in this contact.
    Known {
        /// Who.
        customer: CustomerId,
        /// The contact.
        contact: VaultRef,
    },
    /// A customer is found by nothing that the vault held.
    Forgotten(CustomerId),
}

/// The changes of a record over the rows as they stand.
pub(crate) struct Draft<'a, R: Rows> {
    rows: &'a R,
    changes: Vec<Change>,
}

impl<'a, R: Rows> Draft<'a, R> {
    /// No change yet.
    pub(crate) const fn new(rows: &'a R) -> Self {
        Self { rows, changes: Vec::new() }
    }

    /// The changes, in order.
    pub(crate) fn into_changes(self) -> Vec<Change> {
        self.changes
    }

    /// The place among the changes of the latest one that a row had.
    fn changed(&self, wanted: &str, of: &str) -> Option<usize> {
        self.changes.iter().rposition(|change| match change {
            Change::Put { table, key, .. } | Change::Remove { table, key } => *table == wanted && key == of,
            Change::Add(_) | Change::OfStore(_) => false,
        })
    }

    /// The row of that key, if there is one.
    pub(crate) fn get<T: Row>(&self, key: &str) -> Outcome<R, Option<T>> {
        let changed = self.changed(T::TABLE, key).and_then(|at| self.changes.get(at));
        if let Some(change) = changed {
            return match change {
                Change::Put { doc, .. } => Ok(Some(serde_json::from_str(doc)?)),
                Change::Remove { .. } | Change::Add(_) | Change::OfStore(_) => Ok(None),
            };
        }
        let doc = self.rows.doc(T::TABLE, key).map_err(Stopped::Rows)?;
        Ok(doc.map(|doc| serde_json::from_str(&doc)).transpose()?)
    }

    /// The row of that key.
    ///
    /// # Errors
    /// [`Contradiction::NotFound`].
    pub(crate) fn need<T: Row>(&self, key: &str) -> Outcome<R, T> {
        let missing = || Contradiction::NotFound { what: T::CALLED, id: key.to_owned() };
        Ok(self.get(key)?.ok_or_else(missing)?)
    }

    /// The rows whose `column` holds `value`, by key.
    pub(crate) fn found<T: Row>(&self, column: &'static str, value: &Value) -> Outcome<R, Vec<T>> {
        let docs = self.rows.docs_where(T::TABLE, column, value).map_err(Stopped::Rows)?;
        let mut docs: BTreeMap<String, String> = docs.into_iter().collect();
        for change in &self.changes {
            match change {
                Change::Put { table, key, doc, columns } if *table == T::TABLE => {
                    docs.remove(key);
                    if columns.iter().any(|(name, held)| *name == column && held == value) {
                        docs.insert(key.clone(), doc.clone());
                    }
                }
                Change::Remove { table, key } if *table == T::TABLE => {
                    docs.remove(key);
                }
                Change::Put { .. } | Change::Remove { .. } | Change::Add(_) | Change::OfStore(_) => {}
            }
        }
        docs.values().map(|doc| Ok(serde_json::from_str(doc)?)).collect()
    }

    /// When the record of that sequence was written.
    ///
    /// # Errors
    /// [`Contradiction::NotFound`].
    pub(crate) fn moment(&self, seq: u64) -> Outcome<R, domain::Moment> {
        let missing = || Contradiction::NotFound { what: "记录", id: seq.to_string() };
        Ok(self.rows.moment(seq).map_err(Stopped::Rows)?.ok_or_else(missing)?)
    }

    /// Sets a row. A row that the record changes twice is written once.
    pub(crate) fn put<T: Row>(&mut self, row: &T) -> Outcome<R> {
        let (table, key, columns) = (T::TABLE, row.key(), row.columns());
        let put = Change::Put { table, doc: serde_json::to_string(row)?, columns, key: key.clone() };
        match self.changed(table, &key).and_then(|at| self.changes.get_mut(at)) {
            Some(earlier @ Change::Put { .. }) => *earlier = put,
            Some(_) | None => self.changes.push(put),
        }
        Ok(())
    }

    /// Sets a row whose key must be new.
    ///
    /// # Errors
    /// [`Contradiction::Exists`].
    pub(crate) fn fresh<T: Row>(&mut self, row: &T) -> Outcome<R> {
        if self.get::<T>(&row.key())?.is_some() {
            return Err(Contradiction::Exists { what: T::CALLED, id: row.key() }.into());
        }
        self.put(row)
    }

    /// Changes a row that must be there.
    ///
    /// # Errors
    /// [`Contradiction::NotFound`], and what `change` answers.
    pub(crate) fn change<T: Row>(
        &mut self,
        key: &str,
        change: impl FnOnce(&mut T) -> Outcome<R>,
    ) -> Outcome<R> {
        let mut row: T = self.need(key)?;
        change(&mut row)?;
        self.put(&row)
    }

    /// Takes a row away, if it is there.
    pub(crate) fn remove<T: Row>(&mut self, key: String) {
        self.changes.push(Change::Remove { table: T::TABLE, key });
    }

    /// Adds to a figure.
    pub(crate) fn add(&mut self, figure: Tally) {
        self.changes.push(Change::Add(figure));
    }

    /// A row of a table without a type of its own, as the store has it.
    pub(crate) fn as_it_stands(&self, table: &'static str, key: &str) -> Outcome<R, Option<String>> {
        self.rows.doc(table, key).map_err(Stopped::Rows)
    }

    /// Takes a change as it is.
    pub(crate) fn push(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Names what the store does alone.
    pub(crate) fn of_store(&mut self, effect: OfStore) {
        self.changes.push(Change::OfStore(effect));
    }
}
