//! A store with a few records, its keys, and headquarters' receipts for it.

use chrono::{DateTime, FixedOffset};
use ledger::{Draft, Hash, Head, Payload, SigningKey, Stored, VerifyingKey};
use sync::calls::{Batch, BatchHeader, HeadSeal};
use sync::plan::Local;
use sync::receipt::{Asked, Receipt, SignedReceipt};

pub const ASKED: Asked = Asked { boot: [5; 16], counter: 7 };

pub fn store_key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

pub fn online_key() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

pub fn keys() -> [VerifyingKey; 1] {
    [online_key().verifying_key()]
}

pub fn at() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-30T09:05:00+08:00").unwrap()
}

/// A chain of records; `word` makes it another one.
pub fn records(count: u64, word: &str) -> Vec<Stored> {
    let (mut records, mut prev) = (Vec::new(), Hash::ORIGIN);
    for seq in 1..=count {
        let payload = Payload::from_string(format!("{{\"n\":{seq},\"词\":\"{word}\"}}")).unwrap();
        let (store, actor, kind) = ("JN01", "A03", "service.opened");
        let draft =
            Draft { store, seq, at: at(), monotonic: seq, actor, kind, version: 1, payload: &payload };
        let record = draft.link(prev).unwrap();
        prev = record.hash;
        records.push(record);
    }
    records
}

/// A chain that is another one from a place on.
pub fn diverging(count: u64, from: u64) -> Vec<Stored> {
    let (mut records, word) = (records(from - 1, "调配"), "另一");
    for seq in from..=count {
        let payload = Payload::from_string(format!("{{\"n\":{seq},\"词\":\"{word}\"}}")).unwrap();
        let prev = records.last().map_or(Hash::ORIGIN, |record| record.hash);
        let (store, actor, kind) = ("JN01", "A03", "service.opened");
        let draft =
            Draft { store, seq, at: at(), monotonic: seq, actor, kind, version: 1, payload: &payload };
        records.push(draft.link(prev).unwrap());
    }
    records
}

pub fn hash_at(records: &[Stored], seq: u64) -> Option<Hash> {
    if seq == 0 {
        Some(Hash::ORIGIN)
    } else {
        records.get(usize::try_from(seq).unwrap() - 1).map(|one| one.hash)
    }
}

pub fn local<T>(records: &[Stored], work: impl FnOnce(&Local<'_>) -> T) -> T {
    let (hash_at, keys) = (|seq: u64| hash_at(records, seq), keys());
    let last = records.len() as u64;
    let (hq, store) = ("TH", "JN01");
    work(&Local {
        hq,
        keys: &keys,
        store,
        branch: 0,
        base: 0,
        last,
        hash_at: &hash_at,
        epoch: 0,
        asked: ASKED,
    })
}

pub fn receipt(records: &[Stored], seq: u64, epoch: u64) -> Receipt {
    let (hq, store, hash) = ("TH".to_owned(), "JN01".to_owned(), hash_at(records, seq).unwrap());
    Receipt { hq, epoch, store, branch: 0, seq, hash, at: at(), erased: Vec::new(), asked: ASKED }
}

pub fn signed(records: &[Stored], seq: u64, epoch: u64) -> SignedReceipt {
    receipt(records, seq, epoch).signed(&online_key()).unwrap()
}

pub fn header(records: &[Stored], first: u64, last: u64) -> BatchHeader {
    let (store, hash) = ("JN01".to_owned(), hash_at(records, last).unwrap());
    let head = Head { store: store.clone(), seq: last, hash }.signed(&store_key());
    let prev = hash_at(records, first - 1).unwrap();
    BatchHeader { store, branch: 0, first, prev, head: HeadSeal::from(&head) }
}

pub fn bodies(records: &[Stored], first: u64, last: u64) -> Vec<&[u8]> {
    records.iter().filter(|one| (first..=last).contains(&one.seq)).map(|one| one.body.as_slice()).collect()
}

pub fn packed(records: &[Stored], first: u64, last: u64) -> Vec<u8> {
    Batch::written(&header(records, first, last), bodies(records, first, last)).unwrap()
}

pub fn batch(records: &[Stored], first: u64, last: u64) -> Batch {
    Batch::read(&packed(records, first, last)).unwrap()
}
