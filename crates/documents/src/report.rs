//! A4 reports: fields, paragraphs and tables on as many pages as they need, each with its number. A table that goes on has its
//! head again on the next page; a row is never torn apart, and nothing is cut off.

use crate::{
    page::{Page, Run, Shape, wrap},
    refusal::Refusal,
    register::Language,
    typeface::{Size, Typeface},
};

const WIDTH: f32 = 210.0;
const HEIGHT: f32 = 297.0;
const MARGIN: f32 = 16.0;
/// Between body and page number.
const FOOT: f32 = 8.0;
const PITCH: f32 = 1.45;

const TITLE_MM: f32 = 4.6;
const HEADING_MM: f32 = 3.0;
const BODY_MM: f32 = 2.3;
const SMALL_MM: f32 = 1.9;
/// Between the cells of a row.
const GUTTER: f32 = 3.0;
/// Above and below the text of a row.
const PAD: f32 = 0.9;

/// A column as it is laid out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column<'v> {
    pub(crate) title: &'v str,
    /// Its part of the width, among those of its table.
    pub(crate) share: f32,
    /// Figures stand at the right.
    pub(crate) right: bool,
}

/// A report that is being filled from the top.
pub(crate) struct Report<'t> {
    typeface: &'t Typeface,
    done: Vec<Page>,
    page: Page,
    /// The top of what comes next.
    y: f32,
}

impl<'t> Report<'t> {
    /// A report with its title.
    pub(crate) fn new(typeface: &'t Typeface, title: &str) -> Result<Self, Refusal> {
        let mut report = Self { typeface, done: Vec::new(), page: Page::new(WIDTH, HEIGHT), y: MARGIN };
        report.paragraph(title, TITLE_MM)?;
        report.y += 1.5;
        report.line(0.4);
        report.y += 2.0;
        Ok(report)
    }

    /// A heading; it takes the beginning of its section along to the next page.
    pub(crate) fn heading(&mut self, text: &str) -> Result<(), Refusal> {
        self.y += 4.0;
        self.reserve(26.0);
        self.paragraph(text, HEADING_MM)?;
        self.y += 1.2;
        Ok(())
    }

