//! A customer's name and telephone between a counter and a headquarters as they meet: nothing goes up unless the enterprise says so
//! and she agreed; what is erased at the counter is gone from every table and from every later dump, also after headquarters was
//! restored from an older one.

use desk::Pane;
use serde_json::{Value, json};

use crate::counters::common::{Place, pin};
use crate::counters::{Both, tried};
use crate::rig::ENTERPRISE;

const NAME: &str = "试验顾客乙";
const PHONE: &str = "13800000000";

/// A customer who is told, and chooses; answers with her number.
pub fn told(place: &Place, agrees: &[&str]) -> String {
    place.sit("S01");
    let service = place.open();
    place.staff("screen.present", json!({ "service": service, "page": "notice" }));
    let purposes =
        ["service_record", "skin_and_allergy", "facial_image", "contact", "upload_identity", "marketing"];
    let choices: Vec<Value> = purposes
        .iter()
        .map(|purpose| json!({ "purpose": purpose, "agreed": agrees.contains(purpose) }))
        .collect();
    let contact = json!({ "name": NAME, "phone": PHONE });
    place.customer(
        "screen.notice",
        json!({ "age": 30, "guardian": null, "choices": choices, "contact": contact }),
    );
    place.customer("screen.leave", json!({ "staff": "S06", "pin": pin("S06") }));
    let view = place.staff("service.view", json!({ "service": service }));
    place.sit("S06");
    view["customer"]["customer"].as_str().unwrap_or_else(|| panic!("{view}")).to_owned()
}

fn page(place: &Place, customer: &str) -> Value {
    place.staff("person.look", json!({ "customer": customer }))["at_headquarters"].clone()
}

fn sealed(both: &Both) -> i64 {
    let rows = both.runtime.block_on(both.rig.sealed.query_one("SELECT count(*) FROM sealed", &[]));
    rows.unwrap().get(0)
}

fn takes(both: &mut Both, kept: bool) {
    both.runtime.block_on(hq::ctl::identity(&mut both.rig.office, ENTERPRISE, kept, "总部决定")).unwrap();
}

fn holds(dump: &[u8], what: &[u8]) -> bool {
    dump.windows(what.len()).any(|window| window == what)
}

/// The item as it lies at headquarters.
fn ciphertext(both: &Both) -> Vec<u8> {
    let row = both.runtime.block_on(both.rig.sealed.query_one("SELECT ciphertext FROM sealed", &[]));
    let bytes: Vec<u8> = row.unwrap().get(0);
    // A dump writes bytes as hexadecimal digits.
    hex::encode(bytes).into_bytes()
}

const AGREES: &[&str] = &["service_record", "contact", "upload_identity"];

#[test]
fn nothing_goes_up_unless_the_enterprise_says_so_and_the_customer_agreed() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    both.enrol(&place, false);
    let (yes, no) = (told(&place, AGREES), told(&place, &["service_record", "contact"]));
    assert_eq!(tried(&place)["uploading"], "level");
    assert_eq!((sealed(&both), page(&place, &yes)), (0, json!([])), "nobody turned it on");
    takes(&mut both, true);
    // The look at her page goes up, the question for the head hears of the decision, the round after that follows it.
    (0..3).for_each(|_| drop(tried(&place)));
    assert_eq!((sealed(&both), page(&place, &no)), (1, json!([])), "who agreed, and nobody else");
    let line = page(&place, &yes)[0].clone();
    assert_eq!((&line["basis"], &line["ended"]), (&json!("consent"), &Value::Null), "{line}");
    assert!(tried(&place)["sealed_to"].as_u64() >= line["seq"].as_u64(), "the page can say that it is there");
    takes(&mut both, false);
    tried(&place);
    told(&place, AGREES);
    tried(&place);
    assert_eq!(sealed(&both), 1, "turned off, no more comes");
}

#[test]
fn a_customer_erased_at_the_store_is_gone_at_headquarters_and_from_every_later_dump() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    takes(&mut both, true);
    both.enrol(&place, false);
    let customer = told(&place, AGREES);
    tried(&place);
    tried(&place);
    assert_eq!(sealed(&both), 1);
    let (item, before) = (ciphertext(&both), both.rig.dumped());
    assert!(holds(&before[1], &item), "the copy of tonight has it, sealed");

    both.cut();
    let all = json!({ "customer": customer, "purposes": [], "everything": true });
    place.staff("person.withdraw", all);
    tried(&place);
    let line = page(&place, &customer)[0].clone();
    assert!(line["ended"].is_u64() && line["gone"].is_null(), "out of reach it waits: {line}");
    both.mend();
    tried(&place);
    let line = page(&place, &customer)[0].clone();
    assert!(line["gone"].is_string() && line["copies_until"].is_string(), "the receipt named it: {line}");
    assert_eq!(sealed(&both), 0);
    both.runtime.block_on(both.rig.project());
    for (which, dump) in both.rig.dumped().iter().enumerate() {
        for personal in [NAME.as_bytes(), PHONE.as_bytes(), &item] {
            assert!(!holds(dump, personal), "database {which} still holds it");
        }
    }

    // Headquarters loses its disk, and takes the copy that still has her.
    both.runtime.block_on(both.rig.takes_dumps(&before));
    both.mend();
    assert_eq!(sealed(&both), 1, "the old copy brought it back, closed");
    let safe = tried(&place);
    assert_eq!(safe["uploading"], "level", "{safe}");
    tried(&place);
    assert_eq!(sealed(&both), 0, "erased again before anything of it opens");
    both.runtime.block_on(both.rig.project());
    for dump in both.rig.dumped() {
        assert!(!holds(&dump, &item));
    }
}

#[test]
fn who_takes_the_upload_back_stays_in_the_store_alone() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    takes(&mut both, true);
    both.enrol(&place, false);
    let customer = told(&place, AGREES);
    tried(&place);
    tried(&place);
    assert_eq!(sealed(&both), 1);
    let back = json!({ "customer": customer, "purposes": ["upload_identity"], "everything": false });
    place.staff("person.withdraw", back);
    tried(&place);
    assert_eq!(sealed(&both), 0);
    assert!(page(&place, &customer)[0]["gone"].is_string());
    let view = place.staff("person.look", json!({ "customer": customer }));
    assert_eq!(view["known_as"][0]["name"], NAME, "the store keeps it");
    assert_eq!(place.code(Pane::Staff, "headquarters.try", json!({})), "done");
    assert_eq!(sealed(&both), 0, "nor does it come again");
}

#[test]
fn what_is_gone_is_named_again_to_whoever_asks_from_its_record_on() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    takes(&mut both, true);
    both.enrol(&place, false);
    let customer = told(&place, AGREES);
    tried(&place);
    tried(&place);
    place.staff(
        "person.withdraw",
        json!({ "customer": customer, "purposes": ["contact"], "everything": false }),
    );
    tried(&place);
    let row = both.runtime.block_on(both.rig.sealed.query_one("SELECT seq FROM erased", &[])).unwrap();
    let seq: i64 = row.get(0);
    let seq = u64::try_from(seq).unwrap();
    let named = both.runtime.block_on(hq::erasing::since(&both.rig.hq.databases, "JN01", seq, seq)).unwrap();
    assert_eq!(named.len(), 1, "asked from that record on, it is named");
    let none = both.runtime.block_on(hq::erasing::since(&both.rig.hq.databases, "JN01", seq + 1, seq + 9));
    assert!(none.unwrap().is_empty());
}
