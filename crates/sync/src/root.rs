//! The root statement of an enterprise: which keys may speak for its headquarters. A store trusts the first one by the
//! fingerprint on its enrolment ticket. Here it names the online keys that sign receipts; what else it names is kept.

use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::hexed;

const DOMAIN: &[u8] = b"tiaohe-root-1\0";
const LONGEST: usize = 256 << 10;

/// The first 80 bits of a root statement's digest, as a ticket carries them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(#[serde(with = "hexed")] pub [u8; 10]);

/// A root statement that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// Its number, from 1.
    pub root: u64,
    /// The enterprise's code, as receipts name it.
    pub hq: String,
    /// Its name, for people.
    pub name: String,
    /// Public keys whose receipts count, 64 hexadecimal digits each.
    pub online: Vec<OnlineKey>,
}

/// A public key that signs receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OnlineKey(#[serde(with = "hexed")] pub [u8; 32]);

/// A root statement that is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RootError {
    /// It is not the one that the ticket speaks of.
    #[error(
        "总部的根声明与登记码上的指纹不符：连到的不是发出登记码的总部。没有登记，请核对网址，并向总部重新索取登记码"
    )]
    OtherFingerprint,
    /// It cannot be read, or names no usable key.
    #[error("总部的根声明无法读取：没有登记，请更新程序或联系总部信息管理员")]
    Unreadable,
}

/// The fingerprint of a root statement's text.
#[must_use]
pub fn fingerprint(text: &str) -> Fingerprint {
    let digest = Sha256::new().chain_update(DOMAIN).chain_update(text.as_bytes()).finalize();
    let mut first = [0; 10];
    first.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    Fingerprint(first)
}

impl Root {
    /// Reads the text if it is the one that the fingerprint names.
    ///
    /// # Errors
    /// [`RootError`].
    pub fn read(text: &str, expected: Fingerprint) -> Result<Self, RootError> {
        if fingerprint(text) != expected {
            return Err(RootError::OtherFingerprint);
        }
        Self::kept(text)
    }

    /// Reads a text that was taken before.
    ///
    /// # Errors
    /// [`RootError::Unreadable`].
    pub fn kept(text: &str) -> Result<Self, RootError> {
        if text.len() > LONGEST {
            return Err(RootError::Unreadable);
        }
        let root: Self = serde_json::from_str(text).map_err(|_| RootError::Unreadable)?;
        if root.keys()?.is_empty() { Err(RootError::Unreadable) } else { Ok(root) }
    }

    /// The keys whose receipts count.
    ///
    /// # Errors
    /// [`RootError::Unreadable`] where one is no key.
    pub fn keys(&self) -> Result<Vec<VerifyingKey>, RootError> {
        let key = |key: &OnlineKey| VerifyingKey::from_bytes(&key.0).map_err(|_| RootError::Unreadable);
        self.online.iter().map(key).collect()
    }
}
