//! One search box for everything: a name, the end of a telephone number, a service number, a product, a filing number, a
//! lot. It never shows more of a telephone number than its end, and an inspector finds no customer by name.

use command::{Caller, Command, Run, Who};
use domain::clean;
use domain::ids::ServiceNumber;
use serde::{Deserialize, Serialize};
use store::tables::{CustomerRow, ServiceLine};
use ts_rs::TS;

use super::cards::{CustomerCard, ServiceCard};
use super::reader::Reader;
use super::reads;
use super::stock::{LotCard, ProductCard};
use crate::{Counter, Host, Refusal};

/// The most of each kind that one search answers with.
const MOST: u32 = 50;

/// Searches.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Search {
    /// What was typed.
    pub text: String,
    /// How many of each kind are wanted.
    pub limit: u32,
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
    const WHO: Who = Who::Person(&[]);
    type Reply = Found;
}

impl<H: Host> Run<Counter<H>> for Search {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Found, Refusal> {
        let reader = Reader::of(counter, caller)?;
        let (wanted, limit) = (clean::code(&self.text), self.limit.clamp(1, MOST));
        let wanted = wanted.as_str();
        // A word of every kind is wanted, and a mark alone is none.
        if !wanted.chars().any(char::is_alphanumeric) {
            return Ok(Found::default());
        }
        let store = counter.store();
        let products = store.search_products(wanted, 0, limit)?;
        let lots = store.search_lots(wanted, limit)?;
        // A name and the end of a number are the customer's own, and what they lead to says whose they are.
        let customers = if reader.personal() { store.search_customers(wanted, limit)? } else { Vec::new() };
        Ok(Found {
            services: reader.cards(services(counter, wanted, limit)?)?,
            customers: people(&reader, &customers)?,
            products: ProductCard::all(counter, &products)?,
            lots: LotCard::all(counter, &lots)?,
        })
    }
}

/// Each person once, under the number that she stands under.
fn people<H: Host>(reader: &Reader<'_, H>, rows: &[CustomerRow]) -> Result<Vec<CustomerCard>, Refusal> {
    let mut people: Vec<CustomerCard> = Vec::new();
    for row in rows {
        let card = reader.customer_found(&row.customer)?;
        if people.iter().all(|known| known.customer != card.customer) {
            people.push(card);
        }
    }
    Ok(people)
}

/// Services by number: a whole one; day and serial of one of this store; a batch number; or a part of the number of one that is open or
/// was opened or handed over today.
fn services<H: Host>(counter: &Counter<H>, wanted: &str, limit: u32) -> Result<Vec<ServiceLine>, Refusal> {
    let (store, wanted) = (counter.store(), wanted.to_uppercase());
    let mut near = store.services_near(&wanted, counter.today(), limit)?;
    let row = store.premises()?;
    let named = row.every_series().map(|series| format!("{series}-{wanted}"));
    let named = std::iter::once(wanted.clone()).chain(named).map(|number| ServiceNumber::parse(&number).ok());
    let batch = ServiceNumber::of_batch(&row.premises.code, &wanted);
    for number in named.chain([batch]).flatten() {
        if let Some(service) = reads::known(store.service(&number))? {
            near.push((&service).into());
        }
    }
    near.sort_by(|one, other| other.opened.service.cmp(&one.opened.service));
    near.dedup_by(|one, other| one.opened.service == other.opened.service);
    near.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(near)
}
