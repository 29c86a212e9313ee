//! Tables that a store brings with it: products, recipes and lots from CSV or XLSX, read row by row, previewed with
//! all that is wrong, and committed in pieces.
//!
//! [`Import::open`], [`Import::rows`] and [`preview`](Import::preview) are pure and hold no lock; [`crate::Counter::standings`] and
//! [`crate::Counter::import_rows`] take a piece at a time. A bad row is told and left out, a row that is there already
//! and the same is counted and left alone. This module refuses to read in part what it cannot read, and to hold a table
//! in memory: 300,000 rows cost the file and one piece. The columns are described in `docs/import.md`.

pub(crate) mod cells;
mod changes;
mod columns;
mod commit;
mod line;
mod lots;
mod passed;
mod preview;
mod products;
mod published;
mod recipes;
mod taken;
pub(crate) mod units;
pub(crate) mod values;

use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::clean::code_key;
use domain::recipe::Recipe;
use domain::stock::{Lot, Product};
use serde::{Deserialize, Serialize};
use spreadsheet::{Limits, Rows, Table};
use ts_rs::TS;

use crate::Refusal;

pub use changes::Change;
pub use columns::Heading;
pub use commit::{Committed, Standing, Weakening};
pub use line::BadRow;
pub use passed::{Passed, PassedRow};
pub use preview::{ImportPreview, ImportRow};
pub use published::content_of_recipes;
pub use taken::Taken;

pub(crate) use columns::spelled;
use columns::{Column, Plan};
pub(crate) use commit::worded_recipe;
use line::{Line, Said, Titles};

/// Rows of one piece: one transaction, one hold of the lock.
pub const PIECE: usize = 500;

/// A catalogue of 300,000 products with their ingredients is some 200 MB of text.
pub(crate) const LIMITS: Limits = Limits {
    file_bytes: 384 << 20,
    archive_parts: 512,
    archive_ratio: 120,
    archive_unpacked: 768 << 20,
    sheet_bytes: 384 << 20,
    part_bytes: 256 << 20,
    columns: 256,
    cell_bytes: 64 << 10,
    depth: 64,
};

/// Rows of a table.
const ROWS: usize = 1_000_000;

/// What a table is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// 产品目录.
    Products,
    /// 配方.
    Recipes,
    /// 批.
    Lots,
}

impl What {
    const fn columns(self) -> &'static [Column] {
        match self {
            Self::Products => products::COLUMNS,
            Self::Recipes => recipes::COLUMNS,
            Self::Lots => lots::COLUMNS,
        }
    }

    const fn titles(self) -> Titles {
        match self {
            Self::Products => products::TITLES,
            Self::Recipes => recipes::TITLES,
            Self::Lots => lots::TITLES,
        }
    }
}

words::worded!(What: import { Products, Recipes, Lots });

/// An empty table to fill in: headings and one example row, as CSV with a byte order mark, which spreadsheets need to
/// read Chinese.
#[must_use]
pub fn template(what: What) -> Vec<u8> {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let row = |read: fn(&Column) -> &'static str| {
        let cells: Vec<String> = what.columns().iter().map(|column| quoted(read(column))).collect();
        cells.join(",") + "\r\n"
    };
    format!("\u{FEFF}{}{}", row(|column| column.name), row(|column| column.example)).into_bytes()
}

/// A good row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The row as a spreadsheet numbers it; of a recipe the first.
    pub line: usize,
    /// What it says.
    pub item: Item,
    /// The columns that its table does not have: of them it says nothing.
    pub absent: Arc<[&'static str]>,
    /// Its cells, of a recipe those of each row: a refusal names them.
    said: Vec<Said>,
}

impl Row {
    /// Whether a column says anything of what the row is about; of several rows the first speaks.
    fn says(&self, column: &str) -> bool {
        self.said.first().is_some_and(|said| said.text(column).is_some())
    }

