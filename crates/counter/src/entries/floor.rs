//! The shop's floor, as far as the checks of forms ask: areas, people, units, and what was entered last.

use std::collections::BTreeSet;

use domain::Moment;
use domain::ids::{AreaId, ServiceNumber, StaffId};
use registers::project::AT;
use registers::register::{Made, Person};
use registers::{Entry, Register, Shop};
use store::Listing;

use crate::view::reads::known;
use crate::{Caller, Counter, Host, Refusal, bounds, work};

/// A counter with somebody who fills a form in.
pub(super) struct Floor<'a, H: Host> {
    pub(super) counter: &'a Counter<H>,
    pub(super) caller: &'a Caller,
}

impl<H: Host> Shop for Floor<'_, H> {
    type Error = Refusal;

    fn now(&self) -> Moment {
        self.counter.host().now()
    }

    fn who(&self) -> &str {
        self.caller.actor()
    }

    fn areas(&self) -> Result<BTreeSet<AreaId>, Refusal> {
        work::areas(self.counter)
    }

    fn person(&self, id: &StaffId) -> Result<Option<Person>, Refusal> {
        let today = self.counter.today();
        Ok(known(self.counter.store().person(id))?.map(|row| Person {
            present: row.here_on(today).is_some(),
            areas: row
                .member
                .areas
                .iter()
                .filter(|(_, until)| today <= *until)
                .map(|(area, _)| area.clone())
                .collect(),
        }))
    }

    fn unit(&self, number: &ServiceNumber) -> Result<Option<Made>, Refusal> {
        let Some(service) = known(self.counter.store().service(number))? else { return Ok(None) };
        let progress = service.progress();
        let (Some(clearance), Some(plan)) = (progress.clearance(), progress.plan()) else { return Ok(None) };
        let parts = clearance.parts();
        Ok(Some(Made {
            lots: parts.components.iter().map(|component| component.lot.clone()).collect(),
            use_by: parts.use_by.date(),
            weight: progress.weight(),
            net: plan.size,
        }))
    }

    fn cleaning_hours(&self) -> Result<u32, Refusal> {
        bounds::cleaning_hours(self.counter)
    }

    fn sample_months(&self) -> Option<u32> {
        bounds::sample_months(self.counter)
    }

    fn newest<R: Register>(&self) -> Result<Option<Entry<R::Says>>, Refusal> {
        let last = Listing { by: AT, down: true, ..Listing::default() };
        Ok(self.counter.store().entries::<R>(&last, 0, 1)?.pop())
    }

    fn latest<R: Register>(&self, column: &str, value: &str) -> Result<Option<Entry<R::Says>>, Refusal> {
        Ok(self.counter.store().latest_entry::<R>(column, &registers::project::value(value))?)
    }
}
