//! The QR code as a picture of one bit a module. Squares drawn side by side leave hairlines between them on paper, and the
//! outline of all of them costs twenty times the bytes.

use fast_qr::{ECL, Module, QRBuilder};

use crate::page::Shape;

/// Light modules around the code that a scanner needs.
pub(crate) const QUIET_MODULES: u16 = 4;
/// The smallest module that counter scanners and phones read reliably, in mm: 13 mil, three to four dots of a label printer.
pub(crate) const SMALLEST_MODULE: f32 = 0.33;

/// A code's dark modules.
pub(crate) struct Matrix {
    rows: Vec<Vec<bool>>,
    /// Modules along a side, without the quiet zone.
    pub(crate) modules: u16,
}

impl Matrix {
    /// Encodes a text with 15 % of redundancy (level M), or with 7 % (L) where only that keeps its modules at their least
    /// size on a `side` in mm, quiet zone included; `None` when neither does.
    pub(crate) fn encode(text: &str, side: f32) -> Option<Self> {
        [ECL::M, ECL::L].into_iter().find_map(|level| {
            let code = QRBuilder::new(text).ecl(level).build().ok()?;
            let row = |at: usize| code[at].iter().copied().map(Module::value).collect();
            let matrix =
                Self { rows: (0..code.size).map(row).collect(), modules: u16::try_from(code.size).ok()? };
            (f32::from(matrix.modules_with_quiet()) * SMALLEST_MODULE <= side).then_some(matrix)
        })
    }

    /// Modules along a side with the quiet zone on both ends.
    pub(crate) const fn modules_with_quiet(&self) -> u16 {
        self.modules + 2 * QUIET_MODULES
    }

    /// The code with its first module's corner at (`left`, `top`).
    pub(crate) fn cells(&self, left: f32, top: f32, module: f32) -> Shape {
        let side = f32::from(self.modules) * module;
        Shape::Cells { left, top, side, rows: self.rows.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_has_a_row_for_each_row_of_modules_and_the_three_corners_that_scanners_look_for() {
        for text in ["JN01-261120-0031", "演示", "https://example.invalid/a?b=0123456789"] {
            let matrix = Matrix::encode(text, 300.0).unwrap();
            let Shape::Cells { rows, side, .. } = matrix.cells(1.0, 2.0, 0.5) else {
                panic!("a code is cells")
            };
            let last = usize::from(matrix.modules) - 1;
            assert!((side - f32::from(matrix.modules) * 0.5).abs() < f32::EPSILON, "{text}");
            assert!(rows.len() == last + 1 && rows.iter().all(|row| row.len() == last + 1), "{text}");
            for (x, y) in [(0, 0), (last - 6, 0), (0, last - 6)] {
                let corner: String = (0..7).map(|at| if rows[y + at][x + 1] { '#' } else { '.' }).collect();
                assert_eq!(corner, "#.....#", "{text}: {x},{y}");
            }
        }
    }

    #[test]
    fn a_text_longer_than_any_code_is_no_code() {
        assert!(Matrix::encode(&"演示".repeat(2_000), 300.0).is_none());
    }

    #[test]
    fn redundancy_gives_way_before_modules_do() {
        let digits = "7".repeat(255);
        assert_eq!(Matrix::encode(&digits, 20.0).unwrap().modules, 41);
        assert_eq!(Matrix::encode(&digits, 16.0).unwrap().modules, 37);
        assert!(Matrix::encode(&digits, 14.0).is_none());
    }
}
