//! The small stickers of the daily work: 已清洁, a storage zone, 已开封, 结存物料, 废弃物料 (山东指南 第十三、十八、二十二、
//! 二十三条). One heading that is read from across the room, a few lines, and a code that says the thing's own id.
//!
//! A tag refuses to drop a line: what its article asks for is on it, in the largest of a few heights that fits, or there
//! is no tag.

use chrono::{DateTime, FixedOffset};

use crate::{
    matrix_code::{Matrix, QUIET_MODULES, SMALLEST_MODULE},
    page::{Page, Run, Shape, wrap},
    pdf,
    refusal::Refusal,
    typeface::{Size, Typeface},
};

/// The stock that tags are cut from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TagStock {
    /// 40×30 mm.
    Small,
    /// 60×40 mm.
    Large,
}

impl TagStock {
    /// Width and height in mm.
    #[must_use]
    pub const fn size_mm(self) -> (u16, u16) {
        match self {
            Self::Small => (40, 30),
            Self::Large => (60, 40),
        }
    }
    const fn margin(self) -> f32 {
        match self {
            Self::Small => 1.5,
            Self::Large => 2.0,
        }
    }
    /// Heights of ink to try, in mm: heading and lines, the largest first.
    const fn heights(self) -> [(f32, f32); 4] {
        match self {
            Self::Small => [(3.2, 1.9), (2.8, 1.7), (2.6, 1.55), (2.4, 1.4)],
            Self::Large => [(5.0, 2.6), (4.4, 2.3), (3.8, 2.0), (3.2, 1.7)],
        }
    }
}

/// What a tag says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The state in one word: 已清洁, 合格, 结存物料.
    pub heading: &'static str,
    /// What stands beside the heading, if anything does: 待放行.
    pub beside: Option<&'static str>,
    /// Guide words with their values, in their order.
    pub lines: Vec<(&'static str, String)>,
    /// The id that the code says, so that a scan finds the thing.
    pub code: String,
    /// The moment of what the tag attests.
    pub at: DateTime<FixedOffset>,
}

/// Between two lines, in em.
const PITCH: f32 = 1.28;
/// Between heading and lines, in mm.
const RULE: f32 = 0.9;

/// Makes the tag.
///
/// # Errors
/// A [`Refusal`] that names what is missing, cannot be drawn or does not fit.
pub fn tag_pdf(tag: &Tag, stock: TagStock, typeface: &Typeface) -> Result<Vec<u8>, Refusal> {
    let mut refused = None;
    for heights in stock.heights() {
        match lay_out(tag, stock, heights, typeface) {
            Ok(page) => {
                let imprint = pdf::Imprint { title: "化妆品个性化服务门店标识", created: tag.at };
                return pdf::write(&[page], typeface, &imprint);
            }
            Err(refusal @ Refusal::DoesNotFit { .. }) => refused = Some(refusal),
            Err(refusal) => return Err(refusal),
        }
    }
    Err(refused.unwrap_or_else(|| Refusal::Writer { why: "no height to try".to_owned() }))
}

fn medium(stock: TagStock) -> String {
    let (width, height) = stock.size_mm();
    format!("{width}×{height} mm")
}

fn lay_out(tag: &Tag, stock: TagStock, heights: (f32, f32), typeface: &Typeface) -> Result<Page, Refusal> {
    let (width, height) = stock.size_mm();
    let mut page = Page::new(f32::from(width), f32::from(height));
    let margin = stock.margin();
    let code = place_code(tag, stock, &mut page)?;
    let (left, right, bottom) = (margin, page.width - margin, page.height - margin);
    let does_not_fit = |item| Refusal::DoesNotFit { item, medium: medium(stock) };

    let size = typeface.text_size(heights.0);
    let heading = typeface.drawable("标识", tag.heading)?;
    if heading.is_empty() {
        return Err(Refusal::MissingItem { item: "标识" });
    }
    let (above, below) = typeface.reach(heading.chars(), size);
    let mut top = margin + above;
    page.runs.push(Run { x: left, y: top, size, text: heading.to_owned() });
    let mut end = left + typeface.width(heading, size);
    if let Some(beside) = tag.beside {
        let (text, size) = (typeface.drawable("标识", beside)?, typeface.text_size(heights.1));
        let start = right - typeface.width(text, size);
        if start < end + size.em {
            return Err(does_not_fit("标识"));
        }
        page.runs.push(Run { x: start, y: top, size, text: text.to_owned() });
        end = right;
    }
    if end > right {
        return Err(does_not_fit("标识"));
    }
    top += below + RULE / 2.0;
    page.shapes.push(Shape::Stroke { width: 0.25, lines: vec![vec![(left, top), (right, top)]] });
    top += RULE;

    let size = typeface.text_size(heights.1);
    for (guide, value) in &tag.lines {
        top = line(&mut page, (guide, value), size, (left, right, bottom, code), top, typeface)?
            .ok_or_else(|| does_not_fit(guide))?;
    }
    Ok(page)
}

/// Places one guide word with its value from `top`; answers with the top of what follows, or `None` where there is no
/// room. What stands beside the code is broken at its edge, the rest at the margin.
fn line(
    page: &mut Page,
    (guide, value): (&'static str, &str),
    size: Size,
    (left, right, bottom, code): (f32, f32, f32, (f32, f32)),
    mut top: f32,
    typeface: &Typeface,
) -> Result<Option<f32>, Refusal> {
    let value = typeface.drawable(guide, value)?;
    if value.is_empty() {
        return Err(Refusal::MissingItem { item: guide });
    }
    let text = format!("{guide}：{value}");
    let (above, below) = typeface.reach(text.chars(), size);
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let edge = if top + above + below > code.1 { code.0 } else { right };
        let lines = wrap(typeface, rest, size, edge - left);
        let Some(first) = lines.as_ref().and_then(|lines| lines.first()) else { return Ok(None) };
        if top + above + below > bottom {
            return Ok(None);
        }
        page.runs.push(Run { x: left, y: top + above, size, text: (*first).to_owned() });
        rest = rest.get(first.len()..).unwrap_or_default().trim_start();
        top += (PITCH * size.em).max(above + below);
    }
    Ok(Some(top))
}

/// Draws the code into the bottom right corner; answers with its left and top edge.
fn place_code(tag: &Tag, stock: TagStock, page: &mut Page) -> Result<(f32, f32), Refusal> {
    if tag.code.trim().is_empty() {
        return Err(Refusal::MissingItem { item: "二维码" });
    }
    let too_dense = || Refusal::CodeTooDense { medium: medium(stock) };
    // A code may take some three fifths of the sticker's height, no more.
    let matrix = Matrix::encode(&tag.code, page.height * 0.62).ok_or_else(too_dense)?;
    let side = f32::from(matrix.modules_with_quiet()) * SMALLEST_MODULE;
    let (left, top) = (page.width - side, page.height - side);
    let quiet = f32::from(QUIET_MODULES) * SMALLEST_MODULE;
    page.shapes.push(matrix.cells(left + quiet, top + quiet, SMALLEST_MODULE));
    Ok((left, top))
}
