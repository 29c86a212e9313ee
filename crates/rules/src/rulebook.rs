//! A document of the law as it is loaded: whom it binds and when, and its clauses with their limits.
//!
//! A [`Rulebook`] exists only whole: a text that names an unknown check, leaves a limit out or says a thing twice does
//! not load ([`RulebookError`]). It refuses to judge: that is [`crate::judge`].

mod binding;
mod builtin;
mod limits;
mod parse;

use chrono::NaiveDate;
use domain::region::Province;
use serde::{Deserialize, Serialize};

use crate::check::Check;

pub use binding::{Binding, Listed, Place, Standing};
pub use builtin::builtin;
pub use limits::{Bound, Kind, Limit, Limits, MissingLimit, Value};
pub use parse::RulebookError;

/// Where a document holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reach", rename_all = "snake_case", deny_unknown_fields)]
pub enum Region {
    /// The whole country. Where a pilot is open only in some provinces, a check says so: a store elsewhere is
    /// bound by the document and refused by it.
    Nationwide,
    /// One province.
    Province {
        /// Which.
        province: Province,
    },
    /// One district of a province.
    District {
        /// Which province.
        province: Province,
        /// The district's name.
        district: String,
    },
}

/// What sort of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// An act of an authority.
    Official,
    /// A recommended group standard: binds the enterprise that adopts it.
    GroupStandard,
}

/// How the product meets a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetBy {
    /// By checks that stop the work.
    Enforced,
    /// By records that the service leaves of itself.
    Recorded,
    /// By a document or list that the product keeps and shows.
    Evidenced,
    /// It asks nothing of the store.
    Informative,
    /// Not yet: later work covers it.
    Planned,
}

/// One article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clause {
    /// As the document numbers it: 第二十二条, 7.2.5.
    pub number: String,
    /// What it asks, in one Chinese line.
    pub duty: String,
    /// The same in English.
    pub duty_en: String,
    /// 应当 or 应, against 鼓励 or 宜. The finding of a clause that is not a must never stops the work.
    pub must: bool,
    /// How the product meets it.
    pub met_by: MetBy,
    /// The same in one line.
    pub how: String,
    /// What enforces it.
    pub checks: Vec<Check>,
    /// Its figures.
    pub limits: Limits,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rulebook {
    /// Its id: the file's name.
    pub id: String,
    /// Its Chinese title.
    pub title: String,
    /// Its title in English.
    pub title_en: String,
    /// Who issued it, when, under which number.
    pub source: String,
    /// What sort of document it is.
    pub nature: Nature,
    /// Where it holds.
    pub region: Region,
    /// Whether a service under it needs an authorisation.
    pub requires_authorisation: bool,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day, included; none while no end is set.
    pub valid_to: Option<NaiveDate>,
    /// What is not confirmed about it.
    pub notes: Vec<String>,
    /// Its articles in order.
    pub clauses: Vec<Clause>,
    #[serde(skip)]
    text: String,
}

impl Rulebook {
    /// The text it was loaded from, byte for byte: hash this to say which version judged.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A clause by its number.
    #[must_use]
    pub fn clause(&self, number: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.number == number)
    }

    /// The limits that are our own assumption, for a lawyer to look at.
    pub fn unconfirmed(&self) -> impl Iterator<Item = (&Clause, Limit)> {
        self.clauses.iter().flat_map(|clause| {
            let doubtful = clause.limits.iter().filter(|(_, bound)| !bound.confirmed);
            doubtful.map(move |(limit, _)| (clause, limit))
        })
    }

    /// How many clauses are met in that way.
    #[must_use]
    pub fn count(&self, met_by: MetBy) -> usize {
        self.clauses.iter().filter(|clause| clause.met_by == met_by).count()
    }
}
