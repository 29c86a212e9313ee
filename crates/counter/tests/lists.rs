//! A customer who comes back, the store's lists, and the customer's own screen, as they are shown: whole for whom they
//! are meant, and nothing personal for anybody else.

use crate::common::{ADVISOR, Customer, Desk, INSPECTOR, MANAGER, NAME, OPERATOR, PHONE};
use counter::steps::open::RepeatService;
use counter::steps::skin::ImportSkinTest;
use counter::view::consent;
use domain::consent::Purpose;
use domain::ids::CustomerId;
use domain::service::Step;
use serde_json::{Value, json};

fn known() -> Customer {
    Customer {
        agrees: vec![Purpose::ServiceRecord, Purpose::SkinAndAllergy, Purpose::Contact],
        allergies: vec!["柠檬烯", "甘游"],
        contact: true,
        ..Customer::default()
    }
}

fn customer(desk: &Desk) -> CustomerId {
    desk.counter.service(&desk.number).unwrap().progress().opened().customer.clone()
}

/// Imports a test that a device exported as a table.
fn test_skin(desk: &mut Desk, taken_at: &str, hydration: u8, wrinkles: u8) {
    let table = format!("编号,检测时间,水分,皱纹,肤质类型\nK1,{taken_at},{hydration},{wrinkles},干性\n");
    let service = desk.number.clone();
    let import =
        ImportSkinTest { service, bytes: table.into_bytes(), profile: None, row: None, real_age: None };
    desk.call(ADVISOR, import).unwrap();
}

/// Two visits of one customer, the second at the choice of a recipe.
fn returning() -> Desk {
    let mut desk = Desk::serving(known(), Step::Needed);
    test_skin(&mut desk, "2026-11-20 08:30", 40, 80);
    desk.until(Step::Released);
    let customer = customer(&desk);
    desk.wait(3_600);
    desk.number = desk.call(ADVISOR, RepeatService { customer }).unwrap();
    desk
}

fn view(desk: &mut Desk, who: &str) -> Value {
    let number = desk.number.clone();
    desk.look(who, "service.view", json!({ "service": number }))
}

#[test]
fn the_last_time_is_shown_once_she_agrees_again_and_as_far_as_she_does() {
    let mut desk = returning();
    assert_eq!(view(&mut desk, ADVISOR)["last_needs"], Value::Null, "not before she was asked");
    desk.until(Step::Noticed);
    let last = &view(&mut desk, ADVISOR)["last_needs"];
    assert_eq!(last["lines"][0]["text"], "补水");
    assert_eq!(last["allergies"], json!(["柠檬烯", "甘游"]));
    assert_eq!(
        last["unknown_allergies"],
        json!(["甘游"]),
        "a slip of the pen is pointed at, a synonym is not"
    );

    let mut desk = returning();
    desk.customer.agrees = vec![Purpose::ServiceRecord];
    desk.customer.contact = false;
    desk.until(Step::Noticed);
    let last = &view(&mut desk, ADVISOR)["last_needs"];
    assert_eq!((&last["lines"][0]["text"], &last["allergies"]), (&json!("补水"), &json!([])));

    let mut desk = returning();
    desk.customer.agrees = Vec::new();
    desk.customer.contact = false;
    desk.until(Step::Noticed);
    assert_eq!(view(&mut desk, ADVISOR)["last_needs"], Value::Null);
}

#[test]
fn a_second_test_is_compared_with_the_first() {
    let mut desk = returning();
    desk.until(Step::Needed);
    test_skin(&mut desk, "2026-11-20 09:50", 70, 80);
    let skin = &view(&mut desk, ADVISOR)["skin"];
    let metric = |name: &str| {
        let metrics = skin["metrics"].as_array().unwrap();
        metrics.iter().find(|metric| metric["metric"] == name).unwrap().clone()
    };
    assert_eq!(
        (&metric("hydration")["change"], &metric("hydration")["by"]),
        (&json!("better"), &json!(30.0))
    );
    assert_eq!(metric("wrinkles")["change"], "no_measurable");
    assert_eq!((&skin["skin_type"], &skin["skin_type_zh"]), (&json!("dry"), &json!("干性")));
    let scores: Vec<&Value> =
        skin["history"].as_array().unwrap().iter().map(|point| &point["metrics"][0]["score"]).collect();
    assert_eq!(scores, [&json!(40.0), &json!(70.0)], "the earliest first");
    assert_eq!(skin["warnings"].as_array().unwrap().len(), skin["warnings_en"].as_array().unwrap().len());
    let seen = desk.look(ADVISOR, "customer.look", json!({ "customer": customer(&desk) }));
    assert_eq!(&seen["skin"], skin);
}

