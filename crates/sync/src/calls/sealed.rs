//! `PUT /v1/sealed/{vault id}`: one item that identifies a person, by its basis, after the record that releases it.

use serde::{Deserialize, Serialize};

use crate::answer::outcomes;
use crate::frame::{Frames, Malformed, framed, packed};
use crate::hexed;

/// Where it is put, before the item's id.
pub const SEALED: &str = "/v1/sealed/";

/// What stands before the item's bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedHeader {
    /// The item.
    pub item: String,
    /// The salt of its commitment, by which headquarters finds the bytes to be those that the ledger speaks of.
    #[serde(with = "hexed")]
    pub salt: [u8; 32],
    /// Place of the record that releases it.
    pub seq: u64,
}

/// An item as it came in.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedItem {
    /// What stands before it.
    pub header: SealedHeader,
    frames: Frames,
}

impl std::fmt::Debug for SealedItem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealedItem").field("seq", &self.header.seq).finish_non_exhaustive()
    }
}

impl SealedItem {
    /// Writes an item as it is sent.
    ///
    /// # Errors
    /// [`Malformed`] where a reader would refuse it.
    pub fn written(header: &SealedHeader, bytes: &[u8]) -> Result<Vec<u8>, Malformed> {
        packed(&framed(header, [bytes])?)
    }

    /// Reads an item as it came in.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn read(packed: &[u8]) -> Result<Self, Malformed> {
        let frames = Frames::unpacked(packed)?;
        let header: SealedHeader = frames.header()?;
        if frames.len() != 1 {
            let found = u64::try_from(frames.len()).unwrap_or(u64::MAX);
            return Err(Malformed::Count { said: 1, found });
        }
        Ok(Self { header, frames })
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.frames.bodies().next().unwrap_or_default()
    }
}

outcomes! {
    /// What becomes of an item.
    SealedOutcome {
        /// It is kept.
        Kept = "kept", 200, Nothing, "总部已保存。", "Headquarters has kept it.";
        /// It was kept before.
        Already = "already", 200, Nothing, "总部此前已保存。", "Headquarters had kept it before.";
        /// The releasing record has not arrived.
        NoRecord = "no_record", 409, TriesAgain,
            "总部尚未收到允许保存的记录：没有保存，待记录送达后自动重试。",
            "The record that releases it has not arrived. It was not kept; the program tries again after the record.";
        /// The record does not allow it.
        NoBasis = "no_basis", 403, CallHeadquarters,
            "没有同意或法定依据：总部没有保存。", "There is no consent and no statutory basis. Headquarters has not kept it.";
        /// The enterprise keeps none of it here.
        NotTaken = "not_taken", 403, Nothing,
            "本企业没有开通身份信息上传：总部没有保存。", "The enterprise keeps no identities at headquarters. It was not kept.";
        /// The bytes are not those that the ledger commits to.
        Differs = "differs", 422, VerifyFile,
            "内容与台账中的承诺值不符：总部没有保存。请核对本机文件。",
            "It is not what the ledger commits to. Headquarters has not kept it. Verify this file.";
        /// It was erased.
        Erased = "erased", 410, Nothing,
            "该项已按要求删除：总部不再保存。", "It was erased as asked; headquarters keeps it no more.";
    }
}
