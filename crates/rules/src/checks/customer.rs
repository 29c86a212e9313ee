//! The customer: what she must not touch, what may not be promised to her, and how old she is
//! (山东指南 第十九条; 个性化服务指南 7.2.3, 7.2.4, 7.4.1).

use domain::consent::AgeBand;
use domain::need::{Forbidden, allergens};
use domain::stock::name_key;
use words::Worded as _;

use super::{Judgement, Tally, not_applicable};
use crate::check::Example;
use crate::facts::{Customer, Facts};
use crate::finding::{Gate, Outcome};
use crate::mend::MendAction;
use crate::rulebook::{Limit, Limits};

/// 山东指南 第十九条; 个性化服务指南 7.4.1: by Chinese and INCI name, whatever the spelling. A name that only contains the
/// other (羊毛脂, 羊毛脂醇) is for a person to look at.
pub(crate) fn allergen(facts: &Facts, _: &Limits, gate: Gate) -> Judgement {
    if facts.customer.allergies.is_empty() {
        return Ok(not_applicable("顾客未声明过敏原", "the customer states no allergy"));
    }
    let mut tally = Tally::default();
    let stated = facts.customer.allergies.iter().enumerate();
    let named = stated.flat_map(|(line, said)| allergens(said).into_iter().map(move |name| (line, name)));
    for (line, allergy) in named {
        let wanted = name_key(&allergy);
        let path = format!("customer.allergies[{line}]");
        let mut clean = true;
        for component in &facts.components {
            let product = &component.product.name;
            for ingredient in &component.product.ingredients {
                let (chinese, inci) = (&ingredient.chinese, &ingredient.inci);
                let keys = [name_key(chinese), name_key(inci)];
                if !wanted.is_empty() && keys.contains(&wanted) {
                    clean = false;
                    tally.stop(
                        path.clone(),
                        format!("{product} 含顾客声明过敏的「{chinese}（{inci}）」"),
                        format!("{product} has {inci}, to which the customer is allergic"),
                    );
                } else if keys.iter().any(|key| related(key, &wanted)) {
                    clean = false;
                    tally.warn(
                        path.clone(),
                        format!("{product} 的「{chinese}（{inci}）」与声明的「{allergy}」名称相近，请核实"),
                        format!("{product}: {inci} has a name like the stated {allergy}, check it"),
                    );
                }
            }
        }
        let unrecognised = facts.customer.unrecognised.iter().any(|one| name_key(one) == wanted);
        if clean && unrecognised {
            tally.warn(
                path,
                format!("没有认出「{allergy}」是哪种原料：请向顾客核实，并逐项核对全成分"),
                format!("nothing is known by the name {allergy}: ask the customer, and read the ingredients"),
            );
        } else if clean {
            tally.pass(path, format!("所有组分均不含「{allergy}」"), format!("no component has {allergy}"));
        }
    }
    if !matches!(gate, Gate::RecipeChoice | Gate::Clearance) {
        // She said it after the clearance: what is in the vessel cannot become another recipe.
        return Ok(tally.ruling(
            MendAction::HoldUnit,
            "该件不得使用或交付：请终止本服务、报废该件，向顾客核实后另开服务",
            "the unit must not be used or handed over: end the service, discard the unit, ask the customer, open another service",
        ));
    }
    Ok(tally.ruling(
        MendAction::ChooseOtherRecipe,
        "请选用不含该成分的配方，并向顾客核实过敏史",
        "choose a recipe without the ingredient and ask the customer about the allergy",
    ))
}

/// Whether one name contains the other, where the shorter is long enough to mean anything.
fn related(one: &str, other: &str) -> bool {
    let short = if one.len() < other.len() { one } else { other };
    let least = if short.is_ascii() { 4 } else { 2 };
    short.chars().count() >= least && (one.contains(other) || other.contains(one))
}

