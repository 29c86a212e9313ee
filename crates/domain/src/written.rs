//! Days, times and figures as people and other programs write them, and what a spreadsheet has made of a code: one reading for
//! every table that comes in.
//!
//! It refuses to choose: what can be read in two ways is told apart from what cannot be read, and neither has a value. It knows
//! no clock and no column.

use chrono::{Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use unicode_normalization::UnicodeNormalization as _;

/// Why a text has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It is none of the ways in which such a value is written.
    Unknown,
    /// It can mean two values.
    Twofold,
}

/// A time as it is written: the day always, the clock and its offset where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The day.
    pub day: NaiveDate,
    /// The time of that day.
    pub clock: Option<NaiveTime>,
    /// How far that clock is ahead of UTC.
    pub offset: Option<FixedOffset>,
}

impl Written {
    /// Day and time; midnight where no time stands.
    #[must_use]
    pub fn local(self) -> NaiveDateTime {
        self.day.and_time(self.clock.unwrap_or(NaiveTime::MIN))
    }
}

/// What is left of a text while it is read from its front.
struct Rest<'t>(&'t str);

impl<'t> Rest<'t> {
    fn blanks(&mut self) {
        self.0 = self.0.trim_start();
    }

    /// At most so many digits, and at least one.
    fn digits(&mut self, most: usize) -> Option<&'t str> {
        let count = self.0.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at_checked(count).filter(|(digits, _)| !digits.is_empty())?;
        self.0 = rest;
        Some(digits)
    }

    fn number(&mut self, most: usize) -> Option<u32> {
        self.digits(most)?.parse().ok()
    }

    /// Whether the next is one of these, which is then passed.
    fn one_of(&mut self, words: &[&str]) -> Option<usize> {
        let index = words.iter().position(|word| self.0.starts_with(word))?;
        self.0 = words.get(index).and_then(|word| self.0.strip_prefix(word))?;
        Some(index)
    }
}

/// Half of the day that a word names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Before,
    Noon,
    After,
    Evening,
}

const HALVES: [(&str, Half); 16] = [
    ("上午", Half::Before),
    ("早上", Half::Before),
    ("早晨", Half::Before),
    ("清晨", Half::Before),
    ("凌晨", Half::Before),
    ("中午", Half::Noon),
    ("下午", Half::After),
    ("傍晚", Half::After),
    ("晚上", Half::Evening),
    ("夜里", Half::Evening),
    ("晚间", Half::Evening),
    ("a.m.", Half::Before),
    ("p.m.", Half::After),
    ("am", Half::Before),
    ("pm", Half::After),
    ("晚", Half::Evening),
];

fn half(rest: &mut Rest<'_>) -> Option<(&'static str, Half)> {
    rest.blanks();
    let (word, half) = HALVES.iter().find(|(word, _)| rest.0.starts_with(word))?;
    rest.0 = rest.0.strip_prefix(word)?;
    rest.blanks();
    Some((word, *half))
}

/// The hour of 24 that a word and an hour mean.
fn of_day((word, half): (&str, Half), hour: u32) -> Result<u32, Unread> {
    let latin = word.is_ascii();
    match (half, hour) {
        // Programs write midnight so; of people some mean noon.
        (Half::Before, 12) if latin || word == "凌晨" => Ok(0),
        (Half::Before, 12) | (Half::Evening, 12 | 0..=4) => Err(Unread::Twofold),
        (Half::Before, 0..=11) => Ok(hour),
        (Half::Noon, 10..=12) | (Half::After, 12) => Ok(hour),
        (Half::Noon, 1 | 2) | (Half::After, 1..=11) | (Half::Evening, 5..=11) => Ok(hour + 12),
        (Half::Noon, 13 | 14) | (Half::After | Half::Evening, 13..=23) if !latin => Ok(hour),
        (Half::Before | Half::Noon | Half::After | Half::Evening, _) => Err(Unread::Unknown),
    }
}

/// Reads a day, with or without a time: `2026-01-31`, `2026/1/31 9:05`, `2026.1.31`, `2026年1月31日 下午3时05分`, `20260131`,
/// `2026-01-31T09:30:00+0800`, `2026-01-31 9:05 PM`.
///
/// A year has four digits and stands in front; other orders cannot be told apart.
///
/// # Errors
/// [`Unread`].
pub fn time(text: &str) -> Result<Written, Unread> {
    if text.len() > 80 {
        return Err(Unread::Unknown);
    }
    let even: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let mut rest = Rest(even.trim());
    let run = rest.0.bytes().take_while(u8::is_ascii_digit).count();
    let day = match run {
        8 | 12 | 14 => {
            let (year, month, day) = (rest.number(4), rest.number(2), rest.number(2));
            date(year, month, day)?
        }
        4 => apart(&mut rest)?,
        // 2026111 is the 11th of January and the 1st of November.
        5..=7 => return Err(Unread::Twofold),
        _ => return Err(Unread::Unknown),
    };
    if run > 8 {
        let (hour, minute) = (rest.number(2), rest.number(2));
        let second = if run == 14 { rest.number(2) } else { Some(0) };
        let clock = hour.zip(minute).zip(second);
        let clock = clock.and_then(|((hour, minute), second)| NaiveTime::from_hms_opt(hour, minute, second));
        return finished(&rest, day, Some(clock.ok_or(Unread::Unknown)?), None);
    }
    rest.blanks();
    weekday(&mut rest);
    rest.one_of(&["t"]);
    let before = half(&mut rest);
    if rest.0.is_empty() && before.is_none() {
        return finished(&rest, day, None, None);
    }
    let clock = clock(&mut rest, before)?;
    let offset = offset(&mut rest)?;
    finished(&rest, day, Some(clock), offset)
}

