//! What a scale shows at one moment, as the window gets it, and the stable ones that can be taken for a weighing.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// How the scale is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// No scale is set.
    Off,
    /// The port is being opened, or nothing has answered yet.
    Connecting,
    /// It answers.
    Ok,
    /// More lies on it than it can weigh.
    Overload,
    /// The pan is off, or something was lifted off a tared pan.
    Underload,
    /// It was there and is not any more, or never came. It is looked for again and again.
    Lost,
}

/// One reading. Its number is never given twice in a run of the program, whatever scales were set in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Counted from 1; 0 is before the first.
    pub number: u64,
    /// How the scale is.
    pub state: State,
    /// The weight in milligrams, where there is one; below zero when something was taken off a tared pan.
    pub weight_mg: Option<i64>,
    /// Whether the scale itself calls it stable.
    pub stable: bool,
    /// For how long it has been stable and the same within one step of its last digit, in milliseconds.
    pub stable_ms: u64,
    /// What is to be said about it in Chinese: why there is no weight, and what to do.
    pub message: Option<String>,
    /// The same in English.
    pub message_en: Option<String>,
    /// The least that should be weighed on it, in milligrams: twenty steps of its last digit, as OIML R 76 Table 3 has it
    /// for fine scales of class II and for class III. It is known once a weight has been read.
    pub minimum_mg: Option<u64>,
}

impl Reading {
    /// Where no scale is set.
    #[must_use]
    pub fn off() -> Self {
        Self::without_weight(State::Off, None)
    }

    pub(crate) fn without_weight(state: State, told: Option<Told>) -> Self {
        let (message, message_en) = told.map(|told| (told.zh, told.en)).unzip();
        let (weight_mg, minimum_mg) = (None, None);
        Self { number: 0, state, weight_mg, stable: false, stable_ms: 0, message, message_en, minimum_mg }
    }
}

/// A stable reading that was kept, to be taken for a weighing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StableReading {
    /// The number of its [`Reading`].
    pub number: u64,
    /// In milligrams.
    pub weight_mg: i64,
    /// The least that should be weighed on this scale, in milligrams.
    pub minimum_mg: u64,
    pub(crate) at: Instant,
}

impl StableReading {
    /// How long ago the scale said it.
    #[must_use]
    pub fn age(&self) -> Duration {
        self.at.elapsed()
    }
}

/// Which scale it is, as it says itself. A scale need not say it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Identity {
    /// Model and capacity, as `I2` answers; empty where it does not.
    pub model: String,
    /// Serial number, as `I4` answers; empty where it does not.
    pub serial: String,
}

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) zh: String,
    pub(crate) en: String,
}

impl Told {
    pub(crate) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}
