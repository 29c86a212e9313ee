//! The keys of headquarters: files in a folder that lies in no database and in no dump. The online key signs receipts and
//! the head of headquarters' own ledger; the master key wraps the keys of sealed items; the epoch is kept beside them, so
//! that a database from an older backup is noticed before it speaks to a store.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use ledger::SigningKey;

/// The file of the key that signs receipts.
const ONLINE: &str = "online.key";
/// The file of the key that wraps items' keys.
const MASTER: &str = "master.key";
/// The file of the highest epoch that ever spoke.
const EPOCH: &str = "epoch";
/// The length of a nonce.
const NONCE: usize = 24;

/// Keys that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// A file or folder cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file holds no key.
    #[error("{}: not a key of 64 hexadecimal digits; put back the copy that was made at `hqctl init`", .0.display())]
    Shape(PathBuf),
    /// Others than the owner can read a key.
    #[error("{}: others than its owner can read it; `chmod 600` it, and think about whether it must be replaced", .0.display())]
    Open(PathBuf),
    /// There are keys already.
    #[error("{}: there is a key already, and it is kept; name an empty folder as `keys` to found another headquarters", .0.display())]
    There(PathBuf),
    /// The system has no randomness.
    #[error("the system gives no random bytes: {0}")]
    Random(String),
    /// Bytes cannot be opened.
    #[error("a sealed item cannot be opened with this master key, or it was altered")]
    Sealed,
}

/// The keys.
pub struct Keys {
    folder: PathBuf,
    online: SigningKey,
    master: [u8; 32],
}

/// An item under a key of its own, and that key under the master key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The item's key, wrapped.
    pub wrapped: Vec<u8>,
    /// The item.
    pub ciphertext: Vec<u8>,
}

/// Random bytes of the operating system.
///
/// # Errors
/// [`KeysError::Random`].
pub fn random<const N: usize>() -> Result<[u8; N], KeysError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| KeysError::Random(error.to_string()))?;
    Ok(bytes)
}

impl Keys {
    /// Makes new keys in a folder that has none.
    ///
    /// # Errors
    /// [`KeysError::There`] where one has: a key is never written over.
    pub fn make(folder: &Path) -> Result<Self, KeysError> {
        fs::create_dir_all(folder).map_err(file(folder))?;
        for name in [ONLINE, MASTER] {
            let path = folder.join(name);
            if path.exists() {
                return Err(KeysError::There(path));
            }
        }
        for name in [ONLINE, MASTER] {
            written(&folder.join(name), &hex::encode(random::<32>()?))?;
        }
        Self::read(folder)
    }

    /// Reads the keys.
    ///
    /// # Errors
    /// [`KeysError`], naming the file.
    pub fn read(folder: &Path) -> Result<Self, KeysError> {
        let online = ledger::signing_key(&key(&folder.join(ONLINE))?);
        Ok(Self { folder: folder.to_owned(), online, master: key(&folder.join(MASTER))? })
    }

    /// The key that signs receipts.
    #[must_use]
    pub const fn online(&self) -> &SigningKey {
        &self.online
    }

