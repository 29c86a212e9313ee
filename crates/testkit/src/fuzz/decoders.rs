//! Every decoder of `sync` that reads what comes from outside, with what is told of each input: whether it was taken, and which
//! fault was found how far in, so that a run sees when it gets further.

use sha2::{Digest as _, Sha256};
use sync::answer::{Answer, Outcome};
use sync::calls::{
    Batch, Enrol, EnrolOutcome, GivenBack, HeadOutcome, IntroduceKey, KeyGrant, RecordsOutcome, Rotate,
    RotateOutcome, SealedItem, SealedOutcome, SignedGrant, StoreKeyOutcome, Tail, TailOutcome,
};
use sync::down::Chain;
use sync::down::board::{Board, Held, SignedBoard};
use sync::down::bulletin::{Bulletin, Does, Taken, Verdict, judge};
use sync::down::carried::ComesDown;
use sync::down::content::{Recalls, Suspensions};
use sync::down::recipes::Recipes;
use sync::down::rulebooks::Rulebooks;
use sync::down::signers::SignedText;
use sync::down::staff::Staff;
use sync::down::working_days::WorkingDays;
use sync::export::Reading;
use sync::frame::{self, Frames, Malformed};
use sync::receipt::{Receipt, SignedReceipt};
use sync::request::{Signed, header};
use sync::root::Root;
use sync::stick::{self, Carried};
use sync::ticket::Ticket;

use super::begin::device;
use crate::down::{online, root};
use crate::hq::{STORE, store_key};

/// What became of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Met {
    /// Whether it was taken.
    pub taken: bool,
    /// Which fault, or how large what was taken is; two inputs of one number met the same.
    pub place: u64,
}

/// A decoder.
pub struct Decoder {
    /// Its name.
    pub name: &'static str,
    /// Its kept inputs, a line each in hexadecimal digits.
    pub corpus: &'static str,
    /// Tries an input.
    pub takes: fn(&[u8]) -> Met,
}

const fn taken(size: usize) -> Met {
    Met { taken: true, place: size as u64 / 16 }
}

const fn refused(place: u64) -> Met {
    Met { taken: false, place }
}

/// A fault by its code, of texts that never change.
fn by_code(code: &str) -> Met {
    refused(code.bytes().fold(7, |sum, byte| sum * 31 % 1_000_003 + u64::from(byte)))
}

fn json(error: &serde_json::Error) -> Met {
    // How far it was read stands for what was read.
    refused(2_000_000 + error.column() as u64 / 4)
}

fn malformed(error: &Malformed) -> Met {
    by_code(error.code())
}

fn of<T, E>(read: Result<T, E>, size: fn(&T) -> usize, fault: fn(&E) -> Met) -> Met {
    read.as_ref().map_or_else(fault, |one| taken(size(one)))
}

fn read<'a, T: serde::Deserialize<'a>>(bytes: &'a [u8], then: impl FnOnce(&T) -> bool) -> Met {
    match serde_json::from_slice::<T>(bytes) {
        Ok(one) if then(&one) => taken(0),
        Ok(_) => refused(1),
        Err(error) => json(&error),
    }
}

fn answer<T: Outcome>(bytes: &[u8]) -> Met {
    match Answer::<T>::read(bytes) {
        Ok(Answer::Outcome(outcome)) => taken(16 * outcome.code().len()),
        Ok(Answer::Refused(refused)) => taken(1_600 + 16 * refused.code().len()),
        Ok(Answer::Unknown(_)) => taken(0),
        Err(_) => refused(3),
    }
}

