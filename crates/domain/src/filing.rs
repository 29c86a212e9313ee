//! Filing and registration numbers (备案编号、注册证编号): parsed once, never a bare string afterwards.
//!
//! The kind decides what may enter a personalised blend: ordinary cosmetics filed on the net, of the three
//! kinds domestic, imported, and from Hong Kong, Macao and Taiwan (国家药监局 2025 年第 58 号).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::clean;

/// The provinces' short names as they stand in filing numbers.
pub const PROVINCES: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";

/// What a number is the number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilingKind {
    /// 国产普通化妆品网上备案.
    DomesticOrdinary,
    /// 进口普通化妆品网上备案.
    ImportedOrdinary,
    /// 港澳台普通化妆品网上备案.
    HkMoTwOrdinary,
    /// 特殊化妆品注册证 since 2021 (domestic, imported or HK/Macao/Taiwan).
    Special,
    /// 特殊用途化妆品 before 2021 (`国妆特字G`, `国妆特进字J`).
    SpecialOld,
    /// Imported non-special, paper filing before the net (`国妆备进字J`).
    ImportedOld,
    /// Ministry of Health numbers before about 2008 (`卫妆…字`).
    MohOld,
    /// A new ingredient, filed or registered: not a product at all.
    NewIngredient,
    /// A text that a record holds and that is none of these: it was taken once, and is read as it stands.
    Unrecognised,
}

impl FilingKind {
    /// Whether a product under such a number may enter a personalised blend or repack.
    #[must_use]
    pub const fn may_be_blended(self) -> bool {
        matches!(self, Self::DomesticOrdinary | Self::ImportedOrdinary | Self::HkMoTwOrdinary)
    }
}

words::worded!(FilingKind: filing_kind {
    DomesticOrdinary, ImportedOrdinary, HkMoTwOrdinary, Special, SpecialOld, ImportedOld, MohOld, NewIngredient,
    Unrecognised,
});

/// Why a text is not a filing number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilingError {
    /// None of the patterns of the rules on registration and filing.
    #[error("「{0}」不是可识别的备案编号或注册证编号：请对照产品标签核对省份简称、字样和数字")]
    Unknown(String),
    /// The pattern is right, the province is not one of the 31.
    #[error("备案编号「{0}」的省份简称「{1}」不存在")]
    Province(String, char),
    /// The pattern is right, the count of digits is not.
    #[error("备案编号「{0}」的数字位数不对：应为 {1} 位，实为 {2} 位")]
    Digits(String, usize, usize),
}

/// A parsed number. Equal numbers are equal whatever brackets, blanks or digits they were typed with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilingNumber {
    text: String,
    kind: FilingKind,
    year: Option<u16>,
    province: Option<char>,
    usual: bool,
}

impl FilingNumber {
    /// Normalises (NFKC digits, capitals, one kind of brackets, no blanks, no name of the number before it, no 第 and 号 around its
    /// digits) and parses.
    ///
    /// The serial of an ordinary cosmetic has six digits by practice, not by law: five or seven are taken and
    /// [`Self::is_usual`] says so; any other length is refused.
    ///
    /// # Errors
    /// [`FilingError`] naming the part that is wrong.
    pub fn parse(text: &str) -> Result<Self, FilingError> {
        let plain = normal(text);
        Shape::of(&plain).ok_or_else(|| FilingError::Unknown(clean::text(text)))?.read(&plain)
    }

    /// What a record or a row holds, to the letter and without judging it: what this parser does not recognise is of no kind
    /// that may be blended.
    pub(crate) fn kept(text: String) -> Self {
        match Self::parse(&text) {
            Ok(read) => Self { text, ..read },
            Err(_) => Self { text, kind: FilingKind::Unrecognised, year: None, province: None, usual: false },
        }
    }

    /// What the number is the number of.
    #[must_use]
    pub const fn kind(&self) -> FilingKind {
        self.kind
    }
    /// Whether the product may enter a personalised blend or repack.
    #[must_use]
    pub const fn may_be_blended(&self) -> bool {
        self.kind.may_be_blended()
    }
    /// The number in its normal form, full-width brackets as the law prints them.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
    /// The year of filing, where the number carries it.
    #[must_use]
    pub const fn year(&self) -> Option<u16> {
        self.year
    }
    /// The province of filing, where the number carries it.
    #[must_use]
    pub const fn province(&self) -> Option<char> {
        self.province
    }
    /// Whether the serial has the usual count of digits.
    #[must_use]
    pub const fn is_usual(&self) -> bool {
        self.usual
    }
}

impl fmt::Display for FilingNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
impl Serialize for FilingNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct("FilingNumber", &self.text)
    }
}
impl<'de> Deserialize<'de> for FilingNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::kept)
    }
}
impl TryFrom<String> for FilingNumber {
    type Error = FilingError;
    fn try_from(text: String) -> Result<Self, FilingError> {
        Self::parse(&text)
    }
}
impl From<FilingNumber> for String {
    fn from(number: FilingNumber) -> Self {
        number.text
    }
}

