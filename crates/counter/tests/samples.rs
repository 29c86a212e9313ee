//! 留样 from the unit to its disposal: what is kept, looked at, handed over and disposed of, what is refused on the way and by
//! which article, and what of it a ledger holds.

use crate::common::{Desk, MANAGER, OFFICER, OFFICER_PIN, OPERATOR, OPERATOR_PIN};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::service::Step;
use registers::Samples;
use serde_json::{Value, json};

const TAKER: &str = "演示接收人（演示）";
const DAY: i64 = 24 * 3_600;

fn keep(desk: &Desk, but: Value) -> Value {
    let mut form = json!({
        "unit": desk.number, "amount": "4", "test_amount": "2", "pack": "原销售包装", "storage": "常温避光",
        "place": "店内留样柜", "observe_every": "90",
        "files": [{ "name": "演示顾客.JPG", "base64": STANDARD.encode(b"a picture") }],
    });
    form.as_object_mut().unwrap().extend(but.as_object().unwrap().clone());
    form
}

fn kept(desk: &mut Desk) -> String {
    let form = keep(desk, json!({}));
    desk.look(OPERATOR, "sample.keep", form)["number"].as_str().unwrap().to_owned()
}

fn sample(desk: &Desk, number: &str) -> registers::Entry<registers::Sample> {
    desk.counter.store().entry::<Samples>(number).unwrap().unwrap()
}

fn dispose(number: &str, signer: &str, pin: &str) -> Value {
    json!({ "number": number, "how": "destroyed", "reason": "保存期满", "signer": signer, "pin": pin })
}

#[test]
fn a_sample_is_kept_looked_at_handed_over_and_disposed_of() {
    let mut desk = Desk::at(Step::Released);
    let number = kept(&mut desk);
    assert_eq!(number, "LY-JN01-261120-01");
    let before = sample(&desk, &number).says;
    let lots: Vec<&str> = before.lots.0.iter().map(|part| part.lot.as_str()).collect();
    assert!(!lots.is_empty() && before.unit == desk.number, "{lots:?}");
    assert_eq!(before.files.0[0].name, "1.jpg", "a file's own name may name somebody");
    let bytes = desk.counter.store().unseal(&before.files.0[0].file).unwrap().unwrap();
    assert_eq!(bytes, b"a picture");

    desk.wait(90 * DAY);
    let row = |desk: &mut Desk| {
        let page = desk.look(MANAGER, "register.list", json!({ "register": "samples", "page": 0 }));
        page["rows"][0].clone()
    };
    assert_eq!(
        (row(&mut desk)["due"].clone(), row(&mut desk)["overdue"].clone()),
        (json!("2027-02-18"), json!(false))
    );
    let log = |desk: &mut Desk| {
        let day = desk.counter.today();
        let log = desk.look(MANAGER, "day.look", json!({ "from": day, "to": day }));
        let due =
            log["sheet"]["due"].as_array().unwrap().iter().find(|item| item["kind"] == "register").cloned();
        due.map(|item| (item["subject"].clone(), item["overdue"].clone()))
    };
    assert_eq!(log(&mut desk), Some((json!(number), json!(false))), "the log says it on its day");
    desk.wait(DAY);
    assert_eq!(row(&mut desk)["overdue"], json!(true));
    assert_eq!(log(&mut desk), Some((json!(number), json!(true))));
    let look = json!({ "number": number, "as_kept": true, "seen": "外观、气味无变化", "files": [] });
    desk.look(OFFICER, "sample.observe", look.clone());
    assert_eq!(row(&mut desk)["overdue"], json!(false));
    assert_eq!(log(&mut desk), None, "it was looked at");

    let to = json!({ "number": number, "place": "济南市演示路 1 号", "reported": "演示报备-1", "handed_to": TAKER });
    desk.look(MANAGER, "sample.move", to);
    assert!(!desk.ledger_holds(TAKER), "who took it over lies in the vault alone");
    desk.look(OPERATOR, "sample.observe", look);

    let days = (before.keep_until - desk.counter.today()).num_days() + 1;
    desk.wait(days * DAY);
    desk.believe();
    desk.look(OPERATOR, "sample.dispose", dispose(&number, OFFICER, OFFICER_PIN));
    let after = sample(&desk, &number);
    assert_eq!((after.records.len(), after.says.looks.0.len()), (5, 2));
    assert_eq!(after.says.signer.unwrap().as_str(), OFFICER);
    assert_eq!(row(&mut desk)["state"]["state"], json!("disposed"));
    assert_eq!(row(&mut desk)["due"], Value::Null);
    let view = desk.look(MANAGER, "register.look", json!({ "register": "samples", "number": number }));
    assert_eq!(view["history"].as_array().unwrap().len(), 5);
    desk.assert_sound();
}

