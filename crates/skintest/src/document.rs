//! A JSON reply: recognised by its own fields, read by its profile's paths.
//!
//! It refuses replies that report a failure, and it never compares the length of a list with a count beside it:
//! vendors shorten lists.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use domain::skin::{Kept, KeptValue, Measurement, SkinTest, SkinType};
use spreadsheet::text::json_text;

use crate::input::{Imported, Input};
use crate::json::{self, Value};
use crate::measure::{Numeral, Verdict, field_of, numeral, settle};
use crate::moment::{self, Refused};
use crate::path::{Found, Path, indexed, join, says};
use crate::problem::{Problem, ProblemCode, Problems, excerpt};
use crate::profile::{Failure, Kind, Profile, Rule, Source, TimeFormat};

/// At most so many unmapped paths are listed.
const MAX_UNMAPPED: usize = 2000;

/// Reads one reply.
pub(crate) fn import(bytes: &[u8], input: &Input<'_>) -> Result<Imported, Problems> {
    let text = json_text(bytes)?;
    let document = json::parse(&text)?;
    let (profile, roots) = choose(&document, input)?;
    if let Some(problem) = profile.failure.as_ref().and_then(|failure| failure.report(&document)) {
        return Err(problem.into());
    }
    let [(at, Found::Value(root))] = roots.as_slice() else {
        let what = format!("文件含有 {} 张人脸的结果，无法判断是哪位顾客", roots.len());
        return Err(Problem::refusal(ProblemCode::AmbiguousRow, "", &what).into());
    };
    let mut reading = Reading {
        profile,
        input,
        root,
        at,
        consumed: HashSet::new(),
        kept: Vec::new(),
        problems: Problems::default(),
        warnings: Problems::default(),
    };
    let test = reading.test();
    if let Some(row) = input.options.row
        && test.subject.as_deref() != Some(row)
    {
        let shown = excerpt(row, 40);
        reading.problems.refuse(ProblemCode::RowNotFound, shown.clone(), &format!("文件中没有编号“{shown}”"));
    }
    if reading.problems.is_empty() && test.measurements.is_empty() {
        reading.problems.refuse(ProblemCode::NothingMeasured, "", "文件中没有任何测量值");
    }
    if reading.problems.is_empty() {
        Ok(Imported { tests: vec![test], warnings: reading.warnings.into_list() })
    } else {
        Err(reading.problems)
    }
}

type Roots<'v> = Vec<(String, Found<'v>)>;

/// The profile that fits, with the values from which its paths start.
fn choose<'p, 'v>(document: &'v Value, input: &'p Input<'p>) -> Result<(&'p Profile, Roots<'v>), Problem> {
    let replies = || input.profiles.list.iter().filter(|profile| profile.kind == Kind::Json);
    if let Some(profile) = input.asked()? {
        return match roots_of(profile, document) {
            roots if roots.is_empty() => {
                Err(failure_among([profile].into_iter(), document).unwrap_or_else(|| input.mismatch(profile)))
            }
            roots => Ok((profile, roots)),
        };
    }
    let mut fitting: Vec<(&Profile, Roots<'v>)> = replies()
        .map(|profile| (profile, roots_of(profile, document)))
        .filter(|(_, roots)| !roots.is_empty())
        .collect();
    match fitting.len() {
        0 => Err(failure_among(replies(), document).unwrap_or_else(|| {
            let keys = match document {
                Value::Object(entries) => {
                    let keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_ref()).collect();
                    excerpt(&keys.join("、"), 120)
                }
                Value::List(_)
                | Value::Null
                | Value::Bool(_)
                | Value::Number(_)
                | Value::Text(_)
                | Value::LongText => document.kind().to_owned(),
            };
            Problem::refusal(
                ProblemCode::UnknownProfile,
                "",
                &format!("没有方案认识这个 JSON 文件（{keys}）"),
            )
        })),
        1 => fitting.pop().ok_or_else(|| Input::ambiguous(&[])),
        _ => Err(Input::ambiguous(&fitting.iter().map(|(profile, _)| *profile).collect::<Vec<_>>())),
    }
}

