//! What the daily work beside the services does to the tables: areas, leftovers, disposals, visits
//! (山东指南 第六、十三、十八、二十三条).

use domain::event::{AreaCleaned, ContainerDisposed, ContainerSealed, Event, LotDisposed, VisitorLeft};
use domain::ids::AreaId;
use domain::stock::{Container, Lot};
use rusqlite::Connection;

use super::{fresh, right_pin};
use crate::StoreError;
use crate::tables::{AreaRow, VisitRow, change, get, put};

fn contradiction(what: String) -> StoreError {
    StoreError::Contradiction(what)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds belong to the other parts of `apply`")]
pub(super) fn apply(connection: &Connection, event: &Event) -> Result<(), StoreError> {
    match event {
        Event::AreaCleaned(event) => {
            let AreaCleaned { area, procedure, cleaning, .. } = (**event).clone();
            put(connection, &AreaRow { area, procedure, cleaned: cleaning })
        }
        Event::ContainerSealed(event) => sealed(connection, event),
        Event::ContainerReleased(event) => {
            change(connection, event.container.as_str(), |row: &mut Container| {
                Ok(row.release(&event.signature)?)
            })?;
            right_pin(connection, event.signature.signer.as_str())
        }
        Event::ContainerDisposed(event) => {
            let ContainerDisposed { container, left, disposal } = &**event;
            change(connection, container.as_str(), |row: &mut Container| {
                let had = row.dispose(disposal.clone())?;
                let other = || contradiction(format!("容器 {container} 余 {had}，记录处置 {left}"));
                if had == *left { Ok(()) } else { Err(other()) }
            })?;
            signed(connection, disposal.signature.as_ref())
        }
        Event::LotDisposed(event) => {
            let LotDisposed { lot, units, disposal } = &**event;
            change(connection, lot.as_str(), |row: &mut Lot| {
                let few = || contradiction(format!("批 {lot} 没有 {units} 件未开封的产品"));
                row.units = row.units.checked_sub(*units).ok_or_else(few)?;
                Ok(())
            })?;
            signed(connection, disposal.signature.as_ref())
        }
        Event::VisitorEntered(event) => {
            fresh(connection, &VisitRow { visit: event.visit.clone(), left_at: None })
        }
        Event::VisitorLeft(event) => {
            let VisitorLeft { visit, at } = &**event;
            change(connection, visit.as_str(), |row: &mut VisitRow| {
                if row.left_at.is_some() {
                    return Err(contradiction(format!("{visit} 已登记离开")));
                }
                row.left_at = Some(*at);
                Ok(())
            })
        }
        _ => Ok(()),
    }
}

fn sealed(connection: &Connection, event: &ContainerSealed) -> Result<(), StoreError> {
    let ContainerSealed { container, booked, left, sealing, .. } = event;
    change(connection, container.as_str(), |row: &mut Container| {
        if row.left != *booked {
            let now = row.left;
            return Err(contradiction(format!("容器 {container} 账面余 {now}，记录写的是 {booked}")));
        }
        Ok(row.seal(*left, sealing.clone())?)
    })
}

fn signed(
    connection: &Connection,
    signature: Option<&domain::signature::Signature>,
) -> Result<(), StoreError> {
    signature.map_or(Ok(()), |signature| right_pin(connection, signature.signer.as_str()))
}

/// An area that was worked in is to be cleaned again, as its equipment is.
pub(super) fn used(connection: &Connection, area: &AreaId) -> Result<(), StoreError> {
    let Some(mut row) = get::<AreaRow>(connection, area.as_str())? else { return Ok(()) };
    row.cleaned.used_since = true;
    put(connection, &row)
}
