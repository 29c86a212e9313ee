//! A customer's allergies, which are hers and not one service's: what she said at any visit stands until she strikes it out with an
//! explicit word. They lie with the needs of each visit in the vault, as long as those are kept, and are read only while she agrees
//! to that (个人信息保护法 第二十九条).
//!
//! It refuses to take silence for an answer: a visit at which nobody asked her is not recorded.

use domain::clean::name_key;
use domain::consent::Purpose;
use domain::need::Needs;
use domain::service::Progress;
use store::Store;

use crate::Refusal;
use crate::steps::skin::allows;
use crate::view::needs::kept;
use crate::view::reads::services_of;

/// What she said at her other visits and has not struck out since; nothing where she does not agree to have it kept.
pub(crate) fn standing(store: &Store, progress: &Progress) -> Result<Vec<String>, Refusal> {
    if !allows(progress, Purpose::SkinAndAllergy) {
        return Ok(Vec::new());
    }
    let mut stands: Vec<String> = Vec::new();
    for visit in services_of(store, &progress.opened().customer)? {
        if visit.progress().number() == progress.number() {
            continue;
        }
        let Some(Needs { allergies, struck, .. }) = kept(store, visit.progress())? else { continue };
        stands.retain(|known| !names(&struck, known));
        for said in allergies {
            if !names(&stands, &said) {
                stands.push(said);
            }
        }
    }
    Ok(stands)
}

/// Whether a list names an allergy, however it is written.
pub(crate) fn names(list: &[String], allergy: &str) -> bool {
    let key = name_key(allergy);
    list.iter().any(|one| name_key(one) == key)
}

/// What she says at this visit of those that she said before.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    /// Those that she no longer has.
    pub(crate) struck: Vec<String>,
    /// Whether she was asked.
    pub(crate) confirmed: bool,
}

impl Answer {
    /// The allergies that stand after this visit, with what was struck out in the words in which it was said.
    ///
    /// # Errors
    /// `allergies_unconfirmed` where nobody asked her, `allergy_not_known` where something is struck out that she never said.
    pub(crate) fn over(self, known: Vec<String>) -> Result<(Vec<String>, Vec<String>), Refusal> {
        if !known.is_empty() && !self.confirmed {
            let message = format!("顾客以前说过对「{}」过敏，这次还没有确认；没有保存", known.join("、"));
            return Err(Refusal::new("allergies_unconfirmed", message)
                .clause("shandong-guide", "第十九条")
                .mend("请当面确认：还是这些，或有变化")
                .details(&known));
        }
        if let Some(unknown) = self.struck.iter().find(|struck| !names(&known, struck)) {
            let message = format!("顾客没有说过对「{unknown}」过敏，不能划去；没有保存");
            return Err(Refusal::new("allergy_not_known", message));
        }
        Ok(known.into_iter().partition(|allergy| !names(&self.struck, allergy)))
    }
}
