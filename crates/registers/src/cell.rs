//! One value as a list, a page or a paper shows it, and the key by which it is sorted and found.

use chrono::NaiveDate;
use domain::Moment;
use domain::event::VaultRef;
use domain::in_china;
use records::parts::AttachedV1;
use serde::{Deserialize, Serialize};

use crate::field::Link;

/// A word in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Words {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

/// A word in both languages.
#[must_use]
pub const fn words(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

/// A sign that is the same in both languages: `g`, `%`.
#[must_use]
pub const fn sign(sign: &'static str) -> Words {
    words(sign, sign)
}

/// A file that belongs to an entry: its name and digest in the ledger, its bytes in the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// What it is called: a word of ours and its ending, never the name that it came with, which may name somebody.
    pub name: String,
    /// Its bytes in the vault.
    pub file: VaultRef,
}

impl From<Attached> for AttachedV1 {
    fn from(attached: Attached) -> Self {
        Self { name: attached.name, file: attached.file.into() }
    }
}

impl From<AttachedV1> for Attached {
    fn from(attached: AttachedV1) -> Self {
        Self { name: attached.name, file: attached.file.into() }
    }
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Not there.
    Nothing,
    /// Words.
    Text(String),
    /// A figure, in units of its last place.
    Number {
        /// How many.
        units: i64,
        /// How many of its digits stand behind the point.
        places: u8,
        /// What it counts.
        unit: Words,
    },
    /// A day.
    Day(NaiveDate),
    /// A moment.
    Moment(Moment),
    /// Yes or no.
    Yes(bool),
    /// One of a few.
    Choice(&'static str, Words),
    /// Something that the store knows by a number.
    Link(Link, String),
    /// What lies in the vault.
    Sealed(VaultRef),
    /// Lines, each with its values.
    Lines(Vec<Vec<Cell>>),
    /// Files in the vault.
    Files(Vec<Attached>),
}

/// Longer texts are sorted by their beginning.
const SORTED: usize = 24;
/// Makes the figures of a key sort as numbers do, the negative ones first.
const MIDDLE: i64 = 1_000_000_000_000_000;

/// A key without what separates its parts.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter == '/' { '·' } else { letter }).collect()
}

/// What stands on paper for what lies in the vault.
const SEALED: Words = words("（密匣）", "(in the vault)");
pub(crate) const YES: Words = words("是", "yes");
pub(crate) const NO: Words = words("否", "no");

impl Cell {
    /// What it is sorted and found by; none where it is not.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(plain(&text.chars().take(SORTED).collect::<String>().to_lowercase())),
            Self::Number { units, .. } => Some(format!("{:016}", units.saturating_add(MIDDLE))),
            Self::Day(day) => Some(day.to_string()),
            Self::Moment(at) => Some(in_china(*at).format("%Y-%m-%dT%H:%M:%S").to_string()),
            Self::Yes(yes) => Some(u8::from(*yes).to_string()),
            Self::Choice(code, _) => Some((*code).to_owned()),
            Self::Link(_, id) => Some(plain(id)),
            // What is not there comes before everything, and is in the list all the same.
            Self::Nothing => Some(String::new()),
            Self::Sealed(_) | Self::Lines(_) | Self::Files(_) => None,
        }
    }

    /// As it stands on paper, in Chinese; what lies in the vault is never opened here.
    #[must_use]
    pub fn paper(&self) -> String {
        self.said(|words| words.zh, ["；", "、"])
    }

    /// The same in English.
    #[must_use]
    pub fn paper_en(&self) -> String {
        self.said(|words| words.en, ["; ", ", "])
    }

    /// In one of the languages, with what stands there between lines and between names.
    fn said(&self, of: fn(Words) -> &'static str, between: [&str; 2]) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) | Self::Link(_, text) => text.clone(),
            Self::Number { units, places, .. } => figure(*units, *places),
            Self::Day(day) => day.to_string(),
            Self::Moment(at) => in_china(*at).format("%Y-%m-%d %H:%M").to_string(),
            Self::Yes(yes) => of(if *yes { YES } else { NO }).to_owned(),
            Self::Choice(_, words) => of(*words).to_owned(),
            Self::Sealed(_) => of(SEALED).to_owned(),
            Self::Lines(lines) => {
                let cell = |cell: &Self| cell.said(of, between);
                let line = |cells: &Vec<Self>| cells.iter().map(cell).collect::<Vec<_>>().join(" | ");
                lines.iter().map(line).collect::<Vec<_>>().join(between[0])
            }
            Self::Files(files) => {
                files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(between[1])
            }
        }
    }

    /// The words that it is searched by.
    #[must_use]
    pub fn searched(&self) -> Option<String> {
        match self {
            Self::Text(text) | Self::Link(_, text) => Some(text.clone()),
            Self::Lines(_) => Some(self.paper()),
            Self::Nothing
            | Self::Number { .. }
            | Self::Day(_)
            | Self::Moment(_)
            | Self::Yes(_)
            | Self::Choice(..)
            | Self::Sealed(_)
            | Self::Files(_) => None,
        }
    }
}

/// A figure with its places: 224 with one is `22.4`.
#[must_use]
pub fn figure(units: i64, places: u8) -> String {
    let ten = 10_u64.saturating_pow(places.into());
    let (sign, size) = (if units < 0 { "-" } else { "" }, units.unsigned_abs());
    if places == 0 {
        return format!("{sign}{size}");
    }
    format!("{sign}{}.{:0width$}", size / ten, size % ten, width = usize::from(places))
}

/// A figure as people write it, in units of its last place; none where it has more places, or is none.
#[must_use]
pub fn units(text: &str, places: u8) -> Option<i64> {
    let text = text.trim();
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let places = usize::from(places);
    if whole.is_empty() || !digits(whole) || !digits(rest) || rest.len() > places || whole.len() > 12 {
        return None;
    }
    format!("{whole}{rest:0<places$}").parse::<i64>().ok().map(|size| sign * size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read_as_it_is_written() {
        for (text, places, wanted) in [
            ("22.4", 1, Some(224)),
            ("-3", 1, Some(-30)),
            ("130", 0, Some(130)),
            ("3.71", 3, Some(3_710)),
            ("0.003", 3, Some(3)),
            ("22.45", 1, None),
            ("", 0, None),
            ("1e3", 0, None),
            ("9999999999999", 0, None),
        ] {
            assert_eq!(units(text, places), wanted, "{text}");
        }
        for (size, places, wanted) in [(224, 1, "22.4"), (-30, 1, "-3.0"), (3, 3, "0.003"), (130, 0, "130")] {
            assert_eq!(figure(size, places), wanted);
        }
    }

    #[test]
    fn figures_sort_as_numbers_do() {
        let key = |units| Cell::Number { units, places: 0, unit: sign("") }.key();
        assert!(key(-20) < key(-3) && key(-3) < key(0) && key(0) < key(5) && key(5) < key(40));
    }
}
