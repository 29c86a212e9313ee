//! A customer's allergies, which are hers and not one service's: what she said at any visit stands until she strikes it out with an
//! explicit word. They lie with the needs of each visit in the vault, as long as those are kept, and are read only while she agrees
//! to that (个人信息保护法 第二十九条).
//!
//! It refuses to take silence for an answer: a visit at which nobody asked her is not recorded.

use domain::clean::name_key;
use domain::consent::Purpose;
use domain::need::{Needs, allergens};
use domain::service::Progress;
use serde::{Deserialize, Serialize};
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

/// What she says of allergies when she is asked; silence is none of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Stands {
    /// Those that are known and no other: none, where none are known.
    Same,
    /// She has one that is not known, or no longer has one that is.
    Changed,
}

impl Stands {
    /// The answer for these names: whoever names one has one.
    #[must_use]
    pub const fn of(named: &[String]) -> Self {
        if named.is_empty() { Self::Same } else { Self::Changed }
    }
}

/// What she says at this visit, with what nobody asked her left open.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    /// What she answered; nothing where nobody asked.
    pub(crate) stands: Option<Stands>,
    /// Those that she says for the first time.
    pub(crate) said: Vec<String>,
    /// Those that she no longer has.
    pub(crate) struck: Vec<String>,
}

impl Answer {
    /// The allergies that stand after this visit, with what was struck out in the words in which it was said.
    ///
    /// # Errors
    /// `allergies_unconfirmed` and `allergies_unasked` where nobody asked her, `allergies_unnamed` and `allergies_both` where her
    /// answer and what was written of it are not the same, `allergy_not_known` where something is struck out that she never said.
    pub(crate) fn over(self, known: Vec<String>) -> Result<(Vec<String>, Vec<String>), Refusal> {
        let named = |said: &String| allergens(said).iter().any(|name| !name_key(name).is_empty());
        let written = self.said.iter().any(named) || !self.struck.is_empty();
        match self.stands {
            None => return Err(unasked(&known)),
            Some(Stands::Changed) if !written => {
                let message = "顾客说有过敏或有变化，但没有写下是什么，也没有划去以前的；没有保存";
                return Err(law(Refusal::new("allergies_unnamed", message))
                    .mend("请写下过敏的成分，或划去不再过敏的"));
            }
            Some(Stands::Same) if written => {
                let message = "顾客说没有过敏或没有变化，却写下或划去了过敏；没有保存";
                return Err(
                    law(Refusal::new("allergies_both", message)).mend("请当面再问一次：没有变化，或有变化")
                );
            }
            Some(Stands::Same | Stands::Changed) => {}
        }
        if let Some(unknown) = self.struck.iter().find(|struck| !names(&known, struck)) {
            let message = format!("顾客没有说过对「{unknown}」过敏，不能划去；没有保存");
            return Err(Refusal::new("allergy_not_known", message));
        }
        let (mut stands, struck): (Vec<_>, _) =
            known.into_iter().partition(|allergy| !names(&self.struck, allergy));
        stands.extend(self.said);
        Ok((stands, struck))
    }
}

fn unasked(known: &[String]) -> Refusal {
    if known.is_empty() {
        let message = "这次还没有问过顾客有没有过敏；没有保存";
        return law(Refusal::new("allergies_unasked", message)).mend("请当面问：没有过敏，或有过敏，是什么");
    }
    let message = format!("顾客以前说过对「{}」过敏，这次还没有确认；没有保存", known.join("、"));
    law(Refusal::new("allergies_unconfirmed", message)).mend("请当面确认：还是这些，或有变化").details(known)
}

fn law(refusal: Refusal) -> Refusal {
    refusal.clause("shandong-guide", "第十九条")
}
