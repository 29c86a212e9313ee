//! No invisible or width variant of an ingredient, a name or a code changes an answer: over all ingredients of the catalogue and the
//! list of what customers say for them.

use std::collections::BTreeSet;

use crate::common::{ADVISOR, Desk, MANAGER, staff};
use counter::setup::import::{Import, Item, Read, Row, Standing, Weakening, What};
use counter::steps::plan::Rank;
use counter::{Assets, Spoken};
use domain::clean::name_key;
use domain::need::Needs;
use domain::service::Step;
use domain::stock::Product;
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};
use serde_json::json;

/// What nobody sees.
const UNSEEN: [char; 10] = [
    '\u{200B}',
    '\u{200D}',
    '\u{2060}',
    '\u{FEFF}',
    '\u{AD}',
    '\u{200E}',
    '\u{202C}',
    '\u{FE0F}',
    '\u{3164}',
    '\u{E0100}',
];
const BLANKS: [char; 5] = [' ', '\u{A0}', '\u{3000}', '\u{2009}', '\u{202F}'];
const HYPHENS: [char; 7] = ['-', '\u{2010}', '\u{2011}', '\u{2013}', '\u{2212}', '\u{FE63}', '\u{FF0D}'];

/// A text written otherwise by the digits of `seed`.
fn written(text: &str, mut seed: u64) -> String {
    let mut pick = |of: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % of
    };
    let mut out = String::new();
    for letter in text.chars() {
        if pick(3) == 0 {
            out.push(UNSEEN[pick(UNSEEN.len())]);
        }
        let wide = char::from_u32(u32::from(letter) + 0xFEE0).unwrap_or(letter);
        out.push(match letter {
            ' ' => BLANKS[pick(BLANKS.len())],
            '-' => HYPHENS[pick(HYPHENS.len())],
            letter if letter.is_ascii_alphanumeric() && pick(2) == 0 => wide,
            letter if letter.is_ascii_uppercase() && pick(2) == 0 => letter.to_ascii_lowercase(),
            letter => letter,
        });
    }
    out.push(UNSEEN[pick(UNSEEN.len())]);
    out
}

fn catalogue(desk: &Desk) -> Vec<Product> {
    desk.counter.store().products().unwrap()
}

/// Every name of every ingredient of the catalogue, and what customers say for them.
fn names(desk: &Desk) -> BTreeSet<String> {
    let products = catalogue(desk);
    let ingredients = products.iter().flat_map(|product| &product.ingredients);
    let mut names: BTreeSet<String> =
        ingredients.flat_map(|one| [one.chinese.clone(), one.inci.clone()]).collect();
    let table: toml::Table = include_str!("../../../assets/ingredients/synonyms.toml").parse().unwrap();
    for synonym in table["synonym"].as_array().unwrap() {
        for list in ["said", "inci"] {
            names.extend(
                synonym[list].as_array().unwrap().iter().map(|said| said.as_str().unwrap().to_owned()),
            );
        }
    }
    names.retain(|name| !name.is_empty());
    assert!(names.len() > 100, "{}", names.len());
    names
}

fn runs(cases: u32) -> TestRunner {
    TestRunner::new(ProptestConfig { cases, rng_seed: RngSeed::Fixed(11), ..ProptestConfig::default() })
}

#[test]
fn every_ingredient_is_found_in_every_product_however_it_is_written() {
    let desk = Desk::found();
    let (products, names) = (catalogue(&desk), names(&desk));
    runs(48)
        .run(&any::<u64>(), |seed| {
            for name in &names {
                let other = written(name, seed);
                prop_assert_eq!(name_key(name), name_key(&other), "{:?} {:?}", name, other);
            }
            Ok(())
        })
        .unwrap();
    for (seed, name) in names.iter().enumerate() {
        let other = written(name, u64::try_from(seed).unwrap());
        for product in &products {
            assert_eq!(product.contains(name), product.contains(&other), "{name:?} {other:?}");
        }
    }
}

/// The recipes that an allergy rejects, with what is said of each.
fn rejected(desk: &mut Desk, allergy: &str) -> Vec<(String, Vec<&'static str>)> {
    let spoken = Some(Spoken { allergies: vec![allergy.to_owned()], pregnancy: false });
    let ranking = desk.call(ADVISOR, Rank { service: desk.number.clone(), size: None, spoken }).unwrap();
    let codes = |reasons: &[rules::choosing::Objection]| reasons.iter().map(|reason| reason.code).collect();
    ranking.rejected.iter().map(|one| (one.recipe.to_string(), codes(&one.reasons))).collect()
}

