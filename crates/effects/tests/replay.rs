//! Every ledger that a release kept, replayed over rows in memory, ends at the rows that its program left in SQLite: key,
//! document and columns. Only what the vault alone knows is missing.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use common::Memory;
use effects::{Columns, CustomerRow, Place, Row as _, Tally, Value};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use store::{Key, Store, StoreError};

/// Each kept store: `tests/past/<version>/<name>`.
fn kept() -> Vec<PathBuf> {
    let past = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/past");
    let folders = |path: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.is_dir()).collect()
    };
    let kept: Vec<PathBuf> = folders(&past).iter().flat_map(|version| folders(version)).collect();
    assert!(!kept.is_empty(), "the ledgers of the first release are gone");
    kept
}

/// The ledger of a store, over rows in memory.
fn replayed(folder: &Path, key: &Key) -> Memory {
    let store = Store::open(folder, key).unwrap();
    let mut memory = Memory::default();
    let replayed = store.records::<StoreError>(1, |record| {
        let event = store::content(&record)?.known().unwrap();
        let place = Place { seq: record.seq, at: record.header()?.at };
        memory.write(place, &event).unwrap_or_else(|stopped| panic!("{} {stopped}", record.seq));
        Ok(())
    });
    replayed.unwrap();
    memory
}

/// Rows by key: the document, and the columns beside it.
type Table = BTreeMap<String, (String, Vec<(String, Value)>)>;

fn named(columns: &Columns) -> Vec<(String, Value)> {
    columns.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

/// The tables of a store's file that have documents.
fn tables(sqlite: &Connection) -> BTreeMap<String, Table> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%doc TEXT NOT NULL%'";
    let names: Vec<String> =
        sqlite.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    names.into_iter().map(|name| (name.clone(), table(sqlite, &name))).collect()
}

fn table(sqlite: &Connection, name: &str) -> Table {
    let mut statement = sqlite.prepare(&format!("SELECT * FROM {name}")).unwrap();
    let names: Vec<String> = statement.column_names().map(ToOwned::to_owned).collect();
    let value = |value: ValueRef<'_>| match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8(text.to_vec()).unwrap()),
        ValueRef::Real(_) | ValueRef::Blob(_) => panic!("{name}: no column holds such a value"),
    };
    let rows = statement.query_map([], |row| {
        let columns = names.iter().enumerate().skip(2);
        let columns = columns.map(|(at, name)| Ok((name.clone(), value(row.get_ref(at)?))));
        Ok((row.get(0)?, (row.get(1)?, columns.collect::<Result<_, rusqlite::Error>>()?)))
    });
    rows.unwrap().map(Result::unwrap).collect()
}

/// A customer's row without what the vault alone knows.
fn nameless(table: &Table) -> Table {
    let row = |doc: &str| {
        let row: CustomerRow = serde_json::from_str(doc).unwrap();
        let row = CustomerRow { name: None, phone_end: None, ..row };
        (serde_json::to_string(&row).unwrap(), named(&row.columns()))
    };
    table.iter().map(|(key, (doc, _))| (key.clone(), row(doc))).collect()
}

fn figures(sqlite: &Connection) -> BTreeMap<String, Tally> {
    let number = |number: i64| u64::try_from(number).unwrap();
    let mut statement = sqlite.prepare("SELECT id, n, amount, most FROM tally").unwrap();
    let rows = statement.query_map([], |row| {
        let (key, n, amount, most) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        Ok(Tally { key, n: number(n), amount: number(amount), most: number(most) })
    });
    rows.unwrap().map(Result::unwrap).map(|figure| (figure.key.clone(), figure)).collect()
}

#[test]
fn a_past_ledger_ends_in_memory_at_the_rows_of_its_tables() {
    for folder in kept() {
        let copy = tempfile::tempdir().unwrap();
        let file = copy.path().join("store.db");
        std::fs::copy(folder.join("store.db"), &file).unwrap();
        let key_file = folder.join("store.key");
        let memory = replayed(copy.path(), &Key::read(&key_file).unwrap());

        let sqlite = Connection::open(&file).unwrap();
        let key = std::fs::read_to_string(&key_file).unwrap();
        sqlite.pragma_update(None, "key", format!("x'{}'", key.trim())).unwrap();
        let here = tables(&sqlite);
        let all: BTreeSet<&str> =
            here.keys().map(String::as_str).chain(memory.tables.keys().copied()).collect();
        let (none, mut rows) = (Table::new(), 0);
        for name in all {
            let said = memory.tables.get(name).into_iter().flatten();
            let said: Table =
                said.map(|(key, (doc, columns))| (key.clone(), (doc.clone(), named(columns)))).collect();
            let lies = here.get(name).unwrap_or(&none);
            let lies = if name == CustomerRow::TABLE { &nameless(lies) } else { lies };
            assert_eq!(&said, lies, "{name} of {}", folder.display());
            rows += said.len();
        }
        assert!(rows > 0, "{}", folder.display());
        assert_eq!(memory.figures, figures(&sqlite), "figures of {}", folder.display());
    }
}
