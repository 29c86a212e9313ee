//! `docs/sync-formats.md` against the program: the committed vectors are what it writes, and a checker in Python that was
//! written from that page alone agrees, and refuses each changed byte.

use std::path::{Path, PathBuf};
use std::process::Command;

use ledger::{Head, Stored};
use serde_json::json;
use sync::device::DeviceKey;
use sync::export::{self, ExportError, Reading};
use sync::frame;
use sync::request::Asking;
use sync::root::fingerprint;
use sync::ticket::{Code, Ticket};

use crate::stage::{self, records};

const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/verify");

fn head(records: &[Stored]) -> ledger::SignedHead {
    let (seq, store) = (records.len() as u64, "JN01".to_owned());
    Head { store, seq, hash: stage::hash_at(records, seq).unwrap() }.signed(&stage::store_key())
}

fn exported(records: &[Stored]) -> Vec<u8> {
    let mut bytes = export::beginning(&head(records), &stage::store_key().verifying_key()).unwrap();
    records.iter().for_each(|record| bytes.extend(export::record(&record.body).unwrap()));
    bytes
}

fn vectors() -> serde_json::Value {
    let ours = records(2, "调配");
    let head = head(&ours);
    let mut message = b"tiaohe-head-1\0".to_vec();
    message.extend([0, 0, 0, 0, 0, 0, 0, 4]);
    message.extend(b"JN01\0\0\0\0\0\0\0\x02");
    message.extend(ours[1].hash.0);
    let receipt = stage::signed(&ours, 2, 1);
    let device = DeviceKey::from_seed(&[3; 32]);
    let (path, body, store) = ("/v1/head?branch=0&at=2", "正文", "济南1店");
    let signed = device.signed(&Asking { method: "GET", path, store, asked: stage::ASKED }, body.as_bytes());
    let mut asked = b"tiaohe-request-1\0".to_vec();
    asked.extend([0, 0, 0, 0, 0, 0, 0, 3]);
    asked.extend(b"GET");
    asked.extend([0, 0, 0, 0, 0, 0, 0, u8::try_from(path.len()).unwrap()]);
    asked.extend(path.as_bytes());
    asked.extend(<sha2::Sha256 as sha2::Digest>::digest(body.as_bytes()));
    asked.extend([0, 0, 0, 0, 0, 0, 0, u8::try_from(store.len()).unwrap()]);
    asked.extend(store.as_bytes());
    asked.extend(device.id().0);
    asked.extend([5; 16]);
    asked.extend([0, 0, 0, 0, 0, 0, 0, 7]);
    let online = hex::encode(stage::online_key().verifying_key().as_bytes());
    let root = format!("{{\"root\":1,\"hq\":\"TH\",\"name\":\"演示企业\",\"online\":[\"{online}\"]}}");
    let (url, code) = ("https://hq.example.com".to_owned(), Code::from_random(&[0xA5; 16]));
    let ticket = Ticket { url, store: "JN01".to_owned(), code, root: fingerprint(&root) };
    let mut bits = [0xA5; 13];
    bits[0] = 5;
    json!({
        "record": {
            "prev": hex::encode(ours[1].prev.0),
            "body": String::from_utf8(ours[1].body.clone()).unwrap(),
            "hash": ours[1].hash.to_string(),
        },
        "head": {
            "store": "JN01", "seq": 2, "hash": ours[1].hash.to_string(), "message": hex::encode(message),
            "key": hex::encode(stage::store_key().verifying_key().as_bytes()),
            "signature": hex::encode(head.signature),
        },
        "receipt": {
            "text": receipt.text, "signature": hex::encode(receipt.signature),
            "key": online,
        },
        "request": {
            "method": "GET", "path": path, "body": body, "store": store, "device": device.id().to_string(),
            "boot": hex::encode([5; 16]), "counter": 7, "message": hex::encode(asked),
            "key": hex::encode(device.public().as_bytes()), "signature": hex::encode(signed.signature),
        },
        "root": { "text": root, "fingerprint": hex::encode(ticket.root.0) },
        "ticket": {
            "url": ticket.url, "store": ticket.store, "code": hex::encode(bits), "kept": hex::encode(ticket.code.kept()),
            "typed": ticket.typed(), "digits": ticket.digits().unwrap(), "file": ticket.file().unwrap(),
        },
        "frames": {
            "frames": ["{\"a\":1}", "正文"],
            "bytes": hex::encode(frame::framed(&json!({"a": 1}), ["正文".as_bytes()]).unwrap()),
        },
    })
}

