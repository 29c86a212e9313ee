//! A signature as it was written: strokes of points on a pad. On paper it stays strokes; it is never made into a picture.

use crate::{page::Shape, refusal::Refusal};

/// The item's name in refusals.
pub(crate) const ITEM: &str = "签名";
const LINE_MM: f32 = 0.35;
/// More than any hand writes; bounds what a faulty pad can make us draw.
const MOST_POINTS: usize = 20_000;

/// Where the pen was, in the pad's units from its top left corner, and when, in ms from the first point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StrokePoint {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
    /// Milliseconds from the first point. Kept with the record, not drawn.
    pub t: f32,
}

/// Strokes and the size of the pad that they were written on.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    /// The pad's width in its own units.
    pub pad_width: f32,
    /// The pad's height in its own units.
    pub pad_height: f32,
    /// One list of points for each time that the pen came down.
    pub strokes: Vec<Vec<StrokePoint>>,
}

impl Signature {
    /// Each stroke as the places that the pen went through, in the pad's units.
    pub(crate) fn traced(&self) -> String {
        let stroke = |points: &Vec<StrokePoint>| {
            points.iter().map(|point| format!("({},{})", point.x, point.y)).collect::<String>()
        };
        self.strokes.iter().map(stroke).collect::<Vec<_>>().join(";")
    }

    /// The strokes inside a frame, scaled evenly so that the whole pad fits.
    pub(crate) fn fitted(&self, (left, top): (f32, f32), width: f32, height: f32) -> Result<Shape, Refusal> {
        let invalid = |why| Err(Refusal::Invalid { item: ITEM, why });
        let points: usize = self.strokes.iter().map(Vec::len).sum();
        if points == 0 {
            return Err(Refusal::MissingItem { item: ITEM });
        }
        if points > MOST_POINTS {
            return invalid("笔迹点数过多");
        }
        let sound = |side: f32| side.is_finite() && side >= 1.0;
        if !sound(self.pad_width) || !sound(self.pad_height) {
            return invalid("签名板尺寸不成立");
        }
        let on_pad = |point: &StrokePoint| {
            (0.0..=self.pad_width).contains(&point.x) && (0.0..=self.pad_height).contains(&point.y)
        };
        if !self.strokes.iter().flatten().all(on_pad) {
            return invalid("有笔迹点不在签名板内");
        }
        let inset = LINE_MM;
        let scale = ((width - 2.0 * inset) / self.pad_width).min((height - 2.0 * inset) / self.pad_height);
        let place = |point: &StrokePoint| (left + inset + point.x * scale, top + inset + point.y * scale);
        let line = |stroke: &Vec<StrokePoint>| {
            let mut line: Vec<_> = stroke.iter().map(place).collect();
            if let [dot] = *line.as_slice() {
                // A dot is a line to itself: its round ends draw it.
                line.push(dot);
            }
            line
        };
        let lines = self.strokes.iter().filter(|stroke| !stroke.is_empty()).map(line).collect();
        Ok(Shape::Stroke { width: LINE_MM, lines })
    }
}
