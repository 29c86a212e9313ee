//! Two histories of one store: both are kept, the device is paused, a person decides with a reason, nothing is deleted.

use hq::ctl::{self, Decision};
use sync::answer::{Answer, Refused};
use sync::calls::RecordsOutcome;

use crate::rig::Rig;
use crate::way_up::enrolled;

#[tokio::test]
async fn a_second_history_is_kept_beside_and_stops_its_device() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 30).await;
    store.work(7);
    store.all(rig.address).await;
    let mut clone = store.cloned();
    store.write("trial.worked", "{\"here\":1}");
    clone.write("trial.worked", "{\"there\":1}");
    clone.write("trial.worked", "{\"there\":2}");
    store.all(rig.address).await;
    let answer = clone.push(rig.address, 11, 12).await;
    let Answer::Outcome(RecordsOutcome::Fork { at, hq, store: theirs, receipt }) = answer else {
        panic!("{answer:?}")
    };
    assert_eq!((at, hq, theirs), (11, store.records[10].hash, clone.records[10].hash));
    assert_eq!(store.believed(&receipt).seq, 11);
    let answer = store.push(rig.address, 1, 11).await;
    assert!(matches!(answer, Answer::Refused(Refused::Frozen)), "{answer:?}: one key, so both are paused");
    store.head(rig.address, Some(11)).await;
    let sql = "SELECT count(*) FROM incident WHERE kind = 'fork' AND closed_at IS NULL";
    assert_eq!(rig.count(sql).await, 1, "an incident");
    assert_eq!(
        rig.count("SELECT count(*) FROM segment WHERE branch = 1 AND first = 11 AND last = 12").await,
        1
    );
    let refused = ctl::decide(&mut rig.office, "JN01", 1, Decision::Adopted, "先采用").await.unwrap_err();
    assert!(refused.to_string().contains("comes after"), "first it is explained: {refused}");
    ctl::decide(&mut rig.office, "JN01", 1, Decision::Cloned, "文件夹被复制").await.unwrap();
    ctl::decide(&mut rig.office, "JN01", 1, Decision::Adopted, "顾客在那台电脑上").await.unwrap();
    assert!(ctl::decide(&mut rig.office, "JN01", 1, Decision::Rejected, "反悔").await.is_err(), "once");
    clone.branch = 1;
    let (receipt, at) = clone.head(rig.address, Some(12)).await;
    assert_eq!((receipt.seq, at), (12, Some(clone.records[11].hash)));
    let (_, at) = clone.head(rig.address, Some(10)).await;
    assert_eq!(at, Some(store.records[9].hash), "what stands before lies with the trunk");
    clone.work(3);
    clone.all(rig.address).await;
    rig.project().await;
    assert_eq!(rig.count("SELECT count(*) FROM opaque").await, 15, "carried out along the adopted branch");
    assert_eq!(rig.count("SELECT projected FROM head WHERE branch = 1").await, 15);
    assert_eq!(rig.count("SELECT seq FROM head WHERE branch = 0").await, 11, "and nothing was deleted");
    let checked = ctl::stores(&rig.office).await.unwrap();
    assert!(checked.iter().all(|one| one.wrong.is_none()), "{checked:?}");
    assert!(ctl::own(&rig.office).await.unwrap().is_ok());
}

#[tokio::test]
async fn a_rejected_history_stays_and_its_device_is_ended() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 31).await;
    store.all(rig.address).await;
    let mut forged = store.cloned();
    forged.records.truncate(1);
    forged.write("trial.forged", "{}");
    forged.work(3);
    let answer = forged.push(rig.address, 1, 5).await;
    assert!(matches!(answer, Answer::Outcome(RecordsOutcome::Fork { at: 3, .. })), "{answer:?}");
    ctl::decide(&mut rig.office, "JN01", 1, Decision::Tampered, "被改动").await.unwrap();
    ctl::decide(&mut rig.office, "JN01", 1, Decision::Rejected, "被改动").await.unwrap();
    let answer = store.push(rig.address, 1, 3).await;
    assert!(matches!(answer, Answer::Refused(Refused::Revoked)), "{answer:?}");
    assert_eq!(rig.count("SELECT count(*) FROM segment WHERE branch = 1").await, 1);
}

#[tokio::test]
async fn a_clone_before_its_history_differs_is_a_possible_clone() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 32).await;
    store.all(rig.address).await;
    let mut clone = store.cloned();
    for _ in 0..3 {
        store.head(rig.address, Some(3)).await;
        clone.head(rig.address, Some(3)).await;
    }
    let sql = "SELECT count(*) FROM incident WHERE kind = 'possible_clone'";
    assert_eq!(rig.count(sql).await, 1, "one incident, counted");
    let mut honest = enrolled(&mut rig, "QD02", 33).await;
    for start in 0..5 {
        honest.boot = [start; 16];
        honest.head(rig.address, None).await;
    }
    assert_eq!(rig.count(sql).await, 1, "a PC that is started again and again is none");
}

#[tokio::test]
async fn a_branch_that_a_store_began_alone_is_taken_and_waits_for_a_decision() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 34).await;
    store.work(5);
    store.all(rig.address).await;
    // Restored from a copy of the fifth record while headquarters was out of reach.
    store.records.truncate(5);
    store.branch = 4;
    store.work(3);
    let answer = store.push(rig.address, 6, 8).await;
    let Answer::Outcome(RecordsOutcome::Accepted { receipt }) = answer else { panic!("{answer:?}") };
    let receipt = store.believed(&receipt);
    assert_eq!((receipt.branch, receipt.seq), (4, 8));
    assert_eq!(rig.count("SELECT count(*) FROM fork WHERE branch = 4 AND state = 'open'").await, 1);
    assert_eq!(rig.count("SELECT branch::bigint FROM store").await, 0, "nobody has decided");
    store.branch = 5;
    let answer = store.push(rig.address, 6, 8).await;
    assert!(matches!(answer, Answer::Refused(Refused::Frozen)), "{answer:?}: one at a time");
    store.branch = 0;
    let answer = store.push(rig.address, 6, 8).await;
    assert!(
        matches!(answer, Answer::Outcome(RecordsOutcome::OtherStore)),
        "{answer:?}: no way back by itself"
    );
}
