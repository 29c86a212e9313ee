//! `POST /v1/records`: a batch of records of one branch, in order, with the signed head of its last.

use ledger::{Hash, Head, SignedHead, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::answer::outcomes;
use crate::frame::{Frames, Malformed, framed, packed};
use crate::hexed;
use crate::receipt::SignedReceipt;

/// Where it is sent.
pub const RECORDS: &str = "/v1/records";

/// A signed head without its store, which stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadSeal {
    /// Place of the last record.
    pub seq: u64,
    /// Its hash.
    #[serde(with = "hexed")]
    pub hash: Hash,
    /// Ed25519 by the store's key, as the ledger signs heads.
    #[serde(with = "hexed")]
    pub signature: [u8; 64],
}

impl HeadSeal {
    /// The head as the ledger knows it.
    #[must_use]
    pub fn of_store(&self, store: &str) -> SignedHead {
        let head = Head { store: store.to_owned(), seq: self.seq, hash: self.hash };
        SignedHead { head, signature: self.signature }
    }

    /// Whether the store's key vouches for it.
    #[must_use]
    pub fn is_by(&self, store: &str, key: &VerifyingKey) -> bool {
        self.of_store(store).verify(key).is_ok()
    }
}

impl From<&SignedHead> for HeadSeal {
    fn from(signed: &SignedHead) -> Self {
        Self { seq: signed.head.seq, hash: signed.head.hash, signature: signed.signature }
    }
}

/// What a batch says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BatchHeader {
    /// Whose records.
    pub store: String,
    /// Which branch; 0 is the line that every store begins with.
    pub branch: u32,
    /// Place of the first record.
    pub first: u64,
    /// The hash that the first record follows.
    #[serde(with = "hexed")]
    pub prev: Hash,
    /// The head at the last record.
    pub head: HeadSeal,
}

/// A batch that was read: its count fits its header; nothing else was judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// What it says of itself.
    pub header: BatchHeader,
    frames: Frames,
}

impl Batch {
    /// Writes a batch as it is sent.
    ///
    /// # Errors
    /// [`Malformed`] where a reader would refuse it.
    pub fn written<'a>(
        header: &BatchHeader,
        bodies: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Vec<u8>, Malformed> {
        packed(&framed(header, bodies)?)
    }

    /// Reads a batch as it came in.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn read(packed: &[u8]) -> Result<Self, Malformed> {
        Self::of(Frames::unpacked(packed)?)
    }

    /// Reads a batch that is not compressed.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn of(frames: Frames) -> Result<Self, Malformed> {
        let header: BatchHeader = frames.header()?;
        let found = u64::try_from(frames.len()).unwrap_or(u64::MAX);
        let said = header.head.seq.checked_add(1).and_then(|end| end.checked_sub(header.first)).unwrap_or(0);
        if header.first == 0 || found == 0 || said != found {
            return Err(Malformed::Count { said, found });
        }
        Ok(Self { header, frames })
    }

    /// The stored bytes of its records, in order.
    pub fn bodies(&self) -> impl Iterator<Item = &[u8]> {
        self.frames.bodies()
    }

    /// How many records it has; never 0.
    #[must_use]
    pub fn count(&self) -> usize {
        self.frames.len()
    }

    /// Place of its last record.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.header.head.seq
    }
}

outcomes! {
    /// What becomes of a batch.
    RecordsOutcome {
        /// All of it is durable at headquarters.
        Accepted {
            /// Headquarters' word for it.
            receipt: SignedReceipt,
        } = "accepted", 200, Nothing,
            "总部已收到并保存。", "Headquarters has received and kept it.";
        /// Headquarters had all of it before.
        Already {
            /// Headquarters' word for it.
            receipt: SignedReceipt,
        } = "already", 200, Nothing,
            "总部此前已收到，没有重复保存。", "Headquarters had it already; nothing was doubled.";
        /// It begins after what headquarters has.
        Gap {
            /// What headquarters has.
            receipt: SignedReceipt,
        } = "gap", 409, GoesOn,
            "总部缺少更早的记录：本批没有保存，程序会从缺少处自动重传。",
            "Headquarters lacks earlier records. This batch was not kept; the program sends from the gap by itself.";
        /// Headquarters has another history.
        Fork {
            /// A place at which the two differ.
            at: u64,
            /// Headquarters' hash there.
            #[serde(with = "hexed")]
            hq: Hash,
            /// The store's hash there.
            #[serde(with = "hexed")]
            store: Hash,
            /// What headquarters has.
            receipt: SignedReceipt,
        } = "fork", 409, CallHeadquarters,
            "本机与总部的历史不一致：两份都已保存，上传已停止，柜台可继续工作。请联系总部信息管理员核对。",
            "This store's history and headquarters' differ. Both are kept, uploading has stopped, the counter works on. \
             Call the information officer.";
        /// A record is not one, or stands in the wrong place.
        Broken {
            /// Which.
            seq: u64,
        } = "broken", 422, VerifyFile,
            "其中一条记录的格式有误：该条及其后的记录没有保存。程序会先送达之前的记录，并核对本机文件。",
            "One record is malformed. It and what follows were not kept; the program sends what stands before it \
             and verifies this file.";
        /// The batch is of another store than the device.
        OtherStore = "other_store", 409, CallHeadquarters,
            "这些记录属于另一家门店，不是本机所登记的门店：没有保存。请联系总部信息管理员。",
            "These records belong to another store than this PC is enrolled for. Nothing was kept. \
             Call the information officer.";
        /// The head does not vouch for the records, or is not signed by the store's key.
        HeadUnsigned = "head_unsigned", 409, VerifyFile,
            "链头签名与门店密钥或记录不符：没有保存。请核对本机文件，仍不行请联系总部信息管理员。",
            "The head's signature fits neither the store's key nor the records. Nothing was kept. \
             Verify this file, then call the information officer.";
        /// More than headquarters takes at once.
        TooLarge {
            /// How many records it takes at most.
            records: u32,
            /// How many bytes, unpacked.
            bytes: u64,
        } = "too_large", 413, GoesOn,
            "本批过大：没有保存，程序会自动分批重传。",
            "The batch is too large. Nothing was kept; the program sends it in parts by itself.";
    }
}
