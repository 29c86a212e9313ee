//! Consent by purpose, each its own choice, and the three ages that the law asks for.
//!
//! Three ages, three checks: a child in the sense of cosmetics is 12 or younger, a child in the sense of the
//! law on personal information is under 14, an adult is 18. No check stands for another.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use words::Worded as _;

use crate::event::VaultRef;
use crate::signature::Digest;

crate::closed! {
    /// What personal information would be used for. Each is agreed to or refused by itself (个人信息保护法 第十四、二十九条).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Purpose {
        /// The record of the service itself under a personal number.
        ServiceRecord,
        /// Skin values and allergies.
        SkinAndAllergy,
        /// Facial image: its own consent, never kept for anything else.
        FacialImage,
        /// Name and telephone for call-back and recall.
        Contact,
        /// Identity sent to headquarters.
        UploadIdentity,
        /// Commercial messages (消费者权益保护法 第二十九条).
        Marketing,
    }
}

words::worded!(Purpose: purpose {
    ServiceRecord, SkinAndAllergy, FacialImage, Contact, UploadIdentity, Marketing,
});

/// One choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Choice {
    /// For what.
    pub purpose: Purpose,
    /// Agreed or refused. There is no third state: what was not asked is refused.
    pub agreed: bool,
}

crate::closed! {
    /// How old the customer says they are, as far as a rule asks.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum AgeBand {
        /// 12 or younger: a child in the sense of cosmetics (儿童化妆品监督管理规定): not served with a blend.
        ChildOfCosmetics,
        /// 13: under 14, a guardian consents, no facial image (个人信息保护法 第三十一条).
        UnderFourteen,
        /// 14–17: consents alone, but is no adult: a paid order asks for a guardian's knowledge (民法典 第十九条).
        Minor,
        /// 18 and over.
        Adult,
    }
}

words::worded!(AgeBand: age_band { ChildOfCosmetics, UnderFourteen, Minor, Adult });

impl AgeBand {
    /// The band on `day` of a person born on `born`. Somebody born on 29 February turns a year older on
    /// 1 March of a common year.
    #[must_use]
    pub fn on(day: NaiveDate, born: NaiveDate) -> Self {
        let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
        Self::of_years(day.year() - born.year() - i32::from(!had_birthday))
    }
    /// The band of an age in completed years.
    #[must_use]
    pub const fn of_years(years: i32) -> Self {
        match years {
            ..=12 => Self::ChildOfCosmetics,
            13 => Self::UnderFourteen,
            14..=17 => Self::Minor,
            18.. => Self::Adult,
        }
    }
    /// 儿童化妆品: 12 or younger, 12 included.
    #[must_use]
    pub const fn is_child_of_cosmetics(self) -> bool {
        matches!(self, Self::ChildOfCosmetics)
    }
    /// 不满十四周岁: a guardian must consent.
    #[must_use]
    pub const fn needs_guardian(self) -> bool {
        matches!(self, Self::ChildOfCosmetics | Self::UnderFourteen)
    }
    /// 成年人.
    #[must_use]
    pub const fn is_adult(self) -> bool {
        matches!(self, Self::Adult)
    }
}

/// The choices of one customer in one service, with who made them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Consent(ConsentParts);

/// The parts of a consent before they are judged as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentParts {
    /// Age band as stated.
    pub age: AgeBand,
    /// The guardian's name and relation, in the vault.
    pub guardian: Option<VaultRef>,
    /// One choice for each purpose that was asked.
    pub choices: Vec<Choice>,
    /// Version of the text that was shown.
    pub text_version: u32,
    /// SHA-256 of the text that was shown.
    pub text: Digest,
}

/// Why choices are no consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConsentError {
    /// Under 14 without a guardian (个人信息保护法 第三十一条).
    #[error("顾客不满十四周岁：须由监护人同意并签字")]
    GuardianMissing,
    /// A facial image of a person under 14.
    #[error("不满十四周岁不采集面部图像：请改用问卷")]
    ImageOfChild,
    /// The same purpose chosen twice.
    #[error("同一用途「{}」有两个选择", .0.zh())]
    Twice(Purpose),
}

impl Consent {
    /// Judges the choices as a whole.
    ///
    /// # Errors
    /// [`ConsentError`] naming the rule that is broken.
    pub fn new(parts: ConsentParts) -> Result<Self, ConsentError> {
        for (index, choice) in parts.choices.iter().enumerate() {
            if parts.choices[..index].iter().any(|earlier| earlier.purpose == choice.purpose) {
                return Err(ConsentError::Twice(choice.purpose));
            }
        }
        if parts.age.needs_guardian() && parts.guardian.is_none() {
            return Err(ConsentError::GuardianMissing);
        }
        let image = Choice { purpose: Purpose::FacialImage, agreed: true };
        if parts.age.needs_guardian() && parts.choices.contains(&image) {
            return Err(ConsentError::ImageOfChild);
        }
        Ok(Self(parts))
    }
    /// What a record or a row holds, without judging it.
    pub(crate) const fn kept(parts: ConsentParts) -> Self {
        Self(parts)
    }
    /// Whether the customer agreed to `purpose`. What was not asked is refused.
    #[must_use]
    pub fn allows(&self, purpose: Purpose) -> bool {
        self.0.choices.contains(&Choice { purpose, agreed: true })
    }
    /// The parts.
    #[must_use]
    pub const fn parts(&self) -> &ConsentParts {
        &self.0
    }
}
impl From<Consent> for ConsentParts {
    fn from(consent: Consent) -> Self {
        consent.0
    }
}
