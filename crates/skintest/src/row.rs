//! One row of a table: its columns, by the plan of the header, to measurements, time, age and what is kept.
//! It refuses to decide whether the row is imported; it only reports what is wrong with it.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use domain::skin::{Kept, KeptValue, Measurement, Metric, SkinType};
use spreadsheet::Cell;

use crate::header::{Column, Plan};
use crate::measure::{Numeral, Verdict, numeral, settle};
use crate::moment::{self, Refused};
use crate::problem::{Problem, ProblemCode, Problems, excerpt};
use crate::profile::{Profile, TimeFormat};

/// What a cell says as a number.
fn number_of(cell: &Cell<'_>) -> Numeral {
    match cell {
        Cell::Empty => Numeral::Missing,
        Cell::Text(text) => numeral(text),
        Cell::Number(number) if number.is_finite() => Numeral::Number(*number),
        Cell::Number(_) | Cell::Error(_) => Numeral::NotFinite,
        Cell::Serial(..) | Cell::Formula => Numeral::Words,
    }
}

/// One row while it is read.
pub(crate) struct Row<'t> {
    pub(crate) number: usize,
    pub(crate) columns: &'t [Column],
    pub(crate) now: DateTime<FixedOffset>,
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

    fn number(&mut self, column: usize, cell: Cell<'_>) -> Option<f64> {
        match number_of(&cell) {
            Numeral::Number(number) => Some(number),
            Numeral::Missing => None,
            Numeral::NotFinite => {
                self.refuse(ProblemCode::NotANumber, column, "不是有限的数值（NaN、无穷或错误值）");
                None
            }
            Numeral::Words => {
                // A formula is already refused as such.
                if !matches!(cell, Cell::Formula) {
                    let shown = cell.text().unwrap_or_default();
                    self.refuse(
                        ProblemCode::WrongType,
                        column,
                        &format!("应为数字，实际为“{}”", excerpt(&shown, 40)),
                    );
                }
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
            self.values.clear();
            for &(position, column) in &fed.columns {
                let Some(x) = self.number(column, at(column)) else { continue };
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
        let age = self.number(column, cell)?;
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
            Cell::Number(_) | Cell::Error(_) => Err(Refused::Unreadable),
        };
        match read {
            Ok(time) => Some(time),
            Err(Refused::Future) => {
                self.refuse(ProblemCode::FutureTime, column, "的时间晚于现在");
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
