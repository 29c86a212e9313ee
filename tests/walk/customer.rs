//! The customer's own pages: what is told, one purpose at a time, the choices together, and the staff's way out.

use super::Walk;
use crate::stage::at;

impl Walk {
    /// From the first page of the notice to the thanks, with every age and every purpose on the way.
    pub(super) async fn notice(&self) {
        let stage = &self.stage;
        stage.see(&at("age")).await;
        stage.press("next").await;
        self.look("customer-notice-unanswered").await;
        stage.write("10").await;
        self.look("customer-notice-child").await;
        stage.press("next").await;
        stage.see(&at("to-advisor")).await;
        self.look("customer-child").await;
        self.another_age("13").await;
        stage.press("next").await;
        stage.see(&at("guardian-name")).await;
        stage.press("next").await;
        self.look("customer-guardian").await;
        self.another_age("34").await;
        self.look_closely("customer-notice").await;
        stage.press("next").await;
        self.purposes().await;
        self.look_closely("customer-summary").await;
        stage.press("staff-door").await;
        stage.see("dialog[open]").await;
        self.look("customer-staff-door").await;
        self.shut().await;
        stage.press("confirm-notice").await;
        stage.see(".thanks").await;
        self.look("customer-thanks").await;
    }

    async fn another_age(&self, age: &str) {
        let stage = &self.stage;
        stage.press("back").await;
        stage.see(&at("age")).await;
        stage.press("digit-erase").await;
        stage.press("digit-erase").await;
        stage.write(age).await;
    }

    async fn purposes(&self) {
        let stage = &self.stage;
        let (purpose, details, summary) = (at("purpose"), at("contact-name"), at("confirm-notice"));
        loop {
            match stage.either(&[&purpose, &details, &summary]).await {
                0 => self.purpose().await,
                1 => {
                    stage.press("next").await;
                    self.look("customer-contact").await;
                    stage.fill("contact-name", "演示顾客甲").await;
                    stage.fill("contact-phone", "13900000001").await;
                    stage.press("next").await;
                    stage.gone(&details).await;
                }
                _ => return,
            }
        }
    }

    async fn purpose(&self) {
        let stage = &self.stage;
        let asked = stage.see(&at("purpose")).await.attr("data-purpose").await;
        let asked = asked.ok().flatten().expect("a purpose has a name");
        match asked.as_str() {
            "service_record" => self.look_closely("customer-purpose").await,
            other => self.look(&format!("customer-purpose-{}", other.replace('_', "-"))).await,
        }
        if asked == "facial_image" {
            stage.press("size-largest").await;
            self.look("customer-purpose-largest").await;
            stage.press("size-usual").await;
        }
        stage.press(if asked == "marketing" { "refuse" } else { "agree" }).await;
        stage.gone(&format!("[data-purpose={asked}]")).await;
    }

    /// The plan on the customer's screen, refused without a signature, signed.
    pub(super) async fn signature(&self) {
        let stage = &self.stage;
        stage.see(&at("signature")).await;
        self.look_closely("customer-plan").await;
        stage.press("sign").await;
        self.look("customer-plan-unsigned").await;
        stage
            .stroke("signature", &[(-90.0, 20.0), (-50.0, -35.0), (-10.0, 30.0), (40.0, -30.0), (90.0, 10.0)])
            .await;
        self.look("customer-plan-signed").await;
        stage.press("sign").await;
        stage.see(".thanks").await;
    }
}
