//! The sheet of a clearance as both signers read it before they sign.

use command::{Caller, Command, Run, Who};
use domain::signature::Digest;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ComponentView, Finding, UseByView};
use crate::steps::clear::Check;
use crate::{Counter, Host, Refusal};

/// Runs all gates of clearance without signing, for people to read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct ShowCheck(pub Check);

/// What both signers see.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct CheckView {
    /// Every check with its clause.
    pub findings: Vec<Finding>,
    /// What will be weighed.
    pub components: Vec<ComponentView>,
    /// The use-by day, with what decides it.
    pub use_by: UseByView,
    /// Whether nothing stops the work.
    pub clear: bool,
    /// SHA-256 of the sheet behind this: the signers give it back, so that they sign what they saw.
    #[ts(as = "String")]
    pub shown: Digest,
}

impl Command for ShowCheck {
    const NAME: &'static str = "service.check";
    const WHO: Who = Check::WHO;
    type Reply = CheckView;
}

impl<H: Host> Run<Counter<H>> for ShowCheck {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<CheckView, Refusal> {
        let number = self.0.service.clone();
        let checked = self.0.run(counter, caller)?;
        let service = counter.service(&number)?;
        let missing = || Refusal::new("paper_missing", "还没有方案");
        let plan = service.progress().plan().ok_or_else(missing)?;
        let recipe = counter.store().recipe_agreed(&plan.recipe, plan.version)?;
        let targets = recipe.targets(plan.size);
        Ok(CheckView {
            findings: Finding::all(&checked.sheet.findings, &counter.assets().rulebooks),
            components: ComponentView::all(counter.store(), &recipe, &targets, &plan.lots, &[])?,
            use_by: (&checked.sheet.use_by).into(),
            clear: checked.sheet.clear,
            shown: checked.shown,
        })
    }
}
