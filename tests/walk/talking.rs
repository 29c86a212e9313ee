//! From an empty day to a signed plan: what the advisor and the customer see while they talk.

use super::Walk;
use crate::stage::at;

/// Files of analysers, as they would lie in the watched folder: one of several people, one of one.
const SEVERAL: &[u8] = include_bytes!("../../crates/skintest/tests/fixtures/documented/generic-zh.csv");
const ONE: &[u8] = include_bytes!("../../crates/skintest/tests/fixtures/genuine/aihub-deepskin.json");

impl Walk {
    /// Today, and a service up to the customer's signature.
    pub(super) async fn talking(&self) {
        let stage = &self.stage;
        self.look("today-empty").await;
        self.glance(&at("other-modes"), "new-service").await;
        self.glance(&at("help"), "help").await;
        self.glance(&at("explain-demo"), "demo-explained").await;
        self.go("#/service").await;
        self.look("services-empty").await;
        self.go("#/today").await;
        stage.press("new-service").await;
        stage.see(".service-panel[data-step=notice]").await;
        self.look_closely("service-notice").await;
        self.glance(&at("abandon"), "service-abandon").await;
        stage.press("next").await;
        self.notice().await;
        self.sign_in("S01").await;
        stage.see(".service-panel[data-step=needs]").await;
        self.needs().await;
        self.skin().await;
        self.plan().await;
        self.signature().await;
        self.look("customer-thanks-signed").await;
        self.sign_in("S01").await;
        stage.see(".service-panel[data-step=clear]").await;
    }

    async fn needs(&self) {
        let stage = &self.stage;
        self.look("service-needs-empty").await;
        stage.press("concern-moisture").await;
        stage.press("concern-soothing").await;
        stage.fill("needs-lines", "想要美白祛斑换季容易泛红").await;
        stage.fill("needs-allergies", "水杨酸、某某花粉").await;
        stage.press("expecting-no").await;
        self.look_closely("service-needs").await;
        stage.press("next").await;
        stage.see(".verdicts").await;
        self.look("service-needs-judged").await;
        stage.press("to-current").await;
        stage.see(".service-panel[data-step=skin]").await;
    }

    async fn skin(&self) {
        let stage = &self.stage;
        self.look("service-skin-empty").await;
        stage.bring("several.csv", SEVERAL);
        stage.bring("aihub-deepskin.json", ONE);
        stage.see(&at("inbox-1")).await;
        self.look("service-skin").await;
        let first = stage.text(&at("inbox-0")).await;
        stage.press(if first.contains("several") { "inbox-0" } else { "inbox-1" }).await;
        stage.see("[data-test^=row-]").await;
        self.look("service-skin-rows").await;
        stage.tap("[data-test^=row-]").await;
        stage.see("ti-skin-report").await;
        self.look_closely("service-skin-report").await;
        stage.press("to-current").await;
    }

    async fn plan(&self) {
        let stage = &self.stage;
        // One need is not lawful here: it is not taken up, and stands in the way of nothing.
        stage.see("ti-recipe-card").await;
        self.look_closely("service-plan").await;
        stage.press("rejected").await;
        self.look("service-plan-rejected").await;
        stage.tap("ti-recipe-card:nth-of-type(2) [data-test^=choose-]").await;
        self.look("service-plan-against").await;
        stage.tap("ti-recipe-card:nth-of-type(1) [data-test^=choose-]").await;
        stage.press("plan-only").await;
        stage.see(".service-panel[data-step=agree]").await;
        self.look("service-agree").await;
        stage.press("next").await;
    }
}
