//! 处置: what may not be used any more leaves the stock with its weight, its reason and its way. Where quality decides
//! (goods that failed, came back or were recalled, and whole units of a lot), the quality safety officer signs it
//! (山东指南 第二、十三、二十五条).

use command::{Caller, Command, Run, Topic, Who};
use domain::event::{ContainerDisposed, LotDisposed};
use domain::ids::{ContainerId, LotId, StaffId};
use domain::leftover::{Disposal, Method};
use domain::signature::{Meaning, Signature};
use domain::staff::Role;
use domain::stock::{Lot, Zone};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::counter::digest;
use crate::setup::{Fields, fields};
use crate::{Counter, Host, Refusal};

/// Who may throw away: those who work with materials.
const ROLES: &[Role] = &[Role::Operator, Role::Officer, Role::StoreManager];

/// How and why something is thrown away.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Throwing {
    /// How.
    #[ts(type = "\"destroyed\" | \"handed_over\" | \"returned\"")]
    pub method: Method,
    /// Why.
    pub reason: String,
    /// The officer who decides and signs, where that is asked.
    #[ts(as = "Option<String>")]
    pub officer: Option<StaffId>,
    /// The officer's PIN, entered at this moment.
    pub pin: Option<String>,
}

impl Throwing {
    /// The disposal, signed where the officer must sign; `shown` is what was looked at.
    fn disposal<H: Host>(
        self,
        counter: &mut Counter<H>,
        caller: &Caller,
        must_sign: bool,
        shown: &[u8],
    ) -> Result<Disposal, Refusal> {
        let mut fields = Fields::default();
        let reason = fields.take("reason", fields::text(&self.reason, 200));
        let reason = fields.all(reason)?;
        let signature = match (self.officer, self.pin) {
            (Some(officer), Some(pin)) => Some(signed(counter, officer, &pin, shown, caller)?),
            _ if must_sign => {
                let message = "这次处置须由质量安全员签名；没有改动";
                let mend = "请选择质量安全员并输入其 PIN";
                return Err(Refusal::new("disposal_unsigned", message)
                    .clause("shandong-guide", "第十三条")
                    .mend(mend));
            }
            _ => None,
        };
        let (by, at) = (StaffId::new(caller.actor())?, counter.host().now());
        Ok(Disposal { method: self.method, reason, by, at, signature })
    }
}

fn signed<H: Host>(
    counter: &mut Counter<H>,
    officer: StaffId,
    pin: &str,
    shown: &[u8],
    caller: &Caller,
) -> Result<Signature, Refusal> {
    let signature =
        counter.signature(officer.clone(), Role::Officer, Meaning::Disposal, digest(shown), caller)?;
    counter.authenticate(&officer, pin)?;
    Ok(signature)
}

/// Whether quality decides what becomes of opened goods of a lot.
pub(crate) fn officer_signs(lot: &Lot) -> bool {
    lot.recalled || lot.zone != Zone::Accepted
}

/// Throws away what is left in a container.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct DisposeContainer {
    /// Which.
    #[ts(as = "String")]
    pub container: ContainerId,
    /// How and why.
    #[serde(flatten)]
    pub throwing: Throwing,
}

impl Command for DisposeContainer {
    const NAME: &'static str = "container.dispose";
    const WHO: Who = Who::Person(ROLES);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for DisposeContainer {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let container = counter.store().container(&self.container)?;
        if let domain::leftover::Standing::Disposed { .. } = container.standing {
            return Err(domain::leftover::LeftoverError::Gone(self.container).into());
        }
        super::not_at_work(counter, &self.container)?;
        let must_sign = officer_signs(&counter.store().lot(&container.lot)?);
        let shown = serde_json::to_vec(&container)?;
        let disposal = self.throwing.disposal(counter, caller, must_sign, &shown)?;
        let event = ContainerDisposed { container: self.container, left: container.left, disposal };
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            tx.record(event)?;
            Ok(())
        })
    }
}

/// Throws unopened units of a lot away.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct DisposeLot {
    /// Which.
    #[ts(as = "String")]
    pub lot: LotId,
    /// How many units.
    pub units: u32,
    /// How and why.
    #[serde(flatten)]
    pub throwing: Throwing,
}

impl Command for DisposeLot {
    const NAME: &'static str = "lot.dispose";
    const WHO: Who = Who::Person(ROLES);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for DisposeLot {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let lot = counter.store().lot(&self.lot)?;
        let mut fields = Fields::default();
        let zh = format!("须为 1 至 {} 件：架上未开封的件数", lot.units);
        let fine = (1..=lot.units).contains(&self.units);
        fields.hold("units", fine, &zh, "as many as stand unopened on the shelf, at most");
        fields.all(Some(()))?;
        let shown = serde_json::to_vec(&lot)?;
        let disposal = self.throwing.disposal(counter, caller, true, &shown)?;
        let event = LotDisposed { lot: self.lot, units: self.units, disposal };
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            tx.record(event)?;
            Ok(())
        })
    }
}
