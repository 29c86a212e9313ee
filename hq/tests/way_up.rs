//! The way up: enrolling, sending, what stands in between, and what each is answered with.

use ledger::Hash;
use sync::answer::{Answer, Refused};
use sync::calls::{
    EnrolOutcome, RECORDS, ROTATE, RecordsOutcome, Rotate, RotateOutcome, TAIL, Tail, TailOutcome,
};
use sync::device::DeviceKey;

use crate::model::{Model, read, seed};
use crate::rig::{Rig, http};

pub async fn enrolled(rig: &mut Rig, code: &str, number: u64) -> Model {
    rig.store(code).await;
    let mut store = Model::new(code, number);
    store.work(3);
    let given = hq::ctl::code(&mut rig.office, code, false).await.unwrap();
    store.enrol(rig.address, &given.ticket).await;
    store
}

#[tokio::test]
async fn a_store_enrols_sends_and_is_answered_with_receipts() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 1).await;
    let (receipt, at) = store.head(rig.address, Some(3)).await;
    assert_eq!((receipt.seq, at), (0, None), "nothing is here yet");
    store.work(16);
    let receipt = store.all(rig.address).await;
    assert_eq!((receipt.seq, receipt.epoch, receipt.branch), (19, 1, 0));
    let (receipt, at) = store.head(rig.address, Some(7)).await;
    assert_eq!((receipt.seq, at), (19, Some(store.records[6].hash)), "within a segment");
    store.work(5);
    store.all(rig.address).await;
    let (_, at) = store.head(rig.address, Some(24)).await;
    assert_eq!(at, Some(store.records[23].hash));
    assert_eq!(rig.count("SELECT count(*) FROM segment").await, 2, "segments, not rows");
}

#[tokio::test]
async fn a_resend_adds_no_rows_and_an_overlap_only_what_is_new() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 2).await;
    store.work(17);
    store.push(rig.address, 1, 10).await;
    for _ in 0..3 {
        let answer = store.push(rig.address, 4, 10).await;
        assert!(matches!(answer, Answer::Outcome(RecordsOutcome::Already { .. })), "{answer:?}");
    }
    let answer = store.push(rig.address, 4, 20).await;
    let Answer::Outcome(RecordsOutcome::Accepted { receipt }) = answer else { panic!("{answer:?}") };
    assert_eq!(store.believed(&receipt).seq, 20);
    let sql = "SELECT sum(last - first + 1)::bigint FROM segment";
    assert_eq!(rig.count(sql).await, 20, "each once");
    let checked = hq::ctl::stores(&rig.office).await.unwrap();
    assert_eq!(checked.iter().map(|one| (one.records, one.wrong.clone())).collect::<Vec<_>>(), [(20, None)]);
}

#[tokio::test]
async fn two_windows_send_and_one_arrives() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 3).await;
    store.work(30);
    let mut other = store.cloned();
    other.boot = store.boot;
    let address = rig.address;
    let (one, two) = tokio::join!(store.push(address, 1, 20), other.push(address, 1, 33));
    for answer in [one, two] {
        let fine = matches!(
            answer,
            Answer::Outcome(RecordsOutcome::Accepted { .. } | RecordsOutcome::Already { .. })
        );
        assert!(fine, "{answer:?}");
    }
    assert_eq!(rig.count("SELECT sum(last - first + 1)::bigint FROM segment").await, 33);
}

