//! Nothing that cannot be undone follows from a date that is not believed: what goes is listed before, a leap waits for the store
//! manager's word, and a wrong year erases nothing.

use crate::common::{ADVISOR, Customer, Desk, MANAGER, MANAGER_PIN, NAME, OFFICER, OFFICER_PIN, OPERATOR};
use counter::rights::dated::ConfirmDate;
use counter::setup::approvals::{ListApprovals, SignApprovals};
use domain::consent::Purpose;
use domain::event::RecipeSet;
use domain::ids::{RecipeId, StaffId};
use domain::period::Period;
use domain::quantity::Share;
use domain::recipe::{Recipe, ServiceType};
use domain::service::Step;
use serde_json::{Value, json};

const DAY: i64 = 86_400;

/// A store whose one customer agreed to everything and has gone home.
fn served() -> Desk {
    let contact = Customer { agrees: Purpose::ALL.to_vec(), contact: true, ..Customer::default() };
    let mut desk = Desk::serving(contact, Step::Released);
    let hand_over = desk.hand_over();
    desk.call(ADVISOR, hand_over).unwrap();
    desk
}

fn held(desk: &Desk) -> usize {
    desk.counter.store().held_from(&desk.number).unwrap().len()
}

/// Somebody comes or goes: a record of the day.
fn work(desk: &mut Desk) {
    for present in [true, false] {
        desk.look(MANAGER, "staff.presence", json!({ "staff": ADVISOR, "present": present }));
    }
}

fn page(desk: &mut Desk) -> Value {
    desk.look(MANAGER, "retention.look", json!({}))
}

