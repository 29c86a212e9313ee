//! The plan sheet (方案单): what a customer chose, for them to take along. Of what they said it repeats no word of theirs, only
//! what kind of wish was kept: a paper that lies about must not tell of allergies or of a pregnancy.

use documents::{Format, NetContent, PlanComponent, PlanSheet, PlannedUseBy, SheetPdf};
use domain::need::{Needs, Verdict};
use domain::service::Progress;
use domain::stock::Product;
use store::tables::StoreRow;
use words::Worded as _;

use super::{missing, party, unit};
use crate::error::unset;
use crate::view::needs;
use crate::{Counter, Host, Refusal};

/// Makes the plan sheet. The day of use is what was expected until two people cleared the work, and theirs afterwards.
pub(super) fn sheet<H: Host>(
    counter: &Counter<H>,
    progress: &Progress,
    format: Format,
) -> Result<SheetPdf, Refusal> {
    let plan = progress.plan().ok_or_else(|| missing("方案"))?;
    let StoreRow { premises, .. } = counter.store().premises()?;
    let recipe = counter.store().recipe_agreed(&plan.recipe, plan.version)?;
    let products: Vec<Product> = recipe
        .components
        .iter()
        .map(|component| counter.store().product(&component.product))
        .collect::<Result<_, _>>()?;
    let components = recipe.components.iter().zip(&products).map(|(component, product)| PlanComponent {
        name: product.name.clone(),
        filing_number: product.filing.to_string(),
        share: u32::from(component.share.parts()),
    });
    let cleared = progress.clearance().map(|clearance| &clearance.parts().use_by);
    let use_by = cleared.unwrap_or(&plan.use_by);
    let said = needs::kept(counter.store(), progress)?.unwrap_or_default();
    let sheet = PlanSheet {
        service_number: progress.number().to_string(),
        served_at: progress.opened().at,
        name: recipe.name.clone(),
        needs: wishes(&said),
        left_out: left_out(&said),
        components: components.collect(),
        net: NetContent(plan.size.0),
        price: plan.price.to_string(),
        use_by: PlannedUseBy {
            day: use_by.date(),
            decided_by: use_by.decided_by().sentence(),
            settled: cleared.is_some(),
        },
        usage: recipe.usage.clone(),
        hints: unit::warnings(&recipe, &products),
        store: party(&premises.name, &premises.address),
        phone: premises.phone,
    };
    documents::plan_pdf(&sheet, format, &counter.assets().typeface).map_err(unset)
}

/// The kinds of wish that were kept, each once; none once the customer had them erased.
fn wishes(said: &Needs) -> Vec<String> {
    said.concerns().into_iter().map(|concern| concern.zh().to_owned()).collect()
}

/// Why wishes were left out, each reason with how many there were. What was said twice is not left out, and what says nothing
/// was no wish.
fn left_out(said: &Needs) -> Vec<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for (_, verdict) in &said.lines {
        let why = match verdict {
            Verdict::NotFeasible => words::wish::NotFeasible.zh,
            Verdict::NotCompliant { reason } => reason.zh(),
            Verdict::Kept { .. } | Verdict::Invalid | Verdict::Duplicate => continue,
        };
        match counts.iter_mut().find(|(known, _)| *known == why) {
            Some((_, count)) => *count += 1,
            None => counts.push((why, 1)),
        }
    }
    counts.into_iter().map(|(why, count)| format!("{why}（{count} 项）")).collect()
}
