//! Putting right what is kept of a customer, adding to it, and two customers who turn out to be one person, or two again
//! (个人信息保护法 第四十六条). The old value stays in the vault as long as it would have, for whom the law lets read it.

use command::{Caller, Command, Run, Topic, Who};
use domain::consent::Purpose;
use domain::event::{CustomerCorrected, CustomersJoined, CustomersParted};
use domain::ids::{CustomerId, StaffId};
use domain::kept::Held;
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use store::Kind;
use ts_rs::TS;

use super::change::ChangeReceipt;
use super::{agrees, numbered};
use crate::setup::{Fields, fields};
use crate::steps::notice::Contact;
use crate::view::reader::Reader;
use crate::view::reads;
use crate::{Counter, Host, Refusal};

/// Who puts things right with the customer in front of them.
pub(super) const FRONT: Who = Who::Person(&[Role::Advisor, Role::StoreManager]);
pub(super) const STALE: &[Topic] = &[Topic::Service, Topic::Access];

/// The longest of what a customer adds.
const LONGEST: usize = 500;

/// Corrects name and telephone, or takes down the one that was missing.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct CorrectContact {
    /// Whose.
    #[ts(as = "String")]
    pub customer: CustomerId,
    /// The right name.
    pub name: String,
    /// The right telephone number.
    pub phone: String,
    /// Why the other was wrong.
    pub reason: String,
}

/// Takes down what a customer adds, or says otherwise than before.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct AddStatement {
    /// Whose.
    #[ts(as = "String")]
    pub customer: CustomerId,
    /// In the customer's words.
    pub text: String,
}

/// What the vault holds of a correction: the value as a contact is read everywhere, and why.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Corrected {
    #[serde(flatten)]
    contact: Contact,
    reason: String,
}

/// The customer of whom something is taken down, who agreed to that; who does not, by `refuses`: code, message, mend.
pub(super) fn agreeing<H: Host>(
    counter: &Counter<H>,
    caller: &Caller,
    customer: &CustomerId,
    purpose: Purpose,
    (code, message, mend): (&'static str, &'static str, &'static str),
) -> Result<CustomerId, Refusal> {
    Reader::of(counter, caller)?.customer(customer)?;
    let person = counter.store().person_behind(customer)?;
    if person.deleted_on.is_some() {
        let message = "这位顾客已要求删除全部个人信息，不再补记；没有保存";
        return Err(Refusal::new("customer_deleted", message).mend("下次服务重新告知并取得同意后再记"));
    }
    let services = reads::services_of(counter.store(), &person.customer)?;
    if agrees(&services, purpose, counter.today()) {
        return Ok(person.customer);
    }
    Err(Refusal::new(code, message).clause("个人信息保护法", "第十三条").mend(mend))
}

impl Command for CorrectContact {
    const NAME: &'static str = "person.correct";
    const WHO: Who = FRONT;
    const STALE: &'static [Topic] = STALE;
    type Reply = ChangeReceipt;
}

impl<H: Host> Run<Counter<H>> for CorrectContact {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<ChangeReceipt, Refusal> {
        let refuses = (
            "contact_without_consent",
            "顾客没有同意留存姓名和电话：没有保存",
            "请在服务的告知里由顾客本人选择“回访与召回联系方式”",
        );
        let customer = agreeing(counter, caller, &self.customer, Purpose::Contact, refuses)?;
        let mut form = Fields::default();
        let name = form.take("name", fields::text(&self.name, 40));
        let phone = form.take("phone", fields::telephone(&self.phone));
        let reason = form.take("reason", fields::text(&self.reason, 100));
        let taken = form.all(name.zip(phone).zip(reason))?;
        let ((name, phone), reason) = taken;
        let value = serde_json::to_vec(&Corrected { contact: Contact { name, phone }, reason })?;
        corrected(counter, caller, Self::NAME, (customer, Held::Contact, Kind::Contact, value))
    }
}

impl Command for AddStatement {
    const NAME: &'static str = "person.add";
    const WHO: Who = FRONT;
    const STALE: &'static [Topic] = STALE;
    type Reply = ChangeReceipt;
}

impl<H: Host> Run<Counter<H>> for AddStatement {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<ChangeReceipt, Refusal> {
        let refuses =
            ("record_without_consent", "顾客没有同意保存服务记录：没有保存", "当面听取，只用于当场");
        let customer = agreeing(counter, caller, &self.customer, Purpose::ServiceRecord, refuses)?;
        let mut form = Fields::default();
        let text = form.take("text", fields::text(&self.text, LONGEST));
        let text = form.all(text)?;
        let value = (customer, Held::Supplement, Kind::Said, text.into_bytes());
        corrected(counter, caller, Self::NAME, value)
    }
}

pub(super) fn corrected<H: Host>(
    counter: &mut Counter<H>,
    caller: &Caller,
    op: &'static str,
    (customer, what, kind, value): (CustomerId, Held, Kind, Vec<u8>),
) -> Result<ChangeReceipt, Refusal> {
    let (by, at, today) = (StaffId::new(caller.actor())?, counter.host().now(), counter.today());
    let receipt = counter.write::<_, Refusal>(caller.actor(), op, |tx| {
        let (value, number) = (tx.seal(kind, &value)?, numbered(tx, "GZ", today)?);
        let receipt = Some(number.clone());
        tx.record(CustomerCorrected { receipt, customer, what, value, by, at })?;
        Ok(number)
    })?;
    ChangeReceipt::given(counter, caller, &receipt)
}

/// Says that two customers are one person.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct JoinCustomers {
    /// Under whose number they stand from now on.
    #[ts(as = "String")]
    pub customer: CustomerId,
    /// The other.
    #[ts(as = "String")]
    pub other: CustomerId,
}

