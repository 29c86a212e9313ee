//! 开工核对: every check of every binding rulebook over one representative service, against one SHA-256 of the same facts.
//!
//! The digest is the yardstick because a clearance always computes it as well: it is what both signers sign. Judging is
//! to cost less than what a person notices, not less than a hash; the ratio shows when it grows.

use std::hint::black_box;
use std::time::{Duration, Instant};

use rules::{Facts, Gate, builtin, judge};
use sha2::{Digest, Sha256};

use crate::Mark;

const RUNS: usize = 2_001;

/// Measures `judge` at clearance over [`Facts::demo`] with all shipped rulebooks.
#[must_use]
pub fn run() -> Vec<Mark> {
    let (facts, rulebooks) = (Facts::demo(), builtin());
    let findings = judge(&facts, &rulebooks, Gate::Clearance).len();
    let ours = median(|| {
        black_box(judge(black_box(&facts), black_box(&rulebooks), Gate::Clearance));
    });
    let reference = median(|| {
        if let Ok(text) = serde_json::to_vec(black_box(&facts)) {
            black_box(Sha256::digest(&text));
        }
    });
    vec![Mark {
        what: "clearance: all checks of one service",
        ours: format!("{:.1} µs", micros(ours)),
        against: format!("facts as JSON and SHA-256 {:.1} µs ({findings} findings)", micros(reference)),
        ratio: Some(micros(ours) / micros(reference).max(0.001)),
    }]
}

fn median(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2]
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
