//! The store's judgement: what to do next, from what lies in its file, the receipt that it holds, and what headquarters
//! answered or did not. A pure function with an outcome for every answer; who calls it has the network, the clock and the
//! file. One flight at a time; after anything that is not progress the next flight asks for the head again, so that what
//! arrived unheard is found and nothing is sent on a guess.

use std::ops::RangeInclusive;

use ledger::{Hash, VerifyingKey};
use serde::Serialize;

use crate::answer::{Answer, Mend, Outcome, Refused};
use crate::calls::{Compared, HeadOutcome, RecordsOutcome};
use crate::frame;
use crate::receipt::{Asked, Receipt, ReceiptError, SignedReceipt};

/// What the store knows of itself while a flight is heard.
#[derive(Clone, Copy)]
pub struct Local<'a> {
    /// The enterprise that it is enrolled at.
    pub hq: &'a str,
    /// Keys whose receipts count.
    pub keys: &'a [VerifyingKey],
    /// Its code.
    pub store: &'a str,
    /// The branch that it writes.
    pub branch: u32,
    /// Where the branch left the line before it, which headquarters may have already; 0 for the first line.
    pub base: u64,
    /// Place of its last record; 0 for none.
    pub last: u64,
    /// Its own hash at a place up to `last`; [`Hash::ORIGIN`] at 0. `None` where the file cannot say it.
    pub hash_at: &'a dyn Fn(u64) -> Option<Hash>,
    /// The latest epoch that a believed receipt named, kept or not.
    pub epoch: u64,
    /// The request in flight.
    pub asked: Asked,
}

/// How fast the store goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// The most records of the next batch.
    pub most: usize,
    /// How many flights in a row brought nothing.
    pub failures: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self { most: frame::RECORDS, failures: 0 }
    }
}

/// The records that were sent in the flight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// The first.
    pub first: u64,
    /// The last.
    pub last: u64,
}

/// What came back.
#[derive(Debug, Clone, Copy)]
pub enum Heard<'a> {
    /// To the question for the head.
    Head(&'a Answer<HeadOutcome>),
    /// To records that were sent.
    Records(Sent, &'a Answer<RecordsOutcome>),
    /// Nothing, or nothing that is headquarters' answer.
    Nothing {
        /// Seconds of a `Retry-After`, where somebody on the way gave one.
        after: Option<u32>,
    },
}

/// Why uploading has stopped, and what mends it. Stopped is not for ever: the store asks again, seldom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stop {
    /// The stable code.
    pub code: String,
    /// What it says in Chinese.
    pub zh: String,
    /// And in English.
    pub en: String,
    /// What mends it.
    pub mend: Mend,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Nothing: headquarters has everything.
    Level,
    /// Send records.
    Send {
        /// From here.
        first: u64,
        /// Up to here at most, where what follows is not to be sent with them.
        until: Option<u64>,
    },
    /// Headquarters lost what it had: withdraw the promise above its head, note an incident, and send again.
    Resend {
        /// From here.
        first: u64,
        /// What was promised and is there no more.
        lost: RangeInclusive<u64>,
    },
    /// The two histories differ and headquarters was only asked: send the records from that place on once, so that both
    /// sides are kept there and somebody is told. It is shown as the fork that it is.
    Tell {
        /// A place at which they differ.
        at: u64,
        /// The store's hash there.
        ours: Hash,
        /// Headquarters' hash there.
        theirs: Hash,
    },
    /// The two histories differ: uploading stops, both hashes are shown.
    Forked {
        /// A place at which they differ.
        at: u64,
        /// The store's hash there.
        ours: Hash,
        /// Headquarters' hash there.
        theirs: Hash,
    },
    /// This file is older than what headquarters has: it was restored or cloned.
    Behind {
        /// Headquarters' last place.
        hq: u64,
        /// Its hash there, by its receipt: what is fetched must end with it.
        hash: Hash,
    },
    /// Ask for the head, at the own last place.
    Ask,
    /// Verify the own file around this place; stopped until somebody asks anew.
    Verify {
        /// The place.
        seq: u64,
    },
    /// Wait, then ask for the head.
    Waiting {
        /// Seconds that headquarters asks for.
        after: Option<u32>,
    },
    /// Uploading has stopped.
    Stopped(Stop),
}

