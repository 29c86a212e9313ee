//! Which copies are kept: the last of each of seven days, of five weeks and of twelve months that have one. A pure
//! function over names: it deletes nothing, and what it does not know to be a verified copy of this store it does not name.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Months, NaiveDate};

use super::BackupName;

/// How many are kept of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Keeping {
    /// Days.
    pub days: usize,
    /// Weeks, from Monday.
    pub weeks: usize,
    /// Months.
    pub months: usize,
}

/// What is kept.
pub const KEPT: Keeping = Keeping { days: 7, weeks: 5, months: 12 };

/// One copy that lies at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub name: BackupName,
    /// Whether the ledger says that it was verified after it was written. Others take no place and are never deleted.
    pub verified: bool,
}

/// The copies that the rule no longer keeps, the oldest first. The latest verified one is never among them, whatever the
/// rule's numbers are.
#[must_use]
pub fn superseded(copies: &[Kept], rule: Keeping) -> Vec<BackupName> {
    let mut verified: Vec<&BackupName> =
        copies.iter().filter(|copy| copy.verified).map(|copy| &copy.name).collect();
    verified.sort();
    verified.dedup();
    let latest = || verified.iter().rev();
    let mut kept: BTreeSet<&BackupName> = latest().take(1).copied().collect();
    kept.extend(last_of_each(latest(), rule.days, |name| name.day()));
    kept.extend(last_of_each(latest(), rule.weeks, |name| name.day().iso_week()));
    kept.extend(last_of_each(latest(), rule.months, |name| (name.day().year(), name.day().month())));
    verified.iter().filter(|name| !kept.contains(*name)).map(|name| (*name).clone()).collect()
}

/// Until when a copy that is made on a day may lie at a place, where copies go on being made: it is the last of its month at
/// the most, and the same month of the next year takes its place.
#[must_use]
pub fn copies_last_until(day: NaiveDate) -> NaiveDate {
    let months = u32::try_from(KEPT.months).unwrap_or(u32::MAX).saturating_add(1);
    let after = day.with_day(1).and_then(|first| first.checked_add_months(Months::new(months)));
    after.and_then(|after| after.pred_opt()).unwrap_or(day)
}

/// The first one of each of the first `count` periods.
fn last_of_each<'a, P: PartialEq>(
    latest: impl Iterator<Item = &'a &'a BackupName>,
    count: usize,
    period: impl Fn(&BackupName) -> P,
) -> Vec<&'a BackupName> {
    let mut last: Vec<&BackupName> = Vec::new();
    for name in latest {
        if last.last().is_none_or(|before| period(before) != period(name)) {
            last.push(name);
        }
        if last.len() > count {
            last.pop();
            break;
        }
    }
    last
}
