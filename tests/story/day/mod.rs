//! A whole day of a store, from the opening checks to the signed log: what people did with their hands is what the log
//! says on the screen, on paper (as pdftotext reads it) and in the workbook (as LibreOffice reads it).
//!
//! The labels come out of a real CUPS. The day is always the same Friday: its clock is set as people set a computer's, and
//! once, in the afternoon, it is set back. Setting a clock is the only thing that no hand in the window can do.

#[path = "../../../crates/spool/tests/stage/mod.rs"]
mod cups;
mod figures;
mod log;
mod serving;
mod working;

use std::collections::BTreeMap;

use cups::{Cups, label_ppd};

use super::scale::Scale;
use super::{ADVISOR, MANAGER, OPERATOR, Person, unlock};
use crate::stage::clock::Clock;
use crate::stage::{Stage, at};

const STORY: &str = "whole-day";

/// A moment of the day in question.
fn friday(time: &str) -> String {
    format!("2026-11-20T{time}:00+08:00")
}

/// The store, and what was done in it by hand, counted beside the product.
struct Day {
    stage: Stage,
    clock: Clock,
    cups: Cups,
    scale: Scale,
    did: Did,
}

/// What was done, counted by whoever did it.
#[derive(Debug, Default)]
struct Did {
    /// Services that were begun, by number.
    begun: Vec<String>,
    handed_over: usize,
    given_up: usize,
    /// By lot: how often something was poured from it, and how many milligrams in all.
    poured: BTreeMap<String, (u64, u64)>,
    /// What was written off, in milligrams.
    written_off: u64,
    /// What was thrown away of what had been left over, in milligrams.
    thrown_away: u64,
    /// Labels by what became of them: on a unit that left, spoiled, void.
    labels: [usize; 3],
}

#[tokio::test]
async fn a_whole_day_from_the_opening_checks_to_the_signed_log() {
    let mut day = Day::of_a_store().await;
    day.opens().await;
    day.an_ordinary_service().await;
    day.a_service_whose_label_is_printed_three_times().await;
    day.a_service_that_is_refused_spoiled_and_given_up().await;
    day.a_service_that_is_left_open().await;
    day.the_clock_goes_back().await;
    day.a_leftover_is_sealed_and_released().await;
    day.the_store_is_cleaned_and_left().await;
    day.the_manager_reads_and_signs().await;
    day.paper_and_workbook_say_the_same().await;
    day.a_later_change_voids_it().await;
    day.stage.close().await;
}

impl Day {
    /// The evening before: the store is founded, printer and balance are set, everybody goes home.
    async fn of_a_store() -> Self {
        let cups = Cups::started();
        cups.attach("Labels", "labels:/", &label_ppd(), &["-E"]);
        let clock = Clock::showing(STORY, "2026-11-19T18:00:00+08:00");
        let mut around = clock.environment();
        around.push(("CUPS_SERVER".to_owned(), cups.path("socket").display().to_string()));
        let mut stage = Stage::open_among(STORY, around).await;
        stage.press("start-demo").await;
        unlock(&stage, MANAGER).await;
        let scale = Scale::beside(&stage);
        scale.set_up(&stage).await;
        stage.tap(&format!("label:has({})", at("printer-label-Labels"))).await;
        stage.see(&at("try-label")).await;
        stage.picture("the-evening-before").await;
        stage.press("nav-today").await;
        stage.press("go-work").await;
        stage.press("go-everybody_left").await;
        stage.gone(&at("go-everybody_left")).await;
        clock.turn(&friday("08:50"));
        stage.reopen().await;
        Self { stage, clock, cups, scale, did: Did::default() }
    }

    /// Somebody else sits down at the window.
    async fn sits(&self, person: Person) {
        let stage = &self.stage;
        if !stage.sees(".lock").await {
            stage.press("change-person").await;
        }
        unlock(stage, person).await;
    }

    /// A time of the day comes, and nobody has touched the window for long: it has locked itself.
    async fn comes(&self, time: &str) {
        self.passes(time).await;
        self.stage.see(".lock").await;
    }

    /// Some minutes pass, fewer than lock a window.
    async fn passes(&self, time: &str) {
        self.clock.set(&self.stage, &friday(time)).await;
    }
}
