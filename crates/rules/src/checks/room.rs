//! The operation area: its air, its climate, whether it was measured when the plan asks, and whether it was cleared and
//! cleaned (山东指南 第十二、二十三条; 上海细则 第二十二、三十二条).

use super::equipment::cleaned;
use super::{Judgement, Tally};
use crate::check::{Example, Ruling};
use crate::duties::{DutyKind, terms};
use crate::facts::{Cleaning, Environment, Facts, time};
use crate::finding::{Gate, Outcome};
use crate::mend::MendAction;
use crate::rulebook::{Limit, Limits};

fn reading(
    facts: &Facts,
    look: impl FnOnce(&mut Tally, &Environment),
    mend: (MendAction, &str, &str),
) -> Ruling {
    let mut tally = Tally::default();
    match &facts.environment {
        Some(reading) => look(&mut tally, reading),
        None => tally.stop("environment", "没有环境监测读数", "there is no reading of the area"),
    }
    tally.ruling(mend.0, mend.1, mend.2)
}

/// 山东指南 第十二条: 空气中细菌菌落总数应当 ≤ 1000 cfu/m³.
pub(crate) fn air(facts: &Facts, limits: &Limits, _: Gate) -> Judgement {
    let max = limits.count(Limit::CfuMax)?;
    let look = |tally: &mut Tally, reading: &Environment| {
        tally.test(
            reading.cfu <= max,
            "environment.cfu",
            format!("空气中细菌菌落总数 {} cfu/m³，限值 {max} cfu/m³", reading.cfu),
            format!("airborne bacteria {} cfu/m³, limit {max}", reading.cfu),
        );
    };
    let mend = (
        MendAction::DisinfectArea,
        "请对操作区域消毒并复测合格后再开工",
        "disinfect the area and measure again",
    );
    Ok(reading(facts, look, mend))
}

pub(crate) const AIR: &[Example] = &[
    Example::new("恰为限值 1000", Outcome::Pass, |facts| measure(facts, |reading| reading.cfu = 1000))
        .beside("cfu_max"),
    Example::new("超限 1001", Outcome::Stop, |facts| measure(facts, |reading| reading.cfu = 1001))
        .beside("cfu_max"),
    Example::new("没有读数", Outcome::Stop, |facts| facts.environment = None),
];

fn tenths(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}.{}", value.abs() / 10, value.abs() % 10)
}

/// 山东指南 第十二条: 温度、湿度的控制应当满足产品工艺要求.
pub(crate) fn climate(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let (warm, moist) = (facts.recipe.temperature, facts.recipe.humidity);
    let look = |tally: &mut Tally, reading: &Environment| {
        let (found, from, to) =
            (tenths(reading.temperature.into()), tenths(warm.0.into()), tenths(warm.1.into()));
        tally.test(
            (warm.0..=warm.1).contains(&reading.temperature),
            "environment.temperature",
            format!("温度 {found} ℃，配方要求 {from}–{to} ℃"),
            format!("temperature {found} °C, the recipe asks {from} to {to}"),
        );
        let (found, from, to) =
            (tenths(reading.humidity.into()), tenths(moist.0.into()), tenths(moist.1.into()));
        tally.test(
            (moist.0..=moist.1).contains(&reading.humidity),
            "environment.humidity",
            format!("相对湿度 {found}%，配方要求 {from}–{to}%"),
            format!("humidity {found}%, the recipe asks {from} to {to}"),
        );
    };
    let mend = (
        MendAction::AdjustClimate,
        "请调节温湿度并复测，或选用允许该环境的配方",
        "adjust and measure again, or choose another recipe",
    );
    Ok(reading(facts, look, mend))
}

pub(crate) const CLIMATE: &[Example] = &[
    Example::new("温度下限 18.0", Outcome::Pass, |facts| {
        measure(facts, |reading| reading.temperature = 180)
    })
    .beside("temperature"),
    Example::new("温度 17.9", Outcome::Stop, |facts| measure(facts, |reading| reading.temperature = 179))
        .beside("temperature"),
    Example::new("温度上限 26.0", Outcome::Pass, |facts| {
        measure(facts, |reading| reading.temperature = 260)
    })
    .beside("temperature"),
    Example::new("温度 26.1", Outcome::Stop, |facts| measure(facts, |reading| reading.temperature = 261))
        .beside("temperature"),
    Example::new("湿度下限 30.0", Outcome::Pass, |facts| {
        measure(facts, |reading| reading.humidity = 300)
    })
    .beside("humidity"),
    Example::new("湿度 29.9", Outcome::Stop, |facts| measure(facts, |reading| reading.humidity = 299))
        .beside("humidity"),
    Example::new("湿度上限 65.0", Outcome::Pass, |facts| {
        measure(facts, |reading| reading.humidity = 650)
    })
    .beside("humidity"),
    Example::new("湿度 65.1", Outcome::Stop, |facts| measure(facts, |reading| reading.humidity = 651))
        .beside("humidity"),
];

