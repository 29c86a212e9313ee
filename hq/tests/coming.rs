//! The small chains from their publication to the counter: a real headquarters, a real desk, real HTTP or a stick between them.

use domain::ids::RecipeId;
use domain::recipe::Recipe;
use hq::ctl::{self, Drafts};
use serde_json::{Value, json};
use sync::down::Chain;
use sync::down::bulletin::Does;
use sync::down::content::{Both, Suspended, Suspension, Suspensions};

use crate::counters::common::Place;
use crate::counters::tried;
use crate::down::{effective, publish};
use crate::recalls::{Trial, down, picks, rebuilt};
use crate::rig::ENTERPRISE;

fn drafts(chain: Chain, content: &[u8]) -> Drafts<'_> {
    let does = if chain.stops() { Does::Stops } else { Does::Allows };
    Drafts { chain, does, effective: effective(), content }
}

/// An approved recipe of the demo store.
fn base(place: &Place) -> Recipe {
    let desk = place.door().desk();
    let recipes = desk.counter().unwrap().store().recipes().unwrap();
    recipes.into_iter().find(|recipe| recipe.approved && recipe.assessment.is_some()).unwrap()
}

/// The content of a bulletin with recipes like one of the store: number, version and name of each.
fn recipes(place: &Place, all: &[(&str, u32, &str)]) -> Vec<u8> {
    let base = base(place);
    let desk = place.door().desk();
    let store = desk.counter().unwrap().store();
    let put = all.iter().map(|(id, version, name)| {
        let mut one = serde_json::to_value(&base).unwrap();
        (one["id"], one["version"], one["name"]) = (json!(id), json!(version), json!(name));
        one
    });
    let made_of = base.components.iter().map(|part| {
        let product = store.product(&part.product).unwrap();
        json!({ "product": part.product, "filing": product.filing.to_string(), "name": product.name })
    });
    let (put, made_of): (Vec<Value>, Vec<Value>) = (put.collect(), made_of.collect());
    serde_json::to_vec(&json!({ "put": put, "made_of": made_of })).unwrap()
}

fn version(place: &Place, id: &str) -> Option<u32> {
    let desk = place.door().desk();
    let recipe = desk.counter().unwrap().store().recipe(&RecipeId::new(id).unwrap());
    recipe.ok().map(|recipe| recipe.version)
}

#[test]
fn a_recipe_published_by_two_people_is_here_whole_or_not_at_all() {
    let (mut trial, place) = (Trial::new(), Place::with("S06"));
    trial.two.enrol(&place, false);
    let content = recipes(&place, &[("HQ.R01", 1, "总部舒缓霜"), ("HQ.R02", 1, "总部补水霜")]);
    let Trial { two, people } = &mut trial;
    let one = two.runtime.block_on(async {
        let id =
            ctl::drafted(&mut two.rig.office, ENTERPRISE, drafts(Chain::Recipes, &content)).await.unwrap();
        let mut travels = ctl::exported(&two.rig.office, ENTERPRISE, id).await.unwrap();
        let words = travels.words().unwrap().join("\n");
        assert!(words.contains("总部舒缓霜") && words.contains("安全评估"), "who signs reads it: {words}");
        travels.sign(&people.key("QA01"));
        ctl::signatures(&mut two.rig.office, &travels).await.unwrap();
        ctl::published(&mut two.rig.office, ENTERPRISE, id).await.unwrap_err().to_string()
    });
    assert!(one.starts_with("too_few_signers"), "{one}");
    assert_eq!(trial.publish(drafts(Chain::Recipes, &content), &["QA01", "QA02"]), 1);
    tried(&place);
    assert_eq!((version(&place, "HQ.R01"), version(&place, "HQ.R02")), (Some(1), Some(1)));
    let came = down(&place)["bulletins"][0].clone();
    assert!(came["applied"].is_u64() && came["signed_by"] == json!(["QA01", "QA02"]), "{came}");
    assert_eq!(
        came["said"][0]["zh"],
        "配方新增 2 项：总部舒缓霜（HQ.R01 第 1 版）、总部补水霜（HQ.R02 第 1 版）"
    );
    let before = place.head().seq;
    tried(&place);
    assert_eq!(place.head().seq, before, "nothing twice");

    // One of two contradicts what is here: neither is taken, and the one that puts it right comes behind it.
    let wrong = recipes(&place, &[("HQ.R03", 1, "总部新霜"), ("HQ.R01", 1, "另一种霜")]);
    trial.publish(drafts(Chain::Recipes, &wrong), &["QA01", "QA02"]);
    tried(&place);
    let came = down(&place)["bulletins"][0].clone();
    assert_eq!((&came["applied"], &came["told"]["code"]), (&Value::Null, &json!("contradiction")), "{came}");
    assert!(came["told"]["zh"].as_str().unwrap().contains("HQ.R01"), "{came}");
    assert_eq!(version(&place, "HQ.R03"), None);
    let held = place.staff("record.look", json!({ "record": place.head().seq }));
    let shown = held.to_string();
    assert!(shown.contains("前后矛盾") && !shown.contains("\\\"outcome\\\""), "no raw JSON: {shown}");
    let right = recipes(&place, &[("HQ.R03", 1, "总部新霜"), ("HQ.R01", 2, "另一种霜")]);
    assert_eq!(trial.publish(drafts(Chain::Recipes, &right), &["QA01", "QA02"]), 3);
    tried(&place);
    assert_eq!((version(&place, "HQ.R01"), version(&place, "HQ.R03")), (Some(2), Some(1)));
    let said = down(&place)["bulletins"][0]["said"].clone();
    assert!(said[0]["zh"].as_str().unwrap().starts_with("配方更新 1 项"), "{said}");
    let place = place.again();
    place.sit("S06");
    tried(&place);
    assert_eq!(version(&place, "HQ.R01"), Some(2), "the refused one is never tried behind it");

    let because = Both { zh: "稳定性数据不足".to_owned(), en: "not stable enough".to_owned() };
    let what = Suspended::Recipe("HQ.R01".to_owned());
    let ordered = vec![Suspension { suspension: "TY-1".to_owned(), what, reason: because }];
    let stop = serde_json::to_vec(&Suspensions { ordered, lifted: Vec::new() }).unwrap();
    trial.publish(drafts(Chain::Suspensions, &stop), &["QA02"]);
    tried(&place);
    let cards = place.staff("recipe.list", json!({}));
    let card = cards.as_array().unwrap().iter().find(|card| card["recipe"] == "HQ.R01").unwrap().clone();
    assert_eq!((&card["approved"], &card["stopped"]["number"]), (&json!(false), &json!("TY-1")), "{card}");
    rebuilt(&place);
    let rig = &trial.two.rig;
    trial.two.runtime.block_on(rig.project());
    assert_eq!(trial.two.runtime.block_on(rig.count("SELECT count(*) FROM finding")), 0);
}

