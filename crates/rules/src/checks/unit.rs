//! What may still go wrong between the clearance and the customer: the clearance itself lapses, and a finished unit may be
//! held back by what became of its materials (山东指南 第二十二、二十五条).

use domain::stock::Zone;
use words::Worded as _;

use super::{Judgement, Tally};
use crate::check::Example;
use crate::duties::{Term, terms};
use crate::facts::{Facts, Lot, day, time};
use crate::finding::{Gate, Outcome};
use crate::mend::MendAction;
use crate::rulebook::Limits;

/// Looks at the unit's use-by day: it may be used, weighed for and handed over through that day.
fn use_by(tally: &mut Tally, facts: &Facts) {
    let today = facts.today();
    match &facts.use_by {
        Some(use_by) => tally.test(
            Term::through(use_by.date).holds(facts.now),
            "use_by.date",
            format!("使用期限至 {}，今日 {today}", use_by.date),
            format!("use-by {}, today is {today}", use_by.date),
        ),
        None => tally.stop("use_by", "没有使用期限", "there is no use-by day"),
    }
}

/// 山东指南 第二十二条: 每次服务前 both confirm. What they saw is of one day, and of materials that were in order then.
pub(crate) fn fresh(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let (today, now) = (facts.today(), facts.now);
    let mut tally = Tally::default();
    match facts.cleared_at {
        Some(at) => {
            let (at, here) = (domain::in_china(at), domain::in_china(now));
            tally.test(
                at <= now && at.date_naive() == today,
                "cleared_at",
                format!("开工核对签于 {}，现在 {}", at.format("%F %R"), here.format("%F %R")),
                format!(
                    "the clearance was signed at {}, it is {} now",
                    at.format("%F %R"),
                    here.format("%F %R")
                ),
            );
        }
        None => tally.stop("cleared_at", "还没有开工核对", "nobody signed a clearance"),
    }
    for (index, component) in facts.components.iter().enumerate() {
        let name = &component.product.name;
        match &component.lot {
            Some(lot) => tally.test(
                terms::lot(lot.expires_on).holds(now),
                format!("components[{index}].lot.expires_on"),
                format!("{name} 批号 {} 限期使用日期 {}", lot.number, lot.expires_on),
                format!("{name}: lot {} expires on {}", lot.number, lot.expires_on),
            ),
            None => tally.stop(
                format!("components[{index}].lot"),
                format!("{name} 没有核对过的批"),
                format!("{name}: no lot was cleared"),
            ),
        }
        match &component.container {
            Some(container) => {
                let (opened, until) = (container.opened_on, container.good_until());
                tally.test(
                    terms::opened(opened, until).holds(now),
                    format!("components[{index}].container.opened_on"),
                    format!("{name} 容器 {} 开封后可用至 {until}，今日 {today}", container.id),
                    format!("{name}: container {} keeps to {until}, today is {today}", container.id),
                );
            }
            None => tally.stop(
                format!("components[{index}].container"),
                format!("{name} 没有核对过的容器"),
                format!("{name}: no container was cleared"),
            ),
        }
    }
    use_by(&mut tally, facts);
    Ok(tally.ruling(
        MendAction::ClearAgain,
        "核对已失效：请报废容器内物料（如有），由两人重新开工核对",
        "the clearance has lapsed: write off what is in the vessel, if anything, and clear again by two people",
    ))
}

pub(crate) const FRESH: &[Example] = &[
    Example::new("今日零时核对", Outcome::Pass, |facts| cleared(facts, "2026-11-20T00:00:00+08:00"))
        .at(Gate::Weigh)
        .beside("cleared_at"),
    Example::new("昨日核对", Outcome::Stop, |facts| cleared(facts, "2026-11-19T23:59:59+08:00"))
        .at(Gate::Weigh)
        .beside("cleared_at"),
    Example::new("核对时间在将来", Outcome::Stop, |facts| cleared(facts, "2026-11-20T10:00:01+08:00"))
        .at(Gate::Weigh),
    Example::new("还没有核对", Outcome::Stop, |facts| facts.cleared_at = None).at(Gate::Weigh),
    Example::new("开封后期限末日", Outcome::Pass, |facts| opened(facts, "2026-05-20"))
        .at(Gate::Weigh)
        .beside("good_until"),
    Example::new("核对后开封时间更正，期限昨日届满", Outcome::Stop, |facts| {
        opened(facts, "2026-05-19")
    })
    .at(Gate::Weigh)
    .beside("good_until"),
    Example::new("批的限期当日", Outcome::Pass, |facts| {
        lot(facts, |lot| lot.expires_on = day("2026-11-20"))
    })
    .at(Gate::Weigh)
    .beside("expires_on"),
    Example::new("批的限期次日", Outcome::Stop, |facts| {
        lot(facts, |lot| lot.expires_on = day("2026-11-19"))
    })
    .at(Gate::Weigh)
    .beside("expires_on"),
    Example::new("使用期限当日", Outcome::Pass, |facts| dated(facts, "2026-11-20"))
        .at(Gate::Weigh)
        .beside("use_by"),
    Example::new("使用期限已过", Outcome::Stop, |facts| dated(facts, "2026-11-19"))
        .at(Gate::Weigh)
        .beside("use_by"),
    Example::new("没有使用期限", Outcome::Stop, |facts| facts.use_by = None).at(Gate::Weigh),
    Example::new("没有批", Outcome::Stop, |facts| facts.components[0].lot = None).at(Gate::Weigh),
    Example::new("没有容器", Outcome::Stop, |facts| facts.components[0].container = None).at(Gate::Weigh),
];

