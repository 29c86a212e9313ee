//! The snapshot of facts that the rules judge, built from the store: nothing in it is typed for the occasion.

use chrono::{Datelike as _, Months, NaiveDate};
use domain::Moment;
use domain::consent::Consent;
use domain::ids::{AreaId, EquipmentId, StaffId, TemplateId};
use domain::need::Needs;
use domain::premises::{ProductTest, TemplateStanding};
use domain::quantity::Milligrams;
use domain::recipe::Recipe;
use domain::service::MaterialIn;
use domain::stock::{Container, Lot};
use domain::use_by::UseBy;
use registers::{Cleanings, ProductTests, Readings};
use rules::facts::{self, Facts};
use store::{Listing, Store};

use crate::setup::approvals;
use crate::view::needs::unrecognised;
use crate::{Counter, Host, Refusal, templates};

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

/// Who works where, with what, as far as it is chosen: what is not stops the work by the check that asks for it.
pub(crate) struct Bench<'a> {
    pub(crate) operator: Option<&'a StaffId>,
    pub(crate) officer: Option<&'a StaffId>,
    pub(crate) area: Option<&'a AreaId>,
    pub(crate) equipment: &'a [EquipmentId],
    pub(crate) template: Option<&'a TemplateId>,
    pub(crate) brought_in: Option<MaterialIn>,
}

/// What permits a kind of service at all: the facts of the store and of a recipe, without its components.
pub(crate) fn permitted<H: Host>(counter: &Counter<H>, recipe: &Recipe) -> Result<Facts, Refusal> {
    let store = counter.store();
    let row = store.premises()?;
    Ok(Facts {
        now: counter.host().now(),
        store: (&row.premises).into(),
        enterprise: approvals::enterprise(store, &row)?,
        authorisations: approvals::authorisations(store)?,
        service: recipe.service,
        recipe: approvals::recipe(store, recipe)?,
        components: Vec::new(),
        use_by: None,
        customer: facts::Customer::of(&Needs::default(), None, None),
        area: None,
        operator: None,
        officer: None,
        equipment: Vec::new(),
        environment: None,
        area_cleaned: None,
        product_tests: Vec::new(),
        label: None,
        cleared_at: None,
    })
}

/// The facts of the store itself, of its products and of one recipe.
pub(crate) fn snapshot<H: Host>(counter: &Counter<H>, situation: &Situation<'_>) -> Result<Facts, Refusal> {
    let store = counter.store();
    let Situation { now, consent, needs, recipe, size, taken, use_by, bench } = situation;
    let mut snapshot = Facts { now: *now, use_by: use_by.map(Into::into), ..permitted(counter, recipe)? };
    snapshot.customer = facts::Customer::of(needs, consent.map(|consent| consent.parts().age), None);
    snapshot.customer.unrecognised = unrecognised(counter, &needs.allergies)?;
    for (index, (component, target)) in recipe.components.iter().zip(recipe.targets(*size)).enumerate() {
        let product = store.product(&component.product)?;
        let taken = taken.get(index);
        let (lot, container) =
            (taken.map(|taken| &taken.lot), taken.and_then(|taken| taken.container.as_ref()));
        let mut facts = facts::Component::of(&product, target, lot, container);
        facts.product.signed_by = approvals::product(store, &product)?;
        if let (Some(of), Some(lot)) = (&mut facts.lot, lot) {
            of.signed_by = approvals::lot(store, lot)?;
        }
        facts.brought_in = bench.and_then(|bench| bench.brought_in).map(|stated| facts::BroughtIn {
            by_route: stated.by_route,
            outer_pack_treated: stated.outer_pack_treated,
            at: stated.at,
        });
        snapshot.components.push(facts);
    }
    let tests = recent_tests(store, domain::in_china(*now).date_naive())?;
    snapshot.product_tests = tests.iter().map(Into::into).collect();
    if let Some(bench) = bench {
        at_the_bench(counter, bench, &mut snapshot)?;
    }
    Ok(snapshot)
}

fn at_the_bench<H: Host>(
    counter: &Counter<H>,
    bench: &Bench<'_>,
    snapshot: &mut Facts,
) -> Result<(), Refusal> {
    let store = counter.store();
    let person = |id: &StaffId| -> Result<_, Refusal> {
        let row = store.person(id)?;
        Ok(facts::Person::of(&row.member, row.here_on(counter.today()).is_some()))
    };
    snapshot.area = bench.area.map(ToString::to_string);
    snapshot.operator = bench.operator.map(person).transpose()?;
    snapshot.officer = bench.officer.map(person).transpose()?;
    for id in bench.equipment {
        snapshot.equipment.push((&store.piece(id)?).into());
    }
    if let Some(area) = bench.area {
        snapshot.environment = store
            .latest_entry::<Readings>("area", &registers::cell::plain(area.as_str()))?
            .map(|entry| (&entry.says.reading()).into());
        snapshot.area_cleaned = store
            .latest_entry::<Cleanings>("area", &registers::cell::plain(area.as_str()))?
            .map(|entry| (&entry.says.cleaning()).into());
    }
    if let Some(template) = bench.template {
        snapshot.label = Some(label(counter, template)?);
    }
    Ok(())
}

/// A label template as it stands: one that nobody decided on is named as one without an approval, not as no template.
fn label<H: Host>(counter: &Counter<H>, template: &TemplateId) -> Result<facts::Label, Refusal> {
    let shipped = templates::shipped(counter, template);
    let standing = templates::standing(counter, template)?;
    let looked_at = counter.store().template(template)?.map_or(0, |approval| approval.decision.version);
    Ok(facts::Label {
        template: template.to_string(),
        version: shipped.map_or(looked_at, |shipped| shipped.version),
        approved_on: match standing {
            TemplateStanding::Approved(on) | TemplateStanding::NotYet(on) => Some(on),
            TemplateStanding::Undecided
            | TemplateStanding::Withdrawn
            | TemplateStanding::OtherVersion(_)
            | TemplateStanding::OtherContent => None,
        },
        changed: standing == TemplateStanding::OtherContent,
        guides: shipped.map(documents::LabelTemplate::guides).unwrap_or_default(),
    })
}

/// Product tests that can count for this quarter or the one before (山东指南 第十条).
pub(crate) fn recent_tests(store: &Store, today: NaiveDate) -> Result<Vec<ProductTest>, Refusal> {
    let quarter = today.month0() / 3 * 3 + 1;
    let start = NaiveDate::from_ymd_opt(today.year(), quarter, 1).unwrap_or(today);
    let from = start.checked_sub_months(Months::new(6)).unwrap_or(start);
    tested_since(store, from)
}

/// Product tests sampled on a day or later.
pub(crate) fn tested_since(store: &Store, from: NaiveDate) -> Result<Vec<ProductTest>, Refusal> {
    let since = Listing { by: "sampled_on", from: Some(from.to_string()), ..Listing::default() };
    let entries = store.entries::<ProductTests>(&since, 0, u32::MAX)?;
    Ok(entries.iter().map(|entry| entry.says.test()).collect())
}
