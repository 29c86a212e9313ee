//! The header row of a table: names and units as people write them, brought to one spelling, and the columns
//! that a profile makes use of.
//!
//! It refuses to guess: a column it does not know is unmapped, two columns that mean the same are a problem.

use std::sync::Arc;

use domain::clean;
use domain::skin::Field;

use crate::measure::field_of;
use crate::problem::{ProblemCode, Problems, excerpt};
use crate::profile::{Profile, Rule, Source};

/// A column name in one spelling: half-width, lower case, without what nobody sees, blanks and hyphens as `_`.
pub(crate) fn normalised(name: &str) -> String {
    let mut spelled = String::with_capacity(name.len());
    for c in clean::code(name).chars() {
        let half = match c {
            '【' => '[',
            '】' => ']',
            ' ' | '-' | '\t' | '\n' => '_',
            _ => c,
        };
        spelled.extend(half.to_lowercase());
    }
    spelled
}

/// A unit in one spelling: `µg/cm²` and `ug/cm2` are one.
pub(crate) fn normalised_unit(unit: &str) -> String {
    let spelled = normalised(unit);
    let one = |c: char| match c {
        'µ' | 'μ' => Some('u'),
        '²' => Some('2'),
        '³' => Some('3'),
        '·' | '*' => Some('/'),
        '_' => None,
        _ => Some(c),
    };
    spelled.chars().filter_map(one).collect()
}

/// One column of the file.
#[derive(Debug)]
pub(crate) struct Column {
    /// As it stands in the file.
    pub(crate) shown: Arc<str>,
    /// The whole name in one spelling.
    name: String,
    /// The name without the unit in brackets, and that unit, in one spelling.
    split: Option<(String, String)>,
}

impl Column {
    pub(crate) fn new(shown: &str) -> Self {
        let name = normalised(shown);
        let close = |open| if open == '(' { ')' } else { ']' };
        let split = ['(', '['].into_iter().find_map(|open| {
            let (before, unit) = name.strip_suffix(close(open))?.rsplit_once(open)?;
            Some((before.trim_end_matches('_').to_owned(), normalised_unit(unit)))
        });
        Self { shown: clean::text(shown).into(), name, split }
    }

    /// The unit that the header states, if this column has one of the names.
    fn answers(&self, names: &[String]) -> Option<&str> {
        if names.contains(&self.name) {
            return Some("");
        }
        let (name, unit) = self.split.as_ref()?;
        names.contains(name).then_some(unit.as_str())
    }
}

/// A rule with the columns of this file that feed it.
pub(crate) struct ColumnRule<'p> {
    pub(crate) rule: &'p Rule,
    /// `(position in the rule's fields, column)`.
    pub(crate) columns: Vec<(usize, usize)>,
    pub(crate) field: Arc<Field>,
}

/// What each column of a file is for.
pub(crate) struct Plan<'p> {
    pub(crate) profile: &'p Profile,
    pub(crate) subject: Option<usize>,
    pub(crate) time: Option<usize>,
    pub(crate) operator: Option<usize>,
    pub(crate) age: Option<usize>,
    pub(crate) skin_type: Option<usize>,
    pub(crate) kept: Vec<usize>,
    pub(crate) rules: Vec<ColumnRule<'p>>,
    pub(crate) unmapped: Vec<String>,
    /// By column, whether its cells are read.
    pub(crate) used: Vec<bool>,
}

/// Whether any column has one of the names of a source.
pub(crate) fn has(columns: &[Column], source: &Source) -> bool {
    columns.iter().any(|column| column.answers(source.columns()).is_some())
}

/// Whether a profile fits a header.
pub(crate) fn fits(profile: &Profile, columns: &[Column]) -> bool {
    profile.all.iter().all(|source| has(columns, source))
        && (profile.any.is_empty() || profile.any.iter().any(|source| has(columns, source)))
        && !profile.none.iter().any(|source| has(columns, source))
}

/// Distributes the columns of a file by a profile.
pub(crate) fn plan<'p>(profile: &'p Profile, columns: &[Column], problems: &mut Problems) -> Plan<'p> {
    refuse_twins(columns, problems);
    let mut used = vec![false; columns.len()];
    let mut single = |source: Option<&Source>, problems: &mut Problems| -> Option<usize> {
        let found = matching(columns, source?, &[], problems);
        if let Some(column) = found {
            mark(&mut used, column);
        }
        found
    };
    let time = single(profile.time.as_ref().map(|(source, _)| source), problems);
    let operator = single(profile.operator.as_ref(), problems);
    let age = single(profile.age.as_ref(), problems);
    let skin_type = single(profile.skin_type.as_ref().map(|(source, _)| source), problems);
    let kept: Vec<usize> = profile.kept.iter().filter_map(|source| single(Some(source), problems)).collect();
    let subject = columns
        .iter()
        .position(|column| profile.subject.iter().any(|source| column.answers(source.columns()).is_some()));
    if let Some(column) = subject {
        mark(&mut used, column);
    }
    let mut rules: Vec<ColumnRule<'p>> = Vec::new();
    for rule in &profile.rules {
        let mut fed = Vec::new();
        for (position, source) in rule.from.iter().enumerate() {
            if let Some(column) = matching(columns, source, &rule.units, problems) {
                fed.push((position, column));
                mark(&mut used, column);
            }
        }
        if !fed.is_empty() {
            let names: Vec<&str> =
                fed.iter().filter_map(|&(_, column)| Some(&*columns.get(column)?.shown)).collect();
            let field = Arc::new(field_of(profile, rule, names.join(" + ")));
            rules.push(ColumnRule { rule, columns: fed, field });
        }
    }
    refuse_twofold(profile, columns, problems);
    let unmapped = columns.iter().zip(&used).filter(|(column, used)| !**used && !column.name.is_empty());
    let unmapped = unmapped.map(|(column, _)| column.shown.to_string()).collect();
    Plan { profile, subject, time, operator, age, skin_type, kept, rules, unmapped, used }
}

