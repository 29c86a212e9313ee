//! What must hold: after every step, and when all faults have ended and everybody has gone on until nobody moves.

use std::collections::HashSet;

use ledger::Hash;
use sync::plan::Step;
use sync::shown::State;

use crate::hq::Violation;
use crate::pc::Pc;
use crate::world::{Told, World};

/// Why a store may stop in a world without old programs.
const STOPS: [&str; 4] = ["frozen", "revoked", "device_unknown", "receipt_unsigned"];

impl World<'_> {
    /// What must hold after every step.
    ///
    /// # Errors
    /// [`Violation`].
    pub fn looked_at(&self) -> Told {
        for (at, pc) in self.pcs.iter().enumerate() {
            let shown = pc.shown();
            let has = |seq: u64| seq.checked_sub(1).and_then(|at| pc.file.get(usize::try_from(at).ok()?));
            let ours = has(shown.safe).map(|record| record.hash);
            let theirs = self.hq.disk.hash_at(pc.branch, shown.safe);
            let now = pc.heard_epoch >= self.hq.disk.epoch;
            if shown.safe > 0 && now && ours != theirs {
                return Err(Violation(format!("PC {at} shows {} as safe, and it is not there", shown.safe)));
            }
            match &pc.step {
                Some(Step::Tell { at: place, ours, theirs } | Step::Forked { at: place, ours, theirs }) => {
                    let known = self.hq.ever.iter().any(|one| one.1 == *place && one.2 == *theirs);
                    let mine = self.written.contains(ours);
                    if ours == theirs || !mine || !(known || *place == 0) {
                        return Err(Violation(format!("PC {at} sees a fork at {place} where there is none")));
                    }
                }
                Some(Step::Behind { hq, .. }) if !self.hq.ever.iter().any(|one| one.1 == *hq) => {
                    return Err(Violation(format!("PC {at} is behind a record that never was")));
                }
                Some(Step::Stopped(stop)) if !STOPS.contains(&stop.code.as_str()) => {
                    return Err(Violation(format!("PC {at} stopped for {}", stop.code)));
                }
                Some(Step::Verify { seq }) => {
                    return Err(Violation(format!("PC {at} doubts its record {seq}, which is whole")));
                }
                Some(_) | None => {}
            }
        }
        Ok(())
    }

    /// Ends all faults and lets everybody go on until nobody moves; then nothing may be missing.
    ///
    /// # Errors
    /// [`Violation`] where somebody is not level and has no reason, or something is lost.
    pub fn heal(&mut self) -> Told {
        (self.cut, self.hq.busy) = (false, false);
        self.pcs.iter_mut().for_each(|pc| pc.full = false);
        // What was in flight when the faults ended is never answered.
        self.wire.clear();
        for pc in &mut self.pcs {
            pc.hear(self.mind, None)?;
        }
        let before: Vec<u32> = self.pcs.iter().map(|pc| pc.requests).collect();
        let mut quiet = 0;
        for _ in 0..600 {
            for pc in 0..self.pcs.len() {
                self.fly(pc);
            }
            while !self.wire.is_empty() {
                self.bring(0)?;
                self.commit();
            }
            self.looked_at()?;
            quiet = if self.pcs.iter().all(|pc| self.settled(pc)) { quiet + 1 } else { 0 };
            if quiet == 3 {
                break;
            }
        }
        for (at, pc) in self.pcs.iter().enumerate() {
            let what = (pc.step.as_ref(), pc.restoring.as_ref());
            if !self.settled(pc) {
                return Err(Violation(format!("PC {at} does not come to rest: {what:?}")));
            }
        }
        for (at, pc) in self.pcs.iter().enumerate() {
            // One that has stopped asks seldom, for as long as the others are busy.
            if matches!(pc.step, Some(Step::Stopped(_) | Step::Forked { .. })) {
                continue;
            }
            let asked = pc.requests - before.get(at).copied().unwrap_or(0);
            let most = 60 + 3 * u32::try_from(pc.file.len() / self.hq.takes.min(7)).unwrap_or(0);
            if asked > most {
                return Err(Violation(format!("PC {at} needed {asked} requests, more than {most}")));
            }
        }
        let copies = self.copies();
        let lost =
            self.written.iter().filter(|hash| !copies.contains(hash) && !self.gone.contains(hash)).count();
        if lost > 0 { Err(Violation(format!("{lost} records are nowhere"))) } else { Ok(()) }
    }

    /// Whether a PC has come to rest: level, or stopped over a divergence whose both sides headquarters keeps.
    pub(crate) fn settled(&self, pc: &Pc) -> bool {
        let shown = pc.shown();
        let last = pc.file.len() as u64;
        let apart = pc.file.iter().any(|record| {
            self.hq.disk.hash_at(pc.branch, record.seq).is_some_and(|there| there != record.hash)
        });
        match (&shown.state, &pc.restoring) {
            (State::Level, None) => shown.safe == last && self.hq.disk.head(pc.branch).0 == last,
            (State::Forked { .. }, _) => apart && !self.hq.disk.beside.is_empty(),
            (State::Stopped(stop), _) => match stop.code.as_str() {
                "frozen" => !self.hq.disk.beside.is_empty(),
                // Another PC was enrolled in its place.
                "revoked" => self.pcs.len() > 1,
                _ => false,
            },
            (
                State::Level
                | State::NotAsked
                | State::Sending
                | State::SendingAgain { .. }
                | State::Waiting
                | State::Behind { .. }
                | State::Verify { .. },
                _,
            ) => false,
        }
    }

    /// Everything that is somewhere, durably.
    pub(crate) fn copies(&self) -> HashSet<Hash> {
        let files = self.pcs.iter().flat_map(|pc| pc.file.iter().map(|record| record.hash));
        let lines = self.hq.disk.lines.values().flatten().map(|kept| kept.hash);
        files.chain(lines).chain(self.hq.disk.beside.iter().flatten().copied()).collect()
    }

    /// Notes what a fault has destroyed: what has no copy left is nobody's to bring back.
    pub(crate) fn destroyed(&mut self) {
        let copies = self.copies();
        self.gone.extend(self.written.difference(&copies).copied());
    }
}
