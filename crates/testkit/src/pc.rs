//! A store's PC: its file, the receipt and the device key beside it, and what it forgets when it is switched off. The records
//! are real ones of `ledger`; what to do with answers is the mind's.

use chrono::{DateTime, FixedOffset};
use ledger::{Draft, Hash, Head, Payload, Stored, VerifyingKey};
use sync::answer::{Answer, Outcome};
use sync::calls::{
    Batch, BatchHeader, HEAD, HeadOutcome, HeadQuery, HeadSeal, RECORDS, ROTATE, RecordsOutcome, Rotate,
    RotateOutcome, TAIL, Tail, TailOutcome,
};
use sync::device::DeviceKey;
use sync::frame;
use sync::plan::{Heard, Keep, Local, Pace, Sent, Step};
use sync::receipt::{Asked, Receipt, SignedReceipt};
use sync::request::Asking;
use sync::restore::{Act, Happened, Restoring};
use sync::shown::{Shown, shown};

use crate::chance::Chance;
use crate::hq::{Call, HQ, Request, STORE, Violation, online_key, store_key};
use crate::minds::Mind;

/// What is in flight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aloft {
    /// The question for the head.
    Head,
    /// Records.
    Records(Sent),
    /// The question for headquarters' records.
    Tail,
    /// A new device key.
    Rotate,
}

/// A PC.
#[derive(Debug)]
pub struct Pc {
    /// Its file.
    pub file: Vec<Stored>,
    /// The branch that it writes.
    pub branch: u32,
    /// Where that branch began.
    pub base: u64,
    /// The receipt in hand.
    pub kept: Option<(SignedReceipt, Receipt)>,
    /// The receipt beside the file: the same, but where the disk did not take it.
    pub kept_on_disk: Option<(SignedReceipt, Receipt)>,
    /// The seed of its device key, beside the file.
    pub device: [u8; 32],
    /// A key that may have taken its place.
    pub next_device: Option<[u8; 32]>,
    /// Copies of the file.
    pub backups: Vec<Vec<Stored>>,
    /// How often a promise was taken back, with a note of it.
    pub incidents: u32,
    /// How many requests it made.
    pub requests: u32,
    /// Whether the disk takes anything.
    pub full: bool,
    /// A restore that is under way.
    pub restoring: Option<Restoring>,
    /// The start of the program.
    pub boot: [u8; 16],
    counter: u64,
    pace: Pace,
    /// What it does next.
    pub step: Option<Step>,
    /// What is in flight.
    pub flight: Option<(Asked, Aloft)>,
    /// The latest epoch that the plan told it to keep.
    pub epoch: u64,
    /// The same beside the file.
    pub(crate) epoch_on_disk: u64,
    /// The latest epoch that it heard of, whatever the plan made of it.
    pub heard_epoch: u64,
}

fn hash_of(file: &[Stored]) -> impl Fn(u64) -> Option<Hash> {
    move |seq| {
        let at = usize::try_from(seq.checked_sub(1)?).ok()?;
        file.get(at).map(|record| record.hash)
    }
}

impl Pc {
    /// A PC with a file, or a new one.
    #[must_use]
    pub fn new(file: Vec<Stored>, chance: &mut Chance) -> Self {
        Self {
            file,
            branch: 0,
            base: 0,
            kept: None,
            kept_on_disk: None,
            device: chance.bytes(),
            next_device: None,
            backups: Vec::new(),
            incidents: 0,
            requests: 0,
            full: false,
            restoring: None,
            boot: chance.bytes(),
            counter: 0,
            pace: Pace::default(),
            step: None,
            flight: None,
            epoch: 0,
            epoch_on_disk: 0,
            heard_epoch: 0,
        }
    }

    /// The public half of its device key.
    #[must_use]
    pub fn device_key(&self) -> VerifyingKey {
        DeviceKey::from_seed(&self.device).public()
    }

    /// The file's head.
    #[must_use]
    pub fn head(&self) -> Head {
        let hash = self.file.last().map_or(Hash::ORIGIN, |record| record.hash);
        Head { store: STORE.to_owned(), seq: self.file.len() as u64, hash }
    }

    /// Whether the counter writes.
    #[must_use]
    pub const fn writes(&self) -> bool {
        self.restoring.is_none() && !self.full
    }

