//! Copies that are put back while headquarters is out of reach.

use std::fs;

use super::headquarters::{Headquarters, enrol, page, stands, work};
use super::{ADVISOR, MANAGER, demo_store_of, unlock};
use crate::stage::at;

/// One copy is put back twice on one day while headquarters is out of reach: each goes on under its own mark, and no number is
/// given twice, although nothing of the first life after the copy was ever sent.
#[tokio::test]
async fn two_restores_of_one_copy_on_one_day_give_no_number_twice() {
    let mut hq = Headquarters::new();
    hq.comes();
    let mut stage = demo_store_of("restored-twice", MANAGER).await;
    page(&stage).await;
    enrol(&stage, &hq, false).await;
    stands(&stage, "level").await;
    hq.goes_away();
    let aside = tempfile::tempdir().expect("a folder");
    let copy = aside.path().join("copy.tiaohe");
    stage
        .between(|data| {
            let folder = data.join("demo");
            let key = store::Key::read(&folder.join("demo.key")).expect("its key");
            store::Store::open(&folder, &key).expect("it opens").backup(&copy, &key).expect("a copy");
        })
        .await;
    unlock(&stage, ADVISOR).await;
    let mut numbers = vec![work(&stage).await];
    for life in 1..=2 {
        stage
            .between(|data| {
                let folder = data.join("demo");
                let key = store::Key::read(&folder.join("demo.key")).expect("its key");
                for name in ["store.db", "store.db-wal", "store.db-shm"] {
                    let _ = fs::remove_file(folder.join(name));
                }
                let at = domain::in_china(chrono::Local::now().fixed_offset());
                let stamp = store::Stamp { at, monotonic: 1 };
                drop(store::Store::restore(&copy, &folder, &key, "system", stamp).expect("restored"));
            })
            .await;
        unlock(&stage, MANAGER).await;
        page(&stage).await;
        stage.see(&at("hq-alone")).await;
        stage.picture(&format!("life-{life}-reads-alone")).await;
        stage.press("hq-alone").await;
        stage.fill("field-reason", "总部网络中断").await;
        stage.fill("field-pin", MANAGER.pin).await;
        stage.picture(&format!("life-{life}-alone")).await;
        stage.press("sheet-save").await;
        stage.gone(&at("sheet-save")).await;
        stage.press("lock").await;
        unlock(&stage, ADVISOR).await;
        numbers.push(work(&stage).await);
    }
    let all = numbers.clone();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), 3, "{all:?}");
    stage.close().await;
}
