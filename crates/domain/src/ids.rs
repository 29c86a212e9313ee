//! Names of things: short strings that people read, each its own type so that a lot cannot stand for a recipe. They are judged when
//! they are made; what was written once is read as it stands, and what comes from outside is judged by [`crate::said`].

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// What begins the ids of what headquarters gives a number to; a store gives none of these.
pub const OF_HEADQUARTERS: &str = "HQ.";

/// Whether an id is one that headquarters gave, however it is written.
#[must_use]
pub fn is_of_headquarters(id: &str) -> bool {
    let id = crate::clean::code_key(id);
    id.starts_with(&crate::clean::code_key(OF_HEADQUARTERS))
}

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Empty, longer than 64 characters, or with control characters or blanks at its ends.
    #[error("标识「{0}」不可用：须为 1–64 个字符，首尾无空格，无控制字符")]
    Shape(String),
    /// A service number that is not `STORE-YYMMDD-NNNN`.
    #[error("服务单号「{0}」不可用：须为「门店-年月日-流水」，例如 JN01-261120-0031")]
    ServiceNumber(String),
}

pub(crate) fn checked(text: &str) -> Result<String, IdError> {
    let fine = !text.is_empty()
        && text.chars().count() <= 64
        && text.trim() == text
        && !text.chars().any(char::is_control);
    if fine { Ok(text.to_owned()) } else { Err(IdError::Shape(text.to_owned())) }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// The names of the types of an id.
        pub(crate) const NAMES: &[&str] = &[$(stringify!($name)),+];
        $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(String);

        impl $name {
            /// Takes a text of 1–64 characters.
            ///
            /// # Errors
            /// [`IdError::Shape`] when the text is empty, too long, padded or has control characters.
            pub fn new(text: &str) -> Result<Self, IdError> { checked(text).map(Self) }
            /// What a record or a row holds, without judging it.
            #[must_use]
            pub const fn kept(text: String) -> Self { Self(text) }
            /// The text as people read it.
            #[must_use]
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> { Self::new(&text) }
        }
        impl From<$name> for String {
            fn from(id: $name) -> Self { id.0 }
        }
        )+
    };
}

ids! {
    /// A store's code, for example `JN01`; the first part of every number that the store gives.
    StoreCode,
    /// A person who works in the store. Never a name: names lie in the vault.
    StaffId,
    /// A customer's random number. Never a name or a phone number.
    CustomerId,
    /// A filed ordinary cosmetic in the catalogue.
    ProductId,
    /// A received lot: the product and the maker's lot number together.
    LotId,
    /// One opened unit of a lot.
    ContainerId,
    /// A recipe, whatever its version.
    RecipeId,
    /// A vessel, scale, mixer or filler.
    EquipmentId,
    /// A part of the operation area (操作区域).
    AreaId,
    /// One visit of somebody from outside to the operation area.
    VisitId,
    /// A pilot authorisation.
    AuthorisationId,
    /// A label template.
    TemplateId,
    /// A random name of one vault item.
    VaultId,
    /// The number of a document outside the product: report, certificate, assessment.
    DocumentNumber,
}

/// One life of a store's file. Each restore begins a new one: what was numbered and printed after the copy was made is not in
/// the copy, so the numbers of the new life carry its mark and can never be the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Life(String);

/// Characters of a mark: none is read as another, and without vowels no word comes about.
const MARK: &[u8; 28] = b"23456789BCDFGHJKMNPQRSTVWXYZ";
/// How many characters a mark has.
const MARKED: usize = 4;

impl Life {
    /// A new life's mark, from random bytes.
    #[must_use]
    pub fn of(random: [u8; MARKED]) -> Self {
        let letter = |byte: &u8| MARK.get(usize::from(*byte) % MARK.len()).copied().map_or('2', char::from);
        Self(random.iter().map(letter).collect())
    }

    /// What a record or a row holds, without judging it.
    #[must_use]
    pub const fn kept(text: String) -> Self {
        Self(text)
    }

    /// The mark as printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Life> for String {
    fn from(life: Life) -> Self {
        life.0
    }
}

/// What the numbers of a store begin with: `JN01`, and after a restore `JN01.K7QX` with the mark of the present [`Life`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The store.
    pub store: StoreCode,
    /// Its life, where it is not the first.
    pub life: Option<Life>,
}

impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.life {
            Some(life) => write!(f, "{}.{}", self.store, life.as_str()),
            None => write!(f, "{}", self.store),
        }
    }
}

impl From<StoreCode> for Series {
    fn from(store: StoreCode) -> Self {
        Self { store, life: None }
    }
}

