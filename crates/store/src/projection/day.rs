//! What each record adds to its day: its place, the figures, and a mark where somebody may have to look at it.

use chrono::{NaiveDate, Timelike as _};
use domain::event::{CalledBack, Event, HandedOver, ServiceCleared, UnitRejected, UnitReleased, Weighed};
use domain::ids::StaffId;
use domain::label::LabelCopy;
use domain::leftover::{Disposal, Method};
use domain::service::{AnyService, Step};
use domain::staff::WRONG_PINS;
use domain::stock::Lot;
use rusqlite::Connection;

use super::Place;
use super::label::latest as latest_copy;
use crate::tables::day::{CallBack, DayRow, Mark, Trail, What, add};
use crate::tables::label::key as label_key;
use crate::tables::{self, CustomerRow, Row as _, StaffRow, get, put};
use crate::{StoreError, ledger_table};

/// A service before and after a record moved it.
pub(super) struct Moved {
    pub(super) before: Option<AnyService>,
    pub(super) after: AnyService,
}

/// Whether a day's log speaks of a record: whether a figure of the day, or what is odd in it, follows from that record.
/// What only keeps the store going does not, such as who left, what was cleaned, the copy that is made when the program
/// is closed: it comes after the signature as a rule, and would show every signed day as void.
pub(crate) fn speaks_of(
    connection: &Connection,
    day: NaiveDate,
    seq: u64,
    event: &Event,
) -> Result<bool, StoreError> {
    // A call-back belongs to a service that was handed over days before, and no figure follows from it.
    if matches!(event, Event::CalledBack(_)) {
        return Ok(false);
    }
    // A wrong PIN is a slip of the finger, the manager's own at the signature too, until it locks.
    if matches!(event, Event::PinFailed(_)) {
        let mark: Option<Mark> = get(connection, &Mark::key_of(day, seq))?;
        return Ok(mark.is_some_and(|mark| mark.figure >= u64::from(WRONG_PINS)));
    }
    let of_the_store = matches!(
        event,
        Event::ClockSetBack(_)
            | Event::ContainerDisposed(_)
            | Event::ContainerOpeningCorrected(_)
            | Event::LotDisposed(_)
            | Event::RecordCorrected(_)
    );
    Ok(of_the_store || event.service().is_some())
}

/// Adds a record to its day. The ledger is read from `ledger`, which is another file while the tables are made again
/// beside the old ones.
pub(super) fn apply(
    connection: &Connection,
    ledger: &Connection,
    place: Place,
    event: &Event,
    moved: Option<&Moved>,
) -> Result<(), StoreError> {
    let day = domain::in_china(place.at).date_naive();
    if let Event::DaySigned(event) = event {
        on(connection, event.day, |row| row.signed.push(place.seq))?;
    }
    if let Event::RecordCorrected(event) = event {
        let wrong = ledger_table::one(ledger, event.seq)?;
        let missing = || StoreError::NotFound { what: "记录", id: event.seq.to_string() };
        let at = wrong.ok_or_else(missing)?.header()?.at;
        let corrected = domain::in_china(at).date_naive();
        on(connection, corrected, |row| row.corrections.push(place.seq))?;
    }
    let spent = match moved {
        Some(moved) => follow(connection, day, place, moved)?,
        None => 0,
    };
    let entry = Entry { connection, day, place, spent, moved };
    entry.count(event)?;
    entry.mark(event)?;
    lies(connection, day, place.seq, event)
}

fn on(connection: &Connection, day: NaiveDate, work: impl FnOnce(&mut DayRow)) -> Result<(), StoreError> {
    let row: Option<DayRow> = get(connection, &day.to_string())?;
    let mut row = row.unwrap_or_else(|| DayRow::new(day));
    work(&mut row);
    put(connection, &row)
}

fn lies(connection: &Connection, day: NaiveDate, seq: u64, event: &Event) -> Result<(), StoreError> {
    let spoken = speaks_of(connection, day, seq, event)?;
    on(connection, day, |row| {
        match row.spans.last_mut() {
            Some((_, last)) if *last + 1 == seq => *last = seq,
            _ => row.spans.push((seq, seq)),
        }
        if spoken {
            row.last = Some(seq);
        }
    })
}

