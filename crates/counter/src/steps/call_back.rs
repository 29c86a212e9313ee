//! 回访: the customer is called back after the hand-over, and what came of it is chosen from a closed list (个性化服务指南
//! 7.5.1). It refuses to keep a word of what the customer said: what is wrong goes on as an adverse reaction.

use command::{Caller, Command, Run, Topic, Who};
use domain::event::CalledBack;
use domain::ids::{ServiceNumber, StaffId};
use domain::service::{AnyService, CallBackOutcome};
use domain::staff::Role;
use serde::{Deserialize, Serialize};

use crate::{Counter, Host, Refusal};

/// Records that a customer was called back.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct CallBack {
    /// After which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// What came of it.
    #[ts(type = "\"fine\" | \"unwell\" | \"not_reached\" | \"declined\"")]
    pub outcome: CallBackOutcome,
}

impl Command for CallBack {
    const NAME: &'static str = "service.call_back";
    const WHO: Who = Who::Person(&[Role::Advisor, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Service];
    /// The record's sequence.
    type Reply = u64;
}

impl<H: Host> Run<Counter<H>> for CallBack {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<u64, Refusal> {
        let (at, by) = (counter.host().now(), StaffId::new(caller.actor())?);
        let event = CalledBack { service: self.service, outcome: self.outcome, by, at };
        counter.write(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))
    }
}

/// Whether the customer of a service left a contact that is still kept: nobody else can be called back.
pub(crate) fn reachable<H: Host>(counter: &Counter<H>, service: &AnyService) -> Result<bool, Refusal> {
    let customer = counter.store().customer(&service.progress().opened().customer)?;
    Ok(customer.is_some_and(|row| row.contact.is_some()))
}