/// `JN01-261120-0031`: store, day, serial of the day. The personal number (编号) by which a unit is traced
/// (山东指南 第七条). After a restore `JN01.K7QX-261120-0001`, with the mark of the store's [`Life`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ServiceNumber(String);

impl ServiceNumber {
    /// The `serial`-th service of `series` on `day`.
    #[must_use]
    pub fn of(series: &Series, day: NaiveDate, serial: u32) -> Self {
        Self(format!("{}{serial:04}", Self::of_day(series, day)))
    }

    /// What all numbers of a day begin with.
    #[must_use]
    pub fn of_day(series: &Series, day: NaiveDate) -> String {
        let (year, month) = (day.year().rem_euclid(100), day.month());
        format!("{series}-{year:02}{month:02}{:02}-", day.day())
    }

    /// The number of the service in which a batch of a store was blended: the same digits, without the marks between them.
    #[must_use]
    pub fn of_batch(store: &StoreCode, batch: &str) -> Option<Self> {
        let tail = batch.strip_prefix('T')?.strip_prefix(store.as_str())?;
        let life = if tail.starts_with('.') { tail.get(..=MARKED)? } else { "" };
        let (day, serial) = tail.get(life.len()..)?.split_at_checked(6)?;
        Self::parse(&format!("{store}{life}-{day}-{serial}")).ok()
    }

    /// Reads a number as printed.
    ///
    /// # Errors
    /// [`IdError::ServiceNumber`] when it is not `STORE-YYMMDD-NNNN` with a day that exists.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let refuse = || IdError::ServiceNumber(text.to_owned());
        let mut parts = text.rsplitn(3, '-');
        let (serial, day, store) = (parts.next(), parts.next(), parts.next());
        let (Some(serial), Some(day), Some(store)) = (serial, day, store) else { return Err(refuse()) };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let day_exists =
            day.len() == 6 && digits(day) && NaiveDate::parse_from_str(&format!("20{day}"), "%Y%m%d").is_ok();
        if checked(store).is_err() || !day_exists || !(4..=8).contains(&serial.len()) || !digits(serial) {
            return Err(refuse());
        }
        Ok(Self(text.to_owned()))
    }

    /// What a record or a row holds, without judging it.
    #[must_use]
    pub const fn kept(text: String) -> Self {
        Self(text)
    }

    /// The number as people read it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The batch number (生产批号) of the unit blended in this service: one unit a batch, so the same digits.
    #[must_use]
    pub fn batch(&self) -> BatchNumber {
        let tail: String = self.0.chars().filter(|letter| *letter != '-').collect();
        BatchNumber(format!("T{tail}"))
    }
}

impl fmt::Display for ServiceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl TryFrom<String> for ServiceNumber {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::parse(&text)
    }
}
impl From<ServiceNumber> for String {
    fn from(number: ServiceNumber) -> Self {
        number.0
    }
}

/// The batch number (调配批号) printed on the label.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BatchNumber(String);

impl BatchNumber {
    /// What a record holds.
    pub(crate) const fn kept(text: String) -> Self {
        Self(text)
    }

    /// The number as printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
impl From<BatchNumber> for String {
    fn from(number: BatchNumber) -> Self {
        number.0
    }
}
impl fmt::Display for BatchNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn service_numbers_are_read_as_they_are_written() {
        let store = StoreCode::new("JN01").unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let life = Some(Life::of([0, 5, 21, 250]));
        for (series, printed, batch) in [
            (store.clone().into(), "JN01-261120-0031", "TJN012611200031"),
            (Series { store: store.clone(), life }, "JN01.27SY-261120-0031", "TJN01.27SY2611200031"),
        ] {
            let number = ServiceNumber::of(&series, day, 31);
            assert_eq!(number.as_str(), printed);
            assert_eq!(ServiceNumber::parse(printed).unwrap(), number);
            assert_eq!(number.batch().as_str(), batch);
            assert_eq!(ServiceNumber::of_batch(&store, batch).unwrap(), number);
        }
        for bad in ["TJN0126112", "JN012611200031", "TJN01.27T", "TJN02.27SY2611200031", "TJN01二2611200031"]
        {
            assert_eq!(ServiceNumber::of_batch(&store, bad), None, "{bad}");
        }
        for bad in
            ["", "JN01-261120", "JN01-261320-0031", "JN01-261120-31", "-261120-0031", "JN01-26112x-0031"]
        {
            assert!(ServiceNumber::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_identifier_is_never_blank_padded_or_endless() {
        for bad in ["", " A", "A ", "A\n", &"x".repeat(65)] {
            assert!(LotId::new(bad).is_err(), "{bad:?}");
        }
        assert!(LotId::new(&"批".repeat(64)).is_ok());
    }
}
