//! The signed log of a day, as a paper and as a workbook out of the same values: what was signed, by whom, and whether it still
//! stands. It adds nothing up and rounds nothing: each figure is written as it is given.

use chrono::{DateTime, FixedOffset};

use crate::{
    dates, pdf,
    refusal::Refusal,
    register::Language,
    report::{Column, Report},
    typeface::Typeface,
    workbook,
};

/// One value of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogCell {
    /// Words.
    Text(String),
    /// A figure, in units of its last place: 3710 with 3 places is 3.710.
    Number {
        /// How many units.
        units: u64,
        /// How many of its digits stand behind the point.
        places: u8,
    },
}

impl LogCell {
    /// Words.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A whole number.
    #[must_use]
    pub const fn count(units: u64) -> Self {
        Self::Number { units, places: 0 }
    }

    /// As it stands on paper.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number { units, places: 0 } => units.to_string(),
            Self::Number { units, places } => {
                let whole = 10_u64.pow(u32::from(*places).min(18));
                format!("{}.{:0width$}", units / whole, units % whole, width = usize::from(*places))
            }
        }
    }

    /// As a number with its places; what is no number is 0.
    #[expect(clippy::cast_precision_loss, reason = "a day's figures are far below 2^53")]
    pub(crate) fn figure(&self) -> (f64, usize) {
        match self {
            Self::Text(_) => (0.0, 0),
            Self::Number { units, places } => {
                (*units as f64 / 10_f64.powi(i32::from(*places)), usize::from(*places))
            }
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct LogColumn {
    /// What it is called, with its unit.
    pub title: String,
    /// How wide it is beside the others.
    pub share: f32,
    /// Whether it holds figures.
    pub figures: bool,
}

impl LogColumn {
    /// A column of words.
    #[must_use]
    pub fn words(title: &str, share: f32) -> Self {
        Self { title: title.to_owned(), share, figures: false }
    }

    /// A column of figures.
    #[must_use]
    pub fn figures(title: &str, share: f32) -> Self {
        Self { title: title.to_owned(), share, figures: true }
    }
}

/// One part of the log: a table, or a sentence where there is nothing in it.
#[derive(Debug, Clone, PartialEq)]
pub struct LogSection {
    /// What it is called.
    pub title: String,
    /// What it means, where that is not plain.
    pub note: Option<String>,
    /// The table's columns.
    pub columns: Vec<LogColumn>,
    /// Its rows.
    pub rows: Vec<Vec<LogCell>>,
    /// What stands there when there are no rows.
    pub none: String,
}

/// The values of a signed log.
#[derive(Debug, Clone, PartialEq)]
pub struct DayLog {
    /// What it is called.
    pub title: String,
    /// Guide words with their values: store, day, who signed, when, over what.
    pub fields: Vec<(String, String)>,
    /// What came later and voids it, in one sentence; none while it stands.
    pub voided: Option<String>,
    /// Its parts.
    pub sections: Vec<LogSection>,
    /// What the manager wrote; none where nothing was, or it was erased.
    pub notes: Option<String>,
    /// What stands at the foot of each page.
    pub mark: String,
    /// When it was signed.
    pub at: DateTime<FixedOffset>,
}

impl DayLog {
    /// All guide words with their values, as both forms show them.
    fn all_fields(&self) -> Vec<(String, String)> {
        let mut fields = self.fields.clone();
        fields.push(("签名时间".to_owned(), dates::second_with_offset(self.at)));
        let voided = self.voided.iter().map(|why| ("作废".to_owned(), why.clone()));
        let notes = self.notes.iter().map(|text| ("备注".to_owned(), text.clone()));
        fields.extend(voided.chain(notes));
        fields
    }

    fn complete(&self) -> Result<(), Refusal> {
        if self.fields.is_empty() || self.sections.is_empty() {
            return Err(Refusal::MissingItem { item: "日志" });
        }
        Ok(())
    }
}

/// The log as a paper: A4, as many pages as it needs.
///
/// # Errors
/// [`Refusal::MissingItem`] for a log without a part, [`Refusal::DoesNotFit`] for a word wider than its column.
pub fn day_log_pdf(log: &DayLog, typeface: &Typeface) -> Result<Vec<u8>, Refusal> {
    log.complete()?;
    let mut report = Report::new(typeface, &log.title)?;
    if let Some(why) = &log.voided {
        report.framed(&format!("作废，须重签：{why}"))?;
    }
    for (name, value) in log.all_fields() {
        if name != "作废" {
            // What a manager wrote on several lines stays on them.
            for (index, line) in value.lines().filter(|line| !line.trim().is_empty()).enumerate() {
                let guide = if index == 0 { format!("{name}：") } else { String::new() };
                report.text(&format!("{guide}{line}"))?;
            }
        }
    }
    sections(&mut report, &log.sections)?;
    let pages = report.finish(&log.mark, Language::Chinese)?;
    pdf::write(&pages, typeface, &pdf::Imprint { title: "门店日志", created: log.at })
}

/// Lays tables out below one another.
pub(crate) fn sections(report: &mut Report<'_>, sections: &[LogSection]) -> Result<(), Refusal> {
    for section in sections {
        report.heading(&section.title)?;
        if let Some(note) = &section.note {
            report.note(note)?;
        }
        if section.rows.is_empty() {
            report.text(&section.none)?;
            continue;
        }
        let column = |column| {
            let LogColumn { title, share, figures }: &LogColumn = column;
            Column { title: title.as_str(), share: *share, right: *figures }
        };
        let columns: Vec<Column<'_>> = section.columns.iter().map(column).collect();
        let rows: Vec<Vec<String>> =
            section.rows.iter().map(|row| row.iter().map(LogCell::shown).collect()).collect();
        report.table(&columns, &rows)?;
    }
    Ok(())
}

/// The log as a workbook (XLSX): one sheet a part.
///
/// # Errors
/// [`Refusal::MissingItem`] for a log without a part, [`Refusal::Writer`].
pub fn day_log_xlsx(log: &DayLog) -> Result<Vec<u8>, Refusal> {
    log.complete()?;
    workbook::write("日志", &log.title, &log.all_fields(), &log.sections, log.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_written_with_its_places_and_nothing_is_rounded() {
        for (units, places, shown) in
            [(0, 0, "0"), (3_710, 3, "3.710"), (5, 3, "0.005"), (12_800, 2, "128.00"), (12, 0, "12")]
        {
            assert_eq!(LogCell::Number { units, places }.shown(), shown);
        }
    }
}
