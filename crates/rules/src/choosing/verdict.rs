//! One recipe for one customer: either ranked, or every reason why not.

use domain::quantity::{Fen, Milligrams};
use domain::recipe::Recipe;
use domain::use_by::{UseBy, UseByError};
use words::Worded as _;

use super::lots::{self, Shelf, Taken};
use super::{Choosing, ClauseRef, Objection, Pick, Ranked, score};
use crate::facts::{self, Component, Customer, Facts};
use crate::finding::{Finding, Gate, Outcome};
use crate::judge::judge;
use crate::mend::{Mend, MendAction};

/// The recipe ranked, or all that speaks against it.
pub(super) fn of(choosing: &Choosing<'_>, recipe: &Recipe) -> Result<Ranked, Vec<Objection>> {
    let today = choosing.today();
    let mut objections = Vec::new();
    let offered = match choosing.size {
        Some(size) => recipe.sizes.iter().find(|(offered, _)| *offered == size),
        None => recipe.sizes.first(),
    };
    let (size, price) = offered.copied().unwrap_or((choosing.size.unwrap_or_default(), Fen(0)));
    if offered.is_none() {
        objections.push(objection(
            "size_not_offered",
            format!("本配方不提供 {size} 规格"),
            format!("the recipe is not offered in {size}"),
        ));
    }
    let shelves = shelves(choosing, recipe, size, &mut objections);
    let taken: Vec<Option<Taken<'_>>> = shelves.iter().map(|(_, shelf)| shelf.first()).collect();
    let whole: Option<Vec<Taken<'_>>> = taken.iter().copied().collect();
    let whole = whole.filter(|taken| taken.len() == recipe.components.len());
    let use_by = whole.as_ref().map(|taken| lots::use_by(recipe, taken, today));
    if let Some(Err(error)) = &use_by {
        objections.push(past(error));
    }
    let use_by = use_by.and_then(Result::ok);

    let findings = findings(choosing, recipe, &shelves, use_by.as_ref());
    let from_law = from_findings(&findings);
    let reasons = score::reasons(choosing.skin, choosing.needs, &recipe.purpose);
    let mut all = from_law;
    all.extend(score::objections(choosing.skin, &recipe.against));
    all.append(&mut objections);
    if reasons.is_empty() {
        all.push(objection(
            "no_match",
            "测肤结果和需求中没有本配方所针对的问题".to_owned(),
            "nothing in skin test or needs is what the recipe is for".to_owned(),
        ));
    }
    let (Some(taken), Some(use_by), true) = (whole, use_by, all.is_empty()) else { return Err(all) };
    let shelves: Vec<Shelf<'_>> = shelves.into_iter().map(|(_, shelf)| shelf).collect();
    Ok(Ranked {
        recipe: recipe.id.clone(),
        version: recipe.version,
        name: recipe.name.clone(),
        score: reasons.iter().map(|reason| reason.gain).sum(),
        reasons,
        size,
        price,
        lots: taken.iter().map(pick).collect(),
        decides: use_by.decided_by().sentence(),
        gain: lots::gain(choosing, recipe, &taken, &shelves, &use_by),
        use_by,
        warnings: findings.into_iter().filter(|finding| finding.outcome == Outcome::Warn).collect(),
    })
}

/// The shelf of every component that the catalogue knows, with an objection for each that nothing serves.
fn shelves<'a>(
    choosing: &Choosing<'a>,
    recipe: &Recipe,
    size: Milligrams,
    objections: &mut Vec<Objection>,
) -> Vec<(&'a domain::stock::Product, Shelf<'a>)> {
    let mut shelves = Vec::new();
    for (component, target) in recipe.components.iter().zip(recipe.targets(size)) {
        let Some(product) = choosing.products.iter().find(|product| product.id == component.product) else {
            objections.push(objection(
                "unknown_product",
                format!("组分 {} 不在产品目录中", component.product),
                format!("component {} is not in the catalogue", component.product),
            ));
            continue;
        };
        let shelf = Shelf::of(choosing, product, target);
        if shelf.first().is_none() {
            objections.push(no_lot(product, &shelf));
        }
        shelves.push((product, shelf));
    }
    shelves
}

