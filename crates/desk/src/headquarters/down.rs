//! What came down from headquarters, judged and applied: the board beside what is here, roots, bulletins with what they bring. A
//! restriction rings at every window. It refuses to fetch anything.

use command::Refusal;
use counter::coming_down::{Brings, Came, NotBrought};
use domain::filing::FilingNumber;
use store::Store;
use sync::answer::{Answer, Outcome as _};
use sync::calls::{After, GivenBack};
use sync::down::Chain;
use sync::down::board::{Board, Held, Reading, SignedBoard};
use sync::down::bulletin::{Bulletin, DOMAIN, Untaken};
use sync::down::line::{Judged, Line as Row, Outcome, Waiting, Why};
use sync::down::signers::SignedText;
use sync::receipt::Asked;
use sync::root::Root;
use uplink::Cut;

use super::lines::{APPLIED, applied, held, line};
use super::{Enrolled, Told};
use crate::machine::Machine;
use crate::{Desk, Topic};

/// What the desk remembers of the way down while a store is open; what must outlast it is kept with the enrolment or in the ledger.
#[derive(Default)]
pub(super) struct ComingDown {
    /// Whether everything that the last board named was looked at.
    complete: bool,
    /// Whether what waits was tried with this program.
    tried: bool,
    /// Whether something that waited was applied, so that what stands behind it is to be fetched.
    moved_on: bool,
    /// Whether the board is followed beside the work.
    pub(super) followed: bool,
    /// Why nothing came.
    pub(super) told: Option<Told>,
    /// What was refused, by chain.
    pub(super) refused: Vec<(Chain, u64, Told)>,
    /// Chains that headquarters shows shorter than what was taken.
    pub(super) rolled_back: Vec<Chain>,
}

/// With what headquarters is asked.
pub(super) struct Asks {
    pub(super) enrolled: Enrolled,
    pub(super) asked: Asked,
    pub(super) after: After,
    pub(super) complete: bool,
}

pub(super) fn said<T: sync::answer::Outcome>(answer: Result<Answer<T>, Cut>) -> Result<T, Told> {
    match answer.map_err(Told::cut)? {
        Answer::Outcome(outcome) => Ok(outcome),
        Answer::Refused(refused) => Err(Told::outcome(&refused)),
        Answer::Unknown(unknown) => {
            let (zh, en) = unknown.said;
            Err(Told { code: unknown.code, zh, en, mend: unknown.mend })
        }
    }
}

/// Whether a product is in the catalogue by now.
fn is_here(store: &Store, filing: &str) -> bool {
    let filing = FilingNumber::parse(filing).ok();
    filing.is_some_and(|filing| store.products_filed(&filing).is_ok_and(|found| !found.is_empty()))
}

/// Who vouches for a bulletin of a chain, by code.
fn vouching(signed: &SignedText, root: &Root, chain: Chain) -> Vec<String> {
    let people = signed.vouched(DOMAIN, &root.signers, |signer| signer.may(chain), 1);
    people.map(|people| people.into_iter().map(ToOwned::to_owned).collect()).unwrap_or_default()
}

impl<M: Machine> Desk<M> {
    /// Whether a round of uploading looks at the board, too.
    pub(super) const fn looks_down(&self) -> bool {
        !self.headquarters.down.followed && self.headquarters.cut.is_none()
    }

    /// With what the board is asked; nothing where nothing can be applied.
    pub(super) fn asks_down(&mut self) -> Result<Option<Asks>, Refusal> {
        let Some(enrolled) = self.headquarters.enrolled.clone() else { return Ok(None) };
        if !self.counter().is_ok_and(|counter| counter.store().alone().is_none()) {
            return Ok(None);
        }
        let root = enrolled.kept.root()?;
        let board = enrolled.kept.board().filter(|_| self.headquarters.down.complete);
        let (epoch, no) = board.map_or((0, 0), |board| (board.epoch, board.no));
        let asked = self.headquarters.asks()?;
        let complete = self.headquarters.down.complete;
        Ok(Some(Asks { enrolled, asked, after: After { root: root.root, epoch, no }, complete }))
    }

    /// The next request of a round that began under an enrolment; `None` where that one is over.
    pub(super) fn asks_on(&mut self, enrolled: &Enrolled) -> Result<Option<Asked>, Refusal> {
        if self.is_of(enrolled) { self.headquarters.asks().map(Some) } else { Ok(None) }
    }

    fn is_of(&self, enrolled: &Enrolled) -> bool {
        let now = self.headquarters.enrolled.as_ref().map(|enrolled| enrolled.key.id());
        now == Some(enrolled.key.id())
    }

