//! What a cell says, as a value: yes or no, a mass, a share, a period, a list. Numbers are read as the decimal digits
//! that they are written with, so nothing is rounded; what is ambiguous is refused.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use domain::period::Period;
use domain::quantity::{Fen, Milligrams, Share};
use domain::written::{self, Unread};

use super::super::fields::{Why, why};
use super::units::{Holds, is_volume, volume};

/// A decimal without sign, times 10 to the power of `places`; `None` with more places than that.
fn scaled(text: &str, places: usize) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part = part.trim_end_matches('0');
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > places {
        return None;
    }
    format!("{whole}{part:0<places$}").parse().ok()
}

/// Half-width and in lower case, without blanks but between two digits: `1 5` is not 15.
pub(super) fn plain(text: &str) -> String {
    let half = |letter: char| match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        other => other,
    };
    let mut even = String::with_capacity(text.len());
    let mut parted = false;
    for letter in text.chars().map(half) {
        if letter.is_whitespace() {
            parted = true;
            continue;
        }
        if std::mem::take(&mut parted)
            && letter.is_ascii_digit()
            && even.ends_with(|before: char| before.is_ascii_digit())
        {
            even.push(' ');
        }
        even.extend(letter.to_lowercase());
    }
    even
}

/// A figure without the marks between its thousands; `decimals` as [`written::ungrouped`] asks for it.
fn figure(text: &str, decimals: bool) -> Result<String, Why> {
    match written::ungrouped(text, decimals) {
        Ok(figure) => Ok(figure),
        Err(Unread::Twofold) => Err(why(
            format!("「{text}」中的逗号可能是小数点，也可能是千位分隔：请去掉逗号，小数点写成「.」"),
            format!("the comma of “{text}” may part thousands or decimals: write it without"),
        )),
        // It is no figure, which its reader says.
        Err(Unread::Unknown) => Ok(text.to_owned()),
    }
}

/// What is left of a text without a unit of its kind at its end.
fn without_unit(text: &str, holds: Holds) -> (&str, Option<&'static str>) {
    let found = holds.units().iter().find_map(|(word, unit)| Some((text.strip_suffix(word)?, *unit)));
    found.map_or((text, None), |(rest, unit)| (rest, Some(unit)))
}

pub(super) fn yes_no(text: &str) -> Result<bool, Why> {
    match plain(text).as_str() {
        "是" | "有" | "有效" | "在备" | "已批准" | "通过" | "合格" | "y" | "yes" | "true" | "1" | "√" => {
            Ok(true)
        }
        "否" | "无" | "无效" | "注销" | "已注销" | "取消" | "未批准" | "未通过" | "n" | "no" | "false"
        | "0" | "×" => Ok(false),
        _ => Err(why("须填「是」或「否」", "yes or no")),
    }
}

/// How a cell says that there is no limit.
pub(super) const NONE: &str = "无";

/// A limit, or that there is none, which is said and never left to silence.
pub(super) fn or_none<T>(text: &str, read: impl FnOnce(&str) -> Result<T, Why>) -> Result<Option<T>, Why> {
    if matches!(plain(text).as_str(), NONE | "没有" | "不限" | "无限制" | "none" | "no") {
        return Ok(None);
    }
    let or = |Why { zh, en }| {
        why(format!("{zh}；没有限制请写「{NONE}」"), format!("{en}; none where there is no limit"))
    };
    read(text).map(Some).map_err(or)
}

