//! Headquarters restored from a backup of its own: it does not speak before it says so, promises anew, and erases again.

use hq::hq::{Fault, Hq};
use sync::calls::SealedOutcome;

use crate::erasure::{erased, put, released};
use crate::rig::Rig;
use crate::way_up::enrolled;

const BYTES: &[u8] = "{\"name\":\"试验顾客甲\"}".as_bytes();
const TABLES: [&str; 8] = ["head", "segment", "device", "store", "hq", "hq_record", "incident", "fork"];

#[tokio::test]
async fn hq_restored_gets_everything_again_and_what_was_erased_stays_erased() {
    let mut rig = Rig::taking().await;
    let mut store = enrolled(&mut rig, "JN01", 50).await;
    let seq = released(&mut store, "dd01", "consent");
    store.all(rig.address).await;
    assert_eq!(put(&rig, &mut store, "dd01", seq, BYTES).await, SealedOutcome::Kept);
    // The backup of tonight.
    for table in TABLES {
        rig.behind
            .batch_execute(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}"))
            .await
            .unwrap();
    }
    let sealed =
        "CREATE TABLE kept_sealed AS SELECT * FROM sealed; CREATE TABLE kept_erased AS SELECT * FROM erased";
    rig.sealed.batch_execute(sealed).await.unwrap();
    // The next day: more work, an erasure, and headquarters is restored twice, in two epochs.
    store.work(6);
    let gone = erased(&mut store, "dd01");
    let promised = store.all(rig.address).await;
    assert_eq!((promised.seq, promised.epoch), (gone, 1));
    hq::ctl::restored(&mut rig.office, "演练").await.unwrap();
    for table in TABLES {
        let sql = format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}");
        rig.behind.batch_execute(&sql).await.unwrap();
    }
    let sql = "DELETE FROM sealed; INSERT INTO sealed SELECT * FROM kept_sealed; DELETE FROM erased";
    rig.sealed.batch_execute(sql).await.unwrap();
    let refused = Hq::open(&rig.settings).await.err().unwrap();
    assert!(matches!(refused, Fault::Older { database: 1, spoke: 2 }), "it does not start unsaid: {refused}");
    let (epoch, _) = hq::ctl::restored(&mut rig.office, "磁盘损坏，恢复昨夜备份").await.unwrap();
    assert_eq!(epoch, 3, "above every epoch that ever spoke");
    rig.again().await;
    // The store holds a receipt for more than is here; identities stay closed until it is level.
    let (receipt, _) = store.head(rig.address, Some(gone)).await;
    assert_eq!((receipt.seq, receipt.epoch), (seq, 3));
    assert_eq!(put(&rig, &mut store, "dd01", seq, BYTES).await, SealedOutcome::NoRecord);
    let lost = "SELECT count(*) FROM incident WHERE kind = 'records_lost' AND closed_at IS NULL";
    assert_eq!(rig.count(lost).await, 1, "what was lost is an incident");
    let receipt = store.all(rig.address).await;
    assert_eq!((receipt.seq, receipt.epoch, receipt.erased), (gone, 3, vec!["dd01".to_owned()]));
    assert_eq!(rig.sealed.query("SELECT 1 FROM sealed", &[]).await.unwrap().len(), 0, "erased again");
    store.head(rig.address, Some(gone)).await;
    assert_eq!(
        put(&rig, &mut store, "dd01", seq, BYTES).await,
        SealedOutcome::Erased,
        "open again, and it knows"
    );
    assert!(hq::ctl::own(&rig.office).await.unwrap().is_ok());
}

#[tokio::test]
async fn erasures_are_carried_out_again_where_only_the_identities_are_of_an_older_backup() {
    let mut rig = Rig::taking().await;
    let mut store = enrolled(&mut rig, "JN01", 51).await;
    let seq = released(&mut store, "ee01", "consent");
    store.all(rig.address).await;
    put(&rig, &mut store, "ee01", seq, BYTES).await;
    rig.sealed.batch_execute("CREATE TABLE kept_sealed AS SELECT * FROM sealed").await.unwrap();
    let payload = "{\"item\":\"ee01\",\"reason\":\"本人要求\"}";
    store.write("vault.erased", payload);
    store.all(rig.address).await;
    rig.project().await;
    rig.sealed
        .batch_execute("DELETE FROM erased; INSERT INTO sealed SELECT * FROM kept_sealed")
        .await
        .unwrap();
    let (_, gone) = hq::ctl::restored(&mut rig.office, "身份库恢复").await.unwrap();
    assert_eq!(gone, 1);
    assert_eq!(rig.sealed.query("SELECT 1 FROM sealed", &[]).await.unwrap().len(), 0);
}
