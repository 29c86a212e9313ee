//! What customers may refuse, what the young may not be sold, and what their screen cannot do.

use serde_json::{Value, json};

use super::service::{AGREES, Answers, SPARING, Service};
use super::{ADVISOR, demo_store_of};
use crate::stage::at;

/// Who refuses the image and the upload is served all the same, and nothing of it is kept.
#[tokio::test]
async fn a_customer_who_refuses_image_and_upload_is_served() {
    let stage = demo_store_of("refuses-image-and-upload", ADVISOR).await;
    let service = Service::new(&stage).await;
    let refuse: &[&str] = &["facial_image", "upload_identity"];
    service.talk(&Answers { refuse, ..AGREES }, &["moisture"]).await;
    service.make().await;
    let view = service.view().await;
    assert_eq!(view["step"], "done");
    for choice in view["notice"]["choices"].as_array().expect("choices") {
        let purpose = choice["purpose"].as_str().expect("a purpose");
        assert_eq!(choice["agreed"], json!(!refuse.contains(&purpose)), "{purpose}");
    }
    stage.press("step-notice").await;
    stage.see(".refused[data-test=choice-facial_image]").await;
    stage.see(".refused[data-test=choice-upload_identity]").await;
    stage.picture("what-was-chosen").await;
    stage.close().await;
}

/// From 13 on a blend may be made; under 14 a guardian consents and signs, and no image is even asked for.
#[tokio::test]
async fn for_a_minor_of_13_the_guardian_consents_and_signs() {
    let stage = demo_store_of("minor-of-13", ADVISOR).await;
    let service = Service::new(&stage).await;
    let answers = Answers { age: "13", guardian: Some("演示监护人"), ..SPARING };
    service.notice(&answers).await;
    let notice = service.view().await["notice"].clone();
    assert_eq!((&notice["age"], &notice["guardian"]), (&json!("under_fourteen"), &json!(true)));
    let purposes =
        notice["choices"].as_array().expect("choices").iter().map(|choice| choice["purpose"].clone());
    assert!(
        !purposes.collect::<Vec<_>>().contains(&json!("facial_image")),
        "an image was asked for: {notice}"
    );
    service.needs(&["moisture"], "").await;
    service.no_skin_test().await;
    service.plan(None).await;
    stage.see(&at("signature")).await;
    let signer = stage.see(&at("signer")).await.prop("value").await.expect("a field");
    assert_eq!(signer.as_deref(), Some("演示监护人"), "the guardian is proposed as the one who signs");
    service.sign().await;
    service.clear().await;
    stage.close().await;
}

/// 儿童化妆品监督管理规定: for 12 or younger no blend is made, and nothing of the child is kept.
#[tokio::test]
async fn for_a_child_of_12_nothing_is_blended_and_nothing_kept() {
    let stage = demo_store_of("child-of-12", ADVISOR).await;
    let service = Service::new(&stage).await;
    stage.press("next").await;
    stage.see(&at("age")).await;
    stage.write("12").await;
    stage.press("next").await;
    stage.see(&at("to-advisor")).await;
    stage.picture("turned-away").await;
    stage.press("to-advisor").await;
    service.take_back().await;
    let view = service.view().await;
    assert_eq!((&view["step"], &view["notice"]), (&json!("opened"), &Value::Null));
    stage.close().await;
}

/// While the customer has the screen, no command of the staff's passes, whoever asks for it.
#[tokio::test]
async fn the_customers_page_cannot_call_the_staff() {
    let stage = demo_store_of("customers-page", ADVISOR).await;
    let service = Service::new(&stage).await;
    stage.press("next").await;
    stage.see(&at("age")).await;
    stage.picture("handed-over").await;
    let number = json!({ "service": service.number });
    let staff = [
        ("today.look", json!({})),
        ("service.view", number.clone()),
        ("service.needs_same", number.clone()),
        ("service.label", json!({ "service": service.number, "template": "label-60x40" })),
        ("search", json!({ "text": "JN01", "limit": 5 })),
        ("staff.list", json!({})),
        ("desk.unlock", json!({ "staff": ADVISOR.staff, "pin": ADVISOR.pin })),
        ("backup.make", json!({})),
        ("device.set", json!({ "auto_lock_minutes": 30 })),
        ("inbox.look", json!({ "purpose": "skin_test" })),
    ];
    for (name, arguments) in staff {
        let code = stage.ask(name, arguments).await["refusal"]["code"].clone();
        assert!(code == "handed_over" || code == "window_forbidden", "{name}: {code}");
    }
    let desk = stage.ask("desk.look", json!({})).await;
    assert_eq!((&desk["surface"], &desk["me"]), (&json!("customer"), &Value::Null));
    // Another page in the same window finds the same door.
    stage.window.goto("index.html").await.expect("an address");
    stage.see(&at("age")).await;
    service.answer(&SPARING).await;
    service.take_back().await;
    assert_eq!(service.view().await["step"], "noticed");
    stage.close().await;
}
