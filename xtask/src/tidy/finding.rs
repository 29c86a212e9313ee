//! One breach of a house rule, as the reader sees it.

use std::fmt;

/// One breach of a house rule. Sorted by place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, from the root, with `/`.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The rule's short name.
    pub rule: &'static str,
    /// What is wrong.
    pub what: String,
    /// The way out.
    pub mend: String,
}

impl Finding {
    /// A breach at this place.
    pub fn new(
        path: &str,
        line: usize,
        rule: &'static str,
        what: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self { path: path.to_owned(), line, rule, what: what.into(), mend: mend.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, rule, what, mend } = self;
        write!(out, "{path}:{line}: [{rule}] {what}\n    → {mend}")
    }
}
