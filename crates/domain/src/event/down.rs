//! What headquarters decided and this store applied, or keeps until it can.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::premises::ApprovedThing;
use crate::signature::Digest;

crate::closed! {
    /// What headquarters may recall or stop.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Restricted {
        /// Lots of a product: one, or all of them.
        Lots,
        /// The service at a store.
        Store,
        /// A recipe.
        Recipe,
    }
}

words::worded!(Restricted: restricted { Lots, Store, Recipe });

impl Restricted {
    /// Its code, as a row's key has it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Lots => "lots",
            Self::Store => "store",
            Self::Recipe => "recipe",
        }
    }
}

payloads! {
    /// A bulletin of headquarters was applied, with the records before this one.
    BulletinApplied {
        /// In which chain.
        chain: String,
        /// Its number there.
        no: u64,
        /// Its digest, by which the next one names it.
        digest: Digest,
        /// Text and signatures as they came.
        signed: String,
        /// What it brings, as it came, of the chains that stop.
        content: Option<String>,
    }
    /// A bulletin of headquarters came and is not applied.
    BulletinHeld {
        /// In which chain.
        chain: String,
        /// Its number there.
        no: u64,
        /// Its digest.
        digest: Digest,
        /// Text and signatures as they came.
        signed: String,
        /// What it brings, as it came, where it is here.
        content: Option<String>,
        /// What is the matter with it, as JSON; nothing where it waits for its hour alone.
        untaken: Option<String>,
        /// Until when it waits.
        until: Option<Moment>,
    }
    /// Headquarters recalls lots, or stops a store's service or a recipe (化妆品监督管理条例 第四十四条; 国家药监局 2025 年第 58 号 第五条).
    RestrictionOrdered {
        /// What kind of thing.
        what: Restricted,
        /// Its number at headquarters.
        number: String,
        /// Filing number, store or recipe.
        of: String,
        /// The maker's lot number, where one lot alone is recalled.
        lot: Option<String>,
        /// Why, in Chinese.
        zh: String,
        /// Why, in English.
        en: String,
    }
    /// Headquarters takes a recall or a stop back.
    RestrictionLifted {
        /// What kind of thing.
        what: Restricted,
        /// Its number at headquarters.
        number: String,
        /// Why, in Chinese.
        zh: String,
        /// Why, in English.
        en: String,
    }
    /// What a bulletin brings was brought in by one person of headquarters and approved by another, who both signed it (山东指南 第十七、
    /// 十九条).
    ApprovalsPublished {
        /// In which chain.
        chain: String,
        /// Its number there.
        no: u64,
        /// What, each by what it said.
        things: Vec<ApprovedThing>,
        /// Who signed, by their codes at headquarters.
        people: Vec<String>,
    }
    /// A rulebook of headquarters holds in place of any other of its id.
    RulebookSet {
        /// Its id.
        rulebook: String,
        /// SHA-256 of its text, as clearances name it.
        sha256: Digest,
        /// Its text.
        text: String,
    }
    /// The working days of a year were published.
    WorkingDaysSet {
        /// Which year.
        year: u16,
        /// Days off, also those that fall on a weekend.
        off: Vec<NaiveDate>,
        /// Weekend days that are worked.
        work: Vec<NaiveDate>,
        /// The notice.
        source: String,
    }
}
