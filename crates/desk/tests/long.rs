//! What takes its time: tables, backups, papers, files that people bring.

use crate::common::Place;
use counter::setup::import::{What, template};
use desk::{Machine as _, Pane};
use serde_json::{Value, json};

/// A table of products as long as wished, made from the example of the empty one.
fn products(rows: usize) -> String {
    let text = String::from_utf8(template(What::Products)).unwrap();
    let (head, example) = text.split_once("\r\n").unwrap();
    let rows = (0..rows).map(|row| example.replacen("示例", &format!("导入{row}-"), 1));
    format!("{head}\r\n{}", rows.collect::<String>())
}

/// A table in the watched folder, by its token.
fn lying(place: &Place, name: &str, text: &str, purpose: &str) -> String {
    let inbox = place.pc.data().join("inbox");
    std::fs::create_dir_all(&inbox).unwrap();
    std::fs::write(inbox.join(name), text).unwrap();
    let found = place.staff("inbox.look", json!({ "purpose": purpose }));
    let found = found.as_array().unwrap().iter().find(|file| file["name"] == name).unwrap();
    found["file"].as_str().unwrap().to_owned()
}

#[test]
fn a_table_out_of_the_watched_folder_is_looked_at_and_taken_in() {
    let place = Place::with("S06");
    let file = lying(&place, "产品.csv", &products(1_200), "products");
    let ask = json!({ "what": "products", "file": file });
    let preview = place.staff("import.preview", ask.clone());
    assert_eq!((&preview["good"], &preview["bad_total"]), (&json!(1_200), &json!(0)), "{}", preview["bad"]);
    let before = place.head().seq;
    let begun = place.staff("import.commit", ask.clone());
    assert_eq!(place.refused("import.commit", ask.clone()), "job_running");
    assert_eq!(place.refused("start.leave_demo", json!({})), "job_running");
    let ended = place.ended(&begun["job"]);
    assert_eq!(ended["state"], "done", "{ended}");
    assert_eq!((&ended["done"], &ended["total"]), (&json!(1_200), &json!(1_200)));
    assert_eq!(place.head().seq, before + 1_200);
    let again = place.staff("import.commit", ask);
    assert_eq!(place.ended(&again["job"])["state"], "done");
    assert_eq!(place.head().seq, before + 1_200, "the same rows are left alone");
}

#[test]
fn a_cancelled_import_keeps_the_pieces_that_are_in() {
    let place = Place::with("S06");
    let file = lying(&place, "产品.csv", &products(20_000), "products");
    let before = place.head().seq;
    let begun = place.staff("import.commit", json!({ "what": "products", "file": file }));
    while place.head().seq == before {
        place.staff("job.look", json!({ "job": begun["job"] }));
    }
    place.staff("job.cancel", json!({ "job": begun["job"] }));
    let ended = place.ended(&begun["job"]);
    assert_eq!(ended["state"], "cancelled");
    let taken = place.head().seq - before;
    assert!((500..20_000).contains(&taken) && taken.is_multiple_of(500), "{taken}");
    assert_eq!(json!(taken), ended["done"]);
    place.door().desk().counter().unwrap().store().verify().unwrap();
}

#[test]
fn a_table_that_is_none_fails_with_its_reason() {
    let place = Place::with("S06");
    let file = lying(&place, "空.csv", "", "products");
    let ask = json!({ "what": "products", "file": file });
    assert_eq!(place.refused("import.preview", ask.clone()), "import_unreadable");
    let begun = place.staff("import.commit", ask);
    let ended = place.ended(&begun["job"]);
    assert_eq!((&ended["state"], &ended["refusal"]["code"]), (&json!("failed"), &json!("import_unreadable")));
    assert_eq!(place.refused("job.look", json!({ "job": "J0" })), "not_found");
}

