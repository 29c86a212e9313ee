//! A world of PCs, a headquarters and the wire between them, in which chance decides what happens next, and everything that
//! must hold is looked at after each step.

use std::collections::HashSet;

use chrono::{DateTime, FixedOffset, TimeDelta};
use ledger::Hash;
use sync::plan::Step;
use sync::restore::{Act, Branching, Happened, Restoring};

use crate::chance::Chance;
use crate::hq::{Hq, Reply, Request, Violation};
use crate::minds::Mind;
use crate::pc::{Aloft, Pc};

/// What the wire carries.
#[derive(Debug)]
pub(crate) enum Letter {
    Up(Request),
    Down(Reply),
}

/// What a run was like.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Report {
    /// Records that were written.
    pub written: usize,
    /// Requests that were made.
    pub requests: u32,
    /// Forks that were found.
    pub forks: usize,
    /// Times that headquarters was restored.
    pub restores: u64,
    /// Promises that were taken back, each with a note.
    pub incidents: u32,
    /// Signs of a clone.
    pub clones: u32,
}

/// The world.
pub struct World<'m> {
    pub(crate) mind: &'m dyn Mind,
    pub(crate) chance: Chance,
    /// Headquarters.
    pub hq: Hq,
    /// The PCs.
    pub pcs: Vec<Pc>,
    pub(crate) wire: Vec<Letter>,
    /// Answers that a cache on the way may give again.
    pub(crate) cached: Vec<(Reply, Aloft)>,
    pub(crate) cut: bool,
    /// Whether people and disks do more than networks: copies, clones, restores.
    restless: bool,
    pub(crate) written: HashSet<Hash>,
    /// What is gone because its only copy was destroyed.
    pub(crate) gone: HashSet<Hash>,
    pub(crate) now: DateTime<FixedOffset>,
}

pub(crate) type Told = Result<(), Violation>;

impl<'m> World<'m> {
    /// The world of a seed: one PC that is enrolled, and a headquarters that takes so many records as chance says.
    #[must_use]
    pub fn new(seed: u64, mind: &'m dyn Mind) -> Self {
        let mut chance = Chance::of(seed);
        let takes = [3, 7, 50, 4_096][chance.below(4)];
        let pc = Pc::new(Vec::new(), &mut chance);
        let mut hq = Hq::new(takes);
        hq.enrol(pc.device_key(), false);
        let mut world = Self {
            mind,
            chance,
            hq,
            pcs: vec![pc],
            wire: Vec::new(),
            cached: Vec::new(),
            cut: false,
            restless: seed % 4 == 3,
            written: HashSet::new(),
            gone: HashSet::new(),
            now: DateTime::UNIX_EPOCH.fixed_offset() + TimeDelta::days(20_000),
        };
        world.write(0, "store.founded", 1);
        world
    }

    /// Lets a PC write so many records.
    pub fn write(&mut self, pc: usize, kind: &str, count: usize) {
        for _ in 0..count {
            let (text, at) = (self.chance.next(), self.now);
            let Some(pc) = self.pcs.get_mut(pc) else { return };
            self.written.extend(pc.write(kind, text, at));
        }
    }

    /// Lets a PC start the flight that it wants.
    pub fn fly(&mut self, pc: usize) {
        self.decide(pc);
        let Some(one) = self.pcs.get_mut(pc) else { return };
        if let Some(request) = one.fly(pc, &mut self.chance) {
            self.wire.push(Letter::Up(request));
        }
    }

