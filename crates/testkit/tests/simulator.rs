//! A slice of the simulator's seeds, and every wrong judgement found out. `examples/simulate.rs` runs as many as one likes.

use testkit::{MUTANTS, Product, Report, run};

const SEEDS: u64 = 400;

#[test]
fn every_seed_of_the_slice_holds_and_between_them_they_meet_every_fault() {
    let mut all = Report::default();
    for seed in 0..SEEDS {
        let report = run(seed, &Product).unwrap_or_else(|violation| panic!("seed {seed}: {}", violation.0));
        all.forks += report.forks;
        all.restores += report.restores;
        all.incidents += report.incidents;
        all.clones += report.clones;
    }
    assert!(all.forks > 0 && all.restores > 0 && all.incidents > 0 && all.clones > 0, "{all:?}");
}

#[test]
fn every_wrong_judgement_is_found_out() {
    let missed: Vec<_> =
        MUTANTS.iter().filter(|mutant| (0..3_000).all(|seed| run(seed, *mutant).is_ok())).collect();
    assert!(missed.is_empty(), "not found out: {missed:?}");
    assert!(MUTANTS.len() >= 20);
}
