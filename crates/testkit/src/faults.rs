//! What goes wrong: on the wire, with the power and the disks, by people and by thieves.

use chrono::TimeDelta;
use sync::restore::Restoring;

use crate::hq::Call;
use crate::pc::{Aloft, Pc};
use crate::world::{Letter, Told, World};

impl World<'_> {
    /// What the network and the power do.
    pub(crate) fn small_fault(&mut self, pc: usize) -> Told {
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
    pub(crate) fn great_fault(&mut self, at: usize) -> Told {
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
    pub(crate) fn replace(&mut self, at: usize) {
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
    pub(crate) fn roll_back(&mut self, at: usize) {
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
    pub(crate) fn clone_pc(&mut self, at: usize) {
        let Some(pc) = self.pcs.get(at).filter(|pc| pc.restoring.is_none()) else { return };
        let mut twin = Pc::new(pc.file.clone(), &mut self.chance);
        (twin.branch, twin.base) = (pc.branch, pc.base);
        (twin.kept, twin.kept_on_disk) = (pc.kept_on_disk.clone(), pc.kept_on_disk.clone());
        (twin.device, twin.next_device) = (pc.device, pc.next_device);
        twin.epoch_on_disk = pc.epoch_on_disk;
        twin.start(&mut self.chance);
        self.pcs.push(twin);
    }

    /// A headquarters from before a restore, that nobody switched off, answers a question.
    pub(crate) fn haunt(&mut self) -> Told {
        let (at, backup) = (self.chance.below(self.wire.len()), self.chance.below(self.hq.backups.len()));
        let Some(Letter::Up(request)) = self.wire.get(at) else { return Ok(()) };
        if !matches!(request.call, Call::Head(_)) {
            return Ok(());
        }
        let Some(reply) = self.hq.haunted(backup, request, self.now) else { return Ok(()) };
        self.wire.swap_remove(at);
        self.hear(&reply)
    }

    /// A cache on the way gives an older answer to a question of the same kind.
    pub(crate) fn hear_older(&mut self) -> Told {
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
    pub(crate) fn tamper(&mut self) {
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
    pub(crate) fn lie(&mut self, pc: usize) -> Told {
        let kind = self.chance.below(3);
        let head = self.hq.working.head(0);
        let Some(one) = self.pcs.get_mut(pc).filter(|pc| pc.flight.is_none()) else { return Ok(()) };
        let Some(request) = crate::liar::lie(one, pc, head, kind) else { return Ok(()) };
        self.hq.handle(self.mind, &request, &self.written, self.now)
    }
}
