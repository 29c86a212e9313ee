//! What headquarters sends down, at the counter: recipes, rulebooks and working days, each whole or not at all, and what a service
//! that is under way makes of it. Who vouches for a bulletin is tried elsewhere.

use std::collections::BTreeMap;

use counter::coming_down::{Came, NotBrought, said};
use counter::setup::import::{Import, Read, Standing, What, content_of_recipes, template};
use domain::Moment;
use domain::event::BulletinApplied;
use domain::ids::RecipeId;
use domain::recipe::Recipe;
use domain::service::Step;
use domain::signature::Digest;
use records::parts::RecipeV1;
use serde_json::{Value, json};
use sync::down::Chain;
use sync::down::bulletin::{Bulletin, ContentRef, Does, Untaken};
use sync::down::recipes::Recipes;

use crate::common::{ADVISOR, Desk, MANAGER, OPERATOR};

const PEOPLE: [&str; 2] = ["QA01", "QA02"];
const REASON: Option<&str> = Some("演示：总部新配方");

fn bulletin(chain: Chain, no: u64, does: Does, content: &[u8]) -> Bulletin {
    let effective = Moment::parse_from_rfc3339("2026-11-20T09:00:00+08:00").unwrap();
    let (hq, prev, content) = ("TH".to_owned(), ledger::Hash([0; 32]), ContentRef::of(content));
    Bulletin { hq, chain, no, prev, does, effective, content, needs: 1 }
}

/// Applies a bulletin, or says why not; then nothing has changed.
fn takes(desk: &mut Desk, chain: Chain, no: u64, content: &Value) -> Result<(), Untaken> {
    let does = if chain.stops() { Does::Stops } else { Does::Allows };
    let bytes = serde_json::to_vec(content).unwrap();
    let bulletin = bulletin(chain, no, does, &bytes);
    let people = PEOPLE.map(ToOwned::to_owned);
    let before = desk.counter.store().head().unwrap();
    let brings = match desk.counter.brings(Came { bulletin: &bulletin, content: &bytes, people: &people }) {
        Ok(brings) => brings,
        Err(NotBrought::Untaken(untaken)) => {
            assert_eq!(desk.counter.store().head().unwrap(), before);
            return Err(untaken);
        }
        Err(NotBrought::Failed(refusal)) => panic!("{refusal:?}"),
    };
    let record = BulletinApplied {
        chain: chain.name().to_owned(),
        no,
        digest: Digest::of_bytes(&[u8::try_from(no).unwrap(); 32]),
        signed: "{}".to_owned(),
        content: Some(String::from_utf8(bytes).unwrap()),
    };
    desk.counter.applies(record, brings).unwrap();
    Ok(())
}

/// The recipe that a service of the demo customer is made by.
fn local(desk: &Desk) -> Recipe {
    let other = Desk::at(Step::Planned);
    let service = other.counter.service(&other.number).unwrap();
    let id = service.progress().plan().unwrap().recipe.clone();
    desk.counter.store().recipe(&id).unwrap()
}

/// A recipe of headquarters like one of the store, under product numbers of headquarters' own.
fn like(recipe: &Recipe, id: &str, version: u32) -> Value {
    let mut one = serde_json::to_value(RecipeV1::from(recipe.clone())).unwrap();
    (one["id"], one["version"]) = (json!(id), json!(version));
    one["name"] = json!(format!("总部配方{id}"));
    for part in one["components"].as_array_mut().unwrap() {
        part["product"] = json!(format!("HQ.{}", part["product"].as_str().unwrap()));
    }
    one
}

/// The content with these recipes, made of the store's products by their filing numbers.
fn content(desk: &Desk, put: &[Value]) -> Value {
    let mut made_of = BTreeMap::new();
    for part in put.iter().flat_map(|one| one["components"].as_array().unwrap()) {
        let of = part["product"].as_str().unwrap();
        let product = desk.counter.store().products_meant(of.strip_prefix("HQ.").unwrap()).unwrap().remove(0);
        made_of.insert(of.to_owned(), (product.filing.to_string(), product.name));
    }
    let made_of = made_of
        .into_iter()
        .map(|(product, (filing, name))| json!({ "product": product, "filing": filing, "name": name }));
    json!({ "put": put, "made_of": made_of.collect::<Vec<_>>() })
}

