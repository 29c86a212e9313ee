//! Bytes of a fixed length as lower-case hexadecimal digits, in exactly one way: what could be written otherwise is refused.

use ledger::Hash;
use serde::de::Error as _;
use serde::{Deserialize as _, Deserializer, Serializer};

/// A value of a fixed number of bytes.
pub trait Fixed: Sized {
    /// Its bytes.
    fn bytes(&self) -> &[u8];
    /// The value of these bytes, if they are as many as it has.
    fn of(bytes: &[u8]) -> Option<Self>;
}

impl<const N: usize> Fixed for [u8; N] {
    fn bytes(&self) -> &[u8] {
        self
    }
    fn of(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok()
    }
}

impl Fixed for Hash {
    fn bytes(&self) -> &[u8] {
        &self.0
    }
    fn of(bytes: &[u8]) -> Option<Self> {
        Self::from_slice(bytes)
    }
}

/// Reads digits that [`serialize`] writes.
#[must_use]
pub fn read<T: Fixed>(text: &str) -> Option<T> {
    let lower = text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    if lower { T::of(&hex::decode(text).ok()?) } else { None }
}

/// Writes the digits.
///
/// # Errors
/// The serializer's.
pub fn serialize<T: Fixed, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&hex::encode(value.bytes()))
}

/// Reads the digits.
///
/// # Errors
/// Where they are not exactly those of such a value.
pub fn deserialize<'de, T: Fixed, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
    read(&text).ok_or_else(|| D::Error::custom("not the hexadecimal digits of a value of this length"))
}

/// The same for a value that may be absent.
pub mod option {
    use super::{Deserializer, Fixed, Serializer};
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize)]
    #[serde(bound = "T: Fixed")]
    struct One<T: Fixed>(#[serde(with = "super")] T);

    /// Writes the digits or nothing.
    ///
    /// # Errors
    /// The serializer's.
    pub fn serialize<T: Fixed + Copy, S: Serializer>(
        value: &Option<T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        value.map(One).serialize(serializer)
    }

    /// Reads the digits or nothing.
    ///
    /// # Errors
    /// Where they are not exactly those of such a value.
    pub fn deserialize<'de, T: Fixed, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
        Ok(Option::<One<T>>::deserialize(deserializer)?.map(|one| one.0))
    }
}