#[test]
fn what_allows_comes_by_stick_and_goes_back_to_a_restored_headquarters() {
    let (mut trial, place) = (Trial::new(), Place::with("S06"));
    trial.two.enrol(&place, false);
    trial.two.cut();
    let content = recipes(&place, &[("HQ.R01", 1, "总部舒缓霜")]);
    trial.publish(drafts(Chain::Recipes, &content), &["QA01", "QA02"]);
    let years =
        json!({ "years": { "2027": { "off": ["2027-01-01"], "work": [], "source": "国办通知（示例）" } } });
    let days = serde_json::to_vec(&years).unwrap();
    trial.publish(drafts(Chain::WorkingDays, &days), &["QA02", "QA01"]);
    let stick = tempfile::tempdir().unwrap();
    let Trial { two, .. } = &trial;
    let written = hq::carried::written(&two.rig.hq, ENTERPRISE, stick.path());
    assert!(two.runtime.block_on(written).unwrap());
    picks(&place, stick.path());
    place.staff("headquarters.stick_in", json!({}));
    assert_eq!(version(&place, "HQ.R01"), Some(1));
    {
        let desk = place.door().desk();
        let day = chrono::NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
        let workdays = &desk.counter().unwrap().assets().workdays;
        assert!(workdays.knows(day) && !workdays.is_working(day));
    }
    rebuilt(&place);

    // The backup was made before: neither bulletin nor content is there.
    let Trial { two, .. } = &mut trial;
    two.mend();
    tried(&place);
    two.cut();
    let sql =
        "DELETE FROM bulletin WHERE chain = 'working_days'; DELETE FROM draft WHERE chain = 'working_days'";
    two.runtime.block_on(two.rig.behind.batch_execute(sql)).unwrap();
    two.runtime.block_on(hq::ctl::restored(&mut two.rig.office, "演练")).unwrap();
    two.mend();
    tried(&place);
    let count = "SELECT count(*) FROM bulletin WHERE chain = 'working_days'";
    assert_eq!(two.runtime.block_on(two.rig.count(count)), 1, "the store gave it back");
}

#[test]
fn a_rulebook_that_no_store_can_read_is_not_drafted() {
    let mut trial = Trial::new();
    let text = "id = 'nmpa-2025-58'\ntitle = '?'\n";
    let put = serde_json::to_vec(&json!({ "put": [{ "id": "nmpa-2025-58", "text": text }] })).unwrap();
    let Trial { two, .. } = &mut trial;
    let refused =
        two.runtime.block_on(ctl::drafted(&mut two.rig.office, ENTERPRISE, drafts(Chain::Rulebooks, &put)));
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("nmpa-2025-58") && refused.contains("nothing was drafted"), "{refused}");
}

#[test]
fn chains_that_allow_never_wait_for_each_other() {
    let (mut trial, place) = (Trial::new(), Place::with("S06"));
    trial.two.enrol(&place, false);
    let mut lacks: Value = serde_json::from_slice(&recipes(&place, &[("HQ.R01", 1, "总部舒缓霜")])).unwrap();
    lacks["made_of"][0]["filing"] = json!("鲁G妆网备字2024999999");
    let lacks = serde_json::to_vec(&lacks).unwrap();
    trial.publish(drafts(Chain::Recipes, &lacks), &["QA01", "QA02"]);
    let years = json!({ "years": { "2027": { "off": [], "work": [], "source": "国办通知（示例）" } } });
    let days = serde_json::to_vec(&years).unwrap();
    let Trial { two, people } = &mut trial;
    two.runtime.block_on(publish(&mut two.rig, people, drafts(Chain::WorkingDays, &days), &["QA01", "QA02"]));
    tried(&place);
    let bulletins = down(&place)["bulletins"].clone();
    let of = |chain: &str| {
        bulletins.as_array().unwrap().iter().find(|one| one["chain"] == chain).cloned().unwrap_or_default()
    };
    assert_eq!(of("recipes")["told"]["code"], "lacks_product", "{bulletins}");
    assert!(of("recipes")["told"]["zh"].as_str().unwrap().contains("鲁G妆网备字2024999999"));
    assert!(of("working_days")["applied"].is_u64(), "{bulletins}");
    // Another stands behind it; neither is applied before the product is there, and that is no refusal.
    let next = recipes(&place, &[("HQ.R02", 1, "总部补水霜")]);
    trial.publish(drafts(Chain::Recipes, &next), &["QA01", "QA02"]);
    tried(&place);
    assert_eq!((version(&place, "HQ.R02"), down(&place)["refused"].clone()), (None, json!([])));
    rebuilt(&place);
}