/// Follows a service; answers with the seconds that it was at the step that this record ended.
fn follow(connection: &Connection, day: NaiveDate, place: Place, moved: &Moved) -> Result<u64, StoreError> {
    let service = moved.after.progress().number();
    let trail: Option<Trail> = get(connection, service.as_str())?;
    let fresh = || Trail { service: service.clone(), records: Vec::new(), since: place.at };
    let mut trail = trail.unwrap_or_else(fresh);
    trail.records.push(place.seq);
    let spent = u64::try_from((place.at - trail.since).num_seconds()).unwrap_or(0);
    let left = moved.before.as_ref().map(AnyService::step).filter(|step| *step != moved.after.step());
    if let Some(left) = left {
        trail.since = place.at;
        // A step that was given up, or gone back from, says nothing of how long that step takes.
        if moved.after.step() > left && moved.after.step() != Step::Ended {
            add(connection, day, &format!("step/{}", code(&left)?), 1, spent)?;
        }
    }
    put(connection, &trail)?;
    Ok(spent)
}

/// The stored word of an enum.
fn code(value: &impl serde::Serialize) -> Result<String, StoreError> {
    Ok(serde_json::to_value(value)?.as_str().unwrap_or_default().to_owned())
}

/// One record on its way into its day.
struct Entry<'a> {
    connection: &'a Connection,
    day: NaiveDate,
    place: Place,
    spent: u64,
    moved: Option<&'a Moved>,
}

