//! The raw key of the store: 32 random bytes, never derived from something that people can guess.

use std::fmt;
use std::path::Path;

use zeroize::Zeroize as _;

use crate::StoreError;
use crate::error::random;

/// The key that opens the store. Its bytes are wiped from memory when it goes.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl Drop for Key {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// A new key from the operating system's randomness.
    ///
    /// # Errors
    /// [`StoreError::Random`].
    pub fn new() -> Result<Self, StoreError> {
        random().map(Self)
    }

    /// The key that was kept elsewhere, in the operating system's key store.
    ///
    /// # Errors
    /// [`StoreError::NoKey`] for anything but 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, StoreError> {
        bytes.try_into().map(Self).map_err(|_| StoreError::NoKey { why: "须为 32 字节" })
    }

    /// The key's bytes, to be kept where only their owner can read them.
    #[must_use]
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads a key file: 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`StoreError::File`] and [`StoreError::KeyFile`].
    pub fn read(path: &Path) -> Result<Self, StoreError> {
        let text = std::fs::read_to_string(path).map_err(StoreError::file("读取密钥文件", path))?;
        let why = "须为 64 位十六进制数字";
        let bytes = hex::decode(text.trim()).ok().and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or_else(|| StoreError::KeyFile { path: path.to_owned(), why })
    }

    /// Writes a key file that only its owner may read. An existing file is never overwritten.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn write(&self, path: &Path) -> Result<(), StoreError> {
        use std::io::Write as _;
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let write = |mut file: std::fs::File| {
            writeln!(file, "{}", hex::encode(self.0))?;
            file.sync_all()
        };
        options.open(path).and_then(write).map_err(StoreError::file("写入密钥文件", path))
    }

    /// What SQLCipher takes for a raw key.
    pub(crate) fn pragma(&self) -> String {
        format!("x'{}'", hex::encode(self.0))
    }
}
