//! A page before it is a PDF: lines of text at their places and filled or stroked shapes, in mm from the top left corner.
//! It does not know what the text means.

use crate::{
    breaking,
    typeface::{Size, Typeface},
};

/// One line of text in one size.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    pub(crate) x: f32,
    /// Of the baseline, from the top of the page.
    pub(crate) y: f32,
    pub(crate) size: Size,
    pub(crate) text: String,
}

/// A shape: cells of a grid that are dark or not, or open lines that are stroked.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    /// A square of `side` mm, cut into as many rows as there are, each into as many cells; `true` is dark.
    Cells { left: f32, top: f32, side: f32, rows: Vec<Vec<bool>> },
    /// Lines of one stroke width, with round ends.
    Stroke { width: f32, lines: Vec<Vec<(f32, f32)>> },
}

/// A text without its white space: what it says, however it is set.
pub(crate) fn bare(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|character| !character.is_whitespace())
}

/// A page and what stands on it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Page {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) runs: Vec<Run>,
    pub(crate) shapes: Vec<Shape>,
}

impl Page {
    /// An empty page.
    pub(crate) const fn new(width: f32, height: f32) -> Self {
        Self { width, height, runs: Vec::new(), shapes: Vec::new() }
    }
}

/// Breaks a text into lines of one width.
///
/// Returns `None` when a single character is wider than the line.
pub(crate) fn wrap<'t>(typeface: &Typeface, text: &'t str, size: Size, width: f32) -> Option<Vec<&'t str>> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let taken = breaking::take(rest, width, |character| typeface.advance(character, size));
        if taken.next == 0 {
            return None;
        }
        lines.push(rest.get(..taken.end)?);
        rest = rest.get(taken.next..)?;
    }
    Some(lines)
}
