//! Delimited text: comma, tab or semicolon, with double quotes.
//!
//! It refuses quotes that do not pair up, and a last row that breaks off: both are how a torn file looks.

use std::borrow::Cow;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};

use crate::xml::unescaped;
use crate::{Cell, Fault, FaultCode, Limits, Numbered, text};

/// A delimited file as text.
pub struct Delimited<'b> {
    text: Cow<'b, str>,
    separator: u8,
    /// Bytes of a first line that names the separator for spreadsheets, and is no row.
    named: usize,
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
        let (separator, named) = named(&text).unwrap_or_else(|| (delimiter(&text), 0));
        Ok(Self { text, separator, named })
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
        let rest = self.text.as_bytes().get(self.named..).unwrap_or_default();
        DelimitedRows::new(rest, self.separator, usize::from(self.named > 0), limits)
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
    /// The most cells that any row had.
    widest: usize,
    /// A row with its escapes taken back.
    plain: String,
}

impl<'t> DelimitedRows<'t> {
    fn new(text: &'t [u8], separator: u8, number: usize, limits: &Limits) -> Self {
        let reader = ReaderBuilder::new().delimiter(separator).terminator(Terminator::CRLF).build();
        // A row of more bytes than two cells may have is refused.
        let (bytes, ends) = (vec![0; 2 * limits.cell_bytes], vec![0; limits.columns + 1]);
        let columns = limits.columns;
        Self {
            reader,
            rest: text,
            bytes,
            ends,
            number,
            returned: false,
            columns,
            widest: 0,
            plain: String::new(),
        }
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
    /// [`FaultCode::TextTooLong`] and [`FaultCode::TooManyColumns`], with the row; [`FaultCode::Truncated`] where the last
    /// one has no end and fewer cells than others: what it lacks was not left out, it is lost.
    pub fn next_row(&mut self) -> Result<Option<Numbered<'_>>, Fault> {
        self.pass_blank_lines();
        let (mut written, mut ended) = (0, 0);
        // The line break of a row is the last byte that is read of it; without one, the file ended.
        let mut broken = false;
        loop {
            let bytes = self.bytes.get_mut(written..).unwrap_or_default();
            let ends = self.ends.get_mut(ended..).unwrap_or_default();
            let (result, read, wrote, fields) = self.reader.read_record(self.rest, bytes, ends);
            let last = read.checked_sub(1).and_then(|last| self.rest.get(last)).copied();
            self.returned = last == Some(b'\r');
            broken = if read == 0 { broken } else { matches!(last, Some(b'\r' | b'\n')) };
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
        let columns = ended.saturating_sub(
            self.ends
                .iter()
                .take(ended)
                .rev()
                .zip(self.ends.iter().take(ended).rev().skip(1))
                .take_while(|(end, before)| end == before)
                .count(),
        );
        if !broken && ended < self.widest {
            let what = format!(
                "没有写完（{columns} 列，其他行有 {} 列，行末没有换行）：文件可能没有传完",
                self.widest
            );
            return Err(self.refused(FaultCode::Truncated, &what));
        }
        self.widest = self.widest.max(columns);
        self.number += 1;
        // The whole text is valid UTF-8 and fields are cut at ASCII bytes, so a row is valid too. Checking it once
        // a row costs little; were it ever not, the row would be refused rather than guessed at.
        let Ok(row) = std::str::from_utf8(self.bytes.get(..written).unwrap_or_default()) else {
            return Err(self.refused(FaultCode::BadEncoding, "不是有效的文本"));
        };
        let ends = self.ends.get(..ended).unwrap_or_default();
        // Who saves a workbook's table as text leaves its escapes standing.
        if row.contains("_x") {
            let (mut start, mut meant) = (0, Vec::with_capacity(ended));
            self.plain.clear();
            for &end in ends {
                self.plain.push_str(&unescaped(row.get(start..end).unwrap_or_default()));
                meant.push(self.plain.len());
                start = end;
            }
            return Ok(Some((self.number, cells(&self.plain, &meant))));
        }
        Ok(Some((self.number, cells(row, ends))))
    }

    fn refused(&self, code: FaultCode, what: &str) -> Fault {
        let place = format!("第 {} 行", self.number + 1);
        Fault::new(code, place.clone(), format!("{place}{what}"))
    }
}

/// The cells of a row that end at these bytes of it.
fn cells<'r>(row: &'r str, ends: &[usize]) -> Vec<Cell<'r>> {
    let mut start = 0;
    let cell = |&end: &usize| {
        let text = row.get(start..end);
        start = end;
        text.filter(|text| !text.is_empty()).map_or(Cell::Empty, Cell::Text)
    };
    ends.iter().map(cell).collect()
}

