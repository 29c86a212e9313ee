//! The world moved by hand, for tests in which nothing is left to chance.

use chrono::{DateTime, FixedOffset};
use ledger::Hash;
use sync::answer::written;
use sync::calls::RecordsOutcome;
use sync::receipt::Receipt;
use sync::restore::Restoring;

use crate::hq::{HQ, STORE, online_key};
use crate::pc::Pc;
use crate::world::{Letter, Told, World};

impl World<'_> {
    /// A whole flight of a PC: asked, answered, heard.
    ///
    /// # Errors
    /// [`crate::hq::Violation`].
    pub fn round(&mut self, pc: usize) -> Told {
        self.fly(pc);
        self.arrive()?;
        self.arrive_down()
    }

    /// Lets one request arrive and become durable; its answer is on the wire.
    ///
    /// # Errors
    /// [`crate::hq::Violation`].
    pub fn arrive(&mut self) -> Told {
        self.take_without_disk()?;
        self.commit();
        Ok(())
    }

    /// Lets one request arrive, and nothing become durable.
    ///
    /// # Errors
    /// [`crate::hq::Violation`].
    pub fn take_without_disk(&mut self) -> Told {
        let up = self.wire.iter().position(|letter| matches!(letter, Letter::Up(_)));
        up.map_or(Ok(()), |at| self.bring(at))
    }

    /// Lets every answer arrive.
    ///
    /// # Errors
    /// [`crate::hq::Violation`].
    pub fn arrive_down(&mut self) -> Told {
        while let Some(at) = self.wire.iter().position(|letter| matches!(letter, Letter::Down(_))) {
            self.bring(at)?;
        }
        Ok(())
    }

    /// The answers on the wire.
    #[must_use]
    pub fn answers(&self) -> Vec<Vec<u8>> {
        let down = self.wire.iter().filter_map(|letter| match letter {
            Letter::Down(reply) => Some(reply.bytes.clone()),
            Letter::Up(_) => None,
        });
        down.collect()
    }

    /// Loses everything on the wire.
    pub fn lose(&mut self) {
        self.wire.clear();
    }

    /// Doubles the requests on the wire.
    pub fn double(&mut self) {
        let again = self.wire.iter().filter_map(|letter| match letter {
            Letter::Up(request) => Some(Letter::Up(request.clone())),
            Letter::Down(_) => None,
        });
        let again: Vec<_> = again.collect();
        self.wire.extend(again);
    }

    /// Lets a PC hear these bytes for its flight, or nothing.
    ///
    /// # Errors
    /// [`crate::hq::Violation`].
    pub fn say(&mut self, pc: usize, bytes: Option<&[u8]>) -> Told {
        self.pcs.get_mut(pc).map_or(Ok(()), |pc| pc.hear(self.mind, bytes))
    }

    /// Lets a PC's flight end without an answer.
    ///
    /// # Errors
    /// [`crate::hq::Violation`].
    pub fn time_out(&mut self, pc: usize) -> Told {
        self.say(pc, None)
    }

    /// Kills a PC and starts it again.
    pub fn restart(&mut self, pc: usize) {
        if let Some(pc) = self.pcs.get_mut(pc) {
            pc.start(&mut self.chance);
        }
    }

    /// A PC is lost with its backups; another one stands in its place.
    pub fn lose_pc(&mut self, at: usize) {
        let mut new = Pc::new(Vec::new(), &mut self.chance);
        new.restoring = Some(Restoring::Copied { from: new.head() });
        if let Some(pc) = self.pcs.get_mut(at) {
            *pc = new;
        }
    }

    /// Answers a PC's flight with a copy of headquarters' disk, as a headquarters would that nobody switched off.
    ///
    /// # Errors
    /// [`crate::hq::Violation`].
    pub fn haunted(&mut self, pc: usize, backup: usize) -> Told {
        let reply = self.wire.iter().find_map(|letter| match letter {
            Letter::Up(request) => self.hq.haunted(backup, request, self.now),
            Letter::Down(_) => None,
        });
        self.wire.clear();
        self.say(pc, reply.as_ref().map(|reply| reply.bytes.as_slice()))
    }

    /// Answers a PC's records with an acceptance whose receipt has none of them.
    ///
    /// # Errors
    /// [`crate::hq::Violation`].
    pub fn answer_with_nothing_taken(&mut self, pc: usize) -> Told {
        self.wire.clear();
        let asked = self.pcs.get(pc).and_then(|pc| pc.flight).map(|(asked, _)| asked);
        let (hq, store, at): (_, _, DateTime<FixedOffset>) = (HQ.to_owned(), STORE.to_owned(), self.now);
        let receipt = asked.and_then(|asked| {
            let (seq, hash, erased) = (0, Hash::ORIGIN, Vec::new());
            let receipt = Receipt { hq, epoch: 0, store, branch: 0, seq, hash, at, erased, asked };
            receipt.signed(&online_key()).ok()
        });
        let bytes = receipt.and_then(|receipt| written(&RecordsOutcome::Accepted { receipt }).ok());
        self.say(pc, bytes.as_deref())
    }
}
