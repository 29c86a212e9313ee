//! A page that tries a printer: a frame at the paper's edge, its size, and when it was printed. Where the frame is cut off,
//! bent or moved, the printer scales or turns, and a label would lose the height of its letters.

use chrono::{DateTime, FixedOffset};

use crate::{
    dates,
    page::{Page, Run, Shape, wrap},
    pdf,
    refusal::Refusal,
    typeface::Typeface,
};

/// Between the paper's edge and the frame, in mm.
const EDGE: f32 = 1.5;
const TEXT_MM: f32 = 2.5;
const PITCH: f32 = 1.6;

/// Makes a page to try a printer with, of a size in whole millimetres.
///
/// # Errors
/// [`Refusal::DoesNotFit`] on a paper that is too small for its own description.
pub fn trial_pdf(
    (width_mm, height_mm): (u16, u16),
    at: DateTime<FixedOffset>,
    typeface: &Typeface,
) -> Result<Vec<u8>, Refusal> {
    let (width, height) = (f32::from(width_mm), f32::from(height_mm));
    let mut page = Page::new(width, height);
    let corners = [(EDGE, EDGE), (width - EDGE, EDGE), (width - EDGE, height - EDGE), (EDGE, height - EDGE)];
    let ring = corners.iter().copied().chain([(EDGE, EDGE)]).collect();
    page.shapes.push(Shape::Stroke { width: 0.3, lines: vec![ring] });
    let size = typeface.text_size(TEXT_MM);
    let unfit =
        || Refusal::DoesNotFit { item: "打印测试", medium: format!("{width_mm}×{height_mm} mm") };
    let mut y = EDGE + TEXT_MM;
    for text in [
        "打印测试 · 不是标签".to_owned(),
        format!("{width_mm} × {height_mm} mm：四边框线应完整，离纸边 1.5 mm"),
        dates::minute(at),
    ] {
        let text = typeface.drawable("打印测试", &text)?;
        for line in wrap(typeface, text, size, width - 4.0 * EDGE).ok_or_else(unfit)? {
            y += TEXT_MM * PITCH;
            page.runs.push(Run { x: 2.0 * EDGE, y, size, text: line.to_owned() });
        }
    }
    if y > height - 2.0 * EDGE {
        return Err(unfit());
    }
    pdf::write(&[page], typeface, &pdf::Imprint { title: "打印测试", created: at })
}
