//! 方案: what fits, with the reason of each, and what was rejected, with reason and clause. Choosing against the
//! ranking asks why (个人信息保护法 第二十四条: the customer sees the reasons, the advisor decides).

use std::collections::BTreeMap;

use command::{Caller, Command, Run, Topic, Who, Window};
use domain::event::{Plan, PlanChosen};
use domain::ids::{LotId, ProductId, RecipeId, ServiceNumber};
use domain::quantity::Milligrams;
use domain::recipe::Recipe;
use domain::staff::Role;
use rules::choosing::{Choosing, LotOnShelf, Ranking};
use serde::{Deserialize, Serialize};

use super::reasons::{self, Reasons};
use crate::rights::retention;
use crate::setup::approvals;
use crate::spoken::Spoken;
use crate::why::why;
use crate::{Counter, Host, Refusal};

/// Ranks the store's recipes for the customer.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct Rank {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// The wanted size; each recipe's first otherwise.
    #[ts(type = "number | null")]
    pub size: Option<Milligrams>,
    /// What was said and may not be kept.
    pub spoken: Option<Spoken>,
}

impl Command for Rank {
    const NAME: &'static str = "service.rank";
    const WHO: Who = Who::Person(&[Role::Advisor, Role::StoreManager]);
    const WINDOWS: &'static [Window] = &[];
    type Reply = Ranking;
}

impl<H: Host> Run<Counter<H>> for Rank {
    fn run(self, counter: &mut Counter<H>, _: &Caller) -> Result<Ranking, Refusal> {
        ranking(counter, &self)
    }
}

pub(crate) fn ranking<H: Host>(counter: &Counter<H>, asked: &Rank) -> Result<Ranking, Refusal> {
    let store = counter.store();
    let service = counter.service(&asked.service)?;
    let progress = service.progress();
    let needs = crate::steps::needs::stated(store, progress)?;
    let needs = counter.assets().synonyms.expanded(Spoken::required(progress, asked.spoken.as_ref(), needs)?);
    let skin = crate::steps::skin::tested(store, progress)?;
    // Only what recipes are made of, and of that only what is left: the catalogue may hold hundreds of thousands.
    let recipes = store.recipes()?;
    let least = least_of(&recipes);
    let named: Vec<ProductId> = least.keys().cloned().collect();
    let lots = store.lots_in_stock_of(&least, counter.today())?;
    let ids: Vec<LotId> = lots.iter().map(|lot| lot.id.clone()).collect();
    let containers = store.containers_in_use_of(&ids)?;
    let mut by_lot = BTreeMap::<_, Vec<_>>::new();
    for container in containers {
        by_lot.entry(container.lot.clone()).or_default().push(container);
    }
    let stock: Vec<LotOnShelf<'_>> = lots
        .iter()
        .map(|lot| LotOnShelf { lot, containers: by_lot.get(&lot.id).map_or(&[], Vec::as_slice) })
        .collect();
    let (row, products) = (store.premises()?, store.products_of(&named)?);
    let signed = approvals::signed(store, &recipes, &products, &lots)?;
    Ok(rules::rank(&Choosing {
        now: counter.host().now(),
        skin: skin.as_ref(),
        needs: &needs,
        age: progress.noticed().map(|noticed| noticed.consent.parts().age),
        years: None,
        size: asked.size,
        recipes: &recipes,
        products: &products,
        stock: &stock,
        premises: &row.premises,
        enterprise: &approvals::enterprise(store, &row)?,
        authorisations: &approvals::authorisations(store)?,
        signed: &signed,
        product_tests: &crate::facts::recent_tests(store, counter.today())?,
        rulebooks: &counter.assets().rulebooks,
    }))
}

/// The products that recipes are made of, each with the least of it that any of them takes in any size.
fn least_of(recipes: &[Recipe]) -> BTreeMap<ProductId, Milligrams> {
    let mut least = BTreeMap::new();
    for recipe in recipes {
        for (size, _) in &recipe.sizes {
            for (component, target) in recipe.components.iter().zip(recipe.targets(*size)) {
                let known = least.entry(component.product.clone()).or_insert(target);
                *known = target.min(*known);
            }
        }
    }
    least
}

