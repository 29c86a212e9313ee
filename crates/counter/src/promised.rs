//! By when a promise is to be kept that was made under a date which nobody believes ([`domain::clock`]). While the date is in
//! doubt the day stands as provisional. Once the clock is set right, the period is judged anew from the first believed
//! day of the ledger behind it: a call-back, an answer or an erasure does not wait for the years that a wrong clock was ahead.
//!
//! It refuses to change what was recorded.

use chrono::NaiveDate;
use domain::Moment;
use domain::workday::Due;
use store::tables::{CallBack, HeldRow};

use crate::steps::deliver::call_back;
use crate::{Counter, Host, Refusal};

/// So many promises of a wrong date are looked through at once.
const MANY: u32 = 500;

/// By when something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Promise {
    /// The day.
    pub(crate) by: NaiveDate,
    /// Whether the date under which it was promised is not believed.
    pub(crate) doubted: bool,
}

impl<H: Host> Counter<H> {
    /// By when something is due that was promised on a day.
    pub(crate) fn promise(&self, made: NaiveDate, due: NaiveDate) -> Result<Promise, Refusal> {
        let known = self.store().known_day()?.filter(|known| *known < made);
        let Some(known) = known else { return Ok(Promise { by: due, doubted: false }) };
        let real = self.believed_after(made, known)?.min(made);
        Ok(Promise { by: due - made.signed_duration_since(real), doubted: true })
    }

    /// By when the customer of a service is called back that was handed over at a moment.
    pub(crate) fn call_back_of(&self, at: Moment, promised: Due) -> Result<Promise, Refusal> {
        self.promise(domain::in_china(at).date_naive(), self.firm(at, promised)?.date)
    }

    /// The day of a call-back as the calendar has it now: one that was provisional is judged anew once the working days of its year
    /// are published.
    pub(crate) fn firm(&self, at: Moment, promised: Due) -> Result<Due, Refusal> {
        if !promised.provisional {
            return Ok(promised);
        }
        let due = call_back(self, at)?;
        Ok(if due.provisional { promised } else { due })
    }

    /// The first believed day in the ledger behind the records of a day; today where none follows.
    fn believed_after(&self, mut day: NaiveDate, known: NaiveDate) -> Result<NaiveDate, Refusal> {
        // Each turn goes behind the last record of a day, so that it comes to an end.
        while let Some((_, last)) = self.store().day(day)?.and_then(|row| row.spans.last().copied()) {
            let Some(next) = self.store().record_at(last + 1)? else { break };
            day = domain::in_china(next.header()?.at).date_naive();
            if day <= known {
                return Ok(day);
            }
        }
        Ok(self.today())
    }

    /// The call-backs that are due by today and not made, the latest due first; and those of a wrong date.
    pub(crate) fn call_backs_due(&self, limit: u32) -> Result<Vec<CallBack>, Refusal> {
        let (store, today) = (self.store(), self.today());
        let mut due = store.open_call_backs(today, limit)?;
        if !store.working_days()?.is_empty() {
            // A day that became firm may lie before or behind the one that was provisional.
            due.extend(store.call_backs_after(today, MANY)?);
            let mut firm = Vec::with_capacity(due.len());
            for call in due {
                let Some(done) = store.service_line(&call.service)?.done else { continue };
                let due_on = self.firm(done.at, done.call_back)?.date;
                if due_on <= today {
                    firm.push(CallBack { due_on, service: call.service });
                }
            }
            due = firm;
        }
        let Some(known) = store.known_day()? else { return Ok(due) };
        if store.worked_after(known)? {
            for call in store.call_backs_after(today, MANY)? {
                let Some(done) = store.service_line(&call.service)?.done else { continue };
                let promise = self.call_back_of(done.at, done.call_back)?;
                if promise.doubted && promise.by <= today {
                    due.push(CallBack { due_on: promise.by, service: call.service });
                }
            }
        }
        Ok(due)
    }

    /// What the vault holds since a day that is not believed.
    pub(crate) fn held_since_doubt(&self) -> Result<Vec<HeldRow>, Refusal> {
        match self.store().known_day()? {
            Some(known) if self.store().worked_after(known)? => Ok(self.store().held_since(known, MANY)?),
            Some(_) | None => Ok(Vec::new()),
        }
    }
}
