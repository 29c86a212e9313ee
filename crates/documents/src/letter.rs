//! A paper that answers a customer: what is kept of them, what was erased and why the rest stays, what was decided. It sets
//! what it is given in order and knows none of it; a character that the typeface lacks is named by its number, because what
//! a customer once said must not keep them from their own copy of it.

use chrono::{DateTime, FixedOffset};

use crate::{
    dates,
    refusal::Refusal,
    sheet::{Content, Format, SheetPdf},
    typeface::Typeface,
};

/// What a refusal calls a line of it.
const ITEM: &str = "内容";

/// One thing on a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterLine {
    /// Begins a section.
    Heading(String),
    /// A guide word and its value.
    Field(&'static str, String),
    /// The same, not to be overlooked.
    Strong(&'static str, String),
    /// The one thing to be seen first.
    Callout(&'static str, String),
    /// Body text.
    Text(String),
    /// A thing, its figure, and what belongs to it.
    Entry(String, String, String),
    /// What explains.
    Note(String),
}

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What it is called.
    pub title: &'static str,
    /// The word and the number at the foot of each page.
    pub foot: (&'static str, String),
    /// When it was made.
    pub made_at: DateTime<FixedOffset>,
    /// What stands on it. A field without a value is left out.
    pub lines: Vec<LetterLine>,
}

/// Makes a letter.
///
/// # Errors
/// A [`Refusal`] where nothing stands on it or a page cannot hold it.
pub fn letter_pdf(letter: &Letter, format: Format, typeface: &Typeface) -> Result<SheetPdf, Refusal> {
    let drawn = |text: &str| -> String {
        let character = |character: char| match character {
            '\n' | '\t' | '\r' => " ".to_owned(),
            drawn if typeface.has(drawn) => drawn.to_string(),
            lacking => format!("[U+{:04X}]", u32::from(lacking)),
        };
        text.trim().chars().map(character).collect()
    };
    let (word, number) = &letter.foot;
    let mut sheet = Content::new(letter.title, (word, drawn(number)));
    sheet.field("出具时间", &dates::minute(letter.made_at))?;
    for line in &letter.lines {
        match line {
            LetterLine::Heading(text) => sheet.heading(ITEM, &drawn(text))?,
            LetterLine::Field(_, value)
            | LetterLine::Strong(_, value)
            | LetterLine::Callout(_, value)
            | LetterLine::Text(value)
            | LetterLine::Note(value)
                if value.trim().is_empty() => {}
            LetterLine::Field(item, value) => sheet.field(item, &drawn(value))?,
            LetterLine::Strong(item, value) => sheet.strong(item, &drawn(value))?,
            LetterLine::Callout(item, value) => sheet.callout(item, &drawn(value))?,
            LetterLine::Text(text) => sheet.paragraph(ITEM, &drawn(text))?,
            LetterLine::Entry(name, figure, below) => {
                sheet.entry(ITEM, &drawn(name), drawn(figure), drawn(below))?;
            }
            LetterLine::Note(text) => sheet.note(ITEM, &drawn(text))?,
        }
    }
    sheet.made(format, typeface, letter.made_at)
}
