//! What was brought in by one person is approved by another: recipe, products and lots by the quality safety officer's
//! signature, and the papers that permit the work at all (山东指南 第十七、十九条; 国家药监局 2025 年第 58 号 第一条).

use super::{Judgement, Tally};
use crate::check::Example;
use crate::duties::terms::{self, Standing};
use crate::facts::{Facts, day};
use crate::finding::{Gate, Outcome};
use crate::mend::MendAction;
use crate::rulebook::Limits;

const SIGN: (&str, &str) = (
    "请质量安全员在「门店 → 批准」逐项查看并签名",
    "let the quality safety officer look at the list under store, approvals, and sign it",
);

/// Whether a thing stands as its officer signed it.
fn signed(tally: &mut Tally, path: String, zh: &str, en: &str, by: Option<&str>) {
    match by {
        Some(by) => {
            // A recipe of headquarters is approved by the two who signed it there.
            let who =
                by.strip_prefix("HQ ").map_or_else(|| format!("质量安全员 {by}"), |by| format!("总部 {by}"));
            tally.pass(path, format!("{zh}由{who} 签名批准"), format!("{en} was approved by {by}"));
        }
        None => tally.stop(
            path,
            format!("{zh}未经质量安全员签名批准，或批准后有改动"),
            format!("{en} was not approved by the officer, or changed since"),
        ),
    }
}

/// 山东指南 第十九条: a recipe is approved by the officer's signature, not by a cell of a table.
pub(crate) fn recipe(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let (mut tally, recipe) = (Tally::default(), &facts.recipe);
    let (zh, en) = (
        format!("配方 {} 第 {} 版", recipe.id, recipe.version),
        format!("recipe {} version {}", recipe.id, recipe.version),
    );
    signed(&mut tally, "recipe.signed_by".to_owned(), &zh, &en, recipe.signed_by.as_deref());
    Ok(tally.ruling(MendAction::SignApprovals, SIGN.0, SIGN.1))
}

pub(crate) const RECIPE: &[Example] = &[
    Example::new("配方已签名", Outcome::Pass, |_| ()),
    Example::new("配方未签名", Outcome::Stop, |facts| facts.recipe.signed_by = None),
    Example::new("选配方时未签名", Outcome::Stop, |facts| facts.recipe.signed_by = None).at_choice(),
];

/// 山东指南 第十七条: products and their lots likewise.
pub(crate) fn product(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let mut tally = Tally::default();
    for (index, component) in facts.components.iter().enumerate() {
        let (product, path) = (&component.product, format!("components[{index}]"));
        let (zh, en) = (format!("产品 {} {}", product.id, product.name), format!("product {}", product.id));
        signed(&mut tally, format!("{path}.product.signed_by"), &zh, &en, product.signed_by.as_deref());
        if let Some(lot) = &component.lot {
            let (zh, en) = (format!("批号 {}", lot.number), format!("lot {}", lot.number));
            signed(&mut tally, format!("{path}.lot.signed_by"), &zh, &en, lot.signed_by.as_deref());
        }
    }
    Ok(tally.ruling(MendAction::SignApprovals, SIGN.0, SIGN.1))
}

pub(crate) const PRODUCT: &[Example] = &[
    Example::new("产品和批都已签名", Outcome::Pass, |_| ()),
    Example::new("一种产品未签名", Outcome::Stop, |facts| {
        facts.components[1].product.signed_by = None
    }),
    Example::new("一批未签名", Outcome::Stop, |facts| {
        facts.components[0].lot.iter_mut().for_each(|lot| lot.signed_by = None);
    }),
    Example::new("选配方时一种产品未签名", Outcome::Stop, |facts| {
        facts.components[1].product.signed_by = None
    })
    .at_choice(),
    Example::new("没有组分可核对", Outcome::Stop, |facts| facts.components.clear()),
];

/// 国家药监局 2025 年第 58 号 第一条; 上海细则 第七条: the enterprise's licence runs, and licence and authorisation stand as the
/// officer signed them. Not stated is not known, and not known stops.
pub(crate) fn licence(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let (today, now, enterprise) = (facts.today(), facts.now, &facts.enterprise);
    let (mut tally, number) = (Tally::default(), &enterprise.licence);
    let Some(until) = enterprise.licence_until else {
        tally.stop(
            "enterprise.licence_until",
            format!("没有登记生产许可证 {number} 的有效期"),
            format!("the last day of the production licence {number} is not stated"),
        );
        return Ok(tally.ruling(
            MendAction::StateLicence,
            "请店长按许可证登记有效期，再由质量安全员签名批准",
            "let the manager state its last day as the licence has it, and the officer sign that",
        ));
    };
    if !terms::licence(until).holds(now) {
        tally.stop(
            "enterprise.licence_until",
            format!("生产许可证 {number} 有效期至 {until}，今日 {today}"),
            format!("the production licence {number} ran to {until}, today is {today}"),
        );
        return Ok(tally.ruling(
            MendAction::StateLicence,
            "许可证到期不得服务：延续后请店长登记新的有效期",
            "no service under a licence that ran out: state its new last day once it is renewed",
        ));
    }
    let (zh, en) = (
        format!("生产许可证 {number}（至 {until}）"),
        format!("the production licence {number} (to {until})"),
    );
    let by = enterprise.licence_signed_by.as_deref();
    signed(&mut tally, "enterprise.licence_signed_by".to_owned(), &zh, &en, by);
    for (index, granted) in facts.authorisations.iter().enumerate() {
        let relied_on = granted.province == facts.store.province
            && granted.services.contains(&facts.service)
            && terms::authorisation(granted, today) == Standing::Valid;
        if relied_on {
            let (zh, en) = (format!("授权 {}", granted.id), format!("authorisation {}", granted.id));
            let path = format!("authorisations[{index}].signed_by");
            signed(&mut tally, path, &zh, &en, granted.signed_by.as_deref());
        }
    }
    Ok(tally.ruling(MendAction::SignApprovals, SIGN.0, SIGN.1))
}

pub(crate) const LICENCE: &[Example] = &[
    Example::new("许可证末日", Outcome::Pass, |facts| runs_to(facts, "2026-11-20")).beside("licence_until"),
    Example::new("许可证末日后一日", Outcome::Stop, |facts| runs_to(facts, "2026-11-19"))
        .beside("licence_until"),
    Example::new("没有登记有效期", Outcome::Stop, |facts| facts.enterprise.licence_until = None),
    Example::new("选配方时没有登记有效期", Outcome::Stop, |facts| {
        facts.enterprise.licence_until = None
    })
    .at_choice(),
    Example::new("有效期未签名", Outcome::Stop, |facts| facts.enterprise.licence_signed_by = None),
    Example::new("所依据的授权未签名", Outcome::Stop, |facts| {
        facts.authorisations[0].signed_by = None
    }),
    Example::new("放行时许可证已到期", Outcome::Stop, |facts| runs_to(facts, "2026-11-19")).at(Gate::Release),
];

fn runs_to(facts: &mut Facts, until: &str) {
    facts.enterprise.licence_until = Some(day(until));
}