    /// What a person or the program itself does where no request is wanted.
    pub(crate) fn decide(&mut self, at: usize) {
        let (cut, branch) = (self.cut, u32::try_from(self.chance.below(1 << 30)).unwrap_or(0) + 1);
        let begins = cut && self.chance.percent(20);
        let Some(pc) = self.pcs.get_mut(at).filter(|pc| pc.flight.is_none() && !pc.full) else { return };
        if matches!(&pc.step, Some(Step::Stopped(stop)) if stop.code == "device_unknown") && !cut {
            self.hq.enrol(pc.device_key(), pc.restoring.is_some());
        }
        let Some(restoring) = pc.restoring.clone() else { return };
        let happened = match restoring.act() {
            Act::Enrol if !cut => {
                (pc.device, pc.next_device) = (self.chance.bytes(), None);
                self.hq.enrol(pc.device_key(), true);
                Happened::Enrolled
            }
            Act::Enrol | Act::Wait if begins && !pc.file.is_empty() => {
                Happened::Branch(Branching { branch, reason: "总部无法联系".to_owned() })
            }
            Act::Record => {
                if let Restoring::Replayed { branch: Some(branching), at, .. } = &restoring {
                    (pc.branch, pc.base) = (branching.branch, at.seq);
                }
                Happened::Recorded
            }
            Act::Open => Happened::Opened,
            Act::Enrol | Act::Wait | Act::AskHead | Act::Fetch { .. } | Act::Done => return,
        };
        let Ok(next) = restoring.after(happened) else { return };
        pc.restoring = (next != Restoring::Open).then_some(next);
        if matches!(pc.restoring, Some(Restoring::Marked)) {
            self.write(at, "store.restored", 1);
        }
    }

    /// Brings one letter of the wire, by its place.
    pub(crate) fn bring(&mut self, at: usize) -> Told {
        if at >= self.wire.len() {
            return Ok(());
        }
        match self.wire.swap_remove(at) {
            Letter::Up(request) => self.hq.handle(self.mind, &request, &self.written, self.now),
            Letter::Down(reply) => self.hear(&reply),
        }
    }

    pub(crate) fn hear(&mut self, reply: &Reply) -> Told {
        let Some(pc) = self.pcs.get_mut(reply.pc) else { return Ok(()) };
        // An answer comes on its request's own connection, or to nobody.
        let Some((_, aloft)) = pc.flight.filter(|(asked, _)| *asked == reply.asked) else { return Ok(()) };
        self.cached.push((reply.clone(), aloft));
        pc.hear(self.mind, Some(&reply.bytes))
    }

    pub(crate) fn commit(&mut self) {
        let replies = self.hq.commit();
        self.wire.extend(replies.into_iter().map(Letter::Down));
    }

    /// Lets one thing happen.
    ///
    /// # Errors
    /// [`Violation`] where something does not hold.
    pub fn happen(&mut self) -> Told {
        let pc = self.chance.below(self.pcs.len());
        match self.chance.below(100) {
            0..=17 => {
                let count = 1 + self.chance.below(4);
                if self.pcs.get(pc).is_some_and(Pc::writes) {
                    self.write(pc, "service.opened", count);
                }
            }
            18..=43 => self.fly(pc),
            44..=71 if !self.cut => {
                // Who restored a headquarters may have left the old one running.
                if self.hq.disk.epoch > 0 && self.chance.percent(10) {
                    return self.haunt();
                }
                let at = self.chance.below(self.wire.len());
                self.bring(at)?;
            }
            72..=81 => self.commit(),
            82..=91 if !self.restless => self.small_fault(pc)?,
            _ => self.great_fault(pc)?,
        }
        self.looked_at()
    }

    /// What the run was like.
    #[must_use]
    pub fn report(&self) -> Report {
        Report {
            written: self.written.len(),
            requests: self.pcs.iter().map(|pc| pc.requests).sum(),
            forks: self.hq.disk.beside.len(),
            restores: self.hq.disk.epoch,
            incidents: self.pcs.iter().map(|pc| pc.incidents).sum(),
            clones: self.hq.disk.clones,
        }
    }
}

/// Runs a seed: so many things happen, then everything heals.
///
/// # Errors
/// [`Violation`] where something does not hold.
pub fn run(seed: u64, mind: &dyn Mind) -> Result<Report, Violation> {
    let mut world = World::new(seed, mind);
    let things = 60 + Chance::of(seed ^ 0x5EED).below(300);
    for _ in 0..things {
        world.happen()?;
    }
    world.heal()?;
    Ok(world.report())
}
