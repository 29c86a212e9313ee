//! The papers that a store has, and how large letters, margins and columns are on each. On A4 and A5 a page has its fixed
//! height; on a roll it ends where its text ends.

use words::{Word, Worded};

/// A kind of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// 210 × 297 mm.
    A4,
    /// 148 × 210 mm.
    A5,
    /// A roll 80 mm wide, of which a printer reaches 72.
    Roll80,
}

impl Format {
    /// All three.
    pub const ALL: [Self; 3] = [Self::A4, Self::A5, Self::Roll80];

    pub(super) const fn face(self) -> &'static Face {
        match self {
            Self::A4 => &A4,
            Self::A5 => &A5,
            Self::Roll80 => &ROLL,
        }
    }
}

impl Worded for Format {
    fn word(&self) -> Word {
        match self {
            Self::A4 => words::medium::A4,
            Self::A5 => words::medium::A5,
            Self::Roll80 => words::medium::Receipt,
        }
    }
}

/// How a paper looks. All in millimetres; heights of letters are those of an ideograph's ink.
#[derive(Debug)]
pub(super) struct Face {
    pub(super) width: f32,
    /// Of a page; on a roll, of the longest.
    pub(super) height: f32,
    /// Whether a page ends with its text.
    pub(super) as_long_as_its_text: bool,
    /// White at both sides.
    pub(super) side: f32,
    pub(super) top: f32,
    /// White below the foot.
    pub(super) bottom: f32,
    /// The width of the column of guide words.
    pub(super) guide: f32,
    pub(super) title: f32,
    pub(super) lead: f32,
    pub(super) heading: f32,
    pub(super) strong: f32,
    pub(super) body: f32,
    pub(super) note: f32,
}

impl Face {
    /// The width of the text.
    pub(super) fn measure(&self) -> f32 {
        self.width - 2.0 * self.side
    }
}

const A4: Face = Face {
    width: 210.0,
    height: 297.0,
    as_long_as_its_text: false,
    side: 30.0,
    top: 26.0,
    bottom: 20.0,
    guide: 36.0,
    title: 6.2,
    lead: 4.8,
    heading: 3.4,
    strong: 3.4,
    body: 2.75,
    note: 2.25,
};

const A5: Face = Face {
    width: 148.0,
    height: 210.0,
    as_long_as_its_text: false,
    side: 17.0,
    top: 16.0,
    bottom: 13.0,
    guide: 29.0,
    title: 4.9,
    lead: 4.0,
    heading: 2.9,
    strong: 2.9,
    body: 2.35,
    note: 1.95,
};

/// Letters no smaller than on A5: a thermal head has 8 dots a millimetre. A page longer than a metre is more than such
/// printers' drivers take for one sheet.
const ROLL: Face = Face {
    width: 80.0,
    height: 1000.0,
    as_long_as_its_text: true,
    side: 4.5,
    top: 5.0,
    bottom: 5.0,
    guide: 22.0,
    title: 4.4,
    lead: 3.7,
    heading: 2.8,
    strong: 2.8,
    body: 2.4,
    note: 2.0,
};
