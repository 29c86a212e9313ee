//! What the screens read: right at every step of a service, cheap, and never more of a person than the reader may see.

use crate::common::{ADVISOR, Customer, Desk, MANAGER, NAME, OPERATOR, PHONE, staff};
use counter::Window;
use domain::consent::Purpose;
use domain::event::StaffEnrolled;
use domain::ids::StaffId;
use domain::service::Step;
use domain::staff::{Role, StaffMember};
use serde_json::{Value, json};
use store::Kind;

const INSPECTOR: &str = "S90";

fn of_service(desk: &mut Desk, who: &str, name: &str) -> Value {
    let number = desk.number.clone();
    desk.look(who, name, json!({ "service": number }))
}

/// A customer who left her name and number and says what she is allergic to.
fn known() -> Customer {
    Customer {
        agrees: vec![Purpose::ServiceRecord, Purpose::SkinAndAllergy, Purpose::Contact],
        needs: vec!["补水", "？？", "补水"],
        allergies: vec!["视黄醇"],
        contact: true,
        ..Customer::default()
    }
}

fn with_inspector(desk: Desk) -> Desk {
    let (desk, ()) = desk.upkeep(|tx| {
        let name = tx.seal(Kind::Name, "演示检查员（演示）".as_bytes())?;
        let member = StaffMember {
            id: StaffId::new(INSPECTOR).unwrap(),
            name,
            roles: vec![Role::Inspector],
            appointed_on: chrono::NaiveDate::from_ymd_opt(2025, 1, 1).unwrap(),
            left_on: None,
            experience_since: None,
            training: None,
            health: None,
            areas: Vec::new(),
        };
        tx.record(StaffEnrolled { member })?;
        Ok(())
    });
    desk
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

/// Every step of a product service in its order, with the parts of the view that are there from it on.
const PARTS: [(Step, &[&str]); 11] = [
    (Step::Opened, &[]),
    (Step::Noticed, &["notice"]),
    (Step::Needed, &["needs"]),
    (Step::Tested, &[]),
    (Step::Planned, &["plan"]),
    (Step::Agreed, &["signed"]),
    (Step::Cleared, &["clearance", "vessel"]),
    (Step::Blended, &[]),
    (Step::Labelled, &["label"]),
    (Step::Scanned, &[]),
    (Step::Released, &["released"]),
];

#[test]
fn a_service_is_seen_whole_at_every_step() {
    let mut desk = Desk::serving(known(), Step::Opened);
    let mut expected: Vec<&str> = Vec::new();
    for (step, new) in PARTS {
        desk.until(step);
        expected.extend(new);
        let view = of_service(&mut desk, ADVISOR, "service.view");
        assert_eq!(view["step"], json!(step));
        assert_eq!(view["card"]["step"], view["step"]);
        for part in PARTS.iter().flat_map(|(_, parts)| *parts) {
            assert_eq!(!view[part].is_null(), expected.contains(part), "{part} at {step:?}");
        }
        assert_eq!(view["skin_skipped"], json!(step >= Step::Tested), "{step:?}");
        assert_eq!(!view["next"].is_null(), step == Step::Cleared, "{step:?}");
        let today = desk.look(ADVISOR, "today.look", json!({}));
        assert_eq!(today["open"][0], view["card"], "{step:?}");
    }
    let view = of_service(&mut desk, ADVISOR, "service.view");
    assert_eq!(view["customer"]["name"], NAME);
    assert_eq!(view["customer"]["phone_end"], &PHONE[PHONE.len() - 4..]);
    let lines: Vec<(bool, bool)> =
        view["needs"]["lines"].as_array().unwrap().iter().map(kept_and_why).collect();
    assert_eq!(lines, [(true, false), (false, true), (false, true)], "what does not count says why");
    assert_eq!(view["needs"]["allergies"], json!(["视黄醇"]));
    assert_eq!(view["label"]["scanned"], true);
    assert_eq!(view["vessel"]["total_mg"], view["plan"]["size_mg"], "weighed to the milligram in the tests");
    let limits = view["plan"]["use_by"]["limits"].as_array().unwrap();
    assert_eq!(limits.iter().filter(|limit| limit["decides"] == true).count(), 1);
    assert_eq!(limits[0]["date"], view["plan"]["use_by"]["date"], "the earliest comes first");
    assert!(!view["plan"]["reasons"].as_array().unwrap().is_empty());
}

fn kept_and_why(line: &Value) -> (bool, bool) {
    (line["kept"] == true, !line["why"].is_null() && !line["why_en"].is_null())
}

#[test]
fn that_nobody_is_chosen_is_said_once() {
    let mut desk = Desk::at(Step::Agreed);
    let before = of_service(&mut desk, ADVISOR, "service.gates");
    let people: Vec<_> = desk.counter.store().staff().unwrap().into_iter().map(|row| row.member.id).collect();
    let (mut desk, ()) = desk.upkeep(|tx| {
        for staff in people {
            let left = domain::event::StaffEnrolled {
                member: domain::staff::StaffMember {
                    left_on: Some("2026-11-01".parse().unwrap()),
                    ..tx.person(&staff)?.member
                },
            };
            if staff.as_str() != ADVISOR {
                tx.record(left)?;
            }
        }
        Ok(())
    });
    let gates = of_service(&mut desk, ADVISOR, "service.gates");
    let findings = gates["findings"].as_array().unwrap();
    let unchosen = |finding: &&Value| finding["because"].as_str().unwrap().contains("未选定");
    let said: Vec<&Value> = findings.iter().filter(unchosen).map(|finding| &finding["check"]).collect();
    assert_eq!(said, [&json!("two_people")], "{findings:#?}");
    assert_eq!(gates["clear"], false);
    assert_eq!(gates["total"], before["total"], "what is not said again is asked all the same");
    assert!(
        gates["passed"].as_u64().unwrap() + 5 <= gates["total"].as_u64().unwrap(),
        "and counts as not passed"
    );
    let stops = findings.iter().filter(|finding| finding["outcome"] == "stop").count();
    assert_eq!(gates["stops"], stops);
}

#[test]
fn the_gates_are_asked_at_every_step_and_are_clear_in_the_demo_store() {
    let mut desk = Desk::at(Step::Opened);
    for (step, _) in PARTS {
        desk.until(step);
        let gates = of_service(&mut desk, OPERATOR, "service.gates");
        let findings = gates["findings"].as_array().unwrap();
        assert_eq!(gates["clear"], true, "{step:?}: {findings:#?}");
        assert_eq!((&gates["stops"], &gates["passed"]), (&json!(0), &gates["total"]), "{step:?}");
        assert!(gates["total"].as_u64().unwrap() >= 15, "{step:?}: {}", gates["total"]);
        let of_recipe = findings.iter().any(|finding| finding["check"] == "recipe_approved");
        assert_eq!(of_recipe, step >= Step::Planned, "{step:?}: before a plan the store alone is judged");
        for finding in findings {
            assert_ne!(finding["rulebook"], finding["rulebook_title"], "{finding}");
        }
    }
}

#[test]
fn the_bench_begins_with_people_and_equipment_that_are_in_order() {
    let mut desk = Desk::at(Step::Agreed);
    let bench = of_service(&mut desk, OPERATOR, "service.bench");
    let ids = |list: &Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|person| text(&person["staff"]).to_owned()).collect()
    };
    assert_eq!(
        (ids(&bench["operators"]), ids(&bench["officers"])),
        (
            vec!["S02".to_owned(), "S03".to_owned()],
            vec!["S04".to_owned(), "S05".to_owned(), "S07".to_owned()]
        )
    );
    let proposal = json!({
        "operator": "S02", "officer": "S04", "area": "A1", "equipment": ["MX01", "SC01", "VE01"],
        "template": "label-60x40",
    });
    assert_eq!(bench["proposal"], proposal);
    let gates = of_service(&mut desk, OPERATOR, "service.gates");
    assert_eq!(gates["bench"], bench);

    desk.until(Step::Cleared);
    let bench = of_service(&mut desk, OPERATOR, "service.bench");
    assert_eq!(
        bench["proposal"]["equipment"],
        json!(["MX01", "SC01", "VE01"]),
        "used: and said so, not hidden"
    );
    let gates = of_service(&mut desk, OPERATOR, "service.gates");
    assert_eq!(gates["clear"], true, "the work itself does not undo its clearance");
    let mut next = desk;
    let open = counter::steps::open::Open { mode: domain::service::Mode::Product, customer: None };
    next.number = next.call(ADVISOR, open).unwrap();
    let gates = of_service(&mut next, OPERATOR, "service.gates");
    assert_eq!(gates["clear"], false, "for the next customer the equipment must be cleaned first");
    let today = next.look(OPERATOR, "today.look", json!({}));
    let cleaning = today["due"].as_array().unwrap().iter().filter(|item| item["kind"] == "cleaning");
    assert_eq!(cleaning.count(), 5);
    assert_eq!(today["names"]["cleaning:SC01"], "电子天平一号（演示） SC01");
}

