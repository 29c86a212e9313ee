//! The working-day calendar, from data. A date past the last loaded year is answered as provisional, because
//! the State Council publishes each year's make-up days only in the November before it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// One year of the published schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Year {
    /// Days off, also those that fall on a weekend.
    pub off: BTreeSet<NaiveDate>,
    /// Weekend days that are worked (调休).
    pub work: BTreeSet<NaiveDate>,
    /// The notice.
    pub source: String,
}

/// The loaded years.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Calendar(BTreeMap<i32, Year>);

/// An answer of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The day.
    pub date: NaiveDate,
    /// Whether a day on the way lies in a year without a published schedule: then only weekends were known.
    pub provisional: bool,
}

/// Why years are no calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// A day listed under another year.
    #[error("工作日历 {year} 年：{day} 不属于该年")]
    OtherYear {
        /// Which year.
        year: i32,
        /// Which day.
        day: NaiveDate,
    },
    /// A day both off and worked, or a make-up day that is no weekend.
    #[error("工作日历 {year} 年：{day} 不能是调休上班日")]
    NotMakeUp {
        /// Which year.
        year: i32,
        /// Which day.
        day: NaiveDate,
    },
}

impl CalendarError {
    /// The day that is wrong.
    #[must_use]
    pub const fn day(&self) -> NaiveDate {
        match self {
            Self::OtherYear { day, .. } | Self::NotMakeUp { day, .. } => *day,
        }
    }
}

impl Calendar {
    /// Takes the published years.
    ///
    /// # Errors
    /// [`CalendarError`] for a day in the wrong year or list.
    pub fn new(years: BTreeMap<i32, Year>) -> Result<Self, CalendarError> {
        for (&year, schedule) in &years {
            if let Some(&day) = schedule.off.union(&schedule.work).find(|day| day.year() != year) {
                return Err(CalendarError::OtherYear { year, day });
            }
            let wrong = |day: &&NaiveDate| schedule.off.contains(*day) || !weekend(**day);
            if let Some(&day) = schedule.work.iter().find(wrong) {
                return Err(CalendarError::NotMakeUp { year, day });
            }
        }
        Ok(Self(years))
    }

    /// The calendar with another year, in place of what it had of it.
    ///
    /// # Errors
    /// [`CalendarError`].
    pub fn with(self, year: i32, schedule: Year) -> Result<Self, CalendarError> {
        let mut years = self.0;
        years.insert(year, schedule);
        Self::new(years)
    }

    /// Whether `day` is worked: a make-up day, or Monday to Friday that is no day off.
    #[must_use]
    pub fn is_working(&self, day: NaiveDate) -> bool {
        match self.0.get(&day.year()) {
            Some(year) => year.work.contains(&day) || (!weekend(day) && !year.off.contains(&day)),
            None => !weekend(day),
        }
    }

    /// Whether the schedule of the day's year was published: a date in another year may still move.
    #[must_use]
    pub fn knows(&self, day: NaiveDate) -> bool {
        self.0.contains_key(&day.year())
    }

    /// The `count`-th working day after `start`, which is not counted (民法典 第二百零一条).
    #[must_use]
    pub fn after(&self, start: NaiveDate, count: u16) -> Due {
        let (mut date, mut left) = (start, count);
        let mut provisional = !self.0.contains_key(&start.year());
        while left > 0 {
            let Some(next) = date.checked_add_days(Days::new(1)) else { break };
            date = next;
            provisional |= !self.0.contains_key(&date.year());
            left -= u16::from(self.is_working(date));
        }
        Due { date, provisional }
    }
}

fn weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}
