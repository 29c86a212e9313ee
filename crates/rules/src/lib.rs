//! The law as dated data: rulebooks, their clauses, and the checks that enforce them.
//!
//! From an article to the line that enforces it: the article stands in `assets/rulebooks/<document>.toml` with the names of
//! its checks; each name is declared once in [`check`], beside the article it comes from, and names its function.
//! A rulebook never says how a check works, a check never says whom it binds or since when.
//!
//! Pure: no clock, no file, no database. `now` is a fact.

pub mod check;
mod checks;
pub mod choosing;
pub mod claims;
pub mod duties;
pub mod facts;
pub mod finding;
pub mod judge;
pub mod mend;
pub mod rulebook;

pub use check::{Check, Example};
pub use choosing::{Choosing, Ranking, rank};
pub use duties::{Duty, DutyKind, StoreFacts, duties};
pub use facts::{Facts, facts_schema};
pub use finding::{Finding, Gate, Outcome};
pub use judge::judge;
pub use mend::{Mend, MendAction};
pub use rulebook::{
    Binding, Clause, Limit, Limits, MetBy, Nature, Place, Region, Rulebook, RulebookError, builtin,
};
