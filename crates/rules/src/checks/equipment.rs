//! The equipment that touches the product: clean, inspected and tested after a long stop, dedicated where wax asks for it
//! (山东指南 第十、十二、十四、二十三条; 上海细则 第十九、二十四、三十二条).

use domain::Moment;
use domain::premises::TestTrigger;
use words::Worded as _;

use super::{Judgement, Tally, not_applicable};
use crate::check::Example;
use crate::duties::{DutyKind, terms};
use crate::facts::{Cleaning, Equipment, Facts, day, time};
use crate::finding::{Gate, Outcome};
use crate::mend::MendAction;
use crate::rulebook::{Limit, Limits};

fn each(facts: &Facts, look: impl Fn(&mut Tally, String, &Equipment)) -> Tally {
    let mut tally = Tally::default();
    if facts.equipment.is_empty() {
        tally.stop("equipment", "未选定设备", "no equipment is named");
    }
    for (index, equipment) in facts.equipment.iter().enumerate() {
        look(&mut tally, format!("equipment[{index}]"), equipment);
    }
    tally
}

/// Whether a thing is clean: path, and what it is called.
pub(super) fn cleaned(
    tally: &mut Tally,
    (path, zh, en): (String, &str, &str),
    latest: Option<&Cleaning>,
    now: Moment,
    (most, doubt): (u32, &str),
) {
    let Some(cleaning) = latest else {
        return tally.stop(path, format!("{zh} 没有清洁记录"), format!("{en} has no cleaning record"));
    };
    let at = cleaning.at.format("%F %R");
    if cleaning.used_since {
        let en = format!("{en} was used since its cleaning at {at}");
        return tally.stop(path, format!("{zh} 于 {at} 清洁后已使用"), en);
    }
    let until = terms::holds_to(cleaning, most);
    let (cut, cut_en) = if until < cleaning.valid_until {
        (format!("（最长 {most} 小时{doubt}）"), format!(" ({most} hours at the most)"))
    } else {
        (String::new(), String::new())
    };
    tally.test(
        terms::cleaning(Some(cleaning), most).holds(now),
        path,
        // The moment itself is not said: two people sign what they looked at, and a minute more is no other sheet.
        format!("{zh} 于 {at} 清洁，有效至 {}{cut}", until.format("%F %R")),
        format!("{en} cleaned at {at}, holds to {}{cut_en}", until.format("%F %R")),
    );
}

/// 山东指南 第二十三条: cleaned, marked, within validity; what was used since is not clean. It stands in the area of work.
pub(crate) fn clean(facts: &Facts, limits: &Limits, _: Gate) -> Judgement {
    let (now, most) = (facts.now, limits.count(Limit::CleaningHoursMax)?);
    let doubt = limits.doubt(Limit::CleaningHoursMax);
    let tally = each(facts, |tally, path, equipment| {
        let name = format!("{} {}", equipment.name, equipment.id);
        if Some(equipment.area.as_str()) != facts.area.as_deref() {
            tally.stop(
                format!("{path}.area"),
                format!("{name} 在区域 {}，不在本次操作区域", equipment.area),
                format!("{name} stands in area {}", equipment.area),
            );
        }
        cleaned(
            tally,
            (format!("{path}.cleaned"), &name, &name),
            equipment.cleaned.as_ref(),
            now,
            (most, doubt),
        );
    });
    Ok(tally.ruling(
        DutyKind::Cleaning.mend(),
        "请按规程清洁消毒并标识有效期后再开工",
        "clean and disinfect by the procedure, then start",
    ))
}

