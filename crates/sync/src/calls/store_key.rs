//! `POST /v1/store/key`: a store whose PC was lost with its key signs with another one from here on. The PC that asks was enrolled to
//! recover the store and has every record that headquarters has; headquarters answers with its signed word for the new key,
//! which the store keeps in its ledger.

use chrono::{DateTime, FixedOffset};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use ledger::{Hash, SignedHead};
use serde::{Deserialize, Serialize};

use super::HeadSeal;
use crate::answer::outcomes;
use crate::device::DeviceId;
use crate::hexed;
use crate::receipt::{SignedReceipt, message, online};
use crate::root::PublicKey;

/// Where it is sent.
pub const STORE_KEY: &str = "/v1/store/key";

const ASK: &[u8] = b"tiaohe-store-key-ask-1\0";
/// What stands before the bytes that headquarters signs.
const DOMAIN: &[u8] = b"tiaohe-store-key-1\0";
/// The most bytes of headquarters' word.
const LONGEST: usize = 64 << 10;

/// The new key, with its own word for a head that is headquarters'.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntroduceKey {
    /// The new public key.
    #[serde(with = "hexed")]
    pub key: [u8; 32],
    /// The last record that came back, signed by it.
    pub head: HeadSeal,
    /// Ed25519 by it, over the store, the device that asks and itself.
    #[serde(with = "hexed")]
    pub proof: [u8; 64],
}

fn asked(store: &str, device: DeviceId, key: &[u8; 32]) -> Vec<u8> {
    let length = (store.len() as u64).to_be_bytes();
    [ASK, &length, store.as_bytes(), &device.0, key].concat()
}

impl IntroduceKey {
    /// The statement of a new key.
    #[must_use]
    pub fn of(head: &SignedHead, key: &SigningKey, device: DeviceId) -> Self {
        let public = key.verifying_key().to_bytes();
        let proof = key.sign(&asked(&head.head.store, device, &public)).to_bytes();
        Self { key: public, head: head.into(), proof }
    }

    /// The new key, if it speaks for itself and for the head.
    #[must_use]
    pub fn proved(&self, store: &str, device: DeviceId) -> Option<VerifyingKey> {
        let key = VerifyingKey::from_bytes(&self.key).ok()?;
        let signature = Signature::from_bytes(&self.proof);
        key.verify_strict(&asked(store, device, &self.key), &signature).ok()?;
        self.head.is_by(store, &key).then_some(key)
    }
}

/// Headquarters' word for a store's new key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyGrant {
    /// Which headquarters: the enterprise's code.
    pub hq: String,
    /// Whose key.
    pub store: String,
    /// The key that signs from here on.
    pub key: PublicKey,
    /// Those that signed before, in order; labels stay believed by them.
    pub before: Vec<PublicKey>,
    /// The last record that is vouched for by the key before; 0 where none was kept.
    pub seq: u64,
    /// Its hash.
    #[serde(with = "hexed")]
    pub hash: Hash,
    /// Headquarters' clock.
    pub at: DateTime<FixedOffset>,
}

/// The same as it is carried and kept: its text, and the signature over exactly this text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedGrant {
    /// The JSON, as headquarters wrote it.
    pub text: String,
    /// Ed25519 by headquarters' online key.
    #[serde(with = "hexed")]
    pub signature: [u8; 64],
}

/// A word for a new key that is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("总部对新门店密钥的授权无效：被改动、不是已登记的总部所签，或不是给本机这把密钥的；没有采用，请重试")]
pub struct GrantError;

impl KeyGrant {
    /// Writes and signs it.
    ///
    /// # Errors
    /// Where a value cannot be written as JSON.
    pub fn signed(&self, key: &SigningKey) -> Result<SignedGrant, serde_json::Error> {
        let text = serde_json::to_string(self)?;
        let signature = key.sign(&message(DOMAIN, &text)).to_bytes();
        Ok(SignedGrant { text, signature })
    }
}

impl SignedGrant {
    /// Reads it if one of headquarters' keys vouches for it.
    ///
    /// # Errors
    /// [`GrantError`].
    pub fn verified(&self, keys: &[VerifyingKey]) -> Result<KeyGrant, GrantError> {
        let fits = self.text.len() <= LONGEST && online(DOMAIN, &self.text, &self.signature, keys);
        if fits { serde_json::from_str(&self.text).map_err(|_| GrantError) } else { Err(GrantError) }
    }
}

outcomes! {
    /// Whether the new key counts.
    StoreKeyOutcome {
        /// It does, from the record after the head on; the same answer for the same key.
        Introduced {
            /// Headquarters' word for it.
            grant: SignedGrant,
        } = "introduced", 200, Nothing, "总部已启用本店的新密钥。", "Headquarters has taken the store's new key.";
        /// This PC does not have all that headquarters has.
        NotAll {
            /// What headquarters has.
            receipt: SignedReceipt,
        } = "not_all", 409, TriesAgain,
            "本机还没有取回总部的全部记录：没有启用新密钥，请继续取回。",
            "This PC has not fetched all of headquarters' records yet. The new key was not taken; go on fetching.";
        /// The device was not enrolled to recover, or the key does not speak for itself.
        NotIntroduced = "refused", 403, CallHeadquarters,
            "总部没有启用本店的新密钥：本机未以「找回」登记码登记，或密钥不能自证。请向总部索取「找回」登记码。",
            "Headquarters has not taken the new key: this PC was not enrolled with a recovery code, or the key does not \
             speak for itself. Ask headquarters for a recovery code.";
    }
}
