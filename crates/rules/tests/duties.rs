//! The duties of a store on either side of each boundary, kind by kind.
#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests: what is not there fails the test")]

use chrono::{Months, NaiveDate};
use domain::Moment;
use domain::premises::TestTrigger;
use rules::duties::{
    Area, CallBack, Copies, Intervals, OnShelf, RegisterRule, Registered, State, Term, Until,
};
use rules::{Duty, DutyKind, Facts, MendAction, StoreFacts, builtin, duties, facts};

/// A Friday in 2026's last quarter; everything of the demo snapshot is in order then.
const NOW: &str = "2026-11-20T10:00:00+08:00";

fn at(text: &str) -> Moment {
    text.parse().expect("a moment")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// The demo snapshot's store.
fn store() -> StoreFacts {
    let demo = Facts::demo();
    let intervals = Intervals { soon_days: 30, backup_days: 2, drill_days: 92 };
    StoreFacts {
        equipment: demo.equipment,
        areas: vec![Area {
            id: "A1".to_owned(),
            cleaned: Some(facts::Cleaning {
                at: at("2026-11-19T18:00:00+08:00"),
                valid_until: at("2026-11-21T18:00:00+08:00"),
                used_since: false,
            }),
            reading: demo.environment,
            worked_in: true,
        }],
        people: demo.operator.into_iter().chain(demo.officer).collect(),
        product_tests: Some(demo.product_tests),
        ..StoreFacts::new(demo.store, demo.authorisations, intervals)
    }
}

fn judged(facts: &StoreFacts, now: &str) -> Vec<Duty> {
    duties(facts, &builtin(), at(now))
}

fn one(change: impl FnOnce(&mut StoreFacts), now: &str, kind: DutyKind) -> Duty {
    let mut facts = store();
    change(&mut facts);
    let found = judged(&facts, now).into_iter().find(|duty| duty.kind == kind);
    found.unwrap_or_else(|| panic!("no {kind:?}"))
}

fn state(change: impl FnOnce(&mut StoreFacts), now: &str, kind: DutyKind) -> State {
    one(change, now, kind).state
}

#[test]
fn nothing_of_the_demo_store_is_overdue_or_said() {
    for duty in judged(&store(), NOW) {
        assert!(!duty.state.is_overdue() && !duty.is_said(), "{duty:?}");
    }
}

#[test]
fn a_cleaning_holds_at_its_last_moment_and_not_a_second_longer() {
    let until = |text: &'static str| {
        move |facts: &mut StoreFacts| {
            for cleaned in [&mut facts.equipment[0].cleaned, &mut facts.areas[0].cleaned] {
                cleaned.as_mut().expect("a cleaning").valid_until = at(text);
            }
        }
    };
    for kind in [DutyKind::Cleaning, DutyKind::AreaCleaning] {
        for (text, expected) in [
            ("2026-11-20T10:00:00+08:00", State::DueToday),
            ("2026-11-20T02:00:00+00:00", State::DueToday),
            ("2026-11-20T09:59:59+08:00", State::Overdue),
            ("2026-11-21T00:00:00+08:00", State::DueSoon),
            ("2026-12-20T23:00:00+08:00", State::DueSoon),
            // However long it was said to hold, the rulebook's week is what counts.
            ("2026-12-21T00:00:00+08:00", State::DueSoon),
            ("2036-12-21T00:00:00+08:00", State::DueSoon),
        ] {
            assert_eq!(state(until(text), NOW, kind), expected, "{kind:?} {text}");
        }
    }
}

#[test]
fn what_was_used_is_overdue_whatever_its_mark_says_and_what_was_never_cleaned_never_done() {
    let used = one(
        |facts| facts.equipment[0].cleaned.as_mut().expect("a cleaning").used_since = true,
        NOW,
        DutyKind::Cleaning,
    );
    assert_eq!((used.state, used.used, used.is_said()), (State::Overdue, true, true));
    assert_eq!(used.until, Some(Until::Moment(at("2026-11-21T18:00:00+08:00"))));
    let never = one(|facts| facts.equipment[0].cleaned = None, NOW, DutyKind::Cleaning);
    assert_eq!((never.state, never.used, never.until), (State::NeverDone, false, None));
    let to_come = one(
        |facts| facts.equipment[0].cleaned.as_mut().expect("a cleaning").at = at("2026-11-20T10:00:01+08:00"),
        NOW,
        DutyKind::Cleaning,
    );
    assert_eq!(to_come.state, State::NeverDone, "what ends in the future has not been done");
}

