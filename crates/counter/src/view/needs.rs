//! What a customer wants, line by line, with what became of each line and why.

use domain::need::{Channel, Concern, Needs, Verdict};
use domain::service::Progress;
use serde::Serialize;
use store::Store;
use ts_rs::TS;
use words::Worded as _;

use super::reads;
use crate::steps::health::Health;
use crate::{Counter, Host, Refusal};

/// One line as it was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NeedLine {
    /// The customer's words.
    pub text: String,
    /// How they were learnt.
    #[ts(type = "Channel")]
    pub channel: Channel,
    /// Whether the line counts.
    pub kept: bool,
    /// What it is about, where it counts.
    #[ts(as = "Option<String>")]
    pub concern: Option<Concern>,
    /// The same in Chinese.
    pub concern_zh: Option<String>,
    /// Why it does not count, in Chinese.
    pub why: Option<String>,
    /// The same in English.
    pub why_en: Option<String>,
}

/// What was said, as long as the vault holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NeedsView {
    /// Line by line.
    pub lines: Vec<NeedLine>,
    /// Allergies as stated.
    pub allergies: Vec<String>,
    /// Those that no component of the store's recipes names, under any word that we know for them.
    pub unknown_allergies: Vec<String>,
    /// Whether she says that she is pregnant or nursing.
    pub pregnancy: bool,
    /// Allergies of earlier visits that she struck out at this one.
    pub struck: Vec<String>,
}

impl NeedsView {
    pub(crate) fn of<H: Host>(counter: &Counter<H>, needs: &Needs) -> Result<Self, Refusal> {
        let line = |(statement, verdict): &(domain::need::Statement, Verdict)| {
            let concern = match verdict {
                Verdict::Kept { concern, .. } => Some(*concern),
                Verdict::NotFeasible
                | Verdict::NotCompliant { .. }
                | Verdict::Invalid
                | Verdict::Duplicate => None,
            };
            let (why, why_en) = why(verdict).unzip();
            NeedLine {
                text: statement.text.clone(),
                channel: statement.channel,
                kept: concern.is_some(),
                concern,
                concern_zh: concern.map(|concern| concern.zh().to_owned()),
                why,
                why_en,
            }
        };
        Ok(Self {
            lines: needs.lines.iter().map(line).collect(),
            allergies: needs.allergies.clone(),
            unknown_allergies: unrecognised(counter, &needs.allergies)?,
            pregnancy: needs.pregnancy,
            struck: needs.struck.clone(),
        })
    }
}

/// Why a line does not count, in both languages.
fn why(verdict: &Verdict) -> Option<(String, String)> {
    let (zh, en) = match verdict {
        Verdict::Kept { .. } => return None,
        Verdict::NotFeasible => (words::wish::NotFeasible.zh, words::wish::NotFeasible.en),
        Verdict::NotCompliant { reason } => (reason.zh(), reason.en()),
        Verdict::Invalid => ("没有可用的内容", "it says nothing that can be used"),
        Verdict::Duplicate => ("前面已经说过", "it was said before"),
    };
    Some((zh.to_owned(), en.to_owned()))
}

/// The stated allergies that name nothing we know: no component of the store's recipes has them, and no list of what people say.
/// Nothing is left out because of them, so that somebody should read them once more.
pub(crate) fn unrecognised<H: Host>(counter: &Counter<H>, stated: &[String]) -> Result<Vec<String>, Refusal> {
    if stated.is_empty() {
        return Ok(Vec::new());
    }
    let products = reads::products_in(counter.store(), &counter.store().recipes()?)?;
    let synonyms = &counter.assets().synonyms;
    let known =
        |name: &&String| synonyms.knows(name) || products.iter().any(|product| product.contains(name));
    Ok(stated.iter().filter(|allergy| !known(allergy)).cloned().collect())
}

/// What a customer said in a service, as long as the vault holds it; allergies and pregnancy as long as it holds those.
pub(crate) fn kept(store: &Store, progress: &Progress) -> Result<Option<Needs>, Refusal> {
    let wanted = wanted(store, progress)?;
    Ok(match (wanted, health(store, progress)?) {
        (wanted, None) => wanted,
        (wanted, Some(health)) => Some(health.given_back_to(wanted.unwrap_or_default())),
    })
}

/// The same, but for what she wanted: of most visits one item is opened instead of two.
pub(crate) fn kept_of_health(store: &Store, progress: &Progress) -> Result<Option<Needs>, Refusal> {
    match progress.needed().and_then(|recorded| recorded.health.as_ref()) {
        None => wanted(store, progress),
        Some(_) => Ok(health(store, progress)?.map(|health| health.given_back_to(Needs::default()))),
    }
}

fn health(store: &Store, progress: &Progress) -> Result<Option<Health>, Refusal> {
    let item = progress.needed().and_then(|recorded| recorded.health.as_ref());
    let bytes = item.map(|item| store.unseal(item)).transpose()?.flatten();
    Ok(bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose()?)
}

/// What lies in the item of the needs alone: in older records allergies and pregnancy, too.
pub(crate) fn wanted(store: &Store, progress: &Progress) -> Result<Option<Needs>, Refusal> {
    let Some(recorded) = progress.needed() else { return Ok(None) };
    let bytes = store.unseal(&recorded.needs)?;
    Ok(bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose()?)
}
