//! One row of a table: its columns, by the plan of the header, to measurements, time, age and what is kept.
//! It refuses to decide whether the row is imported; it only reports what is wrong with it.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use domain::clean;
use domain::skin::{Kept, KeptValue, Measurement, Metric, SkinType};
use domain::written::{self, Turned};
use spreadsheet::Cell;
use words::Worded as _;

use crate::header::{Column, Plan};
use crate::measure::{Numeral, Verdict, numeral, settle};
use crate::moment::{self, Refused};
use crate::problem::{Problem, ProblemCode, Problems, excerpt};
use crate::profile::{Profile, Rule, TimeFormat};

/// What a cell says as a number.
fn number_of(cell: &Cell<'_>) -> Numeral {
    match cell {
        Cell::Empty => Numeral::Missing,
        Cell::Text(text) => numeral(text),
        Cell::Number(number) if number.is_finite() => Numeral::Number(*number),
        Cell::Number(_) | Cell::Error(_) => Numeral::NotFinite,
        Cell::Percent(_) => cell.text().map_or(Numeral::Words, |text| numeral(&text)),
        Cell::Serial(..) | Cell::Iso(_) | Cell::Formula => Numeral::Words,
    }
}

/// What a column of numbers may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// Figures alone.
    Figures,
    /// Points of 100: a percentage says the same, a figure below 1 may be a share of 1.
    Points,
    /// Points by a device's own profile: a percentage says the same.
    Shares,
}

impl Takes {
    fn of(rule: &Rule, profile: &Profile) -> Self {
        match (rule.range[1] <= 100.0, profile.fallback) {
            (true, true) => Self::Points,
            (true, false) => Self::Shares,
            (false, _) => Self::Figures,
        }
    }
}

/// One row while it is read.
pub(crate) struct Row<'t> {
    pub(crate) number: usize,
    pub(crate) columns: &'t [Column],
    pub(crate) now: DateTime<FixedOffset>,
    /// Whether serial days count from 1904; `None` for text, whose bare numbers are no days.
    pub(crate) since_1904: Option<bool>,
    pub(crate) problems: &'t mut Problems,
    pub(crate) warnings: &'t mut Problems,
    pub(crate) values: &'t mut Vec<(usize, f64)>,
}

