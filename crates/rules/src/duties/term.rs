//! What a period is, and how a moment stands to it: the one place where a day or a moment is compared with now.

use chrono::{Days, NaiveDate};
use domain::Moment;
use serde::Serialize;

/// Where a period ends or begins. What day it is, is China's civil time alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Until {
    /// It holds at that moment, and not a second after it.
    Moment(Moment),
    /// It holds through that day, to its last second.
    Day(NaiveDate),
}

impl Until {
    /// The day on which it lies.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Moment(moment) => domain::in_china(moment).date_naive(),
            Self::Day(day) => day,
        }
    }

    /// Whether it is over.
    fn is_over(self, now: Moment) -> bool {
        match self {
            Self::Moment(moment) => moment < now,
            Self::Day(day) => has_passed(day, today(now)),
        }
    }

    /// Whether it has begun: the moment itself and the day itself have.
    fn has_begun(self, now: Moment) -> bool {
        match self {
            Self::Moment(moment) => moment <= now,
            Self::Day(day) => day <= today(now),
        }
    }
}

/// Whether a last day is over on a day: it holds through itself.
#[must_use]
pub fn has_passed(last: NaiveDate, today: NaiveDate) -> bool {
    last < today
}

fn today(now: Moment) -> NaiveDate {
    domain::in_china(now).date_naive()
}

/// How a duty stands, from what nobody needs to think of to what nobody did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// In order, and for longer than soon.
    Done,
    /// In order, and due within the days that count as soon.
    DueSoon,
    /// In order, and due on this day.
    DueToday,
    /// Not in order any more.
    Overdue,
    /// Never in order: it was not done, or what was done does not count.
    NeverDone,
}

impl State {
    /// Whether it is not in order now: what depends on it stops.
    #[must_use]
    pub const fn is_overdue(self) -> bool {
        matches!(self, Self::Overdue | Self::NeverDone)
    }
}

/// How long something is in order, as the facts say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// It was never done, or what was done does not count.
    Never,
    /// It was done, would hold until then, and is undone by use since.
    Used(Until),
    /// It holds from here to there, both included; what begins later has not been done yet. Without an end it holds on.
    Holds {
        /// From when on, where that is not long ago.
        since: Option<Until>,
        /// Until when.
        until: Option<Until>,
    },
}

impl Term {
    /// Holds through a day.
    #[must_use]
    pub const fn through(day: NaiveDate) -> Self {
        Self::Holds { since: None, until: Some(Until::Day(day)) }
    }

    /// Holds from a day on.
    #[must_use]
    pub const fn from_day(day: NaiveDate) -> Self {
        Self::Holds { since: Some(Until::Day(day)), until: None }
    }

    /// Holds from a day through another.
    #[must_use]
    pub const fn within(since: NaiveDate, until: NaiveDate) -> Self {
        Self::Holds { since: Some(Until::Day(since)), until: Some(Until::Day(until)) }
    }

    /// Holds from a moment to another.
    #[must_use]
    pub const fn moments(since: Moment, until: Moment) -> Self {
        Self::Holds { since: Some(Until::Moment(since)), until: Some(Until::Moment(until)) }
    }

    /// Until when it holds or held.
    #[must_use]
    pub const fn until(self) -> Option<Until> {
        match self {
            Self::Never => None,
            Self::Used(until) => Some(until),
            Self::Holds { until, .. } => until,
        }
    }

    /// Whole days from the day of `now` to the day of its end.
    #[must_use]
    pub fn days(self, now: Moment) -> Option<i64> {
        self.until().map(|until| until.day().signed_duration_since(today(now)).num_days())
    }

    /// How it stands, where what ends within `soon` days is due soon.
    #[must_use]
    pub fn state(self, now: Moment, soon: u32) -> State {
        match self {
            Self::Never => State::NeverDone,
            Self::Used(_) => State::Overdue,
            Self::Holds { since: Some(since), .. } if !since.has_begun(now) => State::NeverDone,
            Self::Holds { until: None, .. } => State::Done,
            Self::Holds { until: Some(until), .. } if until.is_over(now) => State::Overdue,
            Self::Holds { until: Some(until), .. } => {
                let today = today(now);
                let soon = today.checked_add_days(Days::new(soon.into())).unwrap_or(NaiveDate::MAX);
                match until.day() {
                    day if day <= today => State::DueToday,
                    day if day <= soon => State::DueSoon,
                    _ => State::Done,
                }
            }
        }
    }

    /// Whether it is in order now. Checks ask this, so that none stops what no duty calls overdue, and none passes what
    /// one does.
    #[must_use]
    pub fn holds(self, now: Moment) -> bool {
        !self.state(now, 0).is_overdue()
    }
}
