//! `POST /v1/enrol`: a PC becomes a store's device, by a code that headquarters gave out. A store that has its ledger proves
//! that it is its own; a PC without one enrols with a recovery code and proves nothing but the code.

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use super::HeadSeal;
use crate::answer::outcomes;
use crate::device::DeviceKey;
use crate::hexed;
use crate::receipt::SignedReceipt;
use crate::ticket::Code;

/// Where it is sent.
pub const ENROL: &str = "/v1/enrol";

const STORE: &[u8] = b"tiaohe-enrol-store-1\0";
const DEVICE: &[u8] = b"tiaohe-enrol-device-1\0";

/// A request to be enrolled. It needs no signed headers: both keys sign in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enrol {
    /// The code of the ticket.
    pub code: Code,
    /// The device's public key.
    #[serde(with = "hexed")]
    pub device: [u8; 32],
    /// Ed25519 by it, over the code and itself.
    #[serde(with = "hexed")]
    pub proof: [u8; 64],
    /// The program and its version.
    pub program: String,
    /// The ledger that is there; absent on a PC that is to recover one.
    #[serde(default)]
    pub ledger: Option<LedgerProof>,
}

/// A store's own word that this device speaks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerProof {
    /// The store's code.
    pub store: String,
    /// Its public key.
    #[serde(with = "hexed")]
    pub key: [u8; 32],
    /// Its head, signed.
    pub head: HeadSeal,
    /// Ed25519 by the store's key, over the store's code, the enrolment code and the device's key.
    #[serde(with = "hexed")]
    pub proof: [u8; 64],
}

/// Why a request to be enrolled proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnrolError {
    /// The device's key does not vouch for it.
    #[error("登记请求的设备签名无效：没有登记，请重试")]
    Device,
    /// The store's key does not vouch for it.
    #[error("登记请求的门店签名无效：没有登记，请先核对本机文件")]
    Store,
}

fn device_message(code: &Code, device: &[u8; 32]) -> Vec<u8> {
    [DEVICE, &code.0, device].concat()
}

fn store_message(store: &str, code: &Code, device: &[u8; 32]) -> Vec<u8> {
    let length = (store.len() as u64).to_be_bytes();
    [STORE, &length, store.as_bytes(), &code.0, device].concat()
}

impl LedgerProof {
    /// The store's word for a device.
    #[must_use]
    pub fn of(head: &ledger::SignedHead, key: &SigningKey, code: &Code, device: &VerifyingKey) -> Self {
        let message = store_message(&head.head.store, code, device.as_bytes());
        Self {
            store: head.head.store.clone(),
            key: key.verifying_key().to_bytes(),
            head: head.into(),
            proof: key.sign(&message).to_bytes(),
        }
    }
}

impl Enrol {
    /// The request of a device.
    #[must_use]
    pub fn of(code: Code, device: &DeviceKey, program: &str, ledger: Option<LedgerProof>) -> Self {
        let key = device.public().to_bytes();
        let proof = device.sign(&device_message(&code, &key));
        Self { code, device: key, proof, program: program.to_owned(), ledger }
    }

    /// The device's key and the store's, if each vouches for what it says.
    ///
    /// # Errors
    /// [`EnrolError`].
    pub fn proved(&self) -> Result<(VerifyingKey, Option<VerifyingKey>), EnrolError> {
        let vouches = |key: &VerifyingKey, message: &[u8], proof: &[u8; 64]| {
            key.verify_strict(message, &Signature::from_bytes(proof)).is_ok()
        };
        let device = VerifyingKey::from_bytes(&self.device).map_err(|_| EnrolError::Device)?;
        if !vouches(&device, &device_message(&self.code, &self.device), &self.proof) {
            return Err(EnrolError::Device);
        }
        let Some(ledger) = &self.ledger else { return Ok((device, None)) };
        let store = VerifyingKey::from_bytes(&ledger.key).map_err(|_| EnrolError::Store)?;
        let message = store_message(&ledger.store, &self.code, &self.device);
        let fine = vouches(&store, &message, &ledger.proof) && ledger.head.is_by(&ledger.store, &store);
        if fine { Ok((device, Some(store))) } else { Err(EnrolError::Store) }
    }
}

outcomes! {
    /// What becomes of a request to be enrolled.
    EnrolOutcome {
        /// The device is enrolled; the same answer for the same device and code.
        Enrolled {
            /// The store's code.
            store: String,
            /// The enterprise's root statement, whose fingerprint is on the ticket.
            root: String,
            /// Which branch this device writes.
            branch: u32,
            /// Whether it may fetch records back.
            recovers: bool,
            /// What headquarters has of this branch.
            receipt: SignedReceipt,
        } = "enrolled", 200, Nothing, "本机已登记。", "This PC is enrolled.";
        /// No such code was given out.
        CodeUnknown = "code_unknown", 404, Enrol,
            "总部没有发出过这个登记码：请逐字核对，或向总部重新索取。",
            "Headquarters gave out no such code. Check each character, or ask for another code.";
        /// Another device used it.
        CodeUsed = "code_used", 409, Enrol,
            "这个登记码已被另一台电脑使用：请向总部索取新的登记码；若不是本店所为，请立即告知总部。",
            "Another PC has used this code. Ask for a new one; if that was not your store, tell headquarters at once.";
        /// It is older than it may be.
        CodeExpired = "code_expired", 410, Enrol,
            "这个登记码已过期（72 小时内有效）：请向总部索取新的登记码。",
            "This code has expired (it is valid for 72 hours). Ask headquarters for a new one.";
        /// The ledger is not of the store that the code is for.
        OtherLedger = "other_ledger", 409, CallHeadquarters,
            "本机的台账不是登记码所属门店的台账：没有登记。请确认本机与登记码属于同一门店。",
            "This PC's ledger is not of the store that the code is for. It was not enrolled. \
             Make sure that both are of one store.";
        /// The store's key is another than headquarters knows.
        KeyDiffers = "key_differs", 409, CallHeadquarters,
            "门店密钥与总部登记的不同：没有登记。请联系总部信息管理员核对。",
            "The store's key differs from the one that headquarters knows. It was not enrolled. \
             Call the information officer.";
    }
}