fn finished(
    rest: &Rest<'_>,
    day: NaiveDate,
    clock: Option<NaiveTime>,
    offset: Option<FixedOffset>,
) -> Result<Written, Unread> {
    if rest.0.trim().is_empty() { Ok(Written { day, clock, offset }) } else { Err(Unread::Unknown) }
}

fn date(year: Option<u32>, month: Option<u32>, day: Option<u32>) -> Result<NaiveDate, Unread> {
    let whole = year.zip(month).zip(day);
    let day =
        whole.and_then(|((year, month), day)| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day));
    day.filter(|day| day.year() >= 1900).ok_or(Unread::Unknown)
}

/// Year, month and day with marks between them, the same mark twice.
fn apart(rest: &mut Rest<'_>) -> Result<NaiveDate, Unread> {
    let year = rest.number(4);
    rest.blanks();
    let mark = rest.one_of(&["-", "/", ".", "年"]).ok_or(Unread::Unknown)?;
    rest.blanks();
    let month = rest.number(2);
    rest.blanks();
    if rest.one_of(&["-", "/", ".", "月"]) != Some(mark) {
        return Err(Unread::Unknown);
    }
    rest.blanks();
    let day = rest.number(2);
    if rest.0.starts_with(|letter: char| letter.is_ascii_digit()) {
        return Err(Unread::Unknown);
    }
    if mark == 3 {
        rest.blanks();
        rest.one_of(&["日", "号"]).ok_or(Unread::Unknown)?;
    }
    date(year, month, day)
}

/// Passes the name of a day of the week, as long dates have it.
fn weekday(rest: &mut Rest<'_>) {
    let bare = rest.0.trim_start_matches(['(', ' ']);
    for word in ["星期", "周", "礼拜"] {
        if let Some(after) = bare.strip_prefix(word)
            && let Some(after) = after.strip_prefix(['一', '二', '三', '四', '五', '六', '日', '天'])
        {
            rest.0 = after.trim_start_matches([')', ' ']);
            return;
        }
    }
}

fn clock(rest: &mut Rest<'_>, before: Option<(&str, Half)>) -> Result<NaiveTime, Unread> {
    let hour = rest.number(2).ok_or(Unread::Unknown)?;
    let worded = rest.one_of(&[":", "时", "点"]).ok_or(Unread::Unknown)? > 0;
    rest.blanks();
    let minute = match rest.number(2) {
        Some(minute) => minute,
        // 下午3时
        None if worded => 0,
        None => return Err(Unread::Unknown),
    };
    let mut second = 0;
    if rest.one_of(&[":", "分"]).is_some()
        && let Some(read) = rest.number(2)
    {
        second = read;
        if rest.one_of(&[".", ","]).is_some() {
            rest.digits(9).ok_or(Unread::Unknown)?;
        }
        rest.one_of(&["秒"]);
    }
    let after = half(rest);
    let hour = match (before, after) {
        (None, None) => hour,
        (Some(half), None) | (None, Some(half)) => of_day(half, hour)?,
        (Some(_), Some(_)) => return Err(Unread::Unknown),
    };
    NaiveTime::from_hms_opt(hour, minute, second).ok_or(Unread::Unknown)
}

/// An offset from UTC: `Z`, `+08:00`, `+0800`, `+8`, `UTC+8`, `GMT`. The letters of a zone are none: `CST` is China's time and
/// Chicago's.
fn offset(rest: &mut Rest<'_>) -> Result<Option<FixedOffset>, Unread> {
    rest.blanks();
    if rest.0.is_empty() {
        return Ok(None);
    }
    let named = rest.one_of(&["utc", "gmt", "z"]);
    if named.is_some() && rest.0.trim().is_empty() {
        return Ok(FixedOffset::east_opt(0));
    }
    let west = match (named, rest.one_of(&["+", "-", "\u{2212}"])) {
        (Some(2), _) | (_, None) => {
            let zone = rest.0.trim();
            let letters = zone.len() > 1 && zone.bytes().all(|letter| letter.is_ascii_alphabetic());
            return Err(if named.is_none() && letters { Unread::Twofold } else { Unread::Unknown });
        }
        (_, Some(sign)) => sign > 0,
    };
    let hours = rest.number(2).ok_or(Unread::Unknown)?;
    rest.one_of(&[":"]);
    let minutes = if rest.0.trim().is_empty() { 0 } else { rest.number(2).ok_or(Unread::Unknown)? };
    let ahead = hours * 3_600 + minutes * 60;
    let ahead = i32::try_from(ahead).ok().filter(|ahead| minutes < 60 && *ahead <= 14 * 3_600);
    let ahead = ahead.ok_or(Unread::Unknown)?;
    FixedOffset::east_opt(if west { -ahead } else { ahead }).map(Some).ok_or(Unread::Unknown)
}

