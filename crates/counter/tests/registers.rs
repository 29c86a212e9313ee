//! Registers through their commands: who may do what, what a list shows to whom, how it is sorted, narrowed and searched, what
//! is corrected, taken along and brought in, and that the tables are made again from the ledger to the byte.

use crate::common::{ADVISOR, Desk, INSPECTOR, MANAGER, OFFICER, OPERATOR, staff};
use crate::days::{cells_of, text_of};
use counter::entries::{Form, TakeAlong};
use registers::{Kind, SPECS, Spec};
use serde_json::{Value, json};

const NAME: &str = "演示来访者（演示）";

fn enters(desk: &mut Desk, purpose: &str, area: &str, escort: &str) -> String {
    let visitor = json!({
        "name": NAME, "purpose": purpose, "area": area, "escort": escort,
        "told": true, "cleaned": true, "dressed": true, "disinfected": null,
    });
    desk.wait(1);
    desk.look(ADVISOR, "visitor.enter", visitor)["number"].as_str().unwrap().to_owned()
}

fn list(desk: &mut Desk, who: &str, asked: Value) -> (Vec<String>, u64) {
    let mut arguments = json!({ "register": "visitors", "page": 0 });
    arguments.as_object_mut().unwrap().extend(asked.as_object().unwrap().clone());
    let page = desk.look(who, "register.list", arguments);
    let rows = page["rows"].as_array().unwrap();
    (
        rows.iter().map(|row| row["number"].as_str().unwrap().to_owned()).collect(),
        page["total"].as_u64().unwrap(),
    )
}

fn taken(desk: &Desk, who: &str, form: Form, number: Option<&str>) -> counter::entries::Papers {
    let which = json!({ "register": "visitors", "number": number });
    let which: TakeAlong = serde_json::from_value(which).unwrap();
    which.made(&desk.counter, &staff(who), form).unwrap()
}

#[test]
fn a_list_is_turned_sorted_narrowed_and_searched() {
    let mut desk = Desk::found();
    let purposes = ["设备维修", "监督检查", "送货"];
    let numbers: Vec<String> =
        (0..60).map(|at| enters(&mut desk, purposes[at % 3], "A1", OPERATOR)).collect();
    desk.look(OFFICER, "visitor.leave", json!({ "number": numbers[0] }));

    let (first, total) = list(&mut desk, ADVISOR, json!({}));
    assert_eq!((first.len(), total), (50, 60));
    assert_eq!(first[0], numbers[59], "the latest first");
    let (second, _) = list(&mut desk, ADVISOR, json!({ "page": 1 }));
    assert_eq!(second, numbers[..10].iter().rev().cloned().collect::<Vec<_>>());

    let (up, _) = list(&mut desk, ADVISOR, json!({ "by": "entered_at", "down": false }));
    assert_eq!(up[0], numbers[0]);
    let (left, total) = list(&mut desk, ADVISOR, json!({ "by": "left_at", "down": true }));
    assert_eq!((left[0].as_str(), total), (numbers[0].as_str(), 60), "what has no value is in the list too");

    assert_eq!(list(&mut desk, ADVISOR, json!({ "state": "left" })), (vec![numbers[0].clone()], 1));
    assert_eq!(list(&mut desk, ADVISOR, json!({ "text": "监督" })).1, 20);
    assert_eq!(list(&mut desk, ADVISOR, json!({ "text": "演示来访者" })).1, 0, "nobody is searched by name");
    assert_eq!(list(&mut desk, ADVISOR, json!({ "narrowed": [["escort", OPERATOR]] })).1, 60);
    assert_eq!(list(&mut desk, ADVISOR, json!({ "narrowed": [["escort", OFFICER]] })).1, 0);
    let both = json!({ "state": "inside", "text": "送货", "narrowed": [["area", "A1"]], "by": "purpose", "down": false });
    assert_eq!(list(&mut desk, ADVISOR, both).1, 20);
    desk.assert_sound();
}

#[test]
fn a_name_is_read_by_those_who_may_and_stands_in_no_ledger_and_no_files_name() {
    let mut desk = Desk::found().with_inspector();
    let number = enters(&mut desk, "设备维修", "A1", OPERATOR);
    let named = |desk: &mut Desk, who: &str| {
        let view = desk.look(who, "register.look", json!({ "register": "visitors", "number": number }));
        let field =
            view["fields"].as_array().unwrap().iter().find(|field| field["key"] == "name").unwrap().clone();
        field["cell"]["text"].as_str().unwrap().to_owned()
    };
    assert_eq!(named(&mut desk, ADVISOR), NAME);
    assert_eq!(named(&mut desk, INSPECTOR), "—");
    assert!(!desk.ledger_holds(NAME));
    for (who, seen) in [(MANAGER, true), (INSPECTOR, false)] {
        let csv = taken(&desk, who, Form::Csv, None);
        assert_eq!(String::from_utf8(csv.bytes).unwrap().contains(NAME), seen, "{who}");
        assert!(!csv.name.contains("演示来访者"));
    }
    for form in [Form::Pdf, Form::Xlsx] {
        let one = taken(&desk, INSPECTOR, form, Some(&number));
        assert!(one.name.contains(&number) && one.bytes.len() > 1_000);
    }
    assert!(taken(&desk, INSPECTOR, Form::Pdf, None).bytes.starts_with(b"%PDF"));
}

