//! What headquarters has to do with the ledger: that a computer was enrolled, that the file is older than what was acknowledged,
//! that lost records came back, and that a restored store goes on. Uploading itself reads beside and writes nothing.
//! Where nothing but headquarters' copy was left, a manager's first PIN begins the new life.

use chrono::TimeDelta;
use command::{Caller, Refusal};
use domain::Moment;
use domain::event::{ClockCompared, HeadquartersJoined, StoreKeyChanged};
use domain::ids::StaffId;
use domain::staff::Role;
use ledger::{Hash, Head, SignedHead, SigningKey, Stored};
use store::Went;
use store::tables::What;

use crate::setup::fields;
use crate::view::Person;
use crate::{Counter, Host, pin};

/// How far the clocks may be apart unremarked.
const APART: TimeDelta = TimeDelta::seconds(120);

/// How this computer's clock stands to headquarters'.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// By how many seconds it is ahead, below 0 behind; none where they agree.
    pub ahead: Option<i64>,
    /// Whether that was recorded now.
    pub recorded: bool,
}

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

    /// Compares this computer's clock with headquarters', as an answer that was believed has it: labels and records go by this one
    /// (化妆品生产电子记录要求: record times must be true). By how many seconds it is ahead, where that is more than the network and a
    /// time server explain; once a day that is recorded, and told.
    ///
    /// # Errors
    /// What the store answers.
    pub fn compared(&mut self, headquarters: Moment) -> Result<Compared, Refusal> {
        let here = self.host().now();
        let ahead = here - headquarters;
        if ahead.abs() <= APART {
            return Ok(Compared { ahead: None, recorded: false });
        }
        let (ahead, today) = (Some(ahead.num_seconds()), self.today());
        let known = self.store().marks(today, today)?;
        let known = known.iter().any(|mark| matches!(mark.what, What::ClockAhead | What::ClockBehind));
        if known || self.store().alone().is_some() {
            return Ok(Compared { ahead, recorded: false });
        }
        let event = ClockCompared { headquarters: domain::in_china(headquarters), here };
        self.write::<_, Refusal>("system", "clock.compared", |tx| {
            tx.record(event)?;
            Ok(())
        })?;
        Ok(Compared { ahead, recorded: true })
    }

    /// Takes records back that this file lost; all of them or none.
    ///
    /// # Errors
    /// What the store answers: then nothing was written.
    pub fn caught_up(&mut self, records: &[Stored]) -> Result<Head, Refusal> {
        let head = self.store_mut().caught_up(records)?;
        self.rest_when_long()?;
        Ok(head)
    }

    /// Goes on after lost records came back: a new life of the store begins.
    ///
    /// # Errors
    /// What the store answers.
    pub fn goes_on(&mut self, caller: &Caller, recovered_to: u64) -> Result<(), Refusal> {
        let stamp = self.host().stamp();
        Ok(self.store_mut().begins_again(caller.actor(), stamp, Went::WithHeadquarters { recovered_to })?)
    }

    /// Keeps headquarters' word that this file's key signs from here on.
    ///
    /// # Errors
    /// What the store answers.
    pub fn keep_grant(&mut self, grant: &[u8]) -> Result<(), Refusal> {
        Ok(self.store_mut().keep_grant(grant)?)
    }

    /// Who may set the first PIN of a store that came back without anybody's: the managers in post; where there is none, whoever is
    /// in post.
    ///
    /// # Errors
    /// What the store answers.
    pub fn firsts(&self) -> Result<Vec<Person>, Refusal> {
        let mut all = Vec::new();
        for row in self.store().staff()? {
            let person = Person::of(self, &row, true)?;
            if person.in_post {
                all.push(person);
            }
        }
        let managers = all.iter().filter(|person| person.roles.contains(&Role::StoreManager));
        let managers: Vec<Person> = managers.cloned().collect();
        Ok(if managers.is_empty() { all } else { managers })
    }

    /// Begins a new life of a store that came back whole, with the first PIN of a person in it and with headquarters' word for the key
    /// that signs from here on: all of it in one write, or nothing.
    ///
    /// # Errors
    /// `pin_weak`, `not_first`; what the store answers.
    pub fn begins_with_pin(
        &mut self,
        staff: &StaffId,
        pin: &str,
        recovered_to: u64,
        key: StoreKeyChanged,
    ) -> Result<(), Refusal> {
        let pin =
            fields::pin(pin).map_err(|why| Refusal::new("pin_weak", format!("{}；没有改动", why.zh)))?;
        if !self.firsts()?.iter().any(|person| person.staff == staff.as_str()) {
            let message = format!("{staff} 不是在岗的店长，不能设定第一个 PIN；没有改动");
            return Err(Refusal::new("not_first", message));
        }
        let hash = pin::hash(&self.store().device_secret()?, &pin)?;
        let (stamp, went) = (self.host().stamp(), Went::WithHeadquarters { recovered_to });
        let row = self.store().person(staff)?;
        self.store_mut().begins_with::<Refusal>(staff.as_str(), stamp, went, |tx| {
            tx.record(key)?;
            pin::set(tx, staff, &hash, Some(&row), (Some(staff.clone()), Vec::new()))
        })
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
