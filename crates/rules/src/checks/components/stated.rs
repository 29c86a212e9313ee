//! Whether the catalogue says at all what the other checks ask of a product: what is blank or malformed is not known, and what is
//! not known stops (山东指南 第十七条).

use super::super::{Judgement, Tally};
use super::excluded::is_classified;
use crate::check::Example;
use crate::facts::{Facts, Product};
use crate::finding::{Gate, Outcome};
use crate::mend::MendAction;
use crate::rulebook::Limits;

/// What a product leaves unsaid: the field, what it is in both languages.
fn unsaid(product: &Product) -> Vec<(&'static str, &'static str, &'static str)> {
    let blank = |text: &str| text.trim().is_empty();
    let nameless = |product: &Product| {
        product.ingredients.is_empty()
            || product.ingredients.iter().any(|one| blank(&one.chinese) && blank(&one.inci))
    };
    let said = [
        (blank(&product.name), ("name", "产品名称", "its name")),
        (blank(&product.filer), ("filer", "备案人", "its filer")),
        (
            !is_classified(product),
            (
                "classification",
                "分类编码（功效-部位-人群-剂型-方法五组）",
                "its classification code of five groups",
            ),
        ),
        (nameless(product), ("ingredients", "全成分", "its ingredients")),
    ];
    said.into_iter().filter(|(missing, _)| *missing).map(|(_, field)| field).collect()
}

/// 山东指南 第十七条: 物料合法: the facts by which a material is judged are stated.
pub(crate) fn stated(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let mut tally = Tally::default();
    for (index, component) in facts.components.iter().enumerate() {
        let product = &component.product;
        let (id, path) = (&product.id, format!("components[{index}].product"));
        let unsaid = unsaid(product);
        if unsaid.is_empty() {
            let zh = format!("产品 {id} 的资料齐全");
            tally.pass(path.clone(), zh, format!("what is judged of product {id} is stated"));
        }
        for (field, zh, en) in unsaid {
            tally.stop(
                format!("{path}.{field}"),
                format!("产品 {id} 没有写明{zh}，或写得不对：不知道就不能用"),
                format!("product {id} does not state {en}, or states it malformed: not known is not used"),
            );
        }
    }
    Ok(tally.ruling(
        MendAction::StateProduct,
        "请店长在产品目录里导入完整的资料，再由质量安全员签名批准",
        "import the product with what is missing, and let the officer sign it",
    ))
}

pub(crate) const STATED: &[Example] = &[
    Example::new("资料齐全", Outcome::Pass, |_| ()),
    Example::new("多部位的五组编码", Outcome::Pass, |facts| {
        with(facts, |product| {
            "09/07-05/06-03-01-01".clone_into(&mut product.classification);
        })
    })
    .beside("classification"),
    Example::new("编码少一组", Outcome::Stop, |facts| {
        with(facts, |product| {
            "09-05-03-01".clone_into(&mut product.classification);
        })
    })
    .beside("classification"),
    Example::new("编码空着", Outcome::Stop, |facts| {
        with(facts, |product| product.classification.clear())
    }),
    Example::new("没有成分", Outcome::Stop, |facts| with(facts, |product| product.ingredients.clear())),
    Example::new("一种成分没有名称", Outcome::Stop, |facts| {
        with(facts, |product| {
            if let Some(one) = product.ingredients.first_mut() {
                (one.chinese, one.inci) = (" ".to_owned(), String::new());
            }
        })
    }),
    Example::new("备案人空着", Outcome::Stop, |facts| {
        with(facts, |product| " ".clone_into(&mut product.filer))
    }),
    Example::new("选配方时没有成分", Outcome::Stop, |facts| {
        with(facts, |product| product.ingredients.clear())
    })
    .at_choice(),
    Example::new("没有组分可核对", Outcome::Stop, |facts| facts.components.clear()),
];

fn with(facts: &mut Facts, change: impl FnOnce(&mut Product)) {
    if let Some(component) = facts.components.last_mut() {
        change(&mut component.product);
    }
}
