//! Days: a lot's expiry, a container's period after opening, and the unit's use-by day, which may never be later than
//! either (山东指南 第二十二条; 上海细则 第三十一条).

use chrono::{Days, NaiveDate};
use domain::period::Period;

use super::{Judgement, Tally, lot, lots, no_lots, not_applicable};
use crate::check::Example;
use crate::duties::{DutyKind, terms};
use crate::facts::{Facts, Lot, day};
use crate::finding::{Gate, Outcome};
use crate::mend::MendAction;
use crate::rulebook::{Limit, Limits};

/// 山东指南 第二十二条: 限期使用日期 is the last day of use, and that day itself is fine.
pub(crate) fn unexpired(facts: &Facts, _: &Limits, gate: Gate) -> Judgement {
    let today = facts.today();
    let look = |tally: &mut Tally, path: String, lot: &Lot| {
        tally.test(
            terms::lot(lot.expires_on).holds(facts.now),
            format!("{path}.expires_on"),
            format!("批号 {} 限期使用日期 {}，今日 {today}", lot.number, lot.expires_on),
            format!("lot {} expires on {}, today is {today}", lot.number, lot.expires_on),
        );
    };
    let mend = (
        DutyKind::LotExpiry.mend(),
        "请将过期批移至不合格区，改取其他批",
        "move the expired lot to the rejected zone, pick another",
    );
    Ok(lots(facts, gate, look, mend))
}

pub(crate) const UNEXPIRED: &[Example] = &[
    Example::new("限期当日", Outcome::Pass, |facts| lot(facts, |lot| lot.expires_on = day("2026-11-20")))
        .beside("expires_on"),
    Example::new("限期次日", Outcome::Stop, |facts| lot(facts, |lot| lot.expires_on = day("2026-11-19")))
        .beside("expires_on"),
];

/// 山东指南 第二十二条: an opened container keeps for its period after opening, the last day included.
pub(crate) fn in_period(facts: &Facts, _: &Limits, gate: Gate) -> Judgement {
    let today = facts.today();
    let mut tally = Tally::default();
    let mut seen = false;
    for (index, component) in facts.components.iter().enumerate() {
        let name = &component.product.name;
        let Some(container) = &component.container else {
            if gate == Gate::Clearance {
                let path = format!("components[{index}].container");
                tally.stop(path, format!("{name} 未选定开封容器"), format!("no opened container for {name}"));
            }
            continue;
        };
        seen = true;
        let (id, opened, until) = (&container.id, container.opened_on, container.good_until());
        let period = container.after_opening;
        tally.test(
            terms::opened(opened, until).holds(facts.now),
            format!("components[{index}].container.opened_on"),
            format!("{name} 容器 {id} 于 {opened} 开封，开封后 {period}，可用至 {until}，今日 {today}"),
            format!("{name}: container {id} opened on {opened} keeps to {until}, today is {today}"),
        );
    }
    if gate == Gate::RecipeChoice && !seen {
        return Ok(not_applicable("尚未选定容器", "no container is picked yet"));
    }
    Ok(tally.ruling(
        DutyKind::ContainerPeriod.mend(),
        "请废弃该容器余料，开封新的一件",
        "discard what is left in the container and open a new unit",
    ))
}

pub(crate) const IN_PERIOD: &[Example] = &[
    Example::new("开封后期限末日", Outcome::Pass, |facts| opened(facts, "2026-05-20")).beside("good_until"),
    Example::new("开封后期限次日", Outcome::Stop, |facts| opened(facts, "2026-05-19")).beside("good_until"),
    Example::new("今日开封", Outcome::Pass, |facts| opened(facts, "2026-11-20")).beside("opened_on"),
    Example::new("开封日在将来", Outcome::Stop, |facts| opened(facts, "2026-11-21")).beside("opened_on"),
    Example::new("月底开封，至短月末日", Outcome::Stop, |facts| {
        facts.now = crate::facts::time("2027-03-01T10:00:00+08:00");
        opened(facts, "2026-08-31");
    }),
    Example::new("未选定容器", Outcome::Stop, |facts| facts.components[1].container = None),
];

