//! A headquarters without a database: what is durable, what is only in memory, and the answers that wait until the one has
//! become the other. It decides nothing about batches itself: that is the mind's.

use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

use chrono::{DateTime, FixedOffset};
use ledger::{Chain, Hash, Head, SigningKey, Stored, VerifyingKey};
use sync::answer::{Outcome, Refused, written};
use sync::calls::{
    Batch, Compared, HeadOutcome, HeadQuery, RecordsOutcome, Rotate, RotateOutcome, Tail, TailHeader,
    TailOutcome,
};
use sync::device::DeviceId;
use sync::judge::{Boots, Known, Verdict};
use sync::receipt::{Asked, Receipt, SignedReceipt};
use sync::request::Signed;

use crate::minds::Mind;

/// The store of every run.
pub const STORE: &str = "JN01";
/// The enterprise of every run.
pub const HQ: &str = "TH";

/// The key that signs receipts.
#[must_use]
pub fn online_key() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

/// The key of the store's ledger.
#[must_use]
pub fn store_key() -> SigningKey {
    SigningKey::from_bytes(&[8; 32])
}

/// A broken promise of the whole: what, in words for whoever mends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation(pub String);

/// A record as headquarters keeps it.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Its bytes.
    pub body: Rc<[u8]>,
    /// Its hash.
    pub hash: Hash,
}

#[derive(Debug, Clone)]
pub(crate) struct Device {
    key: VerifyingKey,
    pub(crate) frozen: bool,
    revoked: bool,
    recovers: bool,
    boots: Boots,
}

/// What headquarters has on its disk, or believes to have.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    /// How often it was restored.
    pub epoch: u64,
    /// The records of each branch.
    pub lines: BTreeMap<u32, Vec<Kept>>,
    pub(crate) devices: BTreeMap<DeviceId, Device>,
    /// Divergent records, kept beside.
    pub beside: Vec<Vec<Hash>>,
    /// Signs that one device key is used by two PCs.
    pub clones: u32,
}

impl Disk {
    /// The hash of a branch at a place.
    #[must_use]
    pub fn hash_at(&self, branch: u32, seq: u64) -> Option<Hash> {
        if seq == 0 {
            return Some(Hash::ORIGIN);
        }
        let at = usize::try_from(seq - 1).ok()?;
        self.lines.get(&branch)?.get(at).map(|kept| kept.hash)
    }

    /// The head of a branch.
    #[must_use]
    pub fn head(&self, branch: u32) -> (u64, Hash) {
        let line = self.lines.get(&branch).map(Vec::as_slice).unwrap_or_default();
        (line.len() as u64, line.last().map_or(Hash::ORIGIN, |kept| kept.hash))
    }
}

/// A call.
#[derive(Debug, Clone)]
pub enum Call {
    /// What do you have?
    Head(HeadQuery),
    /// Take these.
    Records,
    /// Give me what you have from a place on.
    Tail {
        /// Of which branch.
        branch: u32,
        /// From where.
        from: u64,
    },
    /// A new device key.
    Rotate,
}

/// A request as it travels.
#[derive(Debug, Clone)]
pub struct Request {
    /// Which PC waits for the answer.
    pub pc: usize,
    /// What is asked.
    pub call: Call,
    /// Path and query.
    pub path: String,
    /// The body.
    pub body: Rc<[u8]>,
    /// Who asks.
    pub signed: Signed,
}

impl Request {
    /// Its method.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        match self.call {
            Call::Head(_) | Call::Tail { .. } => "GET",
            Call::Records | Call::Rotate => "POST",
        }
    }
}

/// An answer as it travels.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Whose.
    pub pc: usize,
    /// To which request.
    pub asked: Asked,
    /// The body.
    pub bytes: Vec<u8>,
}

/// The model.
pub struct Hq {
    /// What survives a kill.
    pub disk: Disk,
    /// What is in memory.
    pub working: Disk,
    /// Answers that wait for the disk.
    pub lane: Vec<Reply>,
    /// Copies of the disk.
    pub backups: Vec<Disk>,
    /// The most records of a batch that it takes.
    pub takes: usize,
    /// Whether it says that it is busy.
    pub busy: bool,
    /// Everything that it ever had, to know a divergence from an invention.
    pub ever: HashSet<(u32, u64, Hash)>,
    restores: u64,
}

