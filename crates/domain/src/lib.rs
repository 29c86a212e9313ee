//! The words of the counter as types, and what is always true of them.
//!
//! Nothing here reads a clock, a random source, a file or a database, and nothing here knows how a value is
//! written down: `now` is passed in, and serialisation is derived, never chosen.

pub mod consent;
pub mod event;
pub mod filing;
pub mod ids;
pub mod need;
pub mod period;
pub mod premises;
pub mod quantity;
pub mod recipe;
pub mod region;
pub mod service;
pub mod signature;
pub mod skin;
pub mod staff;
pub mod stock;
pub mod use_by;
pub mod workday;

/// A point in time with the offset it was read at. Every time in a record carries its offset.
pub type Moment = chrono::DateTime<chrono::FixedOffset>;
