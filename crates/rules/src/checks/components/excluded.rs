//! What keeps a filed ordinary cosmetic out of the pilot: for children, eye care, special functions, new ingredients.
//!
//! Two witnesses are heard: what the catalogue says of the filing, and the classification code
//! 功效-部位-人群-剂型-方法 (化妆品分类规则和分类目录). The meaning of single codes is data of the rulebook and not
//! confirmed; groups with letters are new categories.

use domain::stock::Exclusion;

use super::super::{Judgement, Tally};
use crate::check::Example;
use crate::facts::{Facts, Product};
use crate::finding::{Gate, Outcome};
use crate::mend::MendAction;
use crate::rulebook::{Limit, Limits};

const EFFICACY: usize = 0;
const SITE: usize = 1;
const POPULATION: usize = 2;
const GROUPS: usize = 5;

/// The codes of one group of a classification code; none where the code is not five groups of codes, each two digits or a letter.
fn codes(product: &Product, group: usize) -> Option<Vec<&str>> {
    let is_code = |code: &str| match code.as_bytes() {
        [one, two] => one.is_ascii_digit() && two.is_ascii_digit(),
        [letter] => letter.is_ascii_uppercase(),
        _ => false,
    };
    let groups: Vec<Vec<&str>> = product
        .classification
        .trim()
        .split('-')
        .map(|group| group.split('/').map(str::trim).collect())
        .collect();
    let whole = groups.len() == GROUPS && groups.iter().flatten().all(|code| is_code(code));
    groups.into_iter().nth(group).filter(|_| whole)
}

/// Whether a product's classification code is five groups of codes.
pub(super) fn is_classified(product: &Product) -> bool {
    codes(product, EFFICACY).is_some()
}

/// The codes of one group that stand in a list.
fn listed<'a>(product: &'a Product, group: usize, list: &[String]) -> Vec<&'a str> {
    let codes = codes(product, group).unwrap_or_default();
    codes.into_iter().filter(|code| list.iter().any(|listed| listed == code)).collect()
}

const MEND: (MendAction, &str, &str) = (
    MendAction::ChooseOtherRecipe,
    "该类产品不在试点范围：请选用其他配方；若分类有误，请总部更正产品资料",
    "such a product is outside the pilot: choose another recipe, or let headquarters correct the catalogue",
);

/// 国家药监局 2025 年第 58 号 附件第二条; 上海细则 第二条: 不含儿童化妆品.
pub(crate) fn child(facts: &Facts, limits: &Limits, _: Gate) -> Judgement {
    let list = limits.words(Limit::ChildPopulationCodes)?;
    let mut tally = Tally::default();
    for (index, component) in facts.components.iter().enumerate() {
        let product = &component.product;
        let (name, code) = (&product.name, &product.classification);
        let found = listed(product, POPULATION, list);
        if product.exclusions.contains(&Exclusion::Child) {
            let path = format!("components[{index}].product.exclusions");
            tally.stop(path, format!("{name} 为儿童化妆品"), format!("{name} is a child cosmetic"));
        } else if !found.is_empty() {
            tally.stop(
                format!("components[{index}].product.classification"),
                format!("{name} 分类编码 {code} 的使用人群 {} 为婴幼儿或儿童", found.join("/")),
                format!("{name}: population {} of {code} is for children", found.join("/")),
            );
        } else {
            let path = format!("components[{index}].product.classification");
            tally.pass(path, format!("{name} 非儿童化妆品"), format!("{name} is no child cosmetic"));
        }
    }
    Ok(tally.ruling(MEND.0, MEND.1, MEND.2))
}

pub(crate) const CHILD: &[Example] = &[
    Example::new("普通人群 03", Outcome::Pass, |_| ()).beside("population"),
    Example::new("儿童 02", Outcome::Stop, |facts| classify(facts, "09-05-02-01-01")).beside("population"),
    Example::new("婴幼儿 01 与普通人群 03 并列", Outcome::Stop, |facts| {
        classify(facts, "09-05-01/03-01-01")
    }),
    Example::new("资料标为儿童化妆品", Outcome::Stop, |facts| exclude(facts, Exclusion::Child)),
];

/// 国家药监局 2025 年第 58 号 附件第二条; 上海细则 第二条: 不含眼部护肤类. The code names the site only: it cannot tell
/// eye care from eye make-up, so that it warns and the catalogue's word stops.
pub(crate) fn eye(facts: &Facts, limits: &Limits, _: Gate) -> Judgement {
    let list = limits.words(Limit::EyeSiteCodes)?;
    let mut tally = Tally::default();
    for (index, component) in facts.components.iter().enumerate() {
        let product = &component.product;
        let (name, code) = (&product.name, &product.classification);
        let path = format!("components[{index}].product");
        if product.exclusions.contains(&Exclusion::EyeCare) {
            let path = format!("{path}.exclusions");
            tally.stop(path, format!("{name} 为眼部护肤类"), format!("{name} is eye care"));
        } else if !listed(product, SITE, list).is_empty() {
            tally.warn(
                format!("{path}.classification"),
                format!("{name} 分类编码 {code} 含眼部：请核对是否眼部护肤类"),
                format!("{name}: {code} names the eye area, check whether it is eye care"),
            );
        } else {
            let path = format!("{path}.classification");
            tally.pass(path, format!("{name} 非眼部护肤类"), format!("{name} is no eye care"));
        }
    }
    Ok(tally.ruling(MEND.0, MEND.1, MEND.2))
}

