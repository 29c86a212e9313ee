//! Small batches that share a transaction: each is judged for itself, what is not ordinary is left alone, and nothing that
//! one of them brings harms another.

use std::sync::Arc;

use hq::caller::Caller;
use hq::lane::{Came, Landed, Rider, together};
use ledger::Hash;
use sync::answer::Answer;
use sync::calls::RecordsOutcome;
use sync::receipt::Asked;

use crate::model::Model;
use crate::rig::{ENTERPRISE, Rig};
use crate::way_up::enrolled;

fn rider(store: &mut Model, batch: Vec<u8>) -> Rider {
    store.counter += 1;
    let caller = Caller {
        store: store.code.clone(),
        device: store.device.id(),
        enterprise: ENTERPRISE.to_owned(),
        branch: store.branch,
        may_recover: false,
        frozen: false,
        asked: Asked { boot: store.boot, counter: store.counter },
        boots: "[]".to_owned(),
    };
    let came = Came::read(batch.into()).unwrap();
    Rider { caller: Arc::new(caller), came: Arc::new(came), program: "tiaohe 0.1.0".to_owned() }
}

#[tokio::test]
async fn each_of_a_departure_is_judged_for_itself_and_none_harms_another() {
    let mut rig = Rig::new().await;
    let mut stores = Vec::new();
    for number in 0..8_u64 {
        let mut store = enrolled(&mut rig, &format!("L{number}"), 200 + number).await;
        store.all(rig.address).await;
        store.work(4);
        stores.push(store);
    }
    let ends: Vec<u64> = stores.iter().map(|store| store.records.len() as u64).collect();
    let mut riders = Vec::new();
    for (number, store) in stores.iter_mut().enumerate() {
        let end = ends[number];
        let batch = match number {
            // A gap: what comes before was never sent.
            1 => store.batch(end - 1, end),
            // Sent before, in part.
            2 => store.batch(end - 5, end),
            // Signed by a key that is not the store's.
            3 => {
                let sound = std::mem::replace(&mut store.key, ledger::signing_key(&[9; 32]));
                let batch = store.batch(end - 3, end);
                store.key = sound;
                batch
            }
            _ => store.batch(end - 3, end),
        };
        riders.push(rider(store, batch));
    }
    // One was frozen after its request was proved.
    let frozen = "UPDATE device SET state = 'frozen' WHERE store_id = 'L4'";
    rig.behind.execute(frozen, &[]).await.unwrap();
    let landed = together(&rig.hq.databases, riders.clone()).await.unwrap();
    for (number, landed) in landed.iter().enumerate() {
        let ordinary = ![1, 2, 3, 4].contains(&number);
        assert_eq!(matches!(landed, Landed::Kept { .. }), ordinary, "{number}: {landed:?}");
        if let Landed::Kept { end, epoch } = landed {
            let own = stores[number].end();
            assert_eq!((end.seq, end.hash, *epoch), (own.seq, own.hash, 1), "{number}");
        }
    }
    // The same departure again adds nothing.
    let segments = rig.count("SELECT count(*) FROM segment").await;
    let landed = together(&rig.hq.databases, riders).await.unwrap();
    assert!(landed.iter().all(|landed| *landed == Landed::Alone), "{landed:?}");
    assert_eq!(rig.count("SELECT count(*) FROM segment").await, segments);
    let checked = hq::ctl::stores(&rig.office).await.unwrap();
    assert!(checked.iter().all(|one| one.wrong.is_none()), "{checked:?}");
}

#[tokio::test]
async fn many_stores_at_once_are_each_answered_with_their_own_receipt() {
    let mut rig = Rig::without_limits().await;
    let address = rig.address;
    let mut sending = Vec::new();
    for number in 0..24_u64 {
        let mut store = enrolled(&mut rig, &format!("M{number}"), 300 + number).await;
        store.work(30);
        sending.push(tokio::spawn(async move {
            let mut from = 1;
            while from <= store.records.len() as u64 {
                let last = (from + 4).min(store.records.len() as u64);
                let Answer::Outcome(RecordsOutcome::Accepted { receipt }) =
                    store.push(address, from, last).await
                else {
                    panic!("{} from {from}", store.code)
                };
                assert_eq!(store.believed(&receipt).seq, last);
                from = last + 1;
            }
            store
        }));
    }
    let mut records = 0;
    for sent in sending {
        records += sent.await.unwrap().records.len();
    }
    let kept = rig.count("SELECT sum(last - first + 1)::bigint FROM segment").await;
    assert_eq!(kept, records as i64, "each once");
    let checked = hq::ctl::stores(&rig.office).await.unwrap();
    assert!(checked.iter().all(|one| one.wrong.is_none()), "{checked:?}");
}

/// What asks for an erasure is never ordinary: it is erased here before anybody is told that the record is here.
#[tokio::test]
async fn what_erases_and_what_is_large_go_alone() {
    let mut store = Model::new("L1", 400);
    store.work(3);
    store.write("vault.erased", "{\"item\":\"aa\"}");
    store.work(70);
    let came = |first, last| Came::read(store.batch(first, last).into()).unwrap();
    assert!(came(1, 3).is_ordinary());
    assert!(!came(1, 4).is_ordinary(), "it erases");
    assert!(came(5, 68).is_ordinary());
    assert!(!came(5, 69).is_ordinary(), "65 records");
    assert_eq!(came(1, 3).batch.header.prev, Hash::ORIGIN);
}
