//! What records say of people and visitors, who themselves lie in the vault. Version 1 of each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::codes::{MeaningV1, RoleV1};

frozen! {
    /// A vault item as the ledger knows it: a random id and a salted commitment, which say nothing of the person
    /// once the item and its salt are gone.
    VaultRefV1 {
        /// The item's random name.
        id: String,
        /// SHA-256 over the item's salt and bytes.
        commitment: String,
    }
    /// A passed training with assessment (山东指南 第二至四条).
    TrainingV1 {
        /// When it was passed.
        passed_on: NaiveDate,
        /// What it covered.
        content: String,
        /// How it was held and assessed.
        method: String,
    }
    /// A health check (山东指南 第五条): before the post, then every year.
    HealthCheckV1 {
        /// When.
        on: NaiveDate,
        /// Whether the person may work with cosmetics.
        fit: bool,
    }
    /// A person's file.
    StaffMemberV1 {
        /// The person's id; on labels the code.
        id: String,
        /// The person's name, in the vault.
        name: VaultRefV1 as Person,
        /// What the person may do.
        roles: Vec<RoleV1>,
        /// First day of the post.
        appointed_on: NaiveDate,
        /// Last day of the post, if it ended.
        left_on: Option<NaiveDate>,
        /// Since when the person has worked in cosmetics production or quality management.
        experience_since: Option<NaiveDate>,
        /// The latest training.
        training: Option<TrainingV1>,
        /// The latest health check.
        health: Option<HealthCheckV1>,
        /// Areas that the person is authorised to enter, each with its last day.
        areas: Vec<(String, NaiveDate)>,
    }
    /// What is asked of everybody who enters the operation area.
    HygieneV1 {
        /// The store's rules were told.
        told: bool,
        /// Hands were cleaned.
        cleaned: bool,
        /// Disinfected, where that was needed; `None` where it was not.
        disinfected: Option<bool>,
        /// Coat, cap and what else the rules ask for were put on.
        dressed: bool,
    }
    /// One visit.
    VisitV1 {
        /// Its number.
        id: String,
        /// The visitor's name, in the vault.
        name: VaultRefV1 as Person,
        /// What made it necessary.
        purpose: String,
        /// Into which area.
        area: String,
        /// Who of the store stays with the visitor.
        escort: String,
        /// What was asked of hands and clothes.
        hygiene: HygieneV1,
        /// When the visitor came in.
        entered_at: Moment,
    }
    /// One signature by PIN.
    SignatureV1 {
        /// Who.
        signer: String,
        /// In which role.
        role: RoleV1,
        /// When.
        at: Moment,
        /// Meaning what.
        meaning: MeaningV1,
        /// SHA-256 of exactly what was shown.
        shown: String,
    }
    /// One signature by PIN, with who sat at the window. Version 2.
    SignatureV2 {
        /// Who.
        signer: String,
        /// In which role.
        role: RoleV1,
        /// When.
        at: Moment,
        /// Meaning what.
        meaning: MeaningV1,
        /// SHA-256 of exactly what was shown.
        shown: String,
        /// Who sat at the window at which the PIN was entered; version 1 did not say.
        window: Option<String>,
    }
}

impl From<SignatureV1> for SignatureV2 {
    fn from(one: SignatureV1) -> Self {
        let SignatureV1 { signer, role, at, meaning, shown } = one;
        Self { signer, role, at, meaning, shown, window: None }
    }
}
