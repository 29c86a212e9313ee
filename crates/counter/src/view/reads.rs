//! What the views ask of the store, each question in one place.

use chrono::NaiveDate;
use domain::event::ServiceOpened;
use domain::ids::CustomerId;
use domain::ids::ServiceNumber;
use domain::service::AnyService;
use store::{Store, StoreError};

use crate::Refusal;

/// How far back a customer's visits are read.
const VISITS: u32 = 200;

/// The services of a customer, the earliest first.
pub(crate) fn services_of(store: &Store, customer: &CustomerId) -> Result<Vec<AnyService>, Refusal> {
    let mut found = store.services_of(customer, VISITS)?;
    found.reverse();
    Ok(found)
}

/// All services that were opened on a day.
pub(crate) fn services_on(store: &Store, day: NaiveDate) -> Result<Vec<AnyService>, Refusal> {
    let code = store.premises()?.premises.code;
    let mut found = Vec::new();
    for serial in 1..=store.last_serial(&code, day)? {
        found.push(store.service(&ServiceNumber::of(&code, day, serial))?);
    }
    Ok(found)
}

/// Every service.
pub(crate) fn all(store: &Store) -> Result<Vec<AnyService>, Refusal> {
    let mut numbers = Vec::new();
    store.records::<StoreError>(1, |record| {
        let header = record.header()?;
        if header.kind == "service.opened" {
            let opened: ServiceOpened = serde_json::from_str(header.payload.get())?;
            numbers.push(opened.service);
        }
        Ok(())
    })?;
    numbers.iter().map(|number| Ok(store.service(number)?)).collect()
}
