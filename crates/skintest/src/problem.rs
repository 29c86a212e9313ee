//! What is wrong with a file: the closed list of codes, and a problem as staff read it.
//!
//! A problem never carries a person's data beyond the cell or field that is wrong, and it refuses to be vague:
//! each says what, where, what was kept (nothing: an import is whole or not at all) and what to do.

use serde::Serialize;
use spreadsheet::{Fault, FaultCode};

pub(crate) use spreadsheet::excerpt;

/// At most so many problems are listed for one file; a last one says that there are more.
pub const MAX_PROBLEMS: usize = 50;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $mend:literal, $en:literal;)*) => {
        /// Why a file, or a part of it, is refused. The snake_case name is stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum ProblemCode { $($(#[$doc])* $name,)* }

        impl ProblemCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable snake_case name, as it is serialised.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What to do about it, in Chinese.
            #[must_use]
            pub const fn mend(self) -> &'static str {
                match self { $(Self::$name => $mend,)* }
            }

            /// What it is, in a few English words.
            #[must_use]
            pub const fn en(self) -> &'static str {
                match self { $(Self::$name => $en,)* }
            }
        }
    };
}

codes! {
    /// No bytes, or only blanks.
    EmptyFile = "empty_file", "请从仪器重新导出", "the file is empty";
    /// More bytes than [`crate::limits`] allows.
    TooLarge = "too_large", "请分成几个文件导出", "the file is too large";
    /// More rows, or more results, than one import may hold.
    TooManyRows = "too_many_rows", "请分成几个文件导出", "too many rows";
    /// More columns than one table may have.
    TooManyColumns = "too_many_columns", "请只导出需要的列", "too many columns";
    /// More cells or JSON values than one file may have.
    TooManyValues = "too_many_values", "请只导出结果，不要导出图像标注", "too many values";
    /// A text longer than one cell or field may be.
    TextTooLong = "text_too_long", "请检查该单元格或引号是否成对", "a text is too long";
    /// Not UTF-8, GB18030 or UTF-16 with a byte order mark, or decoded into nonsense.
    BadEncoding = "bad_encoding", "请另存为 UTF-8 或 GB18030（GBK）编码", "unknown or broken text encoding";
    /// A kind of file that is not read: legacy .xls, PDF, pictures, encrypted or damaged archives.
    UnsupportedFormat = "unsupported_format", "请另存为 .xlsx、CSV 或 JSON", "unsupported kind of file";
    /// The caller could not read the file at all.
    Unreadable = "unreadable", "请核对路径与权限后重试", "the file cannot be read";
    /// JSON that breaks the grammar.
    MalformedJson = "malformed_json", "请从仪器重新导出，不要手工修改", "malformed JSON";
    /// The file ends in the middle.
    TruncatedFile = "truncated_file", "请重新传输或重新导出", "the file ends too early";
    /// Something follows the end of the JSON text.
    TrailingContent = "trailing_content", "请从仪器重新导出，不要拼接文件", "content after the end";
    /// Nested deeper than [`crate::limits::DEPTH`].
    TooDeep = "too_deep", "请确认是仪器导出的原始文件", "nested too deep";
    /// A JSON key twice in one object.
    DuplicateKey = "duplicate_key", "请从仪器重新导出", "duplicate key";
    /// A column twice, or two columns that mean the same.
    DuplicateColumn = "duplicate_column", "请只保留其中一列", "duplicate column";
    /// A table whose rows and header do not fit, or whose quotes do not pair up.
    MalformedTable = "malformed_table", "请检查该行的列数与引号", "malformed table";
    /// A workbook whose parts are missing or damaged.
    MalformedWorkbook = "malformed_workbook", "请用 Excel 打开后另存为 .xlsx", "malformed workbook";
    /// An archive that unpacks to far more than it weighs, or holds too many parts.
    ZipBomb = "zip_bomb", "请确认文件来源", "suspicious archive";
    /// A cell that holds a formula.
    FormulaCell = "formula_cell", "请把公式粘贴为数值，或删去以 = 开头的内容后再导出", "formula cell";
    /// A text where a number is due, a list where a value is due, and so on.
    WrongType = "wrong_type", "请核对该字段", "wrong type";
    /// A value, or a heading, that can be read in two ways.
    AmbiguousValue = "ambiguous_value", "请改写成只有一种读法的样子", "a value that can be read in two ways";
    /// A code that a spreadsheet turned into a number or a date.
    TurnedCode = "turned_code", "请在仪器软件中重新导出，或改正该编号", "a code that a spreadsheet changed";
    /// A number outside the range of the field.
    OutOfRange = "out_of_range", "请核对该数值与单位", "out of range";
    /// NaN or infinity.
    NotANumber = "not_a_number", "请核对该数值，未测请留空", "not a number";
    /// A time after now.
    FutureTime = "future_time", "请校正仪器或电脑的时钟", "time in the future";
    /// A text that is not a time.
    BadTime = "bad_time", "请使用 2026-01-31 10:00 这样的格式", "not a time";
    /// No profile knows this file.
    UnknownProfile = "unknown_profile", "请确认是测肤仪器导出的结果，或请总部添加该仪器的方案", "no known profile";
    /// More than one profile fits.
    AmbiguousProfile = "ambiguous_profile", "请指定仪器方案", "several profiles fit";
    /// The profile that was asked for does not exist.
    ProfileNotFound = "profile_not_found", "请从已有方案中选择", "no such profile";
    /// The file does not have the shape of the profile that was asked for.
    ProfileMismatch = "profile_mismatch", "请改选方案，或不指定方案让系统识别", "the file does not fit the profile";
    /// No row has the id that was asked for.
    RowNotFound = "row_not_found", "请核对编号", "no such row";
    /// Several rows have the id that was asked for.
    AmbiguousRow = "ambiguous_row", "请在表中只保留要导入的一行", "several rows have this id";
    /// The device or service itself reports a failure.
    VendorError = "vendor_error", "请按仪器的提示重新测肤", "the vendor reports an error";
    /// The file is of a known shape and holds no measurement.
    NothingMeasured = "nothing_measured", "请重新测肤后导出", "nothing was measured";
    /// These very bytes were imported before.
    AlreadyImported = "already_imported", "请查看已导入的测肤记录", "this file was imported before";
    /// A value is far outside what the device gives, or a zero that means "not measured": kept out, not refused.
    Implausible = "implausible", "该值未计入，请人工核对", "implausible value left out";
    /// A row or worksheet without a measurement was left out: a warning.
    LeftOut = "left_out", "如需导入请补全", "left out";
    /// The list was cut at [`MAX_PROBLEMS`].
    TooManyProblems = "too_many_problems", "请先解决以上问题", "more problems than listed";
}

