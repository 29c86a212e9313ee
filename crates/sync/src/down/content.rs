//! What the bulletins of the two chains that stop bring, as JSON, and how a small content of any chain is read: whole or not at
//! all, within bounds, and a name that is not known makes it unreadable: nobody applies half of what was signed.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::bulletin::{Does, Untaken};

/// The most bytes of a content of any chain but the catalogue's: one that is longer is a mistake, and a store applies it in one
/// transaction and keeps it in its ledger.
pub const STOPS_MOST: usize = 256 << 10;
/// The most entries of one content.
pub const ENTRIES: usize = 500;
/// The most characters of a name or number, and of a reason.
const NAME: usize = 64;
const REASON: usize = 300;

/// A sentence in both languages, as headquarters wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Both {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A recall: of one lot of a product, or of all lots of it (化妆品监督管理条例 第四十四条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recall {
    /// Its number at headquarters, never given twice.
    pub recall: String,
    /// Filing number of the product.
    pub filing: String,
    /// The maker's lot number; every lot of the product where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<String>,
    /// Why.
    pub reason: Both,
}

/// What must not be used for the time being.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suspended {
    /// The service at a store, by the store's code.
    Store(String),
    /// A recipe, by its id.
    Recipe(String),
}

/// A suspension (国家药监局 2025 年第 58 号 第五条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    /// Its number at headquarters, never given twice.
    pub suspension: String,
    /// What is suspended.
    pub what: Suspended,
    /// Why.
    pub reason: Both,
}

/// A recall or suspension is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lifted {
    /// Its number.
    pub number: String,
    /// Why.
    pub reason: Both,
}

/// What a bulletin of recalls brings: orders where it stops, ends where it allows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recalls {
    /// Recalls that begin.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ordered: Vec<Recall>,
    /// Recalls that end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lifted: Vec<Lifted>,
}

/// What a bulletin of suspensions brings: orders where it stops, ends where it allows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspensions {
    /// Suspensions that begin.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ordered: Vec<Suspension>,
    /// Suspensions that end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lifted: Vec<Lifted>,
}

impl Recalls {
    /// Reads the content of a bulletin of recalls.
    ///
    /// # Errors
    /// [`Untaken`]: unreadable, too large, or a contradiction in itself.
    pub fn read(does: Does, bytes: &[u8]) -> Result<Self, Untaken> {
        let content: Self = bounded(bytes)?;
        for one in &content.ordered {
            named(&one.recall, [&one.recall, &one.filing].into_iter().chain(one.lot.as_ref()), &one.reason)?;
        }
        let numbers = content.ordered.iter().map(|one| one.recall.as_str());
        consistent(does, numbers, &content.lifted)?;
        Ok(content)
    }
}

impl Suspensions {
    /// Reads the content of a bulletin of suspensions.
    ///
    /// # Errors
    /// [`Untaken`]: unreadable, too large, or a contradiction in itself.
    pub fn read(does: Does, bytes: &[u8]) -> Result<Self, Untaken> {
        let content: Self = bounded(bytes)?;
        for one in &content.ordered {
            let (Suspended::Store(what) | Suspended::Recipe(what)) = &one.what;
            named(&one.suspension, [&one.suspension, what], &one.reason)?;
        }
        let numbers = content.ordered.iter().map(|one| one.suspension.as_str());
        consistent(does, numbers, &content.lifted)?;
        Ok(content)
    }
}

/// Reads a content that is written exactly as this program writes it: a name that is left out or not known makes it unreadable,
/// however deep it stands.
pub(super) fn exact<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<T, Untaken> {
    let content: T = bounded(bytes)?;
    let said: Value = bounded(bytes)?;
    let written = serde_json::to_value(&content).map_err(|_| Untaken::Unreadable { line: 0 })?;
    if said == written { Ok(content) } else { Err(Untaken::Unreadable { line: 0 }) }
}

/// What can only be allowed is brought by what allows, at least one of it and at most [`ENTRIES`].
pub(super) fn allowed(does: Does, count: usize, what: &str) -> Result<(), Untaken> {
    match (does, count) {
        (Does::Stops, _) => Err(Untaken::WrongChain),
        (Does::Allows, 0) => Err(Untaken::Contradiction { item: what.to_owned() }),
        (Does::Allows, count) if count > ENTRIES => Err(Untaken::TooLarge { most: ENTRIES as u64 }),
        (Does::Allows, _) => Ok(()),
    }
}

pub(super) fn bounded<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Untaken> {
    if bytes.len() > STOPS_MOST {
        return Err(Untaken::TooLarge { most: STOPS_MOST as u64 });
    }
    serde_json::from_slice(bytes).map_err(|error| Untaken::Unreadable { line: error.line() as u64 })
}

pub(super) fn plain(text: &str, most: usize) -> bool {
    let length = text.chars().count();
    text.trim() == text && (1..=most).contains(&length) && !text.chars().any(char::is_control)
}

/// Finds that an entry's names and its reason can be shown and found.
fn named<'a>(item: &str, names: impl IntoIterator<Item = &'a String>, reason: &Both) -> Result<(), Untaken> {
    let fine = names.into_iter().all(|name| plain(name, NAME));
    if fine && [&reason.zh, &reason.en].into_iter().all(|reason| plain(reason, REASON)) {
        Ok(())
    } else {
        Err(Untaken::Contradiction { item: item.chars().take(NAME).collect() })
    }
}

/// What stops only orders, what allows only lifts, and each number stands once.
fn consistent<'a>(
    does: Does,
    ordered: impl Iterator<Item = &'a str>,
    lifted: &[Lifted],
) -> Result<(), Untaken> {
    let contradiction = |item: &str| Untaken::Contradiction { item: item.to_owned() };
    for one in lifted {
        named(&one.number, [&one.number], &one.reason)?;
    }
    let (mut seen, mut orders) = (BTreeSet::new(), 0_usize);
    for number in ordered {
        orders += 1;
        if !seen.insert(number) {
            return Err(contradiction(number));
        }
    }
    for one in lifted {
        if !seen.insert(one.number.as_str()) {
            return Err(contradiction(&one.number));
        }
    }
    let (wanted, other) = match does {
        Does::Stops => (orders, lifted.len()),
        Does::Allows => (lifted.len(), orders),
    };
    if wanted == 0 || other > 0 {
        return Err(contradiction(match does {
            Does::Stops => "lifted",
            Does::Allows => "ordered",
        }));
    }
    if wanted > ENTRIES { Err(Untaken::TooLarge { most: ENTRIES as u64 }) } else { Ok(()) }
}
