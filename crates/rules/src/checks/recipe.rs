//! The recipe: approved, assessed for safety, and honest in what it says (山东指南 第十九、二十条; 个性化服务指南 4.3).

use domain::stock::name_key;

use super::{Judgement, Tally};
use crate::check::Example;
use crate::facts::Facts;
use crate::finding::{Gate, Outcome};
use crate::rulebook::{Limit, Limits};

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
        "choose_other_recipe",
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
        "choose_other_recipe",
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

/// 化妆品监督管理条例 第三十七条, through 山东指南 第十九条 and 个性化服务指南 4.3: the name, the hints and the usage neither
/// claim medicine nor a special function, nor promise the absolute.
///
/// Context decides: in hints and usage the rulebook's harmless phrases (最后、注意防晒、如发生发红) are set aside before the
/// words are looked for. A name is read as it stands.
pub(crate) fn claims(facts: &Facts, limits: &Limits, _: Gate) -> Judgement {
    let lists = [
        ("医疗用语", "medical", keyed(limits.words(Limit::MedicalWords)?)),
        ("特殊化妆品功效用语", "special-function", keyed(limits.words(Limit::SpecialWords)?)),
        ("绝对化用语", "absolute", keyed(limits.words(Limit::AbsoluteWords)?)),
    ];
    let harmless =
        limits.words(Limit::HarmlessPhrases)?.iter().map(|phrase| phrase.to_lowercase()).collect::<Vec<_>>();
    let recipe = &facts.recipe;
    let mut texts = vec![("recipe.name".to_owned(), name_key(&recipe.name), recipe.name.as_str())];
    let hints = recipe.hints.iter().enumerate();
    let free = hints.map(|(index, hint)| (format!("recipe.hints[{index}]"), hint));
    for (path, text) in free.chain([("recipe.usage".to_owned(), &recipe.usage)]) {
        texts.push((path, without(text.to_lowercase(), &harmless), text));
    }
    let mut tally = Tally::default();
    for (path, read, text) in texts {
        let mut clean = true;
        for (zh, en, words) in &lists {
            for (word, _) in words.iter().filter(|(_, key)| read.contains(key.as_str())) {
                clean = false;
                tally.stop(
                    path.clone(),
                    format!("「{text}」含{zh}「{word}」"),
                    format!("{text:?} has the {en} word {word}"),
                );
            }
        }
        if clean {
            tally.pass(path, format!("「{text}」无禁用语"), format!("{text:?} has no forbidden word"));
        }
    }
    Ok(tally.ruling(
        "reword_recipe",
        "请总部修改该文字后发布新版配方；此前请选用其他配方",
        "headquarters must reword it in a new version; until then choose another recipe",
    ))
}

/// Each word in small letters with the key by which it is looked for: made once, not for every text.
fn keyed(words: &[String]) -> Vec<(String, String)> {
    words.iter().map(|word| (word.to_lowercase(), name_key(word))).collect()
}

/// `text` with each harmless phrase replaced by a mark that no word contains.
fn without(text: String, harmless: &[String]) -> String {
    harmless.iter().fold(text, |text, phrase| {
        if text.contains(phrase.as_str()) { text.replace(phrase.as_str(), "\u{1}") } else { text }
    })
}

pub(crate) const CLAIMS: &[Example] = &[
    Example::new("如发生发红：不是生发", Outcome::Pass, |facts| hint(facts, "如发生发红请停用"))
        .beside("context"),
    Example::new("生发", Outcome::Stop, |facts| hint(facts, "有助生发")).beside("context"),
    Example::new("最后一步、最多两次：不是绝对化", Outcome::Pass, |facts| {
        hint(facts, "作为护肤最后一步，每日最多两次，最长使用三个月");
    })
    .beside("context"),
    Example::new("最有效", Outcome::Stop, |facts| hint(facts, "最有效的保湿")).beside("context"),
    Example::new("注意防晒是劝告", Outcome::Pass, |facts| hint(facts, "白天请注意防晒")).beside("context"),
    Example::new("防晒功效", Outcome::Stop, |facts| hint(facts, "兼具防晒")).beside("context"),
    Example::new("SPF 不分大小写", Outcome::Stop, |facts| hint(facts, "约 Spf15")),
    Example::new("名称含医疗用语", Outcome::Stop, |facts| facts.recipe.name = "演示消炎乳".to_owned()),
    Example::new("名称不适用例外", Outcome::Stop, |facts| {
        facts.recipe.name = "演示最后一步乳".to_owned()
    }),
    Example::new("用法含特殊功效", Outcome::Stop, |facts| {
        facts.recipe.usage = "涂抹以美白".to_owned()
    }),
];

fn hint(facts: &mut Facts, text: &str) {
    facts.recipe.hints = vec![text.to_owned()];
}
