//! Headquarters' rows are the store's rows: the ledger that a release left is sent, carried out, and compared with the
//! tables of its own file. What contradicts is shown, and what is not known is listed.

use std::collections::BTreeMap;
use std::path::Path;

use effects::{CustomerRow, Row as _};
use ledger::Stored;
use rusqlite::Connection;
use store::{Key, Store, StoreError};

use crate::model::Model;
use crate::rig::Rig;
use crate::way_up::enrolled;

type Rows = BTreeMap<(String, String), String>;
type Figures = BTreeMap<String, (i64, i64, i64)>;

/// Without what the vault alone knows.
fn nameless(doc: &str) -> String {
    let row: CustomerRow = serde_json::from_str(doc).unwrap();
    serde_json::to_string(&CustomerRow { name: None, phone_end: None, ..row }).unwrap()
}

/// A store that a release left, as its own file has it.
fn left(name: &str) -> (Vec<Stored>, Rows, Figures) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/past/0.1.0").join(name);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("store.db");
    std::fs::copy(from.join("store.db"), &file).unwrap();
    let store = Store::open(folder.path(), &Key::read(&from.join("store.key")).unwrap()).unwrap();
    let mut records = Vec::new();
    let walked = store.records::<StoreError>(1, |record| {
        records.push(record);
        Ok(())
    });
    walked.unwrap();
    drop(store);
    let sqlite = Connection::open(&file).unwrap();
    let key = std::fs::read_to_string(from.join("store.key")).unwrap();
    sqlite.pragma_update(None, "key", format!("x'{}'", key.trim())).unwrap();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%doc TEXT NOT NULL%'";
    let tables: Vec<String> =
        sqlite.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut rows = Rows::new();
    for table in tables {
        let mut statement = sqlite.prepare(&format!("SELECT id, doc FROM {table}")).unwrap();
        let found = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)));
        for (id, doc) in found.unwrap().map(Result::unwrap) {
            let doc = if table == CustomerRow::TABLE { nameless(&doc) } else { doc };
            rows.insert((table.clone(), id), doc);
        }
    }
    let mut statement = sqlite.prepare("SELECT id, n, amount, most FROM tally").unwrap();
    let found = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?))));
    let figures = found.unwrap().map(Result::unwrap).collect();
    (records, rows, figures)
}

#[tokio::test]
async fn a_past_ledger_ends_at_headquarters_at_the_rows_of_its_tables() {
    let (records, rows, figures) = left("demo");
    let mut rig = Rig::new().await;
    let code = records[0].header().unwrap().store.into_owned();
    rig.store(&code).await;
    let mut store = Model { records, ..Model::new(&code, 80) };
    let given = hq::ctl::code(&mut rig.office, &code, false).await.unwrap();
    store.enrol(rig.address, &given.ticket).await;
    // In parts, so that what one turn left is read by the next.
    let last = store.records.len() as u64;
    for first in (1..=last).step_by(97) {
        store.push(rig.address, first, last.min(first + 96)).await;
        rig.project().await;
    }
    assert_eq!(rig.count("SELECT projected FROM head").await, last as i64);
    let found = rig.behind.query("SELECT kind, why FROM finding", &[]).await.unwrap();
    assert!(found.is_empty(), "{:?}", found.iter().map(|row| row.get::<_, String>(1)).collect::<Vec<_>>());
    let lies = rig.behind.query("SELECT tab, id, doc FROM projection", &[]).await.unwrap();
    let lies: Rows = lies.iter().map(|row| ((row.get(0), row.get(1)), row.get(2))).collect();
    assert!(lies.len() > 500, "{}", lies.len());
    for (key, doc) in &rows {
        assert_eq!(lies.get(key), Some(doc), "{key:?}");
    }
    assert_eq!(lies.len(), rows.len());
    let lies = rig.behind.query("SELECT id, n, amount, most FROM tally", &[]).await.unwrap();
    let lies: Figures = lies.iter().map(|row| (row.get(0), (row.get(1), row.get(2), row.get(3)))).collect();
    assert_eq!(lies, figures);
}

