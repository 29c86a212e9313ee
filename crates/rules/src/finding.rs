//! What a check found for one clause: the outcome, the facts that decided, and what mends it.

use serde::{Deserialize, Serialize};

use crate::check::Check;
use crate::mend::Mend;

domain::closed! {
    /// When a service is judged.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Gate {
        /// 方案: before a recipe is offered to the customer.
        RecipeChoice,
        /// 开工核对: before work starts.
        Clearance,
        /// 调配: before each weighing.
        Weigh,
        /// 标签: before the unit gets a label, or another copy of it.
        Label,
        /// 放行: before the officer signs.
        Release,
        /// 交付: before the unit leaves the store.
        HandOver,
    }
}

domain::closed! {
    /// The answer of a check.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Outcome {
        /// In order.
        Pass,
        /// Nothing here that the check asks about.
        NotApplicable,
        /// In order today, but a person must look at it.
        Warn,
        /// The work must not go on.
        Stop,
    }
}

/// One check, run for one clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Which check.
    pub check: Check,
    /// At which gate.
    pub gate: Gate,
    /// Id of the rulebook.
    pub rulebook: String,
    /// Number of the clause.
    pub clause: String,
    /// What the clause asks, in one line.
    pub clause_title: String,
    /// The answer.
    pub outcome: Outcome,
    /// The facts that decided, with figures and dates, in Chinese.
    pub because: String,
    /// The same in English.
    pub because_en: String,
    /// Paths of those facts in the snapshot, for example `components[1].lot.expires_on`.
    pub facts: Vec<String>,
    /// What mends it; none where nothing is wrong.
    pub mend: Option<Mend>,
}
