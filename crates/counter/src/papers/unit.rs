//! A unit's label, and the values that its leaflet shares with it.

use documents::{Component, Format, Label, NetContent, UnitIngredients};
use domain::Moment;
use domain::event::Plan;
use domain::ids::{ServiceNumber, StaffId, TemplateId};
use domain::merged::{Merged, merged};
use domain::recipe::Recipe;
use domain::service::{ClearedComponent, Progress};
use domain::stock::Product;
use domain::use_by::UseBy;
use store::tables::StoreRow;

use super::{Made, missing, party};
use crate::error::unset;
use crate::{Counter, Host, Refusal, label_code, templates};

/// A unit as its label needs it: made from a clearance, or tried before one is signed.
pub(crate) struct Unit<'a> {
    pub(crate) number: &'a ServiceNumber,
    pub(crate) plan: &'a Plan,
    pub(crate) components: &'a [ClearedComponent],
    pub(crate) use_by: &'a UseBy,
    pub(crate) operator: &'a StaffId,
    pub(crate) officer: &'a StaffId,
    pub(crate) at: Moment,
}

impl<'a> Unit<'a> {
    pub(crate) fn of(progress: &'a Progress) -> Result<Self, Refusal> {
        let clearance = progress.clearance().ok_or_else(|| missing("开工核对"))?.parts();
        Ok(Self {
            number: progress.number(),
            plan: progress.plan().ok_or_else(|| missing("方案"))?,
            components: &clearance.components,
            use_by: &clearance.use_by,
            operator: &clearance.operator.signer,
            officer: &clearance.officer.signer,
            at: clearance.operator.at,
        })
    }
}

/// Makes the label, and the notice that goes with it on A5.
pub(crate) fn label<H: Host>(
    counter: &Counter<H>,
    unit: &Unit<'_>,
    template: &TemplateId,
) -> Result<(Made, Vec<u8>), Refusal> {
    let values = values(counter, unit)?;
    let label = set(counter, &values, template)?;
    let notice = documents::notice_pdf(&values, Format::A5, &counter.assets().typeface).map_err(unset)?.pdf;
    Ok((label, notice))
}

/// Makes the label that was issued again, compared with its record.
pub(crate) fn again<H: Host>(counter: &Counter<H>, progress: &Progress) -> Result<(Label, Made), Refusal> {
    let issued = progress.label().ok_or_else(|| missing("标签"))?;
    let values = values(counter, &Unit::of(progress)?)?;
    let label = set(counter, &values, &issued.template)?;
    Ok((values, label.matching(&issued.pdf, issued.words.as_ref(), "标签")?))
}

/// Sets a label by its template.
fn set<H: Host>(counter: &Counter<H>, values: &Label, template: &TemplateId) -> Result<Made, Refusal> {
    let assets = counter.assets();
    let shipped = templates::shipped(counter, template).ok_or_else(|| unknown(template))?;
    let words = documents::label_words(values, shipped, &assets.typeface).map_err(unset)?;
    Ok(Made::saying(&words, documents::label_pdf(values, shipped, &assets.typeface).map_err(unset)?))
}

/// A template that this version of the product does not ship.
pub(super) fn unknown(template: &TemplateId) -> Refusal {
    Refusal::new("template_unknown", format!("没有标签模板「{template}」；没有打印"))
}

