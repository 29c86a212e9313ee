//! A cell of a table, whether it came from text or from a workbook. It refuses to be interpreted beyond number,
//! text and blank: what a cell means is its column's business.

use crate::limits;
use crate::measure::{Numeral, numeral};

/// A cell of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cell<'c> {
    /// Nothing.
    Empty,
    /// Text, also where it spells a number.
    Text(&'c str),
    /// A number of a workbook.
    Number(f64),
    /// A date of a workbook as serial days; `true`: since 1904.
    Serial(f64, bool),
    /// A formula of a workbook.
    Formula,
    /// An error value of a workbook.
    Error(&'c str),
}

impl Cell<'_> {
    /// Whether the cell may be a formula or too long: cheap, since every cell of a file is asked.
    pub(crate) fn is_suspect(&self) -> bool {
        match self {
            Self::Text(text) => {
                matches!(text.as_bytes().first(), Some(b'=' | b'+' | b'-' | b'@'))
                    || text.len() > limits::CELL_BYTES
            }
            Self::Formula => true,
            Self::Empty | Self::Number(_) | Self::Serial(..) | Self::Error(_) => false,
        }
    }

    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Number(_) | Self::Serial(..) | Self::Formula | Self::Error(_) => false,
        }
    }

    pub(crate) fn number(&self) -> Numeral {
        match self {
            Self::Empty => Numeral::Missing,
            Self::Text(text) => numeral(text),
            Self::Number(number) if number.is_finite() => Numeral::Number(*number),
            Self::Number(_) | Self::Error(_) => Numeral::NotFinite,
            Self::Serial(..) | Self::Formula => Numeral::Words,
        }
    }

    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Self::Number(number) | Self::Serial(number, _) => Some(number.to_string()),
            Self::Empty | Self::Formula | Self::Error(_) => None,
        }
    }
}

/// A leading `=`, `+`, `-` or `@` is a formula to a spreadsheet, unless a number or a dash for "missing".
pub(crate) fn is_formula(text: &str) -> bool {
    matches!(text.as_bytes().first(), Some(b'=' | b'+' | b'-' | b'@')) && numeral(text) == Numeral::Words
}
