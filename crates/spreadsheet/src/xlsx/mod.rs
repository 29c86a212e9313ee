//! The first worksheet of an `.xlsx` workbook, streamed row by row from bounded parts.
//!
//! Only what a table needs is read: values, shared strings, which number formats are dates, and whether a cell
//! holds a formula. No grid is ever laid out, so a cell at XFD1048576 costs nothing, and no count that the file claims
//! is believed. Styles, macros, charts and links are none of ours.

mod sheet;
mod strings;

use quick_xml::events::{BytesStart, Event};

use crate::xml::{Part, attribute, malformed};
use crate::{Archive, Fault, Limits, excerpt};

pub use sheet::SheetRows;
use strings::Strings;

/// Name of the part by which a workbook is known.
pub const WORKBOOK: &str = "xl/workbook.xml";

/// A workbook whose first visible sheet is unpacked.
pub struct Workbook {
    sheet: Vec<u8>,
    part: String,
    strings: Strings,
    dates: Vec<bool>,
    since_1904: bool,
    left_out: Vec<String>,
    limits: &'static Limits,
}

impl Workbook {
    /// Unpacks what the first visible sheet needs.
    ///
    /// # Errors
    /// A [`Fault`] of the workbook as a whole.
    pub fn read(archive: &mut Archive<'_>, limits: &'static Limits) -> Result<Self, Fault> {
        let book = archive.part(WORKBOOK, limits.part_bytes)?;
        let book = Book::read(&book.ok_or_else(|| malformed(WORKBOOK, "工作簿缺少部件"))?, limits)?;
        let mut optional =
            |name: &str| Ok::<_, Fault>(archive.part(name, limits.part_bytes)?.unwrap_or_default());
        let relations = relations(&optional("xl/_rels/workbook.xml.rels")?, limits)?;
        let mut sheets = book.sheets.iter();
        let first = sheets.next().ok_or_else(|| malformed(WORKBOOK, "工作簿中没有可见的工作表"))?;
        let target =
            relations.iter().find(|(id, _)| *id == first.relation).map(|(_, target)| target.as_str());
        let target = target.ok_or_else(|| malformed(WORKBOOK, "工作簿没有指明工作表的位置"))?;
        let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        let strings = Strings::read(&optional("xl/sharedStrings.xml")?, limits)?;
        let dates = date_formats(&optional("xl/styles.xml")?, limits)?;
        let sheet = archive.part(&part, limits.sheet_bytes)?;
        let sheet = sheet.ok_or_else(|| malformed(&part, "工作表缺失"))?;
        let left_out = sheets.map(|sheet| excerpt(&sheet.name, 40)).collect();
        Ok(Self { sheet, part, strings, dates, since_1904: book.since_1904, left_out, limits })
    }

    /// Bytes that it holds.
    #[must_use]
    pub fn held(&self) -> usize {
        self.sheet.len() + self.strings.held()
    }

    /// Further visible sheets, which are not read.
    #[must_use]
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// The sheet's rows from the first.
    ///
    /// # Errors
    /// A [`Fault`] where the sheet is no text.
    pub fn rows(&self) -> Result<SheetRows<'_>, Fault> {
        SheetRows::new(self)
    }
}

struct Sheet {
    name: String,
    relation: String,
}

struct Book {
    sheets: Vec<Sheet>,
    since_1904: bool,
}

impl Book {
    fn read(bytes: &[u8], limits: &'static Limits) -> Result<Self, Fault> {
        let mut part = Part::new(bytes, WORKBOOK, limits)?;
        let mut book = Self { sheets: Vec::new(), since_1904: false };
        loop {
            match part.next()? {
                Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                    "workbookPr" => {
                        let since = attribute(&element, "date1904");
                        book.since_1904 = matches!(since.as_deref(), Some("1" | "true"));
                    }
                    "sheet" if attribute(&element, "state").is_none_or(|state| state == "visible") => {
                        // `r:id` and `id` differ only in the prefix; `sheetId` is another name.
                        let relation = attribute(&element, "id").unwrap_or_default();
                        let name = attribute(&element, "name").unwrap_or_default();
                        book.sheets.push(Sheet { name, relation });
                    }
                    _ => {}
                },
                Event::Eof => return Ok(book),
                Event::End(_)
                | Event::Text(_)
                | Event::CData(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_)
                | Event::GeneralRef(_) => {}
            }
        }
    }
}

/// `(id, target)` of each relation of the workbook.
fn relations(bytes: &[u8], limits: &'static Limits) -> Result<Vec<(String, String)>, Fault> {
    let mut found = Vec::new();
    each_element(bytes, "xl/_rels/workbook.xml.rels", limits, |element| {
        if element.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target"))
        {
            found.push((id, target));
        }
    })?;
    Ok(found)
}

fn each_element(
    bytes: &[u8],
    name: &str,
    limits: &'static Limits,
    mut visit: impl FnMut(&BytesStart<'_>),
) -> Result<(), Fault> {
    let mut part = Part::new(bytes, name, limits)?;
    loop {
        match part.next()? {
            Event::Start(element) | Event::Empty(element) => visit(&element),
            Event::Eof => return Ok(()),
            Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

/// For each cell style, whether it shows a date.
fn date_formats(bytes: &[u8], limits: &'static Limits) -> Result<Vec<bool>, Fault> {
    let mut custom: Vec<(String, bool)> = Vec::new();
    let mut styles = Vec::new();
    let mut in_cells = false;
    each_element(bytes, "xl/styles.xml", limits, |element| match element.local_name().as_ref() {
        "numFmt" => {
            if let (Some(id), Some(code)) = (attribute(element, "numFmtId"), attribute(element, "formatCode"))
            {
                custom.push((id, is_date_format(&code)));
            }
        }
        "cellXfs" => in_cells = true,
        "cellStyles" | "dxfs" => in_cells = false,
        "xf" if in_cells => {
            let id = attribute(element, "numFmtId").unwrap_or_default();
            let own = custom.iter().find(|(known, _)| *known == id).map(|&(_, date)| date);
            // 14–22, 27–36, 45–47 and 50–58 are the built-in dates and times, the Chinese ones included.
            let built_in = matches!(id.parse(), Ok(14..=22 | 27..=36 | 45..=47 | 50..=58_u32));
            styles.push(own.unwrap_or(built_in));
        }
        _ => {}
    })?;
    Ok(styles)
}

fn is_date_format(code: &str) -> bool {
    let (mut quoted, mut bracketed) = (false, false);
    for c in code.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' => bracketed = true,
            ']' => bracketed = false,
            'y' | 'Y' | 'd' | 'D' | 'h' | 'H' if !quoted && !bracketed => return true,
            _ => {}
        }
    }
    false
}
