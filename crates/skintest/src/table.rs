//! A table, row by row: the header chooses the profile, each row becomes a skin test.
//!
//! Rows are streamed and never kept; a row costs its results alone, and those are counted against
//! [`limits::TABLE_BYTES`]. A formula in a column that is read refuses the file, and so does a text that a spreadsheet
//! would run, wherever it stands; a title above the header, and cells left out at the end of a row, do not.

use std::sync::Arc;

use domain::clean;
use domain::skin::{Kept, KeptValue, Measurement, Origin, SkinTest};
use spreadsheet::Cell;

use crate::header::{self, Column, Plan};
use crate::input::{Imported, Input};
use crate::limits;
use crate::problem::{Problem, ProblemCode, Problems, excerpt};
use crate::profile::{Kind, Profile};
use crate::row::Row;

/// What is refused in a cell, and why.
const FORMULA: &str = "单元格是公式";
const LIKE_A_FORMULA: &str = "单元格内容以 = 开头，会被当作公式";
/// The header is looked for in so many rows that are not blank.
const HEADED: usize = 10;
/// What stands where a person's number would, in a row of sums.
const SUMS: [&str; 12] =
    ["合计", "总计", "小计", "共计", "平均", "平均值", "均值", "汇总", "total", "sum", "mean", "average"];

/// What kind of file the rows come from.
#[derive(Clone, Copy)]
pub(crate) enum File {
    /// Delimited text, by tabs or by others.
    Text { tabs: bool },
    /// A workbook.
    Workbook { since_1904: bool },
}

/// Reads one table.
pub(crate) struct Table<'p> {
    input: &'p Input<'p>,
    file: File,
    columns: Vec<Column>,
    plan: Option<Plan<'p>>,
    origin: Arc<Origin>,
    /// 1 where each row starts with a name that the header lacks.
    shift: Option<usize>,
    /// Rows that were no header, and what was wrong with the most likely of them.
    headless: usize,
    unknown: Option<(usize, Problem)>,
    cells: usize,
    spent: usize,
    found_rows: usize,
    expected_rows: usize,
    tests: Vec<SkinTest>,
    warnings: Problems,
    problems: Problems,
    values: Vec<(usize, f64)>,
}

/// What an allocation of so many bytes costs with its header and rounding.
const fn heap(bytes: usize) -> usize {
    if bytes == 0 { 0 } else { bytes + 24 }
}

/// Whether a cell may be a formula or too long: cheap, since every cell of a file is asked.
fn is_suspect(cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Text(text) => text.starts_with('=') || text.len() > limits::CELL_BYTES,
        Cell::Formula => true,
        Cell::Empty
        | Cell::Number(_)
        | Cell::Percent(_)
        | Cell::Serial(..)
        | Cell::Iso(_)
        | Cell::Error(_) => false,
    }
}

/// Whether the reader wants more rows.
pub(crate) type More = bool;

impl<'p> Table<'p> {
    /// `held` are the bytes that the file costs already.
    pub(crate) fn new(input: &'p Input<'p>, file: File, held: usize) -> Self {
        Self {
            input,
            file,
            columns: Vec::new(),
            plan: None,
            origin: Arc::new(input.origin(None, None, Vec::new())),
            shift: None,
            headless: 0,
            unknown: None,
            cells: 0,
            spent: held,
            found_rows: 0,
            expected_rows: 0,
            tests: Vec::new(),
            warnings: Problems::default(),
            problems: Problems::default(),
            values: Vec::new(),
        }
    }

    /// Adds a warning about the file as a whole.
    pub(crate) fn warn(&mut self, problem: Problem) {
        self.warnings.push(problem);
    }

    /// Says how many rows there may be at most. Room for their results is then made at once: growing by doubling
    /// would hold them twice for a moment.
    pub(crate) fn expect_rows(&mut self, rows: usize) {
        self.expected_rows = rows;
    }

    fn make_room(&mut self, rules: usize) {
        let each = size_of::<SkinTest>() + heap(rules * size_of::<Measurement>());
        // One more than fits, since the row that does not is taken before it is counted.
        let affordable = limits::TABLE_BYTES.saturating_sub(self.spent) / each + 1;
        if self.input.options.row.is_none() {
            self.tests.reserve_exact(self.expected_rows.min(affordable));
        }
    }

