//! A world of PCs, a headquarters and the wire between them, in which chance decides what happens next, and everything that
//! must hold is looked at after each step.

use std::collections::HashSet;

use chrono::{DateTime, FixedOffset, TimeDelta};
use ledger::Hash;
use sync::plan::Step;
use sync::restore::{Act, Branching, Happened, Restoring};
use sync::shown::State;

use crate::chance::Chance;
use crate::hq::{Call, Hq, Reply, Request, Violation};
use crate::minds::Mind;
use crate::pc::{Aloft, Pc};

/// What the wire carries.
#[derive(Debug)]
enum Letter {
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
    mind: &'m dyn Mind,
    chance: Chance,
    /// Headquarters.
    pub hq: Hq,
    /// The PCs.
    pub pcs: Vec<Pc>,
    wire: Vec<Letter>,
    /// Answers that a cache on the way may give again.
    cached: Vec<(Reply, Aloft)>,
    cut: bool,
    written: HashSet<Hash>,
    /// What is gone because its only copy was destroyed.
    gone: HashSet<Hash>,
    now: DateTime<FixedOffset>,
}

type Told = Result<(), Violation>;

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
    fn decide(&mut self, at: usize) {
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
    fn bring(&mut self, at: usize) -> Told {
        if at >= self.wire.len() {
            return Ok(());
        }
        match self.wire.swap_remove(at) {
            Letter::Up(request) => self.hq.handle(self.mind, &request, &self.written, self.now),
            Letter::Down(reply) => self.hear(&reply),
        }
    }

    fn hear(&mut self, reply: &Reply) -> Told {
        let Some(pc) = self.pcs.get_mut(reply.pc) else { return Ok(()) };
        // An answer comes on its request's own connection, or to nobody.
        let Some((_, aloft)) = pc.flight.filter(|(asked, _)| *asked == reply.asked) else { return Ok(()) };
        self.cached.push((reply.clone(), aloft));
        pc.hear(self.mind, Some(&reply.bytes))
    }

    /// A cache on the way gives an older answer to a question of the same kind.
    fn hear_older(&mut self) -> Told {
        let at = self.chance.below(self.cached.len());
        let Some((reply, kind)) = self.cached.get(at) else { return Ok(()) };
        // The headers of an answer say which request it is for; a receipt says so itself, whatever the headers say.
        let signed = String::from_utf8_lossy(&reply.bytes).contains("\"receipt\"");
        let Some(pc) = self.pcs.get_mut(reply.pc) else { return Ok(()) };
        let same = pc.flight.is_some_and(|(_, aloft)| {
            std::mem::discriminant(&aloft) == std::mem::discriminant(kind) && aloft != Aloft::Tail
        });
        if same { pc.hear(self.mind, signed.then_some(reply.bytes.as_slice())) } else { Ok(()) }
    }

    /// Somebody on the way changes a figure of a receipt.
    fn tamper(&mut self) {
        let at = self.chance.below(self.wire.len());
        let Some(Letter::Down(reply)) = self.wire.get_mut(at) else { return };
        let text = String::from_utf8_lossy(&reply.bytes).into_owned();
        if let Some(place) = text.find("\\\"seq\\\":") {
            let digit = place + "\\\"seq\\\":".len();
            if let Some(byte) = reply.bytes.get_mut(digit).filter(|byte| byte.is_ascii_digit()) {
                *byte = if *byte == b'9' { b'8' } else { *byte + 1 };
            }
        }
    }

    /// Somebody with a stolen device key sends what the store's key did not sign, or what is no record or another store's.
    fn lie(&mut self, pc: usize) -> Told {
        let kind = self.chance.below(3);
        let head = self.hq.working.head(0);
        let Some(one) = self.pcs.get_mut(pc).filter(|pc| pc.flight.is_none()) else { return Ok(()) };
        let Some(request) = crate::liar::lie(one, pc, head, kind) else { return Ok(()) };
        self.hq.handle(self.mind, &request, &self.written, self.now)
    }

    fn commit(&mut self) {
        let replies = self.hq.commit();
        self.wire.extend(replies.into_iter().map(Letter::Down));
    }

    /// Everything that is somewhere, durably.
    fn copies(&self) -> HashSet<Hash> {
        let files = self.pcs.iter().flat_map(|pc| pc.file.iter().map(|record| record.hash));
        let lines = self.hq.disk.lines.values().flatten().map(|kept| kept.hash);
        files.chain(lines).chain(self.hq.disk.beside.iter().flatten().copied()).collect()
    }

    /// Notes what a fault has destroyed: what has no copy left is nobody's to bring back.
    fn destroyed(&mut self) {
        let copies = self.copies();
        self.gone.extend(self.written.difference(&copies).copied());
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
            82..=91 => self.small_fault(pc)?,
            _ => self.great_fault(pc)?,
        }
        self.looked_at()
    }

    /// What the network and the power do.
    fn small_fault(&mut self, pc: usize) -> Told {
        let chance = &mut self.chance;
        match chance.below(12) {
            0 => {
                let at = chance.below(self.wire.len());
                if at < self.wire.len() {
                    self.wire.swap_remove(at);
                }
            }
            1 => {
                let at = chance.below(self.wire.len());
                if let Some(Letter::Up(request)) = self.wire.get(at) {
                    let again = request.clone();
                    self.wire.push(Letter::Up(again));
                }
            }
            2 => self.cut = !self.cut,
            3 | 4 => {
                if let Some(pc) = self.pcs.get_mut(pc) {
                    pc.hear(self.mind, None)?;
                }
            }
            5 => {
                if let Some(pc) = self.pcs.get_mut(pc) {
                    pc.start(chance);
                }
            }
            6 => self.hq.kill(),
            7 => self.hq.busy = !self.hq.busy,
            8 => {
                if let Some(pc) = self.pcs.get_mut(pc) {
                    pc.full = !pc.full;
                }
            }
            9 => self.hear_older()?,
            10 => self.tamper(),
            _ => {
                let days = i64::try_from(chance.below(731)).unwrap_or(0) - 365;
                self.now += TimeDelta::days(days);
            }
        }
        Ok(())
    }

    /// What people, thieves and dying disks do.
    fn great_fault(&mut self, at: usize) -> Told {
        match self.chance.below(14) {
            0 | 1 => {
                if let Some(pc) = self.pcs.get_mut(at) {
                    let copy = pc.file.clone();
                    pc.backups.push(copy);
                }
            }
            2 | 3 => self.hq.back_up(),
            4 if self.chance.percent(40) => {
                let backup = self.chance.below(self.hq.backups.len());
                self.hq.restore(backup);
                self.destroyed();
            }
            5 if self.chance.percent(60) => self.replace(at),
            6 if self.chance.percent(60) => self.roll_back(at),
            7 if self.pcs.len() < 3 && self.chance.percent(40) => self.clone_pc(at),
            8 => {
                let next = self.chance.bytes();
                if let Some(pc) = self.pcs.get_mut(at) {
                    pc.next_device.get_or_insert(next);
                }
            }
            9 | 10 => self.lie(at)?,
            11 | 12 => self.haunt()?,
            _ => {}
        }
        Ok(())
    }

    /// A PC dies; another one takes its place with the newest copy, or with none.
    fn replace(&mut self, at: usize) {
        let Some(pc) = self.pcs.get_mut(at) else { return };
        let copy = pc.backups.last().cloned().filter(|_| self.chance.percent(70));
        let mut new = Pc::new(copy.unwrap_or_default(), &mut self.chance);
        new.backups = std::mem::take(&mut pc.backups);
        new.restoring = Some(Restoring::Copied { from: new.head() });
        // A copy does not say which branch its store began later: whoever enrols the PC does, and here it is the first line.
        let line = pc.branch;
        if new.file.len() as u64 >= pc.base {
            (new.branch, new.base) = (line, pc.base);
        }
        *pc = new;
        self.wire.retain(|letter| !matches!(letter, Letter::Down(reply) if reply.pc == at));
        self.destroyed();
    }

    /// Somebody puts yesterday's folder in the place of today's.
    fn roll_back(&mut self, at: usize) {
        let Some(pc) = self.pcs.get_mut(at) else { return };
        let which = self.chance.below(pc.backups.len());
        let copy = pc.backups.get(which).filter(|copy| copy.len() as u64 >= pc.base).cloned();
        if let Some(copy) = copy.filter(|_| pc.restoring.is_none()) {
            pc.file = copy;
            pc.start(&mut self.chance);
            self.destroyed();
        }
    }

    /// A whole disk is copied, the device key with it.
    fn clone_pc(&mut self, at: usize) {
        let Some(pc) = self.pcs.get(at).filter(|pc| pc.restoring.is_none()) else { return };
        let mut twin = Pc::new(pc.file.clone(), &mut self.chance);
        (twin.branch, twin.base) = (pc.branch, pc.base);
        (twin.kept, twin.kept_on_disk) = (pc.kept_on_disk.clone(), pc.kept_on_disk.clone());
        (twin.device, twin.next_device) = (pc.device, pc.next_device);
        twin.start(&mut self.chance);
        self.pcs.push(twin);
    }

    /// A headquarters from before a restore, that nobody switched off, answers a question.
    fn haunt(&mut self) -> Told {
        let (at, backup) = (self.chance.below(self.wire.len()), self.chance.below(self.hq.backups.len()));
        let Some(Letter::Up(request)) = self.wire.get(at) else { return Ok(()) };
        if !matches!(request.call, Call::Head(_)) {
            return Ok(());
        }
        let Some(reply) = self.hq.haunted(backup, request, self.now) else { return Ok(()) };
        self.wire.swap_remove(at);
        self.hear(&reply)
    }

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
    fn settled(&self, pc: &Pc) -> bool {
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

/// Why a store may stop in a world without old programs.
const STOPS: [&str; 4] = ["frozen", "revoked", "device_unknown", "receipt_unsigned"];

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
