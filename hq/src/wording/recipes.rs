//! Recipes in words: all that a counter works by, so that who signs has read it.

use domain::period::Period;
use domain::recipe::Recipe;
use sync::down::recipes::Put;
use words::Worded;

/// A list in both languages.
fn both<T>(items: &[T], shown: impl Fn(&T) -> (String, String)) -> (String, String) {
    let (zh, en): (Vec<String>, Vec<String>) = items.iter().map(shown).unzip();
    let or_none = |said: Vec<String>, comma: &str, none: &str| {
        if said.is_empty() { none.to_owned() } else { said.join(comma) }
    };
    (or_none(zh, "、", "无"), or_none(en, ", ", "none"))
}

fn worded(code: &impl Worded) -> (String, String) {
    (code.zh().to_owned(), code.en().to_owned())
}

fn figured(code: &impl Worded, figure: impl std::fmt::Display) -> (String, String) {
    (format!("{} {figure}", code.zh()), format!("{} {figure}", code.en()))
}

fn same(text: impl std::fmt::Display) -> (String, String) {
    (text.to_string(), text.to_string())
}

/// Adds the lines of each recipe: a line in Chinese, then the same in English.
pub(super) fn lines(lines: &mut Vec<String>, put: &Put) {
    for recipe in &put.recipes {
        let (zh, en) = worded(&recipe.service);
        lines.push(format!("配方 {} 第 {} 版「{}」· {zh}", recipe.id, recipe.version, recipe.name));
        lines.push(format!("recipe {} version {} “{}” · {en}", recipe.id, recipe.version, recipe.name));
        let mut say = |zh: &str, en: &str, (said, said_en): (String, String)| {
            lines.push(format!("　{zh}：{said}"));
            lines.push(format!("  {en}: {said_en}"));
        };
        say("组分", "made of", components(recipe, put));
        say(
            "期限",
            "keeps",
            match recipe.keeps {
                Period::Days(count) => (format!("{count} 天"), format!("{count} days")),
                Period::Months(count) => (format!("{count} 个月"), format!("{count} months")),
            },
        );
        say("规格与价格", "sizes", both(&recipe.sizes, |(size, price)| same(format!("{size} {price}"))));
        say("用法", "use", same(&recipe.usage));
        say("提示", "hints", both(&recipe.hints, |hint| same(hint.as_str())));
        say("安全评估", "assessment", same(recipe.assessment.as_ref().map_or("—", |one| one.as_str())));
        let (warm, damp) = (recipe.climate.temperature, recipe.climate.humidity);
        let tenths = |low: i32, high: i32| {
            format!("{}.{}–{}.{}", low / 10, (low % 10).abs(), high / 10, (high % 10).abs())
        };
        let warm = tenths(warm.0.into(), warm.1.into());
        let damp = tenths(damp.0.into(), damp.1.into());
        say("温湿度", "climate", same(format!("{warm} ℃ · {damp} %")));
        let (purpose, against) = (&recipe.purpose, &recipe.against);
        say("适用指标", "for metrics", both(&purpose.metrics, |(metric, weight)| figured(metric, weight)));
        say(
            "适用需求",
            "for concerns",
            both(&purpose.concerns, |(concern, weight)| figured(concern, weight)),
        );
        say("适用肤质", "for skin types", both(&purpose.skin_types, worded));
        let below = |(metric, least): &(domain::skin::Metric, u8)| figured(metric, format!("< {least}"));
        say("指标过低不用", "not where", both(&against.metric_below, below));
        say("不适用肤质", "not for", both(&against.skin_types, worded));
        let age = against
            .under_age
            .map_or_else(|| same("—"), |age| (format!("{age} 岁以下"), format!("under {age}")));
        say("不适用年龄", "not under", age);
        let pregnancy = if against.pregnancy { ("不用", "no") } else { ("可用", "yes") };
        say("孕期哺乳期", "in pregnancy", (pregnancy.0.to_owned(), pregnancy.1.to_owned()));
    }
}

/// What a recipe is made of, each product with its filing number, share and tolerance.
fn components(recipe: &Recipe, put: &Put) -> (String, String) {
    both(&recipe.components, |part| {
        let (filing, name) = put.made_of.get(&part.product).map_or_else(
            || (String::new(), part.product.to_string()),
            |(filing, name)| (filing.to_string(), name.clone()),
        );
        let (parts, least) = (part.tolerance.parts, part.tolerance.at_least);
        same(format!("{name}（{filing}）{} ±{}.{:02}% ≥{least}", part.share, parts / 100, parts % 100))
    })
}
