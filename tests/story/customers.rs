//! What the counter promises of its speed: how many taps and key actions lie between the lock screen and the label.

use serde_json::json;

use super::scale::Scale;
use super::service::{AGREES, SPARING, Service};
use super::{ADVISOR, MANAGER, demo_store, demo_store_of, unlock};
use crate::stage::{Stage, at};

/// A returning customer shows the label of last time; everything else the counter remembers. The scale stands on the
/// line and readings are taken by themselves, as the store has set it.
#[tokio::test]
async fn a_returning_customer_has_the_label_in_sixteen_acts() {
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
    // Allergies and pregnancy are asked at every visit: two of the acts.
    stage.press("stands-same").await;
    stage.press("expecting-no").await;
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
    assert!(taps <= 16, "a returning customer's label took {taps} taps");
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
    // Whoever names an allergy has answered of allergies; of pregnancy she is asked by one tap.
    // How the materials came in is said at the first clearance of a day, and stands for the rest of it.
    assert!(taps <= 32 + 2, "a new customer's label took {taps} taps");
    stage.close().await;
}

/// Opens the customer's next visit from her page, up to the needs.
async fn next_visit<'s>(stage: &'s Stage, before: &Service<'s>) -> Service<'s> {
    stage.press("abandon").await;
    stage.press("reason-0").await;
    stage.press("abandon-ok").await;
    stage.gone(&at("abandon-ok")).await;
    let view = before.view().await;
    let customer = view["customer"]["customer"].as_str().expect("a customer").to_owned();
    let page = format!("location.hash = '#/customer/{customer}'");
    stage.window.execute(&page, vec![]).await.expect("her page");
    stage.press("serve").await;
    stage.see(&at("same-again")).await;
    stage.press("same-again").await;
    before.take_back().await;
    let visit = Service::on(stage).await;
    assert_ne!(visit.number, before.number);
    visit.at("needs").await;
    visit
}

/// The recipes that are rejected because of an allergy.
async fn excluded(visit: &Service<'_>) -> Vec<String> {
    let asked = json!({ "service": visit.number, "size_mg": null, "spoken": null });
    let ranking = visit.stage.ask("service.ranking", asked).await;
    let rejected = ranking["rejected"].as_array().expect("a ranking").clone();
    let allergic = |one: &serde_json::Value| {
        let reasons = one["reasons"].as_array().expect("reasons");
        reasons.iter().any(|reason| reason.to_string().contains("过敏"))
    };
    let named = rejected.iter().filter(|one| allergic(one));
    named.map(|one| one["recipe"].as_str().expect("a recipe").to_owned()).collect()
}

/// Three visits of one customer with an allergy: said at the first, kept by "the same" at the second, and asked about before the third
/// is tapped by hand. What has it stays excluded, and she reads at every step that it is.
#[tokio::test]
async fn an_allergy_stands_at_the_third_visit_tapped_by_hand() {
    let stage = demo_store_of("allergy", ADVISOR).await;
    let first = Service::new(&stage).await;
    first.notice(&SPARING).await;
    first.needs(&["moisture"], "烟酰胺").await;
    assert!(stage.text(&at("allergies")).await.contains("烟酰胺"));
    first.no_skin_test().await;
    stage.see(".recipe-card").await;
    let left_out = excluded(&first).await;
    assert!(!left_out.is_empty(), "the allergy leaves something out");
    stage.picture("first-visit").await;

    let second = next_visit(&stage, &first).await;
    stage.see(&at("asked-again")).await;
    assert!(stage.text(&at("asked-again")).await.contains("烟酰胺"));
    assert!(!stage.sees(&at("needs-same")).await, "not before she was asked");
    stage.picture("asked-again").await;
    stage.press("stands-same").await;
    stage.press("expecting-no").await;
    stage.press("needs-same").await;
    second.at("plan").await;
    stage.see(".recipe-card").await;
    assert_eq!(excluded(&second).await, left_out, "the second visit, by the same again");

    let third = next_visit(&stage, &second).await;
    stage.press("concern-moisture").await;
    assert!(!stage.sees(&at("next")).await, "not before she was asked");
    stage.press("stands-same").await;
    stage.press("expecting-no").await;
    stage.press("next").await;
    third.at("skin").await;
    stage.picture("third-visit").await;
    third.no_skin_test().await;
    assert_eq!(excluded(&third).await, left_out, "the third visit, tapped by hand");
    assert_eq!(third.view().await["needs"]["allergies"], json!(["烟酰胺"]));
    third.plan(None).await;
    stage.see(&at("avoided")).await;
    assert!(stage.text(&at("avoided")).await.contains("烟酰胺"));
    stage.picture("avoided").await;
    third.sign().await;
    assert!(stage.text(&at("allergies")).await.contains("已避开"));
    stage.picture("clearance").await;
    stage.close().await;
}