/// The separator that a first line `sep=;` names, with that line's length.
fn named(text: &str) -> Option<(u8, usize)> {
    let end = text.find('\n').map_or(text.len(), |at| at + 1);
    let line = text.get(..end)?.trim_end_matches(['\r', '\n', ',', '"']).trim_start_matches('"');
    let word = line.get(..4).filter(|word| word.eq_ignore_ascii_case("sep="))?;
    let separator = match line.get(word.len()..)? {
        ";" => b';',
        "\t" => b'\t',
        // A comma was taken off the end above.
        "" => b',',
        _ => return None,
    };
    Some((separator, end))
}

/// The separator that most of the first lines have outside quotes, and of several the one that occurs most often: a title has
/// none, and a text or a number may have another.
fn delimiter(text: &str) -> u8 {
    const LINES: usize = 10;
    let (mut quoted, mut lines, mut blank) = (false, 0, true);
    let mut line = [0_usize; 3];
    let mut counts = [(0_usize, 0_usize); 3];
    let close = |line: &mut [usize; 3], counts: &mut [(usize, usize); 3]| {
        for (count, found) in counts.iter_mut().zip(line.iter_mut()) {
            count.0 += usize::from(*found > 0);
            count.1 += std::mem::take(found);
        }
    };
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                lines += usize::from(!blank);
                blank = true;
                close(&mut line, &mut counts);
                if lines == LINES {
                    break;
                }
            }
            b',' if !quoted => line[0] += 1,
            b'\t' if !quoted => line[1] += 1,
            b';' if !quoted => line[2] += 1,
            _ => blank = blank && byte.is_ascii_whitespace(),
        }
    }
    close(&mut line, &mut counts);
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

    const LIMITS: Limits = Limits {
        file_bytes: 1 << 20,
        archive_parts: 9,
        archive_ratio: 9,
        archive_unpacked: 9,
        sheet_bytes: 9,
        part_bytes: 9,
        columns: 64,
        cell_bytes: 1 << 10,
        depth: 9,
    };

    fn read(text: &str) -> Result<Vec<(usize, usize)>, FaultCode> {
        let table = Delimited::read(text.as_bytes()).map_err(|fault| fault.code)?;
        let mut rows = table.rows(&LIMITS);
        let mut found = Vec::new();
        while let Some((number, cells)) = rows.next_row().map_err(|fault| fault.code)? {
            found.push((number, cells.len()));
        }
        Ok(found)
    }

    #[test]
    fn separators() {
        for (name, text, expected) in [
            ("commas", "a,b,c", b','),
            ("tabs beside a comma", "a\tb,c\td", b'\t'),
            ("commas in quotes", "a;b;\"c,d,e\"", b';'),
            ("one column", "水分", b','),
            ("blank lines first", "\r\n\na;b", b';'),
            ("a title with a comma above tabs", "Store A, skin\na\tb\tc\n1\t2\t3\n", b'\t'),
            ("decimal commas between semicolons", "a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n", b';'),
            ("a text with a line break in quotes", "a,b\n\"x;y;z\n;;;\",2\n", b','),
        ] {
            assert_eq!(delimiter(text), expected, "{name}");
        }
    }

    #[test]
    fn a_line_that_names_the_separator_is_no_row() {
        for text in ["sep=;\r\na;b\r\n", "\"sep=;\"\na;b\n", "SEP=\t\na\tb\n", "sep=,\na,b\n"] {
            assert_eq!(read(text), Ok(vec![(2, 2)]), "{text:?}");
        }
    }

    #[test]
    fn a_last_row_that_breaks_off_is_lost_and_not_left_out() {
        for (name, text, expected) in [
            ("whole, with an end", "a,b,c\n1,2,3\n", Ok(vec![(1, 3), (2, 3)])),
            ("whole, without an end", "a,b,c\n1,2,3", Ok(vec![(1, 3), (2, 3)])),
            ("cells left out, with an end", "a,b,c\n1,2\n", Ok(vec![(1, 3), (2, 2)])),
            ("cut between cells", "a,b,c\n1,2,3\n4,5", Err(FaultCode::Truncated)),
            ("cut in the first cell", "a,b,c\r\n1,2,3\r\n4", Err(FaultCode::Truncated)),
            ("cut in quotes", "a,b,c\n1,2,3\n4,\"5", Err(FaultCode::MalformedTable)),
            ("a title filled up with commas", "t,,,,\na,b,c\n1,2,3", Ok(vec![(1, 5), (2, 3), (3, 3)])),
        ] {
            assert_eq!(read(text), expected, "{name}");
        }
    }
}
