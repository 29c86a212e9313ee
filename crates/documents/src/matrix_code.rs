//! The QR code as one outline. Adjacent squares leave hairlines between them on paper and cost bytes: the border of each dark
//! region is walked once instead, and the whole code is a single even-odd path.

use std::collections::BTreeMap;

use qrcode::{Color, EcLevel, QrCode};

use crate::page::Shape;

/// Light modules around the code that a scanner needs.
pub(crate) const QUIET_MODULES: u16 = 4;
/// The smallest module that counter scanners and phones read reliably, in mm: 13 mil, three to four dots of a label printer.
pub(crate) const SMALLEST_MODULE: f32 = 0.33;

/// A code's dark modules.
pub(crate) struct Matrix {
    dark: Vec<bool>,
    /// Modules along a side, without the quiet zone.
    pub(crate) modules: u16,
}

impl Matrix {
    /// Encodes a text with 15 % of redundancy (level M), or with 7 % (L) where only that keeps its modules at their least
    /// size on a `side` in mm, quiet zone included; `None` when neither does.
    pub(crate) fn encode(text: &str, side: f32) -> Option<Self> {
        [EcLevel::M, EcLevel::L].into_iter().find_map(|level| {
            let code = QrCode::with_error_correction_level(text, level).ok()?;
            let modules = u16::try_from(code.width()).ok()?;
            let dark = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
            let matrix = Self { dark, modules };
            (f32::from(matrix.modules_with_quiet()) * SMALLEST_MODULE <= side).then_some(matrix)
        })
    }

    /// Modules along a side with the quiet zone on both ends.
    pub(crate) const fn modules_with_quiet(&self) -> u16 {
        self.modules + 2 * QUIET_MODULES
    }

    fn is_dark(&self, x: i32, y: i32) -> bool {
        let side = i32::from(self.modules);
        if x < 0 || y < 0 || x >= side || y >= side {
            return false;
        }
        usize::try_from(y * side + x).ok().and_then(|at| self.dark.get(at)).copied().unwrap_or(false)
    }

    /// The outline with its first module's corner at (`left`, `top`).
    pub(crate) fn outline(&self, left: f32, top: f32, module: f32) -> Shape {
        let mut edges = self.edges();
        let mut rings = Vec::new();
        while let Some((&start, _)) = edges.first_key_value() {
            let mut ring = Vec::new();
            let mut at = start;
            let mut heading = (0, 0);
            while let Some(ends) = edges.get_mut(&at) {
                // Where two corners touch, either way is right for an even-odd path.
                let Some(to) = ends.pop() else { break };
                if ends.is_empty() {
                    edges.remove(&at);
                }
                let next = (to.0 - at.0, to.1 - at.1);
                if next != heading {
                    ring.push((left + at.0 as f32 * module, top + at.1 as f32 * module));
                    heading = next;
                }
                at = to;
                if at == start {
                    break;
                }
            }
            rings.push(ring);
        }
        Shape::Fill(rings)
    }

    /// The unit edges between dark and light, each with the dark module on its right.
    fn edges(&self) -> BTreeMap<(i32, i32), Vec<(i32, i32)>> {
        let mut edges: BTreeMap<(i32, i32), Vec<(i32, i32)>> = BTreeMap::new();
        let side = i32::from(self.modules);
        for y in 0..side {
            for x in (0..side).filter(|x| self.is_dark(*x, y)) {
                let borders = [
                    (self.is_dark(x, y - 1), (x, y), (x + 1, y)),
                    (self.is_dark(x + 1, y), (x + 1, y), (x + 1, y + 1)),
                    (self.is_dark(x, y + 1), (x + 1, y + 1), (x, y + 1)),
                    (self.is_dark(x - 1, y), (x, y + 1), (x, y)),
                ];
                for (_, from, to) in borders.into_iter().filter(|(inside, ..)| !inside) {
                    edges.entry(from).or_default().push(to);
                }
            }
        }
        edges
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a point lies in an even-odd path.
    fn inside(rings: &[Vec<(f32, f32)>], x: f32, y: f32) -> bool {
        let mut crossings = 0;
        for ring in rings {
            for (at, from) in ring.iter().enumerate() {
                let to = ring[(at + 1) % ring.len()];
                if (from.1 > y) != (to.1 > y) && x < from.0 + (y - from.1) / (to.1 - from.1) * (to.0 - from.0)
                {
                    crossings += 1;
                }
            }
        }
        crossings % 2 == 1
    }

    #[test]
    fn the_outline_covers_exactly_the_dark_modules() {
        for text in ["JN01-261120-0031", "演示", "https://example.invalid/a?b=0123456789"] {
            let matrix = Matrix::encode(text, 300.0).unwrap();
            let Shape::Fill(rings) = matrix.outline(0.0, 0.0, 1.0) else { panic!("a code is filled") };
            for y in 0..i32::from(matrix.modules) {
                for x in 0..i32::from(matrix.modules) {
                    assert_eq!(
                        inside(&rings, x as f32 + 0.5, y as f32 + 0.5),
                        matrix.is_dark(x, y),
                        "{text}: {x},{y}"
                    );
                }
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
