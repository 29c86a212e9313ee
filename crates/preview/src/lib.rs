//! A paper as a picture: the first page of the PDF itself, drawn in Rust and written as PNG. What is seen before printing is what
//! the printer gets, not a second layout that may differ from it.
//!
//! The crate refuses to show less than the paper says: a font that is not inside the PDF, or cannot be drawn, is a refusal and
//! not a page with holes. It reads no file and no setting; the same bytes give the same picture.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _};

/// Points in an inch, the unit of PDF.
const POINTS: f32 = 72.0;
const MILLIMETRES: f32 = 25.4;
/// The largest side of a picture, in pixels: A4 at 300 dots per inch has 3,508.
const LARGEST: f32 = 8_000.0;

/// The picture of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// PNG, in grey.
    pub png: Vec<u8>,
    /// How wide the paper is.
    pub width_mm: f32,
    /// How high the paper is.
    pub height_mm: f32,
}

/// Why there is no picture. The paper itself is not touched by it and can still be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoPicture {
    /// The bytes are no PDF, or one without a page.
    #[error("无法预览：这不是可用的 PDF；文件没有改动，仍可打印后核对")]
    NotPdf,
    /// Some text cannot be drawn.
    #[error("无法预览：PDF 中有未嵌入或无法绘制的字体；文件没有改动，请打印后核对")]
    Font,
    /// The page is too large for the resolution, or the resolution is none.
    #[error("无法预览：页面在 {0} dpi 下过大或过小；请换一个分辨率")]
    Size(u16),
    /// The picture cannot be written as PNG.
    #[error("无法预览：图片无法编码；文件没有改动，仍可打印后核对")]
    Png,
}

impl NoPicture {
    /// A stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotPdf => "preview_pdf",
            Self::Font => "preview_font",
            Self::Size(_) => "preview_size",
            Self::Png => "preview_png",
        }
    }
}

/// The first page of `pdf` at a resolution; 300 is what label printers print at.
///
/// # Errors
/// [`NoPicture`].
pub fn label_png(pdf: &[u8], dots_per_inch: u16) -> Result<Picture, NoPicture> {
    let pdf = Pdf::new(pdf.to_vec()).map_err(|_| NoPicture::NotPdf)?;
    let page = pdf.pages().first().ok_or(NoPicture::NotPdf)?;
    let scale = f32::from(dots_per_inch) / POINTS;
    let (width, height) = page.render_dimensions();
    let drawable = |points: f32| (1.0..=LARGEST).contains(&(points * scale));
    if !drawable(width) || !drawable(height) {
        return Err(NoPicture::Size(dots_per_inch));
    }
    let missing = Arc::new(AtomicBool::new(false));
    let pixmap = render(
        page,
        &RenderCache::new(),
        &strict(&missing),
        &RenderSettings { hinting: false, ..RenderSettings::default() },
        &PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE },
    );
    if missing.load(Ordering::Relaxed) {
        return Err(NoPicture::Font);
    }
    // On white and without colour, one channel is the grey.
    let grey: Vec<u8> = pixmap.data_as_u8_slice().chunks_exact(4).map(grey).collect();
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive)
        .write_image(&grey, u32::from(pixmap.width()), u32::from(pixmap.height()), ExtendedColorType::L8)
        .map_err(|_| NoPicture::Png)?;
    let millimetres = |points: f32| points / POINTS * MILLIMETRES;
    Ok(Picture { png, width_mm: millimetres(width), height_mm: millimetres(height) })
}

/// Settings that note every text that would be missing or drawn in another face.
fn strict(missing: &Arc<AtomicBool>) -> InterpreterSettings {
    let (asked, warned) = (Arc::clone(missing), Arc::clone(missing));
    InterpreterSettings {
        font_resolver: Arc::new(move |_| {
            asked.store(true, Ordering::Relaxed);
            None
        }),
        warning_sink: Arc::new(move |_| warned.store(true, Ordering::Relaxed)),
        ..InterpreterSettings::default()
    }
}

/// Rec. 601 luma, in integers.
fn grey(pixel: &[u8]) -> u8 {
    let [red, green, blue, ..] = pixel else { return u8::MAX };
    let sum = u32::from(*red) * 299 + u32::from(*green) * 587 + u32::from(*blue) * 114;
    u8::try_from(sum / 1_000).unwrap_or(u8::MAX)
}