    /// Takes the next row, numbered as a spreadsheet numbers it. Cells that are blank at its end, or left out there, do not matter:
    /// a row that breaks off is refused where the file is read.
    pub(crate) fn row(&mut self, number: usize, cells: &[Cell<'_>]) -> More {
        if cells.iter().all(Cell::is_blank) {
            return !self.problems.is_full();
        }
        self.cells += cells.len();
        if number > limits::ROWS + 1 {
            self.problems.refuse(ProblemCode::TooManyRows, "", &format!("行数超过 {}", limits::ROWS));
            return false;
        }
        if cells.len() > limits::COLUMNS {
            let what = format!("第 {number} 行有 {} 列，超过 {} 列", cells.len(), limits::COLUMNS);
            self.problems.refuse(ProblemCode::TooManyColumns, format!("row {number}"), &what);
            return false;
        }
        if self.cells > limits::CELLS {
            let what = format!("单元格超过 {} 个", limits::CELLS);
            self.problems.refuse(ProblemCode::TooManyValues, "", &what);
            return false;
        }
        if cells.iter().any(is_suspect) {
            self.refuse_suspects(number, cells);
        }
        if self.plan.is_none() {
            return self.head(number, cells);
        }
        self.body(number, cells);
        !self.problems.is_full() && self.spent <= limits::TABLE_BYTES
    }

    fn refuse_suspects(&mut self, number: usize, cells: &[Cell<'_>]) {
        for (index, cell) in cells.iter().enumerate() {
            let what = match cell {
                Cell::Formula if self.is_read(index) => FORMULA,
                Cell::Text(text) if text.starts_with('=') => LIKE_A_FORMULA,
                Cell::Text(text) if text.len() > limits::CELL_BYTES => {
                    let place = self.place(number, index);
                    self.problems.refuse(ProblemCode::TextTooLong, place, "单元格内容过长");
                    continue;
                }
                Cell::Formula
                | Cell::Text(_)
                | Cell::Empty
                | Cell::Number(_)
                | Cell::Percent(_)
                | Cell::Serial(..)
                | Cell::Iso(_)
                | Cell::Error(_) => continue,
            };
            let place = self.place(number, index);
            self.problems.refuse(ProblemCode::FormulaCell, place.clone(), &format!("{place}：{what}"));
        }
    }

    /// Whether the cells of a column are read; nothing above the header is.
    fn is_read(&self, cell: usize) -> bool {
        let Some(plan) = &self.plan else { return false };
        match cell.checked_sub(self.shift.unwrap_or(0)) {
            Some(column) => plan.used.get(column) == Some(&true),
            None => true,
        }
    }

    fn place(&self, number: usize, cell: usize) -> String {
        let column = cell.checked_sub(self.shift.unwrap_or(0)).and_then(|index| self.columns.get(index));
        match column {
            Some(column) => format!("第 {number} 行“{}”列", excerpt(&column.shown, 40)),
            None => format!("第 {number} 行第 {} 列", cell + 1),
        }
    }

    fn head(&mut self, number: usize, cells: &[Cell<'_>]) -> More {
        let mut columns: Vec<Column> =
            cells.iter().map(|cell| Column::new(&cell.text().unwrap_or_default())).collect();
        while columns.last().is_some_and(|column| column.shown.is_empty()) {
            columns.pop();
        }
        let profile = match self.choose(number, &columns) {
            Ok(profile) => profile,
            Err(problem) => {
                // A title stands above the header; the row with the most headings is what a person takes for it.
                let headings = columns.iter().filter(|column| !column.shown.is_empty()).count();
                if self.unknown.as_ref().is_none_or(|(most, _)| headings > *most) {
                    self.unknown = Some((headings, problem));
                }
                self.headless += 1;
                return self.headless < HEADED;
            }
        };
        let plan = header::plan(profile, &columns, &mut self.problems);
        self.origin = Arc::new(self.input.origin(Some(profile), None, plan.unmapped.clone()));
        self.make_room(plan.rules.len());
        self.plan = Some(plan);
        self.columns = columns;
        true
    }

    fn choose(&self, number: usize, columns: &[Column]) -> Result<&'p Profile, Problem> {
        let tables = || self.input.profiles.list.iter().filter(|profile| profile.kind == Kind::Table);
        let fits = |profile: &Profile| {
            (matches!(self.file, File::Text { tabs: true }) || !profile.tab_separated)
                && header::fits(profile, columns)
        };
        if let Some(profile) = self.input.asked()? {
            return if profile.kind == Kind::Table && fits(profile) {
                Ok(profile)
            } else {
                Err(self.input.mismatch(profile))
            };
        }
        let named: Vec<_> = tables().filter(|p| !p.fallback && fits(p)).collect();
        let fallback: Vec<_> = tables().filter(|p| p.fallback && fits(p)).collect();
        match (named.as_slice(), fallback.as_slice()) {
            ([profile], _) | ([], [profile]) => Ok(profile),
            ([], []) => {
                let shown: Vec<&str> = columns.iter().map(|column| &*column.shown).collect();
                let what = format!("没有方案认识这个表头：{}", excerpt(&shown.join("、"), 120));
                Err(Problem::refusal(ProblemCode::UnknownProfile, format!("第 {number} 行"), &what))
            }
            ([], several) | (several, _) => Err(Input::ambiguous(several)),
        }
    }

    fn body(&mut self, number: usize, cells: &[Cell<'_>]) {
        let Some(plan) = &self.plan else { return };
        let shift = *self.shift.get_or_insert_with(|| {
            usize::from(plan.profile.row_names && cells.len() == self.columns.len() + 1)
        });
        let width = self.columns.len() + shift;
        let beyond = cells.get(width..).unwrap_or_default().iter().any(|cell| !cell.is_blank());
        // Where a row may begin with a name of its own, a cell left out could be that one.
        if beyond || (plan.profile.row_names && cells.len() < width) {
            let what = format!("第 {number} 行有 {} 列，表头有 {width} 列", cells.len());
            self.problems.refuse(ProblemCode::MalformedTable, format!("第 {number} 行"), &what);
            return;
        }
        let at = |column: usize| cells.get(column + shift).copied().unwrap_or(Cell::Empty);
        let named = if shift == 1 { cells.first().copied() } else { plan.subject.map(at) };
        let named = named.unwrap_or(Cell::Empty);
        let first = cells.iter().find_map(Cell::text).unwrap_or_default();
        let sums = [named.text().unwrap_or_default(), first];
        if sums.iter().any(|text| SUMS.contains(&text.to_lowercase().trim_end_matches([':', '：']))) {
            let what = format!("第 {number} 行是合计或平均，不是一次测肤，未计入");
            self.warnings.push(Problem::warning(ProblemCode::LeftOut, format!("第 {number} 行"), &what));
            return;
        }
        if let Some(wanted) = self.input.options.row {
            if named.text().map(|text| clean::code_key(&text)) != Some(clean::code_key(wanted)) {
                return;
            }
            self.found_rows += 1;
        }
        let mut row = Row {
            number,
            columns: &self.columns,
            now: self.input.options.now,
            since_1904: match self.file {
                File::Text { .. } => None,
                File::Workbook { since_1904 } => Some(since_1904),
            },
            problems: &mut self.problems,
            warnings: &mut self.warnings,
            values: &mut self.values,
        };
        let subject = row.subject(if shift == 1 { None } else { plan.subject }, named);
        let taken_at = plan.time.and_then(|column| row.time(column, at(column), plan.profile));
        let age = plan.age.and_then(|column| row.age(column, at(column)));
        let real_age = self.input.options.real_age.map(f64::from).or(age);
        let measurements = row.measurements(plan, at, real_age);
        let mut kept: Vec<Kept> = Vec::new();
        for &column in plan.kept.iter().chain(&plan.age) {
            kept.extend(row.kept(column, at(column)));
        }
        let skin_type = plan.skin_type.and_then(|column| {
            let known = row.skin_type(at(column), plan.profile);
            if known.is_none() {
                kept.extend(row.kept(column, at(column)));
            }
            known
        });
        if measurements.is_empty() {
            let what = format!("第 {number} 行没有任何测量值，未计入");
            self.warnings.push(Problem::warning(ProblemCode::LeftOut, format!("第 {number} 行"), &what));
            return;
        }
        let operator: Option<Box<str>> = plan.operator.and_then(|column| at(column).text()).map(Into::into);
        self.spent += size_of::<SkinTest>()
            + subject.as_ref().map_or(0, |text| heap(text.len()))
            + operator.as_ref().map_or(0, |text| heap(text.len()))
            + heap(measurements.len() * size_of::<Measurement>())
            + heap(kept.len() * size_of::<Kept>())
            + kept
                .iter()
                .map(|kept| if let KeptValue::Text(text) = &kept.value { heap(text.len()) } else { 0 })
                .sum::<usize>();
        self.tests.push(SkinTest {
            origin: Arc::clone(&self.origin),
            subject: subject.map(Into::into),
            taken_at,
            operator,
            measurements: measurements.into_boxed_slice(),
            skin_type,
            kept: kept.into_boxed_slice(),
        });
    }

    /// Ends the table.
    pub(crate) fn finish(mut self) -> Result<Imported, Problems> {
        if self.spent > limits::TABLE_BYTES {
            self.problems.refuse(ProblemCode::TooManyRows, "", "表中的测量结果过多");
        }
        if self.problems.is_empty() {
            if self.plan.is_none() {
                match self.unknown.take() {
                    Some((_, problem)) => self.problems.push(problem),
                    None => self.problems.refuse(ProblemCode::EmptyFile, "", "表中没有表头"),
                }
            } else if let Some(row) = self.input.options.row {
                self.judge_row(row);
            }
        }
        if self.problems.is_empty() && self.tests.is_empty() {
            self.problems.refuse(ProblemCode::NothingMeasured, "", "表中没有任何测量值");
        }
        if self.problems.is_empty() {
            Ok(Imported { tests: self.tests, warnings: self.warnings.into_list() })
        } else {
            Err(self.problems)
        }
    }

    fn judge_row(&mut self, row: &str) {
        let shown = excerpt(row, 40);
        if self.found_rows == 0 {
            self.problems.refuse(
                ProblemCode::RowNotFound,
                shown.clone(),
                &format!("表中没有编号为“{shown}”的行"),
            );
        } else if self.found_rows > 1 {
            let what = format!("表中有 {} 行编号为“{shown}”", self.found_rows);
            self.problems.refuse(ProblemCode::AmbiguousRow, shown, &what);
        }
    }
}
