//! The calls by which a store fetches what headquarters decides: `GET /v1/board`, `GET /v1/roots/{n}`,
//! `GET /v1/bulletins/{chain}/{no}`, and `GET /v1/blobs/{digest}`, which answers with the bytes themselves.

use serde::{Deserialize, Serialize};

use crate::answer::outcomes;
use crate::down::Chain;
use crate::down::board::SignedBoard;
use crate::down::signers::SignedText;

/// Where the board is asked, before the query.
pub const BOARD: &str = "/v1/board";
/// Where a root is asked, before its number.
pub const ROOT: &str = "/v1/roots/";
/// Where a bulletin is asked, before its chain and number.
pub const BULLETINS: &str = "/v1/bulletins/";
/// Where a bulletin is given back to a headquarters that was restored.
pub const GIVEN_BACK: &str = "/v1/bulletins";
/// Where a content is asked, before the hexadecimal digits of its digest.
pub const BLOBS: &str = "/v1/blobs/";
/// The longest that headquarters keeps a question for the board waiting, in seconds.
pub const WAIT_MOST: u32 = 50;

/// Which board the asker has: the root that it trusts, the epoch and number of the board that it followed last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct After {
    /// Number of the root.
    pub root: u64,
    /// Epoch of the board; 0 before the first.
    pub epoch: u64,
    /// Number of the board; 0 before the first.
    pub no: u64,
}

impl After {
    /// Path and query as they are sent and signed; `wait` is how many seconds the answer may wait for another board.
    #[must_use]
    pub fn path(&self, wait: u32) -> String {
        format!("{BOARD}?after={}.{}.{}&wait={wait}", self.root, self.epoch, self.no)
    }

    /// Reads what [`path`](Self::path) writes behind `after=`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut numbers = text.split('.').map(|number| number.parse::<u64>().ok());
        let (root, epoch, no) = (numbers.next()??, numbers.next()??, numbers.next()??);
        numbers.next().is_none().then_some(Self { root, epoch, no })
    }
}

/// Path of a bulletin.
#[must_use]
pub fn bulletin_path(chain: Chain, no: u64) -> String {
    format!("{BULLETINS}{}/{no}", chain.name())
}

/// Path of a content.
#[must_use]
pub fn blob_path(digest: &[u8; 32]) -> String {
    format!("{BLOBS}{}", hex::encode(digest))
}

outcomes! {
    /// The board.
    BoardOutcome {
        /// One that the asker has not.
        Board {
            /// As it was signed.
            board: SignedBoard,
        } = "board", 200, Nothing, "总部公告板。", "Headquarters' board.";
        /// None within the time that the asker waits.
        Unchanged = "unchanged", 200, Nothing, "总部公告板没有变化。", "The board has not changed.";
        /// Headquarters sends nothing down yet.
        NoBoard = "no_board", 200, Nothing,
            "总部尚未下发任何通告。", "Headquarters has not sent anything down yet.";
    }
}

outcomes! {
    /// A root or a bulletin.
    SignedOutcome {
        /// As it was signed.
        Signed {
            /// Text and signatures.
            signed: SignedText,
        } = "signed", 200, Nothing, "总部签发的内容。", "What headquarters has signed.";
        /// There is none of this number.
        NotThere = "not_there", 404, TriesAgain,
            "总部没有这一号：原有内容保持不变，稍后自动重试。",
            "Headquarters has none of this number. All stays as it was; it is tried again by itself.";
    }
}

/// A bulletin that a restored headquarters lost, from a store that has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenBack {
    /// The bulletin as it was signed.
    pub signed: SignedText,
    /// What it brings, as text.
    pub content: String,
}

outcomes! {
    /// What becomes of a bulletin that is given back.
    GivenBackOutcome {
        /// Headquarters has it again.
        TakenBack = "taken_back", 200, Nothing,
            "总部已取回恢复备份时缺少的通告。", "Headquarters has the bulletin again that its backup lacked.";
        /// It was there.
        WasThere = "was_there", 200, Nothing, "总部已有该通告。", "Headquarters has the bulletin.";
        /// It is not the next one there, or nobody vouches for it.
        NotTakenBack {
            /// Why, by the code of what a store would say.
            why: String,
        } = "not_taken_back", 409, CallHeadquarters,
            "总部没有取回该通告：本机保存的保持不变。请联系总部信息管理员核对。",
            "Headquarters did not take the bulletin back. What is kept here stays as it is. \
             Compare with the information officer.";
    }
}

outcomes! {
    /// Why a content does not come.
    BlobOutcome {
        /// There is none of this digest.
        NoBlob = "no_blob", 404, TriesAgain,
            "总部没有通告所指的内容：原有内容保持不变，稍后自动重试。",
            "Headquarters does not have what the bulletin names. All stays as it was; it is tried again by itself.";
    }
}
