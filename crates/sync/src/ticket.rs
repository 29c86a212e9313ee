//! The enrolment ticket: where headquarters is, the code that it gave out, and the fingerprint of its root statement. It
//! travels as a QR code of digits, as a file of JSON, or as forty characters that somebody types. Typing is read with
//! patience: capitals, blanks, hyphens, full-width characters and the letters that look like digits do not matter, and
//! whatever is wrong is named by its place.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;

use crate::root::Fingerprint;

/// The characters of what is typed, five bits each: no I, L, O, U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE: usize = 20;
const FINGERPRINT: usize = 16;
const CHECK: usize = 4;
/// How many characters are typed.
pub const TYPED: usize = CODE + FINGERPRINT + CHECK;
const GROUP: usize = 5;
/// The most bytes of an address.
const ADDRESS: usize = 200;
/// The most bytes of a ticket as a file or a code.
const LONGEST: usize = 4_096;
const VERSION: u8 = 1;

/// 100 random bits that are good for one enrolment; the upper four bits of the first byte are zero.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(pub(crate) [u8; 13]);

/// What a ticket says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Headquarters' address, `https://…`.
    pub url: String,
    /// The store's code, so that it can be shown; empty where the ticket was typed.
    pub store: String,
    /// The code.
    pub code: Code,
    /// Which root statement to believe.
    pub root: Fingerprint,
}

/// A ticket that is not read. Nothing of it is repeated, since a code is a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TicketError {
    /// Too few or too many characters.
    #[error("登记码应为 {TYPED} 个字符，读到 {found} 个：没有登记，请核对是否漏输或多输")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// A character that no code has.
    #[error("登记码第 {group} 组第 {place} 个字符不会出现在登记码里：没有登记，请核对这一处")]
    Character {
        /// Which group of five, from 1.
        group: usize,
        /// Which of the group, from 1.
        place: usize,
    },
    /// All characters could be right, and together they are not.
    #[error("登记码校验不符：至少有一个字符输错；没有登记，请逐字核对")]
    Check,
    /// An address that is not one of headquarters.
    #[error("总部网址不可用：须以 https:// 开头，不超过 {ADDRESS} 个字符，没有空格；没有登记，请核对网址")]
    Address,
    /// A file or a code that is no ticket.
    #[error("这不是完整的登记码：没有登记，请重新扫描整个二维码，或重新选择总部发来的文件")]
    NotATicket,
    /// A version that this program does not know.
    #[error("登记码是第 {0} 版格式，本程序只认识第 {VERSION} 版：没有登记，请更新程序")]
    Version(u64),
}

impl TicketError {
    /// The stable code that a page matches.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "ticket_length",
            Self::Character { .. } => "ticket_character",
            Self::Check => "ticket_check",
            Self::Address => "ticket_address",
            Self::NotATicket => "ticket_malformed",
            Self::Version(_) => "ticket_version",
        }
    }
}

impl Code {
    /// The code of 16 random bytes, of which it takes 100 bits.
    #[must_use]
    pub fn from_random(random: &[u8; 16]) -> Self {
        let mut bytes = [0; 13];
        bytes.iter_mut().zip(random).for_each(|(to, from)| *to = *from);
        bytes[0] &= 0x0F;
        Self(bytes)
    }

    /// What headquarters keeps of it: the code itself lies nowhere.
    #[must_use]
    pub fn kept(&self) -> [u8; 32] {
        Sha256::new().chain_update(b"tiaohe-enrol-code-1\0").chain_update(self.0).finalize().into()
    }

    fn typed(&self) -> String {
        letters(&self.0, CODE)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.typed())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let refuse = || serde::de::Error::custom("not an enrolment code");
        let values: Option<Vec<u8>> = text.bytes().map(value).collect();
        let code = values.filter(|values| values.len() == CODE).and_then(|values| bytes::<13>(&values));
        let code = code.map(Self).ok_or_else(refuse)?;
        if code.typed() == text { Ok(code) } else { Err(refuse()) }
    }
}