#[test]
fn who_may_not_is_told_so_before_anything_is_read() {
    let mut desk = Desk::found().with_inspector();
    assert_eq!(desk.refuses(INSPECTOR, "visitor.enter", json!({ "name": 7 })).0, "role_forbidden");
    assert_eq!(
        desk.refuses(INSPECTOR, "register.form", json!({ "act": "visitor.enter" })).0,
        "role_forbidden"
    );
    let empty = desk.refuses(ADVISOR, "visitor.enter", json!({}));
    assert_eq!(empty.0, "fields_refused");
    assert_eq!(desk.refuses(ADVISOR, "visitor.leave", json!({ "number": "V261120-99" })).0, "not_found");
    let form = desk.look(ADVISOR, "register.form", json!({ "act": "visitor.enter" }));
    let key = |field: &Value| field["key"].as_str().unwrap().to_owned();
    let keys: Vec<String> = form["fields"].as_array().unwrap().iter().map(key).collect();
    assert_eq!(keys, ["name", "purpose", "area", "escort", "told", "cleaned", "dressed", "disinfected"]);
    for certified in ["told", "cleaned", "dressed", "disinfected"] {
        assert!(form["initial"].get(certified).is_none(), "{certified} is never offered as done");
    }
}

#[test]
fn a_correction_stands_beside_what_was_written() {
    let mut desk = Desk::found();
    let number = enters(&mut desk, "送货", "A1", OPERATOR);
    let correct = |field: &str, right: &str, reason: &str| json!({ "register": "visitors", "number": number, "field": field, "right": right, "reason": reason });
    for (name, bad) in [
        ("no reason", correct("purpose", "设备维修", " ")),
        ("nothing right", correct("purpose", "", "写错")),
        ("a name, which lies in the vault", correct("name", "演示另一人", "写错")),
        ("no such field", correct("colour", "红", "写错")),
    ] {
        assert_eq!(desk.refuses(OFFICER, "register.correct", bad).0, "fields_refused", "{name}");
    }
    desk.look(OFFICER, "register.correct", correct("purpose", "设备维修", "写错"));
    let view = desk.look(MANAGER, "register.look", json!({ "register": "visitors", "number": number }));
    let purpose = view["fields"].as_array().unwrap().iter().find(|field| field["key"] == "purpose").unwrap();
    assert_eq!(purpose["cell"]["text"], json!("送货"), "the old value stays");
    assert_eq!(view["corrections"][0]["note"], json!("事由：设备维修"));
    assert_eq!(
        (&view["corrections"][0]["reason"], &view["row"]["corrected"]),
        (&json!("写错"), &json!(true))
    );
    assert_eq!(view["history"].as_array().unwrap().len(), 1);
    desk.assert_sound();
}

#[test]
fn who_wrote_a_record_is_the_program_where_nobody_did() {
    assert_eq!(counter::Caller::System.actor(), words::actor::System.code);
    let mut desk = Desk::found();
    let says = |line: &Value| {
        assert_eq!(line["actor"], "system");
        assert_eq!((&line["actor_name"], &line["actor_name_en"]), (&json!("程序"), &json!("The program")));
    };
    says(&desk.look(MANAGER, "record.look", json!({ "record": 1 }))["line"]);
    let listed =
        desk.look(MANAGER, "record.list", json!({ "day": "2026-11-20", "service": null, "page": 0 }));
    says(&listed["records"][0]);
    // The demonstration's first cleaning was written as it was founded.
    let rows = desk.look(MANAGER, "register.list", json!({ "register": "cleanings", "page": 0 }));
    let number = rows["rows"][0]["number"].clone();
    let entry = desk.look(MANAGER, "register.look", json!({ "register": "cleanings", "number": number }));
    says(&entry["history"][0]);
    for (language, name) in [("zh-CN", "程序"), ("en", "The program")] {
        let which = json!({ "register": "cleanings", "number": number, "language": language });
        let which: TakeAlong = serde_json::from_value(which).unwrap();
        let made = |form| which.made(&desk.counter, &staff(MANAGER), form).unwrap().bytes;
        for text in [text_of(&made(Form::Pdf)), cells_of(&made(Form::Xlsx)).join(" ")] {
            assert!(text.contains(name) && !text.contains("system"), "{language}: {text}");
        }
    }
}

/// The headings of a register's list as its page shows them, in Chinese and in English.
fn headings(card: &Value) -> Vec<(String, String)> {
    let columns = card["columns"].as_array().unwrap().iter().chain(card["states"].as_array().unwrap());
    let text = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    columns.map(|one| (text(one, "title"), text(one, "title_en"))).collect()
}

