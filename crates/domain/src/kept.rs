//! What is kept of a customer: each kind of thing with the purpose that it was agreed to for, and the day on which it
//! goes. The periods are those of the consent text, which a test holds against them: they were signed, so that no rulebook
//! shortens them. What a rulebook asks to be kept longer is added by whoever reads the rulebooks.
//!
//! It refuses to know where a thing lies and how it is erased.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::consent::Purpose;

crate::closed! {
    /// A kind of thing that the vault holds of a customer.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Held {
        /// Name and telephone.
        Contact,
        /// A guardian's name and relation.
        Guardian,
        /// What the customer wanted, with allergies and pregnancy as stated.
        Needs,
        /// The values of a skin test.
        Skin,
        /// An analyser's file.
        RawFile,
        /// The strokes of a signature.
        Signature,
        /// An analyser's file with a picture of a face in it.
        Image,
        /// Why a recipe was proposed and the others were not.
        Reasons,
        /// Allergies and the like, kept with the customer.
        Allergies,
        /// What a customer added or said otherwise later.
        Supplement,
        /// What was said in a call-back.
        CallNote,
        /// What was told of a reaction.
        CaseNote,
        /// What was asked for, and answered.
        RequestNote,
    }
}

words::worded!(Held: held {
    Contact, Guardian, Needs, Skin, RawFile, Signature, Image, Reasons, Allergies, Supplement, CallNote, CaseNote,
    RequestNote,
});

crate::closed! {
    /// What of a customer somebody looked at.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum LookedAt {
        /// The page.
        Page,
        /// The whole telephone number.
        Phone,
        /// A copy of all that is kept.
        Copy,
    }
}

words::worded!(LookedAt: looked_at { Page, Phone, Copy });

crate::closed! {
    /// What was done about what is kept of a customer, other than taking something back.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Changed {
        /// Name and telephone were put right.
        Corrected,
        /// Allergies were struck out or added.
        Allergies,
        /// Something was added.
        Added,
        /// Two customers were joined.
        Joined,
        /// They were parted.
        Parted,
    }
}

words::worded!(Changed: changed { Corrected, Allergies, Added, Joined, Parted });

impl Changed {
    /// What a correction of that kind of thing is: whatever else is added, and takes the place of nothing.
    #[must_use]
    pub const fn of(what: Held) -> Self {
        match what {
            Held::Contact => Self::Corrected,
            Held::Allergies => Self::Allergies,
            Held::Guardian
            | Held::Needs
            | Held::Skin
            | Held::RawFile
            | Held::Signature
            | Held::Image
            | Held::Reasons
            | Held::Supplement
            | Held::CallNote
            | Held::CaseNote
            | Held::RequestNote => Self::Added,
        }
    }
}

crate::closed! {
    /// What somebody wants a customer's telephone for.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum PhoneUse {
        /// 回访.
        CallBack,
        /// 召回.
        Recall,
        /// 有不适.
        Reaction,
        /// 营销: only where the customer agreed to that.
        Marketing,
        /// The customer asked to be called.
        Asked,
    }
}

words::worded!(PhoneUse: phone_use { CallBack, Recall, Reaction, Marketing, Asked });

crate::closed! {
    /// What a customer asks for (个人信息保护法 第四十四至四十八条).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum RequestFor {
        /// 查阅.
        Read,
        /// 复制.
        Copy,
        /// 更正、补充.
        Correct,
        /// 删除.
        Delete,
        /// 撤回同意.
        Withdraw,
        /// 解释说明.
        Explain,
    }
}

words::worded!(RequestFor: request_for { Read, Copy, Correct, Delete, Withdraw, Explain });

crate::closed! {
    /// By what right something that identifies a person lies at headquarters, too.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Basis {
        /// She agreed (个人信息保护法 第十三条第一项).
        Consent,
        /// A law asks for it (个人信息保护法 第十三条第三项).
        Statutory,
    }
}

words::worded!(Basis: basis { Consent, Statutory });

impl Basis {
    /// By what right a kind of thing may lie at headquarters, too; none where it never leaves its store. A picture of a face never
    /// does, whatever was agreed to.
    #[must_use]
    pub const fn of(what: Held) -> Option<Self> {
        match what {
            Held::Contact => Some(Self::Consent),
            Held::Guardian
            | Held::Needs
            | Held::Skin
            | Held::RawFile
            | Held::Signature
            | Held::Image
            | Held::Reasons
            | Held::Allergies
            | Held::Supplement
            | Held::CallNote
            | Held::CaseNote
            | Held::RequestNote => None,
        }
    }
}

/// Days for which headquarters' own copies may hold what it erased.
const COPIES_OF_HEADQUARTERS: u64 = 30;

/// The last day on which copies of headquarters may hold what was gone there on a day.
#[must_use]
pub fn gone_from_copies(gone: NaiveDate) -> NaiveDate {
    gone.checked_add_days(Days::new(COPIES_OF_HEADQUARTERS)).unwrap_or(gone)
}

/// How a service ended, as far as it says how long what belongs to it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// On which day.
    pub on: NaiveDate,
    /// Whether something was handed over.
    pub delivered: bool,
    /// The last day of use of what was handed over, where it was a product.
    pub use_by: Option<NaiveDate>,
}

