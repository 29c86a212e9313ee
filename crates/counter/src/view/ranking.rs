//! The ranking as advisor and customer look at it: what fits and why, and what was rejected and by which clause.

use std::cmp::Reverse;

use command::{Caller, Command, Run, Who};
use domain::ids::ServiceNumber;
use domain::quantity::Milligrams;
use domain::recipe::{Purpose, Recipe};
use domain::texture::Texture;
use rules::choosing::{Objection, Ranked, Rejected};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::{Word, Worded};

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
    /// What it is for, in one sentence; none where the recipe does not say.
    pub purpose: Option<Words>,
    /// What most of it feels like, where its filing says so.
    pub texture: Option<Words>,
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
        purpose: purpose(&recipe.purpose),
        texture: texture(counter, &recipe)?,
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

/// So many concerns or measures are named.
const NAMED: usize = 3;

/// What a recipe is for: its weightiest concerns, or where it names none the measures that it raises, and whose skin.
fn purpose(purpose: &Purpose) -> Option<Words> {
    let concerns = weightiest(&purpose.concerns);
    let aims = if concerns.is_empty() { weightiest(&purpose.metrics) } else { concerns };
    let skins: Vec<Word> = purpose.skin_types.iter().map(Worded::word).collect();
    let (aim, skin) = (listed(&aims), listed(&skins));
    let (text, text_en) = match (aims.is_empty(), skins.is_empty()) {
        (true, true) => return None,
        (false, true) => (format!("为{}而配", aim.text), format!("made for {}", aim.text_en)),
        (true, false) => (format!("适合{}皮肤", skin.text), format!("suits {} skin", skin.text_en)),
        (false, false) => (
            format!("为{}而配，适合{}皮肤", aim.text, skin.text),
            format!("made for {}; suits {} skin", aim.text_en, skin.text_en),
        ),
    };
    Some(Words { text, text_en })
}

/// Words one after the other, as they stand in a sentence.
fn listed(words: &[Word]) -> Words {
    let text = words.iter().map(|word| word.zh).collect::<Vec<_>>().join("、");
    let english = words.iter().map(|word| word.en.to_lowercase()).collect::<Vec<_>>();
    Words { text, text_en: english.join(", ") }
}

/// The words of what weighs most; what weighs the same in the order of the recipe.
fn weightiest<T: Worded>(of: &[(T, u16)]) -> Vec<Word> {
    let mut all: Vec<&(T, u16)> = of.iter().filter(|(_, weight)| *weight > 0).collect();
    all.sort_by_key(|(_, weight)| Reverse(*weight));
    all.into_iter().take(NAMED).map(|(one, _)| one.word()).collect()
}

/// The form of the component that there is most of.
fn texture<H: Host>(counter: &Counter<H>, recipe: &Recipe) -> Result<Option<Words>, Refusal> {
    let Some(most) = recipe.components.iter().max_by_key(|component| component.share.parts()) else {
        return Ok(None);
    };
    let product = counter.store().product(&most.product)?;
    let said = |texture: Texture| Words { text: texture.zh().to_owned(), text_en: texture.en().to_owned() };
    Ok(Texture::of(&product).map(said))
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
