//! A recall from its publication to the gate: a real headquarters, a real desk, real HTTP between them.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use desk::Pane;
use domain::ids::LotId;
use domain::stock::Zone;
use hq::ctl::Drafts;
use serde_json::{Value, json};
use sync::down::Chain;
use sync::down::bulletin::Does;
use sync::down::content::{Both, Lifted, Suspended, Suspension, Suspensions};

use crate::counters::common::{Place, pin};
use crate::counters::{Both as Two, tried};
use crate::down::{People, WORD, decision, effective, lift, publish, recall};

pub struct Trial {
    pub two: Two,
    pub people: People,
}

impl Trial {
    pub fn new() -> Self {
        let people = People::new();
        Self { two: Two::signing(people.signers.clone()), people }
    }

    pub fn publish(&mut self, decision: Drafts<'_>, by: &[&str]) -> u64 {
        let Self { two, people } = self;
        two.runtime.block_on(publish(&mut two.rig, people, decision, by))
    }
}

/// A product of the demo store that has lots: its filing number, and the number of its first lot.
fn product(place: &Place) -> (String, String, String) {
    let desk = place.door().desk();
    let store = desk.counter().unwrap().store();
    let recipe = store.recipes().unwrap().into_iter().find(|recipe| recipe.approved).unwrap();
    let product = store.product(&recipe.components[0].product).unwrap();
    let lots = store.lots_of(&product.id).unwrap();
    let lot = lots.iter().find(|lot| !lot.recalled && lot.zone == Zone::Accepted).unwrap();
    (product.filing.to_string(), lot.number.clone(), lot.id.to_string())
}

pub fn down(place: &Place) -> Value {
    place.staff("headquarters.look", json!({}))["down"].clone()
}

pub fn picks(place: &Place, at: &Path) {
    place.hand.answers.lock().unwrap().push_back(at.to_owned());
}

/// The ledger alone makes the same tables.
pub fn rebuilt(place: &Place) {
    let desk = place.door().desk();
    assert_eq!(desk.counter().unwrap().store().rebuild_check().unwrap().different, Vec::<String>::new());
}

fn is_recalled(place: &Place, lot: &str) -> bool {
    let desk = place.door().desk();
    desk.counter().unwrap().store().lot(&LotId::kept(lot.to_owned())).unwrap().recalled
}

#[test]
fn a_recall_blocks_the_lot_at_once_and_is_lifted_by_two() {
    let (mut trial, place) = (Trial::new(), Place::with("S06"));
    trial.two.enrol(&place, false);
    assert_eq!(down(&place)["restrictions"], json!([]));
    let (filing, number, lot) = product(&place);
    let content = recall("ZH-1", &filing, Some(&number));
    assert_eq!(trial.publish(decision(Does::Stops, &content), &["QA03"]), 1);
    assert!(!is_recalled(&place, &lot), "it is not here yet");
    tried(&place);
    assert!(is_recalled(&place, &lot));
    let came = down(&place);
    assert_eq!(came["restrictions"][0]["lots"], json!([lot]), "{came}");
    assert_eq!(came["bulletins"][0]["signed_by"], json!(["QA03"]), "{came}");
    assert!(came["bulletins"][0]["applied"].is_u64(), "{came}");

    // Nothing is applied twice, and a restart keeps it.
    let before = place.head().seq;
    tried(&place);
    let place = place.again();
    place.sit("S06");
    tried(&place);
    assert_eq!(place.head().seq, before, "no record more");
    assert!(is_recalled(&place, &lot));
    // Headquarters' own rows say the same, by the store's records alone.
    let rig = &trial.two.rig;
    trial.two.runtime.block_on(rig.project());
    let sql = format!(
        "SELECT count(*) FROM projection WHERE tab = 'lot' AND id = '{lot}' AND doc::jsonb ->> 'recalled' = 'true'"
    );
    assert_eq!(trial.two.runtime.block_on(rig.count(&sql)), 1);
    assert_eq!(trial.two.runtime.block_on(rig.count("SELECT count(*) FROM finding")), 0);

    let content = lift("ZH-1");
    assert_eq!(trial.publish(decision(Does::Allows, &content), &["QA01", "QA02"]), 2);
    tried(&place);
    assert!(!is_recalled(&place, &lot));
    assert_eq!(down(&place)["restrictions"], json!([]));
    rebuilt(&place);
}

