//! The figures and word lists of a clause: a closed list of names, each with what it may be.
//!
//! A limit says whether its value was read in a text or is our own assumption (`confirmed`), so that a lawyer sees
//! what to look at and a correction needs no new program.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use serde::{Serialize, Serializer};

use crate::claims::Lexicon;

/// What a limit's value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A whole number within the given sane range.
    Count(RangeInclusive<u32>),
    /// A list of at least one word.
    Words,
    /// A list of at least one province, by ISO letters or name.
    Provinces,
}

macro_rules! limits {
    ($($(#[$doc:meta])* $name:ident = $code:literal: $kind:expr),+ $(,)?) => {
        /// A named figure or word list.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Limit { $($(#[$doc])* $name),+ }

        impl Limit {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];
            /// Its name in a rulebook.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $(Self::$name => $code),+ } }
            /// What its value may be.
            #[must_use]
            pub const fn kind(self) -> Kind { match self { $(Self::$name => $kind),+ } }
        }
    };
}

limits! {
    /// Provinces of the pilot, by their ISO letters.
    PilotProvinces = "pilot_provinces": Kind::Provinces,
    /// Fewest components of a blend.
    ComponentsMin = "components_min": Kind::Count(1..=10),
    /// Most components of a blend.
    ComponentsMax = "components_max": Kind::Count(2..=20),
    /// 功效 codes of special cosmetics.
    SpecialEfficacyCodes = "special_efficacy_codes": Kind::Words,
    /// 使用人群 codes of child cosmetics.
    ChildPopulationCodes = "child_population_codes": Kind::Words,
    /// 作用部位 codes of the eye area.
    EyeSiteCodes = "eye_site_codes": Kind::Words,
    /// The oldest age in completed years that is a child in the sense of cosmetics.
    ChildAgeMax = "child_age_max": Kind::Count(1..=17),
    /// Experience of the quality safety officer, in months.
    OfficerExperienceMonths = "officer_experience_months": Kind::Count(1..=240),
    /// How long a health check holds, in months.
    HealthCheckMonths = "health_check_months": Kind::Count(1..=24),
    /// A stop of the equipment that calls for inspection and test, in months.
    IdleMonths = "idle_months": Kind::Count(1..=24),
    /// How long a cleaning of equipment or of an area holds at the most, in hours, whatever was said of it.
    CleaningHoursMax = "cleaning_hours_max": Kind::Count(1..=744),
    /// Airborne bacteria in cfu/m³, still allowed.
    CfuMax = "cfu_max": Kind::Count(1..=10_000),
    /// Passed finished-product tests in a quarter.
    QuarterTestsMin = "quarter_tests_min": Kind::Count(1..=3),
    /// Days between the service and the use-by day, at least.
    UseByDaysMin = "use_by_days_min": Kind::Count(0..=365),
    /// Words of medicine.
    MedicalWords = "medical_words": Kind::Words,
    /// Words of the special-cosmetic functions.
    SpecialWords = "special_words": Kind::Words,
    /// Words that promise the absolute.
    AbsoluteWords = "absolute_words": Kind::Words,
    /// Phrases in hints that contain such a word and promise nothing.
    HarmlessPhrases = "harmless_phrases": Kind::Words,
    /// How long records are kept, in months.
    RetentionMonths = "retention_months": Kind::Count(1..=240),
    /// How long the record of a product is kept past its last day of use, in months.
    PastUseMonths = "past_use_months": Kind::Count(1..=240),
    /// How long it is kept from the hand-over at the least, where the product keeps for less than a year, in months.
    ShortLivedMonths = "short_lived_months": Kind::Count(1..=240),
    /// How long a retained sample is kept past its last day of use, in months.
    SampleMonths = "sample_months": Kind::Count(1..=120),
    /// When a call-back is due, in working days.
    CallBackWorkingDays = "call_back_working_days": Kind::Count(1..=60),
}

impl Limit {
    /// The limit of that name.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|limit| limit.code() == code)
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// A limit's value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A whole number.
    Count(u32),
    /// Words.
    Words(Vec<String>),
}

/// A value, and whether it was read in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bound {
    /// The value.
    pub value: Value,
    /// Read in the text of the document, or our own assumption.
    pub confirmed: bool,
}

/// The limits of one clause.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(transparent)]
pub struct Limits {
    bounds: BTreeMap<Limit, Bound>,
    /// The forbidden words, made ready when a text is first read with them: each judgement reads some twenty texts.
    #[serde(skip)]
    lexicon: OnceLock<Lexicon>,
}

impl PartialEq for Limits {
    fn eq(&self, other: &Self) -> bool {
        self.bounds == other.bounds
    }
}

impl Eq for Limits {}

/// A check asked for a limit that the clause does not give. A loaded rulebook never lacks one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("规则缺少限值 {0}")]
pub struct MissingLimit(pub Limit);

impl Limits {
    /// Limits by name.
    #[must_use]
    pub const fn new(bounds: BTreeMap<Limit, Bound>) -> Self {
        Self { bounds, lexicon: OnceLock::new() }
    }
    /// The limit, if the clause gives it.
    #[must_use]
    pub fn get(&self, limit: Limit) -> Option<&Bound> {
        self.bounds.get(&limit)
    }
    /// All, by name.
    pub fn iter(&self) -> impl Iterator<Item = (Limit, &Bound)> {
        self.bounds.iter().map(|(limit, bound)| (*limit, bound))
    }
    /// A figure.
    ///
    /// # Errors
    /// [`MissingLimit`] where the clause gives no such figure.
    pub fn count(&self, limit: Limit) -> Result<u32, MissingLimit> {
        match self.bounds.get(&limit).map(|bound| &bound.value) {
            Some(Value::Count(count)) => Ok(*count),
            Some(Value::Words(_)) | None => Err(MissingLimit(limit)),
        }
    }
    /// A word list.
    ///
    /// # Errors
    /// [`MissingLimit`] where the clause gives no such list.
    pub fn words(&self, limit: Limit) -> Result<&[String], MissingLimit> {
        match self.bounds.get(&limit).map(|bound| &bound.value) {
            Some(Value::Words(words)) => Ok(words),
            Some(Value::Count(_)) | None => Err(MissingLimit(limit)),
        }
    }
    /// The words that no paper may carry, by these lists.
    ///
    /// # Errors
    /// [`MissingLimit`] where the clause lacks one of its four lists.
    pub fn lexicon(&self) -> Result<&Lexicon, MissingLimit> {
        if let Some(ready) = self.lexicon.get() {
            return Ok(ready);
        }
        let made = Lexicon::of(self)?;
        Ok(self.lexicon.get_or_init(|| made))
    }
    /// ` （限值未确认）` where the limit is our own assumption, to stand behind a figure in a message.
    #[must_use]
    pub fn doubt(&self, limit: Limit) -> &'static str {
        match self.bounds.get(&limit) {
            Some(bound) if !bound.confirmed => "（限值未确认）",
            Some(_) | None => "",
        }
    }
}
