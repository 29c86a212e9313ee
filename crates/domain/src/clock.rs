//! Whether the clock of a computer may be believed where something follows from it that nobody can undo: a record says when it
//! was written, and the days of the records carry what day it can be from one to the next. A leap is believed once a person
//! has said that the date is right.
//!
//! It refuses to correct a clock, and to stop work over one: what is recorded under a wrong date says that date.

use chrono::{Days, NaiveDate};

/// So many days may lie between one day of work and the next without anybody saying that the date is right: longer than the
/// holidays over which stores close.
pub const LEAP: u64 = 14;

/// Why the date is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It is before a day on which the store is known to have worked.
    Behind {
        /// That day.
        known: NaiveDate,
    },
    /// It is further ahead of that day than a store is closed.
    Ahead {
        /// That day.
        known: NaiveDate,
        /// By how many days.
        days: u64,
    },
}

impl Doubt {
    /// The last day that is believed.
    #[must_use]
    pub const fn known(self) -> NaiveDate {
        match self {
            Self::Behind { known } | Self::Ahead { known, .. } => known,
        }
    }
}

/// Why a date is not believed; none where it is. `known` is the last day that is.
#[must_use]
pub fn doubt(known: NaiveDate, today: NaiveDate) -> Option<Doubt> {
    match u64::try_from((today - known).num_days()) {
        Ok(days) if days <= LEAP => None,
        Ok(days) => Some(Doubt::Ahead { known, days }),
        Err(_) => Some(Doubt::Behind { known }),
    }
}

/// The last day that is believed once a record of `day` was written. One of a day that is not believed changes nothing, so
/// that a wrong date does not become a right one by being worked under.
#[must_use]
pub fn carried(known: NaiveDate, day: NaiveDate) -> NaiveDate {
    if doubt(known, day).is_none() { day } else { known }
}

/// Up to which day a list looks ahead, so that whatever a believed leap brings was on it before.
#[must_use]
pub fn foreseen(today: NaiveDate) -> NaiveDate {
    today.checked_add_days(Days::new(LEAP)).unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_is_believed_for_two_weeks_ahead_and_never_backwards() {
        let known = day("2026-11-20");
        for (name, today, doubted) in [
            ("the same day", "2026-11-20", None),
            ("the last day of the leap", "2026-12-04", None),
            ("a day more", "2026-12-05", Some(Doubt::Ahead { known, days: 15 })),
            ("a wrong year", "2036-11-20", Some(Doubt::Ahead { known, days: 3_653 })),
            ("the day before", "2026-11-19", Some(Doubt::Behind { known })),
        ] {
            assert_eq!(doubt(known, day(today)), doubted, "{name}");
        }
    }

    #[test]
    fn a_wrong_date_does_not_become_right_by_being_worked_under() {
        let mut known = day("2026-11-20");
        for (worked, then) in [
            ("2026-11-21", "2026-11-21"),
            ("2036-11-21", "2026-11-21"),
            ("2036-11-22", "2026-11-21"),
            ("2026-11-22", "2026-11-22"),
            ("2026-11-21", "2026-11-22"),
            ("2026-12-06", "2026-12-06"),
        ] {
            known = carried(known, day(worked));
            assert_eq!(known, day(then), "{worked}");
        }
    }
}
