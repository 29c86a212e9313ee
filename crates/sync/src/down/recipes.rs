//! What a bulletin of recipes brings: each recipe whole, in the form in which a store's records keep it, and the filing numbers of
//! the products that they are made of, by which a store finds its own. A recipe is withdrawn by a suspension, which waits for nothing.

use std::collections::{BTreeMap, BTreeSet};

use domain::filing::FilingNumber;
use domain::ids::{OF_HEADQUARTERS, ProductId};
use domain::period::Period;
use domain::recipe::{Recipe, RecipeDraft};
use domain::said;
use records::parts::RecipeV1;
use serde::{Deserialize, Serialize};

use super::bulletin::{Does, Untaken};
use super::content::{allowed, exact, plain};

/// The most characters of a recipe's name, of how it is used, and of a hint; the most hints.
const NAME: usize = 60;
const USAGE: usize = 200;
const HINT: usize = 100;
const HINTS: usize = 20;
/// The largest tolerance, in 1/10,000 and in milligrams, and the largest unit, in milligrams.
const TOLERANCE: (u16, u64) = (1_000, 1_000);
const UNIT: u64 = 1_000_000;

/// A product that recipes of the bulletin are made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MadeOf {
    /// As the recipes name it.
    pub product: String,
    /// Its filing number, in its normal form.
    pub filing: String,
    /// What it is called, for who signs.
    pub name: String,
}

/// The content, as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipes {
    /// Recipes that hold from now on, each in the form of `recipe.set` version 1.
    pub put: Vec<RecipeV1>,
    /// What they are made of, each product once.
    pub made_of: Vec<MadeOf>,
}

/// The content, as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// The recipes.
    pub recipes: Vec<Recipe>,
    /// The products that they are made of, with number and name.
    pub made_of: BTreeMap<ProductId, (FilingNumber, String)>,
}

fn against(item: &str) -> Untaken {
    Untaken::Contradiction { item: item.chars().take(64).collect() }
}

impl Recipes {
    /// Reads the content of a bulletin of recipes.
    ///
    /// # Errors
    /// [`Untaken`]: unreadable, too large, or a contradiction in itself.
    pub fn read(does: Does, bytes: &[u8]) -> Result<Put, Untaken> {
        let Self { put, made_of } = exact(bytes)?;
        allowed(does, put.len(), "put")?;
        allowed(does, made_of.len(), "made_of")?;
        let mut products = BTreeMap::new();
        for MadeOf { product, filing, name } in made_of {
            let number = FilingNumber::parse(&filing).map_err(|_| against(&filing))?;
            let id = ProductId::new(&product).map_err(|_| against(&product))?;
            let fine = number.to_string() == filing && number.may_be_blended() && plain(&name, NAME);
            if !fine || products.insert(id, (number, name)).is_some() {
                return Err(against(&product));
            }
        }
        let (mut seen, mut used) = (BTreeSet::new(), BTreeSet::new());
        let mut recipes = Vec::with_capacity(put.len());
        for one in put {
            let id = one.id.clone();
            let recipe = fit(one).ok_or_else(|| against(&id))?;
            for part in &recipe.components {
                if !products.contains_key(&part.product) {
                    return Err(against(part.product.as_str()));
                }
                used.insert(part.product.clone());
            }
            if !seen.insert(id.clone()) {
                return Err(against(&id));
            }
            recipes.push(recipe);
        }
        match products.keys().find(|product| !used.contains(*product)) {
            Some(unused) => Err(against(unused.as_str())),
            None => Ok(Put { recipes, made_of: products }),
        }
    }
}

/// A recipe that a store can work by: of headquarters, approved, with its assessment and hints (山东指南 第十九条).
fn fit(written: RecipeV1) -> Option<Recipe> {
    let draft = RecipeDraft::from(written);
    let period = match draft.keeps {
        Period::Days(days) => (1..=3_650).contains(&days),
        Period::Months(months) => (1..=120).contains(&months),
    };
    let sizes: BTreeSet<u64> =
        draft.sizes.iter().map(|(size, _)| size.0).filter(|size| *size <= UNIT).collect();
    let exactly = |part: &domain::recipe::Component| {
        part.tolerance.parts <= TOLERANCE.0 && part.tolerance.at_least.0 <= TOLERANCE.1
    };
    let climate = &draft.climate;
    let fine = draft.id.as_str().starts_with(OF_HEADQUARTERS)
        && draft.version > 0
        && plain(&draft.name, NAME)
        && plain(&draft.usage, USAGE)
        && (1..=HINTS).contains(&draft.hints.len())
        && draft.hints.iter().all(|hint| plain(hint, HINT))
        && period
        && sizes.len() == draft.sizes.len()
        && draft.components.iter().all(exactly)
        && draft.approved
        && draft.assessment.is_some()
        && climate.temperature.0 <= climate.temperature.1
        && climate.humidity.0 <= climate.humidity.1
        && said::judge(&draft).is_ok();
    if fine { Recipe::new(draft).ok() } else { None }
}
