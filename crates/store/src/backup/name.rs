//! The name of a backup: whose it is and when it was made, so that a folder of them can be read by people, sorted by any
//! program, and kept by a rule that never touches a file of another name.

use std::fmt;

use chrono::{NaiveDate, NaiveDateTime};
use domain::Moment;

/// How the names end.
const ENDING: &str = ".tiaohe";
/// How the names of the key files beside them end.
const KEY_ENDING: &str = ".key.json";
const TIME: &str = "%Y%m%d-%H%M%S";

/// `JN01-20261120-193005.tiaohe`
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BackupName {
    store: String,
    at: NaiveDateTime,
}

impl BackupName {
    /// The name of a backup of a store that is made now.
    #[must_use]
    pub fn new(store: &str, now: Moment) -> Self {
        // What a name cannot say is not in it, so that a name that is read is the name that was made.
        let at = domain::in_china(now).naive_local().format(TIME).to_string();
        let at = NaiveDateTime::parse_from_str(&at, TIME).unwrap_or_default();
        Self { store: store.to_owned(), at }
    }

    /// Reads a file's name; `None` for every file that is no backup of ours.
    #[must_use]
    pub fn parse(file: &str) -> Option<Self> {
        let stem = file.strip_suffix(ENDING)?;
        let (rest, time) = stem.rsplit_once('-')?;
        let (store, day) = rest.rsplit_once('-')?;
        let at = NaiveDateTime::parse_from_str(&format!("{day}-{time}"), TIME).ok()?;
        let name = Self { store: store.to_owned(), at };
        (!store.is_empty() && name.to_string() == file).then_some(name)
    }

    /// Whose it is.
    #[must_use]
    pub fn store(&self) -> &str {
        &self.store
    }

    /// When it was made, by China's civil time.
    #[must_use]
    pub const fn at(&self) -> NaiveDateTime {
        self.at
    }

    /// On which day.
    #[must_use]
    pub const fn day(&self) -> NaiveDate {
        self.at.date()
    }

    /// The name of the key file beside it.
    #[must_use]
    pub fn key_file(&self) -> String {
        format!("{}-{}{KEY_ENDING}", self.store, self.at.format(TIME))
    }
}

impl fmt::Display for BackupName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}{ENDING}", self.store, self.at.format(TIME))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_was_made_and_no_other_name_is() {
        let now = Moment::parse_from_rfc3339("2026-11-20T11:30:05.250Z").unwrap();
        let name = BackupName::new("JN01", now);
        assert_eq!(name.to_string(), "JN01-20261120-193005.tiaohe");
        assert_eq!(name.key_file(), "JN01-20261120-193005.key.json");
        assert_eq!(BackupName::parse("JN01-20261120-193005.tiaohe"), Some(name));
        for other in [
            "",
            "holiday.jpg",
            ".tiaohe",
            "-20261120-193005.tiaohe",
            "JN01-20261120-193005",
            "JN01-20261120-193005.tiaohe.part",
            "JN01-20261120-193005.key.json",
            "JN01-20261320-193005.tiaohe",
            "JN01-20261120-1930.tiaohe",
            "JN01-20261120-1930051.tiaohe",
            "演示备份.tiaohe",
        ] {
            assert_eq!(BackupName::parse(other), None, "{other}");
        }
    }
}
