//! What is odd on a day: marks and open services in, questions out, each with its figure, the limit that it crossed and
//! the record to look at. Pure: the same marks give the same questions.

use std::collections::BTreeMap;

use chrono::Timelike as _;
use domain::Moment;
use domain::clock::Doubt;
use domain::ids::{ServiceNumber, StaffId};
use domain::service::Step;
use serde::{Deserialize, Serialize};
use store::tables::{Mark, What};
use ts_rs::TS;
use words::Worded as _;

use super::rules::{DayRules, Rule};
use crate::Refusal;

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Odd {
    /// By which rule.
    pub rule: Rule,
    /// When.
    #[ts(as = "String")]
    pub at: Moment,
    /// What it counted, in the rule's unit.
    pub figure: u64,
    /// What is odd, in Chinese.
    pub because: String,
    /// The same in English.
    pub because_en: String,
    /// The reason that was given at that moment, where one was asked for.
    pub reason: Option<String>,
    /// In which service.
    pub service: Option<String>,
    /// The record to look at.
    pub record: Option<u64>,
    /// Codes of those who signed, or whose it is.
    pub who: Vec<String>,
}

/// A service that is neither handed over nor ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenService {
    /// Which.
    pub number: ServiceNumber,
    /// Where it is.
    pub step: Step,
    /// Since when.
    pub since: Moment,
    /// Its latest record.
    pub record: Option<u64>,
}

/// What is odd, the gravest rule first and then in time.
///
/// # Errors
/// `damaged_installation`.
pub fn odd(
    rules: &DayRules,
    marks: &[Mark],
    open: &[OpenService],
    (now, doubt): (Moment, Option<Doubt>),
) -> Result<Vec<Odd>, Refusal> {
    let mut found = Found { rules, odd: Vec::new() };
    if let Some(doubt) = doubt {
        found.doubted(doubt, now)?;
    }
    for mark in marks {
        found.mark(mark)?;
        found.hours(mark)?;
    }
    found.signatures(marks)?;
    found.resets(marks)?;
    found.reprints(marks)?;
    for service in open {
        found.open(service, now)?;
    }
    let mut odd = found.odd;
    odd.sort_by_key(|one| (one.rule, one.at, one.record));
    Ok(odd)
}

/// Reprints within so long of the first of them are looked at together.
const CLUSTER: chrono::TimeDelta = chrono::TimeDelta::hours(1);

struct Found<'a> {
    rules: &'a DayRules,
    odd: Vec<Odd>,
}

/// How a sentence names a service.
fn unit(service: Option<&ServiceNumber>) -> String {
    service.map_or_else(|| "—".to_owned(), ToString::to_string)
}

fn names(who: &[StaffId]) -> String {
    who.iter().map(StaffId::as_str).collect::<Vec<_>>().join("、")
}

fn grams(milligrams: u64) -> String {
    domain::quantity::Milligrams(milligrams).to_string()
}

/// Whether a mark is of a signature.
pub(super) fn signs(what: What) -> bool {
    matches!(what, What::Cleared | What::Released | What::Rejected)
}