/// What to do next, and with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// What to do.
    pub step: Step,
    /// How fast.
    pub pace: Pace,
    /// What becomes of the receipt that is held, before anything is shown or sent.
    pub keep: Keep,
    /// The latest epoch that a believed receipt named, to be kept beside the receipt.
    pub epoch: u64,
}

/// What becomes of the receipt that is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keep {
    /// It stays.
    Same,
    /// This one takes its place.
    New(SignedReceipt),
    /// It is taken back: what it promised is not known to be true any more.
    Withdrawn,
}

impl Step {
    /// Whether it leads on by itself at once: to send, or to ask.
    #[must_use]
    pub const fn goes_on(&self) -> bool {
        match self {
            Self::Send { .. } | Self::Resend { .. } | Self::Tell { .. } | Self::Ask => true,
            Self::Level
            | Self::Forked { .. }
            | Self::Behind { .. }
            | Self::Verify { .. }
            | Self::Waiting { .. }
            | Self::Stopped(_) => false,
        }
    }
}

/// Plans the next step. `kept` is the receipt that the store holds.
#[must_use]
pub fn plan(local: &Local<'_>, kept: Option<&Receipt>, pace: Pace, heard: Heard<'_>) -> Planned {
    // A receipt for another branch promises nothing for this one.
    let epoch = local.epoch.max(kept.map_or(0, |kept| kept.epoch));
    let (local, kept) = (&Local { epoch, ..*local }, kept.filter(|kept| kept.branch == local.branch));
    let planned = match heard {
        Heard::Nothing { after } => waiting(pace, after),
        Heard::Head(Answer::Outcome(HeadOutcome::Receipt { receipt, at, identity: _ })) => {
            received(local, kept, pace, receipt, On::Head(*at))
        }
        Heard::Records(sent, Answer::Outcome(outcome)) => answered(local, kept, pace, sent, outcome),
        Heard::Head(Answer::Refused(refused)) | Heard::Records(_, Answer::Refused(refused)) => {
            match refused {
                Refused::Busy { after } => waiting(pace, Some(*after)),
                Refused::Failed => waiting(pace, None),
                Refused::Revoked
                | Refused::Frozen
                | Refused::Outdated { .. }
                | Refused::DeviceUnknown
                | Refused::BadSignature
                | Refused::Unreadable { .. }
                | Refused::NoSuchCall => stopped(pace, stop_of(refused)),
            }
        }
        Heard::Head(Answer::Unknown(unknown)) | Heard::Records(_, Answer::Unknown(unknown)) => {
            let (zh, en) = unknown.said.clone();
            stopped(pace, Stop { code: unknown.code.clone(), zh, en, mend: unknown.mend })
        }
    };
    Planned { epoch: planned.epoch.max(epoch), ..planned }
}

