//! What each record does to the tables. Used when it is written and when the tables are made again, so both end
//! at the same rows. Where a record contradicts what is known, it is refused and nothing is saved.

mod backup;
mod customer;
mod day;
mod label;
mod work;

use domain::Moment;
use domain::event::{BlendScaled, Event, HandedOver, LotMoved, ServiceCleared, Weighed, WrittenOff};
use domain::premises::{Authorisation, Equipment};
use domain::service::AnyService;
use domain::stock::{Container, Lot, Product};
use rusqlite::Connection;

pub(crate) use day::speaks_of as day_speaks_of;

use self::day::Moved;
use crate::StoreError;
use crate::tables::{
    self, Erased, Imported, Reading, Row as _, SaleRow, StaffRow, StoreRow, Tested, Usage, change, get, put,
    words,
};

/// The place and time of a record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) seq: u64,
    pub(crate) at: Moment,
}

/// Applies one record to the tables of `connection`. What identifies a customer is read from `vault`, which is another
/// file while the tables are made again beside the old ones.
pub(crate) fn apply(
    connection: &Connection,
    vault: &Connection,
    place: Place,
    event: &Event,
) -> Result<(), StoreError> {
    premises(connection, place, event)?;
    stock(connection, event)?;
    people(connection, place, event)?;
    let moved = service(connection, place, event)?;
    label::apply(connection, place, event)?;
    backup::apply(connection, place, event)?;
    customer::apply(connection, vault, event)?;
    work::apply(connection, event)?;
    day::apply(connection, vault, place, event, moved.as_ref())
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds belong to the other parts of `apply`")]
fn premises(connection: &Connection, place: Place, event: &Event) -> Result<(), StoreError> {
    match event {
        Event::StoreOpened(event) => put(
            connection,
            &StoreRow { enterprise: event.enterprise.clone(), premises: event.premises.clone() },
        ),
        Event::AuthorisationSet(event) => put(connection, &event.authorisation),
        Event::AuthorisationSuspended(event) => {
            change(connection, event.authorisation.as_str(), |row: &mut Authorisation| {
                row.suspended = event.suspended;
                Ok(())
            })
        }
        Event::EquipmentRegistered(event) => put(connection, &event.equipment),
        Event::EquipmentCleaned(event) => {
            change(connection, event.equipment.as_str(), |row: &mut Equipment| {
                row.cleaned = Some(event.cleaning.clone());
                Ok(())
            })
        }
        Event::EquipmentTestDue(event) => {
            change(connection, event.equipment.as_str(), |row: &mut Equipment| {
                row.open_test = Some(event.trigger);
                Ok(())
            })
        }
        Event::EquipmentTested(event) => {
            change(connection, event.equipment.as_str(), |row: &mut Equipment| {
                if event.passed {
                    row.open_test = None;
                }
                Ok(())
            })
        }
        Event::EquipmentInspected(event) => {
            change(connection, event.equipment.as_str(), |row: &mut Equipment| {
                row.inspected_on = Some(event.on);
                Ok(())
            })
        }
        Event::EnvironmentRead(event) => {
            put(connection, &Reading { seq: place.seq, reading: event.reading.clone() })
        }
        Event::ProductTested(event) => put(connection, &Tested { seq: place.seq, test: event.test.clone() }),
        Event::TemplateSet(event) => put(connection, &event.approval),
        Event::VaultErased(event) => put(
            connection,
            &Erased { item: event.item.clone(), seq: place.seq, reason: event.reason.clone() },
        ),
        _ => Ok(()),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds belong to the other parts of `apply`")]
fn stock(connection: &Connection, event: &Event) -> Result<(), StoreError> {
    match event {
        Event::ProductListed(event) => listed(connection, &event.product),
        Event::RecipeSet(event) => put(connection, &event.recipe),
        Event::LotReceived(event) => {
            fresh(connection, &event.lot)?;
            named(connection, &event.lot, get::<Product>(connection, event.lot.product.as_str())?.as_ref())
        }
        Event::LotMoved(event) => {
            let LotMoved { lot, to, accepted, recalled, .. } = &**event;
            change(connection, lot.as_str(), |row: &mut Lot| {
                (row.zone, row.accepted, row.recalled) = (*to, *accepted, *recalled);
                Ok(())
            })
        }
        Event::ContainerOpened(event) => {
            let container = &event.container;
            change(connection, container.lot.as_str(), |lot: &mut Lot| {
                let none = || StoreError::Contradiction(format!("批 {} 已没有未开封的产品", lot.id));
                lot.units = lot.units.checked_sub(1).ok_or_else(none)?;
                Ok(())
            })?;
            fresh(connection, container)
        }
        Event::ContainerOpeningCorrected(event) => {
            change(connection, event.container.as_str(), |row: &mut Container| {
                if event.opened_at > row.opened_at {
                    let why = "开封时间只能更正为更早：不得延长使用期限（山东指南 第二十二条）";
                    return Err(StoreError::Contradiction(why.to_owned()));
                }
                row.opened_at = event.opened_at;
                Ok(())
            })
        }
        Event::Weighed(event) => {
            let Weighed { container, weight, .. } = &**event;
            change(connection, container.as_str(), |row: &mut Container| {
                let (left, container) = (row.left, container.to_string());
                let short = StoreError::TooLittleLeft { container, left, needed: *weight, batch: None };
                left.minus(*weight).ok_or(short)?;
                Ok(row.pour(*weight)?)
            })
        }
        _ => Ok(()),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds belong to the other parts of `apply`")]
fn people(connection: &Connection, place: Place, event: &Event) -> Result<(), StoreError> {
    match event {
        Event::StaffEnrolled(event) => {
            let before: Option<StaffRow> = get(connection, event.member.id.as_str())?;
            let fresh = StaffRow {
                member: event.member.clone(),
                present_since: None,
                pin: None,
                failed: 0,
                failed_at: None,
            };
            let row = before.map_or(fresh, |before| StaffRow { member: event.member.clone(), ..before });
            put(connection, &row)
        }
        Event::StaffTrained(event) => change(connection, event.staff.as_str(), |row: &mut StaffRow| {
            row.member.training = Some(event.training.clone());
            Ok(())
        }),
        Event::HealthChecked(event) => change(connection, event.staff.as_str(), |row: &mut StaffRow| {
            row.member.health = Some(event.check.clone());
            Ok(())
        }),
        Event::PinSet(event) => change(connection, event.staff.as_str(), |row: &mut StaffRow| {
            (row.pin, row.failed, row.failed_at) = (Some(event.pin.clone()), 0, None);
            Ok(())
        }),
        Event::PinAccepted(event) => change(connection, event.staff.as_str(), |row: &mut StaffRow| {
            (row.failed, row.failed_at) = (0, None);
            Ok(())
        }),
        Event::PinFailed(event) => change(connection, event.staff.as_str(), |row: &mut StaffRow| {
            (row.failed, row.failed_at) = (row.failed.saturating_add(1), Some(place.at));
            Ok(())
        }),
        Event::PresenceMarked(event) => change(connection, event.staff.as_str(), |row: &mut StaffRow| {
            row.present_since = event.present.then_some(event.at);
            Ok(())
        }),
        _ => Ok(()),
    }
}

fn service(connection: &Connection, place: Place, event: &Event) -> Result<Option<Moved>, StoreError> {
    let Some(number) = event.service() else { return Ok(None) };
    let before: Option<AnyService> = get(connection, number.as_str())?;
    let after = AnyService::apply(before.as_ref(), event)?;
    let missing = || StoreError::NotFound { what: "服务", id: number.to_string() };
    let after = after.ok_or_else(missing)?;
    put(connection, &after)?;
    implied(connection, place, event, &after)?;
    Ok(Some(Moved { before, after }))
}

/// What a service's record does to other tables.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds only move the service itself")]
fn implied(
    connection: &Connection,
    place: Place,
    event: &Event,
    after: &AnyService,
) -> Result<(), StoreError> {
    match event {
        Event::BlendScaled(event) => enough_left(connection, event, after),
        Event::SkinTested(event) => match &event.test {
            Some(test) => {
                let (raw, row, service) = (test.raw.clone(), test.row.clone(), event.service.clone());
                put(connection, &Imported { raw, row, service })
            }
            None => Ok(()),
        },
        Event::ServiceCleared(event) => used(connection, place, event),
        Event::Weighed(event) => {
            let Weighed { service, lot, container, weight, at, .. } = (**event).clone();
            put(
                connection,
                &Usage { seq: place.seq, service, lot, container, weight, at, written_off: false },
            )
        }
        Event::WrittenOff(event) => written_off(connection, event),
        Event::UnitRejected(event) => {
            let (service, reason) = (event.service.clone(), event.reason.clone());
            written_off(connection, &WrittenOff { service, reason })
        }
        Event::UnitReleased(event) => right_pin(connection, event.signature.signer.as_str()),
        Event::HandedOver(event) => sold(connection, event),
        _ => Ok(()),
    }
}

/// A batch grows only where every cleared container still holds what the larger batch lacks of it: otherwise the blend
/// could not be finished.
fn enough_left(connection: &Connection, event: &BlendScaled, service: &AnyService) -> Result<(), StoreError> {
    let progress = service.progress();
    let components = progress.clearance().map_or(&[][..], |clearance| &clearance.parts().components);
    for (index, component) in components.iter().enumerate() {
        let container: Container = tables::need(connection, component.container.as_str())?;
        let (left, needed) = (container.left, progress.missing(index));
        if left < needed {
            let container = component.container.to_string();
            return Err(StoreError::TooLittleLeft { container, left, needed, batch: Some(event.batch) });
        }
    }
    Ok(())
}

/// A clearance uses its equipment from then on, whether or not anything is weighed, and both PINs were right.
fn used(connection: &Connection, place: Place, event: &ServiceCleared) -> Result<(), StoreError> {
    let parts = event.clearance.parts();
    for equipment in &parts.equipment {
        change(connection, equipment.as_str(), |row: &mut Equipment| {
            row.last_used = place.at.date_naive();
            if let Some(cleaned) = &mut row.cleaned {
                cleaned.used_since = true;
            }
            Ok(())
        })?;
    }
    work::used(connection, &parts.area)?;
    right_pin(connection, parts.operator.signer.as_str())?;
    right_pin(connection, parts.officer.signer.as_str())
}

fn right_pin(connection: &Connection, staff: &str) -> Result<(), StoreError> {
    change(connection, staff, |row: &mut StaffRow| {
        (row.failed, row.failed_at) = (0, None);
        Ok(())
    })
}

fn written_off(connection: &Connection, event: &WrittenOff) -> Result<(), StoreError> {
    let rows: Vec<Usage> = tables::found(connection, "service = ?1", [event.service.as_str()])?;
    rows.into_iter().try_for_each(|row| put(connection, &Usage { written_off: true, ..row }))
}

fn sold(connection: &Connection, event: &HandedOver) -> Result<(), StoreError> {
    let HandedOver { service, sale: Some(sale), at, .. } = event else { return Ok(()) };
    put(connection, &SaleRow { service: service.clone(), sold_on: at.date_naive(), sale: sale.clone() })
}

/// Lists a product with what it is found by: name, filing number, filer and id. Its lots are found by its name too.
fn listed(connection: &Connection, product: &Product) -> Result<(), StoreError> {
    put(connection, product)?;
    let id = product.id.as_str();
    words::set(
        connection,
        Product::TABLE,
        id,
        &[&product.name, product.filing.as_str(), &product.filer, id],
    )?;
    let lots: Vec<Lot> = tables::found(connection, "product = ?1", [id])?;
    lots.iter().try_for_each(|lot| named(connection, lot, Some(product)))
}

/// Sets what a lot is found by: its id, the maker's number, and its product.
fn named(connection: &Connection, lot: &Lot, product: Option<&Product>) -> Result<(), StoreError> {
    let name = product.map_or("", |product| product.name.as_str());
    let texts = [lot.id.as_str(), &lot.number, lot.product.as_str(), name];
    words::set(connection, Lot::TABLE, lot.id.as_str(), &texts)
}

/// Writes a row whose key must be new.
fn fresh<R: tables::Row>(connection: &Connection, row: &R) -> Result<(), StoreError> {
    if get::<R>(connection, &row.key())?.is_some() {
        return Err(StoreError::Contradiction(format!("{} {} 已存在", R::CALLED, row.key())));
    }
    put(connection, row)
}
