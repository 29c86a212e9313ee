//! One record: the header that every reader understands, around a payload that only its kind's reader does.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::Hash;

/// A payload as JSON text, kept byte for byte.
pub type Payload = RawValue;

/// A record before it is linked.
#[derive(Debug, Clone)]
pub struct Draft<'a> {
    /// The store that writes it.
    pub store: &'a str,
    /// Its place, from 1, without gaps.
    pub seq: u64,
    /// When, with offset, by the wall clock.
    pub at: DateTime<FixedOffset>,
    /// Milliseconds of a clock that is never set back, since the counter started: shows clock jumps.
    pub monotonic: u64,
    /// Who: a staff id, or `system`.
    pub actor: &'a str,
    /// What kind of thing happened.
    pub kind: &'a str,
    /// Version of the kind's payload.
    pub version: u16,
    /// The payload.
    pub payload: &'a Payload,
}

/// The header of a stored record, read without understanding the payload.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header<'a> {
    /// The store that wrote it.
    #[serde(borrow)]
    pub store: Cow<'a, str>,
    /// Its place.
    pub seq: u64,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Milliseconds since the counter started.
    pub monotonic: u64,
    /// Who.
    #[serde(borrow)]
    pub actor: Cow<'a, str>,
    /// Kind.
    #[serde(borrow)]
    pub kind: Cow<'a, str>,
    /// Payload version.
    pub version: u16,
    /// Payload text.
    #[serde(borrow)]
    pub payload: &'a Payload,
}

/// A record as it is stored: bytes, what they follow, and the hash over both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its place, as stored beside the bytes; the bytes say it too.
    pub seq: u64,
    /// The bytes.
    pub body: Vec<u8>,
    /// Hash of the record before.
    pub prev: Hash,
    /// Hash of this record.
    pub hash: Hash,
}

/// The most stored bytes of one record, 1 MiB. It is enforced where a record is written, so that none is ever too large to be
/// sent; it does not bind what was written before.
pub const MAX_BODY: usize = 1 << 20;

/// A record that cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// A value that cannot be written as JSON.
    #[error("记录 {seq} 无法编码：{source}")]
    Json {
        /// Its place.
        seq: u64,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// It is longer than a record may be.
    #[error(
        "第 {seq} 条记录有 {bytes} 字节，超过一条记录的上限 {MAX_BODY} 字节：没有保存，请缩短内容，或分成几次填写"
    )]
    TooLarge {
        /// Its place.
        seq: u64,
        /// How long it would be.
        bytes: usize,
    },
}

impl Draft<'_> {
    /// Writes the record down and links it to the one before.
    ///
    /// # Errors
    /// [`EncodeError`], where a value cannot be written as JSON or the record is longer than [`MAX_BODY`].
    pub fn link(&self, prev: Hash) -> Result<Stored, EncodeError> {
        let header = Header {
            store: Cow::Borrowed(self.store),
            seq: self.seq,
            at: self.at,
            monotonic: self.monotonic,
            actor: Cow::Borrowed(self.actor),
            kind: Cow::Borrowed(self.kind),
            version: self.version,
            payload: self.payload,
        };
        let body =
            serde_json::to_vec(&header).map_err(|source| EncodeError::Json { seq: self.seq, source })?;
        if body.len() > MAX_BODY {
            return Err(EncodeError::TooLarge { seq: self.seq, bytes: body.len() });
        }
        let hash = prev.then(&body);
        Ok(Stored { seq: self.seq, body, prev, hash })
    }
}

impl Stored {
    /// Reads the header.
    ///
    /// # Errors
    /// What is wrong with the bytes as JSON.
    pub fn header(&self) -> Result<Header<'_>, serde_json::Error> {
        serde_json::from_slice(&self.body)
    }
}