    /// What is wrong in a column: of several rows in the one that says this, else in the first.
    fn bad(&self, column: &str, says: Option<&str>, zh: String, en: String) -> BadRow {
        let key = says.map(code_key);
        let meant = |said: &&Said| key.is_some() && said.text(column).map(code_key) == key;
        match self.said.iter().find(meant).or(self.said.first()) {
            Some(said) => said.bad(column, zh, en),
            None => BadRow {
                line: self.line,
                column: Some(column.to_owned()),
                cell: None,
                found: String::new(),
                title: self.item.id().to_owned(),
                message: zh,
                message_en: en,
            },
        }
    }
}

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A product.
    Product(Box<Product>),
    /// A recipe, and whether the table says its version.
    Recipe(Box<Recipe>, bool),
    /// A lot.
    Lot(Box<Lot>),
}

impl Item {
    fn id(&self) -> &str {
        match self {
            Self::Product(product) => product.id.as_str(),
            Self::Recipe(recipe, _) => recipe.id.as_str(),
            Self::Lot(lot) => lot.id.as_str(),
        }
    }
}

/// What comes next of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read {
    /// A row to be taken.
    Good(Box<Row>),
    /// All that is wrong with a row, or with the rows of a recipe.
    Bad(Vec<BadRow>),
    /// A row that is none of what the table is of, and is passed over.
    Passed(PassedRow),
}

/// A table whose headings are understood.
pub struct Import<'b> {
    table: Table<'b>,
    what: What,
    today: NaiveDate,
    plan: Plan,
    /// The row of the headings.
    head: usize,
    /// The columns that it does not have.
    absent: Arc<[&'static str]>,
}

impl<'b> Import<'b> {
    /// Opens a table and finds its headings: of the first ten rows with two known ones the one that lacks least.
    ///
    /// # Errors
    /// `import_unreadable`, `import_columns`; nothing was read.
    pub fn open(bytes: &'b [u8], what: What, today: NaiveDate) -> Result<Self, Refusal> {
        let table = Table::open(bytes, &LIMITS).map_err(|fault| unreadable(&fault))?;
        let mut rows = table.rows().map_err(|fault| unreadable(&fault))?;
        let mut best: Option<(usize, Plan)> = None;
        for _ in 0..10 {
            let Some((number, cells)) = rows.next_row().map_err(|fault| unreadable(&fault))? else { break };
            if cells.iter().all(says_nothing) {
                continue;
            }
            let plan = Plan::of(what.columns(), &cells);
            let lacks_less = |known: &Plan| plan.known() >= 2 && plan.missing.len() < known.missing.len();
            if best.as_ref().is_none_or(|(_, known)| lacks_less(known)) {
                best = Some((number, plan));
            }
        }
        drop(rows);
        let (head, plan) = best
            .ok_or_else(|| Refusal::new("import_unreadable", "表中没有内容；尚未导入任何内容").mend(MEND))?;
        if let Some((first, second)) = &plan.twice {
            return Err(one_meaning(first, second));
        }
        let absent = plan.absent(what.columns()).into();
        Ok(Self { table, what, today, plan, head, absent })
    }

    /// What the table is of.
    #[must_use]
    pub const fn what(&self) -> What {
        self.what
    }

    /// Its rows from the first below the headings; none where a required column is missing.
    ///
    /// # Errors
    /// `import_unreadable`.
    pub fn rows(&self) -> Result<ImportRows<'_>, Refusal> {
        let rows = self.table.rows().map_err(|fault| unreadable(&fault))?;
        let ended = !self.plan.missing.is_empty();
        Ok(ImportRows { import: self, rows, seen: HashSet::new(), group: None, ended, line: 0 })
    }
}

const MEND: &str = "请另存为 .xlsx 或 CSV（UTF-8 或 GBK）后再选，或用空白表填写";

pub(crate) fn unreadable(fault: &spreadsheet::Fault) -> Refusal {
    Refusal::new("import_unreadable", format!("{fault}；尚未导入任何内容")).mend(MEND)
}

/// Whether a cell holds nothing that anybody sees.
fn says_nothing(cell: &spreadsheet::Cell<'_>) -> bool {
    let unseen =
        |cell: &spreadsheet::Cell<'_>| cell.text().is_some_and(|text| domain::clean::text(&text).is_empty());
    cell.is_blank() || unseen(cell)
}

/// The rows of a table, one after the other.
pub struct ImportRows<'i> {
    import: &'i Import<'i>,
    rows: Rows<'i>,
    seen: HashSet<Box<str>>,
    group: Option<recipes::Group>,
    ended: bool,
    line: usize,
}

