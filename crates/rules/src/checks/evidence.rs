//! Documents that must exist before a service: the quarter's finished-product test and the reviewed label
//! (山东指南 第十、十九条; 上海细则 第二十八条).

use super::{Judgement, Tally};
use crate::check::Example;
use crate::duties::{DutyKind, Quarter, Term, Tested, tested};
use crate::facts::{Facts, day};
use crate::finding::{Gate, Outcome};
use crate::mend::MendAction;
use crate::rulebook::{Limit, Limits};

/// 山东指南 第十条: 原则上，每季度至少开展一次，检验项目应当包含微生物与理化指标.
///
/// A test counts for the quarter in which its sample was taken, once reported and passed in both parts. The quarter that
/// runs may still be tested until its last day, so that:
/// - the latest report that failed stops, whatever came before;
/// - a passed test in this quarter passes;
/// - none in this quarter, but one in the quarter before: warns, the test is due;
/// - none in either stops, unless the store was not yet authorised on the first day of the quarter before, so that it
///   was no full quarter: that warns.
pub(crate) fn quarter(facts: &Facts, limits: &Limits, _: Gate) -> Judgement {
    let least = limits.count(Limit::QuarterTestsMin)?;
    let today = facts.today();
    let this = Quarter::of(today);
    let ((now, now_en), (before, before_en)) = (this.name(), this.before().name());
    let stands = tested(&facts.product_tests, &facts.authorisations, least, today);
    let (zh, en) = match stands {
        Tested::Failed(test) => {
            let of = |fine: bool| if fine { "合格" } else { "不合格" };
            (
                format!(
                    "最近一次检验 {}（{} 取样）：微生物{}，理化{}",
                    test.report,
                    test.sampled_on,
                    of(test.microbiology),
                    of(test.physico_chemical)
                ),
                format!("the latest test {} sampled on {} failed", test.report, test.sampled_on),
            )
        }
        Tested::This => (format!("{now}检验合格"), format!("tested and passed in {now_en}")),
        Tested::Before => (
            format!("{before}检验合格，{now}尚未检验（须 {least} 次）"),
            format!("passed in {before_en}, not yet tested in {now_en}"),
        ),
        Tested::NoFullQuarter(from) => (
            format!("门店自 {from} 起试点，尚无完整季度，{now}尚未检验"),
            format!("the store began on {from}: no full quarter yet, not tested in {now_en}"),
        ),
        Tested::Neither => (
            format!("{before}和{now}均无合格的成品检验"),
            format!("no passed test in {before_en} nor in {now_en}"),
        ),
    };
    let mut tally = Tally::default();
    let holds = stands.term(today).holds(facts.now);
    match stands {
        Tested::This if holds => tally.pass("product_tests", zh, en),
        Tested::Before | Tested::NoFullQuarter(_) if holds => tally.warn("product_tests", zh, en),
        Tested::This | Tested::Before | Tested::NoFullQuarter(_) | Tested::Failed(_) | Tested::Neither => {
            tally.stop("product_tests", zh, en);
        }
    }
    Ok(tally.ruling(
        DutyKind::ProductTest.mend(),
        "请将成品样品送试点企业检验（微生物与理化），合格报告登记后再开展服务",
        "send a finished sample to the enterprise for microbiology and physico-chemistry and record the passed report",
    ))
}

