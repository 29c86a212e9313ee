//! The staff's files, with presence, and where their PINs lie.

use domain::Moment;
use domain::event::VaultRef;
use domain::staff::StaffMember;
use serde::{Deserialize, Serialize};

use super::Row;

pub(super) const SCHEMA: &str =
    "CREATE TABLE staff (id TEXT PRIMARY KEY, doc TEXT NOT NULL) STRICT, WITHOUT ROWID;";

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
}

impl Row for StaffRow {
    const TABLE: &'static str = "staff";
    const CALLED: &'static str = "人员";
    fn key(&self) -> String {
        self.member.id.to_string()
    }
}
