//! Whoever releases a unit, as their file stands on the day of the release: a clearance of an hour ago does not vouch for a
//! health check that ended since (山东指南 第二至五条).

use domain::staff::Role;

use super::super::{Judgement, Tally};
use super::{on, since};
use crate::check::{Example, Ruling};
use crate::duties::{Term, terms};
use crate::facts::{Facts, day};
use crate::finding::{Gate, Outcome};
use crate::mend::MendAction;
use crate::rulebook::{Limit, Limits};

/// 山东指南 第二条: whoever releases is fit on the day of the release, whatever stood on the day of the clearance.
pub(crate) fn release_officer(facts: &Facts, limits: &Limits, _: Gate) -> Judgement {
    let needed = limits.count(Limit::OfficerExperienceMonths)?;
    let months = limits.count(Limit::HealthCheckMonths)?;
    let (today, now) = (facts.today(), facts.now);
    let mut tally = Tally::default();
    let Some(officer) = &facts.officer else {
        tally.stop("officer", "未选定放行的质量安全员", "no officer is named for the release");
        return Ok(fit(tally));
    };
    let id = &officer.id;
    let in_post = officer.roles.contains(&Role::Officer) && terms::post(officer).holds(now);
    let experienced = officer
        .experience_since
        .is_some_and(|since| Term::from_day(terms::months(needed).after(since)).holds(now));
    let healthy = terms::health(officer, months).holds(now);
    let ended = |zh: &str, en: &str, until: Option<chrono::NaiveDate>| match until {
        Some(until) => (format!("{zh}至 {until}"), format!("{en} to {until}")),
        None => (format!("{zh}无记录"), format!("{en}: no record")),
    };
    let fit_until = officer.health.as_ref().filter(|check| check.fit);
    let fit_until = fit_until.map(|check| terms::months(months).after(check.on));
    let (health_zh, health_en) = ended("健康检查有效", "health check holds", fit_until);
    let (post_zh, post_en) = match officer.left_on {
        Some(last) => (format!("任职至 {last}"), format!("in post to {last}")),
        None => ("在岗".to_owned(), "in post".to_owned()),
    };
    let mut look = |fine: bool, path: &str, zh: &str, en: &str| {
        let zh = format!("质量安全员 {id} {zh}，今日 {today}");
        tally.test(fine, format!("officer.{path}"), zh, format!("officer {id}: {en}, today is {today}"));
    };
    look(in_post, "roles", &post_zh, &post_en);
    let (zh, en) = match officer.experience_since {
        Some(since) => (
            format!("自 {since} 从业，须满 {needed} 个月"),
            format!("works since {since}, {needed} months are needed"),
        ),
        None => ("没有从业经验记录".to_owned(), "no record of experience".to_owned()),
    };
    look(experienced, "experience_since", &zh, &en);
    let trained = officer.trained_on.map_or_else(|| "无记录".to_owned(), |on| on.to_string());
    let trained_en = officer.trained_on.map_or_else(|| "no record".to_owned(), |on| on.to_string());
    let holds = terms::training(officer).holds(now);
    look(
        holds,
        "trained_on",
        &format!("培训考核合格日期 {trained}"),
        &format!("training passed: {trained_en}"),
    );
    look(healthy, "health", &health_zh, &health_en);
    if let Some(area) = facts.area.as_deref() {
        let leave = officer.areas.iter().filter(|entry| entry.area == area).map(|entry| entry.until).max();
        let (zh, en) = ended(&format!("操作区域 {area} 的授权"), "leave for the area", leave);
        look(terms::area_leave(officer, area).holds(now), "areas", &zh, &en);
    }
    Ok(fit(tally))
}

fn fit(tally: Tally) -> Ruling {
    tally.ruling(
        MendAction::NameOtherOfficer,
        "请由今日资格齐全的质量安全员放行，或先补齐该人员的档案",
        "let an officer release whose file is in order today, or put this file right first",
    )
}

pub(crate) const RELEASE_OFFICER: &[Example] = &[
    Example::new("恰满两年", Outcome::Pass, |facts| since(facts, Some("2024-11-20")))
        .at(Gate::Release)
        .beside("officer_experience_months"),
    Example::new("差一日满两年", Outcome::Stop, |facts| since(facts, Some("2024-11-21")))
        .at(Gate::Release)
        .beside("officer_experience_months"),
    Example::new("没有经验记录", Outcome::Stop, |facts| since(facts, None)).at(Gate::Release),
    Example::new("健康检查满一年当日", Outcome::Pass, |facts| officer_checked(facts, "2025-11-20"))
        .at(Gate::Release)
        .beside("health_check_months"),
    Example::new("健康检查昨日届满", Outcome::Stop, |facts| officer_checked(facts, "2025-11-19"))
        .at(Gate::Release)
        .beside("health_check_months"),
    Example::new("健康检查不合格", Outcome::Stop, |facts| {
        on(&mut facts.officer, |person| person.health.iter_mut().for_each(|check| check.fit = false));
    })
    .at(Gate::Release),
    Example::new("没有健康检查", Outcome::Stop, |facts| {
        on(&mut facts.officer, |person| person.health = None)
    })
    .at(Gate::Release),
    Example::new("没有培训", Outcome::Stop, |facts| {
        on(&mut facts.officer, |person| person.trained_on = None)
    })
    .at(Gate::Release),
    Example::new("区域授权末日", Outcome::Pass, |facts| officer_leave(facts, "2026-11-20"))
        .at(Gate::Release)
        .beside("until"),
    Example::new("区域授权昨日届满", Outcome::Stop, |facts| officer_leave(facts, "2026-11-19"))
        .at(Gate::Release)
        .beside("until"),
    Example::new("任职末日", Outcome::Pass, |facts| {
        on(&mut facts.officer, |person| person.left_on = Some(day("2026-11-20")));
    })
    .at(Gate::Release)
    .beside("left_on"),
    Example::new("昨日离岗", Outcome::Stop, |facts| {
        on(&mut facts.officer, |person| person.left_on = Some(day("2026-11-19")));
    })
    .at(Gate::Release)
    .beside("left_on"),
    Example::new("没有该职", Outcome::Stop, |facts| {
        on(&mut facts.officer, |person| person.roles = vec![Role::Advisor]);
    })
    .at(Gate::Release),
    Example::new("未选定质量安全员", Outcome::Stop, |facts| facts.officer = None).at(Gate::Release),
];

fn officer_checked(facts: &mut Facts, at: &str) {
    on(&mut facts.officer, |person| person.health.iter_mut().for_each(|check| check.on = day(at)));
}

fn officer_leave(facts: &mut Facts, until: &str) {
    on(&mut facts.officer, |person| person.areas[0].until = day(until));
}
