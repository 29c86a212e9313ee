//! What a blend is made of: how many filed cosmetics, of which kind, filed by whom, and what keeps one out of the pilot
//! (国家药监局 2025 年第 58 号 第一、二条; 上海细则 第二、五条).

mod excluded;
mod stated;

use domain::recipe::ServiceType;
use words::Worded as _;

use super::{Judgement, Tally};
use crate::check::Example;
use crate::facts::{Facts, number};
use crate::finding::{Gate, Outcome};
use crate::mend::MendAction;
use crate::rulebook::{Limit, Limits};

pub(crate) use excluded::{CHILD, EYE, NEW_INGREDIENT, SPECIAL, child, eye, new_ingredient, special};
pub(crate) use stated::{STATED, stated};

/// 国家药监局 2025 年第 58 号 第一条: two or more for a blend. The upper end is our own assumption.
pub(crate) fn count(facts: &Facts, limits: &Limits, _: Gate) -> Judgement {
    let (min, max) = (limits.count(Limit::ComponentsMin)?, limits.count(Limit::ComponentsMax)?);
    let found = facts.components.len();
    let within =
        |least: u32, most: u32| u32::try_from(found).is_ok_and(|found| (least..=most).contains(&found));
    let (fine, zh, en) = match facts.service {
        ServiceType::Blend => {
            let doubt = limits.doubt(Limit::ComponentsMax);
            (within(min, max), format!("须 {min}–{max} 种{doubt}"), format!("{min} to {max} are allowed"))
        }
        ServiceType::Repack | ServiceType::Pack => {
            (within(1, 1), "须恰为 1 种".to_owned(), "exactly 1 is allowed".to_owned())
        }
    };
    let mut tally = Tally::default();
    let service = facts.service.zh();
    tally.test(
        fine,
        "components",
        format!("{service}有 {found} 种组分，{zh}"),
        format!("{found} components, {en}"),
    );
    Ok(tally.ruling(
        MendAction::ChooseOtherRecipe,
        "请选用组分数符合的配方",
        "choose a recipe whose components fit",
    ))
}

fn repack(facts: &mut Facts) {
    facts.service = ServiceType::Repack;
    facts.components.truncate(1);
}

fn components(facts: &mut Facts, count: usize) {
    let one = facts.components.first().cloned();
    facts.components = one.into_iter().cycle().take(count).collect();
}

pub(crate) const COUNT: &[Example] = &[
    Example::new("调配两种", Outcome::Pass, |_| ()).beside("components_min"),
    Example::new("调配一种", Outcome::Stop, |facts| components(facts, 1)).beside("components_min"),
    Example::new("调配五种", Outcome::Pass, |facts| components(facts, 5)).beside("components_max"),
    Example::new("调配六种", Outcome::Stop, |facts| components(facts, 6)).beside("components_max"),
    Example::new("分装一种", Outcome::Pass, repack).beside("repack"),
    Example::new("分装两种", Outcome::Stop, |facts| facts.service = ServiceType::Repack).beside("repack"),
    Example::new("没有组分", Outcome::Stop, |facts| facts.components.clear()),
];

/// 国家药监局 2025 年第 58 号 第一条: only filed ordinary cosmetics. The length of the serial is practice, not law: an
/// unusual one is for a person to look at.
pub(crate) fn ordinary(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let mut tally = Tally::default();
    for (index, component) in facts.components.iter().enumerate() {
        let (filing, name) = (&component.product.filing, &component.product.name);
        let path = format!("components[{index}].product.filing");
        let zh = format!("{name} {filing}：{}", filing.kind().zh());
        let en = format!("{name} {filing}: {}", filing.kind().en());
        if filing.may_be_blended() && !filing.is_usual() {
            tally.warn(
                path,
                format!("{zh}，编号的写法与惯例不同，请与备案凭证核对"),
                format!("{en}, written in an unusual way: compare it with the filing"),
            );
        } else {
            tally.test(filing.may_be_blended(), path, zh, en);
        }
    }
    Ok(tally.ruling(
        MendAction::ChooseOtherRecipe,
        "只有已备案的普通化妆品可以调配、分装：请核对备案编号或选用其他配方",
        "only filed ordinary cosmetics may be used: check the filing number or choose another recipe",
    ))
}

