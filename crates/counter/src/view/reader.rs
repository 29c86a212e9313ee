//! For whom a view is made. Least privilege decides what of a person is shown: an inspector reads what was done and by
//! whose code, never a customer's name, words, allergies or skin.

use domain::event::VaultRef;
use domain::ids::{CustomerId, StaffId};
use domain::service::{AnyService, Progress};
use domain::staff::Role;
use store::Store;
use store::tables::CustomerRow;

use super::Person;
use super::cards::{CustomerCard, ServiceCard};
use crate::command::Caller;
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

    /// What is known of a customer.
    fn row(&self, id: &CustomerId) -> Result<Option<CustomerRow>, Refusal> {
        Ok(self.store().customer(id)?)
    }

    /// A service as a line of a list.
    pub(crate) fn card(&self, service: &AnyService) -> Result<ServiceCard, Refusal> {
        let progress = service.progress();
        let opened = progress.opened();
        let known = self.row(&opened.customer)?.filter(|_| self.personal);
        let recipe = progress.plan().map(|plan| self.store().recipe(&plan.recipe)).transpose()?;
        Ok(ServiceCard {
            number: opened.service.to_string(),
            step: service.step(),
            mode: opened.mode,
            opened_at: opened.at,
            customer: opened.customer.to_string(),
            customer_name: known.and_then(|row| row.name),
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
        let missing = || Refusal::new("not_found", format!("没有编号为 {id} 的顾客；没有改动"));
        Ok(self.customer_of(self.row(id)?.ok_or_else(missing)?))
    }

    /// The same, where what is known of her is at hand.
    pub(crate) fn customer_of(&self, row: CustomerRow) -> CustomerCard {
        CustomerCard {
            customer: row.customer.to_string(),
            name: row.name.filter(|_| self.personal),
            phone_end: row.phone_end.filter(|_| self.personal),
            last_service: row.last_service.map(|number| number.to_string()),
            last_on: row.last_on,
            services: row.services,
        }
    }
}

/// The way to reach the customer that a service recorded.
pub(crate) fn contact_of(progress: &Progress) -> Option<&VaultRef> {
    progress.noticed().and_then(|noticed| noticed.contact.as_ref())
}
