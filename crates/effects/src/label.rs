//! The copies of a unit's label. A unit that is lost voids its live copy with it, and a unit that is handed over uses it.

use domain::event::{LabelIssued, LabelReprinted};
use domain::ids::ServiceNumber;
use domain::label::{Fate, LabelCopy, LabelError};

use crate::record::Record;
use crate::row::label::key;
use crate::{Outcome, Rows, text};

impl<R: Rows> Record<'_, R> {
    /// The copy of a service that was issued last.
    fn latest(&self, service: &ServiceNumber) -> Outcome<R, Option<LabelCopy>> {
        Ok(self.rows.found("service", &text(service))?.pop())
    }

    /// A blend's first copy; a remade blend goes on counting.
    pub(crate) fn issued(&mut self, event: &LabelIssued) -> Outcome<R> {
        let copy = self.latest(&event.service)?.map_or(1, |last| last.copy + 1);
        self.rows.put(&LabelCopy::issued(event, copy, self.place.at))
    }

    /// 补打: another copy.
    pub(crate) fn reprinted(&mut self, event: &LabelReprinted) -> Outcome<R> {
        let none = || LabelError::NoneLive(event.service.clone());
        let next = self.latest(&event.service)?.ok_or_else(none)?.reprinted(event, self.place.at)?;
        self.rows.put(&next)
    }

    /// Changes the live copy; answers with it.
    pub(crate) fn live(
        &mut self,
        service: &ServiceNumber,
        change: impl FnOnce(&mut LabelCopy) -> Result<(), LabelError>,
    ) -> Outcome<R, LabelCopy> {
        let none = || LabelError::NoneLive(service.clone());
        let mut copy = self.latest(service)?.filter(LabelCopy::is_live).ok_or_else(none)?;
        change(&mut copy)?;
        self.rows.put(&copy)?;
        Ok(copy)
    }

    /// Changes a copy whose attempt was under way, and answers with it: it may have been closed meanwhile.
    pub(crate) fn attempt(
        &mut self,
        service: &ServiceNumber,
        copy: u32,
        change: impl FnOnce(&mut LabelCopy) -> Result<(), LabelError>,
    ) -> Outcome<R, LabelCopy> {
        let mut copy: LabelCopy = self.rows.need(&key(service, copy))?;
        change(&mut copy)?;
        self.rows.put(&copy)?;
        Ok(copy)
    }

    /// Closes the live copy, which must be of that number.
    pub(crate) fn closed(
        &mut self,
        service: &ServiceNumber,
        found: u32,
        fate: Fate,
        reason: &str,
    ) -> Outcome<R> {
        let at = self.place.at;
        self.live(service, |copy| {
            if copy.copy != found {
                return Err(LabelError::OtherCopy { expected: copy.copy, found });
            }
            copy.close(fate, Some(reason.to_owned()), at);
            Ok(())
        })?;
        Ok(())
    }

    /// Ends the live copy of a service, if it has one: a plan has none.
    pub(crate) fn end(&mut self, service: &ServiceNumber, fate: Fate, reason: Option<&str>) -> Outcome<R> {
        let Some(mut copy) = self.latest(service)?.filter(LabelCopy::is_live) else { return Ok(()) };
        copy.close(fate, reason.map(ToOwned::to_owned), self.place.at);
        self.rows.put(&copy)
    }
}
