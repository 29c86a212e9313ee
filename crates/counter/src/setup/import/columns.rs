//! Headings as people write them, in Chinese and English and in any order, brought to the columns of a kind of table, with the
//! unit that a heading bears.
//!
//! It refuses to guess: a heading that it does not know is shown as unknown, two that mean the same refuse the file, and under a
//! unit that it does not know no bare number has a value.

use std::sync::Arc;

use domain::clean::{self, name_key};
use serde::Serialize;
use spreadsheet::{Cell, excerpt};
use ts_rs::TS;

use super::units::{Borne, Holds, borne};

/// One column that a kind of table may have.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Its heading in our own tables, and its name in messages.
    pub(super) name: &'static str,
    /// Other headings for it.
    pub(super) also: &'static [&'static str],
    /// Without it no row can be read.
    pub(super) required: bool,
    /// What it holds.
    pub(super) holds: Holds,
    /// What the example row says.
    pub(super) example: &'static str,
}

/// A heading of the file, and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Heading {
    /// As it stands in the file.
    pub found: String,
    /// Our name of the column; `None` where it is not known and its cells are not read.
    pub means: Option<String>,
}

/// A heading in one spelling: without case, blanks, marks, and what stands in brackets.
pub(crate) fn spelled(heading: &str) -> String {
    let heading = clean::text(heading);
    let heading = heading.as_str();
    let before = heading.split(['(', '（', '[', '【']).next().unwrap_or(heading);
    let before = if before.trim().is_empty() { heading } else { before };
    name_key(before).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

impl Column {
    fn is(&self, key: &str) -> bool {
        spelled(self.name) == key || self.also.iter().any(|name| spelled(name) == key)
    }

    /// The unit of a heading that means this column: behind its name in brackets, or behind it without (`用量 mg`).
    fn answers(&self, heading: &str) -> Option<Borne> {
        let key = spelled(heading);
        if self.is(&key) {
            return Some(borne(self.holds, heading));
        }
        let words = self.holds.units().iter().copied();
        words.filter_map(|(word, unit)| Some((key.strip_suffix(word)?, unit))).find_map(|(name, unit)| {
            (borne(self.holds, heading) == Borne::Nothing && self.is(name)).then_some(Borne::Unit(unit))
        })
    }
}

/// Which cell of a row feeds which column.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// By column of the kind, the cell.
    pub(super) cells: Arc<[Option<usize>]>,
    /// By column of the kind, the unit that its heading bears.
    pub(super) units: Vec<Borne>,
    /// By column of the kind, its heading.
    heads: Vec<Option<String>>,
    pub(super) headings: Vec<Heading>,
    pub(super) missing: Vec<String>,
    /// Two headings that mean the same column.
    pub(super) twice: Option<(String, String)>,
}

impl Plan {
    pub(super) fn of(columns: &[Column], row: &[Cell<'_>]) -> Self {
        let mut places = vec![None; columns.len()];
        let mut units = vec![Borne::Nothing; columns.len()];
        let (mut headings, mut twice) = (Vec::new(), None);
        let mut heads: Vec<Option<String>> = vec![None; columns.len()];
        for (index, cell) in row.iter().enumerate() {
            let Some(heading) = cell.text() else { continue };
            let exact = spelled(&heading);
            // A whole name goes before a name with a unit behind it.
            let known = columns.iter().position(|column| column.is(&exact));
            let known =
                known.or_else(|| columns.iter().position(|column| column.answers(&heading).is_some()));
            let found = excerpt(&heading, 40);
            let column = known.and_then(|known| Some((known, columns.get(known)?)));
            if let Some((known, column)) = column {
                if let Some(Some(first)) = heads.get(known) {
                    twice.get_or_insert_with(|| (first.clone(), found.clone()));
                }
                places[known] = Some(index);
                units[known] = column.answers(&heading).unwrap_or(Borne::Nothing);
                heads[known] = Some(found.clone());
            }
            headings.push(Heading { found, means: column.map(|(_, column)| column.name.to_owned()) });
        }
        let unmet = columns.iter().zip(&places).filter(|(column, cell)| column.required && cell.is_none());
        let missing = unmet.map(|(column, _)| column.name.to_owned()).collect();
        Self { cells: places.into(), units, heads, headings, missing, twice }
    }

    /// The columns that the table does not have: it says nothing of them.
    pub(super) fn absent(&self, columns: &[Column]) -> Vec<&'static str> {
        columns
            .iter()
            .zip(self.cells.iter())
            .filter(|(_, cell)| cell.is_none())
            .map(|(column, _)| column.name)
            .collect()
    }

    /// How many headings are known.
    pub(super) fn known(&self) -> usize {
        self.cells.iter().flatten().count()
    }

    /// Whether a row says the headings once more, as tables do that were printed on several pages.
    pub(super) fn is_again(&self, row: &[Cell<'_>]) -> bool {
        self.cells.iter().zip(&self.heads).all(|(place, head)| {
            let said = place.and_then(|place| row.get(place)).and_then(Cell::text);
            said.map(|said| excerpt(&said, 40)) == *head
        })
    }
}
