//! Ingredients of a blend as one list: order, sum, each once, and the boundary of 0.1 % on both its sides.

#![allow(clippy::unwrap_used, reason = "what the tests share must fail them")]

use domain::merged::{Merged, TRACE, WHOLE, WHOLE_PPM, is_formula, merged};
use domain::quantity::Share;
use domain::stock::{Ingredient, name_key};
use proptest::prelude::*;

fn formula(parts: &[(&str, u32)]) -> Vec<Ingredient> {
    let one = |(chinese, ppm): &(&str, u32)| Ingredient {
        chinese: (*chinese).to_owned(),
        inci: String::new(),
        trace: *ppm <= 1_000,
        content: Some(*ppm),
    };
    parts.iter().map(one).collect()
}

fn share(parts: u16) -> Share {
    Share::new(parts).unwrap()
}

fn names(list: &[Merged], trace: bool) -> Vec<&str> {
    list.iter().filter(|one| one.is_trace() == trace).map(|one| one.chinese.as_str()).collect()
}

#[test]
fn the_same_ingredient_of_two_components_is_one() {
    let cream = formula(&[("水", 700_000), ("甘油", 250_000), ("泛醇", 50_000)]);
    let serum = formula(&[("水", 500_000), ("泛醇", 400_000), ("1,2-己二醇", 100_000)]);
    let list = merged(&[(share(6_000), &cream), (share(4_000), &serum)]).unwrap();
    // 水 62 %, 泛醇 19 %, 甘油 15 %, 己二醇 4 %: 泛醇 overtakes 甘油 by its second source.
    assert_eq!(names(&list, false), ["水", "泛醇", "甘油", "1,2-己二醇"]);
    assert_eq!(list[1].content, 1_900_000_000);
}

#[test]
fn a_tenth_of_a_percent_is_a_trace_and_the_next_part_above_is_not() {
    // 0.2 % of a half is 0.1 % of the blend; one part per million more is above it.
    for (ppm, trace) in [(2_000, true), (2_001, false), (1, true)] {
        let scented = formula(&[("水", WHOLE_PPM - ppm), ("香精", ppm)]);
        let water = formula(&[("水", WHOLE_PPM)]);
        let list = merged(&[(share(5_000), &scented), (share(5_000), &water)]).unwrap();
        assert_eq!(names(&list, true) == ["香精"], trace, "{ppm} ppm of a half");
    }
    // A trace of one product may be more than a trace of the blend, when two bring it.
    let one = formula(&[("水", 999_000), ("香精", 1_000)]);
    let other = formula(&[("水", 998_999), ("香精", 1_001)]);
    let list = merged(&[(share(5_000), &one), (share(5_000), &other)]).unwrap();
    assert_eq!((list[1].content, names(&list, true).len()), (TRACE + 5_000, 0));
}

#[test]
fn what_is_not_known_to_the_last_part_is_not_merged() {
    let known = formula(&[("水", 900_000), ("甘油", 100_000)]);
    let mut unknown = known.clone();
    unknown[1].content = None;
    let short = formula(&[("水", 900_000), ("甘油", 99_999)]);
    for (name, other) in
        [("one content is missing", &unknown), ("it does not add up", &short), ("nothing", &vec![])]
    {
        assert!(!is_formula(other), "{name}");
        assert_eq!(merged(&[(share(5_000), &known), (share(5_000), other)]), None, "{name}");
    }
    assert_eq!(merged(&[]), None);
}

/// A formula of distinct names whose contents add up to the whole.
fn any_formula() -> impl Strategy<Value = Vec<Ingredient>> {
    prop::collection::btree_map("[水甘油泛醇香精]{1,2}", 1_u32..50_000, 1..8).prop_map(|parts| {
        let mut parts: Vec<(String, u32)> = parts.into_iter().collect();
        let rest: u32 = parts.iter().skip(1).map(|(_, ppm)| ppm).sum();
        parts[0].1 = WHOLE_PPM - rest;
        parts
            .into_iter()
            .map(|(chinese, ppm)| Ingredient {
                chinese,
                inci: String::new(),
                trace: false,
                content: Some(ppm),
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn nothing_is_lost_nothing_stands_twice_and_the_most_comes_first(
        one in any_formula(), other in any_formula(), parts in 1_u16..10_000,
    ) {
        let list = merged(&[(share(parts), &one), (share(10_000 - parts), &other)]).unwrap();
        prop_assert_eq!(list.iter().map(|one| one.content).sum::<u64>(), WHOLE);
        prop_assert!(list.windows(2).all(|pair| pair[0].content >= pair[1].content));
        // No ingredient at or below the boundary stands before one above it.
        let first = list.iter().position(Merged::is_trace).unwrap_or(list.len());
        prop_assert!(list[first..].iter().all(Merged::is_trace));
        let mut keys: Vec<String> = list.iter().map(|one| name_key(&one.chinese)).collect();
        let mut all: Vec<String> = one.iter().chain(&other).map(|one| name_key(&one.chinese)).collect();
        for names in [&mut keys, &mut all] { names.sort(); }
        all.dedup();
        prop_assert_eq!(keys, all);
    }
}
