//! The use-by day is never later than anything that limits it, and names what decides.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use chrono::{Days, NaiveDate};
use domain::Moment;
use domain::ids::{ContainerId, LotId, ProductId, RecipeId};
use domain::leftover::Standing;
use domain::period::Period;
use domain::quantity::Milligrams;
use domain::stock::{Container, Lot, Zone};
use domain::use_by::{Limit, UseBy, UseByError, Used};
use proptest::prelude::*;

const TODAY: &str = "2026-11-21";

fn today() -> NaiveDate {
    TODAY.parse().unwrap()
}

fn recipe() -> RecipeId {
    RecipeId::new("R01").unwrap()
}

fn lot(id: &str, expires_in: i64) -> Lot {
    Lot {
        id: LotId::new(id).unwrap(),
        product: ProductId::new("P01").unwrap(),
        number: format!("YS{id}"),
        expires_on: today() + chrono::TimeDelta::days(expires_in),
        received_on: today() - Days::new(100),
        supplier: "（演示）".to_owned(),
        documents: Vec::new(),
        unit_net: Milligrams::grams(50),
        units: 1,
        zone: Zone::Accepted,
        accepted: true,
        recalled: false,
    }
}

fn container(lot: &Lot, opened_ago: u64, after_opening: Period) -> Container {
    let opened = (today() - Days::new(opened_ago)).and_hms_opt(10, 0, 0).unwrap();
    let east = chrono::FixedOffset::east_opt(8 * 3600).unwrap();
    let opened_at: Moment = opened.and_local_timezone(east).unwrap();
    let id = ContainerId::new(&format!("{}-1", lot.id)).unwrap();
    Container {
        id,
        lot: lot.id.clone(),
        opened_at,
        after_opening,
        left: Milligrams::grams(20),
        opened_by: None,
        standing: Standing::InUse,
    }
}

fn kind(limit: &Limit) -> &'static str {
    match limit {
        Limit::LotExpiry { .. } => "lot",
        Limit::AfterOpening { container: Some(_), .. } => "opened",
        Limit::AfterOpening { container: None, .. } => "opened today",
        Limit::RecipeLife { .. } => "recipe",
    }
}

#[test]
fn the_earliest_limit_decides_and_is_named() {
    // name, (lot A expires in, opened ago, period in days), lot B expires in, recipe keeps, use-by in, decided by
    type Case = (&'static str, (i64, Option<u64>, u16), i64, u16, i64, &'static str);
    let cases: [Case; 7] = [
        ("the lot expires first", (40, Some(10), 180), 300, 60, 40, "lot"),
        ("the recipe keeps least", (400, Some(10), 180), 300, 60, 60, "recipe"),
        ("the container was opened long ago", (400, Some(170), 180), 300, 60, 10, "opened"),
        ("a container opened for this service", (400, None, 30), 300, 60, 30, "opened today"),
        ("the last day is today", (0, None, 30), 300, 60, 0, "lot"),
        ("opened so long ago that today is the last day", (40, Some(180), 180), 300, 60, 0, "opened"),
        ("equal days: the component named first", (60, None, 60), 60, 60, 60, "lot"),
    ];
    for (name, (a_expires, opened_ago, period), b_expires, keeps, expected, decided_by) in cases {
        let (first, second) = (lot("A", a_expires), lot("B", b_expires));
        let opened = opened_ago.map(|ago| container(&first, ago, Period::Days(period)));
        let used = [
            Used { lot: &first, container: opened.as_ref(), after_opening: Period::Days(period) },
            Used { lot: &second, container: None, after_opening: Period::Days(365) },
        ];
        let use_by = UseBy::of(today(), &used, &recipe(), Period::Days(keeps)).unwrap();
        assert_eq!((use_by.date() - today()).num_days(), expected, "{name}");
        assert_eq!(kind(use_by.decided_by()), decided_by, "{name}");
        assert!(use_by.decided_by().lot().is_none_or(|lot| lot.as_str() == "A"), "{name}");
    }
}

