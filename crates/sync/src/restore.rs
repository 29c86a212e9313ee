//! Restoring a store from a copy while headquarters may be ahead of it: the states and what leads from one to the next. A
//! copy that began to write before it fetched what headquarters has would fork by construction, so nothing is written
//! before [`Restoring::Replayed`], and then the record that says where the copy came from.

use ledger::{Hash, Head};

use crate::plan::{Step, Stop};

/// Where a restore stands. `from` is where the copy ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Restoring {
    /// The copy lies aside, verified; this PC is not enrolled to recover the store yet. A file that turns out to be older
    /// than headquarters' begins here, too: its device key may be a clone's, and an enrolment ends every other one, so that two
    /// PCs never follow each other without end.
    Copied {
        /// Where the copy ended.
        from: Head,
    },
    /// Headquarters is asked.
    Asking {
        /// Where the copy ended.
        from: Head,
    },
    /// Records are fetched from headquarters.
    FetchingTail {
        /// Where the copy ended.
        from: Head,
        /// How far the file goes now.
        at: Head,
        /// Headquarters' last record, by its receipt.
        until: (u64, Hash),
    },
    /// The file has all that headquarters has.
    Replayed {
        /// Where the copy ended.
        from: Head,
        /// How far the file goes now.
        at: Head,
        /// Whether headquarters was heard; a branch begins without it.
        branch: Option<Branching>,
    },
    /// The record of the restore is written: a new life has begun.
    Marked,
    /// The store is open for work.
    Open,
    /// The store is open for reading alone, until headquarters answers or the manager begins a branch.
    ReadOnly {
        /// Where the copy ended.
        from: Head,
        /// How far the file goes now.
        at: Head,
        /// Why.
        why: ReadOnly,
    },
}

/// A branch that the manager begins where headquarters is out of reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branching {
    /// Its number, random and not 0.
    pub branch: u32,
    /// Why, in the manager's words.
    pub reason: String,
}

/// Why a restored store may not be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadOnly {
    /// Headquarters does not answer.
    OutOfReach,
    /// Headquarters has another history than the copy.
    Forked {
        /// Where they differ.
        at: u64,
    },
    /// Headquarters does not serve this PC.
    Stopped(Stop),
    /// The file is damaged around a place.
    Damaged {
        /// The place.
        seq: u64,
    },
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    /// This PC was enrolled.
    Enrolled,
    /// The question for the head was answered, or not: what [`crate::plan::plan`] made of it.
    Planned(Step),
    /// Records were fetched, followed and written; the file goes up to here.
    Fetched(Head),
    /// What was fetched does not follow, or did not come.
    FetchFailed,
    /// This PC was not enrolled to recover the store.
    Forbidden,
    /// The manager, by PIN and with a reason, begins a branch.
    Branch(Branching),
    /// A person or the clock asks again.
    Again,
    /// The record of the restore was written.
    Recorded,
    /// The file was opened for work.
    Opened,
}

/// What is to be done in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Enrol this PC.
    Enrol,
    /// Ask for the head at the own last place.
    AskHead,
    /// Fetch records from this place on.
    Fetch {
        /// The place.
        from: u64,
    },
    /// Write the record of the restore, and begin a new life.
    Record,
    /// Open the store.
    Open,
    /// Nothing; a person decides or asks again.
    Wait,
    /// Nothing more.
    Done,
}

/// Something happened that has no meaning in the state: it is refused, and the state stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("恢复的这一步不能这样继续：状态没有改变，请从当前步骤重试")]
pub struct OutOfTurn;

impl Restoring {
    /// What is to be done.
    #[must_use]
    pub const fn act(&self) -> Act {
        match self {
            Self::Copied { .. } => Act::Enrol,
            Self::Asking { .. } => Act::AskHead,
            Self::FetchingTail { at, .. } => Act::Fetch { from: at.seq + 1 },
            Self::Replayed { .. } => Act::Record,
            Self::Marked => Act::Open,
            Self::ReadOnly { .. } => Act::Wait,
            Self::Open => Act::Done,
        }
    }

