//! Idle moments: what the log of the store holds is moved into its file while nobody waits for it. During work the log
//! only grows, because a tap must cost one synchronisation of the disk; without these moments it would grow all day.
//!
//! It decides when, and nothing else: how is the store's business.

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
}

impl<M: Machine> Desk<M> {
    /// What is done while nobody asks anything: a window that nobody touches is locked, and a store that nobody writes to
    /// is tidied. Called every second or so.
    pub fn idle(&mut self) {
        self.expire();
        self.tidied();
    }

    fn tidied(&mut self) {
        // An import writes in pieces and a backup reads the file: what they do is not waited for, and not held up.
        if self.jobs.none_running().is_err() {
            return;
        }
        let now = self.machine.monotonic();
        let Phase::Open(counter, _) = &mut self.phase else { return };
        // A head that cannot be read is told to whoever asks for something, not here.
        let Ok(head) = counter.store().head() else { return };
        let rest = &mut self.rest;
        if head.seq != rest.seen {
            (rest.seen, rest.since) = (head.seq, now);
        }
        if rest.seen == rest.rested || now.saturating_sub(rest.since) < QUIET {
            return;
        }
        // Where it fails, on a full disk for instance, the log still holds all of it; tried again after the next record.
        if let Err(refusal) = counter.rest() {
            tracing::warn!(code = refusal.code, "the log could not be moved into the file");
        }
        rest.rested = rest.seen;
    }
}
