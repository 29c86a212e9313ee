//! Calls on their day, what is recorded of them and taken back, and cases of something wrong that stay open.

use crate::common::{ADVISOR, Desk, MANAGER, OFFICER};
use crate::rights_taken::{agrees, another, customer, deliver, delivered, held, page, withdraw};
use chrono::Days;
use counter::rights::cases::{CloseCase, OpenCase};
use counter::rights::correct::JoinCustomers;
use counter::steps::call_back::{CallBack, TakeCallBack};
use domain::consent::Purpose;
use domain::kept::Held;
use domain::service::{CallBackOutcome, Step};
use serde_json::json;

/// Goes to the day on which the call is due, so many days off it.
fn to_the_day(desk: &mut Desk, off: i64) {
    let due = desk.counter.service(&desk.number).unwrap().progress().done().unwrap().call_back.date;
    let today = domain::in_china(counter::Host::now(desk.counter.host())).date_naive();
    desk.wait(((due - today).num_days() + off) * 86_400);
}

fn call(desk: &Desk, outcome: CallBackOutcome, note: Option<&str>) -> CallBack {
    CallBack { service: desk.number.clone(), outcome, note: note.map(str::to_owned) }
}

#[test]
fn a_call_stands_on_the_day_when_it_is_due_and_not_before() {
    let mut desk = delivered(&Purpose::ALL);
    to_the_day(&mut desk, -1);
    assert_eq!(desk.look(ADVISOR, "today.look", json!({}))["calls_due"], json!([]));
    assert_eq!(desk.refused(ADVISOR, call(&desk, CallBackOutcome::Fine, None)), "call_back_early");
    desk.wait(86_400);
    let today = desk.look(ADVISOR, "today.look", json!({}));
    assert_eq!(today["calls_due"][0]["service"], json!(desk.number));
    assert_eq!(today["calls_due"][0]["overdue"], false);
    desk.wait(86_400);
    assert_eq!(desk.look(ADVISOR, "today.look", json!({}))["calls_due"][0]["overdue"], true);
    desk.call(ADVISOR, call(&desk, CallBackOutcome::Fine, Some("用得很好"))).unwrap();
    assert_eq!(desk.look(ADVISOR, "today.look", json!({}))["calls_due"], json!([]));
    assert!(!desk.ledger_holds("用得很好"), "what was said is in the vault");
    let service = desk.number.clone();
    let view = desk.look(ADVISOR, "service.view", json!({ "service": service }));
    assert_eq!(view["delivery"]["called_back"][0]["note"], "用得很好");
    desk.assert_sound();
}

#[test]
fn a_call_that_was_recorded_by_mistake_is_taken_back() {
    let mut desk = delivered(&Purpose::ALL);
    to_the_day(&mut desk, 0);
    let undo = TakeCallBack { service: desk.number.clone() };
    assert_eq!(desk.refused(ADVISOR, undo.clone()), "step_not_now");
    desk.call(ADVISOR, call(&desk, CallBackOutcome::Declined, None)).unwrap();
    desk.call(ADVISOR, undo).unwrap();
    assert_eq!(desk.look(ADVISOR, "today.look", json!({}))["calls_due"][0]["service"], json!(desk.number));
    desk.call(ADVISOR, call(&desk, CallBackOutcome::Fine, None)).unwrap();
    desk.assert_sound();
}

