//! What is in the vessel and what is poured next: the size of the batch, each component's target in it, and how an
//! over-pour is mended by making the whole batch larger.
//!
//! The proportions that two people cleared never change; only the amount does. What is more than the unit is waste: the
//! unit's net content stays the plan's. It refuses to take anything out: what was poured counts.

use crate::event::{BlendScaled, Weighed};
use crate::quantity::Milligrams;

use super::{Blended, Cleared, ClearedComponent, Progress, Service, StepError};
use crate::ids::{ContainerId, LotId};

/// How large a batch may become, in halves of the size that was cleared: one and a half times.
///
/// Beyond it more than a third of the filed products in the vessel would be thrown away, and the vessel, which was
/// chosen for the size that both signers saw, may no longer mix it evenly: remaking is then the better mend.
const MOST_HALVES: u64 = 3;

/// One pour: what is weighed into the vessel next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pour {
    /// Which component, from 0.
    pub index: usize,
    /// How much is still to be poured of it.
    pub target: Milligrams,
    /// The least that passes.
    pub low: Milligrams,
    /// The most that passes.
    pub high: Milligrams,
    /// Whether some of the component is in the vessel already, because the batch grew.
    pub top_up: bool,
}

/// A batch made larger, before it is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Growth {
    /// The component that was over-poured, from 0.
    pub index: usize,
    /// All of that component in the vessel, the over-pour included: its target from now on.
    pub poured: Milligrams,
    /// The batch's size before.
    pub before: Milligrams,
    /// The batch's size from now on.
    pub batch: Milligrams,
    /// What of it is more than the unit and so waste.
    pub surplus: Milligrams,
}

impl Progress {
    fn components(&self) -> &[ClearedComponent] {
        self.clearance.as_ref().map_or(&[], |clearance| &clearance.parts().components)
    }

    /// How often, and by which over-pours, this blend was made larger.
    #[must_use]
    pub fn scaled(&self) -> &[BlendScaled] {
        &self.scaled
    }

    /// Each component's target in the batch as it now is, in the order of the clearance; empty before it.
    #[must_use]
    pub fn targets(&self) -> Vec<Milligrams> {
        match self.scaled.last() {
            Some(scaled) => grown(self.components(), index_of(scaled), scaled.poured),
            None => self.components().iter().map(|component| component.target).collect(),
        }
    }

    /// The size of the batch as it now is: the unit's, or more after an over-pour. Nothing before the clearance.
    #[must_use]
    pub fn batch(&self) -> Milligrams {
        sum(self.targets())
    }

    /// What of the batch is more than the unit, and so waste.
    #[must_use]
    pub fn surplus(&self) -> Milligrams {
        let unit = self.plan.as_ref().map_or(Milligrams(0), |plan| plan.size);
        self.batch().minus(unit).unwrap_or_default()
    }

    /// How much of a component is in the vessel.
    #[must_use]
    pub fn weighed(&self, index: usize) -> Milligrams {
        sum(self
            .weighings
            .iter()
            .filter(|weighing| of_component(weighing, index))
            .map(|weighing| weighing.weight))
    }

    /// What is poured next: the first component of which too little is in the vessel, in the order of the clearance.
    /// `None` when everything is in its band. Right after the batch grew, the over-pour itself comes first: it is in
    /// the vessel, and its weight is exactly what was asked for.
    #[must_use]
    pub fn next_pour(&self) -> Option<Pour> {
        if let Some(scaled) = self.scaled.last() {
            let index = index_of(scaled);
            let due = scaled.poured.minus(self.weighed(index)).filter(|due| due.0 > 0);
            if let Some(due) = due {
                let top_up = self.touched(index);
                return Some(Pour { index, target: due, low: due, high: due, top_up });
            }
        }
        self.targets().into_iter().enumerate().find_map(|(index, target)| {
            let band = self.components().get(index)?.tolerance.band(target);
            let (inside, top_up) = (self.weighed(index), self.touched(index));
            let rest = |whole: Milligrams| whole.minus(inside).unwrap_or_default();
            let short = !top_up || inside < *band.start();
            let (low, high) = (rest(*band.start()), rest(*band.end()));
            short.then(|| Pour { index, target: rest(target), low, high, top_up })
        })
    }

    /// How much of a component is still to be poured into the batch as it now is.
    #[must_use]
    pub fn missing(&self, index: usize) -> Milligrams {
        let target = self.targets().get(index).copied().unwrap_or_default();
        target.minus(self.weighed(index)).unwrap_or_default()
    }

    fn touched(&self, index: usize) -> bool {
        self.weighings.iter().any(|weighing| of_component(weighing, index))
    }

