//! Lengths of time as the law and labels state them: days or calendar months.

use std::fmt;

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Natural days.
    Days(u16),
    /// Calendar months; a day that the month lacks becomes its last day.
    Months(u16),
}

impl Period {
    /// The last day of a period that starts on `day` (which is not counted, 民法典 第二百零一条).
    /// A day past the calendar's end (year 262142) stays at the calendar's end.
    #[must_use]
    pub fn after(self, day: NaiveDate) -> NaiveDate {
        let end = match self {
            Self::Days(days) => day.checked_add_days(Days::new(u64::from(days))),
            Self::Months(months) => day.checked_add_months(Months::new(u32::from(months))),
        };
        end.unwrap_or(NaiveDate::MAX)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(days) => write!(f, "{days} 天"),
            Self::Months(months) => write!(f, "{months} 个月"),
        }
    }
}
