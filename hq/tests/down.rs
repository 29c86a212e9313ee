//! The way down, at headquarters: who may sign, what is published, and what a store gets of it over the wire.

use std::time::{Duration, Instant};

use chrono::{TimeDelta, Utc};
use hq::ctl::{self, Drafts, Reached};
use hq::signing::{PersonKey, SigningError, Travels};
use sync::answer::Answer;
use sync::calls::{After, BlobOutcome, BoardOutcome, ROOT, SignedOutcome, blob_path, bulletin_path};
use sync::down::Chain;
use sync::down::board::Held;
use sync::down::bulletin::{self, ContentRef, Does, Taken, Verdict};
use sync::down::content::{Both, Lifted, Recall, Recalls};
use sync::down::signers::Signer;
use sync::root::Root;

use crate::model::{Model, read};
use crate::rig::{ENTERPRISE, Rig};

pub const WORD: &str = "十二个字以上的口令一二三四";
const FILING: &str = "鲁G妆网备字2024900001";

/// Three people with keys in files: two for everything, a third for recalls alone.
pub struct People {
    folder: tempfile::TempDir,
    pub signers: Vec<Signer>,
}

impl People {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let all: Vec<String> = Chain::ALL.iter().map(|chain| chain.name().to_owned()).collect();
        let signer = |person: &str, may: &[String], keeps_root| Signer {
            person: person.to_owned(),
            key: PersonKey::make(&folder.path().join(person), person, WORD).unwrap(),
            may: may.to_vec(),
            keeps_root,
        };
        let signers =
            vec![signer("QA01", &all, true), signer("QA02", &all, true), signer("QA03", &all[..1], false)];
        Self { folder, signers }
    }

    /// The text of a person's key file.
    pub fn file(&self, person: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(person)).unwrap()
    }

    pub fn key(&self, person: &str) -> PersonKey {
        PersonKey::open(&self.folder.path().join(person), WORD).unwrap()
    }
}

fn because(zh: &str, en: &str) -> Both {
    Both { zh: zh.to_owned(), en: en.to_owned() }
}

pub fn recall(number: &str, filing: &str, lot: Option<&str>) -> Vec<u8> {
    let recall = Recall {
        recall: number.to_owned(),
        filing: filing.to_owned(),
        lot: lot.map(ToOwned::to_owned),
        reason: because("菌落总数超标", "too many germs"),
    };
    serde_json::to_vec(&Recalls { ordered: vec![recall], lifted: Vec::new() }).unwrap()
}

pub fn lift(number: &str) -> Vec<u8> {
    let lifted = vec![Lifted {
        number: number.to_owned(),
        reason: because("复检合格", "passed when tested again"),
    }];
    serde_json::to_vec(&Recalls { ordered: Vec::new(), lifted }).unwrap()
}

pub fn decision(does: Does, content: &[u8]) -> Drafts<'_> {
    Drafts { chain: Chain::Recalls, does, effective: effective(), content }
}

/// Before any clock of these tests.
pub fn effective() -> chrono::DateTime<chrono::FixedOffset> {
    chrono::DateTime::parse_from_rfc3339("2026-01-01T09:00:00+08:00").unwrap()
}

/// Drafts, has people sign, and publishes.
pub async fn publish(rig: &mut Rig, people: &People, decision: Drafts<'_>, by: &[&str]) -> u64 {
    let id = ctl::drafted(&mut rig.office, ENTERPRISE, decision).await.unwrap();
    let mut travels = ctl::exported(&rig.office, ENTERPRISE, id).await.unwrap();
    by.iter().for_each(|person| travels.sign(&people.key(person)));
    ctl::signatures(&mut rig.office, &travels).await.unwrap();
    ctl::published(&mut rig.office, ENTERPRISE, id).await.unwrap().no
}

async fn got<T: sync::answer::Outcome>(store: &mut Model, rig: &Rig, path: &str) -> T {
    let answered = store.send(rig.address, "GET", path, b"").await.unwrap();
    match Answer::<T>::read(&answered.body).unwrap() {
        Answer::Outcome(outcome) => outcome,
        other => panic!("{:?}", matches!(other, Answer::Refused(_))),
    }
}

const NONE: After = After { root: 1, epoch: 0, no: 0 };