#[test]
fn no_way_of_writing_an_allergy_changes_what_is_offered() {
    let mut desk = Desk::at(Step::Tested);
    let (none, mut excluded) = (rejected(&mut desk, "查无此物"), 0);
    for (index, name) in names(&desk).iter().enumerate() {
        let plain = rejected(&mut desk, name);
        excluded += usize::from(plain != none);
        let other = written(name, u64::try_from(index).unwrap());
        assert_eq!(rejected(&mut desk, &other), plain, "{name}: {other:?}");
    }
    assert!(excluded > 30, "allergies that reject a recipe: {excluded}");
}

#[test]
fn no_way_of_writing_a_number_makes_another_product_lot_or_person() {
    let mut desk = Desk::found();
    let products = catalogue(&desk);
    let lots: Vec<_> =
        products.iter().flat_map(|one| desk.counter.store().lots_of(&one.id).unwrap()).collect();
    runs(4)
        .run(&any::<u64>(), |seed| {
            for product in &products {
                let id = written(product.id.as_str(), seed);
                let found = desk.counter.store().products_meant(&id).unwrap();
                prop_assert_eq!(
                    found.iter().map(|one| &one.id).collect::<Vec<_>>(),
                    [&product.id],
                    "{:?}",
                    id
                );
            }
            for lot in &lots {
                let id = written(lot.id.as_str(), seed);
                let found = desk.counter.store().lots_meant(&id).unwrap();
                prop_assert_eq!(found.iter().map(|one| &one.id).collect::<Vec<_>>(), [&lot.id], "{:?}", id);
                let (plain, number) =
                    (desk.counter.store().lots_numbered(&lot.number).unwrap(), written(&lot.number, seed));
                prop_assert_eq!(
                    &plain,
                    &desk.counter.store().lots_numbered(&number).unwrap(),
                    "{:?}",
                    number
                );
                let traced = |text: &str| desk.counter.store().trace(text).unwrap().len();
                prop_assert_eq!(traced(&lot.number), traced(&number), "a recall by {:?}", number);
            }
            Ok(())
        })
        .unwrap();
    let mut scanned = |text: String| {
        let answer = desk.look(MANAGER, "scan", json!({ "text": text }));
        (answer["kind"].as_str().unwrap().to_owned(), answer["id"].as_str().unwrap().to_owned())
    };
    let lots = lots.iter().map(|lot| ("lot", lot.id.to_string()));
    let others = [("staff", "S01"), ("equipment", "SC01"), ("area", "AREA-A1")]
        .map(|(kind, id)| (kind, id.to_owned()));
    // Each of the few in as many ways as there are of writing it.
    let others = others.iter().cycle().take(60).cloned();
    for (seed, (kind, id)) in lots.chain(others).enumerate() {
        let plain = scanned(id.clone());
        assert_eq!(plain.0, kind, "{id}");
        assert_eq!(scanned(written(&id, u64::try_from(seed).unwrap())), plain, "{id}");
    }
    for product in &products {
        let filing = product.filing.to_string();
        let (plain, other) = (scanned(filing.clone()), scanned(written(&filing, 7)));
        assert_eq!(plain, other, "{filing}");
    }
}

const HEAD: &str = "产品编号,产品名称,备案编号,备案人,生产企业,执行标准,分类编码,开封后期限,使用方法,全成分,不适用情形,备案有效,蜡基\n";

fn good(table: &str, what: What) -> Vec<Row> {
    let import = Import::open(table.as_bytes(), what, "2026-11-20".parse().unwrap()).unwrap();
    let mut rows = import.rows().unwrap();
    let mut found = Vec::new();
    while let Some(read) = rows.next_read().unwrap() {
        if let Read::Good(row) = read {
            found.push(*row);
        }
    }
    found
}

#[test]
fn four_ways_of_writing_a_product_are_one_product() {
    let row = |id: &str| {
        format!("{id},面霜,鲁G妆网备字2024900001,甲,甲,Q1,11-05-03-01-02,12个月,涂抹,水；甘油,无,是,否\n")
    };
    let ids = ["X-01", "x\u{2011}01", "Ｘ－０１", "_x200B_X-01_x000D_"];
    let table: String = std::iter::once(HEAD.to_owned()).chain(ids.map(row)).collect();
    assert_eq!(good(&table, What::Products).len(), 1, "in one table the others stand twice");
    let mut desk = Desk::found();
    for (index, id) in ids.into_iter().enumerate() {
        let rows = good(&format!("{HEAD}{}", row(id)), What::Products);
        let standing = desk.counter.standings(&rows).unwrap();
        let expected = if index == 0 { Standing::New } else { Standing::Same };
        assert_eq!(standing, [expected], "{id:?}");
        desk.counter.import_rows(&staff(MANAGER), What::Products, &rows, Weakening::LookedAt).unwrap();
    }
    assert_eq!(catalogue(&desk).iter().filter(|product| product.name == "面霜").count(), 1);
    // A changed row under another way of writing changes that product.
    let changed = good(&format!("{HEAD}{}", row("x-01").replace("面霜", "面霜二号")), What::Products);
    desk.counter.import_rows(&staff(MANAGER), What::Products, &changed, Weakening::LookedAt).unwrap();
    let found = desk.counter.store().products_meant("X-01").unwrap();
    assert_eq!((found[0].id.as_str(), found[0].name.as_str(), found.len()), ("X-01", "面霜二号", 1));
    desk.assert_sound();
}

