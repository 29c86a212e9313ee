//! `POST /v1/device/rotate`: a new device key in the old one's place. The old key signs the request, the new one itself.

use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::answer::outcomes;
use crate::device::{DeviceId, DeviceKey};
use crate::hexed;

/// Where it is sent.
pub const ROTATE: &str = "/v1/device/rotate";

const DOMAIN: &[u8] = b"tiaohe-rotate-1\0";

/// The new key, with its own word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rotate {
    /// The new public key.
    #[serde(with = "hexed")]
    pub key: [u8; 32],
    /// Ed25519 by it, over the store, the old device and itself.
    #[serde(with = "hexed")]
    pub proof: [u8; 64],
}

fn message(store: &str, old: DeviceId, key: &[u8; 32]) -> Vec<u8> {
    let length = (store.len() as u64).to_be_bytes();
    [DOMAIN, &length, store.as_bytes(), &old.0, key].concat()
}

impl Rotate {
    /// The statement of a new key.
    #[must_use]
    pub fn to(new: &DeviceKey, store: &str, old: DeviceId) -> Self {
        let key = new.public().to_bytes();
        Self { proof: new.sign(&message(store, old, &key)), key }
    }

    /// The new key, if it speaks for itself.
    #[must_use]
    pub fn proved(&self, store: &str, old: DeviceId) -> Option<VerifyingKey> {
        let key = VerifyingKey::from_bytes(&self.key).ok()?;
        let signature = Signature::from_bytes(&self.proof);
        key.verify_strict(&message(store, old, &self.key), &signature).ok().map(|()| key)
    }
}

outcomes! {
    /// Whether the new key counts.
    RotateOutcome {
        /// It does, and the old one no more.
        Rotated = "rotated", 200, Nothing, "设备密钥已更换。", "The device key was replaced.";
        /// It does not; the old one does.
        NotRotated = "refused", 409, CallHeadquarters,
            "总部没有接受新的设备密钥：原密钥仍有效。请联系总部信息管理员。",
            "Headquarters has not taken the new device key; the old one still counts. Call the information officer.";
    }
}
