//! Bulletins of headquarters as they came, and what they brought: restrictions, rulebooks, the working days of a year.

use domain::Moment;
use domain::event::{Restricted, RulebookSet, WorkingDaysSet};
use domain::ids::LotId;
use domain::signature::Digest;
use serde::{Deserialize, Serialize};

use super::{Columns, Row, Value, number, text};

/// One bulletin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulletinRow {
    /// In which chain.
    pub chain: String,
    /// Its number there.
    pub no: u64,
    /// Its digest.
    pub digest: Digest,
    /// Text and signatures as they came.
    pub signed: String,
    /// What it brings, as it came, where it is here.
    pub content: Option<String>,
    /// The record that applied it; none while it waits.
    pub applied: Option<u64>,
    /// What is the matter with it, as JSON, while it waits.
    pub untaken: Option<String>,
    /// Until when it waits.
    pub until: Option<Moment>,
    /// When it came.
    pub at: Moment,
}

impl BulletinRow {
    /// The key of a bulletin: in order of the numbers within a chain.
    #[must_use]
    pub fn key_of(chain: &str, no: u64) -> String {
        format!("{chain}/{no:020}")
    }
}

impl Row for BulletinRow {
    const TABLE: &'static str = "bulletin";
    const CALLED: &'static str = "总部通告";
    fn key(&self) -> String {
        Self::key_of(&self.chain, self.no)
    }
    fn columns(&self) -> Columns {
        let waits = if self.applied.is_none() { number(self.no) } else { Value::Null };
        vec![("chain", text(&self.chain)), ("no", number(self.no)), ("waits", waits)]
    }
}

/// A recall or a stop that headquarters ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestrictionRow {
    /// What kind of thing.
    pub what: Restricted,
    /// Its number at headquarters.
    pub number: String,
    /// Filing number, store or recipe; empty where only its end came so far.
    pub of: String,
    /// The maker's lot number, where one lot alone is recalled.
    pub lot: Option<String>,
    /// Why, in Chinese and in English.
    pub reason: (String, String),
    /// The record that ordered it.
    pub ordered: Option<u64>,
    /// When.
    pub at: Moment,
    /// The record that lifted it.
    pub lifted: Option<u64>,
    /// The lots that are recalled by it and by nobody at the store.
    pub lots: Vec<LotId>,
}

impl RestrictionRow {
    /// The key of a restriction: a recall and a stop may have one number.
    #[must_use]
    pub fn key_of(what: Restricted, number: &str) -> String {
        let chain = match what {
            Restricted::Lots => "recall",
            Restricted::Store | Restricted::Recipe => "suspension",
        };
        format!("{chain}/{number}")
    }

    /// By what a standing one is found.
    #[must_use]
    pub fn target(what: Restricted, of: &str) -> String {
        format!("{}/{of}", what.code())
    }

    /// Whether it holds.
    #[must_use]
    pub const fn stands(&self) -> bool {
        self.ordered.is_some() && self.lifted.is_none()
    }
}

impl Row for RestrictionRow {
    const TABLE: &'static str = "restriction";
    const CALLED: &'static str = "总部召回或停用";
    fn key(&self) -> String {
        Self::key_of(self.what, &self.number)
    }
    fn columns(&self) -> Columns {
        let target = if self.stands() { text(Self::target(self.what, &self.of)) } else { Value::Null };
        vec![("target", target)]
    }
}

impl Row for RulebookSet {
    const TABLE: &'static str = "rulebook";
    const CALLED: &'static str = "总部规则集";
    fn key(&self) -> String {
        self.rulebook.clone()
    }
}

impl Row for WorkingDaysSet {
    const TABLE: &'static str = "working_days";
    const CALLED: &'static str = "年度工作日";
    fn key(&self) -> String {
        format!("{:04}", self.year)
    }
}