/// Takes a recipe for the customer.
#[derive(Debug, Clone, Serialize, Deserialize, ts_rs::TS)]
pub struct Choose {
    /// What was asked for in the ranking.
    pub asked: Rank,
    /// Which recipe; the first of the ranking otherwise.
    #[ts(as = "Option<String>")]
    pub recipe: Option<RecipeId>,
    /// Why a recipe other than the first is taken.
    pub reason: Option<String>,
}

/// The chosen recipe, as the ranking saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chosen {
    /// The chosen recipe with its reasons, lots and use-by day.
    pub ranked: rules::choosing::Ranked,
    /// How many others fit.
    pub others: usize,
    /// How many were rejected.
    pub rejected: usize,
}

impl Command for Choose {
    const NAME: &'static str = "service.plan";
    const WHO: Who = Who::Person(&[Role::Advisor, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Service];
    type Reply = Chosen;
}

impl<H: Host> Run<Counter<H>> for Choose {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Chosen, Refusal> {
        let Self { asked, recipe, reason } = self;
        let ranked = ranking(counter, &asked)?;
        let spoken = asked.spoken.as_ref().is_some_and(|said| !said.allergies.is_empty() || said.pregnancy);
        let reasons = Reasons::of(&ranked, &counter.assets().rulebooks, spoken);
        let Ranking { fits, rejected } = ranked;
        let (wanted, first) = (recipe.as_ref(), fits.first());
        if let Some(refused) = rejected.iter().find(|refused| Some(&refused.recipe) == wanted) {
            let because = refused.reasons.first();
            let text = because.map_or("", |objection| objection.text.as_str());
            let refusal = Refusal::new("recipe_rejected", format!("配方 {} 不能选：{text}", refused.recipe));
            let refusal = match because.and_then(|objection| objection.clause.as_ref()) {
                Some(clause) => refusal.clause(&clause.rulebook, &clause.number),
                None => refusal,
            };
            let mend = because.and_then(|objection| objection.mend.as_ref()).map(|mend| mend.text.clone());
            return Err(Refusal { mend, ..refusal.details(&refused.reasons) });
        }
        let ranked = match wanted {
            Some(id) => fits.iter().find(|ranked| ranked.recipe == *id),
            None => first,
        };
        if let (Some(id), None) = (wanted, ranked) {
            return Err(Refusal::new("not_found", format!("没有配方「{id}」；服务已保存到本步")));
        }
        let Some(ranked) = ranked.cloned() else {
            let message = format!(
                "没有适合的配方：{} 个配方都被排除，逐个原因见明细；服务已保存到本步",
                rejected.len()
            );
            let mend = "可重新记录需求后再选（service.needs），或终止本服务，改为只提供护肤方案";
            return Err(Refusal::new("nothing_fits", message).details(&rejected).mend(mend));
        };
        let against = first.is_some_and(|first| first.recipe != ranked.recipe);
        let missing = || {
            let message = format!("首位推荐不是 {}：选择其他配方须写明原因；没有保存", ranked.recipe);
            Refusal::new("reason_missing", message)
        };
        let typed = reason.unwrap_or_default();
        let against = against.then(|| why(counter, &asked.service, &typed, missing)).transpose()?;
        let plan = Plan {
            recipe: ranked.recipe.clone(),
            version: ranked.version,
            size: ranked.size,
            price: ranked.price,
            lots: ranked.lots.iter().map(|pick| pick.lot.clone()).collect(),
            use_by: ranked.use_by.clone(),
            against_ranking: against,
        };
        let number = asked.service.clone();
        let before = counter.service(&number)?;
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            reasons::forget(tx, before.progress())?;
            let (reasons, health) = reasons.seal(tx)?;
            tx.record(PlanChosen { service: asked.service, plan, reasons: Some(reasons), health })?;
            retention::report_used(tx, &number)
        })?;
        Ok(Chosen { ranked, others: fits.len() - 1, rejected: rejected.len() })
    }
}
