//! Every sentence of the consent text names the test that proves it: a sentence that is added, or said otherwise, fails here
//! until its proof is named; a promise that nothing proves is not made. And what the text promises of periods, pictures and
//! refusals.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::common::{ADVISOR, Customer, Desk};
use crate::consent_proofs::PROVED;
use counter::Spoken;
use counter::rights::withdraw::Withdraw;
use counter::steps::deliver::HandOver;
use counter::steps::skin::ImportSkinTest;
use counter::texts::ConsentText;
use domain::consent::Purpose;
use domain::kept::Held;
use domain::service::{Delivery, Step};

/// The sentences of a text, each with its place.
fn sentences(text: &ConsentText) -> Vec<(String, String)> {
    let mut told: Vec<(String, String)> = Vec::new();
    for (key, words) in &text.notice {
        told.push((format!("notice.{key}"), words.clone()));
    }
    for purpose in &text.purposes {
        let words = &purpose.zh;
        let id = serde_json::to_value(purpose.id).unwrap();
        let id = id.as_str().unwrap();
        let mut tell = |field: &str, words: &str| told.push((format!("{id}.{field}"), words.to_owned()));
        tell("what", &words.what);
        tell("why", &words.why);
        tell("necessity", words.necessity.as_deref().unwrap_or_default());
        tell("impact", words.impact.as_deref().unwrap_or_default());
        tell("how_long", &words.how_long);
        tell("take_back", &words.take_back);
        tell("if_refused", &words.if_refused);
    }
    let parts = |(place, words): &(String, String)| -> Vec<(String, String)> {
        let said = words.split(['。', '；']).map(str::trim).filter(|said| !said.is_empty());
        said.map(|said| (place.clone(), said.to_owned())).collect()
    };
    told.iter().flat_map(parts).collect()
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn every_sentence_of_the_consent_text_has_its_proof_and_every_proof_is_a_test() {
    let text = ConsentText::builtin().unwrap().pop().unwrap();
    let said: BTreeSet<(String, String)> = sentences(&text).into_iter().collect();
    let proved: BTreeSet<(String, String)> =
        PROVED.iter().map(|(place, said, _)| ((*place).to_owned(), (*said).to_owned())).collect();
    let without: Vec<_> = said.difference(&proved).collect();
    assert!(without.is_empty(), "no test proves: {without:#?}");
    let gone: Vec<_> = proved.difference(&said).collect();
    assert!(gone.is_empty(), "it is not said any more: {gone:#?}");

    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for folder in ["crates", "hq", "tests"] {
        sources(&root.join(folder), &mut files);
    }
    let code: String = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    for (place, said, proof) in PROVED {
        let sync = format!("#[test]\nfn {proof}()");
        let inside = format!("#[test]\n    fn {proof}()");
        let window = format!("#[tokio::test]\nasync fn {proof}()");
        let is_test = [sync, inside, window].iter().any(|written| code.contains(written.as_str()));
        assert!(is_test, "{place} 「{said}」: there is no test {proof}");
    }
}

#[test]
fn each_version_of_the_text_stays_readable_in_its_own_words() {
    let texts = ConsentText::builtin().unwrap();
    let versions: Vec<u32> = texts.iter().map(|text| text.version).collect();
    assert_eq!(versions, [1, 2, 3]);
    let digests: BTreeSet<String> =
        texts.iter().map(|text| text.version_and_digest().1.to_string()).collect();
    assert_eq!(digests.len(), texts.len());
    let first = &texts[0];
    assert!(first.notice["rights"].contains("15 个工作日"), "what was signed once is not changed");
}

#[test]
fn the_notice_names_who_handles_and_where() {
    let desk = Desk::found();
    let told = counter::view::consent::text(&desk.counter).unwrap();
    let who = told.notice.iter().find(|paragraph| paragraph.key == "who").unwrap();
    let row = desk.counter.store().premises().unwrap();
    for named in [&row.enterprise.name, &row.enterprise.address, &row.premises.name, &row.premises.phone] {
        assert!(who.text.contains(named.as_str()) && who.text_en.contains(named.as_str()), "{named}");
    }
    assert!(told.notice.iter().all(|paragraph| !paragraph.text.contains('{')), "no blank is left");
}

/// What would carry something out of the store: clients and servers of the network.
const SPEAKERS: [&str; 7] = ["reqwest", "hyper", "ureq", "curl", "tungstenite", "axum", "isahc"];

/// The crates that depend on a crate, by their own dependencies.
fn with_dependency(name: &str) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates");
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        let Ok(manifest) = std::fs::read_to_string(path.join("Cargo.toml")) else { continue };
        let own = manifest.split("\n[").find(|part| part.starts_with("dependencies]")).unwrap_or_default();
        if own.lines().any(|line| line.starts_with(name)) {
            found.insert(path.file_name().unwrap().to_str().unwrap().to_owned());
        }
    }
    found
}

