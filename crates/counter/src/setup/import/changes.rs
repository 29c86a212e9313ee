//! What a row would change of what the store has: column by column, the old beside the new, and whether it weakens what protects a
//! person. It refuses to change anything, and to say whether a weakening is right: a person answers that.

use domain::need::Concern;
use domain::period::Period;
use domain::recipe::{Recipe, RecipeDraft};
use domain::skin::{Metric, SkinType};
use domain::stock::{Ingredient, Product};
use serde::Serialize;
use ts_rs::TS;
use words::Worded as _;

/// One column of a row that would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ColumnChange")]
pub struct Change {
    /// The column.
    pub column: String,
    /// What the store has; empty where it has nothing.
    pub old: String,
    /// What the table says; empty where it takes away what the store has.
    pub new: String,
    /// Whether something that stops or warns would no longer do so.
    pub weakens: bool,
}

/// A column with what stands in it, before and after, and whether the change weakens.
fn change(column: &str, (old, new): (String, String), weakens: bool) -> Option<Change> {
    (old != new).then(|| Change { column: column.to_owned(), old, new, weakens })
}

fn yes(yes: bool) -> String {
    if yes { "是" } else { "否" }.to_owned()
}

fn joined<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    items.iter().map(show).collect::<Vec<_>>().join("；")
}

/// Whether anything of the old list is missing in the new one.
fn loses<T: PartialEq>(old: &[T], new: &[T]) -> bool {
    old.iter().any(|one| !new.contains(one))
}

fn period(period: Period) -> String {
    match period {
        Period::Days(days) => format!("{days}天"),
        Period::Months(months) => format!("{months}个月"),
    }
}

/// A period in days, as long as it can be at most.
fn days(period: Period) -> u32 {
    match period {
        Period::Days(days) => days.into(),
        Period::Months(months) => u32::from(months) * 31,
    }
}

/// What a table would change of a product.
pub(super) fn of_product(old: &Product, new: &Product) -> Vec<Change> {
    let both = |read: fn(&Product) -> String| (read(old), read(new));
    let names = |list: &[Ingredient]| {
        list.iter().map(|one| domain::clean::name_key(&one.chinese)).collect::<Vec<_>>()
    };
    let listed = |product: &Product| {
        joined(&product.ingredients, |one| {
            let inci = if one.inci.is_empty() { String::new() } else { format!("（{}）", one.inci) };
            format!("{}{inci}{}", one.chinese, if one.trace { "·微量" } else { "" })
        })
    };
    let contents = |product: &Product| {
        let known =
            product.ingredients.iter().filter_map(|one| Some(format!("{}={}", one.chinese, one.content?)));
        known.collect::<Vec<_>>().join("；")
    };
    let inci = |list: &[Ingredient]| -> Vec<String> {
        list.iter().map(|one| domain::clean::name_key(&one.inci)).filter(|key| !key.is_empty()).collect()
    };
    let leaving = loses(&names(&old.ingredients), &names(&new.ingredients))
        || loses(&inci(&old.ingredients), &inci(&new.ingredients));
    let excluded = |product: &Product| joined(&product.exclusions, |one| one.zh().to_owned());
    let licence = |product: &Product| {
        product.licence.as_ref().map(|licence| licence.as_str().to_owned()).unwrap_or_default()
    };
    let blends = !old.filing.may_be_blended() && new.filing.may_be_blended();
    let changes = [
        change("产品名称", both(|one| one.name.clone()), false),
        change("备案编号", both(|one| one.filing.to_string()), blends),
        change("备案人", both(|one| one.filer.clone()), false),
        change("生产企业", both(|one| one.maker.clone()), false),
        change("生产许可证编号", (licence(old), licence(new)), false),
        change("执行标准", both(|one| one.standard.clone()), false),
        // What a code excludes is known by the rulebook alone: another code is always looked at.
        change("分类编码", both(|one| one.classification.clone()), true),
        change("不适用情形", (excluded(old), excluded(new)), loses(&old.exclusions, &new.exclusions)),
        change("备案有效", both(|one| yes(one.active)), new.active),
        change("蜡基", both(|one| yes(one.wax)), old.wax),
        change(
            "开封后期限",
            both(|one| period(one.after_opening)),
            days(new.after_opening) > days(old.after_opening),
        ),
        change("警示语", both(|one| one.warnings.join("｜")), loses(&old.warnings, &new.warnings)),
        change("使用方法", both(|one| one.usage.clone()), false),
        change("全成分", (listed(old), listed(new)), leaving),
        change("成分含量", (contents(old), contents(new)), false),
    ];
    changes.into_iter().flatten().collect()
}

