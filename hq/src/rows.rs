//! Rows of one store while its records are carried out: read from the database when they are first asked for, changed in
//! memory, written together at the end.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain::Moment;
use effects::{Columns, Place, Rows, Tally, Value};
use tokio::runtime::Handle;
use tokio_postgres::Transaction;

use crate::database::{DatabaseError, big};
use crate::segment;

/// The columns that effects search by; another one is an error, so that none is forgotten.
const SEARCHED: [(&str, &str); 10] = [
    ("product", "filing"),
    ("restriction", "target"),
    ("lot", "product"),
    ("held", "service"),
    ("customer", "joined"),
    ("customer", "contact"),
    ("service", "customer"),
    ("label", "service"),
    ("usage", "service"),
    // Nothing is carried out by it; a recall finds its units.
    ("usage", "lot"),
];

/// A row as it will lie.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The row.
    pub doc: String,
    /// By what it is found.
    pub columns: Columns,
}

type Key = (&'static str, String);

/// Rows with changes that are not written yet.
pub struct Pending<'a> {
    handle: &'a Handle,
    work: &'a Transaction<'a>,
    store: &'a str,
    enterprise: &'a str,
    branch: u32,
    read: RefCell<HashMap<Key, Option<String>>>,
    changed: HashMap<&'static str, BTreeMap<String, Option<Stored>>>,
    tallies: BTreeMap<String, Tally>,
    moments: HashMap<u64, Moment>,
    opaque: Vec<(u64, String, u16)>,
    /// Records that contradict what is known, or cannot be read as their kind.
    pub findings: Vec<(u64, String, String)>,
}

impl<'a> Pending<'a> {
    /// No change yet.
    #[must_use]
    pub fn new(
        handle: &'a Handle,
        work: &'a Transaction<'a>,
        store: &'a str,
        enterprise: &'a str,
        branch: u32,
    ) -> Self {
        Self {
            handle,
            work,
            store,
            enterprise,
            branch,
            read: RefCell::default(),
            changed: HashMap::new(),
            tallies: BTreeMap::new(),
            moments: HashMap::new(),
            opaque: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Notes when a record was written.
    pub fn at(&mut self, place: Place) {
        self.moments.insert(place.seq, place.at);
    }

    /// The row of that key is this from now on, or gone.
    pub fn put(&mut self, table: &'static str, key: String, row: Option<Stored>) {
        self.changed.entry(table).or_default().insert(key, row);
    }

    /// A figure grows.
    pub fn add(&mut self, tally: Tally) {
        match self.tallies.get_mut(&tally.key) {
            Some(sum) => {
                sum.n = sum.n.saturating_add(tally.n);
                sum.amount = sum.amount.saturating_add(tally.amount);
                sum.most = sum.most.max(tally.most);
            }
            None => {
                self.tallies.insert(tally.key.clone(), tally);
            }
        }
    }

    /// A record that contradicts what is known.
    pub fn found(&mut self, seq: u64, kind: &str, why: String) {
        self.findings.push((seq, kind.to_owned(), why));
    }

    /// A record that is not known.
    pub fn opaque(&mut self, seq: u64, kind: &str, version: u16) {
        self.opaque.push((seq, kind.to_owned(), version));
    }

    /// Writes everything, in a handful of statements.
    ///
    /// # Errors
    /// [`DatabaseError`]; then nothing of the transaction is to be kept.
    pub async fn written(self) -> Result<(), DatabaseError> {
        let (store, enterprise) = (self.store, self.enterprise);
        let (mut tables, mut keys, mut docs) = (Vec::new(), Vec::new(), Vec::new());
        let (mut gone_tables, mut gone) = (Vec::new(), Vec::new());
        let mut found: BTreeSet<(&str, &str, String, String)> = BTreeSet::new();
        for (table, rows) in &self.changed {
            for (key, row) in rows {
                let Some(row) = row else {
                    gone_tables.push(*table);
                    gone.push(key.as_str());
                    continue;
                };
                tables.push(*table);
                keys.push(key.as_str());
                docs.push(row.doc.as_str());
                for (column, value) in &row.columns {
                    if let (true, Some(value)) = (SEARCHED.contains(&(*table, *column)), held(value)) {
                        found.insert((*table, *column, value, key.clone()));
                    }
                }
            }
        }
        let sql = "INSERT INTO projection (store_id, tab, id, enterprise, doc)
                   SELECT $1, tab, id, $2, doc FROM unnest($3::text[], $4::text[], $5::text[]) AS put (tab, id, doc)
                   ON CONFLICT (store_id, tab, id) DO UPDATE SET doc = excluded.doc";
        self.work.execute(sql, &[&store, &enterprise, &tables, &keys, &docs]).await?;
        let sql = "DELETE FROM projection p USING unnest($2::text[], $3::text[]) AS gone (tab, id)
                   WHERE p.store_id = $1 AND p.tab = gone.tab AND p.id = gone.id";
        self.work.execute(sql, &[&store, &gone_tables, &gone]).await?;
        tables.extend(gone_tables);
        keys.extend(gone);
        let sql = "DELETE FROM found f USING unnest($2::text[], $3::text[]) AS put (tab, id)
                   WHERE f.store_id = $1 AND f.tab = put.tab AND f.id = put.id";
        self.work.execute(sql, &[&store, &tables, &keys]).await?;
        let columns =
            |pick: fn(&(&str, &str, String, String)) -> String| found.iter().map(pick).collect::<Vec<_>>();
        let sql = "INSERT INTO found (store_id, tab, col, value, id, enterprise)
                   SELECT $1, tab, col, value, id, $2
                   FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) AS put (tab, col, value, id)";
        let (tab, col) = (columns(|row| row.0.to_owned()), columns(|row| row.1.to_owned()));
        let (value, id) = (columns(|row| row.2.clone()), columns(|row| row.3.clone()));
        self.work.execute(sql, &[&store, &enterprise, &tab, &col, &value, &id]).await?;
        self.figures().await
    }

    async fn figures(&self) -> Result<(), DatabaseError> {
        let (store, enterprise) = (self.store, self.enterprise);
        let keys: Vec<&str> = self.tallies.keys().map(String::as_str).collect();
        let figure = |pick: fn(&Tally) -> u64| {
            self.tallies.values().map(|tally| big(pick(tally))).collect::<Result<Vec<i64>, _>>()
        };
        let (n, amount, most) =
            (figure(|tally| tally.n)?, figure(|tally| tally.amount)?, figure(|tally| tally.most)?);
        let sql = "INSERT INTO tally (store_id, id, enterprise, n, amount, most)
                   SELECT $1, id, $2, n, amount, most
                   FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::bigint[]) AS put (id, n, amount, most)
                   ON CONFLICT (store_id, id) DO UPDATE
                   SET n = tally.n + excluded.n, amount = tally.amount + excluded.amount,
                       most = greatest(tally.most, excluded.most)";
        self.work.execute(sql, &[&store, &enterprise, &keys, &n, &amount, &most]).await?;
        for (seq, kind, why) in &self.findings {
            let sql =
                "INSERT INTO finding (store_id, seq, enterprise, kind, why) VALUES ($1, $2, $3, $4, $5)";
            self.work.execute(sql, &[&store, &big(*seq)?, &enterprise, kind, why]).await?;
        }
        let (mut seqs, mut kinds, mut versions) = (Vec::new(), Vec::new(), Vec::new());
        for (seq, kind, version) in &self.opaque {
            seqs.push(big(*seq)?);
            kinds.push(kind.as_str());
            versions.push(i32::from(*version));
        }
        let sql = "INSERT INTO opaque (store_id, seq, enterprise, kind, version)
                   SELECT $1, seq, $2, kind, version
                   FROM unnest($3::bigint[], $4::text[], $5::int[]) AS put (seq, kind, version)";
        self.work.execute(sql, &[&store, &enterprise, &seqs, &kinds, &versions]).await?;
        Ok(())
    }

