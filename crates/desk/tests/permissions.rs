//! The permission table, row by row: which window may ask what, and who must sit there.

use crate::common::{Place, pin};
use counter::{Who, Window};
use desk::{Pane, permissions};
use domain::staff::Role;
use serde_json::{Value, json};

/// All that a customer may ask.
const CUSTOMERS: [&str; 9] = [
    "desk.look",
    "desk.touch",
    "desk.wait",
    "screen.look",
    "screen.notice",
    "screen.same_again",
    "screen.sign",
    "screen.decline",
    "screen.leave",
];

/// Who is what in the demo store; the inspector is enrolled by the test.
const PEOPLE: [(&str, Role); 4] =
    [("S01", Role::Advisor), ("S02", Role::Operator), ("S04", Role::Officer), ("S06", Role::StoreManager)];

fn handed_over() -> Place {
    let place = Place::with("S01");
    let service = place.open();
    place.staff("screen.present", json!({ "service": service, "page": "notice" }));
    place
}

/// Names in the order in which they are compared.
fn sorted<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let mut names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    names.sort();
    names
}

/// What a view says that its window may ask.
fn may(view: &Value) -> Vec<String> {
    sorted(view["may"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()))
}

#[test]
fn every_name_stands_in_the_table_once() {
    let mut names: Vec<&str> = permissions().map(|asked| asked.name).collect();
    let all = names.len();
    assert!(all > 80, "{all}");
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn the_customer_may_ask_nine_things() {
    let customers = permissions().filter(|asked| asked.windows.contains(&Window::Customer));
    assert_eq!(sorted(customers.map(|asked| asked.name)), sorted(CUSTOMERS));
}

#[test]
fn from_the_customers_window_every_other_command_is_refused() {
    let place = Place::with("S06");
    place.pc.second(true);
    let before = place.head();
    let mut tried = 0;
    for asked in permissions().filter(|asked| !CUSTOMERS.contains(&asked.name)) {
        assert_eq!(place.code(Pane::Customer, asked.name, json!({})), "window_forbidden", "{}", asked.name);
        tried += 1;
    }
    assert!(tried > 70, "{tried}");
    assert_eq!(place.head(), before);
    let view = place.ask(Pane::Customer, "desk.look", json!({})).unwrap();
    assert_eq!(may(&view), sorted(CUSTOMERS));
}

#[test]
fn from_the_staffs_window_in_the_customers_hands_every_other_command_is_refused() {
    let place = handed_over();
    let before = place.head();
    for asked in permissions().filter(|asked| !CUSTOMERS.contains(&asked.name)) {
        let code = if asked.windows.is_empty() { "window_forbidden" } else { "handed_over" };
        assert_eq!(place.refused(asked.name, json!({})), code, "{}", asked.name);
    }
    assert_eq!(place.head(), before);
    assert_eq!(may(&place.look()), sorted(CUSTOMERS));
}

#[test]
fn the_customers_window_learns_nothing_of_the_staff_nor_of_the_computer() {
    let place = Place::with("S01");
    place.pc.second(true);
    let view = place.ask(Pane::Customer, "desk.look", json!({})).unwrap();
    assert_eq!(view["faces"], json!([]));
    for field in ["me", "last", "trouble"] {
        assert_eq!(view[field], Value::Null, "{field}");
    }
    assert_eq!(view["device"]["inbox"], "");
    let screen = place.ask(Pane::Customer, "screen.look", json!({})).unwrap();
    assert_eq!(screen["faces"], json!([]));
}

#[test]
fn what_no_page_asks_by_its_name_is_refused_from_every_window() {
    let place = Place::with("S06");
    for asked in permissions().filter(|asked| asked.windows.is_empty()) {
        assert_eq!(place.refused(asked.name, json!({})), "window_forbidden", "{}", asked.name);
    }
}

#[test]
fn a_role_is_refused_what_its_table_forbids_and_told_what_it_allows() {
    let place = Place::with("S06");
    let inspector = place.staff(
        "staff.enrol",
        json!({
            "id": null, "name": "演示检查员", "roles": ["inspector"], "appointed_on": "2026-01-01",
            "experience_since": null, "training": null, "health": null, "areas": [], "pin": "700007",
        }),
    );
    let inspector = inspector["staff"].as_str().unwrap();
    place.staff("desk.own_pin", json!({ "staff": inspector, "pin": "700007", "own": "717172" }));
    let people = PEOPLE.into_iter().map(|(staff, role)| (staff, pin(staff), role));
    for (staff, pin, role) in people.chain([(inspector, "717172".to_owned(), Role::Inspector)]) {
        let view = place.staff("desk.unlock", json!({ "staff": staff, "pin": pin }));
        let before = place.head();
        let mut allowed = Vec::new();
        for asked in permissions().filter(|asked| asked.windows.contains(&Window::Staff)) {
            match asked.who {
                Who::Person(roles) | Who::Security(roles) if !roles.is_empty() && !roles.contains(&role) => {
                    let code = place.refused(asked.name, json!({}));
                    assert_eq!(code, "role_forbidden", "{role:?}: {}", asked.name);
                }
                Who::BeforeStore => {
                    assert_eq!(place.refused(asked.name, json!({})), "store_open", "{}", asked.name);
                }
                Who::Anybody | Who::WithStore | Who::Person(_) | Who::Security(_) => allowed.push(asked.name),
            }
        }
        assert_eq!(place.head(), before, "{role:?}");
        assert_eq!(may(&view), sorted(allowed), "{role:?}");
    }
}

#[test]
fn an_inspector_writes_nothing() {
    let writes = permissions().filter(|asked| {
        let reads = [
            "look",
            "list",
            "view",
            "gates",
            "bench",
            "ranking",
            "wait",
            "printers",
            "search",
            "scan",
            "day",
            "all",
            "form",
            "explain",
            "signatures",
        ];
        let word = asked.name.rsplit('.').next().unwrap();
        let inspector = match asked.who {
            Who::Person(roles) | Who::Security(roles) => roles.is_empty() || roles.contains(&Role::Inspector),
            Who::Anybody | Who::WithStore | Who::BeforeStore => false,
        };
        asked.windows.contains(&Window::Staff) && inspector && !reads.contains(&word)
    });
    // A paper is printed or saved, a page is taken off the customer's screen: neither is a record. What a table brings into a
    // register is the act of those alone who may enter it.
    let papers = ["register.save", "register.print", "register.attached", "register.bring"];
    let left = ["screen.take_back", "files.save_day", "service.label_view"];
    let left: Vec<&str> = left.into_iter().chain(papers).collect();
    let writes: Vec<&str> = writes.map(|asked| asked.name).filter(|name| !left.contains(name)).collect();
    assert_eq!(writes, Vec::<&str>::new());
}

#[test]
fn at_a_locked_window_nobody_does_anything() {
    let place = Place::demo();
    let before = place.head();
    for asked in permissions().filter(|asked| asked.windows.contains(&Window::Staff)) {
        if matches!(asked.who, Who::Person(_) | Who::Security(_)) {
            assert_eq!(place.refused(asked.name, json!({})), "locked", "{}", asked.name);
        }
    }
    assert_eq!(place.head(), before);
    assert_eq!(
        may(&place.look()),
        sorted([
            "desk.look",
            "desk.lock",
            "desk.own_pin",
            "desk.touch",
            "desk.unlock",
            "desk.wait",
            "files.pick",
            "program.close",
            "program.leave",
            "program.stay",
            "start.provinces"
        ])
    );
    // The dialog of a backup is for a computer that has no store yet.
    for purpose in ["products", "backup", "key"] {
        assert_eq!(place.refused("files.pick", json!({ "purpose": purpose })), "locked", "{purpose}");
    }
    assert!(place.hand.opened.lock().unwrap().is_empty());
}

#[test]
fn without_a_store_there_is_nothing_to_ask_but_how_to_begin() {
    let place = Place::new();
    for asked in permissions() {
        let staff = asked.windows.contains(&Window::Staff);
        let pane = if staff { Pane::Staff } else { Pane::Customer };
        if !asked.windows.is_empty() && matches!(asked.who, Who::Person(_) | Who::WithStore) {
            assert_eq!(place.code(pane, asked.name, json!({})), "no_store", "{}", asked.name);
        }
    }
    assert_eq!(
        may(&place.look()),
        sorted([
            "desk.look",
            "desk.touch",
            "desk.wait",
            "files.pick",
            "program.close",
            "program.leave",
            "start.again",
            "start.copies",
            "start.check",
            "start.demo",
            "start.fetch",
            "start.fetch_look",
            "start.first_pin",
            "start.folder",
            "start.found",
            "start.provinces",
            "start.restore",
            "start.unlock",
        ])
    );
    assert_eq!(place.refused("files.pick", json!({ "purpose": "skin_test" })), "locked");
}

#[test]
fn a_name_that_stands_nowhere_is_refused() {
    let place = Place::with("S06");
    for name in
        ["", "desk", "DESK.LOOK", "desk.look ", "desk.look\0", "service", "service.*", "constructor", "丝"]
    {
        assert_eq!(place.refused(name, json!({})), "unknown_command", "{name:?}");
        assert_eq!(place.code(Pane::Customer, name, json!({})), "unknown_command", "{name:?}");
    }
}

#[test]
fn arguments_that_do_not_fit_are_refused_and_change_nothing() {
    let place = Place::with("S01");
    let before = place.head();
    for arguments in
        [json!(null), json!([]), json!("x"), json!({ "staff": 1, "pin": 2 }), json!({ "staff": "" })]
    {
        assert_eq!(place.refused("desk.unlock", arguments.clone()), "bad_arguments", "{arguments}");
        assert_eq!(place.refused("service.open", arguments.clone()), "bad_arguments", "{arguments}");
        assert_eq!(place.refused("files.pick", arguments.clone()), "bad_arguments", "{arguments}");
    }
    assert_eq!(place.head(), before);
    assert_eq!(place.look()["me"]["staff"], "S01");
}

#[test]
fn every_kind_of_record_names_commands_that_exist() {
    for kind in records::Record::KINDS {
        for writer in kind.writers {
            assert!(permissions().any(|asked| asked.name == *writer), "{}: {writer}", kind.name);
        }
    }
}

#[test]
fn an_odd_id_from_a_window_is_refused_although_a_record_with_it_would_be_read() {
    let place = Place::with("S01");
    for (name, arguments) in [
        ("service.view", json!({ "service": "31" })),
        ("screen.present", json!({ "service": "31", "page": "notice" })),
        ("customer.look", json!({ "customer": "K-1 " })),
        ("desk.unlock", json!({ "staff": " S01", "pin": "1234" })),
    ] {
        assert_eq!(place.refused(name, arguments), "bad_arguments", "{name}");
    }
}

#[test]
fn what_an_approver_may_not_do_is_not_offered_to_one() {
    let apart = counter::setup::approvals::BY_NO_APPROVER;
    let offered = |staff: &str| may(&Place::with(staff).staff("desk.look", json!({})));
    let (both, manager) = (offered("S07"), offered("S06"));
    for name in apart {
        assert!(!both.iter().any(|one| one == name), "{name} is refused to S07 and offered");
        assert!(manager.iter().any(|one| one == name), "{name} is the manager's");
    }
}
