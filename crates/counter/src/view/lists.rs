//! The lists of the shelves: lots by zone, products with whether they may be used, and recipes.

use command::{Caller, Command, Run, Who};
use domain::ids::is_of_headquarters;
use domain::recipe::{Recipe, ServiceType};
use domain::stock::Zone;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ComponentView;
use super::ranking::SizeView;
use super::reads::PAGE;
use super::stock::{LotCard, ProductCard};
use crate::setup::approvals;
use crate::{Counter, Host, Refusal};

/// Lists lots.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListLots {
    /// Words of their id, number or product.
    pub text: Option<String>,
    /// In which zone.
    #[ts(type = "Zone | null")]
    pub zone: Option<Zone>,
    /// Which page, from 0.
    pub page: u32,
}

/// A page of lots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LotPage {
    /// Those of the page, by id.
    pub rows: Vec<LotCard>,
    /// How many there are on all pages.
    pub total: u64,
}

impl Command for ListLots {
    const NAME: &'static str = "lot.list";
    const WHO: Who = Who::Person(&[]);
    type Reply = LotPage;
}

impl<H: Host> Run<Counter<H>> for ListLots {
    fn run(self, counter: &mut Counter<H>, _: &Caller) -> Result<LotPage, Refusal> {
        let (store, text, from) = (counter.store(), self.text.as_deref(), self.page.saturating_mul(PAGE));
        let lots = store.lots_page(text, self.zone, from, PAGE)?;
        Ok(LotPage { rows: LotCard::all(counter, &lots)?, total: store.count_lots(text, self.zone)? })
    }
}

/// Lists products.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListProducts {
    /// Words of their id, name or filing number.
    pub text: Option<String>,
    /// Which page, from 0.
    pub page: u32,
}

/// A page of products.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProductPage {
    /// Those of the page.
    pub rows: Vec<ProductCard>,
    /// How many there are on all pages; a search counts up to 10,000.
    pub total: u64,
}

impl Command for ListProducts {
    const NAME: &'static str = "product.list";
    const WHO: Who = Who::Person(&[]);
    type Reply = ProductPage;
}

impl<H: Host> Run<Counter<H>> for ListProducts {
    fn run(self, counter: &mut Counter<H>, _: &Caller) -> Result<ProductPage, Refusal> {
        let (text, from) = (self.text.unwrap_or_default(), self.page.saturating_mul(PAGE));
        let products = counter.store().search_products(&text, from, PAGE)?;
        let total = counter.store().count_products(&text)?;
        Ok(ProductPage { rows: ProductCard::all(counter, &products)?, total })
    }
}

/// Lists recipes.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListRecipes {}

/// A recipe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RecipeCard {
    /// Its id.
    pub recipe: String,
    /// Its version.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// Blend, repack or pack.
    #[ts(type = "ServiceType")]
    pub service: ServiceType,
    /// Whether this version is approved.
    pub approved: bool,
    /// Whether headquarters gave it: a store does not change it.
    pub headquarters: bool,
    /// Who approved it as it stands; of headquarters' recipes the two who signed, who brought it in, too.
    pub approved_by: Vec<String>,
    /// Why headquarters stops it, while it does.
    pub stopped: Option<RecipeStop>,
    /// Sizes on offer.
    pub sizes: Vec<SizeView>,
    /// What it is made of, for its first size.
    pub components: Vec<ComponentView>,
}

/// A recipe is withdrawn by headquarters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RecipeStop {
    /// By which suspension.
    pub number: String,
    /// Why, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
}

impl RecipeCard {
    fn of<H: Host>(counter: &Counter<H>, recipe: &Recipe) -> Result<Self, Refusal> {
        let (size, _) = recipe.sizes.first().copied().unwrap_or_default();
        Ok(Self {
            recipe: recipe.id.to_string(),
            version: recipe.version,
            name: recipe.name.clone(),
            service: recipe.service,
            approved: recipe.approved,
            headquarters: is_of_headquarters(recipe.id.as_str()),
            approved_by: approvals::approved_by(counter.store(), recipe)?,
            stopped: counter.store().recipe_stopped_by(&recipe.id)?.map(|row| RecipeStop {
                number: row.number,
                zh: row.reason.0,
                en: row.reason.1,
            }),
            sizes: recipe.sizes.iter().map(|(mg, fen)| SizeView { mg: mg.0, fen: fen.0 }).collect(),
            components: ComponentView::all(counter.store(), recipe, &recipe.targets(size), &[], &[])?,
        })
    }
}

impl Command for ListRecipes {
    const NAME: &'static str = "recipe.list";
    const WHO: Who = Who::Person(&[]);
    type Reply = Vec<RecipeCard>;
}

impl<H: Host> Run<Counter<H>> for ListRecipes {
    fn run(self, counter: &mut Counter<H>, _: &Caller) -> Result<Vec<RecipeCard>, Refusal> {
        counter.store().recipes()?.iter().map(|recipe| RecipeCard::of(counter, recipe)).collect()
    }
}
