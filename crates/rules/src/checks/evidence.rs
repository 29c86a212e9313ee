//! Documents that must exist before a service: the quarter's finished-product test and the reviewed label
//! (山东指南 第十、十九条; 上海细则 第二十八条).

use chrono::{Datelike, NaiveDate};

use super::{Judgement, Tally, equipment::passed};
use crate::check::Example;
use crate::facts::{Facts, ProductTest, day};
use crate::finding::{Gate, Outcome};
use crate::rulebook::{Limit, Limits};

/// Quarters counted from the year 0: the fourth of 2026 is 2026 × 4 + 3.
fn quarter_of(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 4 + i64::from(day.month0() / 3)
}

fn quarter_name(quarter: i64) -> (String, String) {
    let (year, quarter) = (quarter.div_euclid(4), quarter.rem_euclid(4) + 1);
    (format!("{year} 年第 {quarter} 季度"), format!("Q{quarter} {year}"))
}

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
    let this = quarter_of(today);
    let reported =
        |test: &&ProductTest| test.reported_on.is_some_and(|on| on <= today) && test.sampled_on <= today;
    let count = |quarter: i64| {
        let tests = facts.product_tests.iter().filter(reported);
        tests.filter(|test| quarter_of(test.sampled_on) == quarter && passed(test, today)).count()
    };
    let enough = |quarter: i64| u32::try_from(count(quarter)).map_or(true, |count| count >= least);
    let latest =
        facts.product_tests.iter().filter(reported).max_by_key(|test| (test.sampled_on, test.reported_on));
    let ((now, now_en), (before, before_en)) = (quarter_name(this), quarter_name(this - 1));
    let mut tally = Tally::default();
    if let Some(test) = latest.filter(|test| !passed(test, today)) {
        let of = |fine: bool| if fine { "合格" } else { "不合格" };
        tally.stop(
            "product_tests",
            format!(
                "最近一次检验 {}（{} 取样）：微生物{}，理化{}",
                test.report,
                test.sampled_on,
                of(test.microbiology),
                of(test.physico_chemical)
            ),
            format!("the latest test {} sampled on {} failed", test.report, test.sampled_on),
        );
    } else if enough(this) {
        tally.pass("product_tests", format!("{now}检验合格"), format!("tested and passed in {now_en}"));
    } else if enough(this - 1) {
        tally.warn(
            "product_tests",
            format!("{before}检验合格，{now}尚未检验（须 {least} 次）"),
            format!("passed in {before_en}, not yet tested in {now_en}"),
        );
    } else {
        let since = facts.authorisations.iter().map(|granted| granted.from).min();
        let new = since.filter(|from| first_day(this - 1) < *from);
        match new {
            Some(from) => tally.warn(
                "product_tests",
                format!("门店自 {from} 起试点，尚无完整季度，{now}尚未检验"),
                format!("the store began on {from}: no full quarter yet, not tested in {now_en}"),
            ),
            None => tally.stop(
                "product_tests",
                format!("{before}和{now}均无合格的成品检验"),
                format!("no passed test in {before_en} nor in {now_en}"),
            ),
        }
    }
    Ok(tally.ruling(
        "send_sample",
        "请将成品样品送试点企业检验（微生物与理化），合格报告登记后再开展服务",
        "send a finished sample to the enterprise for microbiology and physico-chemistry and record the passed report",
    ))
}

fn first_day(quarter: i64) -> NaiveDate {
    let (year, month) = (quarter.div_euclid(4), quarter.rem_euclid(4) * 3 + 1);
    let month = u32::try_from(month).unwrap_or(1);
    i32::try_from(year)
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, 1))
        .unwrap_or(NaiveDate::MIN)
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
    let today = facts.today();
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
                label.approved_on.is_some_and(|on| on <= today),
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
        "choose_approved_label",
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
