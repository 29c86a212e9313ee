//! The first worksheet of an `.xlsx` workbook, streamed row by row from bounded parts.
//!
//! Only what a table needs is read: values, shared strings, which number formats are dates or percentages, and whether a cell
//! holds a formula. No grid is ever laid out, so a cell at XFD1048576 costs nothing, and no count that the file claims
//! is believed. Styles, macros, charts and links are none of ours.

mod formats;
mod sheet;
mod strings;

use quick_xml::events::{BytesStart, Event};

use crate::xml::{Part, attribute, malformed};
use crate::{Archive, Fault, Limits, excerpt};

use formats::Shows;
pub use sheet::SheetRows;
use strings::Strings;

/// Where a workbook's own part stands as a rule.
const WORKBOOK: &str = "xl/workbook.xml";

/// A workbook whose first visible sheet is unpacked.
pub struct Workbook {
    sheet: Vec<u8>,
    part: String,
    strings: Strings,
    shows: Vec<Shows>,
    since_1904: bool,
    left_out: Vec<String>,
    limits: &'static Limits,
}

impl Workbook {
    /// Unpacks what the first visible sheet needs; `None` where the archive is no workbook.
    ///
    /// # Errors
    /// A [`Fault`] of the workbook as a whole.
    pub fn read(archive: &mut Archive<'_>, limits: &'static Limits) -> Result<Option<Self>, Fault> {
        let Some(book_part) = book_part(archive, limits)? else { return Ok(None) };
        let book = archive.part(&book_part, limits.part_bytes)?;
        let book = Book::read(&book.ok_or_else(|| malformed(&book_part, "工作簿缺少部件"))?, limits)?;
        let mut optional =
            |name: &str| Ok::<_, Fault>(archive.part(name, limits.part_bytes)?.unwrap_or_default());
        let (folder, file) = book_part.rsplit_once('/').unwrap_or(("", &book_part));
        let relations = relations(&optional(&resolved(folder, &format!("_rels/{file}.rels")))?, limits)?;
        let of_type = |kind: &str, usual: &str| {
            let known = relations.iter().find(|relation| relation.kind.rsplit('/').next() == Some(kind));
            resolved(folder, known.map_or(usual, |relation| &relation.target))
        };
        let mut sheets = book.sheets.iter();
        let first = sheets.next().ok_or_else(|| malformed(&book_part, "工作簿中没有可见的工作表"))?;
        let target = relations.iter().find(|relation| relation.id == first.relation);
        let target = target.ok_or_else(|| malformed(&book_part, "工作簿没有指明工作表的位置"))?;
        let part = resolved(folder, &target.target);
        let strings = Strings::read(&optional(&of_type("sharedStrings", "sharedStrings.xml"))?, limits)?;
        let shows = formats::read(&optional(&of_type("styles", "styles.xml"))?, limits)?;
        let sheet = archive.part(&part, limits.sheet_bytes)?;
        let sheet = sheet.ok_or_else(|| malformed(&part, "工作表缺失"))?;
        let left_out = sheets.map(|sheet| excerpt(&sheet.name, 40)).collect();
        Ok(Some(Self { sheet, part, strings, shows, since_1904: book.since_1904, left_out, limits }))
    }

    /// Whether its serial days count from 1904.
    #[must_use]
    pub const fn since_1904(&self) -> bool {
        self.since_1904
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

/// Where the workbook's own part stands: where it stands as a rule, or where the archive says.
fn book_part(archive: &mut Archive<'_>, limits: &'static Limits) -> Result<Option<String>, Fault> {
    if archive.has(WORKBOOK) {
        return Ok(Some(WORKBOOK.to_owned()));
    }
    let Some(top) = archive.part("_rels/.rels", limits.part_bytes)? else { return Ok(None) };
    let relations = relations(&top, limits)?;
    let of_document = |relation: &&Relation| relation.kind.rsplit('/').next() == Some("officeDocument");
    let part = relations.iter().find(of_document).map(|relation| resolved("", &relation.target));
    // A document of another program says so, too: a workbook is known by its part.
    Ok(part.filter(|part| part.to_ascii_lowercase().contains("workbook") && archive.has(part)))
}

/// A target beside a folder, or from the root where it begins with a stroke.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
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

struct Relation {
    id: String,
    kind: String,
    target: String,
}

fn relations(bytes: &[u8], limits: &'static Limits) -> Result<Vec<Relation>, Fault> {
    let mut found = Vec::new();
    each_element(bytes, "workbook.xml.rels", limits, |element| {
        if element.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target"))
        {
            found.push(Relation { id, kind: attribute(element, "Type").unwrap_or_default(), target });
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
