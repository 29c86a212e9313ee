//! The two judgements that the simulator runs, and wrong ones that it must find out. A mind takes the place of `plan` and
//! `judge` here alone; the product knows nothing of it.

use ledger::{Hash, SigningKey};
use sync::answer::{Answer, Mend};
use sync::calls::{Batch, HeadOutcome, RecordsOutcome};
use sync::judge::{Known, Verdict};
use sync::plan::{Heard, Keep, Local, Pace, Planned, Step, Stop};
use sync::receipt::{Receipt, SignedReceipt};

/// What decides in a run.
pub trait Mind {
    /// What the store does next.
    fn plan(&self, local: &Local<'_>, kept: Option<&Receipt>, pace: Pace, heard: Heard<'_>) -> Planned {
        sync::plan::plan(local, kept, pace, heard)
    }
    /// What headquarters makes of a batch.
    fn judge(&self, known: &Known<'_>, looked: Option<(u64, Hash)>, batch: &Batch) -> Verdict {
        sync::judge::judge(known, looked, batch)
    }
    /// Where a new branch begins.
    fn begins(&self, batch: &Batch, there: Option<Hash>) -> Option<(u64, Hash)> {
        sync::judge::begins(batch, there)
    }
}

/// The product's own.
pub struct Product;
impl Mind for Product {}

/// One wrong judgement each. None may pass for the product's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutant {
    /// The store rests although headquarters has less.
    RestsTooEarly,
    /// The store leaves one record out.
    LeavesOneOut,
    /// The store believes an answer to an earlier request.
    BelievesOldAnswers,
    /// The store believes what nobody signed.
    BelievesUnsigned,
    /// The store believes a headquarters from before its restore.
    BelievesOldEpoch,
    /// The store sends lost records again and tells nobody.
    ResendsSilently,
    /// The store keeps a promise that headquarters no longer holds.
    KeepsLostPromise,
    /// The store takes a fork for a network fault.
    WaitsOutForks,
    /// The store sees a fork and headquarters never hears of it.
    TellsNobody,
    /// The store keeps an earlier epoch's promise in a fork.
    KeepsPromiseInFork,
    /// A file that is behind goes on writing.
    WritesOnBehind,
    /// A file that is behind is not compared.
    TakesForkForBehind,
    /// A file that is behind asks for ever.
    AsksForEver,
    /// An acceptance counts without its receipt.
    SucceedsWithoutReceipt,
    /// Silence counts as success.
    SilenceIsSuccess,
    /// Too large is sent again as it was.
    NeverHalves,
    /// A busy headquarters stops the store.
    StopsWhenBusy,
    /// A frozen device goes on trying as if the network failed.
    WaitsWhenFrozen,
    /// An earlier epoch's receipt stays when a later one has come.
    KeepsOldReceipt,
    /// Headquarters takes records after a gap.
    AcceptsGaps,
    /// Headquarters says of another history that it has it.
    ForkIsAlready,
    /// Headquarters takes another history.
    AcceptsForks,
    /// Headquarters keeps again what it has.
    AcceptsTwice,
    /// Headquarters does not leave out what it has.
    SkipsNothing,
    /// Headquarters takes what the store's key did not sign.
    AcceptsUnsigned,
    /// Headquarters takes another store's records.
    AcceptsOtherStores,
    /// Headquarters takes what is no record.
    AcceptsBroken,
    /// A stranger's word makes a fork.
    StrangersFork,
    /// Headquarters compares a resend with its head.
    ComparesAtHead,
    /// Headquarters says that it has what it has not.
    HasEverything,
    /// A branch begins anywhere.
    BranchesAnywhere,
}

