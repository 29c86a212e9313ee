//! Papers of a service, made from its records. The same records give the same bytes, so a paper can be made again at
//! any time and is compared with the digest that its record holds: what is printed is what was signed.

use documents::{Choice, Component, Consent, Guardian, Label, NetContent, Party, PlanSummary, Purpose};
use domain::Moment;
use domain::consent::Purpose as Asked;
use domain::event::Plan;
use domain::ids::{ServiceNumber, StaffId, TemplateId};
use domain::recipe::Recipe;
use domain::service::{ClearedComponent, Progress};
use domain::stock::Product;
use domain::use_by::UseBy;
use store::tables::StoreRow;

use crate::counter::digest;
use crate::steps::agree::Signed;
use crate::{Counter, Host, Refusal, label_code};

/// The papers that go with a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Papers {
    /// 告知与同意书.
    pub consent: Vec<u8>,
    /// 标签.
    pub label: Vec<u8>,
    /// 使用须知.
    pub notice: Vec<u8>,
}

/// What a consent sheet is made from.
pub(crate) struct SheetValues<'a> {
    pub(crate) progress: &'a Progress,
    pub(crate) signed: &'a Signed,
    pub(crate) at: Moment,
}

/// Makes the papers of a service again, each compared with its record.
///
/// # Errors
/// `paper_changed` where the data has changed since, `signature_erased` once the customer took it back.
pub fn again<H: Host>(counter: &Counter<H>, number: &ServiceNumber) -> Result<Papers, Refusal> {
    let service = counter.service(number)?;
    let progress = service.progress();
    let missing = |what: &str| Refusal::new("paper_missing", format!("服务 {number} 还没有{what}"));
    let agreed = progress.agreed().ok_or_else(|| missing("签字"))?;
    let erased = || Refusal::new("signature_erased", "顾客的签名已按其要求删除，同意书不能再打印");
    let signed: Signed =
        serde_json::from_slice(&counter.store().unseal(&agreed.signature)?.ok_or_else(erased)?)?;
    let consent = sheet(counter, &SheetValues { progress, signed: &signed, at: agreed.at })?;
    let issued = progress.label().ok_or_else(|| missing("标签"))?;
    let (label, notice) = label(counter, &Unit::of(progress)?, &issued.template)?;
    for (paper, recorded, name) in [(&consent, &agreed.sheet, "同意书"), (&label, &issued.pdf, "标签")] {
        if digest(paper) != *recorded {
            let message = format!("{name}与当时的记录不一致：配方、产品或模板在那之后有变更；没有打印");
            return Err(Refusal::new("paper_changed", message));
        }
    }
    Ok(Papers { consent, label, notice })
}

fn party(name: &str, address: &str) -> Party {
    Party { name: name.to_owned(), address: address.to_owned() }
}

/// Makes the consent sheet.
pub(crate) fn sheet<H: Host>(counter: &Counter<H>, values: &SheetValues<'_>) -> Result<Vec<u8>, Refusal> {
    let SheetValues { progress, signed, at } = values;
    let StoreRow { enterprise, premises } = counter.store().premises()?;
    let missing = |what: &str| Refusal::new("paper_missing", format!("还没有{what}"));
    let noticed = progress.noticed().ok_or_else(|| missing("告知"))?;
    let plan = progress.plan().ok_or_else(|| missing("方案"))?;
    let parts = noticed.consent.parts();
    let guardian = match &parts.guardian {
        Some(item) => {
            let bytes = counter.store().unseal(item)?.ok_or_else(|| missing("监护人"))?;
            let guardian: crate::steps::notice::Guardian = serde_json::from_slice(&bytes)?;
            Some(Guardian { name: guardian.name, relation: guardian.relation })
        }
        None => None,
    };
    let purpose = |asked: Asked| {
        let text = counter.assets().consent.of(asked).ok_or_else(|| missing(asked.chinese()))?;
        let choice = if noticed.consent.allows(asked) { Choice::Agreed } else { Choice::Refused };
        Ok(Purpose {
            name: text.zh.title.clone(),
            collected: text.zh.what.clone(),
            why: text.zh.why.clone(),
            kept: text.zh.how_long.clone(),
            choice,
        })
    };
    let chosen = counter.store().recipe(&plan.recipe)?;
    let consent = Consent {
        enterprise: party(&enterprise.name, &enterprise.address),
        store: party(&premises.name, &premises.address),
        service_number: progress.number().to_string(),
        signed_at: *at,
        purposes: Asked::ALL.into_iter().map(purpose).collect::<Result<_, Refusal>>()?,
        text_version: parts.text_version.to_string(),
        text_hash: parts.text.to_string(),
        under_14: parts.age.needs_guardian(),
        guardian,
        plan: PlanSummary { name: chosen.name.clone(), lines: plan_lines(plan, &chosen) },
        signer: signed.signer.clone(),
        signature: signed.strokes.drawn(),
    };
    Ok(documents::consent_pdf(&consent, &counter.assets().typeface)?)
}