pub(crate) const ALLERGEN: &[Example] = &[
    Example::new("未声明过敏", Outcome::NotApplicable, |_| ()),
    Example::new("声明的成分不在其中", Outcome::Pass, |facts| allergic(facts, "香豆素")).beside("name"),
    Example::new("中文名相同", Outcome::Stop, |facts| allergic(facts, "泛醇")).beside("name"),
    Example::new("INCI 名相同，大小写与空格不同", Outcome::Stop, |facts| {
        allergic(facts, " Pan thenol")
    }),
    Example::new("话里带着过敏二字", Outcome::Stop, |facts| allergic(facts, "对甘油过敏")),
    Example::new("一句话里两个名字", Outcome::Stop, |facts| allergic(facts, "水杨酸、甘油")),
    Example::new("名称相近", Outcome::Warn, |facts| allergic(facts, "甘油酯")),
    Example::new("没有认出的名称", Outcome::Warn, |facts| {
        allergic(facts, "煙酰胺");
        facts.customer.unrecognised = facts.customer.allergies.clone();
    }),
    Example::new("单字不算相近", Outcome::Pass, |facts| allergic(facts, "水杨酸")),
];

/// 个性化服务指南 7.2.3: what may not be promised is not taken on.
pub(crate) fn needs(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let mut tally = Tally::default();
    for (line, need) in facts.customer.needs.iter().enumerate() {
        let path = format!("customer.needs[{line}]");
        match Forbidden::in_text(need) {
            Some(reason) => {
                tally.stop(path, format!("「{need}」{}", reason.zh()), format!("“{need}”: {}", reason.en()));
            }
            None => tally.pass(path, format!("「{need}」合规"), format!("“{need}” is lawful")),
        }
    }
    if facts.customer.needs.is_empty() {
        return Ok(not_applicable("顾客未提出需求", "the customer states no need"));
    }
    Ok(tally.ruling(
        MendAction::ExplainAndRemoveNeed,
        "请向顾客说明该需求不能由普通化妆品个性化服务满足，征得同意后删去再选方案",
        "tell the customer that this service cannot promise it, remove it with her consent, then choose",
    ))
}

pub(crate) const NEEDS: &[Example] = &[
    Example::new("保湿", Outcome::Pass, |_| ()).at_choice(),
    Example::new("没有需求", Outcome::NotApplicable, |facts| facts.customer.needs.clear()).at_choice(),
    Example::new("特殊功效", Outcome::Stop, |facts| need(facts, "想要美白")).at_choice(),
    Example::new("医疗作用", Outcome::Stop, |facts| need(facts, "治疗湿疹")).at_choice(),
    Example::new("给儿童", Outcome::Stop, |facts| need(facts, "给宝宝用")).at_choice(),
    Example::new("眼部", Outcome::Stop, |facts| need(facts, "想做一支眼霜")).at_choice(),
];

/// 国家药监局 2025 年第 58 号 附件第二条 with 儿童化妆品监督管理规定: nothing is blended for a child of 12 or younger.
pub(crate) fn age(facts: &Facts, limits: &Limits, _: Gate) -> Judgement {
    let child = limits.count(Limit::ChildAgeMax)?;
    let mut tally = Tally::default();
    match youngest(&facts.customer) {
        Some((path, years)) => tally.test(
            u32::from(years) > child,
            path,
            format!("顾客至少 {years} 岁；{child} 岁及以下为儿童"),
            format!("the customer is at least {years}; {child} and younger are children"),
        ),
        None => tally.stop("customer.age", "顾客未说明年龄段", "the customer's age band is not known"),
    }
    Ok(tally.ruling(
        MendAction::OfferWithoutBlending,
        "不为 12 岁及以下儿童调配：请改为其监护人自用的服务或结束本次服务；未知年龄段时请询问",
        "nothing is blended for a child of 12 or younger; ask for the age band where it is not known",
    ))
}

/// The fewest years that the customer can have, and where that is said. Of two statements the younger counts.
fn youngest(customer: &Customer) -> Option<(&'static str, u8)> {
    let band = customer.age.map(|band| match band {
        AgeBand::ChildOfCosmetics => 0,
        AgeBand::UnderFourteen => 13,
        AgeBand::Minor => 14,
        AgeBand::Adult => 18,
    });
    match (band, customer.years) {
        (Some(band), Some(years))
            if AgeBand::of_years(i32::from(years)) == AgeBand::of_years(i32::from(band)) =>
        {
            Some(("customer.years", years))
        }
        (Some(band), Some(years)) => Some(("customer.age", band.min(years))),
        (Some(band), None) => Some(("customer.age", band)),
        (None, Some(years)) => Some(("customer.years", years)),
        (None, None) => None,
    }
}

