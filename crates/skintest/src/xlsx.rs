//! The first worksheet of an `.xlsx` workbook, streamed cell by cell from bounded parts.
//!
//! Only what a table needs is read: values, shared strings, which number formats are dates, and whether a cell
//! holds a formula (then the file is refused). No grid is ever laid out, so a cell at XFD1048576 costs nothing,
//! and no count that the file claims is believed. Styles, macros, charts and links are none of ours.

use quick_xml::events::{BytesStart, Event};

use crate::archive::Archive;
use crate::cell::Cell;
use crate::limits;
use crate::problem::{Problem, ProblemCode, Problems};
use crate::table::Table;
use crate::xml::{Part, attribute, malformed};
use crate::{Imported, Input};

/// Name of the part by which a workbook is known.
pub(crate) const WORKBOOK: &str = "xl/workbook.xml";

/// Reads the first worksheet.
pub(crate) fn import(archive: &mut Archive<'_>, input: &Input<'_>) -> Result<Imported, Problems> {
    let book = Book::read(&part(archive, WORKBOOK)?)?;
    let relations = relations(&optional(archive, "xl/_rels/workbook.xml.rels")?)?;
    let mut sheets = book.sheets.iter();
    let first = sheets.next().ok_or_else(|| malformed(WORKBOOK, "工作簿中没有可见的工作表"))?;
    let target = relations.iter().find(|(id, _)| *id == first.relation).map(|(_, target)| target.as_str());
    let target = target.ok_or_else(|| malformed(WORKBOOK, "工作簿没有指明工作表的位置"))?;
    let target = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
    let strings = Strings::read(&optional(archive, "xl/sharedStrings.xml")?)?;
    let dates = date_formats(&optional(archive, "xl/styles.xml")?)?;
    let sheet = archive.part(&target, limits::SHEET_BYTES)?;
    let sheet = sheet.ok_or_else(|| malformed(&target, "工作表缺失"))?;
    let held =
        sheet.len() + strings.text.len() + strings.ends.len() * size_of::<usize>() + limits::FILE_BYTES;
    let mut table = Table::new(input, false, held);
    for left in sheets {
        let what = format!("只读取第一个工作表，未读取“{}”", crate::problem::excerpt(&left.name, 40));
        table.warn(Problem::warning(ProblemCode::LeftOut, crate::problem::excerpt(&left.name, 40), &what));
    }
    let context = Context { strings: &strings, dates: &dates, since_1904: book.since_1904, part: &target };
    read_sheet(&sheet, &context, &mut table)?;
    table.finish()
}

fn part(archive: &mut Archive<'_>, name: &str) -> Result<Vec<u8>, Problem> {
    archive.part(name, limits::PART_BYTES)?.ok_or_else(|| malformed(name, "工作簿缺少部件"))
}

