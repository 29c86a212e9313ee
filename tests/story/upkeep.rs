//! Equipment that stood still for half a year finds its way back, and what was written wrongly is put right beside it.

use serde_json::json;

use super::{MANAGER, demo_store_of};
use crate::stage::{Stage, at};

/// Says yes to a question of the form that is open.
async fn yes(stage: &Stage, field: &str) {
    stage.tap(&format!("label:has({})", at(&format!("field-{field}-yes")))).await;
}

async fn saved(stage: &Stage) {
    stage.press("sheet-save").await;
    stage.gone(&at("sheet-save")).await;
}

/// Inspected, tested where a test is owed, and free.
#[tokio::test]
async fn equipment_that_stood_still_comes_back() {
    let stage = demo_store_of("upkeep", MANAGER).await;
    stage.press("nav-store").await;
    stage.press("tab-equipment").await;
    stage.see(&at("inspect-MX02")).await;
    stage.picture("stood-still").await;
    stage.press("inspect-MX02").await;
    stage.see(&at("sheet-save")).await;
    stage.picture("inspection").await;
    yes(&stage, "equipment_sound").await;
    yes(&stage, "environment_sound").await;
    saved(&stage).await;
    stage.gone(&at("inspect-MX02")).await;
    // A finished product that was sampled since serves as the test; which it is, depends on the day.
    let holds = |pieces: &serde_json::Value, duty: &str| {
        let piece = pieces.as_array().and_then(|all| all.iter().find(|each| each["id"] == "MX02"));
        piece.is_some_and(|piece| piece[duty]["holds"] == json!(true))
    };
    assert!(holds(&stage.ask("equipment.list", json!({})).await, "inspection"));
    if !holds(&stage.ask("equipment.list", json!({})).await, "test") {
        stage.press("passed-MX02").await;
        stage.fill("field-report", "演示检验-MX02").await;
        stage.picture("test").await;
        saved(&stage).await;
        stage.gone(&at("passed-MX02")).await;
    }
    assert!(holds(&stage.ask("equipment.list", json!({})).await, "test"));
    stage.picture("free-again").await;
    stage.close().await;
}

/// A change of the process owes a test of every piece that it touches.
#[tokio::test]
async fn a_change_takes_equipment_out_of_use() {
    let stage = demo_store_of("change", MANAGER).await;
    stage.press("nav-store").await;
    stage.press("tab-equipment").await;
    stage.press("declare-change").await;
    stage.see(&at("sheet-save")).await;
    stage.picture("change").await;
    stage.choose("field-change", "changed").await;
    for piece in ["SC01", "VE01"] {
        stage.tap(&format!("label:has({})", at(&format!("field-equipment-{piece}")))).await;
    }
    saved(&stage).await;
    for piece in ["SC01", "VE01"] {
        stage.see(&at(&format!("passed-{piece}"))).await;
    }
    stage.picture("out-of-use").await;
    stage.close().await;
}
