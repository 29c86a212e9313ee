//! The head of a chain, and the signature that vouches for it. Heads are signed, not records: one signature
//! vouches for everything before it.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::Hash;

/// The last record of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Whose chain.
    pub store: String,
    /// Place of the last record; 0 for an empty chain.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

/// A head with its store's signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHead {
    /// The head.
    pub head: Head,
    /// Ed25519 over it.
    pub signature: [u8; 64],
}

/// A signature that does not vouch for its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("链头签名无效：链头被改动，或不是本店密钥所签")]
pub struct HeadError;

/// A store's signing key from 32 random bytes.
#[must_use]
pub fn signing_key(seed: &[u8; 32]) -> SigningKey {
    SigningKey::from_bytes(seed)
}

impl Head {
    fn message(&self) -> Vec<u8> {
        let mut message = b"tiaohe-head-1\0".to_vec();
        message.extend_from_slice(&(self.store.len() as u64).to_be_bytes());
        message.extend_from_slice(self.store.as_bytes());
        message.extend_from_slice(&self.seq.to_be_bytes());
        message.extend_from_slice(&self.hash.0);
        message
    }

    /// Signs the head.
    #[must_use]
    pub fn signed(self, key: &SigningKey) -> SignedHead {
        let signature = key.sign(&self.message()).to_bytes();
        SignedHead { head: self, signature }
    }
}

impl SignedHead {
    /// Checks the signature.
    ///
    /// # Errors
    /// [`HeadError`] where it does not vouch for the head.
    pub fn verify(&self, key: &VerifyingKey) -> Result<&Head, HeadError> {
        let signature = Signature::from_bytes(&self.signature);
        key.verify_strict(&self.head.message(), &signature).map_err(|_| HeadError)?;
        Ok(&self.head)
    }
}
