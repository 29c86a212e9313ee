//! Facts as JSON: read back as written, strict, and described by their schema.

use rules::{Facts, Gate, Outcome, builtin, facts_schema, judge};
use serde_json::{Value, json};

const CLEARANCE: &str = include_str!("fixtures/clearance-demo.json");

#[test]
fn the_fixture_is_the_demo_snapshot() {
    let read: Facts = serde_json::from_str(CLEARANCE).expect("the fixture");
    assert_eq!(read, Facts::demo(), "write tests/fixtures/clearance-demo.json anew from Facts::demo()");
}

#[test]
fn what_is_not_known_may_be_left_out() {
    let text = json!({
        "now": "2026-11-20T10:00:00+08:00",
        "store": {"code": "JN01", "name": "演示门店", "province": "SD"},
        "enterprise": {"name": "演示企业", "filers": ["演示企业"]},
        "service": "blend",
        "recipe": {"id": "R1", "version": 1, "name": "演示乳", "approved": true, "temperature": [180, 260], "humidity": [300, 650]},
        "customer": {}
    });
    let facts: Facts = serde_json::from_value(text).expect("the smallest snapshot");
    let findings = judge(&facts, &builtin(), Gate::Clearance);
    let quiet = ["pilot_region", "recipe_approved", "claim_words"];
    for finding in &findings {
        let name = finding.check.name();
        let may_be_fine = quiet.contains(&name) || finding.outcome == Outcome::NotApplicable;
        assert!(
            may_be_fine || finding.outcome == Outcome::Stop,
            "{name} passes on nothing: {}",
            finding.because
        );
    }
}

#[test]
fn what_is_unknown_or_wrong_is_refused() {
    let cases = [
        ("an unknown key", "/colour", json!("red")),
        ("an unknown key deep inside", "/components/0/lot/colour", json!("red")),
        ("no such zone", "/components/0/lot/zone", json!("somewhere")),
        ("no such filing number", "/components/0/product/filing", json!("粤G妆网备字20990001")),
        ("no such province", "/store/province", json!("ZZ")),
        ("a day that does not exist", "/components/0/lot/expires_on", json!("2026-02-30")),
        ("a time without offset", "/now", json!("2026-11-20T10:00:00")),
    ];
    for (name, path, value) in cases {
        let mut facts: Value = serde_json::from_str(CLEARANCE).expect("the fixture");
        let (parent, key) = path.rsplit_once('/').expect("a path");
        let parent = facts.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object");
        parent.insert(key.to_owned(), value);
        assert!(serde_json::from_value::<Facts>(facts).is_err(), "{name}");
    }
}

#[test]
fn the_schema_describes_every_fact() {
    let schema = serde_json::to_value(facts_schema()).expect("the schema");
    let described = |properties: &Value, of: &str| {
        for (name, property) in properties.as_object().expect("properties") {
            assert!(property.get("description").is_some(), "{of}.{name} has no description");
        }
    };
    described(&schema["properties"], "Facts");
    for (name, definition) in schema["$defs"].as_object().expect("definitions") {
        assert_eq!(definition["additionalProperties"], json!(false), "{name} takes unknown keys");
        described(&definition["properties"], name);
    }
    assert_eq!(schema["properties"]["service"]["enum"], json!(["blend", "repack", "pack"]));
}

#[test]
fn a_finding_is_written_with_its_clause_and_mend() {
    let mut facts = Facts::demo();
    facts.environment.as_mut().expect("a reading").cfu = 1001;
    let findings = judge(&facts, &builtin(), Gate::Clearance);
    let stop = findings
        .iter()
        .find(|finding| finding.rulebook == "shandong-guide" && finding.outcome == Outcome::Stop);
    let written = serde_json::to_value(stop.expect("a stop")).expect("JSON");
    let expected = json!({
        "check": "air_bacteria",
        "gate": "clearance",
        "rulebook": "shandong-guide",
        "clause": "第十二条",
        "clause_title": written["clause_title"],
        "outcome": "stop",
        "because": "空气中细菌菌落总数 1001 cfu/m³，限值 1000 cfu/m³",
        "because_en": "airborne bacteria 1001 cfu/m³, limit 1000",
        "facts": ["environment.cfu"],
        "mend": {
            "action": "disinfect_area",
            "text": "请对操作区域消毒并复测合格后再开工",
            "text_en": "disinfect the area and measure again"
        }
    });
    assert_eq!(written, expected);
}