/// Says that two customers who were joined are two.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PartCustomers {
    /// Who was joined, and is not from now on.
    #[ts(as = "String")]
    pub other: CustomerId,
}

impl Command for JoinCustomers {
    const NAME: &'static str = "person.join";
    const WHO: Who = FRONT;
    const STALE: &'static [Topic] = STALE;
    type Reply = ChangeReceipt;
}

impl<H: Host> Run<Counter<H>> for JoinCustomers {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<ChangeReceipt, Refusal> {
        let reader = Reader::of(counter, caller)?;
        reader.customer(&self.customer)?;
        reader.customer(&self.other)?;
        let store = counter.store();
        let (customer, other) = (store.person_behind(&self.customer)?, store.person_behind(&self.other)?);
        if customer.customer == other.customer {
            let message = "这两位已经是同一位顾客；没有改动";
            return Err(Refusal::new("already_joined", message));
        }
        let (customer, other) = (customer.customer, other.customer);
        let (by, at, today) = (StaffId::new(caller.actor())?, counter.host().now(), counter.today());
        let receipt = counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            let number = numbered(tx, "HB", today)?;
            let receipt = Some(number.clone());
            tx.record(CustomersJoined { receipt, customer, other, by, at })?;
            Ok(number)
        })?;
        ChangeReceipt::given(counter, caller, &receipt)
    }
}

impl Command for PartCustomers {
    const NAME: &'static str = "person.part";
    const WHO: Who = FRONT;
    const STALE: &'static [Topic] = STALE;
    type Reply = ChangeReceipt;
}

impl<H: Host> Run<Counter<H>> for PartCustomers {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<ChangeReceipt, Refusal> {
        let missing = || Refusal::new("not_found", format!("没有编号为 {} 的顾客；没有改动", self.other));
        let row = counter.store().customer(&self.other)?.ok_or_else(missing)?;
        let Some(customer) = row.joined else {
            let message = "这位顾客没有与别的顾客合并；没有改动";
            return Err(Refusal::new("not_joined", message));
        };
        let (other, by, at) = (self.other, StaffId::new(caller.actor())?, counter.host().now());
        let today = counter.today();
        let receipt = counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            let number = numbered(tx, "FK", today)?;
            let receipt = Some(number.clone());
            tx.record(CustomersParted { receipt, customer, other, by, at })?;
            Ok(number)
        })?;
        ChangeReceipt::given(counter, caller, &receipt)
    }
}
