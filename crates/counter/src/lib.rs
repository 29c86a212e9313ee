//! The use cases of the counter and the one list of commands, generic over a [`Host`].
//!
//! Everything that a person does at the counter is a [`Command`]; whoever may do it is said beside it and checked
//! here, not in an interface. This crate knows no window and no command line, writes through [`store::Store`] alone,
//! and saves a paper only after its record is durable.

mod allergies;
mod backups;
mod bounds;
mod callers;
pub mod coming_down;
mod commands;
mod counter;
pub mod day;
pub mod demo;
pub mod entries;
mod error;
mod facts;
mod gates;
mod headquarters;
mod host;
pub mod identity;
mod label_code;
pub mod mends;
mod owed;
pub mod papers;
mod permit;
mod pin;
mod promised;
pub mod rights;
pub mod security;
pub mod setup;
mod spoken;
pub mod steps;
mod templates;
pub mod texts;
mod unions;
pub mod view;
mod why;
pub mod work;

pub use allergies::Stands;
pub use command::{Caller, ClauseRef, Command, Permission, Refusal, Run, Who, Window};
pub use commands::{COMMANDS, declare, permissions};
pub use counter::{Assets, Counter, random_id};
pub use error::{no_token, stopped};
pub use headquarters::Compared;
pub use host::{Host, save_whole};
pub use spoken::Spoken;
