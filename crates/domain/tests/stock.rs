//! An allergy is found by either name, however it is typed, and an opened container keeps as long as its label says.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use chrono::NaiveDate;
use domain::Moment;
use domain::filing::FilingNumber;
use domain::ids::{ContainerId, LotId, ProductId};
use domain::leftover::Standing;
use domain::period::Period;
use domain::quantity::Milligrams;
use domain::stock::{Container, Ingredient, Product, name_key};
use proptest::prelude::*;

fn product(ingredients: &[(&str, &str)]) -> Product {
    let ingredient = |(chinese, inci): &(&str, &str)| Ingredient {
        content: None,
        chinese: (*chinese).to_owned(),
        inci: (*inci).to_owned(),
        trace: false,
    };
    Product {
        id: ProductId::new("P01").unwrap(),
        name: "保湿面霜（演示）".to_owned(),
        filing: FilingNumber::parse("鲁G妆网备字2024900001").unwrap(),
        filer: "（演示）".to_owned(),
        maker: "（演示）".to_owned(),
        licence: None,
        standard: "演示".to_owned(),
        classification: "11-05-03-01-02".to_owned(),
        exclusions: Vec::new(),
        ingredients: ingredients.iter().map(ingredient).collect(),
        active: true,
        wax: false,
        after_opening: Period::Months(6),
        warnings: Vec::new(),
        usage: "涂抹于面部".to_owned(),
    }
}

#[test]
fn an_allergen_is_found_by_either_name_however_it_is_typed() {
    let product = product(&[
        ("水", "WATER"),
        ("PEG-40 氢化蓖麻油", "PEG-40 HYDROGENATED CASTOR OIL"),
        ("（日用）香精", "FRAGRANCE"),
        ("苯氧乙醇", "PHENOXYETHANOL"),
        ("水杨酸", "SALICYLIC ACID"),
        ("1,2-己二醇", "1,2-HEXANEDIOL"),
        ("牛油果树（BUTYROSPERMUM PARKII）果脂", "BUTYROSPERMUM PARKII (SHEA) BUTTER"),
    ]);
    let cases = [
        ("Chinese", "苯氧乙醇", true),
        ("INCI", "PHENOXYETHANOL", true),
        ("lower case", "phenoxyethanol", true),
        ("blanks at the ends", "  水杨酸 ", true),
        ("blank inside", "Salicylic  Acid", true),
        ("no hyphen", "peg 40 hydrogenated castor oil", true),
        ("an en dash for the hyphen", "PEG\u{2013}40 Hydrogenated Castor Oil", true),
        ("a non-breaking hyphen", "PEG\u{2011}40 氢化蓖麻油", true),
        ("a minus sign", "1,2\u{2212}己二醇", true),
        ("no blank in the Chinese name", "PEG-40氢化蓖麻油", true),
        ("full-width letters", "ＰＥＧ－４０ 氢化蓖麻油", true),
        ("brackets left out", "日用香精", true),
        ("half-width brackets", "(日用)香精", true),
        ("comma left out", "12-hexanediol", true),
        ("Latin name in brackets", "牛油果树 (Butyrospermum Parkii) 果脂", true),
        ("a part of a name is another substance", "水杨", false),
        ("a longer name is another substance", "水杨酸苄酯", false),
        ("not in it", "柠檬烯", false),
        ("nothing", "", false),
        ("blank", "  ", false),
        ("only marks", "(-)", false),
    ];
    for (name, allergen, expected) in cases {
        assert_eq!(product.contains(allergen), expected, "{name}: {allergen:?}");
    }
}

#[test]
fn an_opened_container_is_good_until_the_period_ends() {
    let opened = |at: &str, after_opening| Container {
        id: ContainerId::new("P01-A-1").unwrap(),
        lot: LotId::new("P01-A").unwrap(),
        opened_at: Moment::parse_from_rfc3339(at).unwrap(),
        after_opening,
        left: Milligrams::grams(50),
        opened_by: None,
        standing: Standing::InUse,
    };
    let cases = [
        ("months", "2026-05-21T10:00:00+08:00", Period::Months(6), "2026-11-21"),
        ("a month that lacks the day", "2026-08-31T10:00:00+08:00", Period::Months(6), "2027-02-28"),
        ("a leap day", "2027-08-31T10:00:00+08:00", Period::Months(6), "2028-02-29"),
        ("days", "2026-12-31T23:59:00+08:00", Period::Days(1), "2027-01-01"),
        ("the day of its own offset, not of UTC", "2026-11-21T00:30:00+08:00", Period::Days(0), "2026-11-21"),
    ];
    for (name, at, period, expected) in cases {
        assert_eq!(opened(at, period).good_until(), expected.parse::<NaiveDate>().unwrap(), "{name}");
    }
}

proptest! {
    #[test]
    fn a_key_is_its_own_key(name in "[A-Za-z0-9Ａ-Ｚａ-ｚ０-９éöüα-ω\\p{Han}\\p{Pd}() /,.'·（），]{0,24}") {
        let key = name_key(&name);
        prop_assert_eq!(name_key(&key), key);
    }

    #[test]
    fn every_ingredient_is_found_by_both_of_its_names(chinese in "[\\p{Han}0-9]{1,8}", inci in "[A-Z][A-Z0-9 /-]{0,18}") {
        let product = product(&[(&chinese, &inci)]);
        prop_assert!(product.contains(&chinese) && product.contains(&inci) && product.contains(&inci.to_lowercase()));
    }
}
