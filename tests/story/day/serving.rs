//! The services of the day: one as it should be, one whose label is printed three times, one that is refused, spoiled and
//! given up, one that nobody ends; and between them a clock that goes back.

use serde_json::Value;

use super::{ADVISOR, Day};
use crate::stage::at;
use crate::story::service::{SPARING, Service};

impl Day {
    /// Begins a service for a new customer, up to their signature; minutes pass before anybody clears it.
    async fn agreed(&self, from: &str, to: &str) -> Service<'_> {
        self.comes(from).await;
        self.sits(ADVISOR).await;
        self.stage.press("nav-today").await;
        let service = Service::new(&self.stage).await;
        service.talk(&SPARING, &["moisture"]).await;
        self.passes(to).await;
        service
    }

    /// Waits for a state of the label's latest copy.
    async fn label(&self, state: &str) {
        self.stage.see(&format!("{}[data-state={state}]", at("print-now"))).await;
    }

    pub(super) async fn an_ordinary_service(&mut self) {
        let service = self.agreed("09:30", "09:33").await;
        service.clear().await;
        self.scale.blend(&service).await;
        self.label("printed").await;
        self.stage.scan(&service.number).await;
        self.stage.see(".signing ti-pin-pad").await;
        self.passes("09:36").await;
        self.stage.picture("releasing-a-unit").await;
        self.stage.pin(service.officer.pin).await;
        service.at("deliver").await;
        service.deliver().await;
        service.clean().await;
        let (number, view) = (service.number.clone(), service.view().await);
        self.did.hand_over(number, &view, 1, 0, 0);
    }

    /// The first copy is torn, the second goes on the wrong unit and is void, the third leaves on the right one.
    pub(super) async fn a_service_whose_label_is_printed_three_times(&mut self) {
        let service = self.agreed("11:00", "11:04").await;
        let stage = &self.stage;
        service.clear().await;
        self.scale.blend(&service).await;
        self.label("printed").await;
        stage.press("reprint").await;
        stage.press("before-spoiled").await;
        stage.press("reprint-0").await;
        stage.picture("torn").await;
        stage.press("reprint-ok").await;
        stage.gone(&at("reprint-ok")).await;
        stage.see(&at("reprinted")).await;
        self.label("printed").await;

        stage.press("reprint").await;
        stage.press("before-voided").await;
        stage.press("reprint-1").await;
        stage.picture("on-the-wrong-unit").await;
        stage.press("only-register").await;
        self.label("voided").await;
        stage.picture("void").await;
        stage.press("reprint").await;
        stage.fill("reprint-other", "演示：前一张贴错，已作废").await;
        stage.press("reprint-ok").await;
        stage.gone(&at("reprint-ok")).await;
        self.label("printed").await;
        stage.picture("third-copy").await;
        stage.scan(&service.number).await;
        stage.see(".signing ti-pin-pad").await;
        self.passes("11:07").await;
        stage.pin(service.officer.pin).await;
        service.at("deliver").await;
        service.deliver().await;
        let (number, view) = (service.number.clone(), service.view().await);
        self.did.hand_over(number, &view, 1, 1, 1);
    }

    /// Nobody cleaned what was used: the clearance is refused by its clause, and passes after the cleaning. Then the unit is
    /// dropped with its label on it, and the customer leaves.
    pub(super) async fn a_service_that_is_refused_spoiled_and_given_up(&mut self) {
        let service = self.agreed("14:00", "14:03").await;
        let stage = &self.stage;
        stage.see(&at("mend-clean_equipment")).await;
        stage.picture("refused").await;
        stage.press("mend-clean_equipment").await;
        stage.see("dialog service-cleaning").await;
        service.clean().await;
        service.clear().await;
        self.scale.blend(&service).await;
        self.label("printed").await;
        let view = service.view().await;
        stage.press("write-off").await;
        stage.press("reason-3").await;
        stage.picture("spoiled").await;
        stage.press("write_off-ok").await;
        service.at("clear").await;
        self.sits(ADVISOR).await;
        service.at("clear").await;
        stage.press("abandon").await;
        stage.press("reason-0").await;
        stage.picture("given-up").await;
        stage.press("abandon-ok").await;
        stage.gone(&at("abandon-ok")).await;
        let number = service.number.clone();
        let lost = self.did.poured_from(&view);
        self.did.written_off += lost;
        self.did.begun.push(number);
        self.did.given_up += 1;
        self.did.labels[2] += 1;
    }

    pub(super) async fn a_service_that_is_left_open(&mut self) {
        self.comes("17:00").await;
        self.sits(ADVISOR).await;
        self.stage.press("nav-today").await;
        let service = Service::new(&self.stage).await;
        let number = service.number.clone();
        self.stage.picture("left-open").await;
        self.did.begun.push(number);
    }

    /// Somebody sets the computer's clock back by an hour while the counter runs: what is recorded next says so, as it would
    /// be older than what was recorded before.
    pub(super) async fn the_clock_goes_back(&mut self) {
        self.passes("16:02").await;
        self.stage.picture("an-hour-earlier").await;
    }
}

impl super::Did {
    fn hand_over(&mut self, number: String, view: &Value, used: usize, spoiled: usize, void: usize) {
        self.poured_from(view);
        self.begun.push(number);
        self.handed_over += 1;
        for (all, these) in self.labels.iter_mut().zip([used, spoiled, void]) {
            *all += these;
        }
    }

    /// Adds what lies in a vessel; answers how much that is.
    fn poured_from(&mut self, view: &Value) -> u64 {
        let weighings = view["vessel"]["weighings"].as_array().expect("weighings");
        let mut all = 0;
        for weighing in weighings {
            let lot = weighing["lot"].as_str().expect("a lot").to_owned();
            let weight = weighing["weight_mg"].as_u64().expect("a weight");
            let poured = self.poured.entry(lot).or_default();
            *poured = (poured.0 + 1, poured.1 + weight);
            all += weight;
        }
        all
    }
}
