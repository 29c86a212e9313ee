//! `GET /v1/records?from=`: records back from headquarters, for a device that was enrolled to recover a store.

use ledger::{Broken, Chain, Hash, Head, Stored};
use serde::{Deserialize, Serialize};

use crate::answer::outcomes;
use crate::frame::{Frames, Malformed, framed, packed};
use crate::hexed;
use crate::receipt::SignedReceipt;

/// Where it is asked, before the query.
pub const TAIL: &str = "/v1/records";

/// What stands before the records: the same for every part, so that each is verified by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TailHeader {
    /// Whose records.
    pub store: String,
    /// Which branch.
    pub branch: u32,
    /// Place of the first record.
    pub first: u64,
    /// The hash that it follows.
    #[serde(with = "hexed")]
    pub prev: Hash,
    /// Headquarters' head; the records end there, or there are more to fetch.
    pub receipt: SignedReceipt,
}

/// Records that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tail {
    /// What stands before them.
    pub header: TailHeader,
    frames: Frames,
}

/// Records that do not go on where the file ends.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TailError {
    /// They are of another store, branch or place, or follow another hash.
    #[error("总部送回的记录接不上本机的第 {last} 条：没有写入，请重试；仍不行请联系总部信息管理员")]
    DoesNotFollow {
        /// Where the file ends.
        last: u64,
    },
    /// One of them is not what its place must be.
    #[error("总部送回的记录有问题：{0}；没有写入，请重试，仍不行请联系总部信息管理员")]
    Broken(#[from] Broken),
}

impl Tail {
    /// Writes records as headquarters sends them.
    ///
    /// # Errors
    /// [`Malformed`] where a reader would refuse them.
    pub fn written<'a>(
        header: &TailHeader,
        bodies: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Vec<u8>, Malformed> {
        packed(&framed(header, bodies)?)
    }

    /// Reads records as they came in.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn read(packed: &[u8]) -> Result<Self, Malformed> {
        let frames = Frames::unpacked(packed)?;
        let header: TailHeader = frames.header()?;
        let found = u64::try_from(frames.len()).unwrap_or(u64::MAX);
        if header.first == 0 || header.first.checked_add(found).is_none() {
            return Err(Malformed::Count { said: header.first, found });
        }
        Ok(Self { header, frames })
    }

    /// The records, linked and followed from where the file ends. That their end is headquarters' is for the receipt to say.
    ///
    /// # Errors
    /// [`TailError`]; then nothing is to be written.
    pub fn followed(&self, end: &Head, branch: u32) -> Result<Vec<Stored>, TailError> {
        let header = &self.header;
        let place = (header.store.as_str(), header.branch, header.first, header.prev);
        if place != (end.store.as_str(), branch, end.seq + 1, end.hash) {
            return Err(TailError::DoesNotFollow { last: end.seq });
        }
        let (mut chain, mut records) = (Chain::from_head(end), Vec::with_capacity(self.frames.len()));
        for body in self.frames.bodies() {
            let Head { seq, hash: prev, .. } = chain.head();
            let record = Stored { seq: seq + 1, body: body.to_vec(), prev, hash: prev.then(body) };
            chain.follow(&record)?;
            records.push(record);
        }
        Ok(records)
    }
}

outcomes! {
    /// Why no records come back; where they do, the answer is frames.
    TailOutcome {
        /// The device was not enrolled to recover.
        Forbidden = "forbidden", 403, CallHeadquarters,
            "本机没有取回记录的权限：请向总部索取「找回」登记码后重新登记。",
            "This PC may not fetch records back. Ask headquarters for a recovery code and enrol with it.";
        /// There is nothing from there on.
        NothingThere {
            /// Headquarters' head.
            receipt: SignedReceipt,
        } = "nothing_there", 404, Nothing,
            "总部没有更多记录。", "Headquarters has no more records.";
    }
}
