//! Shares add up to the whole to the milligram, for every size and every split.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use domain::quantity::{Milligrams, Share, Tolerance, apportion};
use proptest::prelude::*;

/// 1–5 shares that sum to the whole.
fn shares() -> impl Strategy<Value = Vec<Share>> {
    proptest::collection::btree_set(1_u16..Share::WHOLE, 0..=4).prop_map(|cuts| {
        let mut last = 0;
        let ends = cuts.into_iter().chain([Share::WHOLE]);
        ends.map(|cut| {
            let share = Share::new(cut - last).unwrap();
            last = cut;
            share
        })
        .collect()
    })
}

proptest! {
    #[test]
    fn parts_add_up_to_the_whole(whole in 0_u64..=10_000_000_000, shares in shares()) {
        let parts = apportion(Milligrams(whole), &shares);
        prop_assert_eq!(parts.iter().map(|part| part.0).sum::<u64>(), whole);
        for (part, share) in parts.iter().zip(&shares) {
            let exact = u128::from(whole) * u128::from(share.parts()) / 10_000;
            prop_assert!(u128::from(part.0) == exact || u128::from(part.0) == exact + 1);
        }
    }

    #[test]
    fn the_target_is_always_within_its_band(target in 0_u64..1_000_000, parts in 0_u16..=10_000, floor in 0_u64..1000) {
        let tolerance = Tolerance { parts, at_least: Milligrams(floor) };
        prop_assert!(tolerance.band(Milligrams(target)).contains(&Milligrams(target)));
    }
}

#[test]
fn masses_and_shares_read_as_people_write_them() {
    assert_eq!(Milligrams(10_520).to_string(), "10.52 g");
    assert_eq!(Milligrams(3).to_string(), "0.003 g");
    assert_eq!(Milligrams::grams(15).to_string(), "15 g");
    assert_eq!(Share::new(7_000).unwrap().to_string(), "70%");
    assert_eq!(Share::new(525).unwrap().to_string(), "5.25%");
    assert_eq!(Share::new(530).unwrap().to_string(), "5.3%");
    assert!(Share::new(0).is_err() && Share::new(10_001).is_err());
}

#[test]
fn a_band_is_never_narrower_than_its_floor() {
    let tolerance = Tolerance { parts: 200, at_least: Milligrams(20) };
    assert_eq!(tolerance.band(Milligrams(3_750)), Milligrams(3_675)..=Milligrams(3_825));
    assert_eq!(tolerance.band(Milligrams(100)), Milligrams(80)..=Milligrams(120));
}