#[test]
fn a_token_is_good_for_its_purpose_and_its_file_alone() {
    let place = Place::with("S06");
    let file = lying(&place, "产品.csv", &products(1), "products");
    assert_eq!(lying(&place, "产品.csv", &products(1), "products"), file, "the same file, the same token");
    for (what, file) in [("recipes", file.as_str()), ("products", "F0"), ("products", "../../etc/passwd")] {
        assert_eq!(
            place.refused("import.preview", json!({ "what": what, "file": file })),
            "file_unknown",
            "{file}"
        );
    }
    std::fs::remove_file(place.pc.data().join("inbox/产品.csv")).unwrap();
    let ask = json!({ "what": "products", "file": file });
    assert_eq!(place.refused("import.preview", ask), "file_unreadable");
}

#[test]
fn the_watched_folder_shows_the_newest_two_hundred_of_a_kind() {
    let place = Place::with("S06");
    let inbox = place.pc.data().join("inbox");
    std::fs::create_dir_all(inbox.join("folder.csv")).unwrap();
    for number in 0..230 {
        std::fs::write(inbox.join(format!("{number}.csv")), "x").unwrap();
    }
    std::fs::write(inbox.join("photo.png"), "x").unwrap();
    let found = place.staff("inbox.look", json!({ "purpose": "products" }));
    let found = found.as_array().unwrap();
    assert_eq!(found.len(), 200);
    assert!(found.iter().all(|file| file["name"].as_str().unwrap().ends_with(".csv") && file["size"] == 1));
    // Every token that is shown is one that works.
    for file in found {
        let ask = json!({ "what": "products", "file": file["file"] });
        assert_ne!(place.refused("import.preview", ask), "file_unknown");
    }
}

#[test]
fn a_skin_test_comes_out_of_the_watched_folder() {
    let place = Place::with("S01");
    let service = place.open();
    place.staff("screen.present", json!({ "service": service, "page": "notice" }));
    let purposes =
        ["service_record", "skin_and_allergy", "facial_image", "contact", "upload_identity", "marketing"];
    let choices: Vec<Value> = purposes
        .iter()
        .enumerate()
        .map(|(index, purpose)| json!({ "purpose": purpose, "agreed": index < 2 }))
        .collect();
    place.customer(
        "screen.notice",
        json!({ "age": 30, "guardian": null, "choices": choices, "contact": null }),
    );
    place.customer("screen.leave", json!({ "staff": "S01", "pin": crate::common::pin("S01") }));
    let said = json!({ "channel": "skin_test", "text": "补水" });
    place.staff(
        "service.needs",
        json!({ "service": service, "statements": [said], "stands": "same", "allergies": [], "pregnancy": false }),
    );
    let table = "编号,检测时间,水分,皱纹,肤质类型\nK1,2026-11-20 08:30,40,80,干性\n";
    let file = lying(&place, "测肤.csv", table, "skin_test");
    let view = place.staff("skin.import", json!({ "service": service, "file": file }));
    assert!(view["metrics"].as_array().unwrap().len() >= 2, "{view}");
}

#[test]
fn a_backup_runs_while_the_store_is_in_use_and_overwrites_nothing() {
    let place = Place::with("S06");
    let usb = tempfile::tempdir().unwrap();
    let file = usb.path().join("备份.tiaohe");
    assert_eq!(place.staff("backup.make", json!({})), Value::Null, "a closed dialog begins nothing");
    place.hand.answers.lock().unwrap().push_back(file.clone());
    let begun = place.staff("backup.make", json!({}));
    place.open();
    let ended = place.ended(&begun["job"]);
    assert_eq!(ended["state"], "done", "{ended}");
    assert_eq!(ended["result"]["path_name"], "备份.tiaohe");
    assert_eq!(ended["result"]["key_name"], "备份.key.json");
    for taken in ["备份.tiaohe", "备份.key.json"] {
        let other = if taken.ends_with("json") { "x.tiaohe" } else { "备份.key.json" };
        std::fs::remove_file(usb.path().join(other)).ok();
        place.hand.answers.lock().unwrap().push_back(file.clone());
        let begun = place.staff("backup.make", json!({}));
        let ended = place.ended(&begun["job"]);
        assert_eq!(ended["refusal"]["code"], "file_exists", "{taken}");
    }
}

