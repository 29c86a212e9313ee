//! Which recipe fits a customer: a pure ranking of skin test, needs, allergies, stock and day.
//!
//! Every recipe comes out, either with its score and its reasons in the order of their weight, or with the reasons of its
//! rejection and the clause where there is one. The same input gives the same answer: integers only, ties go to
//! the smaller recipe id. It refuses to choose: a person does, and may choose against it with a reason.

mod lots;
mod score;
mod verdict;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::Moment;
use domain::consent::AgeBand;
use domain::ids::{ContainerId, LotId, ProductId, RecipeId};
use domain::need::{Concern, Needs};
use domain::premises::{Premises, ProductTest};
use domain::quantity::{Fen, Milligrams};
use domain::recipe::Recipe;
use domain::skin::{Metric, SkinTest, SkinType};
use domain::stock::{Container, Lot, Product};
use domain::use_by::UseBy;
use serde::Serialize;

use crate::facts;
use crate::finding::Finding;
use crate::mend::Mend;
use crate::rulebook::Rulebook;

pub use score::reasons;

/// Everything that the ranking looks at.
#[derive(Debug, Clone, Copy)]
pub struct Choosing<'a> {
    /// The moment; its day in China is the day of service.
    pub now: Moment,
    /// The skin test, where the customer wanted one.
    pub skin: Option<&'a SkinTest>,
    /// Needs, allergies and what the customer says of pregnancy.
    pub needs: &'a Needs,
    /// Age band as stated.
    pub age: Option<AgeBand>,
    /// Age in completed years, where stated.
    pub years: Option<u8>,
    /// The size that the customer wants; without one each recipe's first size on offer counts.
    pub size: Option<Milligrams>,
    /// Every recipe of the store, whatever its state.
    pub recipes: &'a [Recipe],
    /// The catalogue, as far as recipes name it.
    pub products: &'a [Product],
    /// Received lots with their opened containers.
    pub stock: &'a [LotOnShelf<'a>],
    /// The store.
    pub premises: &'a Premises,
    /// The enterprise, with its licence as the officer signed it.
    pub enterprise: &'a facts::Enterprise,
    /// The store's pilot authorisations, likewise.
    pub authorisations: &'a [facts::Authorisation],
    /// Which of the others the officer signed as they stand.
    pub signed: &'a Signed,
    /// The store's finished-product tests.
    pub product_tests: &'a [ProductTest],
    /// The rulebooks that are loaded, binding or not.
    pub rulebooks: &'a [Rulebook],
}

impl Choosing<'_> {
    /// The day of service.
    fn today(&self) -> NaiveDate {
        domain::in_china(self.now).date_naive()
    }
}

/// What the officer signed as it stands, each with who that was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signed {
    /// Recipes.
    pub recipes: BTreeMap<RecipeId, String>,
    /// Products.
    pub products: BTreeMap<ProductId, String>,
    /// Lots.
    pub lots: BTreeMap<LotId, String>,
}

/// A lot with its opened containers.
#[derive(Debug, Clone, Copy)]
pub struct LotOnShelf<'a> {
    /// The lot.
    pub lot: &'a Lot,
    /// Its opened containers.
    pub containers: &'a [Container],
}

/// The answer: every recipe once, in `fits` or in `rejected`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ranking {
    /// What fits, best first.
    pub fits: Vec<Ranked>,
    /// What does not, by recipe id.
    pub rejected: Vec<Rejected>,
}

/// A recipe that fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ranked {
    /// Which recipe.
    pub recipe: RecipeId,
    /// Its version.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// Sum of what its reasons gain; see [`Reason::gain`].
    pub score: u64,
    /// Why it fits, the weightiest reason first.
    pub reasons: Vec<Reason>,
    /// The size that it was judged for.
    pub size: Milligrams,
    /// The price of that size.
    pub price: Fen,
    /// What is taken of each component, in the recipe's order.
    pub lots: Vec<Pick>,
    /// The use-by day.
    pub use_by: UseBy,
    /// What decides the use-by day, in words.
    pub decides: String,
    /// What the next lot would gain, where a lot decides and there is another.
    pub gain: Option<Gain>,
    /// Findings that a person must look at before the recipe is taken.
    pub warnings: Vec<Finding>,
}

