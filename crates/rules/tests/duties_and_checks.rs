//! For random facts and a random moment: a check that depends on a period passes exactly if its duty is not overdue then.
#![expect(clippy::expect_used, reason = "helpers of tests: what is not there fails the test")]

use std::sync::LazyLock;

use chrono::{Days, NaiveDate, TimeDelta};
use domain::Moment;
use domain::premises::TestTrigger;
use domain::recipe::ServiceType;
use proptest::prelude::*;
use rules::duties::{Area, Intervals, OnShelf};
use rules::{
    Check, Duty, DutyKind, Facts, Gate, Limits, Outcome, Place, Rulebook, StoreFacts, builtin, duties, facts,
};

static BOOKS: LazyLock<Vec<Rulebook>> = LazyLock::new(builtin);

/// The limits of every clause that names the check and binds the store.
fn limits(books: &[Rulebook], facts: &Facts, check: Check) -> Vec<Limits> {
    let place = Place {
        province: facts.store.province,
        district: facts.store.district.as_deref(),
        authorisations: &facts.authorisations,
    };
    let binding = books.iter().filter(|book| book.binds(facts.today(), &place).binds);
    let clauses = binding.flat_map(|book| &book.clauses);
    let found: Vec<Limits> =
        clauses.filter(|clause| clause.checks.contains(&check)).map(|clause| clause.limits.clone()).collect();
    assert!(!found.is_empty(), "{} is asked by nobody", check.name());
    found
}

/// Whether the check lets the work go on, by every clause that asks it.
fn passes(facts: &Facts, check: Check) -> bool {
    let limits = limits(&BOOKS, facts, check);
    limits.iter().all(|limits| check.run(facts, limits, Gate::Clearance).outcome != Outcome::Stop)
}

/// The same store, as its duties see it.
fn store(facts: &Facts) -> StoreFacts {
    let intervals = Intervals { soon_days: 30, backup_days: 2, drill_days: 92 };
    let shelf = facts.components.iter().flat_map(|component| {
        let lot = component.lot.iter().map(|lot| OnShelf {
            id: lot.id.clone(),
            opened_on: None,
            last_day: lot.expires_on,
        });
        lot.chain(component.container.iter().map(|container| OnShelf {
            id: container.id.clone(),
            opened_on: Some(container.opened_on),
            last_day: container.good_until(),
        }))
    });
    StoreFacts {
        equipment: facts.equipment.clone(),
        areas: vec![Area {
            id: "A1".to_owned(),
            cleaned: None,
            reading: facts.environment.clone(),
            worked_in: true,
        }],
        people: facts.operator.iter().chain(&facts.officer).cloned().collect(),
        product_tests: Some(facts.product_tests.clone()),
        shelf: shelf.collect(),
        licence_until: facts.enterprise.licence_until,
        ..StoreFacts::new(facts.store.clone(), facts.authorisations.clone(), intervals)
    }
}

fn owed(facts: &Facts) -> Vec<Duty> {
    duties(&store(facts), &BOOKS, facts.now)
}

/// Whether a duty of the kind is overdue.
fn overdue(owed: &[Duty], kind: DutyKind) -> bool {
    let mut of = owed.iter().filter(|duty| duty.kind == kind).peekable();
    assert!(of.peek().is_some(), "{kind:?} is not judged");
    of.any(|duty| duty.state.is_overdue())
}

/// The days around the boundaries that are a while away, and any other.
fn around(base: NaiveDate, days: std::ops::Range<i64>) -> impl Strategy<Value = NaiveDate> {
    days.prop_map(move |days| base + TimeDelta::days(days))
}

/// A moment near `base`: seconds beside it, or hours.
fn near(base: Moment) -> impl Strategy<Value = Moment> {
    prop_oneof![(-3_i64..=3), (-200_000_i64..200_000)]
        .prop_map(move |seconds| base + TimeDelta::seconds(seconds))
}

fn now() -> impl Strategy<Value = Moment> {
    let base: Moment = "2026-11-20T10:00:00+08:00".parse().expect("a moment");
    let zones = prop::sample::select(vec![8, 0, -8]);
    ((0_i64..26_000_000), zones).prop_map(move |(seconds, hours)| {
        let offset = chrono::FixedOffset::east_opt(hours * 3_600).expect("an offset");
        (base + TimeDelta::seconds(seconds)).with_timezone(&offset)
    })
}

