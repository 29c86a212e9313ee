//! What a row would change of what the store has: column by column, the old beside the new, and whether it weakens what protects a
//! person. It refuses to change anything, and to say whether a weakening is right: a person answers that.

use domain::period::Period;
use domain::recipe::{Component, Recipe, RecipeDraft};
use domain::stock::{Ingredient, Product};
use serde::Serialize;
use ts_rs::TS;

use super::taken::{self, Taken};

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

/// The columns that differ, each with whether its change weakens.
fn differing(old: Vec<Taken>, new: Vec<Taken>, weakens: impl Fn(&str) -> bool) -> Vec<Change> {
    let both = old.into_iter().zip(new).filter(|(old, new)| old.value != new.value);
    both.map(|(old, new)| Change {
        column: new.column.to_owned(),
        old: old.value,
        new: new.value,
        weakens: weakens(new.column),
    })
    .collect()
}

/// Whether anything of the old list is missing in the new one.
fn loses<T: PartialEq>(old: &[T], new: &[T]) -> bool {
    old.iter().any(|one| !new.contains(one))
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
    let keys = |product: &Product, name: fn(&Ingredient) -> &str| -> Vec<String> {
        let keys = product.ingredients.iter().map(|one| domain::clean::name_key(name(one)));
        keys.filter(|key| !key.is_empty()).collect()
    };
    let leaves = |name| loses(&keys(old, name), &keys(new, name));
    differing(taken::of_product(old), taken::of_product(new), |column| match column {
        "备案编号" => !old.filing.may_be_blended() && new.filing.may_be_blended(),
        // What a code excludes is known by the rulebook alone: another code is always looked at.
        "分类编码" => true,
        "不适用情形" => loses(&old.exclusions, &new.exclusions),
        "备案有效" => new.active,
        "蜡基" => old.wax,
        // Whose filing it is decides whether the enterprise may blend from it.
        "备案人" => true,
        "开封后期限" => days(new.after_opening) > days(old.after_opening),
        "警示语" => loses(&old.warnings, &new.warnings),
        "全成分" => leaves(|one| &one.chinese) || leaves(|one| &one.inci),
        _ => false,
    })
}

/// What a table would change of a recipe, its version aside.
pub(super) fn of_recipe(old: &Recipe, new: &Recipe) -> Vec<Change> {
    let (before, after) = (&old.against, &new.against);
    let (was, is) = (&old.climate, &new.climate);
    let wider = |one: &Component| {
        let known = old.components.iter().find(|other| other.product == one.product);
        known.is_some_and(|known| {
            one.tolerance.parts > known.tolerance.parts || one.tolerance.at_least > known.tolerance.at_least
        })
    };
    differing(taken::of_recipe(old), taken::of_recipe(new), |column| match column {
        // What is in it, and as what it is served, decide what it is safe for and by which permission: always looked at.
        "份额" | "服务类型" => true,
        "允许偏差" => new.components.iter().any(wider),
        "保存期限" => days(new.keeps) > days(old.keeps),
        "提示" => loses(&old.hints, &new.hints),
        "安全评估" => old.assessment.is_some(),
        "已批准" => new.approved,
        "温度" => is.temperature.0 < was.temperature.0 || is.temperature.1 > was.temperature.1,
        "湿度" => is.humidity.0 < was.humidity.0 || is.humidity.1 > was.humidity.1,
        "最低年龄" => before.under_age.is_some_and(|age| after.under_age.is_none_or(|now| now < age)),
        "孕哺禁用" => before.pregnancy,
        "禁用指标" => before.metric_below.iter().any(|(metric, score)| {
            after.metric_below.iter().all(|(other, least)| other != metric || least < score)
        }),
        "禁用肤质" => loses(&before.skin_types, &after.skin_types),
        _ => false,
    })
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
