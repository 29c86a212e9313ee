//! What headquarters decided and this store applied, or keeps until it can. Version 1 of each kind.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::codes::RestrictedV1;
use crate::parts::ApprovedThingV1;

payloads! {
    /// A bulletin of headquarters was applied: what it brings stands in the records before this one, in one transaction.
    "bulletin.applied" 1 by []
    BulletinAppliedV1 {
        /// In which chain.
        chain(bulletin_chain): String,
        /// Its number there.
        no(bulletin_no): u64,
        /// Its digest, by which the next one names it.
        digest(bulletin_digest): String,
        /// Text and signatures as they came: who signed what can be verified from the ledger alone.
        signed(bulletin_signed): String,
        /// What it brings, as it came, of the chains that stop; larger ones lie outside the ledger.
        content(bulletin_content): Option<String>,
    }
    /// A bulletin of headquarters came and is not applied: it waits for its hour, or cannot be applied as it is.
    "bulletin.held" 1 by []
    BulletinHeldV1 {
        /// In which chain.
        chain(bulletin_chain): String,
        /// Its number there.
        no(bulletin_no): u64,
        /// Its digest.
        digest(bulletin_digest): String,
        /// Text and signatures as they came.
        signed(bulletin_signed): String,
        /// What it brings, as it came, where it is here.
        content(bulletin_content): Option<String>,
        /// What is the matter with it, as JSON; nothing where it waits for its hour alone.
        untaken(bulletin_untaken): Option<String>,
        /// Until when it waits.
        until(held_until): Option<Moment>,
    }
    /// Headquarters recalls lots, or stops a store's service or a recipe (化妆品监督管理条例 第四十四条; 国家药监局 2025 年第 58 号 第五条).
    "restriction.ordered" 1 by []
    RestrictionOrderedV1 {
        /// What kind of thing.
        what(restricted): RestrictedV1,
        /// Its number at headquarters.
        number(restriction): String,
        /// Filing number, store or recipe.
        of(restricted_item): String,
        /// The maker's lot number, where one lot alone is recalled.
        lot(restricted_lot): Option<String>,
        /// Why, in Chinese.
        zh(reason): String,
        /// Why, in English.
        en(reason_english): String,
    }
    /// Headquarters takes a recall or a stop back.
    "restriction.lifted" 1 by []
    RestrictionLiftedV1 {
        /// What kind of thing.
        what(restricted): RestrictedV1,
        /// Its number at headquarters.
        number(restriction): String,
        /// Why, in Chinese.
        zh(reason): String,
        /// Why, in English.
        en(reason_english): String,
    }
    /// What a bulletin brings was brought in by one person of headquarters and approved by another, who both signed it (山东指南 第十七、
    /// 十九条).
    "approval.published" 1 by []
    ApprovalsPublishedV1 {
        /// In which chain.
        chain(bulletin_chain): String,
        /// Its number there.
        no(bulletin_no): u64,
        /// What, each by what it said.
        things: Vec<ApprovedThingV1>,
        /// Who signed, by their codes at headquarters.
        people(published_by): Vec<String>,
    }
    /// A rulebook of headquarters holds in place of any other of its id.
    "rulebook.set" 1 by []
    RulebookSetV1 {
        /// Its id.
        rulebook(rulebook_id): String,
        /// SHA-256 of its text, as clearances name it.
        sha256(rulebook_digest): String,
        /// Its text.
        text(rulebook_text): String,
    }
    /// The working days of a year were published.
    "working_days.set" 1 by []
    WorkingDaysSetV1 {
        /// Which year.
        year(calendar_year): u16,
        /// Days off, also those that fall on a weekend.
        off(days_off): Vec<NaiveDate>,
        /// Weekend days that are worked.
        work(days_worked): Vec<NaiveDate>,
        /// The notice.
        source(calendar_source): String,
    }
}
