//! What happened to copies of the store. Version 1 of each kind.

use serde::{Deserialize, Serialize};

use crate::codes::BackupCauseV1;

payloads! {
    /// A copy was written and verified: it opens, its chain is whole and ends at this head.
    "backup.made" 1 by ["backup.now", "program.close"]
    BackupMadeV1 {
        /// The place, by its id on this computer.
        target(target_file): String,
        /// The file's name.
        file: String,
        /// The last record in it.
        up_to: u64,
        /// That record's hash.
        hash: String,
        /// How large it is, in bytes.
        bytes: u64 as Bytes,
        /// Why it was made.
        cause: BackupCauseV1,
        /// Older copies at the same place that the rule of keeping deleted afterwards, by their names.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        removed: Vec<String>,
    }
    /// Restoring from a copy was tried out.
    "backup.drilled" 1 by ["backup.drill"]
    BackupDrilledV1 {
        /// The place, by its id on this computer.
        target(target_file): String,
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
