//! Whether the store may serve with a product today at all. Asked before a service is opened, so that no customer is
//! taken through five steps to be refused at the sixth: without the pilot, 化妆品监督管理条例 第三十八条 forbids it.

use domain::recipe::{Recipe, ServiceType};
use rules::{Check, Finding, Gate, Outcome};

use crate::error::stopped;
use crate::facts::permitted;
use crate::{Counter, Host, Refusal};

/// Refuses where no kind of service that the store has recipes for is authorised today.
pub(crate) fn today<H: Host>(counter: &Counter<H>) -> Result<(), Refusal> {
    match stops(counter)? {
        Some(findings) if findings.is_empty() => Ok(()),
        Some(findings) => Err(stopped(&findings)),
        None => Err(Refusal::new("no_recipe", "门店还没有任何配方：请先从总部同步或导入配方")),
    }
}

/// What stops every kind of service that the store has recipes for; nothing where one is authorised, `None` without
/// any recipe.
pub(crate) fn stops<H: Host>(counter: &Counter<H>) -> Result<Option<Vec<Finding>>, Refusal> {
    let recipes = counter.store().recipes()?;
    let kinds = [ServiceType::Blend, ServiceType::Repack, ServiceType::Pack];
    let mut refused: Option<Vec<Finding>> = None;
    for recipe in kinds.iter().filter_map(|kind| recipes.iter().find(|recipe| recipe.service == *kind)) {
        let findings = permission(counter, recipe)?;
        if rules::judge::clear(&findings) {
            return Ok(Some(Vec::new()));
        }
        refused = refused.or(Some(findings));
    }
    Ok(refused)
}

fn permission<H: Host>(counter: &Counter<H>, recipe: &Recipe) -> Result<Vec<Finding>, Refusal> {
    let facts = permitted(counter, recipe)?;
    let mut findings = rules::judge(&facts, &counter.assets().rulebooks, Gate::RecipeChoice);
    findings.retain(|finding| {
        matches!(finding.check, Check::PilotRegion | Check::PilotAuthorised | Check::LicenceValid)
            && finding.outcome != Outcome::NotApplicable
    });
    Ok(findings)
}
