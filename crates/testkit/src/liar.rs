//! What a thief with a device key sends: signed as a request, and not a batch that the store made.

use ledger::{Hash, Head, SigningKey, Stored};
use sync::calls::{Batch, BatchHeader, HeadSeal, RECORDS};
use sync::device::DeviceKey;
use sync::receipt::Asked;
use sync::request::Asking;

use crate::chance::Chance;
use crate::hq::{Call, Request, STORE, store_key};
use crate::pc::Pc;

/// A lie that goes on from what headquarters has: 0 is signed by a stranger, 1 is no record, 2 is another store's.
#[must_use]
pub fn lie(pc: &Pc, at: usize, (seq, prev): (u64, Hash), kind: usize) -> Option<Request> {
    let mut twin = Pc::new(Vec::new(), &mut Chance::of(seq));
    let other = if kind == 2 { "JN02" } else { STORE };
    twin.write("store.founded", 0, chrono::DateTime::UNIX_EPOCH.fixed_offset())?;
    let text = String::from_utf8(twin.file.pop()?.body).ok()?;
    let text = text.replace("\"seq\":1,", &format!("\"seq\":{},", seq + 1));
    let text = text.replace(&format!("\"store\":\"{STORE}\""), &format!("\"store\":\"{other}\""));
    let body = if kind == 1 { b"{}".to_vec() } else { text.into_bytes() };
    let record = Stored { seq: seq + 1, hash: prev.then(&body), prev, body };
    let key = if kind == 0 { SigningKey::from_bytes(&[1; 32]) } else { store_key() };
    let head = Head { store: other.to_owned(), seq: record.seq, hash: record.hash };
    let header = BatchHeader {
        store: other.to_owned(),
        branch: 0,
        first: record.seq,
        prev,
        head: HeadSeal::from(&head.signed(&key)),
    };
    let body = Batch::written(&header, [record.body.as_slice()]).ok()?;
    let device = DeviceKey::from_seed(&pc.device);
    // Later than what the PC itself asks, so that it is no older request.
    let asked = Asked { boot: pc.boot, counter: u64::MAX };
    let asking = Asking { method: "POST", path: RECORDS, store: STORE, asked };
    let signed = device.signed(&asking, &body);
    Some(Request { pc: at, call: Call::Records, path: RECORDS.to_owned(), body: body.into(), signed })
}