#[test]
fn the_window_checks_what_the_program_signs() {
    let mut desk = Desk::at(Step::Agreed);
    let check = serde_json::to_value(desk.check()).unwrap();
    let shown = desk.look(OPERATOR, "service.check", check);
    let checked = desk.checked();
    assert_eq!(shown["shown"], json!(checked.shown), "the digest that both sign");
    assert_eq!(shown["clear"], true);
    assert_eq!(shown["findings"].as_array().unwrap().len(), checked.sheet.findings.len());
    let gates = of_service(&mut desk, OPERATOR, "service.gates");
    let asked = |findings: &Value| -> Vec<(String, String)> {
        let all = findings.as_array().unwrap().iter();
        let all = all.filter(|finding| finding["check"] != "materials_by_route");
        all.map(|finding| (text(&finding["check"]).to_owned(), text(&finding["outcome"]).to_owned()))
            .collect()
    };
    assert_eq!(asked(&gates["findings"]), asked(&shown["findings"]), "the panel foretells the clearance");
}

#[test]
fn the_ranking_says_why_and_by_which_clause_not() {
    let mut desk = Desk::serving(Customer { allergies: vec!["甘油"], ..known() }, Step::Tested);
    let ranking = of_service(&mut desk, ADVISOR, "service.ranking");
    let (fits, rejected) = (ranking["fits"].as_array().unwrap(), ranking["rejected"].as_array().unwrap());
    let recipes = desk.counter.store().recipes().unwrap().len();
    assert_eq!(fits.len() + rejected.len(), recipes, "every recipe once");
    for refused in rejected {
        assert!(!refused["reasons"].as_array().unwrap().is_empty(), "{refused}");
    }
    let by_law = rejected.iter().flat_map(|refused| refused["reasons"].as_array().unwrap());
    let glycerin = by_law.filter(|reason| text(&reason["text"]).contains("甘油")).collect::<Vec<_>>();
    assert!(glycerin.iter().any(|reason| reason["clause"] == "第十九条" && !reason["mend"].is_null()));

    let mut desk = Desk::serving(Customer { needs: vec!["补水", "滋养", "香味"], ..known() }, Step::Tested);
    let ranking = of_service(&mut desk, ADVISOR, "service.ranking");
    let fits = ranking["fits"].as_array().unwrap();
    assert_eq!(fits[0]["score"], 100, "the best is the measure");
    for ranked in fits {
        let sum: u64 = ranked["components"]
            .as_array()
            .unwrap()
            .iter()
            .map(|part| part["target_mg"].as_u64().unwrap())
            .sum();
        assert_eq!(json!(sum), ranked["size_mg"], "{ranked}");
    }
}

