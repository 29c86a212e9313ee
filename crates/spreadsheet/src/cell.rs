//! A cell of a table, whether it came from text or from a workbook. It refuses to be interpreted beyond number,
//! text and blank: what a cell means is its column's business.

/// A cell of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'c> {
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
    /// Whether it holds nothing but blanks.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Number(_) | Self::Serial(..) | Self::Formula | Self::Error(_) => false,
        }
    }

    /// What it says, trimmed; `None` where it says nothing that can be relied on.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Self::Number(number) | Self::Serial(number, _) => Some(number.to_string()),
            Self::Empty | Self::Formula | Self::Error(_) => None,
        }
    }
}
