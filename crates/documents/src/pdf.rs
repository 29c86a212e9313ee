//! Pages to PDF bytes through printpdf. The only place that knows PDF: points from the bottom left, glyph ids, the file's own
//! identity. It reads no clock and draws no random number: what printpdf fills with chance (the file identifier) is
//! replaced by a hash of the content, so that the same values give the same bytes.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, Utc};
use lopdf::{Object, ObjectId, SaveOptions, StringFormat};
use printpdf::{
    Color, FontId, Greyscale, Line, LineCapStyle, LineJoinStyle, LinePoint, Mm, Op, PdfConformance,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, TextItem,
};
use sha2::{Digest, Sha256};

use crate::{
    page::{Page, Run, Shape},
    refusal::Refusal,
    typeface::{Typeface, is_latin},
};

/// What a document says about itself. Nobody's name belongs in it.
pub(crate) struct Imprint {
    pub(crate) title: &'static str,
    /// The time that the values give, not the time of writing.
    pub(crate) created: DateTime<FixedOffset>,
}

const FONT: &str = "T";
const PRODUCER: &str = "Tiaohe";

/// Writes the pages.
///
/// # Errors
/// [`Refusal::Writer`] when the font cannot be cut or printpdf reports anything at all.
pub(crate) fn write(pages: &[Page], typeface: &Typeface, imprint: &Imprint) -> Result<Vec<u8>, Refusal> {
    let characters: BTreeSet<char> =
        pages.iter().flat_map(|page| &page.runs).flat_map(|run| run.text.chars()).collect();
    let font = typeface.cut(characters)?.into_font();

    let mut document = PdfDocument::new(imprint.title);
    let created =
        printpdf::OffsetDateTime::from_unix_timestamp(imprint.created.with_timezone(&Utc).timestamp())
            .map_err(|why| Refusal::Writer { why: why.to_owned() })?;
    let facts = &mut document.metadata.info;
    facts.conformance = PdfConformance::Custom(printpdf::CustomPdfConformance {
        requires_icc_profile: false,
        requires_xmp_metadata: false,
        ..printpdf::CustomPdfConformance::default()
    });
    facts.creation_date = created;
    facts.modification_date = created;
    facts.metadata_date = created;
    facts.producer = PRODUCER.to_owned();
    for page in pages {
        document.pages.push(PdfPage::new(Mm(page.width), Mm(page.height), operations(page)));
    }
    document.resources.fonts.map.insert(FontId(FONT.to_owned()), PdfFont::new(font));

    let mut warnings = Vec::new();
    // The font is cut already: see `Typeface::cut`.
    let options = PdfSaveOptions { subset_fonts: false, ..PdfSaveOptions::default() };
    let mut file = document.to_lopdf_document(&options, &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(Refusal::Writer { why: warning.msg.clone() });
    }
    for (id, page) in file.get_pages().into_values().zip(pages) {
        finish(&mut file, id, page).map_err(|error| Refusal::Writer { why: error.to_string() })?;
    }
    identify(&mut file);
    if pages.len() == 1 {
        leave_outlines_alone(&mut file);
    }
    file.compress();
    let mut bytes = Vec::with_capacity(16 * 1024);
    let options =
        SaveOptions::builder().use_object_streams(true).use_xref_streams(true).compression_level(6).build();
    file.save_with_options(&mut bytes, options)
        .map_err(|error| Refusal::Writer { why: error.to_string() })?;
    Ok(bytes)
}

/// Adds to a written page what printpdf has no word for, the picture of a code; and takes off what says the same twice: boxes
/// equal to the page's own, and an empty list of links.
fn finish(file: &mut lopdf::Document, id: ObjectId, page: &Page) -> lopdf::Result<()> {
    let entries = file.get_object_mut(id)?.as_dict_mut()?;
    for repeated in [b"TrimBox".as_slice(), b"CropBox", b"Annots"] {
        entries.remove(repeated);
    }
    let contents = entries.get(b"Contents")?.as_reference()?;
    let written = &mut file.get_object_mut(contents)?.as_stream_mut()?.content;
    for shape in &page.shapes {
        if let Shape::Cells { left, top, side, rows } = shape {
            written.extend(picture(page, (*left, *top), *side, rows).into_bytes());
        }
    }
    Ok(())
}