#[test]
fn a_name_a_number_or_a_code_finds_what_it_belongs_to() {
    let mut desk = Desk::serving(known(), Step::Cleared);
    let customer = text(&of_service(&mut desk, ADVISOR, "service.view")["customer"]["customer"]).to_owned();
    let number = desk.number.to_string();
    let next = desk.next();
    let cases: [(&str, &str, &str, &str); 10] = [
        ("a part of the name", "辛辛", "customers", &customer),
        ("the end of the number", &PHONE[PHONE.len() - 4..], "customers", &customer),
        ("the whole number", PHONE, "customers", &customer),
        ("the service", &number, "services", &number),
        ("its serial", "-0001", "services", &number),
        ("the batch", desk_batch(&number), "services", &number),
        ("a product by its id", "p01", "products", "P01"),
        ("a lot by its id", "P01-A", "lots", "P01-A"),
        ("nothing: three digits of a number", &PHONE[PHONE.len() - 3..], "customers", ""),
        ("nothing: blanks", "  ", "services", ""),
    ];
    let key = |kind: &str| match kind {
        "customers" => "customer",
        "services" => "number",
        "products" => "product",
        _ => "lot",
    };
    for (name, typed, kind, expected) in cases {
        let found = desk.look(ADVISOR, "search", json!({ "text": typed, "limit": 10 }));
        let first = found[kind][0][key(kind)].as_str().unwrap_or_default();
        assert_eq!(first, expected, "{name}");
    }
    let scans: [(&str, &str, &str, bool); 8] = [
        ("a service", &number, "service", true),
        ("its batch", desk_batch(&number), "service", true),
        ("the container that is next", next.container.as_str(), "container", true),
        ("the lot that is next", next.lot.as_str(), "lot", true),
        ("a lot that nobody waits for", "P03-A", "lot", false),
        ("equipment", "SC01", "equipment", false),
        ("staff", "S04", "staff", false),
        ("nothing that we know", "6901234567890", "none", false),
    ];
    for (name, read, kind, leads) in scans {
        let scanned = desk.look(ADVISOR, "scan", json!({ "text": format!(" {read}\n") }));
        assert_eq!(scanned["kind"], kind, "{name}");
        assert_eq!(scanned["service"].as_str() == Some(number.as_str()), leads, "{name}");
    }
}

fn desk_batch(number: &str) -> &'static str {
    assert_eq!(number, "JN01-261120-0001");
    "TJN012611200001"
}

