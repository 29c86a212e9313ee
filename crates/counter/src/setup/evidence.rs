//! What the store shows for itself: pilot authorisations (国家药监局 2025 年第 58 号).
//!
//! It refuses to be the evidence: it records that a document exists, who says so, and what it says in one word.

use command::{Caller, Command, Run, Topic, Who};
use domain::event::{AuthorisationSet, AuthorisationSuspended};
use domain::ids::AuthorisationId;
use domain::premises::Authorisation;
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fields::{self, Fields};
use super::found::NewAuthorisation;
use super::free_number;
use crate::{Counter, Host, Refusal};

/// The authorisation of that number among those that the store has.
fn found<'a>(known: &'a [Authorisation], id: &AuthorisationId) -> Result<&'a Authorisation, Refusal> {
    let missing = || store::StoreError::NotFound { what: "试点授权", id: id.to_string() };
    Ok(known.iter().find(|authorisation| authorisation.id == *id).ok_or_else(missing)?)
}

/// Sets a pilot authorisation: a new one, or what changed of one. Whether it is suspended stays as it is.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SetAuthorisation {
    /// Which; `None` for a new one.
    #[ts(as = "Option<String>")]
    pub id: Option<AuthorisationId>,
    /// What it says.
    #[serde(flatten)]
    pub says: NewAuthorisation,
}

impl Command for SetAuthorisation {
    const NAME: &'static str = "authorisation.set";
    const WHO: Who = Who::Person(&[Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = AuthorisationId;
}

impl<H: Host> Run<Counter<H>> for SetAuthorisation {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<AuthorisationId, Refusal> {
        super::approvals::not_by_an_approver(counter, caller)?;
        let province = counter.store().premises()?.premises.province;
        let mut fields = Fields::default();
        let says = self.says.check(&mut fields, "", counter.today(), Some(province));
        let says = fields.all(says)?;
        let known = counter.store().authorisations()?;
        let (id, suspended) = match self.id {
            Some(id) => {
                let before = found(&known, &id)?;
                (id, before.suspended)
            }
            None => {
                let taken = |id: &str| known.iter().any(|authorisation| authorisation.id.as_str() == id);
                (AuthorisationId::new(&free_number('A', taken))?, false)
            }
        };
        let authorisation = Authorisation { id: id.clone(), suspended, ..says };
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            Ok(tx.record(AuthorisationSet { authorisation })?)
        })?;
        Ok(id)
    }
}

/// Records that a pilot authorisation was suspended for the store, or resumed (国家药监局 2025 年第 58 号 第五条).
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SuspendAuthorisation {
    /// Which.
    #[ts(as = "String")]
    pub authorisation: AuthorisationId,
    /// Suspended, or resumed.
    pub suspended: bool,
    /// By whom and why, as the authority's notice says.
    pub reason: String,
}

impl Command for SuspendAuthorisation {
    const NAME: &'static str = "authorisation.suspend";
    const WHO: Who = Who::Person(&[Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for SuspendAuthorisation {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let known = counter.store().authorisations()?;
        let before = found(&known, &self.authorisation)?;
        if !self.suspended && counter.store().is_stopped()? {
            let message = "总部已停用本店的服务：本店不能自行恢复；没有改动";
            return Err(
                Refusal::new("stopped_by_headquarters", message).mend("请联系总部；总部解除停用后自动恢复")
            );
        }
        if before.suspended == self.suspended {
            let stands = if before.suspended { "已经是暂停状态" } else { "没有被暂停" };
            let message = format!("试点授权 {} {stands}；没有改动", before.document);
            return Err(Refusal::new("nothing_changed", message));
        }
        let mut fields = Fields::default();
        let reason = fields.take("reason", fields::text(&self.reason, 200));
        let ended = !self.suspended && before.to < counter.today();
        fields.hold("suspended", !ended, "授权已经到期，不能恢复", "this authorisation is over");
        let reason = fields.all(reason)?;
        let Self { authorisation, suspended, .. } = self;
        counter.write(caller.actor(), Self::NAME, |tx| {
            tx.record(AuthorisationSuspended { authorisation, suspended, reason })?;
            Ok(())
        })
    }
}
