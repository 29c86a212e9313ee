//! A recall from its publication to the gate: a real headquarters, a real desk, real HTTP between them.

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
use crate::down::{People, decision, effective, lift, publish, recall};

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
