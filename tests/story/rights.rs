//! The customer's rights, as a customer and an advisor live them: consent taken back, a name put right, two who are one
//! person joined and parted, everything deleted, each with its receipt; and a call on its day that finds something wrong.

use serde_json::{Value, json};

use super::service::{AGREES, Answers, Service};
use super::{ADVISOR, MANAGER, OFFICER, demo_store_of, unlock};
use crate::stage::clock::Clock;
use crate::stage::{Stage, at};

/// Prints the receipt that is in front and puts it away.
async fn receipt(stage: &Stage, picture: &str) {
    stage.see("dialog [data-test=receipt]").await;
    stage.picture(picture).await;
    stage.tap("dialog [data-test=receipt-print]").await;
    stage.reads("dialog [data-test=receipt-went]", "WD-").await;
    stage.press("dialog-close").await;
    stage.gone("dialog[open]").await;
}

/// Prints the receipt of a change and puts it away.
async fn change(stage: &Stage, number: &str, picture: &str) {
    stage.see("dialog [data-test=change-receipt]").await;
    stage.picture(picture).await;
    stage.tap("dialog [data-test=change-print]").await;
    stage.reads("dialog [data-test=change-went]", number).await;
    stage.press("dialog-close").await;
    stage.gone("dialog[open]").await;
}

/// The page of a service's customer, found by the number on her label.
async fn page_of(stage: &Stage, service: &Service<'_>) -> String {
    let customer = service.view().await["customer"]["customer"].as_str().expect("a customer").to_owned();
    stage.press("nav-customers").await;
    stage.fill("customer-search", &service.number).await;
    stage.see(&at(&format!("service-{}", service.number))).await;
    stage.tap(&format!("a.button[href=\"#/customer/{customer}\"]")).await;
    stage.see(&at("consents")).await;
    customer
}

