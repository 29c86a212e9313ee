//! The customer's screen: one service, one page, and the customer's own acts on it.

use crate::common::{Place, pin};
use desk::Pane;
use serde_json::{Value, json};

const ASKED: [&str; 6] =
    ["service_record", "skin_and_allergy", "facial_image", "contact", "upload_identity", "marketing"];

/// The choices of a customer who agrees to these.
fn chosen(agreed: &[&str]) -> Value {
    let choices: Vec<Value> = ASKED
        .iter()
        .map(|purpose| json!({ "purpose": purpose, "agreed": agreed.contains(purpose) }))
        .collect();
    json!({ "age": 30, "guardian": null, "choices": choices, "contact": null })
}

fn usual() -> Value {
    chosen(&["service_record", "skin_and_allergy"])
}

fn signature() -> Value {
    let stroke = json!([[10.0, 20.0, 0.0], [200.0, 90.0, 80.0], [390.0, 30.0, 160.0]]);
    json!({ "signer": "演示顾客", "strokes": { "width": 420.0, "height": 180.0, "strokes": [stroke] } })
}

fn present(place: &Place, service: &str, page: &str) -> Value {
    place.staff("screen.present", json!({ "service": service, "page": page }))
}

fn leave(place: &Place, staff: &str) -> Value {
    place.customer("screen.leave", json!({ "staff": staff, "pin": pin(staff) }))
}

fn step(place: &Place, service: &str) -> Value {
    place.staff("service.view", json!({ "service": service }))["step"].clone()
}

/// Takes a service from the choices to the plan.
fn planned(place: &Place, service: &str) {
    let said = json!({ "channel": "online_questionnaire", "text": "补水" });
    place.staff(
        "service.needs",
        json!({ "service": service, "statements": [said], "stands": "same", "allergies": [], "pregnancy": false }),
    );
    place.staff("service.no_skin_test", json!({ "service": service }));
    let asked = json!({ "service": service, "size": null, "spoken": null });
    place.staff("service.plan", json!({ "asked": asked, "recipe": null, "reason": null }));
}

#[test]
fn a_customer_chooses_and_signs_on_the_staffs_own_window() {
    let place = Place::with("S01");
    let service = place.open();
    let view = present(&place, &service, "notice");
    assert_eq!(
        (&view["handed"], &view["surface"], &view["me"]),
        (&json!(true), &json!("customer"), &Value::Null)
    );
    let screen = place.customer("screen.look", json!({}));
    assert_eq!((&screen["page"], &screen["service"]), (&json!("notice"), &json!(service)));
    assert_eq!(screen["text"]["purposes"].as_array().unwrap().len(), ASKED.len());
    assert!(screen["faces"].as_array().unwrap().len() > 3, "somebody must be able to take it back");
    let screen = place.customer("screen.notice", usual());
    assert_eq!((&screen["page"], &screen["text"]), (&json!("thanks"), &Value::Null));
    assert_eq!(place.refused("today.look", json!({})), "handed_over", "thanks do not give the window back");
    leave(&place, "S01");
    assert_eq!(step(&place, &service), "noticed");
    planned(&place, &service);
    present(&place, &service, "plan");
    let screen = place.customer("screen.look", json!({}));
    assert!(screen["plan"]["price_fen"].as_u64().unwrap() > 0);
    assert_eq!(place.customer("screen.sign", signature())["page"], "thanks");
    leave(&place, "S01");
    assert_eq!(step(&place, &service), "agreed");
}

