//! What a cell says, as a value: yes or no, a mass, a share, a period, a list. Numbers are read as the decimal digits
//! that they are written with, so nothing is rounded; what is ambiguous is refused.

use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate};
use domain::period::Period;
use domain::quantity::{Fen, Milligrams, Share};

use super::super::fields::{Why, why};

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

/// Half-width, without blanks and thousands marks, in lower case.
fn plain(text: &str) -> String {
    let half = |letter: char| match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        other => other,
    };
    text.chars().map(half).filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
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

pub(super) fn count(text: &str, within: RangeInclusive<u32>) -> Result<u32, Why> {
    let (least, most) = (*within.start(), *within.end());
    let read = scaled(&plain(text).replace(',', ""), 0).and_then(|count| u32::try_from(count).ok());
    read.filter(|count| within.contains(count)).ok_or_else(|| {
        why(format!("须为 {least} 至 {most} 的整数"), format!("a whole number from {least} to {most}"))
    })
}

/// Grams unless it says otherwise: `10g`, `10 克`, `500mg`, `1kg`, `10`.
pub(super) fn mass(text: &str) -> Result<Milligrams, Why> {
    let typed = plain(text).replace(',', "");
    let units = [("mg", 0), ("毫克", 0), ("kg", 6), ("千克", 6), ("g", 3), ("克", 3)];
    let unit = units.iter().find_map(|(unit, places)| Some((typed.strip_suffix(unit)?, *places)));
    let (number, places) = unit.unwrap_or((&typed, 3));
    scaled(number, places)
        .filter(|mass| *mass > 0)
        .map(Milligrams)
        .ok_or_else(|| why("须为质量，例如 10g、10克、500mg", "a mass such as 10g or 500mg"))
}

pub(super) fn money(text: &str) -> Result<Fen, Why> {
    let typed = plain(text).replace(',', "");
    let number = typed.trim_start_matches(['¥', '￥']).trim_end_matches('元');
    scaled(number, 2)
        .map(Fen)
        .ok_or_else(|| why("须为金额，最多两位小数，例如 168", "an amount in yuan, such as 168"))
}

/// A part of 10,000: `50%`, `50`, or the fraction that a spreadsheet keeps behind `50%`.
pub(super) fn parts(text: &str) -> Result<u16, Why> {
    let typed = plain(text);
    let wrong =
        || why("须为百分数，最多两位小数，例如 50%", "a percentage with two decimals at most, such as 50%");
    let parts = match typed.strip_suffix('%') {
        Some(percent) => scaled(percent, 2),
        None => match scaled(&typed, 4) {
            Some(fraction) if fraction <= 10_000 => Some(fraction),
            _ => scaled(&typed, 2),
        },
    };
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

/// How a unit is written, and the period that a number of it is.
type Unit = (&'static str, fn(u16) -> Period);

/// `12个月`, `12M`, `365天`, `60d`. A bare number is refused: days or months it does not say.
pub(super) fn period(text: &str) -> Result<Period, Why> {
    let typed = plain(text);
    let wrong = || why("须写明天数或月数，例如 60天、12个月、12M", "days or months, such as 60d or 12M");
    let units: [Unit; 9] = [
        ("个月", Period::Months),
        ("月", Period::Months),
        ("months", Period::Months),
        ("month", Period::Months),
        ("m", Period::Months),
        ("天", Period::Days),
        ("日", Period::Days),
        ("days", Period::Days),
        ("d", Period::Days),
    ];
    let (number, unit) =
        units.iter().find_map(|(unit, make)| Some((typed.strip_suffix(unit)?, make))).ok_or_else(wrong)?;
    let number = scaled(number, 0).and_then(|number| u16::try_from(number).ok());
    number.filter(|number| (1..=3_650).contains(number)).map(unit).ok_or_else(wrong)
}

/// A day: `2026-01-31`, `2026/1/31`, `2026.1.31`, `2026年1月31日`, `20260131`.
pub(crate) fn day(text: &str) -> Result<NaiveDate, Why> {
    let typed = plain(text);
    let even: String = typed
        .trim_end_matches('日')
        .chars()
        .map(|letter| if matches!(letter, '/' | '.' | '年' | '月') { '-' } else { letter })
        .collect();
    ["%Y-%m-%d", "%Y%m%d"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(&even, format).ok())
        .filter(|day| *day >= NaiveDate::default())
        .ok_or_else(|| why("须为日期，例如 2026-01-31", "a day such as 2026-01-31"))
}

/// The day behind a spreadsheet's serial number; its own false leap day of 1900 is never asked for.
pub(crate) fn serial(days: f64, since_1904: bool) -> Option<NaiveDate> {
    let base = if since_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
    let base = NaiveDate::from_ymd_opt(base.0, base.1, base.2)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked before"
    )]
    let whole = (61.0..200_000.0).contains(&days).then_some(days.floor() as u64)?;
    base.checked_add_days(Days::new(whole))
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