fn withdrawn(id: &str) -> Value {
    let because = json!({ "zh": "配方撤回", "en": "withdrawn" });
    json!({ "ordered": [{ "suspension": "TY-1", "what": { "recipe": id }, "reason": because }] })
}

fn card(desk: &mut Desk, id: &str) -> Value {
    let cards = desk.look(MANAGER, "recipe.list", json!({}));
    cards.as_array().unwrap().iter().find(|card| card["recipe"] == id).cloned().unwrap_or_default()
}

fn hq(id: &str) -> RecipeId {
    RecipeId::new(id).unwrap()
}

#[test]
fn a_recipe_of_headquarters_is_made_of_what_the_store_has_and_approved_by_its_two_signers() {
    let mut desk = Desk::at(Step::Tested);
    let base = local(&desk);
    let put = content(&desk, &[like(&base, "HQ.R01", 1)]);
    takes(&mut desk, Chain::Recipes, 1, &put).unwrap();
    let here = desk.counter.store().recipe(&hq("HQ.R01")).unwrap();
    assert_eq!(here.components, base.components, "of this store's own products");
    let shown = card(&mut desk, "HQ.R01");
    assert_eq!((&shown["headquarters"], &shown["approved_by"]), (&json!(true), &json!(PEOPLE)), "{shown}");
    assert_eq!(card(&mut desk, base.id.as_str())["headquarters"], false);
    let waits = desk.look(MANAGER, "approval.list", json!({}))["things"].clone();
    assert!(!waits.to_string().contains("HQ.R01"), "nobody here approves it again: {waits}");
    desk.choose(Some("HQ.R01"), REASON).unwrap();
    desk.until(Step::Released);
    desk.assert_sound();
}

#[test]
fn a_service_keeps_the_version_that_it_was_agreed_by() {
    let mut desk = Desk::at(Step::Tested);
    let base = local(&desk);
    let put = content(&desk, &[like(&base, "HQ.R01", 1)]);
    takes(&mut desk, Chain::Recipes, 1, &put).unwrap();
    desk.choose(Some("HQ.R01"), REASON).unwrap();
    desk.until(Step::Agreed);
    let mut second = like(&base, "HQ.R01", 2);
    second["hints"] = json!(["总部新的提示"]);
    second["name"] = json!("总部新名称");
    let put = content(&desk, &[second]);
    takes(&mut desk, Chain::Recipes, 2, &put).unwrap();
    assert_eq!(desk.counter.store().recipe(&hq("HQ.R01")).unwrap().version, 2);
    desk.until(Step::Released);
    let view = desk.look(ADVISOR, "service.view", json!({ "service": desk.number }));
    assert_eq!(view["plan"]["version"], 1, "{}", view["plan"]);
    assert_eq!(view["plan"]["name"], "总部配方HQ.R01", "{}", view["plan"]);
    desk.assert_sound();
}

#[test]
fn what_contradicts_what_is_here_is_refused_whole() {
    let mut desk = Desk::found();
    let base = local(&desk);
    let first = content(&desk, &[like(&base, "HQ.R01", 3)]);
    takes(&mut desk, Chain::Recipes, 1, &first).unwrap();
    takes(&mut desk, Chain::Recipes, 2, &first).unwrap();
    let mut other = like(&base, "HQ.R01", 3);
    other["usage"] = json!("另一种用法");
    for (name, one) in [("the same version", other), ("an older one", like(&base, "HQ.R01", 2))] {
        let both = content(&desk, &[like(&base, "HQ.R02", 1), one]);
        let untaken = takes(&mut desk, Chain::Recipes, 3, &both).unwrap_err();
        assert!(matches!(untaken, Untaken::Contradiction { ref item } if item.contains("HQ.R01")), "{name}");
        assert!(desk.counter.store().recipe(&hq("HQ.R02")).is_err(), "{name}: nothing of it is here");
    }
    let mut words = like(&base, "HQ.R02", 1);
    words["name"] = json!("治疗湿疹霜");
    let promised = content(&desk, &[words]);
    let untaken = takes(&mut desk, Chain::Recipes, 3, &promised).unwrap_err();
    assert!(matches!(untaken, Untaken::Unfit { ref zh, .. } if zh.contains("治疗")), "{untaken:?}");
    let mut lacks = content(&desk, &[like(&base, "HQ.R02", 1)]);
    lacks["made_of"][0]["filing"] = json!("鲁G妆网备字2024999999");
    let untaken = takes(&mut desk, Chain::Recipes, 3, &lacks).unwrap_err();
    assert_eq!(untaken, Untaken::LacksProduct { filing: "鲁G妆网备字2024999999".to_owned() });
    desk.assert_sound();
}