/// One thing that is wrong, or that the reader should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What kind.
    pub code: ProblemCode,
    /// Field path, or row and column; empty where it is the whole file.
    #[serde(rename = "where")]
    pub place: String,
    /// For the reader: what, what was kept, what to do; Chinese first.
    pub message: String,
}

impl Problem {
    /// A problem that refuses the file: nothing of it is imported.
    #[must_use]
    pub fn refusal(code: ProblemCode, place: impl Into<String>, what: &str) -> Self {
        let message = format!("{what}。文件未导入，没有保存任何内容。{}。({})", code.mend(), code.en());
        Self { code, place: place.into(), message }
    }

    /// A warning: the file is imported without this part.
    #[must_use]
    pub fn warning(code: ProblemCode, place: impl Into<String>, what: &str) -> Self {
        let message = format!("{what}。其余内容已读取。{}。({})", code.mend(), code.en());
        Self { code, place: place.into(), message }
    }

    /// The caller's refusal of a file whose SHA-256 it already holds. `known` says where or when, for the reader.
    #[must_use]
    pub fn already_imported(sha256: &str, known: &str) -> Self {
        Self::refusal(
            ProblemCode::AlreadyImported,
            sha256,
            &format!("此文件已经导入过（{known}），原记录保留不变"),
        )
    }
}

/// A list of problems that stops growing at [`MAX_PROBLEMS`].
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Problem>,
    more: usize,
}

impl Problems {
    pub(crate) fn push(&mut self, problem: Problem) {
        if self.list.len() < MAX_PROBLEMS {
            self.list.push(problem);
        } else {
            self.more += 1;
        }
    }

    pub(crate) fn refuse(&mut self, code: ProblemCode, place: impl Into<String>, what: &str) {
        // The text is not made for problems that will not be shown: a hostile table may have a million.
        if self.list.len() < MAX_PROBLEMS {
            self.push(Problem::refusal(code, place, what));
        } else {
            self.more += 1;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(crate) fn is_full(&self) -> bool {
        self.more > 0
    }

    pub(crate) fn into_list(mut self) -> Vec<Problem> {
        if self.more > 0 {
            let what = format!("还有至少 {} 个问题未列出", self.more);
            self.list.push(Problem::refusal(ProblemCode::TooManyProblems, "", &what));
        }
        self.list
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        let code = match fault.code {
            FaultCode::Empty => ProblemCode::EmptyFile,
            FaultCode::TooLarge => ProblemCode::TooLarge,
            FaultCode::TooManyColumns => ProblemCode::TooManyColumns,
            FaultCode::TextTooLong => ProblemCode::TextTooLong,
            FaultCode::BadEncoding => ProblemCode::BadEncoding,
            FaultCode::UnsupportedFormat => ProblemCode::UnsupportedFormat,
            FaultCode::Truncated => ProblemCode::TruncatedFile,
            FaultCode::TooDeep => ProblemCode::TooDeep,
            FaultCode::MalformedTable => ProblemCode::MalformedTable,
            FaultCode::MalformedWorkbook => ProblemCode::MalformedWorkbook,
            FaultCode::ZipBomb => ProblemCode::ZipBomb,
        };
        Self::refusal(code, fault.place, &fault.what)
    }
}

impl From<Fault> for Problems {
    fn from(fault: Fault) -> Self {
        Problem::from(fault).into()
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self { list: vec![problem], more: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_the_serialised_names_and_all_differ() {
        let mut seen = std::collections::BTreeSet::new();
        for code in ProblemCode::ALL {
            assert_eq!(serde_json::to_string(code).unwrap(), format!("\"{}\"", code.code()));
            assert!(seen.insert(code.code()), "{}", code.code());
        }
    }
}
