//! The one typeface of every document: which characters it has, how wide and how high they are, and the part of it that a
//! document carries. It refuses to fall back to another font: a character that it lacks is the caller's refusal.
//!
//! **Heights.** A height here is ink, not the em. For ideographs it is the lowest full-frame ideograph (国, 固, 围, 图, 园);
//! for figures and capitals the lowest of `0`–`9` and `A`–`Z`. Figures are drawn on a larger em than ideographs, so
//! that both have at least the height asked for: 1.8 mm means 1.8 mm of ink for 国 and for 1 alike.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use printpdf::{
    ParsedFont,
    font::{FontMetrics, FontType, PdfFontMetricsStub},
};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::refusal::Refusal;

/// 思源黑体 / Noto Sans SC Regular, cut down; see `assets/fonts/ORIGIN.md`.
const SHIPPED: &[u8] = include_bytes!("../../../assets/fonts/NotoSansSC-Tiaohe.otf");

const FULL_FRAME: &str = "国固围图园";
const FIGURES: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// Room for rounding between font units, points and a reader's rasteriser.
const HEIGHT_RESERVE: f32 = 1.01;
/// What every line is given above and below its baseline, in em: the frame of an ideograph, and figures on their larger em.
const ASCENT: f32 = 0.92;
const DESCENT: f32 = 0.12;
const BMP: usize = 0x1_0000;

/// A parsed font, shared by all documents; parse it once.
pub struct Typeface {
    bytes: Cow<'static, [u8]>,
    /// Glyph id by character of the basic plane; 0 is "none".
    glyphs: Vec<u16>,
    /// Advance by glyph id, in font units.
    advances: Vec<u16>,
    /// How far ink reaches above and below the baseline by glyph id, in em.
    inks: Vec<(f32, f32)>,
    metrics: Metrics,
    ideograph_ink: f32,
    figure_ink: f32,
}

impl std::fmt::Debug for Typeface {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Typeface").field("glyphs", &self.advances.len()).finish_non_exhaustive()
    }
}

/// What a PDF says about the font as a whole, in font units.
#[derive(Clone, Copy)]
struct Metrics {
    units: u16,
    ascent: i16,
    descent: i16,
    bounds: ttf_parser::Rect,
}

/// A height of text: the em of its ideographs and the em of its figures and Latin letters, in mm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Size {
    pub(crate) em: f32,
    pub(crate) latin_em: f32,
}

impl Size {
    /// The em in which `character` is drawn, in mm.
    pub(crate) fn em_of(self, character: char) -> f32 {
        if is_latin(character) { self.latin_em } else { self.em }
    }
}

/// Whether a character is drawn at the em of figures: everything before the general punctuation block.
pub(crate) const fn is_latin(character: char) -> bool {
    (character as u32) < 0x2000
}

impl Typeface {
    /// The typeface that the product ships.
    ///
    /// # Errors
    /// [`Refusal::Typeface`] when the program was built with a broken file.
    pub fn shipped() -> Result<Self, Refusal> {
        Self::parse(Cow::Borrowed(SHIPPED))
    }

    /// A typeface from the bytes of a static TTF or OTF with one glyph a character.
    ///
    /// # Errors
    /// [`Refusal::Typeface`] when the bytes are not such a font or lack figures or ideographs.
    pub fn parse(bytes: Cow<'static, [u8]>) -> Result<Self, Refusal> {
        let face = ttf_parser::Face::parse(&bytes, 0)
            .map_err(|_| Refusal::Typeface { why: "不是字体文件" })?;
        let units = f32::from(face.units_per_em());
        let mut glyphs = vec![0_u16; BMP];
        let mut taken = vec![false; usize::from(face.number_of_glyphs())];
        let subtables = face.tables().cmap.ok_or(Refusal::Typeface { why: "没有字符表" })?.subtables;
        for subtable in subtables.into_iter().filter(ttf_parser::cmap::Subtable::is_unicode) {
            subtable.codepoints(|point| {
                let Ok(slot) = usize::try_from(point) else { return };
                let glyph = subtable.glyph_index(point).map_or(0, |glyph| glyph.0);
                // Two characters on one glyph could not be told apart in the printed text: the first keeps it.
                if let Some(empty @ 0) = glyphs.get_mut(slot)
                    && let Some(free @ false) = taken.get_mut(usize::from(glyph))
                {
                    *empty = glyph;
                    *free = true;
                }
            });
        }
        let advances = (0..face.number_of_glyphs())
            .map(|id| face.glyph_hor_advance(ttf_parser::GlyphId(id)).unwrap_or(0))
            .collect();
        let inks = (0..face.number_of_glyphs()).map(|id| {
            let bounds = face.glyph_bounding_box(ttf_parser::GlyphId(id));
            bounds.map_or((0.0, 0.0), |bounds| {
                (f32::from(bounds.y_max) / units, -f32::from(bounds.y_min) / units)
            })
        });
        let inks = inks.collect();
        let metrics = Metrics {
            units: face.units_per_em(),
            ascent: face.ascender(),
            descent: face.descender(),
            bounds: face.global_bounding_box(),
        };
        let ink = |sample: &str| {
            sample.chars().try_fold(f32::MAX, |lowest, character| {
                let glyph = ttf_parser::GlyphId(*glyphs.get(character as usize)?);
                let bounds = face.glyph_bounding_box(glyph)?;
                Some(lowest.min(f32::from(bounds.y_max - bounds.y_min) / units))
            })
        };
        let ideograph_ink = ink(FULL_FRAME).ok_or(Refusal::Typeface { why: "缺少汉字" })?;
        let figure_ink = ink(FIGURES).ok_or(Refusal::Typeface { why: "缺少数字或字母" })?;
        Ok(Self { bytes, glyphs, advances, inks, metrics, ideograph_ink, figure_ink })
    }

