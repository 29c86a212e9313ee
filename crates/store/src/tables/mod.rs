//! The tables, one module each: views of the ledger, which `rebuild` makes again from it.
//!
//! A row is its value as JSON beside the columns that are searched. Rows are written by [`crate::projection`]
//! alone; everything else reads.

mod area;
mod authorisation;
mod backup;
mod catalogue;
pub(crate) mod customer;
pub(crate) mod day;
mod equipment;
mod erased;
mod imported;
pub(crate) mod label;
mod lot;
mod people;
mod premises;
mod readings;
mod sale;
mod service;
mod usage;
mod visit;
pub(crate) mod words;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params_from_iter};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::StoreError;

pub use area::AreaRow;
pub use backup::{BackupRow, Drill};
pub use customer::CustomerRow;
pub use day::{CallBack, DayRow, Mark, Tally, Trail, What};
pub use erased::Erased;
pub use imported::Imported;
pub use people::StaffRow;
pub use premises::StoreRow;
pub use readings::{Reading, Tested};
pub use sale::SaleRow;
pub use service::ServiceLine;
pub use usage::Usage;
pub use visit::VisitRow;

/// The searched columns of a row: name and value.
pub type Columns = Vec<(&'static str, Value)>;

/// A value that lies in a table of its own.
pub trait Row: Serialize + DeserializeOwned {
    /// The table.
    const TABLE: &'static str;
    /// What people call such a thing, for errors.
    const CALLED: &'static str;
    /// Its key.
    fn key(&self) -> String;
    /// What is searched beside the key.
    fn columns(&self) -> Columns {
        Vec::new()
    }
}

/// Every table with what makes it, in the order in which they are made.
pub(crate) const TABLES: &[(&str, &str)] = &[
    ("store", premises::SCHEMA),
    ("authorisation", authorisation::SCHEMA),
    ("product", catalogue::PRODUCT_SCHEMA),
    ("recipe", catalogue::RECIPE_SCHEMA),
    ("template", catalogue::TEMPLATE_SCHEMA),
    ("lot", lot::LOT_SCHEMA),
    ("container", lot::CONTAINER_SCHEMA),
    ("staff", people::SCHEMA),
    ("equipment", equipment::SCHEMA),
    ("area", area::SCHEMA),
    ("visit", visit::SCHEMA),
    ("reading", readings::READING_SCHEMA),
    ("tested", readings::TESTED_SCHEMA),
    ("service", service::SCHEMA),
    ("customer", customer::SCHEMA),
    ("label", label::SCHEMA),
    ("usage", usage::SCHEMA),
    ("sale", sale::SCHEMA),
    ("imported", imported::SCHEMA),
    ("erased", erased::SCHEMA),
    ("day", day::DAY_SCHEMA),
    ("tally", day::TALLY_SCHEMA),
    ("mark", day::MARK_SCHEMA),
    ("trail", day::TRAIL_SCHEMA),
    ("call_back", day::CALL_BACK_SCHEMA),
    ("backup", backup::SCHEMA),
];

pub(crate) fn put<R: Row>(connection: &Connection, row: &R) -> Result<(), StoreError> {
    let columns = row.columns();
    let names: String = columns.iter().map(|(name, _)| format!(", {name}")).collect();
    let marks: String = (0..columns.len()).map(|index| format!(", ?{}", index + 3)).collect();
    let set: String = columns.iter().map(|(name, _)| format!(", {name} = excluded.{name}")).collect();
    // Not `OR REPLACE`: a row keeps its place, by which its search words know it.
    let sql = format!(
        "INSERT INTO {} (id, doc{names}) VALUES (?1, ?2{marks})
         ON CONFLICT (id) DO UPDATE SET doc = excluded.doc{set}",
        R::TABLE
    );
    let doc = serde_json::to_string(row)?;
    let values = [Value::Text(row.key()), Value::Text(doc)].into_iter();
    let values = values.chain(columns.into_iter().map(|(_, value)| value));
    connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(())
}

/// Takes a row away, if it is there.
pub(crate) fn remove<R: Row>(connection: &Connection, key: &str) -> Result<(), StoreError> {
    let sql = format!("DELETE FROM {} WHERE id = ?1", R::TABLE);
    connection.prepare_cached(&sql)?.execute([key])?;
    Ok(())
}

pub(crate) fn get<R: Row>(connection: &Connection, key: &str) -> Result<Option<R>, StoreError> {
    let sql = format!("SELECT doc FROM {} WHERE id = ?1", R::TABLE);
    let doc: Option<String> =
        connection.prepare_cached(&sql)?.query_row([key], |row| row.get(0)).optional()?;
    doc.map(|doc| Ok(serde_json::from_str(&doc)?)).transpose()
}

pub(crate) fn need<R: Row>(connection: &Connection, key: &str) -> Result<R, StoreError> {
    get(connection, key)?.ok_or_else(|| StoreError::NotFound { what: R::CALLED, id: key.to_owned() })
}

pub(crate) fn change<R: Row>(
    connection: &Connection,
    key: &str,
    change: impl FnOnce(&mut R) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut row: R = need(connection, key)?;
    change(&mut row)?;
    put(connection, &row)
}

pub(crate) fn all<R: Row>(connection: &Connection) -> Result<Vec<R>, StoreError> {
    found(connection, "1 = 1", [])
}

/// The rows for which `condition` holds, by key.
pub(crate) fn found<R: Row>(
    connection: &Connection,
    condition: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<R>, StoreError> {
    listed(connection, &format!("{condition} ORDER BY id"), values)
}

/// The rows for which `condition` holds, in the order and up to the number that it says.
pub(crate) fn listed<R: Row>(
    connection: &Connection,
    condition: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<R>, StoreError> {
    read_as(connection, R::TABLE, condition, values)
}

/// The same, each row read as what is wanted of it.
pub(crate) fn read_as<T: DeserializeOwned>(
    connection: &Connection,
    table: &str,
    condition: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<T>, StoreError> {
    let sql = format!("SELECT doc FROM {table} WHERE {condition}");
    let mut statement = connection.prepare_cached(&sql)?;
    let docs = statement.query_map(values, |row| row.get::<_, String>(0))?;
    docs.map(|doc| Ok(serde_json::from_str(&doc?)?)).collect()
}

/// The keys of some rows as one value, for `IN (SELECT value FROM json_each(?1))`.
pub(crate) fn keys<'a, K: ToString + 'a>(
    keys: impl IntoIterator<Item = &'a K>,
) -> Result<String, StoreError> {
    Ok(serde_json::to_string(&keys.into_iter().map(ToString::to_string).collect::<Vec<_>>())?)
}

pub(crate) fn number(value: u64) -> Value {
    Value::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}

pub(crate) fn text(value: impl ToString) -> Value {
    Value::Text(value.to_string())
}

/// What a code of an enum is when it is written down. A value that is no code becomes NULL, which its column refuses, so
/// that nothing is stored under an empty code.
pub(crate) fn code(value: &impl Serialize) -> Value {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => Value::Text(code),
        Ok(_) | Err(_) => Value::Null,
    }
}