fn roots_of<'v>(profile: &Profile, document: &'v Value) -> Roots<'v> {
    let holds = |source: &Source, root: &Value| source.path().is_some_and(|path| path.is_in(root));
    let fits = |root: &Value| {
        profile.all.iter().all(|source| holds(source, root))
            && (profile.any.is_empty() || profile.any.iter().any(|source| holds(source, root)))
            && !profile.none.iter().any(|source| holds(source, root))
            && profile.equals.iter().all(|(path, wanted)| {
                path.find(root, "")
                    .iter()
                    .any(|(_, found)| matches!(found, Found::Value(value) if says(Some(value), wanted)))
            })
    };
    let starts = profile.roots.iter().flat_map(|path| path.find(document, ""));
    starts.filter(|(_, found)| matches!(found, Found::Value(value) if fits(value))).collect()
}

fn failure_among<'p>(mut profiles: impl Iterator<Item = &'p Profile>, document: &Value) -> Option<Problem> {
    profiles.find_map(|profile| profile.failure.as_ref()?.report(document))
}

impl Failure {
    /// The vendor's own report of a failure, if the document is one.
    fn report(&self, document: &Value) -> Option<Problem> {
        let first = |path: &Path| {
            path.find(document, "").into_iter().find_map(|(at, found)| Some((at, shown(found)?)))
        };
        let message = self.message.iter().find_map(first).filter(|(_, text)| !text.is_empty());
        let (place, code) = match &self.code {
            Some(path) => {
                let (at, code) = first(path)?;
                if self.good.contains(&code) {
                    return None;
                }
                // A code without a message could be anything's: an unknown file is not a failed one.
                (at, (message.is_some() || self.good.len() > 1).then_some(code)?)
            }
            None => (message.as_ref()?.0.clone(), String::new()),
        };
        let message = message.map(|(_, text)| text).unwrap_or_default();
        let what = format!("仪器或服务报告失败：{} {}", excerpt(&code, 40), excerpt(&message, 200));
        Some(Problem::refusal(ProblemCode::VendorError, place, what.trim_end()))
    }
}

fn shown(found: Found<'_>) -> Option<String> {
    match found {
        Found::Value(Value::Text(text)) => Some(text.to_string()),
        Found::Value(Value::Number(number)) => Some(number.to_string()),
        Found::Value(Value::Bool(flag)) => Some(flag.to_string()),
        Found::Count(count) => Some(count.to_string()),
        Found::Value(Value::Null | Value::LongText | Value::List(_) | Value::Object(_)) => None,
    }
}

/// One face while it is read.
struct Reading<'r> {
    profile: &'r Profile,
    input: &'r Input<'r>,
    root: &'r Value,
    at: &'r str,
    consumed: HashSet<String>,
    kept: Vec<Kept>,
    problems: Problems,
    warnings: Problems,
}

impl<'r> Reading<'r> {
    fn test(&mut self) -> SkinTest {
        let engine = self.first_text(self.profile.engine_path.as_ref());
        let subject = self.profile.subject.iter().find_map(|source| self.first_text(Some(source)));
        let operator = self.first_text(self.profile.operator.as_ref());
        let taken_at = self.time();
        let age = self.age();
        let real_age = self.input.options.real_age.map(f64::from).or(age);
        let skin_type = self.skin_type();
        let mut measurements = self.measurements(real_age);
        measurements.sort_by_key(|measurement| measurement.metric);
        for source in &self.profile.kept {
            for (at, found) in self.find(source) {
                self.keep(at, found);
            }
        }
        let origin = self.input.origin(Some(self.profile), engine, self.unmapped());
        SkinTest {
            origin: Arc::new(origin),
            subject: subject.map(Into::into),
            taken_at,
            operator: operator.map(Into::into),
            measurements: measurements.into_boxed_slice(),
            skin_type,
            kept: std::mem::take(&mut self.kept).into_boxed_slice(),
        }
    }