    /// Writes a record; answers with its hash.
    pub fn write(&mut self, kind: &str, text: u64, at: DateTime<FixedOffset>) -> Option<Hash> {
        let payload = Payload::from_string(format!("{{\"n\":\"{text:016x}\"}}")).ok()?;
        let Head { seq, hash, .. } = self.head();
        let draft = Draft {
            store: STORE,
            seq: seq + 1,
            at,
            monotonic: self.counter,
            actor: "A01",
            kind,
            version: 1,
            payload: &payload,
        };
        let record = draft.link(hash).ok()?;
        let hash = record.hash;
        self.file.push(record);
        Some(hash)
    }

    /// Is switched off and on again.
    pub fn start(&mut self, chance: &mut Chance) {
        (self.boot, self.counter) = (chance.bytes(), 0);
        (self.flight, self.step, self.pace) = (None, None, Pace::default());
        self.kept = self.kept_on_disk.clone();
        (self.epoch, self.heard_epoch) = (self.epoch_on_disk, self.epoch_on_disk);
        // A restore that was cut off begins with its file again.
        let from = self.head();
        self.restoring = self.restoring.as_ref().map(|restoring| match restoring {
            Restoring::Copied { .. } => Restoring::Copied { from },
            Restoring::Asking { .. }
            | Restoring::FetchingTail { .. }
            | Restoring::Replayed { .. }
            | Restoring::Marked
            | Restoring::Open
            | Restoring::ReadOnly { .. } => Restoring::Asking { from },
        });
    }

