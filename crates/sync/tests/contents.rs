//! What small contents bring: what is read, every reason for which nothing is, and the checker that reads them from the page alone.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use sync::down::Chain;
use sync::down::bulletin::{Does, Untaken};
use sync::down::content::STOPS_MOST;
use sync::down::recipes::Recipes;
use sync::down::rulebooks::Rulebooks;
use sync::down::staff::Staff;
use sync::down::working_days::WorkingDays;

fn recipes() -> Value {
    json!({
        "put": [{
            "id": "HQ.R01", "version": 2, "name": "舒缓保湿霜", "service": "blend",
            "components": [
                { "product": "HQ.P1", "share": 4000, "tolerance": { "parts": 200, "at_least": 20 } },
                { "product": "HQ.P2", "share": 6000, "tolerance": { "parts": 200, "at_least": 20 } },
            ],
            "keeps": { "days": 60 }, "sizes": [[10_000, 16_800], [15_000, 23_800]],
            "hints": ["避光阴凉处存放"], "usage": "洁面后取适量涂抹于面部", "assessment": "安评-R01",
            "approved": true,
            "climate": { "temperature": [180, 280], "humidity": [300, 700] },
            "purpose": { "metrics": [["hydration", 6]], "concerns": [["moisture", 8]], "skin_types": ["dry"] },
            "against": { "under_age": 13, "pregnancy": false, "metric_below": [], "skin_types": [] },
        }],
        "made_of": [
            { "product": "HQ.P1", "filing": "鲁G妆网备字2024900001", "name": "保湿面霜" },
            { "product": "HQ.P2", "filing": "鲁G妆网备字2024900002", "name": "舒缓精华" },
        ],
    })
}

fn bytes(value: &Value) -> Vec<u8> {
    serde_json::to_vec(value).unwrap()
}

fn read(value: &Value) -> Result<(), Untaken> {
    Recipes::read(Does::Allows, &bytes(value)).map(drop)
}

fn against(item: &str) -> Untaken {
    Untaken::Contradiction { item: item.to_owned() }
}

#[test]
fn recipes_are_read_whole_and_name_what_is_wrong_with_them() {
    let put = Recipes::read(Does::Allows, &bytes(&recipes())).unwrap();
    assert_eq!((put.recipes.len(), put.made_of.len()), (1, 2));
    assert_eq!(Recipes::read(Does::Stops, &bytes(&recipes())).unwrap_err(), Untaken::WrongChain);
    type Change = fn(&mut Value);
    let cases: [(&str, Change, Untaken); 19] = [
        ("nothing", |all| all["put"] = json!([]), against("put")),
        ("a number of a store", |all| all["put"][0]["id"] = json!("R01"), against("R01")),
        ("no version", |all| all["put"][0]["version"] = json!(0), against("HQ.R01")),
        ("a draft", |all| all["put"][0]["approved"] = json!(false), against("HQ.R01")),
        ("no assessment", |all| all["put"][0]["assessment"] = Value::Null, against("HQ.R01")),
        ("no hints", |all| all["put"][0]["hints"] = json!([]), against("HQ.R01")),
        ("a blank name", |all| all["put"][0]["name"] = json!(" "), against("HQ.R01")),
        ("shares of less", |all| all["put"][0]["components"][0]["share"] = json!(3_999), against("HQ.R01")),
        (
            "one part of a blend",
            |all| drop(all["put"][0]["components"].as_array_mut().unwrap().pop()),
            against("HQ.R01"),
        ),
        (
            "a wide tolerance",
            |all| all["put"][0]["components"][0]["tolerance"]["parts"] = json!(1_001),
            against("HQ.R01"),
        ),
        ("it keeps for ever", |all| all["put"][0]["keeps"] = json!({ "days": 9_999 }), against("HQ.R01")),
        ("one size twice", |all| all["put"][0]["sizes"][1][0] = json!(10_000), against("HQ.R01")),
        (
            "a climate upside down",
            |all| all["put"][0]["climate"]["humidity"] = json!([700, 300]),
            against("HQ.R01"),
        ),
        (
            "one recipe twice",
            |all| {
                let one = all["put"][0].clone();
                all["put"].as_array_mut().unwrap().push(one);
            },
            against("HQ.R01"),
        ),
        (
            "a product that is not named",
            |all| drop(all["made_of"].as_array_mut().unwrap().pop()),
            against("HQ.P2"),
        ),
        (
            "a product that nothing is made of",
            |all| {
                let one = json!({ "product": "HQ.P3", "filing": "鲁G妆网备字2024900003", "name": "水" });
                all["made_of"].as_array_mut().unwrap().push(one);
            },
            against("HQ.P3"),
        ),
        (
            "a special cosmetic",
            |all| all["made_of"][0]["filing"] = json!("国妆特字20240001"),
            against("HQ.P1"),
        ),
        (
            "a name that is not known",
            |all| all["put"][0]["colour"] = json!("red"),
            Untaken::Unreadable { line: 0 },
        ),
        (
            "a name that is left out",
            |all| drop(all["put"][0].as_object_mut().unwrap().remove("usage")),
            Untaken::Unreadable { line: 1 },
        ),
    ];
    for (name, change, untaken) in cases {
        let mut all = recipes();
        change(&mut all);
        assert_eq!(read(&all), Err(untaken), "{name}");
    }
    let long = vec![b' '; STOPS_MOST + 1];
    assert_eq!(Recipes::read(Does::Allows, &long), Err(Untaken::TooLarge { most: STOPS_MOST as u64 }));
}

