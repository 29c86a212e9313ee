//! A stick as a transport: each request that would go over the network lies in a file, signed as it would be sent, and each answer
//! beside it. A file ends with SHA-256 of all before, so that one that was half copied is known before anybody is asked; that
//! nobody changed it says the signature in it.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::frame::PACKED;
use crate::request::Signed;

const REQUEST: &[u8; 16] = b"tiaohe-stick-1\n\0";
const ANSWER: &[u8; 16] = b"tiaohe-answer-1\n";
/// The most bytes of a header, and of an answer.
const SHORT: usize = crate::answer::LONGEST;
/// The longest file that is read.
pub const LONGEST: u64 = (PACKED + SHORT + 64) as u64;

/// What stands before a request's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The method.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Its headers, by name.
    pub headers: Vec<(String, String)>,
    /// Which of the stick's requests, from 1.
    pub no: u32,
    /// How many there are.
    pub of: u32,
    /// The first and the last record in it.
    pub records: (u64, u64),
}

/// A request in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// What stands before it.
    pub head: Head,
    /// The body as it would be sent.
    pub body: Vec<u8>,
}

/// A file that is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StickError {
    /// It is another file.
    #[error("不是本程序写的总部传递文件；没有导入，请选择写有这些文件的 U 盘")]
    NotOurs,
    /// It ends early, or something in it is otherwise.
    #[error("文件不完整或被改动：没有导入。请重新复制整个文件夹，仍不行请重新导出")]
    Changed,
    /// It is whole and cannot be read.
    #[error("文件的格式是本程序不认识的；没有导入，请更新程序")]
    Unknown,
}

impl StickError {
    /// The stable code that a page matches.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotOurs => "stick_not_ours",
            Self::Changed => "stick_changed",
            Self::Unknown => "stick_unknown",
        }
    }
}

fn sealed(magic: &[u8; 16], parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = magic.to_vec();
    for part in parts {
        bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bytes.extend_from_slice(part);
    }
    let digest = Sha256::digest(&bytes);
    bytes.extend_from_slice(&digest);
    bytes
}

fn opened<const N: usize>(magic: &[u8; 16], bytes: &[u8]) -> Result<[Vec<u8>; N], StickError> {
    if !bytes.starts_with(magic) {
        return Err(StickError::NotOurs);
    }
    let (said, digest) = bytes.split_last_chunk::<32>().ok_or(StickError::Changed)?;
    if Sha256::digest(said).as_slice() != digest.as_slice() {
        return Err(StickError::Changed);
    }
    let mut rest = said.get(magic.len()..).ok_or(StickError::Changed)?;
    let mut parts = Vec::with_capacity(N);
    for _ in 0..N {
        let (length, behind) = rest.split_first_chunk::<8>().ok_or(StickError::Unknown)?;
        let length = usize::try_from(u64::from_be_bytes(*length)).map_err(|_| StickError::Unknown)?;
        let (part, behind) = behind.split_at_checked(length).ok_or(StickError::Unknown)?;
        parts.push(part.to_vec());
        rest = behind;
    }
    if !rest.is_empty() {
        return Err(StickError::Unknown);
    }
    parts.try_into().map_err(|_| StickError::Unknown)
}

impl Carried {
    /// The file of a request.
    ///
    /// # Errors
    /// Where a value cannot be written as JSON.
    pub fn written(&self) -> Result<Vec<u8>, serde_json::Error> {
        Ok(sealed(REQUEST, &[&serde_json::to_vec(&self.head)?, &self.body]))
    }

    /// Reads the file of a request.
    ///
    /// # Errors
    /// [`StickError`].
    pub fn read(bytes: &[u8]) -> Result<Self, StickError> {
        let [head, body] = opened(REQUEST, bytes)?;
        let head = serde_json::from_slice(&head).map_err(|_| StickError::Unknown)?;
        Ok(Self { head, body })
    }

    /// Who signed it.
    ///
    /// # Errors
    /// [`StickError::Unknown`] where its headers are none of a signed request.
    pub fn signed(&self) -> Result<Signed, StickError> {
        let all = |name: &'static str| {
            let fits = self.head.headers.iter().filter(|(header, _)| header == name);
            fits.map(|(_, value)| value.as_bytes()).collect::<Vec<_>>()
        };
        Signed::read(all).map_err(|_| StickError::Unknown)
    }
}

/// The file of an answer to a request: its JSON as it would be sent.
#[must_use]
pub fn answer_written(answer: &[u8]) -> Vec<u8> {
    sealed(ANSWER, &[answer])
}

/// Reads the file of an answer.
///
/// # Errors
/// [`StickError`].
pub fn answer_read(bytes: &[u8]) -> Result<Vec<u8>, StickError> {
    let [answer] = opened(ANSWER, bytes)?;
    if answer.len() > SHORT { Err(StickError::Unknown) } else { Ok(answer) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carried() -> Carried {
        let head = Head {
            method: "POST".to_owned(),
            path: "/v1/records".to_owned(),
            headers: vec![("tiaohe-store".to_owned(), "JN01".to_owned())],
            no: 1,
            of: 2,
            records: (1, 9),
        };
        Carried { head, body: b"records".to_vec() }
    }

    #[test]
    fn a_file_that_was_half_copied_or_changed_anywhere_is_refused() {
        let (whole, answer) = (carried().written().expect("written"), answer_written(b"{}"));
        assert_eq!(Carried::read(&whole), Ok(carried()));
        assert_eq!(answer_read(&answer).as_deref(), Ok(&b"{}"[..]));
        for length in 0..whole.len() {
            assert!(Carried::read(&whole[..length]).is_err(), "{length} bytes");
        }
        for (at, file) in (0..whole.len()).map(|at| (at, &whole)) {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert!(Carried::read(&changed).is_err(), "byte {at}");
        }
        assert_eq!(Carried::read(&answer), Err(StickError::NotOurs), "an answer is no request");
        assert_eq!(carried().signed(), Err(StickError::Unknown), "nobody signed this one");
    }
}
