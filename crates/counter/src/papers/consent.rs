//! The consent sheet that is signed, and its copy for another paper. Both need the signature, which the customer may
//! have taken back.

use documents::{Choice, Consent, Format, Guardian, PlanSummary, Purpose, SheetPdf};
use domain::Moment;
use domain::consent::Purpose as Asked;
use domain::event::Plan;
use domain::recipe::Recipe;
use domain::service::Progress;
use store::tables::StoreRow;
use words::Worded as _;

use super::{Made, missing, party};
use crate::error::unset;
use crate::steps::agree::Signed;
use crate::{Counter, Host, Refusal};

/// What a consent sheet is made from.
pub(crate) struct SheetValues<'a> {
    pub(crate) progress: &'a Progress,
    pub(crate) signed: &'a Signed,
    pub(crate) at: Moment,
}

/// Makes the consent sheet that is signed.
pub(crate) fn sheet<H: Host>(counter: &Counter<H>, values: &SheetValues<'_>) -> Result<Made, Refusal> {
    made(counter, &content(counter, values)?)
}

fn made<H: Host>(counter: &Counter<H>, consent: &Consent) -> Result<Made, Refusal> {
    let pdf = documents::consent_pdf(consent, &counter.assets().typeface).map_err(unset)?;
    Ok(Made::saying(&documents::consent_words(consent).map_err(unset)?, pdf))
}

/// Makes the sheet that was signed again, compared with its record.
pub(super) fn again<H: Host>(counter: &Counter<H>, progress: &Progress) -> Result<Vec<u8>, Refusal> {
    Ok(recorded(counter, progress)?.1)
}

/// Makes a copy (副本) of what was signed; refused where the sheet itself cannot be made again.
pub(super) fn copy<H: Host>(
    counter: &Counter<H>,
    progress: &Progress,
    format: Format,
) -> Result<SheetPdf, Refusal> {
    let agreed = progress.agreed().ok_or_else(|| missing("签字"))?;
    let (consent, _) = recorded(counter, progress)?;
    documents::consent_copy_pdf(&consent, agreed.sheet.as_str(), format, &counter.assets().typeface)
        .map_err(unset)
}

fn recorded<H: Host>(counter: &Counter<H>, progress: &Progress) -> Result<(Consent, Vec<u8>), Refusal> {
    let agreed = progress.agreed().ok_or_else(|| missing("签字"))?;
    let erased = || Refusal::new("signature_erased", "顾客的签名已按其要求删除，同意书不能再打印");
    let signed: Signed =
        serde_json::from_slice(&counter.store().unseal(&agreed.signature)?.ok_or_else(erased)?)?;
    let consent = content(counter, &SheetValues { progress, signed: &signed, at: agreed.at })?;
    let made = made(counter, &consent)?.matching(&agreed.sheet, agreed.words.as_ref(), "同意书")?;
    Ok((consent, made.pdf))
}

fn content<H: Host>(counter: &Counter<H>, values: &SheetValues<'_>) -> Result<Consent, Refusal> {
    let SheetValues { progress, signed, at } = values;
    let StoreRow { enterprise, premises, .. } = counter.store().premises()?;
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
    // The sheet says what was shown then.
    let told = counter.assets().consent_of(parts.text_version).ok_or_else(|| missing("当时的告知文本"))?;
    let purpose = |asked: Asked| {
        let text = told.of(asked).ok_or_else(|| missing(asked.zh()))?;
        let choice = if noticed.consent.allows(asked) { Choice::Agreed } else { Choice::Refused };
        Ok(Purpose {
            name: text.zh.title.clone(),
            collected: text.zh.what.clone(),
            why: text.zh.why.clone(),
            kept: text.zh.how_long.clone(),
            choice,
        })
    };
    let chosen = counter.store().recipe_agreed(&plan.recipe, plan.version)?;
    Ok(Consent {
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
    })
}

fn plan_lines(plan: &Plan, recipe: &Recipe) -> Vec<String> {
    let use_by = &plan.use_by;
    let mut lines = vec![
        format!("净含量 {}，价格 {}", plan.size, plan.price),
        format!(
            "预计使用期限至 {}，由{}决定；以开工核对时的计算为准",
            use_by.date(),
            use_by.decided_by().sentence()
        ),
    ];
    lines.extend(recipe.hints.iter().map(|hint| format!("提示：{hint}")));
    lines
}
