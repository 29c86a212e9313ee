//! A recipe is whole, or it is none: components by service type, shares to the whole, sizes to the milligram.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use domain::ids::{ProductId, RecipeId};
use domain::period::Period;
use domain::quantity::{Fen, Milligrams, Share, Tolerance};
use domain::recipe::{Against, Climate, Component, Purpose, Recipe, RecipeDraft, RecipeError, ServiceType};
use proptest::prelude::*;

fn draft(service: ServiceType, shares: &[u16]) -> RecipeDraft {
    let component = |(index, share): (usize, &u16)| Component {
        product: ProductId::new(&format!("P{index}")).unwrap(),
        share: Share::new(*share).unwrap(),
        tolerance: Tolerance { parts: 200, at_least: Milligrams(20) },
    };
    RecipeDraft {
        id: RecipeId::new("R01").unwrap(),
        version: 1,
        name: "修护霜（演示）".to_owned(),
        service,
        components: shares.iter().enumerate().map(component).collect(),
        keeps: Period::Days(60),
        sizes: vec![(Milligrams::grams(10), Fen(12_800))],
        hints: Vec::new(),
        usage: "涂抹于面部".to_owned(),
        assessment: None,
        approved: true,
        climate: Climate { temperature: (180, 280), humidity: (300, 700) },
        purpose: Purpose::default(),
        against: Against::default(),
    }
}

#[test]
fn the_count_of_components_follows_the_service() {
    use ServiceType::{Blend, Pack, Repack};
    // name, service, shares, the range that a refusal names
    type Case = (&'static str, ServiceType, &'static [u16], Option<(usize, usize)>);
    let cases: [Case; 11] = [
        ("a blend of none", Blend, &[], Some((2, 20))),
        ("a blend of one", Blend, &[10_000], Some((2, 20))),
        ("a blend of two", Blend, &[9_999, 1], None),
        ("a blend of five", Blend, &[2_000; 5], None),
        ("a blend of twenty", Blend, &[500; 20], None),
        ("a blend of twenty-one", Blend, &[476; 21], Some((2, 20))),
        ("a repack of none", Repack, &[], Some((1, 1))),
        ("a repack of one", Repack, &[10_000], None),
        ("a repack of two", Repack, &[5_000, 5_000], Some((1, 1))),
        ("a pack of one", Pack, &[10_000], None),
        ("a pack of two", Pack, &[5_000, 5_000], Some((1, 1))),
    ];
    for (name, service, shares, refused) in cases {
        let found = match Recipe::new(draft(service, shares)) {
            Ok(_) => None,
            Err(RecipeError::Components { least, most, found, .. }) => {
                assert_eq!(found, shares.len(), "{name}");
                Some((least, most))
            }
            Err(other) => panic!("{name}: {other}"),
        };
        assert_eq!(found, refused, "{name}");
    }
}

#[test]
fn shares_sum_to_the_whole_and_nothing_less_or_more() {
    for (shares, sum) in [([5_000, 4_999], 9_999), ([5_000, 5_001], 10_001), ([10_000, 10_000], 20_000)] {
        let refused = Recipe::new(draft(ServiceType::Blend, &shares)).unwrap_err();
        assert!(matches!(refused, RecipeError::Sum { sum: found, .. } if found == sum), "{refused}");
    }
}

#[test]
fn a_product_stands_in_a_recipe_once() {
    let mut twice = draft(ServiceType::Blend, &[5_000, 2_500, 2_500]);
    twice.components[2].product = twice.components[0].product.clone();
    let refused = Recipe::new(twice).unwrap_err();
    assert!(matches!(&refused, RecipeError::Twice { product, .. } if product.as_str() == "P0"), "{refused}");
}

#[test]
fn a_recipe_without_a_size_is_none() {
    for sizes in
        [vec![], vec![(Milligrams(0), Fen(1))], vec![(Milligrams(1), Fen(0)), (Milligrams(0), Fen(0))]]
    {
        let refused = Recipe::new(RecipeDraft { sizes, ..draft(ServiceType::Blend, &[5_000, 5_000]) });
        assert!(matches!(refused, Err(RecipeError::NoSize { .. })));
    }
}

#[test]
fn a_recorded_recipe_is_read_as_it_stands_and_a_share_from_outside_is_judged() {
    let whole = Recipe::new(draft(ServiceType::Blend, &[6_000, 4_000])).unwrap();
    let text = serde_json::to_string(&whole).unwrap();
    assert_eq!(serde_json::from_str::<Recipe>(&text).unwrap(), whole);
    let broken = text.replace("\"share\":4000", "\"share\":4001");
    let read = serde_json::from_str::<Recipe>(&broken).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), broken);
    assert!(Recipe::new((*read).clone()).unwrap_err().to_string().contains("10001"));
    let nothing = serde_json::from_str::<Recipe>(&text.replace("\"share\":4000", "\"share\":0")).unwrap();
    assert!(domain::said::judge(&nothing).is_err());
}

proptest! {
    #[test]
    fn targets_add_up_to_every_size(cuts in proptest::collection::btree_set(1_u16..Share::WHOLE, 1..=4), size in 1_u64..=1_000_000) {
        let mut last = 0;
        let shares: Vec<u16> = cuts.into_iter().chain([Share::WHOLE]).map(|cut| cut - std::mem::replace(&mut last, cut)).collect();
        let recipe = Recipe::new(draft(ServiceType::Blend, &shares)).unwrap();
        let targets = recipe.targets(Milligrams(size));
        prop_assert_eq!(targets.len(), shares.len());
        prop_assert_eq!(targets.iter().map(|target| target.0).sum::<u64>(), size);
        prop_assert_eq!(recipe.targets(Milligrams(size)), targets, "the same size, the same targets");
    }
}
