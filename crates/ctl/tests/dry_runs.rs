//! Dry runs: files that are read and refused with what is wrong and where, and the law as data.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::common::{Demo, ordinary, skin_file};
use serde_json::Value;

fn problems(value: &Value) -> Vec<&str> {
    let problems = value["problems"].as_array().unwrap_or_else(|| panic!("{value}"));
    problems.iter().map(|problem| problem["code"].as_str().unwrap()).collect()
}

fn written(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// A workbook whose hydration is a formula.
fn workbook_with_a_formula(path: &Path) {
    let mut book = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    let mut part = |name: &str, text: &str| {
        book.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        book.write_all(text.as_bytes()).unwrap();
    };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    part(
        "[Content_Types].xml",
        &format!(
            r#"<?xml version="1.0"?><Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#
        ),
    );
    part(
        "_rels/.rels",
        &format!(
            r#"<?xml version="1.0"?><Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        ),
    );
    part(
        "xl/_rels/workbook.xml.rels",
        &format!(
            r#"<?xml version="1.0"?><Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
        ),
    );
    part(
        "xl/workbook.xml",
        &format!(
            r#"<?xml version="1.0"?><workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#
        ),
    );
    let cell =
        |place: &str, text: &str| format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let header =
        ["顾客编号", "水分(%)", "毛孔"].iter().zip(["A1", "B1", "C1"]).map(|(text, place)| cell(place, text));
    part(
        "xl/worksheets/sheet1.xml",
        &format!(
            r#"<?xml version="1.0"?><worksheet xmlns="{main}"><sheetData><row r="1">{}</row><row r="2">{}<c r="B2"><f>40+5</f><v>45</v></c><c r="C2"><v>58</v></c></row></sheetData></worksheet>"#,
            header.collect::<String>(),
            cell("A2", "演示-001"),
        ),
    );
    book.finish().unwrap();
}

#[test]
fn a_bad_file_is_refused_with_what_is_wrong() {
    let shop = Demo::found().shop();
    let folder = tempfile::tempdir().unwrap();
    let genuine = std::fs::read(ordinary()).unwrap();
    let csv = |row: &str| format!("顾客编号,检测时间,水分(%),毛孔\n演示-001,{row}\n").into_bytes();
    let formula = folder.path().join("formula.xlsx");
    workbook_with_a_formula(&formula);
    let cases: Vec<(&str, PathBuf, &str)> = vec![
        ("a file that is not there", folder.path().join("nothing.json"), "unreadable"),
        ("a folder", folder.path().to_owned(), "unreadable"),
        ("an empty file", written(folder.path(), "empty.json", b""), ""),
        ("garbage", written(folder.path(), "garbage.bin", &[0x9c, 0x00, 0xff, 0x13, 0x37, 0x80]), ""),
        ("cut off", written(folder.path(), "cut.json", &genuine[..genuine.len() / 2]), ""),
        (
            "a time in the future",
            written(folder.path(), "future.csv", &csv("2031-01-01 10:00,45.5,58")),
            "future_time",
        ),
        ("NaN", written(folder.path(), "nan.csv", &csv("2026-10-01 10:30,NaN,58")), ""),
        ("a word for a number", written(folder.path(), "word.csv", &csv("2026-10-01 10:30,many,58")), ""),
        (
            "a key twice",
            written(folder.path(), "twice.json", br#"{"result": {"a": 1, "a": 2}}"#),
            "duplicate_key",
        ),
        ("a formula", formula, "formula"),
    ];
    for (name, path, code) in cases {
        let value = shop.elsewhere(&["import", path.to_str().unwrap()]).refused();
        let found = problems(&value);
        assert!(!found.is_empty(), "{name}: {value}");
        assert!(code.is_empty() || found.iter().any(|problem| problem.contains(code)), "{name}: {found:?}");
        for problem in value["problems"].as_array().unwrap() {
            assert!(problem["message"].as_str().is_some_and(|text| !text.is_empty()), "{name}: {problem}");
            assert!(problem["where"].is_string(), "{name}: {problem}");
        }
        let served = shop.service(&["--skin", path.to_str().unwrap()]).refused();
        let answered = served["problems"].is_array() || served["refusal"]["code"] == "skin_file_refused";
        assert!(answered, "{name}: {served}");
        shop.assert_tidy(name, &[]);
    }
    shop.assert_sound("after bad files");
    assert_eq!(
        shop.service(&["--resume", "--skin", &ordinary()]).done()["released"],
        true,
        "and a good one is taken"
    );
}

#[test]
fn the_same_file_twice_is_recognised_by_the_store() {
    let shop = Demo::found().shop();
    let skin = ordinary();
    assert!(shop.run(&["import", &skin]).done()["tests"].is_array(), "a dry run");
    assert!(shop.run(&["import", &skin]).done()["tests"].is_array(), "saves nothing");
    let served = shop.service(&["--skin", &skin]).done();
    let refused = shop.run(&["import", &skin]).refused();
    assert_eq!(problems(&refused), ["already_imported"]);
    let message = refused["problems"][0]["message"].as_str().unwrap();
    assert!(
        message.contains(served["service"].as_str().unwrap()),
        "names the service that has it: {message}"
    );
    assert!(
        shop.elsewhere(&["import", &skin]).done()["tests"].is_array(),
        "without a store nothing is known"
    );

    // Another row of the same file is another person.
    let table = skin_file("documented/generic-zh.csv").display().to_string();
    assert_eq!(shop.service(&["--skin", &table, "--row", "演示-001"]).done()["released"], true);
    assert_eq!(problems(&shop.run(&["import", &table, "--row", "演示-001"]).refused()), ["already_imported"]);
    assert!(shop.run(&["import", &table, "--row", "演示-002"]).done()["tests"].is_array());
}

#[test]
fn an_import_says_what_was_read_and_what_was_not() {
    let shop = Demo::found().shop();
    for file in ["genuine/facepp-advanced.json", "documented/generic-zh.csv", "documented/youcam-hd.json"] {
        let value = shop.elsewhere(&["import", skin_file(file).to_str().unwrap()]).done();
        for test in value["tests"].as_array().unwrap() {
            assert_eq!(test["sha256"], skintest::sha256(&std::fs::read(skin_file(file)).unwrap()), "{file}");
            assert!(test["profile"].is_string() && test["unmapped"].is_array(), "{file}: {test}");
            let metrics = test["metrics"].as_array().unwrap();
            assert!(!metrics.is_empty(), "{file}");
            for metric in metrics {
                assert!(metric["metric"].is_string() && !metric["raw"].is_null(), "{file}: {metric}");
                let value = metric["value"].as_f64();
                assert!(value.is_none_or(|value| (0.0..=100.0).contains(&value)), "{file}: {metric}");
            }
        }
    }
}

#[test]
fn the_rulebooks_are_listed_by_day_and_region() {
    let shop = Demo::found().shop();
    let binding = |on: &str, region: &str, more: &[&str]| -> Vec<String> {
        let mut arguments = vec!["rules", "list", "--on", on, "--region", region];
        arguments.extend(more);
        let value = shop.elsewhere(&arguments).done();
        let books = value.as_array().unwrap();
        assert_eq!(books.len(), 4, "all are shown, whether they bind or not");
        for book in books {
            for clause in book["clauses"].as_array().unwrap() {
                let said =
                    ["number", "duty", "must", "met_by", "checks"].iter().all(|name| !clause[name].is_null());
                assert!(said && book["why"].as_str().is_some_and(|why| !why.is_empty()), "{clause}");
            }
        }
        let binds = books.iter().filter(|book| book["binds"] == true);
        binds.map(|book| book["id"].as_str().unwrap().to_owned()).collect()
    };
    let shandong = binding("2026-11-20", "SD", &[]);
    assert!(shandong.contains(&"shandong-guide".to_owned()), "{shandong:?}");
    assert!(!binding("2026-11-20", "浙江", &[]).contains(&"shandong-guide".to_owned()), "another province");
    let expired = binding("2026-11-20", "上海", &["--district", "浦东新区"]);
    assert!(!expired.contains(&"shanghai-pudong-2023".to_owned()), "expired 2025-08-19: {expired:?}");
    let unknown = shop.elsewhere(&["rules", "list", "--region", "月球"]).refused();
    assert_eq!(unknown["refusal"]["code"], "unknown_region");
}

#[test]
fn facts_are_judged_and_unreadable_ones_are_named() {
    let shop = Demo::found().shop();
    let facts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/tests/fixtures/clearance-demo.json");
    let value = shop.elsewhere(&["rules", "check", "--facts", facts.to_str().unwrap()]).done();
    assert!(value["clear"].is_boolean() && !value["findings"].as_array().unwrap().is_empty());

    let text = std::fs::read_to_string(&facts).unwrap();
    let whole: Value = serde_json::from_str(&text).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut without = whole.clone();
    without.as_object_mut().unwrap().remove("recipe");
    let mut wrong = whole;
    wrong["now"] = "昨天".into();
    let cases = [
        ("not there", folder.path().join("nothing.json"), ""),
        ("no JSON", written(folder.path(), "text.json", "事实".as_bytes()), ""),
        (
            "a field is missing",
            written(folder.path(), "without.json", without.to_string().as_bytes()),
            "recipe",
        ),
        ("a wrong time", written(folder.path(), "wrong.json", wrong.to_string().as_bytes()), ""),
    ];
    for (name, path, field) in cases {
        let value = shop.elsewhere(&["rules", "check", "--facts", path.to_str().unwrap()]).refused();
        assert_eq!(value["refusal"]["code"], "facts_unreadable", "{name}: {value}");
        let message = value["refusal"]["message"].as_str().unwrap();
        assert!(
            message.contains(path.file_name().unwrap().to_str().unwrap()),
            "{name} names the file: {message}"
        );
        assert!(message.contains(field), "{name} names the field: {message}");
        assert!(
            value["refusal"]["mend"].as_str().is_some_and(|mend| mend.contains("rules schema")),
            "{name}"
        );
    }
    let schema = shop.elsewhere(&["rules", "schema"]).done();
    assert!(schema["properties"]["recipe"].is_object(), "the schema describes the facts");
}

#[test]
fn a_pipe_is_refused_and_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let shop = Demo::found().shop();
    let pipe = pipe.display().to_string();
    let refused = shop.elsewhere(&["import", &pipe]).refused();
    assert_eq!(refused["problems"][0]["code"], "unreadable", "{refused}");
    let refused = shop.elsewhere(&["rules", "check", "--facts", &pipe]).refused();
    assert_eq!(refused["refusal"]["code"], "facts_unreadable", "{refused}");
}