/// Why a recipe fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// `metric`, `concern` or `skin_type`.
    pub code: &'static str,
    /// Which metric, concern or type.
    pub subject: Subject,
    /// In hundredths of a point: for a metric its weight × (100 points − score), for a concern its weight × 100 points,
    /// for a skin type 300 points.
    pub gain: u64,
    /// In Chinese.
    pub text: String,
    /// In English.
    pub text_en: String,
}

impl Reason {
    /// Whether it speaks of the customer's skin.
    #[must_use]
    pub const fn of_health(&self) -> bool {
        match self.subject {
            Subject::Metric(_) | Subject::SkinType(_) => true,
            Subject::Concern(_) => false,
        }
    }
}

/// What a reason is about; written as its stable name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Subject {
    /// A metric of the skin test.
    Metric(Metric),
    /// A stated concern.
    Concern(Concern),
    /// The skin type.
    SkinType(SkinType),
}

/// What is taken of one component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pick {
    /// Which product.
    pub product: ProductId,
    /// From which lot.
    pub lot: LotId,
    /// The maker's lot number.
    pub number: String,
    /// From which opened container; none where a unit must be opened.
    pub container: Option<ContainerId>,
    /// How much.
    pub target: Milligrams,
    /// The lot's expiry.
    pub expires_on: NaiveDate,
}

/// What replacing the deciding lot would gain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gain {
    /// The lot that decides now.
    pub instead_of: LotId,
    /// The next lot of the same product.
    pub lot: LotId,
    /// The use-by day with it.
    pub use_by: NaiveDate,
    /// How many days later that is.
    pub days: u32,
    /// In Chinese.
    pub text: String,
    /// In English.
    pub text_en: String,
}

/// A recipe that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// Which recipe.
    pub recipe: RecipeId,
    /// Its version.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// Why: never empty.
    pub reasons: Vec<Objection>,
}

/// Why a recipe does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Objection {
    /// A check's name, or `no_lot`, `use_by_past`, `unknown_product`, `size_not_offered`, `metric_below`, `skin_type`, `no_match`.
    pub code: &'static str,
    /// In Chinese.
    pub text: String,
    /// In English.
    pub text_en: String,
    /// The first clause that says so, where the law does.
    pub clause: Option<ClauseRef>,
    /// What mends it.
    pub mend: Option<Mend>,
    /// Whether it speaks of the customer's skin, allergies or pregnancy.
    #[serde(skip)]
    pub of_health: bool,
}

/// A clause by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClauseRef {
    /// Id of the rulebook.
    pub rulebook: String,
    /// Number of the clause.
    pub number: String,
}

/// Ranks every recipe for the customer.
#[must_use]
pub fn rank(choosing: &Choosing<'_>) -> Ranking {
    let mut ranking = Ranking { fits: Vec::new(), rejected: Vec::new() };
    for recipe in choosing.recipes {
        match verdict::of(choosing, recipe) {
            Ok(ranked) => ranking.fits.push(ranked),
            Err(reasons) => ranking.rejected.push(Rejected {
                recipe: recipe.id.clone(),
                version: recipe.version,
                name: recipe.name.clone(),
                reasons,
            }),
        }
    }
    ranking.fits.sort_by(|one, other| {
        other
            .score
            .cmp(&one.score)
            .then_with(|| (&one.recipe, one.version).cmp(&(&other.recipe, other.version)))
    });
    ranking.rejected.sort_by(|one, other| (&one.recipe, one.version).cmp(&(&other.recipe, other.version)));
    ranking
}
