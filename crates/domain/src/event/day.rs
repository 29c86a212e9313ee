//! What the day's log is made of beside the work itself: clearances that were refused, and the log that was signed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::parts::VaultRef;
use crate::Moment;
use crate::ids::ServiceNumber;
use crate::signature::{Digest, Signature};

/// One check that stopped a clearance, by its codes. What decided is not kept: it may speak of the customer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stop {
    /// The check's stable name.
    pub check: String,
    /// Id of the rulebook.
    pub rulebook: String,
    /// Number of the clause.
    pub clause: String,
}

payloads! {
    /// 核对 was refused. What stopped the same attempt before is not said again.
    ServiceRefused {
        /// Which service.
        service: ServiceNumber,
        /// What stopped it.
        stops: Vec<Stop>,
        /// When.
        at: Moment,
    }
    /// The store manager looked through a day and signed its log.
    DaySigned {
        /// Which day.
        day: NaiveDate,
        /// The last record that the log was made from.
        up_to: u64,
        /// Hash of that record.
        head: Digest,
        /// What the sample was drawn with: from the hash of the day's last record and the day, so that nobody chooses it.
        seed: Digest,
        /// The services that were drawn, each looked at.
        sampled: Vec<ServiceNumber>,
        /// Exactly what was shown, as text: the signed paper is made from it.
        sheet: String,
        /// What the manager wrote, which may name people.
        notes: Option<VaultRef>,
        /// The manager's signature over the sheet and the notes' commitment.
        signature: Signature,
    }
}
