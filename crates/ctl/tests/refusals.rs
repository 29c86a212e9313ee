//! What the demo store refuses, each with its code, its clause and its way on: nothing half-written is left, and the
//! correct run that follows succeeds.

use crate::common::{DEMO_RECORDS, Demo, NOW, PAPERS, Shop, ordinary};
use serde_json::Value;

/// Goes on with the refused service.
const RESUMED: &[&str] = &["--resume"];
/// The refused service has its plan and cannot take another: the customer begins anew.
const ANEW: &[&str] = &["--need", "补水"];

/// One refusal.
struct Case {
    name: &'static str,
    arguments: &'static [&'static str],
    variables: &'static [(&'static str, &'static str)],
    code: &'static str,
    clause: Option<(&'static str, &'static str)>,
    /// What the message must name.
    says: &'static [&'static str],
    /// The step that the service stays at; `None` where it was not opened.
    step: Option<&'static str>,
    /// The correct run that follows.
    then: &'static [&'static str],
}

const PLAIN: Case = Case {
    name: "",
    arguments: &[],
    variables: &[],
    code: "",
    clause: None,
    says: &[],
    step: None,
    then: RESUMED,
};

fn assert_refused(shop: &Shop, case: &Case) -> Value {
    let name = case.name;
    let before = shop.run(&["verify"]).done()["records"].as_u64();
    let value = shop.service_with(case.arguments, case.variables).refused();
    let refusal = &value["refusal"];
    assert_eq!(refusal["code"], case.code, "{name}: {value}");
    let clause = refusal["clause"]["rulebook"].as_str().zip(refusal["clause"]["number"].as_str());
    assert_eq!(clause, case.clause, "{name}: {value}");
    let message = refusal["message"].as_str().unwrap();
    for wanted in case.says {
        assert!(message.contains(wanted), "{name}: {wanted} is not in: {message}");
    }
    assert_eq!(value["step"].as_str(), case.step, "{name}: {value}");
    if case.step.is_none() {
        assert_eq!(
            shop.run(&["verify"]).done()["records"].as_u64(),
            before,
            "{name}: something was recorded"
        );
    }
    shop.assert_tidy(name, &[]);
    shop.assert_sound(name);
    value
}

fn assert_followed(shop: &Shop, case: &Case, refused: &Value) {
    let name = case.name;
    let value = shop.service(case.then).done();
    assert_eq!(value["released"], true, "{name}: {value}");
    if case.then.contains(&"--resume") && case.step.is_some() {
        assert_eq!(value["service"], refused["service"], "{name}: the same service is gone on with");
    }
    shop.assert_tidy(name, PAPERS);
    shop.assert_sound(name);
}

fn assert_all(cases: &[Case]) {
    let demo = Demo::found();
    for case in cases {
        let shop = demo.shop();
        let refused = assert_refused(&shop, case);
        assert_followed(&shop, case, &refused);
    }
}

const NMPA: &str = "nmpa-2025-58";
const SHANDONG: &str = "shandong-guide";

#[test]
fn recipes_are_refused_with_their_reason_and_another_is_taken() {
    const BASE: Case = Case { code: "recipe_rejected", step: Some("tested"), ..PLAIN };
    let asked = |name, arguments, clause, says| Case { name, arguments, clause, says, ..BASE };
    assert_all(&[
        asked(
            "not approved",
            &["--recipe", "R14", "--need", "补水"],
            Some((NMPA, "第三条")),
            &["R14", "未批准"],
        ),
        asked(
            "no safety assessment",
            &["--recipe", "R15", "--need", "补水"],
            Some((NMPA, "第三条")),
            &["R15", "没有安全评估"],
        ),
        asked(
            "claims 美白",
            &["--recipe", "R16", "--need", "补水"],
            Some((SHANDONG, "第十九条")),
            &["R16", "美白"],
        ),
        asked(
            "eye care",
            &["--recipe", "R17", "--need", "补水"],
            Some((NMPA, "第二条")),
            &["R17", "眼部护肤"],
        ),
        asked(
            "expired and recalled lots only",
            &["--recipe", "R18", "--need", "补水"],
            None,
            &["R18", "过期", "已召回"],
        ),
        asked(
            "another enterprise's filing",
            &["--recipe", "R19", "--need", "补水"],
            Some((NMPA, "第一条")),
            &["R19", "备案人"],
        ),
        asked(
            "filing not in force",
            &["--recipe", "R22", "--need", "补水"],
            Some((NMPA, "第一条")),
            &["R22", "注销或失效"],
        ),
        asked(
            "allergy by another word",
            &["--recipe", "R10", "--need", "香味", "--need", "补水", "--allergy", "柠檬烯"],
            Some((SHANDONG, "第十九条")),
            &["R10", "苧烯"],
        ),
        asked(
            "pregnant by own statement",
            &["--recipe", "R06", "--need", "紧致", "--pregnant"],
            Some((SHANDONG, "第十九条")),
            &["R06", "孕期"],
        ),
        asked(
            "a size that is not on offer",
            &["--recipe", "R07", "--need", "补水", "--grams", "7"],
            None,
            &["7 g"],
        ),
        Case {
            code: "not_found",
            ..asked("no such recipe", &["--recipe", "R99", "--need", "补水"], None, &["R99"])
        },
        Case {
            code: "reason_missing",
            ..asked(
                "against the ranking",
                &["--recipe", "R13", "--need", "补水", "--need", "滋养"],
                None,
                &["原因"],
            )
        },
    ]);
}

