//! The bounds within which a table is read. Each reader of files sets its own; a file beyond a bound is refused aloud,
//! never read in part.

/// Bounds of one kind of import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: usize,
    /// Parts of an archive.
    pub archive_parts: usize,
    /// Unpacked bytes of an archive may be at most so many times its packed bytes.
    pub archive_ratio: u64,
    /// Unpacked bytes of all parts of an archive, by its own directory.
    pub archive_unpacked: u64,
    /// Unpacked bytes of a worksheet.
    pub sheet_bytes: usize,
    /// Unpacked bytes of any other part that is read (shared strings, styles, relations).
    pub part_bytes: usize,
    /// Columns of a table.
    pub columns: usize,
    /// Bytes of one cell; Excel itself stops at 32,767 characters.
    pub cell_bytes: usize,
    /// Nesting of the XML of a workbook.
    pub depth: usize,
}
