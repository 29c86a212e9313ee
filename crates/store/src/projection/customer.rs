//! What a record does to the table of customers: they are counted as they come, known by the contact that they leave,
//! and forgotten with it.

use domain::event::Event;
use domain::ids::ServiceNumber;
use domain::service::AnyService;
use rusqlite::Connection;

use crate::StoreError;
use crate::tables::{self, CustomerRow, get, need};

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds say nothing of a customer")]
pub(super) fn apply(connection: &Connection, vault: &Connection, event: &Event) -> Result<(), StoreError> {
    match event {
        Event::ServiceOpened(event) => {
            let before = get::<CustomerRow>(connection, event.customer.as_str())?;
            let mut row = before.unwrap_or_else(|| CustomerRow::new(event.customer.clone()));
            row.services = row.services.saturating_add(1);
            tables::put(connection, &row)
        }
        Event::NoticeGiven(event) => {
            let Some(contact) = &event.contact else { return Ok(()) };
            let mut row = of(connection, &event.service)?;
            row.reached_by(vault, contact)?;
            row.put(connection)
        }
        Event::HandedOver(event) => {
            let mut row = of(connection, &event.service)?;
            row.last_service = Some(event.service.clone());
            row.last_on = Some(event.at.date_naive());
            tables::put(connection, &row)
        }
        Event::VaultErased(event) => {
            let rows: Vec<CustomerRow> = tables::found(connection, "contact = ?1", [event.item.as_str()])?;
            rows.into_iter().try_for_each(|mut row| {
                row.forget();
                row.put(connection)
            })
        }
        _ => Ok(()),
    }
}

fn of(connection: &Connection, service: &ServiceNumber) -> Result<CustomerRow, StoreError> {
    let service: AnyService = need(connection, service.as_str())?;
    need(connection, service.progress().opened().customer.as_str())
}
