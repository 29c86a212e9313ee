//! The simulator: its seeds, its wrong judgements, and what went wrong in others' synchronisation.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

mod coming_down;
mod fuzz;
mod peers;
mod simulator;
