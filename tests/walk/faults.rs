//! Copies and faults: the page of copies in its states, closing with a stick that is not there, and the screen of each
//! fault that keeps a store from opening. Faults that need another disk or another program are the desk's tests'
//! (`crates/desk/tests/faults.rs`).

use std::fs::{self, File};

use serde_json::{Value, json};

use super::{
    Walk,
    first_start::{NEW_PIN, PASSPHRASE},
};
use crate::stage::at;

impl Walk {
    /// The manager's page of copies: none yet, one made, one tried out.
    pub(super) async fn copies(&self) {
        let stage = &self.stage;
        self.go("#/store/backup").await;
        stage.see(&at("place-local")).await;
        self.hide_paths().await;
        self.look("store-backup-own").await;
        stage.press("backup-now").await;
        stage.see(&at("backup-made")).await;
        self.hide_paths().await;
        self.look_closely("store-backup-made").await;
        stage.tap("[data-test^=drill-]").await;
        stage.see(&at("drill-passed")).await;
        self.hide_paths().await;
        self.look("store-backup-drilled").await;
    }

    /// A stick that was added and is not there: on the page, and at closing.
    pub(super) async fn stick_gone(&mut self) {
        let settings = self.stage.data().join("device.json");
        let read = fs::read(&settings).expect("the settings can be read");
        let mut device: Value = serde_json::from_slice(&read).expect("the settings are JSON");
        device["backup_places"] = json!([{ "id": "B1", "folder": "/media/演示U盘" }]);
        fs::write(&settings, device.to_string()).expect("the settings can be written");
        self.reopened().await;
        let stage = &self.stage;
        stage.enter("unlock-passphrase", PASSPHRASE).await;
        stage.see("[data-test^=face-]").await;
        stage.tap("[data-test^=face-]").await;
        stage.pin(NEW_PIN).await;
        stage.see(&at("me")).await;
        self.go("#/store/backup").await;
        stage.see(&at("place-B1")).await;
        self.hide_paths().await;
        self.look("store-backup-stick-gone").await;
        stage.press("close-program").await;
        stage.see("[data-test=closing] .refusal").await;
        self.look_closely("closing-stick-gone").await;
        stage.press("stay").await;
        stage.see(&at("place-B1")).await;
    }

    /// Each fault with its screen.
    pub(super) async fn faults(&mut self) {
        let store = self.stage.data().join("store");
        let away = self.stage.data().join("moved");
        fs::rename(&store, &away).expect("the folder can be moved");
        self.fault("missing").await;
        fs::rename(&away, &store).expect("the folder can be moved back");

        let account = store.join("key.account");
        fs::write(&account, "store-nobody").expect("a file can be written");
        self.fault("key").await;
        fs::remove_file(&account).expect("the file can be taken away");

        // Somebody else has the folder.
        let lock = File::create(store.join("lock")).expect("the lock can be opened");
        lock.lock().expect("the lock can be taken");
        self.reopened().await;
        self.stage.enter("unlock-passphrase", PASSPHRASE).await;
        self.seen("held").await;
        drop(lock);
        self.stage.press("start-again").await;
        self.stage.see(&at("unlock-passphrase")).await;
    }

    async fn fault(&mut self, kind: &str) {
        self.reopened().await;
        self.seen(kind).await;
    }

    async fn seen(&self, kind: &str) {
        self.stage.see(&format!("[data-test=fault][data-kind={kind}]")).await;
        self.look(&format!("fault-{kind}")).await;
    }

    /// The next start, on a window as large as the screen.
    pub(super) async fn reopened(&mut self) {
        self.stage.reopen().await;
        self.resize().await;
    }
}
