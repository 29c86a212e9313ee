//! One record on its way into the rows: its place, the day that it belongs to, and the changes so far.

use chrono::NaiveDate;
use domain::event::Event;

use crate::draft::Draft;
use crate::{Place, Rows};

/// A record on its way.
pub(crate) struct Record<'a, R: Rows> {
    pub(crate) rows: Draft<'a, R>,
    pub(crate) place: Place,
    /// The day of its header's time, in China.
    pub(crate) day: NaiveDate,
    pub(crate) event: &'a Event,
}

impl<'a, R: Rows> Record<'a, R> {
    pub(crate) fn new(rows: &'a R, place: Place, event: &'a Event) -> Self {
        Self { rows: Draft::new(rows), place, day: place.day(), event }
    }
}
