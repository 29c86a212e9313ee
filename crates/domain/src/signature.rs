//! Who signed what, when and meaning what (电子签名法 第十三条): re-authentication at that moment, and the digest
//! of exactly what was shown.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::ids::StaffId;
use crate::staff::Role;

/// A SHA-256 in 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Digest(String);

/// A text that is not a SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("「{0}」不是 SHA-256 摘要（64 位小写十六进制）")]
pub struct DigestError(String);

impl Digest {
    /// Reads 64 lower-case hexadecimal digits.
    ///
    /// # Errors
    /// [`DigestError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, DigestError> {
        let fine = text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if fine { Ok(Self(text.to_owned())) } else { Err(DigestError(text.to_owned())) }
    }
    /// The digest of 32 bytes.
    #[must_use]
    pub fn of_bytes(bytes: &[u8; 32]) -> Self {
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }
    /// What a record or a row holds, without judging it.
    pub(crate) const fn kept(text: String) -> Self {
        Self(text)
    }
    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl TryFrom<String> for Digest {
    type Error = DigestError;
    fn try_from(text: String) -> Result<Self, DigestError> {
        Self::parse(&text)
    }
}
impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.0
    }
}

/// What a signature says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// 开工核对 by the operator: "I checked this and will blend".
    ClearanceOperator,
    /// 开工核对 by the quality safety officer: "I checked this and am present".
    ClearanceOfficer,
    /// 放行: "this unit may be handed over".
    Release,
    /// 不予放行: "this unit must not be handed over".
    Rejection,
    /// 店长: looked through the day and signed its log.
    DayLog,
    /// 结存放行: "this leftover is sealed, marked and fit, and may go back to the store of materials".
    LeftoverRelease,
    /// 处置: "this is to be thrown away, and I saw that it was".
    Disposal,
}

words::worded!(Meaning: meaning {
    ClearanceOperator,
    ClearanceOfficer,
    Release,
    Rejection,
    DayLog,
    LeftoverRelease,
    Disposal,
});

/// One signature by PIN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Who.
    pub signer: StaffId,
    /// In which role.
    pub role: Role,
    /// When.
    pub at: Moment,
    /// Meaning what.
    pub meaning: Meaning,
    /// SHA-256 of exactly what was shown.
    pub shown: Digest,
    /// Who sat at the window at which the PIN was entered; not known of older ones. Left out of a row where it is not, so
    /// that what was signed over older rows still has its digest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<StaffId>,
}