#[test]
fn an_inspector_reads_what_was_done_and_not_to_whom() {
    let mut desk = Desk::serving(Customer { needs: vec!["补水（演示的原话）"], ..known() }, Step::Opened);
    desk = with_inspector(desk);
    let names: Vec<String> = desk
        .counter
        .store()
        .staff()
        .unwrap()
        .iter()
        .map(|row| {
            String::from_utf8(desk.counter.store().unseal(&row.member.name).unwrap().unwrap()).unwrap()
        })
        .collect();
    for (step, _) in PARTS {
        desk.until(step);
        for name in ["service.view", "service.gates", "service.bench"] {
            let seen = of_service(&mut desk, INSPECTOR, name).to_string();
            for personal in
                [NAME, "0000", "演示的原话", "视黄醇"].iter().copied().chain(names.iter().map(String::as_str))
            {
                assert!(
                    !seen.contains(personal) || personal == "0000" && !seen.contains(PHONE),
                    "{personal} in {name} at {step:?}: {seen}"
                );
            }
        }
        let today = desk.look(INSPECTOR, "today.look", json!({})).to_string();
        assert!(!today.contains(NAME), "{today}");
    }
    for typed in ["辛辛", &PHONE[PHONE.len() - 4..]] {
        let found = desk.look(INSPECTOR, "search", json!({ "text": typed, "limit": 10 }));
        assert_eq!(found["customers"], json!([]), "{typed}");
    }
    let view = of_service(&mut desk, INSPECTOR, "service.view");
    assert_eq!(view["clearance"]["operator"]["name"], OPERATOR, "people by their codes");
    assert!(!view["vessel"].is_null() && !view["released"].is_null(), "what was done is there");
    assert_eq!(
        (&view["needs"], &view["skin"], &view["customer"]["name"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
}

#[test]
fn what_is_erased_is_no_longer_seen() {
    let desk = Desk::serving(known(), Step::Planned);
    let service = desk.counter.service(&desk.number).unwrap();
    let progress = service.progress();
    let needed = progress.needed().unwrap();
    let items = [progress.noticed().unwrap().contact.as_ref(), Some(&needed.needs), needed.health.as_ref()];
    let (mut desk, ()) = desk.upkeep(|tx| {
        items.into_iter().flatten().try_for_each(|item| tx.erase(&item.id, "顾客要求删除").map(|_| ()))
    });
    let view = of_service(&mut desk, ADVISOR, "service.view");
    assert_eq!(
        (&view["customer"]["name"], &view["customer"]["phone_end"], &view["needs"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert_eq!(view["notice"]["contact"], false);
    assert!(!view["plan"].is_null(), "the plan stays, without the reasons that came of what she said");
    assert_eq!(view["plan"]["reasons"], json!([]));
    let today = desk.look(MANAGER, "today.look", json!({}));
    assert_eq!(today["open"][0]["customer_name"], Value::Null);
    let refusal = desk.counter.dispatch(
        Window::Staff,
        &staff(OPERATOR),
        "service.gates",
        json!({ "service": desk.number }),
    );
    assert_eq!(refusal.unwrap_err().code, "needs_erased", "and no gate is green as if there were no allergy");
}

#[test]
fn the_demo_store_lacks_nothing_but_the_signatures_that_it_shows() {
    let mut desk = Desk::found();
    let setup = desk.look(MANAGER, "setup.look", json!({}));
    let items = setup["items"].as_array().unwrap();
    assert_eq!(items.len(), 11);
    let left: Vec<_> = items.iter().filter(|item| item["done"] == false).collect();
    assert_eq!((left.len(), &left[0]["key"], &left[0]["count"]), (1, &json!("approvals"), &json!(4)));
    let today = desk.look(MANAGER, "today.look", json!({}));
    assert_eq!(
        (&today["setup_left"], &today["permission"], &today["open"]),
        (&json!(1), &json!([]), &json!([]))
    );
}

#[test]
fn the_label_is_seen_as_it_will_be_printed() {
    let mut desk = Desk::at(Step::Agreed);
    let number = desk.number.clone();
    let early = desk.counter.dispatch(
        Window::Staff,
        &staff(OPERATOR),
        "service.label_view",
        json!({ "service": number }),
    );
    assert_eq!(early.unwrap_err().code, "paper_missing", "nothing to show before the clearance");
    desk.until(Step::Blended);
    let before = of_service(&mut desk, OPERATOR, "service.label_view");
    desk.until(Step::Released);
    let after = of_service(&mut desk, ADVISOR, "service.label_view");
    assert_eq!(before, after, "what was shown is what was issued");
    assert!(text(&after["png"]).starts_with("iVBORw0KGgo"), "a PNG");
    assert_eq!(
        (after["width_mm"].as_f64().unwrap().round(), after["height_mm"].as_f64().unwrap().round()),
        (60.0, 40.0)
    );
}
