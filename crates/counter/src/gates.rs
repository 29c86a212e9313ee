//! The gates behind the clearance: before each weighing, a unit's label, its release and its hand-over the rules are asked
//! anew, by what stands at that moment. A recall, a suspension, a health check that ends, a person who leaves: none of
//! them waits for a service to end.
//!
//! It refuses to judge: what stops is the rules' alone, and a service without a product passes no gate here.

use domain::ids::StaffId;
use domain::need::Needs;
use domain::service::{AnyService, Progress, Step};
use rules::{Facts, Gate, facts};

use crate::error::stopped;
use crate::facts::{Bench, Situation, snapshot};
use crate::view::needs::kept;
use crate::{Counter, Host, Refusal, allergies};

/// The gate that a service at a step meets next; none before its clearance and after its end.
pub(crate) const fn next(step: Step) -> Option<Gate> {
    match step {
        Step::Cleared => Some(Gate::Weigh),
        Step::Blended => Some(Gate::Label),
        Step::Labelled | Step::Scanned => Some(Gate::Release),
        Step::Released => Some(Gate::HandOver),
        Step::Opened
        | Step::Noticed
        | Step::Needed
        | Step::Tested
        | Step::Planned
        | Step::Agreed
        | Step::Done
        | Step::Ended => None,
    }
}

/// Refuses what the rules stop at a gate, with its clause and what mends it. The officer is the one who decides now; where
/// nobody does, the one of the clearance.
pub(crate) fn ask<H: Host>(
    counter: &Counter<H>,
    service: &AnyService,
    gate: Gate,
    officer: Option<&StaffId>,
) -> Result<(), Refusal> {
    let Some(facts) = of_unit(counter, service, officer)? else { return Ok(()) };
    let findings = rules::judge(&facts, &counter.assets().rulebooks, gate);
    if rules::judge::clear(&findings) { Ok(()) } else { Err(stopped(&findings)) }
}

/// What she says by now, as far as it is kept: an allergy that she told after the clearance stops her unit, too.
pub(crate) fn of_now<H: Host>(counter: &Counter<H>, progress: &Progress) -> Result<Needs, Refusal> {
    let store = counter.store();
    let needs = kept(store, progress)?.unwrap_or_default();
    Ok(counter.assets().synonyms.expanded(allergies::brought_up(store, progress, needs)?))
}

/// What a cleared unit is judged by now; none without a clearance.
pub(crate) fn of_unit<H: Host>(
    counter: &Counter<H>,
    service: &AnyService,
    officer: Option<&StaffId>,
) -> Result<Option<Facts>, Refusal> {
    let (store, progress) = (counter.store(), service.progress());
    let (Some(clearance), Some(plan)) = (progress.clearance(), progress.plan()) else { return Ok(None) };
    let parts = clearance.parts();
    let recipe = store.recipe_agreed(&plan.recipe, plan.version)?;
    let bench = Bench {
        operator: Some(&parts.operator.signer),
        officer: Some(officer.unwrap_or(&parts.officer.signer)),
        area: Some(&parts.area),
        equipment: &parts.equipment,
        template: None,
        brought_in: None,
    };
    let situation = Situation {
        now: counter.host().now(),
        consent: progress.noticed().map(|noticed| &noticed.consent),
        needs: &of_now(counter, progress)?,
        recipe: &recipe,
        size: plan.size,
        taken: &[],
        use_by: Some(&parts.use_by),
        bench: Some(&bench),
    };
    let mut facts = snapshot(counter, &situation)?;
    facts.cleared_at = Some(parts.officer.at);
    // What was cleared, whatever the recipe says by now.
    facts.components.clear();
    for component in &parts.components {
        let lot = store.lot(&component.lot)?;
        let product = store.product(&lot.product)?;
        let container = store.container(&component.container)?;
        let of = facts::Component::of(&product, component.target, Some(&lot), Some(&container));
        facts.components.push(of);
    }
    Ok(Some(facts))
}