#[tokio::test]
async fn what_is_published_is_fetched_and_verified_from_the_ticket_on() {
    let people = People::new();
    let mut rig = Rig::signing(people.signers.clone()).await;
    let mut store = crate::way_up::enrolled(&mut rig, "JN01", 1).await;
    let root = store.root.clone().unwrap();
    assert_eq!(got::<BoardOutcome>(&mut store, &rig, &NONE.path(0)).await, BoardOutcome::NoBoard);

    let content = recall("ZH-1", FILING, Some("A-77"));
    assert_eq!(publish(&mut rig, &people, decision(Does::Stops, &content), &["QA03"]).await, 1);
    let content = lift("ZH-1");
    assert_eq!(publish(&mut rig, &people, decision(Does::Allows, &content), &["QA01", "QA02"]).await, 2);

    let BoardOutcome::Board { board } = got(&mut store, &rig, &NONE.path(0)).await else { panic!() };
    let nothing = |_| Held { has: Taken::NONE, epoch: 0 };
    let reading = board.read(&root, None, nothing, Utc::now().fixed_offset()).unwrap();
    assert_eq!(reading.missing.len(), 1);
    assert_eq!(
        (reading.missing[0].chain, reading.missing[0].from, reading.missing[0].to),
        (Chain::Recalls, 1, 2)
    );
    let mut taken = Taken::NONE;
    for no in 1..=2 {
        let path = bulletin_path(Chain::Recalls, no);
        let SignedOutcome::Signed { signed } = got(&mut store, &rig, &path).await else { panic!() };
        let now = Utc::now().fixed_offset();
        let Verdict::Now(said) = bulletin::judge(&root, Chain::Recalls, taken, &signed, now) else {
            panic!()
        };
        taken = Taken { no, digest: bulletin::digest(&signed.text) };
        let path = blob_path(&said.content.digest);
        let bytes = store.send(rig.address, "GET", &path, b"").await.unwrap();
        assert_eq!((bytes.status, ContentRef::of(&bytes.body)), (200, said.content));
        Recalls::read(said.does, &bytes.body).unwrap();
    }
    assert_eq!(reading.board.goes(Chain::Recalls), taken, "the board names the last by its digest");
    let missing = got::<SignedOutcome>(&mut store, &rig, &bulletin_path(Chain::Recalls, 3)).await;
    assert_eq!(missing, SignedOutcome::NotThere);
    assert_eq!(got::<BlobOutcome>(&mut store, &rig, &blob_path(&[7; 32])).await, BlobOutcome::NoBlob);
    assert!(ctl::own(&rig.office).await.unwrap().is_ok(), "headquarters' own ledger is sound");
    let deeds = "SELECT count(*) FROM hq_record WHERE convert_from(body, 'UTF8') ~ '\"hq.(drafted|signed|published)\"'";
    assert_eq!(rig.count(deeds).await, 7, "who drafted, signed and published stands in it");
}

#[tokio::test]
async fn what_allows_needs_two_people_and_what_stops_only_one_of_the_chain() {
    let people = People::new();
    let mut rig = Rig::signing(people.signers.clone()).await;
    let content = recall("ZH-1", FILING, None);
    let id = ctl::drafted(&mut rig.office, ENTERPRISE, decision(Does::Stops, &content)).await.unwrap();
    let refused = ctl::published(&mut rig.office, ENTERPRISE, id).await.unwrap_err().to_string();
    assert!(refused.starts_with("unknown_key"), "{refused}");
    publish(&mut rig, &people, decision(Does::Stops, &content), &["QA03"]).await;
    let refused = ctl::published(&mut rig.office, ENTERPRISE, id).await.unwrap_err().to_string();
    assert!(refused.contains("unknown_key") || refused.contains("meanwhile"), "{refused}");

    let content = lift("ZH-1");
    let id = ctl::drafted(&mut rig.office, ENTERPRISE, decision(Does::Allows, &content)).await.unwrap();
    let mut travels = ctl::exported(&rig.office, ENTERPRISE, id).await.unwrap();
    travels.sign(&people.key("QA01"));
    travels.sign(&people.key("QA01"));
    ctl::signatures(&mut rig.office, &travels).await.unwrap();
    let refused = ctl::published(&mut rig.office, ENTERPRISE, id).await.unwrap_err().to_string();
    assert!(refused.starts_with("too_few_signers"), "{refused}");
    travels.sign(&people.key("QA02"));
    assert_eq!(ctl::signatures(&mut rig.office, &travels).await.unwrap(), ["QA02"]);
    ctl::published(&mut rig.office, ENTERPRISE, id).await.unwrap();
    let again = ctl::published(&mut rig.office, ENTERPRISE, id).await.unwrap_err().to_string();
    assert!(again.contains("published already"), "{again}");
    assert_eq!(rig.count("SELECT count(*) FROM bulletin").await, 2);
}