/// Everything that a register's descriptor says, in Chinese and in English.
fn said(spec: &'static Spec) -> Vec<registers::Words> {
    let mut said = vec![spec.words, spec.why];
    said.extend(spec.states.iter().map(|state| state.words));
    for called in spec.called {
        said.extend([called.words].into_iter().chain(called.hint).chain(called.often.iter().copied()));
    }
    for act in spec.acts {
        said.extend([act.words, act.why]);
    }
    for field in spec.acts.iter().flat_map(|act| act.fields).chain(spec.fields) {
        if let Kind::Number { unit, .. } = field.kind {
            said.push(unit);
        }
        if let Kind::Choice(picks) = field.kind {
            said.extend(picks.iter().map(|pick| pick.words));
        }
    }
    said
}

#[test]
fn a_paper_says_in_both_languages_what_the_page_says() {
    let han = |text: &str| text.chars().any(|letter| ('\u{4E00}'..='\u{9FFF}').contains(&letter));
    let mut desk = Desk::found();
    let cards = desk.look(MANAGER, "register.all", json!({}));
    for card in cards.as_array().unwrap() {
        let code = card["register"].as_str().unwrap();
        let spec = SPECS.iter().find(|spec| spec.code == code).unwrap();
        for words in said(spec) {
            assert!(!han(words.en), "{code}: {} is no English", words.en);
            assert_eq!(words.zh.is_empty(), words.en.is_empty(), "{code}: {words:?}");
        }
        let made = |language: &str, form| {
            let which = json!({ "register": code, "language": language });
            let which: TakeAlong = serde_json::from_value(which).unwrap();
            which.made(&desk.counter, &staff(MANAGER), form).unwrap()
        };
        for (language, of) in [("zh-CN", 0), ("en", 1)] {
            let pick = |both: (String, String)| if of == 0 { both.0 } else { both.1 };
            let xlsx = cells_of(&made(language, Form::Xlsx).bytes);
            let columns = headings(card).into_iter().take(card["columns"].as_array().unwrap().len());
            for heading in columns.map(pick) {
                assert!(
                    xlsx.iter().any(|cell| cell.starts_with(&heading)),
                    "{code}: no {heading} in {xlsx:?}"
                );
            }
            let csv = String::from_utf8(made(language, Form::Csv).bytes).unwrap();
            let head: Vec<&str> =
                csv.trim_start_matches('\u{FEFF}').lines().next().unwrap().split(',').collect();
            let field = |key: &str| spec.called(key).unwrap().words;
            let wanted =
                spec.fields.iter().map(|one| pick((field(one.key).zh.into(), field(one.key).en.into())));
            let wanted: Vec<String> = wanted.map(|title| format!("\"{title}\"")).collect();
            assert_eq!(head[1..head.len() - 1], wanted, "{code}");
            assert_eq!(han(&head.concat()), of == 0, "{code}: {head:?}");
            let paper = text_of(&made(language, Form::Pdf).bytes);
            let (yes, no) = if of == 0 { ("依据", "Basis") } else { ("Basis", "依据") };
            assert!(paper.contains(yes) && !paper.contains(no), "{code}: {paper}");
        }
    }
}

#[test]
fn a_table_is_brought_in_alike_in_both_languages() {
    let mut desk = Desk::found();
    let taken = |desk: &Desk, language: &str| {
        let which = json!({ "register": "product_tests", "language": language });
        let which: TakeAlong = serde_json::from_value(which).unwrap();
        which.made(&desk.counter, &staff(MANAGER), Form::Csv).unwrap().bytes
    };
    let (zh, en) = (taken(&desk, "zh-CN"), taken(&desk, "en"));
    assert_ne!(zh, en);
    let mut bring =
        |bytes: &[u8]| desk.counter.bring_entries(&staff(OFFICER), "product_tests", bytes, false).unwrap();
    let (from_zh, from_en) = (bring(&zh), bring(&en));
    assert!(from_zh.good > 0 && from_zh.missing.is_empty(), "{from_zh:?}");
    assert_eq!((from_en.good, from_en.bad.len(), from_en.missing), (from_zh.good, from_zh.bad.len(), vec![]));
    // What is wrong with a row says in which cell, and what stands there.
    let zh = String::from_utf8(zh).unwrap();
    let wrong = zh.replacen("\"是\"", "\"也许\"", 1);
    let bad = bring(wrong.as_bytes()).bad;
    assert_eq!(bad.len(), 1, "{bad:?}");
    assert!(bad[0].message.contains("也许") && bad[0].message.ends_with("：请选择是或否"), "{bad:?}");
    assert!(bad[0].message_en.ends_with(": yes or no"), "{bad:?}");
    // Two columns of one meaning: nobody chooses between them.
    let (heads, rest) = zh.split_once('\n').unwrap();
    let heads = heads.trim_end();
    let twice = heads.split(',').filter(|head| {
        let table = format!("{heads},{head}\n{rest}");
        let brought = desk.counter.bring_entries(&staff(OFFICER), "product_tests", table.as_bytes(), false);
        brought.is_err_and(|refusal| refusal.code == "import_columns")
    });
    assert!(twice.count() > 2, "{heads}");
}
