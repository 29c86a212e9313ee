//! Everything that came down, in one file on a stick, for a store without a network. Each part of it is signed, so that it needs no
//! other seal, and a store judges it as what it fetched itself.

use serde::{Deserialize, Serialize};

use super::Chain;
use super::board::SignedBoard;
use super::bulletin::Bulletin;
use super::signers::SignedText;
use crate::root::Root;

/// The name of the file.
pub const FILE: &str = "tiaohe-down.json";
/// The longest file that is read.
pub const LONGEST: u64 = 64 << 20;

/// One bulletin with what it brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedBulletin {
    /// The bulletin.
    pub signed: SignedText,
    /// Its content, as text.
    pub content: String,
}

/// The file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComesDown {
    /// Version of this form: 1.
    pub tiaohe_down: u32,
    /// Every root from the second on.
    pub roots: Vec<SignedText>,
    /// The board.
    pub board: SignedBoard,
    /// Every bulletin of the chains whose contents are small; a store takes them in the order of the chains.
    pub bulletins: Vec<CarriedBulletin>,
}

impl ComesDown {
    /// Reads the file; `None` where it is none, or of another version.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let read: Self = serde_json::from_slice(bytes).ok()?;
        (read.tiaohe_down == 1).then_some(read)
    }

    /// The root of a number.
    #[must_use]
    pub fn root(&self, no: u64) -> Option<&SignedText> {
        self.roots.iter().find(|one| Root::kept(&one.text).is_ok_and(|root| root.root == no))
    }

    /// A bulletin of a chain.
    #[must_use]
    pub fn bulletin(&self, chain: Chain, no: u64) -> Option<&CarriedBulletin> {
        let is = |one: &&CarriedBulletin| {
            let said: Option<Bulletin> = serde_json::from_str(&one.signed.text).ok();
            said.is_some_and(|said| (said.chain, said.no) == (chain, no))
        };
        self.bulletins.iter().find(is)
    }
}
