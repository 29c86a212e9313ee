//! A balance on a serial line: set up on the device's page, heard at the bench, missed when its cable is pulled.

#[path = "../../crates/scale/examples/simulator/balance.rs"]
mod balance;

use std::cell::RefCell;

use balance::Balance;
use serde_json::json;

use super::service::{SPARING, Service};
use super::{ADVISOR, MANAGER, demo_store_of, unlock};
use crate::stage::{Stage, at};

/// The balance beside the counter.
pub struct Scale {
    balance: RefCell<Balance>,
}

impl Scale {
    /// A balance plugged in under the home of a story, not yet known to the counter.
    pub fn beside(stage: &Stage) -> Self {
        let balance = Balance::plugged(&stage.home().join("balance")).expect("a pseudo-terminal");
        Self { balance: RefCell::new(balance) }
    }

    /// A balance that the counter knows and takes readings from by itself; a manager must sit at the window.
    pub async fn on_the_line(stage: &Stage) -> Self {
        let scale = Self::beside(stage);
        let port = scale.balance.borrow().port();
        let settings =
            json!({ "port": port, "baud": 9600, "parity": "none", "data_bits": 8, "stop_bits": 1 });
        let set = stage.ask("scale.set", json!({ "settings": settings, "auto_confirm": true })).await;
        assert!(set["refusal"].is_null(), "{set}");
        scale
    }

    /// Types the balance's port on the device's page, where somebody sits who may.
    pub async fn set_up(&self, stage: &Stage) {
        let port = self.balance.borrow().port();
        stage.press("nav-store").await;
        stage.press("tab-device").await;
        stage.tap(".scale-settings summary").await;
        stage.fill("scale-port", &port).await;
        stage.press("scale-save").await;
        stage.see(".scale-live .chip.ok").await;
    }

    /// Pours onto the pan and waits for it to stand still.
    fn pour(&self, milligrams: i64) {
        let balance = self.balance.borrow();
        let mut pan = balance.pan();
        pan.load += milligrams;
        pan.stable = true;
    }

    /// Weighs everything that is left: scan and pour, the reading is taken by itself.
    pub async fn blend(&self, service: &Service<'_>) {
        while self.weigh(service).await {}
        service.stage.see(&at("label-read")).await;
    }

    /// Weighs the component that is next. Whether another is left.
    async fn weigh(&self, service: &Service<'_>) -> bool {
        let next = service.next().await;
        // The pan is tared after each component: what is poured next begins at nothing.
        service.stage.reads(&at("reading"), "0.00").await;
        service.scan_next(&next).await;
        self.pour(next["target_mg"].as_i64().expect("a target"));
        service.weighed(&next).await
    }
}

/// The port is typed on the device's page, the reading is seen there at once; at the bench only a reading that stands
/// still counts, and a pulled cable is said.
#[tokio::test]
async fn a_scale_on_the_line_is_set_up_heard_and_missed() {
    let stage = demo_store_of("scale", MANAGER).await;
    let scale = Scale::beside(&stage);
    scale.set_up(&stage).await;
    stage.reads(".scale-figure", "0.00").await;
    stage.see(&format!("{}:checked", at("auto-confirm"))).await;
    stage.picture("set-up").await;

    stage.press("change-person").await;
    unlock(&stage, ADVISOR).await;
    stage.press("nav-today").await;
    let service = Service::new(&stage).await;
    service.talk(&SPARING, &["moisture"]).await;
    service.clear().await;
    let next = service.next().await;
    let target = next["target_mg"].as_i64().expect("a target");
    stage.reads(&at("reading"), "0.00").await;
    service.scan_next(&next).await;
    scale.balance.borrow().pan().stable = false;
    scale.balance.borrow().pan().load = target;
    stage.see(&format!("{}.warn", at("weight-state"))).await;
    assert!(!stage.sees(&at("confirm-weight")).await, "a moving reading can be confirmed");
    stage.picture("moving").await;
    scale.balance.borrow().pan().stable = true;
    service.weighed(&next).await;
    let first = service.view().await["vessel"]["weighings"][0].clone();
    assert_eq!((&first["weight_mg"], &first["by_hand"]), (&json!(target), &json!(null)), "{first}");
    stage.picture("taken").await;

    stage.reads(&at("reading"), "0.00").await;
    scale.balance.borrow_mut().unplug().expect("the cable can be pulled");
    stage.see(&format!("{}.stop", at("weight-state"))).await;
    stage.picture("unplugged").await;
    scale.balance.borrow_mut().plug().expect("the cable can be put back");
    stage.gone(&format!("{}.stop", at("weight-state"))).await;
    scale.blend(&service).await;
    stage.picture("label").await;
    stage.close().await;
}
