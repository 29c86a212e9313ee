//! Frames, answers, requests and receipts: what is written is read, what is not exactly that is refused.

use sync::answer::{Answer, Mend, NoAnswer, Outcome, Refused, written};
use sync::calls::{
    Batch, Enrol, EnrolError, EnrolOutcome, HeadOutcome, HeadQuery, IntroduceKey, KeyGrant, LedgerProof,
    RecordsOutcome, Rotate, RotateOutcome, SealedHeader, SealedItem, SealedOutcome, Tail, TailError,
    TailHeader, TailOutcome,
};
use sync::device::{DeviceId, DeviceKey};
use sync::frame::{self, Frames, Malformed, fitting, framed, packed, unpacked};
use sync::receipt::{Asked, ReceiptError};
use sync::request::{Asking, Echo, HeaderError, Signed, echo, header};
use sync::root::{Fingerprint, PublicKey, Root, RootError, fingerprint};
use sync::ticket::Code;

use crate::stage::{self, records};

#[test]
fn a_batch_comes_back_as_it_was_sent() {
    let ours = records(9, "调配");
    let batch = Batch::read(&stage::packed(&ours, 3, 7)).unwrap();
    assert_eq!((batch.header.first, batch.last(), batch.count()), (3, 7, 5));
    assert_eq!(batch.bodies().collect::<Vec<_>>(), stage::bodies(&ours, 3, 7));
}

#[test]
fn frames_have_bounds_and_name_what_is_past_them() {
    let frames = |bytes: &[u8]| Frames::of(bytes.to_vec()).unwrap_err();
    assert_eq!(frames(b""), Malformed::CutOff { frame: 0 });
    assert_eq!(frames(&[0, 0, 0]), Malformed::CutOff { frame: 0 });
    assert_eq!(frames(&[0, 0, 0, 0]), Malformed::Empty { frame: 0 });
    assert_eq!(frames(&[0, 0, 0, 2, b'{', b'}', 0, 0, 0, 9, 1]), Malformed::CutOff { frame: 1 });
    let most = ledger::MAX_BODY;
    assert_eq!(frames(&[0, 0, 0, 1, b'0', 0, 16, 0, 1]), Malformed::TooLarge { what: "一帧的字节", most });
    let most = frame::HEADER;
    assert_eq!(frames(&[0, 1, 0, 1]), Malformed::TooLarge { what: "一帧的字节", most });
    let many: Vec<u8> = std::iter::repeat_n([0, 0, 0, 1, b'0'], frame::RECORDS + 2).flatten().collect();
    assert_eq!(frames(&many), Malformed::TooLarge { what: "条数", most: frame::RECORDS });
    let one = vec![b'0'; ledger::MAX_BODY];
    let written = |count| framed(&0, std::iter::repeat_n(one.as_slice(), count));
    assert!(written(7).is_ok());
    assert_eq!(written(8).unwrap_err(), Malformed::TooLarge { what: "字节", most: frame::UNPACKED });
}

#[test]
fn what_zstd_makes_larger_than_it_may_be_is_not_kept_in_memory() {
    let bomb = zstd::bulk::compress(&vec![0; 64 << 20], 19).unwrap();
    assert!(bomb.len() < 16_384, "{}", bomb.len());
    assert!(matches!(unpacked(&bomb), Err(Malformed::TooLarge { .. })));
    assert!(unpacked(&zstd::bulk::compress(&vec![7; frame::UNPACKED], 3).unwrap()).is_ok());
    let mut two = packed(b"one").unwrap();
    two.extend(packed(b"two").unwrap());
    assert_eq!(unpacked(&two), Err(Malformed::NotPacked), "a second text behind the first");
    let whole = packed(b"one").unwrap();
    assert_eq!(unpacked(&whole[..whole.len() - 1]), Err(Malformed::NotPacked));
    assert_eq!(unpacked(&vec![0; frame::PACKED + 1]).unwrap_err().code(), "body_too_large");
    // A window of 16 MiB, twice what a reader keeps.
    use std::io::Write as _;
    let mut wide = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
    wide.window_log(24).unwrap();
    wide.write_all(b"a").unwrap();
    assert_eq!(unpacked(&wide.finish().unwrap()), Err(Malformed::NotPacked));
}