#[tokio::test]
async fn what_is_wrong_is_said_by_its_name_and_keeps_nothing() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 4).await;
    store.work(20);
    let answer = store.push(rig.address, 5, 9).await;
    let Answer::Outcome(RecordsOutcome::Gap { receipt }) = answer else { panic!("{answer:?}") };
    assert_eq!(store.believed(&receipt).seq, 0);
    // Signed by another store's key.
    let key = std::mem::replace(&mut store.key, ledger::signing_key(&[9; 32]));
    let answer = store.push(rig.address, 1, 9).await;
    assert!(matches!(answer, Answer::Outcome(RecordsOutcome::HeadUnsigned)), "{answer:?}");
    store.key = key;
    // A record that is none.
    let whole = store.records[4].clone();
    store.records[4].body = b"{}".to_vec();
    let answer = store.push(rig.address, 1, 9).await;
    assert!(matches!(answer, Answer::Outcome(RecordsOutcome::Broken { seq: 5 })), "{answer:?}");
    store.records[4] = whole;
    // Another store's records by this device.
    let code = std::mem::replace(&mut store.code, "QD02".to_owned());
    let body = store.batch(1, 3);
    store.code = code;
    let answer: Answer<RecordsOutcome> =
        read(&store.send(rig.address, "POST", RECORDS, &body).await.unwrap());
    assert!(matches!(answer, Answer::Outcome(RecordsOutcome::OtherStore)), "{answer:?}");
    // Too much at once.
    let body = vec![0; sync::frame::PACKED + 1];
    let answer: Answer<RecordsOutcome> =
        read(&store.send(rig.address, "POST", RECORDS, &body).await.unwrap());
    assert!(matches!(answer, Answer::Outcome(RecordsOutcome::TooLarge { .. })), "{answer:?}");
    assert_eq!(rig.count("SELECT count(*) FROM segment").await, 0, "nothing of it was kept");
    store.all(rig.address).await;
}

#[tokio::test]
async fn a_signature_binds_path_body_and_device() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 5).await;
    let body = store.batch(1, 3);
    let asked = sync::receipt::Asked { boot: store.boot, counter: 1 };
    let asking = sync::request::Asking { method: "POST", path: RECORDS, store: "JN01", asked };
    let headers = store.device.signed(&asking, &body).headers().to_vec();
    let refused = |answer: Answer<RecordsOutcome>| match answer {
        Answer::Refused(refused) => refused,
        other => panic!("{other:?}"),
    };
    let other = store.batch(1, 2);
    let answered = http(rig.address, "POST", RECORDS, &headers, &other).await.unwrap();
    assert_eq!(refused(read(&answered)), Refused::BadSignature, "another body");
    let path = format!("{RECORDS}?x=1");
    let answered = http(rig.address, "POST", &path, &headers, &body).await.unwrap();
    assert_eq!(refused(read(&answered)), Refused::BadSignature, "another path");
    let twice: Vec<_> = headers.iter().cloned().chain([headers[0].clone()]).collect();
    let answered = http(rig.address, "POST", RECORDS, &twice, &body).await.unwrap();
    assert!(matches!(refused(read(&answered)), Refused::Unreadable { .. }), "a header twice");
    let device = std::mem::replace(&mut store.device, DeviceKey::from_seed(&seed(77)));
    let answered = store.send(rig.address, "POST", RECORDS, &body).await.unwrap();
    assert_eq!(refused(read(&answered)), Refused::DeviceUnknown, "a device that nobody enrolled");
    store.device = device;
    let answered = store.send(rig.address, "GET", "/v1/nothing", &[]).await.unwrap();
    assert_eq!(refused(read(&answered)), Refused::NoSuchCall);
    store.all(rig.address).await;
}

