//! What the officer signed, by what it said then: a thing that says something else since is not approved. And which record
//! brought a thing in as it stands: who wrote that one is not who approves it.

use std::fmt;

use domain::Moment;
use domain::ids::StaffId;
use domain::premises::Approvable;
use domain::signature::Digest;
use serde::{Deserialize, Serialize};

use super::Row;

/// Who approved a thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovedBy {
    /// The store's officer.
    Officer(StaffId),
    /// The people of headquarters who signed the bulletin that brought it, by their codes there.
    Headquarters(Vec<String>),
}

impl fmt::Display for ApprovedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Officer(officer) => officer.fmt(f),
            Self::Headquarters(people) => write!(f, "HQ {}", people.join(" + ")),
        }
    }
}

/// The latest approval of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalRow {
    /// What kind of thing.
    pub what: Approvable,
    /// Which.
    pub id: String,
    /// SHA-256 of what it said.
    pub content: Digest,
    /// Who signed.
    pub by: ApprovedBy,
    /// When.
    pub at: Moment,
}

impl ApprovalRow {
    /// The key of the approval of a thing.
    #[must_use]
    pub fn key_of(what: Approvable, id: &str) -> String {
        format!("{}/{id}", what.code())
    }
}

impl Row for ApprovalRow {
    const TABLE: &'static str = "approval";
    const CALLED: &'static str = "批准";
    fn key(&self) -> String {
        Self::key_of(self.what, &self.id)
    }
}

/// The record by which a thing that is approved says what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroughtRow {
    /// What kind of thing.
    pub what: Approvable,
    /// Which.
    pub id: String,
    /// The latest record of it; its header says who and when.
    pub seq: u64,
}

impl Row for BroughtRow {
    const TABLE: &'static str = "brought";
    const CALLED: &'static str = "来源";
    fn key(&self) -> String {
        ApprovalRow::key_of(self.what, &self.id)
    }
}
