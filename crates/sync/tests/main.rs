//! What a store and headquarters say to each other, held against `docs/sync-formats.md` and against bytes that lie.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

mod coming_down;
mod contents;
mod formats;
mod judging;
mod planning;
mod restoring;
mod stage;
mod tickets;
mod wire;