fn json(outcome: &impl Outcome) -> Vec<u8> {
    written(outcome).unwrap_or_default()
}

impl Hq {
    /// A new headquarters that takes so many records at once.
    #[must_use]
    pub fn new(takes: usize) -> Self {
        Self {
            disk: Disk::default(),
            working: Disk::default(),
            lane: Vec::new(),
            backups: Vec::new(),
            takes,
            busy: false,
            ever: HashSet::new(),
            restores: 0,
        }
    }

    /// Enrols a device, durably, and ends the enrolment of every other: a store is one PC.
    pub fn enrol(&mut self, key: VerifyingKey, recovers: bool) {
        let id = DeviceId::of(&key);
        for disk in [&mut self.disk, &mut self.working] {
            disk.devices.values_mut().for_each(|device| device.revoked = true);
            let device = Device { key, frozen: false, revoked: false, recovers, boots: Boots::default() };
            let device = disk.devices.entry(id).or_insert(device);
            (device.revoked, device.recovers) = (false, recovers);
        }
    }

    /// Makes what is in memory durable and lets the answers go.
    pub fn commit(&mut self) -> Vec<Reply> {
        self.disk = self.working.clone();
        std::mem::take(&mut self.lane)
    }

    /// Loses what is in memory.
    pub fn kill(&mut self) {
        self.working = self.disk.clone();
        self.lane.clear();
    }

    /// Copies the disk.
    pub fn back_up(&mut self) {
        self.backups.push(self.disk.clone());
    }

    /// Goes back to a copy, in a new epoch.
    pub fn restore(&mut self, backup: usize) {
        let Some(backup) = self.backups.get(backup).cloned() else { return };
        self.restores += 1;
        self.disk = Disk { epoch: self.restores, ..backup };
        self.kill();
    }

    /// Answers a request once the disk has it.
    ///
    /// # Errors
    /// [`Violation`] where its history would not be one.
    pub fn handle(
        &mut self,
        mind: &dyn Mind,
        request: &Request,
        written: &HashSet<Hash>,
        at: DateTime<FixedOffset>,
    ) -> Result<(), Violation> {
        let bytes = self.answer(mind, request, written, at)?;
        self.lane.push(Reply { pc: request.pc, asked: request.signed.asked, bytes });
        Ok(())
    }

    /// What a headquarters that does not know that it was replaced would answer from an old copy.
    #[must_use]
    pub fn haunted(&self, backup: usize, request: &Request, at: DateTime<FixedOffset>) -> Option<Reply> {
        let (disk, Call::Head(query)) = (self.backups.get(backup)?, &request.call) else { return None };
        let bytes = head_answer(disk, query, request.signed.asked, at)?;
        Some(Reply { pc: request.pc, asked: request.signed.asked, bytes })
    }

    fn answer(
        &mut self,
        mind: &dyn Mind,
        request: &Request,
        written: &HashSet<Hash>,
        at: DateTime<FixedOffset>,
    ) -> Result<Vec<u8>, Violation> {
        if self.busy {
            return Ok(json(&Refused::Busy { after: 5 }));
        }
        let Some(device) = self.working.devices.get_mut(&request.signed.device) else {
            return Ok(json(&Refused::DeviceUnknown));
        };
        if !request.signed.is_by(&device.key, request.method(), &request.path, &request.body) {
            return Ok(json(&Refused::BadSignature));
        }
        let cloned = device.boots.heard(request.signed.asked);
        let (frozen, revoked, recovers) = (device.frozen, device.revoked, device.recovers);
        self.working.clones += u32::from(cloned);
        if revoked {
            return Ok(json(&Refused::Revoked));
        }
        if frozen {
            return Ok(json(&Refused::Frozen));
        }
        let asked = request.signed.asked;
        Ok(match &request.call {
            Call::Head(query) => head_answer(&self.working, query, asked, at).unwrap_or_default(),
            Call::Tail { .. } if !recovers => json(&TailOutcome::Forbidden),
            Call::Tail { branch, from } => self.tail(*branch, *from, asked, at),
            Call::Rotate => self.rotate(request),
            Call::Records => match Batch::read(&request.body) {
                Ok(batch) => self.records(mind, request, &batch, written, at)?,
                Err(error) => json(&Refused::Unreadable { what: error.code().to_owned() }),
            },
        })
    }