fn staff() -> Value {
    json!({ "grants": [{ "store": "JN01", "authorisation": {
        "id": "HQ.A01", "province": "SD", "services": ["blend", "repack"], "from": "2026-10-01",
        "to": "2027-09-30", "suspended": false, "document": "演示试点确认书－SD-03",
    } }] })
}

#[test]
fn an_authorisation_is_granted_to_a_store_and_stands_once() {
    let read = |all: &Value| Staff::read(Does::Allows, &bytes(all));
    assert_eq!(read(&staff()).unwrap()[0].0.as_str(), "JN01");
    type Change = fn(&mut Value);
    let cases: [(&str, Change, Untaken); 6] = [
        ("nothing", |all| all["grants"] = json!([]), against("grants")),
        ("a number of a store", |all| all["grants"][0]["authorisation"]["id"] = json!("A01"), against("A01")),
        ("no service", |all| all["grants"][0]["authorisation"]["services"] = json!([]), against("HQ.A01")),
        (
            "it ends before it begins",
            |all| all["grants"][0]["authorisation"]["to"] = json!("2026-09-30"),
            against("HQ.A01"),
        ),
        (
            "it is suspended",
            |all| all["grants"][0]["authorisation"]["suspended"] = json!(true),
            against("HQ.A01"),
        ),
        (
            "twice",
            |all| {
                let one = all["grants"][0].clone();
                all["grants"].as_array_mut().unwrap().push(one);
            },
            against("HQ.A01"),
        ),
    ];
    for (name, change, untaken) in cases {
        let mut all = staff();
        change(&mut all);
        assert_eq!(read(&all), Err(untaken), "{name}");
    }
}

fn rulebooks() -> Value {
    json!({ "put": [{ "id": "nmpa-2025-58", "text": "id = \"nmpa-2025-58\"\ntitle = \"国家药监局 2025 年第 58 号\"\n" }] })
}

#[test]
fn a_rulebook_stands_once_and_has_a_text() {
    assert_eq!(Rulebooks::read(Does::Allows, &bytes(&rulebooks())).unwrap().put.len(), 1);
    let refused = |change: fn(&mut Value)| {
        let mut all = rulebooks();
        change(&mut all);
        Rulebooks::read(Does::Allows, &bytes(&all)).unwrap_err()
    };
    assert_eq!(refused(|all| all["put"][0]["text"] = json!(" ")), against("nmpa-2025-58"));
    assert_eq!(refused(|all| all["put"] = json!([])), against("put"));
    let twice = refused(|all| {
        let one = all["put"][0].clone();
        all["put"].as_array_mut().unwrap().push(one);
    });
    assert_eq!(twice, against("nmpa-2025-58"));
}

