//! Who may see and do what in the database: proved from its own catalogue, and by trying.

use std::collections::BTreeSet;

use crate::rig::Rig;
use crate::way_up::enrolled;

#[tokio::test]
async fn every_key_of_a_store_s_table_begins_with_the_store() {
    let rig = Rig::new().await;
    for client in [&rig.behind, &rig.sealed] {
        let sql = "SELECT c.relname, i.indexrelid::regclass::text,
                          (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = i.indkey[0])::text
                   FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                   WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace
                     AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'store_id')";
        let keys = client.query(sql, &[]).await.unwrap();
        assert!(!keys.is_empty());
        for key in keys {
            let (table, index, first): (&str, &str, &str) = (key.get(0), key.get(1), key.get(2));
            assert_eq!(first, "store_id", "{index} of {table}");
        }
        let sql = "SELECT c.relname::text FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
                   AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'store_id')
                   AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)";
        let keyless = client.query(sql, &[]).await.unwrap();
        assert!(
            keyless.is_empty(),
            "{:?}",
            keyless.iter().map(|row| row.get::<_, String>(0)).collect::<Vec<_>>()
        );
    }
}

#[tokio::test]
async fn a_key_without_the_store_is_refused_by_postgresql_itself() {
    let rig = Rig::new().await;
    let refused = rig.behind.batch_execute("CREATE UNIQUE INDEX ON segment (first)").await.unwrap_err();
    assert!(refused.as_db_error().unwrap().message().contains("unique constraint"), "{refused}");
}

#[tokio::test]
async fn every_row_of_an_enterprise_is_under_its_policy() {
    let rig = Rig::new().await;
    let sql = "SELECT c.relname::text FROM pg_class c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
               AND c.relnamespace = 'public'::regnamespace AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
               AND has_table_privilege('hq_console', c.oid, 'SELECT')";
    let open = rig.behind.query(sql, &[]).await.unwrap();
    let open: BTreeSet<String> = open.iter().map(|row| row.get(0)).collect();
    assert_eq!(open, BTreeSet::from(["hq".to_owned()]), "the console sees them without a policy");
    // Partitions are reached through their parents alone.
    let sql = "SELECT count(*) FROM pg_class c WHERE c.relispartition AND c.relkind = 'r'
               AND (has_table_privilege('hq_console', c.oid, 'SELECT') OR has_table_privilege('hq_ingest', c.oid, 'INSERT'))";
    assert_eq!(rig.count(sql).await, 0);
}

#[tokio::test]
async fn the_console_s_role_is_refused_another_enterprise_s_rows() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 20).await;
    store.all(rig.address).await;
    hq::ctl::enterprise(&mut rig.office, "OTHER", "别家（试验）").await.unwrap();
    hq::ctl::store(&mut rig.office, "OTHER", "BJ09", "别店", "北京").await.unwrap();
    rig.project().await;
    let mut client = rig.hq.databases.console().await.unwrap();
    for (enterprise, sees) in [("", vec![]), (crate::rig::ENTERPRISE, vec!["JN01"]), ("OTHER", vec!["BJ09"])]
    {
        let work = client.transaction().await.unwrap();
        work.execute("SELECT set_config('tiaohe.enterprise', $1, true)", &[&enterprise]).await.unwrap();
        let rows = work.query("SELECT store_id FROM store ORDER BY 1", &[]).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.get::<_, &str>(0)).collect::<Vec<_>>(), sees, "{enterprise}");
        for table in ["device", "head", "opaque"] {
            let rows = work.query(&format!("SELECT store_id FROM {table}"), &[]).await.unwrap();
            let all: BTreeSet<&str> = rows.iter().map(|row| row.get(0)).collect();
            assert!(all.iter().all(|store| sees.contains(store)), "{table} of {enterprise}");
            assert_eq!(all.is_empty(), !sees.contains(&"JN01"), "{table} of {enterprise}");
        }
        work.rollback().await.unwrap();
    }
    for sql in [
        "SELECT * FROM segment",
        "SELECT * FROM person",
        "SELECT * FROM enrolment_code",
        "UPDATE store SET name = 'x'",
        "DELETE FROM head",
    ] {
        let refused = client.batch_execute(sql).await.unwrap_err();
        assert!(refused.as_db_error().unwrap().message().contains("permission denied"), "{sql}");
    }
}

#[tokio::test]
async fn the_way_up_may_only_insert_into_segments() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 21).await;
    store.all(rig.address).await;
    let client = rig.hq.databases.ingest().await.unwrap();
    for sql in [
        "DELETE FROM segment",
        "UPDATE segment SET body = ''",
        "TRUNCATE segment",
        "DELETE FROM hq_record",
        "UPDATE hq_record SET body = ''",
        "DELETE FROM head",
        "SELECT * FROM person",
        "SELECT * FROM projection",
    ] {
        let refused = client.batch_execute(sql).await.unwrap_err();
        assert!(refused.as_db_error().unwrap().message().contains("permission denied"), "{sql}");
    }
    let projector = rig.hq.databases.projector().await.unwrap();
    for sql in
        ["INSERT INTO segment SELECT * FROM segment", "UPDATE head SET seq = 0", "SELECT * FROM device"]
    {
        let refused = projector.batch_execute(sql).await.unwrap_err();
        assert!(refused.as_db_error().unwrap().message().contains("permission denied"), "{sql}");
    }
}