impl Row<'_> {
    fn place(&self, column: usize) -> String {
        let shown = self.columns.get(column).map_or("", |column| &column.shown);
        format!("第 {} 行“{}”列", self.number, excerpt(shown, 40))
    }

    fn refuse(&mut self, code: ProblemCode, column: usize, what: &str) {
        let place = self.place(column);
        self.problems.refuse(code, place.clone(), &format!("{place}{what}"));
    }

    fn number(&mut self, column: usize, cell: Cell<'_>, takes: Takes) -> Option<f64> {
        let shown = |cell: Cell<'_>| excerpt(&cell.text().unwrap_or_default(), 40);
        match number_of(&cell) {
            Numeral::Number(number) if takes == Takes::Points && number > 0.0 && number < 1.0 => {
                let what = format!(
                    "的“{}”可能是不到 1 分，也可能是 {}%",
                    shown(cell),
                    shown(Cell::Number(number * 100.0))
                );
                self.refuse(ProblemCode::AmbiguousValue, column, &what);
                None
            }
            Numeral::Number(number) => Some(number),
            Numeral::Percent(number) if takes != Takes::Figures => Some(number),
            Numeral::Percent(_) => {
                let what = format!("的“{}”是百分数，而这一列不是", shown(cell));
                self.refuse(ProblemCode::AmbiguousValue, column, &what);
                None
            }
            Numeral::Missing => None,
            Numeral::NotFinite => {
                let what = if let Cell::Error(error) = cell {
                    format!("是错误值“{}”", excerpt(error, 40))
                } else {
                    "不是有限的数值（NaN、无穷或错误值）".to_owned()
                };
                self.refuse(ProblemCode::NotANumber, column, &what);
                None
            }
            Numeral::Comma => {
                let what = format!("的“{}”中的逗号可能是小数点，也可能是千位分隔", shown(cell));
                self.refuse(ProblemCode::AmbiguousValue, column, &what);
                None
            }
            Numeral::Words => {
                // A formula is already refused as such.
                if !matches!(cell, Cell::Formula) {
                    self.refuse(
                        ProblemCode::WrongType,
                        column,
                        &format!("应为数字，实际为“{}”", shown(cell)),
                    );
                }
                None
            }
        }
    }

    /// The number by which a person is known here, as it was meant: without what nobody sees. What a spreadsheet made of it is
    /// refused.
    pub(crate) fn subject(&mut self, column: Option<usize>, cell: Cell<'_>) -> Option<String> {
        let turned = match cell {
            Cell::Number(number) => written::turned_number(number),
            Cell::Serial(..) | Cell::Iso(_) => Some(Turned::Day),
            Cell::Percent(_) => Some(Turned::Fraction),
            Cell::Text(text) if self.since_1904.is_none() => written::turned(text),
            Cell::Text(_) | Cell::Empty | Cell::Formula | Cell::Error(_) => None,
        };
        let code = clean::code(&cell.text()?);
        let refused = match (turned, clean::odd(&code)) {
            (Some(turned), _) => {
                Some((ProblemCode::TurnedCode, format!("的“{}”{}", excerpt(&code, 40), turned.zh())))
            }
            (None, Err(odd)) => Some((ProblemCode::WrongType, format!("的“{}”：{odd}", excerpt(&code, 40)))),
            (None, Ok(())) => None,
        };
        match (refused, column) {
            (None, _) => Some(code).filter(|code| !code.is_empty()),
            (Some((problem, what)), Some(column)) => {
                self.refuse(problem, column, &what);
                None
            }
            (Some((problem, what)), None) => {
                let place = format!("第 {} 行第 1 列", self.number);
                self.problems.refuse(problem, place.clone(), &format!("{place}{what}"));
                None
            }
        }
    }

    pub(crate) fn measurements<'c>(
        &mut self,
        plan: &Plan<'_>,
        at: impl Fn(usize) -> Cell<'c>,
        real_age: Option<f64>,
    ) -> Vec<Measurement> {
        let mut measured: Vec<Measurement> = Vec::with_capacity(plan.rules.len());
        for fed in &plan.rules {
            if measured.iter().any(|known| known.metric == fed.rule.metric) {
                continue;
            }
            let takes = Takes::of(fed.rule, plan.profile);
            self.values.clear();
            for &(position, column) in &fed.columns {
                let Some(x) = self.number(column, at(column), takes) else { continue };
                match fed.rule.judge(x) {
                    Verdict::Good => self.values.push((position, x)),
                    Verdict::Unmeasured | Verdict::Implausible => {
                        let place = self.place(column);
                        let what = format!("{place}的值 {x} 不合常理（或 0 表示未测），未计入");
                        self.warnings.push(Problem::warning(ProblemCode::Implausible, place, &what));
                    }
                    Verdict::OutOfRange => {
                        let [low, high] = fed.rule.range;
                        let what = format!("的值 {x} 超出范围 {low}–{high}");
                        self.refuse(ProblemCode::OutOfRange, column, &what);
                    }
                }
            }
            match settle(fed.rule, self.values, real_age) {
                Ok(Some(settled)) => measured.push(Measurement {
                    metric: fed.rule.metric,
                    score: settled.score,
                    raw: settled.raw,
                    field: Arc::clone(&fed.field),
                }),
                Ok(None) => {}
                Err(_) => {
                    let column = fed.columns.first().map_or(0, |&(_, column)| column);
                    self.refuse(ProblemCode::OutOfRange, column, "的值不是该仪器的分级");
                }
            }
        }
        measured.sort_unstable_by_key(|measurement: &Measurement| -> Metric { measurement.metric });
        measured
    }

    pub(crate) fn age(&mut self, column: usize, cell: Cell<'_>) -> Option<f64> {
        let age = self.number(column, cell, Takes::Figures)?;
        if (0.0..=120.0).contains(&age) {
            return Some(age);
        }
        self.refuse(ProblemCode::OutOfRange, column, &format!("的年龄 {age} 超出范围 0–120"));
        None
    }

    pub(crate) fn time(
        &mut self,
        column: usize,
        cell: Cell<'_>,
        profile: &Profile,
    ) -> Option<DateTime<FixedOffset>> {
        let format = profile.time.as_ref().map_or(TimeFormat::Calendar, |&(_, format)| format);
        let read = match cell {
            Cell::Empty | Cell::Formula => return None,
            Cell::Text(text) if text.trim().is_empty() => return None,
            Cell::Text(text) => moment::from_text(text, format, self.now),
            Cell::Serial(serial, since_1904) => moment::from_serial(serial, since_1904, self.now),
            Cell::Iso(text) => moment::from_text(text, format, self.now),
            Cell::Number(number) => match self.since_1904 {
                Some(since_1904) => moment::from_number(number, since_1904, self.now),
                None => Err(Refused::Unreadable),
            },
            Cell::Percent(_) | Cell::Error(_) => Err(Refused::Unreadable),
        };
        match read {
            Ok(time) => Some(time),
            Err(Refused::Future) => {
                self.refuse(ProblemCode::FutureTime, column, "的时间晚于现在");
                None
            }
            Err(Refused::Twofold) => {
                let shown = excerpt(&cell.text().unwrap_or_default(), 40);
                let what = format!("的“{shown}”可以读成两个时间");
                self.refuse(ProblemCode::AmbiguousValue, column, &what);
                None
            }
            Err(Refused::Unreadable) => {
                let shown = cell.text().unwrap_or_default();
                self.refuse(
                    ProblemCode::BadTime,
                    column,
                    &format!("的“{}”不是可用的时间", excerpt(&shown, 40)),
                );
                None
            }
        }
    }

    pub(crate) fn kept(&self, column: usize, cell: Cell<'_>) -> Option<Kept> {
        let value = match (number_of(&cell), cell) {
            (Numeral::Number(number), _) => KeptValue::Number(number),
            (_, cell) => KeptValue::Text(excerpt(&cell.text()?, 200).into()),
        };
        Some(Kept { path: Arc::clone(&self.columns.get(column)?.shown), value })
    }

    pub(crate) fn skin_type(&self, cell: Cell<'_>, profile: &Profile) -> Option<SkinType> {
        let (_, map) = profile.skin_type.as_ref()?;
        map.get(cell.text()?.as_str()).copied()
    }
}
