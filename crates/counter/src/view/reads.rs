//! What the views ask of the store, each question in one place.

use chrono::NaiveDate;
use domain::event::ServiceOpened;
use domain::ids::CustomerId;
use domain::ids::ServiceNumber;
use domain::service::AnyService;
use domain::stock::{Lot, Product, Zone};
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

/// Rows of one page of a list.
const PAGE: usize = 50;

/// A page of lots, those that expire first at the head, and how many there are on all pages.
pub(crate) fn lots(
    store: &Store,
    text: Option<&str>,
    zone: Option<Zone>,
    page: u32,
) -> Result<(Vec<Lot>, u64), Refusal> {
    let mut found = store.lots()?;
    let wanted = text.map(|text| text.trim().to_lowercase());
    found.retain(|lot| {
        zone.is_none_or(|zone| lot.zone == zone)
            && wanted.as_deref().is_none_or(|wanted| {
                lot.id.as_str().to_lowercase().contains(wanted) || lot.number.to_lowercase().contains(wanted)
            })
    });
    found.sort_by(|one, other| (one.expires_on, &one.id).cmp(&(other.expires_on, &other.id)));
    Ok(paged(found, page))
}

/// A page of products, and how many there are on all pages.
pub(crate) fn products(store: &Store, text: Option<&str>, page: u32) -> Result<(Vec<Product>, u64), Refusal> {
    let mut found = store.products()?;
    let wanted = text.map(|text| text.trim().to_lowercase());
    found.retain(|product| {
        wanted.as_deref().is_none_or(|wanted| {
            product.id.as_str().to_lowercase() == wanted
                || product.name.to_lowercase().contains(wanted)
                || product.filing.as_str().to_lowercase().contains(wanted)
        })
    });
    Ok(paged(found, page))
}

fn paged<T>(rows: Vec<T>, page: u32) -> (Vec<T>, u64) {
    let total = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let skipped = usize::try_from(page).unwrap_or(usize::MAX).saturating_mul(PAGE);
    (rows.into_iter().skip(skipped).take(PAGE).collect(), total)
}
