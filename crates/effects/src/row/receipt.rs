//! Receipts of what customers took back, cases of something wrong, and requests that are not answered at once.

use domain::Moment;
use domain::event::{
    CaseClosed, CaseOpened, CustomerWithdrew, RequestAnswered, RequestReceived, SecurityAppointed,
};
use domain::ids::{CustomerId, StaffId};
use domain::kept::Changed;
use serde::{Deserialize, Serialize};

use super::{Columns, Row, number, text};

/// The receipt of a withdrawal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptRow {
    /// What was taken back, and what went.
    pub gave: CustomerWithdrew,
}

impl Row for ReceiptRow {
    const TABLE: &'static str = "receipt";
    const CALLED: &'static str = "回执";
    fn key(&self) -> String {
        self.gave.receipt.clone()
    }
    fn columns(&self) -> Columns {
        vec![("customer", text(&self.gave.customer))]
    }
}

/// The receipt of what was put right, added, joined or parted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRow {
    /// Its number.
    pub receipt: String,
    /// What was done.
    pub changed: Changed,
    /// Whose.
    pub customer: CustomerId,
    /// With whom she was joined, or from whom she was parted.
    pub other: Option<CustomerId>,
    /// Who did it.
    pub by: StaffId,
    /// When.
    pub at: Moment,
}

impl Row for ChangeRow {
    const TABLE: &'static str = "change";
    const CALLED: &'static str = "回执";
    fn key(&self) -> String {
        self.receipt.clone()
    }
    fn columns(&self) -> Columns {
        vec![("customer", text(&self.customer))]
    }
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRow {
    /// As it was opened.
    pub opened: CaseOpened,
    /// How it was closed.
    pub closed: Option<CaseClosed>,
}

impl Row for CaseRow {
    const TABLE: &'static str = "reaction";
    const CALLED: &'static str = "个例";
    fn key(&self) -> String {
        self.opened.case.clone()
    }
    fn columns(&self) -> Columns {
        let open = number(u64::from(self.closed.is_none()));
        vec![("customer", text(&self.opened.customer)), ("open", open)]
    }
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRow {
    /// As it came.
    pub received: RequestReceived,
    /// How it was answered.
    pub answered: Option<RequestAnswered>,
}

impl Row for RequestRow {
    const TABLE: &'static str = "request";
    const CALLED: &'static str = "请求";
    fn key(&self) -> String {
        self.received.request.clone()
    }
    fn columns(&self) -> Columns {
        let open = number(u64::from(self.answered.is_none()));
        vec![("customer", text(&self.received.customer)), ("open", open)]
    }
}

/// Who looks after information security; the latest appointment counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecurityRow {
    /// As it was recorded.
    pub appointed: SecurityAppointed,
}

impl SecurityRow {
    /// There is one.
    pub const KEY: &'static str = "officer";
}

impl Row for SecurityRow {
    const TABLE: &'static str = "security";
    const CALLED: &'static str = "信息安全负责人";
    fn key(&self) -> String {
        Self::KEY.to_owned()
    }
}
