//! The words of the counter as types, and what is always true of them.
//!
//! Nothing here reads a clock, a random source, a file or a database, and nothing here knows how a value is
//! written down: `now` is passed in, and serialisation is derived, never chosen.

pub mod clean;
pub mod clock;
mod closed;
pub mod consent;
pub mod event;
pub mod filing;
pub mod ids;
pub mod kept;
pub mod label;
pub mod leftover;
pub mod merged;
pub mod need;
pub mod period;
pub mod premises;
pub mod quantity;
pub mod recipe;
mod recorded;
pub mod region;
pub mod said;
pub mod service;
pub mod signature;
pub mod skin;
pub mod staff;
pub mod stock;
pub mod texture;
pub mod use_by;
pub mod visitor;
pub mod workday;
pub mod written;

/// A point in time with the offset it was read at. Every time in a record carries its offset.
pub type Moment = chrono::DateTime<chrono::FixedOffset>;

/// Seconds that China's one civil time is ahead of UTC.
const CHINA: i32 = 8 * 3_600;

/// The same moment in China's civil time, which decides what day it is for every rule here.
#[must_use]
pub fn in_china(moment: Moment) -> Moment {
    match chrono::FixedOffset::east_opt(CHINA) {
        Some(offset) => moment.with_timezone(&offset),
        None => moment,
    }
}
