//! Stories in the real window, from the lock screen to the label, as the people of a store live them: each is one test,
//! is pressed, typed, scanned and drawn like theirs, and keeps its pictures under `target/window/<story>/`.
//!
//! A story asks the door itself only for what a person would read off a bottle, and for what must be refused.

mod blending;
mod choices;
mod coming;
mod customers;
mod dates;
mod day;
mod first_start;
mod gates;
mod headquarters;
mod lost;
mod people;
mod recalls;
mod restores;
mod rights;
mod rows;
mod scale;
mod scanner;
mod service;
mod tables;
mod upkeep;

use crate::stage::{Stage, at};

/// Somebody of the staff, and their PIN.
#[derive(Debug, Clone, Copy)]
struct Person {
    staff: &'static str,
    pin: &'static str,
}

// The demo store's people; their PINs are public (assets/demo-store/README.md).
const ADVISOR: Person = Person { staff: "S01", pin: "100001" };
const OPERATOR: Person = Person { staff: "S02", pin: "200002" };
const OFFICER: Person = Person { staff: "S04", pin: "400004" };
const MANAGER: Person = Person { staff: "S06", pin: "600006" };

/// A fresh demo store with its lock screen in front.
async fn demo_store(story: &str) -> Stage {
    let stage = Stage::open(story).await;
    stage.press("start-demo").await;
    stage.see(&at("face-S01")).await;
    stage
}

/// A fresh demo store in which somebody has signed in.
async fn demo_store_of(story: &str, person: Person) -> Stage {
    let stage = demo_store(story).await;
    unlock(&stage, person).await;
    stage
}

/// Signs in at a lock screen; who sat there last is chosen already.
async fn unlock(stage: &Stage, person: Person) {
    let face = at(&format!("face-{}", person.staff));
    stage.see(&face).await;
    if !stage.sees(&format!("{face}[aria-pressed=true]")).await {
        stage.tap(&face).await;
    }
    stage.pin(person.pin).await;
    stage.gone(".lock").await;
    stage.see(&at("me")).await;
}

/// Sits down with a PIN that another set: who set it is said, and one's own is set with it.
async fn first_sitting(stage: &Stage, person: Person, given: &str) {
    stage.press(&format!("face-{}", person.staff)).await;
    stage.pin(given).await;
    stage.see(&at("pin-lent")).await;
    stage.picture("own-pin").await;
    for _ in 0..2 {
        stage.see(&at("own-pin")).await;
        stage.pin(person.pin).await;
    }
    stage.gone(".lock").await;
    stage.see(&at("me")).await;
}