impl Entry<'_> {
    fn add(&self, key: &str, n: u64, amount: u64) -> Result<(), StoreError> {
        add(self.connection, self.day, key, n, amount)
    }

    /// By which hour and mode a service comes and goes.
    fn hour(&self, what: &str) -> Result<(), StoreError> {
        let Some(moved) = self.moved else { return Ok(()) };
        let hour = domain::in_china(self.place.at).hour();
        let mode = code(&moved.after.progress().opened().mode)?;
        self.add(&format!("{what}/{hour:02}/{mode}"), 1, 0)
    }

    /// What lay in the vessel before this record.
    fn vessel(&self) -> u64 {
        self.moved.and_then(|moved| moved.before.as_ref()).map_or(0, |before| before.progress().weight().0)
    }

    fn waste(&self, why: &str, milligrams: u64) -> Result<(), StoreError> {
        if milligrams == 0 { Ok(()) } else { self.add(&format!("waste/{why}"), 1, milligrams) }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "no other kind changes a figure")]
    fn count(&self, event: &Event) -> Result<(), StoreError> {
        match event {
            Event::ServiceOpened(_) => self.hour("opened"),
            Event::ServiceRefused(event) => event.stops.iter().try_for_each(|stop| {
                self.add(&format!("stop/{}/{}/{}", stop.rulebook, stop.clause, stop.check), 1, 0)
            }),
            Event::Weighed(event) => self.add(&format!("lot/{}", event.lot), 1, event.weight.0),
            Event::WrittenOff(_) => self.waste("written_off", self.vessel()),
            Event::UnitRejected(_) => self.waste("rejected", self.vessel()),
            Event::UnitReleased(_) => {
                let surplus = self.moved.map(|moved| moved.after.progress().surplus().0);
                self.waste("surplus", surplus.unwrap_or(0))
            }
            Event::ServiceAbandoned(_) => {
                self.hour("ended")?;
                self.waste("abandoned", self.vessel())
            }
            Event::HandedOver(event) => self.handed_over(event),
            Event::CalledBack(event) => self.called_back(event),
            Event::ContainerDisposed(event) => self.disposed("disposed", &event.disposal, event.left.0),
            Event::LotDisposed(event) => {
                let lot: Lot = tables::need(self.connection, event.lot.as_str())?;
                let milligrams = lot.unit_net.0.saturating_mul(event.units.into());
                self.disposed("disposed_lot", &event.disposal, milligrams)
            }
            _ => Ok(()),
        }
    }

    /// What went back to its supplier is not lost.
    fn disposed(&self, why: &str, disposal: &Disposal, milligrams: u64) -> Result<(), StoreError> {
        if disposal.method == Method::Returned { Ok(()) } else { self.waste(why, milligrams) }
    }

    fn handed_over(&self, event: &HandedOver) -> Result<(), StoreError> {
        self.hour("done")?;
        if let Some(sale) = &event.sale {
            self.add("sale/price", 1, sale.price.0)?;
            self.add("sale/net", u64::from(sale.count), sale.net.0)?;
        }
        // Who left no contact cannot be called back.
        let Some(moved) = self.moved else { return Ok(()) };
        let customer = &moved.after.progress().opened().customer;
        let row: Option<CustomerRow> = get(self.connection, customer.as_str())?;
        if row.is_none_or(|row| row.contact.is_none()) {
            return Ok(());
        }
        let (due_on, service) = (event.call_back.date, event.service.clone());
        put(self.connection, &CallBack { due_on, service })
    }

    /// A customer who was not reached is called again.
    fn called_back(&self, event: &CalledBack) -> Result<(), StoreError> {
        let done = self.moved.and_then(|moved| moved.after.progress().done());
        let Some(done) = done.filter(|_| event.outcome.closes()) else { return Ok(()) };
        let row = CallBack { due_on: done.call_back.date, service: event.service.clone() };
        tables::remove::<CallBack>(self.connection, &row.key())
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "nobody has to look at any other kind by itself")]
    fn mark(&self, event: &Event) -> Result<(), StoreError> {
        match event {
            Event::ServiceCleared(event) => {
                let ServiceCleared { clearance, .. } = &**event;
                let parts = clearance.parts();
                let who = vec![parts.operator.signer.clone(), parts.officer.signer.clone()];
                self.put(What::Cleared, who, self.spent, None)
            }
            Event::UnitReleased(event) => {
                let UnitReleased { signature, .. } = &**event;
                self.put(What::Released, vec![signature.signer.clone()], self.spent, None)
            }
            Event::UnitRejected(event) => {
                let UnitRejected { signature, reason, .. } = &**event;
                self.put(What::Rejected, vec![signature.signer.clone()], self.spent, Some(reason))
            }
            Event::Weighed(event) => {
                let Weighed { by_hand, weight, .. } = &**event;
                match by_hand {
                    Some(reason) => self.put(What::ByHand, Vec::new(), weight.0, Some(reason)),
                    None => Ok(()),
                }
            }
            Event::PlanChosen(event) => match &event.plan.against_ranking {
                Some(reason) => self.put(What::AgainstRanking, Vec::new(), 0, Some(reason)),
                None => Ok(()),
            },
            Event::BlendScaled(event) => self.put(What::Scaled, Vec::new(), event.surplus.0, None),
            Event::WrittenOff(event) => {
                self.put(What::WrittenOff, Vec::new(), self.vessel(), Some(&event.reason))
            }
            Event::ServiceAbandoned(event) => {
                self.put(What::Abandoned, Vec::new(), self.vessel(), Some(&event.reason))
            }
            Event::PinFailed(event) => {
                let row: StaffRow = tables::need(self.connection, event.staff.as_str())?;
                self.put(What::PinFailed, vec![event.staff.clone()], row.failed.into(), None)
            }
            Event::ClockSetBack(event) => {
                let back = u64::try_from((event.last - event.now).num_seconds()).unwrap_or(0);
                self.put(What::ClockSetBack, Vec::new(), back, None)
            }
            Event::ContainerOpeningCorrected(event) => {
                let back = u64::try_from((self.place.at - event.opened_at).num_seconds()).unwrap_or(0);
                self.put(What::OpeningCorrected, Vec::new(), back, Some(&event.reason))
            }
            Event::LabelReprinted(event) => {
                self.put(What::Reprinted, Vec::new(), event.copy.into(), Some(&event.reason))
            }
            Event::LabelScanned(event) => {
                // A label of the first versions was scanned without a copy on record.
                let copy = latest_copy(self.connection, &event.service)?;
                self.read_against(copy.as_ref())
            }
            Event::LabelPrintEnded(event) => {
                let copy: LabelCopy = tables::need(self.connection, &label_key(&event.service, event.copy))?;
                self.read_against(Some(&copy))
            }
            Event::RecordCorrected(event) => {
                self.put(What::Corrected, Vec::new(), event.seq, Some(&event.reason))
            }
            _ => Ok(()),
        }
    }

    /// A label that was read back although nothing came out, by what its printer said.
    fn read_against(&self, copy: Option<&LabelCopy>) -> Result<(), StoreError> {
        match copy.filter(|copy| copy.read_against().is_some()) {
            Some(copy) => self.put(What::ReadAgainstPrinter, Vec::new(), copy.copy.into(), None),
            None => Ok(()),
        }
    }

    fn put(
        &self,
        what: What,
        who: Vec<StaffId>,
        figure: u64,
        reason: Option<&String>,
    ) -> Result<(), StoreError> {
        let service = self.moved.map(|moved| moved.after.progress().number().clone());
        let Place { seq, at } = self.place;
        let mark = Mark { day: self.day, seq, at, what, service, who, figure, reason: reason.cloned() };
        put(self.connection, &mark)
    }
}
