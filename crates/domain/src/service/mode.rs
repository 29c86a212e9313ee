//! What kinds of service there are, and the one table of the steps that each of them has. What a kind skips follows from
//! the table; nothing else says which steps exist.

use serde::{Deserialize, Serialize};

use super::Step;

crate::closed! {
    /// What kind of service it is (个性化服务指南 第 5 章).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Mode {
        /// 交付个性化产品.
        Product,
        /// 交付个性化方案.
        Plan,
        /// 向客户本人实施.
        OnPerson,
        /// 组合: a product together with a plan or an application.
        Combined,
    }
}

words::worded!(Mode: mode { Product, Plan, OnPerson, Combined });

/// Everything up to a signed plan, a product that is cleared, made, labelled and released, and its hand-over.
const MADE: &[Step] = &[
    Step::Opened,
    Step::Noticed,
    Step::Needed,
    Step::Tested,
    Step::Planned,
    Step::Agreed,
    Step::Cleared,
    Step::Blended,
    Step::Labelled,
    Step::Scanned,
    Step::Released,
    Step::Done,
];

/// A signed plan is handed over as it is.
const TOLD: &[Step] =
    &[Step::Opened, Step::Noticed, Step::Needed, Step::Tested, Step::Planned, Step::Agreed, Step::Done];

impl Mode {
    /// The steps that a service of this kind passes, each named by what was done last, from its opening to its end.
    #[must_use]
    pub const fn steps(self) -> &'static [Step] {
        match self {
            Self::Product | Self::Combined => MADE,
            Self::Plan | Self::OnPerson => TOLD,
        }
    }

    /// Whether a service of this kind passes `step`.
    #[must_use]
    pub fn has(self, step: Step) -> bool {
        self.steps().contains(&step)
    }

    /// The step that follows `step`; none after the last, and none after a step that a service of this kind never passes.
    #[must_use]
    pub fn after(self, step: Step) -> Option<Step> {
        let at = self.steps().iter().position(|passed| *passed == step)?;
        self.steps().get(at + 1).copied()
    }
}
