//! What is taken of a row, column by column, in the words of a table: shown before it is taken, and held against what the store has.
//! It refuses to leave a column out: what a record holds stands here.

use domain::need::Concern;
use domain::period::Period;
use domain::recipe::RecipeDraft;
use domain::skin::{Metric, SkinType};
use domain::stock::{Ingredient, Lot, Product};
use serde::Serialize;
use ts_rs::TS;
use words::Worded as _;

use super::{Item, values};

/// One column of what is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Taken {
    /// The column.
    pub column: &'static str,
    /// What is taken of it; empty where that is nothing.
    pub value: String,
}

fn taken(column: &'static str, value: impl Into<String>) -> Taken {
    Taken { column, value: value.into() }
}

/// All that is taken of a row.
pub(super) fn of(item: &Item) -> Vec<Taken> {
    match item {
        Item::Product(product) => of_product(product),
        Item::Recipe(recipe, _) => of_recipe(recipe),
        Item::Lot(lot) => of_lot(lot),
    }
}

fn yes(yes: bool) -> &'static str {
    if yes { "是" } else { "否" }
}

/// What keeps somebody from a recipe, or that nothing does, as a table says it.
fn or_none(said: String) -> String {
    if said.is_empty() { values::NONE.to_owned() } else { said }
}

fn joined<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    items.iter().map(show).collect::<Vec<_>>().join("；")
}

fn period(period: Period) -> String {
    match period {
        Period::Days(days) => format!("{days}天"),
        Period::Months(months) => format!("{months}个月"),
    }
}

/// What a table says of a product.
pub(super) fn of_product(product: &Product) -> Vec<Taken> {
    let listed = |one: &Ingredient| {
        let inci = if one.inci.is_empty() { String::new() } else { format!("（{}）", one.inci) };
        format!("{}{inci}{}", one.chinese, if one.trace { "·微量" } else { "" })
    };
    let contents: Vec<String> = product
        .ingredients
        .iter()
        .filter_map(|one| Some(format!("{}={}", one.chinese, one.content?)))
        .collect();
    vec![
        taken("产品名称", &product.name),
        taken("备案编号", product.filing.to_string()),
        taken("备案人", &product.filer),
        taken("生产企业", &product.maker),
        taken("生产许可证编号", product.licence.as_ref().map(|licence| licence.as_str()).unwrap_or_default()),
        taken("执行标准", &product.standard),
        taken("分类编码", &product.classification),
        taken("不适用情形", joined(&product.exclusions, |one| one.zh().to_owned())),
        taken("备案有效", yes(product.active)),
        taken("蜡基", yes(product.wax)),
        taken("开封后期限", period(product.after_opening)),
        taken("警示语", product.warnings.join("｜")),
        taken("使用方法", &product.usage),
        taken("全成分", joined(&product.ingredients, listed)),
        taken("成分含量", contents.join("；")),
    ]
}

fn tenths(low: i32, high: i32) -> String {
    format!("{}.{}-{}.{}", low / 10, (low % 10).abs(), high / 10, (high % 10).abs())
}

/// What a table says of a recipe, its version aside.
pub(super) fn of_recipe(recipe: &RecipeDraft) -> Vec<Taken> {
    let kinds = |list: &[SkinType]| joined(list, |kind| kind.zh().to_owned());
    let weight = |(concern, weight): &(Concern, u16)| format!("{}={weight}", concern.zh());
    let measured = |(metric, weight): &(Metric, u16)| format!("{}={weight}", metric.zh());
    let below = |(metric, number): &(Metric, u8)| format!("{}<{number}", metric.zh());
    let (against, climate) = (&recipe.against, &recipe.climate);
    let (temperature, humidity) = (climate.temperature, climate.humidity);
    vec![
        taken("配方名称", &recipe.name),
        taken("服务类型", recipe.service.zh()),
        taken("份额", joined(&recipe.components, |one| format!("{} {}", one.product, one.share))),
        taken(
            "允许偏差",
            joined(&recipe.components, |one| {
                let (parts, least) = (one.tolerance.parts, one.tolerance.at_least);
                format!("{} {}.{:02}% {least}", one.product, parts / 100, parts % 100)
            }),
        ),
        taken("保存期限", period(recipe.keeps)),
        taken("规格与价格", joined(&recipe.sizes, |(size, fen)| format!("{size}={fen}"))),
        taken("使用方法", &recipe.usage),
        taken("提示", recipe.hints.join("｜")),
        taken("安全评估", recipe.assessment.as_ref().map(ToString::to_string).unwrap_or_default()),
        taken("已批准", yes(recipe.approved)),
        taken("温度", tenths(temperature.0.into(), temperature.1.into())),
        taken("湿度", tenths(humidity.0.into(), humidity.1.into())),
        taken("适用指标", joined(&recipe.purpose.metrics, measured)),
        taken("适用需求", joined(&recipe.purpose.concerns, weight)),
        taken("适用肤质", kinds(&recipe.purpose.skin_types)),
        taken("最低年龄", or_none(against.under_age.map(|age| age.to_string()).unwrap_or_default())),
        taken("孕哺禁用", yes(against.pregnancy)),
        taken("禁用指标", or_none(joined(&against.metric_below, below))),
        taken("禁用肤质", or_none(kinds(&against.skin_types))),
    ]
}

/// What a table says of a lot.
fn of_lot(lot: &Lot) -> Vec<Taken> {
    vec![
        taken("产品编号", lot.product.as_str()),
        taken("生产批号", &lot.number),
        taken("限期使用日期", lot.expires_on.to_string()),
        taken("购进日期", lot.received_on.to_string()),
        taken("供货者", &lot.supplier),
        taken("随货单据", joined(&lot.documents, ToString::to_string)),
        taken("每件净含量", lot.unit_net.to_string()),
        taken("数量", lot.units.to_string()),
        taken("分区", lot.zone.zh()),
        taken("已验收", yes(lot.accepted)),
        taken("已召回", yes(lot.recalled)),
    ]
}