#[test]
fn a_withdrawn_recipe_is_refused_when_chosen_and_stops_at_the_next_gate() {
    let mut desk = Desk::at(Step::Tested);
    let base = local(&desk);
    let put = content(&desk, &[like(&base, "HQ.R01", 1)]);
    takes(&mut desk, Chain::Recipes, 1, &put).unwrap();
    desk.choose(Some("HQ.R01"), REASON).unwrap();
    desk.until(Step::Agreed);
    takes(&mut desk, Chain::Suspensions, 1, &withdrawn("HQ.R01")).unwrap();
    let checked = desk.call(OPERATOR, desk.check()).unwrap();
    assert!(!checked.sheet.clear, "the gate is shut");
    desk.wait(125);
    assert_eq!(desk.refused(OPERATOR, desk.clear(&checked)), "gate_stopped");
    let shown = card(&mut desk, "HQ.R01");
    assert_eq!((&shown["approved"], &shown["stopped"]["number"]), (&json!(false), &json!("TY-1")), "{shown}");
    assert_eq!(shown["approved_by"], json!(PEOPLE), "who approved it is still said");
    let waits = desk.look(MANAGER, "approval.list", json!({}))["things"].clone();
    assert!(!waits.to_string().contains("HQ.R01"), "what is stopped is nobody's to approve: {waits}");
    desk.assert_sound();
    let mut desk = Desk::at(Step::Tested);
    takes(&mut desk, Chain::Recipes, 1, &put).unwrap();
    takes(&mut desk, Chain::Suspensions, 1, &withdrawn("HQ.R01")).unwrap();
    assert_eq!(desk.choose(Some("HQ.R01"), REASON).unwrap_err().code, "recipe_rejected");
}

/// The shipped text of a rulebook, changed.
fn rulebook(desk: &Desk, id: &str, change: impl Fn(&str) -> String) -> Value {
    let books = &desk.counter.assets().rulebooks;
    let text = books.iter().find(|book| book.id == id).unwrap().text();
    json!({ "put": [{ "id": id, "text": change(text) }] })
}

#[test]
fn a_changed_limit_judges_the_next_service_and_its_version_is_in_the_record() {
    let mut desk = Desk::at(Step::Agreed);
    assert!(desk.checked().sheet.clear);
    let strict =
        |text: &str| text.replace("use_by_days_min = { value = 0", "use_by_days_min = { value = 360");
    let put = rulebook(&desk, "shandong-guide", strict);
    takes(&mut desk, Chain::Rulebooks, 1, &put).unwrap();
    let checked = desk.call(OPERATOR, desk.check()).unwrap();
    assert!(!checked.sheet.clear, "the changed limit judges");
    let mild = |text: &str| text.replace("value = 360", "value = 1") + "# 总部 2026 年修订\n";
    let put = rulebook(&desk, "shandong-guide", mild);
    takes(&mut desk, Chain::Rulebooks, 2, &put).unwrap();
    desk.until(Step::Cleared);
    let service = desk.counter.service(&desk.number).unwrap();
    let named = service.progress().clearance().unwrap().parts().rulebooks.clone();
    let text = put["put"][0]["text"].as_str().unwrap();
    let digest = desk.counter.store().rulebooks().unwrap().remove(0);
    assert_eq!(digest.text, text);
    assert!(named.contains(&("shandong-guide".to_owned(), digest.sha256)), "{named:?}");
    desk.assert_sound();
}

