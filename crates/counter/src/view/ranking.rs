//! The ranking as advisor and customer look at it: what fits and why, and what was rejected and by which clause.

use command::{Caller, Command, Run, Who};
use domain::ids::ServiceNumber;
use domain::quantity::Milligrams;
use rules::choosing::{Objection, Ranked, Rejected};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::finding::{Finding, Mend, title};
use super::{ComponentView, UseByView};
use crate::spoken::Spoken;
use crate::steps::plan::{self, Rank};
use crate::{Counter, Host, Refusal};

/// Asks which recipes fit.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookRanking {
    /// For which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// The wanted size, in milligrams; each recipe's first otherwise.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub size_mg: Option<Milligrams>,
    /// What was said and may not be kept.
    #[serde(default)]
    pub spoken: Option<Spoken>,
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Words {
    /// Chinese.
    pub text: String,
    /// English.
    pub text_en: String,
}

/// Why a recipe fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReasonView {
    /// `metric`, `concern` or `skin_type`.
    pub code: String,
    /// Chinese.
    pub text: String,
    /// English.
    pub text_en: String,
}

/// A size on offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct SizeView {
    /// In milligrams.
    pub mg: u64,
    /// Its price, in fen.
    pub fen: u64,
}

/// A recipe that fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RankedView {
    /// Which recipe.
    pub recipe: String,
    /// Its version.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// How well it fits beside the best, which has 100.
    pub score: u64,
    /// Why it fits, the weightiest reason first.
    pub reasons: Vec<ReasonView>,
    /// What is taken of each component.
    pub components: Vec<ComponentView>,
    /// The size that it was judged for, in milligrams.
    pub size_mg: u64,
    /// The price of that size, in fen.
    pub price_fen: u64,
    /// All sizes on offer.
    pub sizes: Vec<SizeView>,
    /// The use-by day.
    pub use_by: UseByView,
    /// What the next lot would gain, where a lot decides and there is another.
    pub gain: Option<Words>,
    /// What a person must look at before it is taken.
    pub warnings: Vec<Finding>,
    /// Lots of which a unit must be opened first.
    pub to_open: Vec<String>,
}

/// Why a recipe does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ObjectionView {
    /// Chinese.
    pub text: String,
    /// English.
    pub text_en: String,
    /// Id of the rulebook that says so, where the law does.
    pub rulebook: Option<String>,
    /// Its title.
    pub rulebook_title: Option<String>,
    /// The number of the clause.
    pub clause: Option<String>,
    /// What mends it.
    pub mend: Option<Mend>,
}

/// A recipe that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RejectedView {
    /// Which recipe.
    pub recipe: String,
    /// Its name.
    pub name: String,
    /// Why: never empty.
    pub reasons: Vec<ObjectionView>,
}

/// Every recipe of the store, once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RankingView {
    /// What fits, best first.
    pub fits: Vec<RankedView>,
    /// What does not.
    pub rejected: Vec<RejectedView>,
}

impl Command for LookRanking {
    const NAME: &'static str = "service.ranking";
    const WHO: Who = Rank::WHO;
    type Reply = RankingView;
}

impl<H: Host> Run<Counter<H>> for LookRanking {
    fn run(self, counter: &mut Counter<H>, _: &Caller) -> Result<RankingView, Refusal> {
        let Self { service, size_mg, spoken } = self;
        let ranking = plan::ranking(counter, &Rank { service, size: size_mg, spoken })?;
        let best = ranking.fits.first().map_or(0, |ranked| ranked.score);
        let fits = ranking.fits.iter().map(|ranked| fitting(counter, ranked, best));
        Ok(RankingView {
            fits: fits.collect::<Result<_, _>>()?,
            rejected: ranking.rejected.iter().map(|rejected| unfit(counter, rejected)).collect(),
        })
    }
}

fn fitting<H: Host>(counter: &Counter<H>, ranked: &Ranked, best: u64) -> Result<RankedView, Refusal> {
    let recipe = counter.store().recipe(&ranked.recipe)?;
    let lots: Vec<_> = ranked.lots.iter().map(|pick| pick.lot.clone()).collect();
    let reason = |reason: &rules::choosing::Reason| ReasonView {
        code: reason.code.to_owned(),
        text: reason.text.clone(),
        text_en: reason.text_en.clone(),
    };
    let unopened = ranked.lots.iter().filter(|pick| pick.container.is_none());
    Ok(RankedView {
        recipe: ranked.recipe.to_string(),
        version: ranked.version,
        name: ranked.name.clone(),
        score: share(ranked.score, best),
        reasons: ranked.reasons.iter().map(reason).collect(),
        components: ComponentView::all(counter.store(), &recipe, &recipe.targets(ranked.size), &lots, &[])?,
        size_mg: ranked.size.0,
        price_fen: ranked.price.0,
        sizes: recipe.sizes.iter().map(|(mg, fen)| SizeView { mg: mg.0, fen: fen.0 }).collect(),
        use_by: (&ranked.use_by).into(),
        gain: ranked
            .gain
            .as_ref()
            .map(|gain| Words { text: gain.text.clone(), text_en: gain.text_en.clone() }),
        warnings: Finding::all(&ranked.warnings, &counter.assets().rulebooks),
        to_open: unopened.map(|pick| pick.lot.to_string()).collect(),
    })
}

/// A score beside the best one, 0–100, rounded to the nearest.
fn share(score: u64, best: u64) -> u64 {
    match best {
        0 => 0,
        best => (score.saturating_mul(100) + best / 2) / best,
    }
}

fn unfit<H: Host>(counter: &Counter<H>, rejected: &Rejected) -> RejectedView {
    let rulebooks = &counter.assets().rulebooks;
    let reason = |objection: &Objection| {
        let clause = objection.clause.as_ref();
        ObjectionView {
            text: objection.text.clone(),
            text_en: objection.text_en.clone(),
            rulebook: clause.map(|clause| clause.rulebook.clone()),
            rulebook_title: clause.map(|clause| title(&clause.rulebook, rulebooks)),
            clause: clause.map(|clause| clause.number.clone()),
            mend: objection.mend.as_ref().map(Into::into),
        }
    };
    RejectedView {
        recipe: rejected.recipe.to_string(),
        name: rejected.name.clone(),
        reasons: rejected.reasons.iter().map(reason).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn a_score_is_shown_beside_the_best_one() {
        for (name, score, best, expected) in [
            ("the best", 31_700, 31_700, 100),
            ("half", 5_000, 10_000, 50),
            ("rounded to the nearest", 1, 3, 33),
            ("and up at the half", 1, 8, 13),
            ("nothing gained anywhere", 0, 0, 0),
        ] {
            assert_eq!(share(score, best), expected, "{name}");
        }
    }
}
