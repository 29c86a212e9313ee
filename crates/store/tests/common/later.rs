//! What a newer program leaves in a store: a record of a kind that this one does not know, linked and signed as all are.

use std::path::Path;

use chrono::{DateTime, FixedOffset};
use ledger::{Draft, Head, Payload};
use rusqlite::{Connection, params};
use store::{Key, Store};

/// A kind, a version and a payload.
pub type Later<'a> = (&'a str, u16, &'a str);

/// A record that nothing here could read.
pub const RISEN: Later<'_> = ("moon.risen", 1, r#"{"phase":"full"}"#);

/// Appends a record to a store that nobody has open, and answers its sequence.
pub fn append(
    folder: &Path,
    key_file: &Path,
    (kind, version, payload): Later<'_>,
    at: DateTime<FixedOffset>,
) -> u64 {
    let head = Store::open(folder, &Key::read(key_file).unwrap()).unwrap().head().unwrap();
    let file = Connection::open(folder.join("store.db")).unwrap();
    let key = std::fs::read_to_string(key_file).unwrap();
    file.pragma_update(None, "key", format!("x'{}'", key.trim())).unwrap();
    let seed = "SELECT value FROM meta WHERE name = 'signing_seed'";
    let seed: Vec<u8> = file.query_row(seed, [], |row| row.get(0)).unwrap();
    let signing = ledger::signing_key(&<[u8; 32]>::try_from(seed).unwrap());
    let payload = Payload::from_string(payload.to_owned()).unwrap();
    let (store, seq, actor) = (&head.store, head.seq + 1, "system");
    let draft = Draft { store, seq, at, monotonic: 3, actor, kind, version, payload: &payload };
    let record = draft.link(head.hash).unwrap();
    let number = i64::try_from(record.seq).unwrap();
    let row = params![number, record.body, record.prev.0, record.hash.0];
    file.execute("INSERT INTO ledger VALUES (?1, ?2, ?3, ?4)", row).unwrap();
    let signed = Head { store: head.store, seq: record.seq, hash: record.hash }.signed(&signing);
    let head = params![number, record.hash.0, &signed.signature[..]];
    file.execute("UPDATE head SET seq = ?1, hash = ?2, signature = ?3", head).unwrap();
    record.seq
}
