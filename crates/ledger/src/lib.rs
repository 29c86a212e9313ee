//! Hash-linked records: encode, link, sign, verify.
//!
//! A record's hash is SHA-256 over a fixed prefix, the previous record's hash and the stored bytes, as they are
//! stored: nothing is parsed and written again before it is checked, so there is no canonical form to get wrong.
//! This crate reads no clock, no file and no database; the counter, headquarters and a verifier that trusts
//! nobody share it.

mod chain;
mod head;
mod record;

pub use chain::{Broken, Chain, Fault, verify};
pub use head::{Head, HeadError, SignedHead, signing_key};
pub use record::{Draft, EncodeError, Header, MAX_BODY, Payload, Stored};

pub use ed25519_dalek::{SigningKey, VerifyingKey};

use sha2::{Digest as _, Sha256};

/// A SHA-256, as bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// What the first record follows.
    pub const ORIGIN: Self = Self([0; 32]);

    /// The hash of a record with the given stored bytes after a record with hash `self`.
    #[must_use]
    pub fn then(self, body: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(b"tiaohe-record-1\0");
        hasher.update(self.0);
        hasher.update(body);
        Self(hasher.finalize().into())
    }

    /// Reads stored bytes.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}
impl std::fmt::Debug for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}
