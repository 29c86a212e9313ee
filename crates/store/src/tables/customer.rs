//! Customers as they are found again: by name and by the end of their telephone number, as long as the vault holds them.
//!
//! A view of the ledger and of the vault together. What identifies a person is copied from the vault item that the
//! customer agreed to have kept, no more of it than is searched, and goes with that item.

use chrono::NaiveDate;
use domain::event::VaultRef;
use domain::ids::{CustomerId, ServiceNumber};
use rusqlite::Connection;
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Columns, Row, words};
use crate::{StoreError, vault};

pub(super) const SCHEMA: &str = "
CREATE TABLE customer (id TEXT NOT NULL PRIMARY KEY, doc TEXT NOT NULL, phone_end TEXT, contact TEXT) STRICT;
CREATE INDEX customer_by_phone ON customer (phone_end) WHERE phone_end IS NOT NULL;
CREATE INDEX customer_by_contact ON customer (contact) WHERE contact IS NOT NULL;";

/// How many digits of a telephone number are kept outside the vault: as many as are usually asked for.
pub(crate) const PHONE_END: usize = 4;

/// One customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerRow {
    /// The customer's random number.
    pub customer: CustomerId,
    /// The latest contact, until it is erased.
    pub contact: Option<VaultRef>,
    /// The name in it.
    pub name: Option<String>,
    /// The last four digits of the telephone number in it.
    pub phone_end: Option<String>,
    /// How many services were opened, whatever became of them.
    pub services: u32,
    /// The latest service that was handed over.
    pub last_service: Option<ServiceNumber>,
    /// When that was.
    pub last_on: Option<NaiveDate>,
}

impl Row for CustomerRow {
    const TABLE: &'static str = "customer";
    const CALLED: &'static str = "顾客";
    fn key(&self) -> String {
        self.customer.to_string()
    }
    fn columns(&self) -> Columns {
        let or_null = |text: Option<String>| text.map_or(Value::Null, Value::Text);
        let contact = self.contact.as_ref().map(|contact| contact.id.to_string());
        vec![("phone_end", or_null(self.phone_end.clone())), ("contact", or_null(contact))]
    }
}

/// What lies in the vault under [`crate::Kind::Contact`], as far as a customer is found by it.
#[derive(Deserialize)]
struct Contact {
    name: String,
    phone: String,
}

/// The digits of a telephone number, or of the part of one that is searched for.
pub(crate) fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

/// The last digits of a number that has as many.
pub(crate) fn end_of(digits: &str) -> Option<&str> {
    digits.len().checked_sub(PHONE_END).and_then(|start| digits.get(start..))
}

impl CustomerRow {
    /// A customer who was not here before.
    pub(crate) const fn new(customer: CustomerId) -> Self {
        Self {
            customer,
            contact: None,
            name: None,
            phone_end: None,
            services: 0,
            last_service: None,
            last_on: None,
        }
    }

    /// Takes a contact over, as far as the vault still holds it. A contact that cannot be read names nobody.
    pub(crate) fn reached_by(&mut self, connection: &Connection, item: &VaultRef) -> Result<(), StoreError> {
        let bytes = vault::unseal(connection, item)?;
        let contact: Option<Contact> = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        self.phone_end =
            contact.as_ref().and_then(|contact| Some(end_of(&digits(&contact.phone))?.to_owned()));
        self.name = contact.map(|contact| contact.name);
        self.contact = Some(item.clone());
        Ok(())
    }

    /// Forgets who it is.
    pub(crate) fn forget(&mut self) {
        (self.contact, self.name, self.phone_end) = (None, None, None);
    }

    /// Writes the row with what it is found by.
    pub(crate) fn put(&self, connection: &Connection) -> Result<(), StoreError> {
        super::put(connection, self)?;
        match &self.name {
            Some(name) => words::set(connection, Self::TABLE, self.customer.as_str(), &[name]),
            None => words::clear(connection, Self::TABLE, self.customer.as_str()),
        }
    }

    /// Whether the whole telephone number ends with these digits, as the vault has it.
    pub(crate) fn phone_ends_with(&self, connection: &Connection, end: &str) -> Result<bool, StoreError> {
        let Some(item) = &self.contact else { return Ok(false) };
        let contact: Option<Contact> =
            vault::unseal(connection, item)?.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Ok(contact.is_some_and(|contact| digits(&contact.phone).ends_with(end)))
    }
}