pub(crate) const CLEAN: &[Example] = &[
    Example::new("清洁有效期末刻", Outcome::Pass, |facts| {
        cleaned_until(facts, "2026-11-20T10:00:00+08:00")
    })
    .beside("valid_until"),
    Example::new("清洁有效期后一秒", Outcome::Stop, |facts| {
        cleaned_until(facts, "2026-11-20T09:59:59+08:00")
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
    Example::new("清洁后已使用", Outcome::Stop, |facts| {
        if let Some(cleaning) = &mut facts.equipment[0].cleaned {
            cleaning.used_since = true;
        }
    }),
    Example::new("没有清洁记录", Outcome::Stop, |facts| facts.equipment[1].cleaned = None),
    Example::new("清洁时间在将来", Outcome::Stop, |facts| {
        if let Some(cleaning) = &mut facts.equipment[0].cleaned {
            cleaning.at = time("2026-11-20T10:00:01+08:00");
        }
    }),
    Example::new("设备在另一区域", Outcome::Stop, |facts| {
        "A2".clone_into(&mut facts.equipment[0].area)
    }),
    Example::new("未选设备", Outcome::Stop, |facts| facts.equipment.clear()),
];

/// 山东指南 第十四条: 连续停止使用半年以上，重新开展服务前应当自查 (以上包括本数: the day of six months itself counts).
/// Only an inspection made once the stop had lasted that long is one before the restart.
pub(crate) fn inspected(facts: &Facts, limits: &Limits, _: Gate) -> Judgement {
    let months = limits.count(Limit::IdleMonths)?;
    let today = facts.today();
    let tally = each(facts, |tally, path, equipment| {
        let name = format!("{} {}", equipment.name, equipment.id);
        let (used, reached) = (equipment.last_used, terms::long_since(equipment, months));
        let holds = terms::inspection(equipment, months, facts.now).holds(facts.now);
        if holds && today < reached {
            tally.pass(
                format!("{path}.last_used"),
                format!("{name} 上次使用 {used}，停用未满 {months} 个月"),
                format!("{name} last used on {used}, idle for less than {months} months"),
            );
        } else {
            let on = equipment.inspected_on.map_or_else(|| "无".to_owned(), |on| on.to_string());
            tally.test(
                holds,
                format!("{path}.inspected_on"),
                format!("{name} 上次使用 {used}，停用已满 {months} 个月，此后自查：{on}"),
                format!(
                    "{name} last used on {used}, idle for {months} months; {}",
                    equipment
                        .inspected_on
                        .map_or_else(|| "not inspected".to_owned(), |on| format!("inspected on {on}"))
                ),
            );
        }
    });
    Ok(tally.ruling(
        DutyKind::EquipmentInspection.mend(),
        "请对设备和环境进行自查并记录后再开展服务",
        "inspect equipment and environment and record it before the restart",
    ))
}

pub(crate) const INSPECTED: &[Example] = &[
    Example::new("停用差一日满半年", Outcome::Pass, |facts| idle(facts, "2026-05-21")).beside("idle_months"),
    Example::new("停用恰满半年", Outcome::Stop, |facts| idle(facts, "2026-05-20")).beside("idle_months"),
    Example::new("满半年当日自查", Outcome::Pass, |facts| {
        idle(facts, "2026-05-01");
        facts.equipment[0].inspected_on = Some(day("2026-11-01"));
    })
    .beside("inspected_on"),
    Example::new("满半年前一日自查", Outcome::Stop, |facts| {
        idle(facts, "2026-05-01");
        facts.equipment[0].inspected_on = Some(day("2026-10-31"));
    })
    .beside("inspected_on"),
];

/// 山东指南 第十条: a sample test that is owed (new, changed, repaired) is passed before the service; a stop of *more* than
/// half a year owes one by itself. A passed finished-product test sampled since then serves as well.
pub(crate) fn open_test(facts: &Facts, limits: &Limits, _: Gate) -> Judgement {
    let months = limits.count(Limit::IdleMonths)?;
    let today = facts.today();
    let tally = each(facts, |tally, path, equipment| {
        let name = format!("{} {}", equipment.name, equipment.id);
        let reached = terms::long_since(equipment, months);
        let test = terms::sample_test(equipment, &facts.product_tests, months, facts.now);
        let tested = test.holds(facts.now);
        if let Some(trigger) = equipment.open_test {
            let why = trigger.zh();
            tally.stop(
                format!("{path}.open_test"),
                format!("{name} 因{why}须进行样品检验，尚未合格"),
                format!("{name} owes a sample test: {}", trigger.en()),
            );
        } else if tested && today <= reached {
            tally.pass(path, format!("{name} 无待完成的样品检验"), format!("{name} owes no sample test"));
        } else {
            let result =
                if tested { "此后样品检验合格" } else { "此后没有合格的样品检验" };
            tally.test(
                tested,
                format!("{path}.tested_on"),
                format!("{name} 上次使用 {}，停用超过 {months} 个月，{result}", equipment.last_used),
                format!("{name} idle for more than {months} months, tested since: {tested}"),
            );
        }
    });
    Ok(tally.ruling(
        DutyKind::EquipmentTest.mend(),
        "请完成样品检验并合格后再开展服务，或换用其他设备",
        "pass the sample test first, or use other equipment",
    ))
}

pub(crate) const OPEN_TEST: &[Example] = &[
    Example::new("停用恰半年", Outcome::Pass, |facts| untested(facts, "2026-05-20")).beside("idle_months"),
    Example::new("停用超过半年一日", Outcome::Stop, |facts| untested(facts, "2026-05-19"))
        .beside("idle_months"),
    Example::new("停用半年后检验", Outcome::Pass, |facts| {
        untested(facts, "2026-05-01");
        facts.equipment[0].tested_on = Some(day("2026-11-01"));
    })
    .beside("tested_on"),
    Example::new("停用半年前检验", Outcome::Stop, |facts| {
        untested(facts, "2026-05-01");
        facts.equipment[0].tested_on = Some(day("2026-10-31"));
    })
    .beside("tested_on"),
    Example::new("停用后成品检验合格", Outcome::Pass, |facts| idle(facts, "2026-03-01")),
    Example::new("维修后待检", Outcome::Stop, |facts| {
        facts.equipment[0].open_test = Some(TestTrigger::Repaired)
    }),
    Example::new("新设备待检", Outcome::Stop, |facts| {
        facts.equipment[1].open_test = Some(TestTrigger::Installed)
    }),
];

/// 山东指南 第十二条: 蜡基类产品应使用专用生产设备; dedicated means that nothing else is made in it.
pub(crate) fn wax(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let waxy = facts.components.iter().any(|component| component.product.wax);
    if !waxy && facts.equipment.iter().all(|equipment| !equipment.wax_only) {
        return Ok(not_applicable("无蜡基组分", "there is no wax-based component"));
    }
    let tally = each(facts, |tally, path, equipment| {
        let kind = if equipment.wax_only { "为" } else { "不是" };
        let blend = if waxy { "含蜡基组分" } else { "不含蜡基组分" };
        tally.test(
            equipment.wax_only == waxy,
            format!("{path}.wax_only"),
            format!("配方{blend}，{} {} {kind}蜡基专用设备", equipment.name, equipment.id),
            format!("wax in the recipe: {waxy}, {} dedicated: {}", equipment.id, equipment.wax_only),
        );
    });
    Ok(tally.ruling(
        MendAction::ChooseEquipment,
        "请换用相符的设备：蜡基产品与其他产品不共用设备",
        "choose equipment that fits: wax and other products share none",
    ))
}

pub(crate) const WAX: &[Example] = &[
    Example::new("无蜡基组分", Outcome::NotApplicable, |_| ()),
    Example::new("蜡基用专用设备", Outcome::Pass, |facts| {
        facts.components[0].product.wax = true;
        for equipment in &mut facts.equipment {
            equipment.wax_only = true;
        }
    }),
    Example::new("蜡基用普通设备", Outcome::Stop, |facts| facts.components[0].product.wax = true),
    Example::new("非蜡基用蜡基专用设备", Outcome::Stop, |facts| facts.equipment[0].wax_only = true),
];

fn idle(facts: &mut Facts, last_used: &str) {
    facts.equipment[0].last_used = day(last_used);
}

fn untested(facts: &mut Facts, last_used: &str) {
    facts.product_tests.clear();
    idle(facts, last_used);
}

/// Cleaned at a moment, and said to hold for a month.
fn said_longer(facts: &mut Facts, at: &str) {
    if let Some(cleaning) = &mut facts.equipment[0].cleaned {
        (cleaning.at, cleaning.valid_until) = (time(at), time("2026-12-13T10:00:00+08:00"));
    }
}

fn cleaned_until(facts: &mut Facts, until: &str) {
    if let Some(cleaning) = &mut facts.equipment[0].cleaned {
        cleaning.valid_until = time(until);
    }
}