fn optional(archive: &mut Archive<'_>, name: &str) -> Result<Vec<u8>, Problem> {
    Ok(archive.part(name, limits::PART_BYTES)?.unwrap_or_default())
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
    fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let mut part = Part::new(bytes, WORKBOOK)?;
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
fn relations(bytes: &[u8]) -> Result<Vec<(String, String)>, Problem> {
    let mut found = Vec::new();
    each_element(bytes, "xl/_rels/workbook.xml.rels", |element| {
        if element.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target"))
        {
            found.push((id, target));
        }
    })?;
    Ok(found)
}

fn each_element(bytes: &[u8], name: &str, mut visit: impl FnMut(&BytesStart<'_>)) -> Result<(), Problem> {
    let mut part = Part::new(bytes, name)?;
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
fn date_formats(bytes: &[u8]) -> Result<Vec<bool>, Problem> {
    let mut custom: Vec<(String, bool)> = Vec::new();
    let mut styles = Vec::new();
    let mut in_cells = false;
    each_element(bytes, "xl/styles.xml", |element| match element.local_name().as_ref() {
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

/// The shared strings in one text, so that a million of them cost no more than their bytes.
#[derive(Default)]
struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let mut part = Part::new(bytes, "xl/sharedStrings.xml")?;
        let mut strings = Self::default();
        let (mut current, mut in_text, mut in_phonetic) = (String::new(), false, false);
        loop {
            let event = part.next()?;
            match &event {
                Event::Start(element) => match element.local_name().as_ref() {
                    "si" => current.clear(),
                    "t" => in_text = !in_phonetic,
                    "rPh" => in_phonetic = true,
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "si" => strings.push(&current),
                    "t" => in_text = false,
                    "rPh" => in_phonetic = false,
                    _ => {}
                },
                Event::Empty(element) if element.local_name().as_ref() == "si" => strings.push(""),
                Event::Eof => return Ok(strings),
                Event::Empty(_)
                | Event::Text(_)
                | Event::CData(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_)
                | Event::GeneralRef(_) => {
                    if in_text {
                        part.append(&event, &mut current)?;
                    }
                }
            }
        }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before).copied()).unwrap_or(0);
        self.text.get(start..end)
    }
}

struct Context<'c> {
    strings: &'c Strings,
    dates: &'c [bool],
    since_1904: bool,
    part: &'c str,
}

/// A cell while its row is read: `Shared` points into the shared strings, so nothing is copied.
enum Pending {
    Empty,
    Shared(usize),
    Text(String),
    Number(f64),
    Serial(f64),
    Formula,
    Error,
}

fn read_sheet(bytes: &[u8], context: &Context<'_>, table: &mut Table<'_>) -> Result<(), Problem> {
    let mut part = Part::new(bytes, context.part)?;
    let (mut row, mut last_row): (usize, usize) = (0, 0);
    let mut cells: Vec<Pending> = Vec::new();
    loop {
        match part.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "row" => {
                    row = match attribute(&element, "r") {
                        Some(number) => number.parse().map_err(|_| malformed(context.part, "行号有误"))?,
                        None => last_row + 1,
                    };
                    if row <= last_row {
                        return Err(malformed(context.part, "行号没有递增"));
                    }
                    cells.clear();
                }
                "c" => {
                    let place = Place::of(&element, row, cells.len(), context)?;
                    let value = read_cell(&mut part, &place, context)?;
                    put(&mut cells, place.column, value);
                }
                _ => {}
            },
            Event::Empty(element) if element.local_name().as_ref() == "c" => {
                let place = Place::of(&element, row, cells.len(), context)?;
                put(&mut cells, place.column, Pending::Empty);
            }
            Event::End(element) if element.local_name().as_ref() == "row" => {
                last_row = row;
                let shown: Vec<Cell<'_>> = cells.iter().map(|cell| cell.shown(context)).collect();
                if !table.row(row, &shown, false) {
                    return Ok(());
                }
            }
            Event::Eof => return Ok(()),
            Event::End(_)
            | Event::Empty(_)
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

fn put(cells: &mut Vec<Pending>, column: usize, value: Pending) {
    while cells.len() < column {
        cells.push(Pending::Empty);
    }
    cells.push(value);
}

struct Place {
    name: String,
    column: usize,
    kind: Option<String>,
    date: bool,
}

impl Place {
    fn of(element: &BytesStart<'_>, row: usize, next: usize, context: &Context<'_>) -> Result<Self, Problem> {
        let name = attribute(element, "r");
        let column = match &name {
            Some(name) => column_of(name).ok_or_else(|| malformed(context.part, "单元格位置有误"))?,
            None => next,
        };
        let name = name.unwrap_or_else(|| format!("{row}:{}", column + 1));
        if column >= limits::COLUMNS {
            let what = format!("单元格 {name} 超出 {} 列", limits::COLUMNS);
            return Err(Problem::refusal(ProblemCode::TooManyColumns, name, &what));
        }
        if column < next {
            return Err(malformed(context.part, &format!("单元格 {name} 的位置没有递增")));
        }
        let style: Option<usize> = attribute(element, "s").and_then(|style| style.parse().ok());
        let date = style.and_then(|style| context.dates.get(style).copied()).unwrap_or(false);
        Ok(Self { name, column, kind: attribute(element, "t"), date })
    }
}

/// Zero-based column of a cell name such as `AB12`.
fn column_of(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic);
    let mut column = 0_usize;
    for letter in letters {
        column = column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        if column > 20_000 {
            return None;
        }
    }
    column.checked_sub(1)
}

fn read_cell(part: &mut Part<'_>, place: &Place, context: &Context<'_>) -> Result<Pending, Problem> {
    let (mut text, mut formula, mut inside) = (String::new(), false, false);
    loop {
        let event = part.next()?;
        match &event {
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "f" => {
                formula = true
            }
            Event::Start(element) => inside = matches!(element.local_name().as_ref(), "v" | "t"),
            Event::End(element) => {
                inside = false;
                if element.local_name().as_ref() == "c" {
                    break;
                }
            }
            Event::Empty(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_)
            | Event::Eof => {
                if inside {
                    part.append(&event, &mut text)?;
                }
            }
        }
    }
    if formula {
        return Ok(Pending::Formula);
    }
    let wrong = || malformed(context.part, &format!("单元格 {} 的内容有误", place.name));
    Ok(match place.kind.as_deref() {
        Some("s") => {
            let index: usize = text.trim().parse().map_err(|_| wrong())?;
            context.strings.get(index).ok_or_else(wrong)?;
            Pending::Shared(index)
        }
        Some("str" | "inlineStr" | "d") => Pending::Text(text),
        Some("e") => Pending::Error,
        Some("b" | "n") | None if text.trim().is_empty() => Pending::Empty,
        Some("b" | "n") | None => {
            let number: f64 = text.trim().parse().map_err(|_| wrong())?;
            if place.date { Pending::Serial(number) } else { Pending::Number(number) }
        }
        Some(_) => return Err(wrong()),
    })
}

impl Pending {
    fn shown<'c>(&'c self, context: &Context<'c>) -> Cell<'c> {
        match self {
            Self::Empty => Cell::Empty,
            Self::Shared(index) => context.strings.get(*index).map_or(Cell::Empty, Cell::Text),
            Self::Text(text) => Cell::Text(text),
            Self::Number(number) => Cell::Number(*number),
            Self::Serial(number) => Cell::Serial(*number, context.since_1904),
            Self::Formula => Cell::Formula,
            Self::Error => Cell::Error("error"),
        }
    }
}
