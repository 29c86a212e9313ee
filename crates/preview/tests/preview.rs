//! The picture of a label, held against pdftoppm's picture of the same PDF, and read back by zbarimg.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../documents/tests/common/mod.rs"]
mod common;

use std::process::Command;

use common::{Paper, label, template, typeface};
use documents::label_pdf;
use image::GrayImage;
use preview::{NoPicture, label_png};

const DPI: u16 = 300;
const TEMPLATES: [(&str, f32, f32); 3] =
    [("label-40x30", 40.0, 30.0), ("label-60x40", 60.0, 40.0), ("label-100x80", 100.0, 80.0)];

fn pdf(id: &str) -> Vec<u8> {
    label_pdf(&label(), &template(id), typeface()).unwrap()
}

fn decoded(png: &[u8]) -> GrayImage {
    image::load_from_memory(png).unwrap().into_luma8()
}

/// How much ink lies in each square of 16 pixels, in thousandths.
fn ink(width: usize, height: usize, pixels: &[u8]) -> Vec<i64> {
    const SIDE: usize = 16;
    let mut squares = Vec::new();
    for top in (0..height - SIDE).step_by(SIDE) {
        for left in (0..width - SIDE).step_by(SIDE) {
            let rows =
                (top..top + SIDE).flat_map(|row| &pixels[row * width + left..row * width + left + SIDE]);
            let dark: i64 = rows.map(|pixel| 255 - i64::from(*pixel)).sum();
            squares.push(dark * 1_000 / (255 * 256));
        }
    }
    squares
}

#[test]
fn the_picture_is_the_page_as_others_draw_it() {
    for (id, width_mm, height_mm) in TEMPLATES {
        let pdf = pdf(id);
        let picture = label_png(&pdf, DPI).unwrap();
        assert!(
            (picture.width_mm - width_mm).abs() < 0.01 && (picture.height_mm - height_mm).abs() < 0.01,
            "{id}"
        );
        let ours = decoded(&picture.png);
        let theirs = Paper::new(&pdf).raster(DPI.into());
        // The last, cut pixel of a side may or may not be drawn: compare what both have.
        let (width, height) =
            (theirs.width.min(ours.width() as usize), theirs.height.min(ours.height() as usize));
        assert!(theirs.width - width <= 1 && theirs.height - height <= 1, "{id}");
        let cut = |pixels: &[u8], stride: usize| -> Vec<u8> {
            pixels.chunks_exact(stride).take(height).flat_map(|row| row[..width].to_vec()).collect()
        };
        let ours = ink(width, height, &cut(ours.as_raw(), ours.width() as usize));
        let theirs = ink(width, height, &cut(&theirs.pixels, theirs.width));
        let (sum_ours, sum_theirs): (i64, i64) = (ours.iter().sum(), theirs.iter().sum());
        assert!(sum_theirs > 1_000, "{id}: there is ink");
        assert!(
            (sum_ours - sum_theirs).abs() * 100 <= sum_theirs * 3,
            "{id}: ink {sum_ours} against {sum_theirs}"
        );
        // Where ink lies: no square of 1.4 mm is empty here and full there.
        let apart = ours.iter().zip(&theirs).map(|(a, b)| (a - b).abs()).max().unwrap();
        assert!(apart <= 120, "{id}: a square differs by {apart} ‰");
    }
}

#[test]
fn the_code_on_the_picture_can_be_scanned() {
    let folder = tempfile::tempdir().unwrap();
    for (id, ..) in TEMPLATES {
        let path = folder.path().join(format!("{id}.png"));
        std::fs::write(&path, label_png(&pdf(id), DPI).unwrap().png).unwrap();
        let out = Command::new("zbarimg").args(["--raw", "-q"]).arg(&path).output();
        let out = out.unwrap_or_else(|error| panic!("zbarimg must be installed: {error}")).stdout;
        assert_eq!(String::from_utf8(out).unwrap().trim_end(), label().code_content, "{id}");
    }
}

#[test]
fn the_same_paper_gives_the_same_picture() {
    let pdf = pdf("label-60x40");
    assert_eq!(label_png(&pdf, DPI), label_png(&pdf, DPI));
    let larger = label_png(&pdf, 600).unwrap();
    assert!(larger.png.len() > label_png(&pdf, DPI).unwrap().png.len());
}

#[test]
fn what_cannot_be_shown_in_full_is_refused() {
    let text = "BT /F 12 Tf 10 10 Td (Hi) Tj ET";
    let loose = format!(
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
         3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 100 50]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj\n\
         4 0 obj <</Length {}>> stream\n{text}\nendstream endobj\n\
         5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\ntrailer <</Root 1 0 R>>\n",
        text.len()
    );
    let sound = pdf("label-60x40");
    let cases: [(&str, &[u8], u16, NoPicture); 6] = [
        ("nothing", b"", DPI, NoPicture::NotPdf),
        ("no PDF", b"GIF89a", DPI, NoPicture::NotPdf),
        ("half a PDF", &sound[..40], DPI, NoPicture::NotPdf),
        ("a font that is not inside", loose.as_bytes(), DPI, NoPicture::Font),
        ("no resolution", &sound, 0, NoPicture::Size(0)),
        ("a wall", &sound, 60_000, NoPicture::Size(60_000)),
    ];
    for (name, pdf, dpi, expected) in cases {
        assert_eq!(label_png(pdf, dpi).map(|picture| picture.png.len()), Err(expected), "{name}");
    }
}
