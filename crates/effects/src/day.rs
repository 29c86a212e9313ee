//! What a record adds to its day: its place, the figures, and a mark where somebody may have to look at it.

use chrono::{NaiveDate, Timelike as _};
use domain::clock;
use domain::event::{CalledBack, ClockConfirmed, HandedOver, ServiceRefused};
use domain::ids::StaffId;
use domain::label::LabelCopy;
use domain::service::{AnyService, Step};

use crate::draft::Draft;
use crate::kinds::Log;
use crate::record::Record;
use crate::service::Moved;
use crate::{CallBack, ClockRow, DayRow, Mark, Outcome, Place, Row as _, Rows, Tally, Trail, What};

/// Whether a day's log speaks of a record of the day.
pub(crate) fn spoken<R: Rows>(rows: &Draft<'_, R>, log: Log, day: NaiveDate, seq: u64) -> Outcome<R, bool> {
    match log {
        Log::Silent => Ok(false),
        Log::Speaks => Ok(true),
        Log::FromFigure(least) => {
            Ok(rows.get::<Mark>(&Mark::key_of(day, seq))?.is_some_and(|mark| mark.figure >= least))
        }
    }
}

/// The stored word of an enum.
fn word<R: Rows>(value: &impl serde::Serialize) -> Outcome<R, String> {
    Ok(serde_json::to_value(value)?.as_str().unwrap_or_default().to_owned())
}

fn on_day<R: Rows>(rows: &mut Draft<'_, R>, day: NaiveDate, change: impl FnOnce(&mut DayRow)) -> Outcome<R> {
    let row: Option<DayRow> = rows.get(&day.to_string())?;
    let mut row = row.unwrap_or_else(|| DayRow::new(day));
    change(&mut row);
    rows.put(&row)
}

/// The date goes on with a record of it, where it is believed.
fn goes_on<R: Rows>(rows: &mut Draft<'_, R>, day: NaiveDate) -> Outcome<R> {
    let before: Option<ClockRow> = rows.get(ClockRow::KEY)?;
    let known = before.map_or(day, |before| clock::carried(before.known, day));
    if before.is_none_or(|before| before.known != known) { rows.put(&ClockRow { known }) } else { Ok(()) }
}

/// Gives a record its place in its day. A record of any kind has one.
pub(crate) fn lies<R: Rows>(rows: &mut Draft<'_, R>, place: Place, log: Log) -> Outcome<R> {
    let Place { seq, .. } = place;
    goes_on(rows, place.day())?;
    let spoken = spoken(rows, log, place.day(), seq)?;
    on_day(rows, place.day(), |row| {
        match row.spans.last_mut() {
            Some((_, last)) if *last + 1 == seq => *last = seq,
            _ => row.spans.push((seq, seq)),
        }
        if spoken {
            row.last = Some(seq);
        }
    })
}

impl<R: Rows> Record<'_, R> {
    /// A person said that the date is right: from now on it goes on from there.
    pub(crate) fn dated(&mut self, event: &ClockConfirmed) -> Outcome<R> {
        let before: Option<ClockRow> = self.rows.get(ClockRow::KEY)?;
        let leapt = before.map_or(0, |before| (event.day - before.known).num_days().unsigned_abs());
        self.rows.put(&ClockRow { known: event.day })?;
        self.mark(What::ClockConfirmed, None, &[&event.by], leapt, None)?;
        self.right_pin(&event.by)
    }

    /// Changes the row of a day.
    pub(crate) fn on_day(&mut self, day: NaiveDate, change: impl FnOnce(&mut DayRow)) -> Outcome<R> {
        on_day(&mut self.rows, day, change)
    }

    /// Follows a service; answers with the seconds that it was at the step that it was at before.
    pub(crate) fn follow(&mut self, before: Option<&AnyService>, after: &AnyService) -> Outcome<R, u64> {
        let (service, Place { seq, at }) = (after.progress().number(), self.place);
        let trail: Option<Trail> = self.rows.get(service.as_str())?;
        let fresh = || Trail { service: service.clone(), records: Vec::new(), since: at };
        let mut trail = trail.unwrap_or_else(fresh);
        trail.records.push(seq);
        let spent = u64::try_from((at - trail.since).num_seconds()).unwrap_or(0);
        if let Some(left) = before.map(AnyService::step).filter(|step| *step != after.step()) {
            trail.since = at;
            // A step that was given up, or gone back from, says nothing of how long that step takes.
            if after.step() > left && after.step() != Step::Ended {
                let key = format!("step/{}", word::<R>(&left)?);
                self.figure(&key, 1, spent);
            }
        }
        self.rows.put(&trail)?;
        Ok(spent)
    }

    /// Adds to a figure of the day.
    pub(crate) fn figure(&mut self, key: &str, n: u64, amount: u64) {
        let key = format!("{}/{key}", self.day);
        self.rows.add(Tally { key, n, amount, most: amount });
    }

    /// By which hour and mode a service comes and goes.
    pub(crate) fn hour(&mut self, what: &str, moved: &Moved) -> Outcome<R> {
        let hour = domain::in_china(self.place.at).hour();
        let mode = word::<R>(&moved.after.progress().opened().mode)?;
        self.figure(&format!("{what}/{hour:02}/{mode}"), 1, 0);
        Ok(())
    }

    /// What was lost, if anything was.
    pub(crate) fn waste(&mut self, why: &str, milligrams: u64) {
        if milligrams > 0 {
            self.figure(&format!("waste/{why}"), 1, milligrams);
        }
    }

    /// By which check of which clause a service was refused.
    pub(crate) fn refused(&mut self, event: &ServiceRefused) {
        for stop in &event.stops {
            self.figure(&format!("stop/{}/{}/{}", stop.rulebook, stop.clause, stop.check), 1, 0);
        }
    }

    /// Whom to call back, and when (个性化服务指南 7.5.1).
    pub(crate) fn calls_back(&mut self, event: &HandedOver) -> Outcome<R> {
        self.rows.put(&CallBack { due_on: event.call_back.date, service: event.service.clone() })
    }

    /// A customer who was not reached is called again.
    pub(crate) fn called_back(&mut self, moved: &Moved, event: &CalledBack) {
        let Some(done) = moved.after.progress().done().filter(|_| event.outcome.closes()) else { return };
        let (due_on, service) = (done.call_back.date, event.service.clone());
        self.rows.remove::<CallBack>(CallBack { due_on, service }.key());
    }

    /// Marks the record, for whoever reads the day.
    pub(crate) fn mark(
        &mut self,
        what: What,
        moved: Option<&Moved>,
        who: &[&StaffId],
        figure: u64,
        reason: Option<&str>,
    ) -> Outcome<R> {
        let (day, Place { seq, at }) = (self.day, self.place);
        let service = moved.map(|moved| moved.after.progress().number().clone());
        let who = who.iter().map(|id| (*id).clone()).collect();
        self.rows.put(&Mark {
            day,
            seq,
            at,
            what,
            service,
            who,
            figure,
            reason: reason.map(ToOwned::to_owned),
        })
    }

    /// Marks a label that was read back although nothing came out, by what its printer said.
    pub(crate) fn read_against(&mut self, moved: &Moved, copy: &LabelCopy) -> Outcome<R> {
        match copy.read_against() {
            Some(_) => self.mark(What::ReadAgainstPrinter, Some(moved), &[], copy.copy.into(), None),
            None => Ok(()),
        }
    }
}
