//! The tests of this crate in one program: what they share is built and linked once. A file here is a module of it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what the tests share must fail them"
)]

mod choosing;
mod duties;
mod duties_and_checks;
mod examples;
mod hows;
mod loader;
mod properties;
mod rulebooks;
mod shop;
mod snapshot;
