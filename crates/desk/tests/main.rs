//! The tests of this crate in one program: what they share is built and linked once. A file here is a module of it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what the tests share must fail them"
)]

mod backups;
mod common;
mod faults;
mod long;
mod mends;
mod news;
mod permissions;
mod printing;
mod rest;
mod screen;
mod sitting;
mod start;
mod wire;
mod writers;
