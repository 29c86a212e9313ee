//! The person for information security: what they see, what they do, and that it is nothing else.

use crate::common::{ADVISOR, Customer, Desk, INSPECTOR, MANAGER, NAME, OFFICER, PHONE, staff};
use counter::rights::requests::TakeRequest;
use counter::rights::withdraw::Withdraw;
use counter::security::AppointSecurity;
use counter::setup::staff::Enrol;
use domain::consent::Purpose;
use domain::ids::StaffId;
use domain::kept::RequestFor;
use domain::service::Step;
use serde_json::{Value, json};

fn appoint(staff: &str, full_time: bool) -> AppointSecurity {
    AppointSecurity { staff: staff.to_owned(), full_time, document: "XA-2026-01".to_owned() }
}

fn served() -> Desk {
    let customer = Customer { agrees: Purpose::ALL.to_vec(), contact: true, ..Customer::default() };
    let mut desk = Desk::serving(customer, Step::Released);
    desk.call(ADVISOR, desk.hand_over()).unwrap();
    desk
}

fn customer(desk: &Desk) -> domain::ids::CustomerId {
    desk.counter.service(&desk.number).unwrap().progress().opened().customer.clone()
}

/// Somebody who holds no role.
fn dedicated(desk: &mut Desk) -> String {
    let enrol = Enrol {
        id: None,
        name: "演示安全（演示）".to_owned(),
        roles: Vec::new(),
        dedicated: Some(true),
        appointed_on: "2026-11-01".to_owned(),
        left_on: None,
        experience_since: None,
        training: None,
        health: None,
        areas: Vec::new(),
        pin: Some("735 291".replace(' ', "")),
    };
    desk.call(MANAGER, enrol).unwrap().staff.to_string()
}

#[test]
fn who_is_there_for_information_security_alone_sees_what_it_is_about_and_nothing_else() {
    let mut desk = served();
    let id = dedicated(&mut desk);
    assert_eq!(desk.answer(&staff(&id), "security.look"), "role_forbidden", "not before the appointment");
    desk.call(MANAGER, appoint(&id, true)).unwrap();
    let all: Vec<_> =
        counter::permissions().filter(|one| one.windows.contains(&counter::Window::Staff)).collect();
    let met: Vec<&str> = all
        .iter()
        .filter(|one| desk.answer(&staff(&id), one.name) != "role_forbidden")
        .map(|one| one.name)
        .collect();
    assert_eq!(
        met,
        [
            "register.all",
            "register.list",
            "register.look",
            "register.form",
            "security.look",
            "incident.find",
            "incident.tell",
            "incident.measure",
            "incident.close",
            "privacy.assess",
            "privacy.end",
        ]
    );
    let registers = desk.look(&id, "register.all", json!({}));
    let codes: Vec<&str> =
        registers.as_array().unwrap().iter().map(|one| one["register"].as_str().unwrap()).collect();
    assert_eq!(codes, ["incidents", "privacy_assessments"], "no other register");
    let form = json!({ "act": "visitor.enter" });
    assert_eq!(desk.refuses(&id, "register.form", form).0, "role_forbidden");
    let list = json!({ "register": "samples", "page": 0 });
    assert_eq!(desk.refuses(&id, "register.list", list).0, "role_forbidden");
    let unlocked = desk.counter.unlock(&StaffId::new(&id).unwrap(), "735291").unwrap_err();
    assert_eq!(unlocked.code, "pin_not_own", "in post, and asked for a PIN of their own first");
    desk.assert_sound();
}

#[test]
fn requests_looks_and_periods_are_told_by_number() {
    let mut desk = served();
    desk.call(MANAGER, appoint(OFFICER, false)).unwrap();
    let hers = customer(&desk);
    desk.look(ADVISOR, "person.look", json!({ "customer": hers }));
    desk.look(MANAGER, "person.look", json!({ "customer": hers }));
    let take =
        TakeRequest {
            customer: hers.clone(), what: RequestFor::Explain, note: "想知道为什么".to_owned()
        };
    desk.call(ADVISOR, take).unwrap();
    let seen = desk.look(OFFICER, "security.look", json!({}));
    assert_eq!((&seen["officer"]["staff"], &seen["officer"]["full_time"]), (&json!(OFFICER), &json!(false)));
    assert_eq!(seen["requests"][0]["what"], "explain");
    assert_eq!((&seen["looks_count"], &seen["looks"][0]["staff"]), (&json!(2), &json!(MANAGER)));
    assert_eq!(seen["looks"][0]["customer"], json!(hers));
    for word in [NAME, PHONE, "想知道为什么", "补水"] {
        assert!(!seen.to_string().contains(word), "{word}: {seen}");
    }
    let mine = desk.look(OFFICER, "security.look", json!({ "by": ADVISOR }));
    assert_eq!((&mine["looks_count"], &mine["looks"][0]["staff"]), (&json!(1), &json!(ADVISOR)));
    let count = |seen: &Value, what: &str| {
        let kept = seen["kept"].as_array().unwrap().iter().find(|one| one["what"] == what).cloned();
        kept.map(|one| (one["count"].clone(), one["soon"].clone(), one["past"].clone()))
    };
    assert_eq!(count(&seen, "needs"), Some((json!(1), json!(0), json!(0))));
    desk.call(ADVISOR, Withdraw { customer: hers, purposes: vec![Purpose::Contact], everything: false })
        .unwrap();
    let seen = desk.look(OFFICER, "security.look", json!({}));
    assert_eq!((count(&seen, "contact"), &seen["erased_by_customer"]), (None, &json!(1)));
    desk.wait(30 * 86_400);
    assert_eq!(desk.look(OFFICER, "security.look", json!({}))["requests"][0]["overdue"], true);
    desk.wait(690 * 86_400);
    assert_eq!(
        count(&desk.look(OFFICER, "security.look", json!({})), "needs"),
        Some((json!(1), json!(1), json!(0)))
    );
    desk.wait(30 * 86_400);
    assert_eq!(
        count(&desk.look(OFFICER, "security.look", json!({})), "needs"),
        Some((json!(1), json!(0), json!(1)))
    );
    desk.believe();
    desk.counter.end_periods().unwrap();
    let seen = desk.look(OFFICER, "security.look", json!({}));
    assert!(count(&seen, "needs").is_none() && seen["erased_by_period"].as_u64().unwrap() > 0);
    desk.assert_sound();
}

#[test]
fn the_next_appointment_takes_the_place_of_the_one_before_and_what_is_wrong_is_refused() {
    let mut desk = served().with_inspector();
    for (name, asked) in [
        ("nobody", appoint("S77", false)),
        ("an inspector reads alone", appoint(INSPECTOR, false)),
        ("full-time beside another post", appoint(OFFICER, true)),
        ("no document", AppointSecurity { document: " ".to_owned(), ..appoint(OFFICER, false) }),
    ] {
        assert_eq!(desk.refused(MANAGER, asked), "fields_refused", "{name}");
    }
    assert_eq!(desk.refused(ADVISOR, appoint(OFFICER, false)), "role_forbidden");
    desk.call(MANAGER, appoint(OFFICER, false)).unwrap();
    assert_eq!(desk.answer(&staff(OFFICER), "security.look"), "done");
    desk.call(MANAGER, appoint(ADVISOR, false)).unwrap();
    assert_eq!(desk.answer(&staff(OFFICER), "security.look"), "role_forbidden");
    assert_eq!(desk.answer(&staff(ADVISOR), "security.look"), "done");
    desk.assert_sound();
}