#[test]
fn a_heading_is_known_however_it_is_written() {
    let row = "X-01,面霜,鲁G妆网备字2024900001,甲,甲,Q1,11-05-03-01-02,12个月,涂抹,水；甘油,无,是,否\n";
    let heads: Vec<String> = HEAD.trim_end().split(',').map(|head| written(head, 3)).collect();
    let rows = good(&format!("{}\n{row}", heads.join(",")), What::Products);
    assert!(matches!(&rows[0].item, Item::Product(product) if product.id.as_str() == "X-01"));
}

#[test]
fn what_remains_odd_is_refused_by_name_and_nothing_is_taken() {
    let row = |name: &str| {
        format!("{HEAD}X-01,{name},鲁G妆网备字2024900001,甲,甲,Q1,11-05-03-01-02,12个月,涂抹,水,无,是,否\n")
    };
    for name in ["面\u{FFFD}霜", "面\u{7}霜", "CR\u{0415}AM 霜", "_x0007_霜"] {
        let table = row(name);
        let import = Import::open(table.as_bytes(), What::Products, "2026-11-20".parse().unwrap()).unwrap();
        let preview = import.preview("x", |rows| Ok(vec![Standing::New; rows.len()])).unwrap();
        assert_eq!((preview.good, preview.bad_total), (0, 1), "{name:?}");
        assert!(preview.bad[0].message.contains("个字"), "{:?}", preview.bad);
        assert_eq!(preview.bad[0].column.as_deref(), Some("产品名称"));
    }
    let mut desk = Desk::at(Step::Noticed);
    let mut needs = desk.needs();
    needs.allergies = vec!["GLYC\u{0415}RIN".to_owned()];
    assert_eq!(desk.refused(ADVISOR, needs), "allergy_unreadable");
}

#[test]
fn one_person_is_not_two_and_a_reason_that_nobody_sees_is_none() {
    let mut desk = Desk::found();
    let enrol = |name: &str| {
        json!({ "id": null, "name": name, "roles": ["advisor"], "appointed_on": "2026-11-01",
                "experience_since": null, "training": null, "health": null, "areas": [], "pin": null })
    };
    desk.look(MANAGER, "staff.enrol", enrol("演示新人甲"));
    let mut herself = enrol("演示店长（演示）");
    herself["id"] = json!(MANAGER);
    herself["roles"] = json!(["store_manager", "officer"]);
    assert_eq!(desk.refuses(MANAGER, "staff.enrol", herself).0, "own_appointment");
    for name in ["演示新人甲", "演示\u{200B}新人甲", " 演示新人\u{3000}甲"] {
        let answer = desk
            .counter
            .dispatch(counter::Window::Staff, &staff(MANAGER), "staff.enrol", enrol(name))
            .unwrap_err();
        assert_eq!(answer.code, "namesake", "{name:?}");
    }
    desk.look(MANAGER, "staff.enrol", enrol("演示新人甲（小）"));
    let mut desk = Desk::at(Step::Opened);
    for reason in ["", " ", "\u{200B}", "\u{3000}\u{FEFF}"] {
        let service = desk.number.clone();
        let abandon = counter::steps::open::Abandon { service, reason: reason.to_owned() };
        assert_eq!(desk.refused(ADVISOR, abandon), "reason_missing", "{reason:?}");
    }
    let synonyms = Assets::builtin().unwrap().synonyms;
    let said = |text: &str| domain::need::Needs { allergies: vec![text.to_owned()], ..Default::default() };
    assert_eq!(
        synonyms.expanded(said("香\u{200B}精")).allergies.len(),
        synonyms.expanded(said("香精")).allergies.len()
    );
}

#[test]
fn an_allergy_is_found_where_a_product_names_it_in_chinese_alone() {
    let synonyms = Assets::builtin().unwrap().synonyms;
    for (said, listed) in
        [("酒精", "乙醇"), ("alcohol", "乙醇"), ("维生素E", "生育酚"), ("fragrance", "香精")]
    {
        let needs = Needs { allergies: vec![said.to_owned()], ..Needs::default() };
        let mut facts = rules::Facts::demo();
        facts.customer.allergies = synonyms.expanded(needs).allergies;
        facts.components[0].product.ingredients[0].chinese = listed.to_owned();
        facts.components[0].product.ingredients[0].inci = String::new();
        let judged =
            rules::Check::NoDeclaredAllergen.run(&facts, &rules::Limits::default(), rules::Gate::Clearance);
        assert_eq!(judged.outcome, rules::Outcome::Stop, "{said} in a product that lists {listed}");
    }
}
