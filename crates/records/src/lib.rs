//! What the ledger keeps: the payload of every kind and version, frozen, with what people are told of it.
//!
//! This crate cannot see the types that the counter works with, so that no change of theirs changes what was written. It holds
//! plain strings and numbers: **reading never judges**, and an id that a tighter check would refuse today is read as it was written.
//! Moments and days are read as such, because their form is the format's; closed sets of codes are enums of their own, because the
//! conversion from the living set is then a `match` without a way out: a code that is new does not compile before there is a new
//! version for it ([`codes`]).
//!
//! What was written once is never changed. A field more, or another, is a new struct with the next version, and the old one is
//! lifted to it step by step ([`Payload::present`]). A kind that is not in the list, or a version that is newer than those, is no
//! error: [`Record::read`] answers with `None`, and whoever asked keeps the bytes.
//!
//! Version 1 of every kind is what the program wrote when its payloads were frozen. What it read of the drafts before that, and
//! never wrote itself, is gone: absent `trace`, `wax`, `warnings`, `against` and parts of `purpose` of products and recipes are not
//! taken as empty any more.

#[macro_use]
mod declare;

pub mod codes;
pub mod descriptor;
mod kinds;
pub mod parts;
pub mod payloads;

pub use descriptor::{Field, Kind, Means, Payload, Shape};
pub use kinds::{Entry, Record, by_register, entered, present};

/// A point in time with the offset it was read at.
pub type Moment = chrono::DateTime<chrono::FixedOffset>;

#[cfg(test)]
mod tests;
