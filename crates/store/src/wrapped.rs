//! The key under a passphrase: a file that is worth nothing without it, for a computer that has no key store, and as the copy
//! that is kept apart. argon2id makes the wrapping key, XChaCha20-Poly1305 wraps. A wrong passphrase and a damaged file are told
//! apart by a checksum over everything that is in the file anyway; it says nothing about the key.
//!
//! It refuses a file whose parameters would take more memory or time than a store PC has.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{Key as WrappingKey, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::error::random;
use crate::{Key, StoreError};

/// The fewest characters of a passphrase. NIST SP 800-63B asks for 8 where guesses can be counted; a file can be guessed at
/// without anybody counting.
const LEAST: usize = 12;
/// RFC 9106, second recommended option: 64 MiB, three passes, four lanes.
const COST: Cost = Cost { memory_kib: 64 * 1024, passes: 3, lanes: 4 };
/// More than this no file may ask for: 1 GiB, and some seconds.
const MOST: Cost = Cost { memory_kib: 1024 * 1024, passes: 10, lanes: 16 };
/// A wrapped key has some 400 bytes.
const LARGEST: u64 = 16 * 1024;
const FORMAT: &str = "tiaohe-key";
const VERSION: u32 = 1;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// What is bound to the key besides the passphrase: whoever changes it gets nothing.
#[derive(Debug, Serialize, Deserialize)]
struct Header {
    format: String,
    version: u32,
    derivation: String,
    cost: Cost,
    salt: String,
    cipher: String,
    nonce: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Wrapped {
    #[serde(flatten)]
    header: Header,
    ciphertext: String,
    check: String,
}

impl Key {
    /// The key under a passphrase, as the bytes of a JSON file. Takes a part of a second and 64 MiB, on purpose.
    ///
    /// # Errors
    /// [`StoreError::ShortPassphrase`], [`StoreError::Random`], [`StoreError::Derivation`].
    pub fn wrapped(&self, passphrase: &str) -> Result<Vec<u8>, StoreError> {
        let passphrase = spoken(passphrase);
        if passphrase.chars().count() < LEAST {
            return Err(StoreError::ShortPassphrase { least: LEAST });
        }
        let (salt, nonce) = (random::<16>()?, random::<24>()?);
        let header = Header {
            format: FORMAT.to_owned(),
            version: VERSION,
            derivation: "argon2id".to_owned(),
            cost: COST,
            salt: hex::encode(salt),
            cipher: "xchacha20-poly1305".to_owned(),
            nonce: hex::encode(nonce),
        };
        let aad = serde_json::to_vec(&header)?;
        let payload = Payload { msg: self.expose(), aad: &aad };
        let ciphertext = cipher(&passphrase, &salt, COST)?
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|error| StoreError::Derivation(error.to_string()))?;
        let ciphertext = hex::encode(ciphertext);
        let check = check(&aad, &ciphertext);
        let mut bytes = serde_json::to_vec_pretty(&Wrapped { header, ciphertext, check })?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// The key that was wrapped.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`] where the file is whole, [`StoreError::NoKey`] where it is not or is of a newer
    /// version, [`StoreError::Derivation`].
    pub fn unwrapped(bytes: &[u8], passphrase: &str) -> Result<Self, StoreError> {
        let damaged = || StoreError::NoKey { why: "密钥文件已损坏" };
        let file: Wrapped = serde_json::from_slice(bytes).map_err(|_| damaged())?;
        let header = &file.header;
        if header.format == FORMAT && header.version > VERSION {
            return Err(StoreError::NoKey {
                why: "密钥文件由更新的版本写成，请先更新软件"
            });
        }
        let aad = serde_json::to_vec(header)?;
        let is_ours = header.format == FORMAT
            && header.derivation == "argon2id"
            && header.cipher == "xchacha20-poly1305"
            && header.cost.within(MOST)
            && check(&aad, &file.ciphertext) == file.check;
        let salt: Option<[u8; 16]> = bytes_of(&header.salt);
        let nonce: Option<[u8; 24]> = bytes_of(&header.nonce);
        let ciphertext = hex::decode(&file.ciphertext).ok();
        let (true, Some(salt), Some(nonce), Some(ciphertext)) = (is_ours, salt, nonce, ciphertext) else {
            return Err(damaged());
        };
        let payload = Payload { msg: &ciphertext, aad: &aad };
        let key = cipher(&spoken(passphrase), &salt, header.cost)?
            .decrypt(&XNonce::from(nonce), payload)
            .map_err(|_| StoreError::WrongPassphrase)?;
        Self::from_bytes(&Zeroizing::new(key))
    }

    /// Writes the key under a passphrase into a file that only its owner may read. A file that is there is replaced whole
    /// or not at all, so that a power cut in a change of passphrase leaves one that opens.
    ///
    /// # Errors
    /// Those of [`Key::wrapped`], and [`StoreError::File`].
    pub fn write_wrapped(&self, path: &Path, passphrase: &str) -> Result<(), StoreError> {
        let bytes = self.wrapped(passphrase)?;
        replace(path, &bytes).map_err(StoreError::file("写入密钥文件", path))
    }

    /// Reads what [`Key::write_wrapped`] wrote.
    ///
    /// # Errors
    /// [`StoreError::File`], and those of [`Key::unwrapped`].
    pub fn read_wrapped(path: &Path, passphrase: &str) -> Result<Self, StoreError> {
        let mut bytes = Vec::new();
        let read = File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes));
        read.map_err(StoreError::file("读取密钥文件", path))?;
        Self::unwrapped(&bytes, passphrase)
    }
}

impl Cost {
    const fn within(self, most: Self) -> bool {
        self.memory_kib <= most.memory_kib && self.passes <= most.passes && self.lanes <= most.lanes
    }
}

/// A passphrase as it is meant: full-width letters of a Chinese input method are the letters that they look like.
fn spoken(passphrase: &str) -> Zeroizing<String> {
    Zeroizing::new(passphrase.nfkc().collect())
}

fn cipher(passphrase: &str, salt: &[u8], cost: Cost) -> Result<XChaCha20Poly1305, StoreError> {
    let failed = |error: argon2::Error| StoreError::Derivation(error.to_string());
    let mut key = Zeroizing::new([0; 32]);
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(key.len())).map_err(failed)?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password_into(passphrase.as_bytes(), salt, key.as_mut_slice()).map_err(failed)?;
    Ok(XChaCha20Poly1305::new(&WrappingKey::from(*key)))
}

fn check(aad: &[u8], ciphertext: &str) -> String {
    hex::encode(Sha256::new().chain_update(aad).chain_update(ciphertext.as_bytes()).finalize())
}

fn bytes_of<const N: usize>(text: &str) -> Option<[u8; N]> {
    hex::decode(text).ok()?.try_into().ok()
}

/// The new file is whole on the disk before it takes the old one's name.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut new = path.as_os_str().to_owned();
    new.push(".new");
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match std::fs::remove_file(&new) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut file = options.open(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    std::fs::rename(&new, path)?;
    // The name is durable once the folder is; only Unix can say so.
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