pub(crate) const QUARTER: &[Example] = &[
    Example::new("本季首日取样合格", Outcome::Pass, |facts| only(facts, "2026-10-01"))
        .beside("quarter_tests_min"),
    Example::new("上季末日取样合格，本季未检", Outcome::Warn, |facts| only(facts, "2026-09-30"))
        .beside("quarter_tests_min"),
    Example::new("上季首日取样合格，本季未检", Outcome::Warn, |facts| only(facts, "2026-07-01"))
        .beside("quarter_tests_min"),
    Example::new("上上季末日取样，两季均无", Outcome::Stop, |facts| only(facts, "2026-06-30"))
        .beside("quarter_tests_min"),
    Example::new("上季第二日起试点，无完整季度", Outcome::Warn, |facts| {
        begun(facts, "2026-07-02")
    })
    .beside("first_quarter"),
    Example::new("上季首日起试点而未检", Outcome::Stop, |facts| begun(facts, "2026-07-01"))
        .beside("first_quarter"),
    Example::new("本季取样未出报告", Outcome::Warn, |facts| {
        facts.product_tests[1].reported_on = None
    }),
    Example::new("最近一次微生物不合格", Outcome::Stop, |facts| {
        facts.product_tests[1].microbiology = false
    }),
    Example::new("最近一次理化不合格", Outcome::Stop, |facts| {
        facts.product_tests[1].physico_chemical = false
    }),
    Example::new("不合格后复检合格", Outcome::Pass, |facts| {
        facts.product_tests[1].microbiology = false;
        let mut again = facts.product_tests[1].clone();
        again.sampled_on = day("2026-11-02");
        again.reported_on = Some(day("2026-11-12"));
        again.microbiology = true;
        facts.product_tests.push(again);
    }),
];

/// 山东指南 第十九条: 应当建立标签管理制度，对产品标签进行审核确认.
pub(crate) fn label(facts: &Facts, _: &Limits, _: Gate) -> Judgement {
    let mut tally = Tally::default();
    match &facts.label {
        None => tally.stop("label", "未选定标签模板", "no label template is named"),
        Some(label) if label.changed => tally.stop(
            "label.changed",
            format!("标签模板 {} 第 {} 版在批准之后内容有变", label.template, label.version),
            format!(
                "label template {} version {} has changed since its approval",
                label.template, label.version
            ),
        ),
        Some(label) => {
            let on =
                label.approved_on.map_or_else(|| "未批准或已撤回".to_owned(), |on| format!("批准于 {on}"));
            tally.test(
                label.approved_on.is_some_and(|on| Term::from_day(on).holds(facts.now)),
                "label.approved_on",
                format!("标签模板 {} 第 {} 版{on}", label.template, label.version),
                format!(
                    "label template {} version {} {}",
                    label.template,
                    label.version,
                    label
                        .approved_on
                        .map_or_else(|| "is not approved".to_owned(), |on| format!("approved on {on}"))
                ),
            );
        }
    }
    Ok(tally.ruling(
        MendAction::ChooseApprovedLabel,
        "请选用已批准的标签模板，或请质量安全员在「标签模板」中查看样张后重新批准",
        "choose an approved template, or have the officer look at its sample and approve it anew",
    ))
}

pub(crate) const LABEL: &[Example] = &[
    Example::new("今日批准", Outcome::Pass, |facts| approved(facts, Some("2026-11-20")))
        .beside("approved_on"),
    Example::new("明日起批准", Outcome::Stop, |facts| approved(facts, Some("2026-11-21")))
        .beside("approved_on"),
    Example::new("批准后内容有变", Outcome::Stop, |facts| {
        if let Some(label) = &mut facts.label {
            label.changed = true;
        }
    }),
    Example::new("批准已撤回", Outcome::Stop, |facts| approved(facts, None)),
    Example::new("未选模板", Outcome::Stop, |facts| facts.label = None),
];

fn only(facts: &mut Facts, sampled_on: &str) {
    facts.product_tests.truncate(1);
    facts.product_tests[0].sampled_on = day(sampled_on);
    facts.product_tests[0].reported_on = Some(day("2026-11-01"));
}

fn begun(facts: &mut Facts, from: &str) {
    facts.product_tests.clear();
    facts.authorisations[0].from = day(from);
}

fn approved(facts: &mut Facts, on: Option<&str>) {
    if let Some(label) = &mut facts.label {
        label.approved_on = on.map(day);
    }
}
