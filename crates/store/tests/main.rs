//! The tests of this crate in one program: what they share is built and linked once. A file here is a module of it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what the tests share must fail them"
)]

mod backup;
mod common;
mod day;
mod faults;
mod first_open;
mod killed;
mod newer;
mod older;
mod retention;
mod search;
mod store;
mod wrapped;
