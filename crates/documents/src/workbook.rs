//! Tables as a workbook: one sheet a section, figures as numbers that can be added up. The same values as the paper's, in the
//! same order.

use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::day_log::{LogCell, LogSection};
use crate::refusal::Refusal;

impl From<XlsxError> for Refusal {
    fn from(error: XlsxError) -> Self {
        Self::Writer { why: error.to_string() }
    }
}

/// The most letters of a sheet's name.
const NAME: usize = 31;

/// A workbook with a first sheet of fields and one sheet a section.
pub(crate) fn write(
    kind: &str,
    title: &str,
    fields: &[(String, String)],
    sections: &[LogSection],
    at: DateTime<FixedOffset>,
) -> Result<Vec<u8>, Refusal> {
    let mut book = Workbook::new();
    let (year, month, day) = (u16::try_from(at.year()).unwrap_or(1900), at.month(), at.day());
    let part = |value: u32| u8::try_from(value).unwrap_or(0);
    let created = ExcelDateTime::from_ymd(year, part(month), part(day))?;
    let hour = u16::try_from(at.hour()).unwrap_or(0);
    let created = created.and_hms(hour, part(at.minute()), f64::from(at.second()))?;
    // The time that the values give, not the time of writing.
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    let (head, text) = (Format::new().set_bold(), Format::new().set_text_wrap());
    let first = book.add_worksheet();
    first.set_name(kind)?.set_column_width(0, 18)?.set_column_width(1, 90)?;
    first.write_string_with_format(0, 0, title, &head)?;
    for (row, (name, value)) in (1..).zip(fields) {
        first.write_string_with_format(row, 0, name, &head)?;
        first.write_string_with_format(row, 1, value, &text)?;
    }
    for section in sections {
        fill(book.add_worksheet(), section, &head, &text)?;
    }
    Ok(book.save_to_buffer()?)
}

fn fill(sheet: &mut Worksheet, section: &LogSection, head: &Format, text: &Format) -> Result<(), Refusal> {
    let name: String =
        section.title.chars().filter(|letter| !"[]:*?/\\".contains(*letter)).take(NAME).collect();
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for (at, column) in (0..).zip(&section.columns) {
        sheet.write_string_with_format(0, at, &column.title, head)?;
        sheet.set_column_width(at, f64::from(column.share) * 2.0)?;
    }
    for (row, cells) in (1..).zip(&section.rows) {
        for (at, cell) in (0..).zip(cells) {
            match cell {
                LogCell::Text(value) => sheet.write_string_with_format(row, at, value, text)?,
                LogCell::Number { .. } => {
                    let (value, places) = cell.figure();
                    let shape =
                        if places == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(places)) };
                    sheet.write_number_with_format(row, at, value, &Format::new().set_num_format(shape))?
                }
            };
        }
    }
    // What the paper says instead of rows, or beside them, below a row that is left free.
    if section.rows.is_empty() {
        sheet.write_string(1, 0, &section.none)?;
    }
    if let Some(note) = &section.note {
        let below = u32::try_from(section.rows.len().max(1)).unwrap_or(u32::MAX - 2) + 2;
        sheet.write_string(below, 0, note)?;
    }
    Ok(())
}
