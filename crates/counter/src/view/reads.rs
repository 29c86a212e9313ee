//! What the views ask of the store, each question in one place: bounded, whatever the size of the catalogue.

use domain::ids::CustomerId;
use domain::recipe::Recipe;
use domain::service::AnyService;
use domain::stock::Product;
use store::{Store, StoreError};

use crate::Refusal;

/// How far back a customer's visits are read.
const VISITS: u32 = 200;
/// Rows of one page of a list.
pub(crate) const PAGE: u32 = 50;

/// The services of a customer, the earliest first.
pub(crate) fn services_of(store: &Store, customer: &CustomerId) -> Result<Vec<AnyService>, Refusal> {
    let mut found = store.services_of(customer, VISITS)?;
    found.reverse();
    Ok(found)
}

/// The products that recipes are made of.
pub(crate) fn products_in(store: &Store, recipes: &[Recipe]) -> Result<Vec<Product>, Refusal> {
    let components = recipes.iter().flat_map(|recipe| &recipe.components);
    let mut ids: Vec<_> = components.map(|component| component.product.clone()).collect();
    ids.sort();
    ids.dedup();
    Ok(store.products_of(&ids)?)
}

/// A row that may be missing: a code that names nothing is no error.
pub(crate) fn known<T>(found: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match found {
        Ok(row) => Ok(Some(row)),
        Err(StoreError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
