//! The tests of this crate in one program: what they share is built and linked once. A file here is a module of it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::wildcard_enum_match_arm,
    reason = "what the tests share must fail them"
)]

mod common;
mod consent;
mod generated;
mod label;
mod sheets;
mod tag;
mod units;
