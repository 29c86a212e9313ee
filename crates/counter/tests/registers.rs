//! Registers through their commands: who may do what, what a list shows to whom, how it is sorted, narrowed and searched, what
//! is corrected, taken along and brought in, and that the tables are made again from the ledger to the byte.

use crate::common::{ADVISOR, Desk, INSPECTOR, MANAGER, OFFICER, OPERATOR, staff};
use counter::entries::{Form, TakeAlong};
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