/// A day alone; a time behind it says nothing more, but an offset could move it to another day.
///
/// # Errors
/// [`Unread`].
pub fn day(text: &str) -> Result<NaiveDate, Unread> {
    let written = time(text)?;
    if written.offset.is_some() { Err(Unread::Twofold) } else { Ok(written.day) }
}

/// What serial days of a spreadsheet mean; its own false leap day of 1900 is never asked for.
#[must_use]
pub fn serial(days: f64, since_1904: bool) -> Option<NaiveDateTime> {
    let base = if since_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
    let base = NaiveDate::from_ymd_opt(base.0, base.1, base.2)?.and_time(NaiveTime::MIN);
    if !(61.0..200_000.0).contains(&days) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked before")]
    let seconds = (days * 86_400.0).round() as i64;
    base.checked_add_signed(chrono::TimeDelta::seconds(seconds))
}

/// What a bare number of a workbook means where a day is due: serial days whose format was lost, or eight digits. Only of days
/// from 2000 to 2100, so that no other number passes for one.
#[must_use]
pub fn bare_serial(number: f64, since_1904: bool) -> Option<NaiveDateTime> {
    if number.fract() == 0.0 && (20_000_101.0..=21_001_231.0).contains(&number) {
        return time(&number.to_string()).ok().map(Written::local);
    }
    serial(number, since_1904).filter(|moment| (2000..=2100).contains(&moment.year()))
}

/// A figure without the marks between its thousands. `1,288` is one where no figure has three decimals, which `decimals` says;
/// where it may have them it is also one and a bit.
///
/// # Errors
/// [`Unread::Twofold`] for a comma that may be a decimal point, [`Unread::Unknown`] for one that is neither.
pub fn ungrouped(figure: &str, decimals: bool) -> Result<String, Unread> {
    let even: String = figure.nfkc().collect();
    let even = even.replace(['\u{2019}', '\''], ",");
    let Some((first, rest)) = even.split_once(',') else { return Ok(even) };
    let (rest, part) = match rest.split_once('.') {
        Some((rest, part)) => (rest, Some(part)),
        None => (rest, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<&str> = rest.split(',').collect();
    let whole = digits(first) && groups.iter().all(|group| digits(group)) && part.is_none_or(digits);
    if !whole {
        return Err(Unread::Unknown);
    }
    let grouped =
        (1..=3).contains(&first.len()) && first != "0" && groups.iter().all(|group| group.len() == 3);
    if !grouped || (decimals && groups.len() == 1 && part.is_none()) {
        return Err(Unread::Twofold);
    }
    Ok(even.replace(',', ""))
}

/// What a spreadsheet may have turned a code into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turned {
    /// A number in powers of ten: `6.92E+12`. Its last digits are lost.
    Power,
    /// A number of more digits than a spreadsheet keeps: the last are zeros.
    Rounded,
    /// A number with a point: zeros at its end may be lost.
    Fraction,
    /// A date: `3月1日`, `1-Mar`, `2024/3/1`.
    Day,
}

/// Whether a code that stands in a file of text looks like what a spreadsheet turns codes into.
#[must_use]
pub fn turned(code: &str) -> Option<Turned> {
    let even: String = code.trim().nfkc().flat_map(char::to_lowercase).collect();
    if let Some((number, power)) = even.split_once("e+") {
        let figure =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        return (figure(number) && figure(power)).then_some(Turned::Power);
    }
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let digits = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((left, right)) = even.split_once('-')
        && ((months.contains(&left) && digits(right)) || (digits(left) && months.contains(&right)))
    {
        return Some(Turned::Day);
    }
    if let Some((month, day)) = even.strip_suffix('日').and_then(|even| even.split_once('月')) {
        let year = month.split_once('年').map_or(month, |(_, month)| month);
        return (digits(year) && digits(day)).then_some(Turned::Day);
    }
    let marked = even.contains('/') || even.matches('-').count() == 2;
    (marked && time(&even).is_ok_and(|written| written.clock.is_none())).then_some(Turned::Day)
}

/// Whether a number of a workbook has lost what a code is made of.
#[must_use]
pub fn turned_number(number: f64) -> Option<Turned> {
    if number.fract() != 0.0 {
        Some(Turned::Fraction)
    } else if number.abs() >= 1e15 {
        Some(Turned::Rounded)
    } else {
        None
    }
}

words::worded!(Turned: turned_code { Power, Rounded, Fraction, Day });