#[tokio::test]
async fn a_code_enrols_one_pc_once_and_in_time() {
    let mut rig = Rig::new().await;
    rig.store("JN01").await;
    let mut store = Model::new("JN01", 6);
    store.work(3);
    let given = hq::ctl::code(&mut rig.office, "JN01", false).await.unwrap().ticket;
    let outcome = |answer: Answer<EnrolOutcome>| match answer {
        Answer::Outcome(outcome) => outcome,
        other => panic!("{other:?}"),
    };
    let unknown = sync::ticket::Code::from_random(&[3; 16]);
    assert_eq!(outcome(store.enrol_with(rig.address, &unknown, true).await), EnrolOutcome::CodeUnknown);
    let without = outcome(store.enrol_with(rig.address, &given.code, false).await);
    assert_eq!(without, EnrolOutcome::OtherLedger, "a plain code fetches nothing back");
    let mut other = Model::new("QD02", 60);
    other.work(1);
    let other = outcome(other.enrol_with(rig.address, &given.code, true).await);
    assert_eq!(other, EnrolOutcome::OtherLedger);
    store.enrol(rig.address, &given).await;
    // The answer was lost: the same PC asks again.
    store.enrol(rig.address, &given).await;
    let second = Model { device: DeviceKey::from_seed(&seed(61)), ..store.cloned() };
    assert_eq!(outcome(second.enrol_with(rig.address, &given.code, true).await), EnrolOutcome::CodeUsed);
    let late = hq::ctl::code(&mut rig.office, "JN01", false).await.unwrap().ticket;
    rig.behind
        .execute(
            "UPDATE enrolment_code SET expires_at = now() - interval '1 second' WHERE used_at IS NULL",
            &[],
        )
        .await
        .unwrap();
    assert_eq!(outcome(second.enrol_with(rig.address, &late.code, true).await), EnrolOutcome::CodeExpired);
    let fresh = hq::ctl::code(&mut rig.office, "JN01", false).await.unwrap().ticket;
    let forged = Model { key: ledger::signing_key(&[8; 32]), ..second.cloned() };
    assert_eq!(outcome(forged.enrol_with(rig.address, &fresh.code, true).await), EnrolOutcome::KeyDiffers);
    let plain = rig
        .behind
        .query_one("SELECT count(*) FROM enrolment_code WHERE octet_length(hash) = 32", &[])
        .await
        .unwrap();
    assert_eq!(plain.get::<_, i64>(0), 3, "codes are kept hashed");
}

#[tokio::test]
async fn a_lost_pc_is_recovered_by_a_recovery_code_alone() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 7).await;
    store.work(40);
    store.push(rig.address, 1, 12).await;
    store.all(rig.address).await;
    let answer = store.send(rig.address, "GET", &format!("{TAIL}?from=1"), &[]).await.unwrap();
    assert!(matches!(read::<TailOutcome>(&answer), Answer::Outcome(TailOutcome::Forbidden)));
    let given = hq::ctl::code(&mut rig.office, "JN01", true).await.unwrap().ticket;
    let mut lost = Model { device: DeviceKey::from_seed(&seed(70)), ..Model::new("JN01", 7) };
    let answer = lost.enrol_with(rig.address, &given.code, false).await;
    let Answer::Outcome(EnrolOutcome::Enrolled { recovers: true, .. }) = answer else { panic!("{answer:?}") };
    lost.root = store.root.clone();
    while lost.records.len() < store.records.len() {
        let path = format!("{TAIL}?from={}", lost.records.len() + 1);
        let answered = lost.send(rig.address, "GET", &path, &[]).await.unwrap();
        let tail = Tail::read(&answered.body).unwrap();
        let end = lost.end();
        lost.records.extend(tail.followed(&end, 0).unwrap());
        let receipt = tail.header.receipt.verified(&lost.root.as_ref().unwrap().keys().unwrap()).unwrap();
        assert_eq!(receipt.seq, 43);
    }
    assert_eq!(lost.records, store.records, "byte for byte");
    let answered = lost.send(rig.address, "GET", &format!("{TAIL}?from=44"), &[]).await.unwrap();
    assert!(matches!(read::<TailOutcome>(&answered), Answer::Outcome(TailOutcome::NothingThere { .. })));
}

#[tokio::test]
async fn a_device_key_is_replaced_and_the_old_one_is_gone() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 8).await;
    store.all(rig.address).await;
    let new = DeviceKey::from_seed(&seed(80));
    let body = serde_json::to_vec(&Rotate::to(&new, "JN01", store.device.id())).unwrap();
    let answered = store.send(rig.address, "POST", ROTATE, &body).await.unwrap();
    assert!(matches!(read::<RotateOutcome>(&answered), Answer::Outcome(RotateOutcome::Rotated)));
    let body = store.batch(1, 3);
    let answered = store.send(rig.address, "POST", RECORDS, &body).await.unwrap();
    assert!(matches!(read::<RecordsOutcome>(&answered), Answer::Refused(Refused::Revoked)));
    store.device = new;
    store.work(2);
    store.all(rig.address).await;
    // A key that speaks for another store's device is none.
    let other = DeviceKey::from_seed(&seed(81));
    let body = serde_json::to_vec(&Rotate::to(&other, "QD02", store.device.id())).unwrap();
    let answered = store.send(rig.address, "POST", ROTATE, &body).await.unwrap();
    assert!(matches!(read::<RotateOutcome>(&answered), Answer::Outcome(RotateOutcome::NotRotated)));
    store.head(rig.address, None).await;
}

