//! What the store owes itself on a day: what is open stays open until it is done, what was replaced is owed no more, and a
//! paper never says what is not known.

use crate::common::{ADVISOR, Customer, Desk, MANAGER, staff};
use crate::days::{cells_of, friday, hand_over, sign, text_of};
use chrono::{Days, NaiveDate};
use counter::day::look::LookDay;
use counter::day::paper::papers;
use counter::day::{DaySheet, DueItem, DueKind};
use counter::steps::call_back::CallBack;
use domain::consent::Purpose;
use domain::event::AuthorisationSet;
use domain::premises::Authorisation;
use domain::service::{CallBackOutcome, Step};
use serde_json::json;

/// A customer who may be called back.
fn reachable() -> Customer {
    let agrees = vec![Purpose::ServiceRecord, Purpose::SkinAndAllergy, Purpose::Contact];
    Customer { agrees, contact: true, ..Customer::default() }
}

/// A desk on a day whose service was handed over on Friday, and the day of its call-back.
fn handed_over(customer: Customer) -> (Desk, NaiveDate) {
    let mut desk = Desk::serving(customer, Step::Released);
    hand_over(&mut desk);
    let on = desk.counter.service(&desk.number).unwrap().progress().done().unwrap().call_back.date;
    (desk, on)
}

fn go_to(desk: &mut Desk, day: NaiveDate) {
    let today = domain::in_china(counter::Host::now(desk.counter.host())).date_naive();
    desk.wait((day - today).num_seconds());
}

fn sheet(desk: &mut Desk, day: NaiveDate) -> DaySheet {
    desk.call(MANAGER, LookDay { from: day, to: day }).unwrap().sheet
}

fn of(desk: &mut Desk, day: NaiveDate, kind: DueKind) -> Vec<DueItem> {
    sheet(desk, day).due.into_iter().filter(|item| item.kind == kind).collect()
}

fn call(desk: &mut Desk, outcome: CallBackOutcome) -> &'static str {
    let service = desk.number.clone();
    desk.call(ADVISOR, CallBack { service, outcome, note: None })
        .map_or_else(|refusal| refusal.code, |_| "done")
}

#[test]
fn a_call_back_stays_due_until_it_is_made() {
    for (outcome, closes) in [
        (CallBackOutcome::Fine, true),
        (CallBackOutcome::Unwell, true),
        (CallBackOutcome::Declined, true),
        (CallBackOutcome::NotReached, false),
    ] {
        let (mut desk, on) = handed_over(reachable());
        assert_eq!(of(&mut desk, friday(), DueKind::CallBack), [], "not before its day");
        go_to(&mut desk, on);
        let [item] = of(&mut desk, on, DueKind::CallBack).try_into().unwrap();
        assert_eq!((item.subject.as_str(), item.on, item.overdue), (desk.number.as_str(), Some(on), false));
        let later = on + Days::new(30);
        go_to(&mut desk, later);
        let [item] = of(&mut desk, later, DueKind::CallBack).try_into().unwrap();
        assert_eq!((item.on, item.overdue), (Some(on), true), "it does not go away with its day");
        assert_eq!(call(&mut desk, outcome), "done");
        assert_eq!(of(&mut desk, later, DueKind::CallBack).is_empty(), closes, "{outcome:?}");
        assert_eq!(call(&mut desk, CallBackOutcome::Fine), if closes { "call_back_made" } else { "done" });
        let service = desk.number.clone();
        let view = desk.look(ADVISOR, "service.view", json!({ "service": service }));
        let delivery = &view["delivery"];
        assert_eq!(delivery["call_back_open"], json!(false));
        assert_eq!(delivery["called_back"][0]["outcome"], json!(outcome));
        desk.assert_sound();
    }
}

#[test]
fn who_left_no_contact_or_had_it_erased_is_not_called() {
    let (mut desk, on) = handed_over(Customer::default());
    go_to(&mut desk, on);
    assert_eq!(of(&mut desk, on, DueKind::CallBack), []);
    let (desk, on) = handed_over(reachable());
    let noticed = desk.counter.service(&desk.number).unwrap().progress().noticed().cloned().unwrap();
    let contact = noticed.contact.unwrap().id;
    let (mut desk, _) = desk.upkeep(|tx| tx.erase(&contact, "顾客要求删除"));
    go_to(&mut desk, on);
    assert_eq!(of(&mut desk, on, DueKind::CallBack), []);
    desk.assert_sound();
}

#[test]
fn nobody_is_called_before_the_hand_over() {
    let mut desk = Desk::serving(reachable(), Step::Released);
    assert_eq!(call(&mut desk, CallBackOutcome::Fine), "step_not_now");
}

#[test]
fn an_authorisation_that_was_replaced_is_not_due() {
    let owed = |later: Option<(i64, i64, bool)>| {
        let mut desk = Desk::found();
        let all = desk.counter.store().authorisations().unwrap();
        let old = all.into_iter().max_by_key(|one| one.to).unwrap();
        let over = old.to + Days::new(1);
        let (mut desk, ()) = {
            go_to(&mut desk, over);
            desk.upkeep(|tx| {
                let Some((from, to, suspended)) = later else { return Ok(()) };
                let day = |days: i64| over + chrono::TimeDelta::days(days);
                let id = domain::ids::AuthorisationId::new("A09").unwrap();
                let authorisation =
                    Authorisation { id, from: day(from), to: day(to), suspended, ..old.clone() };
                tx.record(AuthorisationSet { authorisation }).map(|_| ())
            })
        };
        let items = of(&mut desk, over, DueKind::Authorisation);
        items.iter().any(|item| item.subject == old.id.as_str() && item.overdue)
    };
    for (name, later, due) in [
        ("none in its place", None, true),
        ("another that covers today", Some((-10, 300, false)), false),
        ("another that begins tomorrow", Some((1, 300, false)), true),
        ("another that ended too", Some((-10, -1, false)), true),
        ("another that is suspended", Some((-10, 300, true)), true),
    ] {
        assert_eq!(owed(later), due, "{name}");
    }
}

#[test]
fn what_was_used_is_said_to_be_used_and_a_past_day_lists_nothing_due() {
    for (past, says, not) in [
        (false, "用过，还没清洁", "往日的日志不列到期事项"),
        (true, "往日的日志不列到期事项", "没有到期或逾期的事项"),
    ] {
        let (mut desk, _) = handed_over(Customer::default());
        if past {
            desk.wait(86_400);
        }
        let view = desk.call(MANAGER, LookDay { from: friday(), to: friday() }).unwrap();
        desk.call(MANAGER, sign(&view)).unwrap();
        let made = papers(&desk.counter, &staff(MANAGER), friday()).unwrap();
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        for (form, text) in [("pdf", text_of(&made.pdf)), ("xlsx", cells_of(&made.xlsx).join(""))] {
            let text = squeezed(&text);
            assert!(text.contains(says), "{form}: {text}");
            assert!(!text.contains(not), "{form}: {text}");
        }
    }
}
