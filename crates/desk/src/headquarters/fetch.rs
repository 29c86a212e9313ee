//! The way down: the board is followed beside the work, and what is missing is fetched, what stops first. A chain that cannot go on
//! holds up no other. No tap waits for it.

use std::sync::Arc;
use std::time::Duration;

use command::Refusal;
use sync::answer::{Mend, Outcome as _};
use sync::calls::{BoardOutcome, GivenBackOutcome, SignedOutcome};
use sync::down::Chain;
use sync::down::board::{Missing, Reading, SignedBoard};
use sync::down::bulletin::ContentRef;
use sync::down::line::{Outcome, Waiting};
use sync::down::signers::SignedText;
use sync::receipt::Asked;
use uplink::{Asker, Blob, Line};

use super::down::{Asks, said};
use super::enrol::PROGRAM;
use super::lines::is_settled;
use super::{Enrolled, Told, random};
use crate::Desk;
use crate::dialogs::Dialogs;
use crate::door::Door;
use crate::machine::Machine;

/// How long headquarters may keep a question for the board, in seconds: less than what counts as a line that is cut.
const WAIT: u32 = 25;
/// How long until it is asked again where nobody answered; half of it at least.
const AGAIN_MS: u32 = 20_000;
/// How many roots are fetched in one round: each follows from the one before.
const ROOTS: usize = 64;

/// What became of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Came {
    /// Headquarters was not asked: no enrolment, or a file for reading alone.
    NotAsked,
    /// Everything that it names was looked at.
    Level,
    /// Something was not had; tried again.
    Again,
}

/// A round under way.
struct Round<'a, M: Machine, D: Dialogs> {
    door: &'a Arc<Door<M, D>>,
    line: Line,
    enrolled: Enrolled,
}

/// Why a chain does not go on.
enum Halt {
    /// Nobody answered, or headquarters has not what it named.
    NotHad(Option<Told>),
    /// It was refused.
    Refused,
    /// The enrolment is over, or the desk failed.
    Over(Option<Refusal>),
}

impl From<Refusal> for Halt {
    fn from(refusal: Refusal) -> Self {
        Self::Over(Some(refusal))
    }
}

impl<M: Machine, D: Dialogs> Round<'_, M, D> {
    fn asker(&self) -> Asker<'_> {
        Asker { store: &self.enrolled.kept.store, key: &self.enrolled.key, program: PROGRAM }
    }

    async fn asked(&self) -> Result<Asked, Halt> {
        let enrolled = self.enrolled.clone();
        self.door.with(move |desk| desk.asks_on(&enrolled)).await??.ok_or(Halt::Over(None))
    }

    async fn content(&self, of: ContentRef) -> Result<Vec<u8>, Halt> {
        let asked = self.asked().await?;
        match self.line.blob(self.asker(), asked, of).await {
            Ok(Blob::Bytes(bytes)) => Ok(bytes),
            Ok(Blob::Answer(answer)) => {
                let told = match said(Ok(answer)) {
                    Ok(outcome) => Told::outcome(&outcome),
                    Err(told) => told,
                };
                Err(Halt::NotHad(Some(told)))
            }
            Err(cut) => Err(Halt::NotHad(Some(Told::cut(cut)))),
        }
    }

    /// Takes one bulletin, with its content where it wants one.
    async fn settle(
        &self,
        chain: Chain,
        no: u64,
        signed: SignedText,
        waits: Option<Waiting>,
    ) -> Result<(), Halt> {
        let mut content: Option<Vec<u8>> = None;
        loop {
            let (text, waiting, bytes) = (signed.clone(), waits.clone(), content.take());
            let had = bytes.is_some();
            let took = move |desk: &mut Desk<M>| desk.takes(chain, &text, waiting.as_ref(), bytes.as_deref());
            match self.door.with(took).await?? {
                Outcome::Wants(of) if !had => content = Some(self.content(of).await?),
                outcome if is_settled(&outcome) => {
                    self.door.with(move |desk| desk.goes_past(chain)).await?;
                    return Ok(());
                }
                Outcome::Refused(why) => {
                    // What says that it is tried again is: the board names it no second time.
                    let again = why.mend() == Mend::TriesAgain;
                    self.door.with(move |desk| desk.refuses(chain, no, &why)).await?;
                    return Err(if again { Halt::NotHad(None) } else { Halt::Refused });
                }
                Outcome::Wants(_) | Outcome::Applied(_) | Outcome::Waits(_) => {
                    return Err(Halt::NotHad(None));
                }
            }
        }
    }

    async fn chain(&self, Missing { chain, from, to }: Missing) -> Result<(), Halt> {
        for no in from..=to {
            if self.door.with(move |desk| desk.chain_waits(chain)).await?? {
                break;
            }
            let asked = self.asked().await?;
            let answer = said(self.line.bulletin(self.asker(), asked, chain, no).await);
            match answer.map_err(|told| Halt::NotHad(Some(told)))? {
                SignedOutcome::Signed { signed } => self.settle(chain, no, signed, None).await?,
                none @ SignedOutcome::NotThere => return Err(Halt::NotHad(Some(Told::outcome(&none)))),
            }
        }
        Ok(())
    }

    /// Gives back what a restored headquarters lost, so that stores that never had it get it, too. One that it does not take is for
    /// people to compare; nothing here changes.
    async fn give_back(&self, Missing { chain, from, to }: Missing) -> Result<(), Halt> {
        for no in from..=to {
            let given = self.door.with(move |desk| desk.gives_back(chain, no)).await??;
            let Some(given) = given else { break };
            let asked = self.asked().await?;
            match said(self.line.give_back(self.asker(), asked, &given).await) {
                Ok(GivenBackOutcome::TakenBack | GivenBackOutcome::WasThere) => {
                    tracing::info!(chain = chain.name(), no, "a bulletin was given back to headquarters");
                }
                Ok(outcome @ GivenBackOutcome::NotTakenBack { .. }) => {
                    let code = outcome.code();
                    tracing::warn!(chain = chain.name(), no, code, "a bulletin was not taken back");
                    break;
                }
                Err(told) => return Err(Halt::NotHad(Some(told))),
            }
        }
        Ok(())
    }

    /// Follows the roots up to the one that the board names.
    async fn roots(&self, board: &SignedBoard) -> Result<Reading, Halt> {
        for _ in 0..ROOTS {
            let signed = board.clone();
            let reading = self.door.with(move |desk| desk.reads_board(&signed)).await??;
            let reading = reading.map_err(|told| Halt::NotHad(Some(told)))?;
            if reading.roots.is_none() {
                return Ok(reading);
            }
            let trusted = self.door.with(|desk| desk.trusts()).await??;
            let asked = self.asked().await?;
            let answer = said(self.line.root(self.asker(), asked, trusted.saturating_add(1)).await);
            let SignedOutcome::Signed { signed } = answer.map_err(|told| Halt::NotHad(Some(told)))? else {
                return Err(Halt::NotHad(Some(Told::outcome(&SignedOutcome::NotThere))));
            };
            if let Some(told) = self.door.with(move |desk| desk.takes_root(&signed)).await?? {
                return Err(Halt::NotHad(Some(told)));
            }
        }
        Err(Halt::NotHad(None))
    }

    /// Everything that a board names and this store has not; each chain by itself.
    async fn follow(&self, board: Option<SignedBoard>) -> Result<(), Halt> {
        let mut not_had: Option<Option<Told>> = None;
        let mut goes_on = |ended: Result<(), Halt>| match ended {
            Ok(()) | Err(Halt::Refused) => Ok(()),
            Err(Halt::NotHad(why)) => {
                not_had = Some(why.or_else(|| not_had.take().flatten()));
                Ok(())
            }
            Err(over @ Halt::Over(_)) => Err(over),
        };
        if let Some(board) = board {
            let Reading { missing, lost, .. } = self.roots(&board).await?;
            // What stops here goes before what headquarters gets back, which may not know that request.
            for missing in missing {
                goes_on(self.chain(missing).await)?;
            }
            for lost in lost {
                goes_on(self.give_back(lost).await)?;
            }
        }
        for (chain, waiting) in self.door.with(|desk| desk.waits_down()).await?? {
            goes_on(self.settle(chain, waiting.no, waiting.signed.clone(), Some(waiting)).await)?;
        }
        not_had.map_or(Ok(()), |told| Err(Halt::NotHad(told)))
    }
}

