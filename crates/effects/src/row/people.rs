//! The staff's files, with presence, and where their PINs lie.

use chrono::NaiveDate;
use domain::Moment;
use domain::event::VaultRef;
use domain::ids::StaffId;
use domain::staff::StaffMember;
use serde::{Deserialize, Serialize};

use super::Row;

/// One person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffRow {
    /// The person's file.
    pub member: StaffMember,
    /// Since when the person is in the store, if they are.
    pub present_since: Option<Moment>,
    /// Where the hash of the PIN lies.
    pub pin: Option<VaultRef>,
    /// Wrong PINs since the last right one.
    pub failed: u32,
    /// The last wrong PIN.
    pub failed_at: Option<Moment>,
    /// Who set the PIN, and when, where that was somebody else: it is good for nothing but to set one's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lent: Option<Lent>,
    /// When another last set a PIN in the place of the owner's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reset_at: Option<Moment>,
    /// What the person was called by mistake before, the latest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formerly: Vec<Former>,
}

/// A name that was put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// The wrong one.
    pub name: VaultRef,
    /// Why it was wrong.
    pub reason: String,
    /// Who put it right.
    pub by: StaffId,
    /// When.
    pub at: Moment,
}

/// A PIN that another person set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lent {
    /// Who set it.
    pub by: StaffId,
    /// When.
    pub at: Moment,
    /// Whether it took the place of one that its owner had.
    pub reset: bool,
}

impl StaffRow {
    /// Since when the person is in the store on a day, if they are. Who came on an earlier day and was never marked as gone
    /// is not taken to be here: a mark that nobody renews would say for ever that two people are at the bench (山东指南
    /// 第三条).
    #[must_use]
    pub fn here_on(&self, day: NaiveDate) -> Option<Moment> {
        self.present_since.filter(|since| domain::in_china(*since).date_naive() >= day)
    }

    /// Since when the person stands as present from an earlier day than this, if they do.
    #[must_use]
    pub fn left_unmarked_on(&self, day: NaiveDate) -> Option<Moment> {
        self.present_since.filter(|_| self.here_on(day).is_none())
    }
}

impl Row for StaffRow {
    const TABLE: &'static str = "staff";
    const CALLED: &'static str = "人员";
    fn key(&self) -> String {
        self.member.id.to_string()
    }
}