/// A customer who agreed to everything that belongs to a telephone number, at the hand-over.
fn named(agrees: &[Purpose]) -> Desk {
    let mut all = vec![Purpose::ServiceRecord, Purpose::SkinAndAllergy, Purpose::Contact];
    all.extend(agrees);
    let customer =
        Customer {
            agrees: all, needs: vec!["补水，夜里脸颊发紧"], contact: true, ..Customer::default()
        };
    let mut desk = Desk::serving(customer, Step::Released);
    deliver(&mut desk);
    desk
}

/// Looks through all records, as before a round to headquarters.
fn considered(desk: &mut Desk, takes: bool) {
    let mut from = 1;
    loop {
        let next = desk.counter.considers_identity(from, takes).unwrap();
        if next == from {
            break;
        }
        from = next;
    }
}

fn sent(desk: &Desk) -> Vec<String> {
    let (mut sent, mut after) = (Vec::new(), 0);
    while let Some((row, opened)) = desk.counter.next_released(after).unwrap() {
        after = row.seq;
        sent.push(String::from_utf8(opened.bytes).unwrap());
    }
    sent
}

/// One crate speaks to a network, and what it sends beside records is what the store released.
#[test]
fn name_and_telephone_alone_go_up_and_only_with_consent_to_a_text_that_says_so() {
    let speaking: BTreeSet<String> = SPEAKERS.into_iter().flat_map(with_dependency).collect();
    assert_eq!(speaking, BTreeSet::from(["uplink".to_owned()]));
    assert_eq!(with_dependency("uplink"), BTreeSet::from(["desk".to_owned()]));

    let mut desk = named(&[Purpose::UploadIdentity, Purpose::FacialImage]);
    considered(&mut desk, false);
    assert_eq!(sent(&desk), Vec::<String>::new(), "nothing, where the enterprise takes nothing");
    considered(&mut desk, true);
    let items = sent(&desk);
    assert_eq!(items.len(), 1, "name and telephone alone: {items:?}");
    assert!(items[0].contains(crate::common::NAME) && items[0].contains(crate::common::PHONE));
    considered(&mut desk, true);
    assert_eq!(sent(&desk).len(), 1, "released once");
    desk.assert_sound();

    let mut desk = named(&[]);
    considered(&mut desk, true);
    assert_eq!(sent(&desk), Vec::<String>::new(), "who refused stays in the store");
    for version in [1, 2] {
        let text = &ConsentText::builtin().unwrap()[version - 1];
        let said = &text.of(Purpose::UploadIdentity).unwrap().zh;
        assert!(version == 1 || said.why.contains("不上传"), "it said so, and who agreed to it is not sent");
    }
}

#[test]
fn who_agreed_to_an_earlier_text_is_not_sent() {
    let mut desk = named(&[Purpose::UploadIdentity]);
    let told = desk.counter.service(&desk.number).unwrap();
    let parts = told.progress().noticed().unwrap().consent.parts().clone();
    assert_eq!(parts.text_version, 3);
    // Another customer, who was told by an older program.
    let older = domain::consent::ConsentParts { text_version: 2, ..parts };
    assert!(!counter::identity::says_so(older.text_version) && counter::identity::says_so(3));
    considered(&mut desk, true);
    assert_eq!(sent(&desk).len(), 1);
}

/// What is no picture and no skin test: no kind of thing but a contact may ever be released.
#[test]
fn a_picture_of_a_face_is_never_released_whatever_a_record_says() {
    use domain::event::{VaultRef, VaultReleased};
    use domain::kept::Basis;
    let desk = named(&[Purpose::UploadIdentity, Purpose::FacialImage]);
    for what in Held::ALL {
        assert_eq!(Basis::of(what).is_some(), what == Held::Contact, "{what:?}");
    }
    let customer = desk.counter.service(&desk.number).unwrap().progress().opened().customer.clone();
    let held = desk.counter.store().held_of(&customer).unwrap();
    let others: Vec<VaultRef> =
        held.iter().filter(|row| row.what != Held::Contact).map(|row| row.reference()).collect();
    assert!(others.len() > 2);
    let (desk, refused) = desk.upkeep(|tx| {
        let refused = others.into_iter().map(|item| {
            let refused = tx.record(VaultReleased { item, basis: Basis::Statutory });
            refused.map_or_else(|error| error.to_string(), |_| "released".to_owned())
        });
        Ok(refused.collect::<Vec<_>>())
    });
    assert!(refused.iter().all(|said| said.contains("不得离开本店")), "{refused:?}");
    desk.assert_sound();
}

