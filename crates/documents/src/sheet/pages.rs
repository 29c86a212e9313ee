//! From rows to pages: rows that hold the next stay with it, and the foot tells the number of each page.

use words::Worded as _;

use super::{Content, Format, rows::Row};
use crate::{
    page::{Page, Run, Shape},
    refusal::Refusal,
    typeface::Typeface,
};

/// Between body and foot, in mm.
const ABOVE_FOOT: f32 = 4.0;

/// The pages of a paper.
///
/// # Errors
/// [`Refusal::DoesNotFit`] where the foot is longer than a line, or rows that hold together are higher than a page.
pub(super) fn pages(
    rows: Vec<Row>,
    content: &Content,
    format: Format,
    typeface: &Typeface,
) -> Result<Vec<Page>, Refusal> {
    let face = format.face();
    let size = typeface.text_size(face.note);
    let limit = face.height - face.bottom - size.em - ABOVE_FOOT;
    let unfit = |item| Refusal::DoesNotFit { item, medium: format.zh().to_owned() };
    let mut done: Vec<(Page, f32)> = Vec::new();
    let mut page = (Page::new(face.width, face.height), face.top);
    for group in groups(rows) {
        let (spaced, bare) = (height(&group, true), height(&group, false));
        let empty = page.0.runs.is_empty();
        if !empty && page.1 + spaced > limit {
            if group.iter().all(|row| row.runs.is_empty() && row.shapes.is_empty()) {
                // Only white was left to place.
                continue;
            }
            done.push(std::mem::replace(&mut page, (Page::new(face.width, face.height), face.top)));
        }
        if page.1 + bare > limit {
            return Err(unfit(content.title));
        }
        for row in group {
            let first = page.0.runs.is_empty() && page.0.shapes.is_empty();
            let top = page.1 + if first { 0.0 } else { row.space };
            page.0.runs.extend(row.runs.into_iter().map(|run| Run { y: top + run.y, ..run }));
            page.0.shapes.extend(row.shapes.into_iter().map(|shape| lowered(shape, top)));
            page.1 = top + row.height;
        }
    }
    done.push(page);
    if face.as_long_as_its_text {
        // One job has one size of paper: every page is as long as the fullest, in whole millimetres.
        let used = done.iter().map(|(_, used)| *used).fold(0.0, f32::max);
        let long = (used + ABOVE_FOOT + size.em + face.bottom).ceil();
        for (page, _) in &mut done {
            page.height = long;
        }
    }
    let (item, words) = &content.foot;
    let words = format!("{item} {words}");
    let words = typeface.drawable(item, &words)?;
    let count = done.len();
    for (number, (page, _)) in (1..).zip(&mut done) {
        let numbered = format!("第{number}页 共{count}页");
        let y = page.height - face.bottom;
        let wide = typeface.width(&numbered, size);
        if typeface.width(words, size) + wide + size.em > face.measure() {
            return Err(unfit(item));
        }
        page.runs.push(Run { x: face.side, y, size, text: words.to_owned() });
        page.runs.push(Run { x: face.side + face.measure() - wide, y, size, text: numbered });
    }
    Ok(done.into_iter().map(|(page, _)| page).collect())
}

/// The rows that stay together.
fn groups(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let mut groups = Vec::new();
    let mut group = Vec::new();
    for row in rows {
        let holds = row.holds_next;
        group.push(row);
        if !holds {
            groups.push(std::mem::take(&mut group));
        }
    }
    if !group.is_empty() {
        groups.push(group);
    }
    groups
}

/// How high rows are, with the white above the first or, at the top of a page, without.
fn height(rows: &[Row], spaced: bool) -> f32 {
    let space = if spaced { rows.first().map_or(0.0, |row| row.space) } else { 0.0 };
    let inner: f32 = rows.iter().skip(1).map(|row| row.space).sum();
    space + inner + rows.iter().map(|row| row.height).sum::<f32>()
}

fn lowered(shape: Shape, by: f32) -> Shape {
    match shape {
        Shape::Cells { left, top, side, rows } => Shape::Cells { left, top: top + by, side, rows },
        Shape::Stroke { width, lines } => {
            let lower = |line: Vec<(f32, f32)>| line.into_iter().map(|(x, y)| (x, y + by)).collect();
            Shape::Stroke { width, lines: lines.into_iter().map(lower).collect() }
        }
    }
}