#[tokio::test]
async fn what_contradicts_is_a_finding_and_what_is_not_known_is_listed() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 81).await;
    // A service that nobody opened, a record that is none of its kind, and kinds of a later program.
    store.write("service.opened", "{\"secret\":\"试验顾客甲\"}");
    store.write("container.disposed", "{}");
    store.work(2);
    let receipt = store.all(rig.address).await;
    assert_eq!(receipt.seq, 7, "form is judged, never meaning");
    rig.project().await;
    assert_eq!(rig.count("SELECT count(*) FROM opaque").await, 5);
    let found = rig.behind.query("SELECT seq, kind, why FROM finding ORDER BY seq", &[]).await.unwrap();
    let kinds: Vec<&str> = found.iter().map(|row| row.get(1)).collect();
    assert_eq!(kinds, ["service.opened", "container.disposed"]);
    for row in found {
        let why: &str = row.get(2);
        assert!(!why.contains("试验"), "a finding never quotes: {why}");
    }
    assert_eq!(rig.count("SELECT projected FROM head").await, 7);
    // A later program begins anew, and ends at the same.
    hq::ctl::rewind(&mut rig.office, "JN01").await.unwrap();
    assert_eq!(rig.count("SELECT count(*) FROM opaque").await, 0);
    rig.project().await;
    assert_eq!(rig.count("SELECT count(*) FROM opaque").await, 5);
    assert_eq!(rig.count("SELECT count(*) FROM finding").await, 2);
}

#[tokio::test]
async fn projector_skips_nothing_at_its_edge() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 82).await;
    let hq = std::sync::Arc::clone(&rig.hq);
    // Two projectors and a store that sends meanwhile.
    let work = |hq: std::sync::Arc<hq::hq::Hq>| {
        tokio::spawn(async move {
            for _ in 0..60 {
                hq::projector::round(&hq).await.unwrap();
            }
        })
    };
    let projectors = [work(std::sync::Arc::clone(&hq)), work(hq)];
    for _ in 0..30 {
        store.work(7);
        store.all(rig.address).await;
    }
    for projector in projectors {
        projector.await.unwrap();
    }
    rig.project().await;
    let all = store.records.len() as i64;
    assert_eq!(rig.count("SELECT count(*) FROM opaque").await, all, "each once");
    assert_eq!(rig.count("SELECT projected FROM head").await, all);
}

/// Electric #1083: a subscriber that was silent kept the server's log growing without end.
#[tokio::test]
async fn a_silent_store_costs_hq_nothing() {
    let mut rig = Rig::without_limits().await;
    let mut silent = enrolled(&mut rig, "JN01", 83).await;
    silent.all(rig.address).await;
    let mut works = enrolled(&mut rig, "JN02", 84).await;
    works.all(rig.address).await;
    rig.project().await;
    let tables = "SELECT DISTINCT table_name::text FROM information_schema.columns
                  WHERE table_schema = 'public' AND column_name = 'store_id' ORDER BY 1";
    let tables: Vec<String> =
        rig.behind.query(tables, &[]).await.unwrap().iter().map(|row| row.get(0)).collect();
    assert!(tables.len() > 10, "{tables:?}");
    let mut before = Vec::new();
    for table in &tables {
        before.push(rig.count(&format!("SELECT count(*) FROM {table} WHERE store_id = 'JN01'")).await);
    }
    for _ in 0..20 {
        works.work(9);
        works.all(rig.address).await;
    }
    rig.project().await;
    for (table, before) in tables.iter().zip(before) {
        let now = rig.count(&format!("SELECT count(*) FROM {table} WHERE store_id = 'JN01'")).await;
        assert_eq!(now, before, "{table} grows for a store that says nothing");
    }
    assert_eq!(rig.count("SELECT count(*) FROM pg_replication_slots").await, 0, "no log is held back for it");
    let held = "SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND state = 'idle in transaction'";
    assert_eq!(rig.count(held).await, 0, "no transaction stays open for it");
}

/// What lies altered under one store is that store's alone: the others' rows are made.
#[tokio::test]
async fn one_store_that_cannot_be_projected_holds_up_no_other() {
    let mut rig = Rig::new().await;
    let mut broken = enrolled(&mut rig, "JN01", 85).await;
    broken.all(rig.address).await;
    rig.behind.batch_execute("UPDATE segment SET body = 'x' WHERE store_id = 'JN01'").await.unwrap();
    let mut sound = enrolled(&mut rig, "JN02", 86).await;
    sound.all(rig.address).await;
    for _ in 0..3 {
        // A round tells the fault, and goes on past it.
        drop(hq::projector::round(&rig.hq).await);
    }
    let projected = |store: &str| format!("SELECT seq - projected FROM head WHERE store_id = '{store}'");
    assert_eq!(rig.count(&projected("JN02")).await, 0);
    assert!(rig.count(&projected("JN01")).await > 0, "it waits until somebody looked at it");
    assert!(hq::projector::round(&rig.hq).await.is_err(), "and it is told");
}
