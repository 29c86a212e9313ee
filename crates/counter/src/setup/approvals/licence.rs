//! The last day of the production licence, as the manager states it and the officer then approves it.

use command::{Caller, Command, Run, Topic, Who};
use domain::event::LicenceStated;
use domain::staff::Role;
use rules::duties::has_passed;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::super::fields::{self, Fields};
use super::not_by_an_approver;
use crate::{Counter, Host, Refusal};

/// States the last day of the production licence, as the licence has it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct StateLicence {
    /// Its last day.
    pub until: String,
}

impl Command for StateLicence {
    const NAME: &'static str = "licence.state";
    const WHO: Who = Who::Person(&[Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for StateLicence {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        not_by_an_approver(counter, caller)?;
        let mut fields = Fields::default();
        let until = fields.take("until", fields::day(&self.until));
        if let Some(until) = until {
            let (zh, en) = ("许可证已经到期，不能据此服务", "this licence is over");
            fields.hold("until", !has_passed(until, counter.today()), zh, en);
        }
        let until = fields.all(until)?;
        let row = counter.store().premises()?;
        let (store, licence) = (row.premises.code, row.enterprise.licence);
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            tx.record(LicenceStated { store, licence, until })?;
            Ok(())
        })
    }
}
