//! What the counter promises of its speed: how many taps and key actions lie between the lock screen and the label.

use serde_json::json;

use super::scale::Scale;
use super::service::{AGREES, SPARING, Service};
use super::{ADVISOR, MANAGER, demo_store, demo_store_of, unlock};
use crate::stage::at;

/// A returning customer shows the label of last time; everything else the counter remembers. The scale stands on the
/// line and readings are taken by themselves, as the store has set it.
#[tokio::test]
async fn a_returning_customer_has_the_label_in_fourteen_acts() {
    let stage = demo_store_of("returning", MANAGER).await;
    let scale = Scale::on_the_line(&stage).await;
    stage.press("change-person").await;
    unlock(&stage, ADVISOR).await;
    let mut first = Service::new(&stage).await;
    first.talk(&SPARING, &["moisture"]).await;
    first.clear().await;
    scale.blend(&first).await;
    first.release().await;
    first.deliver().await;
    first.clean().await;
    first.hand_to(ADVISOR).await;
    stage.press("nav-today").await;
    stage.see(&at("new-service")).await;
    stage.press("lock").await;

    stage.see(".lock").await;
    stage.count_anew();
    unlock(&stage, ADVISOR).await;
    stage.see(&at("new-service")).await;
    stage.scan(&first.number).await;
    stage.see(&at("again")).await;
    stage.picture("who-is-back").await;
    stage.press("again").await;
    stage.see(&at("same-again")).await;
    stage.picture("same-choices").await;
    stage.press("same-again").await;
    first.take_back().await;
    let second = Service::on(&stage).await;
    assert_ne!(second.number, first.number);
    stage.press("same-recipe").await;
    second.sign().await;
    second.clear().await;
    scale.blend(&second).await;
    let taps = stage.counted("returning customer");
    stage.picture("label").await;

    let (before, now) = (first.view().await, second.view().await);
    assert_eq!(now["plan"]["recipe"], before["plan"]["recipe"]);
    assert_eq!(now["customer"]["customer"], before["customer"]["customer"]);
    assert_eq!(now["step"], "labelled");
    assert!(taps <= 14, "a returning customer's label took {taps} taps");
    stage.close().await;
}

/// A new customer reads and chooses, has the skin measured, says an allergy, signs; the advisor weighs by hand what the
/// recipe asks for.
#[tokio::test]
async fn a_new_customer_has_the_label_in_thirty_two_acts() {
    let stage = demo_store("new-customer").await;
    stage
        .bring("skin.json", include_bytes!("../../crates/skintest/tests/fixtures/documented/meitu-eve.json"));
    unlock(&stage, ADVISOR).await;
    stage.press("lock").await;

    stage.see(".lock").await;
    stage.count_anew();
    unlock(&stage, ADVISOR).await;
    let service = Service::new(&stage).await;
    service.notice(&AGREES).await;
    service.needs(&["moisture"], "水杨酸").await;
    stage.picture("skin-files").await;
    stage.press("inbox-0").await;
    stage.see("ti-skin-report").await;
    stage.picture("skin").await;
    stage.press("to-current").await;
    service.at("plan").await;
    service.plan(None).await;
    service.sign().await;
    service.clear().await;
    service.blend().await;
    let taps = stage.counted("new customer");
    stage.picture("label").await;
    let view = service.view().await;
    assert_eq!(view["step"], "labelled");
    assert_eq!(view["needs"]["allergies"], json!(["水杨酸"]));
    assert!(taps <= 32, "a new customer's label took {taps} taps");
    stage.close().await;
}
