//! The tests of this crate in one program: what they share is built and linked once. A file here is a module of it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what the tests share must fail them"
)]

mod approvals;
mod common;
mod dry_runs;
mod durable;
mod label;
mod pipes;
mod refusals;
mod story;
