//! The day's log: a day in figures, what is odd in it first, a sample that nobody chooses, what is due, and the manager's
//! signature under exactly what was shown.
//!
//! It reads what the store keeps of a day while records are written, and walks over no records. It refuses to judge
//! people: what is odd is a question with its figure and the record to look at, and the thresholds are data
//! (`assets/day-log/odd.toml`). A log that was signed is never changed: what comes later voids it in plain sight.

pub mod correct;
pub(crate) mod due;
mod fields;
mod figures;
mod labels;
mod logs;
pub mod look;
pub(crate) mod named;
mod odd;
pub mod paper;
pub mod record;
mod rules;
mod sample;
mod sheet;
pub mod sign;
pub mod signatures;
mod words;

pub use due::{DueItem, DueKind};
pub use figures::{
    DayFigure, Figures, HourFigure, LotFigure, ModeFigure, StepFigure, StopFigure, Totals, WasteFigure,
};
pub use labels::{Labels, LooseLabel};
pub use logs::{DayLog, LogState};
pub use look::READERS;
pub use odd::{Odd, OpenService, odd};
pub use record::RecordLine;
pub(crate) use record::lines;
pub use rules::{DayRules, OddRule, Rule};
pub use sample::{Sample, drawn};
pub use sheet::{DaySheet, Period};