#[tokio::test]
async fn who_may_not_sign_is_refused_and_what_no_store_could_apply_is_not_drafted() {
    let people = People::new();
    let mut rig = Rig::signing(people.signers.clone()).await;
    let content = recall("ZH-1", FILING, None);
    let id = ctl::drafted(&mut rig.office, ENTERPRISE, decision(Does::Stops, &content)).await.unwrap();
    let mut travels = ctl::exported(&rig.office, ENTERPRISE, id).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    PersonKey::make(&path, "QA01", WORD).unwrap();
    travels.sign(&PersonKey::open(&path, WORD).unwrap());
    let refused = ctl::signatures(&mut rig.office, &travels).await.unwrap_err().to_string();
    assert!(refused.contains("nothing was taken"), "a name without its key: {refused}");
    assert!(matches!(PersonKey::open(&path, "another passphrase"), Err(SigningError::Passphrase)));
    assert!(PersonKey::make(&path, "QA01", WORD).is_err(), "a key is never written over");

    for (content, why) in [
        (recall("ZH-1", "不是备案号", None), "nothing was drafted"),
        (b"{\"ordered\":[],\"more\":1}".to_vec(), "unreadable"),
        (lift("ZH-1"), "contradiction"),
        (recall("", FILING, None), "contradiction"),
    ] {
        let refused = ctl::drafted(&mut rig.office, ENTERPRISE, decision(Does::Stops, &content)).await;
        let refused = refused.unwrap_err().to_string();
        assert!(refused.contains(why), "{refused}");
    }
    let chain = Drafts { chain: Chain::Recipes, ..decision(Does::Stops, &content) };
    let refused = ctl::drafted(&mut rig.office, ENTERPRISE, chain).await.unwrap_err().to_string();
    assert!(refused.starts_with("wrong_chain"), "{refused}");
    ctl::withdrawn(&mut rig.office, ENTERPRISE, id, "写错批号").await.unwrap();
    assert!(ctl::published(&mut rig.office, ENTERPRISE, id).await.is_err());
    assert!(ctl::withdrawn(&mut rig.office, ENTERPRISE, id, "再撤").await.is_err());
}

#[tokio::test]
async fn a_draft_travels_as_a_file_and_shows_in_words_what_is_signed() {
    let people = People::new();
    let mut rig = Rig::signing(people.signers.clone()).await;
    let content = recall("ZH-1", FILING, Some("A-77"));
    let id = ctl::drafted(&mut rig.office, ENTERPRISE, decision(Does::Stops, &content)).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("draft.json");
    ctl::exported(&rig.office, ENTERPRISE, id).await.unwrap().write(&file).unwrap();
    let words = Travels::read(&file).unwrap().words().unwrap().join("\n");
    for word in ["召回 ZH-1", FILING, "批号 A-77", "菌落总数超标", "recall ZH-1", "too many germs"]
    {
        assert!(words.contains(word), "{word} in {words}");
    }
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("A-77", "A-78")).unwrap();
    assert!(
        matches!(Travels::read(&file), Err(SigningError::OtherContent)),
        "what is shown is what is signed"
    );
}

#[tokio::test]
async fn a_root_is_followed_by_its_keepers_and_begun_anew_without_them() {
    let people = People::new();
    let mut rig = Rig::new().await;
    let old = crate::way_up::enrolled(&mut rig, "JN01", 1).await.root.unwrap();
    let mut travels = ctl::root_drafted(&rig.office, ENTERPRISE, people.signers.clone()).await.unwrap();
    travels.sign(&people.key("QA01"));
    travels.sign(&people.key("QA03"));
    let refused = ctl::root_published(&mut rig.office, &travels).await.unwrap_err().to_string();
    assert!(refused.contains("two of those who keep"), "{refused}");
    let waiting = ctl::code(&mut rig.office, "JN01", false).await.unwrap();
    travels.sign(&people.key("QA02"));
    assert_eq!(ctl::root_published(&mut rig.office, &travels).await.unwrap(), (2, Reached::EnrolAnew));
    assert!(old.next(&travels.signed).is_err(), "nothing that the store trusts leads to it");
    // A ticket that was given out before is good for its own root, and the store fetches the next one itself.
    let mut store = Model::new("JN01", 1);
    store.work(3);
    store.enrol(rig.address, &waiting.ticket).await;
    assert_eq!(store.root.as_ref().unwrap().root, 1);

    let others = People::new();
    let mut signers = people.signers.clone();
    signers[2] = Signer { person: "QA09".to_owned(), ..others.signers[2].clone() };
    let mut travels = ctl::root_drafted(&rig.office, ENTERPRISE, signers).await.unwrap();
    travels.sign(&people.key("QA01"));
    travels.sign(&people.key("QA02"));
    assert_eq!(ctl::root_published(&mut rig.office, &travels).await.unwrap(), (3, Reached::Followed));
    let SignedOutcome::Signed { signed } = got(&mut store, &rig, &format!("{ROOT}2")).await else { panic!() };
    let second = Root::kept(&signed.text).unwrap();
    let SignedOutcome::Signed { signed } = got(&mut store, &rig, &format!("{ROOT}3")).await else { panic!() };
    assert_eq!(second.next(&signed).unwrap().signers[2].person, "QA09");
    let BoardOutcome::Board { board } = got(&mut store, &rig, &NONE.path(0)).await else { panic!() };
    let board: sync::down::board::Board = serde_json::from_str(&board.text).unwrap();
    assert_eq!((board.root, board.no), (3, 2));
}

