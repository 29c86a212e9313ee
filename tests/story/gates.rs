//! What changes after two people signed stops the unit at its next gate, in the window: a recall after the clearance, after the
//! label and after the release, a suspension, a night that ends a health check; each with the button that leads on.

use serde_json::json;

use super::service::{SPARING, Service};
use super::{ADVISOR, MANAGER, OFFICER, OPERATOR, demo_store_of, unlock};
use crate::stage::clock::Clock;
use crate::stage::{Stage, at};

/// The officer recalls the first lot of the unit, at the window, and the advisor goes on.
async fn recall(service: &mut Service<'_>) {
    let components = service.view().await["plan"]["components"].clone();
    let lot = components[0]["lot"].as_str().expect("a lot").to_owned();
    service.hand_to(OFFICER).await;
    let moved = json!({
        "lot": lot, "to": "returned_or_recalled", "accepted": true, "recalled": true, "reason": "演示召回",
    });
    service.stage.ask("lot.move", moved).await;
    service.hand_to(ADVISOR).await;
}

/// A finding stands in the panel, and what the desk refuses is said with its clause.
async fn stopped(stage: &Stage, check: &str, picture: &str) {
    stage.see(&at(&format!("finding-{check}"))).await;
    stage.picture(picture).await;
}

#[tokio::test]
async fn a_lot_recalled_after_the_clearance_is_not_weighed() {
    let stage = demo_store_of("recalled-cleared", ADVISOR).await;
    let mut service = Service::new(&stage).await;
    service.talk(&SPARING, &["moisture"]).await;
    service.clear().await;
    recall(&mut service).await;
    stopped(&stage, "lots_not_recalled", "recalled-after-the-clearance").await;
    let next = service.next().await;
    let asked = json!({ "service": service.number, "lot": next["lot"], "container": next["container"],
        "weight": { "from": "hand", "weight": next["target_mg"], "reason": "演示" }, "batch": "as_cleared" });
    let answer = stage.ask("service.weigh", asked).await;
    assert_eq!(answer["refusal"]["code"], "lot_not_usable", "{answer}");
    stage.close().await;
}

#[tokio::test]
async fn a_lot_recalled_after_the_label_is_not_released_and_the_unit_is_written_off() {
    let stage = demo_store_of("recalled-labelled", ADVISOR).await;
    let mut service = Service::new(&stage).await;
    service.talk(&SPARING, &["moisture"]).await;
    service.clear().await;
    service.blend().await;
    recall(&mut service).await;
    stage.scan(&service.number).await;
    stage.see(".signing ti-pin-pad").await;
    stopped(&stage, "unit_deliverable", "recalled-after-the-label").await;
    stage.pin(OFFICER.pin).await;
    stage.see("[data-test=refusal][data-code=gate_stopped]").await;
    stage.picture("release-refused").await;
    stage.press("mend-hold_unit").await;
    stage.press("reason-0").await;
    stage.press("write_off-ok").await;
    service.at("clear").await;
    stage.picture("written-off").await;
    stage.close().await;
}

#[tokio::test]
async fn a_lot_recalled_after_the_release_is_not_handed_over() {
    let stage = demo_store_of("recalled-released", ADVISOR).await;
    let mut service = Service::new(&stage).await;
    service.talk(&SPARING, &["moisture"]).await;
    service.clear().await;
    service.blend().await;
    service.release().await;
    recall(&mut service).await;
    stopped(&stage, "unit_deliverable", "recalled-after-the-release").await;
    stage.press("hints-told").await;
    stage.press("next").await;
    stage.see("[data-test=refusal][data-code=gate_stopped]").await;
    stage.picture("hand-over-refused").await;
    stage.press("mend-hold_unit").await;
    stage.press("reason-0").await;
    stage.press("abandon-ok").await;
    stage.see(".steps-item.stopped").await;
    stage.picture("ended-with-what-was-done").await;
    stage.close().await;
}

#[tokio::test]
async fn an_authorisation_suspended_after_the_clearance_stops_the_release() {
    let stage = demo_store_of("suspended", ADVISOR).await;
    let mut service = Service::new(&stage).await;
    service.talk(&SPARING, &["moisture"]).await;
    service.clear().await;
    service.blend().await;
    stage.scan(&service.number).await;
    stage.see(".signing ti-pin-pad").await;
    service.hand_to(MANAGER).await;
    let suspend = json!({ "authorisation": "YS-SD-01", "suspended": true, "reason": "演示整改" });
    stage.ask("authorisation.suspend", suspend).await;
    service.hand_to(ADVISOR).await;
    stopped(&stage, "pilot_authorised", "suspended").await;
    stage.pin(OFFICER.pin).await;
    stage.see("[data-test=refusal][data-code=gate_stopped]").await;
    stage.picture("release-refused").await;
    stage.close().await;
}