/// Once written they are never written again: a store of today is verified by a checker of then, and the other way.
#[test]
fn the_committed_vectors_are_what_is_written() {
    let read = |name: &str| std::fs::read(Path::new(DOCS).join(name)).unwrap();
    let committed: serde_json::Value = serde_json::from_slice(&read("vectors.json")).unwrap();
    assert_eq!(committed, vectors(), "{}", serde_json::to_string_pretty(&vectors()).unwrap());
    assert!(exported(&records(3, "调配")) == read("example.tiaohe-ledger"), "the exported ledger differs");
}

fn checked(arguments: &[&str]) -> (bool, String) {
    let script = Path::new(DOCS).join("verify_ledger.py");
    let done =
        Command::new("python3").arg(script).args(arguments).output().expect("python3 must be installed");
    (done.status.success(), String::from_utf8(done.stdout).unwrap())
}

fn shown(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_checker_written_from_the_page_alone_agrees_with_every_vector() {
    let (fits, said) = checked(&["vectors", shown(&Path::new(DOCS).join("vectors.json"))]);
    assert!(fits, "{said}");
    assert_eq!(said.lines().count(), 7, "{said}");
}

struct Desk {
    folder: tempfile::TempDir,
    ledger: PathBuf,
    receipts: PathBuf,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, receipts) = (folder.path().join("a.ledger"), folder.path().join("receipts"));
    let ours = records(20, "调配");
    std::fs::write(&ledger, exported(&ours)).unwrap();
    let lines = [5, 20].map(|seq| serde_json::to_string(&stage::signed(&ours, seq, 1)).unwrap());
    std::fs::write(&receipts, lines.join("\n")).unwrap();
    Desk { folder, ledger, receipts }
}

fn verified(desk: &Desk) -> (bool, String) {
    let key = hex::encode(stage::store_key().verifying_key().as_bytes());
    let hq = hex::encode(stage::online_key().verifying_key().as_bytes());
    let receipts = ["--receipts", shown(&desk.receipts), "--hq", &hq];
    let ledger = ["ledger", shown(&desk.ledger), "--key", &key];
    checked(&[&ledger[..], &receipts[..]].concat())
}

#[test]
fn the_checker_verifies_an_exported_ledger_and_its_receipts() {
    let desk = desk();
    let (fits, said) = verified(&desk);
    assert!(fits, "{said}");
    assert!(said.contains("\"records\": 20") && said.contains("\"receipt\": 5"), "{said}");
    assert!(desk.folder.path().is_dir());
}

#[test]
fn one_changed_byte_is_refused_wherever_it_is() {
    let desk = desk();
    let whole = std::fs::read(&desk.ledger).unwrap();
    let changed = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    // The magic, the header's length, its key, a record early, in the middle, and the last byte.
    for at in [3, 19, 60, 500, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&desk.ledger, changed(at)).unwrap();
        let (fits, said) = verified(&desk);
        assert!(!fits && said.contains("refused"), "byte {at}: {said}");
    }
    for at in 0..whole.len() {
        assert!(read_all(&changed(at)).is_err(), "byte {at}");
    }
    std::fs::write(&desk.ledger, &whole[..whole.len() - 9]).unwrap();
    assert!(!verified(&desk).0, "cut off");
    std::fs::write(&desk.ledger, &whole).unwrap();
    let receipts = std::fs::read_to_string(&desk.receipts).unwrap();
    std::fs::write(&desk.receipts, receipts.replacen("\\\"seq\\\":5", "\\\"seq\\\":6", 1)).unwrap();
    let (fits, said) = verified(&desk);
    assert!(!fits && said.contains("receipt 1"), "{said}");
    let theirs = stage::diverging(20, 4);
    std::fs::write(&desk.receipts, serde_json::to_string(&stage::signed(&theirs, 5, 1)).unwrap()).unwrap();
    let (fits, said) = verified(&desk);
    assert!(!fits && said.contains("another history"), "{said}");
}

fn read_all(bytes: &[u8]) -> Result<usize, ExportError> {
    let mut reading = Reading::new(stage::store_key().verifying_key());
    let mut count = 0;
    for piece in bytes.chunks(77) {
        count += reading.take(piece)?.len();
    }
    reading.end().map(|_| count)
}

#[test]
fn an_export_is_read_piece_by_piece() {
    let whole = exported(&records(20, "调配"));
    assert_eq!(read_all(&whole), Ok(20));
    assert!(read_all(&whole[..whole.len() - 1]).is_err(), "cut off");
    let shorter: usize = 4 + records(20, "调配")[19].body.len();
    assert!(
        matches!(read_all(&whole[..whole.len() - shorter]), Err(ExportError::Broken(_))),
        "a record short"
    );
    let mut stranger = Reading::new(stage::online_key().verifying_key());
    assert_eq!(stranger.take(&whole), Err(ExportError::HeadUnsigned));
}
