//! What headquarters sends down in the window: a recipe that two people publish is chosen, made and withdrawn; a rulebook with a
//! changed limit judges the next service; a year's working days make a provisional day firm.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::headquarters::{Headquarters, enrol, page, stands};
use super::recalls::{key, publish};
use super::service::{SPARING, Service};
use super::{ADVISOR, MANAGER, demo_store_of, unlock};
use crate::stage::clock::Clock;
use crate::stage::{Stage, at};

/// A headquarters at which two people sign for every chain.
fn signing(folder: &Path) -> Headquarters {
    let mut signers = String::new();
    let may = "['recalls', 'suspensions', 'recipes', 'rulebooks', 'working_days']";
    for person in ["QA01", "QA02"] {
        let public = key(folder, person);
        let signer =
            format!("[[signer]]\nperson = '{person}'\nkey = '{public}'\nmay = {may}\nkeeps_root = true\n");
        signers.push_str(&signer);
    }
    let named = folder.join("signers.toml");
    std::fs::write(&named, signers).expect("written");
    let mut hq = Headquarters::with(&["--signers", named.to_str().expect("a path")]);
    hq.comes();
    hq
}

fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("written");
    path
}

/// Drafts what a file brings, has both sign it, and publishes it.
fn put(hq: &Headquarters, folder: &Path, chain: &str, file: &Path, draft: &str) -> String {
    let file = file.to_str().expect("a path");
    let effective = ["--effective", "2026-01-01T00:00:00+08:00"];
    let words = hq.told(&[&["put", "DEMO", chain, file][..], &effective[..]].concat());
    publish(hq, folder, draft, &["QA01", "QA02"]);
    words
}

/// A recipe of one product, better for moisture than any of the store's own.
fn recipe() -> String {
    let recipe = json!({
        "id": "HQ.R01", "version": 1, "name": "总部保湿霜分装（演示）", "service": "repack",
        "components": [{ "product": "HQ.P01", "share": 10_000, "tolerance": { "parts": 200, "at_least": 20 } }],
        "keeps": { "days": 90 }, "sizes": [[10_000, 6_800]], "hints": ["避光阴凉处存放，使用后盖紧"],
        "usage": "洁面后取适量涂抹于面部", "assessment": "演示安评-HQ-R01-1", "approved": true,
        "climate": { "temperature": [180, 280], "humidity": [300, 700] },
        "purpose": { "metrics": [], "concerns": [["moisture", 100]], "skin_types": [] },
        "against": { "under_age": null, "pregnancy": false, "metric_below": [], "skin_types": [] },
    });
    let product =
        json!({ "product": "HQ.P01", "filing": "鲁G妆网备字2024900001", "name": "保湿面霜（演示）" });
    json!({ "put": [recipe], "made_of": [product] }).to_string()
}

async fn recipes_page(stage: &Stage) {
    let there = vec![json!("#/materials/recipes")];
    stage.window.execute("location.hash = arguments[0]", there).await.expect("it goes there");
    stage.see(&at("recipe-HQ.R01")).await;
}

