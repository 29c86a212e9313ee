//! Idle moments: what the log of the store holds is moved into its file while nobody waits for it. During work the log
//! only grows, because a tap must cost one synchronisation of the disk; without these moments it would grow all day. And what
//! is past its last day is erased, so much at a time, so that nobody waits for that either.
//!
//! It decides when, and nothing else: how is the store's and the counter's business.

use chrono::NaiveDate;

use crate::Topic;
use crate::desk::{Desk, Phase};
use crate::machine::Machine;

/// How long nobody must have written before the store is tidied, in milliseconds: longer than the pause between two
/// weighings, shorter than that between two customers.
const QUIET: u64 = 10_000;

/// How far the store was tidied, and since when it has been quiet.
#[derive(Debug, Default)]
pub(crate) struct Checkpoint {
    /// Up to which record the file holds everything.
    rested: u64,
    /// Where the ledger ended when it was last looked at.
    seen: u64,
    /// Since when it ends there, by the monotonic clock.
    since: u64,
    /// The day on which everything past its last day was erased.
    ended_on: Option<NaiveDate>,
    /// Where the ledger ended, and on which day, when that did not work: tried again once either is another.
    kept_back: Option<(u64, NaiveDate)>,
}

impl<M: Machine> Desk<M> {
    /// What is done while nobody asks anything: a window that nobody touches is locked, and in a store that nobody writes
    /// to, what is past its last day is erased and the log tidied. Called every second or so.
    pub fn idle(&mut self) {
        self.expire();
        if self.quiet() {
            self.periods_end();
            self.tidied();
        }
    }

    /// Whether nobody has written for a while.
    fn quiet(&mut self) -> bool {
        // An import writes in pieces and a backup reads the file: what they do is not waited for, and not held up.
        if self.jobs.none_running().is_err() {
            return false;
        }
        let now = self.machine.monotonic();
        let Phase::Open(counter, _) = &self.phase else { return false };
        // A head that cannot be read is told to whoever asks for something, not here.
        let Ok(head) = counter.store().head() else { return false };
        let rest = &mut self.rest;
        if head.seq != rest.seen {
            (rest.seen, rest.since) = (head.seq, now);
        }
        now.saturating_sub(rest.since) >= QUIET
    }

    fn periods_end(&mut self) {
        let Phase::Open(counter, _) = &mut self.phase else { return };
        let (rest, today) = (&mut self.rest, counter.today());
        if rest.ended_on == Some(today) || rest.kept_back == Some((rest.seen, today)) {
            return;
        }
        match counter.end_periods() {
            Ok(0) => (rest.ended_on, rest.kept_back) = (Some(today), None),
            Ok(count) => {
                tracing::info!(count, "erased what is past its last day");
                self.publish(&[Topic::Store]);
            }
            Err(refusal) => {
                tracing::warn!(code = refusal.code, "what is past its last day was not erased");
                rest.kept_back = Some((rest.seen, today));
            }
        }
    }

    fn tidied(&mut self) {
        let Phase::Open(counter, _) = &mut self.phase else { return };
        let rest = &mut self.rest;
        if rest.seen == rest.rested {
            return;
        }
        // Where it fails, on a full disk for instance, the log still holds all of it; tried again after the next record.
        if let Err(refusal) = counter.rest() {
            tracing::warn!(code = refusal.code, "the log could not be moved into the file");
        }
        rest.rested = rest.seen;
    }
}
