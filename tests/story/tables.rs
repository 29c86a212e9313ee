//! Tables that come a second time: what they would change is shown, and what weakens is asked.

use serde_json::json;

use super::{MANAGER, demo_store_of};
use crate::stage::{Stage, at};

const HEAD: &str =
    "产品编号,产品名称,备案编号,备案人,生产企业,执行标准,分类编码,开封后期限,使用方法,全成分,不适用情形";
const ROW: &str = "X-01,旧备案面霜（演示）,鲁G妆网备字2024900099,演示（演示）,演示（演示）,Q1,11-05-03-01-02,12个月,涂抹,水；甘油,无";

/// Looks at a table that lies in the watched folder.
async fn look(stage: &Stage, name: &str, table: &str) {
    stage.bring(name, table.as_bytes());
    stage.press("import-products").await;
    stage.press(&format!("inbox-{name}")).await;
    stage.see("ti-import-preview .import-sum").await;
}

/// A cancelled filing does not become valid by a second import: without the column nothing changes, with it somebody has to look.
#[tokio::test]
async fn a_cancelled_filing_stays_cancelled_until_somebody_looked_at_it() {
    let stage = demo_store_of("weakens", MANAGER).await;
    stage.press("nav-materials").await;
    stage.press("tab-products").await;
    look(&stage, "first.csv", &format!("{HEAD},备案有效,蜡基\n{ROW},否,否\n")).await;
    stage.press("import-commit").await;
    stage.see(".import-done").await;
    stage.press("import-close").await;

    look(&stage, "without.csv", &format!("{HEAD}\n{ROW}\n")).await;
    assert!(!stage.sees(&at("import-commit")).await, "a column that is not there changes nothing");
    stage.press("import-close").await;

    let listed = stage.ask("product.list", json!({ "text": "X-01", "page": 0 })).await;
    assert_eq!(listed["rows"][0]["active"], json!(false), "{listed}");
    look(&stage, "valid.csv", &format!("{HEAD},备案有效,蜡基\n{ROW},是,否\n")).await;
    assert!(stage.text(&at("import-changes")).await.contains("备案有效"));
    assert!(!stage.sees(&at("import-commit")).await, "not before somebody looked at it");
    stage.picture("asked").await;
    stage.press("import-weaken").await;
    stage.press("import-commit").await;
    stage.see(".import-done").await;
    stage.press("import-close").await;
    let listed = stage.ask("product.list", json!({ "text": "X-01", "page": 0 })).await;
    assert_eq!(listed["rows"][0]["active"], json!(true), "{listed}");
    stage.close().await;
}