#[tokio::test]
async fn a_recipe_that_two_people_publish_is_used_and_withdrawn() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let hq = signing(folder);
    let stage = demo_store_of("hq-recipe", MANAGER).await;
    page(&stage).await;
    enrol(&stage, &hq, false).await;
    stands(&stage, "level").await;
    let words = put(&hq, folder, "recipes", &file(folder, "recipes.json", &recipe()), "1");
    assert!(words.contains("总部保湿霜分装"), "who signs reads what is signed: {words}");
    stage.see(&at("hq-said")).await;
    stage.picture("came").await;
    stage.press("language").await;
    stage.picture("came-english").await;
    stage.press("language").await;
    recipes_page(&stage).await;
    stage.picture("recipe").await;

    stage.press("lock").await;
    unlock(&stage, ADVISOR).await;
    stage.press("nav-today").await;
    let mut service = Service::new(&stage).await;
    service.talk(&SPARING, &["moisture"]).await;
    assert_eq!(service.view().await["plan"]["recipe"], "HQ.R01");
    service.make().await;

    let because = ["--reason", "稳定性数据不足", "The stability data do not suffice"];
    hq.told(&[&["suspend", "DEMO", "TY-2026-01", "--recipe", "HQ.R01"][..], &because[..]].concat());
    publish(&hq, folder, "2", &["QA02"]);
    let withdrawn = |cards: &Value| {
        let mut cards = cards.as_array().into_iter().flatten();
        cards.any(|card| card["recipe"] == "HQ.R01" && card["stopped"]["number"] == "TY-2026-01")
    };
    stage.until("recipe.list", json!({}), withdrawn).await;
    service.hand_to(MANAGER).await;
    recipes_page(&stage).await;
    stage.see(&at("recipe-stopped")).await;
    stage.picture("withdrawn").await;
    page(&stage).await;
    stage.picture("withdrawn-page").await;
    stage.press("lock").await;
    unlock(&stage, ADVISOR).await;
    stage.press("nav-today").await;
    let service = Service::new(&stage).await;
    service.talk(&SPARING, &["moisture"]).await;
    assert_ne!(service.view().await["plan"]["recipe"], "HQ.R01", "nobody chooses it any more");
    assert!(hq.told(&["verify"]).contains("sound"));
    stage.close().await;
}

const RULES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/rulebooks");

/// A shipped rulebook with one figure changed.
fn changed(folder: &Path, name: &str, from: &str, to: &str) -> PathBuf {
    let text = std::fs::read_to_string(Path::new(RULES).join(name)).expect("a rulebook");
    assert!(text.contains(from), "{name} says {from}");
    file(folder, name, &text.replace(from, to))
}

#[tokio::test]
async fn a_changed_limit_judges_the_next_service_and_working_days_make_a_day_firm() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let hq = signing(folder);
    let clock = Clock::showing("hq-rules", "2026-11-20T14:00:00+08:00");
    let stage = Stage::open_among("hq-rules", clock.environment()).await;
    stage.press("start-demo").await;
    unlock(&stage, MANAGER).await;
    page(&stage).await;
    enrol(&stage, &hq, false).await;
    stands(&stage, "level").await;
    let days = "call_back_working_days = { value = 7";
    let later =
        changed(folder, "guide-personalised-service.toml", days, "call_back_working_days = { value = 30");
    put(&hq, folder, "rulebooks", &later, "1");
    stage.see(&at("hq-said")).await;
    stage.picture("rulebook").await;

    stage.press("lock").await;
    unlock(&stage, ADVISOR).await;
    stage.press("nav-today").await;
    let service = Service::new(&stage).await;
    service.talk(&SPARING, &["moisture"]).await;
    service.make().await;
    let delivery = service.view().await["delivery"].clone();
    assert_eq!(
        (&delivery["call_back"], &delivery["call_back_provisional"]),
        (&json!("2027-01-01"), &json!(true))
    );
    let year =
        json!({ "2027": { "off": ["2027-01-01"], "work": [], "source": "国办通知（演示）" } }).to_string();
    put(&hq, folder, "working-days", &file(folder, "2027.json", &year), "2");
    let number = json!({ "service": service.number });
    let firm = |view: &Value| view["delivery"]["call_back_provisional"] == false;
    let view = stage.until("service.view", number, firm).await;
    assert_eq!(view["delivery"]["call_back"], "2027-01-04");
    stage.picture("firm").await;

    // The next one is agreed and stands before its clearance when the limit changes.
    stage.press("nav-today").await;
    let service = Service::new(&stage).await;
    service.talk(&SPARING, &["moisture"]).await;
    let days = "use_by_days_min = { value = 0";
    let strict = changed(folder, "shandong-guide.toml", days, "use_by_days_min = { value = 365");
    put(&hq, folder, "rulebooks", &strict, "3");
    stage.see(&at("finding-use_by_within_filed")).await;
    stage.picture("stopped").await;
    stage.close().await;
}
