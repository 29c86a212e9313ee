//! The raw key of the store: 32 random bytes, never derived from something that people can guess.

use std::fmt;
use std::path::Path;

use crate::StoreError;
use crate::error::random;

/// The key that opens the store.
#[derive(Clone)]
pub struct Key([u8; 32]);

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
