//! The receipt of what was put right, added, joined or parted: who did what for whom and when, and what it changes. It is made
//! from its record and holds no name, so that it can be printed again as it was.

use command::Caller;
use documents::{Letter, LetterLine};
use domain::Moment;
use domain::kept::Changed;
use serde::Serialize;
use store::tables::{ChangeRow, StoreRow};
use ts_rs::TS;
use words::Worded as _;

use crate::view::reader::Reader;
use crate::{Counter, Host, Refusal};

/// The receipt of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ChangeReceipt {
    /// Its number.
    pub receipt: String,
    /// What was done.
    #[ts(type = "Changed")]
    pub changed: Changed,
    /// The other customer's number, where two were joined or parted.
    pub other: Option<String>,
    /// Who did it.
    pub by: String,
    /// When.
    #[ts(as = "String")]
    pub at: Moment,
}

impl ChangeReceipt {
    /// The receipt that was just written.
    pub(super) fn given<H: Host>(
        counter: &Counter<H>,
        caller: &Caller,
        receipt: &str,
    ) -> Result<Self, Refusal> {
        Self::of(&Reader::of(counter, caller)?, counter.store().change(receipt)?)
    }

    /// A receipt as it is shown.
    pub(super) fn of<H: Host>(reader: &Reader<'_, H>, row: ChangeRow) -> Result<Self, Refusal> {
        let by = reader.person(&row.by)?.name;
        let other = row.other.map(|other| other.to_string());
        Ok(Self { receipt: row.receipt, changed: row.changed, other, by, at: row.at })
    }
}

/// What a change means for the customer.
const fn means(changed: Changed) -> &'static str {
    match changed {
        Changed::Corrected => words::change_means::Corrected.zh,
        Changed::Allergies => words::change_means::Allergies.zh,
        Changed::Added => words::change_means::Added.zh,
        Changed::Joined => words::change_means::Joined.zh,
        Changed::Parted => words::change_means::Parted.zh,
    }
}

/// The receipt as a paper.
pub(super) fn letter<H: Host>(counter: &Counter<H>, receipt: &str) -> Result<Letter, Refusal> {
    use LetterLine::{Callout, Field, Heading, Note, Text};
    let ChangeRow { receipt, changed, customer, other, by, at } = counter.store().change(receipt)?;
    let StoreRow { premises, .. } = counter.store().premises()?;
    let lines = vec![
        Callout("办理", changed.zh().to_owned()),
        Field("回执编号", receipt.clone()),
        Field("顾客编号", customer.to_string()),
        Field("另一编号", other.map(|other| other.to_string()).unwrap_or_default()),
        Field("办理时间", at.format("%Y-%m-%d %H:%M").to_string()),
        Field("经办", by.to_string()),
        Heading("此后怎样".to_owned()),
        Text(means(changed).to_owned()),
        Text("要求更正、补充、删除、撤回同意或者说明，当面告诉门店人员，或者拨打下面的电话。".to_owned()),
        Note(format!("{}，{}，电话 {}", premises.name, premises.address, premises.phone)),
    ];
    Ok(Letter { title: words::rights_paper::Change.zh, foot: ("回执编号", receipt), made_at: at, lines })
}
