//! The labels of a period, reconciled: what came out of a printer was used, spoiled or voided, and each copy that is none of
//! these is named. It adds up the copies that were issued in the period, as they stand now; the page of all copies is
//! `labels.day`.

use chrono::NaiveDate;
use domain::Moment;
use domain::label::LabelCopy;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::view::labels::{CopyState, LabelCounts};
use crate::{Counter, Host, Refusal};

/// A copy that has not come to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LooseLabel {
    /// Of which service's unit.
    pub service: String,
    /// Which copy of that service, from 1.
    pub copy: u32,
    /// Where it is.
    pub state: CopyState,
    /// When it was issued.
    #[ts(as = "String")]
    pub issued_at: Moment,
}

/// The labels of a period.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "DayLabels")]
pub struct Labels {
    /// Added up.
    pub counts: LabelCounts,
    /// Whether everything that was issued has come to its end.
    pub settled: bool,
    /// What has not, in the order in which it was issued.
    pub loose: Vec<LooseLabel>,
}

impl Labels {
    /// The labels that were issued on the days from one to another, both included.
    pub(super) fn of<H: Host>(counter: &Counter<H>, from: NaiveDate, to: NaiveDate) -> Result<Self, Refusal> {
        let copies = counter.store().labels_between(from, to)?;
        let counts = LabelCounts::of(&copies);
        let loose = |copy: &LabelCopy| LooseLabel {
            service: copy.service.to_string(),
            copy: copy.copy,
            state: CopyState::of(copy),
            issued_at: copy.issued_at,
        };
        let mut loose: Vec<LooseLabel> = copies.iter().filter(|copy| copy.is_live()).map(loose).collect();
        loose.sort_by_key(|label| label.issued_at);
        Ok(Self { settled: counts.settled(), counts, loose })
    }
}
