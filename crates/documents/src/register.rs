//! A register, or one entry of it, as a paper and as a workbook out of the same values. It adds nothing up and signs nothing:
//! what stands in it was signed where the register says so.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::day_log::{LogSection, sections};
use crate::report::Report;
use crate::{pdf, refusal::Refusal, typeface::Typeface, workbook};

/// In which language a paper's own words stand. Its values are already in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// Chinese, which those read who inspect.
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Of two texts the one in this language.
    #[must_use]
    pub fn of<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Chinese => zh,
            Self::English => en,
        }
    }
}

/// The values of such a paper.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisterPaper {
    /// In which language.
    pub language: Language,
    /// What such papers are called; the first sheet of the workbook has it for its name.
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// Guide words with their values.
    pub fields: Vec<(String, String)>,
    /// Its tables.
    pub sections: Vec<LogSection>,
    /// What stands at the foot of each page.
    pub mark: String,
    /// When it was made.
    pub at: DateTime<FixedOffset>,
}

/// As a paper: A4, as many pages as it needs.
///
/// # Errors
/// [`Refusal::DoesNotFit`] for a word wider than its column.
pub fn register_pdf(paper: &RegisterPaper, typeface: &Typeface) -> Result<Vec<u8>, Refusal> {
    let mut report = Report::new(typeface, &paper.title)?;
    for (name, value) in &paper.fields {
        report.text(&format!("{name}{}{value}", paper.language.of("：", ": ")))?;
    }
    sections(&mut report, &paper.sections)?;
    let pages = report.finish(&paper.mark, paper.language)?;
    pdf::write(&pages, typeface, &pdf::Imprint { title: paper.kind, created: paper.at })
}

/// As a workbook (XLSX): one sheet a table.
///
/// # Errors
/// [`Refusal::Writer`].
pub fn register_xlsx(paper: &RegisterPaper) -> Result<Vec<u8>, Refusal> {
    workbook::write(paper.kind, &paper.title, &paper.fields, &paper.sections, paper.at)
}