#[tokio::test]
async fn a_revoked_device_is_refused_at_once_and_headquarters_remembers_why() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 9).await;
    let name = store.device.id().to_string();
    let empty = hq::ctl::revoke(&mut rig.office, "JN01", &name, " ").await.unwrap_err();
    assert!(empty.to_string().contains("why"), "{empty}");
    hq::ctl::revoke(&mut rig.office, "JN01", &name[..6], "报失").await.unwrap();
    let answer = store.push(rig.address, 1, 3).await;
    assert!(matches!(answer, Answer::Refused(Refused::Revoked)), "{answer:?}");
    let records = hq::ctl::own(&rig.office).await.unwrap().unwrap();
    assert_eq!(records, 6, "founded, enterprise, store, code, enrolled, revoked");
    let last = rig
        .behind
        .query_one("SELECT convert_from(body, 'UTF8') FROM hq_record ORDER BY seq DESC LIMIT 1", &[])
        .await
        .unwrap();
    assert!(last.get::<_, &str>(0).contains("报失"));
    rig.behind.execute("UPDATE hq_record SET body = replace(convert_from(body, 'UTF8'), '报失', '误报')::bytea WHERE seq = 6", &[]).await.unwrap();
    assert!(hq::ctl::own(&rig.office).await.unwrap().is_err(), "an altered deed is found");
}

#[tokio::test]
async fn an_altered_segment_is_found() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 10).await;
    store.work(9);
    store.push(rig.address, 1, 6).await;
    store.all(rig.address).await;
    assert!(hq::ctl::stores(&rig.office).await.unwrap().iter().all(|one| one.wrong.is_none()));
    // A well-formed segment with another history in it.
    let mut other = store.cloned();
    other.records.truncate(6);
    other.work(6);
    let body = other.batch(7, 12);
    rig.behind.execute("UPDATE segment SET body = $1 WHERE first = 7", &[&body]).await.unwrap();
    rig.behind.execute("UPDATE head SET hash = $1", &[&&Hash::ORIGIN.0[..]]).await.unwrap();
    let checked = hq::ctl::stores(&rig.office).await.unwrap();
    assert!(checked[0].wrong.is_some(), "{checked:?}");
}

/// A check reads the head and the segments; a batch that comes between the two is no fault of the store's.
#[tokio::test]
async fn what_comes_while_a_store_is_verified_is_no_fault() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 1).await;
    store.work(200);
    store.push(rig.address, 1, 3).await;
    let address = rig.address;
    let sends = tokio::spawn(async move {
        for at in 4..=200 {
            store.push(address, at, at).await;
        }
    });
    let mut looked = 0;
    while !sends.is_finished() {
        let checked = hq::ctl::stores(&rig.office).await.unwrap();
        assert_eq!(checked.iter().find_map(|one| one.wrong.clone()), None);
        looked += 1;
    }
    sends.await.unwrap();
    assert!(looked > 1, "it was looked at while records came");
    assert_eq!(hq::ctl::stores(&rig.office).await.unwrap()[0].records, 200);
}

#[tokio::test]
async fn a_flood_of_one_device_is_told_to_wait_and_harms_no_other() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 11).await;
    let mut other = enrolled(&mut rig, "QD02", 12).await;
    let mut busy = 0;
    for _ in 0..400 {
        let answered = store.send(rig.address, "GET", "/v1/head?branch=0", &[]).await.unwrap();
        busy += usize::from(answered.status == 503);
    }
    assert!(busy > 0, "a flood");
    other.all(rig.address).await;
}

