//! A computer whose date leapt: the store manager reads why nothing is erased and what would be, says that the date is right,
//! and the page is quiet again.

use serde_json::{Value, json};

use super::service::{AGREES, Service};
use super::{ADVISOR, MANAGER, unlock};
use crate::stage::clock::Clock;
use crate::stage::{Stage, at};

#[tokio::test]
async fn a_date_that_leapt_erases_nothing_until_the_manager_says_that_it_is_right() {
    let clock = Clock::showing("dates", "2026-11-20T14:00:00+08:00");
    let mut stage = Stage::open_among("dates", clock.environment()).await;
    stage.press("start-demo").await;
    unlock(&stage, ADVISOR).await;
    let service = Service::new(&stage).await;
    service.talk(&AGREES, &["moisture"]).await;
    service.make().await;
    clock.turn("2029-01-15T10:00:00+08:00");
    stage.reopen().await;
    unlock(&stage, MANAGER).await;
    stage.press("nav-store").await;
    stage.press("tab-retention").await;
    stage.see(&at("date-doubted")).await;
    stage.see(&at("leaving-list")).await;
    stage.picture("date-doubted").await;
    let before = stage.ask("retention.look", json!({})).await;
    let leaving = |view: &Value| view["leaving"].as_array().map_or(0, Vec::len);
    assert!(leaving(&before) > 0, "{before}");
    stage.press("confirm-date").await;
    stage.fill("field-day", "2029-01-16").await;
    stage.fill("field-pin", MANAGER.pin).await;
    stage.press("sheet-save").await;
    stage.see("dialog .field-error").await;
    stage.picture("another-day").await;
    stage.fill("field-day", "2029-01-15").await;
    stage.press("sheet-save").await;
    stage.gone(&at("sheet-save")).await;
    stage.gone(&at("date-doubted")).await;
    stage.picture("date-confirmed").await;
    // What is over goes in the next quiet moment, and the page says how much.
    stage.until("retention.look", json!({}), |view| leaving(view) == 0 && view["erased_today"] != 0).await;
    stage.close().await;
}
