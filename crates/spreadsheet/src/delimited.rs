//! Delimited text: comma, tab or semicolon, with double quotes.
//!
//! It refuses quotes that do not pair up: a missing one swallows the rest of the file, which is how a torn file
//! looks.

use std::borrow::Cow;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};

use crate::{Cell, Fault, FaultCode, Limits, Numbered, text};

/// A delimited file as text.
pub struct Delimited<'b> {
    text: Cow<'b, str>,
    separator: u8,
}

impl<'b> Delimited<'b> {
    /// Decodes a delimited file and finds its separator.
    ///
    /// # Errors
    /// [`FaultCode::BadEncoding`], [`FaultCode::UnsupportedFormat`], [`FaultCode::MalformedTable`].
    pub fn read(bytes: &'b [u8]) -> Result<Self, Fault> {
        let text = text::table_text(bytes)?;
        if text.contains('\0') {
            return Err(Fault::new(FaultCode::UnsupportedFormat, "", "文件不是文本"));
        }
        if !text.bytes().filter(|&byte| byte == b'"').count().is_multiple_of(2) {
            return Err(Fault::new(FaultCode::MalformedTable, "", "双引号不成对，文件可能不完整"));
        }
        let separator = delimiter(&text);
        Ok(Self { text, separator })
    }

    /// Whether tabs separate it.
    #[must_use]
    pub const fn is_tab_separated(&self) -> bool {
        self.separator == b'\t'
    }

    /// How many rows there may be at most.
    #[must_use]
    pub fn most_rows(&self) -> usize {
        self.text.bytes().filter(|&byte| byte == b'\n').count()
    }

    /// Bytes that it holds beside the file's own.
    #[must_use]
    pub fn held(&self) -> usize {
        if let Cow::Owned(text) = &self.text { text.len() } else { 0 }
    }

    /// Its rows from the first.
    #[must_use]
    pub fn rows(&self, limits: &'static Limits) -> DelimitedRows<'_> {
        DelimitedRows::new(self.text.as_bytes(), self.separator, limits)
    }
}

/// Rows in two buffers of fixed size. The reader of the `csv` crate grows with its input: eight million commas
/// in one row cost it hundreds of megabytes.
pub struct DelimitedRows<'t> {
    reader: Reader,
    rest: &'t [u8],
    bytes: Vec<u8>,
    ends: Vec<usize>,
    number: usize,
    /// The row before ended with a carriage return, whose line feed is still to come.
    returned: bool,
    columns: usize,
}

impl<'t> DelimitedRows<'t> {
    fn new(text: &'t [u8], separator: u8, limits: &Limits) -> Self {
        let reader = ReaderBuilder::new().delimiter(separator).terminator(Terminator::CRLF).build();
        // A row of more bytes than two cells may have is refused.
        let (bytes, ends) = (vec![0; 2 * limits.cell_bytes], vec![0; limits.columns + 1]);
        Self { reader, rest: text, bytes, ends, number: 0, returned: false, columns: limits.columns }
    }

    /// Blank lines are no rows, and a spreadsheet counts them.
    fn pass_blank_lines(&mut self) {
        if self.returned {
            self.rest = self.rest.strip_prefix(b"\n").unwrap_or(self.rest);
        }
        while let Some(rest) = self.rest.strip_prefix(b"\r\n").or_else(|| self.rest.strip_prefix(b"\n")) {
            self.rest = rest;
            self.number += 1;
        }
    }

    /// The next row with its number; blank lines are passed over.
    ///
    /// # Errors
    /// [`FaultCode::TextTooLong`] and [`FaultCode::TooManyColumns`], with the row.
    pub fn next_row(&mut self) -> Result<Option<Numbered<'_>>, Fault> {
        self.pass_blank_lines();
        let (mut written, mut ended) = (0, 0);
        loop {
            let bytes = self.bytes.get_mut(written..).unwrap_or_default();
            let ends = self.ends.get_mut(ended..).unwrap_or_default();
            let (result, read, wrote, fields) = self.reader.read_record(self.rest, bytes, ends);
            self.returned = read.checked_sub(1).and_then(|last| self.rest.get(last)) == Some(&b'\r');
            self.rest = self.rest.get(read..).unwrap_or_default();
            written += wrote;
            ended += fields;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(None),
                ReadRecordResult::OutputFull => {
                    return Err(self.refused(FaultCode::TextTooLong, "内容过长，可能缺少引号"));
                }
                ReadRecordResult::OutputEndsFull => {
                    let what = format!("超过 {} 列", self.columns);
                    return Err(self.refused(FaultCode::TooManyColumns, &what));
                }
            }
        }
        self.number += 1;
        // The whole text is valid UTF-8 and fields are cut at ASCII bytes, so a row is valid too. Checking it once
        // a row costs little; were it ever not, the row would be refused rather than guessed at.
        let Ok(row) = std::str::from_utf8(self.bytes.get(..written).unwrap_or_default()) else {
            return Err(self.refused(FaultCode::BadEncoding, "不是有效的文本"));
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

    fn refused(&self, code: FaultCode, what: &str) -> Fault {
        let place = format!("第 {} 行", self.number + 1);
        Fault::new(code, place.clone(), format!("{place}{what}"))
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
