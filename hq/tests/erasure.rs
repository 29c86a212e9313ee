//! What identifies a person: kept only by a basis that the ledger states, sealed under a key of its own, gone before the
//! record that erases it is acknowledged, and gone from every later dump.

use sha2::{Digest as _, Sha256};
use sync::answer::Answer;
use sync::calls::{RecordsOutcome, SEALED, SealedHeader, SealedItem, SealedOutcome};

use crate::model::{Model, read};
use crate::rig::Rig;
use crate::way_up::enrolled;

const SALT: [u8; 32] = [5; 32];
const BYTES: &[u8] = "{\"name\":\"试验顾客甲\"}".as_bytes();

pub fn released(store: &mut Model, item: &str, basis: &str) -> u64 {
    let commitment = hex::encode(Sha256::new().chain_update(SALT).chain_update(BYTES).finalize());
    let payload =
        format!("{{\"item\":{{\"id\":\"{item}\",\"commitment\":\"{commitment}\"}},\"basis\":\"{basis}\"}}");
    store.write("vault.released", &payload)
}

pub fn erased(store: &mut Model, item: &str) -> u64 {
    store.write("vault.erased", &format!("{{\"item\":\"{item}\",\"reason\":\"本人要求\"}}"))
}

pub async fn put(rig: &Rig, store: &mut Model, item: &str, seq: u64, bytes: &[u8]) -> SealedOutcome {
    let header = SealedHeader { item: item.to_owned(), salt: SALT, seq };
    let body = SealedItem::written(&header, bytes).unwrap();
    let answered = store.send(rig.address, "PUT", &format!("{SEALED}{item}"), &body).await.unwrap();
    match read(&answered) {
        Answer::Outcome(outcome) => outcome,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_item_is_kept_by_its_basis_alone_and_sealed() {
    let mut rig = Rig::taking().await;
    let mut store = enrolled(&mut rig, "JN01", 40).await;
    let (fine, none) = (released(&mut store, "aa01", "consent"), released(&mut store, "aa02", "curiosity"));
    assert_eq!(put(&rig, &mut store, "aa01", fine, BYTES).await, SealedOutcome::NoRecord, "not here yet");
    store.all(rig.address).await;
    assert_eq!(put(&rig, &mut store, "aa01", fine, b"other").await, SealedOutcome::Differs);
    assert_eq!(put(&rig, &mut store, "aa02", none, BYTES).await, SealedOutcome::NoBasis);
    assert_eq!(
        put(&rig, &mut store, "aa01", none, BYTES).await,
        SealedOutcome::NoBasis,
        "another item's record"
    );
    assert_eq!(
        put(&rig, &mut store, "aa01", 1, BYTES).await,
        SealedOutcome::NoBasis,
        "a record of another kind"
    );
    assert_eq!(put(&rig, &mut store, "aa01", fine, BYTES).await, SealedOutcome::Kept);
    assert_eq!(put(&rig, &mut store, "aa01", fine, BYTES).await, SealedOutcome::Already);
    let row = rig.sealed.query_one("SELECT wrapped, ciphertext FROM sealed", &[]).await.unwrap();
    let (wrapped, ciphertext): (Vec<u8>, Vec<u8>) = (row.get(0), row.get(1));
    assert!(!ciphertext.windows(6).any(|six| BYTES.windows(6).any(|plain| plain == six)), "sealed");
    let sealed = hq::keys::Sealed { wrapped, ciphertext };
    assert_eq!(rig.hq.keys.unseal("JN01/aa01", &sealed).unwrap(), BYTES);
}

#[tokio::test]
async fn an_erased_item_is_gone_before_its_record_is_acknowledged_and_never_comes_back() {
    let mut rig = Rig::taking().await;
    let mut store = enrolled(&mut rig, "JN01", 41).await;
    let seq = released(&mut store, "bb01", "statutory");
    store.all(rig.address).await;
    assert_eq!(put(&rig, &mut store, "bb01", seq, BYTES).await, SealedOutcome::Kept);
    let at = erased(&mut store, "bb01");
    let answer = store.push(rig.address, at, at).await;
    let Answer::Outcome(RecordsOutcome::Accepted { receipt }) = answer else { panic!("{answer:?}") };
    assert_eq!(store.believed(&receipt).erased, ["bb01"], "the receipt names it");
    assert_eq!(rig.sealed.query("SELECT 1 FROM sealed", &[]).await.unwrap().len(), 0);
    assert_eq!(put(&rig, &mut store, "bb01", seq, BYTES).await, SealedOutcome::Erased);
    // Where it cannot be erased, the record is not acknowledged.
    let seq = released(&mut store, "bb02", "consent");
    store.all(rig.address).await;
    put(&rig, &mut store, "bb02", seq, BYTES).await;
    let at = erased(&mut store, "bb02");
    rig.sealed.batch_execute("ALTER TABLE sealed RENAME TO away").await.unwrap();
    let answer = store.push(rig.address, at, at).await;
    assert!(matches!(answer, Answer::Refused(sync::answer::Refused::Failed)), "{answer:?}");
    assert_eq!(store.head(rig.address, None).await.0.seq, at - 1);
    rig.sealed.batch_execute("ALTER TABLE away RENAME TO sealed").await.unwrap();
    store.all(rig.address).await;
    assert_eq!(rig.sealed.query("SELECT 1 FROM sealed", &[]).await.unwrap().len(), 0);
}

#[tokio::test]
async fn what_a_store_erases_never_reaches_another_store_s_item() {
    let mut rig = Rig::taking().await;
    let mut one = enrolled(&mut rig, "JN01", 42).await;
    let mut other = enrolled(&mut rig, "QD02", 43).await;
    let seq = released(&mut one, "cc01", "consent");
    one.all(rig.address).await;
    put(&rig, &mut one, "cc01", seq, BYTES).await;
    erased(&mut other, "cc01");
    other.all(rig.address).await;
    assert_eq!(rig.sealed.query("SELECT 1 FROM sealed", &[]).await.unwrap().len(), 1);
    assert_eq!(put(&rig, &mut one, "cc01", seq, BYTES).await, SealedOutcome::Already);
}
