//! The daily work: the page as the operator and as the manager have it, each of its short forms, and a tag.

use super::Walk;
use crate::stage::at;

/// The forms of the manager's page, by their tiles.
const FORMS: [&str; 8] = ["presence", "room", "receive", "open", "seal", "dispose", "dispose_lot", "visitor"];

impl Walk {
    /// What the operator and then the manager, who is left at the window, find on the page of the day.
    pub(super) async fn working(&self) {
        let stage = &self.stage;
        stage.press("change-person").await;
        self.sign_in("S02").await;
        stage.see(&at("me")).await;
        self.go("#/work").await;
        stage.see(&at("opening")).await;
        self.look("work-as-operator").await;
        for task in ["equipment", "area"] {
            self.glance(&at(&format!("task-{task}")), &format!("work-{task}")).await;
        }
        stage.press("change-person").await;
        self.sign_in("S06").await;
        stage.see(&at("me")).await;
        self.go("#/work").await;
        stage.see(&at("opening")).await;
        self.look_closely("work").await;
        for task in FORMS {
            self.glance(&at(&format!("task-{task}")), &format!("work-{task}")).await;
        }
        self.glance("[data-test^=opening-day-]", "work-opening").await;
        stage.press("task-seal").await;
        stage.see("dialog[open]").await;
        stage.tap(".field-quick button").await;
        stage.press("sheet-save").await;
        stage.see(&at("tag-picture")).await;
        self.look("work-tag").await;
        self.shut().await;
        self.look("work-sealed").await;
        self.glance(&at("task-release"), "work-release").await;
    }
}
