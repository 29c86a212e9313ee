//! The chosen plan and its parts: components with their lots, the use-by day with everything that limits it, and why the
//! recipe was recommended.

use chrono::NaiveDate;
use domain::event::Weighed;
use domain::ids::LotId;
use domain::quantity::Milligrams;
use domain::recipe::Recipe;
use domain::service::Progress;
use domain::use_by::{Limit, UseBy};
use serde::Serialize;
use store::Store;
use ts_rs::TS;

use super::needs;
use super::reader::Reader;
use crate::{Host, Refusal};

/// One component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ComponentView {
    /// Its place, from 0, in the order in which components are weighed.
    pub index: usize,
    /// Which product.
    pub product: String,
    /// What the product is called.
    pub name: String,
    /// Its filing number.
    pub filing: String,
    /// Its part of the whole, in 1/10,000.
    pub share: u16,
    /// How much is to be weighed, in milligrams.
    pub target_mg: u64,
    /// How much is in the vessel, in milligrams.
    pub weighed_mg: u64,
    /// From which lot, once one is picked.
    pub lot: Option<String>,
    /// The maker's number of that lot.
    pub lot_number: Option<String>,
}

impl ComponentView {
    /// The components of a recipe, with the lots that are picked and what is weighed so far.
    pub(crate) fn all(
        store: &Store,
        recipe: &Recipe,
        targets: &[Milligrams],
        lots: &[LotId],
        weighed: &[Weighed],
    ) -> Result<Vec<Self>, Refusal> {
        let mut components = Vec::with_capacity(recipe.components.len());
        for (index, component) in recipe.components.iter().enumerate() {
            let product = store.product(&component.product)?;
            let lot = lots.get(index).map(|lot| store.lot(lot)).transpose()?;
            let mine = weighed.iter().filter(|weighing| usize::try_from(weighing.index) == Ok(index));
            components.push(Self {
                index,
                product: product.id.to_string(),
                name: product.name,
                filing: product.filing.to_string(),
                share: component.share.parts(),
                target_mg: targets.get(index).map_or(0, |target| target.0),
                weighed_mg: mine.map(|weighing| weighing.weight.0).sum(),
                lot: lot.as_ref().map(|lot| lot.id.to_string()),
                lot_number: lot.map(|lot| lot.number),
            });
        }
        Ok(components)
    }
}

/// One thing that limits the use of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LimitView {
    /// What it is, in Chinese.
    pub what: String,
    /// The same in English.
    pub what_en: String,
    /// The last day that it allows.
    #[ts(as = "String")]
    pub date: NaiveDate,
    /// Whether it is the one that decides.
    pub decides: bool,
}

/// The use-by day and why it is that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UseByView {
    /// The last day of use.
    #[ts(as = "String")]
    pub date: NaiveDate,
    /// What decides it, in Chinese.
    pub decides: String,
    /// The same in English.
    pub decides_en: String,
    /// Every limit, the earliest first.
    pub limits: Vec<LimitView>,
}

impl From<&UseBy> for UseByView {
    fn from(use_by: &UseBy) -> Self {
        let decides = use_by.decided_by();
        let limits = use_by.limits().iter().map(|limit| LimitView {
            what: limit.sentence(),
            what_en: english(limit),
            date: limit.last_day(),
            decides: limit == decides,
        });
        Self {
            date: use_by.date(),
            decides: decides.sentence(),
            decides_en: english(decides),
            limits: limits.collect(),
        }
    }
}

fn english(limit: &Limit) -> String {
    match limit {
        Limit::LotExpiry { number, last_day, .. } => format!("lot {number} expires on {last_day}"),
        Limit::AfterOpening { container, lot, opened_on, period, last_day } => {
            let what = match container {
                Some(container) => format!("container {container}"),
                None => format!("a unit of lot {lot}"),
            };
            format!("{what}, opened on {opened_on}, keeps {} once opened, to {last_day}", lasting(*period))
        }
        Limit::RecipeLife { recipe, period, last_day } => {
            format!("recipe {recipe} keeps {} at most, to {last_day}", lasting(*period))
        }
    }
}

fn lasting(period: domain::period::Period) -> String {
    match period {
        domain::period::Period::Days(days) => format!("{days} days"),
        domain::period::Period::Months(months) => format!("{months} months"),
    }
}

/// The chosen plan, as advisor and customer see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanView {
    /// Which recipe.
    pub recipe: String,
    /// Its version.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// Size of the unit, in milligrams.
    pub size_mg: u64,
    /// Price, in fen.
    pub price_fen: u64,
    /// What it is made of.
    pub components: Vec<ComponentView>,
    /// The use-by day: as shown at the choice, or as cleared.
    pub use_by: UseByView,
    /// What the customer is told after blending.
    pub hints: Vec<String>,
    /// How the unit is used.
    pub usage: String,
    /// What the filed labels of the components warn of.
    pub warnings: Vec<String>,
    /// Why a recipe other than the first of the ranking was taken.
    pub against_ranking: Option<String>,
    /// Why it was recommended, in Chinese, the weightiest reason first.
    pub reasons: Vec<String>,
    /// The same in English.
    pub reasons_en: Vec<String>,
}

impl PlanView {
    /// The plan of a service, if one is chosen.
    pub(crate) fn of<H: Host>(reader: &Reader<'_, H>, progress: &Progress) -> Result<Option<Self>, Refusal> {
        let Some(plan) = progress.plan() else { return Ok(None) };
        let store = reader.store();
        let recipe = store.recipe_agreed(&plan.recipe, plan.version)?;
        let targets = recipe.targets(plan.size);
        let use_by = progress.clearance().map_or(&plan.use_by, |clearance| &clearance.parts().use_by);
        let mut warnings: Vec<String> = Vec::new();
        for component in &recipe.components {
            for warning in store.product(&component.product)?.warnings {
                if !warnings.contains(&warning) {
                    warnings.push(warning);
                }
            }
        }
        let reasons = if reader.personal() {
            let needs = needs::kept(store, progress)?.unwrap_or_default();
            let skin = crate::steps::skin::tested(store, progress)?;
            rules::choosing::reasons(skin.as_ref(), &needs, &recipe.purpose)
        } else {
            Vec::new()
        };
        let (reasons, reasons_en) = reasons.into_iter().map(|reason| (reason.text, reason.text_en)).unzip();
        Ok(Some(Self {
            recipe: recipe.id.to_string(),
            version: plan.version,
            name: recipe.name.clone(),
            size_mg: plan.size.0,
            price_fen: plan.price.0,
            components: ComponentView::all(store, &recipe, &targets, &lots(progress), progress.weighings())?,
            use_by: use_by.into(),
            hints: recipe.hints.clone(),
            usage: recipe.usage.clone(),
            warnings,
            against_ranking: plan.against_ranking.clone(),
            reasons,
            reasons_en,
        }))
    }
}

/// The lots of a service in the recipe's order: as cleared, or as planned.
pub(crate) fn lots(progress: &Progress) -> Vec<LotId> {
    match (progress.clearance(), progress.plan()) {
        (Some(clearance), _) => {
            clearance.parts().components.iter().map(|component| component.lot.clone()).collect()
        }
        (None, Some(plan)) => plan.lots.clone(),
        (None, None) => Vec::new(),
    }
}
