//! For whom a view is made. Least privilege decides what of a person is shown: an inspector reads what was done and by
//! whose code, never a customer's name, words, allergies or skin.

use std::cell::RefCell;
use std::collections::BTreeMap;

use command::Caller;
use domain::event::VaultRef;
use domain::ids::{CustomerId, RecipeId, StaffId};
use domain::service::Progress;
use domain::staff::Role;
use store::Store;
use store::tables::{CustomerRow, ServiceLine};

use super::Person;
use super::cards::{CustomerCard, ServiceCard};
use super::reads;
use crate::steps::call_back::within_reach;
use crate::{Counter, Host, Refusal};

/// A counter with somebody who reads in it.
pub(crate) struct Reader<'a, H: Host> {
    pub(crate) counter: &'a Counter<H>,
    personal: bool,
    /// Names that were read once: a list of a day says the same few again and again.
    names: RefCell<BTreeMap<String, String>>,
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
        Ok(Self { counter, personal, names: RefCell::default() })
    }

    /// The customer herself, before whom her own service lies.
    pub(crate) fn herself(counter: &'a Counter<H>) -> Self {
        Self { counter, personal: true, names: RefCell::default() }
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

    /// What a person of the store is called, as this reader may know.
    pub(crate) fn staff_name(&self, id: &StaffId) -> Result<String, Refusal> {
        self.named(id.as_str(), || Ok(self.person(id)?.name))
    }

    pub(crate) fn recipe_name(&self, id: &RecipeId) -> Result<String, Refusal> {
        // An id of staff and one of a recipe may be the same word.
        self.named(&format!("recipe {id}"), || Ok(self.store().recipe(id)?.name.clone()))
    }

    fn named(&self, key: &str, read: impl FnOnce() -> Result<String, Refusal>) -> Result<String, Refusal> {
        if let Some(name) = self.names.borrow().get(key) {
            return Ok(name.clone());
        }
        let name = read()?;
        self.names.borrow_mut().insert(key.to_owned(), name.clone());
        Ok(name)
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
    pub(crate) fn card(&self, service: impl Into<ServiceLine>) -> Result<ServiceCard, Refusal> {
        let service: ServiceLine = service.into();
        let opened = &service.opened;
        let known = self.row(&opened.customer)?.filter(|_| self.personal);
        let known = match known {
            Some(row) if row.joined.is_some() => Some(self.store().person_behind(&row.customer)?),
            known => known,
        };
        let recipe_name = service.recipe.as_ref().map(|recipe| self.recipe_name(recipe)).transpose()?;
        Ok(ServiceCard {
            number: opened.service.to_string(),
            step: service.step,
            mode: opened.mode,
            opened_at: opened.at,
            customer: opened.customer.to_string(),
            customer_name: known.and_then(|row| row.name),
            advisor: opened.advisor.to_string(),
            advisor_name: self.staff_name(&opened.advisor)?,
            recipe_name,
            written_off: service.written_off,
            last_record: self.store().trail(&opened.service)?.records.last().copied().unwrap_or(0),
        })
    }

    /// Services as lines of a list.
    pub(crate) fn cards<S: Into<ServiceLine>>(
        &self,
        services: impl IntoIterator<Item = S>,
    ) -> Result<Vec<ServiceCard>, Refusal> {
        services.into_iter().map(|service| self.card(service)).collect()
    }

    /// A customer as a line of a list.
    pub(crate) fn customer(&self, id: &CustomerId) -> Result<CustomerCard, Refusal> {
        let missing = || Refusal::new("not_found", format!("没有编号为 {id} 的顾客；没有改动"));
        let group = reads::known(self.store().joined_with(id))?.ok_or_else(missing)?;
        self.one_line(group).ok_or_else(missing)
    }

    /// The same, where a contact of hers is still kept: nobody else can be called back.
    pub(crate) fn customer_within_reach(&self, id: &CustomerId) -> Result<Option<CustomerCard>, Refusal> {
        let group = reads::known(self.store().joined_with(id))?.unwrap_or_default();
        Ok(if within_reach(&group) { self.one_line(group) } else { None })
    }

    /// Two who are one person are one line, under the number that both stand under.
    fn one_line(&self, group: Vec<CustomerRow>) -> Option<CustomerCard> {
        let mut group = group.into_iter();
        let mut row = group.next()?;
        for other in group {
            row.services = row.services.saturating_add(other.services);
            if other.last_on > row.last_on {
                (row.last_on, row.last_service) = (other.last_on, other.last_service);
            }
            if row.name.is_none() {
                (row.name, row.phone_end) = (other.name, other.phone_end);
            }
        }
        Some(self.customer_of(row))
    }

    /// The same with how many other customers have the same telephone number.
    pub(crate) fn customer_found(&self, id: &CustomerId) -> Result<CustomerCard, Refusal> {
        let mut card = self.customer(id)?;
        let sharing = self.store().sharing_phone(id)?.len();
        card.same_phone = u32::try_from(sharing).unwrap_or(u32::MAX);
        Ok(card)
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
            same_phone: 0,
        }
    }
}

/// The way to reach the customer that a service recorded.
pub(crate) fn contact_of(progress: &Progress) -> Option<&VaultRef> {
    progress.noticed().and_then(|noticed| noticed.contact.as_ref())
}