#[test]
fn an_area_is_measured_by_the_moment_of_its_plan_and_said_on_that_day() {
    let next = |text: &'static str| {
        move |facts: &mut StoreFacts| {
            facts.areas[0].reading.as_mut().expect("a reading").next_due = at(text);
        }
    };
    for (text, expected, said) in [
        ("2026-11-20T09:59:59+08:00", State::Overdue, true),
        ("2026-11-20T10:00:00+08:00", State::DueToday, true),
        ("2026-11-20T23:59:59+08:00", State::DueToday, true),
        ("2026-11-21T00:00:00+08:00", State::DueSoon, false),
        ("2026-11-20T16:00:00+00:00", State::DueSoon, false),
    ] {
        let duty = one(next(text), NOW, DutyKind::Environment);
        assert_eq!((duty.state, duty.is_said()), (expected, said), "{text}");
    }
    assert_eq!(state(|facts| facts.areas[0].reading = None, NOW, DutyKind::Environment), State::NeverDone);
    let idle = |facts: &mut StoreFacts| facts.areas[0].worked_in = false;
    let mut facts = store();
    idle(&mut facts);
    let asked = judged(&facts, NOW).iter().any(|duty| duty.kind == DutyKind::Environment);
    assert!(!asked, "an area without equipment is no area of work");
}

#[test]
fn half_a_year_idle_owes_an_inspection_on_its_day_and_a_test_on_the_day_after() {
    let idle = |last_used: &'static str| {
        move |facts: &mut StoreFacts| {
            facts.product_tests = None;
            facts.equipment[0].last_used = day(last_used);
        }
    };
    for (last_used, inspection, test) in [
        ("2026-05-21", State::DueToday, State::DueSoon),
        ("2026-05-20", State::Overdue, State::DueToday),
        ("2026-05-19", State::Overdue, State::Overdue),
    ] {
        assert_eq!(state(idle(last_used), NOW, DutyKind::EquipmentInspection), inspection, "{last_used}");
        assert_eq!(state(idle(last_used), NOW, DutyKind::EquipmentTest), test, "{last_used}");
    }
    for (made, expected) in [
        ("2026-10-31", State::Overdue),
        ("2026-11-01", State::Done),
        ("2026-11-20", State::Done),
        ("2026-11-21", State::Overdue),
    ] {
        let both = |facts: &mut StoreFacts| {
            idle("2026-05-01")(facts);
            facts.equipment[0].inspected_on = Some(day(made));
            facts.equipment[0].tested_on = Some(day(made));
        };
        assert_eq!(state(both, NOW, DutyKind::EquipmentInspection), expected, "{made}");
        assert_eq!(state(both, NOW, DutyKind::EquipmentTest), expected, "{made}");
    }
    let owed =
        one(|facts| facts.equipment[0].open_test = Some(TestTrigger::Repaired), NOW, DutyKind::EquipmentTest);
    assert_eq!((owed.state, owed.until), (State::NeverDone, None));
}

#[test]
fn a_quarter_is_tested_by_its_last_day() {
    let only = |sampled: &'static str| {
        move |facts: &mut StoreFacts| {
            let tests = facts.product_tests.as_mut().expect("tests");
            tests.truncate(1);
            tests[0].sampled_on = day(sampled);
            tests[0].reported_on = Some(day("2026-11-01"));
        }
    };
    for (name, sampled, now, until, expected) in [
        ("in this quarter", "2026-10-01", NOW, "2027-03-31", State::Done),
        ("in the one before", "2026-09-30", NOW, "2026-12-31", State::Done),
        (
            "the same, a month before its end",
            "2026-09-30",
            "2026-12-01T10:00:00+08:00",
            "2026-12-31",
            State::DueSoon,
        ),
        (
            "the same, on its last day",
            "2026-09-30",
            "2026-12-31T23:59:59+08:00",
            "2026-12-31",
            State::DueToday,
        ),
        ("the same, a second later", "2026-09-30", "2027-01-01T00:00:00+08:00", "2026-12-31", State::Overdue),
        ("in the one before that", "2026-06-30", NOW, "2026-09-30", State::Overdue),
    ] {
        let duty = one(only(sampled), now, DutyKind::ProductTest);
        assert_eq!((duty.state, duty.until), (expected, Some(Until::Day(day(until)))), "{name}");
    }
    let begun = |from: &'static str| {
        move |facts: &mut StoreFacts| {
            facts.product_tests = Some(Vec::new());
            facts.authorisations[0].from = day(from);
        }
    };
    assert_eq!(state(begun("2026-07-02"), NOW, DutyKind::ProductTest), State::Done, "no full quarter yet");
    assert_eq!(state(begun("2026-07-01"), NOW, DutyKind::ProductTest), State::Overdue);
    let failed = one(
        |facts| facts.product_tests.as_mut().expect("tests")[1].microbiology = false,
        NOW,
        DutyKind::ProductTest,
    );
    assert_eq!((failed.state, failed.until), (State::Overdue, Some(Until::Day(day("2026-10-24")))));
}

