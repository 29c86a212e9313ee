//! Tables from anybody, row by row: delimited text in the encodings that Chinese offices write, and the first sheet of
//! a workbook.
//!
//! Bytes in, cells out, within the bounds that the caller sets; what a column means is the caller's. This crate refuses
//! to guess, to lay out a grid, and to take memory by a count that a file claims.

mod archive;
mod cell;
mod delimited;
mod fault;
mod limits;
pub mod text;
mod xlsx;
mod xml;

pub use archive::Archive;
pub use cell::{Cell, letters};
pub use delimited::{Delimited, DelimitedRows};
pub use fault::{Fault, FaultCode, excerpt};
pub use limits::Limits;
pub use xlsx::{SheetRows, Workbook};

/// What the first bytes say a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// No bytes, or only blanks.
    Empty,
    /// A ZIP archive: a workbook, or something else that is packed.
    Zip,
    /// Text that begins like JSON.
    Json,
    /// Any other text.
    Delimited,
    /// What is never read, by its Chinese name.
    Other(&'static str),
}

impl FileKind {
    /// Looks at the first bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        for (magic, kind) in [
            (b"\xD0\xCF\x11\xE0".as_slice(), "旧版 .xls 或加密的工作簿"),
            (b"%PDF", "PDF 文件"),
            (b"\x89PNG", "图片"),
            (b"\xFF\xD8\xFF", "图片"),
            (b"\x1F\x8B", "gzip 压缩包"),
            (b"Rar!", "RAR 压缩包"),
            (b"7z\xBC\xAF", "7z 压缩包"),
        ] {
            if bytes.starts_with(magic) {
                return Self::Other(kind);
            }
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return Self::Zip;
        }
        let marks = [0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0];
        let blank = |byte: &&u8| byte.is_ascii_whitespace() || marks.contains(*byte);
        match bytes.iter().find(|byte| !blank(byte)) {
            None => Self::Empty,
            Some(b'{' | b'[') => Self::Json,
            Some(_) => Self::Delimited,
        }
    }
}

/// A row as a spreadsheet numbers it, from 1, with its cells.
pub type Numbered<'r> = (usize, Vec<Cell<'r>>);

/// A table of either kind.
pub enum Table<'b> {
    /// Delimited text.
    Delimited(Delimited<'b>, &'static Limits),
    /// The first sheet of a workbook.
    Workbook(Box<Workbook>),
}

/// Its rows.
pub enum Rows<'t> {
    /// Of delimited text.
    Delimited(Box<DelimitedRows<'t>>),
    /// Of a sheet.
    Sheet(Box<SheetRows<'t>>),
}

impl<'b> Table<'b> {
    /// Opens a table: judges the file as a whole, reads no row.
    ///
    /// # Errors
    /// A [`Fault`] of the whole file.
    pub fn open(bytes: &'b [u8], limits: &'static Limits) -> Result<Self, Fault> {
        if bytes.len() > limits.file_bytes {
            let what = format!("文件超过 {} MB", limits.file_bytes >> 20);
            return Err(Fault::new(FaultCode::TooLarge, "", what));
        }
        match FileKind::of(bytes) {
            FileKind::Empty => Err(Fault::new(FaultCode::Empty, "", "文件是空的")),
            FileKind::Other(kind) => {
                let what = format!("这是{kind}，不能作为表格读取");
                Err(Fault::new(FaultCode::UnsupportedFormat, "", what))
            }
            FileKind::Json => {
                Err(Fault::new(FaultCode::UnsupportedFormat, "", "这是 JSON 文件，不能作为表格读取"))
            }
            FileKind::Zip => {
                let mut archive = Archive::open(bytes, limits)?;
                let book = Workbook::read(&mut archive, limits)?.ok_or_else(|| {
                    Fault::new(FaultCode::UnsupportedFormat, "", "这是压缩包，不是 .xlsx 工作簿")
                })?;
                Ok(Self::Workbook(Box::new(book)))
            }
            FileKind::Delimited => Ok(Self::Delimited(Delimited::read(bytes)?, limits)),
        }
    }

    /// Its rows from the first.
    ///
    /// # Errors
    /// A [`Fault`] of the sheet.
    pub fn rows(&self) -> Result<Rows<'_>, Fault> {
        Ok(match self {
            Self::Delimited(text, limits) => Rows::Delimited(Box::new(text.rows(limits))),
            Self::Workbook(book) => Rows::Sheet(Box::new(book.rows()?)),
        })
    }

    /// Whether it is text, whose cells may have been turned into something else by the program that wrote it.
    #[must_use]
    pub const fn is_text(&self) -> bool {
        matches!(self, Self::Delimited(..))
    }

    /// Whether the serial days of a workbook count from 1904; `None` for text, whose numbers are no days.
    #[must_use]
    pub fn since_1904(&self) -> Option<bool> {
        match self {
            Self::Delimited(..) => None,
            Self::Workbook(book) => Some(book.since_1904()),
        }
    }

    /// Further sheets, which are not read.
    #[must_use]
    pub fn left_out(&self) -> &[String] {
        match self {
            Self::Delimited(..) => &[],
            Self::Workbook(book) => book.left_out(),
        }
    }
}

impl Rows<'_> {
    /// The next row that has any cell; `None` at the end.
    ///
    /// # Errors
    /// A [`Fault`] after which nothing more can be read.
    pub fn next_row(&mut self) -> Result<Option<Numbered<'_>>, Fault> {
        match self {
            Self::Delimited(rows) => rows.next_row(),
            Self::Sheet(rows) => rows.next_row(),
        }
    }
}