    fn has(row: &Stored, column: &str, value: &Value) -> bool {
        row.columns.iter().any(|(name, held)| *name == column && held == value)
    }
}

impl Rows for Pending<'_> {
    type Fault = DatabaseError;

    fn doc(&self, table: &'static str, key: &str) -> Result<Option<String>, DatabaseError> {
        if let Some(row) = self.changed.get(table).and_then(|rows| rows.get(key)) {
            return Ok(row.as_ref().map(|row| row.doc.clone()));
        }
        let place = (table, key.to_owned());
        if let Some(read) = self.read.borrow().get(&place) {
            return Ok(read.clone());
        }
        let sql = "SELECT doc FROM projection WHERE store_id = $1 AND tab = $2 AND id = $3";
        let row = self.handle.block_on(self.work.query_opt(sql, &[&self.store, &table, &key]))?;
        let doc: Option<String> = row.map(|row| row.get(0));
        self.read.borrow_mut().insert(place, doc.clone());
        Ok(doc)
    }

    fn docs_where(
        &self,
        table: &'static str,
        column: &'static str,
        value: &Value,
    ) -> Result<Vec<(String, String)>, DatabaseError> {
        if !SEARCHED.contains(&(table, column)) {
            return Err(DatabaseError::Shape("effects search by a column that is not kept"));
        }
        let Some(held) = held(value) else { return Ok(Vec::new()) };
        let sql = "SELECT p.id, p.doc FROM found f
                   JOIN projection p ON p.store_id = f.store_id AND p.tab = f.tab AND p.id = f.id
                   WHERE f.store_id = $1 AND f.tab = $2 AND f.col = $3 AND f.value = $4";
        let rows = self.handle.block_on(self.work.query(sql, &[&self.store, &table, &column, &held]))?;
        let changed = self.changed.get(table);
        let is_changed: HashSet<&String> = changed.into_iter().flat_map(BTreeMap::keys).collect();
        let mut docs: Vec<(String, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
        docs.retain(|(id, _)| !is_changed.contains(id));
        for (id, row) in changed.into_iter().flatten() {
            if let Some(row) = row.as_ref().filter(|row| Self::has(row, column, value)) {
                docs.push((id.clone(), row.doc.clone()));
            }
        }
        Ok(docs)
    }

    fn moment(&self, seq: u64) -> Result<Option<Moment>, DatabaseError> {
        if let Some(moment) = self.moments.get(&seq) {
            return Ok(Some(*moment));
        }
        let found = segment::records(self.work, self.store, self.branch, seq, 1);
        let found = self.handle.block_on(found)?.into_iter().next();
        let header = found.map(|record| {
            let header: Result<ledger::Header<'_>, _> = serde_json::from_slice(&record.body);
            header.map(|header| header.at).map_err(|_| DatabaseError::Shape("a kept record is none"))
        });
        header.transpose()
    }
}

fn held(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Integer(number) => Some(number.to_string()),
        Value::Text(text) => Some(text.clone()),
    }
}