#[test]
fn a_recall_that_was_published_without_a_network_is_here_on_the_return() {
    let (mut trial, place) = (Trial::new(), Place::with("S06"));
    trial.two.enrol(&place, false);
    let (filing, _, lot) = product(&place);
    trial.two.cut();
    let content = recall("ZH-1", &filing, None);
    trial.publish(decision(Does::Stops, &content), &["QA01"]);
    tried(&place);
    assert!(!is_recalled(&place, &lot), "nobody told the store");
    trial.two.mend();
    tried(&place);
    assert!(is_recalled(&place, &lot));
}

#[test]
fn a_suspended_store_opens_no_service_until_two_lift_it() {
    let (mut trial, place) = (Trial::new(), Place::with("S06"));
    trial.two.enrol(&place, false);
    let because = Both { zh: "试点授权核查".to_owned(), en: "under review".to_owned() };
    let one = Suspension {
        suspension: "TY-1".to_owned(),
        what: Suspended::Store("JN01".to_owned()),
        reason: because.clone(),
    };
    let content = serde_json::to_vec(&Suspensions { ordered: vec![one], lifted: Vec::new() }).unwrap();
    let stops =
        Drafts { chain: Chain::Suspensions, does: Does::Stops, effective: effective(), content: &content };
    trial.publish(stops, &["QA01"]);
    tried(&place);
    place.sit("S01");
    let refused = place.refused("service.open", json!({ "mode": "product", "customer": null }));
    assert_eq!(refused, "gate_stopped");
    place.sit("S06");
    let lifted = vec![Lifted { number: "TY-1".to_owned(), reason: because }];
    let content = serde_json::to_vec(&Suspensions { ordered: Vec::new(), lifted }).unwrap();
    let allows = Drafts { does: Does::Allows, content: &content, ..stops };
    trial.publish(allows, &["QA01", "QA02"]);
    tried(&place);
    crate::counters::work(&place);
}

#[test]
fn a_unit_that_was_weighed_and_labelled_stops_at_its_release() {
    let (mut trial, place) = (Trial::new(), Place::with("S06"));
    trial.two.enrol(&place, false);
    let service = place.labelled();
    place.staff("label.print", json!({ "service": service }));
    place.staff("service.scan_label", json!({ "service": service, "read": service }));
    let used = {
        let desk = place.door().desk();
        let store = desk.counter().unwrap().store();
        let in_it = |lot: &LotId| {
            let traced = store.trace(lot.as_str()).unwrap();
            let mut units = traced.iter().flat_map(|trace| &trace.units);
            units.any(|unit| unit.service.to_string() == service)
        };
        let recipes = store.recipes().unwrap();
        let products = recipes.iter().flat_map(|recipe| &recipe.components).map(|one| &one.product);
        let lots = products.flat_map(|product| store.lots_of(product).unwrap());
        let lots = lots.filter(|lot| in_it(&lot.id));
        let named = lots.map(|lot| (store.product(&lot.product).unwrap().filing.to_string(), lot.number));
        named.collect::<Vec<_>>()
    };
    let (filing, number) = &used[0];
    let content = recall("ZH-9", filing, Some(number));
    trial.publish(decision(Does::Stops, &content), &["QA02"]);
    let news = place.staff("desk.wait", json!({ "seen": 0 }))["revision"].as_u64().unwrap();
    tried(&place);
    let heard = place.staff("desk.wait", json!({ "seen": news }));
    assert!(
        heard["topics"].as_array().unwrap().contains(&json!("service")),
        "every window hears of it: {heard}"
    );
    let release = json!({ "service": service, "officer": "S04", "pin": pin("S04") });
    let refused = place.ask(Pane::Staff, "service.release", release).unwrap_err();
    assert_eq!(refused.code, "gate_stopped");
    assert!(refused.message.contains("召回"), "{}", refused.message);
    rebuilt(&place);
}