/// The values of a unit's label (regulation: 山东指南 第十九、二十二、二十四条; 条例 第三十六条).
fn values<H: Host>(counter: &Counter<H>, unit: &Unit<'_>) -> Result<Label, Refusal> {
    let StoreRow { enterprise, premises, .. } = counter.store().premises()?;
    let Unit { number, plan, components: cleared, use_by, operator, officer, at } = *unit;
    let recipe = counter.store().recipe_agreed(&plan.recipe, plan.version)?;
    let mut components = Vec::new();
    let mut used: Vec<Product> = Vec::new();
    for (component, cleared) in recipe.components.iter().zip(cleared) {
        let product = counter.store().product(&component.product)?;
        let lot = counter.store().lot(&cleared.lot)?;
        let named = |trace| {
            let ingredients = product.ingredients.iter().filter(move |ingredient| ingredient.trace == trace);
            ingredients.map(|ingredient| ingredient.chinese.clone()).collect()
        };
        components.push(Component {
            name: product.name.clone(),
            filing_number: product.filing.to_string(),
            lot: lot.number.clone(),
            share: u32::from(component.share.parts()),
            ingredients: named(false),
            traces: named(true),
        });
        used.push(product);
    }
    let warnings = warnings(&recipe, &used);
    let mut standards: Vec<&str> = used.iter().map(|product| product.standard.as_str()).collect();
    standards.dedup();
    Ok(Label {
        unit_number: number.to_string(),
        product_name: recipe.name.clone(),
        components,
        ingredients: ingredients(&recipe, &used),
        enterprise: party(&enterprise.name, &enterprise.address),
        store: party(&premises.name, &premises.address),
        producer: party(&enterprise.name, &enterprise.address),
        producer_licence: enterprise.licence.as_str().to_owned(),
        standard: standards.join("、"),
        service_time: at,
        net: NetContent(plan.size.0),
        batch: number.batch().to_string(),
        use_by: use_by.date(),
        usage: recipe.usage.clone(),
        warnings,
        operator_code: operator.to_string(),
        officer_code: officer.to_string(),
        phone: premises.phone,
        code_content: label_code::signed(counter, unit)?,
    })
}

/// One list of the unit's ingredients, where the formulas of all its products are known (标签管理办法 第十二条).
fn ingredients(recipe: &Recipe, products: &[Product]) -> Option<UnitIngredients> {
    let shares = recipe.components.iter().map(|component| component.share);
    let parts: Vec<_> = shares.zip(products.iter().map(|product| product.ingredients.as_slice())).collect();
    let (traces, above): (Vec<_>, Vec<_>) = merged(&parts)?.into_iter().partition(Merged::is_trace);
    let names = |list: Vec<Merged>| list.into_iter().map(|one| one.chinese).collect();
    Some(UnitIngredients { ingredients: names(above), traces: names(traces) })
}

/// The recipe's hints, then the warnings of its products, each once.
pub(super) fn warnings(recipe: &Recipe, products: &[Product]) -> Vec<String> {
    let mut warnings = recipe.hints.clone();
    for warning in products.iter().flat_map(|product| &product.warnings) {
        if !warnings.contains(warning) {
            warnings.push(warning.clone());
        }
    }
    warnings
}

#[cfg(test)]
mod tests {
    use domain::ids::ProductId;
    use domain::stock::Product;

    use super::*;

    /// What the label of a demo recipe's unit says of its ingredients as one list.
    fn list(recipe: &str) -> Option<UnitIngredients> {
        let demo = crate::demo::at(Moment::parse_from_rfc3339("2026-11-20T09:00:00+08:00").unwrap()).unwrap();
        let recipe = demo.recipes.iter().find(|known| known.id.as_str() == recipe).unwrap();
        let product =
            |id: &ProductId| demo.products.iter().find(|product| product.id == *id).unwrap().clone();
        let used: Vec<Product> = recipe.components.iter().map(|one| product(&one.product)).collect();
        ingredients(recipe, &used)
    }

    #[test]
    fn a_blend_of_known_formulas_has_one_list_and_any_other_has_none() {
        let list_of = |recipe| list(recipe).map(|list| (list.ingredients.join("、"), list.traces.join("、")));
        // 香精 is 0.5 % of the oil, and of the blend no more than 0.075 %.
        let expected = (
            "水、向日葵（HELIANTHUS ANNUUS）籽油、甘油、辛酸/癸酸甘油三酯、丁二醇、牛油果树（BUTYROSPERMUM PARKII）果脂、矿油、鲸蜡硬脂醇、\
             葡萄（VITIS VINIFERA）籽油、甘油硬脂酸酯、聚二甲基硅氧烷、PEG-100 硬脂酸酯、尿素、苯氧乙醇、酸橙（CITRUS AURANTIUM DULCIS）果皮油、\
             乙基己基甘油、卡波姆",
            "三乙醇胺、香精、EDTA 二钠、苧烯、生育酚（维生素E）、芳樟醇、柠檬醛、苯甲酸苄酯",
        );
        assert_eq!(list_of("R13"), Some((expected.0.to_owned(), expected.1.to_owned())));
        assert_eq!(list_of("R01"), None);
        assert_eq!(list_of("R11"), None, "one product of which nothing is known");
    }
}
