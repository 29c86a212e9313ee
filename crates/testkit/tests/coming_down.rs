//! A slice of the seeds of the way down, and every wrong reading found out.

use testkit::down::{Report, run};
use testkit::{DOWN_MUTANTS, Product};

const SEEDS: u64 = 300;

#[test]
fn every_seed_of_the_way_down_holds_and_between_them_they_meet_every_fault() {
    let mut all = Report::default();
    for seed in 0..SEEDS {
        all.add(run(seed, &Product).unwrap_or_else(|violation| panic!("seed {seed}: {}", violation.0)));
    }
    let met = [all.applied, all.waited, all.refused, all.rolled_back, all.given_back];
    assert!(met.iter().all(|count| *count > 0), "{all:?}");
}

#[test]
fn every_wrong_reading_of_what_comes_down_is_found_out() {
    let missed: Vec<_> =
        DOWN_MUTANTS.iter().filter(|mutant| (0..400).all(|seed| run(seed, *mutant).is_ok())).collect();
    assert!(missed.is_empty(), "not found out: {missed:?}");
}
