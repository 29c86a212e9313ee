//! The signed log as a paper and as a workbook, made from its record: what stands on it is what was signed, whatever has
//! happened since. What came later is named at its head and nowhere mixed in.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use command::Caller;
use documents::{DayLog, LogCell, LogColumn, LogSection, day_log_pdf, day_log_xlsx};
use domain::Moment;
use words::{Word, Worded as _, figure, find, label_count, panel, until};

use super::figures::Figures;
use super::labels::Labels;
use super::look::{SignedLog, signed, view};
use super::named::named;
use super::odd::Odd;
use super::rules::{OddRule, Rule};
use super::sheet::DaySheet;
use crate::error::unset;
use crate::view::reader::Reader;
use crate::{Counter, Host, Refusal};

/// The two forms of a signed log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayPapers {
    /// For people.
    pub pdf: Vec<u8>,
    /// For a spreadsheet.
    pub xlsx: Vec<u8>,
}

/// Makes both forms of the latest signed log of a day, as a person may read it.
///
/// # Errors
/// `day_unsigned` where no log of that day was signed.
pub fn papers<H: Host>(counter: &Counter<H>, caller: &Caller, day: NaiveDate) -> Result<DayPapers, Refusal> {
    let unsigned = || {
        let message = format!("{day} 的日志还没有签名，没有可保存的文件");
        Refusal::new("day_unsigned", message).mend("请店长先签名")
    };
    let row = counter.store().day(day)?;
    let record = row.and_then(|row| row.signed.last().copied()).ok_or_else(unsigned)?;
    let log = signed(counter, record)?;
    let sheet: DaySheet = serde_json::from_str(&log.sheet)?;
    let seed = log.seed.to_string();
    let reader = Reader::of(counter, caller)?;
    let log = view(&reader, record, log)?;
    let (sheet, names) = named(&reader, sheet)?;
    let values = values(counter, (&sheet, &names), &log, &seed)?;
    Ok(DayPapers {
        pdf: day_log_pdf(&values, &counter.assets().typeface).map_err(unset)?,
        xlsx: day_log_xlsx(&values).map_err(unset)?,
    })
}

/// Three places: milligrams as grams.
const fn grams(milligrams: u64) -> LogCell {
    LogCell::Number { units: milligrams, places: 3 }
}

const fn yuan(fen: u64) -> LogCell {
    LogCell::Number { units: fen, places: 2 }
}

/// One place: seconds as minutes, to the nearest tenth as the screen shows them.
const fn minutes(seconds: u64) -> LogCell {
    LogCell::Number { units: (seconds + 3) / 6, places: 1 }
}

fn section(title: &str, columns: Vec<LogColumn>, rows: Vec<Vec<LogCell>>, none: &str) -> LogSection {
    LogSection { title: title.to_owned(), note: None, columns, rows, none: none.to_owned() }
}

fn values<H: Host>(
    counter: &Counter<H>,
    (sheet, names): (&DaySheet, &BTreeMap<String, String>),
    log: &SignedLog,
    seed: &str,
) -> Result<DayLog, Refusal> {
    let premises = counter.store().premises()?.premises;
    let day = sheet.period.from;
    let voided = log.voided_by.first().map(|first| {
        let at = domain::in_china(first.at).format("%Y-%m-%d %H:%M");
        format!("签名之后有 {} 条新记录，第一条是 {at} 的「{}」", log.voided_by.len(), first.title)
    });
    let figures = &sheet.figures;
    let field = |name: &str, value: String| (name.to_owned(), value);
    Ok(DayLog {
        title: format!("{} 门店日志 {day}", premises.name),
        fields: vec![
            field("门店", format!("{}（{}）", premises.name, premises.code)),
            field("日期", day.to_string()),
            field("店长签名", format!("{}，输入本人 PIN", log.by_name)),
            field("日志记录编号", log.record.to_string()),
            field("截至记录编号", log.up_to.to_string()),
            field("所签内容 SHA-256", log.shown.to_string()),
        ],
        voided,
        sections: vec![
            totals(sheet),
            unusual(&sheet.odd, counter.assets().day_rules.all()),
            labels(&figures.labels),
            hours(figures),
            stops(figures),
            lots(figures),
            waste(figures),
            steps(figures),
            sample(sheet, log, seed),
            due(sheet, names, log.at),
        ],
        notes: log.notes.as_ref().map(|notes| notes.text.clone()).filter(|text| !text.is_empty()),
        mark: format!("{} 日志 {day} 记录 {}", premises.code, log.record),
        at: log.at,
    })
}

fn in_unit(word: Word, unit: &str) -> String {
    format!("{}（{unit}）", word.zh)
}