/// 山东指南 第二十二、二十五条; 化妆品监督管理条例 第四十四条: what a recall, a stop or the use-by day names does not leave the store.
pub(crate) fn deliverable(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let mut tally = Tally::default();
    for (index, component) in facts.components.iter().enumerate() {
        let (name, path) = (&component.product.name, format!("components[{index}]"));
        let Some(lot) = &component.lot else {
            tally.stop(format!("{path}.lot"), format!("{name} 没有批"), format!("{name} has no lot"));
            continue;
        };
        let (number, zone) = (&lot.number, lot.zone.zh());
        if lot.recalled {
            let (zh, en) =
                (format!("{name} 批号 {number} 已被召回"), format!("{name}: lot {number} is recalled"));
            tally.stop(format!("{path}.lot.recalled"), zh, en);
        } else {
            tally.test(
                lot.zone == Zone::Accepted && lot.accepted,
                format!("{path}.lot.zone"),
                format!("{name} 批号 {number} 在{zone}"),
                format!("{name}: lot {number} is {}", lot.zone.en().to_lowercase()),
            );
        }
        let filing = &component.product.filing;
        let active = component.product.active;
        let not = if active { "有效" } else { "已注销或者暂停" };
        tally.test(
            active,
            format!("{path}.product.active"),
            format!("{name} 备案 {filing} {not}"),
            format!("{name}: filing in force: {active}"),
        );
    }
    use_by(&mut tally, facts);
    Ok(tally.ruling(
        MendAction::HoldUnit,
        "本件不得贴标、放行或者交付：请留在店内，报废后用其他批重做或终止服务",
        "this unit must not be labelled, released or handed over: keep it, write it off, and make it anew or end the service",
    ))
}

pub(crate) const DELIVERABLE: &[Example] = &[
    Example::new("贴标前一切正常", Outcome::Pass, |_| ()).at(Gate::Label),
    Example::new("贴标前批被召回", Outcome::Stop, |facts| lot(facts, |lot| lot.recalled = true))
        .at(Gate::Label),
    Example::new("放行前批被召回", Outcome::Stop, |facts| lot(facts, |lot| lot.recalled = true))
        .at(Gate::Release),
    Example::new("交付前批被召回", Outcome::Stop, |facts| lot(facts, |lot| lot.recalled = true))
        .at(Gate::HandOver),
    Example::new("批移至退货或者召回区", Outcome::Stop, |facts| {
        lot(facts, |lot| lot.zone = Zone::ReturnedOrRecalled);
    })
    .at(Gate::HandOver),
    Example::new("批移至不合格区", Outcome::Stop, |facts| lot(facts, |lot| lot.zone = Zone::Rejected))
        .at(Gate::Release),
    Example::new("批退回待检", Outcome::Stop, |facts| lot(facts, |lot| lot.accepted = false))
        .at(Gate::Release),
    Example::new("备案被注销", Outcome::Stop, |facts| facts.components[0].product.active = false)
        .at(Gate::HandOver),
    Example::new("使用期限当日交付", Outcome::Pass, |facts| dated(facts, "2026-11-20"))
        .at(Gate::HandOver)
        .beside("use_by"),
    Example::new("使用期限次日交付", Outcome::Stop, |facts| dated(facts, "2026-11-19"))
        .at(Gate::HandOver)
        .beside("use_by"),
    Example::new("没有使用期限的成品", Outcome::Stop, |facts| facts.use_by = None).at(Gate::Label),
    Example::new("没有批的成品", Outcome::Stop, |facts| facts.components[1].lot = None).at(Gate::Label),
];

fn cleared(facts: &mut Facts, at: &str) {
    facts.cleared_at = Some(time(at));
}

fn opened(facts: &mut Facts, on: &str) {
    facts.components[0].container.iter_mut().for_each(|container| container.opened_on = day(on));
}

fn lot(facts: &mut Facts, change: impl Fn(&mut Lot)) {
    facts.components[1].lot.iter_mut().for_each(change);
}

fn dated(facts: &mut Facts, date: &str) {
    facts.use_by.iter_mut().for_each(|use_by| use_by.date = day(date));
}
