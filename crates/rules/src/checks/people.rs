//! The two who sign: two people, both there, each trained, authorised for the area, healthy; the officer experienced
//! (山东指南 第二至五条; 上海细则 第十二至十四条).

mod release;

use domain::staff::Role;
use words::Worded as _;

use super::{Judgement, Tally};
use crate::check::{Example, Ruling};
use crate::duties::{DutyKind, Term, terms};
use crate::facts::{Facts, Person, day};
use crate::finding::{Gate, Outcome};
use crate::mend::MendAction;
use crate::rulebook::{Limit, Limits};

pub(crate) use release::{RELEASE_OFFICER, release_officer};

/// Looks at both signers; one who is not named stops.
fn both(facts: &Facts, look: impl Fn(&mut Tally, &'static str, Role, &Person)) -> Tally {
    let mut tally = Tally::default();
    for (path, role, person) in
        [("operator", Role::Operator, &facts.operator), ("officer", Role::Officer, &facts.officer)]
    {
        match person {
            Some(person) => look(&mut tally, path, role, person),
            None => tally.stop(path, format!("未选定{}", role.zh()), format!("no {path} is named")),
        }
    }
    tally
}

/// 山东指南 第三条: 质量安全员不得兼任操作人员; 第二条: both hold their post on the day.
pub(crate) fn two(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let today = facts.today();
    let mut tally = both(facts, |tally, path, role, person| {
        let (id, word) = (&person.id, role.zh());
        let holds = person.roles.contains(&role);
        let not = if holds { "" } else { "不" };
        tally.test(
            holds,
            format!("{path}.roles"),
            format!("{id} {not}担任{word}"),
            format!(
                "{id} {} the post: {}",
                if holds { "holds" } else { "does not hold" },
                role.en().to_lowercase()
            ),
        );
        let last = person.left_on.map_or_else(|| "今".to_owned(), |last| last.to_string());
        tally.test(
            terms::post(person).holds(facts.now),
            format!("{path}.appointed_on"),
            format!("{id} 任职 {} 至 {last}，今日 {today}", person.appointed_on),
            format!(
                "{id} in post from {}{}, today is {today}",
                person.appointed_on,
                person.left_on.map_or_else(String::new, |last| format!(" to {last}"))
            ),
        );
    });
    if let (Some(operator), Some(officer)) = (&facts.operator, &facts.officer) {
        tally.test(
            operator.id != officer.id,
            "officer.id",
            format!("操作人员 {}，质量安全员 {}", operator.id, officer.id),
            format!("operator {}, officer {}", operator.id, officer.id),
        );
        let doubles = officer.roles.contains(&Role::Operator);
        let also = if doubles { "兼任" } else { "不兼任" };
        tally.test(
            !doubles,
            "officer.roles",
            format!("质量安全员 {} {also}操作人员", officer.id),
            format!("officer {} is also an operator: {doubles}", officer.id),
        );
    }
    Ok(tally.ruling(
        MendAction::NameTwoSigners,
        "请由两名在岗人员分别担任操作人员和质量安全员，质量安全员不得兼任操作人员",
        "name two people in post, one operator and one officer who is no operator",
    ))
}

pub(crate) const TWO: &[Example] = &[
    Example::new("两人", Outcome::Pass, |_| ()),
    Example::new("同一人", Outcome::Stop, |facts| facts.officer = facts.operator.clone()),
    Example::new("同一人兼两职", Outcome::Stop, |facts| {
        on(&mut facts.officer, |officer| "S1".clone_into(&mut officer.id));
    }),
    Example::new("质量安全员兼操作人员", Outcome::Stop, |facts| {
        on(&mut facts.officer, |officer| officer.roles.push(Role::Operator));
    }),
    Example::new("质量安全员没有该职", Outcome::Stop, |facts| {
        on(&mut facts.officer, |officer| officer.roles = vec![Role::Advisor]);
    }),
    Example::new("今日上任", Outcome::Pass, |facts| {
        on(&mut facts.operator, |person| person.appointed_on = day("2026-11-20"));
    })
    .beside("appointed_on"),
    Example::new("明日上任", Outcome::Stop, |facts| {
        on(&mut facts.operator, |person| person.appointed_on = day("2026-11-21"));
    })
    .beside("appointed_on"),
    Example::new("任职末日", Outcome::Pass, |facts| {
        on(&mut facts.operator, |person| person.left_on = Some(day("2026-11-20")));
    })
    .beside("left_on"),
    Example::new("已离岗", Outcome::Stop, |facts| {
        on(&mut facts.operator, |person| person.left_on = Some(day("2026-11-19")));
    })
    .beside("left_on"),
    Example::new("没有质量安全员", Outcome::Stop, |facts| facts.officer = None),
];

/// 山东指南 第三条: 操作人员、质量安全员应同时在场、共同参与.
pub(crate) fn present(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let tally = both(facts, |tally, path, role, person| {
        let not = if person.present { "" } else { "不" };
        tally.test(
            person.present,
            format!("{path}.present"),
            format!("{} {} {not}在场", role.zh(), person.id),
            format!("{path} {} present: {}", person.id, person.present),
        );
    });
    Ok(tally.ruling(
        MendAction::MarkPresence,
        "请两人都到场并登记在场后再继续",
        "both must come and mark their presence",
    ))
}

pub(crate) const PRESENT: &[Example] = &[
    Example::new("两人在场", Outcome::Pass, |_| ()),
    Example::new("操作人员不在场", Outcome::Stop, |facts| {
        on(&mut facts.operator, |person| person.present = false)
    }),
    Example::new("质量安全员不在场", Outcome::Stop, |facts| {
        on(&mut facts.officer, |person| person.present = false)
    }),
    Example::new("称量时操作人员已离店", Outcome::Stop, |facts| {
        on(&mut facts.operator, |person| person.present = false)
    })
    .at(Gate::Weigh),
    Example::new("放行时质量安全员不在场", Outcome::Stop, |facts| {
        on(&mut facts.officer, |person| person.present = false)
    })
    .at(Gate::Release),
];

/// 山东指南 第二、三、四条: 经试点企业培训并考核合格后方可上岗.
pub(crate) fn trained(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let today = facts.today();
    let tally = both(facts, |tally, path, role, person| {
        let on = person.trained_on.map_or_else(|| "无记录".to_owned(), |on| on.to_string());
        tally.test(
            terms::training(person).holds(facts.now),
            format!("{path}.trained_on"),
            format!("{} {} 培训考核合格日期 {on}，今日 {today}", role.zh(), person.id),
            format!(
                "{path} {} passed the training on {}, today is {today}",
                person.id,
                person.trained_on.map_or_else(|| "no recorded day".to_owned(), |on| on.to_string())
            ),
        );
    });
    Ok(tally.ruling(
        DutyKind::Training.mend(),
        "请先完成培训并考核合格，或换人",
        "train and assess first, or name another person",
    ))
}

pub(crate) const TRAINED: &[Example] = &[
    Example::new("今日考核合格", Outcome::Pass, |facts| {
        on(&mut facts.operator, |person| person.trained_on = Some(day("2026-11-20")));
    })
    .beside("trained_on"),
    Example::new("考核日期在将来", Outcome::Stop, |facts| {
        on(&mut facts.operator, |person| person.trained_on = Some(day("2026-11-21")));
    })
    .beside("trained_on"),
    Example::new("没有培训", Outcome::Stop, |facts| {
        on(&mut facts.officer, |person| person.trained_on = None)
    }),
];

/// 山东指南 第四条: 进入操作区域的人员应当经过授权.
pub(crate) fn area(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let today = facts.today();
    let area = facts.area.as_deref();
    let mut tally = both(facts, |tally, path, role, person| {
        let leave = person.areas.iter().filter(|entry| Some(entry.area.as_str()) == area);
        let until = leave.map(|entry| entry.until).max();
        let said = until.map_or_else(|| "无".to_owned(), |until| format!("至 {until}"));
        tally.test(
            area.is_some_and(|area| terms::area_leave(person, area).holds(facts.now)),
            format!("{path}.areas"),
            format!(
                "{} {} 进入操作区域 {} 的授权{said}，今日 {today}",
                role.zh(),
                person.id,
                area.unwrap_or("（未选）")
            ),
            format!(
                "{path} {}: leave for the area {}, today is {today}",
                person.id,
                until.map_or_else(|| "none".to_owned(), |until| format!("until {until}"))
            ),
        );
    });
    if area.is_none() {
        tally.stop("area", "未选定操作区域", "no operation area is named");
    }
    Ok(tally.ruling(
        DutyKind::AreaLeave.mend(),
        "请店长授权或换人",
        "let the manager authorise, or name another person",
    ))
}

pub(crate) const AREA: &[Example] = &[
    Example::new("授权末日", Outcome::Pass, |facts| leave(facts, "2026-11-20")).beside("until"),
    Example::new("授权次日", Outcome::Stop, |facts| leave(facts, "2026-11-19")).beside("until"),
    Example::new("授权属于另一区域", Outcome::Stop, |facts| facts.area = Some("A2".to_owned())),
    Example::new("未选区域", Outcome::Stop, |facts| facts.area = None),
];

/// 山东指南 第五条: 上岗后每年接受健康检查. The check holds for the given months; the anniversary itself still holds.
pub(crate) fn health(facts: &Facts, limits: &Limits, _: Gate) -> Judgement {
    let months = limits.count(Limit::HealthCheckMonths)?;
    let today = facts.today();
    let tally = both(facts, |tally, path, role, person| {
        let (word, id) = (role.zh(), &person.id);
        match &person.health {
            None => tally.stop(
                format!("{path}.health"),
                format!("{word} {id} 没有健康检查记录"),
                format!("{path} {id} has no health check"),
            ),
            Some(check) if !check.fit => tally.stop(
                format!("{path}.health.fit"),
                format!("{word} {id} 于 {} 的健康检查不合格", check.on),
                format!("{path} {id} was not fit on {}", check.on),
            ),
            Some(check) => {
                let until = terms::months(months).after(check.on);
                tally.test(
                    terms::health(person, months).holds(facts.now),
                    format!("{path}.health.on"),
                    format!("{word} {id} 健康检查 {}，有效至 {until}，今日 {today}", check.on),
                    format!("{path} {id} checked on {}, holds to {until}, today is {today}", check.on),
                );
            }
        }
    });
    Ok(tally.ruling(
        DutyKind::Health.mend(),
        "请更新健康检查或换人",
        "renew the health check, or name another person",
    ))
}

pub(crate) const HEALTH: &[Example] = &[
    Example::new("满一年当日", Outcome::Pass, |facts| checked(facts, "2025-11-20"))
        .beside("health_check_months"),
    Example::new("满一年次日", Outcome::Stop, |facts| checked(facts, "2025-11-19"))
        .beside("health_check_months"),
    Example::new("检查日期在将来", Outcome::Stop, |facts| checked(facts, "2026-11-21")),
    Example::new("不合格", Outcome::Stop, |facts| {
        on(&mut facts.operator, |person| {
            if let Some(check) = &mut person.health {
                check.fit = false;
            }
        });
    }),
    Example::new("没有检查", Outcome::Stop, |facts| {
        on(&mut facts.officer, |person| person.health = None)
    }),
];

/// 山东指南 第二条: 2 年以上化妆品生产或者质量管理经验 (the second anniversary counts: 以上包括本数).
pub(crate) fn experience(
    facts: &Facts,
    limits: &Limits,
    _: Gate,
) -> Result<Ruling, crate::rulebook::MissingLimit> {
    let needed = limits.count(Limit::OfficerExperienceMonths)?;
    let today = facts.today();
    let mut tally = Tally::default();
    match facts.officer.as_ref().map(|officer| (&officer.id, officer.experience_since)) {
        Some((id, Some(since))) => tally.test(
            Term::from_day(terms::months(needed).after(since)).holds(facts.now),
            "officer.experience_since",
            format!("质量安全员 {id} 自 {since} 从业，须满 {needed} 个月，今日 {today}"),
            format!("officer {id} works since {since}, {needed} months are needed, today is {today}"),
        ),
        Some((id, None)) => tally.stop(
            "officer.experience_since",
            format!("质量安全员 {id} 没有从业经验记录"),
            format!("officer {id} has no record of experience"),
        ),
        None => tally.stop("officer", "未选定质量安全员", "no officer is named"),
    }
    Ok(tally.ruling(
        MendAction::NameOtherOfficer,
        "请换经验满足的质量安全员",
        "name an officer with the experience",
    ))
}

pub(crate) const EXPERIENCE: &[Example] = &[
    Example::new("恰满两年", Outcome::Pass, |facts| since(facts, Some("2024-11-20")))
        .beside("officer_experience_months"),
    Example::new("差一日满两年", Outcome::Stop, |facts| since(facts, Some("2024-11-21")))
        .beside("officer_experience_months"),
    Example::new("没有经验记录", Outcome::Stop, |facts| since(facts, None)),
    Example::new("没有质量安全员", Outcome::Stop, |facts| facts.officer = None),
];

fn on(person: &mut Option<Person>, change: impl FnOnce(&mut Person)) {
    if let Some(person) = person {
        change(person);
    }
}

fn leave(facts: &mut Facts, until: &str) {
    on(&mut facts.operator, |person| person.areas[0].until = day(until));
}

fn checked(facts: &mut Facts, at: &str) {
    on(&mut facts.operator, |person| {
        if let Some(check) = &mut person.health {
            check.on = day(at);
        }
    });
}

fn since(facts: &mut Facts, from: Option<&str>) {
    on(&mut facts.officer, |person| person.experience_since = from.map(day));
}