#[test]
fn people_are_healthy_trained_and_let_in() {
    let checked = |on: &'static str| {
        move |facts: &mut StoreFacts| facts.people[0].health.as_mut().expect("a check").on = day(on)
    };
    for (on, expected) in [
        ("2025-11-19", State::Overdue),
        ("2025-11-20", State::DueToday),
        ("2025-12-20", State::DueSoon),
        ("2025-12-21", State::Done),
        ("2026-11-21", State::NeverDone),
    ] {
        assert_eq!(state(checked(on), NOW, DutyKind::Health), expected, "{on}");
    }
    let unfit = |facts: &mut StoreFacts| facts.people[0].health.as_mut().expect("a check").fit = false;
    assert_eq!(state(unfit, NOW, DutyKind::Health), State::NeverDone);
    for (on, expected) in
        [(None, State::NeverDone), (Some("2026-11-20"), State::Done), (Some("2026-11-21"), State::NeverDone)]
    {
        let trained = |facts: &mut StoreFacts| facts.people[0].trained_on = on.map(day);
        assert_eq!(state(trained, NOW, DutyKind::Training), expected, "{on:?}");
    }
    for (until, expected) in
        [("2026-11-19", State::Overdue), ("2026-11-20", State::DueToday), ("2026-11-21", State::DueSoon)]
    {
        let leave = |facts: &mut StoreFacts| facts.people[0].areas[0].until = day(until);
        assert_eq!(state(leave, NOW, DutyKind::AreaLeave), expected, "{until}");
    }
    assert_eq!(state(|facts| facts.people[0].areas.clear(), NOW, DutyKind::AreaLeave), State::NeverDone);
}

#[test]
fn only_who_works_today_owes_a_health_check() {
    let owes = |change: fn(&mut facts::Person)| {
        let mut facts = store();
        facts.people.truncate(1);
        change(&mut facts.people[0]);
        judged(&facts, NOW).iter().any(|duty| duty.kind == DutyKind::Health)
    };
    assert!(owes(|person| person.left_on = Some(day("2026-11-20"))), "the last day of the post is one");
    assert!(!owes(|person| person.left_on = Some(day("2026-11-19"))));
    assert!(!owes(|person| person.appointed_on = day("2026-11-21")));
    assert!(!owes(|person| person.roles = vec![domain::staff::Role::Advisor]));
}

#[test]
fn a_lot_and_an_opened_container_are_good_through_their_last_day() {
    for (last, expected) in [
        ("2026-11-19", State::Overdue),
        ("2026-11-20", State::DueToday),
        ("2026-12-20", State::DueSoon),
        ("2026-12-21", State::Done),
    ] {
        for (kind, opened_on) in
            [(DutyKind::LotExpiry, None), (DutyKind::ContainerPeriod, Some(day("2026-06-01")))]
        {
            let shelf = |facts: &mut StoreFacts| {
                facts.shelf = vec![OnShelf { id: "L1".to_owned(), opened_on, last_day: day(last) }];
            };
            assert_eq!(state(shelf, NOW, kind), expected, "{kind:?} {last}");
        }
    }
}