#[test]
fn a_rulebook_that_cannot_be_read_is_refused_whole_with_its_line_and_reason() {
    let mut desk = Desk::found();
    type Change = fn(&str) -> String;
    let cases: [(&str, Change, &str); 4] = [
        ("another key", |text| text.replace("title_en", "titel_en"), "line"),
        (
            "a check of a newer program",
            |text| text.replace("\"unit_deliverable\"", "\"moon_is_full\""),
            "moon_is_full",
        ),
        (
            "a limit outside its range",
            |text| text.replace("use_by_days_min = { value = 0", "use_by_days_min = { value = 9000"),
            "use_by_days_min",
        ),
        (
            "no clause",
            |text| text.split("[[clause]]").next().unwrap_or_default().to_owned(),
            "shandong-guide",
        ),
    ];
    for (name, change, wanted) in cases {
        let put = rulebook(&desk, "shandong-guide", change);
        let untaken = takes(&mut desk, Chain::Rulebooks, 1, &put).unwrap_err();
        let Untaken::Unfit { item, zh, en } = untaken else { panic!("{name}: {untaken:?}") };
        assert_eq!(item, "shandong-guide", "{name}");
        assert!(zh.contains(wanted) && en.contains("cannot be read"), "{name}: {zh} / {en}");
    }
    let mut other = rulebook(&desk, "shandong-guide", ToOwned::to_owned);
    other["put"][0]["id"] = json!("other");
    let untaken = takes(&mut desk, Chain::Rulebooks, 1, &other).unwrap_err();
    assert_eq!(untaken, Untaken::Contradiction { item: "other".to_owned() });
}

fn year(off: &[&str]) -> Value {
    json!({ "years": { "2027": { "off": off, "work": ["2027-02-20"], "source": "国办通知（示例）" } } })
}

#[test]
fn a_year_of_working_days_makes_a_provisional_call_back_firm() {
    let mut desk = Desk::at(Step::Released);
    // Thirty working days from a Friday in November end behind the last year that is published.
    let later = |text: &str| {
        text.replace("call_back_working_days = { value = 7", "call_back_working_days = { value = 30")
    };
    let put = rulebook(&desk, "guide-personalised-service", later);
    takes(&mut desk, Chain::Rulebooks, 1, &put).unwrap();
    desk.call(ADVISOR, desk.hand_over()).unwrap();
    let told = |desk: &mut Desk| {
        let delivery =
            desk.look(ADVISOR, "service.view", json!({ "service": desk.number }))["delivery"].clone();
        (delivery["call_back"].clone(), delivery["call_back_provisional"].clone())
    };
    assert_eq!(told(&mut desk), (json!("2027-01-01"), json!(true)));
    takes(&mut desk, Chain::WorkingDays, 1, &year(&["2027-01-01"])).unwrap();
    assert_eq!(told(&mut desk), (json!("2027-01-04"), json!(false)));
    desk.assert_sound();
    let wrong = year(&["2026-12-31"]);
    let untaken = takes(&mut desk, Chain::WorkingDays, 2, &wrong).unwrap_err();
    assert_eq!(untaken, Untaken::Contradiction { item: "2026-12-31".to_owned() });
}

#[test]
fn what_a_bulletin_brings_is_said_in_words_with_names() {
    let mut desk = Desk::found();
    let base = local(&desk);
    let words = |desk: &Desk, chain: Chain, content: &Value| {
        let bytes = serde_json::to_vec(content).unwrap();
        let does = if chain.stops() { Does::Stops } else { Does::Allows };
        let lines = said(Some(desk.counter.store()), &bulletin(chain, 1, does, &bytes), &bytes);
        lines.into_iter().map(|line| (line.zh, line.en)).collect::<Vec<_>>()
    };
    let put = content(&desk, &[like(&base, "HQ.R01", 1)]);
    let new = words(&desk, Chain::Recipes, &put);
    assert_eq!(
        new,
        [(
            "配方新增 1 项：总部配方HQ.R01（HQ.R01 第 1 版）".to_owned(),
            "recipes new, 1: 总部配方HQ.R01 (HQ.R01 v1)".to_owned()
        )]
    );
    takes(&mut desk, Chain::Recipes, 1, &put).unwrap();
    let put = content(&desk, &[like(&base, "HQ.R01", 2), like(&base, "HQ.R02", 1)]);
    let both = words(&desk, Chain::Recipes, &put);
    assert!(both[0].0.starts_with("配方更新 1 项") && both[1].0.starts_with("配方新增 1 项"), "{both:?}");
    let stop = words(&desk, Chain::Suspensions, &withdrawn("HQ.R01"));
    assert_eq!(stop[0].0, "停用配方 1 项：总部配方HQ.R01 HQ.R01");
    let strict = |text: &str| text.replace("use_by_days_min = { value = 0", "use_by_days_min = { value = 30");
    let books = words(&desk, Chain::Rulebooks, &rulebook(&desk, "shandong-guide", strict));
    assert!(books[0].0.contains("第二十二条「") && books[0].0.contains("0 → 30"), "{books:?}");
    let days = words(&desk, Chain::WorkingDays, &year(&["2027-01-01"]));
    assert!(days[0].0.starts_with("2027 年工作日：放假 1 天，调休上班 1 天"), "{days:?}");
}

