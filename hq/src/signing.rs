//! What a person needs to sign with, on any machine, without a database and without a network: a key under a passphrase of their
//! own, and the file in which a draft travels to them and back. What is signed is shown in words first, from the very bytes.

use std::fs;
use std::path::{Path, PathBuf};

use argon2::Argon2;
use ledger::SigningKey;
use serde::{Deserialize, Serialize};
use sync::down::bulletin::{self, Bulletin, ContentRef};
use sync::down::signers::SignedText;
use sync::hexed;
use sync::root::{self, PublicKey, Root};

use crate::keys::{self, KeysError, random};
use crate::wording;

/// The fewest characters of a passphrase.
const SHORTEST: usize = 12;
/// The longest file that is read: a content of the longest kind as text, and what stands around it.
const LONGEST: u64 = 24 << 20;

/// What cannot be signed, and what was kept.
#[derive(Debug, thiserror::Error)]
pub enum SigningError {
    /// A file cannot be read or written.
    #[error("{}: {source}; nothing was signed", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is none of ours.
    #[error("{}: not a file of this program: {why}; nothing was signed", path.display())]
    Shape {
        /// Which.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The passphrase is too short.
    #[error("a passphrase has at least {SHORTEST} characters; no key was made")]
    Short,
    /// The passphrase is wrong, or the file was altered.
    #[error("the passphrase does not open this key, or its file was altered; nothing was signed")]
    Passphrase,
    /// The key cannot be made.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// Argon2 says no.
    #[error("the passphrase cannot be worked into a key: {0}")]
    Derivation(String),
    /// The content is not the one that the draft names.
    #[error(
        "the content in the file is not the one that the draft names: it was altered on the way. Nothing was signed; export it anew"
    )]
    OtherContent,
}

/// A person's signing key as it lies in a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    tiaohe_signing_key: u32,
    person: String,
    public: PublicKey,
    #[serde(with = "hexed")]
    salt: [u8; 16],
    sealed: String,
}

/// A person's signing key, opened.
pub struct PersonKey {
    /// Whose.
    pub person: String,
    /// The key.
    pub key: SigningKey,
}

fn file(path: &Path) -> impl FnOnce(std::io::Error) -> SigningError {
    let path = path.to_owned();
    move |source| SigningError::File { path, source }
}

fn worked(passphrase: &str, salt: &[u8]) -> Result<[u8; 32], SigningError> {
    let mut key = [0; 32];
    let worked = Argon2::default().hash_password_into(passphrase.as_bytes(), salt, &mut key);
    worked.map(|()| key).map_err(|error| SigningError::Derivation(error.to_string()))
}

impl PersonKey {
    /// Makes a key and writes it into a new file, under a passphrase; answers with the public key, which the root names.
    ///
    /// # Errors
    /// [`SigningError`]; an existing file is never written over.
    pub fn make(path: &Path, person: &str, passphrase: &str) -> Result<PublicKey, SigningError> {
        if passphrase.chars().count() < SHORTEST {
            return Err(SigningError::Short);
        }
        let (seed, salt) = (random::<32>()?, random::<16>()?);
        let public = PublicKey(ledger::signing_key(&seed).verifying_key().to_bytes());
        let sealed = keys::closed(&worked(passphrase, &salt)?, person, &seed)?;
        let person = person.to_owned();
        let kept = KeyFile { tiaohe_signing_key: 1, person, public, salt, sealed: hex::encode(sealed) };
        let text = serde_json::to_string_pretty(&kept).map_err(|error| shape(path, &error))?;
        keys::written(path, &text)?;
        Ok(public)
    }

    /// Opens a key.
    ///
    /// # Errors
    /// [`SigningError`].
    pub fn open(path: &Path, passphrase: &str) -> Result<Self, SigningError> {
        Self::opened(read(path)?, path, passphrase)
    }