    /// Reads a board beside what is here, and keeps it: from now on no older one is followed.
    pub(super) fn reads_board(&mut self, signed: &SignedBoard) -> Result<Result<Reading, Told>, Refusal> {
        let Some(mut enrolled) = self.headquarters.enrolled.clone() else {
            return Ok(Err(Told::not_followed(sync::down::board::BoardError::OtherEnterprise)));
        };
        let (root, before) = (enrolled.kept.root()?, enrolled.kept.board());
        let now = self.machine.now();
        let store = self.counter()?.store();
        let mut has = Vec::new();
        for chain in APPLIED {
            has.push((chain, line(store, chain)?.has()));
        }
        let epochs = enrolled.kept.epochs.clone();
        let ours = |chain: Chain| {
            let has = has.iter().find(|(one, _)| *one == chain).map(|(_, has)| *has);
            has.map(|has| Held { has, epoch: epochs.get(chain.name()).copied().unwrap_or(0) })
        };
        let nothing = |chain: Chain, board: &Board| Held { has: board.goes(chain), epoch: board.epoch };
        let claimed: Option<Board> = serde_json::from_str(&signed.text).ok();
        let held = |chain: Chain| {
            // What this program cannot apply is left where it is: nothing of it is missing, nothing rolled back.
            let left = claimed.as_ref().map(|board| nothing(chain, board));
            ours(chain).or(left).unwrap_or(Held { has: sync::down::bulletin::Taken::NONE, epoch: 0 })
        };
        let reading = match signed.read(&root, before.as_ref(), held, now) {
            Ok(reading) => reading,
            Err(error) => return Ok(Err(Told::not_followed(error))),
        };
        self.headquarters.down.rolled_back.clone_from(&reading.rolled_back);
        if enrolled.kept.board.as_ref() != Some(signed) {
            enrolled.kept.board = Some(signed.clone());
            self.keeps(enrolled)?;
        }
        Ok(Ok(reading))
    }

    /// Takes the next root, or says why not.
    pub(super) fn takes_root(&mut self, signed: &SignedText) -> Result<Option<Told>, Refusal> {
        let Some(mut enrolled) = self.headquarters.enrolled.clone() else { return Ok(None) };
        match enrolled.kept.root()?.next(signed) {
            Ok(_) => {
                enrolled.kept.root.clone_from(&signed.text);
                self.keeps(enrolled)?;
                Ok(None)
            }
            Err(error) => Ok(Some(Told::no_root(error))),
        }
    }

    fn keeps(&mut self, enrolled: Enrolled) -> Result<(), Refusal> {
        enrolled.kept.write(self.machine.data(), self.device.current)?;
        self.headquarters.enrolled = Some(Enrolled::of(enrolled.kept, enrolled.key));
        Ok(())
    }

    /// Judges and applies a bulletin, in one transaction with what it brings.
    pub(super) fn takes(
        &mut self,
        chain: Chain,
        signed: &SignedText,
        waits: Option<&Waiting>,
        content: Option<&[u8]>,
    ) -> Result<Outcome, Refusal> {
        let Some(enrolled) = self.headquarters.enrolled.clone() else {
            return Ok(Outcome::Refused(Untaken::NotOurs));
        };
        let root = enrolled.kept.root()?;
        let row: Row = line(self.counter()?.store(), chain)?;
        let by = Judged { root: &root, chain, now: self.machine.now() };
        // What waits here with what it brings needs nobody to bring it again.
        let kept = match (waits, content) {
            (Some(waits), None) => self.counter()?.store().bulletin(chain.name(), waits.no)?,
            (Some(_) | None, _) => None,
        };
        let kept = kept.and_then(|row| row.content);
        let content = content.or(kept.as_deref().map(str::as_bytes));
        let (counter, people) = (self.counter()?, vouching(signed, &root, chain));
        let mut brought = Ok(Brings::default());
        let read = |bulletin: &Bulletin, content: &[u8]| match counter.brings(Came {
            bulletin,
            content,
            people: &people,
        }) {
            Ok(brings) => {
                brought = Ok(brings);
                Ok(())
            }
            Err(NotBrought::Untaken(untaken)) => Err(untaken),
            Err(NotBrought::Failed(refusal)) => {
                brought = Err(refusal);
                Ok(())
            }
        };
        let (_, outcome) = match waits {
            Some(waits) => row.take_again(by, waits, content, read),
            None => row.take(by, signed, content, read),
        };
        match &outcome {
            Outcome::Applied(bulletin) => {
                let record = applied(bulletin, signed, content)?;
                self.counter_mut()?.applies(record, brought?)?;
                self.headquarters.down.moved_on |= waits.is_some();
                tracing::info!(chain = chain.name(), no = bulletin.no, "a bulletin was applied");
                // Every window reads again what it shows: what is stopped is stopped before the next tap.
                self.publish(&Topic::ALL);
            }
            Outcome::Waits(why) => {
                let next = row.wants().unwrap_or_else(|| row.taken.no.saturating_add(1));
                let no = waits.map_or(next, |waits| waits.no);
                let record = held((chain, no), signed, content, why)?;
                self.counter_mut()?.holds(record)?;
                self.publish(&[Topic::Headquarters]);
            }
            Outcome::Wants(_) | Outcome::Refused(_) => {}
        }
        Ok(outcome)
    }

