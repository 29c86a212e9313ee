//! The root statement of an enterprise: which keys may speak for its headquarters. A store trusts the first one by the
//! fingerprint on its enrolment ticket, and each later one by the signatures of two people of the one before and of its own.
//! It names the online keys that sign receipts and boards, and the people who sign what comes down.

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::down::signers::{SignedText, Signer};
use crate::hexed;

/// What stands before a root's text when it is digested or signed.
pub const DOMAIN: &[u8] = b"tiaohe-root-1\0";
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
    /// Public keys whose receipts and boards count, 64 hexadecimal digits each.
    pub online: Vec<PublicKey>,
    /// People whose signatures count, and for what. An enterprise that sends nothing down names nobody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signers: Vec<Signer>,
}

/// A public key, of headquarters or of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PublicKey(#[serde(with = "hexed")] pub [u8; 32]);

impl PublicKey {
    /// The key as signatures are verified by it; `None` where the bytes are none.
    #[must_use]
    pub fn verifying(&self) -> Option<VerifyingKey> {
        VerifyingKey::from_bytes(&self.0).ok().filter(|key| !key.is_weak())
    }
}

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
    /// It is not the one after the one that is trusted.
    #[error("总部的根声明编号不连续：应为第 {expected} 号。没有采用，请联系总部信息管理员")]
    NotNext {
        /// The number that is next.
        expected: u64,
    },
    /// It is another enterprise's.
    #[error("根声明不属于本企业：没有采用，请联系总部信息管理员")]
    OtherEnterprise,
    /// The one that is trusted names too few people who may sign another.
    #[error("现有根声明没有指定可以更换它的人员：请向总部索取新的登记码，重新登记本机")]
    NoKeepers,
    /// Too few of those people have signed it.
    #[error("新的根声明签名人数不足：须由现任和新任保管人各两人签名。没有采用，请联系总部信息管理员")]
    TooFewKeepers,
}

impl RootError {
    /// The stable code that a page matches.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OtherFingerprint => "root_other_fingerprint",
            Self::Unreadable => "root_unreadable",
            Self::NotNext { .. } => "root_not_next",
            Self::OtherEnterprise => "root_other_enterprise",
            Self::NoKeepers => "root_no_keepers",
            Self::TooFewKeepers => "root_too_few_keepers",
        }
    }

    /// The same for people who read English.
    #[must_use]
    pub const fn english(self) -> &'static str {
        match self {
            Self::OtherFingerprint => {
                "The root statement does not have the fingerprint on the enrolment code: this is not the headquarters that \
                 gave it out. Nothing was enrolled."
            }
            Self::Unreadable => "The root statement cannot be read. It was not taken. Update the program.",
            Self::NotNext { .. } => {
                "The root statement is not the next one. It was not taken. Call the information officer."
            }
            Self::OtherEnterprise => {
                "The root statement is another enterprise's. It was not taken. Call the information officer."
            }
            Self::NoKeepers => {
                "The root that is trusted here names nobody who may sign another. Ask headquarters for an enrolment code \
                 and enrol this computer anew."
            }
            Self::TooFewKeepers => {
                "Too few of its keepers have signed the new root statement. It was not taken. Call the information officer."
            }
        }
    }
}

/// How many people must have signed a root that takes the place of another: so many of the old one's, and of its own.
const KEEPERS: u32 = 2;

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
        if root.keys()?.is_empty() || !root.signers_are_people() {
            return Err(RootError::Unreadable);
        }
        Ok(root)
    }

    /// Reads the root that takes this one's place.
    ///
    /// # Errors
    /// [`RootError`]; this one then stays trusted.
    pub fn next(&self, signed: &SignedText) -> Result<Self, RootError> {
        let keeps = |signer: &Signer| signer.keeps_root;
        let keepers: BTreeSet<&str> =
            self.signers.iter().filter(|one| keeps(one)).map(|one| one.person.as_str()).collect();
        if keepers.len() < KEEPERS as usize {
            return Err(RootError::NoKeepers);
        }
        // What nobody vouches for is not read.
        let vouched = |by: &Self| signed.vouched(DOMAIN, &by.signers, keeps, KEEPERS).map(drop);
        vouched(self).map_err(|_| RootError::TooFewKeepers)?;
        let next = Self::kept(&signed.text)?;
        vouched(&next).map_err(|_| RootError::TooFewKeepers)?;
        if next.hq != self.hq {
            return Err(RootError::OtherEnterprise);
        }
        let expected = self.root.saturating_add(1);
        if next.root == expected { Ok(next) } else { Err(RootError::NotNext { expected }) }
    }

    /// Whether every key belongs to one person alone, and to nobody's headquarters.
    fn signers_are_people(&self) -> bool {
        let owners: BTreeMap<[u8; 32], &str> =
            self.signers.iter().map(|one| (one.key.0, one.person.as_str())).collect();
        self.signers.iter().all(|one| {
            !one.person.is_empty()
                && one.key.verifying().is_some()
                && owners.get(&one.key.0).is_some_and(|owner| *owner == one.person)
                && !self.online.contains(&one.key)
        })
    }

    /// The keys whose receipts count.
    ///
    /// # Errors
    /// [`RootError::Unreadable`] where one is no key.
    pub fn keys(&self) -> Result<Vec<VerifyingKey>, RootError> {
        let key = |key: &PublicKey| VerifyingKey::from_bytes(&key.0).map_err(|_| RootError::Unreadable);
        self.online.iter().map(key).collect()
    }
}
