//! What happened to copies of the store (化妆品生产电子记录要求: regular backups, restoring tried out, and both recorded; so
//! is what was deleted). Where a copy lies on this computer is nobody's business in a ledger: it names the place by a
//! short id and the file by its name.

use serde::{Deserialize, Serialize};

use crate::signature::Digest;

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackupCause {
    /// A person asked for it.
    Asked,
    /// The program was closed.
    Close,
    /// A newer program opened the store, or brought it up to date.
    Update,
}

words::worded!(BackupCause: backup_cause { Asked, Close, Update });

payloads! {
    /// A copy was written and verified: it opens, its chain is whole and ends at this head.
    BackupMade {
        /// The place, by its id on this computer.
        target: String,
        /// The file's name.
        file: String,
        /// The last record in it.
        up_to: u64,
        /// That record's hash.
        hash: Digest,
        /// How large it is, in bytes.
        bytes: u64,
        /// Why it was made.
        cause: BackupCause,
        /// Older copies at the same place that the rule of keeping deleted afterwards, by their names.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        removed: Vec<String>,
    }
    /// Restoring from a copy was tried out.
    BackupDrilled {
        /// The place, by its id on this computer.
        target: String,
        /// The file's name.
        file: String,
        /// Whether it opened, its chain is whole, its tables follow from it, and its head is the ledger's own.
        passed: bool,
        /// Records that were not in it: what a restore would have lost at that moment. Absent where it did not open.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lost: Option<u64>,
        /// What was wrong, as a stable code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        problem: Option<String>,
    }
}