fn odd(desk: &mut Desk) -> Vec<String> {
    let today = desk.counter.today();
    let view = desk.look(MANAGER, "day.look", json!({ "from": today, "to": today }));
    let rules = view["sheet"]["odd"].as_array().unwrap().iter();
    rules.map(|odd| odd["rule"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_clock_in_a_wrong_year_erases_nothing_however_long_is_worked_under_it() {
    let mut desk = served();
    let before = held(&desk);
    for (name, days) in [("ten years on", 3_653), ("the next day of that year", 1), ("and the day after", 1)]
    {
        desk.wait(days * DAY);
        let refusal = desk.counter.end_periods().unwrap_err();
        assert_eq!(refusal.code, "date_doubted", "{name}");
        assert!(refusal.mend.is_some(), "{name}: it says how it goes on");
        // Somebody works under the wrong date, and it does not become a right one by that.
        work(&mut desk);
    }
    assert_eq!(held(&desk), before);
    assert_eq!(page(&mut desk)["doubt"], json!({ "known": "2026-11-20", "behind": false, "days": 3_655 }));
    assert!(odd(&mut desk).contains(&"clock_doubted".to_owned()));
    // The clock is put right: it goes on without anybody's word.
    desk.wait(-3_654 * DAY);
    assert_eq!(desk.counter.end_periods().unwrap(), 0);
    assert_eq!(page(&mut desk)["doubt"], Value::Null);
    assert!(!odd(&mut desk).contains(&"clock_doubted".to_owned()));
    desk.assert_sound();
}

#[test]
fn a_leap_is_believed_up_to_two_weeks_and_never_backwards() {
    for (name, days, believed) in [
        ("the same day", 0, true),
        ("two weeks", 14, true),
        ("a day more", 15, false),
        ("the day before", -1, false),
    ] {
        let mut desk = served();
        desk.wait(days * DAY);
        let run = desk.counter.end_periods();
        assert_eq!(run.is_ok(), believed, "{name}: {run:?}");
    }
}

#[test]
fn what_goes_stood_on_the_list_on_the_last_day_that_was_worked() {
    let mut desk = served();
    // The skin's and the allergies' year, then the two of the contact; nothing of it is near.
    assert_eq!(page(&mut desk)["leaving"], json!([]));
    let mut seen: Vec<Value> = Vec::new();
    let mut gone = 0;
    for _ in 0..60 {
        let list = page(&mut desk);
        seen.extend(list["leaving"].as_array().unwrap().iter().cloned());
        // As long as a store may be closed without a word.
        desk.wait(14 * DAY);
        gone += desk.counter.end_periods().unwrap();
        work(&mut desk);
    }
    assert_eq!((gone, held(&desk)), (4, 0));
    let what: std::collections::BTreeSet<&str> =
        seen.iter().map(|one| one["what"].as_str().unwrap()).collect();
    assert_eq!(what.len(), 4, "{what:?}");
    let contact = seen.iter().find(|one| one["what"] == "contact").unwrap();
    assert_eq!((&contact["customer_name"], &contact["purpose"]), (&json!(NAME), &json!("contact")));
    assert_eq!((&contact["since"], &contact["until"]), (&json!("2026-11-20"), &json!("2028-11-20")));
    desk.assert_sound();
}

#[test]
fn the_manager_says_that_the_date_is_right_and_it_goes_on() {
    let mut desk = served();
    let confirm = |day: &str, pin: &str| ConfirmDate { day: day.to_owned(), pin: pin.to_owned() };
    assert_eq!(desk.refused(MANAGER, confirm("2026-11-20", MANAGER_PIN)), "date_not_doubted");
    desk.wait(800 * DAY);
    let today = desk.counter.today().to_string();
    assert_eq!(desk.refused(OFFICER, confirm(&today, "400004")), "role_forbidden");
    assert_eq!(
        desk.refused(MANAGER, confirm("2026-11-20", MANAGER_PIN)),
        "fields_refused",
        "not this computer's"
    );
    assert_eq!(desk.refused(MANAGER, confirm("", MANAGER_PIN)), "fields_refused");
    let wrong = desk.call(MANAGER, confirm(&today, "999999")).unwrap_err();
    assert_eq!(wrong.code, "pin_wrong");
    assert_eq!(desk.counter.end_periods().unwrap_err().code, "date_doubted");
    let list = page(&mut desk);
    assert_eq!(list["leaving"].as_array().unwrap().len(), 4, "shown before anybody says so: {list}");
    desk.believe();
    assert!(odd(&mut desk).contains(&"clock_confirmed".to_owned()));
    assert_eq!(desk.counter.end_periods().unwrap(), 4);
    assert_eq!(desk.counter.end_periods().unwrap(), 0);
    assert_eq!((held(&desk), page(&mut desk)["erased_today"].as_u64()), (0, Some(4)));
    let day = desk.look(MANAGER, "day.look", json!({ "from": today, "to": today }));
    assert_eq!(day["sheet"]["figures"]["totals"]["erased"], 4);
    desk.assert_sound();
}

#[test]
fn what_a_rulebook_keeps_longer_is_kept() {
    let longer = |text: &str| {
        clause(text, "7.2.5", "retention_months = { value = 12", "retention_months = { value = 60")
    };
    let mut desk = served().ruled(longer);
    desk.wait(800 * DAY);
    desk.believe();
    // Contact goes by the consent text; the record of the service is kept as long as the rulebook asks.
    assert_eq!(desk.counter.end_periods().unwrap(), 1);
    assert_eq!(desk.counter.end_periods().unwrap(), 0);
    let kept = held(&desk);
    assert!(kept > 0, "{kept}");
    desk.wait(1_100 * DAY);
    desk.believe();
    assert_eq!(desk.counter.end_periods().unwrap(), u64::try_from(kept).unwrap());
    assert_eq!(held(&desk), 0);
    desk.assert_sound();
}

/// Changes the figure that a clause gives, in the text of the rulebook that has it.
fn clause(text: &str, number: &str, given: &str, asked: &str) -> String {
    let Some((before, rest)) = text.split_once(&format!("number = \"{number}\"")) else {
        return text.to_owned();
    };
    let end = rest.find("\n[[clause]]").unwrap_or(rest.len());
    let (clause, after) = rest.split_at(end);
    format!("{before}number = \"{number}\"{}{after}", clause.replace(given, asked))
}

#[test]
fn the_record_of_a_product_is_kept_as_long_as_the_rulebook_says() {
    let until = |desk: &mut Desk| {
        let service = desk.counter.service(&desk.number).unwrap();
        let customer = service.progress().opened().customer.clone();
        let page = desk.look(ADVISOR, "person.look", json!({ "customer": customer }));
        page["by_law"][0]["until"].as_str().unwrap().to_owned()
    };
    let short = |months: u32| {
        move |text: &str| {
            let given = "short_lived_months = { value = 24";
            clause(text, "7.2.6", given, &format!("short_lived_months = {{ value = {months}"))
        }
    };
    let mut desk = served();
    assert_eq!(until(&mut desk), "2028-11-20", "two years from the record");
    let mut desk = desk.ruled(short(36));
    assert_eq!(until(&mut desk), "2029-11-20", "a rulebook that asks for more");
    let mut desk = desk.ruled(short(12));
    assert_eq!(until(&mut desk), "2028-11-20", "none that asks for less than the law");
}

#[test]
fn the_record_of_a_product_that_keeps_a_year_is_kept_past_its_last_day_of_use() {
    let desk = Desk::at(Step::Tested);
    // One product with a year after its opening, of which nothing expires before.
    let mut draft = (*desk.counter.store().recipe(&RecipeId::new("R25").unwrap()).unwrap()).clone();
    draft.components.truncate(1);
    draft.components[0].share = Share::new(Share::WHOLE).unwrap();
    (draft.service, draft.keeps) = (ServiceType::Repack, Period::Months(24));
    let recipe = Recipe::new(draft).unwrap();
    let (mut desk, _) = desk.upkeep(|tx| tx.record(RecipeSet { recipe }));
    let shown = desk.call(MANAGER, ListApprovals {}).unwrap().shown;
    let (officer, pin) = (StaffId::new(OFFICER).unwrap(), OFFICER_PIN.to_owned());
    desk.call(ADVISOR, SignApprovals { shown, left_out: Vec::new(), officer, pin }).unwrap();
    desk.choose(Some("R25"), Some("演示")).unwrap();
    desk.look(OPERATOR, "container.open", json!({ "lot": "P40-A" }));
    desk.until(Step::Released);
    let use_by = desk.counter.service(&desk.number).unwrap().progress().label().unwrap().use_by;
    assert!(use_by >= desk.counter.today() + chrono::Months::new(12), "{use_by}");
    let hand_over = desk.hand_over();
    desk.call(ADVISOR, hand_over).unwrap();
    let until = |desk: &mut Desk| {
        let customer = desk.counter.service(&desk.number).unwrap().progress().opened().customer.clone();
        let page = desk.look(ADVISOR, "person.look", json!({ "customer": customer }));
        page["by_law"][0]["until"].as_str().unwrap().to_owned()
    };
    for (asked, months) in [(12, 12), (36, 36), (6, 12)] {
        let given = "past_use_months = { value = 12";
        let longer =
            |text: &str| clause(text, "7.2.6", given, &format!("past_use_months = {{ value = {asked}"));
        desk = desk.ruled(longer);
        let wanted = (use_by + chrono::Months::new(months)).to_string();
        assert_eq!(until(&mut desk), wanted, "a rulebook that asks for {asked} months");
    }
}

#[test]
fn what_is_said_of_a_last_day_is_the_day_on_which_it_goes() {
    let longer = |text: &str| {
        clause(text, "7.2.5", "retention_months = { value = 12", "retention_months = { value = 60")
    };
    let mut desk = served().ruled(longer);
    let service = desk.counter.service(&desk.number).unwrap();
    let customer = service.progress().opened().customer.clone();
    let page = desk.look(ADVISOR, "person.look", json!({ "customer": customer }));
    let kept = page["kept"].as_array().unwrap();
    let needs = kept.iter().find(|item| item["what"] == "needs").unwrap();
    assert_eq!(needs["until"], "2031-11-20", "the page says what the run does");
}

#[test]
fn a_note_of_a_request_is_kept_as_long_as_the_rulebook_says() {
    let longer = |text: &str| {
        clause(text, "8.3", "retention_months = { value = 36", "retention_months = { value = 60")
    };
    let mut desk = served();
    let customer = desk.counter.service(&desk.number).unwrap().progress().opened().customer.clone();
    let take = json!({ "customer": customer, "what": "read", "note": "演示：想看都存了什么" });
    desk.look(ADVISOR, "request.take", take);
    let until = |desk: &mut Desk| {
        let page = desk.look(ADVISOR, "person.look", json!({ "customer": customer }));
        let kept = page["kept"].as_array().unwrap().clone();
        let note = kept.into_iter().find(|item| item["what"] == "request_note").unwrap();
        note["until"].as_str().unwrap().to_owned()
    };
    assert_eq!(until(&mut desk), "2029-11-20");
    let mut desk = desk.ruled(longer);
    assert_eq!(until(&mut desk), "2031-11-20");
}

#[test]
fn every_register_that_keeps_has_its_months_in_the_rulebook_and_reads_them_there() {
    let books = counter::Assets::builtin().unwrap().rulebooks;
    for spec in registers::SPECS {
        let clause = books.iter().find(|book| book.id == spec.clause.rulebook).unwrap();
        let clause = clause.clause(spec.clause.number).unwrap();
        let given = clause.limits.count(rules::rulebook::Limit::RetentionMonths).is_ok();
        assert_eq!(given, spec.kept_after.is_some(), "{}", spec.code);
    }
    let mut desk = Desk::found();
    let clean = json!({ "area": "A1", "procedure": "演示规程-A-1", "valid_hours": "24" });
    let number = desk.look("S02", "area.clean", clean)["number"].clone();
    let until = |desk: &mut Desk| {
        let asked = json!({ "register": "cleanings", "number": number });
        desk.look(MANAGER, "register.look", asked)["kept_until"].clone()
    };
    assert_eq!(until(&mut desk), "2028-11-20");
    let longer = |text: &str| {
        clause(text, "第二十三条", "retention_months = { value = 24", "retention_months = { value = 48")
    };
    let mut desk = desk.ruled(longer);
    assert_eq!(until(&mut desk), "2030-11-20");
}
