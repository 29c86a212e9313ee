//! Headings as people write them, in Chinese and English and in any order, brought to the columns of a kind of table.
//!
//! It refuses to guess: a heading that it does not know is shown as unknown, and two that mean the same refuse the file.

use domain::clean::{self, name_key};
use serde::Serialize;
use spreadsheet::{Cell, excerpt};
use ts_rs::TS;

use super::super::fields::Why;
use super::values;

/// One column that a kind of table may have.
pub(super) struct Column {
    /// Its heading in our own tables, and its name in messages.
    pub(super) name: &'static str,
    /// Other headings for it.
    pub(super) also: &'static [&'static str],
    /// Without it no row can be read.
    pub(super) required: bool,
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

/// Something wrong in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BadRow {
    /// The row as a spreadsheet numbers it.
    pub line: usize,
    /// The column's name, where it is one.
    pub column: Option<String>,
    /// What is wrong, in Chinese.
    pub message: String,
    /// The same in English.
    pub message_en: String,
}

/// A heading in one spelling: without case, blanks, marks, and a unit in brackets.
pub(crate) fn spelled(heading: &str) -> String {
    let heading = clean::text(heading);
    let heading = heading.as_str();
    let before = heading.split(['(', '（', '[', '【']).next().unwrap_or(heading);
    let before = if before.trim().is_empty() { heading } else { before };
    name_key(before).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Which cell of a row feeds which column.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// By column of the kind, the cell.
    cells: Vec<Option<usize>>,
    pub(super) headings: Vec<Heading>,
    pub(super) missing: Vec<String>,
    /// Two headings that mean the same column.
    pub(super) twice: Option<(String, String)>,
}

impl Plan {
    pub(super) fn of(columns: &[Column], row: &[Cell<'_>]) -> Self {
        let mut plan =
            Self { cells: vec![None; columns.len()], headings: Vec::new(), missing: Vec::new(), twice: None };
        let mut shown: Vec<Option<String>> = vec![None; columns.len()];
        for (index, cell) in row.iter().enumerate() {
            let Some(found) = cell.text() else { continue };
            let key = spelled(&found);
            let column = columns.iter().position(|column| {
                spelled(column.name) == key || column.also.iter().any(|name| spelled(name) == key)
            });
            let found = excerpt(&found, 40);
            if let Some(column) = column {
                if let Some(Some(first)) = shown.get(column) {
                    plan.twice.get_or_insert_with(|| (first.clone(), found.clone()));
                }
                plan.cells[column] = Some(index);
                shown[column] = Some(found.clone());
            }
            let means = column.and_then(|column| columns.get(column)).map(|column| column.name.to_owned());
            plan.headings.push(Heading { found, means });
        }
        let unmet =
            columns.iter().zip(&plan.cells).filter(|(column, cell)| column.required && cell.is_none());
        plan.missing = unmet.map(|(column, _)| column.name.to_owned()).collect();
        plan
    }

    /// The columns that the table does not have: it says nothing of them.
    pub(super) fn absent(&self, columns: &[Column]) -> Vec<&'static str> {
        columns
            .iter()
            .zip(&self.cells)
            .filter(|(_, cell)| cell.is_none())
            .map(|(column, _)| column.name)
            .collect()
    }

    /// How many headings are known.
    pub(super) fn known(&self) -> usize {
        self.cells.iter().flatten().count()
    }
}

/// One row while it is read: every cell that is wrong is noted, none stops the others.
pub(super) struct Line {
    pub(super) number: usize,
    columns: &'static [Column],
    texts: Vec<Option<String>>,
    /// By column, whether the table has it.
    there: Vec<bool>,
    pub(super) bad: Vec<BadRow>,
}

impl Line {
    pub(super) fn of(number: usize, cells: &[Cell<'_>], columns: &'static [Column], plan: &Plan) -> Self {
        let mut line = Self { number, columns, texts: Vec::new(), there: Vec::new(), bad: Vec::new() };
        line.there = plan.cells.iter().map(Option::is_some).collect();
        for (column, cell) in columns.iter().zip(&plan.cells) {
            let cell = cell.and_then(|index| cells.get(index)).copied().unwrap_or(Cell::Empty);
            let text = line.read(column.name, cell);
            line.texts.push(text);
        }
        line
    }

    fn read(&mut self, column: &'static str, cell: Cell<'_>) -> Option<String> {
        let formula = |text: &str| clean::text(text).starts_with(['=', '@']);
        match cell {
            Cell::Formula => self.refuse(column, "单元格是公式，请粘贴为数值", "a formula: paste its value"),
            Cell::Text(text) if formula(text) => {
                self.refuse(column, "内容以 = 或 @ 开头，会被当作公式", "begins with = or @, like a formula");
            }
            Cell::Error(_) => self.refuse(column, "单元格是错误值", "an error value"),
            Cell::Serial(days, since_1904) => match values::serial(days, since_1904) {
                Some(day) => return Some(day.to_string()),
                None => self.refuse(column, "不是可用的日期", "not a usable date"),
            },
            Cell::Text(text) | Cell::Iso(text) => return self.cleaned(column, text),
            Cell::Empty | Cell::Number(_) | Cell::Percent(_) => return cell.text(),
        }
        None
    }

    /// A text as it was meant; what remains odd in it is refused by its place.
    fn cleaned(&mut self, column: &'static str, found: &str) -> Option<String> {
        let text = clean::text(found);
        if let Err(odd) = clean::odd(&text) {
            self.refuse(column, &odd.to_string(), &odd.en());
            return None;
        }
        Some(text).filter(|text| !text.is_empty())
    }

    pub(super) fn refuse(&mut self, column: &str, zh: &str, en: &str) {
        self.bad.push(BadRow {
            line: self.number,
            column: Some(column.to_owned()),
            message: zh.to_owned(),
            message_en: en.to_owned(),
        });
    }

    /// What stands in a column.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let index = self.columns.iter().position(|column| column.name == name)?;
        self.texts.get(index)?.as_deref()
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
            None if self.bad.iter().any(|bad| bad.column.as_deref() == Some(name)) => None,
            None => {
                self.refuse(name, "必填", "is required");
                None
            }
        }
    }

    /// A value that certifies something: the table may lack the column, and then says nothing; where it has it, an empty cell is
    /// not "no", and not known stops.
    pub(super) fn certify<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Result<T, Why>) -> Option<T> {
        let index = self.columns.iter().position(|column| column.name == name);
        if self.text(name).is_none() && index.is_some_and(|index| self.there.get(index) == Some(&true)) {
            if self.bad.iter().all(|bad| bad.column.as_deref() != Some(name)) {
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
