//! A5 sheets of flowing text: as many pages as the text needs, each with its number. It never cuts text off and never leaves
//! a heading alone at the foot of a page.

use crate::{
    page::{Page, Run, Shape, wrap},
    refusal::Refusal,
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

/// A sheet that is being filled from the top.
pub(crate) struct Sheet<'t> {
    typeface: &'t Typeface,
    done: Vec<Page>,
    page: Page,
    /// The top of what comes next.
    y: f32,
}

impl<'t> Sheet<'t> {
    /// A sheet with its title.
    pub(crate) fn new(typeface: &'t Typeface, title: &'static str) -> Result<Self, Refusal> {
        let mut sheet = Self { typeface, done: Vec::new(), page: Page::new(WIDTH, HEIGHT), y: MARGIN };
        sheet.text(title, title, TITLE_MM)?;
        sheet.y += 1.0;
        sheet.line();
        Ok(sheet)
    }

    /// A heading; it takes the beginning of its text along to the next page.
    pub(crate) fn heading(&mut self, item: &'static str, text: &str) -> Result<(), Refusal> {
        self.y += 2.0;
        self.reserve(16.0);
        self.text(item, text, HEADING_MM)
    }

    /// A guide word and its value.
    ///
    /// # Errors
    /// [`Refusal::MissingItem`] when the value is empty.
    pub(crate) fn field(&mut self, item: &'static str, value: &str) -> Result<(), Refusal> {
        self.field_of(item, value, BODY_MM)
    }

    /// A field that must not be overlooked.
    pub(crate) fn strong_field(&mut self, item: &'static str, value: &str) -> Result<(), Refusal> {
        self.field_of(item, value, STRONG_MM)
    }

    fn field_of(&mut self, item: &'static str, value: &str, mm: f32) -> Result<(), Refusal> {
        if value.trim().is_empty() {
            return Err(Refusal::MissingItem { item });
        }
        self.text(item, &format!("{item}：{}", value.trim()), mm)
    }

    /// A paragraph of body text.
    pub(crate) fn paragraph(&mut self, item: &'static str, text: &str) -> Result<(), Refusal> {
        self.text(item, text, BODY_MM)
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
    pub(crate) fn line(&mut self) {
        let y = self.y;
        self.page
            .shapes
            .push(Shape::Stroke { width: 0.2, lines: vec![vec![(MARGIN, y), (WIDTH - MARGIN, y)]] });
        self.y += 2.5;
    }

    /// A frame of `width` × `height` mm at the left margin, on one page; returns its top left corner.
    pub(crate) fn frame(&mut self, width: f32, height: f32) -> (f32, f32) {
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

    /// Draws something on the page that is being filled.
    pub(crate) fn draw(&mut self, shape: Shape) {
        self.page.shapes.push(shape);
    }

    /// Begins a new page unless `height` mm are left on this one.
    fn reserve(&mut self, height: f32) {
        if self.y + height > HEIGHT - MARGIN - FOOT {
            self.done.push(std::mem::replace(&mut self.page, Page::new(WIDTH, HEIGHT)));
            self.y = MARGIN;
        }
    }

    /// The pages, each with `mark` and its number at the foot.
    pub(crate) fn finish(mut self, item: &'static str, mark: &str) -> Result<Vec<Page>, Refusal> {
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
