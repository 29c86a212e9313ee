//! Which copies are kept: seven days, five weeks, twelve months; never the last verified one deleted, never anything else
//! touched.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate, TimeDelta};
use domain::Moment;
use proptest::prelude::*;
use store::{BackupName, KEPT, Keeping, Kept, superseded};

fn at(text: &str) -> BackupName {
    BackupName::new("JN01", Moment::parse_from_rfc3339(&format!("{text}+08:00")).unwrap())
}

fn verified(name: BackupName) -> Kept {
    Kept { name, verified: true }
}

/// What is left of copies made at these times.
fn left(times: &[&str]) -> Vec<String> {
    let copies: Vec<Kept> = times.iter().map(|time| verified(at(time))).collect();
    let gone = superseded(&copies, KEPT);
    let left = copies.iter().filter(|copy| !gone.contains(&copy.name));
    left.map(|copy| copy.name.at().format("%m-%d %H:%M").to_string()).collect()
}

#[test]
fn of_a_day_the_last_is_kept() {
    let day = ["2026-11-20T09:00:00", "2026-11-20T13:00:00", "2026-11-20T20:00:00"];
    assert_eq!(left(&day), ["11-20 20:00"]);
}

#[test]
fn days_without_a_backup_take_no_place() {
    // Shut for a fortnight: the week before is not forgotten over it.
    let times = ["2026-11-02T20:00:00", "2026-11-03T20:00:00", "2026-11-20T20:00:00"];
    assert_eq!(left(&times), ["11-02 20:00", "11-03 20:00", "11-20 20:00"]);
}

#[test]
fn a_year_of_evenings_leaves_seven_days_five_weeks_and_twelve_months() {
    let last = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let evenings: Vec<Kept> =
        (0..800).map(|back| verified(at(&format!("{}T20:00:00", last - TimeDelta::days(back))))).collect();
    let gone: BTreeSet<BackupName> = superseded(&evenings, KEPT).into_iter().collect();
    let left: Vec<NaiveDate> =
        evenings.iter().filter(|copy| !gone.contains(&copy.name)).map(|copy| copy.name.day()).collect();
    let wanted = [
        // Seven days …
        (2026, 11, 20),
        (2026, 11, 19),
        (2026, 11, 18),
        (2026, 11, 17),
        (2026, 11, 16),
        (2026, 11, 15),
        (2026, 11, 14),
        // … the Sundays of the four weeks before this one, of which one is there already …
        (2026, 11, 8),
        (2026, 11, 1),
        // … which is also a week's end where the month's last day is not.
        (2026, 10, 31),
        (2026, 10, 25),
        (2026, 9, 30),
        (2026, 8, 31),
        (2026, 7, 31),
        (2026, 6, 30),
        (2026, 5, 31),
        (2026, 4, 30),
        (2026, 3, 31),
        (2026, 2, 28),
        (2026, 1, 31),
        (2025, 12, 31),
    ];
    let wanted: Vec<NaiveDate> = wanted
        .iter()
        .map(|(year, month, day)| NaiveDate::from_ymd_opt(*year, *month, *day).unwrap())
        .collect();
    assert_eq!(left, wanted);
}

#[test]
fn what_was_not_verified_is_neither_counted_nor_deleted() {
    let mut copies = vec![verified(at("2026-11-20T09:00:00"))];
    copies.push(Kept { name: at("2026-11-20T20:00:00"), verified: false });
    assert!(superseded(&copies, KEPT).is_empty(), "a later copy that nobody verified replaces nothing");
    copies.push(verified(at("2026-11-20T21:00:00")));
    assert_eq!(superseded(&copies, KEPT), [at("2026-11-20T09:00:00")]);
}

fn copies() -> impl Strategy<Value = Vec<Kept>> {
    let one = (0_i64..60 * 24 * 900, any::<bool>(), any::<bool>());
    prop::collection::vec(one, 0..200).prop_map(|all| {
        let start = Moment::parse_from_rfc3339("2024-01-01T00:00:00+08:00").unwrap();
        let kept = all.into_iter().map(|(minutes, verified, also)| Kept {
            name: BackupName::new("JN01", start + TimeDelta::minutes(minutes)),
            // Three in four.
            verified: verified || also,
        });
        let mut seen = BTreeSet::new();
        kept.filter(|copy| seen.insert(copy.name.clone())).collect()
    })
}

fn rule() -> impl Strategy<Value = Keeping> {
    (0_usize..10, 0_usize..8, 0_usize..15).prop_map(|(days, weeks, months)| Keeping { days, weeks, months })
}

proptest! {
    #[test]
    fn the_rule_holds_whatever_lies_there(copies in copies(), rule in rule()) {
        let gone = superseded(&copies, rule);
        let is_gone = |name: &BackupName| gone.contains(name);
        let good: Vec<&Kept> = copies.iter().filter(|copy| copy.verified).collect();
        // Only verified copies that are there are named, each once.
        for name in &gone {
            prop_assert!(good.iter().any(|copy| copy.name == *name));
        }
        prop_assert_eq!(gone.iter().collect::<BTreeSet<_>>().len(), gone.len());
        // The latest verified one stays, even under a rule that keeps nothing.
        if let Some(latest) = good.iter().map(|copy| &copy.name).max() {
            prop_assert!(!is_gone(latest));
        }
        // What stays is no more than the rule allows.
        let left: Vec<Kept> = copies.iter().filter(|copy| !is_gone(&copy.name)).cloned().collect();
        let counted = left.iter().filter(|copy| copy.verified).count();
        prop_assert!(counted <= (rule.days + rule.weeks + rule.months).max(1));
        // Asked again, it names nothing more.
        prop_assert_eq!(superseded(&left, rule), Vec::new());
        // The last copy of each of the latest days, weeks and months is there.
        type Period = fn(&BackupName) -> (i32, u32);
        let periods: [(usize, Period); 3] = [
            (rule.days, |name| (name.day().year(), name.day().ordinal())),
            (rule.weeks, |name| (name.day().iso_week().year(), name.day().iso_week().week())),
            (rule.months, |name| (name.day().year(), name.day().month())),
        ];
        for (count, period) in periods {
            let latest: BTreeSet<(i32, u32)> = good.iter().map(|copy| period(&copy.name)).collect();
            for wanted in latest.iter().rev().take(count) {
                let last = good.iter().map(|copy| &copy.name).filter(|name| period(name) == *wanted).max();
                prop_assert!(!is_gone(last.unwrap()));
            }
        }
    }
}