#[test]
fn a_child_of_twelve_is_refused_everything_and_the_guardian_is_told_why() {
    let case = Case {
        name: "twelve",
        arguments: &["--need", "补水", "--age", "12"],
        code: "nothing_fits",
        says: &["27 个配方"],
        step: Some("tested"),
        then: ANEW,
        ..PLAIN
    };
    let shop = Demo::found().shop();
    let value = assert_refused(&shop, &case);
    for recipe in value["refusal"]["details"].as_array().unwrap() {
        let reasons = recipe["reasons"].as_array().unwrap();
        let child =
            reasons.iter().any(|reason| reason["text"].as_str().is_some_and(|text| text.contains("12")));
        assert!(child, "the age is a reason against {recipe}");
    }
    assert_followed(&shop, &case, &value);
}

#[test]
fn the_gates_of_clearance_stop_and_the_same_service_goes_on() {
    const BASE: Case =
        Case { code: "gate_stopped", clause: Some((NMPA, "第三条")), step: Some("agreed"), ..PLAIN };
    let stopped = |name, arguments, says| Case { name, arguments, says, ..BASE };
    assert_all(&[
        stopped("health check expired", &["--need", "补水", "--operator", "S03"], &["S03", "健康检查"]),
        stopped("too little experience", &["--need", "补水", "--officer", "S05"], &["S05", "24 个月"]),
        stopped("one person as both", &["--need", "补水", "--operator", "S04"], &["S04 不担任操作人员"]),
        stopped("an operator as officer", &["--need", "补水", "--officer", "S02"], &["S02 不担任质量安全员"]),
        stopped("cleaning expired", &["--need", "补水", "--equipment", "VE02"], &["VE02", "有效至"]),
        stopped("used since cleaned", &["--need", "补水", "--equipment", "VE03"], &["VE03", "清洁后已使用"]),
        stopped(
            "idle for half a year",
            &["--need", "补水", "--equipment", "MX02"],
            &["MX02", "停用已满 6 个月"],
        ),
        stopped("owes a test", &["--need", "补水", "--equipment", "SC02"], &["SC02", "样品检验"]),
        stopped("equipment of another area", &["--need", "补水", "--equipment", "WX01"], &["WX01", "A2"]),
        stopped("monitoring overdue", &["--need", "补水", "--area", "A2"], &["A2"]),
        stopped("unknown area", &["--need", "补水", "--area", "A9"], &["A9"]),
        Case {
            clause: Some((NMPA, "第二条")),
            ..stopped(
                "template not approved",
                &["--need", "补水", "--template", "label-50x30"],
                &["label-50x30", "未批准"],
            )
        },
        Case {
            code: "not_found",
            clause: None,
            ..stopped("unknown equipment", &["--need", "补水", "--equipment", "QQ"], &["QQ"])
        },
        Case {
            variables: &[("TIAOHE_OPERATOR_PIN", "999999")],
            code: "pin_wrong",
            clause: None,
            ..stopped("the operator's PIN", &["--need", "补水"], &["S02", "再错 4 次"])
        },
        Case {
            variables: &[("TIAOHE_OFFICER_PIN", "999999")],
            code: "pin_wrong",
            clause: None,
            ..stopped("the officer's PIN", &["--need", "补水"], &["S04", "再错 4 次"])
        },
        // The plan is signed: these recipes need another area or another day, so the customer begins anew.
        Case {
            then: ANEW,
            ..stopped(
                "wax recipe in its overdue and uncleaned area",
                &[
                    "--recipe",
                    "R12",
                    "--need",
                    "滋养",
                    "--reason",
                    "演示",
                    "--area",
                    "A2",
                    "--equipment",
                    "WX01",
                    "--equipment",
                    "WX02",
                ],
                &["区域 A2", "有效至 2026-11-19"],
            )
        },
        Case {
            then: ANEW,
            ..stopped(
                "too warm for the recipe",
                &["--recipe", "R21", "--need", "提亮", "--reason", "演示"],
                &["22.4 ℃", "10.0–18.0 ℃"],
            )
        },
    ]);
}

