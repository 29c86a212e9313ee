//! Typed fields: each is read strictly, and all that is wrong with a form is told together, so that nobody mends one
//! field to learn of the next. It refuses to keep anything: a form with one wrong field changes nothing.

use chrono::{DateTime, NaiveDate, NaiveTime};
use domain::Moment;
use domain::clean;
use domain::filing::ProductionLicence;
use domain::region::Province;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Refusal;

/// One field that is wrong, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldRefusal {
    /// The field's path in the arguments.
    pub field: String,
    /// What is wrong and what is wanted, in Chinese.
    pub message: String,
    /// The same in English.
    pub message_en: String,
}

/// Why a typed value is not taken, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// A reason in both languages.
pub fn why(zh: impl Into<String>, en: impl Into<String>) -> Why {
    Why { zh: zh.into(), en: en.into() }
}

/// The fields of one form while it is read.
#[derive(Debug, Default)]
pub struct Fields(Vec<FieldRefusal>);

impl Fields {
    /// Takes a value, or notes why it is not taken.
    pub fn take<T>(&mut self, field: &str, read: Result<T, Why>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(why) => {
                self.refuse(field, why);
                None
            }
        }
    }

    /// The same for a field that may be left empty.
    pub fn optional<T>(
        &mut self,
        field: &str,
        text: Option<&str>,
        read: impl FnOnce(&str) -> Result<T, Why>,
    ) -> Option<T> {
        let text = text.filter(|text| !clean::text(text).is_empty())?;
        self.take(field, read(text))
    }

    /// Notes that a field is wrong.
    pub fn refuse(&mut self, field: &str, why: Why) {
        self.0.push(FieldRefusal { field: field.to_owned(), message: why.zh, message_en: why.en });
    }

    /// Notes a condition that does not hold.
    pub fn hold(&mut self, field: &str, holds: bool, zh: &str, en: &str) {
        if !holds {
            self.refuse(field, why(zh, en));
        }
    }

    /// The whole form, if every field is right.
    ///
    /// # Errors
    /// `fields_refused` with every wrong field.
    pub fn all<T>(self, form: Option<T>) -> Result<T, Refusal> {
        match form {
            Some(form) if self.0.is_empty() => Ok(form),
            _ => Err(self.refusal()),
        }
    }

    fn refusal(self) -> Refusal {
        let first = self.0.first().map_or("", |field| field.message.as_str());
        let message = format!("有 {} 处需要更正：{first}。尚未保存任何内容", self.0.len());
        Refusal::new("fields_refused", message).mend("请按各栏提示更正后再提交").details(self.0)
    }
}

/// What remains odd in a cleaned text, by its place.
fn even(cleaned: String) -> Result<String, Why> {
    match clean::odd(&cleaned) {
        Ok(()) => Ok(cleaned),
        Err(odd) => Err(why(format!("{odd}：请删去后重新输入"), format!("{}: type it anew", odd.en()))),
    }
}

/// A text of 1 to `most` characters on one line, cleaned as [`clean::text`] cleans.
pub fn text(typed: &str, most: usize) -> Result<String, Why> {
    let typed = clean::text(typed);
    if typed.is_empty() {
        return Err(why("必填", "is required"));
    }
    if typed.chars().count() > most {
        return Err(why(format!("最多 {most} 个字"), format!("at most {most} characters")));
    }
    if typed.contains('\n') {
        return Err(why("不能含换行等控制字符", "no line breaks or control characters"));
    }
    even(typed)
}

/// A reason or a remark: what is left of it once it is cleaned; `None` where nothing was said that anybody could see.
#[must_use]
pub fn said(typed: &str) -> Option<String> {
    Some(clean::text(typed)).filter(|said| !said.is_empty())
}

/// An identifier of the house, cleaned as [`clean::code`] cleans.
pub fn id<T: TryFrom<String>>(typed: &str) -> Result<T, Why> {
    let typed = clean::code(typed);
    if typed.is_empty() {
        return Err(why("必填", "is required"));
    }
    T::try_from(even(typed)?)
        .map_err(|_| why("须为 1–64 个字符，不含换行", "1 to 64 characters without line breaks"))
}

/// An identifier that may already be that of something: what is known under it, however it is written, else a new one.
pub fn known_id<'k, T: TryFrom<String>>(
    typed: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Result<T, Why> {
    match clean::meant(typed, known) {
        clean::Meant::New => id(typed),
        clean::Meant::One(name) => T::try_from(name.to_owned())
            .map_err(|_| why("须为 1–64 个字符，不含换行", "1 to 64 characters without line breaks")),
        clean::Meant::Several => Err(several(typed)),
    }
}

/// A typed number that more than one known number could mean.
#[must_use]
pub fn several(typed: &str) -> Why {
    let typed = clean::code(typed);
    why(
        format!("「{typed}」有几个只差大小写、空格或不可见字符的编号：请从列表中选择"),
        format!(
            "several numbers differ from “{typed}” in case, blanks or unseen characters alone: choose from the list"
        ),
    )
}

/// A day as `2026-01-31`.
pub fn day(typed: &str) -> Result<NaiveDate, Why> {
    NaiveDate::parse_from_str(&clean::code(typed), "%Y-%m-%d")
        .map_err(|_| why("须为日期，例如 2026-01-31", "a day such as 2026-01-31"))
}