#[test]
fn a_call_back_a_copy_and_a_drill_end_with_their_day() {
    for (due_on, expected) in
        [("2026-11-19", State::Overdue), ("2026-11-20", State::DueToday), ("2026-11-21", State::DueSoon)]
    {
        let call = |facts: &mut StoreFacts| {
            facts.call_backs = vec![CallBack { service: "JN01".to_owned(), due_on: day(due_on) }];
        };
        assert_eq!(state(call, NOW, DutyKind::CallBack), expected, "{due_on}");
    }
    let copies = |made: Option<&'static str>, restored: Option<&'static str>| {
        move |facts: &mut StoreFacts| {
            let any = made.is_some();
            facts.copies = Some(Copies { made_at: made.map(at), restored_at: restored.map(at), any });
        }
    };
    for (made, expected, said) in [
        (None, State::NeverDone, true),
        (Some("2026-11-17T23:59:59+08:00"), State::Overdue, true),
        (Some("2026-11-18T00:00:00+08:00"), State::DueToday, false),
        (Some("2026-11-17T16:00:00+00:00"), State::DueToday, false),
    ] {
        let duty = one(copies(made, None), NOW, DutyKind::Backup);
        assert_eq!((duty.state, duty.is_said()), (expected, said), "{made:?}");
    }
    let made = Some("2026-11-19T20:00:00+08:00");
    for (restored, expected) in [
        (None, State::NeverDone),
        (Some("2026-08-19T20:00:00+08:00"), State::Overdue),
        (Some("2026-08-20T20:00:00+08:00"), State::DueToday),
        (Some("2026-09-20T20:00:00+08:00"), State::Done),
    ] {
        assert_eq!(state(copies(made, restored), NOW, DutyKind::Drill), expected, "{restored:?}");
    }
    let mut facts = store();
    copies(None, None)(&mut facts);
    let asked = judged(&facts, NOW).iter().any(|duty| duty.kind == DutyKind::Drill);
    assert!(!asked, "without a copy there is nothing to try");
}

#[test]
fn an_authorisation_ends_with_its_last_day_unless_another_covers_it() {
    let ending = |to: &'static str| move |facts: &mut StoreFacts| facts.authorisations[0].to = day(to);
    for (to, expected) in [
        ("2026-11-19", State::Overdue),
        ("2026-11-20", State::DueToday),
        ("2026-12-20", State::DueSoon),
        ("2026-12-21", State::Done),
    ] {
        assert_eq!(state(ending(to), NOW, DutyKind::Authorisation), expected, "{to}");
    }
    let said = |change: fn(&mut facts::Authorisation)| {
        let mut facts = store();
        ending("2026-11-19")(&mut facts);
        let mut other = facts.authorisations[0].clone();
        (other.id, other.to) = ("A2".to_owned(), day("2027-11-19"));
        change(&mut other);
        facts.authorisations.push(other);
        let owed = judged(&facts, NOW);
        owed.iter().filter(|duty| duty.kind == DutyKind::Authorisation && duty.is_said()).count()
    };
    assert_eq!(said(|_| ()), 0, "another covers it");
    assert_eq!(said(|other| other.from = day("2026-11-21")), 1, "another begins tomorrow");
    assert_eq!(said(|other| other.suspended = true), 1, "another is suspended");
    assert_eq!(said(|other| other.services.truncate(1)), 1, "another covers less");
}

#[test]
fn the_strictest_figure_of_the_rulebooks_that_bind_decides() {
    let mut books = builtin();
    let year = judged(&store(), "2027-03-10T23:59:59+08:00");
    let health = |duties: &[Duty]| {
        duties.iter().find(|duty| duty.kind == DutyKind::Health).map(|duty| (duty.state, duty.until))
    };
    let anniversary = day("2026-03-10") + Months::new(12);
    assert_eq!(health(&year), Some((State::DueToday, Some(Until::Day(anniversary)))));
    let none = duties(&store(), &[], at(NOW));
    assert_eq!(health(&none), Some((State::NeverDone, None)), "without a figure nothing is in order");
    books.retain(|book| book.id != "shandong-guide");
    assert_eq!(health(&duties(&store(), &books, at(NOW))).map(|(state, _)| state), Some(State::Done));
}

#[test]
fn a_register_adds_its_own_rule() {
    static OBSERVED: RegisterRule =
        RegisterRule {
            id: "sample_observed", article: "山东指南 第九条", mend: MendAction::SendSample
        };
    let kind = DutyKind::Register(&OBSERVED);
    let duty = one(
        |facts| {
            let term = Term::through(day("2026-11-19"));
            facts.registers = vec![Registered { rule: &OBSERVED, subject: "LY-0001".to_owned(), term }];
        },
        NOW,
        kind,
    );
    assert_eq!((duty.state, duty.is_said(), duty.subject.as_str()), (State::Overdue, true, "LY-0001"));
    assert_eq!((kind.article(), kind.mend()), ("山东指南 第九条", MendAction::SendSample));
}
