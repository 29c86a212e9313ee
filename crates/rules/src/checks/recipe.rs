//! The recipe: approved, and assessed for safety (山东指南 第十九、二十条).

use super::{Judgement, Tally};
use crate::check::Example;
use crate::facts::Facts;
use crate::finding::{Gate, Outcome};
use crate::mend::MendAction;
use crate::rulebook::Limits;

/// 山东指南 第二十条; 上海细则 第二十九条: a service follows a version that was approved.
pub(crate) fn approved(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let recipe = &facts.recipe;
    let not = if recipe.approved { "已" } else { "未" };
    let mut tally = Tally::default();
    tally.test(
        recipe.approved,
        "recipe.approved",
        format!("配方 {} 第 {} 版{not}批准", recipe.id, recipe.version),
        format!("recipe {} version {} approved: {}", recipe.id, recipe.version, recipe.approved),
    );
    Ok(tally.ruling(
        MendAction::ChooseOtherRecipe,
        "请选用已批准的版本，或请总部批准该版本",
        "choose an approved version, or ask headquarters to approve this one",
    ))
}

pub(crate) const APPROVED: &[Example] = &[
    Example::new("已批准", Outcome::Pass, |_| ()),
    Example::new("未批准", Outcome::Stop, |facts| facts.recipe.approved = false),
];

/// 山东指南 第十九条: 试点企业应当评估个性化服务产品的安全性.
pub(crate) fn assessed(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let recipe = &facts.recipe;
    let mut tally = Tally::default();
    match recipe.assessment.as_deref().filter(|number| !number.trim().is_empty()) {
        Some(number) => tally.pass(
            "recipe.assessment",
            format!("配方 {} 的安全评估 {number}", recipe.id),
            format!("recipe {}: safety assessment {number}", recipe.id),
        ),
        None => tally.stop(
            "recipe.assessment",
            format!("配方 {} 第 {} 版没有安全评估", recipe.id, recipe.version),
            format!("recipe {} version {} has no safety assessment", recipe.id, recipe.version),
        ),
    }
    Ok(tally.ruling(
        MendAction::ChooseOtherRecipe,
        "请选用已作安全评估的配方，或请总部补充评估报告",
        "choose an assessed recipe, or ask headquarters for the assessment",
    ))
}

pub(crate) const ASSESSED: &[Example] = &[
    Example::new("有安全评估", Outcome::Pass, |_| ()),
    Example::new("没有安全评估", Outcome::Stop, |facts| facts.recipe.assessment = None),
    Example::new("评估编号为空白", Outcome::Stop, |facts| {
        facts.recipe.assessment = Some(" ".to_owned())
    }),
];