#[test]
fn a_recall_comes_by_stick_where_there_is_no_network() {
    let (mut trial, place) = (Trial::new(), Place::with("S06"));
    trial.two.enrol(&place, false);
    let (filing, number, lot) = product(&place);
    trial.two.cut();
    let content = recall("ZH-1", &filing, Some(&number));
    trial.publish(decision(Does::Stops, &content), &["QA01"]);
    let stick = tempfile::tempdir().unwrap();
    let Trial { two, .. } = &trial;
    let written = hq::carried::written(&two.rig.hq, crate::rig::ENTERPRISE, stick.path());
    assert!(two.runtime.block_on(written).unwrap());
    let file = stick.path().join("tiaohe-down.json");
    let whole = std::fs::read_to_string(&file).unwrap();

    // One letter of what was signed is another one.
    std::fs::write(&file, whole.replace("ZH-1", "ZH-2")).unwrap();
    picks(&place, stick.path());
    place.staff("headquarters.stick_in", json!({}));
    assert!(!is_recalled(&place, &lot));
    assert_eq!(down(&place)["refused"][0]["told"]["code"], "digest_differs");
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    picks(&place, stick.path());
    assert_eq!(place.refused("headquarters.stick_in", json!({})), "stick_unknown");

    std::fs::write(&file, whole).unwrap();
    picks(&place, stick.path());
    place.staff("headquarters.stick_in", json!({}));
    assert!(is_recalled(&place, &lot));
    assert_eq!(down(&place)["refused"], json!([]));
    picks(&place, stick.path());
    let before = place.head().seq;
    place.staff("headquarters.stick_in", json!({}));
    assert_eq!(place.head().seq, before, "twice is once");
    trial.two.mend();
    tried(&place);
    assert!(is_recalled(&place, &lot));
    rebuilt(&place);
}

#[test]
fn a_restored_headquarters_gets_a_recall_back_from_a_store_and_gives_it_to_the_others() {
    let (mut trial, place) = (Trial::new(), Place::with("S06"));
    trial.two.enrol(&place, false);
    let content = recall("ZH-1", "鲁G妆网备字2024900001", None);
    trial.publish(decision(Does::Stops, &content), &["QA01"]);
    tried(&place);
    let content = recall("ZH-2", "鲁G妆网备字2024900001", None);
    trial.publish(decision(Does::Stops, &content), &["QA02"]);
    tried(&place);
    let Trial { two, .. } = &mut trial;
    two.cut();
    // The backup of before the second: neither bulletin nor content of it is there, and the board is the first one's.
    let sql =
        "DELETE FROM bulletin WHERE no = 2; DELETE FROM blob WHERE convert_from(bytes, 'UTF8') LIKE '%ZH-2%';
               DELETE FROM draft WHERE no = 2";
    two.runtime.block_on(two.rig.behind.batch_execute(sql)).unwrap();
    two.runtime.block_on(hq::ctl::restored(&mut two.rig.office, "演练")).unwrap();
    two.mend();
    tried(&place);
    let count = |two: &Two| two.runtime.block_on(two.rig.count("SELECT count(*) FROM bulletin"));
    assert_eq!(count(two), 2, "the store gave it back");
    assert!(two.runtime.block_on(hq::ctl::own(&two.rig.office)).unwrap().is_ok());
    let before = place.head().seq;
    tried(&place);
    assert_eq!((count(two), down(&place)["rolled_back"].clone()), (2, json!([])));
    assert_eq!(place.head().seq, before, "nothing changed here");
}

#[test]
fn a_recall_comes_by_itself_to_a_desk_that_follows_the_board() {
    let (mut trial, place) = (Trial::new(), Place::with("S06"));
    trial.two.enrol(&place, false);
    let (filing, number, lot) = product(&place);
    let following = place.runtime.spawn(Arc::clone(place.door()).follows());
    let moment = || place.runtime.block_on(async { tokio::time::sleep(Duration::from_millis(50)).await });
    // It asks, and waits where nothing was ever published.
    (0..20).for_each(|_| moment());
    let content = recall("ZH-1", &filing, Some(&number));
    trial.publish(decision(Does::Stops, &content), &["QA01"]);
    let published = Instant::now();
    while !is_recalled(&place, &lot) {
        // The question that waits would be answered then in any case.
        assert!(published.elapsed() < Duration::from_secs(20), "nobody told the desk");
        moment();
    }
    println!("published and applied within {:?}", published.elapsed());
    following.abort();
}

