//! The functions behind the list of [`crate::check`], by what they look at, each with its examples.

pub(crate) mod components;
pub(crate) mod customer;
pub(crate) mod equipment;
pub(crate) mod evidence;
pub(crate) mod people;
pub(crate) mod pilot;
pub(crate) mod recipe;
pub(crate) mod room;
pub(crate) mod shelf;
pub(crate) mod signed;
mod tally;
pub(crate) mod unit;
pub(crate) mod words;

pub(crate) use tally::{Tally, not_applicable};

/// What every function of this folder answers.
pub(crate) type Judgement = Result<crate::check::Ruling, crate::rulebook::MissingLimit>;
