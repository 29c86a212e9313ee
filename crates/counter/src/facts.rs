//! The snapshot of facts that the rules judge, built from the store: nothing in it is typed for the occasion.

use chrono::{Datelike as _, Months, NaiveDate};
use domain::Moment;
use domain::consent::Consent;
use domain::ids::{AreaId, EquipmentId, StaffId, TemplateId};
use domain::need::Needs;
use domain::premises::{ProductTest, TemplateApproval};
use domain::quantity::Milligrams;
use domain::recipe::Recipe;
use domain::service::MaterialIn;
use domain::stock::{Container, Lot};
use domain::use_by::UseBy;
use rules::facts::{self, Facts};
use store::Store;
use store::tables::StoreRow;

use crate::Refusal;

/// A component as it is taken: lot and, once opened, container.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) lot: Lot,
    pub(crate) container: Option<Container>,
}

/// What a service is about to be judged by, beside what the store knows of itself.
pub(crate) struct Situation<'a> {
    pub(crate) now: Moment,
    pub(crate) consent: Option<&'a Consent>,
    pub(crate) needs: &'a Needs,
    pub(crate) recipe: &'a Recipe,
    pub(crate) size: Milligrams,
    pub(crate) taken: &'a [Taken],
    pub(crate) use_by: Option<&'a UseBy>,
    pub(crate) bench: Option<&'a Bench<'a>>,
}

/// Who works where, with what.
pub(crate) struct Bench<'a> {
    pub(crate) operator: &'a StaffId,
    pub(crate) officer: &'a StaffId,
    pub(crate) area: &'a AreaId,
    pub(crate) equipment: &'a [EquipmentId],
    pub(crate) template: &'a TemplateId,
    pub(crate) brought_in: MaterialIn,
}

/// The facts of the store itself, of its products and of one recipe.
pub(crate) fn snapshot(store: &Store, situation: &Situation<'_>) -> Result<Facts, Refusal> {
    let Situation { now, consent, needs, recipe, size, taken, use_by, bench } = situation;
    let StoreRow { enterprise, premises } = store.premises()?;
    let age = consent.map(|consent| consent.parts().age);
    let mut components = Vec::with_capacity(recipe.components.len());
    for (index, (component, target)) in recipe.components.iter().zip(recipe.targets(*size)).enumerate() {
        let product = store.product(&component.product)?;
        let taken = taken.get(index);
        let (lot, container) =
            (taken.map(|taken| &taken.lot), taken.and_then(|taken| taken.container.as_ref()));
        let mut facts = facts::Component::of(&product, target, lot, container);
        facts.brought_in = bench.map(|bench| facts::BroughtIn {
            by_route: bench.brought_in.by_route,
            outer_pack_treated: bench.brought_in.outer_pack_treated,
            at: bench.brought_in.at,
        });
        components.push(facts);
    }
    let mut snapshot = Facts {
        now: *now,
        store: (&premises).into(),
        enterprise: (&enterprise).into(),
        authorisations: store.authorisations()?.iter().map(Into::into).collect(),
        service: recipe.service,
        recipe: (&***recipe).into(),
        components,
        use_by: use_by.map(Into::into),
        customer: facts::Customer::of(needs, age, None),
        area: None,
        operator: None,
        officer: None,
        equipment: Vec::new(),
        environment: None,
        product_tests: recent_tests(store, now.date_naive())?.iter().map(Into::into).collect(),
        label: None,
    };
    if let Some(bench) = bench {
        at_the_bench(store, bench, &mut snapshot)?;
    }
    Ok(snapshot)
}

fn at_the_bench(store: &Store, bench: &Bench<'_>, snapshot: &mut Facts) -> Result<(), Refusal> {
    let person = |id: &StaffId| -> Result<_, Refusal> {
        let row = store.person(id)?;
        Ok(facts::Person::of(&row.member, row.present_since.is_some()))
    };
    snapshot.area = Some(bench.area.to_string());
    snapshot.operator = Some(person(bench.operator)?);
    snapshot.officer = Some(person(bench.officer)?);
    for id in bench.equipment {
        snapshot.equipment.push((&store.piece(id)?).into());
    }
    snapshot.environment = store.latest_reading(bench.area)?.map(|row| (&row.reading).into());
    let approval = store.templates()?.into_iter().find(|approval| approval.template == *bench.template);
    // A template that nobody decided on is named as one without an approval, not as no template.
    let undecided = || TemplateApproval { template: bench.template.clone(), version: 0, approved_on: None };
    snapshot.label = Some((&approval.unwrap_or_else(undecided)).into());
    Ok(())
}

/// Product tests that can count for this quarter or the one before (山东指南 第十条).
pub(crate) fn recent_tests(store: &Store, today: NaiveDate) -> Result<Vec<ProductTest>, Refusal> {
    let quarter = today.month0() / 3 * 3 + 1;
    let start = NaiveDate::from_ymd_opt(today.year(), quarter, 1).unwrap_or(today);
    let from = start.checked_sub_months(Months::new(6)).unwrap_or(start);
    Ok(store.product_tests(from)?.into_iter().map(|row| row.test).collect())
}