    /// Body text.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), Refusal> {
        self.paragraph(text, BODY_MM)
    }

    /// Text that explains.
    pub(crate) fn note(&mut self, text: &str) -> Result<(), Refusal> {
        self.paragraph(text, SMALL_MM)
    }

    /// Text in a frame: what must not be overlooked.
    pub(crate) fn framed(&mut self, text: &str) -> Result<(), Refusal> {
        let text = self.drawn(text);
        let size = self.typeface.text_size(HEADING_MM);
        let lines = self.lines(&text, size, WIDTH - 2.0 * MARGIN - 6.0)?;
        let (above, below) = self.typeface.reach(text.chars(), size);
        let pitch = (PITCH * size.em).max(above + below);
        let height = f32::from(u16::try_from(lines.len()).unwrap_or(u16::MAX)) * pitch + 4.0;
        self.reserve(height + 2.0);
        let (left, top, right) = (MARGIN, self.y, WIDTH - MARGIN);
        let corners =
            vec![(left, top), (right, top), (right, top + height), (left, top + height), (left, top)];
        self.page.shapes.push(Shape::Stroke { width: 0.6, lines: vec![corners] });
        for (index, line) in (0_u16..).zip(lines) {
            let y = top + 2.0 + above + f32::from(index) * pitch;
            self.page.runs.push(Run { x: left + 3.0, y, size, text: line });
        }
        self.y += height + 3.0;
        Ok(())
    }

    /// A table.
    pub(crate) fn table(&mut self, columns: &[Column<'_>], rows: &[Vec<String>]) -> Result<(), Refusal> {
        let titles: Vec<String> = columns.iter().map(|column| column.title.to_owned()).collect();
        let head = self.row(columns, &titles, SMALL_MM)?;
        self.reserve(head.height + 12.0);
        self.head(&head);
        for row in rows {
            let row = self.row(columns, row, BODY_MM)?;
            if self.y + row.height > HEIGHT - MARGIN - FOOT {
                self.turn();
                self.head(&head);
            }
            self.put(&row);
            self.line(0.1);
        }
        self.y += 1.5;
        Ok(())
    }

    fn head(&mut self, head: &Row) {
        self.put(head);
        self.line(0.3);
    }

    /// A row with the lines of each of its cells.
    fn row(&self, columns: &[Column<'_>], cells: &[String], mm: f32) -> Result<Row, Refusal> {
        let size = self.typeface.text_size(mm);
        let whole: f32 = columns.iter().map(|column| column.share).sum();
        let gaps = f32::from(u16::try_from(columns.len().saturating_sub(1)).unwrap_or(0)) * GUTTER;
        let width = WIDTH - 2.0 * MARGIN - gaps;
        let (mut left, mut runs, mut height) = (MARGIN, Vec::new(), 0.0_f32);
        for (column, cell) in columns.iter().zip(cells) {
            let wide = width * column.share / whole;
            let text = self.drawn(cell);
            let (above, below) = self.typeface.reach(text.chars(), size);
            let pitch = (PITCH * size.em).max(above + below);
            let mut y = PAD + above;
            for line in self.lines(&text, size, wide)? {
                let indent = if column.right { wide - self.typeface.width(&line, size) } else { 0.0 };
                runs.push(Run { x: left + indent, y, size, text: line });
                y += pitch;
            }
            height = height.max(y - above + PAD);
            left += wide + GUTTER;
        }
        Ok(Row { runs, height })
    }

    fn put(&mut self, row: &Row) {
        let top = self.y;
        let runs = row.runs.iter().cloned();
        self.page.runs.extend(runs.map(|run| Run { y: top + run.y, ..run }));
        self.y += row.height;
    }

    fn paragraph(&mut self, text: &str, mm: f32) -> Result<(), Refusal> {
        let text = self.drawn(text);
        let size = self.typeface.text_size(mm);
        let (above, below) = self.typeface.reach(text.chars(), size);
        for line in self.lines(&text, size, WIDTH - 2.0 * MARGIN)? {
            self.reserve(above + below);
            self.page.runs.push(Run { x: MARGIN, y: self.y + above, size, text: line });
            self.y += (PITCH * size.em).max(above + below);
        }
        Ok(())
    }

    /// What the typeface can draw of a text: a character that it lacks is named by its number, so that a log is never refused
    /// for what somebody typed months ago, and nothing of it is lost.
    fn drawn(&self, text: &str) -> String {
        let character = |character: char| match character {
            '\n' | '\t' | '\r' => " ".to_owned(),
            drawn if self.typeface.has(drawn) => drawn.to_string(),
            lacking => format!("[U+{:04X}]", u32::from(lacking)),
        };
        text.trim().chars().map(character).collect()
    }

    fn lines(&self, text: &str, size: Size, width: f32) -> Result<Vec<String>, Refusal> {
        let lines = wrap(self.typeface, text, size, width);
        let narrow = || Refusal::DoesNotFit { item: "日志", medium: format!("{WIDTH}×{HEIGHT} mm") };
        Ok(lines.ok_or_else(narrow)?.into_iter().map(str::to_owned).collect())
    }

    fn line(&mut self, width: f32) {
        let y = self.y;
        let lines = vec![vec![(MARGIN, y), (WIDTH - MARGIN, y)]];
        self.page.shapes.push(Shape::Stroke { width, lines });
    }

    /// Begins a new page unless `height` mm are left on this one.
    fn reserve(&mut self, height: f32) {
        if self.y + height > HEIGHT - MARGIN - FOOT {
            self.turn();
        }
    }

    fn turn(&mut self) {
        self.done.push(std::mem::replace(&mut self.page, Page::new(WIDTH, HEIGHT)));
        self.y = MARGIN;
    }

    /// The pages, each with `mark` and its number at the foot.
    pub(crate) fn finish(mut self, mark: &str, language: Language) -> Result<Vec<Page>, Refusal> {
        let size = self.typeface.text_size(SMALL_MM);
        let mark = self.drawn(mark);
        self.done.push(self.page);
        let count = self.done.len();
        for (number, page) in (1..).zip(&mut self.done) {
            let on = language.of(format!("第{number}页 共{count}页"), format!("page {number} of {count}"));
            let text = format!("{mark}  {on}");
            if self.typeface.width(&text, size) > WIDTH - 2.0 * MARGIN {
                let medium = format!("{WIDTH}×{HEIGHT} mm");
                return Err(Refusal::DoesNotFit { item: "日志", medium });
            }
            page.runs.push(Run { x: MARGIN, y: HEIGHT - MARGIN, size, text });
        }
        Ok(self.done)
    }
}

/// A row that is laid out, its top at 0.
struct Row {
    runs: Vec<Run>,
    height: f32,
}
