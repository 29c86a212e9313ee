//! The whole telephone number, for whoever has to call, on a tap that is recorded with what it is for. For marketing it is
//! not shown to anybody where the customer did not agree to that (消费者权益保护法 第二十九条).

use chrono::Months;
use command::{Caller, Command, Run, Topic, Who};
use domain::consent::Purpose;
use domain::ids::CustomerId;
use domain::kept::{LookedAt, PhoneUse};
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{agrees, latest_choice, looks};
use crate::steps::notice::Contact;
use crate::view::reads;
use crate::{Counter, Host, Refusal};

/// Months for which consent to commercial messages counts.
const MARKETING: u32 = 12;

/// Asks for a customer's telephone number.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ShowPhone {
    /// Whose.
    #[ts(as = "String")]
    pub customer: CustomerId,
    /// What for.
    #[ts(type = "PhoneUse")]
    pub wanted_for: PhoneUse,
}

/// Whom to call.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Reach {
    /// The name that the customer left.
    pub name: String,
    /// The whole number.
    pub phone: String,
}

impl Command for ShowPhone {
    const NAME: &'static str = "person.phone";
    const WHO: Who = Who::Person(&[Role::Advisor, Role::Officer, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Access];
    type Reply = Reach;
}

/// The contact that counts, as the vault still holds it.
pub(super) fn contact<H: Host>(
    counter: &Counter<H>,
    customer: &CustomerId,
) -> Result<Option<Contact>, Refusal> {
    let group = counter.store().joined_with(customer)?;
    for row in group {
        let Some(item) = &row.contact else { continue };
        if let Some(bytes) = counter.store().unseal(item)? {
            return Ok(Some(serde_json::from_slice(&bytes)?));
        }
    }
    Ok(None)
}

impl<H: Host> Run<Counter<H>> for ShowPhone {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Reach, Refusal> {
        let Self { customer, wanted_for } = self;
        if wanted_for == PhoneUse::Marketing {
            let services = reads::services_of(counter.store(), &customer)?;
            let chosen = latest_choice(&services).map(|service| service.progress().opened().at);
            let chosen = chosen.map(|at| domain::in_china(at).date_naive());
            let until = chosen.and_then(|on| on.checked_add_months(Months::new(MARKETING)));
            let holds = until.is_some_and(|until| counter.today() <= until);
            if !holds || !agrees(&services, Purpose::Marketing, counter.today()) {
                let message = "顾客没有同意营销信息，不能为营销给她打电话；号码没有显示";
                return Err(Refusal::new("marketing_refused", message)
                    .clause("消费者权益保护法", "第二十九条")
                    .mend("只有顾客自己在告知里同意了营销信息，才可以"));
            }
        }
        let none = || {
            let message = "顾客没有留电话，已撤回，或已到期删除；没有可显示的";
            Refusal::new("no_contact", message).mend("召回时在门店公告；顾客可凭标签上的编号到店查询")
        };
        let Contact { name, phone } = contact(counter, &customer)?.ok_or_else(none)?;
        looks(counter, caller, &customer, (LookedAt::Phone, Some(wanted_for)))?;
        Ok(Reach { name, phone })
    }
}
