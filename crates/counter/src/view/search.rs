//! One search box for everything: a name, the end of a telephone number, a service number, a product, a filing number, a
//! lot. It never shows more of a telephone number than its end, and an inspector finds no customer by name.

use domain::service::AnyService;
use domain::staff::Role;
use domain::stock::{Lot, Product};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::cards::{CustomerCard, ServiceCard};
use super::reader::{Reader, contact_of};
use super::reads;
use super::stock::{LotCard, ProductCard};
use crate::command::{Caller, Command};
use crate::{Counter, Host, Refusal};

/// The most of each kind that one search answers with.
const MOST: usize = 50;
/// The fewest digits that count as the end of a telephone number: fewer would list half the customers.
const PHONE_DIGITS: usize = 4;

/// Searches.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Search {
    /// What was typed.
    pub text: String,
    /// How many of each kind are wanted.
    pub limit: usize,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
pub struct Found {
    /// Services, the latest first.
    pub services: Vec<ServiceCard>,
    /// Customers, the one who came last first.
    pub customers: Vec<CustomerCard>,
    /// Products.
    pub products: Vec<ProductCard>,
    /// Lots.
    pub lots: Vec<LotCard>,
}

impl Command for Search {
    const NAME: &'static str = "search";
    const ROLES: &'static [Role] = &[];
    type Reply = Found;

    fn run<H: Host>(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Found, Refusal> {
        let reader = Reader::of(counter, caller)?;
        let (wanted, limit) = (self.text.trim().to_lowercase(), self.limit.clamp(1, MOST));
        if wanted.is_empty() {
            return Ok(Found::default());
        }
        let store = counter.store();
        let everything = reads::all(store)?;
        let mut services: Vec<&AnyService> = everything
            .iter()
            .rev()
            .filter(|service| service.progress().number().as_str().to_lowercase().contains(&wanted))
            .collect();
        services.truncate(limit);
        let cards = services.into_iter().map(|service| reader.card(service)).collect::<Result<_, _>>()?;
        Ok(Found {
            services: cards,
            customers: customers(&reader, &everything, &wanted, limit)?,
            products: products(counter, &wanted, limit)?,
            lots: lots(counter, &wanted, limit)?,
        })
    }
}

/// Customers by name or by the end of their telephone number.
fn customers<H: Host>(
    reader: &Reader<'_, H>,
    services: &[AnyService],
    wanted: &str,
    limit: usize,
) -> Result<Vec<CustomerCard>, Refusal> {
    let digits = wanted.len() >= PHONE_DIGITS && wanted.bytes().all(|byte| byte.is_ascii_digit());
    let mut found: Vec<CustomerCard> = Vec::new();
    for service in services.iter().rev() {
        let id = &service.progress().opened().customer;
        if found.len() == limit {
            break;
        }
        if found.iter().any(|card| card.customer == id.as_str()) {
            continue;
        }
        let contact = reader.contact(contact_of(service.progress()))?;
        let meant = contact.is_some_and(|contact| {
            let number: String = contact.phone.chars().filter(char::is_ascii_digit).collect();
            contact.name.to_lowercase().contains(wanted) || (digits && number.ends_with(wanted))
        });
        if meant {
            found.push(reader.customer(id)?);
        }
    }
    Ok(found)
}

fn products<H: Host>(counter: &Counter<H>, wanted: &str, limit: usize) -> Result<Vec<ProductCard>, Refusal> {
    let found = counter.store().products()?;
    let found = found.iter().filter(|product| names_product(product, wanted)).take(limit);
    found.map(|product| ProductCard::of(counter, product)).collect()
}

/// Whether a text names a product: its id, a part of its name or of its filing number.
pub(crate) fn names_product(product: &Product, wanted: &str) -> bool {
    product.id.as_str().to_lowercase() == wanted
        || product.name.to_lowercase().contains(wanted)
        || product.filing.as_str().to_lowercase().contains(wanted)
}

fn lots<H: Host>(counter: &Counter<H>, wanted: &str, limit: usize) -> Result<Vec<LotCard>, Refusal> {
    let found = counter.store().lots()?;
    let found = found.iter().filter(|lot| names_lot(lot, wanted)).take(limit);
    found.map(|lot| LotCard::of(counter, lot)).collect()
}

/// Whether a text names a lot: a part of its id or of the maker's number.
pub(crate) fn names_lot(lot: &Lot, wanted: &str) -> bool {
    lot.id.as_str().to_lowercase().contains(wanted) || lot.number.to_lowercase().contains(wanted)
}
