//! What a screen says of the way up: safe at headquarters up to a record, so many waiting, or stopped with its reason and mend.

use ledger::Hash;
use serde::Serialize;

use crate::answer::Mend;
use crate::hexed;
use crate::opening::{Opening, opening};
use crate::plan::{Local, Step, Stop};
use crate::receipt::Receipt;

/// The state of the way up, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Headquarters has everything up to this record, by its signed receipt.
    pub safe: u64,
    /// So many records wait.
    pub waiting: u64,
    /// What goes on.
    pub state: State,
}

/// What goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Nothing was asked since the start.
    NotAsked,
    /// Everything is at headquarters.
    Level,
    /// Records are on their way.
    Sending,
    /// Headquarters lost records that it had, and gets them again.
    SendingAgain {
        /// How many had been promised.
        lost: u64,
    },
    /// Headquarters does not answer; the program tries again.
    Waiting,
    /// Two histories; uploading has stopped.
    Forked {
        /// Where they differ.
        at: u64,
        /// The store's hash there.
        #[serde(with = "hexed")]
        ours: Hash,
        /// Headquarters' hash there.
        #[serde(with = "hexed")]
        theirs: Hash,
        /// What mends it.
        mend: Mend,
    },
    /// This file is older than headquarters' copy.
    Behind {
        /// Headquarters' last record.
        hq: u64,
        /// What mends it.
        mend: Mend,
    },
    /// The own file is to be verified.
    Verify {
        /// Around which record.
        seq: u64,
        /// What mends it.
        mend: Mend,
    },
    /// Stopped.
    Stopped(Stop),
}

/// What to show, from the file, the receipt in hand and the last step.
#[must_use]
pub fn shown(local: &Local<'_>, kept: Option<&Receipt>, step: Option<&Step>) -> Shown {
    // A receipt counts while its hash is this file's own at its place; a file that was rolled back has no such place.
    let proved = match opening(local, kept) {
        Opening::Sound => kept.filter(|kept| kept.branch == local.branch).map_or(0, |kept| kept.seq),
        Opening::RolledBack { .. } | Opening::OtherHistory { .. } => 0,
    };
    let (safe, state) = match step {
        None => (proved, State::NotAsked),
        Some(Step::Level) if proved == local.last => (proved, State::Level),
        // Something was written since.
        Some(Step::Level | Step::Send { .. } | Step::Ask) => (proved, State::Sending),
        Some(Step::Resend { lost, .. }) => {
            let lost = lost.end().saturating_sub(*lost.start()).saturating_add(1);
            (proved, State::SendingAgain { lost })
        }
        Some(Step::Waiting { .. }) => (proved, State::Waiting),
        Some(Step::Tell { at, ours, theirs } | Step::Forked { at, ours, theirs }) => {
            let mend = Mend::CallHeadquarters;
            (proved, State::Forked { at: *at, ours: *ours, theirs: *theirs, mend })
        }
        Some(Step::Behind { hq, .. }) => (proved, State::Behind { hq: *hq, mend: Mend::Recover }),
        Some(Step::Verify { seq }) => (proved, State::Verify { seq: *seq, mend: Mend::VerifyFile }),
        Some(Step::Stopped(stop)) => (proved, State::Stopped(stop.clone())),
    };
    Shown { safe, waiting: local.last.saturating_sub(safe), state }
}