impl Trial {
    /// Sends a command of the console and reads its answer.
    fn asks(&self, cookie: &str, name: &str, body: &Value) -> (u16, Value) {
        let headers = [("Cookie", cookie.to_owned())];
        let body = body.to_string();
        let asked = crate::console::command(&self.two.rig, name, &body, &headers);
        let answered = self.two.runtime.block_on(asked);
        (answered.status, serde_json::from_slice(&answered.body).unwrap_or_default())
    }

    fn recalls(&self, cookie: &str) -> Value {
        let headers = [("Cookie", cookie.to_owned())];
        let asked = crate::rig::http(self.two.rig.address, "GET", "/console/recalls", &headers, &[]);
        serde_json::from_slice(&self.two.runtime.block_on(asked).unwrap().body).unwrap()
    }

    fn signed_in(&mut self) -> String {
        let Self { two, .. } = self;
        two.runtime.block_on(async {
            let person = hq::ctl::person(
                &mut two.rig.office,
                crate::rig::ENTERPRISE,
                "试验质量负责人",
                crate::console::PASSWORD,
            );
            person.await.unwrap();
            crate::console::cookie(
                &crate::console::sign_in(&two.rig, "试验质量负责人", crate::console::PASSWORD).await,
            )
        })
    }
}

#[test]
fn a_recall_is_begun_in_the_browser_by_one_key_and_each_store_is_followed() {
    let (mut trial, place) = (Trial::new(), Place::with("S06"));
    trial.two.enrol(&place, false);
    tried(&place);
    trial.two.runtime.block_on(trial.two.rig.project());
    let (filing, number, lot) = product(&place);
    let cookie = trial.signed_in();
    assert_eq!(trial.recalls(&cookie)["recalls"], json!([]));

    // What it would reach is what the store itself says of its units.
    let (status, reach) =
        trial.asks(&cookie, "recall-reach", &json!({ "filing": filing, "lot": number.to_lowercase() }));
    assert_eq!(status, 200, "{reach}");
    assert_eq!((&reach["all"], reach["stores"].as_array().unwrap().len()), (&json!(1), 1), "{reach}");
    assert_eq!(reach["stores"][0]["lots"], json!([number]));
    assert!(reach["products"][0].is_string(), "{reach}");
    let (mut handed, mut others) = (BTreeSet::new(), BTreeSet::new());
    {
        let desk = place.door().desk();
        let store = desk.counter().unwrap().store();
        let units = store.trace(&lot).unwrap().into_iter().flat_map(|trace| trace.units);
        for unit in units.filter(|unit| !unit.written_off) {
            match unit.step {
                domain::service::Step::Done => handed.insert(unit.service),
                domain::service::Step::Ended => false,
                _ => others.insert(unit.service),
            };
        }
    }
    let units = &reach["stores"][0]["units"];
    assert_eq!(units["handed"], json!(handed.len()), "{units}");
    assert_eq!(units["making"].as_u64().unwrap() + units["kept"].as_u64().unwrap(), others.len() as u64);
    assert_eq!(trial.asks(&cookie, "recall-reach", &json!({ "filing": "不是编号" })).1["code"], "not_filing");
    assert_eq!(trial.asks("tiaohe-hq=00", "recall-reach", &json!({ "filing": filing })).0, 401);

    // Nothing is published without the right key, its passphrase and a reason in both languages.
    let stranger = crate::down::People::new();
    let begins = |key: String, passphrase: &str, zh: &str| {
        let reason = json!({ "zh": zh, "en": "too many germs" });
        json!({ "filing": filing, "lot": number, "reason": reason, "key": key, "passphrase": passphrase })
    };
    for (body, code) in [
        (begins(stranger.file("QA01"), WORD, "菌落总数超标"), "may_not"),
        (begins(trial.people.file("QA03"), "另一个十二字以上的口令", "菌落总数超标"), "wrong_passphrase"),
        (begins("{}".to_owned(), WORD, "菌落总数超标"), "key_file"),
        (begins(trial.people.file("QA03"), WORD, ""), "wrong_reason"),
    ] {
        let (status, said) = trial.asks(&cookie, "recall", &body);
        assert_eq!((status, said["code"].as_str()), (422, Some(code)), "{said}");
    }
    let count = |trial: &Trial, sql: &str| trial.two.runtime.block_on(trial.two.rig.count(sql));
    assert_eq!(count(&trial, "SELECT count(*) FROM bulletin"), 0);
    assert_eq!(count(&trial, "SELECT count(*) FROM draft WHERE state = 'open'"), 0);

    let (status, begun) =
        trial.asks(&cookie, "recall", &begins(trial.people.file("QA03"), WORD, "菌落总数超标"));
    assert_eq!((status, &begun["no"]), (200, &json!(1)), "{begun}");
    let page = trial.recalls(&cookie);
    assert_eq!(page["recalls"][0]["recall"], begun["recall"]);
    assert_eq!(page["recalls"][0]["signed_by"], json!(["QA03"]));
    assert_eq!((&page["stores"], &page["recalls"][0]["applied"]), (&json!(1), &json!(0)), "{page}");
    let follows = json!({ "filing": filing, "lot": number, "no": 1 });
    assert_eq!(trial.asks(&cookie, "recall-reach", &follows).1["stores"][0]["way"], "waiting");
    tried(&place);
    assert!(is_recalled(&place, &lot));
    tried(&place);
    trial.two.runtime.block_on(trial.two.rig.project());
    assert_eq!(trial.recalls(&cookie)["recalls"][0]["applied"], 1);
    assert_eq!(trial.asks(&cookie, "recall-reach", &follows).1["stores"][0]["way"], "applied");
    // Who did it stands in headquarters' own ledger, under the name that signed in.
    let deeds =
        "SELECT count(*) FROM hq_record WHERE convert_from(body, 'UTF8') ~ '试验质量负责人.*hq.published'";
    assert_eq!(count(&trial, deeds), 1);

    // A second recall has a number of its own; the same number twice is refused, for a counter would not see the second.
    let again = recall(begun["recall"].as_str().unwrap(), &filing, None);
    let Trial { two, .. } = &mut trial;
    let drafted =
        hq::ctl::drafted(&mut two.rig.office, crate::rig::ENTERPRISE, decision(Does::Stops, &again));
    let refused = two.runtime.block_on(drafted).unwrap_err();
    assert!(refused.to_string().contains("given in recalls no. 1"), "{refused}");
    assert_eq!(trial.asks(&cookie, "recall", &begins(trial.people.file("QA01"), WORD, "再次")).1["no"], 2);
}

