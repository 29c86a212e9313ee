//! What an import would do, before it does it. Pure but for the question how a row stands to the store, which the
//! caller answers a piece at a time.

use serde::Serialize;
use ts_rs::TS;
use words::Worded as _;

use super::{
    BadRow, Change, Heading, Import, Item, PIECE, Passed, PassedRow, Read, Row, Standing, Taken, taken,
};
use crate::Refusal;

/// Good rows that are shown.
const SHOWN: usize = 50;
/// Bad rows that are listed; all are counted.
const LISTED: usize = 200;

/// A table before it is imported.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct ImportPreview {
    /// The file's name.
    pub name: String,
    /// The file's headings.
    pub columns: Vec<Heading>,
    /// The first good rows.
    pub rows: Vec<ImportRow>,
    /// Rows that would be taken, the unchanged ones included.
    pub good: usize,
    /// What is wrong, row by row; the first of them.
    pub bad: Vec<BadRow>,
    /// Bad rows (of recipes: bad recipes) in all.
    pub bad_total: usize,
    /// Good rows that are in the store already and the same.
    pub already: usize,
    /// Good rows that are not in the store yet.
    pub added: usize,
    /// Good rows that would change what the store has.
    pub changed: usize,
    /// Of them, those that would weaken something that protects a person: they are left out unless somebody looked at them.
    pub weakened: usize,
    /// Rows that would change something, those that weaken first; the first of them.
    pub changes: Vec<ImportRow>,
    /// Example rows that are passed over.
    pub examples: usize,
    /// Other rows that are passed over: sums, remarks, headings once more; the first of them.
    pub passed: Vec<PassedRow>,
    /// Further sheets of the workbook, which are not read.
    pub left_out: Vec<String>,
    /// Required columns that the table lacks: without them no row is read.
    pub missing_columns: Vec<String>,
}

/// A good row as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportRow {
    /// The row as a spreadsheet numbers it.
    pub line: usize,
    /// The id that it will have.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What else matters.
    pub note: String,
    /// All that is taken of it, column by column; none where what would change is told instead.
    pub taken: Vec<Taken>,
    /// Column by column what it would change of what the store has; none of a new row.
    pub changes: Vec<Change>,
}

impl ImportRow {
    fn of(row: &Row, changes: &[Change]) -> Self {
        let (title, note) = match &row.item {
            Item::Product(product) => {
                (product.name.clone(), format!("{} · {}", product.filing, product.filer))
            }
            Item::Recipe(recipe, _) => {
                let count = recipe.components.len();
                (recipe.name.clone(), format!("{} · {count} 种组分", recipe.service.zh()))
            }
            Item::Lot(lot) => {
                let (number, day) = (&lot.number, lot.expires_on);
                (
                    lot.product.to_string(),
                    format!("{number} · {day} · {} · {} × {} 件", lot.zone.zh(), lot.unit_net, lot.units),
                )
            }
        };
        let id = row.item.id().to_owned();
        let taken = if changes.is_empty() { taken::of(&row.item) } else { Vec::new() };
        Self { line: row.line, id, title, note, taken, changes: changes.to_vec() }
    }
}

impl ImportPreview {
    fn refused(&mut self, bad: Vec<BadRow>) {
        self.bad_total += 1;
        let room = LISTED.saturating_sub(self.bad.len());
        self.bad.extend(bad.into_iter().take(room));
    }

    /// Lists a row that changes something: one that weakens before those that do not, and none of them instead of it.
    fn change(&mut self, row: ImportRow, weakens: bool) {
        if weakens {
            let after = |one: &ImportRow| one.changes.iter().any(|change| change.weakens);
            let place = self.changes.iter().take_while(|one| after(one)).count();
            self.changes.insert(place, row);
        } else {
            self.changes.push(row);
        }
        self.changes.truncate(LISTED);
    }

    fn judge(&mut self, piece: &mut Vec<Row>, standings: Vec<Standing>) {
        for (row, standing) in piece.drain(..).zip(standings) {
            match &standing {
                Standing::Refused(bad) => {
                    self.refused(vec![bad.clone()]);
                    continue;
                }
                Standing::Same => self.already += 1,
                Standing::New => self.added += 1,
                Standing::Changed(_) => self.changed += 1,
            }
            self.good += 1;
            let weakens = standing.weakens();
            self.weakened += usize::from(weakens);
            if let Standing::Changed(changes) = &standing {
                self.change(ImportRow::of(&row, changes), weakens);
            }
            if self.rows.len() < SHOWN {
                self.rows.push(ImportRow::of(&row, &[]));
            }
        }
    }
}

impl Import<'_> {
    /// What an import of the table would do. `standing` answers for each row of a piece how it stands to the store:
    /// [`crate::Counter::standings`], with the lock held for that piece alone.
    ///
    /// # Errors
    /// `import_unreadable`, and what `standing` answers.
    pub fn preview(
        &self,
        name: &str,
        mut standing: impl FnMut(&[Row]) -> Result<Vec<Standing>, Refusal>,
    ) -> Result<ImportPreview, Refusal> {
        let mut preview = ImportPreview {
            name: name.to_owned(),
            columns: self.plan.headings.clone(),
            missing_columns: self.plan.missing.clone(),
            left_out: self.table.left_out().to_vec(),
            ..ImportPreview::default()
        };
        let mut rows = self.rows()?;
        let mut piece = Vec::with_capacity(PIECE);
        while let Some(read) = rows.next_read()? {
            match read {
                Read::Good(row) => piece.push(*row),
                Read::Bad(bad) => preview.refused(bad),
                Read::Passed(row) if row.why == Passed::Example => preview.examples += 1,
                Read::Passed(row) if preview.passed.len() < LISTED => preview.passed.push(row),
                Read::Passed(_) => {}
            }
            if piece.len() == PIECE {
                let standings = standing(&piece)?;
                preview.judge(&mut piece, standings);
            }
        }
        let standings = standing(&piece)?;
        preview.judge(&mut piece, standings);
        preview.bad.sort_by_key(|bad| bad.line);
        Ok(preview)
    }

    /// Calls `each` with every piece of good rows; it goes on while `each` answers that it shall. For the commit. Answers how many
    /// rows (of recipes: recipes) were bad as far as it came.
    ///
    /// # Errors
    /// `import_unreadable`, and what `each` answers; what was committed before stays.
    pub fn pieces(&self, mut each: impl FnMut(&[Row]) -> Result<bool, Refusal>) -> Result<usize, Refusal> {
        let (mut rows, mut bad) = (self.rows()?, 0);
        let mut piece = Vec::with_capacity(PIECE);
        while let Some(read) = rows.next_read()? {
            match read {
                Read::Good(row) => piece.push(*row),
                Read::Bad(_) => bad += 1,
                Read::Passed(_) => {}
            }
            if piece.len() == PIECE {
                if !each(&piece)? {
                    return Ok(bad);
                }
                piece.clear();
            }
        }
        if !piece.is_empty() {
            each(&piece)?;
        }
        Ok(bad)
    }
}