fn mark(used: &mut [bool], column: usize) {
    if let Some(used) = used.get_mut(column) {
        *used = true;
    }
}

/// The one column that answers to a source, in one of the units (none given: any).
fn matching(columns: &[Column], source: &Source, units: &[String], problems: &mut Problems) -> Option<usize> {
    let answering = columns.iter().enumerate().filter(|(_, column)| {
        let unit = column.answers(source.columns());
        unit.is_some_and(|unit| units.is_empty() || units.iter().any(|known| known == unit))
    });
    let mut answering = answering.map(|(index, column)| (index, column.name.as_str(), &*column.shown));
    let (first, name, shown) = answering.next()?;
    // Two columns of one name are refused as such already.
    if let Some((_, _, second)) = answering.find(|&(_, other, _)| other != name) {
        let what =
            format!("“{}”和“{}”两列含义相同，无法判断以哪列为准", excerpt(shown, 40), excerpt(second, 40));
        problems.refuse(ProblemCode::DuplicateColumn, excerpt(second, 40), &what);
    }
    Some(first)
}

/// Refuses a heading without a unit that names a score and an instrument's reading alike, where an instrument's readings stand
/// beside it: sebum beside TEWL and pH is µg/cm² and no score of 100, and nobody can tell from the figures.
fn refuse_twofold(profile: &Profile, columns: &[Column], problems: &mut Problems) {
    let reads = |rule: &Rule| rule.units.iter().all(|unit| !SCORES.contains(&unit.as_str()));
    let instrument = columns.iter().find(|column| {
        profile.instrument.iter().any(|source| column.answers(source.columns()).is_some())
            || profile.rules.iter().any(|rule| {
                reads(rule)
                    && rule.from.iter().any(|source| {
                        column.answers(source.columns()).is_some_and(|unit| {
                            !unit.is_empty() && rule.units.iter().any(|known| known == unit)
                        })
                    })
            })
    });
    let Some(instrument) = instrument else { return };
    for column in columns {
        let bare = |rule: &&Rule| {
            rule.from.iter().any(|source| column.answers(source.columns()).is_some_and(str::is_empty))
        };
        let scored = profile.rules.iter().find(|rule| !reads(rule) && bare(rule));
        let read = profile.rules.iter().find(|rule| {
            reads(rule) && bare(rule) && scored.is_some_and(|scored| scored.metric == rule.metric)
        });
        let Some(read) = read else { continue };
        // A probe of water or sebum says nothing of a colour, which has an instrument of its own.
        let beside = match read.unit.as_str() {
            COLOUR => columns.iter().find(|column| column.name == "ita"),
            _ => Some(instrument),
        };
        let Some(instrument) = beside else { continue };
        let (shown, unit) = (excerpt(&column.shown, 40), &read.unit);
        let what = format!(
            "“{shown}”列没有单位，而旁边的“{}”是仪器读数：可能是 0–100 分，也可能是 {unit}，请在表头写明，如 {shown}(分) 或 {shown}({unit})",
            excerpt(&instrument.shown, 40)
        );
        problems.refuse(ProblemCode::AmbiguousValue, shown, &what);
    }
}

/// Units in which a column is a score and no reading.
const SCORES: [&str; 2] = ["", "%"];
/// In which redness is read from a colour.
const COLOUR: &str = "a*";

fn refuse_twins(columns: &[Column], problems: &mut Problems) {
    let mut names: Vec<(&str, &str)> =
        columns.iter().map(|column| (column.name.as_str(), &*column.shown)).collect();
    names.sort_unstable();
    for twins in names.windows(2) {
        if let [(first, _), (second, shown)] = twins
            && first == second
            && !first.is_empty()
        {
            let what = format!("表头中“{}”列出现两次", excerpt(shown, 40));
            problems.refuse(ProblemCode::DuplicateColumn, excerpt(shown, 40), &what);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_and_units_in_one_spelling() {
        for (header, name, unit) in [
            ("水分（％）", "水分", "%"),
            (" 油分 (µg/cm²) ", "油分", "ug/cm2"),
            ("TEWL[g/m²·h]", "tewl", "g/m2/h"),
            ("Taken At", "taken_at", ""),
        ] {
            let column = Column::new(header);
            assert_eq!(column.answers(&[name.to_owned()]), Some(unit), "{header}");
        }
    }
}