fn plan_lines(plan: &Plan, recipe: &Recipe) -> Vec<String> {
    let use_by = &plan.use_by;
    let mut lines = vec![
        format!("净含量 {}，价格 {}", plan.size, plan.price),
        format!(
            "预计使用期限至 {}，由{}决定；以开工核对时的计算为准",
            use_by.date(),
            use_by.decided_by().chinese()
        ),
    ];
    lines.extend(recipe.hints.iter().map(|hint| format!("提示：{hint}")));
    lines
}

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
        let missing = |what: &str| Refusal::new("paper_missing", format!("还没有{what}"));
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

/// Makes the label and the notice that goes with it.
pub(crate) fn label<H: Host>(
    counter: &Counter<H>,
    unit: &Unit<'_>,
    template: &TemplateId,
) -> Result<(Vec<u8>, Vec<u8>), Refusal> {
    let values = values(counter, unit)?;
    let assets = counter.assets();
    let unknown = || Refusal::new("template_unknown", format!("没有标签模板「{template}」；没有打印"));
    let template = assets.templates.iter().find(|known| known.id == template.as_str()).ok_or_else(unknown)?;
    let label = documents::label_pdf(&values, template, &assets.typeface)?;
    let notice = documents::notice_pdf(&values, documents::Format::A5, &assets.typeface)?.pdf;
    Ok((label, notice))
}

/// The values of a unit's label (regulation: 山东指南 第十九、二十二、二十四条; 条例 第三十六条).
fn values<H: Host>(counter: &Counter<H>, unit: &Unit<'_>) -> Result<Label, Refusal> {
    let StoreRow { enterprise, premises } = counter.store().premises()?;
    let Unit { number, plan, components: cleared, use_by, operator, officer, at } = *unit;
    let recipe = counter.store().recipe(&plan.recipe)?;
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
    let mut warnings = recipe.hints.clone();
    for warning in used.iter().flat_map(|product| &product.warnings) {
        if !warnings.contains(warning) {
            warnings.push(warning.clone());
        }
    }
    let mut standards: Vec<&str> = used.iter().map(|product| product.standard.as_str()).collect();
    standards.dedup();
    Ok(Label {
        unit_number: number.to_string(),
        product_name: recipe.name.clone(),
        components,
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

/// A page to try a printer with, for stock of a size in millimetres, or of the first approved label template where none is
/// given; with that size.
///
/// # Errors
/// `document_refused` on stock that is too small.
pub fn trial<H: Host>(
    counter: &Counter<H>,
    size: Option<(u16, u16)>,
) -> Result<(Vec<u8>, (u16, u16)), Refusal> {
    let mut label = (60, 40);
    for template in &counter.assets().templates {
        let approved = counter.store().template(&TemplateId::new(&template.id)?)?;
        if approved.is_some_and(|approval| approval.approved_on.is_some()) {
            // Stock is cut in whole millimetres, as the shipped templates are.
            let whole = |millimetres: f32| format!("{millimetres:.0}").parse().unwrap_or_default();
            label = (whole(template.medium.width_mm), whole(template.medium.height_mm));
            break;
        }
    }
    let size = size.unwrap_or(label);
    Ok((documents::trial_pdf(size, counter.host().now(), &counter.assets().typeface)?, size))
}