    /// Tries what waits here with all that it brings: nobody need be reached for that.
    ///
    /// # Errors
    /// What the store answers.
    pub(super) fn wakes(&mut self) -> Result<(), Refusal> {
        if self.headquarters.enrolled.is_none() {
            return Ok(());
        }
        let due = self.ripe(false)?;
        for (chain, waiting) in due {
            self.takes(chain, &waiting.signed, Some(&waiting), None)?;
        }
        Ok(())
    }

    /// What waits and is worth trying now: its hour has come, or this program has not tried it yet.
    pub(super) fn waits_down(&mut self) -> Result<Vec<(Chain, Waiting)>, Refusal> {
        let untried = !std::mem::replace(&mut self.headquarters.down.tried, true);
        self.ripe(untried)
    }

    /// What waits and can be taken now: its hour has come, or the product that it lacked; with `untried` also what this program
    /// has not tried yet.
    fn ripe(&self, untried: bool) -> Result<Vec<(Chain, Waiting)>, Refusal> {
        let (now, store) = (self.machine.now(), self.counter()?.store());
        let mut due = Vec::new();
        for chain in APPLIED {
            let ripe = |one: &Waiting| match &one.why {
                Why::Later { at } => *at <= now,
                Why::Content { untaken: Untaken::LacksProduct { filing } } => {
                    untried || is_here(store, filing)
                }
                Why::Content { .. } => untried,
            };
            let row = line(store, chain)?;
            let taken = row.waiting.iter().filter(|one| row.may_try(chain, one) && ripe(one));
            due.extend(taken.map(|one| (chain, one.clone())));
        }
        Ok(due)
    }

    /// Whether a chain waits with what came last; then nothing behind it is fetched.
    ///
    /// # Errors
    /// What the store answers.
    pub(super) fn chain_waits(&self, chain: Chain) -> Result<bool, Refusal> {
        Ok(line(self.counter()?.store(), chain)?.wants().is_none())
    }

    /// A bulletin that a restored headquarters lost, as this store keeps it.
    pub(super) fn gives_back(&self, chain: Chain, no: u64) -> Result<Option<GivenBack>, Refusal> {
        let Some(row) = self.counter()?.store().bulletin(chain.name(), no)? else { return Ok(None) };
        let signed = serde_json::from_str(&row.signed)?;
        Ok(row.content.map(|content| GivenBack { signed, content }))
    }

    /// Says how a round ended.
    pub(super) fn came_down(
        &mut self,
        enrolled: &Enrolled,
        told: Option<Told>,
        complete: bool,
    ) -> Result<(), Refusal> {
        if !self.is_of(enrolled) {
            return Ok(());
        }
        let down = &mut self.headquarters.down;
        let complete = complete && !std::mem::take(&mut down.moved_on);
        let new = (&down.told, down.complete) != (&told, complete);
        down.told = told;
        down.complete = complete;
        if complete && let Some(mut enrolled) = self.headquarters.enrolled.clone() {
            let Some(board) = enrolled.kept.board() else { return Ok(()) };
            let store = self.counter()?.store();
            let mut epochs = enrolled.kept.epochs.clone();
            for chain in APPLIED {
                if line(store, chain)?.has() == board.goes(chain) {
                    epochs.insert(chain.name().to_owned(), board.epoch);
                }
            }
            if epochs != enrolled.kept.epochs {
                enrolled.kept.epochs = epochs;
                self.keeps(enrolled)?;
            }
        }
        if new {
            self.publish(&[Topic::Headquarters]);
        }
        Ok(())
    }

    pub(super) fn refuses(&mut self, chain: Chain, no: u64, why: &Untaken) {
        tracing::warn!(chain = chain.name(), no, code = why.code(), "a bulletin was not taken");
        let refused = &mut self.headquarters.down.refused;
        refused.retain(|(one, _, _)| *one != chain);
        refused.push((chain, no, Told::untaken(why)));
        self.publish(&[Topic::Headquarters]);
    }

    pub(super) fn goes_past(&mut self, chain: Chain) {
        self.headquarters.down.refused.retain(|(one, _, _)| *one != chain);
    }
}

impl<M: Machine> Desk<M> {
    pub(super) fn trusts(&self) -> Result<u64, Refusal> {
        let Some(enrolled) = &self.headquarters.enrolled else { return Ok(0) };
        Ok(enrolled.kept.root()?.root)
    }
}
