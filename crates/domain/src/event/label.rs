//! What happened to the physical copies of a unit's label. The first copy of a blend is issued by `service.labelled`, and
//! read back by `service.label_scanned`; these say what became of each on the way.

use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::ids::ServiceNumber;
use crate::label::PrintEnd;

payloads! {
    /// 补打: another copy was issued, because the one before is spoiled or void. It must be scanned anew.
    LabelReprinted {
        /// Which service.
        service: ServiceNumber,
        /// Which copy of that service it is, from 1.
        copy: u32,
        /// Why it was needed.
        reason: String,
    }
    /// An attempt to print a copy begins. Durable before anything is handed to a spooler.
    LabelPrintStarted {
        /// Which service.
        service: ServiceNumber,
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
    LabelPrintTaken {
        /// Which service.
        service: ServiceNumber,
        /// Which copy.
        copy: u32,
        /// Which attempt.
        attempt: u32,
        /// The spooler's number of the job.
        job: String,
    }
    /// An attempt ended, by what the spooler says; or somebody looked at the printer and says how it did.
    LabelPrintEnded {
        /// Which service.
        service: ServiceNumber,
        /// Which copy.
        copy: u32,
        /// Which attempt.
        attempt: u32,
        /// How.
        how: PrintEnd,
        /// What was said of it.
        note: Option<String>,
        /// When.
        at: Moment,
    }
    /// The live copy came out and cannot be used.
    LabelSpoiled {
        /// Which service.
        service: ServiceNumber,
        /// Which copy.
        copy: u32,
        /// Why.
        reason: String,
    }
    /// The live copy must not be used any more.
    LabelVoided {
        /// Which service.
        service: ServiceNumber,
        /// Which copy.
        copy: u32,
        /// Why.
        reason: String,
    }
}
