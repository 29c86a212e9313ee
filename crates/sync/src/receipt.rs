//! Headquarters' word for what it has of a store: stored bytes with a signature, kept and shown as they came.

use chrono::{DateTime, FixedOffset};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use ledger::Hash;
use serde::{Deserialize, Serialize};

use crate::hexed;

/// What stands before the bytes that are signed, so that no signature for another purpose can pass for a receipt's.
const DOMAIN: &[u8] = b"tiaohe-receipt-1\0";
/// The most bytes of a receipt's text.
const LONGEST: usize = 256 << 10;

/// The request that an answer belongs to, so that an older answer is known as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The start of the program that asked.
    #[serde(with = "hexed")]
    pub boot: [u8; 16],
    /// Its how many-th request.
    pub counter: u64,
}

/// What headquarters has of one branch of a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Which headquarters: the enterprise's code.
    pub hq: String,
    /// How often headquarters was restored from a copy of itself: what an earlier epoch promised is promised anew or not at all.
    pub epoch: u64,
    /// Whose records.
    pub store: String,
    /// Which branch of them; 0 is the line that every store begins with.
    pub branch: u32,
    /// The last record that headquarters has, durably; 0 for none.
    pub seq: u64,
    /// Its hash.
    #[serde(with = "hexed")]
    pub hash: Hash,
    /// Headquarters' clock.
    pub at: DateTime<FixedOffset>,
    /// Vault items that headquarters has erased since the last receipt that named any.
    #[serde(default)]
    pub erased: Vec<String>,
    /// The request that it answers.
    pub asked: Asked,
}

/// A receipt as it is carried and kept: its text, and the signature over exactly this text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedReceipt {
    /// The receipt's JSON, as headquarters wrote it.
    pub text: String,
    /// Ed25519 by headquarters' online key.
    #[serde(with = "hexed")]
    pub signature: [u8; 64],
}

/// A receipt that is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// No key of this headquarters vouches for it.
    #[error(
        "总部回执的签名无效：回执被改动，或不是已登记的总部所签；不作为已送达的依据，请联系总部信息管理员"
    )]
    Unsigned,
    /// It is signed and cannot be read.
    #[error("总部回执无法读取：总部程序可能更新；不作为已送达的依据，请更新本程序")]
    Unreadable,
}

impl Receipt {
    /// Writes and signs the receipt.
    ///
    /// # Errors
    /// Where a value cannot be written as JSON.
    pub fn signed(&self, key: &SigningKey) -> Result<SignedReceipt, serde_json::Error> {
        let text = serde_json::to_string(self)?;
        let signature = key.sign(&message(DOMAIN, &text)).to_bytes();
        Ok(SignedReceipt { text, signature })
    }
}

impl SignedReceipt {
    /// Reads the receipt if one of the keys vouches for it. It is no proof yet: the store must know the hash as its own.
    ///
    /// # Errors
    /// [`ReceiptError`].
    pub fn verified(&self, keys: &[VerifyingKey]) -> Result<Receipt, ReceiptError> {
        if self.text.len() > LONGEST {
            return Err(ReceiptError::Unreadable);
        }
        if !online(DOMAIN, &self.text, &self.signature, keys) {
            return Err(ReceiptError::Unsigned);
        }
        serde_json::from_str(&self.text).map_err(|_| ReceiptError::Unreadable)
    }
}

/// Whether one of headquarters' online keys vouches for a text.
pub(crate) fn online(domain: &[u8], text: &str, signature: &[u8; 64], keys: &[VerifyingKey]) -> bool {
    let (message, signature) = (message(domain, text), Signature::from_bytes(signature));
    keys.iter().any(|key| key.verify_strict(&message, &signature).is_ok())
}

/// What is signed of a text.
pub(crate) fn message(domain: &[u8], text: &str) -> Vec<u8> {
    [domain, text.as_bytes()].concat()
}