fn working_days() -> Value {
    json!({ "years": { "2027": {
        "off": ["2027-01-01", "2027-02-06"], "work": ["2027-02-20"],
        "source": "国务院办公厅关于2027年部分节假日安排的通知（示例）",
    } } })
}

#[test]
fn a_year_holds_its_own_days_and_no_other() {
    assert_eq!(WorkingDays::read(Does::Allows, &bytes(&working_days())).unwrap().years.len(), 1);
    let refused = |change: fn(&mut Value)| {
        let mut all = working_days();
        change(&mut all["years"]["2027"]);
        WorkingDays::read(Does::Allows, &bytes(&all)).unwrap_err()
    };
    assert_eq!(refused(|year| year["off"] = json!(["2026-12-31"])), against("2026-12-31"));
    assert_eq!(refused(|year| year["work"] = json!(["2027-02-22"])), against("2027-02-22"));
    assert_eq!(refused(|year| year["source"] = json!("")), against("2027"));
    let year = working_days()["years"]["2027"].clone();
    let far = bytes(&json!({ "years": { "9999": year } }));
    assert_eq!(WorkingDays::read(Does::Allows, &far).unwrap_err(), against("9999"));
}

const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/verify");

/// The contents that stand as examples beside the checker, by their files.
fn examples() -> BTreeMap<String, Vec<u8>> {
    let recall = json!({ "ordered": [{
        "recall": "ZH-2026-01", "filing": "鲁G妆网备字2024900001", "lot": "A-77",
        "reason": { "zh": "菌落总数超标", "en": "Too many germs were found" },
    }] });
    let suspension = json!({ "ordered": [{
        "suspension": "TY-2026-01", "what": { "recipe": "HQ.R01" },
        "reason": { "zh": "配方撤回", "en": "The recipe is withdrawn" },
    }] });
    let of =
        |chain: Chain, does: &str, value: &Value| (format!("{}-{does}.json", chain.name()), bytes(value));
    BTreeMap::from([
        of(Chain::Recalls, "stops", &recall),
        of(Chain::Suspensions, "stops", &suspension),
        of(Chain::Recipes, "allows", &recipes()),
        of(Chain::Staff, "allows", &staff()),
        of(Chain::Rulebooks, "allows", &rulebooks()),
        of(Chain::WorkingDays, "allows", &working_days()),
    ])
}

/// Once written they are never written again.
#[test]
fn what_contents_are_as_examples_is_what_is_read() {
    let there = Path::new(DOCS).join("contents");
    for (name, bytes) in examples() {
        assert_eq!(std::fs::read(there.join(&name)).ok().as_ref(), Some(&bytes), "{name}");
    }
    assert_eq!(std::fs::read_dir(there).unwrap().count(), examples().len());
}

fn checked(chain: &str, does: &str, bytes: &[u8]) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("content");
    std::fs::write(&file, bytes).unwrap();
    let done = Command::new("python3")
        .args(["-B".as_ref(), Path::new(DOCS).join("verify_bulletins.py").as_os_str()])
        .args(["content".as_ref(), file.as_os_str()])
        .args([chain, does])
        .output()
        .expect("python3 must be installed");
    (done.status.success(), String::from_utf8(done.stdout).unwrap())
}

#[test]
fn a_checker_written_from_the_page_alone_reads_the_small_contents() {
    for (name, bytes) in examples() {
        let (chain, does) = name.trim_end_matches(".json").split_once('-').unwrap();
        let (fits, said) = checked(chain, does, &bytes);
        assert!(fits, "{name}: {said}");
        let other = if does == "stops" { "allows" } else { "stops" };
        assert!(!checked(chain, other, &bytes).0, "{name} does not do the other");
        let mut more: Value = serde_json::from_slice(&bytes).unwrap();
        more["more"] = json!(1);
        assert!(!checked(chain, does, &serde_json::to_vec(&more).unwrap()).0, "{name} with a name more");
    }
    let mut few = recipes();
    few["put"][0]["components"][0]["share"] = json!(3_999);
    assert!(!checked("recipes", "allows", &bytes(&few)).0, "shares of less than the whole");
    let mut other = working_days();
    other["years"]["2027"]["off"] = json!(["2026-12-31"]);
    assert!(!checked("working_days", "allows", &bytes(&other)).0, "a day of another year");
}
