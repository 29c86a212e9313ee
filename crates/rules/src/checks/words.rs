//! What people wrote that a label or a leaflet prints: no medicine, no special function, no promise of the absolute
//! (条例 第三十七条; 标签管理办法 第十九条; 个性化服务指南 4.3).
//!
//! Not asked: names that a filing or the register of enterprises fixed, for the law wants them printed as they are
//! (条例 第三十六条). What a filing promises beyond ordinary cosmetics, its classification tells (`components`).

use words::Worded as _;

use super::{Judgement, Tally};
use crate::check::Example;
use crate::claims::Reading;
use crate::facts::Facts;
use crate::finding::{Gate, Outcome};
use crate::mend::MendAction;
use crate::rulebook::Limits;

/// Who can change a text, in the order in which a mend is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hand {
    Recipe,
    Product,
    Template,
    Store,
}

struct Text<'a> {
    hand: Hand,
    path: String,
    /// Whose text it is, in Chinese and English.
    of: (String, String),
    text: &'a str,
    reading: Reading,
}

/// Every free text on paper: a recipe's name, hints and usage, the warnings of its products, the template's guide words, and the
/// store's name and address. A store cannot change its registered name between two customers, so that warns where all else stops.
pub(crate) fn claims(facts: &Facts, limits: &Limits, _: Gate) -> Judgement {
    let lexicon = limits.lexicon()?;
    let mut tally = Tally::default();
    let mut wrong: Option<Hand> = None;
    for Text { hand, path, of: (zh, en), text, reading } in texts(facts) {
        let found = lexicon.claims(text, reading);
        for claim in &found {
            let (kind, word) = (claim.kind, &claim.word);
            let said = format!("{zh}「{text}」含{}「{word}」", kind.zh());
            let said_en = format!("{en} “{text}” has the {} word {word}", kind.en());
            match hand {
                Hand::Store => tally.warn(path.clone(), said, said_en),
                Hand::Recipe | Hand::Product | Hand::Template => tally.stop(path.clone(), said, said_en),
            }
            wrong = Some(wrong.map_or(hand, |before| before.min(hand)));
        }
        if found.is_empty() {
            tally.pass(
                path,
                format!("{zh}「{text}」无禁用语"),
                format!("{en} “{text}” has no forbidden word"),
            );
        }
    }
    let (action, zh, en) = match wrong {
        None | Some(Hand::Recipe) => (
            MendAction::RewordRecipe,
            "请总部修改该文字后发布新版配方；此前请选用其他配方",
            "headquarters must reword it in a new version; until then choose another recipe",
        ),
        Some(Hand::Product) => (
            MendAction::RewordWarning,
            "请总部更正该产品的警示语后重新导入产品目录；此前请选用不含该产品的配方",
            "headquarters must correct the product's warnings and the catalogue be imported again; until then choose another recipe",
        ),
        Some(Hand::Template) => (
            MendAction::ChooseApprovedLabel,
            "请选用其他已批准的标签模板，并请总部修改该模板的引导语",
            "choose another approved template, and ask headquarters to reword this one",
        ),
        Some(Hand::Store) => (
            MendAction::RewordStore,
            "请店长核对登记的门店名称和地址，并请总部确认可否印在标签上",
            "the manager should compare the registered name and address, and ask headquarters whether labels may carry them",
        ),
    };
    Ok(tally.ruling(action, zh, en))
}

fn texts(facts: &Facts) -> Vec<Text<'_>> {
    let Facts { recipe, store, .. } = facts;
    let text = |hand, path: &str, (zh, en): (&str, &str), text, reading| Text {
        hand,
        path: path.to_owned(),
        of: (zh.to_owned(), en.to_owned()),
        text,
        reading,
    };
    let mut texts = vec![text(
        Hand::Recipe,
        "recipe.name",
        ("配方名称", "the recipe's name"),
        &recipe.name,
        Reading::Name,
    )];
    for (index, hint) in recipe.hints.iter().enumerate() {
        let path = format!("recipe.hints[{index}]");
        texts.push(text(Hand::Recipe, &path, ("提示", "the hint"), hint, Reading::Sentence));
    }
    texts.push(text(
        Hand::Recipe,
        "recipe.usage",
        ("使用方法", "the usage"),
        &recipe.usage,
        Reading::Sentence,
    ));
    for (place, component) in facts.components.iter().enumerate() {
        let product = &component.product;
        for (index, warning) in product.warnings.iter().enumerate() {
            texts.push(Text {
                hand: Hand::Product,
                path: format!("components[{place}].product.warnings[{index}]"),
                of: (format!("产品 {} 的警示语", product.id), format!("product {}: the warning", product.id)),
                text: warning,
                reading: Reading::Sentence,
            });
        }
    }
    for (index, guide) in facts.label.iter().flat_map(|label| &label.guides).enumerate() {
        let path = format!("label.guides[{index}]");
        texts.push(text(Hand::Template, &path, ("标签引导语", "the guide word"), guide, Reading::Sentence));
    }
    texts.push(text(
        Hand::Store,
        "store.name",
        ("门店名称", "the store's name"),
        &store.name,
        Reading::Sentence,
    ));
    if !store.address.is_empty() {
        let of = ("门店地址", "the store's address");
        texts.push(text(Hand::Store, "store.address", of, &store.address, Reading::Address));
    }
    texts
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
    Example::new("含药，用后洗净：停顿隔开两词", Outcome::Pass, |facts| {
        hint(facts, "家中如有外用药，用后请洗手再使用本品");
    })
    .beside("context"),
    Example::new("药 用：空格拆词", Outcome::Stop, |facts| hint(facts, "药 用级原料")).beside("context"),
    Example::new("不能代替药品是告知", Outcome::Pass, |facts| {
        warning(facts, "化妆品不能代替药品，不具有治疗作用；正在使用处方药者请先咨询医生");
    })
    .beside("negation"),
    Example::new("代替药品治疗是宣称", Outcome::Stop, |facts| {
        warning(facts, "可代替药品治疗面部发红");
    })
    .beside("negation"),
    Example::new("不具有防晒作用是告知", Outcome::Pass, |facts| {
        warning(facts, "本品不具有防晒作用；换肤术后、染发后三日内请勿使用");
    })
    .beside("negation"),
    Example::new("换肤效果是宣称", Outcome::Stop, |facts| warning(facts, "温和焕亮，媲美换肤"))
        .beside("negation"),
    Example::new("第一大道是地址", Outcome::Pass, |facts| {
        facts.store.address = "演示市第一大道最东端 9 号".to_owned();
    })
    .beside("place"),
    Example::new("地址夹带功效", Outcome::Warn, |facts| {
        facts.store.address = "演示市和平路 9 号（祛斑美白）".to_owned();
    })
    .beside("place"),
    Example::new("门店名称绝对化", Outcome::Warn, |facts| {
        facts.store.name = "演示顶级护肤店".to_owned()
    }),
    Example::new("引导语含医疗用语", Outcome::Stop, |facts| {
        if let Some(label) = &mut facts.label {
            label.guides.push("疗效：".to_owned());
        }
    }),
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

fn warning(facts: &mut Facts, text: &str) {
    facts.components[0].product.warnings = vec![text.to_owned()];
}