/// 山东指南 第十二条: 应当制定操作区域环境监测计划，定期监测并做好记录: this area, and not overdue.
pub(crate) fn measured(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let now = facts.now;
    let look = |tally: &mut Tally, reading: &Environment| {
        tally.test(
            Some(reading.area.as_str()) == facts.area.as_deref(),
            "environment.area",
            format!(
                "读数属于区域 {}，本次操作区域 {}",
                reading.area,
                facts.area.as_deref().unwrap_or("（未选）")
            ),
            format!("the reading is of area {}", reading.area),
        );
        let (at, due) = (reading.at.format("%F %R"), reading.next_due.format("%F %R"));
        tally.test(
            terms::reading(Some(reading)).holds(now),
            "environment.next_due",
            format!("区域 {} 环境测于 {at}，下次应测 {due}", reading.area),
            format!("area {} measured at {at}, next due {due}", reading.area),
        );
    };
    let mend = (
        DutyKind::Environment.mend(),
        "请按监测计划测量操作区域后再开工",
        "measure the area as the plan asks, then start",
    );
    Ok(reading(facts, look, mend))
}

pub(crate) const MEASURED: &[Example] = &[
    Example::new("恰到下次应测时刻", Outcome::Pass, |facts| {
        measure(facts, |reading| reading.next_due = time("2026-11-20T10:00:00+08:00"));
    })
    .beside("next_due"),
    Example::new("逾期一秒", Outcome::Stop, |facts| {
        measure(facts, |reading| reading.next_due = time("2026-11-20T09:59:59+08:00"));
    })
    .beside("next_due"),
    Example::new("测量时间在将来", Outcome::Stop, |facts| {
        measure(facts, |reading| reading.at = time("2026-11-20T10:00:01+08:00"));
    }),
    Example::new("读数属于另一区域", Outcome::Stop, |facts| {
        measure(facts, |reading| "A2".clone_into(&mut reading.area));
    }),
    Example::new("没有读数", Outcome::Stop, |facts| facts.environment = None),
];

/// 山东指南 第二十三条: 服务后清场，清洁消毒: the area is cleaned, within its validity, and nothing was cleared in it since.
pub(crate) fn clean(facts: &Facts, limits: &Limits, _: Gate) -> Judgement {
    let most = (limits.count(Limit::CleaningHoursMax)?, limits.doubt(Limit::CleaningHoursMax));
    let mut tally = Tally::default();
    match &facts.area {
        None => tally.stop("area", "未选定操作区域", "no area is named"),
        Some(area) => {
            let (zh, en) = (format!("区域 {area}"), format!("area {area}"));
            let of = ("area_cleaned".to_owned(), zh.as_str(), en.as_str());
            cleaned(&mut tally, of, facts.area_cleaned.as_ref(), facts.now, most);
        }
    }
    Ok(tally.ruling(
        DutyKind::AreaCleaning.mend(),
        "请对操作区域清场、清洁消毒并登记有效期后再开工",
        "clear and clean the area and record it, then start",
    ))
}

pub(crate) const CLEAN: &[Example] = &[
    Example::new("清场有效期末刻", Outcome::Pass, |facts| {
        wiped(facts, |cleaning| cleaning.valid_until = time("2026-11-20T10:00:00+08:00"));
    })
    .beside("valid_until"),
    Example::new("清场有效期后一秒", Outcome::Stop, |facts| {
        wiped(facts, |cleaning| cleaning.valid_until = time("2026-11-20T09:59:59+08:00"));
    })
    .beside("valid_until"),
    Example::new("登记的有效期超过上限，上限末刻", Outcome::Pass, |facts| {
        said_longer(facts, "2026-11-13T10:00:00+08:00")
    })
    .beside("cleaning_hours_max"),
    Example::new("登记的有效期超过上限，上限后一秒", Outcome::Stop, |facts| {
        said_longer(facts, "2026-11-13T09:59:59+08:00")
    })
    .beside("cleaning_hours_max"),
    Example::new("清场后已有服务", Outcome::Stop, |facts| {
        wiped(facts, |cleaning| cleaning.used_since = true)
    }),
    Example::new("清场时间在将来", Outcome::Stop, |facts| {
        wiped(facts, |cleaning| cleaning.at = time("2026-11-20T10:00:01+08:00"));
    }),
    Example::new("没有清场记录", Outcome::Stop, |facts| facts.area_cleaned = None),
    Example::new("未选操作区域", Outcome::Stop, |facts| facts.area = None),
];

fn wiped(facts: &mut Facts, change: impl FnOnce(&mut Cleaning)) {
    if let Some(cleaning) = &mut facts.area_cleaned {
        change(cleaning);
    }
}

/// Cleaned at a moment, and said to hold for a month.
fn said_longer(facts: &mut Facts, at: &str) {
    wiped(facts, |cleaning| {
        (cleaning.at, cleaning.valid_until) = (time(at), time("2026-12-13T10:00:00+08:00"));
    });
}

fn measure(facts: &mut Facts, change: impl FnOnce(&mut Environment)) {
    if let Some(reading) = &mut facts.environment {
        change(reading);
    }
}
