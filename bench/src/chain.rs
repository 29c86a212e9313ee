//! Following the chain of 1,000,000 records, against hashing the same bytes alone.

use std::error::Error;

use chrono::DateTime;
use ledger::{Chain, Draft, Payload, Stored};
use sha2::{Digest as _, Sha256};

use crate::{Mark, Marks, median, timed};

const RECORDS: u64 = 1_000_000;

/// Measures both in turn.
pub fn run() -> Marks {
    let records = records()?;
    let (mut follow, mut hash) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let mut chain = Chain::new("JN01");
        let (seconds, followed) = timed(|| records.iter().try_for_each(|record| chain.follow(record)));
        followed?;
        follow.push(seconds);
        let sum = || records.iter().fold(0_u8, |sum, record| sum ^ Sha256::digest(&record.body)[0]);
        let (seconds, sum) = timed(sum);
        std::hint::black_box(sum);
        hash.push(seconds);
    }
    let (follow, hash) = (median(follow), median(hash));
    Ok(vec![Mark {
        what: "chain verification, 1,000,000 records",
        ours: format!("{follow:.2} s"),
        against: format!("SHA-256 of the same bytes alone {hash:.2} s"),
        ratio: Some(follow / hash),
    }])
}

fn records() -> Result<Vec<Stored>, Box<dyn Error>> {
    let at = DateTime::parse_from_rfc3339("2026-11-20T09:05:00+08:00")?;
    let payload = Payload::from_string(
        r#"{"service":"JN01-261120-0031","index":1,"lot":"P30-A","container":"P30-A-1","target":3750,"weight":3712,"by_hand":null,"at":"2026-11-20T09:05:00+08:00"}"#
            .to_owned(),
    )?;
    let mut chain = Chain::new("JN01");
    (1..=RECORDS)
        .map(|seq| {
            let (store, actor, kind) = ("JN01", "S02", "service.weighed");
            let draft = Draft { store, seq, at, monotonic: seq, actor, kind, version: 1, payload: &payload };
            let record = draft.link(chain.head().hash)?;
            chain.follow(&record)?;
            Ok(record)
        })
        .collect()
}
