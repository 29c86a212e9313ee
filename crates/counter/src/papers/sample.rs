//! A template's sample: the label of an invented unit that says 样张 in its name, with the store's own names and numbers, so that a
//! person sees on paper what they approve. Its code is no label: no scan of it is believed.

use documents::{Component, Label, LabelTemplate, NetContent, Presence};
use domain::ids::TemplateId;
use store::tables::StoreRow;

use super::party;
use crate::error::unset;
use crate::{Counter, Host, Refusal, templates};

/// As long as a code usually is.
const CODE: usize = 150;

/// Makes the sample of a template.
///
/// # Errors
/// `template_unknown`; what the paper refuses.
pub(crate) fn sample<H: Host>(counter: &Counter<H>, id: &TemplateId) -> Result<Vec<u8>, Refusal> {
    let unknown = || Refusal::new("template_unknown", format!("没有标签模板「{id}」；不作预览"));
    let template = templates::shipped(counter, id).ok_or_else(unknown)?;
    let unit = unit(counter, template)?;
    documents::label_pdf(&unit, template, &counter.assets().typeface).map_err(unset)
}

fn unit<H: Host>(counter: &Counter<H>, template: &LabelTemplate) -> Result<Label, Refusal> {
    let StoreRow { enterprise, premises, .. } = counter.store().premises()?;
    let now = counter.host().now();
    // A template that carries everything is looked at above 15 g, where it has to.
    let whole = template.items.iter().all(|item| item.presence == Presence::Always);
    let net = if whole && !template.small_pack_only { 30_000 } else { 10_000 };
    let component = |name: &str, lot: &str, share, ingredients: &[&str]| Component {
        name: name.to_owned(),
        filing_number: "样张备字0000000000".to_owned(),
        lot: lot.to_owned(),
        share,
        ingredients: ingredients.iter().map(|name| (*name).to_owned()).collect(),
        traces: vec!["透明质酸钠".to_owned()],
    };
    Ok(Label {
        unit_number: format!("{}-000000-0000", premises.code),
        product_name: "样张（演示）保湿乳".to_owned(),
        components: vec![
            component("样张保湿霜", "YZ01", 6_000, &["水", "甘油", "丁二醇", "角鲨烷"]),
            component("样张修护精华", "YZ02", 4_000, &["水", "泛醇", "甜菜碱"]),
        ],
        ingredients: None,
        enterprise: party(&enterprise.name, &enterprise.address),
        store: party(&premises.name, &premises.address),
        producer: party(&enterprise.name, &enterprise.address),
        producer_licence: enterprise.licence.as_str().to_owned(),
        standard: "样张标准".to_owned(),
        service_time: now,
        net: NetContent(net),
        batch: "样张".to_owned(),
        use_by: now.date_naive(),
        usage: "样张：此处为使用方法".to_owned(),
        warnings: vec!["样张，不得贴在产品上".to_owned()],
        operator_code: "S00".to_owned(),
        officer_code: "S00".to_owned(),
        phone: premises.phone,
        code_content: format!("{:0<CODE$}", "SAMPLE-NOT-A-LABEL-"),
    })
}