/// A picture of one bit a cell, in line with the page (ISO 32000-1, 8.9.7). In hex, which deflates to its bits again: raw bytes
/// might hold the mark of their own end.
fn picture(page: &Page, (left, top): (f32, f32), side: f32, rows: &[Vec<bool>]) -> String {
    let [scale, x, y] = [side, left, page.height - top - side].map(|mm| Pt::from(Mm(mm)).0);
    let cells = rows.len();
    let mut text =
        format!("\nq {scale} 0 0 {scale} {x} {y} cm BI /W {cells} /H {cells} /BPC 1 /IM true /F /AHx ID ");
    for row in rows {
        for eight in row.chunks(8) {
            // A clear bit is painted.
            let byte = (0..8).fold(0_u8, |byte, at| byte << 1 | u8::from(eight.get(at) != Some(&true)));
            text.push_str(&format!("{byte:02x}"));
        }
    }
    text.push_str("> EI Q\n");
    text
}

/// Replaces printpdf's random file identifier by a hash of what the file holds.
fn identify(file: &mut lopdf::Document) {
    let mut hash = Sha256::new();
    for object in file.objects.values() {
        if let Ok(stream) = object.as_stream() {
            hash.update(&stream.content);
        }
    }
    let id = Object::String(hash.finalize().iter().take(16).copied().collect(), StringFormat::Hexadecimal);
    file.trailer.set("ID", Object::Array(vec![id.clone(), id]));
}

/// Outlines in CFF are packed already: deflating them takes as long as all the rest of one label and saves a twentieth.
fn leave_outlines_alone(file: &mut lopdf::Document) {
    for object in file.objects.values_mut() {
        if let Ok(stream) = object.as_stream_mut()
            && stream.dict.has(b"Subtype")
        {
            stream.allows_compression = false;
        }
    }
}

fn operations(page: &Page) -> Vec<Op> {
    let mut ops = Vec::with_capacity(page.runs.len() * 6 + page.shapes.len() * 4);
    ops.push(Op::SetFillColor { col: Color::Greyscale(Greyscale::new(0.0, None)) });
    for run in &page.runs {
        show(&mut ops, page, run);
    }
    for shape in &page.shapes {
        match shape {
            // Printed by `finish`.
            Shape::Cells { .. } => {}
            Shape::Stroke { width, lines } => {
                ops.push(Op::SetOutlineThickness { pt: Mm(*width).into() });
                ops.push(Op::SetLineCapStyle { cap: LineCapStyle::Round });
                ops.push(Op::SetLineJoinStyle { join: LineJoinStyle::Round });
                for line in lines {
                    ops.push(Op::DrawLine { line: Line { points: points(page, line), is_closed: false } });
                }
            }
        }
    }
    ops
}

/// Shows one line. `SetTextCursor` is relative inside a text section, so each line has a section of its own.
fn show(ops: &mut Vec<Op>, page: &Page, run: &Run) {
    ops.push(Op::StartTextSection);
    ops.push(Op::SetTextCursor { pos: point(page, run.x, run.y) });
    let mut rest = run.text.as_str();
    while let Some(first) = rest.chars().next() {
        let latin = is_latin(first);
        let end = rest.find(|character| is_latin(character) != latin).unwrap_or(rest.len());
        let (part, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let size: Pt = Mm(run.size.em_of(first)).into();
        ops.push(Op::SetFont { font: PdfFontHandle::External(FontId(FONT.to_owned())), size });
        ops.push(Op::ShowText { items: vec![TextItem::Text(part.to_owned())] });
        rest = after;
    }
    ops.push(Op::EndTextSection);
}

fn points(page: &Page, points: &[(f32, f32)]) -> Vec<LinePoint> {
    points.iter().map(|&(x, y)| LinePoint { p: point(page, x, y), bezier: false }).collect()
}

/// A place in points from the bottom left, to a hundredth: finer than any printer, and half the digits.
fn point(page: &Page, x: f32, y: f32) -> Point {
    let [x, y] = [x, page.height - y].map(|mm| Pt((Pt::from(Mm(mm)).0 * 100.0).round() / 100.0));
    Point { x, y }
}