impl<M: Machine, D: Dialogs> Door<M, D> {
    /// Follows headquarters' board while the program runs, so that a recall is here within seconds of its publication.
    pub async fn follows(self: Arc<Self>) {
        loop {
            // Each store that is opened begins anew.
            drop(self.with(|desk| desk.headquarters.down.followed = true).await);
            let came = self.comes_down(WAIT).await;
            if let Err(refusal) = &came {
                tracing::warn!(code = refusal.code, "what headquarters sends down was not looked at");
            }
            if !matches!(came, Ok(Came::Level)) {
                // Stores do not all ask at once when headquarters is back.
                let jitter = random().map_or(0, u32::from_be_bytes) % (AGAIN_MS / 2);
                let pause = Duration::from_millis((AGAIN_MS / 2 + jitter).into());
                let revision = self.feed.revision();
                tokio::select! {
                    () = tokio::time::sleep(pause) => {}
                    // An enrolment is followed at once.
                    () = self.enrolled_anew(revision, &came) => {}
                }
            }
        }
    }

    async fn enrolled_anew(&self, revision: u64, came: &Result<Came, Refusal>) {
        if !matches!(came, Ok(Came::NotAsked)) {
            return std::future::pending().await;
        }
        self.feed.changed(revision).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }

    /// One round: the board, and what it names. With `wait` headquarters answers when there is another, or after so many seconds.
    pub(super) async fn comes_down(self: &Arc<Self>, wait: u32) -> Result<Came, Refusal> {
        let Some(asks) = self.with(Desk::asks_down).await?? else { return Ok(Came::NotAsked) };
        // Its hour comes without a network, too.
        self.with(Desk::wakes).await??;
        let Asks { enrolled, asked, after, complete } = asks;
        let ended = async {
            let line = Line::to(&enrolled.kept.url).map_err(|cut| Halt::NotHad(Some(Told::cut(cut))))?;
            let round = Round { door: self, line, enrolled: enrolled.clone() };
            let wait = if complete { wait } else { 0 };
            let answer = said(round.line.board(round.asker(), asked, after, wait).await);
            let board = match answer.map_err(|told| Halt::NotHad(Some(told)))? {
                BoardOutcome::Board { board } => Some(board),
                BoardOutcome::Unchanged | BoardOutcome::NoBoard => None,
            };
            round.follow(board).await
        };
        let (told, complete) = match ended.await {
            Ok(()) | Err(Halt::Refused) => (None, true),
            Err(Halt::NotHad(told)) => (told, false),
            Err(Halt::Over(None)) => return Ok(Came::Again),
            Err(Halt::Over(Some(refusal))) => return Err(refusal),
        };
        self.with(move |desk| desk.came_down(&enrolled, told, complete)).await??;
        Ok(if complete { Came::Level } else { Came::Again })
    }
}