#[test]
fn one_service_one_page_and_nothing_else() {
    let place = Place::with("S01");
    let (service, other) = (place.open(), place.open());
    assert_eq!(
        place.refused("screen.present", json!({ "service": service, "page": "plan" })),
        "step_not_now"
    );
    assert_eq!(
        place.refused("screen.present", json!({ "service": service, "page": "thanks" })),
        "bad_arguments"
    );
    let nowhere = json!({ "service": "JN01-261120-9999", "page": "notice" });
    assert_eq!(place.refused("screen.present", nowhere), "not_found");
    assert_eq!(place.look()["handed"], false, "what was refused handed nothing over");
    present(&place, &service, "notice");
    let before = place.head();
    assert_eq!(place.refused("screen.sign", signature()), "not_shown");
    // Whose service it is stands at the desk, not in what the page sends.
    let mut elsewhere = usual();
    elsewhere["service"] = json!(other);
    place.customer("screen.notice", elsewhere);
    assert_eq!(place.head().seq, before.seq + 1);
    for again in ["screen.notice", "screen.sign", "screen.same_again", "screen.decline"] {
        let arguments = if again == "screen.sign" { signature() } else { usual() };
        assert_eq!(place.refused(again, arguments), "not_shown", "{again}");
    }
    leave(&place, "S01");
    assert_eq!((step(&place, &service), step(&place, &other)), (json!("noticed"), json!("opened")));
}

#[test]
fn with_nothing_shown_a_customer_can_do_nothing() {
    let place = Place::with("S01");
    place.pc.second(true);
    let before = place.head();
    assert_eq!(place.customer("screen.look", json!({}))["page"], "idle");
    for (name, arguments) in [
        ("screen.notice", usual()),
        ("screen.sign", signature()),
        ("screen.same_again", json!({})),
        ("screen.decline", json!({})),
    ] {
        assert_eq!(place.code(Pane::Customer, name, arguments), "not_shown", "{name}");
    }
    assert_eq!(place.head(), before);
}

#[test]
fn a_refused_choice_stays_on_its_page() {
    let place = Place::with("S01");
    let service = place.open();
    present(&place, &service, "notice");
    let mut child = usual();
    child["age"] = json!(13);
    assert_eq!(place.refused("screen.notice", child.clone()), "consent_refused", "no guardian");
    assert_eq!(place.customer("screen.look", json!({}))["page"], "notice");
    child["guardian"] = json!({ "name": "演示家长", "relation": "母亲" });
    assert_eq!(place.customer("screen.notice", child)["page"], "thanks");
}

#[test]
fn a_blank_and_a_dot_are_no_signature() {
    let place = Place::with("S01");
    let service = place.open();
    present(&place, &service, "notice");
    place.customer("screen.notice", usual());
    leave(&place, "S01");
    planned(&place, &service);
    present(&place, &service, "plan");
    let before = place.head();
    for strokes in [json!([]), json!([[[10.0, 10.0, 0.0]]]), json!([[[10.0, 10.0, 0.0], [14.0, 12.0, 9.0]]])]
    {
        let mut blank = signature();
        blank["strokes"]["strokes"] = strokes.clone();
        assert_ne!(place.refused("screen.sign", blank), "done", "{strokes}");
    }
    assert_eq!(place.head(), before);
    assert_eq!(place.customer("screen.look", json!({}))["page"], "plan");
}

#[test]
fn declining_records_nothing_and_the_advisor_goes_on_from_there() {
    let place = Place::with("S01");
    let service = place.open();
    present(&place, &service, "notice");
    let before = place.head();
    let screen = place.customer("screen.decline", json!({}));
    assert_eq!((&screen["page"], &screen["declined"]), (&json!("thanks"), &json!(true)));
    leave(&place, "S01");
    assert_eq!(place.head(), before);
    present(&place, &service, "notice");
    place.customer("screen.notice", usual());
    leave(&place, "S01");
    planned(&place, &service);
    present(&place, &service, "plan");
    let before = place.head();
    assert_eq!(place.customer("screen.decline", json!({}))["declined"], true);
    leave(&place, "S01");
    assert_eq!(place.head(), before);
    assert_eq!(step(&place, &service), "planned");
}

