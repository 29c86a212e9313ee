//! Every rule of what is odd, with an example on both sides of its threshold.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::{NaiveDate, TimeDelta};
use counter::day::{DayRules, Odd, OpenService, Rule, odd};
use domain::Moment;
use domain::clock::Doubt;
use domain::ids::{ServiceNumber, StaffId, StoreCode};
use domain::service::Step;
use store::tables::{Mark, What};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

fn at(time: &str) -> Moment {
    Moment::parse_from_rfc3339(&format!("2026-11-20T{time}+08:00")).unwrap()
}

fn number(serial: u32) -> ServiceNumber {
    ServiceNumber::of(&StoreCode::new("JN01").unwrap().into(), day(), serial)
}

fn mark(what: What, figure: u64) -> Mark {
    let service = Some(number(1));
    let who = vec![StaffId::new("S04").unwrap()];
    Mark {
        day: day(),
        seq: 9,
        at: at("10:00:00"),
        what,
        service,
        who,
        figure,
        reason: Some("演示".to_owned()),
    }
}

fn asked(marks: &[Mark], open: &[OpenService], now: Moment) -> Vec<Odd> {
    odd(&DayRules::builtin().unwrap(), marks, open, (now, None)).unwrap()
}

fn rules(marks: &[Mark]) -> Vec<Rule> {
    asked(marks, &[], at("20:00:00")).iter().map(|odd| odd.rule).collect()
}

/// A rule with what is just odd and what is just not.
fn sides() -> Vec<(Rule, Vec<Mark>, Vec<Mark>)> {
    let by = |what, inside, outside| (vec![mark(what, inside)], vec![mark(what, outside)]);
    let signed = |time: &str| vec![Mark { at: at(time), ..mark(What::Released, 600) }];
    let apart = |seconds: i64| {
        let first = mark(What::Released, 600);
        let later = first.at + TimeDelta::seconds(seconds);
        let second = Mark { seq: 10, at: later, service: Some(number(2)), ..first.clone() };
        vec![first, second]
    };
    // The reset itself is another question, which its figure leaves out here.
    let after = |minutes: i64| {
        let who = ["S04", "S06"].map(|id| StaffId::new(id).unwrap()).to_vec();
        let reset = Mark { seq: 8, service: None, who, ..mark(What::PinReset, 0) };
        let signed = Mark { at: reset.at + TimeDelta::minutes(minutes), ..mark(What::Released, 600) };
        vec![reset, signed]
    };
    let reprint = |seq: u64, unit: u32, minutes: i64| {
        let at = at("10:00:00") + TimeDelta::minutes(minutes);
        Mark { seq, at, service: Some(number(unit)), ..mark(What::Reprinted, 2) }
    };
    let twice = (vec![reprint(9, 1, 0), reprint(10, 1, 90)], vec![reprint(9, 1, 0), reprint(10, 2, 90)]);
    let cluster = |last: i64| vec![reprint(9, 1, 0), reprint(10, 2, 30), reprint(11, 3, last)];
    let row = |rule, (odd, fine)| (rule, odd, fine);
    vec![
        row(Rule::ClockSetBack, by(What::ClockSetBack, 120, 119)),
        row(Rule::ClockDiffers, (vec![mark(What::ClockBehind, 120)], vec![mark(What::ClockAhead, 119)])),
        row(Rule::ClockConfirmed, (vec![mark(What::ClockConfirmed, 400)], vec![])),
        row(Rule::SignaturesClose, (apart(19), apart(20))),
        row(Rule::ReleasedQuickly, by(What::Released, 4, 5)),
        row(Rule::ClearedQuickly, by(What::Cleared, 14, 15)),
        row(Rule::BeforeHours, (signed("07:59:59"), signed("08:00:00"))),
        row(Rule::AfterHours, (signed("22:00:00"), signed("21:59:59"))),
        row(Rule::LockedOut, by(What::PinFailed, 5, 4)),
        row(Rule::PinReset, by(What::PinReset, 1, 0)),
        row(Rule::SignedAfterReset, (after(119), after(120))),
        row(Rule::PinShared, by(What::PinShared, 1, 0)),
        row(Rule::Corrected, (vec![mark(What::Corrected, 7)], vec![])),
        row(Rule::OpeningCorrected, by(What::OpeningCorrected, 1, 0)),
        row(Rule::OverPour, by(What::Scaled, 1, 0)),
        row(Rule::WrittenOff, by(What::WrittenOff, 1, 0)),
        row(Rule::Rejected, (vec![mark(What::Rejected, 600)], vec![mark(What::Released, 600)])),
        row(Rule::Abandoned, by(What::Abandoned, 1, 0)),
        row(Rule::LabelAgainstPrinter, (vec![mark(What::ReadAgainstPrinter, 2)], vec![])),
        row(Rule::Reprinted, twice),
        row(Rule::ReprintCluster, (cluster(59), cluster(60))),
        row(Rule::ByHand, by(What::ByHand, 1, 0)),
        row(Rule::AgainstRanking, (vec![mark(What::AgainstRanking, 0)], vec![])),
    ]
}

