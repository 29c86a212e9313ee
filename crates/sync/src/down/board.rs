//! The board: how far every chain goes, by headquarters' online key. It guards against what is held back or rolled back, also
//! when it is old; its age is shown and never stops the work.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use ledger::Hash;
use serde::{Deserialize, Serialize};

use super::Chain;
use super::bulletin::Taken;
use crate::hexed;
use crate::receipt::{message, online};
use crate::root::Root;

const DOMAIN: &[u8] = b"tiaohe-board-1\0";
/// The most bytes of a board's text.
const LONGEST: usize = 64 << 10;

/// How far everything goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// Which headquarters: the enterprise's code.
    pub hq: String,
    /// Number of the root that is in force.
    pub root: u64,
    /// Its own number, which only rises within an epoch.
    pub no: u64,
    /// How often headquarters was restored from a copy of itself.
    pub epoch: u64,
    /// When it was written, by headquarters' clock.
    pub issued: DateTime<FixedOffset>,
    /// After this it is old, which is shown.
    pub expires: DateTime<FixedOffset>,
    /// The last bulletin of every chain that has one, by the chain's name.
    pub chains: BTreeMap<String, Taken>,
    /// Digest over the heads of all stores, if there is one of the day.
    #[serde(default, with = "hexed::option", skip_serializing_if = "Option::is_none")]
    pub checkpoint: Option<Hash>,
}

/// A board as it is carried and kept: its text, and the signature over exactly this text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedBoard {
    /// JSON, as it was written.
    pub text: String,
    /// Ed25519 by headquarters' online key.
    #[serde(with = "hexed")]
    pub signature: [u8; 64],
}

/// Bulletins that are to be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// Of which chain.
    pub chain: Chain,
    /// From this number.
    pub from: u64,
    /// Up to this one.
    pub to: u64,
}

/// How far a store has a chain, applied or waiting, and in which epoch headquarters said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// How far: [`Line::has`](super::line::Line::has).
    pub has: Taken,
    /// The epoch of the board that went so far.
    pub epoch: u64,
}

/// What a board says beside what a store has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The board.
    pub board: Board,
    /// Whether it is old by now.
    pub old: bool,
    /// The root up to which roots are to be fetched first.
    pub roots: Option<u64>,
    /// What is to be fetched, what stops first.
    pub missing: Vec<Missing>,
    /// What this headquarters, restored from a copy, lost and the store has: it is given back.
    pub lost: Vec<Missing>,
    /// Chains that are shorter than what was taken, or another: an incident. What was taken stays.
    pub rolled_back: Vec<Chain>,
}

/// A board that is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BoardError {
    /// No key of this headquarters vouches for it.
    #[error("总部公告板的签名无效：没有采用。请检查网络代理；仍不行请联系总部信息管理员")]
    Unsigned,
    /// It cannot be read.
    #[error("总部公告板无法读取：没有采用。请更新程序，仍不行请联系总部信息管理员")]
    Unreadable,
    /// It is another enterprise's.
    #[error("公告板不属于本企业：没有采用。请联系总部信息管理员")]
    OtherEnterprise,
    /// It is older than one that was followed.
    #[error("收到的公告板早于此前的一份：没有采用，稍后自动重取")]
    Older,
}

impl BoardError {
    /// The stable code that a page matches.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unsigned => "board_unsigned",
            Self::Unreadable => "board_unreadable",
            Self::OtherEnterprise => "board_other_enterprise",
            Self::Older => "board_older",
        }
    }

    /// The same for people who read English.
    #[must_use]
    pub const fn english(self) -> &'static str {
        match self {
            Self::Unsigned => {
                "The signature of headquarters' board does not fit. It was not followed and all stays as it was. \
                 Check the proxy, then call the information officer."
            }
            Self::Unreadable => {
                "Headquarters' board cannot be read. It was not followed and all stays as it was. Update the program."
            }
            Self::OtherEnterprise => {
                "The board is another enterprise's. It was not followed. Call the information officer."
            }
            Self::Older => {
                "The board that came is older than one that was followed. It was not followed; it is fetched again."
            }
        }
    }
}

impl Board {
    /// Writes and signs the board.
    ///
    /// # Errors
    /// Where a value cannot be written as JSON.
    pub fn signed(&self, key: &SigningKey) -> Result<SignedBoard, serde_json::Error> {
        let text = serde_json::to_string(self)?;
        let signature = key.sign(&message(DOMAIN, &text)).to_bytes();
        Ok(SignedBoard { text, signature })
    }

    /// How far a chain goes.
    #[must_use]
    pub fn goes(&self, chain: Chain) -> Taken {
        self.chains.get(chain.name()).copied().unwrap_or(Taken::NONE)
    }
}

impl SignedBoard {
    /// Reads the board beside what the store has: the root, the board that it followed last, and how far each chain is taken.
    ///
    /// # Errors
    /// [`BoardError`]; the board before is then still the one that counts.
    pub fn read(
        &self,
        root: &Root,
        before: Option<&Board>,
        held: impl Fn(Chain) -> Held,
        now: DateTime<FixedOffset>,
    ) -> Result<Reading, BoardError> {
        let board = self.verified(root)?;
        if before.is_some_and(|before| (board.epoch, board.no) < (before.epoch, before.no)) {
            return Err(BoardError::Older);
        }
        let (mut missing, mut lost, mut rolled_back) = (Vec::new(), Vec::new(), Vec::new());
        for chain in Chain::ALL {
            let (Held { has: ours, epoch }, theirs) = (held(chain), board.goes(chain));
            if theirs.no > ours.no {
                missing.push(Missing { chain, from: ours.no.saturating_add(1), to: theirs.no });
            } else if theirs.no < ours.no && epoch < board.epoch {
                lost.push(Missing { chain, from: theirs.no.saturating_add(1), to: ours.no });
            } else if theirs != ours {
                rolled_back.push(chain);
            }
        }
        Ok(Reading {
            old: now > board.expires,
            roots: Some(board.root).filter(|said| *said > root.root),
            missing,
            lost,
            rolled_back,
            board,
        })
    }

    fn verified(&self, root: &Root) -> Result<Board, BoardError> {
        if self.text.len() > LONGEST {
            return Err(BoardError::Unreadable);
        }
        let keys: Vec<VerifyingKey> = root.keys().map_err(|_| BoardError::Unsigned)?;
        if !online(DOMAIN, &self.text, &self.signature, &keys) {
            return Err(BoardError::Unsigned);
        }
        let board: Board = serde_json::from_str(&self.text).map_err(|_| BoardError::Unreadable)?;
        if board.hq == root.hq { Ok(board) } else { Err(BoardError::OtherEnterprise) }
    }
}