fn answered(
    local: &Local<'_>,
    kept: Option<&Receipt>,
    pace: Pace,
    sent: Sent,
    outcome: &RecordsOutcome,
) -> Planned {
    match outcome {
        RecordsOutcome::Accepted { receipt } | RecordsOutcome::Already { receipt } => {
            let mut planned = received(local, kept, pace, receipt, On::Records);
            planned.pace.most = pace.most.saturating_mul(2).min(frame::RECORDS);
            onward(planned, pace, |first| first > sent.first)
        }
        RecordsOutcome::Gap { receipt } => {
            onward(received(local, kept, pace, receipt, On::Records), pace, |first| first < sent.first)
        }
        RecordsOutcome::Fork { at, hq, receipt, .. } => match believed(local, pace, receipt) {
            Err(planned) => planned,
            Ok(receipt) => match own(local, *at) {
                Some(ours) if ours != *hq => {
                    let step = Step::Forked { at: *at, ours, theirs: *hq };
                    forked(kept, pace, &receipt, *at, step)
                }
                // It names a hash that is ours, or a place that we have not: it contradicts itself, so ask it again.
                Some(_) | None => waiting(pace, None),
            },
        },
        RecordsOutcome::Broken { seq } if *seq > sent.first && *seq <= sent.last => {
            just(pace, Step::Send { first: sent.first, until: Some(*seq - 1) })
        }
        RecordsOutcome::Broken { seq } if *seq == sent.first => just(pace, Step::Verify { seq: *seq }),
        RecordsOutcome::Broken { .. } => waiting(pace, None),
        RecordsOutcome::TooLarge { records, .. } => {
            let count = usize::try_from(sent.last.saturating_sub(sent.first) + 1).unwrap_or(usize::MAX);
            if count < 2 {
                return stopped(pace, stop_of(outcome));
            }
            let taken = usize::try_from(*records).unwrap_or(usize::MAX);
            let most = (count / 2).min(taken).max(1);
            let pace = Pace { most, failures: pace.failures };
            just(pace, Step::Send { first: sent.first, until: None })
        }
        RecordsOutcome::OtherStore | RecordsOutcome::HeadUnsigned => stopped(pace, stop_of(outcome)),
    }
}

/// What a receipt came with.
#[derive(Clone, Copy)]
enum On {
    /// The answer to the question for the head, with the place that was compared.
    Head(Option<Compared>),
    /// The answer to records.
    Records,
}

/// The receipt, if it is headquarters' answer to this request; otherwise what to do instead.
fn believed(local: &Local<'_>, pace: Pace, signed: &SignedReceipt) -> Result<Receipt, Planned> {
    let receipt = signed.verified(local.keys).map_err(|error| stopped(pace, unbelieved(&error)))?;
    // An older answer, or a headquarters from before it was restored: neither undoes what is known since.
    if receipt.asked != local.asked || receipt.epoch < local.epoch {
        return Err(waiting(pace, None));
    }
    if (receipt.hq.as_str(), receipt.store.as_str(), receipt.branch) != (local.hq, local.store, local.branch)
    {
        return Err(stopped(pace, elsewhere()));
    }
    Ok(receipt)
}

/// What a receipt means, once it is believed.
fn received(
    local: &Local<'_>,
    kept: Option<&Receipt>,
    pace: Pace,
    signed: &SignedReceipt,
    on: On,
) -> Planned {
    let receipt = match believed(local, pace, signed) {
        Ok(receipt) => receipt,
        Err(planned) => return planned,
    };
    let (theirs, fresh) = (receipt.seq, Pace { failures: 0, ..pace });
    if theirs > local.last {
        let planned = ahead(local, kept, pace, &receipt, on);
        return Planned { epoch: receipt.epoch, ..planned };
    }
    let Some(ours) = own(local, theirs) else { return just(pace, Step::Verify { seq: theirs }) };
    if ours != receipt.hash {
        return forked(kept, pace, &receipt, theirs, Step::Tell { at: theirs, ours, theirs: receipt.hash });
    }
    // Of a branch that headquarters does not know it may have all up to where it began; it says so if it has not.
    let base = match on {
        On::Head(_) if theirs == 0 && local.base < local.last => local.base,
        On::Head(_) | On::Records => theirs,
    };
    let promised = kept.map_or(0, |kept| kept.seq);
    let step = if promised > theirs {
        Step::Resend { first: base + 1, lost: theirs + 1..=promised }
    } else if theirs == local.last {
        Step::Level
    } else {
        Step::Send { first: base + 1, until: None }
    };
    Planned { step, pace: fresh, keep: Keep::New(signed.clone()), epoch: receipt.epoch }
}

/// The two histories differ. A promise stands where the same headquarters gave it for what lies before that place; one
/// from before it was restored may be for records that are others there now.
fn forked(kept: Option<&Receipt>, pace: Pace, receipt: &Receipt, at: u64, step: Step) -> Planned {
    let stands = kept.is_none_or(|kept| kept.epoch == receipt.epoch && kept.seq < at);
    let keep = if stands { Keep::Same } else { Keep::Withdrawn };
    Planned { step, pace, keep, epoch: receipt.epoch }
}

