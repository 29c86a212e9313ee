//! The ranking, case by case: who comes in, what fits first, and why each of the others does not.
#![expect(clippy::expect_used, reason = "helpers of tests: what is not there fails the test")]

use crate::shop::{Guest, Shop};
use chrono::NaiveDate;
use domain::consent::AgeBand;
use domain::need::Concern;
use domain::quantity::Milligrams;
use domain::recipe::Recipe;
use domain::skin::{Metric, SkinType};
use domain::stock::Zone;
use rules::choosing::{Ranking, Subject};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// Each rejected recipe with the codes of its reasons.
fn rejected(ranking: &Ranking) -> Vec<(&str, Vec<&str>)> {
    let codes =
        |rejected: &rules::choosing::Rejected| rejected.reasons.iter().map(|reason| reason.code).collect();
    ranking.rejected.iter().map(|each| (each.recipe.as_str(), codes(each))).collect()
}

fn fits(ranking: &Ranking) -> Vec<&str> {
    ranking.fits.iter().map(|ranked| ranked.recipe.as_str()).collect()
}

#[test]
fn who_gets_what() {
    type Case =
        (&'static str, Guest, &'static [&'static str], &'static [(&'static str, &'static [&'static str])]);
    let dry = || {
        Guest::new()
            .skin(
                SkinType::Dry,
                &[(Metric::Hydration, 3000), (Metric::Redness, 4500), (Metric::Oiliness, 9000)],
            )
            .need("皮肤干燥，想要保湿")
            .need("容易泛红，要舒缓")
    };
    let oily = || {
        Guest::new()
            .skin(
                SkinType::Oily,
                &[(Metric::Oiliness, 2000), (Metric::Acne, 3000), (Metric::Hydration, 8000)],
            )
            .need("出油多")
            .need("有痘痘")
    };
    let cases: [Case; 9] = [
        (
            "dry and sensitive",
            dry(),
            &["R-moist", "R-calm"],
            &[("R-oil", &["skin_type"]), ("R-scent", &["no_match"])],
        ),
        (
            "oily with acne",
            oily(),
            &["R-oil", "R-moist"],
            &[("R-calm", &["no_match"]), ("R-scent", &["no_match"])],
        ),
        (
            "allergy",
            dry().allergy("panthenol"),
            &["R-moist"],
            &[("R-calm", &["no_declared_allergen"]), ("R-oil", &["skin_type"]), ("R-scent", &["no_match"])],
        ),
        (
            "minor of 15",
            oily().age(AgeBand::Minor, Some(15)),
            &["R-moist"],
            &[("R-calm", &["no_match"]), ("R-oil", &["recipe_suits_customer"]), ("R-scent", &["no_match"])],
        ),
        (
            "child of 12",
            dry().age(AgeBand::ChildOfCosmetics, Some(12)),
            &[],
            &[
                ("R-calm", &["customer_age"]),
                ("R-moist", &["customer_age"]),
                ("R-oil", &["customer_age", "recipe_suits_customer", "skin_type"]),
                ("R-scent", &["customer_age", "no_match"]),
            ],
        ),
        (
            "pregnant by own statement",
            oily().pregnant(),
            &["R-moist"],
            &[("R-calm", &["no_match"]), ("R-oil", &["recipe_suits_customer"]), ("R-scent", &["no_match"])],
        ),
        (
            "nothing fits",
            Guest::new().need("想要紧致"),
            &[],
            &[
                ("R-calm", &["no_match"]),
                ("R-moist", &["no_match"]),
                ("R-oil", &["no_match"]),
                ("R-scent", &["no_match"]),
            ],
        ),
        (
            "a wish that must not be promised was marked so, and the other is served",
            Guest::new().need("要保湿").need("还要美白"),
            &["R-moist"],
            &[("R-calm", &["no_match"]), ("R-oil", &["no_match"]), ("R-scent", &["no_match"])],
        ),
        (
            "nothing but a wish that must not be promised",
            Guest::new().need("还要美白"),
            &[],
            &[
                ("R-calm", &["no_match"]),
                ("R-moist", &["no_match"]),
                ("R-oil", &["no_match"]),
                ("R-scent", &["no_match"]),
            ],
        ),
    ];
    for (name, guest, expected, refused) in cases {
        let ranking = Shop::new().rank(&guest);
        assert_eq!(fits(&ranking), expected, "{name}: {:#?}", ranking.rejected);
        let refused: Vec<(&str, Vec<&str>)> =
            refused.iter().map(|(id, codes)| (*id, codes.to_vec())).collect();
        assert_eq!(rejected(&ranking), refused, "{name}");
        for rejected in &ranking.rejected {
            for reason in &rejected.reasons {
                assert!(!reason.text.is_empty() && !reason.text_en.is_empty(), "{name}");
                let law = rules::Check::named(reason.code).is_some();
                assert_eq!(reason.clause.is_some(), law, "{name}: {} quotes its clause", reason.code);
                assert!(!law || reason.mend.is_some(), "{name}: {} offers its mend", reason.code);
            }
        }
    }
}

#[test]
fn the_score_is_the_documented_sum_and_reasons_come_by_weight() {
    let guest = Guest::new()
        .skin(SkinType::Dry, &[(Metric::Hydration, 3050), (Metric::Barrier, 6000)])
        .need("要保湿");
    let ranking = Shop::new().rank(&guest);
    let first = &ranking.fits[0];
    let gains: Vec<(Subject, u64)> =
        first.reasons.iter().map(|reason| (reason.subject, reason.gain)).collect();
    let expected = [
        (Subject::Concern(Concern::Moisture), 5 * 10_000),
        (Subject::Metric(Metric::Hydration), 6 * (10_000 - 3_050)),
        (Subject::SkinType(SkinType::Dry), 30_000),
        (Subject::Metric(Metric::Barrier), 2 * 4_000),
    ];
    assert_eq!(gains, expected);
    assert_eq!(first.score, expected.iter().map(|(_, gain)| gain).sum::<u64>());
}

#[test]
fn the_same_input_gives_the_same_answer_whatever_its_order() {
    let guest = Guest::new().skin(SkinType::Dry, &[(Metric::Hydration, 3000)]).need("保湿").need("舒缓");
    let shop = Shop::new();
    let mut turned = Shop::new();
    turned.recipes.reverse();
    turned.lots.reverse();
    turned.products.reverse();
    turned.containers.reverse();
    assert_eq!(shop.rank(&guest), turned.rank(&guest));
    let mut twin = Shop::new();
    twin.recipes.retain(|recipe| recipe.id.as_str() == "R-moist");
    let copy: Recipe = crate::shop::renamed(&twin.recipes[0], "R-a");
    twin.recipes.push(copy);
    assert_eq!(fits(&twin.rank(&guest)), ["R-a", "R-moist"], "ties go to the smaller id");
}

#[test]
fn lots_go_first_expired_first_out() {
    let guest = Guest::new().need("保湿");
    let picked = |shop: &Shop| {
        let ranking = shop.rank(&guest);
        let pick = ranking.fits.first().map(|ranked| ranked.lots[0].clone());
        pick.map(|pick| (pick.lot.to_string(), pick.container.map(|container| container.to_string())))
    };
    let is = |lot: &str, container: Option<&str>| Some((lot.to_owned(), container.map(str::to_owned)));
    let case = |name: &str, change: &dyn Fn(&mut Shop), expected: Option<(String, Option<String>)>| {
        let mut shop = Shop::new();
        change(&mut shop);
        assert_eq!(picked(&shop), expected, "{name}");
    };
    case("the open container of the lot that expires first", &|_| (), is("P1-a", Some("C1")));
    case(
        "a new unit when the container is empty",
        &|shop| shop.container("C1").left = Milligrams(20_999),
        is("P1-a", None),
    );
    case(
        "the container to the last milligram",
        &|shop| shop.container("C1").left = Milligrams(21_000),
        is("P1-a", Some("C1")),
    );
    case(
        "a container past its period is passed over",
        &|shop| shop.container("C1").opened_at = "2026-01-01T09:00:00+08:00".parse().expect("a time"),
        is("P1-a", None),
    );
    case(
        "the next lot when nothing is left",
        &|shop| {
            shop.container("C1").left = Milligrams(0);
            shop.lot("P1-a").units = 0;
        },
        is("P1-b", None),
    );
    case(
        "a lot on its last day",
        &|shop| shop.lot("P1-a").expires_on = day("2026-11-20"),
        is("P1-a", Some("C1")),
    );
    case("a lot the day after", &|shop| shop.lot("P1-a").expires_on = day("2026-11-19"), is("P1-b", None));
    case("a recalled lot", &|shop| shop.lot("P1-a").recalled = true, is("P1-b", None));
    case("a waiting lot", &|shop| shop.lot("P1-a").zone = Zone::Waiting, is("P1-b", None));
    case("a lot that is not accepted", &|shop| shop.lot("P1-a").accepted = false, is("P1-b", None));
    case(
        "none",
        &|shop| {
            shop.lot("P1-a").recalled = true;
            shop.lot("P1-b").zone = Zone::Rejected;
        },
        None,
    );
}

#[test]
fn a_recipe_without_a_lot_says_of_each_lot_why() {
    let mut shop = Shop::new();
    shop.lot("P1-a").recalled = true;
    shop.lot("P1-b").zone = Zone::Waiting;
    let ranking = shop.rank(&Guest::new().need("保湿"));
    let moist =
        ranking.rejected.iter().find(|rejected| rejected.recipe.as_str() == "R-moist").expect("rejected");
    let reason = moist.reasons.iter().find(|reason| reason.code == "no_lot").expect("no lot");
    assert!(reason.text.contains("P1-a 已召回") && reason.text.contains("P1-b 在待检区"), "{}", reason.text);
}

#[test]
fn the_deciding_lot_is_named_and_what_the_next_would_gain() {
    let guest = Guest::new().need("保湿");
    let mut shop = Shop::new();
    shop.lot("P1-a").expires_on = day("2026-12-31");
    let ranked = shop.rank(&guest).fits.remove(0);
    assert_eq!(ranked.use_by.date(), day("2026-12-31"));
    assert!(ranked.decides.contains("P1-a"), "{}", ranked.decides);
    let gain = ranked.gain.expect("another lot would gain");
    assert_eq!((gain.lot.as_str(), gain.use_by, gain.days), ("P1-b", day("2027-02-20"), 51));

    let ranked = Shop::new().rank(&guest).fits.remove(0);
    assert!(ranked.decides.contains("配方"), "the recipe's own life decides: {}", ranked.decides);
    assert_eq!(ranked.gain, None, "no lot can gain then");

    shop.lot("P1-b").recalled = true;
    assert_eq!(shop.rank(&guest).fits.remove(0).gain, None, "no other lot serves");
}

#[test]
fn a_size_that_is_not_offered_rejects() {
    let guest = Guest::new().need("保湿").size(Milligrams::grams(31));
    let ranking = Shop::new().rank(&guest);
    assert!(ranking.fits.is_empty());
    assert!(
        ranking
            .rejected
            .iter()
            .all(|rejected| rejected.reasons.iter().any(|reason| reason.code == "size_not_offered"))
    );
}

#[test]
fn the_law_rejects_with_its_clause() {
    let guest = Guest::new().need("保湿");
    let mut shop = Shop::new();
    shop.products[0].active = false;
    let ranking = shop.rank(&guest);
    let moist =
        ranking.rejected.iter().find(|rejected| rejected.recipe.as_str() == "R-moist").expect("rejected");
    let clause = moist.reasons[0].clause.as_ref().expect("a clause");
    assert_eq!(
        (moist.reasons[0].code, clause.rulebook.as_str(), clause.number.as_str()),
        ("filing_active", "nmpa-2025-58", "第一条")
    );
}

#[test]
fn what_nobody_signed_is_not_offered_and_another_lot_is_taken() {
    let guest = || Guest::new().need("皮肤干燥，想要保湿");
    let offered = |shop: &Shop| {
        let ranking = shop.rank(&guest());
        ranking.fits.first().map(|one| (one.recipe.to_string(), one.lots[0].lot.to_string()))
    };
    let shop = Shop::new();
    let (recipe, lot) = offered(&shop).expect("something fits");
    assert_eq!((recipe.as_str(), lot.as_str()), ("R-moist", "P1-a"));
    for unsigned in ["R-moist", "P1"] {
        let shop = Shop { unsigned, ..Shop::new() };
        let ranking = shop.rank(&guest());
        assert!(ranking.fits.iter().all(|one| one.recipe.as_str() != recipe), "{unsigned}");
        let refused = ranking.rejected.iter().find(|one| one.recipe.as_str() == recipe).expect("rejected");
        assert!(refused.reasons.iter().any(|why| why.code.ends_with("_signed")), "{unsigned}: {refused:?}");
    }
    let shop = Shop { unsigned: "P1-a", ..Shop::new() };
    assert_eq!(offered(&shop), Some((recipe, "P1-b".to_owned())));
}
