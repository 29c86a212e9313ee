//! Whether a label template may be used: the one that the product ships, in the version and with the content that a person looked
//! at and approved (山东指南 第十九条).
//!
//! It refuses to trust a version number: a template that was shipped otherwise under the same number is another one.

use documents::LabelTemplate;
use domain::ids::TemplateId;
use domain::premises::{TemplateApproval, TemplateStanding};
use domain::signature::Digest;
use words::template;

use crate::counter::digest;
use crate::{Counter, Host, Refusal};

/// The template of that id, if the product ships one.
pub(crate) fn shipped<'a, H: Host>(counter: &'a Counter<H>, id: &TemplateId) -> Option<&'a LabelTemplate> {
    counter.assets().templates.iter().find(|known| known.id == id.as_str())
}

/// SHA-256 of a template: what an approval names.
pub(crate) fn sha256(template: &LabelTemplate) -> Digest {
    digest(template.text().as_bytes())
}

/// How a shipped template stands to what was decided on it.
pub(crate) fn stands(
    shipped: &LabelTemplate,
    approval: Option<&TemplateApproval>,
    today: chrono::NaiveDate,
) -> TemplateStanding {
    let decided = |approval: &TemplateApproval| approval.of(shipped.version, &sha256(shipped), today);
    approval.map_or(TemplateStanding::Undecided, decided)
}

/// How a template stands today; one that is not shipped was never decided on.
pub(crate) fn standing<H: Host>(counter: &Counter<H>, id: &TemplateId) -> Result<TemplateStanding, Refusal> {
    let Some(shipped) = shipped(counter, id) else { return Ok(TemplateStanding::Undecided) };
    Ok(stands(shipped, counter.store().template(id)?.as_ref(), counter.today()))
}

/// The shipped templates that may be used today, in the order in which they are shipped.
pub(crate) fn usable<H: Host>(counter: &Counter<H>) -> Result<Vec<&LabelTemplate>, Refusal> {
    let approvals = counter.store().templates()?;
    let today = counter.today();
    let may = |template: &&LabelTemplate| {
        let approval = approvals.iter().find(|approval| approval.template.as_str() == template.id);
        matches!(stands(template, approval, today), TemplateStanding::Approved(_))
    };
    Ok(counter.assets().templates.iter().filter(may).collect())
}

/// Refuses a template that may not be used today, and says what to do.
pub(crate) fn usable_or_refused<H: Host>(counter: &Counter<H>, id: &TemplateId) -> Result<(), Refusal> {
    let why = match standing(counter, id)? {
        TemplateStanding::Approved(_) => return Ok(()),
        TemplateStanding::Undecided => template::Undecided.zh.to_owned(),
        TemplateStanding::Withdrawn => template::Withdrawn.zh.to_owned(),
        TemplateStanding::OtherVersion(version) => format!("审核的是第 {version} 版，现有的是另一版"),
        TemplateStanding::OtherContent => template::OtherContent.zh.to_owned(),
        TemplateStanding::NotYet(on) => format!("自 {on} 起才批准使用"),
    };
    Err(Refusal::new("template_not_approved", format!("标签模板「{id}」{why}；没有打印"))
        .clause("shandong-guide", "第十九条")
        .mend("请质量安全员在「标签模板」中查看样张后重新批准，或换用已批准的模板"))
}