impl Found<'_> {
    fn ask(
        &mut self,
        rule: Rule,
        mark: &Mark,
        figure: u64,
        (zh, en): (String, String),
    ) -> Result<(), Refusal> {
        if self.rules.of(rule)?.strikes(figure) {
            self.odd.push(Odd {
                rule,
                at: mark.at,
                figure,
                because: zh,
                because_en: en,
                reason: mark.reason.clone(),
                service: mark.service.as_ref().map(ToString::to_string),
                record: Some(mark.seq),
                who: mark.who.iter().map(ToString::to_string).collect(),
            });
        }
        Ok(())
    }

    /// What one mark says by itself.
    fn mark(&mut self, mark: &Mark) -> Result<(), Refusal> {
        let (figure, service, who) = (mark.figure, unit(mark.service.as_ref()), names(&mark.who));
        let (rule, says) = match mark.what {
            What::Cleared => (
                Rule::ClearedQuickly,
                (
                    format!("{service} 顾客签字 {figure} 秒后就由 {who} 签了开工核对"),
                    format!("{service} was cleared by {who} {figure} s after the customer signed"),
                ),
            ),
            What::Released => (
                Rule::ReleasedQuickly,
                (
                    format!("{service} 扫回标签 {figure} 秒后就由 {who} 放行"),
                    format!("{service} was released by {who} {figure} s after its label was read back"),
                ),
            ),
            What::Rejected => (
                Rule::Rejected,
                (format!("{service} 由 {who} 不予放行"), format!("{service} was refused by {who}")),
            ),
            What::ByHand => (
                Rule::ByHand,
                (
                    format!("{service} 手工输入 {}", grams(figure)),
                    format!("{service}: {} was typed", grams(figure)),
                ),
            ),
            What::AgainstRanking => {
                let says =
                    (format!("{service} 没有选首位推荐"), format!("{service}: not the first of the ranking"));
                return self.ask(Rule::AgainstRanking, mark, 1, says);
            }
            What::Scaled => (
                Rule::OverPour,
                (
                    format!("{service} 倒多后加大批量，多出 {}", grams(figure)),
                    format!("{service}: too much was poured, {} is more than the unit", grams(figure)),
                ),
            ),
            What::WrittenOff => (
                Rule::WrittenOff,
                (
                    format!("{service} 报废 {}", grams(figure)),
                    format!("{service}: {} written off", grams(figure)),
                ),
            ),
            What::Abandoned => (
                Rule::Abandoned,
                (
                    format!("{service} 终止时容器里有 {}", grams(figure)),
                    format!("{service} was given up with {} in the vessel", grams(figure)),
                ),
            ),
            What::PinFailed => (
                Rule::LockedOut,
                (format!("{who} 连续 {figure} 次输错 PIN"), format!("{who}: {figure} wrong PINs in a row")),
            ),
            What::ClockSetBack => (
                Rule::ClockSetBack,
                (
                    format!("时钟被调慢 {} 分 {} 秒", figure / 60, figure % 60),
                    format!("the clock was set back by {} min {} s", figure / 60, figure % 60),
                ),
            ),
            What::ClockAhead => (
                Rule::ClockDiffers,
                (
                    format!("本机时钟比总部快 {} 分 {} 秒", figure / 60, figure % 60),
                    format!("the clock was {} min {} s ahead of headquarters'", figure / 60, figure % 60),
                ),
            ),
            What::ClockBehind => (
                Rule::ClockDiffers,
                (
                    format!("本机时钟比总部慢 {} 分 {} 秒", figure / 60, figure % 60),
                    format!("the clock was {} min {} s behind headquarters'", figure / 60, figure % 60),
                ),
            ),
            What::ClockConfirmed => (
                Rule::ClockConfirmed,
                (
                    format!("{who} 确认日期正确（与此前相差 {figure} 天）"),
                    format!("{who} said that the date is right, {figure} days from the last known one"),
                ),
            ),
            What::OpeningCorrected => (
                Rule::OpeningCorrected,
                ("容器的开封时间被更正".to_owned(), "a container's opening was corrected".to_owned()),
            ),
            What::PinReset => {
                let (staff, by) = (mark.who.first(), mark.who.get(1));
                let name = |id: Option<&StaffId>| id.map_or("—", StaffId::as_str).to_owned();
                let (staff, by) = (name(staff), name(by));
                let says =
                    (format!("{staff} 的 PIN 由 {by} 重设"), format!("the PIN of {staff} was reset by {by}"));
                (Rule::PinReset, says)
            }
            What::PinShared => {
                (Rule::PinShared, (format!("{who} 的 PIN 相同"), format!("{who} have the same PIN")))
            }
            // An approval is odd only by how soon it follows a reset, which is asked of both together.
            What::Approved => return Ok(()),
            // One copy anew is what a printer does; how often is asked of all of them together.
            What::Reprinted => return Ok(()),
            What::ReadAgainstPrinter => {
                let says = (
                    format!("{service} 的第 {figure} 张标签已扫回，而打印机报告它没有打印出来"),
                    format!(
                        "copy {figure} of {service}'s label was read back, and its printer said that it did not come out"
                    ),
                );
                return self.ask(Rule::LabelAgainstPrinter, mark, 1, says);
            }
            What::Corrected => {
                (Rule::Corrected, (format!("记录 {figure} 被更正"), format!("record {figure} was corrected")))
            }
        };
        self.ask(rule, mark, figure, says)
    }

    /// The date is doubted. What is said is of the day, not of the moment: the log stays the same while it is read.
    fn doubted(&mut self, doubt: Doubt, now: Moment) -> Result<(), Refusal> {
        let (today, known) = (domain::in_china(now).date_naive(), doubt.known());
        let days = (today - known).num_days().unsigned_abs();
        if !self.rules.of(Rule::ClockDoubted)?.strikes(days) {
            return Ok(());
        }
        let (because, because_en) = match doubt {
            Doubt::Behind { .. } => (
                format!("电脑日期 {today} 早于已有记录的 {known}，到期内容没有删除"),
                format!("the date {today} is before {known}, of which there are records: nothing is erased"),
            ),
            Doubt::Ahead { .. } => (
                format!("电脑日期 {today} 比已确认的 {known} 晚 {days} 天，到期内容没有删除"),
                format!(
                    "the date {today} is {days} days after {known}, the last known one: nothing is erased"
                ),
            ),
        };
        let day = domain::in_china(now).with_time(chrono::NaiveTime::MIN).single();
        self.odd.push(Odd {
            rule: Rule::ClockDoubted,
            at: day.unwrap_or(now),
            figure: days,
            because,
            because_en,
            reason: None,
            service: None,
            record: None,
            who: Vec::new(),
        });
        Ok(())
    }

    /// Signatures at hours at which nobody is served.
    fn hours(&mut self, mark: &Mark) -> Result<(), Refusal> {
        if !signs(mark.what) {
            return Ok(());
        }
        let at = domain::in_china(mark.at);
        let minute = u64::from(at.hour() * 60 + at.minute());
        let (service, who) = (unit(mark.service.as_ref()), names(&mark.who));
        for rule in [Rule::BeforeHours, Rule::AfterHours] {
            let says = (
                format!("{service} 由 {who} 于 {} 签名", at.format("%H:%M")),
                format!("{service} was signed by {who} at {}", at.format("%H:%M")),
            );
            self.ask(rule, mark, minute, says)?;
        }
        Ok(())
    }

    /// Signatures of one person on two services within seconds.
    fn signatures(&mut self, marks: &[Mark]) -> Result<(), Refusal> {
        let mut last: BTreeMap<&StaffId, &Mark> = BTreeMap::new();
        for mark in marks.iter().filter(|mark| signs(mark.what)) {
            let mut asked = false;
            for who in &mark.who {
                let before = last.insert(who, mark).filter(|before| before.service != mark.service);
                let Some(before) = before else { continue };
                let apart = u64::try_from((mark.at - before.at).num_seconds());
                // The clock was set back between them: that is asked by itself.
                let Ok(apart) = apart else { continue };
                // Both signers of a clearance sign at once; one question is enough for it.
                if asked {
                    continue;
                }
                asked = self.rules.of(Rule::SignaturesClose)?.strikes(apart);
                let (one, other) = (unit(before.service.as_ref()), unit(mark.service.as_ref()));
                let says = (
                    format!("{who} 相隔 {apart} 秒签了 {one} 和 {other}"),
                    format!("{who} signed {one} and {other} {apart} s apart"),
                );
                self.ask(Rule::SignaturesClose, mark, apart, says)?;
            }
        }
        Ok(())
    }

    /// Signatures and approvals of a person whose PIN another set not long before, each with the reset that it followed.
    fn resets(&mut self, marks: &[Mark]) -> Result<(), Refusal> {
        let mut reset: BTreeMap<&StaffId, (Moment, &StaffId)> = BTreeMap::new();
        for mark in marks {
            if mark.what == What::PinReset
                && let [staff, by] = mark.who.as_slice()
            {
                reset.insert(staff, (mark.at, by));
            }
            let approved = mark.what == What::Approved;
            if !signs(mark.what) && !approved {
                continue;
            }
            for who in &mark.who {
                let Some((at, by)) = reset.get(who) else { continue };
                let Ok(minutes) = u64::try_from((mark.at - *at).num_minutes()) else { continue };
                let (zh, en) = if approved {
                    (format!("批准清单（{} 项）", mark.figure), format!("an approval of {}", mark.figure))
                } else {
                    let unit = unit(mark.service.as_ref());
                    (format!(" {unit}"), unit)
                };
                let says = (
                    format!("{who} 的 PIN 由 {by} 重设 {minutes} 分钟后，以 {who} 的名义签了{zh}"),
                    format!("{en} was signed as {who} {minutes} min after {by} reset that PIN"),
                );
                self.ask(Rule::SignedAfterReset, mark, minutes, says)?;
            }
        }
        Ok(())
    }

    /// Labels printed anew: again and again for one unit, and many of them within an hour. Each is asked once, at the
    /// last of them.
    fn reprints(&mut self, marks: &[Mark]) -> Result<(), Refusal> {
        let mut by_unit: BTreeMap<Option<&ServiceNumber>, Vec<&Mark>> = BTreeMap::new();
        let mut by_hour: Vec<Vec<&Mark>> = Vec::new();
        for mark in marks.iter().filter(|mark| mark.what == What::Reprinted) {
            by_unit.entry(mark.service.as_ref()).or_default().push(mark);
            let near = |first: &&Mark| mark.at - first.at < CLUSTER;
            match by_hour.last_mut().filter(|hour| hour.first().is_some_and(near)) {
                Some(hour) => hour.push(mark),
                None => by_hour.push(vec![mark]),
            }
        }
        for (service, copies) in &by_unit {
            let (unit, n) = (unit(*service), copies.len());
            let says = (
                format!("{unit} 的标签补打 {n} 次"),
                format!("the label of {unit} was printed anew {n} times"),
            );
            self.together(Rule::Reprinted, copies, says)?;
        }
        for copies in &by_hour {
            let Some(first) = copies.first() else { continue };
            let n = copies.len();
            let from = domain::in_china(first.at).format("%H:%M");
            let says = (
                format!("{from} 起一小时内补打 {n} 张标签"),
                format!("{n} labels were printed anew within an hour from {from}"),
            );
            self.together(Rule::ReprintCluster, copies, says)?;
        }
        Ok(())
    }

    /// One question of several marks, at the last of them.
    fn together(&mut self, rule: Rule, marks: &[&Mark], says: (String, String)) -> Result<(), Refusal> {
        let Some(last) = marks.last() else { return Ok(()) };
        self.ask(rule, last, u64::try_from(marks.len()).unwrap_or(u64::MAX), says)
    }

    /// A service that stands still. What is said is since when, not how long: the log stays the same while it is read.
    fn open(&mut self, service: &OpenService, now: Moment) -> Result<(), Refusal> {
        let minutes = u64::try_from((now - service.since).num_minutes()).unwrap_or(0);
        let rule = if service.step == Step::Labelled { Rule::LabelUnscanned } else { Rule::LeftOpen };
        let limit = self.rules.of(rule)?;
        if !limit.strikes(minutes) {
            return Ok(());
        }
        let (number, at) = (&service.number, domain::in_china(service.since).format("%m-%d %H:%M"));
        let (because, because_en) = if rule == Rule::LabelUnscanned {
            (
                format!("{number} 的标签自 {at} 起没有扫回"),
                format!("the label of {number} was not read back since {at}"),
            )
        } else {
            (
                format!("{number} 自 {at} 起停在「{}」", service.step.zh()),
                format!("{number} stands still since {at}"),
            )
        };
        self.odd.push(Odd {
            rule,
            at: service.since,
            figure: limit.limit,
            because,
            because_en,
            reason: None,
            service: Some(number.to_string()),
            record: service.record,
            who: Vec::new(),
        });
        Ok(())
    }
}
