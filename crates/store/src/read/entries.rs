//! Entries of registers: one by its number, pages of a list by any column, and the latest of a value. Each is a look-up or
//! one range of a key, however many entries there are.

use registers::project::{DUE, STATE, column, key, latest_pointer, record_pointer};
use registers::{Entry, Register};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params_from_iter};

use super::Read as _;
use crate::tables::words;
use crate::{Store, StoreError};

/// Which entries, in which order.
#[derive(Debug, Clone, Default)]
pub struct Listing<'a> {
    /// The column that they are sorted by.
    pub by: &'a str,
    /// The highest first.
    pub down: bool,
    /// Only those whose column has this value.
    pub narrowed: Vec<(&'a str, String)>,
    /// Only those whose column of sorting has a value from this one on.
    pub from: Option<String>,
    /// Only those whose column of sorting has a value before this one.
    pub before: Option<String>,
    /// Only those that have every word of this text.
    pub text: &'a str,
}

impl Listing<'_> {
    fn condition<R: Register>(&self) -> (String, Vec<Value>) {
        let first = column::<R>(self.by, self.from.as_deref().unwrap_or_default());
        // '0' is the letter after the '/' that ends each part of a key.
        let last = self
            .before
            .as_ref()
            .map_or_else(|| format!("{}/{}0", R::SPEC.code, self.by), |before| column::<R>(self.by, before));
        let mut condition = "f.id >= ? AND f.id < ?".to_owned();
        let mut values = vec![Value::Text(first), Value::Text(last)];
        for (name, value) in &self.narrowed {
            condition.push_str(
                " AND EXISTS (SELECT 1 FROM entry_found AS n WHERE n.id = ? || substr(f.doc, instr(f.doc, '/')))",
            );
            values.push(Value::Text(column::<R>(name, value)));
        }
        if let Some(query) = words::query(self.text) {
            condition.push_str(" AND e.rowid IN (SELECT rowid FROM entry_words WHERE entry_words MATCH ?)");
            values.push(Value::Text(query));
        }
        (condition, values)
    }
}

fn parsed<R: Register>(doc: &str) -> Result<Entry<R::Says>, StoreError> {
    Ok(serde_json::from_str(doc)?)
}

fn at<R: Register>(connection: &Connection, id: &str) -> Result<Option<Entry<R::Says>>, StoreError> {
    let sql = "SELECT doc FROM entry WHERE id = ?1";
    let doc: Option<String> = connection.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?;
    doc.map(|doc| parsed::<R>(&doc)).transpose()
}

impl Store {
    /// An entry by its number, if there is one.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn entry<R: Register>(&self, number: &str) -> Result<Option<Entry<R::Says>>, StoreError> {
        at::<R>(self.connection(), &key::<R>(number))
    }

    /// A page of entries.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn entries<R: Register>(
        &self,
        listing: &Listing<'_>,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<Entry<R::Says>>, StoreError> {
        let (condition, mut values) = listing.condition::<R>();
        let down = if listing.down { "DESC" } else { "ASC" };
        let sql = format!(
            "SELECT e.doc FROM entry_found AS f CROSS JOIN entry AS e ON e.id = f.doc
             WHERE {condition} ORDER BY f.id {down} LIMIT ? OFFSET ?"
        );
        values.extend([Value::Integer(limit.into()), Value::Integer(offset.into())]);
        let mut statement = self.connection().prepare_cached(&sql)?;
        let docs = statement.query_map(params_from_iter(values), |row| row.get::<_, String>(0))?;
        docs.map(|doc| parsed::<R>(&doc?)).collect()
    }

    /// How many entries there are on all such pages.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn count_entries<R: Register>(&self, listing: &Listing<'_>) -> Result<u64, StoreError> {
        let (condition, values) = listing.condition::<R>();
        let sql = format!(
            "SELECT count(*) FROM entry_found AS f CROSS JOIN entry AS e ON e.id = f.doc WHERE {condition}"
        );
        super::count(self.connection(), &sql, params_from_iter(values))
    }

    /// All entries in a state, by their numbers.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn entries_in<R: Register>(&self, state: &str) -> Result<Vec<Entry<R::Says>>, StoreError> {
        let before = Some(format!("{state}0"));
        let listing = Listing { by: STATE, from: Some(format!("{state}/")), before, ..Listing::default() };
        self.entries::<R>(&listing, 0, u32::MAX)
    }

    /// All entries with something that is due before a day, the earliest first.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn entries_due<R: Register>(
        &self,
        before: chrono::NaiveDate,
    ) -> Result<Vec<Entry<R::Says>>, StoreError> {
        let listing = Listing { by: DUE, before: Some(before.to_string()), ..Listing::default() };
        self.entries::<R>(&listing, 0, u32::MAX)
    }

    /// The latest entry whose column has a value.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn latest_entry<R: Register>(
        &self,
        column: &str,
        value: &str,
    ) -> Result<Option<Entry<R::Says>>, StoreError> {
        let pointed = pointed(self.connection(), &latest_pointer::<R>(column, value))?;
        pointed.map_or(Ok(None), |key| at::<R>(self.connection(), &key))
    }

    /// The latest entry of each value of a column, by value.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn latest_entries<R: Register>(&self, column: &str) -> Result<Vec<Entry<R::Says>>, StoreError> {
        let sql = "SELECT e.doc FROM entry_points AS p CROSS JOIN entry AS e ON e.id = p.doc
                   WHERE p.id >= ?1 || '/' AND p.id < ?1 || '0' ORDER BY p.id";
        let mut statement = self.connection().prepare_cached(sql)?;
        let of = format!("{}/{column}", R::SPEC.code);
        let docs = statement.query_map([of], |row| row.get::<_, String>(0))?;
        docs.map(|doc| parsed::<R>(&doc?)).collect()
    }

    /// The register and number of the entry that a record made, if it made one.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn entry_of_record(&self, seq: u64) -> Result<Option<(String, String)>, StoreError> {
        let key = pointed(self.connection(), &record_pointer(seq))?;
        let parts = key.as_deref().and_then(|key| key.split_once('/'));
        Ok(parts.map(|(register, number)| (register.to_owned(), number.to_owned())))
    }

    /// How many entries' numbers begin like this.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn entries_numbered<R: Register>(&self, prefix: &str) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM entry WHERE id >= ?1 AND id < ?1 || '~'";
        super::count(self.connection(), sql, [key::<R>(prefix)])
    }
}

fn pointed(connection: &Connection, id: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT doc FROM entry_points WHERE id = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?)
}