fn tenths(low: i32, high: i32) -> String {
    format!("{}.{}-{}.{}", low / 10, (low % 10).abs(), high / 10, (high % 10).abs())
}

/// What a table would change of a recipe, its version aside.
pub(super) fn of_recipe(old: &Recipe, new: &Recipe) -> Vec<Change> {
    let both = |read: fn(&RecipeDraft) -> String| (read(old), read(new));
    let metric = |(metric, number): &(Metric, u8)| format!("{}<{number}", metric.zh());
    let kinds = |list: &[SkinType]| joined(list, |kind| kind.zh().to_owned());
    let weight = |(concern, weight): &(Concern, u16)| format!("{}={weight}", concern.zh());
    let measured = |(metric, weight): &(Metric, u16)| format!("{}={weight}", metric.zh());
    let (before, after) = (&old.against, &new.against);
    let years = |age: Option<u8>| age.map(|age| age.to_string()).unwrap_or_default();
    let below = |list: &[(Metric, u8)]| joined(list, metric);
    let lowered = before.metric_below.iter().any(|(metric, score)| {
        after.metric_below.iter().all(|(other, least)| other != metric || least < score)
    });
    let parts =
        |recipe: &RecipeDraft| joined(&recipe.components, |one| format!("{} {}", one.product, one.share));
    let allowed = |recipe: &RecipeDraft| {
        joined(&recipe.components, |one| {
            let (parts, least) = (one.tolerance.parts, one.tolerance.at_least);
            format!("{} {}.{:02}% {least}", one.product, parts / 100, parts % 100)
        })
    };
    let wider = new.components.iter().any(|one| {
        let known = old.components.iter().find(|other| other.product == one.product);
        known.is_some_and(|known| {
            one.tolerance.parts > known.tolerance.parts || one.tolerance.at_least > known.tolerance.at_least
        })
    });
    let (was, is) = (&old.climate, &new.climate);
    let warmer = is.temperature.0 < was.temperature.0 || is.temperature.1 > was.temperature.1;
    let damper = is.humidity.0 < was.humidity.0 || is.humidity.1 > was.humidity.1;
    let assessed =
        |recipe: &RecipeDraft| recipe.assessment.as_ref().map(ToString::to_string).unwrap_or_default();
    let changes = [
        change("配方名称", both(|one| one.name.clone()), false),
        change("服务类型", both(|one| one.service.zh().to_owned()), false),
        // What is in it decides what it is safe for: another composition is always looked at.
        change("份额", (parts(old), parts(new)), true),
        change("允许偏差", (allowed(old), allowed(new)), wider),
        change("保存期限", both(|one| period(one.keeps)), days(new.keeps) > days(old.keeps)),
        change("规格与价格", both(|one| joined(&one.sizes, |(size, fen)| format!("{size}={fen}"))), false),
        change("使用方法", both(|one| one.usage.clone()), false),
        change("提示", both(|one| one.hints.join("｜")), loses(&old.hints, &new.hints)),
        change("安全评估", (assessed(old), assessed(new)), old.assessment.is_some()),
        change("已批准", both(|one| yes(one.approved)), new.approved),
        change(
            "温度",
            (
                tenths(was.temperature.0.into(), was.temperature.1.into()),
                tenths(is.temperature.0.into(), is.temperature.1.into()),
            ),
            warmer,
        ),
        change(
            "湿度",
            (
                tenths(was.humidity.0.into(), was.humidity.1.into()),
                tenths(is.humidity.0.into(), is.humidity.1.into()),
            ),
            damper,
        ),
        change(
            "适用指标",
            (joined(&old.purpose.metrics, measured), joined(&new.purpose.metrics, measured)),
            false,
        ),
        change(
            "适用需求",
            (joined(&old.purpose.concerns, weight), joined(&new.purpose.concerns, weight)),
            false,
        ),
        change("适用肤质", (kinds(&old.purpose.skin_types), kinds(&new.purpose.skin_types)), false),
        change(
            "最低年龄",
            (years(before.under_age), years(after.under_age)),
            before.under_age.is_some_and(|age| after.under_age.is_none_or(|now| now < age)),
        ),
        change("孕哺禁用", (yes(before.pregnancy), yes(after.pregnancy)), before.pregnancy),
        change("禁用指标", (below(&before.metric_below), below(&after.metric_below)), lowered),
        change(
            "禁用肤质",
            (kinds(&before.skin_types), kinds(&after.skin_types)),
            loses(&before.skin_types, &after.skin_types),
        ),
    ];
    changes.into_iter().flatten().collect()
}

