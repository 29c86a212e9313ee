//! Customers as they are found again, as long as the vault holds who they are.
//!
//! How often a customer was here follows from the records; name and telephone lie in the vault, so that they are filled in
//! where the vault is: see [`crate::OfStore`].

use chrono::NaiveDate;
use domain::event::VaultRef;
use domain::ids::{CustomerId, ServiceNumber};
use serde::{Deserialize, Serialize};

use super::{Columns, Row, Value};

/// One customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerRow {
    /// The customer's random number.
    pub customer: CustomerId,
    /// The latest contact, until it is erased.
    pub contact: Option<VaultRef>,
    /// The name in it. The store's alone.
    pub name: Option<String>,
    /// The last four digits of the telephone number in it. The store's alone.
    pub phone_end: Option<String>,
    /// How many services were opened, whatever became of them.
    pub services: u32,
    /// The latest service that was handed over.
    pub last_service: Option<ServiceNumber>,
    /// When that was.
    pub last_on: Option<NaiveDate>,
    /// Under whose number this customer stands, where two turned out to be one person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined: Option<CustomerId>,
    /// When the customer had everything deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_on: Option<NaiveDate>,
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
        let joined = self.joined.as_ref().map(ToString::to_string);
        vec![
            ("phone_end", or_null(self.phone_end.clone())),
            ("contact", or_null(contact)),
            ("joined", or_null(joined)),
        ]
    }
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
            joined: None,
            deleted_on: None,
        }
    }

    /// Takes a contact over, or none. Who it is, is not known until the vault was asked.
    pub(crate) fn reached_by(&mut self, contact: Option<VaultRef>) {
        (self.contact, self.name, self.phone_end) = (contact, None, None);
    }
}