#[test]
fn as_many_records_go_into_a_batch_as_fit() {
    let most = frame::RECORDS;
    assert_eq!(fitting([], most), 0);
    assert_eq!(fitting([ledger::MAX_BODY], most), 1, "the longest record fits");
    assert_eq!(fitting(vec![ledger::MAX_BODY; 9], most), 7);
    assert_eq!(fitting(vec![500; 9_000], most), 4_096);
    assert_eq!(fitting(vec![500; 9], 0), 1, "never none");
    let longest = vec![vec![b'0'; ledger::MAX_BODY]; 7];
    let ours = records(9, "调配");
    let header = stage::header(&ours, 1, 7);
    assert!(Batch::written(&header, longest.iter().map(Vec::as_slice)).is_ok(), "and what fits is taken");
}

#[test]
fn a_header_that_does_not_fit_its_records_is_refused() {
    let ours = records(9, "调配");
    let with = |first, last, bodies: Vec<&[u8]>| {
        Batch::read(&Batch::written(&stage::header(&ours, first, last), bodies).unwrap()).unwrap_err().code()
    };
    assert_eq!(with(1, 3, stage::bodies(&ours, 1, 2)), "body_count");
    assert_eq!(with(1, 3, vec![]), "body_count");
    let text = serde_json::to_value(stage::header(&ours, 1, 1)).unwrap();
    for (name, change) in [
        ("another name", ("more", serde_json::json!(1))),
        ("capital digits", ("prev", serde_json::json!("AB".repeat(32)))),
        ("too few digits", ("prev", serde_json::json!("ab"))),
        ("a place below none", ("first", serde_json::json!(-1))),
    ] {
        let mut text = text.clone();
        text[change.0] = change.1;
        let bytes = packed(&framed(&text, stage::bodies(&ours, 1, 1)).unwrap()).unwrap();
        assert_eq!(Batch::read(&bytes).unwrap_err().code(), "body_header", "{name}");
    }
}

#[test]
fn an_answer_is_known_by_its_outcome_and_an_unknown_one_keeps_its_words() {
    let text = String::from_utf8(written(&Refused::Busy { after: 9 }).unwrap()).unwrap();
    assert!(
        text.contains("\"outcome\":\"busy\"") && text.contains("总部正忙") && text.contains("tries_again")
    );
    assert_eq!(Answer::<HeadOutcome>::read(text.as_bytes()), Ok(Answer::Refused(Refused::Busy { after: 9 })));
    let ours = records(2, "调配");
    let outcome = RecordsOutcome::Accepted { receipt: stage::signed(&ours, 2, 0) };
    let bytes = written(&outcome).unwrap();
    assert_eq!(Answer::read(&bytes), Ok(Answer::Outcome(outcome)));
    let later =
        "{\"outcome\":\"later\",\"message\":{\"zh\":\"新\",\"en\":\"new\"},\"mend\":\"verify_file\",\"x\":1}";
    let Ok(Answer::Unknown(unknown)) = Answer::<HeadOutcome>::read(later.as_bytes()) else {
        panic!("{later}")
    };
    assert_eq!((unknown.said.0.as_str(), unknown.mend), ("新", Mend::VerifyFile));
    let Ok(Answer::Unknown(bare)) =
        Answer::<HeadOutcome>::read(b"{\"outcome\":\"later\",\"mend\":\"magic\"}")
    else {
        panic!("a mend that is not known")
    };
    assert_eq!(bare.mend, Mend::UpdateProgram);
    for bytes in [&b"<html>"[..], b"", b"{}", b"{\"outcome\":\"accepted\"}", b"[]"] {
        assert_eq!(Answer::<RecordsOutcome>::read(bytes), Err(NoAnswer));
    }
}