/// `count` characters of five bits each: the last `5 × count` bits.
fn letters(bytes: &[u8], count: usize) -> String {
    let number = bytes.iter().fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
    let letter = |place: usize| {
        let five = usize::try_from(number >> (5 * place) & 31).unwrap_or(0);
        char::from(LETTERS.get(five).copied().unwrap_or(b'0'))
    };
    (0..count).rev().map(letter).collect()
}

fn value(letter: u8) -> Option<u8> {
    LETTERS.iter().position(|one| *one == letter).and_then(|place| u8::try_from(place).ok())
}

/// The last `8 × N` bits of characters of five bits; `None` where a bit before them is set.
fn bytes<const N: usize>(values: &[u8]) -> Option<[u8; N]> {
    let number = values.iter().fold(0_u128, |number, value| number << 5 | u128::from(*value));
    let all = number.to_be_bytes();
    let (none, some) = all.split_at_checked(16 - N)?;
    if none.iter().any(|byte| *byte != 0) { None } else { some.try_into().ok() }
}

/// Four characters over the other thirty-six: one that is wrong, or two that changed places, is noticed; of other faults one in a million is not.
fn check(letters: &str) -> String {
    let digest = Sha256::new().chain_update(b"tiaohe-ticket-1\0").chain_update(letters).finalize();
    self::letters(digest.get(..3).unwrap_or_default(), CHECK)
}

/// What people put between groups, and what a keyboard puts there for them.
fn between(letter: char) -> bool {
    letter.is_whitespace() || letter.is_ascii_punctuation() || "‐‑‒–—―−－·・。、，_".contains(letter)
}

/// Whether an address without TLS is this computer itself, where nobody is on the way.
fn is_own(rest: &str) -> bool {
    let host = rest.split('/').next().unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    ["127.0.0.1", "[::1]", "localhost"].contains(&host)
}

fn address(url: &str) -> Result<String, TicketError> {
    let url = url.trim().trim_end_matches('/');
    let plain = url.strip_prefix("http://").filter(|rest| is_own(rest));
    let rest = url.strip_prefix("https://").or(plain).ok_or(TicketError::Address)?;
    let fine = url.len() <= ADDRESS
        && !rest.is_empty()
        && !rest.starts_with('/')
        && url.bytes().all(|byte| byte.is_ascii_graphic() && !b"@?#\"<>\\".contains(&byte));
    if fine { Ok(url.to_owned()) } else { Err(TicketError::Address) }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    tiaohe_enrolment: u64,
    url: String,
    store: String,
    code: String,
}

impl Ticket {
    /// The forty characters that are typed, in groups of five.
    #[must_use]
    pub fn typed(&self) -> String {
        let letters = format!("{}{}", self.code.typed(), letters(&self.root.0, FINGERPRINT));
        let all = format!("{letters}{}", check(&letters));
        let groups: Vec<&str> =
            (0..TYPED / GROUP).filter_map(|at| all.get(at * GROUP..(at + 1) * GROUP)).collect();
        groups.join("-")
    }

    /// The text of a file.
    ///
    /// # Errors
    /// Where a value cannot be written as JSON.
    pub fn file(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(&File {
            tiaohe_enrolment: u64::from(VERSION),
            url: self.url.clone(),
            store: self.store.clone(),
            code: self.typed(),
        })
    }

    /// The digits of a QR code: a scanner that acts as a keyboard types them right whatever input method is on.
    ///
    /// # Errors
    /// [`TicketError::Address`] or [`TicketError::NotATicket`] where the address or the store's code is too long.
    pub fn digits(&self) -> Result<String, TicketError> {
        let mut all = vec![VERSION];
        for text in [address(&self.url)?, self.store.clone()] {
            let length = u8::try_from(text.len()).map_err(|_| TicketError::NotATicket)?;
            all.push(length);
            all.extend_from_slice(text.as_bytes());
        }
        all.extend_from_slice(&self.code.0);
        all.extend_from_slice(&self.root.0);
        let digest = Sha256::new().chain_update(b"tiaohe-ticket-1\0").chain_update(&all).finalize();
        all.extend_from_slice(digest.get(..4).unwrap_or_default());
        Ok(token::digits::written(&all))
    }