#[test]
fn the_manager_picks_the_watched_folder_and_closing_the_dialog_changes_nothing() {
    let place = Place::with("S06");
    let before = place.look()["device"]["inbox"].clone();
    assert_eq!(place.staff("device.inbox", json!({}))["device"]["inbox"], before);
    let folder = tempfile::tempdir().unwrap();
    place.hand.answers.lock().unwrap().push_back(folder.path().to_owned());
    let view = place.staff("device.inbox", json!({}));
    assert_eq!(view["device"]["inbox"], folder.path().to_str().unwrap());
    let place = place.again();
    place.sit("S06");
    assert_eq!(place.look()["device"]["inbox"], folder.path().to_str().unwrap());
}

#[test]
fn an_empty_table_is_saved_where_a_person_says() {
    let place = Place::with("S06");
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(place.staff("import.template", json!({ "what": "lots" })), Value::Null);
    place.hand.answers.lock().unwrap().push_back(folder.path().join("表.csv"));
    assert_eq!(place.staff("import.template", json!({ "what": "lots" })), json!({ "name": "表.csv" }));
    assert_eq!(std::fs::read(folder.path().join("表.csv")).unwrap(), template(What::Lots));
    place.hand.answers.lock().unwrap().push_back(folder.path().join("nowhere/表.csv/x"));
    std::fs::write(folder.path().join("nowhere"), "a file").unwrap();
    assert_eq!(place.refused("import.template", json!({ "what": "lots" })), "file");
}

#[test]
fn a_question_that_panics_leaves_a_desk_that_answers() {
    let place = Place::with("S01");
    let door = std::sync::Arc::clone(place.door());
    let panicked = std::thread::spawn(move || {
        let _desk = door.desk();
        panic!("on purpose");
    });
    assert!(panicked.join().is_err());
    place.open();
    assert_eq!(place.code(Pane::Customer, "desk.look", json!({})), "done");
}

#[test]
fn without_a_scale_a_reading_is_refused_and_the_page_is_told_that_it_is_off() {
    let place = Place::with("S02");
    assert_eq!(place.staff("scale.wait", json!({ "seen": 0 }))["state"], "off");
    let weigh = json!({ "service": "JN01-261120-0001", "lot": "L01", "container": "C01",
        "weight": { "from": "reading", "number": 1 }, "batch": "as_cleared" });
    assert_eq!(place.refused("service.weigh", weigh), "no_scale");
    let said = json!({ "service": "JN01-261120-0001", "lot": "L01", "container": "C01",
        "weight": { "from": "scale", "weight": 1_000 }, "batch": "as_cleared" });
    assert_eq!(
        place.refused("service.weigh", said),
        "by_hand_needed",
        "a page does not say what a scale showed"
    );
    for name in ["scale.zero", "scale.tare"] {
        assert_eq!(place.refused(name, json!({})), "no_scale", "{name}");
    }
}

#[test]
fn a_table_of_one_who_also_approves_is_refused_in_the_window() {
    let place = Place::with("S07");
    let file = lying(&place, "产品.csv", &products(3), "products");
    let ask = json!({ "what": "products", "file": file });
    assert_eq!(place.staff("import.preview", ask.clone())["good"], json!(3), "it may be looked at");
    let before = place.head().seq;
    let begun = place.staff("import.commit", ask);
    let ended = place.ended(&begun["job"]);
    assert_eq!(
        (&ended["state"], &ended["refusal"]["code"]),
        (&json!("failed"), &json!("by_approver")),
        "{ended}"
    );
    assert!(ended["refusal"]["mend"].as_str().unwrap().contains("店长"), "{ended}");
    assert_eq!(place.head().seq, before, "none of it was taken");
}
