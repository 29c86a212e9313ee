//! What the customer of a demo store brings who is not there: a signature, where none is given.

use counter::steps::agree::Strokes;

/// A wave across the pad.
pub(crate) fn signature() -> Strokes {
    const WAVE: [(f32, f32, f32); 9] = [
        (60.0, 110.0, 0.0),
        (95.0, 60.0, 60.0),
        (130.0, 130.0, 120.0),
        (170.0, 70.0, 180.0),
        (205.0, 125.0, 240.0),
        (250.0, 80.0, 300.0),
        (290.0, 120.0, 360.0),
        (335.0, 75.0, 420.0),
        (360.0, 105.0, 480.0),
    ];
    Strokes {
        width: 420.0,
        height: 180.0,
        strokes: vec![WAVE.to_vec(), vec![(80.0, 140.0, 700.0), (340.0, 138.0, 900.0)]],
    }
}