#[test]
fn a_customer_is_seen_with_her_visits_and_gone_from_sight_once_erased() {
    let mut desk = Desk::with_inspector(returning());
    let id = customer(&desk);
    let seen = desk.look(ADVISOR, "customer.look", json!({ "customer": id }));
    assert_eq!((&seen["card"]["name"], &seen["card"]["services"]), (&json!(NAME), &json!(2)));
    assert_eq!(seen["services"][0]["number"], json!(desk.number), "the latest first");
    assert!(!seen["last"]["needs"].is_null() && !seen["last"]["recipe"].is_null() && !seen["skin"].is_null());

    let redacted = desk.look(INSPECTOR, "customer.look", json!({ "customer": id }));
    assert_eq!(redacted["services"].as_array().unwrap().len(), 2);
    for personal in [NAME, &PHONE[PHONE.len() - 4..], "补水", "柠檬烯", "干性"] {
        assert!(!redacted.to_string().contains(&format!("\"{personal}\"")), "{personal}: {redacted}");
    }
    assert_eq!((&redacted["skin"], &redacted["last"]), (&Value::Null, &Value::Null));

    let first = seen["services"][1]["number"].as_str().unwrap();
    let service = desk.counter.service(&domain::ids::ServiceNumber::parse(first).unwrap()).unwrap();
    let progress = service.progress();
    let items = [
        progress.noticed().unwrap().contact.clone().unwrap().id,
        progress.needed().unwrap().needs.id.clone(),
        progress.needed().unwrap().health.as_ref().unwrap().id.clone(),
        progress.tested().unwrap().test.as_ref().unwrap().values.id.clone(),
    ];
    let (mut desk, ()) =
        desk.upkeep(|tx| items.iter().try_for_each(|item| tx.erase(item, "顾客要求删除").map(|_| ())));
    let seen = desk.look(ADVISOR, "customer.look", json!({ "customer": id }));
    assert_eq!(
        (&seen["card"]["name"], &seen["card"]["phone_end"], &seen["skin"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert_eq!(seen["last"]["needs"], Value::Null);
    let refused = desk.counter.dispatch(
        counter::Window::Staff,
        &crate::common::staff(ADVISOR),
        "customer.look",
        json!({ "customer": "K0000000000000000" }),
    );
    assert_eq!(refused.unwrap_err().code, "not_found");
}

#[test]
fn her_own_screen_shows_the_notice_her_last_choices_and_her_plan() {
    let mut desk = returning();
    let text = consent::text(&desk.counter).unwrap();
    assert_eq!(text.purposes.len(), Purpose::ALL.len());
    assert_eq!(text.notice[0].key, "who", "who handles it comes first");
    for paragraph in &text.notice {
        assert!(!paragraph.text.contains('{') && !paragraph.text_en.contains('{'), "{paragraph:?}");
    }
    for told in text.purposes.iter().filter(|told| told.sensitive) {
        for words in [&told.zh, &told.en] {
            assert!(words.necessity.is_some() && words.impact.is_some(), "{:?}", told.purpose);
        }
    }
    let number = desk.number.clone();
    let last = consent::last(&desk.counter, &number).unwrap().unwrap();
    assert!(last.contact && !last.guardian && last.choices.len() == Purpose::ALL.len());
    assert_eq!(consent::plan(&desk.counter, &number).unwrap(), None);
    assert_eq!(consent::signer(&desk.counter, &number).unwrap(), None, "nobody is named before she is asked");
    desk.until(Step::Tested);
    let ranking = desk.look(ADVISOR, "service.ranking", json!({ "service": number }));
    let second = ranking["fits"][1]["recipe"].as_str().unwrap().to_owned();
    desk.choose(Some(&second), Some("演示理由")).unwrap();
    let plan = consent::plan(&desk.counter, &number).unwrap().unwrap();
    assert_eq!(
        (plan.recipe.as_str(), plan.against_ranking),
        (second.as_str(), None),
        "without the advisor's note"
    );
    assert_eq!(view(&mut desk, ADVISOR)["plan"]["against_ranking"], "演示理由");
    assert_eq!(consent::signer(&desk.counter, &number).unwrap().as_deref(), Some(NAME));
    assert!(!consent::needs_guardian(&desk.counter, &number).unwrap());
    let first = Desk::at(Step::Opened);
    assert_eq!(consent::last(&first.counter, &first.number).unwrap(), None, "a first visit");
}

#[test]
fn files_of_people_are_for_those_who_keep_or_inspect_them() {
    let mut desk = Desk::with_inspector(Desk::found());
    for (who, whole) in
        [(MANAGER, None), (INSPECTOR, None), (ADVISOR, Some(ADVISOR)), (OPERATOR, Some(OPERATOR))]
    {
        for card in desk.look(who, "staff.list", json!({})).as_array().unwrap() {
            let id = card["staff"].as_str().unwrap();
            let shown = whole.is_none_or(|own| own == id) && id != INSPECTOR;
            assert_eq!(!card["health"].is_null(), shown, "{id} to {who}");
            assert_eq!(!card["training"].is_null(), shown, "{id} to {who}");
            assert!(card["name"].as_str().unwrap().contains("演示"), "{id} to {who}");
            assert!(!card.to_string().contains("argon2"), "no hash of a PIN");
        }
    }
}

#[test]
fn the_lists_hold_what_the_demo_store_has() {
    let mut desk = Desk::found();
    let lots = desk.look(OPERATOR, "lot.list", json!({ "text": null, "zone": null, "page": 0 }));
    let total = desk.counter.store().lots().unwrap().len();
    assert_eq!((&lots["total"], lots["rows"].as_array().unwrap().len()), (&json!(total), total.min(50)));
    let rejected = desk.look(OPERATOR, "lot.list", json!({ "text": null, "zone": "rejected", "page": 0 }));
    assert!(rejected["rows"].as_array().unwrap().iter().all(|lot| lot["zone"] == "rejected"));
    let beyond = desk.look(OPERATOR, "lot.list", json!({ "text": null, "zone": null, "page": u32::MAX }));
    assert_eq!(beyond["rows"], json!([]));
    let products = desk.look(OPERATOR, "product.list", json!({ "text": null, "page": 0 }));
    let known = desk.counter.store().products().unwrap().len();
    assert_eq!((&products["total"], products["rows"].as_array().unwrap().len()), (&json!(known), known));
    for product in products["rows"].as_array().unwrap() {
        assert_eq!(product["may_be_blended"] == true, product["why_not"].is_null(), "{product}");
    }
    assert!(products["rows"].as_array().unwrap().iter().any(|product| product["may_be_blended"] == false));
    let recipes = desk.look(ADVISOR, "recipe.list", json!({}));
    assert_eq!(recipes.as_array().unwrap().len(), 27);
    for recipe in recipes.as_array().unwrap() {
        let shares: u64 =
            recipe["components"].as_array().unwrap().iter().map(|part| part["share"].as_u64().unwrap()).sum();
        assert_eq!(shares, 10_000, "{recipe}");
    }
    let equipment = desk.look(OPERATOR, "equipment.list", json!({}));
    assert_eq!(equipment.as_array().unwrap().len(), desk.counter.store().equipment().unwrap().len());
    let rooms = desk.look(OPERATOR, "room.list", json!({}));
    assert_eq!(rooms[0]["area"], "A1");
    let authorisations = desk.look(OPERATOR, "authorisation.list", json!({}));
    assert_eq!(authorisations[0]["standing"], "valid");
    assert!(authorisations[0]["days_left"].as_i64().unwrap() > 0);
    let templates = desk.look(OPERATOR, "template.list", json!({}));
    assert!(templates.as_array().unwrap().iter().all(|template| !template["approved_on"].is_null()));
}
