//! The bounds within which a file is read. Together they keep an import, its input included, under 64 MB.
//!
//! They refuse to be tuned per file: a file beyond a bound is refused aloud, never read in part.

/// Bytes of a JSON, delimited or XLSX file. A store's largest export is a few megabytes.
pub const FILE_BYTES: usize = 8 << 20;
/// Bytes of an archive with pictures beside `score_info.json`; the pictures are never unpacked.
pub const ARCHIVE_BYTES: usize = 24 << 20;
/// Parts of an archive.
pub const ARCHIVE_PARTS: usize = 512;
/// Unpacked bytes of an archive may be at most so many times its packed bytes. Worksheets reach about 40.
pub const ARCHIVE_RATIO: u64 = 120;
/// Unpacked bytes of all parts of an archive, by its own directory.
pub const ARCHIVE_UNPACKED: u64 = 64 << 20;
/// Unpacked bytes of a worksheet.
pub const SHEET_BYTES: usize = 16 << 20;
/// Unpacked bytes of any other part that is read (shared strings, styles, relations).
pub const PART_BYTES: usize = 6 << 20;
/// Rows of a table.
pub const ROWS: usize = 400_000;
/// Columns of a table.
pub const COLUMNS: usize = 512;
/// Cells of a table, and values of a JSON document.
pub const CELLS: usize = 8_000_000;
/// Values (numbers, texts, lists, objects) of a JSON document.
pub const JSON_VALUES: usize = 200_000;
/// Bytes of one cell; Excel itself stops at 32,767 characters.
pub const CELL_BYTES: usize = 128 << 10;
/// Nesting of a JSON document or of the XML of a workbook.
pub const DEPTH: usize = 64;
/// What of it binds the reading of tables and archives.
pub(crate) const TABLE: spreadsheet::Limits = spreadsheet::Limits {
    file_bytes: FILE_BYTES,
    archive_parts: ARCHIVE_PARTS,
    archive_ratio: ARCHIVE_RATIO,
    archive_unpacked: ARCHIVE_UNPACKED,
    sheet_bytes: SHEET_BYTES,
    part_bytes: PART_BYTES,
    columns: COLUMNS,
    cell_bytes: CELL_BYTES,
    depth: DEPTH,
};
/// Bytes of a table's import in all: the file, its decoded text and the estimated results.
pub const TABLE_BYTES: usize = 46 << 20;
/// A time may lie so many seconds after now: clocks of devices drift.
pub const CLOCK_DRIFT_SECONDS: i64 = 300;