/// Months for which skin values and an analyser's file are kept after the hand-over.
const SKIN: u32 = 12;
/// Months for which a contact is kept after the hand-over.
const CONTACT: u32 = 24;
/// Months past the last day of use for which the record of a product is kept (化妆品监督管理条例 第三十一条).
const PAST_USE: u32 = 12;
/// Months for which it is kept at the least, where the product keeps for less than a year.
const SHORT_LIVED: u32 = 24;
/// Months for which the record of a service without a product is kept.
const SERVICE: u32 = 12;
/// Days for which a picture of a face is kept at the most, whatever becomes of its service.
pub const IMAGE_DAYS: u64 = 30;
/// Months for which reactions and requests are kept (化妆品不良反应监测管理办法; 个人信息保护法 第五十六条).
const BY_LAW: u32 = 36;
/// Days after a service that was given up.
const GIVEN_UP: u64 = 30;
/// Months after which a service that nobody ended no longer holds anything.
const NEVER_ENDED: u32 = 12;

fn months(day: NaiveDate, count: u32) -> NaiveDate {
    day.checked_add_months(Months::new(count)).unwrap_or(day)
}

/// Until when the record of a service is kept under its number: a year past the last day of use; two years from the
/// record where the product keeps for less than a year; a year where there is no product.
#[must_use]
pub fn record_until(end: End) -> NaiveDate {
    match end.use_by {
        Some(use_by) if use_by >= months(end.on, 12) => months(use_by, PAST_USE),
        Some(_) => months(end.on, SHORT_LIVED),
        None => months(end.on, SERVICE),
    }
}

impl Held {
    /// Which purpose it was agreed to for; none where the law asks for it, whatever was agreed to.
    #[must_use]
    pub const fn purpose(self) -> Option<Purpose> {
        match self {
            Self::Contact | Self::CallNote => Some(Purpose::Contact),
            Self::Guardian | Self::Needs | Self::Signature | Self::Reasons | Self::Supplement => {
                Some(Purpose::ServiceRecord)
            }
            Self::Skin | Self::RawFile | Self::Allergies => Some(Purpose::SkinAndAllergy),
            Self::Image => Some(Purpose::FacialImage),
            Self::CaseNote | Self::RequestNote => None,
        }
    }

    /// The last day on which it is kept while its service is under way, since `since`.
    #[must_use]
    pub fn under_way(self, since: NaiveDate) -> NaiveDate {
        match self {
            Self::Image => since.checked_add_days(Days::new(IMAGE_DAYS)).unwrap_or(since),
            Self::CaseNote | Self::RequestNote => months(since, BY_LAW),
            Self::Contact
            | Self::Guardian
            | Self::Needs
            | Self::Skin
            | Self::RawFile
            | Self::Signature
            | Self::Reasons
            | Self::Allergies
            | Self::Supplement
            | Self::CallNote => months(since, NEVER_ENDED),
        }
    }

    /// The last day on which it is kept once its service has ended, where that day follows from the end.
    #[must_use]
    pub fn until(self, end: End) -> Option<NaiveDate> {
        let purpose = self.purpose().filter(|purpose| *purpose != Purpose::FacialImage)?;
        if !end.delivered {
            return Some(end.on.checked_add_days(Days::new(GIVEN_UP)).unwrap_or(end.on));
        }
        Some(match purpose {
            Purpose::SkinAndAllergy | Purpose::FacialImage => months(end.on, SKIN),
            Purpose::Contact | Purpose::UploadIdentity | Purpose::Marketing => months(end.on, CONTACT),
            Purpose::ServiceRecord => record_until(end),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn each_kind_goes_on_its_day() {
        let sold = |use_by| End { on: day(2026, 11, 20), delivered: true, use_by };
        let short = sold(Some(day(2027, 11, 19)));
        let long = sold(Some(day(2027, 11, 20)));
        let given_up = End { on: day(2026, 11, 20), delivered: false, use_by: None };
        for (name, held, end, until) in [
            ("skin", Held::Skin, short, day(2027, 11, 20)),
            ("an analyser's file", Held::RawFile, long, day(2027, 11, 20)),
            ("a contact", Held::Contact, short, day(2028, 11, 20)),
            ("needs, kept for less than a year", Held::Needs, short, day(2028, 11, 20)),
            ("a signature, kept for a year", Held::Signature, long, day(2028, 11, 20)),
            ("needs of a plan", Held::Needs, sold(None), day(2027, 11, 20)),
            ("a contact of a service that was given up", Held::Contact, given_up, day(2026, 12, 20)),
            ("skin of a service that was given up", Held::Skin, given_up, day(2026, 12, 20)),
        ] {
            assert_eq!(held.until(end), Some(until), "{name}");
        }
        assert_eq!(Held::Image.under_way(day(2026, 11, 20)), day(2026, 12, 20));
        for held in [Held::Image, Held::CaseNote, Held::RequestNote] {
            assert_eq!(held.until(short), None, "{held:?} does not wait for a service's end");
        }
        assert_eq!(Held::Needs.under_way(day(2026, 11, 20)), day(2027, 11, 20));
    }
}