/// Headquarters has more than this file: whether it is the same history is seen at a place that both have.
fn ahead(local: &Local<'_>, kept: Option<&Receipt>, pace: Pace, receipt: &Receipt, on: On) -> Planned {
    let at = match on {
        // An answer to records has no such place; the question for the head has.
        On::Records => return just(pace, Step::Ask),
        On::Head(at) => at.filter(|at| at.seq <= local.last),
    };
    let Some(at) = at else { return waiting(pace, None) };
    match own(local, at.seq) {
        None => just(pace, Step::Verify { seq: at.seq }),
        Some(ours) if ours != at.hash => {
            let step = Step::Tell { at: at.seq, ours, theirs: at.hash };
            forked(kept, pace, receipt, at.seq, step)
        }
        Some(_) if at.seq == local.last => {
            just(Pace { failures: 0, ..pace }, Step::Behind { hq: receipt.seq, hash: receipt.hash })
        }
        // Something was written since it was asked.
        Some(_) => just(pace, Step::Ask),
    }
}

pub(crate) fn own(local: &Local<'_>, seq: u64) -> Option<Hash> {
    match seq {
        0 => Some(Hash::ORIGIN),
        seq if seq <= local.last => (local.hash_at)(seq),
        _ => None,
    }
}

const fn just(pace: Pace, step: Step) -> Planned {
    Planned { step, pace, keep: Keep::Same, epoch: 0 }
}

fn waiting(pace: Pace, after: Option<u32>) -> Planned {
    let pace = Pace { failures: pace.failures.saturating_add(1), ..pace };
    just(pace, Step::Waiting { after })
}

const fn stopped(pace: Pace, stop: Stop) -> Planned {
    just(pace, Step::Stopped(stop))
}

/// Lets a plan stand that gets on; where it would send the same again, it waits first, so that two programs which
/// misunderstand each other do not turn in a circle.
fn onward(planned: Planned, before: Pace, gets_on: impl Fn(u64) -> bool) -> Planned {
    match planned.step {
        Step::Send { first, .. } if !gets_on(first) => waiting(before, None),
        Step::Send { .. }
        | Step::Resend { .. }
        | Step::Level
        | Step::Tell { .. }
        | Step::Forked { .. }
        | Step::Behind { .. }
        | Step::Ask
        | Step::Verify { .. }
        | Step::Waiting { .. }
        | Step::Stopped(_) => planned,
    }
}

fn stop_of(outcome: &impl Outcome) -> Stop {
    let said = outcome.said();
    Stop {
        code: outcome.code().to_owned(),
        zh: said.zh.to_owned(),
        en: said.en.to_owned(),
        mend: outcome.mend(),
    }
}

fn unbelieved(error: &ReceiptError) -> Stop {
    let (code, en, mend) = match error {
        ReceiptError::Unsigned => (
            "receipt_unsigned",
            "Headquarters' receipt is not signed by a key that this PC knows. It counts for nothing; every record is kept \
             here. Call the information officer.",
            Mend::CallHeadquarters,
        ),
        ReceiptError::Unreadable => (
            "receipt_unreadable",
            "Headquarters' receipt cannot be read. It counts for nothing; every record is kept here. Update the program.",
            Mend::UpdateProgram,
        ),
    };
    Stop { code: code.to_owned(), zh: error.to_string(), en: en.to_owned(), mend }
}

fn elsewhere() -> Stop {
    Stop {
        code: "receipt_of_another".to_owned(),
        zh: "总部回执属于另一家企业、门店或分支：不作为已送达的依据，记录都保存在本机。请联系总部信息管理员。".to_owned(),
        en: "Headquarters' receipt is of another enterprise, store or branch. It counts for nothing; every record is kept \
             here. Call the information officer."
            .to_owned(),
        mend: Mend::CallHeadquarters,
    }
}
