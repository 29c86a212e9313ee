//! Rows in memory: what headquarters will hold while it applies a batch.
#![allow(dead_code, clippy::unwrap_used, reason = "a test fails by panicking, and no test uses all of it")]

use std::collections::BTreeMap;
use std::convert::Infallible;

use domain::Moment;
use domain::event::Event;
use effects::{Change, Columns, OfStore, Place, Row, Rows, Stopped, Tally, Value};

/// Tables, figures and the records' times.
#[derive(Default)]
pub struct Memory {
    pub tables: BTreeMap<&'static str, BTreeMap<String, (String, Columns)>>,
    pub figures: BTreeMap<String, Tally>,
    /// What was passed over, because only a store can do it.
    pub of_store: Vec<OfStore>,
    moments: BTreeMap<u64, Moment>,
}

impl Rows for Memory {
    type Fault = Infallible;

    fn doc(&self, table: &'static str, key: &str) -> Result<Option<String>, Infallible> {
        Ok(self.tables.get(table).and_then(|rows| rows.get(key)).map(|(doc, _)| doc.clone()))
    }

    fn docs_where(
        &self,
        table: &'static str,
        column: &'static str,
        value: &Value,
    ) -> Result<Vec<(String, String)>, Infallible> {
        let rows = self.tables.get(table).into_iter().flatten();
        let held = rows
            .filter(|(_, (_, columns))| columns.iter().any(|(name, held)| *name == column && held == value));
        Ok(held.map(|(key, (doc, _))| (key.clone(), doc.clone())).collect())
    }

    fn moment(&self, seq: u64) -> Result<Option<Moment>, Infallible> {
        Ok(self.moments.get(&seq).copied())
    }
}

impl Memory {
    /// What a record would change.
    pub fn changes(&self, place: Place, event: &Event) -> Result<Vec<Change>, Stopped<Infallible>> {
        effects::of_record(self, place, event)
    }

    /// Applies a record at its place, or nothing of it.
    pub fn write(&mut self, place: Place, event: &Event) -> Result<(), Stopped<Infallible>> {
        let changes = self.changes(place, event)?;
        for change in changes {
            self.take(change);
        }
        self.moments.insert(place.seq, place.at);
        Ok(())
    }

    /// Applies a record of a kind that is not known.
    pub fn pass(&mut self, place: Place) {
        effects::of_unknown(self, place).unwrap().into_iter().for_each(|change| self.take(change));
        self.moments.insert(place.seq, place.at);
    }

    fn take(&mut self, change: Change) {
        match change {
            Change::Put { table, key, doc, columns } => {
                self.tables.entry(table).or_default().insert(key, (doc, columns));
            }
            Change::Remove { table, key } => {
                self.tables.entry(table).or_default().remove(&key);
            }
            Change::Add(more) => {
                let none = Tally { key: more.key.clone(), n: 0, amount: 0, most: 0 };
                let figure = self.figures.entry(more.key).or_insert(none);
                figure.n += more.n;
                figure.amount += more.amount;
                figure.most = figure.most.max(more.most);
            }
            Change::OfStore(effect) => self.of_store.push(effect),
        }
    }

    /// A row that must be there.
    pub fn row<T: Row>(&self, key: &str) -> T {
        serde_json::from_str(&self.tables[T::TABLE][key].0).unwrap()
    }
}
