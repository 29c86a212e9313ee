//! How something that is kept in order stands, in a word and with its end: pages show it, and compare no days.

use rules::Duty;
use rules::duties::{State, Term, Until};
use serde::Serialize;
use ts_rs::TS;

use crate::{Counter, Host};

/// How a duty stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DutyState {
    /// In order, and for longer than soon.
    Done,
    /// In order, and due within the days that count as soon.
    DueSoon,
    /// In order, and due today.
    DueToday,
    /// Not in order any more.
    Overdue,
    /// Never in order: it was not done, or what was done does not count.
    NeverDone,
}

impl From<State> for DutyState {
    fn from(state: State) -> Self {
        match state {
            State::Done => Self::Done,
            State::DueSoon => Self::DueSoon,
            State::DueToday => Self::DueToday,
            State::Overdue => Self::Overdue,
            State::NeverDone => Self::NeverDone,
        }
    }
}

/// Something that is kept in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct DutyCard {
    /// How it stands.
    pub state: DutyState,
    /// Whether it is in order now.
    pub holds: bool,
    /// The day or the moment until which it is or was in order.
    #[ts(as = "Option<String>")]
    pub until: Option<Until>,
    /// Whole days from today until then; nought is today.
    #[ts(as = "Option<i32>")]
    pub days: Option<i64>,
    /// Whether it was done and is undone by use since.
    pub used: bool,
}

impl From<&Duty> for DutyCard {
    fn from(duty: &Duty) -> Self {
        Self {
            state: duty.state.into(),
            holds: !duty.state.is_overdue(),
            until: duty.until,
            days: duty.days,
            used: duty.used,
        }
    }
}

impl DutyCard {
    /// How long one thing holds, where no list of duties was read for it.
    pub(crate) fn of<H: Host>(counter: &Counter<H>, term: Term) -> Self {
        let (now, soon) = (counter.host().now(), counter.assets().day_rules.soon_days);
        let state = term.state(now, soon);
        Self {
            state: state.into(),
            holds: !state.is_overdue(),
            until: term.until(),
            days: term.days(now),
            used: matches!(term, Term::Used(_)),
        }
    }
}
