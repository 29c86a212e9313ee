//! A new store, from the first start of the program to the first label: what the store's IT and its manager do without
//! a manual, each at the page that the checklist leads to.

use serde_json::json;

use super::service::{SPARING, Service};
use super::{Person, first_sitting, unlock};
use crate::stage::{Stage, at};

/// Whoever founds a store is its first person.
const FOUNDER: Person = Person { staff: "S01", pin: "135790" };
const FIRST_OPERATOR: Person = Person { staff: "S02", pin: "246801" };
/// What the manager gives to both: it is good for nothing but to set one's own.
const GIVEN: &str = "975310";
const FIRST_OFFICER: Person = Person { staff: "S03", pin: "357912" };
/// What guards the key where the computer has no key store: the stage has none.
const PASSPHRASE: &str = "演示口令 guards this store";

#[tokio::test]
async fn a_new_store_goes_from_first_start_to_its_first_label() {
    let mut stage = Stage::open("first-start").await;
    stage.see(&at("start-found")).await;
    stage.picture("three-ways").await;
    found(&stage).await;
    unlock(&stage, FOUNDER).await;
    let today = stage.ask("desk.look", json!({})).await["today"].clone();
    let today = today.as_str().expect("a day");

    people(&stage, today).await;
    tables(&stage).await;
    manager_fills_in(&stage).await;
    hands(&stage, today).await;

    // The store is closed in the evening and opened in the morning, with the passphrase.
    stage.reopen().await;
    stage.fill("unlock-passphrase", PASSPHRASE).await;
    stage.picture("passphrase-asked").await;
    stage.press("unlock-store").await;
    unlock(&stage, FOUNDER).await;
    stage.press("nav-today").await;
    let mut service = Service::new(&stage).await;
    (service.advisor, service.operator, service.officer) = (FOUNDER, FIRST_OPERATOR, FIRST_OFFICER);
    service.talk(&SPARING, &["moisture"]).await;
    service.make().await;
    let view = service.view().await;
    assert_eq!((&view["step"], &view["plan"]["recipe"]), (&json!("done"), &json!("NR1")));
    stage.close().await;
}

/// Enterprise, store, authorisation, manager, and a passphrase as there is no key store.
async fn found(stage: &Stage) {
    stage.press("start-found").await;
    let enterprise = [
        ("name", "演示新店化妆品有限公司（演示）"),
        ("credit_code", "91370100MA9DEM00X4"),
        ("address", "山东省济南市演示区演示大道 2 号（演示）"),
        ("licence", "鲁妆20269001"),
    ];
    fill(stage, "enterprise", &enterprise).await;
    stage.picture("enterprise").await;
    stage.press("found-next").await;
    let premises = [
        ("name", "演示新店（演示）"),
        ("code", "XD01"),
        ("address", "山东省济南市演示区演示路 9 号（演示）"),
    ];
    fill(stage, "premises", &premises).await;
    stage.choose("field-premises-province", "SD").await;
    stage.fill("field-premises-phone", "0531-00000001").await;
    stage.press("found-next").await;
    stage.fill("field-authorisation-document", "演示试点确认书-XD01").await;
    tick(stage, "field-authorisation-services-repack").await;
    stage.press("found-next").await;
    let manager = [("name", "演示店长（演示）"), ("pin", FOUNDER.pin), ("pin_again", FOUNDER.pin)];
    fill(stage, "manager", &manager).await;
    stage.picture("manager").await;
    stage.press("found-next").await;
    stage.press("found").await;
    stage.fill("field-passphrase", PASSPHRASE).await;
    stage.fill("field-again", PASSPHRASE).await;
    stage.tap(&format!("label:has({})", at("passphrase-known"))).await;
    stage.picture("passphrase").await;
    stage.press("found").await;
    stage.see(&at(&format!("face-{}", FOUNDER.staff))).await;
}

/// An operator and a quality safety officer, each with a file and a PIN.
async fn people(stage: &Stage, today: &str) {
    stage.see(&at("check-staff")).await;
    stage.picture("checklist").await;
    for (role, name) in [("operator", "演示操作员（演示）"), ("officer", "演示安全员（演示）")]
    {
        stage.press("check-staff").await;
        stage.fill("field-name", name).await;
        stage.see(&format!("{}:checked", at(&format!("field-roles-{role}")))).await;
        let file = [
            ("experience_since", "2014-05-04"),
            ("training-passed_on", today),
            ("training-content", "演示：操作规程"),
            ("training-method", "演示：授课"),
            ("health-on", today),
            ("areas", "A1"),
            ("until", "2029-03-31"),
        ];
        for (field, day) in file {
            stage.fill(&format!("field-{field}"), day).await;
        }
        tick(stage, "field-health-fit-yes").await;
        stage.fill("field-pin", GIVEN).await;
        stage.fill("field-pin_again", GIVEN).await;
        stage.picture(role).await;
        save(stage).await;
    }
    done(stage, "staff").await;
}

