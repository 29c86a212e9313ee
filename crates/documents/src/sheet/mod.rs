//! Papers of flowing text for customers: what stands on them in order ([`Block`]), for the paper that the store has
//! ([`Format`]). As many pages as the text needs, and no page without text; nothing is cut off, no heading stands alone at a
//! foot, and no paragraph leaves one line behind. It does not know what the text means.

mod format;
mod pages;
mod rows;

pub use format::Format;

use chrono::{DateTime, FixedOffset};

use crate::{
    page::{Page, bare},
    pdf,
    refusal::Refusal,
    signature::Signature,
    typeface::Typeface,
};

/// How much closer the white may be drawn where that saves a page.
const CLOSER: [f32; 2] = [0.93, 0.86];

/// One thing on a paper. The item is its name in refusals.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    /// What the paper is about, larger than all but the title.
    Lead { item: &'static str, text: String },
    /// Begins a section.
    Heading { item: &'static str, text: String },
    /// A guide word, which is the item's name, and its value.
    Field { item: &'static str, value: String },
    /// A field that must not be overlooked.
    Strong { item: &'static str, value: String },
    /// The one field of the paper that must be seen first, in a frame.
    Callout { item: &'static str, value: String },
    /// Body text.
    Paragraph { item: &'static str, text: String },
    /// Body text with its number hanging before it.
    Numbered { item: &'static str, number: usize, text: String },
    /// A thing with its figure at the end of its line, and what belongs to it below.
    Entry { item: &'static str, name: String, figure: String, below: String },
    /// What explains, smaller than body text.
    Note { item: &'static str, text: String },
    /// A signature in its frame.
    Signature(Signature),
}

/// What stands on a paper, from its top.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Content {
    pub(crate) title: &'static str,
    /// A word that the title bears at its right, for example 副本.
    pub(crate) mark: Option<&'static str>,
    pub(crate) blocks: Vec<Block>,
    /// At the foot of each page, before its number.
    pub(crate) foot: (&'static str, String),
}

impl Content {
    /// An empty paper.
    pub(crate) const fn new(title: &'static str, foot: (&'static str, String)) -> Self {
        Self { title, mark: None, blocks: Vec::new(), foot }
    }

    /// Adds what may be empty nowhere.
    ///
    /// # Errors
    /// [`Refusal::MissingItem`] when there is nothing in it.
    fn add(
        &mut self,
        item: &'static str,
        text: &str,
        block: impl FnOnce(String) -> Block,
    ) -> Result<(), Refusal> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Refusal::MissingItem { item });
        }
        self.blocks.push(block(text.to_owned()));
        Ok(())
    }

    /// See [`Block::Lead`]. Errors as for all that is added: [`Refusal::MissingItem`] where it is empty.
    pub(crate) fn lead(&mut self, item: &'static str, text: &str) -> Result<(), Refusal> {
        self.add(item, text, |text| Block::Lead { item, text })
    }

    /// See [`Block::Heading`].
    pub(crate) fn heading(&mut self, item: &'static str, text: &str) -> Result<(), Refusal> {
        self.add(item, text, |text| Block::Heading { item, text })
    }

    /// See [`Block::Field`].
    pub(crate) fn field(&mut self, item: &'static str, value: &str) -> Result<(), Refusal> {
        self.add(item, value, |value| Block::Field { item, value })
    }

    /// See [`Block::Strong`].
    pub(crate) fn strong(&mut self, item: &'static str, value: &str) -> Result<(), Refusal> {
        self.add(item, value, |value| Block::Strong { item, value })
    }

    /// See [`Block::Callout`].
    pub(crate) fn callout(&mut self, item: &'static str, value: &str) -> Result<(), Refusal> {
        self.add(item, value, |value| Block::Callout { item, value })
    }

    /// See [`Block::Paragraph`].
    pub(crate) fn paragraph(&mut self, item: &'static str, text: &str) -> Result<(), Refusal> {
        self.add(item, text, |text| Block::Paragraph { item, text })
    }

    /// See [`Block::Note`].
    pub(crate) fn note(&mut self, item: &'static str, text: &str) -> Result<(), Refusal> {
        self.add(item, text, |text| Block::Note { item, text })
    }

    /// See [`Block::Entry`].
    pub(crate) fn entry(
        &mut self,
        item: &'static str,
        name: &str,
        figure: String,
        below: String,
    ) -> Result<(), Refusal> {
        self.add(item, name, |name| Block::Entry { item, name, figure, below })
    }

    /// Each text that is not blank with its number, see [`Block::Numbered`].
    ///
    /// # Errors
    /// [`Refusal::MissingItem`] when all are blank.
    pub(crate) fn numbered(&mut self, item: &'static str, texts: &[String]) -> Result<(), Refusal> {
        let texts: Vec<&str> = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
        if texts.is_empty() {
            return Err(Refusal::MissingItem { item });
        }
        for (number, text) in (1..).zip(texts) {
            self.add(item, text, |text| Block::Numbered { item, number, text })?;
        }
        Ok(())
    }

    /// All that it says, in order and without white space, whatever it is printed on; of a signature, each point of its strokes.
    pub(crate) fn words(&self) -> String {
        let mut words: String = bare(self.title).collect();
        for block in &self.blocks {
            match block {
                Block::Lead { text, .. }
                | Block::Heading { text, .. }
                | Block::Paragraph { text, .. }
                | Block::Numbered { text, .. }
                | Block::Note { text, .. } => words.extend(bare(text)),
                Block::Field { item, value }
                | Block::Strong { item, value }
                | Block::Callout { item, value } => words.extend(bare(item).chain(bare(value))),
                Block::Entry { name, figure, below, .. } => {
                    words.extend([name, figure, below].into_iter().flat_map(|part| bare(part)));
                }
                Block::Signature(signature) => words.push_str(&signature.traced()),
            }
        }
        words
    }

    /// The pages, as few as any closeness gives, and no closer than they need be: four lines do not go overleaf alone.
    fn pages(&self, format: Format, typeface: &Typeface) -> Result<Vec<Page>, Refusal> {
        let set = |close| pages::pages(rows::rows(self, format, typeface, close)?, self, format, typeface);
        let mut fewest = set(1.0)?;
        for close in CLOSER {
            if fewest.len() == 1 {
                break;
            }
            let pages = set(close)?;
            if pages.len() < fewest.len() {
                fewest = pages;
            }
        }
        Ok(fewest)
    }

    /// The paper as a file, with the size of its pages.
    pub(crate) fn made(
        &self,
        format: Format,
        typeface: &Typeface,
        created: DateTime<FixedOffset>,
    ) -> Result<SheetPdf, Refusal> {
        let pages = self.pages(format, typeface)?;
        let high = pages.iter().map(|page| page.height).fold(0.0, f32::max);
        // Pages are as high as whole millimetres.
        let whole = |millimetres: f32| format!("{millimetres:.0}").parse().unwrap_or(u16::MAX);
        let size_mm = (whole(format.face().width), whole(high));
        let pdf = pdf::write(&pages, typeface, &pdf::Imprint { title: self.title, created })?;
        Ok(SheetPdf { pdf, size_mm })
    }
}

/// A paper of one or more pages of one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetPdf {
    /// The file.
    pub pdf: Vec<u8>,
    /// Width and height of its pages in whole millimetres.
    pub size_mm: (u16, u16),
}
