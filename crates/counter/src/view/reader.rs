//! For whom a view is made. Least privilege decides what of a person is shown: an inspector reads what was done and by
//! whose code, never a customer's name, words, allergies or skin.

use domain::event::VaultRef;
use domain::ids::{CustomerId, StaffId};
use domain::service::{AnyService, Progress};
use domain::staff::Role;
use store::Store;

use super::cards::{CustomerCard, ServiceCard};
use super::{Person, reads};
use crate::command::Caller;
use crate::steps::notice::Contact;
use crate::{Counter, Host, Refusal};

/// A counter with somebody who reads in it.
pub(crate) struct Reader<'a, H: Host> {
    pub(crate) counter: &'a Counter<H>,
    personal: bool,
}

impl<'a, H: Host> Reader<'a, H> {
    /// The reader that a caller is: whoever serves customers may see them.
    pub(crate) fn of(counter: &'a Counter<H>, caller: &Caller) -> Result<Self, Refusal> {
        let personal = match caller {
            Caller::System => false,
            Caller::Staff(id) => {
                let member = counter.store().person(id)?.member;
                let today = counter.today();
                Role::ALL.iter().any(|role| *role != Role::Inspector && member.holds(*role, today))
            }
        };
        Ok(Self { counter, personal })
    }

    /// The customer herself, before whom her own service lies.
    pub(crate) const fn herself(counter: &'a Counter<H>) -> Self {
        Self { counter, personal: true }
    }

    /// Whether names and what customers said may be shown.
    pub(crate) const fn personal(&self) -> bool {
        self.personal
    }

    pub(crate) const fn store(&self) -> &'a Store {
        self.counter.store()
    }

    /// A member of staff.
    pub(crate) fn person(&self, id: &StaffId) -> Result<Person, Refusal> {
        Person::of(self.counter, &self.store().person(id)?, self.personal)
    }

    /// Everybody of the store, in the order of their codes.
    pub(crate) fn everybody(&self) -> Result<Vec<Person>, Refusal> {
        let rows = self.store().staff()?;
        rows.iter().map(|row| Person::of(self.counter, row, self.personal)).collect()
    }

    /// The way to reach a customer that a vault item holds; `None` once erased, and for whoever sees no names.
    pub(crate) fn contact(&self, item: Option<&VaultRef>) -> Result<Option<Contact>, Refusal> {
        let Some(item) = item.filter(|_| self.personal) else { return Ok(None) };
        let bytes = self.store().unseal(item)?;
        Ok(bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose()?)
    }

    /// The latest way to reach the customer of these services that is still kept.
    fn latest_contact(&self, services: &[AnyService]) -> Result<Option<Contact>, Refusal> {
        for service in services.iter().rev() {
            if let Some(contact) = self.contact(contact_of(service.progress()))? {
                return Ok(Some(contact));
            }
        }
        Ok(None)
    }

    /// A service as a line of a list.
    pub(crate) fn card(&self, service: &AnyService) -> Result<ServiceCard, Refusal> {
        let progress = service.progress();
        let opened = progress.opened();
        let own = self.contact(contact_of(progress))?;
        let contact = match own {
            None if self.personal => {
                self.latest_contact(&reads::services_of(self.store(), &opened.customer)?)?
            }
            known => known,
        };
        let recipe = progress.plan().map(|plan| self.store().recipe(&plan.recipe)).transpose()?;
        Ok(ServiceCard {
            number: opened.service.to_string(),
            step: service.step(),
            mode: opened.mode,
            opened_at: opened.at,
            customer: opened.customer.to_string(),
            customer_name: contact.map(|contact| contact.name),
            advisor: opened.advisor.to_string(),
            advisor_name: self.person(&opened.advisor)?.name,
            recipe_name: recipe.map(|recipe| recipe.name.clone()),
            written_off: progress.written_off().len(),
        })
    }

    /// Services as lines of a list.
    pub(crate) fn cards(&self, services: &[AnyService]) -> Result<Vec<ServiceCard>, Refusal> {
        services.iter().map(|service| self.card(service)).collect()
    }

    /// A customer as a line of a list.
    pub(crate) fn customer(&self, id: &CustomerId) -> Result<CustomerCard, Refusal> {
        self.customer_of(id, &reads::services_of(self.store(), id)?)
    }

    /// The same, where her services are at hand.
    pub(crate) fn customer_of(
        &self,
        id: &CustomerId,
        services: &[AnyService],
    ) -> Result<CustomerCard, Refusal> {
        let contact = self.latest_contact(services)?;
        let last = services.last().map(|service| service.progress().opened());
        Ok(CustomerCard {
            customer: id.to_string(),
            phone_end: contact.as_ref().map(|contact| phone_end(&contact.phone)),
            name: contact.map(|contact| contact.name),
            last_service: last.map(|opened| opened.service.to_string()),
            last_on: last.map(|opened| opened.at.date_naive()),
            services: services.len(),
        })
    }
}

/// The way to reach the customer that a service recorded.
pub(crate) fn contact_of(progress: &Progress) -> Option<&VaultRef> {
    progress.noticed().and_then(|noticed| noticed.contact.as_ref())
}

/// The last four digits of a telephone number: enough to tell two customers of one name apart.
pub(crate) fn phone_end(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    digits[digits.len().saturating_sub(4)..].iter().collect()
}