/// A line that broke in mid-flight says nothing against the store's program: it is to try again, not to stop.
#[tokio::test]
async fn a_body_that_was_cut_on_the_way_is_asked_for_again() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 13).await;
    let mut stream = tokio::net::TcpStream::connect(rig.address).await.unwrap();
    let head = format!("POST {RECORDS} HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nless");
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.is_empty() || answer.contains("\"busy\""), "{answer}");
    store.all(rig.address).await;
}

#[tokio::test]
async fn a_retry_after_a_timeout_finds_its_records() {
    use tokio::io::AsyncWriteExt as _;
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 14).await;
    store.work(9);
    // Sent whole, and nobody waits for the answer.
    let body = store.batch(1, 12);
    let asked = sync::receipt::Asked { boot: store.boot, counter: 900 };
    let asking = sync::request::Asking { method: "POST", path: RECORDS, store: "JN01", asked };
    let mut head = format!("POST {RECORDS} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in store.device.signed(&asking, &body).headers() {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let mut stream = tokio::net::TcpStream::connect(rig.address).await.unwrap();
    stream.write_all(&[head.as_bytes(), b"\r\n", &body].concat()).await.unwrap();
    while store.head(rig.address, None).await.0.seq < 12 {
        tokio::task::yield_now().await;
    }
    drop(stream);
    let answer = store.push(rig.address, 1, 12).await;
    assert!(matches!(answer, Answer::Outcome(RecordsOutcome::Already { .. })), "{answer:?}");
    assert_eq!(rig.count("SELECT sum(last - first + 1)::bigint FROM segment").await, 12);
}

#[tokio::test]
async fn no_record_is_too_large_to_send() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 15).await;
    let empty = {
        let mut other = store.cloned();
        other.write("trial.worked", "\"\"");
        other.records.last().unwrap().body.len()
    };
    // As long as a store may write one, and of letters that do not compress.
    let mut number = 1_u64;
    let letters = std::iter::repeat_with(|| {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(
            b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"[(number >> 58) as usize],
        )
    });
    let text: String = letters.take(ledger::MAX_BODY - empty).collect();
    store.write("trial.worked", &format!("\"{text}\""));
    assert_eq!(store.records.last().unwrap().body.len(), ledger::MAX_BODY);
    assert_eq!(store.all(rig.address).await.seq, 4);
}

#[tokio::test]
async fn a_shorter_history_is_refused() {
    let mut rig = Rig::new().await;
    let mut store = enrolled(&mut rig, "JN01", 16).await;
    store.work(6);
    store.all(rig.address).await;
    let mut older = store.cloned();
    older.records.truncate(5);
    let (receipt, at) = older.head(rig.address, Some(5)).await;
    assert_eq!((receipt.seq, at), (9, Some(store.records[4].hash)), "it sees at once that it is older");
    let answer = older.push(rig.address, 1, 5).await;
    assert!(matches!(answer, Answer::Outcome(RecordsOutcome::Already { .. })), "{answer:?}");
    older.write("store.restored", "{}");
    let answer = older.push(rig.address, 6, 6).await;
    assert!(matches!(answer, Answer::Outcome(RecordsOutcome::Fork { at: 6, .. })), "{answer:?}");
    assert_eq!(rig.count("SELECT seq FROM head WHERE branch = 0").await, 9, "what is here stays");
}

/// What a scanner reads from the picture is the ticket.
#[tokio::test]
async fn a_code_is_a_picture_that_only_its_owner_may_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut rig = Rig::new().await;
    rig.store("JN01").await;
    let ticket = hq::ctl::code(&mut rig.office, "JN01", false).await.unwrap().ticket;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("code.png");
    hq::ctl::picture::kept(&path, &hq::ctl::picture::png(&ticket).unwrap()).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(hq::ctl::picture::kept(&path, b"x").is_err(), "what is there is not written over");
    let read = std::process::Command::new("zbarimg").args(["-q", "--raw"]).arg(&path).output().unwrap();
    let scanned = String::from_utf8(read.stdout).unwrap();
    assert_eq!(sync::ticket::Ticket::read(scanned.trim()).unwrap(), ticket);
    let drawn = hq::ctl::picture::terminal(&ticket).unwrap();
    assert!(drawn.lines().count() > 20 && drawn.contains('▀'), "{drawn}");
}
