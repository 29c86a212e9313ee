//! What happened to what is kept of a customer: looked at, taken back, corrected, joined; and cases of something wrong.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::parts::VaultRef;
use crate::Moment;
use crate::consent::Purpose;
use crate::ids::{CustomerId, ServiceNumber, StaffId};
use crate::kept::{Held, LookedAt, PhoneUse, RequestFor};

/// How many things of a kind were erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasedCount {
    /// What.
    pub what: Held,
    /// How many.
    pub count: u32,
}

/// The needs of a service without what was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Narrowed {
    /// Of which service.
    pub service: ServiceNumber,
    /// What is left.
    pub needs: VaultRef,
}

/// What stays under its number because the law keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordKept {
    /// Under which.
    pub service: String,
    /// The last day.
    pub until: NaiveDate,
}

payloads! {
    /// Somebody looked at a customer's page or telephone, or made a copy of all that is kept (个人信息保护法 第五十一条).
    CustomerLooked {
        /// At whom.
        customer: CustomerId,
        /// At what.
        looked_at: LookedAt,
        /// What for, where it was the telephone.
        wanted_for: Option<PhoneUse>,
        /// Who.
        by: StaffId,
        /// When.
        at: Moment,
    }
    /// A customer took consent back, or had everything deleted (个人信息保护法 第十五、四十七条): the receipt.
    CustomerWithdrew {
        /// The receipt's number.
        receipt: String,
        /// Who.
        customer: CustomerId,
        /// For which purposes.
        purposes: Vec<Purpose>,
        /// Whether everything was to be deleted.
        everything: bool,
        /// What was erased.
        erased: Vec<ErasedCount>,
        /// Needs that are left without what was taken back.
        narrowed: Vec<Narrowed>,
        /// What the law keeps.
        kept: Vec<RecordKept>,
        /// Until when copies of the store may hold it.
        copies_until: Option<NaiveDate>,
        /// Who did it.
        by: StaffId,
        /// When.
        at: Moment,
    }
    /// What is kept of a customer was corrected, or added to (个人信息保护法 第四十六条). The old value stays.
    CustomerCorrected {
        /// The number of the receipt; none of those that were recorded before there was one.
        receipt: Option<String>,
        /// Of whom.
        customer: CustomerId,
        /// What.
        what: Held,
        /// What is right, with the reason.
        value: VaultRef,
        /// Who did it.
        by: StaffId,
        /// When.
        at: Moment,
    }
    /// Two customers are one person.
    CustomersJoined {
        /// The number of the receipt; none of those that were recorded before there was one.
        receipt: Option<String>,
        /// Under whose number they stand from now on.
        customer: CustomerId,
        /// The other.
        other: CustomerId,
        /// Who did it.
        by: StaffId,
        /// When.
        at: Moment,
    }
    /// Two customers who were joined are two again.
    CustomersParted {
        /// The number of the receipt; none of those that were recorded before there was one.
        receipt: Option<String>,
        /// Under whose number they stood.
        customer: CustomerId,
        /// The other.
        other: CustomerId,
        /// Who did it.
        by: StaffId,
        /// When.
        at: Moment,
    }
    /// A customer said that something is wrong: a case, open until somebody closes it (化妆品不良反应监测管理办法).
    CaseOpened {
        /// Its number.
        case: String,
        /// Whose.
        customer: CustomerId,
        /// After which service.
        service: ServiceNumber,
        /// What was told.
        note: Option<VaultRef>,
        /// By when it is to be reported, by the strictest period.
        due_on: NaiveDate,
        /// Who took it.
        by: StaffId,
        /// When.
        at: Moment,
    }
    /// A case was closed.
    CaseClosed {
        /// Which.
        case: String,
        /// What came of it.
        note: VaultRef,
        /// Who closed it.
        by: StaffId,
        /// When.
        at: Moment,
    }
    /// What was past its last day was erased (个人信息保护法 第四十七条).
    RetentionRun {
        /// What went.
        erased: Vec<ErasedCount>,
        /// When.
        at: Moment,
    }
    /// A customer asked for something that is not answered at once (个人信息保护法 第五十条).
    RequestReceived {
        /// Its number.
        request: String,
        /// Whose.
        customer: CustomerId,
        /// What is asked for.
        what: RequestFor,
        /// In the customer's words.
        note: VaultRef,
        /// By when it is to be answered.
        due_on: NaiveDate,
        /// Who took it.
        by: StaffId,
        /// When.
        at: Moment,
    }
    /// A request was answered.
    RequestAnswered {
        /// Which.
        request: String,
        /// Whether it was done.
        granted: bool,
        /// What was done, or why not.
        answer: VaultRef,
        /// Who answered.
        by: StaffId,
        /// When.
        at: Moment,
    }
    /// Somebody was appointed for information security (个性化服务指南 8.4).
    SecurityAppointed {
        /// Who.
        staff: StaffId,
        /// Whether it is the only post.
        full_time: bool,
        /// The document of the appointment.
        document: String,
        /// Who appointed.
        by: StaffId,
        /// When.
        at: Moment,
    }
}
