//! Who sits at the window: another advisor in the middle of a service, and whoever does not know the PIN.

use serde_json::json;

use super::service::{SPARING, Service};
use super::{ADVISOR, MANAGER, demo_store, demo_store_of, first_sitting, unlock};
use crate::stage::at;

/// Two taps and six digits, and what was half said still stands there.
#[tokio::test]
async fn another_advisor_takes_over_in_mid_service() {
    let stage = demo_store_of("change-of-advisor", ADVISOR).await;
    let mut service = Service::new(&stage).await;
    service.notice(&SPARING).await;
    stage.press("concern-moisture").await;
    stage.fill("needs-allergies", "水杨酸").await;
    stage.count_anew();
    service.hand_to(MANAGER).await;
    // The person, the face, the PIN.
    assert_eq!(stage.counted("change of advisor"), 3);
    service.at("needs").await;
    let allergies = stage.see(&at("needs-allergies")).await.prop("value").await.expect("a field");
    assert_eq!(allergies.as_deref(), Some("水杨酸"), "what was half said");
    stage.see(&format!("{}[aria-pressed=true]", at("concern-moisture"))).await;
    stage.picture("half-said").await;
    stage.see(&format!("{}[aria-pressed=true]", at("stands-changed"))).await;
    stage.press("expecting-no").await;
    stage.press("next").await;
    service.at("skin").await;
    service.no_skin_test().await;
    service.plan(None).await;
    service.sign().await;
    service.make().await;
    assert_eq!(service.view().await["step"], "done");
    stage.close().await;
}

/// Five wrong PINs lock out; the right one no longer helps; the manager gives a new one, and it is recorded.
#[tokio::test]
async fn wrong_pins_lock_out_and_the_manager_lets_in_again() {
    let stage = demo_store("lockout").await;
    stage.press("face-S01").await;
    for left in (0..5).rev() {
        stage.pin("999999").await;
        if left > 0 {
            stage.reads(&at("pin-wrong"), &left.to_string()).await;
        }
    }
    stage.see(&format!("{} .face-state.stop", at("face-S01"))).await;
    assert!(!stage.sees(&at("pin-1")).await, "the pad still takes digits");
    stage.picture("locked-out").await;
    let right = stage.ask("desk.unlock", json!({ "staff": ADVISOR.staff, "pin": ADVISOR.pin })).await;
    assert_eq!(right["refusal"]["code"], "pin_locked");

    unlock(&stage, MANAGER).await;
    stage.press("nav-store").await;
    stage.press("tab-staff").await;
    stage.press("pin-S01").await;
    stage.fill("field-pin", "135790").await;
    stage.fill("field-pin_again", "135790").await;
    stage.picture("a-new-pin").await;
    stage.press("sheet-save").await;
    stage.gone(&at("sheet-save")).await;
    stage.press("lock").await;
    first_sitting(&stage, super::Person { pin: "246813", ..ADVISOR }, "135790").await;
    stage.reads(&at("me"), "演示顾问甲").await;
    stage.close().await;
}