/// Items between semicolons, bars or line breaks.
pub(super) fn list(text: &str) -> Vec<String> {
    text.split(['；', ';', '|', '\n'])
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Sentences between bars or line breaks: a semicolon belongs to the sentence.
pub(super) fn sentences(text: &str) -> Vec<String> {
    text.split(['|', '｜', '\n']).map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

pub(super) fn count(text: &str, within: RangeInclusive<u32>, holds: Holds) -> Result<u32, Why> {
    let (least, most) = (*within.start(), *within.end());
    let typed = plain(text);
    let number = figure(without_unit(&typed, holds).0, false)?;
    let read = scaled(&number, 0).and_then(|count| u32::try_from(count).ok());
    read.filter(|count| within.contains(count)).ok_or_else(|| {
        why(format!("须为 {least} 至 {most} 的整数"), format!("a whole number from {least} to {most}"))
    })
}

/// Grams unless it says otherwise: `10g`, `10 克`, `500mg`, `1kg`, `10`, `净含量：50g/瓶`.
pub(crate) fn mass(text: &str) -> Result<Milligrams, Why> {
    let typed = plain(text);
    let mut bare = typed.as_str();
    for word in ["净含量", "净重"] {
        bare = bare.strip_prefix(word).map_or(bare, |rest| rest.trim_start_matches(':'));
    }
    if let Some((net, piece)) = bare.split_once('/')
        && Holds::Count.units().iter().any(|(word, _)| *word == piece)
    {
        bare = net;
    }
    if is_volume(bare) {
        return Err(volume());
    }
    let (number, unit) = without_unit(bare, Holds::Mass);
    let places = match unit {
        Some("mg") => 0,
        Some("kg") => 6,
        _ => 3,
    };
    scaled(&figure(number, true)?, places)
        .filter(|mass| *mass > 0)
        .map(Milligrams)
        .ok_or_else(|| why("须为质量，例如 10g、10克、500mg", "a mass such as 10g or 500mg"))
}

/// Yuan with two decimals at most, so that a comma before three digits parts thousands.
pub(super) fn money(text: &str) -> Result<Fen, Why> {
    let typed = plain(text);
    let number = typed.trim_start_matches(['¥', '￥']).trim_end_matches('元');
    scaled(&figure(number, false)?, 2)
        .map(Fen)
        .ok_or_else(|| why("须为金额，最多两位小数，例如 168", "an amount in yuan, such as 168"))
}

/// A part of 10,000: `50%`, or `50`, which can be no fraction. `0.5` is half of the whole and of a percent, and refused.
pub(super) fn parts(text: &str) -> Result<u16, Why> {
    let typed = plain(text);
    let wrong =
        || why("须为百分数，最多两位小数，例如 50%", "a percentage with two decimals at most, such as 50%");
    let (number, unit) = without_unit(&typed, Holds::Percent);
    let number = figure(number, true)?;
    let parts = scaled(&number, 2).or_else(|| scaled(&number, 4).filter(|_| unit.is_none()));
    if unit.is_none() && scaled(&number, 4).is_some_and(|fraction| (1..=10_000).contains(&fraction)) {
        return Err(why(
            format!("「{typed}」可能是百分之 {typed}，也可能是几成：请加上 %"),
            format!("“{typed}” may be a percentage or a fraction: write %"),
        ));
    }
    parts.and_then(|parts| u16::try_from(parts).ok()).filter(|parts| *parts <= 10_000).ok_or_else(wrong)
}

/// A part of 1,000,000 above nothing: `62.5%`, `0.0001%`. Without its sign a number is refused: percent or fraction it does not say.
pub(super) fn millionths(text: &str) -> Result<u32, Why> {
    let wrong = || {
        why("须为百分数，最多四位小数，例如 62.5%", "a percentage with four decimals at most, such as 62.5%")
    };
    let typed = plain(text);
    let parts = typed.strip_suffix('%').and_then(|percent| scaled(percent, 4)).ok_or_else(wrong)?;
    u32::try_from(parts).ok().filter(|parts| (1..=1_000_000).contains(parts)).ok_or_else(wrong)
}

pub(super) fn share(text: &str) -> Result<Share, Why> {
    Share::new(parts(text)?).map_err(|_| why("份额须大于 0", "a share above nothing"))
}

/// `12个月`, `12M`, `365天`, `60d`, `2年`. A bare number is refused: days or months it does not say.
pub(super) fn period(text: &str) -> Result<Period, Why> {
    let typed = plain(text);
    let wrong = || why("须写明天数或月数，例如 60天、12个月、12M", "days or months, such as 60d or 12M");
    let (number, unit) = without_unit(&typed, Holds::Period);
    let number = scaled(number, 0).and_then(|number| u16::try_from(number).ok());
    let number = number.filter(|number| (1..=3_650).contains(number)).ok_or_else(wrong)?;
    match unit {
        Some("天") => Ok(Period::Days(number)),
        Some("月") => Ok(Period::Months(number)),
        Some("年") if number <= 10 => Ok(Period::Months(number * 12)),
        _ => Err(wrong()),
    }
}

/// A day as [`written::day`] reads it: `2026-01-31`, `2026/1/31`, `2026年1月31日`, `20260131`.
pub(crate) fn day(text: &str) -> Result<NaiveDate, Why> {
    match written::day(text) {
        Ok(day) => Ok(day),
        Err(Unread::Twofold) => Err(why(
            "可以读作不止一个日期，或是表格软件的日期序号：请写成 2026-01-31",
            "can be read as more than one day: write it as 2026-01-31",
        )),
        Err(Unread::Unknown) => Err(why("须为日期，例如 2026-01-31", "a day such as 2026-01-31")),
    }
}

/// Tenths between two ends: `18-28`, `18.5~28`.
pub(super) fn tenths(text: &str, most: u64) -> Result<(u16, u16), Why> {
    let typed = plain(text);
    let typed = typed.trim_end_matches(['℃', '%']).trim_end_matches("°c");
    let ends = typed.split_once(['-', '~', '–', '—', '至']);
    let read = ends.and_then(|(low, high)| {
        let end = |text: &str| {
            let tenths = scaled(text.trim_end_matches(['℃', '%']), 1).filter(|tenths| *tenths <= most)?;
            u16::try_from(tenths).ok()
        };
        Some((end(low)?, end(high)?))
    });
    read.filter(|(low, high)| low <= high).ok_or_else(|| why("须为范围，例如 18-28", "a range such as 18-28"))
}

/// `名称=数` pairs.
pub(super) fn pairs<T>(
    text: &str,
    most: u16,
    name: impl Fn(&str) -> Option<T>,
) -> Result<Vec<(T, u16)>, Why> {
    let mut found = Vec::new();
    for item in list(text) {
        let pair = item.split_once(['=', '＝', ':', '：', '<', '＜']).and_then(|(before, after)| {
            let number = scaled(&plain(after), 0).and_then(|number| u16::try_from(number).ok());
            Some((name(before.trim())?, number.filter(|number| *number <= most)?))
        });
        found.push(pair.ok_or_else(|| {
            let shown = spreadsheet::excerpt(&item, 20);
            why(
                format!("「{shown}」须为「名称=数」，数不超过 {most}"),
                format!("“{shown}”: name=number, {most} at most"),
            )
        })?);
    }
    Ok(found)
}
