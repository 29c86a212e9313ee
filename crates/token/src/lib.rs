//! The signed token in a label's QR code: what was made, from what, when, until when and by which store, in a form that
//! anybody can check without a network and without the store's help. `docs/label-token.md` is its definition; this
//! crate follows it and refuses to be more: it knows no service, no database, no picture of a code, and no time of day.

pub mod digits;
mod keys;
mod wire;

pub use keys::KeyLine;

use chrono::{DateTime, FixedOffset, NaiveDate};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

/// What stands before the bytes that are signed, so that no signature for another purpose can pass for one of a label.
const DOMAIN: &[u8] = b"tiaohe-label-1\0";
const SIGNATURE: usize = 64;

/// One filed cosmetic in the unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// 备案编号, as printed.
    pub filing: String,
    /// 批号, as printed on the maker's pack.
    pub lot: String,
}

/// What a label's code says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelToken {
    /// The service's number, `STORE-YYMMDD-NNNN`; its first part is the store.
    pub service: String,
    /// 服务时间, to the minute, in China's civil time.
    pub made_at: DateTime<FixedOffset>,
    /// 限期使用日期.
    pub use_by: NaiveDate,
    /// 所用产品, in the order of the label.
    pub parts: Vec<Part>,
}

/// A token that was not made or not believed. Codes are stable; messages are for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// A value that the form cannot carry.
    #[error("标签二维码无法编码：{what}；没有生成标签，请更正后重试")]
    Unsayable {
        /// Which value, and why.
        what: &'static str,
    },
    /// The text is not a token, or a character of it is wrong or missing.
    #[error("这不是完整的标签二维码内容：请重新扫描整个二维码，不要手工录入")]
    NotAToken,
    /// A version that this program does not know.
    #[error("标签二维码是第 {0} 版格式，本程序只认识第 1 版：请更新程序后再验")]
    Version(u8),
    /// None of the given keys is the one that it names.
    #[error("标签由密钥 {0} 签名，不在给出的公钥之中：请向企业索取该门店的公钥")]
    OtherKey(String),
    /// The signature does not vouch for the content.
    #[error("签名无效：标签内容被改动，或不是该门店所签")]
    Forged,
}

impl TokenError {
    /// The stable code that a user interface matches.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unsayable { .. } => "label_token_unsayable",
            Self::NotAToken => "label_token_malformed",
            Self::Version(_) => "label_token_version",
            Self::OtherKey(_) => "label_token_other_key",
            Self::Forged => "label_token_forged",
        }
    }
}

/// The short name of a public key: the first three bytes of its SHA-256, in hex. It says which key to try; it proves nothing.
#[must_use]
pub fn key_id(key: &VerifyingKey) -> String {
    short(key).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn short(key: &VerifyingKey) -> [u8; 3] {
    let [first, second, third, ..] = <[u8; 32]>::from(Sha256::digest(key.as_bytes()));
    [first, second, third]
}

/// Whether a text has the shape of a token, so that a scanner's input is not taken for something else. Believes nothing.
#[must_use]
pub fn looks_like_one(text: &str) -> bool {
    text.rsplit('#').next().is_some_and(|digits| digits.trim().len() > 2 * SIGNATURE)
        && digits::read(text).is_some()
}

impl LabelToken {
    /// The store's code: the first part of the service's number.
    #[must_use]
    pub fn store(&self) -> &str {
        self.service.rsplitn(3, '-').nth(2).unwrap_or_default()
    }

    /// Signs the token and writes it as it stands in the code: decimal digits alone.
    ///
    /// # Errors
    /// [`TokenError::Unsayable`] where a value has no place in the form.
    pub fn signed(&self, key: &SigningKey) -> Result<String, TokenError> {
        let mut bytes = wire::written(self, short(&key.verifying_key()))?;
        let signature = key.sign(&message(&bytes)).to_bytes();
        bytes.extend_from_slice(&signature);
        Ok(digits::written(&bytes))
    }

    /// Reads a token and believes it only if one of `keys` signed exactly these bytes. What stands before a `#` is the
    /// address of a page that verifies, and is not looked at.
    ///
    /// # Errors
    /// [`TokenError`]: not a token, another version, another key, or forged.
    pub fn verified(text: &str, keys: &[VerifyingKey]) -> Result<Self, TokenError> {
        let bytes = digits::read(text).ok_or(TokenError::NotAToken)?;
        if let Some(version) =
            bytes.first().map(|first| first >> 4).filter(|version| *version != wire::VERSION)
        {
            return Err(TokenError::Version(version));
        }
        let body = bytes.len().checked_sub(SIGNATURE).ok_or(TokenError::NotAToken)?;
        let (body, signature) = bytes.split_at_checked(body).ok_or(TokenError::NotAToken)?;
        let (token, named) = wire::read(body).ok_or(TokenError::NotAToken)?;
        let signature = Signature::from_slice(signature).map_err(|_| TokenError::NotAToken)?;
        let mut tried = keys.iter().filter(|key| short(key) == named).peekable();
        if tried.peek().is_none() {
            return Err(TokenError::OtherKey(named.iter().map(|byte| format!("{byte:02x}")).collect()));
        }
        let message = message(body);
        if tried.any(|key| key.verify_strict(&message, &signature).is_ok()) {
            Ok(token)
        } else {
            Err(TokenError::Forged)
        }
    }
}

fn message(body: &[u8]) -> Vec<u8> {
    [DOMAIN, body].concat()
}