pub(crate) const ORDINARY: &[Example] = &[
    Example::new("国产普通化妆品", Outcome::Pass, |_| ()).beside("serial"),
    Example::new("进口普通化妆品", Outcome::Pass, |facts| {
        facts.components[1].product.filing = number("国妆网备进字（沪）2099000001");
    }),
    Example::new("港澳台普通化妆品", Outcome::Pass, |facts| {
        facts.components[1].product.filing = number("国妆网备制字（粤）2099000001");
    }),
    Example::new("流水号七位", Outcome::Warn, |facts| {
        facts.components[1].product.filing = number("鲁G妆网备字20990000001");
    })
    .beside("serial"),
    Example::new("特殊化妆品", Outcome::Stop, |facts| {
        facts.components[1].product.filing = number("国妆特字20990001");
    }),
    Example::new("旧纸质备案", Outcome::Stop, |facts| {
        facts.components[1].product.filing = number("国妆备进字J20990001");
    }),
    Example::new("新原料不是产品", Outcome::Stop, |facts| {
        facts.components[1].product.filing = number("国妆原备字20990001");
    }),
    Example::new("没有组分", Outcome::Stop, |facts| facts.components.clear()),
];

/// 国家药监局 2025 年第 58 号 第一条: "已备案": a cancelled filing is none.
pub(crate) fn active(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let mut tally = Tally::default();
    for (index, component) in facts.components.iter().enumerate() {
        let product = &component.product;
        let state = if product.active { "有效" } else { "已注销或失效" };
        tally.test(
            product.active,
            format!("components[{index}].product.active"),
            format!("{} {} 的备案{state}", product.name, product.filing),
            format!("filing {} of {} in force: {}", product.filing, product.name, product.active),
        );
    }
    Ok(tally.ruling(
        MendAction::ChooseOtherRecipe,
        "请停用该产品并选用其他配方",
        "take the product out and choose another recipe",
    ))
}

pub(crate) const ACTIVE: &[Example] = &[
    Example::new("备案有效", Outcome::Pass, |_| ()),
    Example::new("一种组分的备案已注销", Outcome::Stop, |facts| {
        facts.components[1].product.active = false
    }),
];

/// 国家药监局 2025 年第 58 号 第一条: filed by the pilot enterprise itself, or by an overseas filer that authorised it.
pub(crate) fn filer(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let mut tally = Tally::default();
    for (index, component) in facts.components.iter().enumerate() {
        let product = &component.product;
        let own = facts.enterprise.filers.contains(&product.filer);
        let not = if own { "" } else { "不" };
        tally.test(
            own,
            format!("components[{index}].product.filer"),
            format!("{} 的备案人「{}」{not}属于本试点企业", product.name, product.filer),
            format!("{} is filed by {}, ours: {own}", product.name, product.filer),
        );
    }
    Ok(tally.ruling(
        MendAction::ChooseOtherRecipe,
        "只可使用本试点企业备案的产品：请选用其他配方，或由总部补录境外备案人授权",
        "only products filed by this enterprise may be used: choose another recipe, or let headquarters add the authorisation",
    ))
}

pub(crate) const FILER: &[Example] = &[
    Example::new("本企业备案", Outcome::Pass, |_| ()),
    Example::new("授权的境外备案人", Outcome::Pass, |facts| {
        facts.enterprise.filers.push("演示境外备案人".to_owned());
        facts.components[1].product.filer = "演示境外备案人".to_owned();
    }),
    Example::new("他企业备案", Outcome::Stop, |facts| {
        facts.components[1].product.filer = "演示他企业".to_owned();
    }),
];