    /// Opens a key whose file somebody sent, such as a browser.
    ///
    /// # Errors
    /// [`SigningError`].
    pub fn sent(file: &str, passphrase: &str) -> Result<Self, SigningError> {
        let at = Path::new("key");
        Self::opened(serde_json::from_str(file).map_err(|error| shape(at, &error))?, at, passphrase)
    }

    fn opened(kept: KeyFile, path: &Path, passphrase: &str) -> Result<Self, SigningError> {
        let sealed = hex::decode(&kept.sealed).map_err(|error| shape(path, &error))?;
        let seed = keys::opened(&worked(passphrase, &kept.salt)?, &kept.person, &sealed);
        let seed: [u8; 32] =
            seed.ok().and_then(|seed| seed.try_into().ok()).ok_or(SigningError::Passphrase)?;
        Ok(Self { person: kept.person, key: ledger::signing_key(&seed) })
    }
}

fn shape(path: &Path, why: &dyn std::fmt::Display) -> SigningError {
    SigningError::Shape { path: path.to_owned(), why: why.to_string() }
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, SigningError> {
    let long = fs::metadata(path).map_err(file(path))?.len() > LONGEST;
    if long {
        return Err(shape(path, &"it is too long"));
    }
    let bytes = fs::read(path).map_err(file(path))?;
    serde_json::from_slice(&bytes).map_err(|error| shape(path, &error))
}

/// What a file carries to be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A bulletin.
    Bulletin,
    /// A root.
    Root,
}

/// A draft as it travels to a signer and back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Travels {
    /// Version of this form: 1.
    pub tiaohe_draft: u32,
    /// What it is.
    pub what: What,
    /// Whose.
    pub enterprise: String,
    /// Its number at headquarters; 0 of a root.
    pub draft: u64,
    /// The text that is signed, with the signatures so far.
    pub signed: SignedText,
    /// What the bulletin brings; empty of a root.
    #[serde(default)]
    pub content: String,
}

impl Travels {
    /// Reads the file, and finds that its content is the one that its text names.
    ///
    /// # Errors
    /// [`SigningError`].
    pub fn read(path: &Path) -> Result<Self, SigningError> {
        let travels: Self = read(path)?;
        if travels.what == What::Bulletin {
            let bulletin: Bulletin =
                serde_json::from_str(&travels.signed.text).map_err(|error| shape(path, &error))?;
            if ContentRef::of(travels.content.as_bytes()) != bulletin.content {
                return Err(SigningError::OtherContent);
            }
        }
        Ok(travels)
    }

    /// Writes the file, whole or not at all.
    ///
    /// # Errors
    /// [`SigningError::File`].
    pub fn write(&self, path: &Path) -> Result<(), SigningError> {
        let text = serde_json::to_string_pretty(self).map_err(|error| shape(path, &error))?;
        let aside = path.with_extension("part");
        fs::write(&aside, text).map_err(file(&aside))?;
        fs::rename(&aside, path).map_err(file(path))
    }

    /// What it says, in both languages, from the bytes that are signed.
    ///
    /// # Errors
    /// [`SigningError::Shape`] where it cannot be read; then it is not to be signed.
    pub fn words(&self) -> Result<Vec<String>, SigningError> {
        let unread = |why: &dyn std::fmt::Display| shape(Path::new("draft"), why);
        match self.what {
            What::Bulletin => {
                let bulletin: Bulletin =
                    serde_json::from_str(&self.signed.text).map_err(|error| unread(&error))?;
                wording::bulletin(&bulletin, self.content.as_bytes())
                    .map_err(|untaken| unread(&sync::answer::Outcome::said(&untaken).en))
            }
            What::Root => {
                let root = Root::kept(&self.signed.text).map_err(|error| unread(&error))?;
                Ok(wording::root(&root))
            }
        }
    }

    /// Adds a person's signature.
    pub fn sign(&mut self, by: &PersonKey) {
        let domain = match self.what {
            What::Bulletin => bulletin::DOMAIN,
            What::Root => root::DOMAIN,
        };
        self.signed.sign(domain, &by.person, &by.key);
    }
}
