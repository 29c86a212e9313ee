//! A customer's allergies, which are hers and not one service's: what she said at any visit stands until she strikes it out with an
//! explicit word, at a visit or on her page. They lie with the needs of each visit in the vault, as long as those are kept, and
//! are read only while she agrees to that (个人信息保护法 第二十九条).
//!
//! It refuses to take silence for an answer: a visit at which nobody asked her is not recorded.

use domain::Moment;
use domain::clean::name_key;
use domain::consent::Purpose;
use domain::ids::{CustomerId, ServiceNumber, StaffId, VaultId};
use domain::need::{Needs, allergens};
use domain::service::{AnyService, Progress};
use serde::{Deserialize, Serialize};
use store::Store;

use crate::Refusal;
use crate::steps::skin::allows;
use crate::view::needs::kept_of_health;
use crate::view::reads::services_of;

/// What she says of her allergies on her own page, between visits: what is over, and what is new (个人信息保护法 第四十六条).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Corrected {
    /// Those that she has, too.
    pub(crate) added: Vec<String>,
    /// Those that she no longer has.
    pub(crate) struck: Vec<String>,
    /// Who took it down.
    pub(crate) by: StaffId,
    /// When.
    pub(crate) at: Moment,
    /// How many corrections she made before: two of one moment have an order, too.
    nth: usize,
    /// Her visits up to then. Of one that is not among them, under a number that was joined since, its day says when it was.
    visits: Vec<ServiceNumber>,
    /// The needs that were recorded at them before: what any other says of those visits was said later.
    after: Vec<VaultId>,
}

impl Corrected {
    /// A correction of all that was said up to now.
    pub(crate) fn now(
        store: &Store,
        customer: &CustomerId,
        (added, struck): (Vec<String>, Vec<String>),
        (by, at): (StaffId, Moment),
    ) -> Result<Self, Refusal> {
        let services = services_of(store, customer)?;
        let needed = services.iter().filter_map(|service| service.progress().needed());
        let after = needed.map(|needed| needed.needs.id.clone()).collect();
        let visits = services.iter().map(|service| service.progress().number().clone()).collect();
        let nth = corrections(store, customer)?.len();
        Ok(Self { added, struck, by, at, nth, visits, after })
    }

    /// Whether what was said at a visit, in these needs, was said before.
    fn is_after(&self, visit: &Progress, needs: &VaultId) -> bool {
        self.after.contains(needs) || (!self.visits.contains(visit.number()) && visit.opened().at < self.at)
    }
}

/// What she put right on her page and is still kept, the earliest first: it lies with her, and with no service.
pub(crate) fn corrections(store: &Store, customer: &CustomerId) -> Result<Vec<Corrected>, Refusal> {
    let mut found: Vec<Corrected> = Vec::new();
    for row in store.held_corrections(customer)? {
        let Some(bytes) = store.unseal(&row.reference())? else { continue };
        found.push(serde_json::from_slice(&bytes)?);
    }
    found.sort_by_key(|one| (one.at, one.nth));
    Ok(found)
}

/// What she said at one visit or on her page.
struct Said {
    allergies: Vec<String>,
    struck: Vec<String>,
}

/// What she said at her visits, but for one, and on her page, in the order in which it was said.
fn said(
    store: &Store,
    customer: &CustomerId,
    but: Option<&ServiceNumber>,
    corrections: Vec<Corrected>,
) -> Result<Vec<Said>, Refusal> {
    let mut visits = Vec::new();
    for visit in services_of(store, customer)? {
        if Some(visit.progress().number()) == but {
            continue;
        }
        let Some(Needs { allergies, struck, .. }) = kept_of_health(store, visit.progress())? else {
            continue;
        };
        visits.push((visit, Said { allergies, struck }));
    }
    let mut all = Vec::new();
    for correction in corrections {
        let before = |(visit, _): &(AnyService, Said)| {
            let progress = visit.progress();
            progress.needed().is_some_and(|needed| correction.is_after(progress, &needed.needs.id))
        };
        let (earlier, later): (Vec<_>, Vec<_>) = visits.into_iter().partition(before);
        visits = later;
        all.extend(earlier.into_iter().map(|(_, said)| said));
        all.push(Said { allergies: correction.added, struck: correction.struck });
    }
    all.extend(visits.into_iter().map(|(_, said)| said));
    Ok(all)
}

/// What stands after all that was said.
fn left(said: Vec<Said>) -> Vec<String> {
    let mut stands: Vec<String> = Vec::new();
    for Said { allergies, struck, .. } in said {
        stands.retain(|known| !names(&struck, known));
        for allergy in allergies {
            if !names(&stands, &allergy) {
                stands.push(allergy);
            }
        }
    }
    stands
}

/// What stands of all that she said, for whoever knows that she agrees to have it kept.
pub(crate) fn known(store: &Store, customer: &CustomerId) -> Result<Vec<String>, Refusal> {
    Ok(left(said(store, customer, None, corrections(store, customer)?)?))
}

/// What she said at her other visits and on her page and has not struck out since; nothing where she does not agree to have it
/// kept.
pub(crate) fn standing(store: &Store, progress: &Progress) -> Result<Vec<String>, Refusal> {
    if !allows(progress, Purpose::SkinAndAllergy) {
        return Ok(Vec::new());
    }
    let customer = &progress.opened().customer;
    Ok(left(said(store, customer, Some(progress.number()), corrections(store, customer)?)?))
}

/// What she said at this visit, with what she put right on her page since, and what else stands: under another number, or said
/// at another visit since, it is hers all the same.
pub(crate) fn brought_up(store: &Store, progress: &Progress, mut needs: Needs) -> Result<Needs, Refusal> {
    if !allows(progress, Purpose::SkinAndAllergy) {
        return Ok(needs);
    }
    let customer = &progress.opened().customer;
    let corrections = corrections(store, customer)?;
    if let Some(recorded) = progress.needed() {
        for later in corrections.iter().filter(|one| one.is_after(progress, &recorded.needs.id)) {
            needs.allergies.retain(|known| !names(&later.struck, known));
            needs.struck.retain(|gone| !names(&later.added, gone));
        }
    }
    for known in left(said(store, customer, Some(progress.number()), corrections)?) {
        if ![&needs.allergies, &needs.struck].iter().any(|list| names(list, &known)) {
            needs.allergies.push(known);
        }
    }
    Ok(needs)
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
