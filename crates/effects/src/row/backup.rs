//! Copies of the store that were made and verified, as far as they are still kept.

use domain::Moment;
use domain::event::BackupCause;
use domain::signature::Digest;
use serde::{Deserialize, Serialize};

use super::{Columns, Row, number};

/// One copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupRow {
    /// The record that says it was made.
    pub seq: u64,
    /// The place, by its id on this computer.
    pub target: String,
    /// The file's name.
    pub file: String,
    /// When it was made and verified.
    pub made_at: Moment,
    /// The last record in it.
    pub up_to: u64,
    /// That record's hash.
    pub hash: Digest,
    /// How large it is, in bytes.
    pub bytes: u64,
    /// Why it was made.
    pub cause: BackupCause,
    /// The last time that restoring from it was tried out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drill: Option<Drill>,
    /// When restoring last went well, from this copy or from one whose place at its target it took: a later try that fails
    /// does not undo it, and neither does the deletion of the copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed_at: Option<Moment>,
}

/// How a try to restore ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drill {
    /// When.
    pub at: Moment,
    /// Whether everything was right.
    pub passed: bool,
    /// Records that were not in the copy at that moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost: Option<u64>,
    /// What was wrong, as a stable code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

impl BackupRow {
    /// The key of a file at a place.
    pub(crate) fn key_of(target: &str, file: &str) -> String {
        format!("{target}/{file}")
    }
}

impl Row for BackupRow {
    const TABLE: &'static str = "backup";
    const CALLED: &'static str = "备份";
    fn key(&self) -> String {
        Self::key_of(&self.target, &self.file)
    }
    fn columns(&self) -> Columns {
        vec![("seq", number(self.seq))]
    }
}
