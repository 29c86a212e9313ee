//! People who come back: a customer with last time's choices, a new store's manager with an empty store, and a store
//! that asks for its passphrase or cannot be opened.

use std::fs;

use serde_json::json;

use super::{Walk, first_start::PASSPHRASE};
use crate::stage::at;

/// A catalogue of which one row has a wrong filing number and one has no name.
const CATALOGUE: &[u8] = include_bytes!("products-with-faults.csv");

impl Walk {
    /// A returning customer, and services that are not there.
    pub(super) async fn returning(&self) {
        let stage = &self.stage;
        stage.press("change-person").await;
        self.sign_in("S01").await;
        stage.see(&at("me")).await;
        self.go("#/customers").await;
        stage.fill("customer-search", "演示顾客甲").await;
        stage.tap(".person-link").await;
        stage.see("screen-customer .work").await;
        let customer = self.id_here().await;
        let number = self.ask("service.again", json!({ "customer": customer })).await;
        self.go(&format!("#/service/{}", number.as_str().expect("a number"))).await;
        stage.see(".service-panel[data-step=notice]").await;
        self.look("service-notice-returning").await;
        stage.press("next").await;
        stage.see(&at("same-again")).await;
        self.look("customer-again").await;
        stage.press("same-again").await;
        stage.see(".thanks").await;
        self.sign_in("S01").await;
        stage.see(".service-panel[data-step=needs]").await;
        self.look("service-needs-returning").await;
        let plan = self.ask("service.open", json!({ "mode": "plan", "customer": customer })).await;
        self.go(&format!("#/service/{}", plan.as_str().expect("a number"))).await;
        self.look("service-of-a-plan").await;
        self.go("#/service/JN01-261121-0999").await;
        stage.see(&at("refusal")).await;
        self.look("service-not-found").await;
        self.go("#/nowhere").await;
        self.look("not-found").await;
    }

    /// The demo store is left, a store is founded, and its list leads to the first service.
    pub(super) async fn new_store(&mut self) {
        self.leave_demo().await;
        self.founded().await;
        self.checklist().await;
        self.import().await;
        self.go("#/today").await;
        self.look("today-new-store").await;
        self.go("#/materials/lots").await;
        self.look("materials-lots-empty").await;
        self.go("#/materials/recipes").await;
        self.look("materials-recipes-empty").await;
        self.copies().await;
        self.opened_again().await;
    }

    async fn leave_demo(&self) {
        let stage = &self.stage;
        stage.press("change-person").await;
        self.sign_in("S06").await;
        stage.see(&at("me")).await;
        self.go("#/store/backup").await;
        stage.press("leave-demo").await;
        stage.see("dialog[open]").await;
        self.look("store-leave-demo").await;
        stage.press("leave-demo-sure").await;
    }

    async fn checklist(&self) {
        let stage = &self.stage;
        self.look_closely("checklist").await;
        for item in ["staff", "equipment", "room", "product_test", "template", "presence", "lots"] {
            let name = format!("checklist-{}", item.replace('_', "-"));
            stage.press(&format!("check-{item}")).await;
            if stage.either(&["dialog[open]", &at("change-hands")]).await == 0 {
                self.look(&name).await;
                self.shut().await;
            } else {
                self.look(&format!("{name}-by-other")).await;
            }
        }
    }

    async fn import(&self) {
        let stage = &self.stage;
        stage.bring("产品目录.csv", CATALOGUE);
        stage.press("check-products").await;
        stage.see("[data-test^=inbox-]").await;
        self.look("import").await;
        stage.tap("[data-test^=inbox-]").await;
        stage.see(&at("import-commit")).await;
        self.look_closely("import-preview").await;
        stage.press("import-commit").await;
        stage.see(".import-done").await;
        self.look("import-done").await;
        self.shut().await;
    }

    /// The next start: the passphrase is asked for; then the file is not what it was.
    async fn opened_again(&mut self) {
        self.stage.reopen().await;
        self.resize().await;
        let stage = &self.stage;
        stage.see(&at("unlock-passphrase")).await;
        self.look("passphrase").await;
        stage.enter("unlock-passphrase", "不是这个口令").await;
        stage.see(&at("refusal")).await;
        self.look("passphrase-wrong").await;
        stage.enter("unlock-passphrase", PASSPHRASE).await;
        stage.see("[data-test^=face-]").await;
        self.stick_gone().await;
        self.faults().await;
        self.damaged().await;
    }

    async fn damaged(&mut self) {
        let store = self.stage.data().join("store");
        // Another file in its place: the one that the app still holds is not what it will find.
        for file in ["store.db", "store.db-wal", "store.db-shm"] {
            if fs::exists(store.join(file)).expect("the folder can be read") {
                fs::remove_file(store.join(file)).expect("the file can be taken away");
            }
        }
        fs::write(store.join("store.db"), "not a store any more").expect("the file can be written");
        self.stage.reopen().await;
        self.resize().await;
        self.stage.see(".damaged, [data-test=unlock-passphrase]").await;
        if self.stage.sees(&at("unlock-passphrase")).await {
            self.stage.enter("unlock-passphrase", PASSPHRASE).await;
        }
        self.stage.see(".damaged").await;
        self.look("damaged").await;
    }
}