#[test]
fn an_authorisation_of_headquarters_is_this_stores_alone_and_approved_by_its_two_signers() {
    let mut desk = Desk::found();
    let grant = |store: &str, id: &str| {
        json!({ "store": store, "authorisation": {
            "id": id, "province": "SD", "services": ["blend"], "from": "2026-10-01", "to": "2027-09-30",
            "suspended": false, "document": format!("总部试点确认书－{id}"),
        } })
    };
    let put = json!({ "grants": [grant("JN01", "HQ.A01"), grant("JN02", "HQ.A02")] });
    takes(&mut desk, Chain::Staff, 1, &put).unwrap();
    let here = desk.counter.store().authorisations().unwrap();
    let ids: Vec<&str> = here.iter().map(|one| one.id.as_str()).filter(|id| id.starts_with("HQ.")).collect();
    assert_eq!(ids, ["HQ.A01"], "another store's is another store's");
    let waits = desk.look(MANAGER, "approval.list", json!({}))["things"].clone();
    assert!(!waits.to_string().contains("HQ.A01"), "nobody here approves it again: {waits}");
    // Another store's bulletin is applied here, too, and brings nothing.
    takes(&mut desk, Chain::Staff, 2, &json!({ "grants": [grant("JN02", "HQ.A02")] })).unwrap();
    desk.assert_sound();
}

/// A table with the example's recipe under another number, and its product under one that is no example's.
fn table(what: What, recipe: &str, product: &str) -> Vec<u8> {
    let text = String::from_utf8(template(what)).unwrap();
    text.replace("示例-R01", recipe).replace("示例-P01", product).into_bytes()
}

#[test]
fn a_table_of_recipes_becomes_the_content_of_a_bulletin_whole_or_not_at_all() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let made = |recipes: &[u8], products: &[u8]| {
        let recipes = Import::open(recipes, What::Recipes, today).unwrap();
        let products = Import::open(products, What::Products, today).unwrap();
        content_of_recipes(&recipes, &products)
    };
    let (recipes, products) = (table(What::Recipes, "HQ.R01", "HQ.P01"), table(What::Products, "", "HQ.P01"));
    let content = made(&recipes, &products).unwrap();
    let put = Recipes::read(Does::Allows, &content).unwrap();
    assert_eq!((put.recipes.len(), put.made_of.len()), (1, 1));
    let code = |recipes: &[u8], products: &[u8]| made(recipes, products).unwrap_err().code;
    assert_eq!(
        code(&table(What::Recipes, "R01", "HQ.P01"), &products),
        "content_unfit",
        "a number of a store"
    );
    let other = table(What::Products, "", "HQ.P02");
    assert_eq!(code(&recipes, &other), "content_unfit", "a product that is not listed");
    let twice = String::from_utf8(recipes.clone()).unwrap().replace("100%", "1000%");
    assert_eq!(code(twice.as_bytes(), &products), "import_faulty", "no row is left out");
}

#[test]
fn a_store_imports_no_recipe_under_a_number_of_headquarters() {
    let desk = Desk::found();
    for id in ["HQ.R01", "hq.R01", "ＨＱ.R01"] {
        let bytes = table(What::Recipes, id, "P01");
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let import = Import::open(&bytes, What::Recipes, today).unwrap();
        let Some(Read::Good(row)) = import.rows().unwrap().next_read().unwrap() else { panic!("{id}") };
        let standing = desk.counter.standings(&[*row]).unwrap().remove(0);
        let Standing::Refused(bad) = standing else { panic!("{id}: {standing:?}") };
        assert!(bad.message.contains("总部下发"), "{id}: {}", bad.message);
    }
}
