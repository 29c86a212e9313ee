//! What is wrong with a table as a whole: a closed list, each with its place and a Chinese sentence. It refuses to say
//! what was kept and what to do: that the caller knows.

/// The kind of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FaultCode {
    /// No bytes, or only blanks.
    Empty,
    /// More bytes than the bounds allow.
    TooLarge,
    /// More columns than a table may have.
    TooManyColumns,
    /// A text longer than a cell may be.
    TextTooLong,
    /// Not UTF-8, GB18030 or UTF-16 with a byte order mark, or decoded into nonsense.
    BadEncoding,
    /// A kind of file that is not read.
    UnsupportedFormat,
    /// The file ends in the middle.
    Truncated,
    /// XML nested too deep.
    TooDeep,
    /// Quotes that do not pair up.
    MalformedTable,
    /// A workbook whose parts are missing or damaged.
    MalformedWorkbook,
    /// An archive that unpacks to far more than it weighs, or holds too many parts.
    ZipBomb,
}

/// One fault of a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Fault {
    /// What kind.
    pub code: FaultCode,
    /// Row, cell or part; empty where it is the whole file.
    pub place: String,
    /// What is wrong, in Chinese, without a full stop.
    pub what: String,
}

impl Fault {
    pub(crate) fn new(code: FaultCode, place: impl Into<String>, what: impl Into<String>) -> Self {
        Self { code, place: place.into(), what: what.into() }
    }
}

/// Shows at most `limit` characters of a text from a file, without control characters.
#[must_use]
pub fn excerpt(text: &str, limit: usize) -> String {
    let mut shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(limit).collect();
    if text.chars().nth(limit).is_some() {
        shown.push('…');
    }
    shown
}
