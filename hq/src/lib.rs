//! Headquarters: keeps a copy of every store's ledger that it can prove, says so with its signature, and shows what the
//! stores are in. It judges form and never meaning, writes nothing into a store's history, and is never linked into the
//! counter. Processes are stateless over PostgreSQL; `docs/hq.md` says how it is run.

pub mod caller;
mod calls;
pub mod carried;
pub mod console;
pub mod ctl;
pub mod database;
pub mod down;
pub mod erasing;
pub mod hq;
pub mod keys;
pub mod lane;
pub mod limits;
pub mod metrics;
pub mod own;
pub mod projector;
pub mod reply;
pub mod rows;
pub mod seen;
pub mod segment;
pub mod server;
pub mod settings;
pub mod signing;
pub mod stick;
pub mod wording;
