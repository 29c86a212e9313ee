//! From the clearance to the customer's hand: what the people at the bench see, where it goes well and where not.

use serde_json::{Value, json};

use super::Walk;
use crate::stage::at;

impl Walk {
    /// Clearance, blending, label, release, delivery, and a look back at each step.
    pub(super) async fn making(&self) {
        let number = self.id_here().await;
        self.clearance().await;
        self.blending(&number).await;
        self.label(&number).await;
        self.delivery().await;
        for step in ["notice", "needs", "skin", "plan", "agree", "clear", "blend", "label"] {
            self.stage.press(&format!("step-{step}")).await;
            self.look(&format!("service-past-{step}")).await;
        }
    }

    async fn clearance(&self) {
        let stage = &self.stage;
        stage.see(&at("by_route")).await;
        self.look("service-clear-unsaid").await;
        for said in ["by_route", "outer_pack_treated"] {
            stage.press(said).await;
            stage.see(&format!("{}[aria-checked=true]", at(said))).await;
        }
        let (pad, open) = (".signing ti-pin-pad", at("open-container"));
        if stage.either(&[pad, &open]).await == 1 {
            self.look("service-clear-to-open").await;
        }
        while stage.either(&[pad, &open]).await == 1 {
            let lot = stage.text(&open).await;
            stage.press("open-container").await;
            stage.changes(&open, &lot).await;
        }
        self.look_closely("service-clear").await;
        stage.pin("200002").await;
        stage.see(".signers li.done").await;
        self.look("service-clear-second").await;
        stage.pin("400004").await;
        stage.see(".service-panel[data-step=blend]").await;
    }

    async fn next(&self, number: &str) -> Value {
        self.ask("service.view", json!({ "service": number })).await["next"].clone()
    }

    async fn weight(&self, milligrams: i64) {
        self.stage.fill("weight", &format!("{}.{:03}", milligrams / 1000, milligrams % 1000)).await;
    }

    async fn blending(&self, number: &str) {
        let stage = &self.stage;
        stage.see(&at("scan-wanted")).await;
        self.look("service-blend-scan").await;
        stage.scan("P07-A").await;
        stage.see(&at("scan-wrong")).await;
        self.look("service-blend-wrong").await;
        let mut part = 0;
        loop {
            let next = self.next(number).await;
            let Some(target) = next["target_mg"].as_i64() else { return };
            if part > 0 {
                stage.see(&at("scan-wanted")).await;
            }
            stage.scan(next["container"].as_str().expect("a container")).await;
            stage.see(&at("scan-right")).await;
            if part == 0 {
                self.look("service-blend-empty").await;
                self.weight(target - 500).await;
                self.look("service-blend-below").await;
                self.weight(target + 1000).await;
                self.look("service-blend-over").await;
            }
            self.weight(target).await;
            if part == 1 {
                self.look_closely("service-blend").await;
                self.glance(&at("write-off"), "service-write-off").await;
            }
            stage.press("confirm-weight").await;
            while self.next(number).await == next {}
            if part == 0 {
                self.look("service-blend-saved").await;
            }
            part += 1;
        }
    }

    async fn label(&self, number: &str) {
        let stage = &self.stage;
        stage.see(&at("label-read")).await;
        stage.see(&at("reprint")).await;
        self.look_closely("service-label").await;
        self.glance(&at("reprint"), "service-reprint").await;
        stage.enter("label-read", "JN01-000000-0001").await;
        stage.see(&at("label-wrong")).await;
        self.look("service-label-wrong").await;
        stage.scan(number).await;
        stage.see(".signing ti-pin-pad").await;
        self.look("service-release").await;
        stage.press("reject").await;
        stage.see("dialog[open]").await;
        self.look("service-reject").await;
        stage.tap("dialog[open] ti-reasons .toggle").await;
        stage.see("dialog[open] ti-pin-pad").await;
        self.look("service-reject-sign").await;
        self.shut().await;
        stage.pin("400004").await;
        stage.see(".service-panel[data-step=deliver]").await;
    }

    async fn delivery(&self) {
        let stage = &self.stage;
        self.look("service-deliver").await;
        stage.press("way-carrier").await;
        stage.press("hints-told").await;
        self.look("service-deliver-carrier").await;
        stage.press("way-on_the_spot").await;
        stage.press("next").await;
        stage.see("service-cleaning").await;
        stage.see(&at("call-back")).await;
        self.look_closely("service-done").await;
        self.glance("[data-test^=clean-]", "service-takeover").await;
    }
}
