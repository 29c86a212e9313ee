//! Where and under which authorisation a service is offered (国家药监局 2025 年第 58 号).

use domain::recipe::ServiceType;
use domain::region::Province;
use words::Worded as _;

use super::{Judgement, Tally};
use crate::check::Example;
use crate::duties::DutyKind;
use crate::duties::terms::{self, Standing};
use crate::facts::{Facts, day};
use crate::finding::{Gate, Outcome};
use crate::mend::MendAction;
use crate::rulebook::{Limit, Limits};

/// 国家药监局 2025 年第 58 号 抬头: the fifteen provinces to which it is addressed.
pub(crate) fn region(facts: &Facts, limits: &Limits, _: Gate) -> Judgement {
    let province = facts.store.province;
    let provinces = limits.words(Limit::PilotProvinces)?;
    let inside = provinces.iter().any(|name| Province::parse(name) == Some(province));
    let mut tally = Tally::default();
    let not = if inside { "" } else { "不" };
    tally.test(
        inside,
        "store.province",
        format!("门店在{}，{not}属于 {} 个试点地区", province.zh(), provinces.len()),
        format!(
            "the store lies in {}, {} one of the {} pilot regions",
            province.en(),
            if inside { "which is" } else { "which is not" },
            provinces.len()
        ),
    );
    Ok(tally.ruling(
        MendAction::OfferWithoutBlending,
        "试点地区以外不得现场调配、分装：可提供护肤方案或整装产品",
        "no blending or repacking outside the pilot: offer a plan or an unopened product",
    ))
}

pub(crate) const REGION: &[Example] = &[
    Example::new("山东在试点十五地之内", Outcome::Pass, |_| ()),
    Example::new("陕西在试点十五地之内", Outcome::Pass, |facts| {
        facts.store.province = Province::Shaanxi
    }),
    Example::new("山西不在试点十五地之内", Outcome::Stop, |facts| {
        facts.store.province = Province::Shanxi
    }),
    Example::new("江苏不在试点十五地之内", Outcome::Stop, |facts| {
        facts.store.province = Province::Jiangsu
    }),
];

/// 国家药监局 2025 年第 58 号 第一条 (who and what), 第五条 (suspension).
pub(crate) fn authorised(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let (today, province, service) = (facts.today(), facts.store.province, facts.service);
    let mut tally = Tally::default();
    let fits = |granted: &&crate::facts::Authorisation| {
        granted.province == province
            && granted.services.contains(&service)
            && terms::authorisation(granted, today) == Standing::Valid
    };
    if let Some(granted) = facts.authorisations.iter().find(fits) {
        tally.pass(
            "authorisations",
            format!("授权 {}：{}，{} 至 {}", granted.id, service.zh(), granted.from, granted.to),
            format!(
                "authorisation {}: {}, {} to {}",
                granted.id,
                service.en().to_lowercase(),
                granted.from,
                granted.to
            ),
        );
    } else if facts.authorisations.is_empty() {
        tally.stop("authorisations", "门店没有任何试点授权", "the store holds no pilot authorisation");
    } else {
        for (index, granted) in facts.authorisations.iter().enumerate() {
            let (zh, en) = if granted.suspended {
                ("已暂停".to_owned(), "is suspended".to_owned())
            } else if granted.province != province {
                let (of, here) = (granted.province.zh(), province.zh());
                (format!("为{of}试点，门店在{here}"), format!("is for {}", granted.province.en()))
            } else if !granted.services.contains(&service) {
                (format!("不含{}", service.zh()), format!("does not cover: {}", service.en().to_lowercase()))
            } else {
                let (from, to) = (granted.from, granted.to);
                (
                    format!("有效期 {from} 至 {to}，今日 {today}"),
                    format!("holds {from} to {to}, today is {today}"),
                )
            };
            tally.stop(
                format!("authorisations[{index}]"),
                format!("授权 {} {zh}", granted.id),
                format!("authorisation {} {en}", granted.id),
            );
        }
    }
    Ok(tally.ruling(
        DutyKind::Authorisation.mend(),
        "请总部核对或更新试点授权；在此之前可提供护肤方案或整装产品",
        "ask headquarters to check or renew the authorisation; until then offer a plan or an unopened product",
    ))
}

pub(crate) const AUTHORISED: &[Example] = &[
    Example::new("授权首日", Outcome::Pass, |facts| facts.authorisations[0].from = day("2026-11-20"))
        .beside("from"),
    Example::new("授权首日前一日", Outcome::Stop, |facts| {
        facts.authorisations[0].from = day("2026-11-21")
    })
    .beside("from"),
    Example::new("授权末日", Outcome::Pass, |facts| facts.authorisations[0].to = day("2026-11-20"))
        .beside("to"),
    Example::new("授权末日后一日", Outcome::Stop, |facts| {
        facts.authorisations[0].to = day("2026-11-19")
    })
    .beside("to"),
    Example::new("没有授权", Outcome::Stop, |facts| facts.authorisations.clear()),
    Example::new("授权已暂停", Outcome::Stop, |facts| facts.authorisations[0].suspended = true),
    Example::new("授权属于他省", Outcome::Stop, |facts| {
        facts.authorisations[0].province = Province::Zhejiang
    }),
    Example::new("授权只含分装而服务为调配", Outcome::Stop, |facts| {
        facts.authorisations[0].services = vec![ServiceType::Repack];
    }),
    Example::new("两份授权中一份有效", Outcome::Pass, |facts| {
        let mut old = facts.authorisations[0].clone();
        old.to = day("2026-10-31");
        facts.authorisations.insert(0, old);
    }),
];
