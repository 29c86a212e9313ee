//! What the customer's own screen shows of her service: the notice with its blanks filled, what she chose the last time,
//! and her plan. The screen's host asks for it on her behalf; no member of staff's command answers with it.

use chrono::NaiveDate;
use domain::consent::{Choice, Purpose};
use domain::ids::ServiceNumber;
use domain::service::{AnyService, Progress};
use serde::Serialize;
use store::Store;
use store::tables::StoreRow;
use ts_rs::TS;

use super::reader::{Reader, contact_of};
use super::{PlanView, reads};
use crate::steps::notice::{Contact, GiveNotice, Guardian};
use crate::texts::PurposeWords;
use crate::{Counter, Host, Refusal};

/// The order in which the general notice is read: who, how, which rights; what is not named here comes after.
const ORDER: [&str; 7] = ["who", "method", "rights", "afterwards", "refusing", "minors", "sharing"];

/// One paragraph of the general notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NoticeParagraph {
    /// Its stable name.
    pub key: String,
    /// In Chinese: the text that counts.
    pub text: String,
    /// In English.
    pub text_en: String,
}

/// What is told of one purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PurposeView {
    /// Which purpose.
    #[ts(type = "Purpose")]
    pub purpose: Purpose,
    /// Sensitive personal information.
    pub sensitive: bool,
    /// In Chinese: the text that counts.
    pub zh: PurposeWords,
    /// In English.
    pub en: PurposeWords,
}

/// What the customer is told and asked (个人信息保护法 第十七、三十条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConsentTextView {
    /// The version, which her choices name.
    pub version: u32,
    /// What the sheet is called.
    pub title: String,
    /// The same in English.
    pub title_en: String,
    /// The general notice.
    pub notice: Vec<NoticeParagraph>,
    /// One entry a purpose, in the order in which they are asked.
    pub purposes: Vec<PurposeView>,
}

/// What a returning customer chose the last time under the same text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LastChoices {
    /// On which day.
    #[ts(as = "String")]
    pub on: NaiveDate,
    /// Her age then; the record has her age band only, so it is asked again.
    pub age: Option<u8>,
    /// Her choices.
    #[ts(type = "Array<{ purpose: Purpose, agreed: boolean }>")]
    pub choices: Vec<Choice>,
    /// Whether the way to reach her is still kept.
    pub contact: bool,
    /// Whether a guardian consented.
    pub guardian: bool,
}

/// The notice of this store.
///
/// # Errors
/// What the store answers.
pub fn text<H: Host>(counter: &Counter<H>) -> Result<ConsentTextView, Refusal> {
    let StoreRow { enterprise, premises, .. } = counter.store().premises()?;
    let shipped = &counter.assets().consent;
    let filled = |text: &str| {
        text.replace("{enterprise}", &enterprise.name)
            .replace("{enterprise_address}", &enterprise.address)
            .replace("{store}", &premises.name)
            .replace("{store_address}", &premises.address)
            .replace("{phone}", &premises.phone)
    };
    let place = |key: &str| ORDER.iter().position(|known| *known == key).unwrap_or(ORDER.len());
    let mut notice: Vec<NoticeParagraph> = shipped
        .notice
        .iter()
        .map(|(key, text)| NoticeParagraph {
            key: key.clone(),
            text: filled(text),
            text_en: filled(shipped.notice_en.get(key).unwrap_or(text)),
        })
        .collect();
    notice.sort_by_key(|paragraph| place(&paragraph.key));
    let purposes = Purpose::ALL.into_iter().filter_map(|purpose| {
        let told = shipped.of(purpose)?;
        Some(PurposeView { purpose, sensitive: told.sensitive, zh: told.zh.clone(), en: told.en.clone() })
    });
    Ok(ConsentTextView {
        version: shipped.version,
        title: shipped.title.clone(),
        title_en: shipped.title_en.clone(),
        notice,
        purposes: purposes.collect(),
    })
}

/// What the customer of a service chose in the one before, where she was shown exactly the same text then: another text
/// is another question.
///
/// # Errors
/// `not_found`, and what the store answers.
pub fn last<H: Host>(counter: &Counter<H>, number: &ServiceNumber) -> Result<Option<LastChoices>, Refusal> {
    let service = counter.service(number)?;
    let opened = service.progress().opened();
    let visits = reads::services_of(counter.store(), &opened.customer)?;
    let earlier = |visit: &&AnyService| visit.progress().opened().at < opened.at;
    let before = visits.iter().rev().filter(earlier).find(|visit| visit.progress().noticed().is_some());
    let Some((visit, noticed)) = before.and_then(|visit| Some((visit, visit.progress().noticed()?))) else {
        return Ok(None);
    };
    let parts = noticed.consent.parts();
    // Who was under 18 then may be of another age now, and the band alone is kept: such a customer is asked anew.
    let same_text = (parts.text_version, parts.text.clone()) == counter.assets().consent.version_and_digest();
    if !same_text || !parts.age.is_adult() {
        return Ok(None);
    }
    Ok(Some(LastChoices {
        on: visit.progress().opened().at.date_naive(),
        age: None,
        choices: parts.choices.clone(),
        contact: contact(counter.store(), visit.progress())?.is_some(),
        guardian: parts.guardian.is_some(),
    }))
}

