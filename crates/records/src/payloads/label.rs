//! What happened to the physical copies of a unit's label. Version 1 of each kind.

use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::codes::PrintEndV1;

payloads! {
    /// 补打: another copy was issued, because the one before is spoiled or void. It must be scanned anew.
    "label.reprinted" 1 by ["label.reprint"]
    LabelReprintedV1 {
        /// Which service.
        service: String,
        /// Which copy of that service it is, from 1.
        copy: u32,
        /// Why it was needed.
        reason: String,
    }
    /// An attempt to print a copy begins. Durable before anything is handed to a spooler.
    "label.print_started" 1 by ["label.print"]
    LabelPrintStartedV1 {
        /// Which service.
        service: String,
        /// Which copy.
        copy: u32,
        /// Which attempt at that copy, from 1.
        attempt: u32,
        /// On which printer; `None` for a file in the folder of papers.
        printer: Option<String>,
        /// When.
        at: Moment,
    }
    /// The spooler holds the job, and has not begun to print it. Durable before it is let go.
    "label.print_taken" 1 by ["label.print"]
    LabelPrintTakenV1 {
        /// Which service.
        service: String,
        /// Which copy.
        copy: u32,
        /// Which attempt.
        attempt: u32,
        /// The spooler's number of the job.
        job: String,
    }
    /// An attempt ended, by what the spooler says; or somebody looked at the printer and says how it did.
    "label.print_ended" 1 by ["label.print", "label.cancel", "label.answer", "label.answered"]
    LabelPrintEndedV1 {
        /// Which service.
        service: String,
        /// Which copy.
        copy: u32,
        /// Which attempt.
        attempt: u32,
        /// How.
        how: PrintEndV1,
        /// What was said of it.
        note: Option<String>,
        /// When.
        at: Moment,
    }
    /// The live copy came out and cannot be used.
    "label.spoiled" 1 by ["label.spoil", "label.reprint"]
    LabelSpoiledV1 {
        /// Which service.
        service: String,
        /// Which copy.
        copy: u32,
        /// Why.
        reason: String,
    }
    /// The live copy must not be used any more.
    "label.voided" 1 by ["label.void", "label.reprint"]
    LabelVoidedV1 {
        /// Which service.
        service: String,
        /// Which copy.
        copy: u32,
        /// Why.
        reason: String,
    }
}
