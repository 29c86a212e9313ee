//! What headquarters has to do with the ledger: that a computer was enrolled, that the file is older than what was acknowledged,
//! that lost records came back, and that a restored store goes on. Uploading itself reads beside and writes nothing.

use command::{Caller, Refusal};
use domain::event::HeadquartersJoined;
use domain::ids::StaffId;
use ledger::{Hash, Head, SignedHead, SigningKey, Stored};
use store::Went;

use crate::{Counter, Host};

impl<H: Host> Counter<H> {
    /// Says up to which record headquarters acknowledged this store; whether the file reaches that far.
    ///
    /// # Errors
    /// What the store answers.
    pub fn acknowledged(&mut self, seq: u64, hash: Hash) -> Result<bool, Refusal> {
        Ok(self.store_mut().acknowledged(seq, hash)?)
    }

    /// Headquarters has more than this file.
    pub fn is_behind(&mut self, seq: u64) {
        self.store_mut().is_behind(seq);
    }

    /// Lets the store's key vouch for something beside its head.
    ///
    /// # Errors
    /// What the store answers.
    pub fn vouched<T>(&self, vouch: impl FnOnce(&SignedHead, &SigningKey) -> T) -> Result<T, Refusal> {
        Ok(self.store().vouched(vouch)?)
    }

    /// Records that a computer of this store was enrolled at headquarters. A file that is open for reading alone takes no record;
    /// headquarters' own ledger has it.
    ///
    /// # Errors
    /// What a write answers.
    pub fn joined(&mut self, caller: &Caller, event: HeadquartersJoined) -> Result<(), Refusal> {
        if self.store().alone().is_some() {
            return Ok(());
        }
        self.write(caller.actor(), "headquarters.enrol", |tx| {
            tx.record(event)?;
            Ok(())
        })
    }

    /// Takes records back that this file lost; all of them or none.
    ///
    /// # Errors
    /// What the store answers: then nothing was written.
    pub fn caught_up(&mut self, records: &[Stored]) -> Result<Head, Refusal> {
        Ok(self.store_mut().caught_up(records)?)
    }

    /// Goes on after lost records came back: a new life of the store begins.
    ///
    /// # Errors
    /// What the store answers.
    pub fn goes_on(&mut self, caller: &Caller, recovered_to: u64) -> Result<(), Refusal> {
        let stamp = self.host().stamp();
        Ok(self.store_mut().begins_again(caller.actor(), stamp, Went::WithHeadquarters { recovered_to })?)
    }

    /// Goes on without asking headquarters, on the word of a manager with a reason.
    ///
    /// # Errors
    /// `pin_wrong` and its like; what the store answers.
    pub fn goes_on_alone(&mut self, manager: &StaffId, pin: &str, reason: String) -> Result<(), Refusal> {
        self.authenticate(manager, pin)?;
        let stamp = self.host().stamp();
        Ok(self.store_mut().begins_again(manager.as_str(), stamp, Went::Alone { reason })?)
    }
}