    fn with_local<T>(&self, asked: Asked, work: impl FnOnce(&Local<'_>) -> T) -> T {
        let (hash_at, keys) = (hash_of(&self.file), [online_key().verifying_key()]);
        work(&Local {
            hq: HQ,
            keys: &keys,
            store: STORE,
            branch: self.branch,
            base: self.base,
            last: self.file.len() as u64,
            hash_at: &hash_at,
            epoch: self.epoch,
            asked,
        })
    }

    /// What its screen says.
    #[must_use]
    pub fn shown(&self) -> Shown {
        let asked = Asked { boot: self.boot, counter: 0 };
        let kept = self.kept.as_ref().map(|(_, kept)| kept);
        self.with_local(asked, |local| shown(local, kept, self.step.as_ref()))
    }

    fn request(&mut self, pc: usize, call: Call, path: String, body: Vec<u8>, aloft: Aloft) -> Request {
        self.counter += 1;
        self.requests += 1;
        let asked = Asked { boot: self.boot, counter: self.counter };
        let blank = DeviceKey::from_seed(&self.device);
        let mut request = Request {
            pc,
            call,
            path,
            body: body.into(),
            signed: blank.signed(&Asking { method: "", path: "", store: STORE, asked }, b""),
        };
        let asking = Asking { method: request.method(), path: &request.path, store: STORE, asked };
        request.signed = blank.signed(&asking, &request.body);
        self.flight = Some((asked, aloft));
        request
    }

    /// Asks for the head.
    pub fn ask(&mut self, pc: usize) -> Request {
        let query = HeadQuery { branch: self.branch, at: Some(self.file.len() as u64), erased_from: None };
        debug_assert!(query.path().starts_with(HEAD));
        self.request(pc, Call::Head(query), query.path(), Vec::new(), Aloft::Head)
    }

    /// The batch that a step wants, if there is anything to send.
    #[must_use]
    pub fn batch(&self, first: u64, until: Option<u64>) -> Option<(Vec<u8>, Sent)> {
        let skip = usize::try_from(first.checked_sub(1)?).ok()?;
        let most = until.map_or(self.pace.most, |until| {
            self.pace.most.min(usize::try_from((until + 1).saturating_sub(first)).unwrap_or(usize::MAX))
        });
        let records = self.file.get(skip..)?;
        let count = frame::fitting(records.iter().map(|record| record.body.len()), most);
        let records = records.get(..count)?;
        let (head, last) = (records.first()?, records.last()?);
        let end = Head { store: STORE.to_owned(), seq: last.seq, hash: last.hash };
        let header = BatchHeader {
            store: STORE.to_owned(),
            branch: self.branch,
            first,
            prev: head.prev,
            head: HeadSeal::from(&end.signed(&store_key())),
        };
        let bytes = Batch::written(&header, records.iter().map(|record| record.body.as_slice())).ok()?;
        Some((bytes, Sent { first, last: last.seq }))
    }

    /// Starts the flight that its step, or its restore, wants.
    pub fn fly(&mut self, pc: usize, chance: &mut Chance) -> Option<Request> {
        if self.flight.is_some() {
            return None;
        }
        match self.restoring.as_ref().map(Restoring::act) {
            None => {}
            Some(Act::Fetch { from }) => {
                let (branch, path) = (self.branch, format!("{TAIL}?branch={}&from={from}", self.branch));
                return Some(self.request(pc, Call::Tail { branch, from }, path, Vec::new(), Aloft::Tail));
            }
            // Of a copy that differs, too, headquarters is told.
            Some(Act::Wait) if matches!(self.step, Some(Step::Tell { .. })) => {}
            Some(Act::AskHead | Act::Wait) => return Some(self.ask(pc)),
            Some(Act::Enrol | Act::Record | Act::Open | Act::Done) => return None,
        }
        if let Some(next) = self.next_device.filter(|_| chance.percent(30)) {
            let new = DeviceKey::from_seed(&next);
            let rotate = Rotate::to(&new, STORE, DeviceKey::from_seed(&self.device).id());
            let body = serde_json::to_vec(&rotate).ok()?;
            return Some(self.request(pc, Call::Rotate, ROTATE.to_owned(), body, Aloft::Rotate));
        }
        let (first, until) = match self.step {
            Some(Step::Send { first, until }) => (first, until),
            Some(Step::Resend { first, .. } | Step::Tell { at: first, .. }) => (first, None),
            None
            | Some(
                Step::Level
                | Step::Ask
                | Step::Waiting { .. }
                | Step::Forked { .. }
                | Step::Behind { .. }
                | Step::Verify { .. }
                | Step::Stopped(_),
            ) => return Some(self.ask(pc)),
        };
        match self.batch(first, until) {
            Some((bytes, sent)) => {
                Some(self.request(pc, Call::Records, RECORDS.to_owned(), bytes, Aloft::Records(sent)))
            }
            None => Some(self.ask(pc)),
        }
    }

    /// Hears what came back for the flight, or that nothing did.
    ///
    /// # Errors
    /// [`Violation`] where it takes back a promise without saying so.
    pub fn hear(&mut self, mind: &dyn Mind, bytes: Option<&[u8]>) -> Result<(), Violation> {
        let Some((asked, aloft)) = self.flight.take() else { return Ok(()) };
        match aloft {
            Aloft::Rotate => self.rotated(bytes),
            Aloft::Tail => self.fetched(bytes),
            Aloft::Head => {
                let answer = bytes.and_then(|bytes| Answer::<HeadOutcome>::read(bytes).ok());
                let heard = answer.as_ref().map_or(Heard::Nothing { after: None }, Heard::Head);
                return self.decide(mind, asked, heard);
            }
            Aloft::Records(sent) => {
                let answer = bytes.and_then(|bytes| Answer::<RecordsOutcome>::read(bytes).ok());
                let heard = answer
                    .as_ref()
                    .map_or(Heard::Nothing { after: None }, |answer| Heard::Records(sent, answer));
                return self.decide(mind, asked, heard);
            }
        }
        Ok(())
    }

    fn rotated(&mut self, bytes: Option<&[u8]>) {
        let outcome = bytes.and_then(|bytes| Answer::<RotateOutcome>::read(bytes).ok());
        // Where the answer was lost, headquarters may know either key: the new one is tried, then the old one.
        let Some(next) = self.next_device else { return };
        match outcome {
            Some(Answer::Outcome(RotateOutcome::Rotated)) => {
                (self.device, self.next_device) = (next, None);
            }
            Some(Answer::Outcome(RotateOutcome::NotRotated)) => self.next_device = None,
            Some(Answer::Refused(_) | Answer::Unknown(_)) | None => {}
        }
    }

    fn fetched(&mut self, bytes: Option<&[u8]>) {
        let Some(restoring) = self.restoring.clone() else { return };
        let end = self.head();
        let forbidden = bytes.is_some_and(|bytes| {
            matches!(Answer::<TailOutcome>::read(bytes), Ok(Answer::Outcome(TailOutcome::Forbidden)))
        });
        let tail = bytes.and_then(|bytes| Tail::read(bytes).ok());
        let mut records = tail.and_then(|tail| tail.followed(&end, self.branch).ok()).unwrap_or_default();
        // Headquarters may have more by now: what its receipt promised is what is fetched.
        if let Restoring::FetchingTail { until, .. } = &restoring {
            records.retain(|record| record.seq <= until.0);
        }
        let happened = if forbidden {
            Happened::Forbidden
        } else if self.full || records.is_empty() {
            Happened::FetchFailed
        } else {
            self.file.extend(records);
            Happened::Fetched(self.head())
        };
        match restoring.after(happened) {
            Ok(next) => self.restoring = Some(next),
            Err(_) => self.file.truncate(usize::try_from(end.seq).unwrap_or(usize::MAX)),
        }
    }

    fn decide(&mut self, mind: &dyn Mind, asked: Asked, heard: Heard<'_>) -> Result<(), Violation> {
        let kept = self.kept.as_ref().map(|(_, kept)| kept);
        let planned = self.with_local(asked, |local| mind.plan(local, kept, self.pace, heard));
        // What it believes of headquarters from now on, whatever the plan keeps of it.
        let fresh = heard_receipt(&heard).filter(|receipt| receipt.asked == asked);
        self.heard_epoch = self.heard_epoch.max(fresh.map_or(0, |receipt| receipt.epoch));
        (self.pace, self.epoch) = (planned.pace, planned.epoch);
        self.remember(&planned.step, planned.keep)?;
        let safe = self.kept.as_ref().map_or(0, |(_, kept)| kept.seq);
        if planned.step == Step::Level && safe != self.file.len() as u64 {
            return Err(Violation("level without a receipt for it".to_owned()));
        }
        if let Some(next) = self.next_device.filter(|_| is_unknown(&planned.step)) {
            (self.device, self.next_device) = (next, Some(self.device));
        }
        self.step = Some(planned.step.clone());
        match self
            .restoring
            .as_ref()
            .map(|restoring| restoring.after(Happened::Planned(planned.step.clone())))
        {
            Some(Ok(next)) => self.restoring = Some(next),
            Some(Err(_)) => {}
            // A file that is older than what headquarters has is restored, whoever put it there.
            None if matches!(planned.step, Step::Behind { .. }) => {
                self.restoring = Some(Restoring::Copied { from: self.head() });
            }
            None => {}
        }
        Ok(())
    }

    /// Keeps what the plan says, and sees that no promise is taken back in silence.
    fn remember(&mut self, step: &Step, keep: Keep) -> Result<(), Violation> {
        let held =
            self.kept.as_ref().filter(|(_, kept)| kept.branch == self.branch).map_or(0, |(_, kept)| kept.seq);
        match keep {
            Keep::Same => {}
            Keep::Withdrawn => {
                self.incidents += 1;
                self.kept = None;
            }
            Keep::New(signed) => {
                let parsed: Result<Receipt, _> = serde_json::from_str(&signed.text);
                let receipt =
                    parsed.map_err(|error| Violation(format!("kept what cannot be read: {error}")))?;
                if receipt.epoch < self.heard_epoch {
                    return Err(Violation(
                        "it believes a headquarters from before the restore that it knows of".to_owned(),
                    ));
                }
                if receipt.seq < held {
                    if !matches!(step, Step::Resend { .. }) {
                        return Err(Violation("a promise was taken back in silence".to_owned()));
                    }
                    self.incidents += 1;
                }
                self.kept = Some((signed, receipt));
            }
        }
        if !self.full {
            (self.kept_on_disk, self.epoch_on_disk) = (self.kept.clone(), self.epoch);
        }
        Ok(())
    }
}

/// The receipt that came, if headquarters signed it.
fn heard_receipt(heard: &Heard<'_>) -> Option<Receipt> {
    let signed = match heard {
        Heard::Head(Answer::Outcome(HeadOutcome::Receipt { receipt, .. }))
        | Heard::Records(
            _,
            Answer::Outcome(
                RecordsOutcome::Accepted { receipt }
                | RecordsOutcome::Already { receipt }
                | RecordsOutcome::Gap { receipt }
                | RecordsOutcome::Fork { receipt, .. },
            ),
        ) => receipt,
        Heard::Head(_) | Heard::Records(..) | Heard::Nothing { .. } => return None,
    };
    signed.verified(&[online_key().verifying_key()]).ok()
}

fn is_unknown(step: &Step) -> bool {
    matches!(step, Step::Stopped(stop) if stop.code == sync::answer::Refused::DeviceUnknown.code())
}
