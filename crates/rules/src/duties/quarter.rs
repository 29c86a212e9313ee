//! 山东指南 第十条: 原则上，每季度至少开展一次，检验项目应当包含微生物与理化指标. How the store stands to the finished-product test of the quarter.

use chrono::{Datelike as _, NaiveDate};

use super::term::Term;
use super::terms::passed_on;
use crate::facts::{Authorisation, ProductTest};

/// Quarters counted from the year 0: the fourth of 2026 is 2026 × 4 + 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Quarter(i64);

impl Quarter {
    pub(crate) fn of(day: NaiveDate) -> Self {
        Self(i64::from(day.year()) * 4 + i64::from(day.month0() / 3))
    }

    pub(crate) const fn before(self) -> Self {
        Self(self.0 - 1)
    }

    const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    fn first_day(self) -> NaiveDate {
        let (year, month) = (self.0.div_euclid(4), self.0.rem_euclid(4) * 3 + 1);
        let month = u32::try_from(month).unwrap_or(1);
        let day = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, 1));
        day.unwrap_or(NaiveDate::MIN)
    }

    fn last_day(self) -> NaiveDate {
        self.next().first_day().pred_opt().unwrap_or(NaiveDate::MIN)
    }

    /// Its name in Chinese and English.
    pub(crate) fn name(self) -> (String, String) {
        let (year, quarter) = (self.0.div_euclid(4), self.0.rem_euclid(4) + 1);
        (format!("{year} 年第 {quarter} 季度"), format!("Q{quarter} {year}"))
    }
}

/// What the tests say of the quarter that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tested<'a> {
    /// The latest report failed, whatever came before.
    Failed(&'a ProductTest),
    /// Passed in this quarter.
    This,
    /// Passed in the one before: this one's is due by its last day.
    Before,
    /// The store was not yet authorised on the first day of the quarter before, so that it was no full quarter.
    NoFullQuarter(NaiveDate),
    /// Passed in neither.
    Neither,
}

/// A test counts for the quarter in which its sample was taken, once reported and passed in both parts.
pub(crate) fn tested<'a>(
    tests: &'a [ProductTest],
    authorisations: &[Authorisation],
    least: u32,
    today: NaiveDate,
) -> Tested<'a> {
    let this = Quarter::of(today);
    let reported =
        |test: &&ProductTest| test.reported_on.is_some_and(|on| on <= today) && test.sampled_on <= today;
    let enough = |quarter: Quarter| {
        let tests = tests.iter().filter(reported).filter(|test| passed_on(test).is_some());
        let count = tests.filter(|test| Quarter::of(test.sampled_on) == quarter).count();
        u32::try_from(count).map_or(true, |count| count >= least)
    };
    let latest = tests.iter().filter(reported).max_by_key(|test| (test.sampled_on, test.reported_on));
    let since = authorisations.iter().map(|granted| granted.from).min();
    match (latest.filter(|test| passed_on(test).is_none()), since) {
        (Some(failed), _) => Tested::Failed(failed),
        _ if enough(this) => Tested::This,
        _ if enough(this.before()) => Tested::Before,
        (None, Some(from)) if this.before().first_day() < from => Tested::NoFullQuarter(from),
        (None, _) => Tested::Neither,
    }
}

impl Tested<'_> {
    /// Until when the store is in order: the quarter that runs may still be tested until its last day; a report that failed
    /// ends it on its own day.
    pub(crate) fn term(self, today: NaiveDate) -> Term {
        let this = Quarter::of(today);
        match self {
            Self::Failed(test) => {
                let before = test.reported_on.and_then(|on| on.pred_opt());
                before.map_or(Term::Never, Term::through)
            }
            Self::This => Term::through(this.next().last_day()),
            Self::Before | Self::NoFullQuarter(_) => Term::through(this.last_day()),
            Self::Neither => Term::through(this.before().last_day()),
        }
    }
}
