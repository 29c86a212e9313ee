//! What the day's log is made of beside the work itself. Version 1 of each kind.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::parts::{SignatureV1, SignatureV2, StopV1, VaultRefV1};

payloads! {
    /// 核对 was refused. What stopped the same attempt before is not said again.
    "service.refused" 1 by ["service.judge"]
    ServiceRefusedV1 {
        /// Which service.
        service: String,
        /// What stopped it.
        stops: Vec<StopV1>,
        /// When.
        at: Moment,
    }
    /// The store manager looked through a day and signed its log.
    "day.signed" 1 by ["day.sign"]
    DaySignedV1 then DaySignedV2 {
        /// Which day.
        day: NaiveDate,
        /// The last record that the log was made from.
        up_to: u64,
        /// Hash of that record.
        head: String,
        /// What the sample was drawn with: from the hash of the day's last record and the day, so that nobody chooses it.
        seed: String,
        /// The services that were drawn, each looked at.
        sampled: Vec<String>,
        /// Exactly what was shown, as text: the signed paper is made from it.
        sheet: String,
        /// What the manager wrote, which may name people.
        notes: Option<VaultRefV1> as Person,
        /// The manager's signature over the sheet and the notes' commitment.
        signature: SignatureV1,
    }
    /// The store manager looked through a day and signed its log.
    "day.signed" 2 by ["day.sign"]
    DaySignedV2 {
        /// Which day.
        day: NaiveDate,
        /// The last record that the log was made from.
        up_to: u64,
        /// Hash of that record.
        head: String,
        /// What the sample was drawn with: from the hash of the day's last record and the day, so that nobody chooses it.
        seed: String,
        /// The services that were drawn, each looked at.
        sampled: Vec<String>,
        /// Exactly what was shown, as text: the signed paper is made from it.
        sheet: String,
        /// What the manager wrote, which may name people.
        notes: Option<VaultRefV1> as Person,
        /// The manager's signature over the sheet and the notes' commitment.
        signature: SignatureV2,
    }
}

impl From<DaySignedV1> for DaySignedV2 {
    fn from(one: DaySignedV1) -> Self {
        let DaySignedV1 { day, up_to, head, seed, sampled, sheet, notes, signature } = one;
        Self { day, up_to, head, seed, sampled, sheet, notes, signature: signature.into() }
    }
}
