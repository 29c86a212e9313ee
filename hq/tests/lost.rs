//! A store whose computer is lost with its folder, its key and its device key, and of which no copy opens: headquarters gives back
//! what it holds, takes another key, and a manager's first PIN begins the new life. What does not come back is not pretended.

use desk::{Machine as _, Pane};
use hq::ctl;
use serde_json::{Value, json};

use crate::counters::common::{PASSPHRASE, Place, pin};
use crate::counters::{Both, last, tried, work};

/// What is asked with a fresh code, as somebody types it.
fn typed(both: &mut Both, recovers: bool) -> Value {
    let given = both.runtime.block_on(ctl::code(&mut both.rig.office, "JN01", recovers)).unwrap();
    let url = format!("http://{}", both.rig.address);
    json!({ "scanned": null, "file": null, "url": url, "code": given.ticket.typed() })
}

fn fetch(ticket: &Value) -> Value {
    json!({ "ticket": ticket, "passphrase": PASSPHRASE })
}

fn first(staff: &str) -> Value {
    json!({ "staff": staff, "pin": "402917" })
}

fn stays_empty(place: &Place) {
    assert_eq!(place.look()["phase"], "first_start");
    assert!(!place.pc.data().join("store").exists(), "nothing lies where a store is looked for");
}

#[test]
fn a_lost_computer_gets_its_ledger_back_with_a_recovery_code_alone() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    both.enrol(&place, false);
    let served = place.labelled();
    let sold = place.staff("service.view", json!({ "service": served }));
    let before = work(&place);
    assert_eq!(tried(&place)["uploading"], "level");
    let (known, old_key) = (last(&place), place.door().desk().counter().unwrap().store().verifying_key());
    let unsent = {
        both.cut();
        work(&place)
    };
    both.mend();
    drop(place);

    // Another computer, with no key store. What cannot be is said before anything is laid down or a code is used up.
    let place = Place::new();
    let (plain, recovery) = (typed(&mut both, false), typed(&mut both, true));
    assert_eq!(place.refused("start.fetch", json!({ "ticket": {}, "passphrase": null })), "ticket_needed");
    assert_eq!(
        place.refused("start.fetch", json!({ "ticket": recovery, "passphrase": null })),
        "passphrase_needed"
    );
    assert_eq!(place.refused("start.fetch", fetch(&plain)), "recovery_code_needed");
    assert_eq!(place.refused("start.first_pin", first("S06")), "not_fetching");
    stays_empty(&place);
    let view = place.staff("start.fetch", fetch(&recovery));
    assert_eq!((&view["store"], &view["whole"]), (&json!("JN01"), &json!(true)), "{view}");
    assert_eq!(view["last"], json!(known), "what was not sent is not there");
    let people = view["people"].as_array().unwrap();
    assert!(people.iter().any(|one| one["staff"] == "S06"), "{view}");
    assert!(people.iter().all(|one| one["name"] == one["staff"]), "names were in the vault alone: {view}");

    // Ended and started again before anybody set a PIN: it is where it was, and nobody can sign in.
    let place = place.again();
    place.staff("start.unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(place.look()["phase"], "fetching");
    assert_ne!(place.refused("desk.unlock", json!({ "staff": "S06", "pin": pin("S06") })), "done");
    assert_eq!(place.refused("start.first_pin", json!({ "staff": "S06", "pin": "111111" })), "pin_weak");
    assert_eq!(place.refused("start.first_pin", first("S01")), "not_first");
    assert_eq!(place.staff("start.first_pin", first("S06"))["phase"], "locked");
    place.staff("desk.unlock", json!({ "staff": "S06", "pin": "402917" }));

    // The records are those that were there; the numbers that follow carry a mark; headquarters takes what the new key signs.
    assert!(place.staff("service.view", json!({ "service": before })).is_object());
    assert_ne!(place.refused("service.view", json!({ "service": unsent })), "done");
    assert_eq!(tried(&place)["uploading"], "level");
    let (here, there) = (i64::try_from(last(&place)).unwrap(), both.records());
    assert_eq!(here, there, "each record once");
    let given = json!({ "staff": "S01", "pin": "730518", "reason": null });
    place.staff("staff.set_pin", given);
    place.staff("desk.own_pin", json!({ "staff": "S01", "pin": "730518", "own": "619204" }));
    let number = place.open();
    assert!(number.contains('.') && number != unsent, "{number}: a new life has its mark");
    place.staff("desk.unlock", json!({ "staff": "S06", "pin": "402917" }));
    assert_eq!(tried(&place)["uploading"], "level");
    let checked = both.runtime.block_on(ctl::stores(&both.rig.office)).unwrap();
    assert!(checked.iter().all(|one| one.wrong.is_none()), "{checked:?}");
    let own = both.runtime.block_on(ctl::own(&both.rig.office)).unwrap();
    assert!(own.is_ok(), "{own:?}");

    // A label from before is this store's, under the key that is lost.
    let desk = place.door().desk();
    let store = desk.counter().unwrap().store();
    assert_ne!(store.verifying_key(), old_key);
    assert!(store.label_keys().unwrap().contains(&old_key), "labels stay believed");
    store.verify().unwrap();
    drop(desk);
    assert_eq!(place.staff("service.view", json!({ "service": served }))["step"], sold["step"]);
    let place = place.again();
    place.staff("start.unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!((&place.look()["phase"], &place.look()["reading_alone"]), (&json!("locked"), &Value::Null));
}

#[test]
fn the_word_for_the_new_key_stands_in_the_ledger_and_anybody_can_check_it() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    both.enrol(&place, false);
    tried(&place);
    drop(place);
    let place = Place::new();
    let ticket = typed(&mut both, true);
    place.staff("start.fetch", fetch(&ticket));
    place.staff("start.first_pin", first("S06"));
    let mut kinds = Vec::new();
    let mut word = None;
    let desk = place.door().desk();
    let store = desk.counter().unwrap().store();
    store
        .records::<store::StoreError>(1, |record| {
            let value: Value = serde_json::from_slice(&record.body).unwrap();
            kinds.push(value["kind"].as_str().unwrap().to_owned());
            if value["kind"] == "store.key_changed" {
                word = Some(value["payload"].clone());
            }
            Ok(())
        })
        .unwrap();
    let end: Vec<&str> = kinds.iter().rev().take(4).rev().map(String::as_str).collect();
    assert_eq!(end, ["store.restored", "store.key_changed", "staff.pin_set", "vault.erased"]);
    let word = word.unwrap();
    let grant = sync::calls::SignedGrant {
        text: word["grant"].as_str().unwrap().to_owned(),
        signature: hex::decode(word["signature"].as_str().unwrap()).unwrap().try_into().unwrap(),
    };
    let online = both.rig.hq.keys.online().verifying_key();
    let read = grant.verified(&[online]).unwrap();
    assert_eq!((read.store.as_str(), read.key.0), ("JN01", store.verifying_key().to_bytes()));
    assert_eq!(read.before.len(), 1);
    let other = sync::calls::SignedGrant { text: grant.text.replace("JN01", "JN02"), ..grant };
    assert!(other.verified(&[online]).is_err(), "one changed character");
}

