//! Requests that are not answered at once: a number, a clock, an answer, and a reason where it is not done.

use chrono::{Days, NaiveDate};
use counter::rights::paper::Paper;
use counter::rights::requests::{AnswerRequest, TakeRequest};
use documents::Format;
use domain::consent::Purpose;
use domain::ids::CustomerId;
use domain::kept::RequestFor;
use domain::service::Step;
use serde_json::{Value, json};

use crate::common::{ADVISOR, Customer, Desk, MANAGER, staff};

fn asking() -> (Desk, CustomerId) {
    let agrees = Purpose::ALL.to_vec();
    let desk = Desk::serving(Customer { agrees, contact: true, ..Customer::default() }, Step::Noticed);
    let customer = desk.counter.service(&desk.number).unwrap().progress().opened().customer.clone();
    (desk, customer)
}

fn take(customer: &CustomerId, note: &str) -> TakeRequest {
    TakeRequest { customer: customer.clone(), what: RequestFor::Copy, note: note.to_owned() }
}

fn due(desk: &mut Desk) -> Option<Value> {
    let today = desk.counter.today();
    let log = desk.look(MANAGER, "day.look", json!({ "from": today, "to": today }));
    let due = log["sheet"]["due"].as_array().unwrap().clone();
    due.into_iter().find(|item| item["kind"] == "request")
}

#[test]
fn a_request_has_its_clock_and_its_answer() {
    let (mut desk, customer) = asking();
    let request = desk.call(ADVISOR, take(&customer, "要一份测肤结果")).unwrap();
    assert_eq!(request, "RQ-JN01-261120-01");
    let item = due(&mut desk).unwrap();
    let on = NaiveDate::from_ymd_opt(2026, 12, 11).unwrap();
    assert_eq!((item["on"].clone(), item["subject"].clone()), (json!(on), json!(request)));
    assert!(on <= desk.counter.today() + Days::new(30), "never later than thirty days");
    let paper = Paper::Request { request: request.clone() };
    assert!(paper.pdf(&mut desk.counter, &staff(ADVISOR), Format::A5).is_ok(), "with its last day");
    desk.wait(22 * 86_400);
    assert_eq!(due(&mut desk).unwrap()["overdue"], true);

    let answer = |granted, answer: &str| {
        let answer = answer.to_owned();
        AnswerRequest { request: request.clone(), granted, answer }
    };
    assert_eq!(desk.refused(MANAGER, answer(false, " ")), "fields_refused", "a refusal has its reason");
    desk.call(MANAGER, answer(false, "没有测过肤")).unwrap();
    assert_eq!(due(&mut desk), None);
    assert_eq!(desk.refused(MANAGER, answer(true, "已给")), "request_answered");
    let page = desk.look(ADVISOR, "person.look", json!({ "customer": customer }));
    assert_eq!(page["requests"][0]["granted"], false);
    assert_eq!(page["requests"][0]["answer"], "没有测过肤");
    assert!(!desk.ledger_holds("测肤结果") && !desk.ledger_holds("没有测过肤"));
    for format in [Format::A4, Format::A5, Format::Roll80] {
        assert!(paper.pdf(&mut desk.counter, &staff(ADVISOR), format).is_ok(), "{format:?}");
    }
    desk.assert_sound();
}

#[test]
fn a_request_without_a_word_is_none() {
    let (mut desk, customer) = asking();
    assert_eq!(desk.refused(ADVISOR, take(&customer, "  ")), "fields_refused");
    assert_eq!(desk.refused(ADVISOR, take(&CustomerId::new("K0").unwrap(), "要一份")), "not_found");
}