fn totals(sheet: &DaySheet) -> LogSection {
    let (now, before) = (&sheet.figures.totals, &sheet.before);
    let columns = vec![
        LogColumn::words("项目", 20.0),
        LogColumn::figures("当日", 12.0),
        LogColumn::figures("前一日", 12.0),
    ];
    let row = |name: &str, of: fn(u64) -> LogCell, now: u64, before: u64| {
        vec![LogCell::text(name), of(now), of(before)]
    };
    let rows = vec![
        row(figure::Opened.zh, LogCell::count, now.opened, before.opened),
        row(figure::Done.zh, LogCell::count, now.done, before.done),
        row(figure::Ended.zh, LogCell::count, now.ended, before.ended),
        row(&in_unit(figure::Stops, "条款次"), LogCell::count, now.stops, before.stops),
        row(&in_unit(figure::Weighed, "g"), grams, now.weighed_mg, before.weighed_mg),
        row(&in_unit(figure::Waste, "g"), grams, now.waste_mg, before.waste_mg),
        row(figure::Sold.zh, LogCell::count, now.sold, before.sold),
        row(&in_unit(figure::Fen, "元"), yuan, now.fen, before.fen),
        row(&in_unit(figure::Erased, "项"), LogCell::count, now.erased, before.erased),
    ];
    section("当日数字", columns, rows, "")
}

fn unusual(odd: &[Odd], rules: &[OddRule]) -> LogSection {
    let titles: BTreeMap<Rule, &str> = rules.iter().map(|rule| (rule.id, rule.title.as_str())).collect();
    let columns = vec![
        LogColumn::words("时间", 9.0),
        LogColumn::words("情况", 16.0),
        LogColumn::words("说明", 42.0),
        LogColumn::figures("记录", 8.0),
    ];
    let rows = odd.iter().map(|odd| {
        let reason = odd.reason.as_ref().map_or_else(String::new, |reason| format!("；原因：{reason}"));
        vec![
            LogCell::text(domain::in_china(odd.at).format("%H:%M:%S").to_string()),
            LogCell::text(titles.get(&odd.rule).copied().unwrap_or_default()),
            LogCell::text(format!("{}{reason}", odd.because)),
            odd.record.map_or_else(|| LogCell::text("—"), LogCell::count),
        ]
    });
    let mut section = section(panel::Odd.zh, columns, rows.collect(), "没有异常。");
    section.note = Some("异常是须看一看的问题，不是结论；界限与理由见软件中的规则表。".to_owned());
    section
}

/// The equation first, then each copy that keeps it from coming out even.
fn labels(labels: &Labels) -> LogSection {
    let columns = vec![
        LogColumn::words("项目", 20.0),
        LogColumn::figures("张数", 10.0),
        LogColumn::words("说明", 34.0),
    ];
    let row = |name: &str, count: usize, note: &str| {
        let count = LogCell::count(u64::try_from(count).unwrap_or(u64::MAX));
        vec![LogCell::text(name), count, LogCell::text(note)]
    };
    let counts = &labels.counts;
    let ends = [label_count::Used, label_count::Spoiled, label_count::Voided, label_count::Open];
    let sum = format!("＝ {}", ends.map(|end| end.zh).join(" + "));
    let mut rows = vec![
        row(label_count::Printed.zh, counts.printed, &sum),
        row(label_count::Used.zh, counts.used, "随产品交付"),
        row(label_count::Spoiled.zh, counts.spoiled, ""),
        row(label_count::Voided.zh, counts.voided, ""),
        row(label_count::Open.zh, counts.open, "已打印，去向未定"),
        row(label_count::Pending.zh, counts.pending, "已生成，还没有打印出来"),
        row(label_count::NeverPrinted.zh, counts.never_printed, "没有纸"),
        row(label_count::Reprints.zh, counts.reprints, "第一张之后的，已算在内"),
    ];
    rows.extend(labels.loose.iter().map(|label| {
        let at = domain::in_china(label.issued_at).format("%m-%d %H:%M");
        let note = format!("第 {} 张，{at} 生成", label.copy);
        row(&label.service, 1, &format!("{}；{note}", label.state.zh()))
    }));
    if labels.counts.issued == 0 {
        rows.clear();
    }
    let mut section = section(panel::Labels.zh, columns, rows, "当日没有标签。");
    section.note = Some(
        if labels.settled {
            "每一张都有去向，对得上。"
        } else {
            "还没有对上：未了的逐张列在下面。"
        }
        .to_owned(),
    );
    section
}

/// The word of a code that a signed sheet holds; of one that this version does not know the code itself.
fn word<'a>(words: &[Word], code: &'a str) -> &'a str {
    find(words, code).map_or(code, |word| word.zh)
}

fn hours(figures: &Figures) -> LogSection {
    let columns = vec![
        LogColumn::words("时段", 12.0),
        LogColumn::words("模式", 12.0),
        LogColumn::figures("开始", 10.0),
        LogColumn::figures("交付", 10.0),
        LogColumn::figures("终止", 10.0),
    ];
    let rows = figures.hours.iter().flat_map(|hour| {
        hour.modes.iter().map(move |figure| {
            vec![
                LogCell::text(format!("{:02}–{:02} 时", hour.hour, hour.hour + 1)),
                LogCell::text(word(words::mode::WORDS, &figure.mode)),
                LogCell::count(figure.opened),
                LogCell::count(figure.done),
                LogCell::count(figure.ended),
            ]
        })
    });
    section(panel::Hours.zh, columns, rows.collect(), "当日没有服务。")
}