    /// The highest epoch that ever spoke, or 0.
    ///
    /// # Errors
    /// [`KeysError::File`], [`KeysError::Shape`].
    pub fn epoch(&self) -> Result<u64, KeysError> {
        let path = self.folder.join(EPOCH);
        match fs::read_to_string(&path) {
            Ok(text) => text.trim().parse().map_err(|_| KeysError::Shape(path)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(source) => Err(KeysError::File { path, source }),
        }
    }

    /// Keeps the epoch that speaks from now on.
    ///
    /// # Errors
    /// [`KeysError::File`].
    pub fn keep_epoch(&self, epoch: u64) -> Result<(), KeysError> {
        let (path, beside) = (self.folder.join(EPOCH), self.folder.join("epoch.new"));
        fs::remove_file(&beside).or_else(absent).map_err(file(&beside))?;
        written(&beside, &epoch.to_string())?;
        fs::rename(&beside, &path).map_err(file(&path))
    }

    /// Seals an item under a fresh key; `place` says whose item it is, so that none can be put in another's place.
    ///
    /// # Errors
    /// [`KeysError::Random`].
    pub fn seal(&self, place: &str, item: &[u8]) -> Result<Sealed, KeysError> {
        let key = random::<32>()?;
        Ok(Sealed { wrapped: closed(&self.master, place, &key)?, ciphertext: closed(&key, place, item)? })
    }

    /// Opens an item.
    ///
    /// # Errors
    /// [`KeysError::Sealed`].
    pub fn unseal(&self, place: &str, sealed: &Sealed) -> Result<Vec<u8>, KeysError> {
        let key = opened(&self.master, place, &sealed.wrapped)?;
        let key: [u8; 32] = key.try_into().map_err(|_| KeysError::Sealed)?;
        opened(&key, place, &sealed.ciphertext)
    }
}

pub(crate) fn closed(key: &[u8; 32], place: &str, bytes: &[u8]) -> Result<Vec<u8>, KeysError> {
    let nonce = random::<NONCE>()?;
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    let payload = Payload { msg: bytes, aad: place.as_bytes() };
    let closed = cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| KeysError::Sealed)?;
    Ok([&nonce[..], &closed].concat())
}

pub(crate) fn opened(key: &[u8; 32], place: &str, bytes: &[u8]) -> Result<Vec<u8>, KeysError> {
    let (nonce, closed) = bytes.split_first_chunk::<NONCE>().ok_or(KeysError::Sealed)?;
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    let payload = Payload { msg: closed, aad: place.as_bytes() };
    cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| KeysError::Sealed)
}

fn key(path: &Path) -> Result<[u8; 32], KeysError> {
    only_owner(path)?;
    let text = fs::read_to_string(path).map_err(file(path))?;
    let mut key = [0; 32];
    hex::decode_to_slice(text.trim(), &mut key).map_err(|_| KeysError::Shape(path.to_owned()))?;
    Ok(key)
}

#[cfg(unix)]
fn only_owner(path: &Path) -> Result<(), KeysError> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(path).map_err(file(path))?.permissions().mode();
    if mode & 0o077 == 0 { Ok(()) } else { Err(KeysError::Open(path.to_owned())) }
}

#[cfg(not(unix))]
const fn only_owner(_: &Path) -> Result<(), KeysError> {
    Ok(())
}

/// Writes a new file that only its owner reads, and waits until it lies on the disk.
pub(crate) fn written(path: &Path, text: &str) -> Result<(), KeysError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut open = options.open(path).map_err(file(path))?;
    open.write_all(text.as_bytes()).and_then(|()| open.sync_all()).map_err(file(path))
}

fn absent(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

fn file(path: &Path) -> impl FnOnce(io::Error) -> KeysError {
    let path = path.to_owned();
    move |source| KeysError::File { path, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_never_written_over_and_opens_only_its_own_items() {
        let folder = tempfile::tempdir().expect("a folder");
        let keys = Keys::make(folder.path()).expect("keys");
        assert!(matches!(Keys::make(folder.path()), Err(KeysError::There(_))));
        let sealed = keys.seal("JN01/a", b"item").expect("sealed");
        assert_eq!(keys.unseal("JN01/a", &sealed).expect("opened"), b"item");
        assert!(matches!(keys.unseal("JN01/b", &sealed), Err(KeysError::Sealed)), "another item's place");
        let other = tempfile::tempdir().expect("a folder");
        let other = Keys::make(other.path()).expect("keys");
        assert!(matches!(other.unseal("JN01/a", &sealed), Err(KeysError::Sealed)), "another master key");
        assert_eq!(keys.epoch().expect("none"), 0);
        keys.keep_epoch(7).expect("kept");
        keys.keep_epoch(8).expect("kept");
        assert_eq!(keys.epoch().expect("kept"), 8);
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        drop(Keys::make(folder.path()).expect("keys"));
        let path = folder.path().join(MASTER);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
        assert!(matches!(Keys::read(folder.path()), Err(KeysError::Open(_))));
    }
}
