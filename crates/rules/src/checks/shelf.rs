//! What stands on the shelf: the lots and containers that are picked, how they came into the area, and the use-by day
//! that follows from them (山东指南 第十三、十六、十八、二十一、二十二条;
//! 上海细则 第二十三、二十五、二十七、三十、三十一条).

mod period;

use domain::quantity::Milligrams;
use domain::stock::Zone;
use words::Worded as _;

use super::{Judgement, Tally, not_applicable};
use crate::check::{Example, Ruling};
use crate::facts::{BroughtIn, Component, Facts, Lot, time};
use crate::finding::{Gate, Outcome};
use crate::mend::MendAction;
use crate::rulebook::Limits;

pub(crate) use period::{IN_PERIOD, UNEXPIRED, USE_BY, in_period, unexpired, use_by};

/// Looks at every picked lot. At the choice of a recipe nothing may have been picked yet; at clearance a component
/// without a lot stops.
fn lots(
    facts: &Facts,
    gate: Gate,
    look: impl Fn(&mut Tally, String, &Lot),
    mend: (MendAction, &str, &str),
) -> Ruling {
    let mut tally = Tally::default();
    let mut seen = false;
    for (index, component) in facts.components.iter().enumerate() {
        match &component.lot {
            Some(lot) => {
                seen = true;
                look(&mut tally, format!("components[{index}].lot"), lot);
            }
            None if gate == Gate::Clearance => {
                let name = &component.product.name;
                let path = format!("components[{index}].lot");
                tally.stop(path, format!("{name} 未选定批"), format!("no lot is picked for {name}"));
            }
            None => {}
        }
    }
    if gate == Gate::RecipeChoice && !seen {
        return not_applicable("尚未选定批", "no lot is picked yet");
    }
    tally.ruling(mend.0, mend.1, mend.2)
}

/// 山东指南 第十三条: only from 合格; 第十六条: accepted on receipt.
pub(crate) fn accepted(facts: &Facts, _: &Limits, gate: Gate) -> Judgement {
    let look = |tally: &mut Tally, path: String, lot: &Lot| {
        let zone = lot.zone.zh();
        tally.test(
            lot.zone == Zone::Accepted,
            format!("{path}.zone"),
            format!("批号 {} 在{zone}", lot.number),
            format!("lot {} is {}", lot.number, lot.zone.en().to_lowercase()),
        );
        let not = if lot.accepted { "已" } else { "未" };
        tally.test(
            lot.accepted,
            format!("{path}.accepted"),
            format!("批号 {} {not}验收", lot.number),
            format!("lot {} accepted: {}", lot.number, lot.accepted),
        );
    };
    let mend = (
        MendAction::PickOtherLot,
        "请改取合格区内已验收的批；待检批须先完成验收",
        "pick an accepted lot; a waiting lot must be accepted first",
    );
    Ok(lots(facts, gate, look, mend))
}

pub(crate) const ACCEPTED: &[Example] = &[
    Example::new("合格且已验收", Outcome::Pass, |_| ()),
    Example::new("待检", Outcome::Stop, |facts| zone(facts, Zone::Waiting)),
    Example::new("不合格", Outcome::Stop, |facts| zone(facts, Zone::Rejected)),
    Example::new("退货或者召回", Outcome::Stop, |facts| zone(facts, Zone::ReturnedOrRecalled)),
    Example::new("在合格区而未验收", Outcome::Stop, |facts| lot(facts, |lot| lot.accepted = false)),
    Example::new("开工时未选批", Outcome::Stop, |facts| facts.components[1].lot = None),
    Example::new("选方案时尚未选批", Outcome::NotApplicable, no_lots).at_choice(),
];

/// 山东指南 第十三、二十五条; 化妆品监督管理条例 第四十四条: a recalled lot is not used, in whatever zone it stands.
pub(crate) fn not_recalled(facts: &Facts, _: &Limits, gate: Gate) -> Judgement {
    let look = |tally: &mut Tally, path: String, lot: &Lot| {
        let not = if lot.recalled { "已被" } else { "未被" };
        tally.test(
            !lot.recalled,
            format!("{path}.recalled"),
            format!("批号 {} {not}召回", lot.number),
            format!("lot {} recalled: {}", lot.number, lot.recalled),
        );
    };
    let mend = (
        MendAction::MoveToRecallZone,
        "请将该批移至退货或者召回区，改取其他批",
        "move the lot to the recall zone and pick another",
    );
    Ok(lots(facts, gate, look, mend))
}

