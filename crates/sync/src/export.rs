//! A ledger as a file that anybody can verify: a magic line, frames of `u32` big-endian length and bytes, first a JSON
//! header with the signed head, then every record's stored bytes in order. It is written and read one frame at a time, so
//! that a ledger of any length passes through; where the bytes go is the caller's.

use ledger::{Broken, Chain, Hash, MAX_BODY, SignedHead, Stored, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::calls::HeadSeal;
use crate::frame::{HEADER, Malformed};
use crate::hexed;

/// What every such file begins with.
pub const MAGIC: &[u8; 16] = b"tiaohe-ledger-1\n";

/// What an exported ledger says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportHeader {
    /// Whose ledger.
    pub store: String,
    /// The store's public key. A verifier takes its own and refuses another one here.
    #[serde(with = "hexed")]
    pub key: [u8; 32],
    /// The head.
    pub head: HeadSeal,
}

/// The file's beginning: the magic line and the header's frame.
///
/// # Errors
/// [`Malformed`] where the header is too long.
pub fn beginning(head: &SignedHead, key: &VerifyingKey) -> Result<Vec<u8>, Malformed> {
    let header = ExportHeader { store: head.head.store.clone(), key: key.to_bytes(), head: head.into() };
    let header = serde_json::to_vec(&header).map_err(|error| Malformed::Header(error.to_string()))?;
    let mut bytes = MAGIC.to_vec();
    frame(&mut bytes, &header, HEADER)?;
    Ok(bytes)
}

/// One record's frame. A record that was written before there was a bound may be longer than one of a batch.
///
/// # Errors
/// [`Malformed`] where it is empty or longer than a frame can say.
pub fn record(body: &[u8]) -> Result<Vec<u8>, Malformed> {
    let mut bytes = Vec::with_capacity(body.len() + 4);
    frame(&mut bytes, body, LONGEST)?;
    Ok(bytes)
}

/// The longest record that is read from a file.
const LONGEST: usize = 64 * MAX_BODY;

fn frame(into: &mut Vec<u8>, bytes: &[u8], most: usize) -> Result<(), Malformed> {
    let too_large = Malformed::TooLarge { what: "一帧的字节", most };
    let length = u32::try_from(bytes.len()).ok().filter(|_| bytes.len() <= most).ok_or(too_large)?;
    if length == 0 {
        return Err(Malformed::Empty { frame: 0 });
    }
    into.extend_from_slice(&length.to_be_bytes());
    into.extend_from_slice(bytes);
    Ok(())
}

/// An exported ledger that is not whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// Its bytes are no exported ledger.
    #[error("台账导出文件无法读取：{0}")]
    Malformed(#[from] Malformed),
    /// The head is not signed by the store's key.
    #[error("台账导出文件的链头签名无效：不是该门店所签，或被改动；请向门店重新索取")]
    HeadUnsigned,
    /// A record does not fit.
    #[error("{0}；请向门店重新索取")]
    Broken(#[from] Broken),
}

/// Follows an exported ledger whose bytes come piece by piece.
#[derive(Debug)]
pub struct Reading {
    key: VerifyingKey,
    held: Vec<u8>,
    begun: bool,
    header: Option<(ExportHeader, Chain)>,
}

impl Reading {
    /// A reading of a store's ledger, by the key that the reader trusts.
    #[must_use]
    pub const fn new(key: VerifyingKey) -> Self {
        Self { key, held: Vec::new(), begun: false, header: None }
    }

    /// Takes more bytes and hands over the records that they complete.
    ///
    /// # Errors
    /// [`ExportError`], at the first byte that does not fit.
    pub fn take(&mut self, bytes: &[u8]) -> Result<Vec<Stored>, ExportError> {
        self.held.extend_from_slice(bytes);
        let (mut records, mut at) = (Vec::new(), 0);
        if !self.begun {
            let Some(magic) = self.held.get(..MAGIC.len()) else { return Ok(records) };
            if magic != MAGIC {
                return Err(Malformed::Header("文件开头不符".to_owned()).into());
            }
            (self.begun, at) = (true, MAGIC.len());
        }
        while let Some((frame, behind)) = self.next(at)? {
            at = behind;
            records.extend(self.frame(&frame)?);
        }
        self.held.drain(..at);
        Ok(records)
    }

    /// The frame that begins at a place, and where the next one does; `None` where it has not come yet.
    fn next(&self, at: usize) -> Result<Option<(Vec<u8>, usize)>, ExportError> {
        let most = if self.header.is_some() { LONGEST } else { HEADER };
        let four = self.held.get(at..at + 4).and_then(|four| <[u8; 4]>::try_from(four).ok());
        let Some(four) = four else { return Ok(None) };
        let length = usize::try_from(u32::from_be_bytes(four)).unwrap_or(usize::MAX);
        if length == 0 {
            return Err(Malformed::Empty { frame: 0 }.into());
        }
        if length > most {
            return Err(Malformed::TooLarge { what: "一帧的字节", most }.into());
        }
        let end = at + 4 + length;
        Ok(self.held.get(at + 4..end).map(|frame| (frame.to_vec(), end)))
    }

    fn frame(&mut self, frame: &[u8]) -> Result<Option<Stored>, ExportError> {
        let Some((_, chain)) = &mut self.header else {
            let header: ExportHeader = serde_json::from_slice(frame)
                .map_err(|error| Malformed::Header(format!("第 {} 列", error.column())))?;
            if header.key != self.key.to_bytes() || !header.head.is_by(&header.store, &self.key) {
                return Err(ExportError::HeadUnsigned);
            }
            let chain = Chain::new(&header.store);
            self.header = Some((header, chain));
            return Ok(None);
        };
        let head = chain.head();
        let record = Stored {
            seq: head.seq + 1,
            body: frame.to_vec(),
            prev: head.hash,
            hash: Hash::then(head.hash, frame),
        };
        chain.follow(&record)?;
        Ok(Some(record))
    }

    /// Ends the reading: everything came, and it ends at the signed head. Answers with what the file says of itself.
    ///
    /// # Errors
    /// [`ExportError`] where the file was cut off or goes on past its head.
    pub fn end(self) -> Result<ExportHeader, ExportError> {
        let cut_off = Malformed::CutOff { frame: 0 };
        let (header, chain) = self.header.ok_or_else(|| cut_off.clone())?;
        if !self.held.is_empty() {
            return Err(cut_off.into());
        }
        chain.ends_at(&header.head.of_store(&header.store).head)?;
        Ok(header)
    }
}