/// All of them.
pub const MUTANTS: &[Mutant] = &[
    Mutant::RestsTooEarly,
    Mutant::LeavesOneOut,
    Mutant::BelievesOldAnswers,
    Mutant::BelievesUnsigned,
    Mutant::BelievesOldEpoch,
    Mutant::ResendsSilently,
    Mutant::KeepsLostPromise,
    Mutant::WaitsOutForks,
    Mutant::TellsNobody,
    Mutant::KeepsPromiseInFork,
    Mutant::WritesOnBehind,
    Mutant::TakesForkForBehind,
    Mutant::AsksForEver,
    Mutant::SucceedsWithoutReceipt,
    Mutant::SilenceIsSuccess,
    Mutant::NeverHalves,
    Mutant::StopsWhenBusy,
    Mutant::WaitsWhenFrozen,
    Mutant::KeepsOldReceipt,
    Mutant::AcceptsGaps,
    Mutant::ForkIsAlready,
    Mutant::AcceptsForks,
    Mutant::AcceptsTwice,
    Mutant::SkipsNothing,
    Mutant::AcceptsUnsigned,
    Mutant::AcceptsOtherStores,
    Mutant::AcceptsBroken,
    Mutant::StrangersFork,
    Mutant::ComparesAtHead,
    Mutant::HasEverything,
    Mutant::BranchesAnywhere,
];

/// The receipt that came, if one did.
fn receipt_of<'a>(heard: &Heard<'a>) -> Option<&'a SignedReceipt> {
    match heard {
        Heard::Head(Answer::Outcome(HeadOutcome::Receipt { receipt, .. }))
        | Heard::Records(
            _,
            Answer::Outcome(
                RecordsOutcome::Accepted { receipt }
                | RecordsOutcome::Already { receipt }
                | RecordsOutcome::Gap { receipt }
                | RecordsOutcome::Fork { receipt, .. },
            ),
        ) => Some(receipt),
        Heard::Head(_) | Heard::Records(..) | Heard::Nothing { .. } => None,
    }
}

/// Headquarters' key, which a mutant may borrow to believe what nobody signed.
fn forged(heard: &Heard<'_>, key: &SigningKey) -> Option<Answer<HeadOutcome>> {
    let receipt: Receipt = serde_json::from_str(&receipt_of(heard)?.text).ok()?;
    let receipt = receipt.signed(key).ok()?;
    Some(Answer::Outcome(HeadOutcome::Receipt { receipt, at: None, identity: false }))
}

fn read(heard: &Heard<'_>) -> Option<Receipt> {
    serde_json::from_str(&receipt_of(heard)?.text).ok()
}

