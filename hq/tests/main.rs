//! Headquarters over a real PostgreSQL, asked over real HTTP. One cluster a run, a database of its own for each test.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::wildcard_enum_match_arm,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod coming;
mod console;
mod counters;
mod down;
mod erasure;
mod forks;
mod handbook;
mod hostile;
mod identity;
mod kill;
mod lanes;
mod lost;
mod model;
mod owners;
mod projection;
mod recalls;
mod restored;
mod rig;
mod stick;
mod store_kill;
mod tenancy;
mod upkeep;
mod way_up;