    /// Whether a text has the shape of a scanned ticket, so that a scanner's input is not taken for something else.
    #[must_use]
    pub fn looks_like_one(text: &str) -> bool {
        text.len() <= LONGEST
            && token::digits::read(text)
                .is_some_and(|bytes| bytes.len() > 29 && bytes.first() == Some(&VERSION))
    }

    /// Reads what was scanned, or a file.
    ///
    /// # Errors
    /// [`TicketError`].
    pub fn read(text: &str) -> Result<Self, TicketError> {
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.len() > LONGEST {
            return Err(TicketError::NotATicket);
        }
        if text.starts_with('{') { Self::from_file(text) } else { Self::from_digits(text) }
    }

    fn from_file(text: &str) -> Result<Self, TicketError> {
        #[derive(Deserialize)]
        struct Versioned {
            tiaohe_enrolment: u64,
        }
        let versioned: Versioned = serde_json::from_str(text).map_err(|_| TicketError::NotATicket)?;
        if versioned.tiaohe_enrolment != u64::from(VERSION) {
            return Err(TicketError::Version(versioned.tiaohe_enrolment));
        }
        let file: File = serde_json::from_str(text).map_err(|_| TicketError::NotATicket)?;
        Ok(Self { store: file.store, ..Self::from_typed(&file.url, &file.code)? })
    }

    fn from_digits(text: &str) -> Result<Self, TicketError> {
        let all = token::digits::read(text).ok_or(TicketError::NotATicket)?;
        let (said, sum) = all.split_last_chunk::<4>().ok_or(TicketError::NotATicket)?;
        let digest = Sha256::new().chain_update(b"tiaohe-ticket-1\0").chain_update(said).finalize();
        if digest.get(..4) != Some(sum.as_slice()) {
            return Err(TicketError::NotATicket);
        }
        let (version, mut rest) = said.split_first().ok_or(TicketError::NotATicket)?;
        if *version != VERSION {
            return Err(TicketError::Version(u64::from(*version)));
        }
        let mut text = || {
            let (length, behind) = rest.split_first()?;
            let (text, behind) = behind.split_at_checked(usize::from(*length))?;
            rest = behind;
            String::from_utf8(text.to_vec()).ok()
        };
        let (url, store) = (text(), text());
        let (url, store) = url.zip(store).ok_or(TicketError::NotATicket)?;
        let (code, root) = rest.split_first_chunk::<13>().ok_or(TicketError::NotATicket)?;
        let root: [u8; 10] = root.try_into().map_err(|_| TicketError::NotATicket)?;
        if code.first().is_some_and(|first| *first > 0x0F) || address(&url)? != url {
            return Err(TicketError::NotATicket);
        }
        Ok(Self { url, store, code: Code(*code), root: Fingerprint(root) })
    }

    /// Reads what somebody typed: the address and the forty characters.
    ///
    /// # Errors
    /// [`TicketError`], naming the place of a character that cannot be right.
    pub fn from_typed(url: &str, typed: &str) -> Result<Self, TicketError> {
        let url = address(&url.nfkc().collect::<String>())?;
        if typed.len() > LONGEST {
            return Err(TicketError::Length { found: typed.chars().count() });
        }
        let mut all = String::with_capacity(TYPED);
        let letters = typed.nfkc().filter(|letter| !between(*letter));
        for (at, letter) in letters.enumerate() {
            let letter = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let known = u8::try_from(letter).is_ok_and(|letter| value(letter).is_some());
            if !known {
                return Err(TicketError::Character { group: at / GROUP + 1, place: at % GROUP + 1 });
            }
            all.push(letter);
        }
        if all.len() != TYPED {
            return Err(TicketError::Length { found: all.len() });
        }
        let (said, sum) = all.split_at(CODE + FINGERPRINT);
        if check(said) != sum {
            return Err(TicketError::Check);
        }
        let values: Vec<u8> = said.bytes().filter_map(value).collect();
        let (code, root) = values.split_at(CODE);
        let (code, root) = bytes::<13>(code).zip(bytes::<10>(root)).ok_or(TicketError::Check)?;
        Ok(Self { url, store: String::new(), code: Code(code), root: Fingerprint(root) })
    }
}
