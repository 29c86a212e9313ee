//! What happened to what is kept of a customer.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::codes::{ConsentPurposeV1, HeldV1, LookedAtV1, PhoneUseV1, RequestForV1};
use crate::parts::VaultRefV1;

frozen! {
    /// How many things of a kind were erased.
    ErasedCountV1 {
        /// What.
        what: HeldV1,
        /// How many.
        count: u32,
    }
    /// The needs of a service without what was taken back.
    NarrowedV1 {
        /// Of which service.
        service: String,
        /// What is left.
        needs: VaultRefV1 as Person,
    }
    /// What stays under its number.
    RecordKeptV1 {
        /// Under which.
        service: String,
        /// The last day.
        until: NaiveDate,
    }
}

payloads! {
    /// Somebody looked at a customer's page or telephone, or made a copy of all that is kept (个人信息保护法 第五十一条). A page
    /// that the same person reads again within ten minutes is one look; a telephone and a copy are one each time.
    "customer.looked" 1 by ["person.look", "person.phone", "person.print", "person.save"]
    CustomerLookedV1 {
        /// At whom.
        customer: String,
        /// At what.
        looked_at: LookedAtV1,
        /// What for, where it was the telephone.
        wanted_for: Option<PhoneUseV1>,
        /// Who.
        by: String,
        /// When.
        at: Moment,
    }
    /// A customer took consent back, or had everything deleted (个人信息保护法 第十五、四十七条): the receipt.
    "customer.withdrew" 1 by ["person.withdraw"]
    CustomerWithdrewV1 {
        /// The receipt's number.
        receipt: String,
        /// Who.
        customer: String,
        /// For which purposes.
        purposes: Vec<ConsentPurposeV1>,
        /// Whether everything was to be deleted.
        everything: bool,
        /// What was erased.
        erased: Vec<ErasedCountV1>,
        /// Needs that are left without what was taken back.
        narrowed: Vec<NarrowedV1>,
        /// What the law keeps.
        kept(kept_by_law): Vec<RecordKeptV1>,
        /// Until when copies of the store may hold it.
        copies_until: Option<NaiveDate>,
        /// Who did it.
        by: String,
        /// When.
        at: Moment,
    }
    /// What is kept of a customer was corrected, or added to (个人信息保护法 第四十六条). The old value stays.
    "customer.corrected" 1 by ["person.correct", "person.correct_allergies", "person.add"]
    CustomerCorrectedV1 then CustomerCorrectedV2 {
        /// Of whom.
        customer: String,
        /// What.
        what: HeldV1,
        /// What is right, with the reason.
        value: VaultRefV1 as Person,
        /// Who did it.
        by: String,
        /// When.
        at: Moment,
    }
    /// What is kept of a customer was corrected, or added to, with the number of the receipt that she is given.
    "customer.corrected" 2 by ["person.correct", "person.correct_allergies", "person.add"]
    CustomerCorrectedV2 {
        /// The receipt's number.
        receipt: Option<String>,
        /// Of whom.
        customer: String,
        /// What.
        what: HeldV1,
        /// What is right, with the reason.
        value: VaultRefV1 as Person,
        /// Who did it.
        by: String,
        /// When.
        at: Moment,
    }
    /// Two customers are one person.
    "customer.joined" 1 by ["person.join"]
    CustomersJoinedV1 then CustomersJoinedV2 {
        /// Under whose number they stand from now on.
        customer: String,
        /// The other.
        other: String,
        /// Who did it.
        by: String,
        /// When.
        at: Moment,
    }
    /// Two customers are one person, with the number of the receipt.
    "customer.joined" 2 by ["person.join"]
    CustomersJoinedV2 {
        /// The receipt's number.
        receipt: Option<String>,
        /// Under whose number they stand from now on.
        customer: String,
        /// The other.
        other: String,
        /// Who did it.
        by: String,
        /// When.
        at: Moment,
    }
    /// Two customers who were joined are two again.
    "customer.parted" 1 by ["person.part"]
    CustomersPartedV1 then CustomersPartedV2 {
        /// Under whose number they stood.
        customer: String,
        /// The other.
        other: String,
        /// Who did it.
        by: String,
        /// When.
        at: Moment,
    }
    /// Two customers who were joined are two again, with the number of the receipt.
    "customer.parted" 2 by ["person.part"]
    CustomersPartedV2 {
        /// The receipt's number.
        receipt: Option<String>,
        /// Under whose number they stood.
        customer: String,
        /// The other.
        other: String,
        /// Who did it.
        by: String,
        /// When.
        at: Moment,
    }
    /// A customer said that something is wrong: a case, open until somebody closes it (化妆品不良反应监测管理办法).
    "case.opened" 1 by ["service.call_back", "case.open"]
    CaseOpenedV1 {
        /// Its number.
        case: String,
        /// Whose.
        customer: String,
        /// After which service.
        service: String,
        /// What was told.
        note: Option<VaultRefV1> as Person,
        /// By when it is to be reported, by the strictest period.
        due_on: NaiveDate,
        /// Who took it.
        by: String,
        /// When.
        at: Moment,
    }
    /// A case was closed.
    "case.closed" 1 by ["case.close"]
    CaseClosedV1 {
        /// Which.
        case: String,
        /// What came of it.
        note: VaultRefV1 as Person,
        /// Who closed it.
        by: String,
        /// When.
        at: Moment,
    }
    /// What was past its last day was erased (个人信息保护法 第四十七条).
    "retention.run" 1 by ["desk.unlock"]
    RetentionRunV1 {
        /// What went.
        erased: Vec<ErasedCountV1>,
        /// When.
        at: Moment,
    }
    /// A customer asked for something that is not answered at once (个人信息保护法 第五十条).
    "request.received" 1 by ["request.take"]
    RequestReceivedV1 {
        /// Its number.
        request: String,
        /// Whose.
        customer: String,
        /// What is asked for.
        what(asked_for): RequestForV1,
        /// In the customer's words.
        note: VaultRefV1 as Person,
        /// By when it is to be answered.
        due_on: NaiveDate,
        /// Who took it.
        by: String,
        /// When.
        at: Moment,
    }
    /// A request was answered.
    "request.answered" 1 by ["request.answer"]
    RequestAnsweredV1 {
        /// Which.
        request: String,
        /// Whether it was done.
        granted: bool,
        /// What was done, or why not.
        answer: VaultRefV1 as Person,
        /// Who answered.
        by: String,
        /// When.
        at: Moment,
    }
}

impl From<CustomerCorrectedV1> for CustomerCorrectedV2 {
    fn from(one: CustomerCorrectedV1) -> Self {
        let CustomerCorrectedV1 { customer, what, value, by, at } = one;
        Self { receipt: None, customer, what, value, by, at }
    }
}

impl From<CustomersJoinedV1> for CustomersJoinedV2 {
    fn from(one: CustomersJoinedV1) -> Self {
        let CustomersJoinedV1 { customer, other, by, at } = one;
        Self { receipt: None, customer, other, by, at }
    }
}

impl From<CustomersPartedV1> for CustomersPartedV2 {
    fn from(one: CustomersPartedV1) -> Self {
        let CustomersPartedV1 { customer, other, by, at } = one;
        Self { receipt: None, customer, other, by, at }
    }
}
