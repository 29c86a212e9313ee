//! A customer as the advisor meets her again: her visits, her skin over them, and what she wanted the last time, all only
//! as long as it is kept.

use command::{Caller, Command, Run, Who};
use domain::ids::CustomerId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::cards::{CustomerCard, ServiceCard};
use super::reader::Reader;
use super::{NeedsView, SkinView, needs, reads};
use crate::{Counter, Host, Refusal};

/// Looks at a customer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookCustomer {
    /// Which.
    #[ts(as = "String")]
    pub customer: CustomerId,
}

/// What she had the last time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LastTime {
    /// What she wanted, in the latest service whose needs are still kept.
    pub needs: Option<NeedsView>,
    /// What the recipe was called that she took last.
    pub recipe: Option<String>,
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct CustomerView {
    /// As a line of a list.
    pub card: CustomerCard,
    /// Her services, the latest first.
    pub services: Vec<ServiceCard>,
    /// Her latest skin test that is still kept.
    pub skin: Option<SkinView>,
    /// What she had the last time.
    pub last: Option<LastTime>,
}

impl Command for LookCustomer {
    const NAME: &'static str = "customer.look";
    const WHO: Who = Who::Person(&[]);
    type Reply = CustomerView;
}

impl<H: Host> Run<Counter<H>> for LookCustomer {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<CustomerView, Refusal> {
        let reader = Reader::of(counter, caller)?;
        let store = counter.store();
        let card = reader.customer(&self.customer)?;
        let services = reads::services_of(store, &self.customer)?;
        let (mut skin, mut last) = (None, None);
        if reader.personal() {
            skin = SkinView::latest(store, &services)?;
            let mut said = None;
            for service in services.iter().rev() {
                if let Some(kept) = needs::kept(store, service.progress())? {
                    said = Some(NeedsView::of(counter, &kept)?);
                    break;
                }
            }
            let plan = services.iter().rev().find_map(|service| service.progress().plan());
            let recipe = plan.map(|plan| store.recipe_agreed(&plan.recipe, plan.version)).transpose()?;
            let recipe = recipe.map(|recipe| recipe.name.clone());
            last = (said.is_some() || recipe.is_some()).then_some(LastTime { needs: said, recipe });
        }
        Ok(CustomerView { card, services: reader.cards(services.iter().rev())?, skin, last })
    }
}
