//! The board between the thread that hears the scale and those who want to know: the latest reading, and the stable ones
//! that can still be taken. What was stable before a zero, a tare or a pulled cable is wiped off: it says nothing about
//! what lies on the pan now.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::reading::{Identity, Reading, StableReading, State, Told};
use crate::weight::Weight;

/// How many stable readings are kept: five seconds of them.
const KEPT: usize = 50;
/// Steps of the last digit that a weighing needs at least (OIML R 76, Table 3).
const STEPS: u64 = 20;

/// Numbers are given once in a run of the program, not once a scale: a number that the window still holds from one
/// scale must never name a reading of the next.
static NUMBER: AtomicU64 = AtomicU64::new(0);

fn next_number() -> u64 {
    NUMBER.fetch_add(1, Ordering::Relaxed) + 1
}

#[derive(Debug)]
pub(crate) struct Board {
    shown: Mutex<Shown>,
    changed: Condvar,
}

#[derive(Debug)]
struct Shown {
    latest: Reading,
    kept: VecDeque<StableReading>,
    steady: Option<Steady>,
    identity: Option<Identity>,
}

/// Since when the weight has stood still.
#[derive(Debug, Clone, Copy)]
struct Steady {
    weight: Weight,
    since: Instant,
}

impl Board {
    pub(crate) fn new() -> Self {
        let told = Told::new("正在连接秤……", "Connecting to the scale …");
        let latest =
            Reading { number: next_number(), ..Reading::without_weight(State::Connecting, Some(told)) };
        let shown = Shown { latest, kept: VecDeque::new(), steady: None, identity: None };
        Self { shown: Mutex::new(shown), changed: Condvar::new() }
    }

    /// The scale says a weight.
    pub(crate) fn weight(&self, weight: Weight, stable: bool) {
        let now = Instant::now();
        let mut shown = self.shown();
        let steady = stable.then(|| match shown.steady {
            Some(steady) if weight.milligrams.abs_diff(steady.weight.milligrams) <= weight.step => steady,
            Some(_) | None => Steady { weight, since: now },
        });
        shown.steady = steady;
        let stable_ms = steady.map_or(0, |steady| milliseconds(now.duration_since(steady.since)));
        let minimum = weight.step.saturating_mul(STEPS);
        let reading = Reading {
            weight_mg: Some(weight.milligrams),
            stable,
            stable_ms,
            minimum_mg: Some(minimum),
            ..Reading::without_weight(State::Ok, None)
        };
        let number = self.show(&mut shown, reading);
        if stable {
            shown.kept.push_back(StableReading {
                number,
                weight_mg: weight.milligrams,
                minimum_mg: minimum,
                at: now,
            });
            let over = shown.kept.len().saturating_sub(KEPT);
            shown.kept.drain(..over);
        }
    }

    /// The scale answers, but with no weight.
    pub(crate) fn no_weight(&self, state: State, told: Told) {
        let mut shown = self.shown();
        shown.steady = None;
        let minimum_mg = shown.latest.minimum_mg;
        let reading = Reading { minimum_mg, ..Reading::without_weight(state, Some(told)) };
        self.show(&mut shown, reading);
    }

    /// The scale does not answer. Said once, not at every attempt.
    pub(crate) fn lost(&self, told: Told) {
        let mut shown = self.shown();
        shown.steady = None;
        shown.kept.clear();
        shown.identity = None;
        let reading = Reading::without_weight(State::Lost, Some(told));
        let number = shown.latest.number;
        if shown.latest != (Reading { number, ..reading.clone() }) {
            self.show(&mut shown, reading);
        }
    }

    /// Zero or tare changed what every earlier weight means.
    pub(crate) fn wipe(&self) {
        let mut shown = self.shown();
        shown.steady = None;
        shown.kept.clear();
    }

    pub(crate) fn identify(&self, identity: Identity) {
        self.shown().identity = Some(identity);
    }

    pub(crate) fn identity(&self) -> Option<Identity> {
        self.shown().identity.clone()
    }

    pub(crate) fn latest(&self) -> Reading {
        self.shown().latest.clone()
    }

    /// The first reading after `seen`, or the latest when the time is over.
    pub(crate) fn wait(&self, seen: u64, timeout: Duration) -> Reading {
        let unseen = |shown: &mut Shown| shown.latest.number <= seen;
        let waited = self.changed.wait_timeout_while(self.shown(), timeout, unseen);
        waited.unwrap_or_else(PoisonError::into_inner).0.latest.clone()
    }

    /// The kept stable reading of this number.
    pub(crate) fn taken(&self, number: u64) -> Option<StableReading> {
        self.shown().kept.iter().find(|reading| reading.number == number).copied()
    }

    fn show(&self, shown: &mut Shown, reading: Reading) -> u64 {
        let number = next_number();
        shown.latest = Reading { number, ..reading };
        self.changed.notify_all();
        number
    }

    /// A thread that died in the middle of a change left whole values: each is replaced at once.
    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn grams(hundredths: i64) -> Weight {
        Weight { milligrams: hundredths * 10, step: 10 }
    }

    #[test]
    fn only_so_many_stable_readings_are_kept_each_under_its_number() {
        let board = Board::new();
        let shown = |hundredths| {
            board.weight(grams(hundredths), true);
            board.latest().number
        };
        let numbers: Vec<u64> = (0..60).map(shown).collect();
        let taken = |at: usize| board.taken(numbers[at]).map(|reading| reading.weight_mg);
        assert_eq!((taken(9), taken(10), taken(59)), (None, Some(100), Some(590)));
        assert!(numbers.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn a_number_of_one_scale_names_nothing_on_another() {
        let (one, other) = (Board::new(), Board::new());
        one.weight(grams(371), true);
        other.weight(grams(371), true);
        assert_eq!(other.taken(one.latest().number), None);
    }

    #[test]
    fn a_moving_weight_is_shown_and_not_kept() {
        let board = Board::new();
        board.weight(grams(371), false);
        let reading = board.latest();
        assert_eq!((reading.state, reading.weight_mg, reading.stable), (State::Ok, Some(3_710), false));
        assert_eq!(board.taken(reading.number), None);
        assert_eq!(reading.minimum_mg, Some(200), "twenty steps of 0.01 g");
    }

    #[test]
    fn another_weight_begins_another_stillness() {
        let board = Board::new();
        let since = |board: &Board| board.shown().steady.map(|steady| steady.since);
        board.weight(grams(100), true);
        let begun = since(&board);
        board.weight(grams(101), true);
        assert_eq!(since(&board), begun, "one step is the flicker of the last digit");
        board.weight(grams(102), true);
        assert_ne!(since(&board), begun, "two steps from where it began");
        board.weight(grams(102), false);
        assert_eq!(since(&board), None);
    }

    #[test]
    fn what_was_stable_is_gone_after_a_tare_and_after_a_loss() {
        for forget in [Board::wipe as fn(&Board), |board| board.lost(Told::new("断", "lost"))] {
            let board = Board::new();
            board.weight(grams(371), true);
            let number = board.latest().number;
            forget(&board);
            assert_eq!(board.taken(number), None);
        }
    }

    #[test]
    fn a_loss_is_said_once() {
        let board = Board::new();
        board.lost(Told::new("断", "lost"));
        let number = board.latest().number;
        board.lost(Told::new("断", "lost"));
        assert_eq!(board.latest().number, number);
        board.lost(Told::new("没有此串口", "no such port"));
        assert!(board.latest().number > number);
    }
}
