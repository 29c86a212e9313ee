//! 放行: the quality safety officer's decision on the finished unit (山东指南 第二条). The officer signs with their own PIN
//! on whatever window is at the bench; never for a unit that they blended (第三条).

use command::{Caller, Command, Run, Topic, Who};
use domain::event::{UnitRejected, UnitReleased};
use domain::ids::{ServiceNumber, StaffId};
use domain::service::{Scanned, StepError};
use domain::signature::{Meaning, Signature};
use domain::staff::Role;
use rules::Gate;
use serde::{Deserialize, Serialize};

use crate::counter::digest;
use crate::why::why;
use crate::{Counter, Host, Refusal, gates};

/// Releases the unit.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct Release {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Who decides and signs, whoever has the window.
    #[ts(as = "String")]
    pub officer: StaffId,
    /// The officer's PIN, entered at this moment.
    pub pin: String,
}

/// Refuses the unit, which is lost.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct Reject {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Who decides and signs, whoever has the window.
    #[ts(as = "String")]
    pub officer: StaffId,
    /// The officer's PIN, entered at this moment.
    pub pin: String,
    /// Why.
    pub reason: String,
}

/// The officer's signature at this moment over everything that the unit gathered, as one digest: what the officer looks
/// at before deciding. Whose decision it is and whether the gate is open are judged before the PIN is looked at.
fn signed<H: Host>(
    counter: &mut Counter<H>,
    service: &ServiceNumber,
    (officer, pin): (StaffId, &str),
    meaning: Meaning,
    caller: &Caller,
) -> Result<Signature, Refusal> {
    let service = counter.service(service)?;
    let state = service.at::<Scanned>("放行")?;
    let operator = state.progress().clearance().map(|clearance| &clearance.parts().operator.signer);
    if operator == Some(&officer) {
        return Err(StepError::NotByOfficer.into());
    }
    let shown = digest(&serde_json::to_vec(state.progress())?);
    let signature = counter.signature(officer.clone(), Role::Officer, meaning, shown, caller)?;
    if meaning == Meaning::Release {
        gates::ask(counter, &service, Gate::Release, Some(&officer))?;
    }
    counter.authenticate(&officer, pin)?;
    Ok(signature)
}

impl Command for Release {
    const NAME: &'static str = "service.release";
    const WHO: Who = Who::Person(super::AT_WORK);
    const STALE: &'static [Topic] = &[Topic::Service];
    type Reply = u64;
}

impl<H: Host> Run<Counter<H>> for Release {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<u64, Refusal> {
        let signature = signed(counter, &self.service, (self.officer, &self.pin), Meaning::Release, caller)?;
        let event = UnitReleased { service: self.service, signature };
        counter.write(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))
    }
}

impl Command for Reject {
    const NAME: &'static str = "service.reject";
    const WHO: Who = Who::Person(super::AT_WORK);
    const STALE: &'static [Topic] = &[Topic::Service, Topic::Store];
    type Reply = u64;
}

impl<H: Host> Run<Counter<H>> for Reject {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<u64, Refusal> {
        let missing = || Refusal::new("reason_missing", "不予放行须写明原因；没有改动");
        let reason = why(counter, &self.service, &self.reason, missing)?;
        let signature =
            signed(counter, &self.service, (self.officer, &self.pin), Meaning::Rejection, caller)?;
        let event = UnitRejected { service: self.service, signature, reason };
        counter.write(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))
    }
}
