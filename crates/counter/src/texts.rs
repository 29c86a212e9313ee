//! Texts and tables that the product ships: what customers are told and asked, and the published working days.

use std::collections::BTreeMap;

use domain::consent::Purpose;
use domain::need::Needs;
use domain::signature::Digest;
use domain::stock::name_key;
use domain::workday::{Calendar, Year};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::Worded as _;

use crate::counter::digest;

/// Every version that was ever shown, the present one last: what was agreed to is read in its own words for ever.
const CONSENT: [&str; 3] = [
    include_str!("../../../assets/consent/consent-v1.zh.toml"),
    include_str!("../../../assets/consent/consent-v2.zh.toml"),
    include_str!("../../../assets/consent/consent-v3.zh.toml"),
];
const SYNONYMS: &str = include_str!("../../../assets/ingredients/synonyms.toml");
const WORKDAYS: &str = include_str!("../../../assets/workdays/cn.json");

/// What the customer is told and asked, in one version (个人信息保护法 第十七、三十条).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ConsentText {
    /// Counts up with each change: what was agreed to names it.
    pub version: u32,
    /// What the sheet is called.
    pub title: String,
    /// The same in English.
    pub title_en: String,
    /// The general notice, by key: who, method, rights and so on.
    pub notice: BTreeMap<String, String>,
    /// The same in English.
    pub notice_en: BTreeMap<String, String>,
    /// One entry a purpose.
    #[serde(rename = "purpose")]
    pub purposes: Vec<PurposeText>,
    #[serde(skip)]
    text: &'static str,
}

/// What is told of one purpose.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PurposeText {
    /// Which purpose.
    pub id: Purpose,
    /// Sensitive personal information (个人信息保护法 第二十八条).
    pub sensitive: bool,
    /// In Chinese: the text that counts.
    #[serde(flatten)]
    pub zh: PurposeWords,
    /// In English, for customers who read no Chinese.
    pub en: PurposeWords,
}

/// What is told of one purpose, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "PurposeText")]
pub struct PurposeWords {
    /// Its name.
    pub title: String,
    /// What is collected.
    pub what: String,
    /// Why.
    pub why: String,
    /// How long it is kept.
    pub how_long: String,
    /// How it is taken back.
    pub take_back: String,
    /// How the service goes on without it.
    pub if_refused: String,
    /// Why it cannot do without, where it is sensitive (个人信息保护法 第三十条).
    #[serde(default)]
    pub necessity: Option<String>,
    /// What it may mean for the customer, where it is sensitive (个人信息保护法 第三十条).
    #[serde(default)]
    pub impact: Option<String>,
}

/// A shipped consent text that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConsentTextError {
    /// The file is no TOML of that shape.
    #[error("{0}")]
    Shape(#[from] toml::de::Error),
    /// A purpose without its text.
    #[error("用途「{}」没有文本", .0.zh())]
    Missing(Purpose),
    /// A sensitive purpose without what must be told of it beside the rest (个人信息保护法 第三十条).
    #[error("敏感用途「{}」没有写明必要性和对个人权益的影响", .0.zh())]
    Unexplained(Purpose),
}

impl ConsentText {
    /// The texts that the product ships, the present one last.
    ///
    /// # Errors
    /// [`ConsentTextError`] for a damaged file.
    pub fn builtin() -> Result<Vec<Self>, ConsentTextError> {
        CONSENT.into_iter().map(Self::read).collect()
    }

    fn read(shipped: &'static str) -> Result<Self, ConsentTextError> {
        let text = Self { text: shipped, ..toml::from_str(shipped)? };
        if let Some(purpose) = Purpose::ALL.into_iter().find(|purpose| text.of(*purpose).is_none()) {
            return Err(ConsentTextError::Missing(purpose));
        }
        let explained = |words: &PurposeWords| words.necessity.is_some() && words.impact.is_some();
        let silent = |told: &&PurposeText| told.sensitive && !(explained(&told.zh) && explained(&told.en));
        match text.purposes.iter().find(silent) {
            Some(told) => Err(ConsentTextError::Unexplained(told.id)),
            None => Ok(text),
        }
    }

    /// What is told of a purpose.
    #[must_use]
    pub fn of(&self, purpose: Purpose) -> Option<&PurposeText> {
        self.purposes.iter().find(|text| text.id == purpose)
    }

    /// The version, and SHA-256 of the text as it was shipped.
    #[must_use]
    pub fn version_and_digest(&self) -> (u32, Digest) {
        (self.version, digest(self.text.as_bytes()))
    }
}

/// Other words for ingredients: 柠檬烯 stands in the catalogue as 苧烯, and an allergy must be found by either.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Synonyms {
    synonym: Vec<Synonym>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Synonym {
    said: Vec<String>,
    inci: Vec<String>,
}

impl Synonyms {
    /// The table that the product ships.
    ///
    /// # Errors
    /// A damaged file.
    pub fn builtin() -> Result<Self, toml::de::Error> {
        toml::from_str(SYNONYMS)
    }

    /// Whether a name is known, as people say it or as catalogues list it.
    pub(crate) fn knows(&self, name: &str) -> bool {
        let key = name_key(name);
        self.synonym
            .iter()
            .flat_map(|one| one.said.iter().chain(&one.inci))
            .any(|known| name_key(known) == key)
    }

    /// The needs with each stated allergy followed by what it stands for: the catalogue's names, and whatever else people call
    /// it, as a list of ingredients may have its Chinese name alone. The customer's own word stays and is compared too.
    #[must_use]
    pub fn expanded(&self, mut needs: Needs) -> Needs {
        let known = self.synonym.iter().filter(|synonym| {
            synonym
                .said
                .iter()
                .any(|said| needs.allergies.iter().any(|stated| name_key(stated) == name_key(said)))
        });
        let meant: Vec<String> = known.flat_map(|one| one.inci.iter().chain(&one.said).cloned()).collect();
        for name in meant {
            if needs.allergies.iter().all(|there| name_key(there) != name_key(&name)) {
                needs.allergies.push(name);
            }
        }
        needs
    }
}

/// The published working days that the product ships.
///
/// # Errors
/// A damaged file.
pub(crate) fn workdays() -> Result<Calendar, Box<dyn std::error::Error>> {
    let years: BTreeMap<i32, Year> = serde_json::from_str(WORKDAYS)?;
    Ok(Calendar::new(years)?)
}