#[tokio::test]
async fn a_clearance_of_yesterday_is_not_weighed_under() {
    let clock = Clock::showing("cleared-yesterday", "2026-11-20T14:00:00+08:00");
    let mut stage = Stage::open_among("cleared-yesterday", clock.environment()).await;
    stage.press("start-demo").await;
    unlock(&stage, ADVISOR).await;
    let service = Service::new(&stage).await;
    service.talk(&SPARING, &["moisture"]).await;
    service.clear().await;
    let number = service.number.clone();
    clock.turn("2026-11-21T09:30:00+08:00");
    stage.reopen().await;
    unlock(&stage, MANAGER).await;
    // Everybody comes anew: what stops it is the day, and nothing else.
    for staff in [OPERATOR.staff, OFFICER.staff] {
        stage.ask("staff.presence", json!({ "staff": staff, "present": true })).await;
    }
    stage.press("change-person").await;
    unlock(&stage, ADVISOR).await;
    let page = format!("location.hash = '#/service/{number}'");
    stage.window.execute(&page, vec![]).await.expect("the service");
    let service = Service::on(&stage).await;
    stopped(&stage, "clearance_fresh", "cleared-yesterday").await;
    let next = service.next().await;
    let asked = json!({ "service": number, "lot": next["lot"], "container": next["container"],
        "weight": { "from": "hand", "weight": next["target_mg"], "reason": "演示" }, "batch": "as_cleared" });
    let answer = stage.ask("service.weigh", asked).await;
    assert_eq!(answer["refusal"]["code"], "gate_stopped", "{answer}");
    stage.close().await;
}

/// The manager's page of the staff, from wherever the window stands.
async fn staff(stage: &Stage) {
    stage.press("nav-store").await;
    stage.press("tab-staff").await;
}

/// Made a year ago to the day, a health check holds through today: the unit is cleared and labelled. A night later it ended
/// yesterday, the release stops, and the check that is recorded then lets the same unit go.
#[tokio::test]
async fn an_officer_whose_health_check_ended_yesterday_does_not_release() {
    let clock = Clock::showing("health-ended", "2026-11-20T14:00:00+08:00");
    let mut stage = Stage::open_among("health-ended", clock.environment()).await;
    stage.press("start-demo").await;
    unlock(&stage, MANAGER).await;
    staff(&stage).await;
    stage.press("edit-S04").await;
    stage.fill("field-health-on", "2025-11-20").await;
    stage.picture("a-year-to-the-day").await;
    stage.press("sheet-save").await;
    stage.gone(&at("sheet-save")).await;
    stage.press("change-person").await;
    unlock(&stage, ADVISOR).await;
    stage.press("nav-today").await;
    let service = Service::new(&stage).await;
    service.talk(&SPARING, &["moisture"]).await;
    service.clear().await;
    service.blend().await;
    let number = service.number.clone();
    clock.turn("2026-11-21T09:30:00+08:00");
    stage.reopen().await;
    unlock(&stage, MANAGER).await;
    for staff in [OPERATOR.staff, OFFICER.staff] {
        stage.ask("staff.presence", json!({ "staff": staff, "present": true })).await;
    }
    let page = format!("location.hash = '#/service/{number}'");
    stage.window.execute(&page, vec![]).await.expect("the service");
    stage.see(&at("label-read")).await;
    stage.scan(&number).await;
    stage.see(".signing ti-pin-pad").await;
    stopped(&stage, "release_officer_fit", "ended-yesterday").await;
    let said = stage.text(&at("finding-release_officer_fit")).await;
    assert!(said.contains("健康检查有效至 2026-11-20"), "{said}");
    stage.pin(OFFICER.pin).await;
    stage.see("[data-test=refusal][data-code=gate_stopped]").await;
    stage.picture("release-refused").await;
    stage.press("mend-name_other_officer").await;
    stage.see(&at("officer-S05")).await;
    // The panel judges whoever was chosen: this one has a year of experience.
    stage.press("officer-S05").await;
    stage.reads(&at("finding-release_officer_fit"), "S05").await;
    stage.picture("another-officer").await;
    stage.press("officer-S04").await;
    stage.reads(&at("finding-release_officer_fit"), "健康检查有效至 2026-11-20").await;

    staff(&stage).await;
    stage.press("health-S04").await;
    stage.fill("field-on", "2026-11-21").await;
    stage.tap(&format!("label:has({})", at("field-fit-yes"))).await;
    stage.press("sheet-save").await;
    stage.gone(&at("sheet-save")).await;
    stage.window.execute(&page, vec![]).await.expect("the service");
    stage.see(".signing ti-pin-pad").await;
    stage.pin(OFFICER.pin).await;
    let service = Service::on(&stage).await;
    service.at("deliver").await;
    stage.picture("released").await;
    stage.close().await;
}