pub(crate) const AGE: &[Example] = &[
    Example::new("十三岁", Outcome::Pass, |facts| years(facts, 13)).beside("child_age_max"),
    Example::new("十二岁", Outcome::Stop, |facts| years(facts, 12)).beside("child_age_max"),
    Example::new("只知年龄段：13 岁", Outcome::Pass, |facts| band(facts, AgeBand::UnderFourteen)),
    Example::new("只知年龄段：12 岁及以下", Outcome::Stop, |facts| {
        band(facts, AgeBand::ChildOfCosmetics)
    }),
    Example::new("年龄段与年龄矛盾时取小者", Outcome::Stop, |facts| {
        facts.customer.years = Some(12)
    }),
    Example::new("年龄未知", Outcome::Stop, |facts| {
        facts.customer.age = None;
        facts.customer.years = None;
    }),
];

/// 山东指南 第十九条; 个性化服务指南 7.2.4: what the recipe's own assessment says against a customer.
pub(crate) fn suits(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let (recipe, customer) = (&facts.recipe, &facts.customer);
    if !recipe.not_in_pregnancy && recipe.not_under_age.is_none() {
        return Ok(not_applicable("配方没有禁忌", "the recipe speaks against nobody"));
    }
    let mut tally = Tally::default();
    if recipe.not_in_pregnancy {
        let says = if customer.pregnancy { "自述怀孕或哺乳" } else { "未自述怀孕或哺乳" };
        tally.test(
            !customer.pregnancy,
            "customer.pregnancy",
            format!("配方 {} 孕期哺乳期不宜，顾客{says}", recipe.id),
            format!("recipe {} is not for pregnancy or nursing; stated: {}", recipe.id, customer.pregnancy),
        );
    }
    if let Some(least) = recipe.not_under_age {
        let known = youngest(customer);
        let (path, stated) = known.map_or(("customer.age", "未说明".to_owned()), |(path, years)| {
            (path, format!("至少 {years} 岁"))
        });
        tally.test(
            known.is_some_and(|(_, years)| least <= years),
            path,
            format!("配方 {} 适用于 {least} 岁及以上，顾客年龄{stated}", recipe.id),
            format!("recipe {} is for {least} years and over", recipe.id),
        );
    }
    Ok(tally.ruling(
        MendAction::ChooseOtherRecipe,
        "请选用对该顾客没有禁忌的配方",
        "choose a recipe that suits the customer",
    ))
}

pub(crate) const SUITS: &[Example] = &[
    Example::new("配方没有禁忌", Outcome::NotApplicable, |_| ()),
    Example::new("孕期不宜而顾客未怀孕", Outcome::Pass, |facts| {
        facts.recipe.not_in_pregnancy = true
    }),
    Example::new("孕期不宜而顾客自述怀孕", Outcome::Stop, |facts| {
        facts.recipe.not_in_pregnancy = true;
        facts.customer.pregnancy = true;
    }),
    Example::new("恰到年龄", Outcome::Pass, |facts| facts.recipe.not_under_age = Some(30))
        .beside("not_under_age"),
    Example::new("差一岁", Outcome::Stop, |facts| facts.recipe.not_under_age = Some(31))
        .beside("not_under_age"),
    Example::new("只知年龄段，取其下限", Outcome::Stop, |facts| {
        facts.recipe.not_under_age = Some(16);
        band(facts, AgeBand::Minor);
    }),
];

fn allergic(facts: &mut Facts, to: &str) {
    facts.customer.allergies = vec![to.to_owned()];
}

fn need(facts: &mut Facts, text: &str) {
    facts.customer.needs.push(text.to_owned());
}

fn years(facts: &mut Facts, years: u8) {
    facts.customer.age = None;
    facts.customer.years = Some(years);
}

fn band(facts: &mut Facts, band: AgeBand) {
    facts.customer.age = Some(band);
    facts.customer.years = None;
}