pub(crate) const NOT_RECALLED: &[Example] = &[
    Example::new("未召回", Outcome::Pass, |_| ()),
    Example::new("召回而仍在合格区", Outcome::Stop, |facts| lot(facts, |lot| lot.recalled = true)),
];

/// 山东指南 第十八、二十条: what is left in the container is enough for the weighing.
pub(crate) fn suffices(facts: &Facts, _: &Limits, gate: Gate) -> Judgement {
    let mut tally = Tally::default();
    let mut seen = false;
    for (index, component) in facts.components.iter().enumerate() {
        let name = &component.product.name;
        match (&component.container, component.target_mg) {
            (Some(container), Some(target)) => {
                seen = true;
                let (left, wanted) = (Milligrams(container.left_mg), Milligrams(target));
                tally.test(
                    target > 0 && wanted <= left,
                    format!("components[{index}].container.left_mg"),
                    format!("{name} 容器 {} 余 {left}，需 {wanted}", container.id),
                    format!("{name}: container {} has {left}, {wanted} are needed", container.id),
                );
            }
            _ if gate == Gate::Clearance => tally.stop(
                format!("components[{index}].container"),
                format!("{name} 未选定开封容器或称量目标"),
                format!("no opened container or target for {name}"),
            ),
            _ => {}
        }
    }
    if gate == Gate::RecipeChoice && !seen {
        return Ok(not_applicable("尚未选定容器", "no container is picked yet"));
    }
    Ok(tally.ruling(
        MendAction::OpenNewUnit,
        "请开封新的一件，或改取其他批",
        "open a new unit, or pick another lot",
    ))
}

pub(crate) const SUFFICES: &[Example] = &[
    Example::new("余量恰等于需量", Outcome::Pass, |facts| left(facts, 15_000)).beside("left_mg"),
    Example::new("余量差一毫克", Outcome::Stop, |facts| left(facts, 14_999)).beside("left_mg"),
    Example::new("开工时未选容器", Outcome::Stop, |facts| facts.components[0].container = None),
    Example::new("没有组分", Outcome::Stop, |facts| facts.components.clear()),
    Example::new("选方案时尚未选容器", Outcome::NotApplicable, no_lots).at_choice(),
];

/// 山东指南 第十八条; 上海细则 第二十七条: 结存物料应当由质量安全员确认符合质量要求后，方可放行. What was never sealed is no
/// leftover: it stands at the bench since it was opened.
pub(crate) fn released(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let mut tally = Tally::default();
    let mut seen = false;
    for (index, component) in facts.components.iter().enumerate() {
        let Some(container) = &component.container else { continue };
        seen = true;
        let (name, id) = (&component.product.name, &container.id);
        let state = if container.unreleased { "是未放行的结存" } else { "可用" };
        tally.test(
            !container.unreleased,
            format!("components[{index}].container.unreleased"),
            format!("{name} 容器 {id} {state}"),
            format!("{name}: container {id}, leftover not released: {}", container.unreleased),
        );
    }
    if !seen {
        return Ok(not_applicable("尚未选定容器", "no container is picked yet"));
    }
    Ok(tally.ruling(
        MendAction::ReleaseLeftover,
        "请质量安全员确认结存后放行，或开封新的一件",
        "have the officer release the leftover, or open a new unit",
    ))
}

pub(crate) const RELEASED: &[Example] = &[
    Example::new("不是结存，或已放行", Outcome::Pass, |_| ()),
    Example::new("结存未放行", Outcome::Stop, |facts| {
        if let Some(container) = &mut facts.components[1].container {
            container.unreleased = true;
        }
    }),
    Example::new("尚未选定容器", Outcome::NotApplicable, no_lots).at_choice(),
];

