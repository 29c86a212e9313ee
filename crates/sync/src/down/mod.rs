//! What headquarters decides and every counter applies: a root that says who may sign, bulletins in chains of their own, each
//! with a number that steps by one and the digest of the one before, and a board that says how far every chain goes. What
//! stops is taken with one person's signature and at once; what allows needs two people. Chains never wait for each other.

pub mod board;
pub mod bulletin;
pub mod carried;
pub mod content;
pub mod line;
pub mod recipes;
pub mod rulebooks;
pub mod signers;
pub mod staff;
pub mod working_days;

use serde::{Deserialize, Serialize};

/// What a bulletin is about. A program that knows fewer of them leaves the others where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chain {
    /// Lots, filing numbers and components that are called back.
    Recalls,
    /// What must not be used for the time being: recipes, products, authorisations, a store.
    Suspensions,
    /// Who works where, with which role and authorisation.
    Staff,
    /// The rules by which a counter judges.
    Rulebooks,
    /// Which days are worked.
    WorkingDays,
    /// Recipes.
    Recipes,
    /// Products.
    Catalogue,
    /// Labels.
    LabelTemplates,
    /// What a customer signs.
    ConsentTexts,
}

impl Chain {
    /// Every chain, in the order in which a store fetches them: what stops comes first.
    pub const ALL: [Self; 9] = [
        Self::Recalls,
        Self::Suspensions,
        Self::Staff,
        Self::Rulebooks,
        Self::WorkingDays,
        Self::Recipes,
        Self::Catalogue,
        Self::LabelTemplates,
        Self::ConsentTexts,
    ];

    /// Whether its bulletins stop something, or take a stop back. Nothing waits in such a chain, so that nothing can stand
    /// before what stops.
    #[must_use]
    pub const fn stops(self) -> bool {
        match self {
            Self::Recalls | Self::Suspensions => true,
            Self::Staff
            | Self::Rulebooks
            | Self::WorkingDays
            | Self::Recipes
            | Self::Catalogue
            | Self::LabelTemplates
            | Self::ConsentTexts => false,
        }
    }

    /// Its name, as it stands in a board and in an address.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Recalls => "recalls",
            Self::Suspensions => "suspensions",
            Self::Staff => "staff",
            Self::Rulebooks => "rulebooks",
            Self::WorkingDays => "working_days",
            Self::Recipes => "recipes",
            Self::Catalogue => "catalogue",
            Self::LabelTemplates => "label_templates",
            Self::ConsentTexts => "consent_texts",
        }
    }
}