#[test]
fn the_window_comes_back_by_the_pin_of_anybody_in_post_and_by_nothing_else() {
    let place = Place::with("S01");
    let service = place.open();
    present(&place, &service, "notice");
    let before = place.head().seq;
    let wrong = json!({ "staff": "S04", "pin": "999999" });
    assert_eq!(place.refused("screen.leave", wrong), "pin_wrong");
    assert_eq!(place.head().seq, before + 1, "a wrong PIN is recorded here, too");
    assert_eq!(place.refused("desk.unlock", json!({ "staff": "S01", "pin": pin("S01") })), "handed_over");
    assert_eq!(place.refused("screen.take_back", json!({})), "handed_over");
    let view = leave(&place, "S04");
    assert_eq!(
        (&view["handed"], &view["me"]["staff"], &view["shown"]),
        (&json!(false), &json!("S04"), &Value::Null)
    );
    assert_eq!(
        place.refused("screen.leave", json!({ "staff": "S01", "pin": pin("S01") })),
        "window_forbidden"
    );
}

#[test]
fn on_a_second_screen_the_staffs_window_stays_the_staffs() {
    let place = Place::with("S01");
    place.pc.second(true);
    let service = place.open();
    let view = present(&place, &service, "notice");
    assert_eq!((&view["handed"], &view["surface"]), (&json!(false), &json!("staff")));
    assert_eq!(view["shown"], json!({ "service": service, "page": "notice" }));
    assert_eq!(place.refused("screen.notice", usual()), "window_forbidden", "the hand is the customer's");
    let out = json!({ "staff": "S01", "pin": pin("S01") });
    assert_eq!(place.code(Pane::Customer, "screen.leave", out), "window_forbidden");
    // The staff change places and lock their window; the customer reads on.
    place.sit("S06");
    place.staff("desk.lock", json!({}));
    assert_eq!(place.customer("screen.look", json!({}))["page"], "notice");
    assert_eq!(place.customer("screen.notice", usual())["page"], "thanks");
    place.sit("S01");
    assert_eq!(step(&place, &service), "noticed");
    let again = place.open();
    present(&place, &again, "notice");
    place.staff("screen.take_back", json!({}));
    assert_eq!(place.customer("screen.look", json!({}))["page"], "idle");
    assert_eq!(place.code(Pane::Customer, "screen.notice", usual()), "not_shown");
}

#[test]
fn what_the_customer_does_is_taken_down_by_whoever_showed_it() {
    let place = Place::with("S06");
    place.pc.second(true);
    let service = place.open();
    present(&place, &service, "notice");
    place.sit("S01");
    place.customer("screen.notice", usual());
    let mut last = Vec::new();
    let read = place.door().desk().counter().unwrap().store().records::<store::StoreError>(1, |record| {
        last = record.body;
        Ok(())
    });
    read.unwrap();
    let record: Value = serde_json::from_slice(&last).unwrap();
    assert_eq!(record["actor"], "S06");
}

#[test]
fn a_returning_customer_chooses_as_the_last_time_with_one_press() {
    let place = Place::with("S01");
    let service = place.open();
    present(&place, &service, "notice");
    assert_eq!(place.refused("screen.same_again", json!({})), "no_previous", "nothing was chosen yet");
    place.customer("screen.notice", usual());
    leave(&place, "S01");
    planned(&place, &service);
    let view = place.staff("service.view", json!({ "service": service }));
    let customer = &view["customer"]["customer"];
    place.wait(60);
    let again = place.staff("service.again", json!({ "customer": customer }));
    let again = again.as_str().unwrap();
    present(&place, again, "notice");
    let screen = place.customer("screen.look", json!({}));
    assert_eq!(screen["last"]["choices"], usual()["choices"]);
    assert_eq!(place.customer("screen.same_again", json!({}))["page"], "thanks");
    leave(&place, "S01");
    assert_eq!(step(&place, again), "noticed");
}

#[test]
fn a_window_in_the_customers_hands_is_locked_after_a_restart() {
    let place = Place::with("S01");
    let service = place.open();
    present(&place, &service, "notice");
    let place = place.again();
    let view = place.look();
    assert_eq!((&view["phase"], &view["handed"]), (&json!("locked"), &json!(false)));
    assert_eq!(place.refused("screen.notice", usual()), "window_forbidden");
}
