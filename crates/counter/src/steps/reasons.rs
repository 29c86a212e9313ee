//! Why a recipe was proposed and the others were not, as it was said at the choice: kept with the service, so that the customer
//! can ask for it later (个人信息保护法 第二十四、四十八条).
//!
//! What speaks of skin, allergies or a pregnancy lies in an item of its own, which goes with those. What was only said and may
//! not be kept is not kept here either. It refuses to rank anew: recipes and stock of today would give another answer.

use command::{Caller, Command, Run, Who};
use domain::ids::{RecipeId, ServiceNumber};
use domain::service::Progress;
use rules::Rulebook;
use rules::choosing::{Objection, Ranked, Ranking, Reason, Rejected};
use serde::{Deserialize, Serialize};
use store::{Kind, Store, Tx};
use ts_rs::TS;

use crate::view::finding::title;
use crate::view::reader::Reader;
use crate::{Counter, Host, Refusal};

/// One reason, as it was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Told {
    /// Chinese.
    pub text: String,
    /// English.
    pub text_en: String,
    /// The document and number of the clause, where the law says so.
    pub clause: Option<String>,
}

/// One recipe that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Considered {
    /// Which.
    #[ts(as = "String")]
    pub recipe: RecipeId,
    /// Its version.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// Which place it had among those that fit, from 1; none where it did not.
    pub place: Option<u32>,
    /// Why, the weightiest first.
    pub reasons: Vec<Told>,
}

/// What the vault holds: every recipe with its reasons, and whether some are not among them because they were only spoken of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    considered: Vec<Considered>,
    spoken: bool,
}

/// The reasons of a choice: those that speak of health apart from the others.
pub(crate) struct Reasons {
    kept: Kept,
    health: Vec<Considered>,
}

fn split<R>(all: &[R], of_health: impl Fn(&R) -> bool, told: impl Fn(&R) -> Told) -> (Vec<Told>, Vec<Told>) {
    let (health, rest): (Vec<&R>, Vec<&R>) = all.iter().partition(|one| of_health(one));
    (rest.into_iter().map(&told).collect(), health.into_iter().map(&told).collect())
}

fn reason(reason: &Reason) -> Told {
    Told { text: reason.text.clone(), text_en: reason.text_en.clone(), clause: None }
}

fn objection(rulebooks: &[Rulebook]) -> impl Fn(&Objection) -> Told {
    |objection| Told {
        text: objection.text.clone(),
        text_en: objection.text_en.clone(),
        clause: objection
            .clause
            .as_ref()
            .map(|clause| format!("{} {}", title(&clause.rulebook, rulebooks), clause.number)),
    }
}

impl Reasons {
    /// The reasons of a ranking. `spoken` is whether something of health was said that may not be kept.
    pub(crate) fn of(ranking: &Ranking, rulebooks: &[Rulebook], spoken: bool) -> Self {
        let (mut considered, mut health) = (Vec::new(), Vec::new());
        let mut add =
            |recipe: &RecipeId, version: u32, name: &str, place, (rest, of_health): (_, Vec<Told>)| {
                let one = |reasons| Considered {
                    recipe: recipe.clone(),
                    version,
                    name: name.to_owned(),
                    place,
                    reasons,
                };
                if !of_health.is_empty() {
                    health.push(one(of_health));
                }
                considered.push(one(rest));
            };
        for (place, Ranked { recipe, version, name, reasons, .. }) in (1..).zip(&ranking.fits) {
            add(recipe, *version, name, Some(place), split(reasons, Reason::of_health, reason));
        }
        for Rejected { recipe, version, name, reasons } in &ranking.rejected {
            add(recipe, *version, name, None, split(reasons, |one| one.of_health, objection(rulebooks)));
        }
        if spoken {
            health.clear();
        }
        Self { kept: Kept { considered, spoken }, health }
    }

    /// Puts them into the vault; answers with where they lie.
    pub(crate) fn seal(&self, tx: &mut Tx<'_>) -> Result<Sealed, Refusal> {
        let reasons = tx.seal(Kind::Reasons, &serde_json::to_vec(&self.kept)?)?;
        if self.health.is_empty() {
            return Ok((reasons, None));
        }
        Ok((reasons, Some(tx.seal(Kind::Health, &serde_json::to_vec(&self.health)?)?)))
    }
}

type Sealed = (domain::event::VaultRef, Option<domain::event::VaultRef>);

/// What spoke for an earlier choice goes when another is made.
pub(crate) fn forget(tx: &mut Tx<'_>, before: &Progress) -> Result<(), Refusal> {
    for item in before.reasons().into_iter().chain(before.health_reasons()) {
        if tx.unseal(item)?.is_some() {
            tx.erase(&item.id, "重新选定了方案，原来的理由不再适用")?;
        }
    }
    Ok(())
}

/// Asks why.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Explain {
    /// In which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
}

/// Why a recipe was proposed and the others were not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Explained {
    /// In which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// Which recipe was taken.
    #[ts(as = "String")]
    pub chosen: RecipeId,
    /// Why another than the first was taken.
    pub against: Option<String>,
    /// Every recipe of that day: the one that was taken, then what fitted, the best first, then what did not. Empty where the
    /// reasons were not kept, or are kept no more.
    pub considered: Vec<Considered>,
    /// Whether reasons are missing that lay in what was only spoken.
    pub spoken: bool,
    /// Whether reasons that spoke of skin, allergies or a pregnancy were kept and are gone.
    pub health_gone: bool,
}

impl Command for Explain {
    const NAME: &'static str = "person.explain";
    const WHO: Who = Who::Person(&[]);
    type Reply = Explained;
}

impl<H: Host> Run<Counter<H>> for Explain {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Explained, Refusal> {
        let reader = Reader::of(counter, caller)?;
        if !reader.personal() {
            let message = "检查员不看顾客的个人信息，不能查看推荐理由；什么都没有改动";
            return Err(Refusal::new("role_forbidden", message));
        }
        let service = counter.service(&self.service)?;
        explained(counter.store(), service.progress())?.ok_or_else(|| {
            let message = format!("服务 {} 还没有选定方案；什么都没有改动", self.service);
            Refusal::new("no_plan", message).mend("请先在服务中选定方案")
        })
    }
}

/// Why the recipe of a service was taken, as far as it is kept; none where none was taken.
pub(crate) fn explained(store: &Store, progress: &Progress) -> Result<Option<Explained>, Refusal> {
    let Some(plan) = progress.plan() else { return Ok(None) };
    let bytes = progress.reasons().map(|item| store.unseal(item)).transpose()?.flatten();
    let kept: Option<Kept> = bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose()?;
    let item = progress.health_reasons();
    let bytes = item.map(|item| store.unseal(item)).transpose()?.flatten();
    let health_gone = item.is_some() && bytes.is_none();
    let health: Vec<Considered> =
        bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose()?.unwrap_or_default();
    let Kept { mut considered, spoken } = kept.unwrap_or(Kept { considered: Vec::new(), spoken: false });
    for Considered { recipe, version, reasons, .. } in health {
        let same = |one: &&mut Considered| (&one.recipe, one.version) == (&recipe, version);
        if let Some(one) = considered.iter_mut().find(same) {
            one.reasons.splice(0..0, reasons);
        }
    }
    considered.sort_by_key(|one| (one.recipe != plan.recipe, one.place.is_none(), one.place));
    Ok(Some(Explained {
        service: progress.number().clone(),
        chosen: plan.recipe.clone(),
        against: plan.against_ranking.clone(),
        considered,
        spoken,
        health_gone,
    }))
}
