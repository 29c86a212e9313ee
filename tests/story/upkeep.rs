//! Equipment that stood still for half a year finds its way back, and what was written wrongly is put right beside it.

use serde_json::json;

use super::{MANAGER, demo_store, demo_store_of, unlock};
use crate::later;
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

async fn go(stage: &Stage, place: &str) {
    let there = vec![json!(format!("#/{place}"))];
    stage.window.execute("location.hash = arguments[0]", there).await.expect("it goes there");
}

/// Whether the page as a whole scrolls: then something of it lies outside of the window.
async fn scrolls(stage: &Stage) -> bool {
    let script = "const page = document.scrollingElement; return page.scrollHeight > page.clientHeight;";
    stage.window.execute(script, vec![]).await.expect("a measured page") == json!(true)
}

/// A newer program wrote into the store: this one shows everything, says on each screen why nothing more is recorded, and what to do.
#[tokio::test]
async fn a_store_for_reading_alone_says_so_on_every_screen() {
    let mut stage = demo_store("reading-alone").await;
    stage
        .between(|data| {
            let demo = data.join("demo");
            let now = chrono::Local::now().fixed_offset();
            later::append(&demo, &demo.join("demo.key"), later::RISEN, now);
        })
        .await;
    stage.see(&at("face-S06")).await;
    stage.see(&at("reading-alone")).await;
    stage.picture("locked").await;
    assert!(!scrolls(&stage).await, "the lock screen fits beside what is said");
    unlock(&stage, MANAGER).await;
    for place in
        ["today", "services", "customers", "materials", "work", "store/staff", "day", "records", "setup"]
    {
        go(&stage, place).await;
        stage.see(&at("reading-alone")).await;
        assert!(!scrolls(&stage).await, "{place} fits beside what is said");
    }
    go(&stage, "today").await;
    stage.picture("today").await;
    assert!(stage.text(&at("reading-alone")).await.contains("请安装新版程序"));
    stage.press("language").await;
    stage.picture("today-english").await;
    assert!(stage.text(&at("reading-alone")).await.contains("install the newer version"));
    stage.close().await;
}