pub(crate) const EYE: &[Example] = &[
    Example::new("面部 05", Outcome::Pass, |_| ()).beside("site"),
    Example::new("部位含眼部 06", Outcome::Warn, |facts| classify(facts, "09-05/06-03-01-01")).beside("site"),
    Example::new("资料标为眼部护肤类", Outcome::Stop, |facts| exclude(facts, Exclusion::EyeCare)),
];

/// 国家药监局 2025 年第 58 号 第一条 with 化妆品监督管理条例 第十六条: no special function, also none that is newly claimed.
pub(crate) fn special(facts: &Facts, limits: &Limits, _: Gate) -> Judgement {
    let list = limits.words(Limit::SpecialEfficacyCodes)?;
    let mut tally = Tally::default();
    for (index, component) in facts.components.iter().enumerate() {
        let product = &component.product;
        let (name, code) = (&product.name, &product.classification);
        let path = format!("components[{index}].product.classification");
        let efficacy = codes(product, EFFICACY);
        let new = |code: &&str| code.starts_with(|letter: char| letter.is_ascii_alphabetic());
        if product.exclusions.contains(&Exclusion::SpecialFunction) {
            tally.stop(
                format!("components[{index}].product.exclusions"),
                format!("{name} 具有特殊化妆品功效"),
                format!("{name} has a special-cosmetic function"),
            );
        } else if let Some(letters) = efficacy.iter().flatten().copied().find(new) {
            tally.stop(
                path,
                format!("{name} 分类编码 {code} 的功效 {letters} 为新功效"),
                format!("{name}: efficacy {letters} of {code} is a new one"),
            );
        } else if !listed(product, EFFICACY, list).is_empty() {
            let found = listed(product, EFFICACY, list).join("/");
            tally.stop(
                path,
                format!("{name} 分类编码 {code} 的功效 {found} 属于特殊化妆品"),
                format!("{name}: efficacy {found} of {code} is that of a special cosmetic"),
            );
        } else if efficacy.is_none() {
            // What is not known stops: none of the five groups can be read, and so neither child, nor eye, nor function.
            tally.stop(
                path,
                format!("{name} 的分类编码「{code}」不是「功效-部位-人群-剂型-方法」五组，不知道属于哪一类"),
                format!("{name}: classification code “{code}” is not five groups, its class is not known"),
            );
        } else {
            tally.pass(path, format!("{name} 无特殊功效"), format!("{name} has no special function"));
        }
    }
    Ok(tally.ruling(MEND.0, MEND.1, MEND.2))
}

pub(crate) const SPECIAL: &[Example] = &[
    Example::new("功效 06 以后为普通", Outcome::Pass, |facts| classify(facts, "06-05-03-01-01"))
        .beside("efficacy"),
    Example::new("功效 05 防脱发", Outcome::Stop, |facts| classify(facts, "05-01-03-01-01"))
        .beside("efficacy"),
    Example::new("多项功效中含 04 防晒", Outcome::Stop, |facts| classify(facts, "09/04-05-03-01-01")),
    Example::new("字母为新功效", Outcome::Stop, |facts| classify(facts, "A-05-03-01-01")),
    Example::new("编码不全", Outcome::Stop, |facts| classify(facts, "09-05-03")),
    Example::new("编码空着", Outcome::Stop, |facts| classify(facts, "")),
    Example::new("编码不是编码", Outcome::Stop, |facts| classify(facts, "无-无-无-无-无")),
    Example::new("资料标为特殊功效", Outcome::Stop, |facts| {
        exclude(facts, Exclusion::SpecialFunction)
    }),
];

/// 国家药监局 2025 年第 58 号 附件第二条; 上海细则 第二条: 不含使用新原料的化妆品.
pub(crate) fn new_ingredient(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let mut tally = Tally::default();
    for (index, component) in facts.components.iter().enumerate() {
        let name = &component.product.name;
        let uses = component.product.exclusions.contains(&Exclusion::NewIngredient);
        let not = if uses { "" } else { "未" };
        tally.test(
            !uses,
            format!("components[{index}].product.exclusions"),
            format!("{name} {not}使用新原料"),
            format!("{name} uses a new ingredient: {uses}"),
        );
    }
    Ok(tally.ruling(MEND.0, MEND.1, MEND.2))
}

pub(crate) const NEW_INGREDIENT: &[Example] = &[
    Example::new("无新原料", Outcome::Pass, |_| ()),
    Example::new("一种组分使用新原料", Outcome::Stop, |facts| {
        exclude(facts, Exclusion::NewIngredient)
    }),
];

fn classify(facts: &mut Facts, code: &str) {
    if let Some(component) = facts.components.last_mut() {
        code.clone_into(&mut component.product.classification);
    }
}

fn exclude(facts: &mut Facts, exclusion: Exclusion) {
    if let Some(component) = facts.components.last_mut() {
        component.product.exclusions.push(exclusion);
    }
}
