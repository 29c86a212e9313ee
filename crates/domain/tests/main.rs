//! The tests of this crate in one program: what they share is built and linked once. A file here is a module of it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what the tests share must fail them"
)]

mod clean;
mod consent;
mod filing;
mod goldens;
mod leftover;
mod merged;
mod need;
mod quantity;
mod recipe;
mod said;
mod service;
mod skin;
mod stage;
mod stock;
mod use_by;
mod vessel;
mod words;
mod workday;
mod written;
