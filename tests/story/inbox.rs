//! The watched folder as it is at a counter: locks, companions and half-copied files lie in it, and a used file goes away and comes
//! back.

use serde_json::{Value, json};

use super::service::{SPARING, Service};
use super::{ADVISOR, MANAGER, demo_store_of};
use crate::stage::{Stage, at};

async fn offered(stage: &Stage, purpose: &str) -> Vec<String> {
    let found = stage.ask("inbox.look", json!({ "purpose": purpose })).await;
    let name = |one: &Value| one["name"].as_str().expect("a name").to_owned();
    let mut names: Vec<String> = found.as_array().expect("files").iter().map(name).collect();
    names.sort();
    names
}

/// A table of one product without a fault.
const TABLE: &str = "产品编号,产品名称,备案编号,备案人,生产企业,执行标准,分类编码,PAO(月),使用方法,全成分,不适用情形,备案有效,蜡基\n\
    X-07,演示面霜,鲁G妆网备字2024900077,演示（演示）,演示（演示）,Q1,11-05-03-01-02,12,涂抹,水；甘油,无,是,否\n";

#[tokio::test]
async fn the_inbox_offers_what_can_be_read_and_takes_a_used_table_away() {
    let stage = demo_store_of("inbox-table", MANAGER).await;
    for name in
        ["a.csv", "c.xml", "d.zip", "f.XLSX", "~$f.XLSX", "._a.csv", ".~lock.a.csv#", "陈䶮𠮷.csv", "t.tsv"]
    {
        stage.bring(name, b"x");
    }
    stage.bring("half.xlsx", b"PK\x03\x04 half of it");
    stage.bring("scan.csv", b"%PDF-1.7");
    assert_eq!(offered(&stage, "skin_test").await, ["a.csv", "d.zip", "f.XLSX", "t.tsv", "陈䶮𠮷.csv"]);
    assert_eq!(offered(&stage, "lots").await, ["a.csv", "f.XLSX", "t.tsv", "陈䶮𠮷.csv"]);

    stage.bring("products.csv", TABLE.as_bytes());
    stage.press("nav-materials").await;
    stage.press("tab-products").await;
    stage.press("import-products").await;
    stage.press("inbox-products.csv").await;
    stage.see(&at("import-row")).await;
    assert!(stage.text(&at("import-row")).await.contains("12个月"), "what is taken stands there");
    stage.picture("preview").await;
    stage.press("import-commit").await;
    stage.see(&at("import-back")).await;
    stage.picture("used").await;
    assert!(!offered(&stage, "products").await.contains(&"products.csv".to_owned()));
    stage.press("import-back").await;
    stage.gone(&at("import-back")).await;
    assert!(offered(&stage, "products").await.contains(&"products.csv".to_owned()));
    stage.close().await;
}

#[tokio::test]
async fn a_file_of_another_day_is_asked_about_and_a_wrong_one_is_taken_back() {
    let stage = demo_store_of("inbox-skin", ADVISOR).await;
    let old = include_bytes!("../../crates/skintest/tests/fixtures/documented/meitu-eve.json");
    stage.bring("old.json", old);
    let service = Service::new(&stage).await;
    service.notice(&SPARING).await;
    service.needs(&["moisture"], "").await;
    service.at("skin").await;
    stage.press("inbox-0").await;
    stage.see(&at("skin-asked")).await;
    assert!(stage.text(&at("skin-asked")).await.contains("2023"), "of when it is");
    stage.picture("asked").await;
    stage.press("skin-other").await;
    stage.see(&at("inbox-0")).await;
    assert_eq!(service.view().await["step"], "needed", "nothing was taken");
    stage.press("inbox-0").await;
    stage.press("skin-sure").await;
    stage.see("ti-skin-report").await;
    assert!(offered(&stage, "skin_test").await.is_empty(), "it was used");
    stage.picture("taken").await;
    stage.press("skin-back").await;
    stage.see(&at("inbox-0")).await;
    assert_eq!(service.view().await["skin"], Value::Null);
    assert_eq!(offered(&stage, "skin_test").await, ["old.json"]);
    stage.picture("taken-back").await;
    stage.close().await;
}
