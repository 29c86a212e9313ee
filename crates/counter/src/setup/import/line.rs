//! One row of a table while it is read: every cell that is wrong is noted, none stops the others, and each is named by its cell,
//! what stands there and what the row is about.

use std::sync::Arc;

use serde::Serialize;
use spreadsheet::{Cell, excerpt, letters};
use ts_rs::TS;

use super::super::fields::Why;
use super::cells;
use super::columns::{Column, Plan};
use super::units::under;

/// Something wrong in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BadRow {
    /// The row as a spreadsheet numbers it.
    pub line: usize,
    /// The column's name, where it is one.
    pub column: Option<String>,
    /// The cell as a spreadsheet names it, `H12`; `None` where the table has no such column.
    pub cell: Option<String>,
    /// What stands in the cell, 40 characters at most; empty where nothing does.
    pub found: String,
    /// What the row is about: the product's name, or its number where the table has no name.
    pub title: String,
    /// What is wrong, in Chinese.
    pub message: String,
    /// The same in English.
    pub message_en: String,
}

/// Of which columns a row's title is made: of each group the first that says anything.
pub(super) type Titles = &'static [&'static [&'static str]];

/// What the cells of a row say, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// The row as a spreadsheet numbers it.
    pub(super) number: usize,
    columns: &'static [Column],
    places: Arc<[Option<usize>]>,
    /// By column, what stands there.
    found: Vec<String>,
    /// By column, what it says.
    texts: Vec<Option<String>>,
    titles: Titles,
}

impl Said {
    fn index(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// What stands in a column.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(self.index(name)?)?.as_deref()
    }

    /// What the row is about.
    pub(super) fn title(&self) -> String {
        let of = |group: &&'static [&'static str]| group.iter().find_map(|name| self.text(name));
        let parts: Vec<&str> = self.titles.iter().filter_map(of).collect();
        excerpt(&parts.join(" · "), 60)
    }

    /// What is wrong in a column.
    pub(super) fn bad(&self, column: &str, zh: impl Into<String>, en: impl Into<String>) -> BadRow {
        let index = self.index(column);
        let place = index.and_then(|index| self.places.get(index).copied().flatten());
        let found = index.and_then(|index| self.found.get(index)).cloned().unwrap_or_default();
        BadRow {
            line: self.number,
            column: Some(column.to_owned()),
            cell: place.map(|place| format!("{}{}", letters(place), self.number)),
            found,
            title: self.title(),
            message: zh.into(),
            message_en: en.into(),
        }
    }

    /// What is wrong with a cell that may stand in no column that is read.
    pub(super) fn bad_at(&self, place: usize, cell: Cell<'_>, zh: &str, en: &str) -> BadRow {
        let known = self.places.iter().position(|known| *known == Some(place));
        BadRow {
            line: self.number,
            column: known.and_then(|known| self.columns.get(known)).map(|column| column.name.to_owned()),
            cell: Some(format!("{}{}", letters(place), self.number)),
            found: cells::shown(cell),
            title: self.title(),
            message: zh.to_owned(),
            message_en: en.to_owned(),
        }
    }
}

/// A row with all that is wrong in it.
pub(super) struct Line {
    pub(super) said: Said,
    pub(super) bad: Vec<BadRow>,
}

impl Line {
    /// `since_1904` as [`cells::said`] asks for it.
    pub(super) fn of(
        number: usize,
        row: &[Cell<'_>],
        columns: &'static [Column],
        titles: Titles,
        plan: &Plan,
        since_1904: Option<bool>,
    ) -> Self {
        let cell = |place: &Option<usize>| place.and_then(|place| row.get(place)).copied();
        let cells: Vec<Cell<'_>> =
            plan.cells.iter().map(|place| cell(place).unwrap_or(Cell::Empty)).collect();
        let mut said = Said {
            number,
            columns,
            places: Arc::clone(&plan.cells),
            found: cells.iter().map(|cell| cells::shown(*cell)).collect(),
            texts: Vec::with_capacity(columns.len()),
            titles,
        };
        let mut refused = Vec::new();
        for ((column, cell), unit) in columns.iter().zip(cells).zip(&plan.units) {
            let text = cells::said(cell, column.holds, since_1904);
            let text = text.and_then(|text| text.map(|text| under(column.holds, unit, &text)).transpose());
            said.texts.push(text.unwrap_or_else(|why| {
                refused.push((column.name, why));
                None
            }));
        }
        let bad = refused.into_iter().map(|(column, Why { zh, en })| said.bad(column, zh, en)).collect();
        Self { said, bad }
    }

    pub(super) fn refuse(&mut self, column: &str, zh: &str, en: &str) {
        self.bad.push(self.said.bad(column, zh, en));
    }

    /// What stands in a column.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.said.text(name)
    }

    /// A value that was read, or why it was not.
    pub(super) fn take<T>(&mut self, name: &str, read: Result<T, Why>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(why) => {
                self.refuse(name, &why.zh, &why.en);
                None
            }
        }
    }

    /// A value that must be there.
    pub(super) fn need<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Result<T, Why>) -> Option<T> {
        match self.text(name).map(read) {
            Some(read) => self.take(name, read),
            // A cell that was refused already is not missing as well.
            None if self.is_refused(name) => None,
            None => {
                self.refuse(name, "必填", "is required");
                None
            }
        }
    }

    /// Whether a column was refused already.
    fn is_refused(&self, name: &str) -> bool {
        self.bad.iter().any(|bad| bad.column.as_deref() == Some(name))
    }

    /// A value that certifies something: the table may lack the column, and then says nothing; where it has it, an empty cell is
    /// not "no", and not known stops.
    pub(super) fn certify<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Result<T, Why>) -> Option<T> {
        let place = self.said.index(name).and_then(|index| self.said.places.get(index).copied().flatten());
        if self.text(name).is_none() && place.is_some() {
            if !self.is_refused(name) {
                let zh = "空着即不知道，不能当作「否」或「无」：请写明；若不想改动这一栏，请删去整列";
                self.refuse(name, zh, "empty means not known, not “no”: say it, or leave the column out");
            }
            return None;
        }
        self.may(name, read)
    }

    /// A value that may be missing.
    pub(super) fn may<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Result<T, Why>) -> Option<T> {
        let read = self.text(name).map(read)?;
        self.take(name, read)
    }
}