/// A number as it is read: in one width, without what nobody sees and without blanks.
fn without_blanks(text: &str) -> String {
    clean::code(text).chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// What people write before a number: what it is the number of.
const NAMES: [&str; 7] =
    ["备案编号", "备案号", "注册备案编号", "备案/注册编号", "注册证编号", "注册证号", "批准文号"];

/// A number in the spelling of the law. What the Ministry of Health numbered keeps its 第 and 号.
fn normal(text: &str) -> String {
    let even: String = without_blanks(text)
        .chars()
        .map(|letter| match letter {
            '[' | '【' | '〔' | '〖' | '{' => '(',
            ']' | '】' | '〕' | '〗' | '}' => ')',
            other => other.to_ascii_uppercase(),
        })
        .collect();
    let named = NAMES.iter().find_map(|name| even.strip_prefix(name)?.strip_prefix(':'));
    let number = named.unwrap_or(&even);
    if number.starts_with("卫妆") {
        return number.to_owned();
    }
    number.strip_suffix('号').unwrap_or(number).replacen("字第", "字", 1)
}

/// The words of a number before its digits, and how many digits follow the year.
struct Shape<'a> {
    kind: FilingKind,
    province: Option<char>,
    digits: &'a str,
    serial: std::ops::RangeInclusive<usize>,
    usual: usize,
}

impl<'a> Shape<'a> {
    fn of(plain: &'a str) -> Option<Self> {
        use FilingKind as Kind;
        let fixed = |prefix: &str, kind, serial: std::ops::RangeInclusive<usize>, usual| {
            plain.strip_prefix(prefix).map(|digits| Shape { kind, province: None, digits, serial, usual })
        };
        let bracketed = |prefix: &str, kind| {
            let rest = plain.strip_prefix(prefix)?.strip_prefix('(')?;
            let province = rest.chars().next()?;
            let digits = rest[province.len_utf8()..].strip_prefix(')')?;
            Some(Shape { kind, province: Some(province), digits, serial: 5..=7, usual: 6 })
        };
        let domestic = || {
            let province = plain.chars().next()?;
            let digits = plain[province.len_utf8()..].strip_prefix("G妆网备字")?;
            let kind = Kind::DomesticOrdinary;
            Some(Shape { kind, province: Some(province), digits, serial: 5..=7, usual: 6 })
        };
        let old_ministry = || {
            let rest = plain.strip_prefix("卫妆")?;
            let rest = ["特进字", "特字", "备进字", "进字", "准字"]
                .iter()
                .find_map(|word| rest.strip_prefix(word))?;
            let kind = Kind::MohOld;
            (!rest.is_empty()).then_some(Shape { kind, province: None, digits: "", serial: 0..=0, usual: 0 })
        };
        fixed("国妆特字G", Kind::SpecialOld, 4..=4, 4)
            .or_else(|| fixed("国妆特进字J", Kind::SpecialOld, 4..=4, 4))
            .or_else(|| fixed("国妆特字", Kind::Special, 4..=4, 4))
            .or_else(|| fixed("国妆特进字", Kind::Special, 4..=4, 4))
            .or_else(|| fixed("国妆特制字", Kind::Special, 4..=4, 4))
            .or_else(|| fixed("国妆备进字J", Kind::ImportedOld, 4..=6, 4))
            .or_else(|| fixed("国妆原备字", Kind::NewIngredient, 4..=4, 4))
            .or_else(|| fixed("国妆原注字", Kind::NewIngredient, 4..=4, 4))
            .or_else(|| bracketed("国妆网备进字", Kind::ImportedOrdinary))
            .or_else(|| bracketed("国妆网备制字", Kind::HkMoTwOrdinary))
            .or_else(domestic)
            .or_else(old_ministry)
    }

    fn read(self, plain: &str) -> Result<FilingNumber, FilingError> {
        let text = plain.replace('(', "（").replace(')', "）");
        if let Some(province) = self.province.filter(|province| !PROVINCES.contains(*province)) {
            return Err(FilingError::Province(text, province));
        }
        if self.kind == FilingKind::MohOld {
            return Ok(FilingNumber { text, kind: self.kind, year: None, province: None, usual: true });
        }
        if !self.digits.bytes().all(|byte| byte.is_ascii_digit()) || !self.digits.starts_with("20") {
            return Err(FilingError::Unknown(text));
        }
        let serial = self.digits.len().saturating_sub(4);
        let year = self.digits.get(..4).and_then(|year| year.parse().ok());
        if !self.serial.contains(&serial) || year.is_none() {
            return Err(FilingError::Digits(text, 4 + self.usual, self.digits.len()));
        }
        let usual = serial == self.usual || self.kind == FilingKind::ImportedOld;
        Ok(FilingNumber { text, kind: self.kind, year, province: self.province, usual })
    }
}

/// A production licence number (化妆品生产许可证编号): province, 妆, year, four digits (生产经营监督管理办法 第六十五条).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProductionLicence(String);

impl ProductionLicence {
    /// Normalises and parses.
    ///
    /// # Errors
    /// [`FilingError`] naming the part that is wrong.
    pub fn parse(text: &str) -> Result<Self, FilingError> {
        let plain = without_blanks(text);
        let unknown = || FilingError::Unknown(plain.clone());
        let province = plain.chars().next().ok_or_else(unknown)?;
        let digits = plain[province.len_utf8()..].strip_prefix('妆').ok_or_else(unknown)?;
        if !PROVINCES.contains(province) {
            return Err(FilingError::Province(plain.clone(), province));
        }
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) || !digits.starts_with("20") {
            return Err(unknown());
        }
        if digits.len() != 8 {
            return Err(FilingError::Digits(plain.clone(), 8, digits.len()));
        }
        Ok(Self(plain))
    }
    /// What a record or a row holds, without judging it.
    pub(crate) const fn kept(text: String) -> Self {
        Self(text)
    }
    /// The number as printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
impl TryFrom<String> for ProductionLicence {
    type Error = FilingError;
    fn try_from(text: String) -> Result<Self, FilingError> {
        Self::parse(&text)
    }
}
impl From<ProductionLicence> for String {
    fn from(licence: ProductionLicence) -> Self {
        licence.0
    }
}
