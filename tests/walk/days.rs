//! The day's log: as it opens, with every question shown, while it is signed, once it stands, once it is void; the records
//! behind it.

use serde_json::{Value, json};

use super::Walk;
use crate::stage::at;

impl Walk {
    /// What the manager sees of the day on which everything before this was done.
    pub(super) async fn days(&self) {
        let stage = &self.stage;
        self.go("#/day").await;
        stage.see(&at("day-unsigned")).await;
        self.look_closely("day-unsigned").await;
        stage.press("day-pick").await;
        stage.see(".day-sheet").await;
        self.look_closely("day-picked").await;
        stage.enter("day-typed", "32日").await;
        stage.see(".day-sheet .field-error").await;
        self.look("day-typed-wrong").await;
        stage.enter("day-typed", "今天").await;
        stage.gone(".day-sheet").await;
        stage.see(&at("day-unsigned")).await;
        for span in ["week", "month"] {
            stage.press(&format!("span-{span}")).await;
            stage.gone(&at("sample")).await;
            self.look(&format!("day-{span}")).await;
        }
        self.go("#/day/2020-01-01").await;
        self.look("day-empty").await;
        self.go("#/day").await;
        let today = self.signed().await;
        self.look("day-signed").await;
        // The next record is not in it.
        self.ask("service.open", json!({ "mode": "plan", "customer": null })).await;
        stage.see(&at("day-voided")).await;
        self.look_closely("day-voided").await;
        self.go(&format!("#/records/{today}")).await;
        stage.see(&at("records")).await;
        self.look("records").await;
        stage.tap("[data-test=records] tbody tr td").await;
        stage.see(&at("record")).await;
        self.look_closely("record").await;
        stage.press("correct").await;
        stage.see("dialog[open]").await;
        self.look("record-correct").await;
        stage.fill("field-note", "演示：正确的内容").await;
        stage.fill("field-reason", "演示：当时看错了").await;
        stage.press("sheet-save").await;
        stage.see(&at("corrections")).await;
        self.look_closely("record-corrected").await;
    }

    /// Looks through the sample and signs; answers with the day.
    async fn signed(&self) -> String {
        let stage = &self.stage;
        stage.tap("[data-test^=seen-]").await;
        stage.fill("day-notes", "演示：一切正常").await;
        stage.press("day-sign").await;
        stage.see("dialog[open]").await;
        self.look("day-sign").await;
        stage.write("600006").await;
        stage.see(&at("day-stands")).await;
        let day = self.run("return document.querySelector('[data-test=day-pick]').value").await;
        day.as_str().map(str::to_owned).unwrap_or_else(|| Value::to_string(&day))
    }
}