#[test]
fn something_wrong_opens_a_case_that_stays_open_in_the_log_with_its_clock() {
    let mut desk = delivered(&Purpose::ALL);
    to_the_day(&mut desk, 0);
    let today = domain::in_china(counter::Host::now(desk.counter.host())).date_naive();
    desk.call(ADVISOR, call(&desk, CallBackOutcome::Unwell, Some("两颊灼热"))).unwrap();
    let cases = desk.look(ADVISOR, "today.look", json!({}))["cases"].clone();
    let case = cases[0]["case"].as_str().unwrap().to_owned();
    assert_eq!(case, format!("AR-JN01-{}-01", today.format("%y%m%d")));
    assert_eq!(cases[0]["note"], "两颊灼热");
    assert_eq!(cases[0]["due_on"], json!(today + Days::new(3)), "the strictest period counts");
    let due = |desk: &mut Desk| {
        let today = domain::in_china(counter::Host::now(desk.counter.host())).date_naive();
        let log = desk.look(MANAGER, "day.look", json!({ "from": today, "to": today }));
        let due = log["sheet"]["due"].as_array().unwrap().clone();
        due.into_iter().find(|item| item["kind"] == "reaction")
    };
    assert_eq!(due(&mut desk).unwrap()["subject"], case.as_str());
    assert_eq!(due(&mut desk).unwrap()["overdue"], false);
    desk.wait(4 * 86_400);
    assert_eq!(due(&mut desk).unwrap()["overdue"], true);

    let receipt = withdraw(&mut desk, &[Purpose::Contact]);
    assert!(held(&desk).contains(&Held::CaseNote), "what the law asks for stays");
    let others: Vec<Held> = receipt.others.iter().map(|line| line.what).collect();
    assert!(others.contains(&Held::CaseNote), "and the receipt says so: {others:?}");
    let blank = CloseCase { case: case.clone(), note: " ".to_owned() };
    assert_eq!(desk.refused(OFFICER, blank), "fields_refused");
    let close = CloseCase { case: case.clone(), note: "停用后第 2 天消退".to_owned() };
    desk.call(OFFICER, close.clone()).unwrap();
    assert_eq!(desk.look(ADVISOR, "today.look", json!({}))["cases"], json!([]));
    assert_eq!(due(&mut desk), None);
    assert_eq!(desk.refused(OFFICER, close), "case_closed");
    let page = page(&mut desk);
    assert_eq!(page["cases"][0]["outcome"], "停用后第 2 天消退");
    assert!(!desk.ledger_holds("灼热") && !desk.ledger_holds("消退"));
    desk.assert_sound();
}

#[test]
fn a_customer_who_comes_in_unwell_before_the_call_has_a_case_too() {
    let mut desk = delivered(&[Purpose::ServiceRecord]);
    let open = |desk: &Desk, note: &str| OpenCase { service: desk.number.clone(), note: note.to_owned() };
    let first = desk.call(ADVISOR, open(&desk, "脱皮")).unwrap();
    let second = desk.call(ADVISOR, open(&desk, "又脱皮")).unwrap();
    assert_eq!((first.as_str(), second.as_str()), ("AR-JN01-261120-01", "AR-JN01-261120-02"));
    assert_eq!(desk.refused(ADVISOR, open(&desk, "")), "fields_refused");
    desk.assert_sound();
}

#[test]
fn a_call_that_is_recorded_again_opens_no_second_case_and_what_else_is_told_does() {
    let mut desk = delivered(&Purpose::ALL);
    to_the_day(&mut desk, 0);
    desk.call(ADVISOR, call(&desk, CallBackOutcome::Unwell, Some("两颊灼热"))).unwrap();
    let open =
        |desk: &mut Desk| desk.look(ADVISOR, "today.look", json!({}))["cases"].as_array().unwrap().len();
    for (told, cases) in [(Some("两颊灼热"), 1), (None, 1), (Some("第三天起疹"), 2)] {
        desk.look(ADVISOR, "service.call_back_undo", json!({ "service": desk.number }));
        desk.call(ADVISOR, call(&desk, CallBackOutcome::Unwell, told)).unwrap();
        assert_eq!(open(&mut desk), cases, "{told:?}");
    }
    desk.assert_sound();
}

/// Two who are one person are called under either number: a telephone that lies under the other one reaches her.
#[test]
fn who_is_reached_under_another_number_of_hers_is_called_and_called_again() {
    let without: Vec<Purpose> =
        Purpose::ALL.into_iter().filter(|purpose| *purpose != Purpose::Contact).collect();
    let mut desk = Desk::serving(agrees(&without), Step::Released);
    let (number, hers) = (desk.number.clone(), customer(&desk));
    desk.customer = agrees(&Purpose::ALL);
    let reached = another(&mut desk, "演示顾客乙");
    desk.number = number;
    desk.call(ADVISOR, JoinCustomers { customer: reached, other: hers }).unwrap();
    deliver(&mut desk);
    to_the_day(&mut desk, 0);
    let called =
        |desk: &mut Desk| desk.look(ADVISOR, "today.look", json!({}))["calls_due"][0]["service"].clone();
    assert_eq!(called(&mut desk), json!(desk.number));
    desk.call(ADVISOR, call(&desk, CallBackOutcome::Declined, None)).unwrap();
    assert_eq!(called(&mut desk), json!(null));
    let undo = TakeCallBack { service: desk.number.clone() };
    desk.call(ADVISOR, undo).unwrap();
    assert_eq!(called(&mut desk), json!(desk.number));
    desk.assert_sound();
}
