//! Any change to a chain is found, and the first bad record named.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::DateTime;
use ledger::{Chain, Draft, EncodeError, Fault, Hash, Head, MAX_BODY, Payload, Stored, signing_key, verify};
use proptest::prelude::*;

fn chain(count: u64) -> (Vec<Stored>, Head) {
    let mut chain = Chain::new("JN01");
    let mut records = Vec::new();
    for seq in 1..=count {
        let payload = Payload::from_string(format!(r#"{{"grams":{seq},"词":"调配"}}"#)).unwrap();
        let draft = Draft {
            store: "JN01",
            seq,
            at: DateTime::parse_from_rfc3339("2026-11-20T09:05:00+08:00").unwrap(),
            monotonic: seq * 10,
            actor: "A03",
            kind: "service.weighed",
            version: 1,
            payload: &payload,
        };
        let record = draft.link(chain.head().hash).unwrap();
        chain.follow(&record).unwrap();
        records.push(record);
    }
    (records, chain.head())
}

#[test]
fn a_whole_chain_verifies() {
    let (records, head) = chain(20);
    assert_eq!(verify(&records, &head).unwrap(), 20);
    assert_eq!(verify(&[], &Head { store: "JN01".into(), seq: 0, hash: Hash::ORIGIN }).unwrap(), 0);
}

#[test]
fn the_hash_is_what_the_documentation_says() {
    use sha2::{Digest, Sha256};
    let (records, _) = chain(2);
    let mut bytes = b"tiaohe-record-1\0".to_vec();
    bytes.extend(records[0].hash.0);
    bytes.extend(&records[1].body);
    assert_eq!(records[1].hash.0, <[u8; 32]>::from(Sha256::digest(bytes)));
}

#[test]
fn no_record_is_written_that_is_too_long_to_send() {
    let linked = |length: usize| {
        let payload = Payload::from_string(format!("\"{}\"", "a".repeat(length))).unwrap();
        let at = DateTime::parse_from_rfc3339("2026-11-20T09:05:00+08:00").unwrap();
        let (store, actor, kind) = ("JN01", "A03", "service.weighed");
        let draft = Draft { store, seq: 1, at, monotonic: 1, actor, kind, version: 1, payload: &payload };
        draft.link(Hash::ORIGIN)
    };
    let around = linked(0).unwrap().body.len();
    assert_eq!(linked(MAX_BODY - around).unwrap().body.len(), MAX_BODY, "the longest record");
    let refused = linked(MAX_BODY - around + 1).unwrap_err();
    assert!(matches!(refused, EncodeError::TooLarge { seq: 1, bytes } if bytes == MAX_BODY + 1), "{refused}");
}

#[test]
fn a_record_of_another_store_is_named() {
    let (records, _) = chain(3);
    let broken = Chain::new("JN02").follow(&records[0]).unwrap_err();
    assert_eq!((broken.seq, broken.fault), (1, Fault::OtherStore("JN01".into())));
}

#[test]
fn a_chain_goes_on_from_a_head() {
    let (records, head) = chain(9);
    let (_, early) = chain(5);
    let mut rest = Chain::from_head(&early);
    records[5..].iter().for_each(|record| rest.follow(record).unwrap());
    rest.ends_at(&head).unwrap();
}

#[test]
fn a_head_is_vouched_for_by_its_key_alone() {
    let (_, head) = chain(3);
    let (key, other) = (signing_key(&[7; 32]), signing_key(&[8; 32]));
    let signed = head.signed(&key);
    assert!(signed.verify(&key.verifying_key()).is_ok());
    assert!(signed.verify(&other.verifying_key()).is_err());
    for tamper in [
        |signed: &mut ledger::SignedHead| signed.head.seq += 1,
        |signed: &mut ledger::SignedHead| signed.head.hash.0[31] ^= 1,
        |signed: &mut ledger::SignedHead| signed.head.store.push('1'),
        |signed: &mut ledger::SignedHead| signed.signature[0] ^= 1,
    ] {
        let mut changed = signed.clone();
        tamper(&mut changed);
        assert!(changed.verify(&key.verifying_key()).is_err());
    }
}

/// One way to damage a chain; answers with the place at which it must be found, or `None` where nothing changed.
#[derive(Debug, Clone)]
enum Damage {
    Byte { record: usize, byte: usize, flip: u8 },
    Prev { record: usize, byte: usize, flip: u8 },
    Hash { record: usize, byte: usize, flip: u8 },
    Delete { record: usize },
    Swap { left: usize, right: usize },
    Truncate { keep: usize },
    Duplicate { record: usize },
    Append,
}

fn damage() -> impl Strategy<Value = Damage> {
    let place = || 0_usize..12;
    prop_oneof![
        (place(), 0_usize..400, 1_u8..).prop_map(|(record, byte, flip)| Damage::Byte { record, byte, flip }),
        (place(), 0_usize..32, 1_u8..).prop_map(|(record, byte, flip)| Damage::Prev { record, byte, flip }),
        (place(), 0_usize..32, 1_u8..).prop_map(|(record, byte, flip)| Damage::Hash { record, byte, flip }),
        place().prop_map(|record| Damage::Delete { record }),
        (place(), place()).prop_map(|(left, right)| Damage::Swap { left, right }),
        place().prop_map(|keep| Damage::Truncate { keep }),
        place().prop_map(|record| Damage::Duplicate { record }),
        Just(Damage::Append),
    ]
}

fn inflict(records: &mut Vec<Stored>, damage: &Damage) -> Option<u64> {
    let place = |index: usize| index as u64 + 1;
    Some(match *damage {
        Damage::Byte { record, byte, flip } => {
            let body = &mut records[record].body;
            let byte = byte % body.len();
            body[byte] ^= flip;
            place(record)
        }
        Damage::Prev { record, byte, flip } => {
            records[record].prev.0[byte] ^= flip;
            place(record)
        }
        Damage::Hash { record, byte, flip } => {
            records[record].hash.0[byte] ^= flip;
            place(record)
        }
        Damage::Delete { record } => {
            records.remove(record);
            place(record)
        }
        Damage::Swap { left, right } if left != right => {
            records.swap(left, right);
            place(left.min(right))
        }
        Damage::Swap { .. } => return None,
        Damage::Truncate { keep } => {
            records.truncate(keep);
            place(keep)
        }
        Damage::Duplicate { record } => {
            records.insert(record, records[record].clone());
            place(record) + 1
        }
        Damage::Append => {
            let (longer, _) = chain(13);
            records.push(longer[12].clone());
            13
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn any_damage_is_found_and_the_first_bad_record_named(damage in damage()) {
        let (mut records, head) = chain(12);
        match inflict(&mut records, &damage) {
            Some(place) => prop_assert_eq!(verify(&records, &head).unwrap_err().seq, place),
            None => prop_assert!(verify(&records, &head).is_ok()),
        }
    }
}

#[test]
fn every_single_bit_of_a_short_chain_matters() {
    let (records, head) = chain(3);
    for record in 0..records.len() {
        for bit in 0..records[record].body.len() * 8 {
            let mut changed = records.clone();
            changed[record].body[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(verify(&changed, &head).unwrap_err().seq, record as u64 + 1);
        }
    }
}
