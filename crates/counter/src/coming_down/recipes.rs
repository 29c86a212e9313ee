//! Recipes of headquarters. A recipe names its products by their filing numbers, and is made of what this store has under them. The
//! two who signed brought it in and approved it; a version that was agreed with a customer stays hers.

use std::collections::BTreeMap;

use domain::event::{Event, RecipeSet};
use domain::filing::FilingNumber;
use domain::ids::ProductId;
use domain::premises::{Approvable, ApprovedThing};
use domain::recipe::{Recipe, RecipeDraft};
use store::Store;
use sync::down::bulletin::Untaken;
use sync::down::recipes::{Put, Recipes};
use words::Worded as _;

use super::{Came, NotBrought, approved, unfit};
use crate::setup::approvals;
use crate::setup::import::worded_recipe;
use crate::setup::stock::found;
use crate::setup::wording::Wording;
use crate::{Counter, Host, bounds};

/// What a bulletin of recipes brings: the recipes that are new or of a later version, and who approved all of them.
pub(super) fn recipes<H: Host>(counter: &Counter<H>, came: Came<'_>) -> Result<Vec<Event>, NotBrought> {
    let Put { recipes, made_of } = Recipes::read(came.bulletin.does, came.content)?;
    let (store, wording) = (counter.store(), Wording::of(counter)?);
    let (mut events, mut things) = (Vec::new(), Vec::new());
    for recipe in recipes {
        let recipe = of_this_store(store, &recipe, &made_of)?;
        let (count, bounds) = (recipe.components.len(), bounds::components(counter, recipe.service)?);
        if !bounds.contains(&count) {
            let (least, most, kind) = (*bounds.start(), *bounds.end(), recipe.service);
            let zh = format!("{}须有 {least}–{most} 种组分（规则集），实有 {count} 种", kind.zh());
            let en = format!("{least} to {most} components by the rulebook, not {count}");
            return Err(unfit(recipe.id.as_str(), zh, en));
        }
        if let Some((_, why)) = worded_recipe(&recipe, &wording) {
            return Err(unfit(recipe.id.as_str(), why.zh, why.en));
        }
        let known = store.recipe_version(&recipe.id, recipe.version)?;
        let newest = found(store.recipe(&recipe.id))?.map(|before| before.version);
        let same = known.is_some_and(|known| known.recipe == recipe);
        match newest {
            Some(newest) if newest == recipe.version && same => {}
            Some(newest) if newest >= recipe.version => {
                let item = format!("{} v{} ({newest})", recipe.id, recipe.version);
                return Err(Untaken::Contradiction { item }.into());
            }
            Some(_) | None => events.push(RecipeSet { recipe: recipe.clone() }.into()),
        }
        let content = approvals::of_recipe(&recipe)?;
        things.push(ApprovedThing { what: Approvable::Recipe, id: recipe.id.to_string(), content });
    }
    events.push(approved(came, things));
    Ok(events)
}

/// The recipe as it is made here: of the products that the store has under the filing numbers.
fn of_this_store(
    store: &Store,
    recipe: &Recipe,
    made_of: &BTreeMap<ProductId, (FilingNumber, String)>,
) -> Result<Recipe, NotBrought> {
    let mut draft = RecipeDraft::from(recipe.clone());
    for part in &mut draft.components {
        let Some((filing, _)) = made_of.get(&part.product) else { continue };
        let here = store.products_filed(filing)?;
        let same = here.iter().find(|product| product.id == part.product);
        let one = same.or_else(|| here.iter().find(|product| product.active)).or(here.first());
        let lacks = || Untaken::LacksProduct { filing: filing.to_string() };
        part.product = one.ok_or_else(lacks)?.id.clone();
    }
    Recipe::new(draft)
        .map_err(|error| unfit(recipe.id.as_str(), error.to_string(), "two parts are one product"))
}