/// 山东指南 第二十二条: 不得延长已备案产品的使用期限. How many days must be left is our own assumption.
pub(crate) fn use_by(facts: &Facts, limits: &Limits, gate: Gate) -> Judgement {
    let least = limits.count(Limit::UseByDaysMin)?;
    let today = facts.today();
    let mut tally = Tally::default();
    let Some(use_by) = &facts.use_by else {
        if gate == Gate::RecipeChoice {
            return Ok(not_applicable("尚未计算使用期限", "the use-by day is not computed yet"));
        }
        tally.stop("use_by", "没有使用期限", "there is no use-by day");
        return Ok(tally.ruling(MendAction::PickLots, "请先选定批和容器", "pick lots and containers first"));
    };
    let date = use_by.date;
    for (index, component) in facts.components.iter().enumerate() {
        let name = &component.product.name;
        if let Some(lot) = component.lot.as_ref().filter(|lot| lot.expires_on < date) {
            tally.stop(
                format!("components[{index}].lot.expires_on"),
                format!("使用期限 {date} 晚于 {name} 批号 {} 的限期使用日期 {}", lot.number, lot.expires_on),
                format!(
                    "use-by {date} is later than the expiry {} of {name} lot {}",
                    lot.expires_on, lot.number
                ),
            );
        }
        let container = component.container.as_ref();
        if let Some(until) = container.map(crate::facts::Container::good_until).filter(|until| *until < date)
        {
            tally.stop(
                format!("components[{index}].container.opened_on"),
                format!("使用期限 {date} 晚于 {name} 开封后可用至的 {until}"),
                format!("use-by {date} is later than {until}, to which {name} keeps once opened"),
            );
        }
    }
    let soonest = today.checked_add_days(Days::new(u64::from(least))).unwrap_or(NaiveDate::MAX);
    let doubt = limits.doubt(Limit::UseByDaysMin);
    tally.test(
        soonest <= date,
        "use_by.date",
        format!("使用期限 {date}（{}），不得早于 {soonest}{doubt}", use_by.decided_by),
        format!("use-by {date}, not before {soonest}"),
    );
    Ok(tally.ruling(
        MendAction::PickOtherLot,
        "请改取期限较长的批或容器；使用期限由系统计算，不能手工填写",
        "pick a lot or container that keeps longer; the use-by day is computed and cannot be typed",
    ))
}

pub(crate) const USE_BY: &[Example] = &[
    Example::new("恰为批的限期", Outcome::Pass, |facts| {
        lot(facts, |lot| lot.expires_on = day("2027-02-20"));
    })
    .beside("expires_on"),
    Example::new("比批的限期晚一日", Outcome::Stop, |facts| {
        lot(facts, |lot| lot.expires_on = day("2027-02-19"));
    })
    .beside("expires_on"),
    Example::new("恰为开封后末日", Outcome::Pass, |facts| dated(facts, "2027-04-20")).beside("good_until"),
    Example::new("比开封后末日晚一日", Outcome::Stop, |facts| dated(facts, "2027-04-21"))
        .beside("good_until"),
    Example::new("今日到期", Outcome::Pass, |facts| dated(facts, "2026-11-20")).beside("use_by_days_min"),
    Example::new("昨日到期", Outcome::Stop, |facts| dated(facts, "2026-11-19")).beside("use_by_days_min"),
    Example::new("开工时没有使用期限", Outcome::Stop, |facts| facts.use_by = None),
    Example::new("选方案时尚未计算", Outcome::NotApplicable, no_lots).at_choice(),
];

fn opened(facts: &mut Facts, on: &str) {
    if let Some(container) = &mut facts.components[0].container {
        container.opened_on = day(on);
        container.after_opening = Period::Months(6);
    }
}

fn dated(facts: &mut Facts, date: &str) {
    if let Some(use_by) = &mut facts.use_by {
        use_by.date = day(date);
    }
}
