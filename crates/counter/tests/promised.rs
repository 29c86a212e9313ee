//! What was promised while the clock was wrong: provisional while nobody believes the date, judged anew once it is right.

use crate::common::{ADVISOR, Customer, Desk, MANAGER};
use domain::consent::Purpose;
use domain::service::Step;
use serde_json::{Value, json};

const DAY: i64 = 86_400;
/// How far the clock is ahead.
const AHEAD: i64 = 3_650 * DAY;

fn reachable() -> Customer {
    let agrees = vec![Purpose::ServiceRecord, Purpose::SkinAndAllergy, Purpose::Contact];
    Customer { agrees, contact: true, ..Customer::default() }
}

/// Somebody hands over, takes a request and opens a case while the computer is ten years ahead.
fn promised_ahead() -> (Desk, String) {
    let mut desk = Desk::serving(reachable(), Step::Scanned);
    let customer = desk.counter.service(&desk.number).unwrap().progress().opened().customer.to_string();
    desk.until(Step::Released);
    // Nothing of the unit is over: the clock alone leaps.
    let hand_over = desk.hand_over();
    desk.call(ADVISOR, hand_over).unwrap();
    desk.wait(AHEAD);
    let take = json!({ "customer": customer, "what": "read", "note": "演示：想看都存了什么" });
    desk.look(ADVISOR, "request.take", take);
    let open = json!({ "service": desk.number, "note": "演示：脸上发红" });
    desk.look(ADVISOR, "case.open", open);
    (desk, customer)
}

fn page(desk: &mut Desk, customer: &str) -> Value {
    desk.look(MANAGER, "person.look", json!({ "customer": customer }))
}

fn due(page: &Value, of: &str) -> (String, bool) {
    let one = &page[of][0];
    (one["due_on"].as_str().unwrap().to_owned(), one["provisional"] == true)
}

#[test]
fn what_was_promised_under_a_wrong_date_is_due_by_the_right_one() {
    let (mut desk, customer) = promised_ahead();
    let wrong = page(&mut desk, &customer);
    let (request, case) = (due(&wrong, "requests"), due(&wrong, "cases"));
    assert!(request.0.starts_with("2036-") && case.0.starts_with("2036-"), "{request:?} {case:?}");
    assert!(request.1 && case.1, "while nobody believes the date the days are provisional");
    // The clock is set right, and the store works on.
    desk.wait(DAY - AHEAD);
    let right = page(&mut desk, &customer);
    assert_eq!(due(&right, "cases"), ("2026-11-24".to_owned(), true), "three days from the first right day");
    let (by, doubted) = due(&right, "requests");
    assert!(by.as_str() <= "2026-12-21" && by.starts_with("2026-12") && doubted, "{by}");
    let clocks = desk.look(MANAGER, "security.look", json!({}));
    assert_eq!(clocks["requests"][0]["due_on"], json!(by), "the page for information security says the same");
    let seen = page(&mut desk, &customer);
    desk.wait(DAY);
    assert_eq!(due(&page(&mut desk, &customer), "cases"), due(&seen, "cases"), "the day stands still");
    desk.wait(5 * DAY);
    let day = desk.counter.today();
    let log = desk.look(MANAGER, "day.look", json!({ "from": day, "to": day })).to_string();
    let case = seen["cases"][0]["case"].as_str().unwrap();
    assert!(log.contains(case), "the log of the day tells that it is overdue");
    desk.assert_sound();
}

#[test]
fn a_believed_date_is_provisional_no_more() {
    let (mut desk, customer) = promised_ahead();
    desk.believe();
    let believed = page(&mut desk, &customer);
    assert!(!due(&believed, "cases").1, "{}", believed["cases"]);
    assert!(due(&believed, "cases").0.starts_with("2036-"));
}

#[test]
fn a_call_back_of_a_wrong_date_is_made_in_its_time() {
    // Thirty days ahead the unit is still good.
    let mut desk = Desk::serving(reachable(), Step::Released);
    desk.wait(30 * DAY);
    let given = desk.call(ADVISOR, desk.hand_over()).unwrap();
    assert!(given.date.to_string().as_str() > "2026-12-20", "{given:?}");
    desk.wait(-28 * DAY);
    let calls = |desk: &mut Desk| desk.look(ADVISOR, "today.look", json!({}))["calls_due"].clone();
    assert_eq!(calls(&mut desk), json!([]), "not before its day");
    // Somebody works on the first right day: the period runs from it.
    let service = desk.number.clone();
    desk.call(ADVISOR, counter::steps::open::Open { mode: domain::service::Mode::Plan, customer: None })
        .unwrap();
    desk.wait(14 * DAY);
    let due = calls(&mut desk);
    assert_eq!(due[0]["service"], json!(service), "{due}");
    assert_eq!(due[0]["provisional"], true);
    assert!(due[0]["due_on"].as_str().unwrap() <= "2026-12-06", "{due}");
    let called = json!({ "service": service, "outcome": "fine", "note": null });
    desk.look(ADVISOR, "service.call_back", called);
    assert_eq!(calls(&mut desk), json!([]), "what the list asks for can be done");
    desk.assert_sound();
}

#[test]
fn what_is_kept_since_a_wrong_date_goes_in_its_time() {
    let mut desk = Desk::found();
    desk.wait(AHEAD);
    desk.customer = reachable();
    let open = counter::steps::open::Open { mode: domain::service::Mode::Plan, customer: None };
    desk.number = desk.call(ADVISOR, open).unwrap();
    desk.call(ADVISOR, desk.notice()).unwrap();
    let customer = desk.counter.service(&desk.number).unwrap().progress().opened().customer.to_string();
    let until = |desk: &mut Desk| page(desk, &customer)["kept"].to_string();
    assert!(until(&mut desk).contains("\"203"), "{}", until(&mut desk));
    desk.wait(DAY - AHEAD);
    let kept = until(&mut desk);
    assert!(kept.contains("\"202") && !kept.contains("\"until\":\"203"), "{kept}");
}
