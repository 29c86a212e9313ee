//! When the store asks again: how long it waits, and what makes it start. The random number and the clock are the caller's.

use std::time::Duration;

/// The longest wait that is the store's own.
const LONGEST: Duration = Duration::from_secs(300);
/// The longest wait that headquarters may ask for.
const OBEYED: u32 = 3_600;
/// How often a store that has stopped asks whether it still has to.
pub const STOPPED: Duration = Duration::from_secs(600);

/// How long to wait after so many flights that brought nothing: 1 s, doubled each time up to 5 min, between half and all of it
/// by `jitter`, so that ten thousand stores do not come back at once. What headquarters asks for is waited at least.
#[must_use]
pub fn pause(failures: u32, jitter: u32, after: Option<u32>) -> Duration {
    let doubled = Duration::from_secs(1_u64 << failures.saturating_sub(1).min(9)).min(LONGEST);
    let share = f64::from(jitter) / f64::from(u32::MAX);
    let own = doubled.mul_f64(0.5 + share / 2.0);
    let asked = Duration::from_secs(u64::from(after.unwrap_or(0).min(OBEYED)));
    own.max(asked + asked.mul_f64(share / 4.0))
}

/// What makes a flight start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// The counter was opened.
    Opening,
    /// Records were written.
    Committed,
    /// A minute has gone by.
    Minute,
    /// The pause is over.
    PauseOver,
    /// The counter is being closed.
    Closing,
    /// A person asked.
    Person,
}

/// Whether a flight starts: never beside another one, and within a pause only where a start, a person or the end of the
/// day wants it.
#[must_use]
pub const fn starts(trigger: Trigger, in_flight: bool, pausing: bool) -> bool {
    match trigger {
        Trigger::Opening | Trigger::Closing | Trigger::Person | Trigger::PauseOver => !in_flight,
        Trigger::Committed | Trigger::Minute => !in_flight && !pausing,
    }
}