#[test]
fn each_mark_is_odd_on_one_side_of_its_threshold_and_not_on_the_other() {
    for (rule, odd, fine) in sides() {
        assert_eq!(rules(&odd), [rule], "{rule:?} at the threshold");
        assert_eq!(rules(&fine), [], "{rule:?} on the other side of it");
    }
}

#[test]
fn a_service_that_stands_still_is_odd_after_its_time() {
    let open = |step| [OpenService { number: number(1), step, since: at("10:00:00"), record: Some(9) }];
    for (step, now, found) in [
        (Step::Labelled, "10:30:00", vec![Rule::LabelUnscanned]),
        (Step::Labelled, "10:29:59", vec![]),
        (Step::Cleared, "12:00:00", vec![Rule::LeftOpen]),
        (Step::Cleared, "11:59:59", vec![]),
        (Step::Released, "12:00:00", vec![Rule::LeftOpen]),
    ] {
        let asked = asked(&[], &open(step), at(now));
        assert_eq!(asked.iter().map(|odd| odd.rule).collect::<Vec<_>>(), found, "{step:?} {now}");
    }
}

#[test]
fn a_date_that_is_doubted_is_odd_and_says_the_same_all_day() {
    let known = day();
    let now = |time: &str| at(time) + TimeDelta::days(400);
    let doubt = Doubt::Ahead { known, days: 400 };
    let asked = |doubt, now| odd(&DayRules::builtin().unwrap(), &[], &[], (now, doubt)).unwrap();
    let found = asked(Some(doubt), now("10:00:00"));
    assert_eq!(
        found.iter().map(|odd| (odd.rule, odd.figure)).collect::<Vec<_>>(),
        [(Rule::ClockDoubted, 400)]
    );
    assert_eq!(found, asked(Some(doubt), now("19:30:00")), "what is signed does not change while it is read");
    assert_eq!(asked(Some(Doubt::Behind { known }), at("10:00:00") - TimeDelta::days(3))[0].figure, 3);
    assert_eq!(asked(None, now("10:00:00")), []);
}

#[test]
fn every_rule_has_its_example() {
    let mut named: Vec<Rule> = sides().into_iter().map(|(rule, ..)| rule).collect();
    named.extend([Rule::ClockDoubted, Rule::LabelUnscanned, Rule::LeftOpen]);
    named.sort();
    assert_eq!(named, Rule::ALL);
}

#[test]
fn a_question_says_the_figure_the_reason_and_the_record() {
    let hand = Mark { what: What::ByHand, figure: 3_710, ..mark(What::ByHand, 3_710) };
    let asked = asked(&[hand], &[], at("20:00:00"));
    let [odd] = asked.as_slice() else { panic!("{asked:?}") };
    assert!(odd.because.contains("3.71"), "{}", odd.because);
    assert!(odd.because_en.contains("3.71"), "{}", odd.because_en);
    assert_eq!((odd.figure, odd.record, odd.reason.as_deref()), (3_710, Some(9), Some("演示")));
    assert_eq!(odd.service.as_deref(), Some(number(1).as_str()));
}

#[test]
fn the_gravest_comes_first_and_then_what_came_first() {
    let late = Mark { seq: 12, at: at("23:00:00"), ..mark(What::Released, 600) };
    let marks = [mark(What::AgainstRanking, 0), mark(What::ByHand, 5), late, mark(What::ClockSetBack, 900)];
    let order = [Rule::ClockSetBack, Rule::AfterHours, Rule::ByHand, Rule::AgainstRanking];
    assert_eq!(rules(&marks), order);
}

#[test]
fn two_signers_of_one_clearance_are_one_question() {
    let both = vec![StaffId::new("S02").unwrap(), StaffId::new("S04").unwrap()];
    let first = Mark { who: both.clone(), ..mark(What::Cleared, 600) };
    let later = first.at + TimeDelta::seconds(3);
    let second = Mark { seq: 10, at: later, service: Some(number(2)), ..first.clone() };
    assert_eq!(rules(&[first.clone(), second]), [Rule::SignaturesClose]);
    // The same service's clearance and release are two looks at one unit.
    let release = Mark { seq: 10, at: later, who: both, ..mark(What::Released, 600) };
    assert_eq!(rules(&[first, release]), []);
}

#[test]
fn reprints_are_asked_of_together_and_lead_to_the_last_of_them() {
    let marks = [(9, 0), (10, 10), (11, 20), (12, 50)].map(|(seq, minutes)| Mark {
        seq,
        at: at("10:00:00") + TimeDelta::minutes(minutes),
        service: Some(number(u32::try_from(seq).unwrap())),
        ..mark(What::Reprinted, 2)
    });
    let asked = asked(&marks, &[], at("20:00:00"));
    let found: Vec<(Rule, u64, Option<u64>)> =
        asked.iter().map(|odd| (odd.rule, odd.figure, odd.record)).collect();
    assert_eq!(found, [(Rule::ReprintCluster, 4, Some(12))]);
    assert!(asked[0].because.contains("10:00") && asked[0].because_en.contains("4 labels"), "{asked:?}");
}

#[test]
fn what_is_said_does_not_change_while_nobody_does_anything() {
    let open = [OpenService { number: number(1), step: Step::Cleared, since: at("10:00:00"), record: None }];
    assert_eq!(asked(&[], &open, at("13:00:00")), asked(&[], &open, at("19:00:00")));
}
