//! Wrong readings of what comes down, one each, that the simulator must find out.

use chrono::{DateTime, FixedOffset, TimeDelta};
use sync::down::Chain;
use sync::down::board::{Board, BoardError, Held, Reading, SignedBoard};
use sync::down::bulletin::{Bulletin, DOMAIN, Does, Taken, digest};
use sync::down::line::{Judged, Line, Outcome, Waiting, Why};
use sync::down::signers::SignedText;
use sync::root::Root;

use super::{Apply, DownMind, online, person};

/// One wrong reading each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DownMutant {
    /// One person allows.
    OneAllows,
    /// Whoever signs may sign for everything.
    IgnoresRoles,
    /// A number may be left out.
    SkipsNumbers,
    /// The one before may be another.
    IgnoresPrev,
    /// The content may be another than was signed.
    IgnoresDigest,
    /// What allows holds before its time.
    AllowsEarly,
    /// What stops waits for an hour.
    StopsLate,
    /// What cannot be applied holds up what stops.
    StopsWait,
    /// A chain that allows goes on past what waits.
    Overtakes,
    /// What waits is forgotten.
    ForgetsWaiting,
    /// What is applied is not counted.
    NeverMovesOn,
    /// A board from before is followed.
    FollowsOlder,
    /// A board that nobody signed is followed.
    FollowsUnsigned,
    /// A shorter chain is taken for the truth.
    Forgives,
    /// A restored headquarters gets nothing back.
    GivesNothingBack,
    /// Only the first of the missing chains is fetched.
    OneChainOnly,
}

/// All of them.
pub const DOWN_MUTANTS: &[DownMutant] = &[
    DownMutant::OneAllows,
    DownMutant::IgnoresRoles,
    DownMutant::SkipsNumbers,
    DownMutant::IgnoresPrev,
    DownMutant::IgnoresDigest,
    DownMutant::AllowsEarly,
    DownMutant::StopsLate,
    DownMutant::StopsWait,
    DownMutant::Overtakes,
    DownMutant::ForgetsWaiting,
    DownMutant::NeverMovesOn,
    DownMutant::FollowsOlder,
    DownMutant::FollowsUnsigned,
    DownMutant::Forgives,
    DownMutant::GivesNothingBack,
    DownMutant::OneChainOnly,
];

impl DownMind for DownMutant {
    fn read(
        &self,
        board: &SignedBoard,
        root: &Root,
        before: Option<&Board>,
        held: &dyn Fn(Chain) -> Held,
        now: DateTime<FixedOffset>,
    ) -> Result<Reading, BoardError> {
        let mut board = board.clone();
        if *self == Self::FollowsUnsigned
            && let Ok(said) = serde_json::from_str::<Board>(&board.text)
            && let Ok(signed) = said.signed(&online())
        {
            board = signed;
        }
        let before = before.filter(|_| *self != Self::FollowsOlder);
        let mut reading = board.read(root, before, held, now)?;
        match self {
            Self::Forgives => reading.rolled_back.clear(),
            Self::GivesNothingBack => reading.lost.clear(),
            Self::OneChainOnly => reading.missing.truncate(1),
            Self::OneAllows
            | Self::IgnoresRoles
            | Self::SkipsNumbers
            | Self::IgnoresPrev
            | Self::IgnoresDigest
            | Self::AllowsEarly
            | Self::StopsLate
            | Self::StopsWait
            | Self::Overtakes
            | Self::ForgetsWaiting
            | Self::NeverMovesOn
            | Self::FollowsOlder
            | Self::FollowsUnsigned => {}
        }
        Ok(reading)
    }

    fn take(
        &self,
        line: &Line,
        by: Judged<'_>,
        signed: &SignedText,
        content: Option<&[u8]>,
        apply: Apply<'_>,
    ) -> (Line, Outcome) {
        let said = serde_json::from_str::<Bulletin>(&signed.text).ok();
        let (mut line, mut signed, mut root, mut now) =
            (line.clone(), signed.clone(), by.root.clone(), by.now);
        match self {
            Self::OneAllows if !signed.signatures.is_empty() => {
                signed.sign(DOMAIN, "P1", &person(1));
                signed.sign(DOMAIN, "P2", &person(2));
            }
            Self::IgnoresRoles => {
                let all: Vec<String> = Chain::ALL.iter().map(|chain| chain.name().to_owned()).collect();
                root.signers.iter_mut().for_each(|signer| signer.may.clone_from(&all));
            }
            Self::SkipsNumbers => {
                if let Some(said) = said.as_ref().filter(|said| said.no > line.taken.no) {
                    line.taken = Taken { no: said.no - 1, digest: said.prev };
                }
            }
            Self::IgnoresPrev => {
                line.taken.digest = said.as_ref().map_or(line.taken.digest, |said| said.prev)
            }
            Self::AllowsEarly => now += TimeDelta::days(365),
            Self::StopsLate => {
                if let Some(said) =
                    said.as_ref().filter(|said| said.does == Does::Stops && said.effective > now)
                {
                    let (no, why) = (said.no, Why::Later { at: said.effective });
                    line.waiting.push(Waiting { no, signed, why: why.clone() });
                    return (line, Outcome::Waits(why));
                }
            }
            Self::OneAllows
            | Self::IgnoresDigest
            | Self::StopsWait
            | Self::Overtakes
            | Self::ForgetsWaiting
            | Self::NeverMovesOn
            | Self::FollowsOlder
            | Self::FollowsUnsigned
            | Self::Forgives
            | Self::GivesNothingBack
            | Self::OneChainOnly => {}
        }
        let by = Judged { root: &root, chain: by.chain, now };
        if *self == Self::IgnoresDigest
            && let Some(content) = content
        {
            // What was signed as it would be if these bytes were its content.
            let (after, outcome) = line.take(by, &signed, None, |_, _| Ok(()));
            let Outcome::Wants(_) = outcome else { return (after, outcome) };
            let Some(said) = said else { return (after, outcome) };
            if let Err(untaken) = apply(&said, content) {
                return (line, Outcome::Refused(untaken));
            }
            line.taken = Taken { no: said.no, digest: digest(&signed.text) };
            return (line, Outcome::Applied(said));
        }
        let (after, outcome) = line.take(by, &signed, content, apply);
        self.spoilt(&line, by.chain, &signed, after, outcome)
    }

    fn again(
        &self,
        line: &Line,
        by: Judged<'_>,
        waiting: &Waiting,
        content: Option<&[u8]>,
        apply: Apply<'_>,
    ) -> (Line, Outcome) {
        let (after, outcome) = line.take_again(by, waiting, content, apply);
        let later = self.spoilt(line, by.chain, &waiting.signed, after.clone(), outcome.clone());
        if *self == Self::StopsWait { later } else { (after, outcome) }
    }
}

impl DownMutant {
    /// The line as the mutant leaves it.
    fn spoilt(
        self,
        before: &Line,
        chain: Chain,
        signed: &SignedText,
        mut after: Line,
        outcome: Outcome,
    ) -> (Line, Outcome) {
        let waits = matches!(outcome, Outcome::Waits(_));
        if self == Self::StopsWait && waits && chain.stops() {
            after.taken = before.taken;
        }
        if self == Self::Overtakes && waits && !chain.stops() {
            after.taken = Taken { no: before.taken.no + 1, digest: digest(&signed.text) };
        }
        if self == Self::ForgetsWaiting && waits && chain.stops() {
            after.waiting.clear();
        }
        if self == Self::NeverMovesOn && matches!(outcome, Outcome::Applied(_)) {
            after.taken = before.taken;
        }
        (after, outcome)
    }
}