#[test]
fn a_limit_that_has_passed_is_named() {
    let (expired, fresh) = (lot("A", -1), lot("B", 300));
    let old = container(&fresh, 181, Period::Days(180));
    let of = |lot, container| {
        let used = [Used { lot, container, after_opening: Period::Days(90) }];
        UseBy::of(today(), &used, &recipe(), Period::Days(60))
    };
    let Err(UseByError::Past(limit)) = of(&expired, None) else { panic!("an expired lot gave a use-by day") };
    assert_eq!((kind(&limit), limit.last_day()), ("lot", today() - Days::new(1)));
    let Err(UseByError::Past(limit)) = of(&fresh, Some(&old)) else {
        panic!("an old container gave a use-by day")
    };
    assert_eq!(kind(&limit), "opened");
    assert!(limit.sentence().contains("B-1"), "{}", limit.sentence());
    assert_eq!(UseBy::of(today(), &[], &recipe(), Period::Days(60)), Err(UseByError::NoLimit));
}

#[test]
fn the_gain_is_what_the_rest_would_allow() {
    let (near, far) = (lot("A", 40), lot("B", 200));
    let used = |first, second| {
        let used = [first, second].map(|lot| Used { lot, container: None, after_opening: Period::Days(300) });
        UseBy::of(today(), &used, &recipe(), Period::Days(90)).unwrap().without_deciding_lot()
    };
    assert_eq!(used(&near, &far), Some(today() + Days::new(90)), "then the recipe would decide");
    let short = lot("C", 50);
    assert_eq!(used(&near, &short), Some(today() + Days::new(50)), "then the other lot would decide");
    assert_eq!(used(&far, &far), None, "the recipe decides: no lot would gain anything");
}

proptest! {
    #[test]
    fn it_is_never_later_than_any_limit(
        lots in proptest::collection::vec((-5_i64..400, proptest::option::of(0_u64..200), 0_u16..400), 1..=5),
        keeps in 0_u16..200,
    ) {
        let made: Vec<(Lot, Option<Container>, Period)> = lots.iter().enumerate().map(|(index, (expires, opened, period))| {
            let lot = lot(&format!("L{index}"), *expires);
            let opened = opened.map(|ago| container(&lot, ago, Period::Days(*period)));
            (lot, opened, Period::Days(*period))
        }).collect();
        let used: Vec<Used<'_>> = made.iter()
            .map(|(lot, container, period)| Used { lot, container: container.as_ref(), after_opening: *period }).collect();
        let keeps = Period::Days(keeps);
        let answer = UseBy::of(today(), &used, &recipe(), keeps);
        prop_assert_eq!(&UseBy::of(today(), &used, &recipe(), keeps), &answer, "the same input, the same answer");

        let opened = |used: &Used<'_>| used.container.map_or(used.after_opening.after(today()), Container::good_until);
        let inputs: Vec<NaiveDate> = used.iter().flat_map(|used| [used.lot.expires_on, opened(used)])
            .chain([keeps.after(today())]).collect();
        let earliest = *inputs.iter().min().unwrap();
        match answer {
            Err(UseByError::Past(limit)) => {
                prop_assert!(earliest < today());
                prop_assert_eq!(limit.last_day(), earliest);
            }
            Err(UseByError::NoLimit) => prop_assert!(false, "there were components"),
            Ok(use_by) => {
                prop_assert_eq!(use_by.date(), earliest);
                prop_assert!(inputs.iter().all(|limit| use_by.date() <= *limit) && use_by.date() >= today());
                prop_assert!(use_by.limits().contains(use_by.decided_by()));
                prop_assert_eq!(use_by.limits().len(), inputs.len());
                prop_assert!(use_by.limits().is_sorted_by_key(Limit::last_day));
                prop_assert!(use_by.without_deciding_lot().is_none_or(|gain| gain >= use_by.date()));
                let text = serde_json::to_string(&use_by).unwrap();
                prop_assert_eq!(serde_json::from_str::<UseBy>(&text).unwrap(), use_by);
            }
        }
    }
}
