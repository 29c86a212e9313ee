//! What a store and headquarters say to each other, and what each makes of it: wire, signatures, receipts, what comes down, and the two
//! judgements over them, [`plan`](plan::plan) at the store and [`judge`](judge::judge) at headquarters. Both link this
//! crate, and neither links the other. It refuses to be a client or a server: it has no clock, no network, no file and no
//! database, and every number that must be random is an argument. `docs/sync-formats.md` defines what it reads and writes.

pub mod answer;
pub mod calls;
pub mod device;
pub mod down;
pub mod export;
pub mod frame;
pub mod hexed;
pub mod judge;
pub mod opening;
pub mod plan;
pub mod receipt;
pub mod request;
pub mod restore;
pub mod root;
pub mod shown;
pub mod stick;
pub mod ticket;
pub mod wait;

pub use ed25519_dalek::{SigningKey, VerifyingKey};