#[test]
fn what_the_customer_refused_is_respected_and_a_way_on_is_left() {
    let demo = Demo::found();
    let (shop, skin) = (demo.shop(), ordinary());
    let value = shop.service(&["--skin", &skin, "--refuse", "skin_and_allergy", "--need", "补水"]).refused();
    assert_eq!(
        (&value["refusal"]["code"], &value["step"]),
        (&"skin_without_consent".into(), &"needed".into())
    );
    let value = shop.service(&["--resume", "--refuse", "skin_and_allergy"]).done();
    assert_eq!(value["released"], true);

    let said = &[
        "--refuse",
        "skin_and_allergy",
        "--need",
        "香味",
        "--recipe",
        "R10",
        "--reason",
        "演示",
        "--allergy",
        "柠檬烯",
    ];
    let value = demo.shop().service(said).refused();
    assert_eq!(value["refusal"]["code"], "recipe_rejected", "what is only said still counts: {value}");
}

#[test]
fn a_label_that_does_not_fit_names_the_item_and_another_template_finishes_the_unit() {
    let case = Case {
        name: "small label",
        arguments: &["--need", "祛痘", "--template", "label-40x30"],
        code: "document_refused",
        says: &["40×30 mm", "放不下"],
        step: Some("agreed"),
        ..PLAIN
    };
    let shop = Demo::found().shop();
    let refused = assert_refused(&shop, &case);
    assert_followed(&shop, &case, &refused);
}

#[test]
fn outside_the_days_of_the_authorisation_nothing_is_opened() {
    let shop = Demo::found().shop();
    let cases = [
        ("after", "2027-10-01T09:00:00+08:00", "gate_stopped", Some("第三十八条")),
        ("before anybody was appointed", "2020-01-02T09:00:00+08:00", "nobody", Some("第三条")),
    ];
    for (name, now, code, clause) in cases {
        let crew = ["--advisor", "S01", "--operator", "S02", "--officer", "S04"];
        let named = if code == "nobody" { &crew[..0] } else { &crew[..] };
        let value = shop.service(&[&["--now", now, "--need", "补水"], named].concat()).refused();
        assert_eq!(value["refusal"]["code"], code, "{name}: {value}");
        assert_eq!(value["refusal"]["clause"]["number"].as_str(), clause, "{name}: {value}");
        assert_eq!(value["service"], Value::Null, "{name}: nothing is opened");
        assert_eq!(shop.run(&["verify"]).done()["records"], DEMO_RECORDS, "{name}: nothing is recorded");
        shop.assert_tidy(name, &[]);
    }
    assert_eq!(shop.service(&["--now", NOW, "--need", "补水"]).done()["released"], true);
}