/// CommCare #1823: what one item spoils is its own chain's. A recall whose content is not what was signed waits, told; a suspension
/// that came after it holds at once; and the recall is applied as soon as its content is right.
#[test]
fn one_bad_item_blocks_no_other_chain() {
    let (mut trial, place) = (Trial::new(), Place::with("S06"));
    trial.two.enrol(&place, false);
    let (filing, number, lot) = product(&place);
    let content = recall("ZH-1", &filing, Some(&number));
    trial.publish(decision(Does::Stops, &content), &["QA01"]);
    let spoilt = |two: &Two, sql: &str| two.runtime.block_on(two.rig.behind.batch_execute(sql)).unwrap();
    spoilt(
        &trial.two,
        "CREATE TABLE kept AS SELECT * FROM blob; UPDATE blob SET bytes = set_byte(bytes, 3, 0)",
    );
    let reason = Both { zh: "试点授权核查".to_owned(), en: "under review".to_owned() };
    let what = Suspended::Store("JN01".to_owned());
    let one = Suspension { suspension: "TY-1".to_owned(), what, reason };
    let content = serde_json::to_vec(&Suspensions { ordered: vec![one], lifted: Vec::new() }).unwrap();
    let stops =
        Drafts { chain: Chain::Suspensions, does: Does::Stops, effective: effective(), content: &content };
    trial.publish(stops, &["QA01"]);
    tried(&place);
    let came = down(&place);
    let held: Vec<&Value> =
        came["restrictions"].as_array().unwrap().iter().map(|one| &one["number"]).collect();
    assert_eq!(held, ["TY-1"], "{came}");
    assert_eq!(came["refused"][0]["told"]["code"], "digest_differs", "{came}");
    assert!(!is_recalled(&place, &lot));
    spoilt(&trial.two, "UPDATE blob SET bytes = kept.bytes FROM kept WHERE blob.digest = kept.digest");
    tried(&place);
    assert!(is_recalled(&place, &lot));
    assert_eq!(down(&place)["refused"], json!([]));
}