#[test]
fn what_is_erased_or_taken_back_is_gone_at_headquarters_once_its_receipt_names_it() {
    use counter::rights::withdraw::Withdraw;
    for (purposes, stays) in [(vec![Purpose::UploadIdentity], true), (vec![Purpose::Contact], false)] {
        let mut desk = named(&[Purpose::UploadIdentity]);
        considered(&mut desk, true);
        let customer = desk.counter.service(&desk.number).unwrap().progress().opened().customer.clone();
        let item = desk.counter.store().released_of(&customer).unwrap()[0].item.to_string();
        let taken = Withdraw { customer: customer.clone(), purposes: purposes.clone(), everything: false };
        desk.call(ADVISOR, taken).unwrap();
        let held = desk.counter.store().held_of(&customer).unwrap();
        assert_eq!(held.iter().any(|row| row.what == Held::Contact), stays, "{purposes:?}");
        assert_eq!(sent(&desk), Vec::<String>::new(), "{purposes:?}: it is sent no more");
        let page =
            |desk: &mut Desk| desk.look(ADVISOR, "person.look", serde_json::json!({ "customer": customer }));
        let line = page(&mut desk)["at_headquarters"][0].clone();
        assert!(line["ended"].is_u64() && line["gone"].is_null(), "{purposes:?}: 总部待删除 {line}");
        assert_eq!(desk.counter.asks_what_is_gone().unwrap(), line["ended"].as_u64());
        let at = domain::Moment::parse_from_rfc3339("2026-11-21T09:00:00+08:00").unwrap();
        assert_eq!(desk.counter.gone_at_headquarters(&["another".to_owned()], 1, at).unwrap(), 0);
        assert_eq!(desk.counter.gone_at_headquarters(std::slice::from_ref(&item), 1, at).unwrap(), 1);
        assert_eq!(
            desk.counter.gone_at_headquarters(std::slice::from_ref(&item), 1, at).unwrap(),
            0,
            "said once"
        );
        let line = page(&mut desk)["at_headquarters"][0].clone();
        assert_eq!(line["copies_until"], "2026-12-21", "{purposes:?}: thirty days after");
        assert_eq!(desk.counter.asks_what_is_gone().unwrap(), None);
        considered(&mut desk, true);
        assert_eq!(sent(&desk), Vec::<String>::new(), "{purposes:?}: nor ever again");
        desk.assert_sound();
    }
}

/// Every record of a service, with a skin test and without one, names nobody.
#[test]
fn nothing_that_names_a_customer_stands_in_a_record() {
    for skin in [false, true] {
        let mut desk = if skin {
            let mut desk = Desk::serving(
                Customer {
                    agrees: Purpose::ALL.to_vec(),
                    needs: vec!["补水，夜里脸颊发紧"],
                    contact: true,
                    ..Customer::default()
                },
                Step::Needed,
            );
            let service = desk.number.clone();
            let bytes = with_a_picture();
            let test = ImportSkinTest { service, bytes, profile: None, row: None, real_age: None };
            desk.call(ADVISOR, test).unwrap();
            desk
        } else {
            named(&[Purpose::UploadIdentity])
        };
        considered(&mut desk, true);
        let mut read = 0;
        let each = |record: ledger::Stored| -> Result<(), store::StoreError> {
            let body = String::from_utf8(record.body).unwrap();
            for personal in [crate::common::NAME, crate::common::PHONE, "发紧"] {
                assert!(!body.contains(personal), "{personal} in record {}: {body}", record.seq);
            }
            read += 1;
            Ok(())
        };
        desk.counter.store().records(1, each).unwrap();
        assert!(read > 15, "{read}");
        desk.assert_sound();
    }
}

fn deliver(desk: &mut Desk) {
    let hand_over =
        HandOver { service: desk.number.clone(), delivery: Delivery::OnTheSpot, hints_given: true };
    desk.call(ADVISOR, hand_over).unwrap();
}

fn held(desk: &Desk) -> Vec<Held> {
    let rows = desk.counter.store().held_from(&desk.number).unwrap();
    let mut held: Vec<Held> = rows.into_iter().map(|row| row.what).collect();
    held.sort();
    held
}

