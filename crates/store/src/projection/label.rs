//! What a record does to the copies of a unit's label. A unit that is lost voids its live copy with it, and a unit that is
//! handed over uses it.

use domain::Moment;
use domain::event::{Event, LabelIssued};
use domain::ids::ServiceNumber;
use domain::label::{Fate, LabelCopy, LabelError};
use rusqlite::Connection;

use super::Place;
use crate::StoreError;
use crate::tables::{label, listed, need, put};

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds belong to the other parts of `apply`")]
pub(super) fn apply(connection: &Connection, place: Place, event: &Event) -> Result<(), StoreError> {
    let at = place.at;
    match event {
        Event::LabelIssued(event) => issued(connection, event, at),
        Event::LabelReprinted(event) => {
            let none = || LabelError::NoneLive(event.service.clone());
            let next = latest(connection, &event.service)?.ok_or_else(none)?.reprinted(event, at)?;
            put(connection, &next)
        }
        Event::LabelPrintStarted(event) => live(connection, &event.service, |copy| copy.start(event)),
        Event::LabelPrintTaken(event) => {
            attempt(connection, &event.service, event.copy, |copy| copy.take(event))
        }
        Event::LabelPrintEnded(event) => {
            attempt(connection, &event.service, event.copy, |copy| copy.end(event))
        }
        Event::LabelScanned(event) => live(connection, &event.service, |copy| {
            copy.scan(event, at);
            Ok(())
        }),
        Event::LabelSpoiled(event) => {
            closed(connection, &event.service, event.copy, (Fate::Spoiled, &event.reason), at)
        }
        Event::LabelVoided(event) => {
            closed(connection, &event.service, event.copy, (Fate::Voided, &event.reason), at)
        }
        Event::HandedOver(event) => end(connection, &event.service, Fate::Used, None, at),
        Event::WrittenOff(event) => {
            end(connection, &event.service, Fate::Voided, Some(event.reason.clone()), at)
        }
        Event::UnitRejected(event) => {
            end(connection, &event.service, Fate::Voided, Some(event.reason.clone()), at)
        }
        Event::ServiceAbandoned(event) => {
            end(connection, &event.service, Fate::Voided, Some(event.reason.clone()), at)
        }
        _ => Ok(()),
    }
}

/// The copy of a service that was issued last.
pub(super) fn latest(
    connection: &Connection,
    service: &ServiceNumber,
) -> Result<Option<LabelCopy>, StoreError> {
    let last = "service = ?1 ORDER BY id DESC LIMIT 1";
    Ok(listed(connection, last, [service.as_str()])?.pop())
}

/// A blend's first copy; a remade blend goes on counting.
fn issued(connection: &Connection, event: &LabelIssued, at: Moment) -> Result<(), StoreError> {
    let copy = latest(connection, &event.service)?.map_or(1, |last| last.copy + 1);
    put(connection, &LabelCopy::issued(event, copy, at))
}

/// Changes the live copy.
fn live(
    connection: &Connection,
    service: &ServiceNumber,
    change: impl FnOnce(&mut LabelCopy) -> Result<(), LabelError>,
) -> Result<(), StoreError> {
    let none = || LabelError::NoneLive(service.clone());
    let mut copy = latest(connection, service)?.filter(LabelCopy::is_live).ok_or_else(none)?;
    change(&mut copy)?;
    put(connection, &copy)
}

/// Changes a copy whose attempt was under way: it may have been closed meanwhile.
fn attempt(
    connection: &Connection,
    service: &ServiceNumber,
    copy: u32,
    change: impl FnOnce(&mut LabelCopy) -> Result<(), LabelError>,
) -> Result<(), StoreError> {
    let mut copy: LabelCopy = need(connection, &label::key(service, copy))?;
    change(&mut copy)?;
    put(connection, &copy)
}

fn closed(
    connection: &Connection,
    service: &ServiceNumber,
    number: u32,
    (fate, reason): (Fate, &str),
    at: Moment,
) -> Result<(), StoreError> {
    live(connection, service, |copy| {
        if copy.copy != number {
            return Err(LabelError::OtherCopy { expected: copy.copy, found: number });
        }
        copy.close(fate, Some(reason.to_owned()), at);
        Ok(())
    })
}

/// Ends the live copy of a service, if it has one: a plan has none.
fn end(
    connection: &Connection,
    service: &ServiceNumber,
    fate: Fate,
    reason: Option<String>,
    at: Moment,
) -> Result<(), StoreError> {
    match latest(connection, service)?.filter(LabelCopy::is_live) {
        Some(mut copy) => {
            copy.close(fate, reason, at);
            put(connection, &copy)
        }
        None => Ok(()),
    }
}
