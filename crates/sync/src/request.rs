//! Signed requests: which device of which store asks, as headers beside the body. A signature never expires and no clock is
//! asked, so that a wrong clock or a month without a network locks nobody out; what is sent twice does nothing twice.

use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest as _, Sha256};

use crate::device::DeviceId;
use crate::hexed;
use crate::receipt::Asked;

const DOMAIN: &[u8] = b"tiaohe-request-1\0";

/// The version of what stores and headquarters say to each other. It grows when a store that says it as before would be
/// misunderstood; who says none says the first.
pub const PROTOCOL: u32 = 1;

/// The headers of a signed request, as they are written.
pub mod header {
    /// The version of the protocol, decimal; not signed, since it only decides whether to update the program.
    pub const PROTOCOL: &str = "tiaohe-protocol";
    /// The store's code, percent-encoded.
    pub const STORE: &str = "tiaohe-store";
    /// The device's name, 32 hexadecimal digits.
    pub const DEVICE: &str = "tiaohe-device";
    /// The start of the program, 32 hexadecimal digits.
    pub const BOOT: &str = "tiaohe-boot";
    /// The how many-th request since that start, decimal.
    pub const COUNTER: &str = "tiaohe-counter";
    /// Ed25519, 128 hexadecimal digits.
    pub const SIGNATURE: &str = "tiaohe-signature";
    /// The program and its version; not signed, since it only chooses words.
    pub const PROGRAM: &str = "tiaohe-program";
}

/// What the headers [`header::BOOT`] and [`header::COUNTER`] of an answer say: headquarters gives them back as they came,
/// whatever it answers, so that an older answer out of a cache is known as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Echo {
    /// It is the answer to this request.
    Same,
    /// It is the answer to another one: as good as no answer.
    Other,
    /// Somebody on the way took them away; a receipt still says what it answers.
    Absent,
}

/// Compares an answer's headers with the request that was made.
#[must_use]
pub fn echo(asked: Asked, boot: Option<&[u8]>, counter: Option<&[u8]>) -> Echo {
    match (boot, counter) {
        (None, None) => Echo::Absent,
        (boot, counter) => {
            let same = boot == Some(hex::encode(asked.boot).as_bytes())
                && counter == Some(asked.counter.to_string().as_bytes());
            if same { Echo::Same } else { Echo::Other }
        }
    }
}

/// A request before it is signed, without its body.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    /// The method, as it is sent: `GET`, `POST`, `PUT`.
    pub method: &'a str,
    /// Path and query exactly as they are sent, from the first `/`.
    pub path: &'a str,
    /// Who asks.
    pub store: &'a str,
    /// Which request this is.
    pub asked: Asked,
}

impl Asking<'_> {
    /// The bytes that are signed. Texts stand behind their lengths (`u64`, big-endian), so that no two requests have one message.
    pub(crate) fn message(&self, device: DeviceId, body: &[u8]) -> Vec<u8> {
        let mut message = DOMAIN.to_vec();
        let text = |message: &mut Vec<u8>, text: &str| {
            message.extend_from_slice(&(text.len() as u64).to_be_bytes());
            message.extend_from_slice(text.as_bytes());
        };
        text(&mut message, self.method);
        text(&mut message, self.path);
        message.extend_from_slice(&Sha256::digest(body));
        text(&mut message, self.store);
        message.extend_from_slice(&device.0);
        message.extend_from_slice(&self.asked.boot);
        message.extend_from_slice(&self.asked.counter.to_be_bytes());
        message
    }
}

/// Who asks and the signature, as headers carry them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Whose device.
    pub store: String,
    /// Which device.
    pub device: DeviceId,
    /// Which request.
    pub asked: Asked,
    /// Ed25519 by the device's key.
    pub signature: [u8; 64],
}

/// Headers that are not those of a signed request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// A header is missing.
    #[error("请求缺少首部 {0}；没有处理，请使用本程序发送")]
    Missing(&'static str),
    /// A header is there twice, so it has two readings.
    #[error("请求首部 {0} 出现多次；没有处理，请检查中间的代理")]
    Twice(&'static str),
    /// A header that is not written as it must be.
    #[error("请求首部 {0} 无法读取；没有处理，请检查中间的代理")]
    Malformed(&'static str),
}

impl Signed {
    /// The headers to send, beside [`header::PROGRAM`].
    #[must_use]
    pub fn headers(&self) -> [(&'static str, String); 5] {
        [
            (header::STORE, percent(&self.store)),
            (header::DEVICE, self.device.to_string()),
            (header::BOOT, hex::encode(self.asked.boot)),
            (header::COUNTER, self.asked.counter.to_string()),
            (header::SIGNATURE, hex::encode(self.signature)),
        ]
    }

    /// Reads the headers; `all` answers with every value of a header's name.
    ///
    /// # Errors
    /// [`HeaderError`], naming the first header that is missing, doubled or malformed.
    pub fn read<'h>(all: impl Fn(&'static str) -> Vec<&'h [u8]>) -> Result<Self, HeaderError> {
        let one = |name: &'static str| match all(name).as_slice() {
            [] => Err(HeaderError::Missing(name)),
            [value] => std::str::from_utf8(value).map_err(|_| HeaderError::Malformed(name)),
            [_, _, ..] => Err(HeaderError::Twice(name)),
        };
        let bad = |name: &'static str| move || HeaderError::Malformed(name);
        let store = unpercent(one(header::STORE)?).ok_or_else(bad(header::STORE))?;
        let device = hexed::read(one(header::DEVICE)?).ok_or_else(bad(header::DEVICE))?;
        let boot = hexed::read(one(header::BOOT)?).ok_or_else(bad(header::BOOT))?;
        let digits = one(header::COUNTER)?;
        let counter = digits.parse::<u64>().ok().filter(|counter| counter.to_string() == digits);
        let counter = counter.ok_or_else(bad(header::COUNTER))?;
        let signature = hexed::read(one(header::SIGNATURE)?).ok_or_else(bad(header::SIGNATURE))?;
        Ok(Self { store, device, asked: Asked { boot, counter }, signature })
    }

    /// Whether the key of this device signed this request.
    #[must_use]
    pub fn is_by(&self, key: &VerifyingKey, method: &str, path: &str, body: &[u8]) -> bool {
        let asking = Asking { method, path, store: &self.store, asked: self.asked };
        let message = asking.message(self.device, body);
        DeviceId::of(key) == self.device
            && key.verify_strict(&message, &Signature::from_bytes(&self.signature)).is_ok()
    }
}

/// The most bytes of a store's code: 64 characters.
const CODE: usize = 256;

fn plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if plain(byte) { out.push(char::from(byte)) } else { out.push_str(&format!("%{byte:02X}")) }
    }
    out
}

/// What [`percent`] writes, and nothing else.
fn unpercent(text: &str) -> Option<String> {
    if text.is_empty() || text.len() > 3 * CODE {
        return None;
    }
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        if *first == b'%' {
            let (two, behind) = rest.split_first_chunk::<2>()?;
            rest = behind;
            bytes.push(u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok()?);
        } else {
            bytes.push(*first);
        }
    }
    let read = String::from_utf8(bytes).ok()?;
    (read.len() <= CODE && percent(&read) == text).then_some(read)
}