#[test]
fn what_was_refused_goes_with_its_service() {
    let spoken = Some(Spoken { allergies: Vec::new(), pregnancy: false });
    let refuses = Customer { agrees: Vec::new(), spoken, ..Customer::default() };
    let mut desk = Desk::serving(refuses.clone(), Step::Released);
    assert_eq!(held(&desk).len(), 3, "while the service goes on, needs, reasons and signature serve it");
    deliver(&mut desk);
    assert_eq!(held(&desk), [], "nothing that names the customer is left");
    assert!(counter::papers::label_again(&desk.counter, &desk.number).is_ok(), "the record stays");
    desk.assert_sound();

    let mut desk = Desk::serving(refuses, Step::Planned);
    let abandon = counter::steps::open::Abandon { service: desk.number.clone(), reason: "改天".to_owned() };
    desk.call(ADVISOR, abandon).unwrap();
    assert_eq!(held(&desk), []);
    let mut agreed = Desk::at(Step::Released);
    deliver(&mut agreed);
    assert!(!held(&agreed).is_empty(), "what was agreed to stays until its day");
    desk.assert_sound();
}

#[test]
fn what_is_past_its_last_day_is_erased() {
    let contact = Customer { agrees: Purpose::ALL.to_vec(), contact: true, ..Customer::default() };
    let mut desk = Desk::serving(contact, Step::Released);
    deliver(&mut desk);
    assert_eq!(desk.counter.end_periods().unwrap(), 0, "nothing is past its day");
    desk.wait(730 * 86_400);
    desk.believe();
    let before = desk.counter.store().head().unwrap();
    assert_eq!(desk.counter.end_periods().unwrap(), 0, "the last day itself counts");
    assert_eq!(desk.counter.store().head().unwrap(), before, "a run that ends nothing leaves no record");
    desk.wait(2 * 86_400);
    assert_eq!(desk.counter.end_periods().unwrap(), 4);
    assert_eq!(held(&desk), []);
    let found = desk.counter.store().search_customers(crate::common::NAME, 9).unwrap();
    assert_eq!(found, [], "nobody finds the customer by name any more");
    let today = desk.counter.today();
    let tallies = desk.counter.store().tallies(today, today).unwrap();
    let erased = tallies.iter().find(|tally| tally.key == "erased/period").unwrap();
    assert_eq!(erased.n, 4, "it is counted on its day");
    desk.assert_sound();
}

/// An analyser's file with a picture in it.
fn with_a_picture() -> Vec<u8> {
    let file = include_str!("../../skintest/tests/fixtures/documented/meitu-eve.json");
    file.replacen('{', r#"{"face_picture":"/9j/4AAQSkZJRgABAQAAAQABAAD","#, 1).into_bytes()
}

#[test]
fn a_picture_is_kept_for_its_own_consent_alone() {
    let import = |desk: &mut Desk| {
        let service = desk.number.clone();
        let test =
            ImportSkinTest { service, bytes: with_a_picture(), profile: None, row: None, real_age: None };
        desk.call(ADVISOR, test).unwrap();
    };
    let agrees = |agrees: &[Purpose]| Customer { agrees: agrees.to_vec(), ..Customer::default() };
    let without = [Purpose::ServiceRecord, Purpose::SkinAndAllergy];
    let mut desk = Desk::serving(agrees(&without), Step::Needed);
    import(&mut desk);
    assert_eq!(held(&desk), [Held::Needs, Held::Skin], "the values alone");
    desk.assert_sound();

    let with = [Purpose::ServiceRecord, Purpose::SkinAndAllergy, Purpose::FacialImage];
    let mut desk = Desk::serving(agrees(&with), Step::Needed);
    import(&mut desk);
    assert!(held(&desk).contains(&Held::RawFile));
    desk.until(Step::Planned);
    assert!(!held(&desk).contains(&Held::RawFile), "the report was used");
    desk.assert_sound();

    let mut desk = Desk::serving(agrees(&with), Step::Needed);
    import(&mut desk);
    let customer = desk.counter.service(&desk.number).unwrap().progress().opened().customer.clone();
    let purposes = vec![Purpose::FacialImage];
    let receipt = desk.call(ADVISOR, Withdraw { customer, purposes, everything: false }).unwrap();
    assert_eq!(receipt.erased[0].what, Held::Image);
    assert!(!held(&desk).contains(&Held::RawFile) && held(&desk).contains(&Held::Skin));

    let mut desk = Desk::serving(agrees(&with), Step::Needed);
    import(&mut desk);
    desk.wait(29 * 86_400);
    desk.believe();
    assert_eq!(desk.counter.end_periods().unwrap(), 0);
    desk.wait(86_400);
    assert_eq!(
        desk.counter.end_periods().unwrap(),
        1,
        "after thirty days it is gone, whatever became of the service"
    );
    desk.assert_sound();
}
