//! The cells of a worksheet, row by row. What a row points to in the shared strings is not copied.

use quick_xml::events::{BytesStart, Event};

use super::Workbook;
use super::formats::Shows;
use crate::xml::{Part, attribute, malformed, unescaped};
use crate::{Cell, Fault, FaultCode, Numbered};

/// A cell while its row is read: `Shared` points into the shared strings, so nothing is copied.
enum Pending {
    Empty,
    Shared(usize),
    Text(String),
    Iso(String),
    Number(f64),
    Percent(f64),
    Serial(f64),
    Formula,
    Error(String),
}

/// The rows of a sheet, read as they are asked for.
pub struct SheetRows<'w> {
    part: Part<'w>,
    book: &'w Workbook,
    row: usize,
    last_row: usize,
    cells: Vec<Pending>,
    /// Where a cell stands that does not say so.
    next: usize,
}

impl<'w> SheetRows<'w> {
    pub(super) fn new(book: &'w Workbook) -> Result<Self, Fault> {
        let part = Part::new(&book.sheet, &book.part, book.limits)?;
        Ok(Self { part, book, row: 0, last_row: 0, cells: Vec::new(), next: 0 })
    }

    /// The next row that holds anything; `None` at the end. A cell that is formatted and empty is nothing, wherever it stands.
    ///
    /// # Errors
    /// A [`Fault`] naming the cell or the part.
    pub fn next_row(&mut self) -> Result<Option<Numbered<'_>>, Fault> {
        let book = self.book;
        loop {
            match self.part.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "row" => {
                        self.row = match attribute(&element, "r") {
                            Some(number) => number.parse().map_err(|_| malformed(&book.part, "行号有误"))?,
                            None => self.last_row + 1,
                        };
                        if self.row <= self.last_row {
                            return Err(malformed(&book.part, "行号没有递增"));
                        }
                        self.cells.clear();
                        self.next = 0;
                    }
                    "c" => {
                        let place = Place::of(&element, self.row, self.next, book)?;
                        let value = read_cell(&mut self.part, &place, book)?;
                        self.next = place.column + 1;
                        put(&mut self.cells, &place, value, book)?;
                    }
                    _ => {}
                },
                Event::Empty(element) if element.local_name().as_ref() == "c" => {
                    self.next = Place::of(&element, self.row, self.next, book)?.column + 1;
                }
                Event::End(element) if element.local_name().as_ref() == "row" => {
                    self.last_row = self.row;
                    if !self.cells.is_empty() {
                        break;
                    }
                }
                Event::Eof => return Ok(None),
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
        Ok(Some((self.row, self.cells.iter().map(|cell| cell.shown(book)).collect())))
    }
}

fn put(cells: &mut Vec<Pending>, place: &Place, value: Pending, book: &Workbook) -> Result<(), Fault> {
    if matches!(value, Pending::Empty) {
        return Ok(());
    }
    if place.column >= book.limits.columns {
        let what = format!("单元格 {} 超出 {} 列", place.name, book.limits.columns);
        return Err(Fault::new(FaultCode::TooManyColumns, &place.name, what));
    }
    while cells.len() < place.column {
        cells.push(Pending::Empty);
    }
    cells.push(value);
    Ok(())
}

struct Place {
    name: String,
    column: usize,
    kind: Option<String>,
    shows: Shows,
}

impl Place {
    fn of(element: &BytesStart<'_>, row: usize, next: usize, book: &Workbook) -> Result<Self, Fault> {
        let name = attribute(element, "r");
        let column = match &name {
            Some(name) => column_of(name).ok_or_else(|| malformed(&book.part, "单元格位置有误"))?,
            None => next,
        };
        let name = name.unwrap_or_else(|| format!("{row}:{}", column + 1));
        if column < next {
            return Err(malformed(&book.part, &format!("单元格 {name} 的位置没有递增")));
        }
        let style: Option<usize> = attribute(element, "s").and_then(|style| style.parse().ok());
        let shows = style.and_then(|style| book.shows.get(style).copied()).unwrap_or_default();
        Ok(Self { name, column, kind: attribute(element, "t"), shows })
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

fn read_cell(part: &mut Part<'_>, place: &Place, book: &Workbook) -> Result<Pending, Fault> {
    let (mut text, mut formula, mut inside, mut phonetic) = (String::new(), false, false, false);
    loop {
        let event = part.next()?;
        match &event {
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "f" => {
                formula = true
            }
            Event::Start(element) => match element.local_name().as_ref() {
                // How a text is read aloud is written beside it, and is not the text.
                "rPh" => phonetic = true,
                name => inside = !phonetic && matches!(name, "v" | "t"),
            },
            Event::End(element) => {
                inside = false;
                match element.local_name().as_ref() {
                    "c" => break,
                    "rPh" => phonetic = false,
                    _ => {}
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
    let wrong = || malformed(&book.part, &format!("单元格 {} 的内容有误", place.name));
    Ok(match place.kind.as_deref() {
        Some("s") => {
            let index: usize = text.trim().parse().map_err(|_| wrong())?;
            book.strings.get(index).ok_or_else(wrong)?;
            Pending::Shared(index)
        }
        Some("str" | "inlineStr") if text.is_empty() => Pending::Empty,
        Some("str" | "inlineStr") => Pending::Text(unescaped(&text).into_owned()),
        Some("e") => Pending::Error(text),
        Some("b" | "n" | "d") | None if text.trim().is_empty() => Pending::Empty,
        Some("d") => Pending::Iso(text),
        // A tick is no number.
        Some("b") => match text.trim() {
            "1" | "true" => Pending::Text("TRUE".to_owned()),
            "0" | "false" => Pending::Text("FALSE".to_owned()),
            _ => return Err(wrong()),
        },
        Some("n") | None => {
            let number: f64 = text.trim().parse().map_err(|_| wrong())?;
            match place.shows {
                Shows::Date => Pending::Serial(number),
                Shows::Percent => Pending::Percent(number),
                Shows::Digits(digits) if number.fract() == 0.0 && (0.0..1e15).contains(&number) => {
                    Pending::Text(format!("{number:0>digits$}"))
                }
                Shows::Digits(_) | Shows::Plain => Pending::Number(number),
            }
        }
        Some(_) => return Err(wrong()),
    })
}

impl Pending {
    fn shown<'c>(&'c self, book: &'c Workbook) -> Cell<'c> {
        match self {
            Self::Empty => Cell::Empty,
            Self::Shared(index) => book.strings.get(*index).map_or(Cell::Empty, Cell::Text),
            Self::Text(text) => Cell::Text(text),
            Self::Iso(text) => Cell::Iso(text),
            Self::Number(number) => Cell::Number(*number),
            Self::Percent(number) => Cell::Percent(*number),
            Self::Serial(number) => Cell::Serial(*number, book.since_1904),
            Self::Formula => Cell::Formula,
            Self::Error(text) => Cell::Error(text),
        }
    }
}