/// Every outcome has a code of its own in small letters, and no call's code is one that every call shares.
#[test]
fn codes_are_told_apart() {
    for codes in [
        RecordsOutcome::CODES,
        HeadOutcome::CODES,
        EnrolOutcome::CODES,
        TailOutcome::CODES,
        SealedOutcome::CODES,
        RotateOutcome::CODES,
    ] {
        let all: std::collections::BTreeSet<_> = codes.iter().chain(Refused::CODES).collect();
        assert_eq!(all.len(), codes.len() + Refused::CODES.len(), "{codes:?}");
        assert!(all.iter().all(|code| code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')));
    }
}

#[test]
fn a_request_is_believed_as_it_was_signed_and_no_other() {
    let key = DeviceKey::from_seed(&[3; 32]);
    let path = HeadQuery { branch: 0, at: Some(9), erased_from: None }.path();
    let asking = Asking { method: "GET", path: &path, store: "济南 1/店", asked: stage::ASKED };
    let signed = key.signed(&asking, b"body");
    let headers = signed.headers();
    let read = Signed::read(|name| {
        headers.iter().filter(|(one, _)| *one == name).map(|(_, value)| value.as_bytes()).collect()
    });
    assert_eq!(read.as_ref(), Ok(&signed));
    let public = key.public();
    assert!(signed.is_by(&public, "GET", &path, b"body"));
    for (name, fits) in [
        ("method", signed.is_by(&public, "POST", &path, b"body")),
        ("path", signed.is_by(&public, "GET", "/v1/head?branch=0&at=8", b"body")),
        ("body", signed.is_by(&public, "GET", &path, b"bodY")),
        ("key", signed.is_by(&DeviceKey::from_seed(&[4; 32]).public(), "GET", &path, b"body")),
        ("store", Signed { store: "JN02".into(), ..signed.clone() }.is_by(&public, "GET", &path, b"body")),
        (
            "counter",
            Signed { asked: Asked { counter: 8, ..stage::ASKED }, ..signed.clone() }
                .is_by(&public, "GET", &path, b"body"),
        ),
        (
            "device",
            Signed { device: DeviceId([0; 16]), ..signed.clone() }.is_by(&public, "GET", &path, b"body"),
        ),
    ] {
        assert!(!fits, "{name}");
    }
    assert!(!format!("{key:?}").contains(&hex::encode([3; 32])), "a key shows nothing of itself");
}

#[test]
fn headers_have_one_reading() {
    let key = DeviceKey::from_seed(&[3; 32]);
    let asking = Asking { method: "GET", path: "/v1/head", store: "JN01", asked: stage::ASKED };
    let headers = key.signed(&asking, b"").headers();
    let with = |name: &'static str, values: &[&str]| {
        let values: Vec<Vec<u8>> = values.iter().map(|value| value.as_bytes().to_vec()).collect();
        Signed::read(|asked| {
            if asked == name {
                return values.iter().map(Vec::as_slice).collect();
            }
            headers.iter().filter(|(one, _)| *one == asked).map(|(_, value)| value.as_bytes()).collect()
        })
    };
    for name in [header::STORE, header::DEVICE, header::BOOT, header::COUNTER, header::SIGNATURE] {
        assert_eq!(with(name, &[]), Err(HeaderError::Missing(name)));
        assert_eq!(with(name, &["1", "1"]), Err(HeaderError::Twice(name)));
        assert_eq!(with(name, &["%"]), Err(HeaderError::Malformed(name)));
    }
    for (name, value) in [
        (header::STORE, "%4A"),
        (header::STORE, "%e6%b5%8e"),
        (header::COUNTER, "07"),
        (header::COUNTER, "+7"),
        (header::BOOT, "0505050505050505050505050505050A"),
    ] {
        assert_eq!(with(name, &[value]), Err(HeaderError::Malformed(name)), "{value}");
    }
}

#[test]
fn an_older_answer_is_known_by_its_headers() {
    let (boot, counter) = (hex::encode(stage::ASKED.boot), "7");
    let heard = |boot, counter| echo(stage::ASKED, boot, counter);
    assert_eq!(heard(Some(boot.as_bytes()), Some(counter.as_bytes())), Echo::Same);
    assert_eq!(heard(Some(boot.as_bytes()), Some(b"6")), Echo::Other);
    assert_eq!(heard(Some(boot.as_bytes()), None), Echo::Other);
    assert_eq!(heard(None, None), Echo::Absent);
}

#[test]
fn a_receipt_is_believed_by_its_bytes() {
    let signed = stage::signed(&records(3, "调配"), 3, 2);
    assert_eq!(signed.verified(&stage::keys()).unwrap(), stage::receipt(&records(3, "调配"), 3, 2));
    let mut other = signed.clone();
    other.text = other.text.replace("\"seq\":3", "\"seq\":2");
    assert_eq!(other.verified(&stage::keys()), Err(ReceiptError::Unsigned));
    assert_eq!(signed.verified(&[]), Err(ReceiptError::Unsigned));
    // A signature for another purpose never passes for one of a receipt.
    let head = ledger::Head { store: signed.text.clone(), seq: 0, hash: ledger::Hash::ORIGIN };
    other = sync::receipt::SignedReceipt { signature: head.signed(&stage::online_key()).signature, ..signed };
    assert_eq!(other.verified(&stage::keys()), Err(ReceiptError::Unsigned));
}

#[test]
fn a_pc_enrols_by_both_keys_and_a_new_one_without_a_ledger() {
    let (device, code) = (DeviceKey::from_seed(&[3; 32]), Code::from_random(&[0xA5; 16]));
    let ours = records(3, "调配");
    let head = ledger::Head { store: "JN01".into(), seq: 3, hash: ours[2].hash }.signed(&stage::store_key());
    let proof = LedgerProof::of(&head, &stage::store_key(), &code, &device.public());
    let enrol = Enrol::of(code.clone(), &device, "tiaohe 0.1.0", Some(proof));
    assert_eq!(enrol.proved(), Ok((device.public(), Some(stage::store_key().verifying_key()))));
    let text = serde_json::to_string(&enrol).unwrap();
    assert_eq!(serde_json::from_str::<Enrol>(&text).unwrap(), enrol);
    assert_eq!(Enrol::of(code.clone(), &device, "tiaohe 0.1.0", None).proved(), Ok((device.public(), None)));
    let other = Enrol { code: Code::from_random(&[1; 16]), ..enrol.clone() };
    assert_eq!(other.proved(), Err(EnrolError::Device));
    let mut other = enrol.clone();
    other.ledger.as_mut().unwrap().store = "JN02".into();
    assert_eq!(other.proved(), Err(EnrolError::Store));
    let stranger = DeviceKey::from_seed(&[4; 32]);
    let stolen = Enrol::of(code, &stranger, "tiaohe 0.1.0", enrol.ledger);
    assert_eq!(stolen.proved(), Err(EnrolError::Store), "another device with the store's word");
}

#[test]
fn a_new_device_key_speaks_for_itself() {
    let (old, new) = (DeviceKey::from_seed(&[3; 32]), DeviceKey::from_seed(&[4; 32]));
    let rotate = Rotate::to(&new, "JN01", old.id());
    assert_eq!(rotate.proved("JN01", old.id()), Some(new.public()));
    assert_eq!(rotate.proved("JN02", old.id()), None);
    assert_eq!(rotate.proved("JN01", new.id()), None);
}

#[test]
fn a_new_store_key_speaks_for_itself_and_for_the_head_and_headquarters_for_it() {
    let (ours, device) = (records(3, "调配"), DeviceKey::from_seed(&[3; 32]).id());
    let key = ledger::signing_key(&[21; 32]);
    let head = ledger::Head { store: "JN01".to_owned(), seq: 3, hash: ours[2].hash }.signed(&key);
    let asked = IntroduceKey::of(&head, &key, device);
    assert_eq!(asked.proved("JN01", device), Some(key.verifying_key()));
    assert_eq!(asked.proved("JN02", device), None, "another store");
    assert_eq!(asked.proved("JN01", DeviceId([0; 16])), None, "another device");
    let mut other = asked.clone();
    other.head.seq = 2;
    assert_eq!(other.proved("JN01", device), None, "another head");
    let other = IntroduceKey { key: stage::store_key().verifying_key().to_bytes(), ..asked };
    assert_eq!(other.proved("JN01", device), None, "another key");

    let grant = KeyGrant {
        hq: "TH".to_owned(),
        store: "JN01".to_owned(),
        key: PublicKey(key.verifying_key().to_bytes()),
        before: vec![PublicKey(stage::store_key().verifying_key().to_bytes())],
        seq: 3,
        hash: ours[2].hash,
        at: stage::at(),
    };
    let signed = grant.signed(&stage::online_key()).unwrap();
    assert_eq!(signed.verified(&stage::keys()), Ok(grant));
    assert!(signed.verified(&[key.verifying_key()]).is_err(), "not by the store's own word");
    // A receipt's signature passes for no such word, and the other way.
    let receipt = stage::signed(&ours, 3, 0);
    let posed = sync::calls::SignedGrant { text: receipt.text, signature: receipt.signature };
    assert!(posed.verified(&stage::keys()).is_err());
}

#[test]
fn records_come_back_and_are_followed_from_where_the_file_ends() {
    let ours = records(9, "调配");
    let tail = |first: u64, prev: u64| {
        let receipt = stage::signed(&ours, 9, 0);
        let prev = stage::hash_at(&ours, prev).unwrap();
        let header = TailHeader { store: "JN01".into(), branch: 0, first, prev, receipt };
        Tail::read(&Tail::written(&header, stage::bodies(&ours, first, 9)).unwrap()).unwrap()
    };
    let end = |seq| ledger::Head { store: "JN01".into(), seq, hash: stage::hash_at(&ours, seq).unwrap() };
    assert_eq!(tail(6, 5).followed(&end(5), 0).unwrap(), ours[5..]);
    assert_eq!(tail(6, 5).followed(&end(4), 0), Err(TailError::DoesNotFollow { last: 4 }));
    assert_eq!(tail(6, 4).followed(&end(5), 0), Err(TailError::DoesNotFollow { last: 5 }));
    assert_eq!(tail(6, 5).followed(&end(5), 1), Err(TailError::DoesNotFollow { last: 5 }));
    let mut other = end(5);
    other.store = "JN02".into();
    assert!(tail(6, 5).followed(&other, 0).is_err());
}

#[test]
fn an_item_comes_back_alone() {
    let header = SealedHeader { item: "a1".into(), salt: [6; 32], seq: 4 };
    let item = SealedItem::read(&SealedItem::written(&header, b"bytes").unwrap()).unwrap();
    assert_eq!((item.header.clone(), item.bytes()), (header.clone(), &b"bytes"[..]));
    assert!(!format!("{item:?}").contains("98, 121"), "and shows nothing of itself");
    let two = packed(&framed(&header, [&b"a"[..], b"b"]).unwrap()).unwrap();
    assert_eq!(SealedItem::read(&two).unwrap_err(), Malformed::Count { said: 1, found: 2 });
}

#[test]
fn the_root_is_the_one_of_the_ticket() {
    let key = hex::encode(stage::online_key().verifying_key().as_bytes());
    let text =
        format!("{{\"root\":1,\"hq\":\"TH\",\"name\":\"演示企业\",\"online\":[\"{key}\"],\"later\":[]}}");
    let root = Root::read(&text, fingerprint(&text)).unwrap();
    assert_eq!(root.keys().unwrap(), stage::keys());
    assert_eq!(Root::read(&text, Fingerprint([0; 10])), Err(RootError::OtherFingerprint));
    let none = "{\"root\":1,\"hq\":\"TH\",\"name\":\"\",\"online\":[]}";
    assert_eq!(Root::read(none, fingerprint(none)), Err(RootError::Unreadable));
}