const ROUNDS: u32 = 512;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ROUNDS))]

    #[test]
    fn equipment_is_clean_or_its_cleaning_is_overdue(
        (at, until, now) in now().prop_flat_map(|now| (near(now), near(now), Just(now))), used: bool, never in 0..8,
    ) {
        let mut facts = Facts::demo();
        facts.now = now;
        facts.equipment.truncate(1);
        let cleaning = facts::Cleaning { at, valid_until: until, used_since: used };
        facts.equipment[0].cleaned = (never > 0).then_some(cleaning);
        prop_assert_eq!(passes(&facts, Check::EquipmentClean), !overdue(&owed(&facts), DutyKind::Cleaning));
    }

    #[test]
    fn an_area_is_measured_or_its_reading_is_overdue(
        (at, next, now) in now().prop_flat_map(|now| (near(now), near(now), Just(now))), never in 0..8,
    ) {
        let mut facts = Facts::demo();
        facts.now = now;
        let environment = facts.environment.as_mut().expect("a reading");
        (environment.at, environment.next_due) = (at, next);
        facts.environment = facts.environment.filter(|_| never > 0);
        prop_assert_eq!(passes(&facts, Check::EnvironmentMeasured), !overdue(&owed(&facts), DutyKind::Environment));
    }

    #[test]
    fn equipment_is_inspected_and_tested_or_owes_it(
        now in now(), idle in 170_i64..200, inspected in prop::option::of(-5_i64..30), tested in prop::option::of(-5_i64..30),
        open in 0..6, sampled in prop::option::of(0_u64..200), passed: bool,
    ) {
        let mut facts = Facts::demo();
        facts.now = now;
        let today = facts.today();
        facts.equipment.truncate(1);
        let piece = &mut facts.equipment[0];
        piece.last_used = today - TimeDelta::days(idle);
        piece.inspected_on = inspected.map(|days| today - TimeDelta::days(days));
        piece.tested_on = tested.map(|days| today - TimeDelta::days(days));
        piece.open_test = (open == 0).then_some(TestTrigger::Repaired);
        facts.product_tests.truncate(1);
        facts.product_tests.retain(|_| sampled.is_some());
        for test in &mut facts.product_tests {
            test.sampled_on = today - Days::new(sampled.unwrap_or_default());
            test.reported_on = Some(test.sampled_on + Days::new(10));
            test.microbiology = passed;
        }
        let owed = owed(&facts);
        prop_assert_eq!(passes(&facts, Check::EquipmentInspected), !overdue(&owed, DutyKind::EquipmentInspection));
        prop_assert_eq!(passes(&facts, Check::NoOpenTest), !overdue(&owed, DutyKind::EquipmentTest));
    }

    #[test]
    fn people_are_healthy_trained_and_let_in_or_owe_it(
        now in now(), checked in prop::option::of(-2_i64..800), fit in 0..6, trained in prop::option::of(-2_i64..40),
        until in prop::option::of(-3_i64..3), other: bool,
    ) {
        let mut facts = Facts::demo();
        facts.now = now;
        let today = facts.today();
        let before = |days: i64| today - TimeDelta::days(days);
        for person in facts.operator.iter_mut().chain(&mut facts.officer) {
            person.appointed_on = before(900);
            person.health = checked.map(|days| facts::Health { on: before(days), fit: fit > 0 });
            person.trained_on = trained.map(before);
            let area = if other { "A2" } else { "A1" }.to_owned();
            person.areas = until.map(|days| facts::AreaEntry { area, until: before(days) }).into_iter().collect();
        }
        let owed = owed(&facts);
        prop_assert_eq!(passes(&facts, Check::HealthCurrent), !overdue(&owed, DutyKind::Health));
        prop_assert_eq!(passes(&facts, Check::PeopleTrained), !overdue(&owed, DutyKind::Training));
        prop_assert_eq!(passes(&facts, Check::AreaAuthorised), !overdue(&owed, DutyKind::AreaLeave));
    }

    #[test]
    fn a_year_is_a_year_for_check_and_duty(now in now(), days in 360_i64..370) {
        let mut facts = Facts::demo();
        facts.now = now;
        let on = facts.today() - TimeDelta::days(days);
        for person in facts.operator.iter_mut().chain(&mut facts.officer) {
            person.appointed_on = on;
            person.health = Some(facts::Health { on, fit: true });
        }
        prop_assert_eq!(passes(&facts, Check::HealthCurrent), !overdue(&owed(&facts), DutyKind::Health));
    }

    #[test]
    fn the_quarter_is_tested_or_its_test_is_overdue(
        now in now(), begun in 0_i64..400,
        tests in prop::collection::vec((0_i64..300, prop::option::of(-3_i64..40), 0..5_u8, 0..5_u8), 0..4),
    ) {
        let mut facts = Facts::demo();
        facts.now = now;
        let today = facts.today();
        facts.authorisations[0].from = today - TimeDelta::days(begun);
        facts.authorisations[0].to = today + TimeDelta::days(400);
        facts.product_tests = tests
            .into_iter()
            .map(|(sampled, reported, microbiology, physico_chemical)| {
                let sampled_on = today - TimeDelta::days(sampled);
                facts::ProductTest {
                    sampled_on,
                    reported_on: reported.map(|days| sampled_on + TimeDelta::days(days.max(0))),
                    microbiology: microbiology > 0,
                    physico_chemical: physico_chemical > 0,
                    report: "演示-检".to_owned(),
                }
            })
            .collect();
        prop_assert_eq!(passes(&facts, Check::QuarterTested), !overdue(&owed(&facts), DutyKind::ProductTest));
    }

    #[test]
    fn a_lot_and_a_container_are_good_or_overdue(
        (expires, opened, now) in now().prop_flat_map(|now| {
            let today = domain::in_china(now).date_naive();
            (around(today, -3..3), around(today, -190..3), Just(now))
        }),
    ) {
        let mut facts = Facts::demo();
        facts.now = now;
        for component in &mut facts.components {
            component.lot.as_mut().expect("a lot").expires_on = expires;
            component.container.as_mut().expect("a container").opened_on = opened;
        }
        let owed = owed(&facts);
        prop_assert_eq!(passes(&facts, Check::LotsUnexpired), !overdue(&owed, DutyKind::LotExpiry));
        prop_assert_eq!(passes(&facts, Check::ContainersInPeriod), !overdue(&owed, DutyKind::ContainerPeriod));
    }

    #[test]
    fn the_licence_runs_or_is_overdue(now in now(), days in -3_i64..400) {
        let mut facts = Facts::demo();
        facts.now = now;
        facts.enterprise.licence_until = Some(facts.today() + TimeDelta::days(days));
        let authorised = facts.authorisations.iter_mut();
        authorised.for_each(|granted| (granted.from, granted.to) = (now.date_naive() - Days::new(9), now.date_naive() + Days::new(9)));
        prop_assert_eq!(passes(&facts, Check::LicenceValid), !overdue(&owed(&facts), DutyKind::Licence));
    }

    #[test]
    fn a_service_is_authorised_while_one_authorisation_is_in_order(
        now in now(),
        granted in prop::collection::vec((-400_i64..3, -3_i64..400, 0..4_u8), 0..4),
    ) {
        let mut facts = Facts::demo();
        facts.now = now;
        let today = facts.today();
        facts.service = ServiceType::Blend;
        let one = facts.authorisations[0].clone();
        facts.authorisations = granted
            .into_iter()
            .map(|(from, to, suspended)| facts::Authorisation {
                from: today + TimeDelta::days(from),
                to: today + TimeDelta::days(to),
                suspended: suspended == 0,
                ..one.clone()
            })
            .collect();
        let owed = owed(&facts);
        let mut of = owed.iter().filter(|duty| duty.kind == DutyKind::Authorisation);
        let limits = Limits::default();
        let outcome = Check::PilotAuthorised.run(&facts, &limits, Gate::Clearance).outcome;
        prop_assert_eq!(outcome == Outcome::Pass, of.any(|duty| !duty.state.is_overdue()));
    }
}
