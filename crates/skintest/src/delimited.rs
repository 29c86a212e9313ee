//! Delimited text: comma, tab or semicolon, with double quotes.
//!
//! It refuses quotes that do not pair up: a missing one swallows the rest of the file, which is how a torn file
//! looks.

use std::borrow::Cow;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};

use crate::cell::Cell;
use crate::problem::{Problem, ProblemCode, Problems};
use crate::table::Table;
use crate::{Imported, Input, limits, text};

/// Bytes of one row; a row of more is refused.
const ROW_BYTES: usize = 2 * limits::CELL_BYTES;

/// Reads a delimited file.
pub(crate) fn import(bytes: &[u8], input: &Input<'_>) -> Result<Imported, Problems> {
    let text = text::table_text(bytes)?;
    if text.contains('\0') {
        return Err(Problem::refusal(ProblemCode::UnsupportedFormat, "", "文件不是文本").into());
    }
    if !text.bytes().filter(|&byte| byte == b'"').count().is_multiple_of(2) {
        return Err(Problem::refusal(ProblemCode::MalformedTable, "", "双引号不成对，文件可能不完整").into());
    }
    let separator = delimiter(&text);
    let held = bytes.len() + if let Cow::Owned(text) = &text { text.len() } else { 0 };
    let mut table = Table::new(input, separator == b'\t', held);
    table.expect_rows(text.bytes().filter(|&byte| byte == b'\n').count());
    let mut rows = Rows::new(text.as_bytes(), separator);
    while let Some((number, cells)) = rows.next()? {
        if !table.row(number, &cells, true) {
            break;
        }
    }
    table.finish()
}

/// Rows in two buffers of fixed size. The reader of the `csv` crate grows with its input: eight million commas
/// in one row cost it hundreds of megabytes.
struct Rows<'t> {
    reader: Reader,
    rest: &'t [u8],
    bytes: Vec<u8>,
    ends: Vec<usize>,
    number: usize,
}

impl<'t> Rows<'t> {
    fn new(text: &'t [u8], separator: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(separator).terminator(Terminator::CRLF).build();
        Self { reader, rest: text, bytes: vec![0; ROW_BYTES], ends: vec![0; limits::COLUMNS + 1], number: 0 }
    }

    /// The next row with its number; blank lines are passed over and not counted.
    fn next(&mut self) -> Result<Option<(usize, Vec<Cell<'_>>)>, Problem> {
        let (mut written, mut ended) = (0, 0);
        loop {
            let bytes = self.bytes.get_mut(written..).unwrap_or_default();
            let ends = self.ends.get_mut(ended..).unwrap_or_default();
            let (result, read, wrote, fields) = self.reader.read_record(self.rest, bytes, ends);
            self.rest = self.rest.get(read..).unwrap_or_default();
            written += wrote;
            ended += fields;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(None),
                ReadRecordResult::OutputFull => {
                    return Err(self.refused(ProblemCode::TextTooLong, "内容过长，可能缺少引号"));
                }
                ReadRecordResult::OutputEndsFull => {
                    let what = format!("超过 {} 列", limits::COLUMNS);
                    return Err(self.refused(ProblemCode::TooManyColumns, &what));
                }
            }
        }
        self.number += 1;
        // The whole text is valid UTF-8 and fields are cut at ASCII bytes, so a row is valid too. Checking it once
        // a row costs little; were it ever not, the row would be refused rather than guessed at.
        let Ok(row) = std::str::from_utf8(self.bytes.get(..written).unwrap_or_default()) else {
            return Err(self.refused(ProblemCode::BadEncoding, "不是有效的文本"));
        };
        let mut cells = Vec::with_capacity(ended);
        let mut start = 0;
        for &end in self.ends.iter().take(ended) {
            cells.push(match row.get(start..end) {
                None | Some("") => Cell::Empty,
                Some(text) => Cell::Text(text),
            });
            start = end;
        }
        Ok(Some((self.number, cells)))
    }

    fn refused(&self, code: ProblemCode, what: &str) -> Problem {
        let place = format!("第 {} 行", self.number + 1);
        Problem::refusal(code, place.clone(), &format!("{place}{what}"))
    }
}

/// The separator that occurs most often, outside quotes, in the first line that is not blank.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let (mut quoted, mut counts) = (false, [0_usize; 3]);
    for byte in line.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted => counts[0] += 1,
            b'\t' if !quoted => counts[1] += 1,
            b';' if !quoted => counts[2] += 1,
            _ => {}
        }
    }
    let [comma, tab, semicolon] = counts;
    if tab > comma && tab >= semicolon {
        b'\t'
    } else if semicolon > comma {
        b';'
    } else {
        b','
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators() {
        for (header, expected) in [
            ("a,b,c", b','),
            ("a\tb,c\td", b'\t'),
            ("a;b;\"c,d,e\"", b';'),
            ("水分", b','),
            ("\r\n\na;b", b';'),
        ] {
            assert_eq!(delimiter(header), expected, "{header}");
        }
    }
}
