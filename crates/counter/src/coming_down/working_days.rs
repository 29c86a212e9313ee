//! Working days of headquarters: a year that was provisional becomes firm.

use domain::event::{Event, WorkingDaysSet};
use domain::workday::{Calendar, Year};
use store::Store;
use sync::down::bulletin::Untaken;
use sync::down::working_days::WorkingDays;

use super::{Came, NotBrought};

/// What a bulletin of working days brings.
pub(super) fn working_days(came: Came<'_>) -> Result<Vec<Event>, NotBrought> {
    let years = WorkingDays::read(came.bulletin.does, came.content)?.years.into_iter();
    let set = |(year, said): (i32, Year)| {
        let year = u16::try_from(year).map_err(|_| Untaken::Contradiction { item: year.to_string() })?;
        let (off, work) = (said.off.into_iter().collect(), said.work.into_iter().collect());
        Ok(WorkingDaysSet { year, off, work, source: said.source }.into())
    };
    years.map(set).collect()
}

/// The calendar that the program ships, with the years of headquarters in the place of its own.
pub(crate) fn held(store: &Store, shipped: Calendar) -> Calendar {
    let kept = store.working_days().unwrap_or_else(|error| {
        tracing::error!(%error, "the working days of headquarters cannot be read");
        Vec::new()
    });
    kept.into_iter().fold(shipped, |calendar, WorkingDaysSet { year, off, work, source }| {
        let schedule = Year { off: off.into_iter().collect(), work: work.into_iter().collect(), source };
        calendar.clone().with(year.into(), schedule).unwrap_or_else(|error| {
            tracing::error!(%error, year, "the working days of a year are not taken");
            calendar
        })
    })
}
