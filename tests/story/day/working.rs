//! The work of the store around its services: who is here, the room, the cleaning, what is left over, what is thrown away.

use serde_json::json;

use super::{ADVISOR, Day, MANAGER, OPERATOR};
use crate::stage::at;
use crate::story::OFFICER;

impl Day {
    /// Opening checks: nobody is here yet, so nothing may be made; then presence, a reading of the room, a clean area.
    pub(super) async fn opens(&mut self) {
        let stage = &self.stage;
        unlock_first(self).await;
        self.to_work().await;
        stage.see(&at("opening-both_present")).await;
        stage.see(&format!("{}.stop", at("opening-state"))).await;
        stage.picture("nobody-here").await;
        stage.press("go-both_present").await;
        for person in [ADVISOR, OPERATOR, OFFICER, MANAGER] {
            stage.tap(&format!("label:has({})", at(&format!("field-present-{}", person.staff)))).await;
        }
        stage.picture("presence").await;
        self.saved().await;
        stage.see(&format!("{}.ok", at("opening-state"))).await;

        stage.press("task-room").await;
        stage.choose("field-area", "A1").await;
        for (field, value) in [("cfu", "130"), ("temperature", "22.8"), ("humidity", "48")] {
            stage.fill(&format!("field-{field}"), value).await;
        }
        stage.picture("room").await;
        self.saved().await;

        self.sits(OPERATOR).await;
        self.to_work().await;
        stage.press("task-area").await;
        stage.choose("field-area", "A1").await;
        stage.fill("field-procedure", "演示规程-A-1").await;
        self.saved().await;
        self.tag("area-tag").await;
        stage.picture("open").await;
    }

    /// What the last service left in a container is weighed, sealed, labelled, and released by the officer; and what is past
    /// its day is thrown away.
    pub(super) async fn a_leftover_is_sealed_and_released(&mut self) {
        let stage = &self.stage;
        self.sits(OPERATOR).await;
        self.to_work().await;
        let work = stage.ask("work.look", json!({})).await;
        let fresh = |one: &&serde_json::Value| one["standing"] == "in_use" && one["expired"] == false;
        let left = work["leftovers"].as_array().expect("containers");
        let container = left.iter().find(fresh).expect("something at the bench")["container"].clone();
        let container = container.as_str().expect("a container");
        stage.scan(container).await;
        stage.see(&at(&format!("field-left-{container}"))).await;
        stage.tap(".field-quick button").await;
        stage.picture("sealing").await;
        self.saved().await;
        self.tag("leftover-tag").await;
        stage.press(&format!("release-{container}")).await;
        stage.fill("field-pin", OFFICER.pin).await;
        stage.picture("releasing").await;
        self.saved().await;
        self.no_tag().await;

        let late = left.iter().find(|one| one["expired"] == true).expect("something past its day");
        let container = late["container"].as_str().expect("a container").to_owned();
        self.did.thrown_away = late["left_mg"].as_u64().expect("a weight");
        let signed = late["officer_signs"] == true;
        stage.press(&format!("dispose-{container}")).await;
        stage.see(&at("field-method")).await;
        if signed {
            stage.fill("field-pin", OFFICER.pin).await;
        }
        stage.picture("throwing-away").await;
        self.saved().await;
        self.no_tag().await;
        stage.picture("left-over").await;
    }

    /// Closing checks: what was used is clean, the area is clean; who goes home says so after the log.
    pub(super) async fn the_store_is_cleaned_and_left(&mut self) {
        let stage = &self.stage;
        self.comes("18:40").await;
        self.sits(OPERATOR).await;
        self.to_work().await;
        for area in ["A1", "A2"] {
            stage.press("task-area").await;
            stage.choose("field-area", area).await;
            stage.fill("field-procedure", "演示规程-A-1").await;
            self.saved().await;
            self.no_tag().await;
        }
        stage.press("go-equipment_clean").await;
        stage.see(&at("field-valid_hours")).await;
        stage.picture("cleaning").await;
        self.saved().await;
        self.no_tag().await;
        for line in ["areas_clean", "leftovers_released", "visitors_left"] {
            stage.see(&format!("{}.ok", at(&format!("closing-{line}")))).await;
        }
        // A service is still open: the list says so, and the manager will read it.
        stage.see(&at("go-services")).await;
        stage.picture("closing").await;
    }

    /// The page of the daily work.
    async fn to_work(&self) {
        self.stage.press("nav-today").await;
        self.stage.press("go-work").await;
        self.stage.see(&at("opening")).await;
    }

    async fn saved(&self) {
        self.stage.press("sheet-save").await;
        self.stage.gone(&at("sheet-save")).await;
    }

    /// Prints the tag that the form leads to, on the same printer as the labels.
    async fn tag(&self, picture: &str) {
        let stage = &self.stage;
        stage.see(&at("tag-picture")).await;
        stage.press("tag-print").await;
        stage.see(&at("tag-done")).await;
        stage.picture(picture).await;
        self.no_tag().await;
    }

    /// Closes the sheet of tags.
    async fn no_tag(&self) {
        self.stage.press("tag-later").await;
        self.stage.gone(&at("tag-later")).await;
    }
}

/// The manager is the first in the store.
async fn unlock_first(day: &Day) {
    crate::story::unlock(&day.stage, MANAGER).await;
}
