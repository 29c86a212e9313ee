//! What a store has of one chain, and how a bulletin moves it. The store writes the line and what it applies in one
//! transaction, so that nothing is applied half and nothing twice.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::Chain;
use super::bulletin::{self, Bulletin, ContentRef, Taken, Untaken, Verdict, digest};
use super::signers::SignedText;
use crate::root::Root;

/// How far a chain is taken, and what waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// How far.
    pub taken: Taken,
    /// What came and is not applied. In a chain that allows it is the next one, and the chain waits with it, unless it was refused for
    /// what it brings: then the one that puts it right comes behind it. In a chain that stops the chain goes on, since a later stop
    /// must not wait.
    pub waiting: Vec<Waiting>,
}

/// A bulletin that is not applied yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Its number.
    pub no: u64,
    /// The bulletin.
    pub signed: SignedText,
    /// Why it waits.
    pub why: Why,
}

/// Why a bulletin waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Why {
    /// It holds from then on.
    Later {
        /// When.
        at: DateTime<FixedOffset>,
    },
    /// It cannot be applied as it is, by this program or at all.
    Content {
        /// What is wrong with it.
        untaken: Untaken,
    },
}

/// What became of a bulletin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is applied.
    Applied(Bulletin),
    /// It is kept and waits.
    Waits(Why),
    /// Its content is to be fetched first.
    Wants(ContentRef),
    /// It is not taken; the line is as it was.
    Refused(Untaken),
}

/// By what a bulletin is judged.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    /// The root that the store trusts.
    pub root: &'a Root,
    /// The chain that the bulletin was fetched for.
    pub chain: Chain,
    /// The store's clock.
    pub now: DateTime<FixedOffset>,
}

impl Why {
    /// Whether it is refused for what it brings, so that only another bulletin can put it right.
    #[must_use]
    pub const fn is_refused(&self) -> bool {
        matches!(
            self,
            Self::Content {
                untaken: Untaken::Contradiction { .. } | Untaken::Unfit { .. } | Untaken::Unreadable { .. }
            }
        )
    }
}

impl Line {
    /// Before the first bulletin.
    pub const EMPTY: Self = Self { taken: Taken::NONE, waiting: Vec::new() };

    /// The last bulletin that the store has, applied or not. A restored headquarters gets back everything up to it: were only
    /// what is applied given back, another could be decided under the number of one that waits.
    #[must_use]
    pub fn has(&self) -> Taken {
        let beyond = self.waiting.iter().filter(|one| one.no > self.taken.no).max_by_key(|one| one.no);
        beyond.map_or(self.taken, |one| Taken { no: one.no, digest: digest(&one.signed.text) })
    }

    /// The number that is to be fetched next; `None` while the chain waits.
    #[must_use]
    pub fn wants(&self) -> Option<u64> {
        let waits = self.waiting.iter().any(|one| one.no > self.taken.no && !one.why.is_refused());
        if waits { None } else { Some(self.behind_what().no.saturating_add(1)) }
    }

    /// Behind which bulletin the next one stands: the last that was taken, or that was refused for what it brings.
    fn behind_what(&self) -> Taken {
        let last = self.waiting.iter().max_by_key(|one| one.no);
        if last.is_some_and(|one| one.why.is_refused()) { self.has() } else { self.taken }
    }

    /// Takes the bulletin that came. `apply` applies the content whole or not at all; the caller writes the line that is
    /// handed back in the same transaction.
    #[must_use]
    pub fn take(
        &self,
        by: Judged<'_>,
        signed: &SignedText,
        content: Option<&[u8]>,
        apply: impl FnOnce(&Bulletin, &[u8]) -> Result<(), Untaken>,
    ) -> (Self, Outcome) {
        let verdict = bulletin::judge(by.root, by.chain, self.behind_what(), signed, by.now);
        self.moved(by.chain, verdict, signed, content, apply)
    }

    /// Whether one that waits may still be applied: in a chain that allows only the last one that came, since a later one took the
    /// place of what it brings.
    #[must_use]
    pub fn may_try(&self, chain: Chain, waiting: &Waiting) -> bool {
        chain.stops() || (waiting.no > self.taken.no && waiting.no == self.has().no)
    }

    /// Takes one that waits, when its time has come or the program is newer. That it was the next one was found when it came.
    #[must_use]
    pub fn take_again(
        &self,
        by: Judged<'_>,
        waiting: &Waiting,
        content: Option<&[u8]>,
        apply: impl FnOnce(&Bulletin, &[u8]) -> Result<(), Untaken>,
    ) -> (Self, Outcome) {
        let verdict = bulletin::judge_again(by.root, by.chain, &waiting.signed, by.now);
        self.moved(by.chain, verdict, &waiting.signed, content, apply)
    }

    fn moved(
        &self,
        chain: Chain,
        verdict: Verdict,
        signed: &SignedText,
        content: Option<&[u8]>,
        apply: impl FnOnce(&Bulletin, &[u8]) -> Result<(), Untaken>,
    ) -> (Self, Outcome) {
        let bulletin = match verdict {
            Verdict::Refused(refused) => return (self.clone(), Outcome::Refused(refused)),
            Verdict::Later(bulletin) => {
                let why = Why::Later { at: bulletin.effective };
                return self.waiting(chain, &bulletin, signed, why);
            }
            Verdict::Content(untaken, bulletin) => {
                return self.waiting(chain, &bulletin, signed, Why::Content { untaken });
            }
            Verdict::Now(bulletin) => bulletin,
        };
        let Some(content) = content else { return (self.clone(), Outcome::Wants(bulletin.content)) };
        if ContentRef::of(content) != bulletin.content {
            return (self.clone(), Outcome::Refused(Untaken::DigestDiffers));
        }
        match apply(&bulletin, content) {
            Ok(()) => (self.behind(&bulletin, signed), Outcome::Applied(bulletin)),
            Err(untaken @ Untaken::DiskFull) => (self.clone(), Outcome::Refused(untaken)),
            Err(untaken) => self.waiting(chain, &bulletin, signed, Why::Content { untaken }),
        }
    }

    /// The line behind a bulletin.
    fn behind(&self, bulletin: &Bulletin, signed: &SignedText) -> Self {
        let taken = if bulletin.no > self.taken.no {
            Taken { no: bulletin.no, digest: digest(&signed.text) }
        } else {
            self.taken
        };
        let waiting = self.waiting.iter().filter(|one| one.no != bulletin.no).cloned().collect();
        Self { taken, waiting }
    }

    /// The line with a bulletin that waits.
    fn waiting(&self, chain: Chain, bulletin: &Bulletin, signed: &SignedText, why: Why) -> (Self, Outcome) {
        let mut line = if chain.stops() {
            self.behind(bulletin, signed)
        } else {
            Self { taken: self.taken, waiting: Vec::new() }
        };
        line.waiting.push(Waiting { no: bulletin.no, signed: signed.clone(), why: why.clone() });
        (line, Outcome::Waits(why))
    }
}