    fn rotate(&mut self, request: &Request) -> Vec<u8> {
        let old = request.signed.device;
        let proved =
            serde_json::from_slice::<Rotate>(&request.body).ok().and_then(|one| one.proved(STORE, old));
        let (Some(key), Some(device)) = (proved, self.working.devices.remove(&old)) else {
            return json(&RotateOutcome::NotRotated);
        };
        self.working.devices.insert(DeviceId::of(&key), Device { key, ..device });
        json(&RotateOutcome::Rotated)
    }

    fn tail(&self, branch: u32, from: u64, asked: Asked, at: DateTime<FixedOffset>) -> Vec<u8> {
        let Some(receipt) = receipt(&self.working, branch, asked, at) else { return Vec::new() };
        let Some(prev) = from.checked_sub(1).and_then(|seq| self.working.hash_at(branch, seq)) else {
            return Vec::new();
        };
        let header = TailHeader { store: STORE.to_owned(), branch, first: from, prev, receipt };
        let line = self.working.lines.get(&branch).map(Vec::as_slice).unwrap_or_default();
        let skip = usize::try_from(from - 1).unwrap_or(usize::MAX);
        let bodies = line.iter().skip(skip).take(self.takes.min(7)).map(|kept| &*kept.body);
        Tail::written(&header, bodies).unwrap_or_default()
    }

    fn records(
        &mut self,
        mind: &dyn Mind,
        request: &Request,
        batch: &Batch,
        written: &HashSet<Hash>,
        at: DateTime<FixedOffset>,
    ) -> Result<Vec<u8>, Violation> {
        if batch.count() > self.takes {
            let records = u32::try_from(self.takes).unwrap_or(u32::MAX);
            return Ok(json(&RecordsOutcome::TooLarge { records, bytes: 1 }));
        }
        let branch = batch.header.branch;
        let disk = &self.working;
        // A branch that is not there yet begins where a line has what it follows.
        let begun = (!disk.lines.contains_key(&branch)).then(|| {
            let before = batch.header.first.saturating_sub(1);
            let line = disk.lines.keys().find(|line| disk.hash_at(**line, before) == Some(batch.header.prev));
            let there = line.and_then(|line| disk.hash_at(*line, before));
            mind.begins(batch, there).map(|begun| (begun, line.copied().unwrap_or(0)))
        });
        let begun = begun.flatten().filter(|((seq, _), _)| *seq > 0);
        let (seq, hash) = begun.map_or_else(|| disk.head(branch), |(begun, _)| begun);
        let key = store_key().verifying_key();
        let known = Known { store: STORE, key: &key, branch, seq, hash };
        let mut verdict = mind.judge(&known, None, batch);
        if let Verdict::Look { seq } = verdict {
            let looked = disk.hash_at(branch, seq).map(|hash| (seq, hash));
            verdict = mind.judge(&known, looked, batch);
        }
        let asked = request.signed.asked;
        let outcome = match verdict {
            Verdict::Accept { skip, head } => {
                if let Some(((before, _), from)) = begun {
                    let line = self.working.lines.get(&from).map(Vec::as_slice).unwrap_or_default();
                    let prefix = line.iter().take(usize::try_from(before).unwrap_or(0)).cloned().collect();
                    self.working.lines.insert(branch, prefix);
                }
                self.append(branch, batch, skip, &head, written)?;
                receipt(&self.working, branch, asked, at).map(|receipt| RecordsOutcome::Accepted { receipt })
            }
            Verdict::Already => {
                receipt(&self.working, branch, asked, at).map(|receipt| RecordsOutcome::Already { receipt })
            }
            Verdict::Gap => {
                receipt(&self.working, branch, asked, at).map(|receipt| RecordsOutcome::Gap { receipt })
            }
            Verdict::Fork { at: place, hq, store } => {
                self.diverged(branch, batch, written)?;
                if let Some(device) = self.working.devices.get_mut(&request.signed.device) {
                    device.frozen = true;
                }
                let receipt = receipt(&self.working, branch, asked, at);
                receipt.map(|receipt| RecordsOutcome::Fork { at: place, hq, store, receipt })
            }
            Verdict::Broken { seq } => Some(RecordsOutcome::Broken { seq }),
            Verdict::OtherStore => Some(RecordsOutcome::OtherStore),
            Verdict::HeadUnsigned => Some(RecordsOutcome::HeadUnsigned),
            Verdict::Look { .. } => None,
        };
        Ok(outcome.map(|outcome| json(&outcome)).unwrap_or_default())
    }