/// What a table says nothing of stays as the store has it: a column that is not there changes nothing.
pub(super) fn kept_of_product(product: &mut Product, before: &Product, absent: &[&str]) {
    for column in absent {
        match *column {
            "生产许可证编号" => product.licence.clone_from(&before.licence),
            "不适用情形" => product.exclusions.clone_from(&before.exclusions),
            "备案有效" => product.active = before.active,
            "蜡基" => product.wax = before.wax,
            "警示语" => product.warnings.clone_from(&before.warnings),
            "成分含量" => {
                let bare = |list: &[Ingredient]| -> Vec<Ingredient> {
                    list.iter().map(|one| Ingredient { content: None, ..one.clone() }).collect()
                };
                // Contents belong to the list that they were said of.
                if bare(&product.ingredients) == bare(&before.ingredients) {
                    product.ingredients.clone_from(&before.ingredients);
                }
            }
            _ => {}
        }
    }
}

/// The same of a recipe.
pub(super) fn kept_of_recipe(recipe: &mut RecipeDraft, before: &Recipe, absent: &[&str]) {
    for column in absent {
        match *column {
            "允许偏差" | "最小偏差" => {
                for one in &mut recipe.components {
                    let known = before.components.iter().find(|other| other.product == one.product);
                    let Some(known) = known else { continue };
                    if *column == "允许偏差" {
                        one.tolerance.parts = known.tolerance.parts;
                    } else {
                        one.tolerance.at_least = known.tolerance.at_least;
                    }
                }
            }
            "提示" => recipe.hints.clone_from(&before.hints),
            "安全评估" => recipe.assessment.clone_from(&before.assessment),
            "已批准" => recipe.approved = before.approved,
            "温度" => recipe.climate.temperature = before.climate.temperature,
            "湿度" => recipe.climate.humidity = before.climate.humidity,
            "适用指标" => recipe.purpose.metrics.clone_from(&before.purpose.metrics),
            "适用需求" => recipe.purpose.concerns.clone_from(&before.purpose.concerns),
            "适用肤质" => recipe.purpose.skin_types.clone_from(&before.purpose.skin_types),
            "最低年龄" => recipe.against.under_age = before.against.under_age,
            "孕哺禁用" => recipe.against.pregnancy = before.against.pregnancy,
            "禁用指标" => recipe.against.metric_below.clone_from(&before.against.metric_below),
            "禁用肤质" => recipe.against.skin_types.clone_from(&before.against.skin_types),
            _ => {}
        }
    }
}