    fn find(&self, source: &Source) -> Vec<(String, Found<'r>)> {
        source.path().map(|path| path.find(self.root, self.at)).unwrap_or_default()
    }

    fn first_text(&mut self, source: Option<&Source>) -> Option<String> {
        let (at, found) = self.find(source?).into_iter().next()?;
        let text = shown(found)?;
        self.consumed.insert(at);
        Some(excerpt(text.trim(), 200)).filter(|text| !text.is_empty())
    }

    fn keep(&mut self, at: String, found: Found<'_>) {
        let value = match found {
            Found::Value(Value::Number(number)) => KeptValue::Number(*number),
            Found::Count(count) => KeptValue::Text(count.to_string().into()),
            Found::Value(_) => match shown(found) {
                Some(text) => KeptValue::Text(excerpt(&text, 200).into()),
                None => return,
            },
        };
        if self.consumed.insert(at.clone()) {
            self.kept.push(Kept { path: at.into(), value });
        }
    }

    /// The number at a place; `None` where it is missing or refused.
    fn number(&mut self, at: &str, found: Found<'_>) -> Option<f64> {
        let text = match found {
            Found::Value(Value::Number(number)) => return Some(*number),
            #[expect(clippy::cast_precision_loss, reason = "a list has at most limits::JSON_VALUES items")]
            Found::Count(count) => return Some(count as f64),
            Found::Value(Value::Text(text)) => text,
            Found::Value(Value::Null) => return None,
            Found::Value(other) => {
                let what = format!("字段 {at} 应为数字，实际为{}", other.kind());
                self.problems.refuse(ProblemCode::WrongType, at, &what);
                return None;
            }
        };
        match numeral(text) {
            // A field of a reply has the unit that its maker gave it.
            Numeral::Number(number) | Numeral::Percent(number) => Some(number),
            Numeral::Missing => None,
            Numeral::NotFinite => {
                self.problems.refuse(ProblemCode::NotANumber, at, &format!("字段 {at} 不是有限的数值"));
                None
            }
            Numeral::Words | Numeral::Comma => {
                let what = format!("字段 {at} 应为数字，实际为“{}”", excerpt(text, 40));
                self.problems.refuse(ProblemCode::WrongType, at, &what);
                None
            }
        }
    }

    fn time(&mut self) -> Option<DateTime<FixedOffset>> {
        let (source, format) = self.profile.time.as_ref()?;
        let (at, found) = self.find(source).into_iter().next()?;
        let now = self.input.options.now;
        let read = match (found, format) {
            (Found::Value(Value::Number(number)), TimeFormat::Unix) if (0.0..1e15).contains(number) =>
            {
                #[expect(clippy::cast_possible_truncation, reason = "0..1e15 is checked")]
                moment::from_seconds(*number as i64, now)
            }
            (Found::Value(Value::Text(text)), _) => moment::from_text(text, *format, now),
            _ => Err(Refused::Unreadable),
        };
        // A part of an id is a time by the vendor's habit only: where it is not, there is no time, not an error.
        let lenient = *format == TimeFormat::UnixPrefix;
        if !lenient || read.is_ok() {
            self.consumed.insert(at.clone());
        }
        match read {
            Ok(time) => Some(time),
            Err(Refused::Future) => {
                let what = format!("字段 {at} 的测肤时间晚于现在");
                self.problems.refuse(ProblemCode::FutureTime, at, &what);
                None
            }
            Err(Refused::Unreadable | Refused::Twofold) if lenient => None,
            Err(Refused::Unreadable | Refused::Twofold) => {
                self.problems.refuse(ProblemCode::BadTime, at.clone(), &format!("字段 {at} 不是可用的时间"));
                None
            }
        }
    }