fn no_lot(product: &domain::stock::Product, shelf: &Shelf<'_>) -> Objection {
    let zh: Vec<String> =
        shelf.refused.iter().map(|(lot, why, _)| format!("批号 {} {why}", lot.number)).collect();
    let en: Vec<String> =
        shelf.refused.iter().map(|(lot, _, why)| format!("lot {} {why}", lot.number)).collect();
    let (zh, en) = if zh.is_empty() {
        ("没有任何批".to_owned(), "no lot at all".to_owned())
    } else {
        (zh.join("；"), en.join("; "))
    };
    Objection {
        mend: Some(Mend {
            action: MendAction::ReceiveLot,
            text: "请验收待检批或补货".to_owned(),
            text_en: "accept a waiting lot or restock".to_owned(),
        }),
        ..objection(
            "no_lot",
            format!("{} 没有可用的批：{zh}", product.name),
            format!("no lot of {} serves: {en}", product.name),
        )
    }
}

fn past(error: &UseByError) -> Objection {
    let en = match error {
        UseByError::NoLimit => "nothing says how long it keeps".to_owned(),
        UseByError::Past(limit) => {
            format!("the use-by day has passed: {}, {}", limit.en().to_lowercase(), limit.last_day())
        }
    };
    objection("use_by_past", error.to_string(), en)
}

fn objection(code: &'static str, text: String, text_en: String) -> Objection {
    Objection { code, text, text_en, clause: None, mend: None, of_health: false }
}

/// One objection for each check that stops, with the first clause that says so.
fn from_findings(findings: &[Finding]) -> Vec<Objection> {
    let mut objections: Vec<Objection> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.outcome == Outcome::Stop) {
        let code = finding.check.name();
        if objections.iter().all(|earlier| earlier.code != code) {
            let clause = ClauseRef { rulebook: finding.rulebook.clone(), number: finding.clause.clone() };
            objections.push(Objection {
                code,
                text: finding.because.clone(),
                text_en: finding.because_en.clone(),
                clause: Some(clause),
                mend: finding.mend.clone(),
                of_health: finding.facts.iter().any(|path| of_health(path)),
            });
        }
    }
    objections
}

/// Whether a fact is what the customer said of allergies or of a pregnancy.
fn of_health(path: &str) -> bool {
    path.starts_with("customer.allergies") || path == "customer.pregnancy"
}

/// The recipe-choice checks over what is known now. A component without a lot is left to the objection `no_lot`, which
/// says more.
fn findings(
    choosing: &Choosing<'_>,
    recipe: &Recipe,
    shelves: &[(&domain::stock::Product, Shelf<'_>)],
    use_by: Option<&UseBy>,
) -> Vec<Finding> {
    let component = |(product, shelf): &(&domain::stock::Product, Shelf<'_>)| {
        let first = shelf.first();
        let target = first.map_or_else(Milligrams::default, |taken| taken.target);
        let (lot, container) = (first.map(|taken| taken.lot), first.and_then(|taken| taken.container));
        let mut facts = Component::of(product, target, lot, container);
        facts.product.signed_by = choosing.signed.products.get(&product.id).cloned();
        if let (Some(of), Some(lot)) = (&mut facts.lot, lot) {
            of.signed_by = choosing.signed.lots.get(&lot.id).cloned();
        }
        facts
    };
    let draft: &domain::recipe::RecipeDraft = recipe;
    let facts = Facts {
        now: choosing.now,
        store: choosing.premises.into(),
        enterprise: choosing.enterprise.clone(),
        authorisations: choosing.authorisations.to_vec(),
        service: recipe.service,
        recipe: facts::Recipe { signed_by: choosing.signed.recipes.get(&recipe.id).cloned(), ..draft.into() },
        components: shelves.iter().map(component).collect(),
        use_by: use_by.map(facts::UseBy::from),
        customer: Customer::of(choosing.needs, choosing.age, choosing.years),
        area: None,
        operator: None,
        officer: None,
        equipment: Vec::new(),
        environment: None,
        area_cleaned: None,
        product_tests: choosing.product_tests.iter().map(Into::into).collect(),
        label: None,
        cleared_at: None,
    };
    judge(&facts, choosing.rulebooks, Gate::RecipeChoice)
}

fn pick(taken: &Taken<'_>) -> Pick {
    Pick {
        product: taken.product.id.clone(),
        lot: taken.lot.id.clone(),
        number: taken.lot.number.clone(),
        container: taken.container.map(|container| container.id.clone()),
        target: taken.target,
        expires_on: taken.lot.expires_on,
    }
}
