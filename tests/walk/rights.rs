//! The customer's page with her rights: both of its tabs, what is asked before anything is put right or taken back, the receipt
//! of each, and what answers a request.

use super::Walk;
use crate::stage::at;

impl Walk {
    /// From the page of a customer: every form, one consent taken back, one name put right, and the page behind it all.
    pub(super) async fn rights(&self) {
        let stage = &self.stage;
        for form in ["unwell", "correct", "add", "request", "delete"] {
            self.glance(&at(form), &format!("customer-{form}")).await;
        }
        stage.tap("[data-test^=why-]").await;
        stage.see("dialog [data-test=person-why]").await;
        self.look_closely("customer-why").await;
        self.shut().await;
        stage.press("phone-show").await;
        stage.see(&at("phone-recall")).await;
        self.look("customer-phone-asked").await;
        stage.press("phone-recall").await;
        stage.see(&at("phone-whole")).await;

        stage.press("withdraw-facial_image").await;
        stage.see(&at("withdraw-ask")).await;
        self.look("customer-withdraw").await;
        stage.press("withdraw-confirm").await;
        stage.see("dialog [data-test=receipt]").await;
        self.look_closely("customer-receipt").await;
        self.shut().await;
        stage.press("correct").await;
        stage.fill("field-name", "演示顾客甲甲").await;
        stage.fill("field-phone", "13900010002").await;
        stage.fill("field-reason", "写错一个字").await;
        stage.press("sheet-save").await;
        stage.see("dialog [data-test=change-receipt]").await;
        self.look_closely("customer-change-receipt").await;
        self.shut().await;
        stage.press("request").await;
        stage.fill("field-note", "演示：想知道为什么推荐这一款").await;
        stage.press("sheet-save").await;
        stage.see(&at("requests")).await;
        stage.see(&at("receipts")).await;
        stage.see(&at("changes")).await;
        self.look_closely("customer-receipts").await;
        stage.press("tab-kept").await;
        stage.see(&at("looks")).await;
        self.look_closely("customer-kept").await;
        stage.press("tab-overview").await;
        stage.see(&at("consents")).await;
    }
}
