//! What is physically in the vessel, and what is weighed next: all that somebody needs who comes back after a power cut.

use chrono::NaiveDate;
use domain::Moment;
use domain::service::AnyService;
use serde::Serialize;
use store::Store;
use ts_rs::TS;

use super::plan::{ComponentView, lots};
use crate::Refusal;
use crate::steps::blend;

/// One weighing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WeighingView {
    /// Of which component, from 0.
    pub index: u32,
    /// What the product is called.
    pub name: String,
    /// From which lot.
    pub lot: String,
    /// The maker's number of that lot.
    pub lot_number: String,
    /// What was weighed, in milligrams.
    pub weight_mg: u64,
    /// What was asked for, in milligrams.
    pub target_mg: u64,
    /// Why it was typed by hand; none where it came from the scale.
    pub by_hand: Option<String>,
    /// When.
    #[ts(as = "String")]
    pub at: Moment,
}

/// The vessel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Vessel {
    /// Every weighing into it, in order.
    pub weighings: Vec<WeighingView>,
    /// What is in it, in milligrams.
    pub total_mg: u64,
    /// What the customer ordered, in milligrams.
    pub size_mg: u64,
    /// What is being made, in milligrams: more than the size once the batch was scaled up.
    pub batch_mg: u64,
    /// Each component with its target and what is in the vessel of it.
    pub components: Vec<ComponentView>,
    /// Why earlier blends were written off.
    pub written_off: Vec<String>,
}

/// What is weighed next, and how exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NextView {
    /// Which component, from 0.
    pub index: usize,
    /// Of how many.
    pub of: usize,
    /// Which product.
    pub product: String,
    /// What it is called.
    pub name: String,
    /// Its filing number.
    pub filing: String,
    /// From which lot.
    pub lot: String,
    /// The maker's number of that lot.
    pub lot_number: String,
    /// The lot's last day.
    #[ts(as = "String")]
    pub expires_on: NaiveDate,
    /// From which container.
    pub container: String,
    /// What is left in it, in milligrams.
    pub left_mg: u64,
    /// How much, in milligrams.
    pub target_mg: u64,
    /// The least that passes, in milligrams.
    pub low_mg: u64,
    /// The most that passes, in milligrams.
    pub high_mg: u64,
    /// Whether it tops up a component that was weighed before the batch was scaled up.
    pub top_up: bool,
}

impl Vessel {
    /// The vessel of a service once work was cleared, or after a blend of it was written off.
    pub(crate) fn of(store: &Store, service: &AnyService) -> Result<Option<Self>, Refusal> {
        let progress = service.progress();
        let begun = progress.clearance().is_some() || !progress.written_off().is_empty();
        let Some(plan) = progress.plan().filter(|_| begun) else { return Ok(None) };
        let recipe = store.recipe_agreed(&plan.recipe, plan.version)?;
        let cleared = progress.clearance().is_some();
        let targets = if cleared { progress.targets() } else { recipe.targets(plan.size) };
        let components = ComponentView::all(store, &recipe, &targets, &lots(progress), progress.weighings())?;
        let mut weighings = Vec::with_capacity(progress.weighings().len());
        for weighing in progress.weighings() {
            let lot = store.lot(&weighing.lot)?;
            weighings.push(WeighingView {
                index: weighing.index,
                name: store.product(&lot.product)?.name,
                lot: lot.id.to_string(),
                lot_number: lot.number,
                weight_mg: weighing.weight.0,
                target_mg: weighing.target.0,
                by_hand: weighing.by_hand.clone(),
                at: weighing.at,
            });
        }
        Ok(Some(Self {
            weighings,
            total_mg: progress.weight().0,
            size_mg: plan.size.0,
            batch_mg: if cleared { progress.batch().0 } else { plan.size.0 },
            components,
            written_off: progress.written_off().to_vec(),
        }))
    }
}

impl NextView {
    /// What is weighed next in a service, if anything is.
    pub(crate) fn of(store: &Store, service: &AnyService) -> Result<Option<Self>, Refusal> {
        let Some(next) = blend::next(service) else { return Ok(None) };
        let lot = store.lot(&next.lot)?;
        let product = store.product(&lot.product)?;
        let containers = store.containers_of(&lot.id)?;
        let left = containers.iter().find(|container| container.id == next.container);
        let of = service.progress().clearance().map_or(0, |clearance| clearance.parts().components.len());
        Ok(Some(Self {
            index: next.index,
            of,
            product: product.id.to_string(),
            name: product.name,
            filing: product.filing.to_string(),
            lot: lot.id.to_string(),
            lot_number: lot.number,
            expires_on: lot.expires_on,
            container: next.container.to_string(),
            left_mg: left.map_or(0, |container| container.left.0),
            target_mg: next.target.0,
            low_mg: next.low.0,
            high_mg: next.high.0,
            top_up: next.top_up,
        }))
    }
}
