//! One cell as the text that a person would have typed, by what its column holds.
//!
//! It refuses what a spreadsheet has made of something else: a formula, an error, a date where none is due, a code that has lost
//! its digits. It knows no value.

use domain::clean;
use domain::written::{self, Turned};
use spreadsheet::{Cell, excerpt};
use words::Worded as _;

use super::super::fields::{Why, why};
use super::units::Holds;
use super::values;

/// What stands in a cell, for a message: as its sheet shows it, at most 40 characters.
pub(crate) fn shown(cell: Cell<'_>) -> String {
    let day = match cell {
        Cell::Serial(days, since_1904) => written::serial(days, since_1904),
        Cell::Empty
        | Cell::Text(_)
        | Cell::Number(_)
        | Cell::Percent(_)
        | Cell::Iso(_)
        | Cell::Formula
        | Cell::Error(_) => None,
    };
    let text = match (day, cell) {
        (Some(day), _) => Some(day.date().to_string()),
        (None, Cell::Error(error)) => Some(error.to_owned()),
        (None, cell) => cell.text(),
    };
    excerpt(&text.unwrap_or_default(), 40)
}

/// What a cell says; `None` where it says nothing. `since_1904` is what a workbook counts its days from, and nothing for a file of
/// text, which keeps codes as its writer had turned them.
pub(crate) fn said(cell: Cell<'_>, holds: Holds, since_1904: Option<bool>) -> Result<Option<String>, Why> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Formula => Err(why("单元格是公式，请粘贴为数值", "a formula: paste its value")),
        Cell::Error(_) => Err(why("单元格是错误值", "an error value")),
        Cell::Text(text) => of_text(text, holds, since_1904),
        Cell::Serial(days, since_1904) if holds == Holds::Day => of_day(written::serial(days, since_1904)),
        Cell::Iso(text) if holds == Holds::Day => of_text(text, holds, since_1904),
        Cell::Serial(..) | Cell::Iso(_) if holds.is_code() => Err(turned(Turned::Day)),
        Cell::Serial(..) | Cell::Iso(_) => Err(why(
            "单元格是日期，而这一栏不是：看来被表格软件改过，请把该列设为「文本」后重新填写",
            "a date where none is due: set the column to text and type it again",
        )),
        Cell::Percent(_) if holds.is_code() => Err(turned(Turned::Fraction)),
        Cell::Percent(_) if !matches!(holds, Holds::Percent | Holds::Text) => Err(why(
            "单元格是百分数，而这一栏不是：请把该列设为「常规」后重新填写",
            "a percentage where none is due: set the column to general and type it again",
        )),
        Cell::Number(number) if holds.is_code() => match written::turned_number(number) {
            Some(lost) => Err(turned(lost)),
            None => Ok(cell.text()),
        },
        Cell::Number(number) if holds == Holds::Day => {
            of_day(since_1904.and_then(|since_1904| written::bare_serial(number, since_1904)))
        }
        Cell::Number(_) | Cell::Percent(_) => Ok(cell.text()),
    }
}

fn turned(turned: Turned) -> Why {
    why(turned.zh(), turned.en())
}

fn of_day(moment: Option<chrono::NaiveDateTime>) -> Result<Option<String>, Why> {
    let day = moment.map(|moment| moment.date().to_string());
    day.map(Some).ok_or_else(|| why("这个数不是可用的日期，请写成 2026-01-31", "not a usable date"))
}

/// A text as it was meant; what remains odd in it is refused by its place.
fn of_text(found: &str, holds: Holds, since_1904: Option<bool>) -> Result<Option<String>, Why> {
    let text = clean::text(found);
    if text.starts_with('=') {
        return Err(why("内容以 = 开头，会被当作公式", "begins with =, like a formula"));
    }
    if let Err(odd) = clean::odd(&text) {
        return Err(why(odd.to_string(), odd.en()));
    }
    let items = if holds == Holds::Codes { values::list(&text) } else { vec![text.clone()] };
    // A text of a workbook was typed as text: only digits that are lost already are told there.
    let lost = |item: &String| {
        let turned = written::turned(item).filter(|_| holds.is_code());
        turned.filter(|turned| since_1904.is_none() || *turned == Turned::Power)
    };
    match items.iter().find_map(lost) {
        Some(lost) => Err(turned(lost)),
        None => Ok(Some(text).filter(|text| !text.is_empty())),
    }
}