    /// Whether the typeface can draw a character.
    #[must_use]
    pub fn has(&self, character: char) -> bool {
        self.glyph(character).is_some()
    }

    /// The size at which ideographs, figures and capitals all have at least `mm` of ink.
    pub(crate) fn size(&self, mm: f32) -> Size {
        let mm = mm * HEIGHT_RESERVE;
        Size { em: mm / self.ideograph_ink, latin_em: mm / self.figure_ink }
    }

    /// The size for running text, where no height is prescribed: ideographs of `mm`, figures on the same em.
    pub(crate) fn text_size(&self, mm: f32) -> Size {
        let em = mm / self.ideograph_ink;
        Size { em, latin_em: em }
    }

    /// How far a line of these characters reaches above and below its baseline at least and in ink, in mm.
    pub(crate) fn reach(&self, characters: impl Iterator<Item = char>, size: Size) -> (f32, f32) {
        characters.fold((size.em * ASCENT, size.em * DESCENT), |(above, below): (f32, f32), character| {
            let glyph = self.glyphs.get(character as usize).copied().unwrap_or(0);
            let (top, bottom) = self.inks.get(usize::from(glyph)).copied().unwrap_or_default();
            let em = size.em_of(character);
            (above.max(top * em), below.max(bottom * em))
        })
    }

    /// The advance of a character in mm; 0 for one that the typeface lacks.
    pub(crate) fn advance(&self, character: char, size: Size) -> f32 {
        let glyph = self.glyphs.get(character as usize).copied().unwrap_or(0);
        let advance = self.advances.get(usize::from(glyph)).copied().unwrap_or(0);
        f32::from(advance) / f32::from(self.metrics.units) * size.em_of(character)
    }

    /// The width of a text on one line, in mm.
    pub(crate) fn width(&self, text: &str, size: Size) -> f32 {
        text.chars().map(|character| self.advance(character, size)).sum()
    }

    /// Text that the typeface can draw: trimmed, without control characters.
    ///
    /// # Errors
    /// [`Refusal::MissingGlyph`] with the first character that it cannot draw.
    pub(crate) fn drawable<'t>(&self, item: &'static str, text: &'t str) -> Result<&'t str, Refusal> {
        let text = text.trim();
        match text.chars().find(|character| !self.has(*character)) {
            Some(character) => Err(Refusal::MissingGlyph { item, character }),
            None => Ok(text),
        }
    }

    fn glyph(&self, character: char) -> Option<u16> {
        self.glyphs.get(character as usize).copied().filter(|glyph| *glyph != 0)
    }

    /// The part of the font that draws `characters`, renumbered.
    ///
    /// Cut here and handed to printpdf as a whole font: its own subsetting (feature `text_layout`) parses the font and decodes
    /// every outline anew for each document, 5 ms where this takes 0.4 ms, and it brings a layout engine that nothing here uses.
    pub(crate) fn cut(&self, characters: BTreeSet<char>) -> Result<Cut, Refusal> {
        let mut mapper = GlyphRemapper::new();
        let mut glyphs = BTreeMap::new();
        let mut widths = BTreeMap::new();
        for character in characters {
            let Some(glyph) = self.glyph(character) else { continue };
            let renumbered = mapper.remap(glyph);
            glyphs.insert(u32::from(character), renumbered);
            widths.insert(renumbered, self.advances.get(usize::from(glyph)).copied().unwrap_or(0));
        }
        let bytes = subsetter::subset(&self.bytes, 0, &mapper)
            .map_err(|error| Refusal::Writer { why: error.to_string() })?;
        Ok(Cut { bytes, glyphs, widths, metrics: self.metrics })
    }
}

/// The part of a typeface that one document carries.
pub(crate) struct Cut {
    bytes: Vec<u8>,
    /// Glyph in the cut by character.
    glyphs: BTreeMap<u32, u16>,
    widths: BTreeMap<u16, u16>,
    metrics: Metrics,
}

impl Cut {
    /// The font as printpdf embeds it, under a name that carries the subset tag: six capitals that stand for the set of
    /// characters (ISO 32000-1, 9.6.4), so that equal sets have equal tags.
    pub(crate) fn into_font(self) -> ParsedFont {
        let mut hash = Sha256::new();
        for character in self.glyphs.keys() {
            hash.update(character.to_be_bytes());
        }
        let tag: String = hash.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();
        let Metrics { units, ascent, descent, bounds } = self.metrics;
        ParsedFont {
            original_bytes: self.bytes,
            font_index: 0,
            font_name: Some(format!("{tag}+NotoSansSC-Regular")),
            codepoint_to_glyph: self.glyphs,
            glyph_widths: self.widths,
            units_per_em: units,
            font_metrics: FontMetrics { ascent, descent },
            font_type: FontType::OpenTypeCFF(()),
            pdf_font_metrics: PdfFontMetricsStub {
                units_per_em: units,
                x_min: bounds.x_min,
                y_min: bounds.y_min,
                x_max: bounds.x_max,
                y_max: bounds.y_max,
                caret_slope_rise: 1,
                caret_slope_run: 0,
                us_weight_class: 400,
            },
        }
    }
}
