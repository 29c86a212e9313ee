//! Who looked at whom, and at what (个人信息保护法 第五十一条).

use domain::Moment;
use domain::ids::{CustomerId, StaffId};
use domain::kept::{LookedAt, PhoneUse};
use serde::{Deserialize, Serialize};

use super::{Columns, Row, text};

/// One look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookedRow {
    /// The record.
    pub seq: u64,
    /// At whom.
    pub customer: CustomerId,
    /// At what.
    pub looked_at: LookedAt,
    /// What for, where it was the telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted_for: Option<PhoneUse>,
    /// Who.
    pub by: StaffId,
    /// When.
    pub at: Moment,
}

impl Row for LookedRow {
    const TABLE: &'static str = "looked";
    const CALLED: &'static str = "查看记录";
    fn key(&self) -> String {
        format!("{:012}", self.seq)
    }
    fn columns(&self) -> Columns {
        vec![("customer", text(&self.customer))]
    }
}
