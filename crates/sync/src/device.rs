//! The device key: which PC speaks for a store. It lies outside the store's file and in no backup, so that a file carried to
//! another PC has none and must be enrolled. Where it lies is for others to say; here it is a value.

use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

use crate::request::{Asking, Signed};

/// A device's name: the first 16 bytes of SHA-256 over `tiaohe-device-1`, a zero byte and its public key. It says which key
/// to try; it proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(pub [u8; 16]);

impl DeviceId {
    /// The name of a public key.
    #[must_use]
    pub fn of(key: &VerifyingKey) -> Self {
        let digest = Sha256::new().chain_update(b"tiaohe-device-1\0").chain_update(key.as_bytes()).finalize();
        let mut id = [0; 16];
        id.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
        Self(id)
    }
}

impl crate::hexed::Fixed for DeviceId {
    fn bytes(&self) -> &[u8] {
        &self.0
    }
    fn of(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl std::fmt::Display for DeviceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}
impl std::fmt::Debug for DeviceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

/// The key itself. It is wiped from memory when it is dropped, and shows nothing of itself.
pub struct DeviceKey(SigningKey);

impl DeviceKey {
    /// The key of 32 random bytes.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// What is kept of it, and only where no backup reaches.
    #[must_use]
    pub fn seed(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Its public half.
    #[must_use]
    pub fn public(&self) -> VerifyingKey {
        self.0.verifying_key()
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> DeviceId {
        DeviceId::of(&self.public())
    }

    /// Signs a request.
    #[must_use]
    pub fn signed(&self, asking: &Asking<'_>, body: &[u8]) -> Signed {
        let id = self.id();
        Signed {
            store: asking.store.to_owned(),
            device: id,
            asked: asking.asked,
            signature: self.0.sign(&asking.message(id, body)).to_bytes(),
        }
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl std::fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("DeviceKey").field(&self.id()).finish()
    }
}