impl Mind for Mutant {
    fn plan(&self, local: &Local<'_>, kept: Option<&Receipt>, pace: Pace, heard: Heard<'_>) -> Planned {
        let ask = |local: &Local<'_>, kept: Option<&Receipt>| sync::plan::plan(local, kept, pace, heard);
        let fair = ask(local, kept);
        let with = |step: Step| Planned { step, ..fair.clone() };
        match (self, &fair.step) {
            (Self::RestsTooEarly, Step::Send { .. }) => with(Step::Level),
            (Self::LeavesOneOut, Step::Send { first, until }) if *first < local.last => {
                with(Step::Send { first: first + 1, until: *until })
            }
            (Self::BelievesOldAnswers, _) => match read(&heard) {
                Some(receipt) => ask(&Local { asked: receipt.asked, ..*local }, kept),
                None => fair,
            },
            (Self::BelievesUnsigned, Step::Stopped(stop)) if stop.code == "receipt_unsigned" => {
                match forged(&heard, &crate::hq::online_key()) {
                    Some(answer) => sync::plan::plan(local, kept, pace, Heard::Head(&answer)),
                    None => fair,
                }
            }
            (Self::BelievesOldEpoch, _) => {
                let kept = kept.map(|kept| Receipt { epoch: 0, ..kept.clone() });
                ask(&Local { epoch: 0, ..*local }, kept.as_ref())
            }
            (Self::ResendsSilently, Step::Resend { first, .. }) => {
                with(Step::Send { first: *first, until: None })
            }
            (Self::KeepsLostPromise, Step::Resend { .. })
            | (Self::KeepsPromiseInFork, Step::Tell { .. } | Step::Forked { .. }) => {
                Planned { keep: Keep::Same, ..fair }
            }
            (Self::KeepsOldReceipt, Step::Send { .. } | Step::Resend { .. } | Step::Level)
                if kept.is_some() && fair.step != Step::Level =>
            {
                Planned { keep: Keep::Same, ..fair }
            }
            (Self::TellsNobody, Step::Tell { at, ours, theirs }) => {
                with(Step::Forked { at: *at, ours: *ours, theirs: *theirs })
            }
            (Self::WaitsOutForks, Step::Tell { .. } | Step::Forked { .. }) => {
                with(Step::Waiting { after: None })
            }
            (Self::WritesOnBehind, Step::Behind { .. }) => with(Step::Level),
            (Self::TakesForkForBehind, Step::Tell { .. }) => match read(&heard) {
                Some(receipt) if receipt.seq > local.last => {
                    with(Step::Behind { hq: receipt.seq, hash: receipt.hash })
                }
                Some(_) | None => fair,
            },
            (Self::AsksForEver, Step::Behind { .. }) => with(Step::Ask),
            (Self::SucceedsWithoutReceipt, _) => match heard {
                Heard::Records(sent, Answer::Outcome(RecordsOutcome::Accepted { .. }))
                    if sent.last == local.last =>
                {
                    Planned { keep: Keep::Same, step: Step::Level, ..fair }
                }
                Heard::Records(..) | Heard::Head(_) | Heard::Nothing { .. } => fair,
            },
            (Self::SilenceIsSuccess, Step::Waiting { .. }) if matches!(heard, Heard::Nothing { .. }) => {
                with(Step::Level)
            }
            (Self::NeverHalves, Step::Send { .. }) => Planned { pace, ..fair },
            (Self::StopsWhenBusy, Step::Waiting { after: Some(_) }) => {
                let text = || "busy".to_owned();
                with(Step::Stopped(Stop { code: text(), zh: text(), en: text(), mend: Mend::TriesAgain }))
            }
            (Self::WaitsWhenFrozen, Step::Stopped(stop)) if stop.code == "frozen" => {
                with(Step::Waiting { after: None })
            }
            _ => fair,
        }
    }

    fn judge(&self, known: &Known<'_>, looked: Option<(u64, Hash)>, batch: &Batch) -> Verdict {
        let fair = sync::judge::judge(known, looked, batch);
        let head = || batch.header.head.of_store(&batch.header.store).head;
        let accept = || Verdict::Accept { skip: 0, head: head() };
        match (self, &fair) {
            (Self::AcceptsGaps, Verdict::Gap)
            | (Self::AcceptsForks, Verdict::Fork { .. })
            | (Self::AcceptsTwice, Verdict::Already)
            | (Self::SkipsNothing, Verdict::Accept { .. })
            | (Self::AcceptsUnsigned, Verdict::HeadUnsigned)
            | (Self::AcceptsOtherStores, Verdict::OtherStore)
            | (Self::AcceptsBroken, Verdict::Broken { .. }) => accept(),
            (Self::ForkIsAlready, Verdict::Fork { .. }) | (Self::HasEverything, Verdict::Accept { .. }) => {
                Verdict::Already
            }
            (Self::StrangersFork, Verdict::HeadUnsigned) => {
                Verdict::Fork { at: batch.last(), hq: known.hash, store: batch.header.head.hash }
            }
            (Self::ComparesAtHead, Verdict::Look { seq }) => {
                sync::judge::judge(known, Some((*seq, known.hash)), batch)
            }
            _ => fair,
        }
    }

    fn begins(&self, batch: &Batch, there: Option<Hash>) -> Option<(u64, Hash)> {
        if *self == Self::BranchesAnywhere {
            return Some((batch.header.first - 1, batch.header.prev));
        }
        sync::judge::begins(batch, there)
    }
}