    /// Keeps new records, and sees that what it has is one history of what stores have written.
    fn append(
        &mut self,
        branch: u32,
        batch: &Batch,
        skip: usize,
        head: &Head,
        written: &HashSet<Hash>,
    ) -> Result<(), Violation> {
        let (seq, hash) = self.working.head(branch);
        let mut chain = Chain::from_head(&Head { store: STORE.to_owned(), seq, hash });
        for body in batch.bodies().skip(skip) {
            let Head { seq, hash: prev, .. } = chain.head();
            let record = Stored { seq: seq + 1, body: body.to_vec(), prev, hash: prev.then(body) };
            let fault = |error| Violation(format!("headquarters' history is none: {error}"));
            chain.follow(&record).map_err(fault)?;
            if !written.contains(&record.hash) {
                return Err(Violation(format!("headquarters has a record {} that nobody wrote", record.seq)));
            }
            self.ever.insert((branch, record.seq, record.hash));
            let kept = Kept { body: record.body.into(), hash: record.hash };
            self.working.lines.entry(branch).or_default().push(kept);
        }
        if chain.head() == *head {
            Ok(())
        } else {
            Err(Violation("headquarters' head is another".to_owned()))
        }
    }

    /// Keeps divergent records beside, and sees that they are divergent, and written by the store.
    fn diverged(&mut self, branch: u32, batch: &Batch, written: &HashSet<Hash>) -> Result<(), Violation> {
        let (mut hash, mut seq, mut differs) = (batch.header.prev, batch.header.first - 1, false);
        differs |= self.working.hash_at(branch, seq).is_some_and(|there| there != hash);
        let mut beside = Vec::new();
        for body in batch.bodies() {
            (hash, seq) = (hash.then(body), seq + 1);
            differs |= self.working.hash_at(branch, seq).is_some_and(|there| there != hash);
            beside.push(hash);
        }
        if !differs {
            return Err(Violation("a fork where nothing differs".to_owned()));
        }
        if beside.iter().any(|hash| !written.contains(hash)) {
            return Err(Violation("a fork by records that nobody wrote".to_owned()));
        }
        self.working.beside.push(beside);
        Ok(())
    }
}

fn receipt(disk: &Disk, branch: u32, asked: Asked, at: DateTime<FixedOffset>) -> Option<SignedReceipt> {
    let (seq, hash) = disk.head(branch);
    let (hq, store) = (HQ.to_owned(), STORE.to_owned());
    let receipt = Receipt { hq, epoch: disk.epoch, store, branch, seq, hash, at, erased: Vec::new(), asked };
    receipt.signed(&online_key()).ok()
}

fn head_answer(disk: &Disk, query: &HeadQuery, asked: Asked, at: DateTime<FixedOffset>) -> Option<Vec<u8>> {
    let place = query.at.and_then(|seq| disk.hash_at(query.branch, seq).map(|hash| Compared { seq, hash }));
    let receipt = receipt(disk, query.branch, asked, at)?;
    Some(json(&HeadOutcome::Receipt { receipt, at: place, identity: false }))
}
