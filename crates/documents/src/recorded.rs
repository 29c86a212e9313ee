//! The form in which a consent is recorded: A5, as many pages as it needs. The ledger holds the digest of its bytes, and it is
//! made again from the record whenever somebody wants to see it, so **nothing here is ever changed**: not a distance, not a
//! size. Every other paper, and every copy of this one on another paper, is laid out by [`crate::sheet`].

use crate::{
    page::{Page, Run, Shape, wrap},
    refusal::Refusal,
    sheet::{Block, Content},
    typeface::{Size, Typeface},
};

const WIDTH: f32 = 148.0;
const HEIGHT: f32 = 210.0;
const MARGIN: f32 = 14.0;
/// Between body and page number.
const FOOT: f32 = 7.0;
const PITCH: f32 = 1.5;

const TITLE_MM: f32 = 4.2;
const HEADING_MM: f32 = 2.9;
const BODY_MM: f32 = 2.3;
/// What the law or the customer must not overlook.
const STRONG_MM: f32 = 2.9;
const FOOT_MM: f32 = 1.8;
/// The frame of a signature, in mm.
const FRAME: (f32, f32) = (80.0, 30.0);

/// The pages of a consent as they are recorded.
pub(crate) fn pages(content: &Content, typeface: &Typeface) -> Result<Vec<Page>, Refusal> {
    let mut sheet = Sheet::new(typeface, content.title)?;
    for block in &content.blocks {
        match block {
            Block::Heading { item, text } => sheet.heading(item, text)?,
            Block::Field { item, value } => sheet.field_of(item, value, BODY_MM)?,
            Block::Strong { item, value } | Block::Callout { item, value } => {
                sheet.field_of(item, value, STRONG_MM)?;
            }
            Block::Lead { item, text }
            | Block::Paragraph { item, text }
            | Block::Numbered { item, text, .. }
            | Block::Note { item, text } => sheet.text(item, text, BODY_MM)?,
            Block::Entry { item, name, figure, below } => {
                sheet.text(item, &format!("{name} {figure} {below}"), BODY_MM)?;
            }
            Block::Signature(signature) => {
                let corner = sheet.frame(FRAME.0, FRAME.1);
                sheet.page.shapes.push(signature.fitted(corner, FRAME.0, FRAME.1)?);
            }
        }
    }
    let (item, number) = &content.foot;
    sheet.finish(item, number)
}

/// A sheet that is being filled from the top.
struct Sheet<'t> {
    typeface: &'t Typeface,
    done: Vec<Page>,
    page: Page,
    /// The top of what comes next.
    y: f32,
}

impl<'t> Sheet<'t> {
    /// A sheet with its title.
    fn new(typeface: &'t Typeface, title: &'static str) -> Result<Self, Refusal> {
        let mut sheet = Self { typeface, done: Vec::new(), page: Page::new(WIDTH, HEIGHT), y: MARGIN };
        sheet.text(title, title, TITLE_MM)?;
        sheet.y += 1.0;
        sheet.line();
        Ok(sheet)
    }

    /// A heading; it takes the beginning of its text along to the next page.
    fn heading(&mut self, item: &'static str, text: &str) -> Result<(), Refusal> {
        self.y += 2.0;
        self.reserve(16.0);
        self.text(item, text, HEADING_MM)
    }

    fn field_of(&mut self, item: &'static str, value: &str, mm: f32) -> Result<(), Refusal> {
        self.text(item, &format!("{item}：{value}"), mm)
    }

    fn text(&mut self, item: &'static str, text: &str, mm: f32) -> Result<(), Refusal> {
        let text = self.typeface.drawable(item, text)?;
        let size = self.typeface.text_size(mm);
        let (above, below) = self.typeface.reach(text.chars(), size);
        let Some(lines) = wrap(self.typeface, text, size, WIDTH - 2.0 * MARGIN) else {
            return Err(Refusal::DoesNotFit { item, medium: format!("{WIDTH}×{HEIGHT} mm") });
        };
        for line in lines {
            self.reserve(above + below);
            let y = self.y + above;
            self.page.runs.push(Run { x: MARGIN, y, size, text: line.to_owned() });
            self.y += (PITCH * size.em).max(above + below);
        }
        Ok(())
    }

    /// A hairline over the whole width.
    fn line(&mut self) {
        let y = self.y;
        self.page
            .shapes
            .push(Shape::Stroke { width: 0.2, lines: vec![vec![(MARGIN, y), (WIDTH - MARGIN, y)]] });
        self.y += 2.5;
    }

    /// A frame of `width` × `height` mm at the left margin, on one page; returns its top left corner.
    fn frame(&mut self, width: f32, height: f32) -> (f32, f32) {
        self.reserve(height + 1.0);
        let (left, top) = (MARGIN, self.y);
        let corners = [
            (left, top),
            (left + width, top),
            (left + width, top + height),
            (left, top + height),
            (left, top),
        ];
        self.page.shapes.push(Shape::Stroke { width: 0.2, lines: vec![corners.to_vec()] });
        self.y += height + 2.0;
        (left, top)
    }

    /// Begins a new page unless `height` mm are left on this one.
    fn reserve(&mut self, height: f32) {
        if self.y + height > HEIGHT - MARGIN - FOOT {
            self.done.push(std::mem::replace(&mut self.page, Page::new(WIDTH, HEIGHT)));
            self.y = MARGIN;
        }
    }

    /// The pages, each with `mark` and its number at the foot.
    fn finish(mut self, item: &'static str, mark: &str) -> Result<Vec<Page>, Refusal> {
        self.done.push(self.page);
        let size: Size = self.typeface.text_size(FOOT_MM);
        let count = self.done.len();
        for (number, page) in (1..).zip(&mut self.done) {
            let text = format!("{mark}  第{number}页 共{count}页");
            let text = self.typeface.drawable(item, &text)?.to_owned();
            if self.typeface.width(&text, size) > WIDTH - 2.0 * MARGIN {
                return Err(Refusal::DoesNotFit { item, medium: format!("{WIDTH}×{HEIGHT} mm") });
            }
            page.runs.push(Run { x: MARGIN, y: HEIGHT - MARGIN, size, text });
        }
        Ok(self.done)
    }
}
