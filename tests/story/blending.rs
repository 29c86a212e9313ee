//! What goes wrong at the bench, and how each is mended: the unclean vessel, the unsteady hand, the wrong bottle, the
//! power cut.

use serde_json::json;

use super::service::{SPARING, Service, grams};
use super::{ADVISOR, demo_store_of, unlock};
use crate::stage::at;

/// What was used once stops the next clearance; the button of the refusal leads to the cleaning, and then it passes.
#[tokio::test]
async fn a_refusal_is_mended_from_its_own_button_and_passes() {
    let stage = demo_store_of("refusal-mended", ADVISOR).await;
    let first = Service::new(&stage).await;
    first.talk(&SPARING, &["moisture"]).await;
    first.make().await;
    stage.press("next").await;
    stage.see(".service-panel[data-step=notice]").await;

    let second = Service::on(&stage).await;
    second.talk(&SPARING, &["moisture"]).await;
    stage.see(&at("mend-clean_equipment")).await;
    assert!(!stage.sees(".signing ti-pin-pad").await, "an unclean vessel is up for signature");
    stage.picture("stopped").await;
    stage.press("mend-clean_equipment").await;
    stage.see("dialog service-cleaning").await;
    stage.picture("cleaning").await;
    second.clean().await;
    second.clear().await;
    stage.picture("passed").await;
    stage.close().await;
}

/// Too much is poured: the batch grows so that the proportion is kept, and what was poured before is topped up.
#[tokio::test]
async fn an_over_pour_is_scaled_up_and_a_spoilt_blend_is_made_anew() {
    let stage = demo_store_of("over-pour", ADVISOR).await;
    let service = Service::new(&stage).await;
    service.talk(&SPARING, &["moisture"]).await;
    service.clear().await;
    assert!(service.pour(0).await, "a recipe of one component cannot be thrown out of proportion");
    let next = service.next().await;
    service.scan_next(&next).await;
    let (high, target) =
        (next["high_mg"].as_i64().expect("a band"), next["target_mg"].as_i64().expect("a target"));
    let poured = high.max(target + target / 10);
    stage.fill("weight", &grams(poured)).await;
    stage.see(&at("scale-up-note")).await;
    stage.picture("too-much").await;
    stage.press("scale-up").await;
    service.weighed(&next).await;
    let view = service.view().await;
    let vessel = &view["vessel"];
    assert!(vessel["batch_mg"].as_i64() > vessel["size_mg"].as_i64(), "the batch has grown: {vessel}");
    assert_eq!(view["next"]["top_up"], json!(true), "what was poured first is topped up: {}", view["next"]);
    stage.picture("scaled-up").await;

    stage.press("write-off").await;
    stage.press("reason-0").await;
    stage.picture("write-off").await;
    stage.press("write_off-ok").await;
    service.at("clear").await;
    let written_off = service.view().await["vessel"]["written_off"].clone();
    assert_eq!(written_off.as_array().map(Vec::len), Some(1), "written off once: {written_off}");
    stage.see(&at("mend-clean_equipment")).await;
    stage.press("mend-clean_equipment").await;
    service.clean().await;
    service.clear().await;
    service.blend().await;
    let vessel = service.view().await["vessel"].clone();
    assert_eq!(vessel["batch_mg"], vessel["size_mg"], "the new batch is of its own size: {vessel}");
    stage.picture("made-anew").await;
    stage.close().await;
}

/// Another bottle than the plan's is called out and cannot be weighed, in the window and behind it.
#[tokio::test]
async fn a_wrong_lot_is_called_out_and_cannot_be_weighed() {
    let stage = demo_store_of("wrong-lot", ADVISOR).await;
    let service = Service::new(&stage).await;
    service.talk(&SPARING, &["moisture"]).await;
    service.clear().await;
    let next = service.next().await;
    let lots = stage.ask("lot.list", json!({ "text": null, "zone": null, "page": 0 })).await;
    let wrong =
        lots["rows"].as_array().expect("lots").iter().find(|lot| lot["lot"] != next["lot"]).expect("another");
    let wrong = wrong["lot"].as_str().expect("a lot");
    stage.see(&at("scan-wanted")).await;
    stage.scan(wrong).await;
    stage.see(&at("scan-wrong")).await;
    let weight = grams(next["target_mg"].as_i64().expect("a target"));
    stage.fill("weight", &weight).await;
    assert!(!stage.sees(&at("confirm-weight")).await, "a wrong lot can be confirmed");
    stage.picture("wrong-lot").await;
    let asked = json!({ "service": service.number, "lot": wrong, "container": next["container"],
        "weight": { "from": "hand", "weight": next["target_mg"], "reason": "演示" }, "batch": "as_cleared" });
    let answer = stage.ask("service.weigh", asked).await;
    assert!(answer["refusal"]["code"].is_string(), "the door lets a wrong lot pass: {answer}");
    assert_eq!(service.next().await, next, "nothing was weighed");

    stage.enter("scan-type", next["container"].as_str().expect("a container")).await;
    stage.see(&at("scan-right")).await;
    stage.enter("weight", &weight).await;
    service.weighed(&next).await;
    stage.picture("right-lot").await;
    stage.close().await;
}

/// The power goes in the middle of a blend: what was weighed is in the vessel and in the record, what was not is not.
#[tokio::test]
async fn after_a_power_cut_the_blend_goes_on_with_what_is_in_the_vessel() {
    let mut stage = demo_store_of("power-cut", ADVISOR).await;
    let service = Service::new(&stage).await;
    service.talk(&SPARING, &["moisture"]).await;
    service.clear().await;
    service.pour(0).await;
    let (number, before) = (service.number.clone(), service.view().await);
    let next = service.next().await;
    service.scan_next(&next).await;
    stage.fill("weight", "1.2").await;
    stage.picture("before-the-cut").await;
    stage.killed().await;

    unlock(&stage, ADVISOR).await;
    stage.picture("after-the-cut").await;
    stage.press(&format!("open-{number}")).await;
    let service = Service::on(&stage).await;
    stage.see(&at("resumed")).await;
    stage.picture("resumed").await;
    let after = service.view().await;
    assert_eq!(after["vessel"], before["vessel"], "what is in the vessel");
    assert_eq!(after["next"], before["next"], "what is next");
    service.blend().await;
    service.release().await;
    stage.close().await;
}
