//! The tables: views of the ledger, which `rebuild` makes again from it.
//!
//! A row is its value as JSON beside the columns that are searched; what it holds is said in `effects`. Rows are written by
//! [`crate::projection`] alone; everything else reads.

pub(crate) mod customer;
mod service;
mod shape;
pub(crate) mod words;

use effects::Columns;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params, params_from_iter};
use serde::de::DeserializeOwned;

use crate::StoreError;

pub use effects::{
    ApprovalRow, ApprovedBy, BackupRow, BroughtRow, BulletinRow, CallBack, CaseRow, ChangeRow, ClockRow,
    CustomerRow, DayRow, Drill, Erased, Former, HeldRow, Imported, LookedRow, Mark, ReceiptRow,
    RecipeVersionRow, ReleasedRow, RequestRow, RestrictionRow, Row, SaleRow, SecurityRow, StaffRow, StoreRow,
    Tally, Trail, Usage, What,
};
pub use service::{Done, ServiceLine};
pub(crate) use shape::{GONE, TABLES};

/// Writes a row.
pub(crate) fn put<R: Row>(connection: &Connection, row: &R) -> Result<(), StoreError> {
    set(connection, R::TABLE, row.key(), serde_json::to_string(row)?, row.columns())
}

/// Writes the row of that key, as JSON and with its columns.
pub(crate) fn set(
    connection: &Connection,
    table: &str,
    key: String,
    doc: String,
    columns: Columns,
) -> Result<(), StoreError> {
    let names: String = columns.iter().map(|(name, _)| format!(", {name}")).collect();
    let marks: String = (0..columns.len()).map(|index| format!(", ?{}", index + 3)).collect();
    let changed: String = columns.iter().map(|(name, _)| format!(", {name} = excluded.{name}")).collect();
    // Not `OR REPLACE`: a row keeps its place, by which its search words know it.
    let sql = format!(
        "INSERT INTO {table} (id, doc{names}) VALUES (?1, ?2{marks})
         ON CONFLICT (id) DO UPDATE SET doc = excluded.doc{changed}"
    );
    let values = [Value::Text(key), Value::Text(doc)].into_iter();
    let values = values.chain(columns.into_iter().map(|(_, value)| held(value)));
    connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(())
}

/// Takes a row away, if it is there.
pub(crate) fn remove(connection: &Connection, table: &str, key: &str) -> Result<(), StoreError> {
    let sql = format!("DELETE FROM {table} WHERE id = ?1");
    connection.prepare_cached(&sql)?.execute([key])?;
    Ok(())
}

/// Adds to a day's figure.
pub(crate) fn add(connection: &Connection, figure: &Tally) -> Result<(), StoreError> {
    let sql = "INSERT INTO tally (id, n, amount, most) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (id) DO UPDATE SET n = n + excluded.n, amount = amount + excluded.amount,
                                              most = max(most, excluded.most)";
    let Tally { key, n, amount, most } = figure;
    connection.prepare_cached(sql)?.execute(params![key, number(*n), number(*amount), number(*most)])?;
    Ok(())
}

/// The row of that key as it lies there.
pub(crate) fn doc(connection: &Connection, table: &str, key: &str) -> Result<Option<String>, StoreError> {
    let sql = format!("SELECT doc FROM {table} WHERE id = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([key], |row| row.get(0)).optional()?)
}

pub(crate) fn get<R: Row>(connection: &Connection, key: &str) -> Result<Option<R>, StoreError> {
    let doc = doc(connection, R::TABLE, key)?;
    doc.map(|doc| Ok(serde_json::from_str(&doc)?)).transpose()
}

pub(crate) fn need<R: Row>(connection: &Connection, key: &str) -> Result<R, StoreError> {
    get(connection, key)?.ok_or_else(|| StoreError::NotFound { what: R::CALLED, id: key.to_owned() })
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

/// What a column holds, in SQLite's own values.
pub(crate) fn held(value: effects::Value) -> Value {
    match value {
        effects::Value::Null => Value::Null,
        effects::Value::Integer(number) => Value::Integer(number),
        effects::Value::Text(text) => Value::Text(text),
    }
}

/// A number as a column holds it.
pub(crate) fn number(value: u64) -> Value {
    held(effects::number(value))
}
