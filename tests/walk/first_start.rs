//! Before there is a store, and a store that cannot be opened: the three ways, each page of the second, and the demo
//! store's lock screen.

use serde_json::json;

use super::Walk;
use crate::stage::at;

impl Walk {
    /// The three ways and their pages; nothing is founded yet.
    pub(super) async fn first_start(&self) {
        let stage = &self.stage;
        stage.see(&at("start-demo")).await;
        self.look_closely("start").await;
        stage.press("start-restore").await;
        stage.see(&at("pick-backup")).await;
        self.look("start-restore").await;
        stage.press("restore-back").await;
        stage.press("start-found").await;
        stage.see(&at("found-next")).await;
        stage.press("found-next").await;
        self.look("start-enterprise-unfilled").await;
        stage.window.refresh().await.expect("the page begins anew");
    }

    /// The pages of a new store, each filled in; at the end it is founded.
    pub(super) async fn founded(&self) {
        let stage = &self.stage;
        stage.press("start-found").await;
        self.fill_page(&[
            ("enterprise-name", "演示新店化妆品有限公司（演示）"),
            ("enterprise-credit_code", "91370100MA9DEM00X4"),
            ("enterprise-address", "山东省济南市演示区演示路 1 号（演示）"),
            ("enterprise-licence", "鲁妆20269001"),
        ])
        .await;
        self.look("start-enterprise").await;
        stage.press("found-next").await;
        self.fill_page(&[
            ("premises-name", "演示新店（演示）"),
            ("premises-code", "XD01"),
            ("premises-address", "山东省济南市演示区演示路 2 号（演示）"),
            ("premises-phone", "0531-00000000"),
        ])
        .await;
        stage.choose("field-premises-province", "SD").await;
        self.look("start-premises").await;
        stage.press("found-next").await;
        self.fill_page(&[("authorisation-document", "演示授权〔2026〕1 号")]).await;
        self.look("start-authorisation").await;
        stage.press("found-next").await;
        self.fill_page(&[
            ("manager-name", "店长（演示）"),
            ("manager-pin", NEW_PIN),
            ("manager-pin_again", NEW_PIN),
        ])
        .await;
        self.look("start-manager").await;
        stage.press("found-next").await;
        stage.see(&at("found")).await;
        self.look("start-summary").await;
        stage.press("found").await;
        // Without a key store, as under a test, a passphrase keeps the key.
        if stage.either(&[&at("passphrase-known"), "[data-test^=face-]"]).await == 0 {
            self.look("start-passphrase").await;
            self.fill_page(&[("passphrase", PASSPHRASE), ("again", PASSPHRASE)]).await;
            stage.press("passphrase-known").await;
            stage.press("found").await;
        }
        if stage.either(&["[data-test^=face-]", &at("check-staff")]).await == 0 {
            stage.tap("[data-test^=face-]").await;
            stage.pin(NEW_PIN).await;
            stage.see(&at("check-staff")).await;
        }
    }

    async fn fill_page(&self, fields: &[(&str, &str)]) {
        for (field, text) in fields {
            self.stage.fill(&format!("field-{field}"), text).await;
        }
    }

    /// The lock screen in its states, and the way in.
    pub(super) async fn demo_store(&self) {
        let stage = &self.stage;
        stage.press("start-demo").await;
        stage.see(&at("face-S01")).await;
        self.look("lock-nobody-chosen").await;
        stage.press("face-S03").await;
        stage.pin("111111").await;
        stage.see(&at("pin-wrong")).await;
        self.look("lock-wrong-pin").await;
        for _ in 0..4 {
            stage.ask("desk.unlock", json!({ "staff": "S03", "pin": "111111" })).await;
        }
        stage.press("face-S02").await;
        stage.press("face-S03").await;
        self.look("lock-locked-out").await;
        stage.press("face-S01").await;
        self.look_closely("lock").await;
        self.sign_in("S01").await;
        stage.see(&at("me")).await;
    }
}

/// The PIN of the new store's manager.
pub(super) const NEW_PIN: &str = "612345";
/// What keeps the new store's key.
pub(super) const PASSPHRASE: &str = "演示口令-请勿使用-2026";