#[test]
fn the_store_itself_refuses() {
    let demo = Demo::found();
    let shop = demo.shop();
    let code = |arguments: &[&str]| shop.elsewhere(arguments).refused()["refusal"]["code"].clone();
    let data = shop.data().display().to_string();
    let out = shop.out().display().to_string();
    let nowhere = shop.path("nowhere").display().to_string();
    let wrong = shop.path("wrong-key").display().to_string();
    std::fs::write(&wrong, "0".repeat(64)).unwrap();
    let malformed = shop.path("malformed-key").display().to_string();
    std::fs::write(&malformed, "not a key").unwrap();
    let service = ["service", "--need", "补水", "--out", &out];

    let with = |store: &str, key: Option<&str>| {
        let mut all = vec!["--store".to_owned(), store.to_owned()];
        all.extend(key.into_iter().flat_map(|key| ["--key-file".to_owned(), key.to_owned()]));
        all
    };
    let asked = |all: Vec<String>| {
        let mut words: Vec<&str> = all.iter().map(String::as_str).collect();
        words.extend(service);
        code(&words)
    };
    assert_eq!(code(&service), "store_missing", "no store is named");
    assert_eq!(asked(with(&nowhere, None)), "store_missing", "no store is there");
    assert!(!shop.path("nowhere").exists(), "looking for a store makes none");
    assert_eq!(asked(with(&data, Some(&wrong))), "wrong_key");
    assert_eq!(asked(with(&data, Some(&malformed))), "key_file");
    assert_eq!(asked(with(&data, Some(&nowhere))), "key_file", "no key file");
    let held = shop.open();
    let value = shop.service(&["--need", "补水"]).refused();
    assert_eq!(value["refusal"]["code"], "store_held", "{value}");
    let message = value["refusal"]["message"].as_str().unwrap();
    assert!(message.contains(&std::process::id().to_string()), "who holds it: {message}");
    drop(held);
    assert_eq!(shop.run(&["init", "--demo"]).refused()["refusal"]["code"], "store_exists");
    assert_eq!(shop.run(&["verify"]).done()["records"], DEMO_RECORDS, "none of it recorded anything");
    shop.assert_tidy("after all", &[]);
    assert_eq!(shop.service(&["--need", "补水"]).done()["released"], true);

    let unknown = shop.service(&["--resume", "JN01-261120-0077"]).refused();
    assert_eq!(unknown["refusal"]["code"], "not_found");
    assert_eq!(shop.service(&["--resume", "nonsense"]).refused()["refusal"]["code"], "bad_id");
    assert_eq!(shop.service(&["--operator", "S99"]).refused()["refusal"]["code"], "not_found");
}

#[test]
fn a_table_is_looked_at_and_weakens_nothing_unless_that_is_said() {
    let shop = Demo::found().shop();
    let head = "产品编号,产品名称,备案编号,备案人,生产企业,执行标准,分类编码,开封后期限,使用方法,全成分,不适用情形,备案有效,蜡基\n";
    let row = |active: &str| {
        format!(
            "X-01,面霜,鲁G妆网备字2024900001,甲,甲,Q1,11-05-03-01-02,12个月,涂抹,水；甘油,无,{active},否\n"
        )
    };
    let table = |active: &str| {
        let path = shop.path("table.csv");
        std::fs::write(&path, format!("{head}{}", row(active))).unwrap();
        path.display().to_string()
    };
    let file = table("否");
    let looked = shop.run(&["table", "products", &file]).done();
    assert_eq!((looked["preview"]["added"].as_u64(), looked["taken"].is_null()), (Some(1), true));
    assert_eq!(
        shop.run(&["table", "products", &file, "--take", "S06"]).refused()["refusal"]["code"],
        "pin_missing"
    );
    let take = |file: &str, pin: &str, more: &[&str]| {
        let mut all = vec!["table", "products", file, "--take", "S06"];
        all.extend(more);
        shop.run_with(&[("TIAOHE_MANAGER_PIN", pin)], &all)
    };
    assert_eq!(take(&file, "000001", &[]).refused()["refusal"]["code"], "pin_wrong");
    assert_eq!(take(&file, "600006", &[]).done()["taken"]["added"], 1);
    let valid = table("是");
    let shown = shop.run(&["table", "products", &valid]).done();
    let change = &shown["preview"]["changes"][0]["changes"][0];
    assert_eq!((change["old"].as_str(), change["new"].as_str()), (Some("否"), Some("是")), "{shown:#}");
    let held = take(&valid, "600006", &[]).done();
    assert_eq!((held["taken"]["held"].as_u64(), held["taken"]["changed"].as_u64()), (Some(1), Some(0)));
    assert_eq!(take(&valid, "600006", &["--weaken"]).done()["taken"]["changed"], 1);
}

#[test]
fn a_sync_without_a_store_or_without_a_manager_is_refused_in_words() {
    let (shop, data) = (Demo::found().shop(), tempfile::tempdir().unwrap());
    let data = data.path().display().to_string();
    let none = shop.run(&["sync", "--data", &data]).refused();
    assert_eq!(none["refusal"]["code"], "no_store", "{none}");
    let enrol = ["enrol", "--data", &data, "--by", "S06", "--url", "https://hq.example", "--code", "AAAAA"];
    assert_eq!(shop.run(&enrol).refused()["refusal"]["code"], "pin_missing");
    let secrets = [("TIAOHE_MANAGER_PIN", "600006")];
    assert_eq!(shop.run_with(&secrets, &enrol).refused()["refusal"]["code"], "no_store");
    assert_eq!(std::fs::read_dir(&data).unwrap().count(), 0, "nothing was written there");
}
