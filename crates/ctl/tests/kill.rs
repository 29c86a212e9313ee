//! Power cuts: the program is killed at seeded moments of a service, over three hundred times. After each the store
//! opens and verifies, no acknowledged record is lost, the tables are what the ledger says, and the service is gone
//! on with to its released unit.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what the tests share must fail them, and no test uses all of it"
)]

mod common;

use std::collections::BTreeMap;
use std::time::Duration;

use common::{Ack, Demo, PAPERS, Shop, ordinary, skin_file};
use domain::service::Step;
use store::Store;

const RUNS: u64 = 304;
const THREADS: u64 = 2;
/// Of so many runs the program must have been alive when it was killed.
const LEAST_KILLED: usize = 280;
/// Records of an ordinary service: the last acknowledgement comes before the papers are written.
const ACKS: u64 = 19;
/// The longest wait between an acknowledgement and the kill, in µs: longer than any step takes.
const STEP_WAIT: u64 = 3_000;
/// The longest wait after the last acknowledgement: as long as the papers take.
const PAPERS_WAIT: u64 = 30_000;

/// The steps of a service that ends well.
const FLOW: [Step; 12] = [
    Step::Opened,
    Step::Noticed,
    Step::Needed,
    Step::Tested,
    Step::Planned,
    Step::Agreed,
    Step::Cleared,
    Step::Blended,
    Step::Labelled,
    Step::Scanned,
    Step::Released,
    Step::Done,
];

/// Marsaglia's xorshift: the same seed gives the same moment.
struct Seeded(u64);

impl Seeded {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// Where a killed run was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    NothingYet,
    At(Step),
}

#[test]
fn no_acknowledged_record_is_lost_and_every_service_is_gone_on_with() {
    let demo = Demo::found();
    let outcomes: Vec<(Found, bool)> = std::thread::scope(|scope| {
        let demo = &demo;
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| {
                let seeds = (0..RUNS).filter(move |seed| seed % THREADS == thread);
                scope.spawn(move || seeds.map(|seed| run(demo, seed)).collect::<Vec<_>>())
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let mut tally: BTreeMap<Found, usize> = BTreeMap::new();
    for (found, _) in outcomes.iter().filter(|(_, killed)| *killed) {
        *tally.entry(*found).or_default() += 1;
    }
    let killed = outcomes.iter().filter(|(_, killed)| *killed).count();
    println!("{killed} of {RUNS} runs were killed before their end:");
    for (found, count) in &tally {
        println!("  {found:?}: {count}");
    }
    assert!(killed >= LEAST_KILLED, "only {killed} runs were killed before their end");
    for wanted in std::iter::once(Found::NothingYet).chain(FLOW.map(Found::At)) {
        assert!(tally.contains_key(&wanted), "no run was killed at {wanted:?}");
    }
}

/// One service that is killed, looked at and gone on with.
fn run(demo: &Demo, seed: u64) -> (Found, bool) {
    let mut seeded = Seeded::new(seed + 1);
    // Every acknowledgement in turn, the time before the first among them.
    let after = seed % (ACKS + 1);
    let wait = match after {
        ACKS => seeded.below(PAPERS_WAIT),
        // Short waits come more often: some steps are over in less than a millisecond.
        _ => seeded.below(STEP_WAIT) * seeded.below(STEP_WAIT) / STEP_WAIT,
    };
    let wait = Duration::from_micros(wait);
    // Half of the services open a new container on their way.
    let opens_one = seeded.below(2) == 1;
    let file =
        if opens_one { skin_file("documented/youcam-task.json").display().to_string() } else { ordinary() };
    let case = format!("seed {seed}: {wait:?} after acknowledgement {after}");

    let shop = demo.shop();
    let (acks, killed) = shop.watched(&["--skin", &file], |child, seen| {
        if u64::try_from(seen).unwrap() == after {
            std::thread::sleep(wait);
            child.kill().unwrap();
        }
    });
    let found = {
        let store = shop.open();
        store.verify().unwrap_or_else(|error| panic!("{case}: {error}"));
        let rebuilt = store.rebuild_check().unwrap_or_else(|error| panic!("{case}: {error}"));
        assert!(rebuilt.different.is_empty(), "{case}: {:?}", rebuilt.different);
        assert_kept(&store, &acks, &case);
        at(&store)
    };
    let value = shop.service(&["--skin", &file, "--resume"]).done();
    assert_eq!((&value["released"], &value["step"]), (&true.into(), &"done".into()), "{case}: {value}");
    assert_eq!(value["service"], "JN01-261120-0001", "{case}: the same service");
    assert_finished(&shop, &acks, &case);
    (found, killed)
}

/// Where the day's one service is.
fn at(store: &Store) -> Found {
    let series = store.premises().unwrap().series();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    match store.last_serial(&series, today).unwrap() {
        0 => Found::NothingYet,
        serial => {
            let number = domain::ids::ServiceNumber::of(&series, today, serial);
            Found::At(store.service(&number).unwrap().step())
        }
    }
}

/// Every acknowledged record is there with the hash that was acknowledged.
fn assert_kept(store: &Store, acks: &[Ack], case: &str) {
    let Some(first) = acks.first() else { return };
    let mut there = Vec::new();
    let read = store.records::<store::StoreError>(first.seq, |record| {
        there.push(Ack { seq: record.seq, hash: record.hash.to_string() });
        Ok(())
    });
    read.unwrap_or_else(|error| panic!("{case}: {error}"));
    for ack in acks {
        assert!(there.contains(ack), "{case}: acknowledged record {} is not in the ledger", ack.seq);
    }
}

/// The service is whole: nothing lost, tables equal, papers as recorded.
fn assert_finished(shop: &Shop, acks: &[Ack], case: &str) {
    let store = shop.open();
    assert_kept(&store, acks, case);
    assert!(store.rebuild_check().unwrap().different.is_empty(), "{case}");
    assert!(store.open_services().unwrap().is_empty(), "{case}: a service was left open");
    assert_eq!(at(&store), Found::At(Step::Done), "{case}");
    let number = domain::ids::ServiceNumber::parse("JN01-261120-0001").unwrap();
    let service = store.service(&number).unwrap();
    let progress = service.progress();
    let clean = store.equipment().unwrap();
    for used in &progress.clearance().unwrap().parts().equipment {
        let row = clean.iter().find(|row| row.id == *used).unwrap();
        assert!(!row.cleaned.as_ref().unwrap().used_since, "{case}: {used} was left uncleaned");
    }
    let sha256 = |name: &str| skintest::sha256(&std::fs::read(shop.out().join(name)).unwrap());
    assert_eq!(sha256("label.pdf"), progress.label().unwrap().pdf.as_str(), "{case}: label");
    assert_eq!(sha256("consent.pdf"), progress.agreed().unwrap().sheet.as_str(), "{case}: consent sheet");
    drop(store);
    shop.assert_tidy(case, PAPERS);
}
