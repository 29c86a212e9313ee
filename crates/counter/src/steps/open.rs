//! Opening a service, looking at one, and giving one up.

use command::{Caller, Command, Run, Topic, Who, Window};
use domain::event::{ServiceAbandoned, ServiceOpened};
use domain::ids::{CustomerId, ServiceNumber};
use domain::service::{AnyService, Mode, Step};
use domain::staff::Role;
use serde::{Deserialize, Serialize};

use crate::counter::random_id;
use crate::rights::retention;
use crate::why::why;
use crate::{Counter, Host, Refusal, permit};

/// Opens a service.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct Open {
    /// What kind of service.
    #[ts(type = "Mode")]
    pub mode: Mode,
    /// A customer who has been here before; a new random number otherwise.
    #[ts(as = "Option<String>")]
    pub customer: Option<CustomerId>,
}

impl Command for Open {
    const NAME: &'static str = "service.open";
    const WHO: Who = Who::Person(&[Role::Advisor, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Service];
    type Reply = ServiceNumber;
}

impl<H: Host> Run<Counter<H>> for Open {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<ServiceNumber, Refusal> {
        open(counter, caller, self.mode, self.customer)
    }
}

/// Opens a product service for a customer who comes back for more of it.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct RepeatService {
    /// Who.
    #[ts(as = "String")]
    pub customer: CustomerId,
}

impl Command for RepeatService {
    const NAME: &'static str = "service.again";
    const WHO: Who = Open::WHO;
    const STALE: &'static [Topic] = &[Topic::Service];
    type Reply = ServiceNumber;
}

impl<H: Host> Run<Counter<H>> for RepeatService {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<ServiceNumber, Refusal> {
        open(counter, caller, Mode::Product, Some(self.customer))
    }
}

fn open<H: Host>(
    counter: &mut Counter<H>,
    caller: &Caller,
    mode: Mode,
    customer: Option<CustomerId>,
) -> Result<ServiceNumber, Refusal> {
    let Caller::Staff(advisor) = caller.clone() else {
        return Err(Refusal::new("role_forbidden", "服务须由人员开始"));
    };
    if mode.has(Step::Cleared) {
        permit::today(counter)?;
    }
    let customer = match customer {
        Some(customer) if counter.store().services_of(&customer, 1)?.is_empty() => {
            return Err(Refusal::new("not_found", format!("没有顾客「{customer}」；没有开始服务")));
        }
        Some(customer) => customer,
        None => CustomerId::new(&random_id('K')?)?,
    };
    let (at, today) = (counter.host().now(), counter.today());
    counter.write(advisor.clone().as_str(), Open::NAME, move |tx| {
        let series = tx.premises()?.series();
        let service = ServiceNumber::of(&series, today, tx.last_serial(&series, today)? + 1);
        tx.record(ServiceOpened { service: service.clone(), mode, customer, advisor, at })?;
        Ok(service)
    })
}

/// Gives a service up before hand-over.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct Abandon {
    /// Which.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Why.
    pub reason: String,
}

impl Command for Abandon {
    const NAME: &'static str = "service.abandon";
    const WHO: Who = Who::Person(&[Role::Advisor, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Service];
    type Reply = u64;
}

impl<H: Host> Run<Counter<H>> for Abandon {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<u64, Refusal> {
        let missing = || Refusal::new("reason_missing", "终止服务须写明原因；没有改动");
        let reason = why(counter, &self.service, &self.reason, missing)?;
        let event = ServiceAbandoned { service: self.service.clone(), reason };
        counter.write(caller.actor(), Self::NAME, |tx| {
            let record = tx.record(event)?;
            retention::ends(tx, &self.service)?;
            Ok(record)
        })
    }
}

/// Looks at a service.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct LookAtService {
    /// Which.
    #[ts(as = "String")]
    pub service: ServiceNumber,
}

impl Command for LookAtService {
    const NAME: &'static str = "service.look";
    const WHO: Who = Who::Person(&[]);
    const WINDOWS: &'static [Window] = &[];
    type Reply = AnyService;
}

impl<H: Host> Run<Counter<H>> for LookAtService {
    fn run(self, counter: &mut Counter<H>, _: &Caller) -> Result<AnyService, Refusal> {
        counter.service(&self.service)
    }
}