async fn kept(stage: &Stage, customer: &str) -> Vec<String> {
    let person = stage.ask("person.look", json!({ "customer": customer })).await;
    let kept = person["kept"].as_array().expect("what is kept").iter();
    kept.filter_map(|item| item["what"].as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn consent_is_taken_back_a_name_put_right_and_everything_deleted() {
    let stage = demo_store_of("rights", ADVISOR).await;
    let service = Service::new(&stage).await;
    service.notice(&AGREES).await;
    service.needs(&["moisture"], "水杨酸").await;
    service.no_skin_test().await;
    service.plan(None).await;
    service.sign().await;
    service.make().await;
    let customer = page_of(&stage, &service).await;
    stage.picture("customer").await;

    // Why it was this recipe, and not another.
    stage.press(&format!("why-{}", service.number)).await;
    stage.see("dialog [data-test=person-why]").await;
    stage.picture("why").await;
    stage.tap("dialog [data-test=why-print]").await;
    stage.reads("dialog [data-test=why-went]", "why").await;
    stage.press("dialog-close").await;
    stage.gone("dialog[open]").await;

    // The whole number, on a tap that is written down.
    stage.press("phone-show").await;
    stage.press("phone-recall").await;
    stage.reads(&at("phone-whole"), "13900000001").await;
    stage.press("tab-kept").await;
    stage.see(&at("looks")).await;
    stage.picture("kept").await;
    stage.press("copy-print").await;
    stage.reads(&at("copy-went"), "person").await;
    stage.press("tab-overview").await;

    stage.reads(&at("known-allergies"), "水杨酸").await;
    stage.press("correct-allergies").await;
    stage.tap(&format!("label:has({})", at("field-struck-水杨酸"))).await;
    stage.fill("field-added", "烟酰胺").await;
    stage.picture("allergies").await;
    stage.press("sheet-save").await;
    change(&stage, "GZ-", "allergies-receipt").await;
    stage.reads(&at("known-allergies"), "烟酰胺").await;
    stage.reads(&at("allergies-put-right"), "划去：水杨酸").await;
    stage.picture("allergies-put-right").await;

    // Two taps, and a receipt.
    stage.count_anew();
    stage.press("withdraw-skin_and_allergy").await;
    stage.see(&at("withdraw-ask")).await;
    stage.picture("what-goes").await;
    stage.press("withdraw-confirm").await;
    assert_eq!(stage.counted("taking consent back"), 2);
    receipt(&stage, "receipt").await;
    assert!(!stage.sees(&at("withdraw-skin_and_allergy")).await, "it is taken back");
    let said = stage.ask("service.view", json!({ "service": service.number })).await;
    assert_eq!(said["needs"]["allergies"], json!([]));

    stage.press("correct").await;
    stage.fill("field-name", "演示顾客新").await;
    stage.fill("field-phone", "13900002222").await;
    stage.fill("field-reason", "写错一个字").await;
    stage.picture("correct").await;
    stage.press("sheet-save").await;
    change(&stage, "GZ-", "corrected-receipt").await;
    stage.reads(&at("corrected"), "写错一个字").await;
    stage.reads(".customer-head", "2222").await;
    stage.picture("corrected").await;

    stage.press("delete").await;
    stage.see(&at("delete-confirm")).await;
    stage.picture("delete").await;
    stage.press("delete-confirm").await;
    receipt(&stage, "deleted").await;
    stage.see(&at("deleted")).await;
    assert_eq!(kept(&stage, &customer).await, Vec::<String>::new());
    stage.picture("nothing-is-kept").await;
    stage.close().await;
}

#[tokio::test]
async fn two_who_are_one_person_are_joined_and_parted() {
    let stage = demo_store_of("joined", ADVISOR).await;
    let first = Service::new(&stage).await;
    first.notice(&AGREES).await;
    stage.press("nav-today").await;
    let second = Service::new(&stage).await;
    second.notice(&Answers { contact: ("演示顾客小名", "13900000001"), ..AGREES }).await;
    stage.press("nav-customers").await;
    stage.fill("customer-search", "0001").await;
    stage.see("[data-test^=same-phone-]").await;
    stage.picture("one-telephone").await;
    let one = page_of(&stage, &first).await;
    let other = second.view().await["customer"]["customer"].as_str().expect("a customer").to_owned();
    stage.picture("shared").await;
    stage.press(&format!("join-{other}")).await;
    change(&stage, "HB-", "joined-receipt").await;
    stage.see(&at(&format!("part-{other}"))).await;
    stage.picture("joined").await;
    let whole = stage.ask("person.look", json!({ "customer": other })).await;
    assert_eq!(whole["customer"]["card"]["customer"], json!(one));
    assert_eq!(whole["customer"]["card"]["services"], json!(2));
    stage.press(&format!("part-{other}")).await;
    change(&stage, "FK-", "parted-receipt").await;
    stage.see(&at(&format!("join-{other}"))).await;
    stage.close().await;
}

#[tokio::test]
async fn a_call_on_its_day_finds_something_wrong() {
    let clock = Clock::showing("call-back", "2026-11-20T14:00:00+08:00");
    let mut stage = Stage::open_among("call-back", clock.environment()).await;
    stage.press("start-demo").await;
    unlock(&stage, ADVISOR).await;
    let service = Service::new(&stage).await;
    service.talk(&AGREES, &["moisture"]).await;
    service.make().await;
    let number = service.number.clone();
    assert!(!stage.sees(&at("call-fine")).await, "nobody calls before the day");
    let view: Value = service.view().await;
    let due = view["delivery"]["call_back"].as_str().expect("a day").to_owned();
    clock.turn(&format!("{due}T10:00:00+08:00"));
    stage.reopen().await;
    unlock(&stage, ADVISOR).await;
    stage.press("nav-today").await;
    stage.see(&at("calls-due")).await;
    stage.picture("to-call-today").await;
    stage.press(&format!("call-{number}")).await;
    stage.press("phone-show").await;
    stage.reads(&at("phone-whole"), "13900000001").await;
    stage.fill("call-note-field", "两颊灼热，用第 3 天").await;
    stage.picture("the-call").await;
    stage.press("call-unwell").await;
    stage.see(&at("called-unwell")).await;
    stage.press("nav-today").await;
    stage.see(&at("cases-open")).await;
    stage.picture("a-case-that-stays").await;
    stage.press("change-person").await;
    unlock(&stage, MANAGER).await;
    stage.press("nav-today").await;
    stage.tap("[data-test^=today-AR-]").await;
    stage.see(&at("cases")).await;
    stage.picture("the-case").await;
    stage.tap("[data-test^=close-AR-]").await;
    stage.fill("field-note", "停用后第 2 天消退").await;
    stage.press("sheet-save").await;
    stage.gone(&at("sheet-save")).await;
    stage.press("nav-today").await;
    stage.gone(&at("cases-open")).await;
    stage.close().await;
}

#[tokio::test]
async fn what_information_security_looks_after_stands_by_number() {
    let stage = demo_store_of("security", MANAGER).await;
    let appoint = json!({ "staff": OFFICER.staff, "full_time": false, "document": "XA-2026-01" });
    stage.ask("security.appoint", appoint).await;
    let today = stage.ask("desk.look", json!({})).await["today"].as_str().expect("a day").to_owned();
    let found = json!({
        "sort": "device", "level": "considerable", "found_on": today, "found_time": "00:00",
        "happened": "演示：平板电脑遗失", "harm": "数据加密", "people": "0", "files": [],
    });
    let number = stage.ask("incident.find", found).await["number"].as_str().expect("a number").to_owned();
    stage.press("change-person").await;
    unlock(&stage, OFFICER).await;
    stage.window.execute("location.hash = '#/store/security'", vec![]).await.expect("the page");
    stage.reads(&at("security-officer"), "XA-2026-01").await;
    stage.see(&at("security-looks")).await;
    stage.see(&at("security-kept")).await;
    stage.picture("security").await;
    stage.press("to-incidents").await;
    stage.reads("main", &number).await;
    stage.picture("incidents").await;
    stage.close().await;
}