/// The last choices as a notice of this service, to be given by the customer's own press. A contact that was erased since
/// is not agreed to again unseen.
///
/// # Errors
/// `no_previous` where there are none that count, and what the store answers.
pub fn same_again<H: Host>(counter: &Counter<H>, number: &ServiceNumber) -> Result<GiveNotice, Refusal> {
    let none = || Refusal::new("no_previous", "没有可以沿用的上次选择；没有保存").mend("请顾客逐项选择");
    let last = last(counter, number)?.ok_or_else(none)?;
    let service = counter.service(number)?;
    let visits = reads::services_of(counter.store(), &service.progress().opened().customer)?;
    let earlier = visits.iter().rev().filter(|visit| visit.progress().number() != number);
    let before = earlier.map(AnyService::progress).find(|progress| progress.noticed().is_some());
    let contact = before.map(|progress| contact(counter.store(), progress)).transpose()?.flatten();
    let mut choices = last.choices;
    if contact.is_none() {
        for choice in choices.iter_mut().filter(|choice| choice.purpose == Purpose::Contact) {
            choice.agreed = false;
        }
    }
    Ok(GiveNotice { service: number.clone(), age: ADULT, guardian: None, choices, contact })
}

/// The record keeps the band alone; the band was an adult's.
const ADULT: u8 = 18;

/// The customer's plan as she reads it before she signs: what the advisor noted for herself is left out.
///
/// # Errors
/// `not_found`, and what the store answers.
pub fn plan<H: Host>(counter: &Counter<H>, number: &ServiceNumber) -> Result<Option<PlanView>, Refusal> {
    let service = counter.service(number)?;
    let plan = PlanView::of(&Reader::herself(counter), service.progress())?;
    Ok(plan.map(|plan| PlanView { against_ranking: None, ..plan }))
}

/// What she said she wants and is allergic to, with what became of each wish; nothing where it is no longer kept.
///
/// # Errors
/// `not_found`, and what the store answers.
pub fn said<H: Host>(
    counter: &Counter<H>,
    number: &ServiceNumber,
) -> Result<Option<super::NeedsView>, Refusal> {
    let kept = super::needs::kept(counter.store(), counter.service(number)?.progress())?;
    kept.map(|needs| super::NeedsView::of(counter, &needs)).transpose()
}

/// Who is likely to sign: the guardian, or the customer by the name that she left.
///
/// # Errors
/// `not_found`, and what the store answers.
pub fn signer<H: Host>(counter: &Counter<H>, number: &ServiceNumber) -> Result<Option<String>, Refusal> {
    let service = counter.service(number)?;
    let noticed = service.progress().noticed();
    if let Some(item) = noticed.and_then(|noticed| noticed.consent.parts().guardian.as_ref()) {
        let guardian = counter.store().unseal(item)?;
        let guardian: Option<Guardian> = guardian.map(|bytes| serde_json::from_slice(&bytes)).transpose()?;
        return Ok(guardian.map(|guardian| guardian.name));
    }
    Ok(contact(counter.store(), service.progress())?.map(|contact| contact.name))
}

/// The way to reach her that a service recorded, or that took its place since; `None` once erased.
fn contact(store: &Store, progress: &Progress) -> Result<Option<Contact>, Refusal> {
    let Some(item) = contact_of(progress) else { return Ok(None) };
    let row = store.customer(&progress.opened().customer)?;
    let counts = row.as_ref().and_then(|row| row.contact.as_ref()).unwrap_or(item);
    let bytes = store.unseal(counts)?;
    Ok(bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose()?)
}

/// Whether a guardian has to sign (个人信息保护法 第三十一条); `false` as long as her age is not known.
///
/// # Errors
/// `not_found`.
pub fn needs_guardian<H: Host>(counter: &Counter<H>, number: &ServiceNumber) -> Result<bool, Refusal> {
    let service = counter.service(number)?;
    let noticed = service.progress().noticed();
    Ok(noticed.is_some_and(|noticed| noticed.consent.parts().age.needs_guardian()))
}
