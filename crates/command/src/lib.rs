//! What a command is: its declaration ([`Command`]), the way it runs ([`Run`]), who asks it ([`Caller`]), what it
//! refuses with ([`Refusal`]), how its fields are read ([`fields`]) and how it is told to the pages ([`wire`]).
//!
//! It knows no command, no store and no window: the counter, the desk and headquarters each list their own commands and
//! say on what these run. So this crate stands on the domain alone.

mod command;
mod errors;
pub mod fields;
mod refusal;
mod topic;
pub mod wire;

pub use command::{Caller, Command, Context, Permission, Run, Who, Window, any_of, read};
pub use refusal::{ClauseRef, Refusal};
pub use topic::Topic;
