//! Rows that are none of what a table is of: an example, a line of sums, remarks below the table, headings once more. They are
//! passed over and told, so that nobody takes them for rows that came in.

use domain::clean;
use serde::Serialize;
use spreadsheet::{Cell, excerpt};
use ts_rs::TS;

use super::columns::Plan;
use super::line::{BadRow, Said};
use super::says_nothing;

/// The word that marks the example row of an empty table.
const EXAMPLE: &str = "示例";

/// What stands first in a row of sums.
const SUMS: [&str; 12] =
    ["合计", "总计", "小计", "共计", "平均", "平均值", "均值", "汇总", "total", "sum", "mean", "average"];

/// Before a colon, what begins a remark or a line of signatures.
const REMARKS: [&str; 16] = [
    "备注",
    "注",
    "说明",
    "注意",
    "提示",
    "制表",
    "制表人",
    "填表人",
    "审核",
    "审核人",
    "日期",
    "打印日期",
    "单位",
    "note",
    "notes",
    "remark",
];

/// Why a row is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Passed {
    /// The example of an empty table.
    Example,
    /// Sums.
    Sums,
    /// Remarks or signatures.
    Remark,
    /// The headings once more.
    Headings,
}

words::worded!(Passed: import_passed { Example, Sums, Remark, Headings });

/// A row that is passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PassedRow {
    /// The row as a spreadsheet numbers it.
    pub line: usize,
    /// Why.
    pub why: Passed,
    /// What stands first in it.
    pub found: String,
}

fn is_remark(text: &str) -> bool {
    if text.starts_with(['※', '*', '#', '＊']) {
        return true;
    }
    let word = text.split_once([':', '：']).map(|(word, _)| word.trim().to_lowercase());
    word.is_some_and(|word| REMARKS.contains(&word.as_str()))
}

/// Whether a row is passed over.
pub(super) fn passed(line: usize, row: &[Cell<'_>], plan: &Plan) -> Option<PassedRow> {
    let filled = || row.iter().filter(|cell| !says_nothing(cell));
    let first = clean::text(&filled().next()?.text()?);
    let word = first.trim_end_matches([':', '：']).to_lowercase();
    let sums = SUMS.contains(&word.as_str())
        || (filled().count() <= 2
            && SUMS
                .iter()
                .any(|sum| first.starts_with(&format!("{sum}：")) || first.starts_with(&format!("{sum}:"))));
    let remark = || filled().all(|cell| cell.text().is_some_and(|text| is_remark(&clean::text(&text))));
    let id = plan.cells.first().copied().flatten().and_then(|place| row.get(place)?.text());
    let why = if id.is_some_and(|id| id.starts_with(EXAMPLE)) {
        Passed::Example
    } else if sums {
        Passed::Sums
    } else if plan.is_again(row) {
        Passed::Headings
    } else if remark() {
        Passed::Remark
    } else {
        return None;
    };
    Some(PassedRow { line, why, found: excerpt(&first, 40) })
}

/// The refusal of a row with a single cell, which is no row of any table: one line instead of one for each column that it lacks.
pub(super) fn alone(said: &Said, row: &[Cell<'_>]) -> Option<BadRow> {
    let mut filled = row.iter().enumerate().filter(|(_, cell)| !says_nothing(cell));
    let (Some((place, cell)), None) = (filled.next(), filled.next()) else { return None };
    let zh = "这一行只有这一格，不是完整的一行：若是说明，请移到表格以外，或以「备注：」开头";
    let en = "the only cell of its row: put remarks outside the table, or begin them with “备注：”";
    Some(said.bad_at(place, *cell, zh, en))
}