/// Products, recipes and lots come as tables that lie in the watched folder.
async fn tables(stage: &Stage) {
    stage.bring("products.csv", include_bytes!("../fixtures/setup/products.csv"));
    stage.bring("recipes.csv", include_bytes!("../fixtures/setup/recipes.csv"));
    stage.bring("lots.csv", include_bytes!("../fixtures/setup/lots.csv"));
    for what in ["products", "recipes", "lots"] {
        stage.press(&format!("check-{what}")).await;
        stage.press(&format!("inbox-{what}.csv")).await;
        stage.see(&at("import-commit")).await;
        stage.picture(what).await;
        stage.press("import-commit").await;
        stage.see(".import-done").await;
        stage.press("import-close").await;
        done(stage, what).await;
    }
}

/// What the manager fills in: the equipment, the room, the label, who is in the store.
async fn manager_fills_in(stage: &Stage) {
    for (id, name) in [("SC01", "电子天平（演示）"), ("VE01", "调配杯（演示）"), ("MX01", "搅拌器（演示）")]
    {
        stage.press("nav-store").await;
        stage.press("tab-equipment").await;
        stage.press("add-equipment").await;
        stage.fill("field-id", id).await;
        stage.fill("field-name", name).await;
        stage.fill("field-procedure", "演示规程-1").await;
        save(stage).await;
        stage.press(&format!("passed-{id}")).await;
        stage.fill("field-report", "演示试样检验-1").await;
        save(stage).await;
    }
    stage.press("tab-setup").await;
    done(stage, "equipment").await;
    stage.press("check-room").await;
    stage.fill("field-cfu", "120").await;
    stage.fill("field-temperature", "22.5").await;
    stage.fill("field-humidity", "50").await;
    stage.picture("room").await;
    save(stage).await;
    done(stage, "room").await;
    stage.press("check-template").await;
    stage.fill("field-pin", FOUNDER.pin).await;
    save(stage).await;
    done(stage, "template").await;
    stage.press("tab-authorisation").await;
    stage.press("state-licence").await;
    stage.fill("field-until", "2029-03-31").await;
    stage.picture("licence").await;
    save(stage).await;
    stage.press("tab-setup").await;
    stage.press("check-presence").await;
    for person in [FIRST_OPERATOR, FIRST_OFFICER] {
        tick(stage, &format!("field-present-{}", person.staff)).await;
    }
    save(stage).await;
    done(stage, "presence").await;
}

/// What is in others' hands: the operator cleans, the officer has the quarter's test.
async fn hands(stage: &Stage, today: &str) {
    stage.press("change-person").await;
    first_sitting(stage, FIRST_OPERATOR, GIVEN).await;
    stage.press("nav-store").await;
    stage.press("tab-equipment").await;
    for id in ["SC01", "VE01", "MX01"] {
        stage.press(&format!("clean-{id}")).await;
        stage.fill("field-valid_hours", "168").await;
        save(stage).await;
    }
    stage.picture("cleaned").await;
    // The area is cleared and cleaned as well, by a procedure that is said for the first time.
    stage.press("nav-today").await;
    stage.press("go-work").await;
    stage.press("task-area").await;
    stage.choose("field-area", "A1").await;
    stage.fill("field-procedure", "演示规程-清场-1").await;
    save(stage).await;
    stage.press("tag-later").await;
    stage.gone(&at("tag-later")).await;
    stage.press("change-person").await;
    first_sitting(stage, FIRST_OFFICER, GIVEN).await;
    stage.press("nav-store").await;
    stage.press("tab-approvals").await;
    stage.see(&at("approvals")).await;
    // What is signed is read first; what is left out waits.
    stage.press("open-recipe-NR1").await;
    stage.see(&at("said-components")).await;
    stage.picture("approvals").await;
    stage.press("tick-recipe-NR1").await;
    stage.press("sign-approvals").await;
    stage.fill("field-pin", FIRST_OFFICER.pin).await;
    save(stage).await;
    stage.gone(&at("approval-recipe-NR2")).await;
    stage.see(&at("approval-recipe-NR1")).await;
    stage.press("tick-recipe-NR1").await;
    stage.press("sign-approvals").await;
    stage.fill("field-pin", FIRST_OFFICER.pin).await;
    save(stage).await;
    stage.gone(&at("approvals")).await;
    stage.press("tab-setup").await;
    stage.press("check-product_test").await;
    stage.fill("field-sampled_on", today).await;
    stage.fill("field-report", "演示检验报告-XD-Q4").await;
    tick(stage, "field-microbiology-yes").await;
    tick(stage, "field-physico_chemical-yes").await;
    save(stage).await;
    done(stage, "product_test").await;
    stage.see(&at("first-service")).await;
    stage.picture("ready").await;
}

async fn fill(stage: &Stage, page: &str, fields: &[(&str, &str)]) {
    for (field, text) in fields {
        stage.fill(&format!("field-{page}-{field}"), text).await;
    }
}

/// A box or a choice is pressed where its words are.
async fn tick(stage: &Stage, name: &str) {
    stage.tap(&format!("label:has({})", at(name))).await;
}

async fn save(stage: &Stage) {
    stage.press("sheet-save").await;
    stage.gone(&at("sheet-save")).await;
}

/// An item of the checklist has its tick.
async fn done(stage: &Stage, item: &str) {
    stage.see(&format!("li.done {}", at(&format!("check-{item}")))).await;
}