#[test]
fn a_fetch_that_is_cut_off_goes_on_where_it_stopped_and_ends_the_lost_computer() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    both.enrol(&place, false);
    tried(&place);
    let other = Place::new();
    let ticket = typed(&mut both, true);
    // The line is cut in the middle: the code is used, and nothing that could be mistaken for a store is there.
    both.cut();
    assert_eq!(other.refused("start.fetch", fetch(&ticket)), "headquarters");
    stays_empty(&other);
    both.mend();
    // Nothing but the question for the head is answered: what came is kept, and said.
    both.runtime.block_on(async {
        both.rig.behind.batch_execute("ALTER TABLE segment RENAME TO away").await.unwrap();
    });
    assert_ne!(other.refused("start.fetch", fetch(&ticket)), "done");
    let view = other.staff("start.fetch_look", json!({}));
    assert_eq!((&view["store"], &view["whole"]), (&json!("JN01"), &json!(false)), "{view}");
    assert_eq!(other.refused("start.first_pin", first("S06")), "not_whole");
    both.runtime.block_on(async {
        both.rig.behind.batch_execute("ALTER TABLE away RENAME TO segment").await.unwrap();
    });
    let other = other.again();
    other.staff("start.unlock", json!({ "passphrase": PASSPHRASE }));
    let none = json!({ "scanned": null, "file": null, "url": null, "code": null });
    let view = other.staff("start.fetch", json!({ "ticket": none, "passphrase": null }));
    assert_eq!(view["whole"], json!(true), "without a code, where it stopped: {view}");
    other.staff("start.first_pin", first("S06"));
    // The computer that was lost turns up again: it speaks for the store no more, and says so.
    let safe = tried(&place);
    assert_eq!((&safe["uploading"], &safe["told"]["code"]), (&json!("stopped"), &json!("revoked")), "{safe}");
    let again = typed(&mut both, false);
    let again = json!({ "url": again["url"], "code": again["code"] });
    assert_eq!(
        place.code(Pane::Staff, "headquarters.enrol", again),
        "headquarters",
        "its key is the store's no more"
    );
}

#[test]
fn what_is_lost_from_the_vault_can_still_be_erased_and_a_pin_set_anew() {
    let (mut both, place) = (Both::new(), Place::with("S06"));
    both.enrol(&place, false);
    let customer = crate::identity::told(&place, &["service_record", "contact"]);
    tried(&place);
    drop(place);
    let place = Place::new();
    let ticket = typed(&mut both, true);
    place.staff("start.fetch", fetch(&ticket));
    place.staff("start.first_pin", first("S06"));
    place.staff("desk.unlock", json!({ "staff": "S06", "pin": "402917" }));
    let seen = place.staff("person.look", json!({ "customer": customer }));
    assert!(!seen.to_string().contains("13800000000"), "{seen}");
    place.staff("person.withdraw", json!({ "customer": customer, "purposes": [], "everything": true }));
    assert_eq!(tried(&place)["uploading"], "level");
    let store = place.door();
    store.desk().counter().unwrap().store().verify().unwrap();
}