    /// How the batch grows when `weight` was poured of the component under way: so that all of it is exactly on target.
    ///
    /// # Errors
    /// [`StepError::NotOverPoured`] where the weight passes or is too little, [`StepError::TooMuchWaste`] where the
    /// batch would become more than one and a half times what was cleared.
    pub fn grow(&self, weight: Milligrams) -> Result<Growth, StepError> {
        let (pour, most) = (self.next_pour(), self.most());
        let Some(pour) = pour.filter(|pour| pour.high < weight) else {
            return Err(StepError::NotOverPoured {
                weight,
                high: pour.map_or(Milligrams(0), |pour| pour.high),
            });
        };
        let poured = self.weighed(pour.index).plus(weight).unwrap_or(Milligrams(u64::MAX));
        let batch = sum(grown(self.components(), pour.index, poured));
        if batch > most {
            return Err(StepError::TooMuchWaste { batch, most });
        }
        let unit = self.plan.as_ref().map_or(Milligrams(0), |plan| plan.size);
        let surplus = batch.minus(unit).unwrap_or_default();
        Ok(Growth { index: pour.index, poured, before: self.batch(), batch, surplus })
    }

    fn most(&self) -> Milligrams {
        let cleared = sum(self.components().iter().map(|component| component.target));
        Milligrams(cleared.0.saturating_mul(MOST_HALVES) / 2)
    }
}

/// What a weighing leads to: more to weigh, or a finished blend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weighing {
    /// Components are left.
    More(Service<Cleared>),
    /// That was the last.
    Finished(Service<Blended>),
}

impl Service<Cleared> {
    /// 调配: one component, in the cleared order, from the cleared lot and container, within its tolerance. After the
    /// batch grew, the components that have become too little come again as top-ups.
    ///
    /// # Errors
    /// [`StepError`] naming what differs from the clearance.
    pub fn weigh(self, event: Weighed) -> Result<Weighing, StepError> {
        self.own(&event.service)?;
        let pour = self.under_way(event.index)?;
        let component = self.progress.clearance.as_ref().and_then(|it| it.parts().components.get(pour.index));
        let cleared = component.map(|component| (&component.lot, &component.container));
        if cleared != Some((&event.lot, &event.container)) {
            let name = |(lot, container): (&LotId, &ContainerId)| format!("{lot} / {container}");
            let (expected, found) =
                (cleared.map(name).unwrap_or_default(), name((&event.lot, &event.container)));
            return Err(StepError::OtherLot { expected, found });
        }
        if pour.target != event.target {
            return Err(StepError::OtherTarget);
        }
        if !(pour.low..=pour.high).contains(&event.weight) {
            return Err(StepError::OutOfTolerance { weight: event.weight, low: pour.low, high: pour.high });
        }
        let poured: Self = self.at(|progress| progress.weighings.push(event));
        Ok(match poured.progress.next_pour() {
            Some(_) => Weighing::More(poured),
            None => Weighing::Finished(poured.at(|_| ())),
        })
    }

    /// 调配: the batch grows with an over-pour of the component under way, in the proportions that were cleared.
    ///
    /// # Errors
    /// [`StepError::NotOverPoured`], [`StepError::TooMuchWaste`], and [`StepError::OtherGrowth`] where the record says
    /// another batch than the over-pour makes.
    pub fn scale_up(self, event: BlendScaled) -> Result<Self, StepError> {
        self.own(&event.service)?;
        let pour = self.under_way(event.index)?;
        let weight = event.poured.minus(self.progress.weighed(pour.index)).unwrap_or_default();
        let growth = self.progress.grow(weight)?;
        if (growth.batch, growth.surplus) != (event.batch, event.surplus) {
            return Err(StepError::OtherGrowth);
        }
        Ok(self.at(|progress| progress.scaled.push(event)))
    }

    /// What is poured now, if it is the component that a record names.
    fn under_way(&self, index: u32) -> Result<Pour, StepError> {
        let found = usize::try_from(index).unwrap_or(usize::MAX);
        let pour = self.progress.next_pour();
        let expected = pour.map_or(usize::MAX, |pour| pour.index);
        let count = |index: usize| index.saturating_add(1);
        pour.filter(|pour| pour.index == found)
            .ok_or(StepError::OutOfOrder { expected: count(expected), found: count(found) })
    }
}

fn of_component(weighing: &Weighed, index: usize) -> bool {
    usize::try_from(weighing.index) == Ok(index)
}

fn index_of(scaled: &BlendScaled) -> usize {
    usize::try_from(scaled.index).unwrap_or(usize::MAX)
}

fn sum(parts: impl IntoIterator<Item = Milligrams>) -> Milligrams {
    Milligrams(parts.into_iter().fold(0, |sum: u64, part| sum.saturating_add(part.0)))
}

/// The targets of a batch in which component `index` weighs `poured`, in the proportions that were cleared. Each is
/// rounded up to the milligram, so that no target is ever smaller than in a smaller batch: nothing that is in the
/// vessel becomes too much by it.
fn grown(components: &[ClearedComponent], index: usize, poured: Milligrams) -> Vec<Milligrams> {
    let whole = components.get(index).map_or(0, |component| component.target.0);
    let part = |component: &ClearedComponent| {
        let exact = u128::from(component.target.0) * u128::from(poured.0);
        let up =
            exact.checked_div(u128::from(whole)).map(|down| down + u128::from(exact % u128::from(whole) > 0));
        // A component without a target grows nothing: it stays as it was cleared.
        up.map_or(component.target, |up| Milligrams(u64::try_from(up).unwrap_or(u64::MAX)))
    };
    components.iter().map(part).collect()
}