impl ImportRows<'_> {
    /// The row that was read last.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The next row, good or bad; `None` at the end.
    ///
    /// # Errors
    /// `import_unreadable` where the file breaks off: nothing after it can be read.
    pub fn next_read(&mut self) -> Result<Option<Read>, Refusal> {
        while !self.ended {
            let Some((number, cells)) = self.rows.next_row().map_err(|fault| unreadable(&fault))? else {
                self.ended = true;
                break;
            };
            if number <= self.import.head || cells.iter().all(says_nothing) {
                continue;
            }
            if number > ROWS {
                let message = format!("表超过 {ROWS} 行；什么都没有导入");
                return Err(Refusal::new("import_unreadable", message).mend("请分成几个文件导入"));
            }
            self.line = number;
            let (what, plan) = (self.import.what, &self.import.plan);
            if let Some(passed) = passed::passed(number, &cells, plan) {
                return Ok(Some(Read::Passed(passed)));
            }
            let columns = what.columns();
            let since_1904 = self.import.table.since_1904();
            let line = Line::of(number, &cells, columns, what.titles(), plan, since_1904);
            if let Some(bad) = passed::alone(&line.said, &cells) {
                return Ok(Some(Read::Bad(vec![bad])));
            }
            let first = columns.first().and_then(|column| line.text(column.name)).unwrap_or_default();
            match self.import.what {
                What::Products => {
                    return Ok(Some(self.single(line, |line, _| {
                        products::read(line).map(|product| Item::Product(Box::new(product)))
                    })));
                }
                What::Lots => {
                    return Ok(Some(self.single(line, |line, today| {
                        lots::read(line, today).map(|lot| Item::Lot(Box::new(lot)))
                    })));
                }
                What::Recipes => {
                    let id = first.to_owned();
                    match &mut self.group {
                        // A row that names no recipe belongs to the one above it.
                        Some(group) if id.is_empty() || code_key(&group.id) == code_key(&id) => {
                            group.take(line)
                        }
                        _ => {
                            let before = self.group.replace(recipes::Group::new(&id, line));
                            if let Some(before) = before {
                                return Ok(Some(self.grouped(before)));
                            }
                        }
                    }
                }
            }
        }
        let last = self.group.take();
        Ok(last.map(|group| self.grouped(group)))
    }

    fn single(&mut self, mut line: Line, read: impl FnOnce(&mut Line, NaiveDate) -> Option<Item>) -> Read {
        let item = read(&mut line, self.import.today);
        match item.filter(|_| line.bad.is_empty()) {
            Some(item) => {
                let absent = Arc::clone(&self.import.absent);
                self.fresh(Row { line: line.said.number, item, absent, said: vec![line.said] })
            }
            None => Read::Bad(line.bad),
        }
    }

    fn grouped(&mut self, group: recipes::Group) -> Read {
        match group.finish() {
            Ok((recipe, versioned, said)) => {
                let absent = Arc::clone(&self.import.absent);
                let line = said.first().map_or(0, |first| first.number);
                self.fresh(Row { line, item: Item::Recipe(Box::new(recipe), versioned), absent, said })
            }
            Err(bad) => Read::Bad(bad),
        }
    }

    /// Refuses a second row of the same id: which of the two is right, nobody knows.
    fn fresh(&mut self, row: Row) -> Read {
        if self.seen.insert(code_key(row.item.id()).into()) {
            return Read::Good(Box::new(row));
        }
        let id = row.item.id();
        let column = self.import.what.columns().first().map_or("", |column| column.name);
        let zh = format!("「{id}」在表中出现两次：只取第一次");
        Read::Bad(vec![row.bad(column, None, zh, format!("“{id}” stands twice: the first is taken"))])
    }
}

/// Two columns of a table mean the same: which of them counts is nobody's to choose.
pub(crate) fn one_meaning(first: &str, second: &str) -> Refusal {
    let message = format!("「{first}」和「{second}」两列含义相同，无法判断以哪列为准；尚未导入任何内容");
    Refusal::new("import_columns", message).mend("请只保留其中一列")
}