#[tokio::test]
async fn who_waits_for_the_board_hears_of_a_recall_while_it_waits_and_else_that_nothing_changed() {
    let people = People::new();
    let mut rig = Rig::signing(people.signers.clone()).await;
    let mut store = crate::way_up::enrolled(&mut rig, "JN01", 1).await;
    let content = recall("ZH-1", FILING, None);
    publish(&mut rig, &people, decision(Does::Stops, &content), &["QA01"]).await;
    let first = After { root: 1, epoch: 1, no: 1 };
    let nothing = got::<BoardOutcome>(&mut store, &rig, &first.path(1)).await;
    assert_eq!(nothing, BoardOutcome::Unchanged);
    let address = rig.address;
    let waiting = tokio::spawn(async move {
        let answered = store.send(address, "GET", &first.path(50), b"").await.unwrap();
        (answered, Instant::now())
    });
    tokio::time::sleep(Duration::from_millis(400)).await;
    let content = recall("ZH-2", FILING, None);
    publish(&mut rig, &people, decision(Does::Stops, &content), &["QA01"]).await;
    let published = Instant::now();
    let (answered, heard) = waiting.await.unwrap();
    assert!(matches!(read::<BoardOutcome>(&answered), Answer::Outcome(BoardOutcome::Board { .. })));
    // Much sooner than the question would have been answered anyway.
    assert!(heard.saturating_duration_since(published) < Duration::from_secs(25));
}

#[tokio::test]
async fn an_old_board_is_signed_anew_and_a_restored_headquarters_says_its_epoch() {
    let people = People::new();
    let mut rig = Rig::signing(people.signers.clone()).await;
    let mut store = crate::way_up::enrolled(&mut rig, "JN01", 1).await;
    let content = recall("ZH-1", FILING, None);
    publish(&mut rig, &people, decision(Does::Stops, &content), &["QA01"]).await;
    let sql = "UPDATE board SET issued_at = issued_at - interval '2 hours'";
    rig.behind.batch_execute(sql).await.unwrap();
    let said = async |store: &mut Model, rig: &Rig| {
        let BoardOutcome::Board { board } = got(store, rig, &NONE.path(0)).await else { panic!() };
        serde_json::from_str::<sync::down::board::Board>(&board.text).unwrap()
    };
    let board = said(&mut store, &rig).await;
    assert_eq!((board.no, board.epoch), (2, 1));
    assert!(board.expires - Utc::now().fixed_offset() > TimeDelta::hours(71));
    ctl::restored(&mut rig.office, "演练").await.unwrap();
    rig.again().await;
    let board = said(&mut store, &rig).await;
    assert_eq!((board.no, board.epoch), (3, 2));
}

#[tokio::test]
async fn another_enterprises_device_gets_none_of_it() {
    let people = People::new();
    let mut rig = Rig::signing(people.signers.clone()).await;
    let content = recall("ZH-1", FILING, None);
    publish(&mut rig, &people, decision(Does::Stops, &content), &["QA01"]).await;
    ctl::enterprise(&mut rig.office, "OTHER", "别家（试验）").await.unwrap();
    ctl::store(&mut rig.office, "OTHER", "BJ09", "别店", "北京").await.unwrap();
    let mut store = Model::new("BJ09", 9);
    store.work(3);
    let given = ctl::code(&mut rig.office, "BJ09", false).await.unwrap();
    store.enrol(rig.address, &given.ticket).await;
    assert_eq!(got::<BoardOutcome>(&mut store, &rig, &NONE.path(0)).await, BoardOutcome::NoBoard);
    let path = bulletin_path(Chain::Recalls, 1);
    assert_eq!(got::<SignedOutcome>(&mut store, &rig, &path).await, SignedOutcome::NotThere);
    let path = blob_path(&ContentRef::of(&content).digest);
    assert_eq!(got::<BlobOutcome>(&mut store, &rig, &path).await, BlobOutcome::NoBlob);
    let unknown = crate::rig::http(rig.address, "GET", &path, &[], b"").await.unwrap();
    assert_eq!(unknown.status, 400, "and nobody without a device");
}