#[test]
fn what_makes_no_sample_is_refused_field_by_field() {
    let mut desk = Desk::at(Step::Released);
    for (name, but) in [
        ("less than twice what a test takes", json!({ "amount": "3.999" })),
        ("more than was made", json!({ "amount": "1000" })),
        ("no such unit", json!({ "unit": "JN01-261120-0099" })),
        ("no unit's number", json!({ "unit": "一" })),
        ("no interval", json!({ "observe_every": "0" })),
        ("no place", json!({ "place": " " })),
        ("a file that is none", json!({ "files": [{ "name": "x.jpg", "base64": "§" }] })),
    ] {
        let form = keep(&desk, but);
        assert_eq!(desk.refuses(OPERATOR, "sample.keep", form).0, "fields_refused", "{name}");
    }
    let form = keep(&desk, json!({}));
    assert_eq!(desk.refuses(OFFICER, "sample.keep", form).0, "role_forbidden", "the operator keeps it");
    let number = kept(&mut desk);
    let to = json!({ "number": number, "place": "没有报备的地址", "reported": "", "handed_to": TAKER });
    assert_eq!(
        desk.refuses(MANAGER, "sample.move", to).0,
        "fields_refused",
        "an address that was not reported"
    );
    desk.assert_sound();
}

#[test]
fn a_sample_goes_when_its_time_is_over_and_the_officer_signs() {
    let mut desk = Desk::at(Step::Released);
    let number = kept(&mut desk);
    let nine = |code: &'static str| (code, "第九条".to_owned());
    let early = desk.refuses(OPERATOR, "sample.dispose", dispose(&number, OFFICER, OFFICER_PIN));
    assert_eq!(early, nine("entry_too_early"));
    let last = sample(&desk, &number).says.keep_until;
    let days = (last - desk.counter.today()).num_days();
    desk.wait(days * DAY);
    let on_the_last_day = desk.refuses(OPERATOR, "sample.dispose", dispose(&number, OFFICER, OFFICER_PIN));
    assert_eq!(on_the_last_day, nine("entry_too_early"));
    desk.wait(DAY);
    // By a date that leapt, nothing is thrown away before the manager says that it is right.
    let leapt = desk.refuses(OPERATOR, "sample.dispose", dispose(&number, OFFICER, OFFICER_PIN)).0;
    assert_eq!(leapt, "date_doubted");
    desk.believe();
    let unsigned = json!({ "number": number, "how": "destroyed", "reason": "保存期满" });
    assert_eq!(desk.refuses(OPERATOR, "sample.dispose", unsigned), nine("act_unsigned"));
    let same = desk.refuses(OFFICER, "sample.dispose", dispose(&number, OPERATOR, OPERATOR_PIN));
    assert_eq!(same, nine("same_person"), "who kept it does not sign that it goes");
    assert_eq!(
        desk.refuses(OPERATOR, "sample.dispose", dispose(&number, MANAGER, "600006")).0,
        "signer_role"
    );
    desk.look(MANAGER, "sample.dispose", dispose(&number, OFFICER, OFFICER_PIN));
    let look = json!({ "number": number, "as_kept": true, "seen": "无变化", "files": [] });
    assert_eq!(desk.refuses(OFFICER, "sample.observe", look), nine("entry_state"), "out of order");
    let again = desk.refuses(MANAGER, "sample.dispose", dispose(&number, OFFICER, OFFICER_PIN));
    assert_eq!(again, nine("entry_state"));
    desk.assert_sound();
}

#[test]
fn a_sample_is_kept_as_long_as_the_rulebook_asks_where_that_is_longer() {
    let said = "limits.sample_months = { value = 6,";
    for (months, later) in [(9, true), (1, false)] {
        let asked = |text: &str| text.replace(said, &format!("limits.sample_months = {{ value = {months},"));
        let mut desk = Desk::at(Step::Released).ruled(asked);
        let number = kept(&mut desk);
        let past_law = (sample(&desk, &number).says.keep_until - desk.counter.today()).num_days() + 1;
        desk.wait(past_law * DAY);
        desk.believe();
        let gone = dispose(&number, OFFICER, OFFICER_PIN);
        // The list, the entry, its paper and what is due say the day by which the disposal is judged.
        let lasts = sample(&desk, &number).says.use_by + chrono::Months::new(if later { 9 } else { 6 });
        let listed = desk.look(MANAGER, "register.list", json!({ "register": "samples", "page": 0 }));
        let row = &listed["rows"].as_array().unwrap()[0];
        assert!(row["cells"].to_string().contains(&lasts.to_string()), "{months} months: {row}");
        let entry = json!({ "register": "samples", "number": number });
        let looked = desk.look(MANAGER, "register.look", entry);
        assert!(looked["fields"].to_string().contains(&lasts.to_string()), "{months} months: {looked}");
        if later {
            let law = sample(&desk, &number).says.keep_until.to_string();
            assert!(!row.to_string().contains(&law) && !looked["fields"].to_string().contains(&law), "{law}");
            assert_eq!(desk.refuses(OPERATOR, "sample.dispose", gone.clone()).0, "entry_too_early");
            desk.wait(100 * DAY);
            desk.believe();
        }
        desk.look(OPERATOR, "sample.dispose", gone);
        assert!(sample(&desk, &number).says.signer.is_some(), "{months} months");
        desk.assert_sound();
    }
}
