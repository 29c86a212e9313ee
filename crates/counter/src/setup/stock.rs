//! Lots as they come in and move between the zones of the shelf (山东指南 第十三、十六条).
//!
//! It refuses to change a lot that was received: what stands on its pack was true then. What changes is where it
//! stands, whether it was accepted, and whether a recall names it.

use chrono::NaiveDate;
use command::{Caller, Command, Run, Topic, Who};
use domain::event::{LotMoved, LotReceived};
use domain::ids::{DocumentNumber, LotId, ProductId};
use domain::quantity::Milligrams;
use domain::staff::Role;
use domain::stock::{Lot, Zone};
use rules::duties::has_passed;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::Worded as _;

use super::approvals::not_by_an_approver;
use super::fields::{self, Fields, why};
use super::known;
use crate::{Counter, Host, Refusal};

/// The most that one unit may hold: 100 kg.
pub(super) const MOST_NET: u64 = 100_000_000;
/// The most units of one receipt.
pub(super) const MOST_UNITS: u32 = 100_000;

/// Receives a lot.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReceiveLot {
    /// What it is a lot of.
    pub product: String,
    /// The maker's lot number, as printed on the pack.
    pub number: String,
    /// 限期使用日期.
    pub expires_on: String,
    /// 供货者.
    pub supplier: String,
    /// Goods-in documents: delivery note, test report.
    pub documents: Vec<String>,
    /// What one unopened unit holds, in milligrams.
    #[ts(type = "number")]
    pub unit_net_mg: u64,
    /// Unopened units.
    pub units: u32,
    /// Whether acceptance (验收) is done and signed with it: then the lot stands in 合格, otherwise in 待检.
    pub accept: bool,
}

/// Which lot was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Received {
    /// Its id in the store.
    #[ts(as = "String")]
    pub lot: LotId,
}

/// The id of a lot: its product and the maker's number, and a count where they came before.
pub(super) fn lot_id(product: &ProductId, number: &str, again: u32) -> Option<LotId> {
    let again = if again == 0 { String::new() } else { format!("-{}", again + 1) };
    LotId::new(&format!("{product}-{number}{again}")).ok()
}

impl ReceiveLot {
    fn check<H: Host>(&self, counter: &Counter<H>) -> Result<Lot, Refusal> {
        let today = counter.today();
        let mut fields = Fields::default();
        let known = counter.store().products_meant(&self.product)?;
        let named = known.iter().map(|product| product.id.as_str());
        let product: Option<ProductId> = fields.take("product", fields::known_id(&self.product, named));
        let there = product.is_none() || !known.is_empty();
        fields.hold("product", there, "目录中没有该产品：请先导入产品", "no such product: import it first");
        let number = fields.take("number", fields::text(&self.number, 24));
        let expires_on = fields.take("expires_on", fields::day(&self.expires_on));
        if let Some(day) = expires_on {
            let zh = "限期使用日期已过：不得收货入库（山东指南 第十六条）";
            fields.hold("expires_on", !has_passed(day, today), zh, "expired: may not be received");
        }
        let supplier = fields.take("supplier", fields::text(&self.supplier, 80));
        let mut documents: Vec<DocumentNumber> = Vec::new();
        for (index, typed) in self.documents.iter().enumerate() {
            documents.extend(fields.take(&format!("documents.{index}"), fields::id(typed)));
        }
        let zh = "验收须有随货单据或检验报告（山东指南 第十六条）";
        let fine = !self.accept || !self.documents.is_empty();
        fields.hold("documents", fine, zh, "acceptance needs a delivery note or a test report");
        let net = (1..=MOST_NET).contains(&self.unit_net_mg);
        fields.hold("unit_net_mg", net, "净含量须为 1 mg 至 100 kg", "1 mg to 100 kg");
        let units = (1..=MOST_UNITS).contains(&self.units);
        fields.hold("units", units, "数量须为 1 至 100000", "1 to 100,000 units");
        let mut id = None;
        if let (Some(product), Some(number)) = (&product, &number) {
            for again in 0..1_000 {
                let Some(candidate) = lot_id(product, number, again) else {
                    fields.refuse("number", why("批号过长", "the number is too long"));
                    break;
                };
                if found(counter.store().lot(&candidate))?.is_none() {
                    id = Some(candidate);
                    break;
                }
            }
        }
        let form = id.zip(product).zip(number).zip(expires_on).zip(supplier).map(
            |((((id, product), number), expires_on), supplier)| Lot {
                id,
                product,
                number,
                expires_on,
                received_on: today,
                supplier,
                documents,
                unit_net: Milligrams(self.unit_net_mg),
                units: self.units,
                zone: if self.accept { Zone::Accepted } else { Zone::Waiting },
                accepted: self.accept,
                recalled: false,
            },
        );
        fields.all(form)
    }
}