/// A day that is not after `today`.
pub fn past_day(typed: &str, today: NaiveDate) -> Result<NaiveDate, Why> {
    let read = day(typed)?;
    if read > today {
        return Err(why("不能晚于今天", "not after today"));
    }
    Ok(read)
}

/// A moment as RFC 3339, or a day, which means its end in the offset of `now`.
pub fn moment(typed: &str, now: Moment) -> Result<Moment, Why> {
    let typed = &clean::code(typed);
    if let Ok(moment) = DateTime::parse_from_rfc3339(typed) {
        return Ok(moment);
    }
    let end = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default();
    let wrong = || why("须为日期，例如 2026-01-31", "a day such as 2026-01-31");
    day(typed)?.and_time(end).and_local_timezone(*now.offset()).single().ok_or_else(wrong)
}

/// 统一社会信用代码: 18 characters of the set of GB 32100—2015, of which the last is a check over the others.
pub fn credit_code(typed: &str) -> Result<String, Why> {
    const SET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let code = clean::code(typed).to_ascii_uppercase();
    let letters: Option<Vec<usize>> = code.chars().map(|letter| SET.find(letter)).collect();
    let shape = || {
        why(
            "须为 18 位数字或大写字母（不含 I、O、S、V、Z），第 3–8 位为数字",
            "18 digits or capitals (never I, O, S, V, Z); the third to eighth are digits",
        )
    };
    let letters = letters.filter(|letters| letters.len() == 18).ok_or_else(shape)?;
    if letters.iter().skip(2).take(6).any(|letter| *letter > 9) {
        return Err(shape());
    }
    let (sum, _) = letters
        .iter()
        .take(17)
        .fold((0, 1), |(sum, weight), letter| ((sum + letter * weight) % 31, weight * 3 % 31));
    if letters.last() == Some(&((31 - sum) % 31)) {
        Ok(code)
    } else {
        Err(why(
            "校验位不对：请对照营业执照逐位核对",
            "the check digit is wrong: compare it with the licence",
        ))
    }
}

/// A production licence number.
pub fn licence(typed: &str) -> Result<ProductionLicence, Why> {
    if clean::text(typed).is_empty() {
        return Err(why("必填", "is required"));
    }
    ProductionLicence::parse(typed).map_err(|_| {
        why(
            "须为「省份简称 + 妆 + 8 位数字」，例如 鲁妆20240001",
            "province, 妆 and 8 digits, such as 鲁妆20240001",
        )
    })
}

/// A telephone number of the mainland: mobile, with area code, or 400/800.
pub fn phone(typed: &str) -> Result<String, Why> {
    let typed = clean::code(typed);
    let allowed = |letter: char| letter.is_ascii_digit() || matches!(letter, '+' | '-' | ' ' | '(' | ')');
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("86").filter(|_| typed.starts_with("+86")).unwrap_or(&digits);
    let mobile = digits.len() == 11
        && digits.starts_with('1')
        && digits.as_bytes().get(1).is_some_and(|second| *second >= b'3');
    let landline = (10..=12).contains(&digits.len()) && digits.starts_with('0');
    let service = digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800"));
    if typed.chars().all(allowed) && (mobile || landline || service) {
        return Ok(typed);
    }
    let zh = "须为手机号、带区号的固定电话或 400/800 电话，例如 0531-88880000";
    Err(why(zh, "a mobile, a number with area code, or 400/800, such as 0531-88880000"))
}

/// The telephone number of a person, of whatever country: 7 to 15 digits.
pub fn telephone(typed: &str) -> Result<String, Why> {
    let typed = clean::code(typed);
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    let odd = |letter: char| !letter.is_ascii_digit() && !" +-()".contains(letter);
    if !(7..=15).contains(&digits) || typed.chars().any(odd) {
        return Err(why(
            "电话须为 7 至 15 位数字，可带 + - ( ) 和空格",
            "a telephone number has 7 to 15 digits, with + - ( ) and blanks between",
        ));
    }
    Ok(typed.trim().to_owned())
}

/// A province by its ISO 3166-2:CN letters.
pub fn province(typed: &str) -> Result<Province, Why> {
    let found = Province::ALL.iter().find(|province| province.code() == clean::code(typed));
    found.copied().ok_or_else(|| why("请从列表中选择省份", "choose a province of the list"))
}

/// A PIN of six digits that is none of the first that anybody tries.
pub fn pin(typed: &str) -> Result<String, Why> {
    let digits = typed.as_bytes();
    if digits.len() != 6 || !digits.iter().all(u8::is_ascii_digit) {
        return Err(why("PIN 须为 6 位数字", "a PIN has 6 digits"));
    }
    let steps = |step: i16| digits.windows(2).all(|pair| i16::from(pair[1]) - i16::from(pair[0]) == step);
    let repeats = |period: usize| digits.iter().zip(digits.iter().skip(period)).all(|(a, b)| a == b);
    let often = ["112233", "111222", "123321", "147258", "123654", "131452", "520131"].contains(&typed);
    if steps(1) || steps(-1) || repeats(1) || repeats(2) || repeats(3) || often {
        let zh = "PIN 太容易猜到：不要用连号、叠号或重复的数字";
        return Err(why(zh, "too easy to guess: no runs and no repeats"));
    }
    Ok(typed.to_owned())
}

#[cfg(test)]
#[path = "fields_tests.rs"]
mod tests;