/// Content is read by what its bulletin does.
fn either(bytes: &[u8], reads: impl Fn(Does, &[u8]) -> bool) -> Met {
    match [Does::Stops, Does::Allows].iter().position(|does| reads(*does, bytes)) {
        Some(at) => taken(16 * at),
        None => refused(1),
    }
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// The root of the run, whose people may change it.
fn keeping() -> Root {
    let mut root = root();
    root.signers.iter_mut().for_each(|signer| signer.keeps_root = true);
    root
}

/// With the digest of a file on a stick at its end, without which nothing behind it is ever read.
fn digested(bytes: &[u8]) -> Vec<u8> {
    let mut file = Vec::with_capacity(bytes.len() + 32);
    file.extend_from_slice(bytes);
    file.extend_from_slice(&Sha256::digest(bytes));
    file
}

macro_rules! decoders {
    ($($name:literal => $takes:expr;)+) => {
        /// Every decoder.
        pub const DECODERS: &[Decoder] = &[$(Decoder {
            name: $name,
            corpus: include_str!(concat!("../../corpus/", $name, ".hex")),
            takes: $takes,
        },)+];
    };
}

decoders! {
    "unpacked" => |bytes| of(frame::unpacked(bytes), Vec::len, malformed);
    "frames" => |bytes| of(Frames::of(bytes.to_vec()), Frames::len, malformed);
    "batch" => |bytes| of(Frames::of(bytes.to_vec()).and_then(Batch::of), Batch::count, malformed);
    "packed-batch" => |bytes| of(Batch::read(bytes), Batch::count, malformed);
    "tail" => |bytes| of(Tail::read(bytes), |_| 0, malformed);
    "sealed" => |bytes| of(SealedItem::read(bytes), |_| 0, malformed);
    "enrol" => |bytes| read::<Enrol>(bytes, |one| one.proved().is_ok());
    "rotate" => |bytes| read::<Rotate>(bytes, |one| one.proved(STORE, device().id()).is_some());
    "store-key" => |bytes| read::<IntroduceKey>(bytes, |one| one.proved(STORE, device().id()).is_some());
    "grant" => |bytes| read::<SignedGrant>(bytes, |one| one.verified(&[online().verifying_key()]).is_ok());
    "receipt" => |bytes| read::<SignedReceipt>(bytes, |one| one.verified(&[online().verifying_key()]).is_ok());
    "grant-text" => |bytes| read::<KeyGrant>(bytes, |_| true);
    "receipt-text" => |bytes| read::<Receipt>(bytes, |_| true);
    "root" => |bytes| match text(bytes).map(Root::kept) {
        Some(Ok(root)) => taken(root.online.len()),
        Some(Err(_)) => refused(1),
        None => refused(2),
    };
    "next-root" => |bytes| read::<SignedText>(bytes, |one| keeping().next(one).is_ok());
    "board" => |bytes| read::<SignedBoard>(bytes, |one| {
        let now = chrono::DateTime::UNIX_EPOCH.fixed_offset();
        one.read(&root(), None, |_| Held { has: Taken::NONE, epoch: 0 }, now).is_ok()
    });
    "board-text" => |bytes| read::<Board>(bytes, |_| true);
    "bulletin" => |bytes| read::<SignedText>(bytes, |one| {
        let now = chrono::DateTime::UNIX_EPOCH.fixed_offset();
        matches!(judge(&root(), Chain::Recalls, Taken::NONE, one, now), Verdict::Now(_))
    });
    "bulletin-text" => |bytes| read::<Bulletin>(bytes, |_| true);
    "recalls" => |bytes| either(bytes, |does, bytes| Recalls::read(does, bytes).is_ok());
    "suspensions" => |bytes| either(bytes, |does, bytes| Suspensions::read(does, bytes).is_ok());
    "recipes" => |bytes| either(bytes, |does, bytes| Recipes::read(does, bytes).is_ok());
    "staff" => |bytes| either(bytes, |does, bytes| Staff::read(does, bytes).is_ok());
    "rulebooks" => |bytes| either(bytes, |does, bytes| Rulebooks::read(does, bytes).is_ok());
    "working-days" => |bytes| either(bytes, |does, bytes| WorkingDays::read(does, bytes).is_ok());
    "carried-down" => |bytes| if ComesDown::read(bytes).is_some() { taken(0) } else { refused(1) };
    "given-back" => |bytes| read::<GivenBack>(bytes, |_| true);
    "head-answer" => answer::<HeadOutcome>;
    "records-answer" => answer::<RecordsOutcome>;
    "enrol-answer" => answer::<EnrolOutcome>;
    "sealed-answer" => answer::<SealedOutcome>;
    "tail-answer" => answer::<TailOutcome>;
    "rotate-answer" => answer::<RotateOutcome>;
    "store-key-answer" => answer::<StoreKeyOutcome>;
    "ticket" => |bytes| match text(bytes).map(Ticket::read) {
        Some(Ok(ticket)) => taken(16 * ticket.url.len()),
        Some(Err(error)) => by_code(error.code()),
        None => refused(1),
    };
    "typed-ticket" => |bytes| match text(bytes).map(|text| Ticket::from_typed("https://hq.example.com", text)) {
        Some(Ok(_)) => taken(0),
        Some(Err(error)) => by_code(error.code()),
        None => refused(1),
    };
    "stick" => |bytes| match Carried::read(&digested(bytes)) {
        Ok(one) if one.signed().is_ok() => taken(16),
        Ok(_) => taken(0),
        Err(error) => by_code(error.code()),
    };
    "stick-answer" => |bytes| match stick::answer_read(&digested(bytes)) {
        Ok(one) => taken(one.len()),
        Err(error) => by_code(error.code()),
    };
    "headers" => |bytes| {
        const NAMES: [&str; 5] =
            [header::STORE, header::DEVICE, header::BOOT, header::COUNTER, header::SIGNATURE];
        let signed = Signed::read(|name| {
            let at = NAMES.iter().position(|one| *one == name);
            let line = at.and_then(|at| bytes.split(|byte| *byte == b'\n').nth(at));
            line.map(|line| vec![line]).unwrap_or_default()
        });
        of(signed, |one| one.store.len(), |_| refused(1))
    };
    "export" => |bytes| {
        let mut reading = Reading::new(store_key().verifying_key());
        let mut records = 0;
        for piece in bytes.chunks(97) {
            match reading.take(piece) {
                Ok(more) => records += more.len(),
                Err(_) => return refused(100 + records as u64),
            }
        }
        of(reading.end(), |_| 0, |_| refused(1))
    };
}
