//! 开工核对: every check of every binding rulebook over one representative service, against one SHA-256 of the same facts.
//!
//! The digest is the yardstick because a clearance always computes it as well: it is what both signers sign. Judging is
//! to cost less than what a person notices, not less than a hash; the ratio shows when it grows.

use std::hint::black_box;

use rules::{Facts, Gate, builtin, judge};
use sha2::{Digest, Sha256};

use crate::{Mark, Marks, median, timed};

const RUNS: usize = 2_001;

/// Measures `judge` at clearance over [`Facts::demo`] with all shipped rulebooks.
pub fn run() -> Marks {
    let (facts, rulebooks) = (Facts::demo(), builtin());
    let findings = judge(&facts, &rulebooks, Gate::Clearance).len();
    let (mut ours, mut reference) = (Vec::with_capacity(RUNS), Vec::with_capacity(RUNS));
    for _ in 0..RUNS {
        let judged = timed(|| judge(black_box(&facts), black_box(&rulebooks), Gate::Clearance));
        ours.push(black_box(judged).0);
        let (seconds, digest) = timed(|| serde_json::to_vec(black_box(&facts)).map(Sha256::digest));
        black_box(digest?);
        reference.push(seconds);
    }
    let (ours, reference) = (median(ours) * 1e6, median(reference) * 1e6);
    Ok(vec![Mark {
        what: "clearance: all checks of one service",
        ours: format!("{ours:.1} µs"),
        against: format!("facts as JSON and SHA-256 {reference:.1} µs ({findings} findings)"),
        ratio: Some(ours / reference),
    }])
}