    fn age(&mut self) -> Option<f64> {
        let (at, found) = self.find(self.profile.age.as_ref()?).into_iter().next()?;
        let age = self.number(&at, found)?;
        if !(0.0..=120.0).contains(&age) {
            let what = format!("字段 {at} 的年龄 {age} 超出范围 0–120");
            self.problems.refuse(ProblemCode::OutOfRange, at, &what);
            return None;
        }
        self.keep(at, found);
        Some(age)
    }

    fn skin_type(&mut self) -> Option<SkinType> {
        let (source, map) = self.profile.skin_type.as_ref()?;
        let (at, found) = self.find(source).into_iter().next()?;
        let Some(text) = shown(found) else {
            let what = format!("字段 {at} 应为肤质编号或名称");
            self.problems.refuse(ProblemCode::WrongType, at, &what);
            return None;
        };
        let known = map.get(text.trim()).copied();
        if known.is_some() {
            self.consumed.insert(at);
        } else {
            self.keep(at, found);
        }
        known
    }

    fn measurements(&mut self, real_age: Option<f64>) -> Vec<Measurement> {
        let profile = self.profile;
        let mut measured: Vec<Measurement> = Vec::new();
        for rule in &profile.rules {
            let mut values = Vec::new();
            let mut places = Vec::new();
            for (position, source) in rule.from.iter().enumerate() {
                for (at, found) in self.find(source) {
                    let Some(x) = self.number(&at, found) else { continue };
                    if measured.iter().any(|known| known.metric == rule.metric) {
                        // An earlier way to this metric has won; what this one would have used is kept.
                        self.keep(at, found);
                    } else if self.use_value(rule, x, &at) {
                        self.consumed.insert(at.clone());
                        values.push((position, x));
                        places.push(at);
                    }
                }
            }
            match settle(rule, &values, real_age) {
                Ok(Some(settled)) => measured.push(Measurement {
                    metric: rule.metric,
                    score: settled.score,
                    raw: settled.raw,
                    field: Arc::new(field_of(profile, rule, places.join(" + "))),
                }),
                Ok(None) => {}
                Err(index) => {
                    let at = places.get(index).cloned().unwrap_or_default();
                    let x = values.get(index).map_or(0.0, |&(_, x)| x);
                    let what = format!("字段 {at} 的值 {x} 不是该仪器的分级");
                    self.problems.refuse(ProblemCode::OutOfRange, at, &what);
                }
            }
        }
        measured
    }

    fn use_value(&mut self, rule: &Rule, x: f64, at: &str) -> bool {
        match rule.judge(x) {
            Verdict::Good => true,
            Verdict::Unmeasured | Verdict::Implausible => {
                let what = format!("字段 {at} 的值 {x} 不合常理（或 0 表示未测），未计入");
                self.warnings.push(Problem::warning(ProblemCode::Implausible, at, &what));
                false
            }
            Verdict::OutOfRange => {
                let [low, high] = rule.range;
                let what = format!("字段 {at} 的值 {x} 超出范围 {low}–{high}");
                self.problems.refuse(ProblemCode::OutOfRange, at, &what);
                false
            }
        }
    }

    /// Leaf paths of which nothing was made, lists as `[]`.
    fn unmapped(&self) -> Vec<String> {
        let mut found = BTreeSet::new();
        self.leaves(self.root, self.at.to_owned(), self.at.to_owned(), &mut found);
        found.into_iter().collect()
    }

    fn leaves(&self, value: &Value, at: String, shown: String, found: &mut BTreeSet<String>) {
        if found.len() >= MAX_UNMAPPED || self.consumed.contains(&at) {
            return;
        }
        match value {
            Value::Object(entries) => {
                for (key, child) in entries {
                    let key = excerpt(key, 80);
                    self.leaves(child, join(&at, &key), join(&shown, &key), found);
                }
            }
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.leaves(item, indexed(&at, index), format!("{shown}[]"), found);
                }
            }
            Value::Null => {}
            Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::LongText => {
                found.insert(shown);
            }
        }
    }
}