    /// The state after something happened.
    ///
    /// # Errors
    /// [`OutOfTurn`] where it has no meaning in this state.
    pub fn after(&self, happened: Happened) -> Result<Self, OutOfTurn> {
        match (self, happened) {
            (Self::Copied { from }, Happened::Enrolled) => Ok(Self::Asking { from: from.clone() }),
            (Self::Copied { from }, Happened::Branch(branch)) => Ok(Self::begun(from, from, branch)),
            (Self::Asking { from }, Happened::Planned(step)) => Ok(Self::heard(from, from, step)),
            (Self::Asking { from }, Happened::Again) => Ok(Self::Asking { from: from.clone() }),
            (Self::FetchingTail { from, at, until }, Happened::Fetched(head)) => {
                Self::fetched(from, at, *until, head)
            }
            (Self::FetchingTail { from, at, .. }, Happened::FetchFailed) => {
                Ok(Self::ReadOnly { from: from.clone(), at: at.clone(), why: ReadOnly::OutOfReach })
            }
            (Self::FetchingTail { from, .. }, Happened::Forbidden) => Ok(Self::Copied { from: from.clone() }),
            (Self::ReadOnly { from, at, .. }, Happened::Planned(step)) => Ok(Self::heard(from, at, step)),
            (Self::ReadOnly { from, at, .. }, Happened::Branch(branch)) => Ok(Self::begun(from, at, branch)),
            (Self::Replayed { .. }, Happened::Recorded) => Ok(Self::Marked),
            (Self::Marked, Happened::Opened) => Ok(Self::Open),
            (
                Self::Copied { .. }
                | Self::Asking { .. }
                | Self::FetchingTail { .. }
                | Self::Replayed { .. }
                | Self::Marked
                | Self::Open
                | Self::ReadOnly { .. },
                Happened::Enrolled
                | Happened::Planned(_)
                | Happened::Fetched(_)
                | Happened::FetchFailed
                | Happened::Forbidden
                | Happened::Branch(_)
                | Happened::Again
                | Happened::Recorded
                | Happened::Opened,
            ) => Err(OutOfTurn),
        }
    }

    fn begun(from: &Head, at: &Head, branch: Branching) -> Self {
        Self::Replayed { from: from.clone(), at: at.clone(), branch: Some(branch) }
    }

    /// What headquarters' answer means for a copy.
    fn heard(from: &Head, at: &Head, step: Step) -> Self {
        let (from, at) = (from.clone(), at.clone());
        match step {
            // The copy has all that headquarters has, or more.
            Step::Level | Step::Send { .. } | Step::Resend { .. } => {
                Self::Replayed { from, at, branch: None }
            }
            Step::Behind { hq, hash } => Self::FetchingTail { from, at, until: (hq, hash) },
            Step::Tell { at: place, .. } | Step::Forked { at: place, .. } => {
                Self::ReadOnly { from, at, why: ReadOnly::Forked { at: place } }
            }
            Step::Verify { seq } => Self::ReadOnly { from, at, why: ReadOnly::Damaged { seq } },
            Step::Stopped(stop) => Self::ReadOnly { from, at, why: ReadOnly::Stopped(stop) },
            Step::Ask | Step::Waiting { .. } => Self::ReadOnly { from, at, why: ReadOnly::OutOfReach },
        }
    }

    fn fetched(from: &Head, at: &Head, until: (u64, Hash), head: Head) -> Result<Self, OutOfTurn> {
        if head.seq <= at.seq || head.seq > until.0 || head.store != at.store {
            return Err(OutOfTurn);
        }
        let from = from.clone();
        if head.seq < until.0 {
            return Ok(Self::FetchingTail { from, at: head, until });
        }
        // The receipt vouches for the end, so that what lies before it is headquarters' too.
        if head.hash == until.1 {
            Ok(Self::Replayed { from, at: head, branch: None })
        } else {
            Ok(Self::ReadOnly { from, at: head, why: ReadOnly::Forked { at: until.0 } })
        }
    }
}
