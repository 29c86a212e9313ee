//! The way down: one headquarters that decides, a counter that applies, and everything that goes wrong between them. What
//! decides is the product's own reading of boards and bulletins, over real signatures and real bytes; what must hold is looked
//! at after every step, and at the end, when nothing goes wrong any more, nothing that stops may be missing.

mod faults;
mod laws;
mod minds;
mod world;

pub use minds::{DOWN_MUTANTS, DownMutant};
pub use world::run;

use chrono::{DateTime, FixedOffset};
use ledger::SigningKey;
use sync::down::Chain;
use sync::down::board::{Board, BoardError, Held, Reading, SignedBoard};
use sync::down::bulletin::{Bulletin, Untaken};
use sync::down::line::{Judged, Line, Outcome, Waiting};
use sync::down::signers::{SignedText, Signer};
use sync::root::{PublicKey, Root};

/// What did not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation(pub String);

type Truth<T> = Result<T, Violation>;

/// What a run met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// Bulletins that were applied.
    pub applied: u32,
    /// Bulletins that waited.
    pub waited: u32,
    /// Bulletins and boards that were refused.
    pub refused: u32,
    /// Chains that were rolled back and seen.
    pub rolled_back: u32,
    /// Restored headquarters that got back what they lost.
    pub given_back: u32,
}

impl Report {
    /// Counts another run in.
    pub const fn add(&mut self, other: Self) {
        self.applied += other.applied;
        self.waited += other.waited;
        self.refused += other.refused;
        self.rolled_back += other.rolled_back;
        self.given_back += other.given_back;
    }
}

/// What applies a bulletin: whole or not at all.
pub type Apply<'a> = &'a mut dyn FnMut(&Bulletin, &[u8]) -> Result<(), Untaken>;

/// What decides at the counter.
pub trait DownMind {
    /// Reads a board.
    ///
    /// # Errors
    /// [`BoardError`].
    fn read(
        &self,
        board: &SignedBoard,
        root: &Root,
        before: Option<&Board>,
        held: &dyn Fn(Chain) -> Held,
        now: DateTime<FixedOffset>,
    ) -> Result<Reading, BoardError> {
        board.read(root, before, held, now)
    }
    /// Takes a bulletin that came.
    fn take(
        &self,
        line: &Line,
        by: Judged<'_>,
        signed: &SignedText,
        content: Option<&[u8]>,
        apply: Apply<'_>,
    ) -> (Line, Outcome) {
        line.take(by, signed, content, apply)
    }
    /// Takes one that waits.
    fn again(
        &self,
        line: &Line,
        by: Judged<'_>,
        waiting: &Waiting,
        content: Option<&[u8]>,
        apply: Apply<'_>,
    ) -> (Line, Outcome) {
        line.take_again(by, waiting, content, apply)
    }
}

impl DownMind for crate::Product {}

/// The chains of the run: both that stop, and four that allow.
const CHAINS: [Chain; 6] =
    [Chain::Recalls, Chain::Suspensions, Chain::Staff, Chain::Recipes, Chain::Rulebooks, Chain::WorkingDays];
/// Rows of every content: half of them would be half applied.
const ROWS: usize = 3;

/// Keys of the run. The third person signs for recipes alone.
#[must_use]
pub fn person(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32])
}

/// Headquarters' online key of the run.
#[must_use]
pub fn online() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

/// The root of the run.
#[must_use]
pub fn root() -> Root {
    let signer = |number: u8, may: &[Chain]| Signer {
        person: format!("P{number}"),
        key: PublicKey(person(number).verifying_key().to_bytes()),
        may: may.iter().map(|chain| chain.name().to_owned()).collect(),
        keeps_root: false,
    };
    Root {
        root: 1,
        hq: "TH".to_owned(),
        name: "演示企业".to_owned(),
        online: vec![PublicKey(online().verifying_key().to_bytes())],
        signers: vec![signer(1, &Chain::ALL), signer(2, &Chain::ALL), signer(3, &[Chain::Recipes])],
    }
}