fn stops(figures: &Figures) -> LogSection {
    let columns = vec![
        LogColumn::words("规则集", 22.0),
        LogColumn::words("条款", 10.0),
        LogColumn::words("检查", 16.0),
        LogColumn::figures("次数", 8.0),
    ];
    let rows = figures.stops.iter().map(|stop| {
        vec![
            LogCell::text(&stop.rulebook_title),
            LogCell::text(&stop.clause),
            LogCell::text(&stop.check_title),
            LogCell::count(stop.times),
        ]
    });
    section(panel::Stops.zh, columns, rows.collect(), "当日开工核对没有未通过的条款。")
}

fn lots(figures: &Figures) -> LogSection {
    let columns = vec![
        LogColumn::words("产品", 26.0),
        LogColumn::words("批号", 14.0),
        LogColumn::words("批", 12.0),
        LogColumn::figures("次数", 8.0),
        LogColumn::figures("称量（g）", 12.0),
    ];
    let rows = figures.lots.iter().map(|lot| {
        vec![
            LogCell::text(&lot.product),
            LogCell::text(&lot.number),
            LogCell::text(&lot.lot),
            LogCell::count(lot.times),
            grams(lot.milligrams),
        ]
    });
    section(panel::Lots.zh, columns, rows.collect(), "当日没有称量。")
}

fn waste(figures: &Figures) -> LogSection {
    let columns = vec![
        LogColumn::words("原因", 20.0),
        LogColumn::figures("次数", 10.0),
        LogColumn::figures("重量（g）", 12.0),
    ];
    let rows = figures.waste.iter().map(|waste| {
        let why = word(words::waste::WORDS, &waste.why);
        vec![LogCell::text(why), LogCell::count(waste.times), grams(waste.milligrams)]
    });
    section(panel::Waste.zh, columns, rows.collect(), "当日没有浪费。")
}

fn steps(figures: &Figures) -> LogSection {
    let columns = vec![
        LogColumn::words("步骤", 16.0),
        LogColumn::figures("次数", 10.0),
        LogColumn::figures("平均（分）", 12.0),
        LogColumn::figures("最长（分）", 12.0),
    ];
    let rows = figures.steps.iter().map(|step| {
        vec![
            LogCell::text(word(words::step::WORDS, &step.step)),
            LogCell::count(step.times),
            minutes(step.mean_seconds),
            minutes(step.most_seconds),
        ]
    });
    section(panel::Steps.zh, columns, rows.collect(), "当日没有完成的步骤。")
}

fn sample(sheet: &DaySheet, log: &SignedLog, seed: &str) -> LogSection {
    let columns = vec![LogColumn::words("服务单号", 18.0), LogColumn::words("查看结果", 40.0)];
    let remarks = log.notes.iter().flat_map(|notes| &notes.remarks);
    let remarks: BTreeMap<&str, &str> =
        remarks.map(|looked| (looked.service.as_str(), looked.remark.as_str())).collect();
    let services = sheet.sample.iter().flat_map(|sample| &sample.services);
    let rows = services.map(|number| {
        let said =
            remarks.get(number.as_str()).map_or_else(|| "已看".to_owned(), |said| format!("已看；{said}"));
        vec![LogCell::text(number.as_str()), LogCell::text(said)]
    });
    let mut section = section("抽查（5 %）", columns, rows.collect(), "当日没有服务可抽。");
    let of = sheet.sample.as_ref().map_or(0, |sample| sample.of);
    section.note = Some(format!(
        "从当日 {of} 单服务中抽取；种子 {seed}，由当日最后一条记录的摘要和日期算出，任何人不能挑选。"
    ));
    section
}

/// What was due when it was signed. A day that was past by then has no such list: what is due is known of today alone.
fn due(sheet: &DaySheet, names: &BTreeMap<String, String>, signed: Moment) -> LogSection {
    let columns = vec![
        LogColumn::words("事项", 18.0),
        LogColumn::words("对象", 18.0),
        LogColumn::words("期限", 14.0),
        LogColumn::words("状态", 10.0),
    ];
    let rows = sheet.due.iter().map(|item| {
        vec![
            LogCell::text(item.kind.zh()),
            LogCell::text(names.get(&item.called()).unwrap_or(&item.subject)),
            LogCell::text(item.until()),
            LogCell::text(if item.overdue { until::Overdue.zh } else { until::Soon.zh }),
        ]
    });
    let past = sheet.period.to < domain::in_china(signed).date_naive();
    let none = if past {
        "往日的日志不列到期事项：到期与逾期只按签名当天的情况列出，当日到期的事项这里没有显示。"
    } else {
        "没有到期或逾期的事项。"
    };
    let mut section = section("到期与逾期（签名时）", columns, rows.collect(), none);
    let more = sheet.call_backs_more;
    let calls = (more > 0).then(|| format!("另有 {more} 次更早的回访没有做，未逐条列出。"));
    let leaving = sheet.leaving;
    let leaving = (leaving > 0).then(|| format!("两周内到期删除的个人信息 {leaving} 项。"));
    section.note = calls.into_iter().chain(leaving).reduce(|one, other| one + &other);
    section
}