/// 山东指南 第二十一条; 上海细则 第三十条: by the set route, outer pack removed or cleaned, confirmed on the day.
pub(crate) fn by_route(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let mut tally = Tally::default();
    let lacks = |component: &Component| unconfirmed(component.brought_in.as_ref(), facts);
    let lacking: Vec<_> = facts.components.iter().map(lacks).collect();
    // They come in together: what is the same of all of them names none.
    let alike = lacking.windows(2).all(|pair| pair.first() == pair.last());
    for (index, (component, lacking)) in facts.components.iter().zip(&lacking).enumerate() {
        let path = format!("components[{index}].brought_in");
        let (zh_of, en_of) = if alike {
            ("物料", "the materials")
        } else {
            (&*component.product.name, &*component.product.name)
        };
        if lacking.is_empty() {
            let (zh, en) =
                ("今日经规定路线进入，外包装已除去或清洁消毒", "in by the route today, outer pack treated");
            tally.pass(path, format!("{zh_of}{zh}"), format!("{en_of}: {en}"));
        } else {
            let (zh, en): (Vec<&str>, Vec<&str>) = lacking.iter().copied().unzip();
            tally.stop(path, format!("{zh_of}{}", zh.join("，")), format!("{en_of}: {}", en.join(", ")));
        }
    }
    Ok(tally.ruling(
        MendAction::ConfirmMaterialEntry,
        "请当日经规定路线送入物料，除去外包装或清洁消毒后确认",
        "bring the materials in by the route today, treat the outer pack, and confirm it",
    ))
}

/// What nobody confirmed today of how a component came in.
fn unconfirmed(way: Option<&BroughtIn>, facts: &Facts) -> Vec<(&'static str, &'static str)> {
    let Some(way) = way else {
        return vec![("还没有确认如何进入操作区域", "not confirmed how they came in")];
    };
    let today = way.at <= facts.now && way.at.with_timezone(facts.now.offset()).date_naive() == facts.today();
    let asked = [
        (way.by_route, ("还没有确认经规定路线进入", "not confirmed to have come by the set route")),
        (way.outer_pack_treated, ("还没有确认外包装已除去或清洁消毒", "outer pack not confirmed as treated")),
        (today, ("不是今日确认的", "not confirmed today")),
    ];
    asked.into_iter().filter(|(said, _)| !said).map(|(_, words)| words).collect()
}

pub(crate) const BY_ROUTE: &[Example] = &[
    Example::new("今日确认", Outcome::Pass, |_| ()),
    Example::new("今日零时确认", Outcome::Pass, |facts| brought(facts, "2026-11-20T00:00:00+08:00"))
        .beside("at"),
    Example::new("昨日确认", Outcome::Stop, |facts| brought(facts, "2026-11-19T23:59:59+08:00")).beside("at"),
    Example::new("确认时间在将来", Outcome::Stop, |facts| brought(facts, "2026-11-20T10:00:01+08:00"))
        .beside("at"),
    Example::new("未确认", Outcome::Stop, |facts| facts.components[1].brought_in = None),
    Example::new("外包装未处理", Outcome::Stop, |facts| {
        if let Some(way) = &mut facts.components[0].brought_in {
            way.outer_pack_treated = false;
        }
    }),
    Example::new("未经规定路线", Outcome::Stop, |facts| {
        if let Some(way) = &mut facts.components[0].brought_in {
            way.by_route = false;
        }
    }),
];

fn lot(facts: &mut Facts, change: impl FnOnce(&mut Lot)) {
    if let Some(lot) = facts.components.last_mut().and_then(|component| component.lot.as_mut()) {
        change(lot);
    }
}

fn zone(facts: &mut Facts, zone: Zone) {
    lot(facts, |lot| lot.zone = zone);
}

fn left(facts: &mut Facts, left_mg: u64) {
    if let Some(container) = &mut facts.components[0].container {
        container.left_mg = left_mg;
    }
}

fn brought(facts: &mut Facts, at: &str) {
    if let Some(way) = &mut facts.components[0].brought_in {
        way.at = time(at);
    }
}

fn no_lots(facts: &mut Facts) {
    for component in &mut facts.components {
        component.lot = None;
        component.container = None;
    }
    facts.use_by = None;
}
