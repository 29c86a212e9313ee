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
    /// A number that its workbook shows as a percentage: 0.45 is shown as 45%.
    Percent(f64),
    /// A date of a workbook as serial days; `true`: since 1904.
    Serial(f64, bool),
    /// A date of a strict workbook, in ISO 8601.
    Iso(&'c str),
    /// A formula of a workbook.
    Formula,
    /// An error value of a workbook, as it is shown.
    Error(&'c str),
}

impl Cell<'_> {
    /// Whether it holds nothing but blanks.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Number(_)
            | Self::Percent(_)
            | Self::Serial(..)
            | Self::Iso(_)
            | Self::Formula
            | Self::Error(_) => false,
        }
    }

    /// What it says, trimmed; `None` where it says nothing that can be relied on.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) | Self::Iso(text) => {
                Some(text.trim().to_owned()).filter(|text| !text.is_empty())
            }
            Self::Number(number) | Self::Serial(number, _) => Some(digits(*number)),
            Self::Percent(number) => Some(format!("{}%", digits(*number * 100.0))),
            Self::Empty | Self::Formula | Self::Error(_) => None,
        }
    }
}

/// A number with the fifteen digits that a spreadsheet keeps: what lies behind them is the noise of its arithmetic.
fn digits(number: f64) -> String {
    if !number.is_finite() || number == 0.0 {
        return number.to_string();
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string()
}

/// The column of a cell as a spreadsheet letters it: 0 is `A`.
#[must_use]
pub fn letters(column: usize) -> String {
    let (before, last) = (column / 26, column % 26);
    let mut name = if before == 0 { String::new() } else { letters(before - 1) };
    name.push(u8::try_from(last).map_or('?', |last| char::from(b'A' + last)));
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_cell_says_is_what_its_sheet_shows() {
        for (name, cell, expected) in [
            ("a fraction shown as percent", Cell::Percent(0.45), "45%"),
            ("a part that binary cannot hold", Cell::Percent(0.07), "7%"),
            ("small", Cell::Percent(0.000_001), "0.0001%"),
            ("arithmetic's noise", Cell::Number(0.1 + 0.2), "0.3"),
            ("a code of thirteen digits", Cell::Number(6_920_000_000_017.0), "6920000000017"),
            ("none", Cell::Number(0.0), "0"),
        ] {
            assert_eq!(cell.text().as_deref(), Some(expected), "{name}");
        }
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
