//! 回访: the customer is called back after the hand-over, and what came of it is chosen from a closed list (个性化服务指南
//! 7.5.1), not before the day, with a note that lies in the vault. What is wrong opens a case; a call that was recorded by
//! mistake is taken back.

use command::{Caller, Command, Run, Topic, Who};
use domain::event::{CallTakenBack, CalledBack};
use domain::ids::{CustomerId, ServiceNumber, StaffId};
use domain::service::CallBackOutcome;
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use store::Kind;
use store::tables::CustomerRow;

use crate::rights::cases;
use crate::setup::{Fields, fields};
use crate::view::reads::known;
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
    /// What was said, where somebody wrote it down.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
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
        let service = counter.service(&self.service)?;
        let done = service.progress().done();
        let promise = done.map(|done| counter.call_back_of(done.at, done.call_back)).transpose()?;
        let due_on = promise.map(|promise| promise.by);
        if let Some(due_on) = due_on.filter(|due_on| counter.today() < *due_on) {
            let message = format!("回访到 {due_on} 才到期，现在不打；没有保存");
            let mend = "顾客自己说有不适的，在顾客页上开立个例";
            return Err(Refusal::new("call_back_early", message)
                .clause("guide-personalised-service", "7.5.1")
                .mend(mend));
        }
        let typed = self.note.filter(|note| !note.trim().is_empty());
        let mut form = Fields::default();
        let note = form.optional("note", typed.as_deref(), |note| fields::text(note, cases::LONGEST));
        let note = form.all(Some(note))?;
        let customer = service.progress().opened().customer.clone();
        let (at, by) = (counter.host().now(), StaffId::new(caller.actor())?);
        let Self { service, outcome, .. } = self;
        let told =
            outcome == CallBackOutcome::Unwell && is_told(counter, &customer, &service, note.as_deref())?;
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            let sealed = note.as_ref().map(|note| tx.seal(Kind::Said, note.as_bytes())).transpose()?;
            let event = CalledBack { service: service.clone(), outcome, note: sealed, by: by.clone(), at };
            let record = tx.record(event)?;
            if outcome == CallBackOutcome::Unwell && !told {
                // The case has its own item: it stays by law when the note of the call goes.
                let told = note.map(|note| tx.seal(Kind::Said, note.as_bytes())).transpose()?;
                cases::open(tx, (customer, service), told, (by, at))?;
            }
            Ok(record)
        })
    }
}

/// Whether an open case of the service says all that is told: a call that was taken back and recorded again opens no second.
/// Whatever else is told has its own case, which the law keeps.
fn is_told<H: Host>(
    counter: &Counter<H>,
    customer: &CustomerId,
    service: &ServiceNumber,
    note: Option<&str>,
) -> Result<bool, Refusal> {
    let cases = counter.store().cases_of(customer)?;
    for row in cases.iter().filter(|row| row.opened.service == *service && row.closed.is_none()) {
        let known = row.opened.note.as_ref().map(|item| counter.store().unseal(item)).transpose()?.flatten();
        if note.is_none_or(|note| known.as_deref() == Some(note.as_bytes())) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Takes back a call that was recorded by mistake: the customer is to be called again. What was written down stays readable
/// in its record; a case that it opened stays open.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct TakeCallBack {
    /// After which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
}

impl Command for TakeCallBack {
    const NAME: &'static str = "service.call_back_undo";
    const WHO: Who = CallBack::WHO;
    const STALE: &'static [Topic] = &[Topic::Service];
    type Reply = u64;
}

impl<H: Host> Run<Counter<H>> for TakeCallBack {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<u64, Refusal> {
        let (at, by) = (counter.host().now(), StaffId::new(caller.actor())?);
        let event = CallTakenBack { service: self.service, by, at };
        counter.write(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))
    }
}

/// Whether a customer left a contact that is still kept: nobody else can be called back.
pub(crate) fn reachable<H: Host>(counter: &Counter<H>, customer: &CustomerId) -> Result<bool, Refusal> {
    Ok(within_reach(&known(counter.store().joined_with(customer))?.unwrap_or_default()))
}

/// The same of somebody whose numbers are at hand.
pub(crate) fn within_reach(group: &[CustomerRow]) -> bool {
    group.iter().any(|row| row.contact.is_some())
}