/// What is there, or nothing; any other error stays one.
pub(crate) fn found<T>(read: Result<T, store::StoreError>) -> Result<Option<T>, store::StoreError> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(store::StoreError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Command for ReceiveLot {
    const NAME: &'static str = "lot.receive";
    const WHO: Who = Who::Person(&[Role::Operator, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = Received;
}

impl<H: Host> Run<Counter<H>> for ReceiveLot {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Received, Refusal> {
        not_by_an_approver(counter, caller)?;
        let lot = self.check(counter)?;
        accepts(counter, caller, lot.accepted)?;
        let id = lot.id.clone();
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| Ok(tx.record(LotReceived { lot })?))?;
        Ok(Received { lot: id })
    }
}

/// Acceptance with the receipt is the manager's, and the officer approves the lot after it; an operator puts goods into 待检,
/// and the officer accepts them there (山东指南 第二条: the officer runs quality). So nobody does both.
fn accepts<H: Host>(counter: &Counter<H>, caller: &Caller, accepted: bool) -> Result<(), Refusal> {
    let today = counter.today();
    let may = known(counter, caller)?.is_some_and(|member| member.holds(Role::StoreManager, today));
    if !accepted || may {
        return Ok(());
    }
    let message = "操作人员收的货由质量安全员验收；没有收货";
    let mend = "请先收入待检区，由质量安全员验收";
    Err(Refusal::new("role_forbidden", message).clause("shandong-guide", "第二条").mend(mend))
}

/// Moves a lot to another zone.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MoveLot {
    /// Which.
    #[ts(as = "String")]
    pub lot: LotId,
    /// Where to.
    #[ts(type = "Zone")]
    pub to: Zone,
    /// Whether acceptance is done with it.
    pub accepted: bool,
    /// Whether a recall names it.
    pub recalled: bool,
    /// Why.
    pub reason: String,
}

impl MoveLot {
    fn check(&self, lot: &Lot, today: NaiveDate) -> Result<LotMoved, Refusal> {
        let mut fields = Fields::default();
        let reason = fields.take("reason", fields::text(&self.reason, 200));
        if self.to == Zone::Accepted {
            let zh = "移入合格区须已验收（山东指南 第十三条）";
            fields.hold("accepted", self.accepted, zh, "only an accepted lot stands in 合格");
            let expired = has_passed(lot.expires_on, today);
            fields.hold("to", !expired, "该批已过限期使用日期，不能移入合格区", "the lot has expired");
        }
        let zone = !self.recalled || self.to == Zone::ReturnedOrRecalled;
        let zh = "召回的批只能放在退货或者召回区（山东指南 第十三条）";
        fields.hold("to", zone, zh, "a recalled lot stands in 退货或者召回 alone");
        let zh = "该批已被召回，不能改回未召回";
        fields.hold("recalled", !lot.recalled || self.recalled, zh, "a recall is not taken back here");
        fields.all(reason).map(|reason| LotMoved {
            lot: self.lot.clone(),
            to: self.to,
            accepted: self.accepted,
            recalled: self.recalled,
            reason,
        })
    }
}

impl Command for MoveLot {
    const NAME: &'static str = "lot.move";
    const WHO: Who = Who::Person(&[Role::Officer]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for MoveLot {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let event = self.check(&counter.store().lot(&self.lot)?, counter.today())?;
        counter.write(caller.actor(), Self::NAME, |tx| {
            tx.record(event)?;
            Ok(())
        })
    }
}

/// Refuses a lot that has not been accepted: what came in damaged, short or wrong goes into 不合格 by whoever took it in.
/// Nothing certifies anything by it, so that it needs no officer; the way out of that zone does.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RefuseLot {
    /// Which.
    #[ts(as = "String")]
    pub lot: LotId,
    /// What is wrong with it.
    pub reason: String,
}

impl Command for RefuseLot {
    const NAME: &'static str = "lot.refuse";
    const WHO: Who = Who::Person(&[Role::Operator, Role::Officer, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for RefuseLot {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let lot = counter.store().lot(&self.lot)?;
        let mut fields = Fields::default();
        let reason = fields.take("reason", fields::text(&self.reason, 200));
        let reason = fields.all(reason)?;
        if lot.zone != Zone::Waiting {
            let message =
                format!("批号 {} 在{}，收货人只能拒收待检的批；没有改动", lot.number, lot.zone.zh());
            return Err(Refusal::new("lot_not_waiting", message)
                .clause("shandong-guide", "第十六条")
                .mend("已验收的批由质量安全员移到不合格区或召回区"));
        }
        let event =
            LotMoved { lot: self.lot, to: Zone::Rejected, accepted: false, recalled: lot.recalled, reason };
        counter.write(caller.actor(), Self::NAME, |tx| {
            tx.record(event)?;
            Ok(())
        })
    }
}
